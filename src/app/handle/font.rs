//! Has the family that the page is to be set in read, and the installed ones listed when they are looked at.

use std::sync::Arc;

use crate::app::update::Context;
use crate::app::{Effect, FontFamily, FontName, LoadedFont, Notice, Weight, texts};

/// Asks for the family of the page that is shown, unless it is there or was asked for.
pub(crate) fn follow(cx: &mut Context<'_>) {
    let Some(name) = cx.state.page_look().font.installed() else { return };
    let fonts = &mut cx.state.fonts;
    let is_there = fonts.loaded.as_ref().is_some_and(|loaded| loaded.name == name);
    if is_there || fonts.asked.replace(name) == Some(name) {
        return;
    }
    cx.ask(Effect::LoadFont(name));
}

/// Asks which families there are, once.
pub(crate) fn list(cx: &mut Context<'_>) {
    if !std::mem::replace(&mut cx.state.fonts.is_listing, true) {
        cx.ask(Effect::ListFonts);
    }
}

pub(crate) fn listed(cx: &mut Context<'_>, families: Arc<[FontFamily]>) {
    cx.state.fonts.families = Some(families);
}

/// The family is ready, or cannot be had: then the page stays in the bundled face, and the reader is told.
pub(crate) fn loaded(cx: &mut Context<'_>, name: FontName, font: Option<LoadedFont>) {
    if cx.state.fonts.asked != Some(name) {
        return;
    }
    let Some(font) = font else {
        let said = texts::no_such_font(name.as_str());
        return super::view::notify(cx, Notice::new(Weight::Warning, said));
    };
    cx.state.fonts.loaded = Some(Arc::new(font));
}
