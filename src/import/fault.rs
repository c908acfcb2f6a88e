//! Why a file of a format that is read cannot be, or only in part.

use crate::text::Bilingual;

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Not what its format demands: cut off, or changed.
    Damaged,
    /// Locked by a password or by rights management.
    Encrypted,
    /// Unpacks to more than a document can hold.
    Bomb,
    /// Nested deeper than documents are.
    TooDeep,
    /// Declares entities of its own, by which files are blown up or others read.
    Entities,
    /// Names parts outside of itself.
    Escapes,
    /// An archive with no document in it.
    NoDocument,
    /// An archive with several documents in it.
    SeveralDocuments,
    /// The parser took too long.
    Slow,
    /// The parser died or wanted too much memory.
    Died,
    /// The parser could not be started.
    NotStarted,
    /// A part of the document that it names is missing or damaged.
    PartMissing,
    /// Pictures of pages, without text.
    Scanned,
    /// Some pages are pictures without text.
    SomeScanned,
    /// The file does not say which characters its shapes are.
    Unreadable,
    /// Longer than what is read; the beginning is shown.
    Cut,
    /// Pictures that are more or larger than what is taken.
    PicturesLeftOut,
}

const fn t(zh: &'static str, en: &'static str) -> Bilingual {
    Bilingual::new(zh, en)
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Damaged,
        Self::Encrypted,
        Self::Bomb,
        Self::TooDeep,
        Self::Entities,
        Self::Escapes,
        Self::NoDocument,
        Self::SeveralDocuments,
        Self::Slow,
        Self::Died,
        Self::NotStarted,
        Self::PartMissing,
        Self::Scanned,
        Self::SomeScanned,
        Self::Unreadable,
        Self::Cut,
        Self::PicturesLeftOut,
    ];

    /// What is wrong and what can be done.
    pub const fn sentence(self) -> Bilingual {
        match self {
            Self::Damaged => t(
                "文件已损坏或不完整，请重新下载，或用原来的软件另存一份",
                "the file is damaged or incomplete; download it again, or save it anew in its own program",
            ),
            Self::Encrypted => t(
                "文件有密码或版权保护，请先在原来的软件里解除再打开",
                "the file is locked by a password or rights management; unlock it in its own program first",
            ),
            Self::Bomb => t(
                "文件解压后大得不合常理，为了安全没有读",
                "the file unpacks to far more than a document holds, and was not read for safety",
            ),
            Self::TooDeep => t(
                "文件的结构嵌套过深，不像正常文档，没有读",
                "the file is nested deeper than documents are, and was not read",
            ),
            Self::Entities => t(
                "文件里自定义了实体，可能用来攻击，没有读",
                "the file defines entities of its own, which can be an attack, and was not read",
            ),
            Self::Escapes => t(
                "文件指向它自身以外的位置，为了安全没有读",
                "the file points outside of itself, and was not read for safety",
            ),
            Self::NoDocument => t(
                "压缩包里没有能读的文档，请先解压再打开其中的文件",
                "the archive holds no document that can be read; unpack it and open the file inside",
            ),
            Self::SeveralDocuments => t(
                "压缩包里有好几篇文档，请先解压再打开要读的那篇",
                "the archive holds several documents; unpack it and open the one to read",
            ),
            Self::Slow => t(
                "文件读了太久还没读完，已停止；它可能损坏，请另存一份再试",
                "reading the file took too long and was stopped; it may be damaged, so save it anew and try again",
            ),
            Self::Died => t(
                "文件读到一半出错，已停止；它可能损坏，请另存一份再试",
                "reading the file failed half-way and was stopped; it may be damaged, so save it anew and try again",
            ),
            Self::NotStarted => t(
                "读取程序启动不了，请重新安装丹黄",
                "the process that reads files could not be started; install Danhuang again",
            ),
            Self::PartMissing => t(
                "文件缺了一部分，只显示能读到的内容",
                "a part of the file is missing; what could be read is shown",
            ),
            Self::Scanned => t(
                "这是扫描的 PDF，里面只有图片，没有文字；请先识别文字（OCR），另存为带文字的 PDF 或 TXT",
                "this is a scanned PDF, pictures without text; recognise its text (OCR) and save that as a PDF with text or as TXT first",
            ),
            Self::SomeScanned => t(
                "有些页只是图片，没有文字，这里不显示",
                "some pages are pictures without text and are not shown",
            ),
            Self::Unreadable => t(
                "这个 PDF 没有写明字形是哪些字，文字取不出来；请先识别文字（OCR），或向作者要 DOCX",
                "this PDF does not say which characters its shapes are, so its text cannot be taken out; recognise it (OCR) or ask for a DOCX",
            ),
            Self::Cut => {
                t("文件太长，只显示前面的部分", "the file is too long; its beginning is shown")
            }
            Self::PicturesLeftOut => t(
                "有些图片太大或太多，只留下图框和说明",
                "some pictures are too large or too many; a frame with their words stands for them",
            ),
        }
    }
}
