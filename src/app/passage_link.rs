//! The address of a passage (`danhuang://…`), which opens the program there: the document by its content and
//! its file, the note by its identity, the passage by its place in the source and its first words.
//!
//! It is made and read here; going there is the handlers'.

use std::path::{Path, PathBuf};

use crate::notebook::AnnotationId;

/// How every address begins.
pub const SCHEME: &str = "danhuang://";
/// Parts a file from the identity of a note in it.
const FRAGMENT: char = '#';
/// Most hexadecimal digits of the content's hash, most characters of the passage.
const HASH_CHARS: usize = 16;
const TEXT_CHARS: usize = 24;

/// Where an address leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassageLink {
    /// The first digits of the hash of the file's bytes; empty if it is not known.
    pub content: String,
    /// The note.
    pub note: Option<AnnotationId>,
    /// Where the passage begins in the source, in bytes.
    pub at: Option<u32>,
    /// Its first words as they were seen.
    pub text: String,
    /// The file, as it was called.
    pub file: Option<PathBuf>,
}

impl PassageLink {
    /// An address of something in the document with this content.
    pub fn new(content: &str, file: Option<&Path>) -> Self {
        Self {
            content: content.chars().take(HASH_CHARS).collect(),
            file: file.map(Path::to_path_buf),
            ..Self::default()
        }
    }

    /// The same for a passage that begins at `at` and reads so.
    #[must_use]
    pub fn with_passage(self, at: u32, text: &str) -> Self {
        let words = text.lines().next().unwrap_or_default();
        Self { at: Some(at), text: words.chars().take(TEXT_CHARS).collect(), ..self }
    }

    /// Whether the document with this content is meant.
    pub fn is_of(&self, content: &str) -> bool {
        !self.content.is_empty() && content.starts_with(&self.content)
    }

    /// As it is copied and written.
    pub fn to_address(&self) -> String {
        let note = self.note.as_ref().map_or("", |id| id.0.as_str());
        let at = self.at.map(|at| ("at", at.to_string()));
        let text = Some(("text", self.text.clone())).filter(|(_, text)| !text.is_empty());
        let file = self.file.as_ref().map(|file| ("file", file.to_string_lossy().into_owned()));
        let fields = [at, text, file].into_iter().flatten();
        let fields: Vec<String> =
            fields.map(|(name, value)| format!("{name}={}", encoded(&value))).collect();
        let fields = fields.join("&");
        format!(
            "{SCHEME}{}/{note}{}{fields}",
            self.content,
            if fields.is_empty() { "" } else { "?" }
        )
    }

    /// What an address says; `None` if it is none. Parts that mean nothing are passed over.
    pub fn from_address(address: &str) -> Option<Self> {
        let rest = address.trim().strip_prefix(SCHEME)?;
        let (place, fields) = rest.split_once('?').unwrap_or((rest, ""));
        let (content, note) = place.split_once('/').unwrap_or((place, ""));
        let mut link = Self { content: content.to_ascii_lowercase(), ..Self::default() };
        link.note = note_id(note);
        for (name, value) in fields.split('&').filter_map(|field| field.split_once('=')) {
            match name {
                "at" => link.at = value.parse().ok(),
                "text" => link.text = decoded(value),
                "file" => link.file = Some(PathBuf::from(decoded(value))),
                _ => {}
            }
        }
        Some(link)
    }

    /// What is asked for by a name on the command line: an address, a file as desktops name it
    /// (`file:///…`), or a file with a note's identity behind `#`.
    pub fn from_argument(argument: &Path) -> Option<Self> {
        let name = argument.to_str()?;
        if let Some(path) = name.strip_prefix("file://") {
            let path = path.get(path.find('/')?..)?;
            return Some(Self { file: Some(PathBuf::from(decoded(path))), ..Self::default() });
        }
        if name.starts_with(SCHEME) {
            return Self::from_address(name);
        }
        let (file, id) = name.rsplit_once(FRAGMENT)?;
        let note = note_id(id)?;
        Some(Self { note: Some(note), file: Some(PathBuf::from(file)), ..Self::default() })
    }
}

/// Whether an argument is an address, which means the same from every folder.
pub fn is_address(argument: &Path) -> bool {
    argument.to_str().is_some_and(|name| name.starts_with(SCHEME) || name.starts_with("file://"))
}

/// What a note shows of a bare address.
pub fn shown(address: &str) -> String {
    let link = PassageLink::from_address(address).unwrap_or_default();
    let file = link.file.as_ref().and_then(|file| file.file_name());
    match (link.text.is_empty(), file) {
        (false, _) => format!("“{}”", link.text),
        (true, Some(file)) => file.to_string_lossy().into_owned(),
        (true, None) => address.to_owned(),
    }
}

/// An identity: 26 letters and digits.
fn note_id(id: &str) -> Option<AnnotationId> {
    let is_id = id.len() == 26 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_id.then(|| AnnotationId(id.to_owned()))
}

/// The text as an address holds it: all but plain letters, digits and a few signs as `%` and two digits.
fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let digits = behind.get(..2).filter(|_| *first == b'%');
        let byte =
            digits.and_then(|digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::PassageLink;
    use crate::notebook::AnnotationId;

    #[test]
    fn an_address_says_again_what_it_was_made_of() {
        let id = AnnotationId("01ARZ3NDEKTSV4RRFFQ69G5FAV".to_owned());
        let file = Path::new("/家/a b&c=d%20#?.txt");
        let link =
            PassageLink::new("0123456789abcdef99", Some(file)).with_passage(7, "复工 50%\n下一行");
        let link = PassageLink { note: Some(id), ..link };
        assert_eq!(link.text, "复工 50%");
        let address = link.to_address();
        assert!(address.is_ascii() && !address.contains(' '), "{address}");
        assert_eq!(PassageLink::from_address(&address), Some(link.clone()));
        assert_eq!(PassageLink::from_argument(Path::new(&address)), Some(link));
    }

    #[test]
    fn what_is_no_address_is_none_and_odd_parts_cost_nothing() {
        assert_eq!(PassageLink::from_address("https://a.b/"), None);
        let odd = PassageLink::from_address("danhuang://AB/short?at=x&=&text=%zz%e5%").unwrap();
        assert_eq!((odd.content.as_str(), odd.note, odd.at), ("ab", None, None));
        assert!(odd.text.starts_with("%zz"));
        assert_eq!(PassageLink::from_argument(Path::new("a#b.txt")), None);
    }

    #[test]
    fn files_are_named_as_desktops_name_them_or_with_a_note_behind() {
        let of = |name: &str| PassageLink::from_argument(Path::new(name)).unwrap();
        assert_eq!(of("file:///tmp/%E7%94%B2.txt").file, Some(PathBuf::from("/tmp/甲.txt")));
        let note = of("甲.txt#01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert_eq!(note.file, Some(PathBuf::from("甲.txt")));
        assert_eq!(note.note.unwrap().0, "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    }
}
