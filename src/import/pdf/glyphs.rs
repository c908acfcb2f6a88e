//! The characters of a page with their places, as the interpreter of the page's drawing hands them out.

use hayro_interpret::font::{Glyph as Shown, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::Dict;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use rustc_hash::FxHashMap;

use crate::import::limits::MOST_PDF_GLYPHS;
use crate::import::pdf::pictures::{Drawn, Packing};
use crate::import::pdf::pixels;
use crate::import::pdf::rules::Rules;
use crate::import::pdf::tagged::PageTags;
use crate::import::raised::Raised;
use crate::text::chars::is_wide;
use crate::text::radicals::ideograph;

/// Units of an em in a glyph's own measure.
const EM: f64 = 1000.0;
/// How much of an upright character stands above its base line.
const ABOVE_BASE: f64 = 0.88;
/// Pictures of a page that are looked at.
const MOST_DRAWN: usize = 200;
/// From this weight on letters are bold.
const BOLD_FROM: u32 = 600;

/// A character on a page: points from the upper left corner, y downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// The line it stands on.
    pub(super) base: f32,
    /// The height of an em.
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// Whether it is set above or below its line, as the numbers of notes are.
    pub(super) raised: Option<Raised>,
    /// The cell of a table that it is tagged to stand in.
    pub(super) cell: Option<u32>,
}

/// What a page shows.
#[derive(Default)]
pub(super) struct Shows {
    /// Its width and height, in points.
    pub(super) size: (f32, f32),
    pub(super) glyphs: Vec<Glyph>,
    /// Glyphs of which the file does not say what character they are.
    pub(super) n_unknown: usize,
    pub(super) n_pictures: usize,
    /// The pictures that may be the text's.
    pub(super) drawn: Vec<Drawn>,
    /// The straight lines that are drawn, where the page is read as it is drawn.
    pub(super) rules: Rules,
}

/// Where the text of a page runs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    Right,
    Down,
    Left,
    Up,
    /// Upright characters one below the other, columns from the right.
    Vertical,
}

const COURSES: [Course; 5] =
    [Course::Right, Course::Down, Course::Left, Course::Up, Course::Vertical];

/// Reads what a page shows, whose cells of tables may be tagged.
pub(super) fn shown<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    tags: Option<&PageTags>,
) -> Shows {
    let (width, height) = page.render_dimensions();
    let frame = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings =
        InterpreterSettings { render_content: RenderContent::all(), ..Default::default() };
    let start = Affine::new(page.initial_transform(true).as_coeffs());
    let mut context = Context::new(start, frame, cache, page.xref(), settings);
    let mut device = Collector { frame, tags, ..Collector::default() };
    interpret_page(page, &mut context, &mut device);
    device.shows(width, height)
}

/// Gathers the glyphs of a page.
#[derive(Default)]
struct Collector<'t> {
    frame: Rect,
    tags: Option<&'t PageTags>,
    /// The cells that the open marked stretches stand in.
    marks: Vec<Option<u32>>,
    rules: Rules,
    glyphs: Vec<(Course, Placed)>,
    n_unknown: usize,
    n_pictures: usize,
    pictures: Vec<Picture>,
}

/// A picture with its place on the page as drawn.
struct Picture {
    key: u128,
    n_pixels: u64,
    packing: Packing,
    /// The upper left corner, the upper right one, the lower left one.
    corners: [Point; 3],
}

/// A character with its place on the page as drawn.
#[derive(Clone, Copy)]
struct Placed {
    c: char,
    at: Point,
    advance: f64,
    size: f64,
    is_bold: bool,
    cell: Option<u32>,
}

/// What the glyphs of a run have in common.
#[derive(Clone, Copy)]
struct Run {
    is_bold: bool,
    is_vertical: bool,
}

impl Collector<'_> {
    /// The glyphs of the course that most of the page takes, turned so that it runs to the right; what runs
    /// elsewhere stands below.
    fn shows(mut self, width: f32, height: f32) -> Shows {
        self.find_columns();
        let mut n_of = [0_usize; COURSES.len()];
        for (course, _) in &self.glyphs {
            n_of[*course as usize] += 1;
        }
        let main = COURSES.into_iter().max_by_key(|course| n_of[*course as usize]);
        let main = main.unwrap_or(Course::Right);
        let (width, height) = (f64::from(width), f64::from(height));
        let turned = |(course, placed): &(Course, Placed)| {
            (*course == main).then(|| placed.turned(*course, width, height))
        };
        let size = match main {
            Course::Right | Course::Left => (width as f32, height as f32),
            Course::Down | Course::Up | Course::Vertical => (height as f32, width as f32),
        };
        let glyphs: Vec<Glyph> = self.glyphs.iter().filter_map(turned).collect();
        let drawn = self.pictures.iter().map(|picture| {
            let corners = picture.corners.map(|corner| main.turned(corner, width, height));
            let drawn = Drawn::new(picture.key, corners, size);
            Drawn { n_pixels: picture.n_pixels, packing: picture.packing, ..drawn }
        });
        let drawn = drawn.filter(|drawn| drawn.may_be_shown(size, &glyphs)).collect();
        let rules = if main == Course::Right { self.rules } else { Rules::default() };
        let (n_unknown, n_pictures) = (self.n_unknown, self.n_pictures);
        Shows { size, glyphs, n_unknown, n_pictures, drawn, rules }
    }

    /// Browsers set upright characters one below the other each on its own, as if it were a line: where most stand so,
    /// these are the columns of a page that is read downwards.
    fn find_columns(&mut self) {
        /// Fewest characters that tell it.
        const LEAST: usize = 8;

        let is_upright =
            |(course, placed): &&(Course, Placed)| *course == Course::Right && is_wide(placed.c);
        let upright: Vec<Placed> =
            self.glyphs.iter().filter(is_upright).map(|(_, placed)| *placed).collect();
        let n_below = upright.windows(2).filter(|pair| is_below(&pair[0], &pair[1])).count();
        if upright.len() < LEAST || n_below * 3 < upright.len() * 2 {
            return;
        }
        for (course, placed) in &mut self.glyphs {
            let mark = upright_mark(placed.c);
            match course {
                Course::Right if is_wide(placed.c) || mark.is_some() => {
                    placed.advance = placed.size;
                }
                // Figures and Latin words lie on their side.
                Course::Down => placed.at += Vec2::new(-0.12, ABOVE_BASE) * placed.size,
                _ => continue,
            }
            *course = Course::Vertical;
            placed.c = mark.unwrap_or(placed.c);
        }
    }

    fn take(&mut self, known: &Known, at: Point, set: &Set, run: Run) {
        let is_odd = !(at.x.is_finite() && at.y.is_finite());
        if is_odd || !self.frame.inflate(2.0, 2.0).contains(at) {
            return;
        }
        let Known { advance, text } = known;
        let (course, whole) = if run.is_vertical {
            (Course::Vertical, set.size)
        } else {
            (set.course, set.width * advance / EM)
        };
        if text.is_empty() {
            self.n_unknown += 1;
        }
        let part = whole / text.len().max(1) as f64;
        let (size, is_bold) = (set.size, run.is_bold);
        let cell = self.marks.last().copied().flatten();
        for (index, c) in text.iter().enumerate() {
            let at = at + set.along * (part * index as f64);
            self.glyphs.push((course, Placed { c: *c, at, advance: part, size, is_bold, cell }));
        }
    }
}

/// How glyphs are set, wherever they stand: most of a run alike.
#[derive(Clone, Copy)]
struct Set {
    /// The part of the matrix that says it.
    matrix: [f64; 4],
    course: Course,
    /// One point along the line.
    along: Vec2,
    /// The width and the height of an em, in points.
    width: f64,
    size: f64,
}

impl Set {
    fn of([a, b, c, d]: [f64; 4]) -> Self {
        let (along, upwards) = (Vec2::new(a, b) * EM, Vec2::new(c, d) * EM);
        let width = along.hypot();
        Self {
            matrix: [a, b, c, d],
            course: course(along),
            along: if width > 0.0 { along / width } else { Vec2::ZERO },
            width,
            size: upwards.hypot(),
        }
    }
}

/// What a font says of the glyph of a code. Asking it anew for each glyph of a page took as long as all else.
struct Known {
    /// In thousandths of an em.
    advance: f64,
    /// The characters that it stands for; none if the file does not say.
    text: Vec<char>,
}

impl Known {
    fn of(shown: &Shown<'_>) -> Self {
        let advance = match shown {
            Shown::Outline(glyph) => glyph.advance_width(),
            Shown::Type3(glyph) => glyph.advance_width(),
        };
        Self { advance: f64::from(advance.unwrap_or(500.0)), text: text(shown) }
    }
}

/// To where the line of text runs.
fn course(along: Vec2) -> Course {
    match (along.x.abs() >= along.y.abs(), along.x >= 0.0, along.y >= 0.0) {
        (true, true, _) => Course::Right,
        (true, false, _) => Course::Left,
        (false, _, true) => Course::Down,
        (false, _, false) => Course::Up,
    }
}

impl Course {
    /// A place once the page is turned so that text of this course runs to the right.
    fn turned(self, Point { x, y }: Point, width: f64, height: f64) -> Point {
        match self {
            Self::Right => Point::new(x, y),
            Self::Left => Point::new(width - x, height - y),
            Self::Down | Self::Vertical => Point::new(y, width - x),
            Self::Up => Point::new(height - y, x),
        }
    }
}

impl Placed {
    /// The place once the page is turned so that text of this course runs to the right.
    fn turned(&self, course: Course, width: f64, height: f64) -> Glyph {
        let Point { x: left, y: base } = course.turned(self.at, width, height);
        // The origin stands at the left of the column; its middle is what counts.
        let left = if course == Course::Vertical { left - self.size * ABOVE_BASE } else { left };
        Glyph {
            c: self.c,
            left: left as f32,
            right: (left + self.advance) as f32,
            base: base as f32,
            size: self.size as f32,
            is_bold: self.is_bold,
            raised: None,
            cell: self.cell,
        }
    }
}

/// Whether a character stands right below another.
fn is_below(above: &Placed, below: &Placed) -> bool {
    let (aside, down) = ((below.at.x - above.at.x).abs(), below.at.y - above.at.y);
    let size = above.size;
    aside < size * 0.6 && (size * 0.6..size * 2.0).contains(&down)
}

/// The mark of a line for the form that it has in a column.
const fn upright_mark(c: char) -> Option<char> {
    Some(match c {
        '︐' => '，',
        '︑' => '、',
        '︒' => '。',
        '︓' => '：',
        '︔' => '；',
        '︕' => '！',
        '︖' => '？',
        '︗' => '〖',
        '︘' => '〗',
        '︙' => '…',
        '︱' | '︲' => '—',
        '︵' => '（',
        '︶' => '）',
        '︷' => '｛',
        '︸' => '｝',
        '︹' => '〔',
        '︺' => '〕',
        '︻' => '【',
        '︼' => '】',
        '︽' => '《',
        '︾' => '》',
        '︿' => '〈',
        '﹀' => '〉',
        '﹁' => '「',
        '﹂' => '」',
        '﹃' => '『',
        '﹄' => '』',
        _ => return None,
    })
}

/// The characters that a glyph stands for; none if the file does not say.
fn text(shown: &Shown<'_>) -> Vec<char> {
    match shown.as_unicode() {
        None => Vec::new(),
        Some(BfString::Char(c)) => plain(c).collect(),
        Some(BfString::String(text)) => text.chars().flat_map(plain).collect(),
    }
}

/// A character as it is written: without ligatures, and ideographs in place of the radicals that look like them.
fn plain(c: char) -> impl Iterator<Item = char> {
    let ligature = match c {
        '\u{FB00}' => "ff",
        '\u{FB01}' => "fi",
        '\u{FB02}' => "fl",
        '\u{FB03}' => "ffi",
        '\u{FB04}' => "ffl",
        '\u{FB05}' | '\u{FB06}' => "st",
        _ => "",
    };
    let single = ligature.is_empty().then(|| sign(ideograph(c)));
    ligature.chars().chain(single)
}

/// Signs of picture fonts as a plain dot, other white space as a space.
fn sign(c: char) -> char {
    match c {
        '\u{F06C}' | '\u{F06E}' | '\u{F075}' | '\u{F0A7}' | '\u{F0B7}' | '\u{F0D8}'
        | '\u{F0FC}' => '•',
        '\t' | '\n' | '\r' | '\u{A0}' => ' ',
        c => c,
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        if self.glyphs.len() >= MOST_PDF_GLYPHS {
            return;
        }
        let look = Run {
            is_bold: run.glyphs().first().is_some_and(|glyph| is_bold(glyph)),
            is_vertical: run.writing_mode() == WritingMode::Vertical,
        };
        // A run is set in one font.
        let mut known: FxHashMap<u32, Known> = FxHashMap::default();
        let mut set: Option<Set> = None;
        for glyph in run.glyphs() {
            let known = known.entry(glyph.char_code()).or_insert_with(|| Known::of(glyph));
            let [matrix @ .., x, y] = (props.transform * glyph.transform()).as_coeffs();
            let same = set.filter(|set| set.matrix.map(f64::to_bits) == matrix.map(f64::to_bits));
            let own = same.unwrap_or_else(|| Set::of(matrix));
            self.take(known, Point::new(x, y), &own, look);
            set = Some(own);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.n_pictures += 1;
        let Image::Raster(image) = image else { return };
        let (width, height) = (image.width(), image.height());
        let at = |x: u32, y: u32| props.transform * Point::new(f64::from(x), f64::from(y));
        if self.pictures.len() < MOST_DRAWN {
            self.pictures.push(Picture {
                key: image.cache_key(),
                n_pixels: u64::from(width) * u64::from(height),
                packing: pixels::packing(image.stream()),
                corners: [at(0, 0), at(width, 0), at(0, height)],
            });
        }
    }

    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let is_filled = matches!(mode, DrawMode::Fill(_));
        self.rules.take(path, props.transform, is_filled);
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let Some(tags) = self.tags else { return };
        let number = properties.and_then(|properties| properties.get::<i32>("MCID"));
        let own = number.and_then(|number| tags.get(&number).copied());
        let around = self.marks.last().copied().flatten();
        self.marks.push(own.or(around));
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

fn is_bold(shown: &Shown<'_>) -> bool {
    let Shown::Outline(glyph) = shown else { return false };
    glyph.font_data().is_some_and(|font| {
        let name = font.postscript_name.unwrap_or_default();
        font.weight.is_some_and(|weight| weight >= BOLD_FROM)
            || ["Bold", "Heavy", "Black", "SimHei"].iter().any(|word| name.contains(word))
    })
}
