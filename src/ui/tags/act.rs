//! Merging, splitting and deleting tags: what it would do is shown before it is done.

use egui::accesskit::Role;
use egui::{Align2, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::app::tag_search::TagSearch;
use crate::app::{Command, TagEdit, texts};
use crate::notebook::{Annotation, TagId};
use crate::text::Language;
use crate::ui::Outbox;
use crate::ui::tags::detail::{Lines, field, field_id};
use crate::ui::tags::{Desk, Doing, TagManager};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS};
use crate::ui::widgets::{edged_button, elided, paint_button, row, sans, tick_box, words};

/// Most tags that are offered to merge into.
const MOST_OFFERED: usize = 7;

/// The tags that are merged: the chosen ones but the target.
fn merged(manager: &TagManager) -> Vec<TagId> {
    let is_other = |id: &&TagId| Some(*id) != manager.into.as_ref();
    manager.chosen.iter().filter(is_other).cloned().collect()
}

/// Brings the keyboard to what is asked next.
pub(super) fn focus_question(ui: &Ui, doing: &Doing, language: Language) {
    let hint = match doing {
        Doing::Merging => texts::MERGE_HINT,
        Doing::Splitting => texts::SPLIT_HINT,
        Doing::Editing | Doing::Deleting => return,
    };
    ui.memory_mut(|memory| memory.request_focus(field_id(hint.get(language))));
}

pub(super) fn merge_ui(ui: &mut Ui, desk: &Desk<'_>, manager: &mut TagManager, out: &mut Outbox) {
    let (language, theme, codebook) = (desk.language, desk.theme, &desk.state.codebook);
    let hint = texts::MERGE_HINT.get(language);
    field(ui, theme, hint, "", &mut manager.target, Lines::One);
    let search = TagSearch::new(desk.state.tag_names(), &manager.target, None);
    let found = search.best(usize::MAX, &manager.chosen, |_| 0);
    // Of several that were chosen each may take the others in; of one, any but itself and what is under it.
    let is_possible = |id: &TagId| {
        manager.chosen.len() > 1 && manager.chosen.contains(id)
            || !manager.chosen.iter().any(|chosen| codebook.is_within(id, chosen))
    };
    let offered = found.into_iter().filter(|tag| is_possible(&tag.id)).take(MOST_OFFERED);
    let mut into = manager.into.clone();
    for tag in offered {
        let (rect, response) = row(ui, 30.0, &tag.path);
        paint_button(ui, theme, &response, into.as_ref() == Some(&tag.id));
        let left = pos2(rect.left() + 10.0, rect.center().y);
        ui.painter().text(left, Align2::LEFT_CENTER, &tag.path, sans(TEXT_POINTS), theme.text);
        if response.clicked() {
            into = Some(tag.id);
        }
    }
    manager.into = into;
    let from = merged(manager);
    if let Some(into) = manager.into.clone().filter(|_| !from.is_empty()) {
        let names: Vec<String> = from.iter().map(|id| format!("#{}", codebook.path(id))).collect();
        let here = from.iter().map(|id| desk.here(id)).sum();
        let elsewhere = from.iter().map(|id| desk.elsewhere(id)).sum();
        let path = codebook.path(&into);
        let preview = texts::merge_preview(language, &names.join("、"), &path, here, elsewhere);
        ui.add(egui::Label::new(words(preview, SMALL_POINTS + 0.5, theme.text)).wrap());
        ui.horizontal(|ui| {
            if edged_button(ui, theme, texts::MERGE_NOW.get(language), true).clicked() {
                out.push(Command::MergeTags(from, into.clone()));
                manager.doing = Doing::Editing;
                manager.chosen = vec![into];
            }
            back(ui, desk, manager);
        });
    } else {
        back(ui, desk, manager);
    }
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
    let enters = field(ui, theme, hint, "", &mut manager.target, Lines::One)
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
        let is_ready = !manager.parted.is_empty() && !manager.target.trim().is_empty();
        ui.add_enabled_ui(is_ready, |ui| {
            let words = texts::split_now(language, manager.parted.len());
            let is_clicked = edged_button(ui, theme, &words, true).clicked();
            if (is_clicked || enters) && is_ready {
                let name = manager.target.trim().to_owned();
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
        if edged_button(ui, theme, texts::DELETE_TAG.get(language), true).clicked() {
            out.push(Command::EditTag(id, TagEdit::Delete));
            manager.doing = Doing::Editing;
        }
        back(ui, desk, manager);
    });
}
