//! The tag manager: the tree of the library's tags, and what can be done with the chosen ones. What a change means
//! is not decided here.

mod act;
mod detail;
mod memo;
mod tree;

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Context, Id, Key, Modifiers, Rect, RichText, Ui, UiBuilder, vec2};

use crate::app::{Command, MemoOf, Popover, State, Ticket, texts};
use crate::notebook::{AnnotationId, TagId};
use crate::text::Language;
use crate::ui::picker::TagList;
use crate::ui::theme::Theme;
use crate::ui::widgets::{bold, dialog_ui, edged_button, field_with_id, icon_button, word_button};
use crate::ui::{Outbox, fixed_id, icons};

pub(crate) use tree::sample;

/// The window's size where there is room, in points.
const SIZE: egui::Vec2 = vec2(820.0, 700.0);
/// Width of the tree, in points.
const TREE_WIDTH: f32 = 330.0;
/// A narrower window shows the tree above what is chosen, in points.
const NARROW: f32 = 620.0;
const HEAD: f32 = 44.0;
/// Lines that the fields for what is written about the library and about a tag have at least.
const LIBRARY_ROWS: usize = 10;
const TAG_ROWS: usize = 2;

/// What is being done with the chosen tags.
#[derive(Clone, Debug, Default, PartialEq)]
enum Doing {
    /// Its fields are shown.
    #[default]
    Editing,
    /// Another is sought to merge into.
    Merging,
    /// Its passages are shared out.
    Splitting,
    /// It is asked whether to delete it.
    Deleting,
}

/// What the manager keeps between frames.
#[derive(Default)]
pub(crate) struct TagManager {
    is_open: bool,
    typed: String,
    /// The chosen tags, the one last clicked at the end.
    chosen: Vec<TagId>,
    doing: Doing,
    /// The fields of the chosen tag, and which tag and state of it they were filled from.
    fields: detail::Fields,
    memo: memo::MemoField,
    /// What is typed as the name of the tag that is split off.
    part: String,
    /// The tags that the chosen ones can be merged into.
    into: TagList,
    /// Whether the keyboard is to be brought to the button that says yes.
    asks: bool,
    /// The passages that are to be split off.
    parted: Vec<AnnotationId>,
    /// What was worked out after the last change.
    known: Option<(Ticket, Known)>,
    /// Whether the chosen row of the tree is to be brought into view.
    follows: bool,
}

/// What is worked out anew after each change.
#[derive(Clone, Default)]
struct Known {
    /// How many annotations of the open document carry each tag.
    here: Arc<BTreeMap<TagId, usize>>,
    /// The tags in use in the order of the tree, each with its depth.
    tree: Arc<[(usize, TagId)]>,
}

impl Known {
    fn of(state: &State) -> Self {
        let tree = state.codebook.tree().into_iter().map(|(depth, tag)| (depth, tag.id.clone()));
        Self { here: Arc::new(state.tag_counts()), tree: tree.collect() }
    }
}

/// What drawing any part needs.
struct Desk<'a> {
    state: &'a State,
    language: Language,
    theme: &'a Theme,
    known: Known,
}

impl Desk<'_> {
    fn here(&self, id: &TagId) -> usize {
        self.known.here.get(id).copied().unwrap_or_default()
    }

    fn elsewhere(&self, id: &TagId) -> usize {
        self.state.tag_counts_elsewhere.get(id).copied().unwrap_or_default()
    }
}

/// Esc leaves what is being done with the chosen tags before it leaves the manager.
pub(crate) fn handle_keys(context: &Context, state: &State, manager: &mut TagManager) {
    let is_doing = state.popover == Some(Popover::Tags) && manager.doing != Doing::Editing;
    if is_doing && context.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        manager.doing = Doing::Editing;
    }
}

pub(crate) fn tags_ui(
    ui: &mut Ui,
    state: &State,
    manager: &mut TagManager,
    theme: &Theme,
    out: &mut Outbox,
) {
    memo::settle(ui, state, out);
    if state.popover != Some(Popover::Tags) {
        if std::mem::take(&mut manager.is_open) {
            detail::finish(state, manager, out);
        }
        return;
    }
    let is_new = !std::mem::replace(&mut manager.is_open, true);
    if is_new {
        manager.typed.clear();
        manager.doing = Doing::Editing;
        manager.memo.wants_focus = state.managed.is_some();
        match &state.managed {
            Some(MemoOf::Tag(id)) => manager.chosen = vec![id.clone()],
            Some(_) => manager.chosen.clear(),
            None => {}
        }
    }
    manager.chosen.retain(|id| state.codebook.is_live(id));
    let language = state.settings.language;
    let known = manager.known.take().filter(|(after, _)| *after == state.last_save && !is_new);
    let (_, known) = known.unwrap_or_else(|| (state.last_save, Known::of(state)));
    manager.known = Some((state.last_save, known.clone()));
    let desk = Desk { state, language, theme, known };
    let name = texts::popover(Popover::Tags).get(language);
    let is_outside = dialog_ui(ui, (fixed_id("tag manager"), name), SIZE, theme, |ui| {
        inside(ui, &desk, manager, is_new, out);
    });
    if is_outside && !is_new {
        out.push(Command::SetPopover(None));
    }
}

fn inside(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, is_new: bool, out: &mut Outbox) {
    let whole = ui.max_rect();
    let head = Rect::from_min_size(whole.min, vec2(whole.width(), HEAD));
    ui.scope_builder(UiBuilder::new().max_rect(head), |ui| head_ui(ui, desk, manager, is_new, out));
    let body = Rect::from_min_max(head.left_bottom() + vec2(0.0, 8.0), whole.max);
    let is_narrow = whole.width() < NARROW;
    let (tree, detail) = if is_narrow {
        let middle = body.top() + body.height() * 0.42;
        (
            Rect::from_min_max(body.min, egui::pos2(body.right(), middle - 6.0)),
            Rect::from_min_max(egui::pos2(body.left(), middle + 6.0), body.max),
        )
    } else {
        let middle = body.left() + TREE_WIDTH;
        (
            Rect::from_min_max(body.min, egui::pos2(middle, body.bottom())),
            Rect::from_min_max(egui::pos2(middle + 20.0, body.top()), body.max),
        )
    };
    ui.scope_builder(UiBuilder::new().max_rect(tree), |ui| tree::tree_ui(ui, desk, manager, out));
    ui.scope_builder(UiBuilder::new().max_rect(detail), |ui| {
        if manager.chosen.is_empty() {
            let says = texts::CHOOSE_A_TAG.get(desk.language);
            let says = crate::ui::widgets::words(says, 14.0, desk.theme.weak);
            ui.add(egui::Label::new(says).wrap());
            ui.add_space(16.0);
            let about = egui::ScrollArea::vertical().id_salt("library memo");
            about.auto_shrink([false, false]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 6.0;
                let field = &mut manager.memo;
                memo::memo_ui(ui, desk, field, &MemoOf::Library, LIBRARY_ROWS, out);
            });
            return;
        }
        match manager.doing {
            Doing::Editing => detail::detail_ui(ui, desk, manager, out),
            Doing::Merging => act::merge_ui(ui, desk, manager, out),
            Doing::Splitting => act::split_ui(ui, desk, manager, out),
            Doing::Deleting => act::delete_ui(ui, desk, manager, out),
        }
    });
}

/// The identity of the field that filters the tree.
fn filter_id() -> Id {
    fixed_id("tag filter")
}

/// The name, the field that filters and names a new tag, importing, and the way out.
fn head_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, is_new: bool, out: &mut Outbox) {
    let (language, theme) = (desk.language, desk.theme);
    let is_narrow = ui.available_width() < NARROW;
    ui.horizontal(|ui| {
        let title = texts::popover(Popover::Tags).get(language);
        ui.label(RichText::new(title).font(bold(18.0)).color(theme.heading));
        ui.add_space(10.0);
        let beside = if is_narrow { 180.0 } else { 300.0 };
        let width = (ui.available_width() - beside).clamp(120.0, 300.0);
        let field = Rect::from_min_size(ui.cursor().min, vec2(width, 32.0));
        let hint = texts::FILTER_TAGS.get(language);
        let shown = ui.scope_builder(UiBuilder::new().max_rect(field), |ui| {
            field_with_id(ui, theme, icons::SEARCH, (&mut manager.typed, hint), filter_id())
        });
        if is_new && desk.state.managed.is_none() {
            shown.inner.request_focus();
        }
        let path = manager.typed.trim().to_owned();
        let is_unknown = !path.is_empty() && desk.state.codebook.find(&path).is_none();
        ui.add_enabled_ui(is_unknown, |ui| {
            let new = edged_button(ui, theme, texts::NEW_TAG_HERE.get(language), false);
            let enters =
                shown.inner.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            if new.on_hover_text(texts::NEW_TAG_HINT.get(language)).clicked()
                || (enters && is_unknown)
            {
                out.push(Command::NewTag(path.clone()));
            }
        });
        let take = texts::TAKE_CODEBOOK.get(language);
        // In a narrow window the word would lie under the way out.
        let tip = texts::TAKE_CODEBOOK_TIP.get(language);
        let button = if is_narrow {
            icon_button(ui, theme, icons::DOWNLOAD, take, tip, false)
        } else {
            word_button(ui, theme, Some(icons::DOWNLOAD), take, take, false).on_hover_text(tip)
        };
        if button.clicked() {
            out.push(Command::AskForCodebook);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let close = texts::CLOSE.get(language);
            if icon_button(ui, theme, icons::CLOSE, close, close, false).clicked() {
                out.push(Command::SetPopover(None));
            }
        });
    });
}
