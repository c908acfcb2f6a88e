//! The library's folder: choosing another, and moving there at the next start.

use std::path::Path;

use crate::app::texts;
use crate::app::{Event, Notice, Weight};
use crate::host::home::{self, Home};
use crate::host::instance;
use crate::host::library::Library;
use crate::window::StartOptions;
use crate::window::joining::said;
use crate::window::recovery::answered;

/// Has the library move to a folder at the next start.
pub(crate) fn choose(library: &Library, folder: &Path) -> Event {
    let told = |text| Event::Notice(Notice::new(Weight::Info, text));
    let home = Home::of_person().filter(|home| home.folder() == library.folder());
    let Some(home) = home.filter(|_| !home::is_named_outside()) else {
        return told(texts::LIBRARY_IS_NAMED.into());
    };
    if folder != library.folder() && folder.starts_with(library.folder()) {
        return told(texts::INSIDE_LIBRARY.into());
    }
    answered(home.choose(folder), |chosen| {
        let is_there = chosen == library.folder();
        told(if is_there {
            texts::LIBRARY_IS_THERE.into()
        } else {
            texts::library_will_move(&chosen)
        })
    })
}

/// Opens a window of the library in `folder`, which is the person's from now on, unless one was named for this start:
/// then only that window has it.
pub(crate) fn use_library(library: &Library, folder: &Path) -> Event {
    let home = Home::of_person().filter(|home| home.folder() == library.folder());
    let home = home.filter(|_| !home::is_named_outside());
    let taken = home.as_ref().map_or(Ok(()), |home| home.take(folder));
    answered(taken, |()| {
        let named = home.is_none().then_some(folder);
        match instance::start_another(named) {
            Ok(()) => Event::LibraryTaken,
            Err(error) => {
                Event::Notice(Notice::new(Weight::Error, texts::not_taken(&error.to_string())))
            }
        }
    })
}

/// Moves the library where that was chosen, unless another is named for this start; what there is to say of it.
pub(crate) fn moved_over(options: &StartOptions) -> Option<Notice> {
    if options.library.is_some() || home::is_named_outside() {
        return None;
    }
    match Home::of_person()?.move_over() {
        Ok(moved) => moved.map(|moved| {
            Notice::new(Weight::Warning, texts::library_moved(&moved.from, &moved.to))
        }),
        Err(error) => Some(Notice::new(Weight::Warning, texts::library_not_moved(&said(&error)))),
    }
}
