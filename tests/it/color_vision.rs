//! Whether the marks' colours are told apart by all eyes: the colours as the window draws them, overlaps included,
//! seen with each kind of colour vision. Whoever sees no difference still has the patterns and the names.

use danhuang::app::ThemeName;
use danhuang::ui::theme::{Theme, theme};
use egui::Color32;

/// What is seen of linear light by ordinary eyes and without one of the three cones (Machado and others, 2009).
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("ordinary", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

fn linear(value: u8) -> f64 {
    let value = f64::from(value) / 255.0;
    if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
}

/// CIE Lab of a colour as it is seen, D65.
fn seen(color: Color32, vision: &[[f64; 3]; 3]) -> [f64; 3] {
    let light = [color.r(), color.g(), color.b()].map(linear);
    let part = |row: &[f64; 3]| {
        let sum: f64 = row.iter().zip(light).map(|(share, light)| share * light).sum();
        sum.clamp(0.0, 1.0)
    };
    let [red, green, blue] = [part(&vision[0]), part(&vision[1]), part(&vision[2])];
    let x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047;
    let y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    let z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883;
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

/// The difference of two colours by CIEDE2000.
fn difference(one: [f64; 3], two: [f64; 3]) -> f64 {
    let chroma = |lab: [f64; 3]| lab[1].hypot(lab[2]);
    let mean_chroma = f64::midpoint(chroma(one), chroma(two)).powi(7);
    let g = 0.5 * (1.0 - (mean_chroma / (mean_chroma + 25_f64.powi(7))).sqrt());
    let turned = |lab: [f64; 3]| {
        let a = (1.0 + g) * lab[1];
        (a.hypot(lab[2]), lab[2].atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (turned(one), turned(two));
    let turn = if c1 * c2 == 0.0 { 0.0 } else { (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0 };
    let delta_hue = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(one[0], two[0]), f64::midpoint(c1, c2));
    let hue = if c1 * c2 == 0.0 { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(hue - 30.0) + 0.24 * cos(2.0 * hue) + 0.32 * cos(3.0 * hue + 6.0)
        - 0.20 * cos(4.0 * hue - 63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rotation = 30.0 * (-((hue - 275.0) / 25.0).powi(2)).exp();
    let rc = 2.0 * (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let rt = -rc * (2.0 * rotation).to_radians().sin();
    let (dl, dc, dh) = ((two[0] - one[0]) / sl, (c2 - c1) / sc, delta_hue / sh);
    (dl * dl + dc * dc + dh * dh + rt * dc * dh).sqrt()
}

/// The least difference between two of the colours, and with which vision.
fn least(colors: &[Color32]) -> (f64, String) {
    let mut least = (f64::MAX, String::new());
    for (name, vision) in &VISIONS {
        for (index, one) in colors.iter().enumerate() {
            for (other, two) in colors.iter().enumerate().skip(index + 1) {
                let found = difference(seen(*one, vision), seen(*two, vision));
                if found < least.0 {
                    least = (found, format!("{index} and {other}, {name}"));
                }
            }
        }
    }
    least
}

fn inks(theme: &Theme) -> Vec<Color32> {
    theme.highlights.iter().map(|highlight| highlight.ink).collect()
}

fn fills(theme: &Theme) -> Vec<Color32> {
    theme.highlights.iter().map(|highlight| highlight.fill).collect()
}

#[test]
fn the_measure_is_the_one_of_the_standard() {
    // Two pairs of the test data that Sharma, Wu and Dalal published with the formula.
    let pairs = [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082),
    ];
    for (one, two, wanted) in pairs {
        assert!((difference(one, two) - wanted).abs() < 0.000_1, "{}", difference(one, two));
    }
}

#[test]
fn the_lines_under_marks_differ_for_every_eye() {
    for name in [ThemeName::Light, ThemeName::Sepia, ThemeName::Dark, ThemeName::Night] {
        let (found, which) = least(&inks(theme(name)));
        let floor = if theme(name).is_dark { 14.0 } else { 13.0 };
        assert!(found >= floor, "{name:?}: {found:.1} ({which})");
    }
}

#[test]
fn fills_differ_for_every_eye() {
    for name in [ThemeName::Light, ThemeName::Sepia, ThemeName::Dark, ThemeName::Night] {
        let (found, which) = least(&fills(theme(name)));
        assert!(found >= 4.0, "{name:?}: {found:.1} ({which})");
    }
}

#[test]
fn lines_stand_out_from_the_fill_where_marks_overlap_for_every_eye() {
    for name in [ThemeName::Light, ThemeName::Sepia, ThemeName::Dark, ThemeName::Night] {
        let theme = theme(name);
        for one in &theme.highlights {
            for two in &theme.highlights {
                let ground = theme.mixed_fill(&[one.fill, two.fill]);
                for (vision, matrix) in &VISIONS {
                    let found = difference(seen(one.ink, matrix), seen(ground, matrix));
                    assert!(found >= 10.0, "{name:?}, {vision}: {found:.1}");
                }
            }
        }
    }
}
