//! Merging, splitting and deleting tags: what it would do is shown before it is done.

use egui::accesskit::Role;
use egui::{ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::{Command, TagEdit, texts};
use crate::notebook::{Annotation, TagId};
use crate::text::Language;
use crate::ui::Outbox;
use crate::ui::picker::{NewTags, TagList};
use crate::ui::tags::detail::{Lines, field, field_id};
use crate::ui::tags::{Desk, Doing, TagManager, filter_id};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS};
use crate::ui::widgets::{edged_button, elided, paint_button, sans, tick_box, words};

/// What stands below the list of tags to merge into: what it would do, and the buttons.
const BELOW_LIST: f32 = 150.0;

/// Begins what is to be done anew, with the keyboard at what is asked next.
pub(super) fn begin(ui: &Ui, manager: &mut TagManager, language: Language) {
    manager.part.clear();
    manager.parted.clear();
    manager.into = TagList::default();
    manager.asks = manager.doing == Doing::Deleting;
    let hint = match manager.doing {
        Doing::Merging => texts::MERGE_HINT,
        Doing::Splitting => texts::SPLIT_HINT,
        Doing::Editing | Doing::Deleting => return,
    };
    ui.memory_mut(|memory| memory.request_focus(field_id(hint.get(language))));
}

pub(super) fn merge_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, out: &mut Outbox) {
    let (language, theme, codebook) = (desk.language, desk.theme, &desk.state.codebook);
    let hint = texts::MERGE_HINT.get(language);
    let (chosen, list) = (&manager.chosen, &mut manager.into);
    let is_enter = list.takes_enter(ui, field_id(hint));
    field(ui, theme, hint, "", &mut list.typed, Lines::One);
    // Of several that were chosen each may take the others in; of one, any but itself and what is under it.
    list.refresh(desk.state, NewTags::Refused, |id| {
        chosen.len() > 1 && chosen.contains(id)
            || !chosen.iter().any(|chosen| codebook.is_within(id, chosen))
    });
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        list.rows_ui(ui, desk.state, (ui.available_height() - BELOW_LIST).max(96.0), theme);
    });
    let into = list.chosen().cloned();
    let from: Vec<TagId> = chosen.iter().filter(|id| Some(*id) != into.as_ref()).cloned().collect();
    let Some(into) = into.filter(|_| !from.is_empty()) else { return back(ui, desk, manager) };
    let names: Vec<String> = from.iter().map(|id| format!("#{}", codebook.path(id))).collect();
    let here = from.iter().map(|id| desk.here(id)).sum();
    let elsewhere = from.iter().map(|id| desk.elsewhere(id)).sum();
    let path = codebook.path(&into);
    let preview = texts::merge_preview(language, &names.join("、"), &path, here, elsewhere);
    ui.add(egui::Label::new(words(preview, SMALL_POINTS + 0.5, theme.text)).wrap());
    ui.horizontal(|ui| {
        if edged_button(ui, theme, texts::MERGE_NOW.get(language), true).clicked() || is_enter {
            out.push(Command::MergeTags(from, into.clone()));
            manager.doing = Doing::Editing;
            manager.chosen = vec![into];
            manager.follows = true;
        }
        back(ui, desk, manager);
    });
}

fn back(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager) {
    if edged_button(ui, desk.theme, texts::GO_BACK.get(desk.language), false).clicked() {
        manager.doing = Doing::Editing;
    }
}

pub(super) fn split_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, out: &mut Outbox) {
    let (language, theme) = (desk.language, desk.theme);
    let Some(id) = manager.chosen.last().cloned() else { return };
    let hint = texts::SPLIT_HINT.get(language);
    let enters = field(ui, theme, hint, "", &mut manager.part, Lines::One)
        && ui.input(|input| input.key_pressed(egui::Key::Enter));
    ui.label(words(texts::SPLIT_TICK.get(language), SMALL_POINTS, theme.weak));
    let open = desk.state.open.iter();
    let notes = open.flat_map(crate::app::OpenDocument::annotations_with_places);
    let mut notes: Vec<(u32, &Annotation)> = notes
        .filter(|(note, _)| note.tags.contains(&id))
        .map(|(note, place)| {
            let span = place.and_then(|place| place.clean).unwrap_or(note.excerpt.clean);
            (span.start.offset, note)
        })
        .collect();
    notes.sort_by_key(|(start, _)| *start);
    let height = (ui.available_height() - 60.0).max(80.0);
    let scroll = ScrollArea::vertical().id_salt("split").max_height(height);
    scroll.auto_shrink([false, true]).show_rows(ui, 28.0, notes.len(), |ui, range| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (_, note) in notes.get(range).unwrap_or_default() {
            let is_on = manager.parted.contains(&note.id);
            if passage(ui, desk, note, is_on) {
                if is_on {
                    manager.parted.retain(|other| *other != note.id);
                } else {
                    manager.parted.push(note.id.clone());
                }
            }
        }
    });
    ui.horizontal(|ui| {
        let is_ready = !manager.parted.is_empty() && !manager.part.trim().is_empty();
        ui.add_enabled_ui(is_ready, |ui| {
            let words = texts::split_now(language, manager.parted.len());
            let is_clicked = edged_button(ui, theme, &words, true).clicked();
            if (is_clicked || enters) && is_ready {
                let name = manager.part.trim().to_owned();
                let notes = std::mem::take(&mut manager.parted);
                out.push(Command::EditTag(id.clone(), TagEdit::Split(name, notes)));
                manager.doing = Doing::Editing;
            }
        });
        back(ui, desk, manager);
    });
}

/// A passage to be ticked; whether it was clicked.
fn passage(ui: &mut Ui, desk: &Desk<'_>, note: &Annotation, is_on: bool) -> bool {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 28.0), Sense::click());
    let quote = note.excerpt.exact.replace('\n', " ");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &quote));
    paint_button(ui, desk.theme, &response, is_on);
    let middle = rect.center().y;
    tick_box(ui, desk.theme, pos2(rect.left() + 14.0, middle), is_on);
    let font = sans(SMALL_POINTS + 0.5);
    let galley = elided(ui, &quote, font, desk.theme.text, rect.width() - 34.0);
    let at = pos2(rect.left() + 28.0, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, desk.theme.text);
    response.clicked()
}

pub(super) fn delete_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, out: &mut Outbox) {
    let (language, theme) = (desk.language, desk.theme);
    let Some(id) = manager.chosen.last().cloned() else { return };
    let path = format!("#{}", desk.state.codebook.path(&id));
    ui.label(words(path, TEXT_POINTS, theme.heading));
    let codebook = &desk.state.codebook;
    let n_below = codebook.live().filter(|tag| tag.parent.as_ref() == Some(&id)).count();
    let carried = (desk.here(&id), desk.elsewhere(&id));
    let preview = texts::delete_preview(language, carried, n_below);
    ui.add(egui::Label::new(words(preview, SMALL_POINTS + 0.5, theme.text)).wrap());
    ui.horizontal(|ui| {
        let yes = edged_button(ui, theme, texts::DELETE_TAG.get(language), true);
        if std::mem::take(&mut manager.asks) {
            yes.request_focus();
        }
        if yes.clicked() {
            out.push(Command::EditTag(id, TagEdit::Delete));
            manager.doing = Doing::Editing;
            // The tag is gone, and the keyboard goes on where others are sought.
            ui.memory_mut(|memory| memory.request_focus(filter_id()));
        }
        back(ui, desk, manager);
    });
}
