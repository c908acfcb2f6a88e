//! The themes: every text stands out from what is behind it, and the highlights are told apart.

use danhuang::app::{Action, Command, TagEdit, ThemeName};
use danhuang::notebook::{HighlightColor, LinePattern};
use danhuang::ui::theme::{Theme, theme};
use egui::Color32;

use crate::app::Program;

/// Contrast by the formula of WCAG 2.
fn contrast(a: Color32, b: Color32) -> f64 {
    let luminance = |color: Color32| {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.r()) + 0.7152 * channel(color.g()) + 0.0722 * channel(color.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn all() -> impl Iterator<Item = (ThemeName, &'static Theme)> {
    ThemeName::ALL.into_iter().map(|name| (name, theme(name)))
}

#[test]
fn every_text_has_seven_to_one() {
    for (name, theme) in all() {
        for ground in [theme.page, theme.panel, theme.card] {
            for (what, ink) in [
                ("text", theme.text),
                ("heading", theme.heading),
                ("weak", theme.weak),
                ("accent", theme.accent),
                ("error", theme.error),
                ("warn", theme.warn),
                ("ok", theme.ok),
            ] {
                let found = contrast(ink, ground);
                assert!(found >= 6.95, "{what} on a ground of {name:?}: {found:.2}");
            }
            assert!(contrast(theme.edge, ground) >= 2.99, "an edge of {name:?}");
        }
        for ground in [theme.selection, theme.hit] {
            assert!(contrast(theme.text, ground) >= 7.0, "text on a selection or hit of {name:?}");
        }
    }
}

#[test]
fn how_far_something_has_come_is_seen() {
    for (name, theme) in all() {
        let found = contrast(theme.accent, theme.track);
        assert!(found >= 3.0, "progress in {name:?}: {found:.2}");
    }
    let contrasty = theme(ThemeName::Contrast);
    assert!(contrast(contrasty.track, contrasty.panel) >= 3.0, "and what is yet to come");
}

#[test]
fn what_was_taken_away_can_be_read_on_its_tint() {
    for (name, theme) in all() {
        for (ink, ground) in [(theme.error, theme.panel), (theme.weak, theme.page)] {
            let found = contrast(ink, theme.taken(ground));
            assert!(found >= 4.5, "{name:?}: {found:.2}");
        }
    }
}

#[test]
fn text_stands_out_from_every_fill_and_from_fills_upon_each_other() {
    for (name, theme) in all() {
        let fills: Vec<Color32> = theme.highlights.iter().map(|highlight| highlight.fill).collect();
        for (index, one) in fills.iter().enumerate() {
            for two in &fills[index..] {
                for three in &fills[index..] {
                    let ground = theme.mixed_fill(&[*one, *two, *three]);
                    let found = contrast(theme.text_on_fill, ground);
                    assert!(found >= 7.0, "{name:?}: {found:.2}");
                }
            }
        }
    }
}

#[test]
fn inks_stand_out_from_the_page_and_no_two_patterns_are_alike() {
    for (name, theme) in all() {
        for (index, highlight) in theme.highlights.iter().enumerate() {
            let found = contrast(highlight.ink, theme.page);
            assert!(found >= 2.95, "ink {index} of {name:?}: {found:.2}");
            let others = &theme.highlights[index + 1..];
            assert!(
                others
                    .iter()
                    .all(|other| other.pattern != highlight.pattern && other.ink != highlight.ink)
            );
        }
    }
}

/// CIE Lab of a colour, D65.
#[expect(clippy::many_single_char_names, reason = "the names that colour science gives them")]
fn lab(color: Color32) -> [f64; 3] {
    let linear = [color.r(), color.g(), color.b()].map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let [r, g, b] = linear;
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

#[test]
fn fills_differ_from_each_other_and_from_the_page() {
    for (name, theme) in all().filter(|(name, _)| *name != ThemeName::Contrast) {
        let mut grounds: Vec<Color32> =
            theme.highlights.iter().map(|highlight| highlight.fill).collect();
        grounds.push(theme.page);
        for (index, one) in grounds.iter().enumerate() {
            for two in &grounds[index + 1..] {
                let distance: f64 = lab(*one)
                    .iter()
                    .zip(lab(*two))
                    .map(|(a, b)| (a - b).powi(2))
                    .sum::<f64>()
                    .sqrt();
                assert!(distance >= 4.0, "{name:?}: {one:?} and {two:?}: {distance:.1}");
            }
        }
    }
}

#[test]
fn a_tags_own_line_is_that_of_its_mark_wherever_that_is_drawn() {
    let mut program = Program::new();
    program.select("条例");
    program.act(Action::TagSlot(1));
    let theme = theme(ThemeName::ALL[0]);
    let shown = |program: &Program| theme.highlight_of(&program.state, program.only_note());
    let plain = shown(&program);
    assert_eq!(plain, theme.highlight(HighlightColor::ALL[0]));
    let tag = program.state.codebook.in_slot(1).unwrap().id.clone();
    let edit = TagEdit::Pattern(Some(LinePattern::ZigZag));
    program.run(Command::EditTag(tag, edit));
    assert_eq!(shown(&program).pattern, LinePattern::ZigZag);
    assert_eq!((shown(&program).ink, shown(&program).fill), (plain.ink, plain.fill));
}
