//! Which list an item of Word belongs to: all with signs to one, those with numbers each to its own.

/// The list of all items with signs.
const SIGNS: usize = 1;

/// The lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    /// Where each numbered list begins: its level and its first number.
    starts: Vec<(u8, u32)>,
    /// The numbered lists that may go on: level, list, the number to come.
    open: Vec<(u8, usize, u32)>,
}

impl Numbering {
    /// Nothing goes on from what stands above.
    pub(super) fn begin(&mut self) {
        self.open.clear();
    }

    /// The list of the next item.
    pub(super) fn list(&mut self, level: u8, number: Option<u32>) -> usize {
        self.open.retain(|(open, _, _)| *open <= level);
        let Some(number) = number else {
            self.open.retain(|(open, _, _)| *open < level);
            return SIGNS;
        };
        let next = number.saturating_add(1);
        let open = self.open.iter_mut().find(|(open, _, due)| *open == level && *due == number);
        if let Some((_, list, due)) = open {
            *due = next;
            return *list;
        }
        self.open.retain(|(open, _, _)| *open < level);
        self.starts.push((level, number));
        let list = SIGNS + self.starts.len();
        self.open.push((level, list, next));
        list
    }

    /// The part that says how the lists look.
    pub(super) fn part(&self) -> String {
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\n",
        );
        xml.push_str(&abstract_list(0, |level| {
            let sign = ["•", "◦", "▪"].get(usize::from(level) % 3).copied().unwrap_or("•");
            ("bullet", sign.to_owned())
        }));
        xml.push_str(&abstract_list(1, |level| ("decimal", format!("%{}.", level + 1))));
        xml.push_str(&format!(
            "<w:num w:numId=\"{SIGNS}\"><w:abstractNumId w:val=\"0\"/></w:num>\n"
        ));
        for (index, (level, start)) in self.starts.iter().enumerate() {
            xml.push_str(&format!(
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>\n",
                SIGNS + 1 + index
            ));
        }
        xml.push_str("</w:numbering>\n");
        xml
    }
}

/// How far in the words of an item stand, in twentieths of a point.
pub(super) const fn indent(level: u8) -> u32 {
    420 * (level as u32 + 1)
}

fn abstract_list(id: usize, level_of: fn(u8) -> (&'static str, String)) -> String {
    let level = |level: u8| {
        let (kind, text) = level_of(level);
        let left = indent(level);
        format!(
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{kind}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"420\"/></w:pPr></w:lvl>"
        )
    };
    let levels: String = (0..9).map(level).collect();
    format!(
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>{levels}</w:abstractNum>\n"
    )
}
