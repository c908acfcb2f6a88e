//! Marks that lead to a note at the foot of a text, such as `[1]` or `〔12〕`: they are set small and raised.
//!
//! A mark is known by what it looks like and by what stands before it: behind a Latin letter or a figure such
//! brackets are an index or a sum as often as a note, and stay as they are.

use std::ops::Range;

/// Size of a raised mark, in ems of its line.
pub const RAISED_SIZE: f32 = 0.65;

/// Most figures of a mark.
const MOST_FIGURES: usize = 3;
/// The brackets of marks, each with its other.
const BRACKETS: [(char, char); 3] = [('[', ']'), ('〔', '〕'), ('［', '］')];

/// The marks of a paragraph, in bytes, in order.
pub fn raised_marks(text: &str) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (start, opening) in text.char_indices() {
        let Some((_, closing)) = BRACKETS.iter().find(|(own, _)| *own == opening) else { continue };
        let follows = marks.last().is_some_and(|last| last.end == start);
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        if !follows && !before.is_some_and(can_stand_before) {
            continue;
        }
        if let Some(end) = end_of(text, start + opening.len_utf8(), *closing) {
            marks.push(start..end);
        }
    }
    marks
}

/// Behind Chinese, or the end of a clause or quotation.
fn can_stand_before(c: char) -> bool {
    let is_wide = c >= '\u{2E80}' && !BRACKETS.iter().any(|(opening, _)| *opening == c);
    is_wide || ".,;:!?\"'”’)".contains(c)
}

/// Where a mark ends whose figures begin at `start`.
fn end_of(text: &str, start: usize, closing: char) -> Option<usize> {
    let rest = text.get(start..)?;
    let n_figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_mark = (1..=MOST_FIGURES).contains(&n_figures);
    let is_closed = rest.get(n_figures..)?.starts_with(closing);
    (is_mark && is_closed).then_some(start + n_figures + closing.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::raised_marks;

    #[test]
    fn marks_of_notes_are_known_by_where_they_stand() {
        let cases: [(&str, &[&str]); 8] = [
            ("这是事实[1]，也是结论。[23]", &["[1]", "[23]"]),
            ("引文”〔3〕之后［4］。", &["〔3〕", "［4］"]),
            ("两个注[1][2]连着", &["[1]", "[2]"]),
            ("He said so.[5] And then", &["[5]"]),
            ("[1] 出处在此", &[]),
            ("数组 a[1] 和 f(x)[2]", &["[2]"]),
            ("共[2020]年", &[]),
            ("见[注]和[12", &[]),
        ];
        for (text, wanted) in cases {
            let found: Vec<&str> =
                raised_marks(text).into_iter().map(|at| text.get(at).unwrap()).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
