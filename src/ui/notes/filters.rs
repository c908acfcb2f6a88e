//! The panel's head: how much there is, a field to seek in it, and what the list is narrowed and ordered by.

use egui::{Align, Layout, Response, RichText, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::app::note_list::{Facet, Sorting};
use crate::app::{Command, Settings, State, texts};
use crate::exchange::Grouping;
use crate::notebook::HighlightColor;
use crate::text::Language;
use crate::ui::notes::Notes;
use crate::ui::notes::scope::{document_name, documents, scope_ui};
use crate::ui::theme::{SMALL_POINTS, TEXT_POINTS, Theme};
use crate::ui::widgets::{bold, chip, field_with_id, icon_button, switch, words};
use crate::ui::{Outbox, fixed_id, icons};

/// Most tags that have a chip while the filter is folded, and while it is not.
const MOST_CHIPS: usize = 6;
/// What a button beside the counts takes up, in points.
const BUTTON: f32 = 34.0;
/// Most documents that have one while it is folded.
const MOST_DOCUMENTS: usize = 4;
const MOST_TAGS: usize = 40;

/// The identity of the search field, by which keys know that it has the focus.
pub(super) fn search_id() -> egui::Id {
    fixed_id("search notes")
}

pub(super) fn head_ui(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    theme: &Theme,
    out: &mut Outbox,
) {
    let language = state.settings.language;
    scope_ui(ui, state, theme, out);
    counts(ui, state, notes, theme, out);
    let hint = texts::SEARCH_NOTES.get(language);
    let text = &mut notes.filter.search;
    let search = field_with_id(ui, theme, icons::SEARCH, (text, hint), search_id());
    if std::mem::replace(&mut notes.searches, state.note_searches) != state.note_searches {
        search.request_focus();
    }
    ui.add_space(2.0);
    if notes.is_unfolded {
        unfolded(ui, state, notes, theme, out);
    } else {
        chips(ui, state, notes, theme);
    }
}

/// How much there is, or how much of it is listed; and what can be done with all of that.
fn counts(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let index = &notes.index;
    let text = if notes.filter.is_empty() && !index.documents().is_empty() {
        let n_documents = index.documents().iter().filter(|one| one.count > 0).count();
        texts::library_counts(language, [index.len(), index.n_written(), n_documents])
    } else if notes.filter.is_empty() {
        texts::counts(language, state.counts())
    } else {
        texts::shown_of(notes.listing.n_shown, notes.index.len())
    };
    let font = bold(TEXT_POINTS - 1.0);
    // Words that are too wide to stand beside the buttons stand above them, whole.
    let width = ui.painter().layout_no_wrap(text.clone(), font.clone(), theme.heading).size().x;
    let buttons = if notes.listing.n_shown > 0 { 3.0 * BUTTON } else { BUTTON };
    let is_above = width > ui.available_width() - buttons;
    if is_above {
        let words = RichText::new(&text).font(font.clone()).color(theme.heading);
        ui.add(egui::Label::new(words).wrap());
    }
    let size = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let name = texts::FILTER_NOTES.get(language);
        let is_on = notes.is_unfolded;
        if icon_button(ui, theme, icons::FUNNEL, name, name, is_on).clicked() {
            notes.is_unfolded = !is_on;
        }
        if notes.listing.n_shown > 0 {
            for (icon, name, is_export) in [
                (icons::DOWNLOAD, texts::EXPORT_SHOWN, true),
                (icons::COPY, texts::COPY_SHOWN, false),
            ] {
                let name = name.get(language);
                if icon_button(ui, theme, icon, name, name, false).clicked() {
                    let ids = notes.listing.ids(&notes.index).into_iter().collect();
                    let ids = std::sync::Arc::new(ids);
                    out.push(if is_export {
                        Command::ExportOnly(ids)
                    } else {
                        Command::CopyNotes(ids)
                    });
                }
            }
        }
        if !is_above {
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.label(RichText::new(&text).font(font).color(theme.heading));
            });
        }
    });
}

/// The few that are asked for most, and whatever the filter names.
fn chips(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme) {
    let language = state.settings.language;
    let mut facets: Vec<(Facet, Option<usize>)> = documents(notes, MOST_DOCUMENTS);
    facets.extend(tags(notes, MOST_CHIPS));
    facets.push((Facet::WithNote, None));
    facets.extend(places(notes));
    let named = notes.filter.wanted.iter().chain(&notes.filter.unwanted);
    let others = named.filter(|facet| !facets.iter().any(|(other, _)| other == *facet));
    let others: Vec<_> = others.map(|facet| (facet.clone(), None)).collect();
    facets.extend(others);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if chip(ui, theme, None, texts::ALL.get(language), notes.filter.has_all()).clicked() {
            notes.filter.wanted.clear();
            notes.filter.unwanted.clear();
        }
        for (facet, count) in facets {
            facet_chip(ui, state, notes, (&facet, count), theme);
        }
    });
}

/// All that the list can be narrowed and ordered by.
fn unfolded(ui: &mut Ui, state: &State, notes: &mut Notes, theme: &Theme, out: &mut Outbox) {
    let language = state.settings.language;
    let mut order = notes.order;
    line(ui, texts::GROUP_BY.get(language), theme, |ui| {
        for grouping in Grouping::ALL {
            let is_by_document =
                grouping == Grouping::Section && !notes.index.documents().is_empty();
            let name = if is_by_document { texts::BY_DOCUMENT } else { texts::grouping(grouping) };
            let name = name.get(language);
            if switch(ui, theme, name, order.grouping == grouping).clicked() {
                order.grouping = grouping;
            }
        }
    });
    line(ui, texts::SORT_BY.get(language), theme, |ui| {
        for sorting in Sorting::ALL {
            let name = texts::sorting(sorting).get(language);
            if switch(ui, theme, name, order.sorting == sorting).clicked() {
                order.sorting = sorting;
            }
        }
    });
    if order != notes.order {
        let settings = Settings { note_order: order, ..state.shown_settings() };
        out.push(Command::SetSettings(settings));
    }
    line(ui, texts::COLORS.get(language), theme, |ui| {
        let counts = notes.index.color_counts();
        for (color, count) in HighlightColor::ALL.into_iter().zip(counts) {
            color_facet(ui, notes, (color, count), language, theme);
        }
    });
    let documents = documents(notes, MOST_TAGS);
    if !documents.is_empty() {
        egui::ScrollArea::vertical().id_salt("documents of notes").max_height(92.0).show(
            ui,
            |ui| {
                line(ui, texts::DOCUMENTS.get(language), theme, |ui| {
                    for (facet, count) in documents {
                        facet_chip(ui, state, notes, (&facet, count), theme);
                    }
                });
            },
        );
    }
    let tags = tags(notes, MOST_TAGS);
    egui::ScrollArea::vertical().id_salt("tags of notes").max_height(148.0).show(ui, |ui| {
        line(ui, texts::TAGS_IN_USE.get(language), theme, |ui| {
            for (facet, count) in tags {
                facet_chip(ui, state, notes, (&facet, count), theme);
            }
            facet_chip(ui, state, notes, (&Facet::Untagged, None), theme);
        });
    });
    let places = places(notes);
    line(ui, texts::MORE_FACETS.get(language), theme, |ui| {
        for facet in [Facet::WithNote, Facet::WithoutNote] {
            facet_chip(ui, state, notes, (&facet, None), theme);
        }
        for (facet, count) in places {
            facet_chip(ui, state, notes, (&facet, count), theme);
        }
    });
    ui.horizontal_wrapped(|ui| {
        let hint = words(texts::NOT_HINT.get(language), SMALL_POINTS, theme.weak);
        ui.add(egui::Label::new(hint).wrap());
        if !notes.filter.has_all()
            && chip(ui, theme, None, texts::SHOW_ALL.get(language), false).clicked()
        {
            notes.filter.wanted.clear();
            notes.filter.unwanted.clear();
        }
    });
}

/// A name with what can be chosen behind it.
fn line(ui: &mut Ui, name: &str, theme: &Theme, inside: impl FnOnce(&mut Ui)) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        ui.label(RichText::new(name).font(bold(SMALL_POINTS)).color(theme.weak));
        inside(ui);
    });
}

/// The tags in use, most used first.
fn tags(notes: &Notes, most: usize) -> Vec<(Facet, Option<usize>)> {
    let counted = notes.index.tag_counts().take(most);
    counted.map(|(tag, count)| (Facet::Tag(tag.clone()), Some(count))).collect()
}

/// What is to be looked at, where there is such a thing or the filter asks for it.
fn places(notes: &Notes) -> Vec<(Facet, Option<usize>)> {
    let [n_suggested, n_orphans] = notes.index.n_to_look_at();
    let counted = [(Facet::ToCheck, n_suggested), (Facet::Unplaced, n_orphans)];
    // A chip that holds the list must be there to let it go.
    let is_there = |(facet, count): &(Facet, usize)| {
        *count > 0 || notes.filter.wanted.contains(facet) || notes.filter.unwanted.contains(facet)
    };
    counted.into_iter().filter(is_there).map(|(facet, count)| (facet, Some(count))).collect()
}

/// A chip that wants a facet; with Shift or the other button it leaves it out.
fn facet_chip(
    ui: &mut Ui,
    state: &State,
    notes: &mut Notes,
    (facet, count): (&Facet, Option<usize>),
    theme: &Theme,
) {
    let language = state.settings.language;
    let tag = match facet {
        Facet::Tag(id) => state.codebook.tags.get(id),
        _ => None,
    };
    let mut name = match (facet, tag) {
        (Facet::Tag(_), None) => return,
        (Facet::Document(id), _) => match document_name(notes, id) {
            Some(name) => name,
            None => return,
        },
        (_, Some(tag)) if notes.is_unfolded => state.codebook.path(&tag.id),
        (_, Some(tag)) => tag.name.clone(),
        _ => texts::facet(facet).get(language).to_owned(),
    };
    let shows_count = notes.is_unfolded || tag.is_none();
    if let Some(count) = count.filter(|_| shows_count) {
        name = format!("{name} {count}");
    }
    let is_out = notes.filter.unwanted.contains(facet);
    if is_out {
        name = texts::without(language, &name);
    }
    let color = match facet {
        Facet::Color(color) => Some(*color),
        _ => tag.map(|tag| tag.color),
    };
    let dot = color.map(|color| theme.highlight(color).ink);
    let is_on = is_out || notes.filter.wanted.contains(facet);
    let response = chip(ui, theme, dot, &name, is_on);
    take_click(ui, notes, facet, &response);
}

fn take_click(ui: &Ui, notes: &mut Notes, facet: &Facet, response: &Response) {
    let is_shift = ui.input(|input| input.modifiers.shift);
    if response.secondary_clicked() || response.clicked() && is_shift {
        notes.filter.toggle_not(facet);
    } else if response.clicked() {
        notes.filter.toggle(facet);
    }
}

/// A colour as a dot, ringed while it is wanted, struck while it is left out.
fn color_facet(
    ui: &mut Ui,
    notes: &mut Notes,
    (color, count): (HighlightColor, usize),
    language: Language,
    theme: &Theme,
) {
    let facet = Facet::Color(color);
    let is_wanted = notes.filter.wanted.contains(&facet);
    let is_out = notes.filter.unwanted.contains(&facet);
    if count == 0 && !is_wanted && !is_out {
        return;
    }
    let mut name = texts::color(color).get(language).to_owned();
    if is_out {
        name = texts::without(language, &name);
    }
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 26.0), Sense::click());
    let (label, is_on) = (format!("{name} {count}"), is_wanted || is_out);
    response
        .widget_info(|| WidgetInfo::selected(egui::accesskit::Role::Button, true, is_on, &label));
    let highlight = theme.highlight(color);
    ui.painter().circle(rect.center(), 7.0, highlight.fill, Stroke::new(1.5, highlight.ink));
    let ring = Stroke::new(1.5, theme.accent);
    if is_wanted || response.has_focus() {
        ui.painter().circle_stroke(rect.center(), 10.0, ring);
    }
    if is_out {
        let reach = vec2(8.0, 8.0);
        ui.painter().line_segment([rect.center() - reach, rect.center() + reach], ring);
    }
    let response = response.on_hover_text(&label);
    take_click(ui, notes, &facet, &response);
}
