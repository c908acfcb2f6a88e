//! Notes as RON, the same as in JSON, for programs in Rust.

use crate::exchange::json::File;
use crate::exchange::{ExportFormat, Holds, Material, Request, Writer};
use crate::text::Bilingual;

pub(super) const FORMAT: ExportFormat = ExportFormat {
    id: "ron",
    name: Bilingual::new("RON", "RON"),
    extension: "ron",
    holds: Holds::Notes,
    reads: false,
    loses: &[],
    write: Writer::Sure(write),
};

fn write(material: &Material, _: &Request) -> Vec<u8> {
    let look = ron::ser::PrettyConfig::new();
    let text = ron::ser::to_string_pretty(&File::of(material), look);
    text.expect("strings and numbers can always be written as RON").into_bytes()
}
