//! Why a file was not read, in the reader's words.

use crate::host::input::InputError;
use crate::text::Phrase;

impl InputError {
    /// The sentence, with the file's name.
    pub fn phrase(&self, file: &str) -> Phrase {
        let (zh, en) = match self {
            Self::Missing => {
                ("找不到这个文件，请检查路径", "there is no such file; check the path")
            }
            Self::Directory => {
                ("这是文件夹，请给出里面的文件", "this is a directory; name a file in it")
            }
            Self::Forbidden => (
                "没有读取权限，请修改权限或复制一份",
                "there is no permission to read it; change that or make a copy",
            ),
            Self::NotRegular => {
                ("这是管道或设备，不是普通文件", "this is a pipe or a device, not a regular file")
            }
            Self::TooLarge => {
                ("文件超过 1 GB，请拆开再打开", "the file is larger than 1 GB; split it first")
            }
            Self::Changing => {
                ("文件一直在变，请稍后再打开", "the file keeps changing; try again later")
            }
            Self::Other(error) => {
                return Phrase::new(
                    format!("读取失败（{error}）：{file}"),
                    format!("reading failed ({error}): {file}"),
                );
            }
        };
        Phrase::new(format!("{zh}：{file}"), format!("{en}: {file}"))
    }
}
