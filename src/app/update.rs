//! The program: one message in, the state changed, what is asked of the outside out.

use std::sync::Arc;

use crate::app::caret::By;
use crate::app::handle::{
    arm, autocode, caret, cite, clean, codebook, diary, elsewhere, export, find, font, go, hand,
    join, library, link, locate, long_step, many, mark, memo, open, place, reach, recall, redraw,
    rewritten, save, shape, split, tabs, tour, view,
};
use crate::app::lent;
use crate::app::long_step::of as of_many;
use crate::app::{
    Action, CleanedView, Command, Effect, Event, Ids, MemoOf, Message, OnDisk, PathPurpose, State,
    What,
};
use crate::clean::RulingKind;
use crate::notebook::Timestamp;

/// What a handler works with: the state, the time, identities, and what it asks for.
pub(crate) struct Context<'a> {
    pub(crate) state: &'a mut State,
    pub(crate) now: Timestamp,
    pub(crate) ids: Ids,
    pub(crate) effects: Vec<Effect>,
}

impl Context<'_> {
    /// Asks the outside for something.
    pub(crate) fn ask(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Lets go of what takes long to take apart, where no frame waits for it.
    pub(crate) fn let_go(&mut self, what: impl Send + Sync + 'static) {
        self.ask(Effect::LetGo(Arc::new(what)));
    }
}

/// Carries out one message; what no frame can wait for is handed to a job, and what follows waits for that.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    if state.long_step.is_some() {
        return long_step::meanwhile(state, message);
    }
    match of_many(state, &message.what) {
        Some(said) => long_step::begin(state, message, said),
        None => at_once(state, message),
    }
}

/// Carries out one message, however long it takes.
pub(crate) fn at_once(state: &mut State, message: Message) -> Vec<Effect> {
    state.now = message.now;
    let doing = tour::doing(state, &message.what);
    let mut context = Context { state, now: message.now, ids: message.ids, effects: Vec::new() };
    match message.what {
        What::Command(command) => run(&mut context, command),
        What::Event(event) => take(&mut context, event),
    }
    go::arrive(&mut context);
    save::keep_steps(&mut context);
    library::follow(&mut context);
    many::follow(&mut context);
    autocode::follow(&mut context);
    font::follow(&mut context);
    lent::follow(&mut context);
    tour::follow(&mut context, doing);
    context.effects
}

#[expect(clippy::too_many_lines, reason = "a list: one arm a command, closed by the compiler")]
fn run(cx: &mut Context<'_>, command: Command) {
    match command {
        Command::Do(action) => act(cx, action),
        Command::OpenPaths(paths) => open::paths(cx, paths),
        Command::OpenText(text) => open::text(cx, text),
        Command::SwitchTab(index) => tabs::switch_to(cx, index),
        Command::CloseTab(index) => tabs::close(cx, index),
        Command::ForgetRecent(path) => open::forget(cx, &path),
        Command::Select(selection) => mark::select(cx, selection),
        Command::MarkArmed(span) => arm::mark(cx, span),
        Command::PlaceCaret(pos) => caret::place(cx, pos),
        Command::Stepped(step, pos) => caret::arrive(cx, step, pos),
        Command::Reshape(id, span) => shape::reshape(cx, &id, span),
        Command::Activate(id) => mark::activate(cx, id),
        Command::GoToNote(id) => go::to_note(cx, &id),
        Command::GoTo(pos) => go::to(cx, pos),
        Command::Reading(span) => go::reading(cx, span),
        Command::ListNotesOf(scope) => library::set(cx, scope),
        Command::ChooseNotes(ids) => many::choose(cx, ids),
        Command::DoToChosen(act) => many::act(cx, &act),
        Command::ExportOnly(ids) => many::export(cx, &ids),
        Command::CopyNotes(ids) => many::copy(cx, &ids),
        Command::GoToStep(n_done) => save::go_to_step(cx, n_done),
        Command::FollowLink(target) => link::follow(cx, &target),
        Command::SaveOverview(overview) => open::save_overview(cx, overview),
        Command::CopyDiary(text) => diary::copy(cx, text),
        Command::SaveDiary(text) => diary::save(cx, text),
        Command::ReadingBeside(span) => split::reading(cx, span),
        Command::SetShare(share) => split::set_share(cx, share),
        Command::Recolor(id, color) => mark::recolor(cx, &id, color),
        Command::ToggleTag(id, tag) => mark::toggle_tag(cx, &id, &tag),
        Command::RemoveNote(id) => mark::remove(cx, &id),
        Command::PlaceHere(id) => mark::place_here(cx, &id),
        Command::AcceptPlace(id) => locate::accept(cx, &id),
        Command::RefusePlace(id) => locate::refuse(cx, &id),
        Command::EditNote(id) => mark::edit_note(cx, id),
        Command::NoteTyped(text) => mark::note_typed(cx, text),
        Command::EditTag(id, edit) => codebook::edit(cx, &id, edit),
        Command::NewTag(path) => codebook::new_tag(cx, &path),
        Command::MergeTags(from, into) => codebook::merge(cx, &from, &into),
        Command::SeekElsewhere(unit) => autocode::seek_elsewhere(cx, unit),
        Command::StopSeekingElsewhere => autocode::stop(cx),
        Command::AskForCodeFolder => autocode::ask_for_folder(cx),
        Command::ForgetCodeFolder => cx.state.code_folder = None,
        Command::MarkHits(wish) => autocode::carry_out(cx, &wish),
        Command::AskForCodebook => codebook::ask_for_codebook(cx),
        Command::ShowMemo(of) => memo::show(cx, of),
        Command::WriteMemo(of) => memo::write(cx, of),
        Command::MemoTyped(text) => memo::typed(cx, text),
        Command::EndMemo => memo::finish(cx),
        Command::PickTag(tag) if many::is_meant(cx) => many::pick(cx, &tag),
        Command::PickNewTag(path) if many::is_meant(cx) => many::pick_new(cx, &path),
        Command::PickTag(tag) => mark::pick(cx, &tag),
        Command::PickNewTag(path) => mark::pick_new(cx, &path),
        Command::FindTyped(query) => find::typed(cx, query),
        Command::GoToTyped(text) => place::go_to_typed(cx, &text),
        Command::RemoveBookmark(id) => place::remove_bookmark(cx, &id),
        Command::GoToTakenHit => find::go_to_taken(cx),
        Command::GoToHit(index) => find::go_to_hit(cx, index),
        Command::SetSettings(settings) => view::set(cx, settings),
        Command::KeepOwnLook(keeps) => view::keep_own_look(cx, keeps),
        Command::SetPopover(popover) => view::set_popover(cx.state, popover),
        Command::SetExport(choice) => export::choose(cx, *choice),
        Command::Export => export::pick_path(cx),
        Command::CopyExport => export::copy(cx),
        Command::PathTyped(purpose, path) => open::path_typed(cx, purpose, &path),
        Command::SetScript(script) => clean::set_script(cx, script),
        Command::SetRule(id, is_on) => clean::set_rule(cx, id, is_on),
        Command::Keep(spans) => clean::keep(cx, &spans),
        Command::KeepNoMore(span) => clean::keep_no_more(cx, span),
        Command::RestoreAll(restores) => clean::restore_all(cx, restores),
        Command::AlwaysKeep(id, keeps) => clean::always_keep(cx, id, keeps),
        Command::Accept(spans) => clean::accept(cx, &spans),
        Command::SetCleanedView(view) => clean::set_view(cx, view),
        Command::GoToSource(span) => clean::go_to_source(cx, span),
        Command::CleaningSeen => clean::seen(cx),
        Command::ReopenAs(encoding) => open::reopen_as(cx, encoding),
        Command::ReadAgain => rewritten::read_again(cx),
        Command::RewritingSeen => cx.state.on_disk = OnDisk::Same,
        Command::Judge(spans, kind) => hand::judge(cx, &spans, &kind),
        Command::CloseLost(path) => tabs::close_lost(cx, &path),
        Command::SetNarrow(is_narrow) => cx.state.is_narrow = is_narrow,
        Command::TakeBack(ruling) => hand::take_back(cx, &ruling),
        Command::Correct(text) => hand::correct(cx, text),
        Command::SetMeta(meta) => hand::set_meta(cx, meta),
        Command::AnswerOffer(answer) => hand::answer(cx, answer),
        Command::ShowMoment(moment) => recall::show_moment(cx, moment),
        Command::BringBack(ids) => recall::bring_back(cx, &ids),
        Command::MendNotes => recall::mend(cx),
        Command::DamageSeen => recall::seen(cx),
        Command::AnswerVersion(answer) => join::answer_version(cx, answer),
        Command::AcceptJoin => join::accept(cx),
        Command::JoinRestored(path) => recall::join_restored(cx, path),
        Command::UseRestored(path) => recall::use_restored(cx, path),
        Command::CancelLoading => open::cancel(cx),
        Command::GoOnWithTour => tour::go_on(cx),
        Command::HideStartCard => cx.state.shows_start_card = false,
        Command::Dismiss(index) => view::dismiss(cx, index),
    }
}

#[expect(clippy::too_many_lines, reason = "a list: one arm an action, closed by the compiler")]
fn act(cx: &mut Context<'_>, action: Action) {
    if many::takes(cx, action) {
        return;
    }
    match action {
        Action::Open => open::ask(cx),
        Action::OpenPasted => open::ask_for_paste(cx),
        Action::OpenSample => open::sample(cx),
        Action::OpenGuide => open::guide(cx),
        Action::StartTour => tour::start(cx),
        Action::ShowStart => open::show_start(cx),
        Action::NextTab | Action::PreviousTab => tabs::step(cx, action),
        Action::Close => tabs::close_shown(cx),
        Action::Quit => open::quit(cx),
        Action::Export
        | Action::ShowCommands
        | Action::GoAnywhere
        | Action::ShowLook
        | Action::ShowFonts
        | Action::ShowSettings
        | Action::ShowKeys
        | Action::ShowSteps
        | Action::ShowOverview
        | Action::ShowAbout => view::show(cx, action),
        Action::ShowHistory => recall::show(cx),
        Action::ShowDiary => diary::show(cx),
        Action::BackUp => recall::back_up(cx),
        Action::RestoreBackup => recall::restore(cx),
        Action::MoveLibrary => join::ask(cx, PathPurpose::MoveLibrary),
        Action::JoinLibrary => join::ask(cx, PathPurpose::Join),
        Action::ToggleBeside => join::toggle_beside(cx),
        Action::PartVersion => join::part(cx),
        Action::SaveElsewhere => join::ask(cx, PathPurpose::SaveElsewhere),
        Action::Highlight => mark::highlight(cx),
        Action::ArmMarker => arm::toggle(cx),
        Action::JoinMarks => shape::join(cx),
        Action::SplitMark => shape::split(cx),
        Action::TagSlot(slot) if arm::switch(cx, slot) => {}
        Action::TagSlot(slot) => mark::tag_slot(cx, slot),
        Action::RepeatTags => mark::repeat_tags(cx),
        Action::PickTag => mark::open_picker(cx),
        Action::MarkHits => autocode::show(cx),
        Action::ManageTags => codebook::manage(cx),
        Action::WriteNote => mark::write_note(cx),
        Action::WriteMemo => memo::write(cx, MemoOf::Document),
        Action::WriteTagMemo => memo::show_tag(cx),
        Action::WriteLibraryMemo => memo::show(cx, MemoOf::Library),
        Action::Remove => mark::remove_active(cx),
        Action::AcceptPlace => locate::accept_active(cx),
        Action::NextUnsure => locate::next_unsure(cx),
        Action::Copy => cite::copy_words(cx),
        Action::CopyWithSource | Action::CopyGbt7714 | Action::CopyBibtex => cite::copy(cx, action),
        Action::CopyLink => link::copy(cx),
        Action::PreviousNote | Action::NextNote
            if cx.state.cleaned_view == CleanedView::Compare =>
        {
            clean::go_to_difference(cx, action == Action::NextNote);
        }
        Action::PreviousNote => go::previous_note(cx),
        Action::NextNote => go::next_note(cx),
        Action::Undo => save::undo(cx),
        Action::Redo => save::redo(cx),
        Action::Find => find::open(cx),
        Action::FindInNotes => view::find_in_notes(cx),
        Action::NotesOfLibrary => library::toggle(cx),
        Action::FindSelection => find::selection(cx),
        Action::FindExact | Action::FindWholeWord | Action::FindRegex | Action::FindPinyin => {
            find::toggle(cx, action);
        }
        Action::ToggleHits => cx.state.hides_hits = !cx.state.hides_hits,
        Action::FindNext => find::next(cx),
        Action::FindPrevious => find::previous(cx),
        Action::GoToPlace | Action::ShowBookmarks => place::show(cx, action),
        Action::ToggleBookmark => place::toggle_bookmark(cx),
        Action::NextParagraph | Action::PreviousParagraph => place::step_paragraph(cx, action),
        Action::NextSentence
        | Action::PreviousSentence
        | Action::GrowSelection
        | Action::ShrinkSelection
        | Action::SelectAll => reach::select(cx, action),
        Action::NextRegion | Action::PreviousRegion => view::next_region(cx, action),
        Action::FocusMode => cx.state.is_focused = !cx.state.is_focused,
        Action::PreviousHeading => go::previous_heading(cx),
        Action::NextHeading => go::next_heading(cx),
        Action::LineUp | Action::LineDown
            if caret::steps(cx, By::Line, action == Action::LineDown)
                || mark::choose(cx, action == Action::LineDown) => {}
        Action::PageUp | Action::PageDown | Action::LineUp | Action::LineDown => {
            go::scroll(cx, action);
        }
        Action::CaretBrowsing => caret::toggle(cx),
        Action::Caret(step) => caret::step(cx, step),
        Action::LineStart | Action::LineEnd
            if caret::steps(cx, By::LineEdge, action == Action::LineEnd) => {}
        Action::LineStart => go::to_edge(cx, Action::Start),
        Action::LineEnd => go::to_edge(cx, Action::End),
        Action::Start | Action::End => go::to_edge(cx, action),
        Action::Back => go::back(cx),
        Action::Forward => go::forward(cx),
        Action::ToggleContents
        | Action::ToggleNotes
        | Action::CycleTheme
        | Action::Larger
        | Action::Smaller
        | Action::ResetSize
        | Action::Wider
        | Action::Narrower
        | Action::SwitchLanguage => view::change(cx, action),
        Action::MarkNoise => hand::rule(cx, &RulingKind::Noise),
        Action::MarkHeading(level) => hand::rule(cx, &RulingKind::Heading(level)),
        Action::MarkNoHeading => hand::rule(cx, &RulingKind::NoHeading),
        Action::MarkTitle => hand::rule(cx, &RulingKind::Title),
        Action::CorrectText => hand::start_correcting(cx),
        Action::ShowRulings => hand::show_rulings(cx),
        Action::ShowInfo => hand::show_info(cx),
        Action::ShowCleaned => cx.state.shows_cleaned = !cx.state.shows_cleaned,
        Action::GhostView => clean::toggle_view(cx, CleanedView::Ghost),
        Action::CompareView => clean::toggle_view(cx, CleanedView::Compare),
        Action::ChooseEncoding => open::choose_encoding(cx),
        Action::SplitView => split::toggle(cx),
        Action::OtherHalf => split::cross(cx),
        Action::FullScreen => cx.ask(Effect::ToggleFullScreen),
        Action::Escape => view::escape(cx),
    }
}

fn take(cx: &mut Context<'_>, event: Event) {
    match event {
        Event::Started(started) => open::started(cx, *started),
        Event::PathPicked(purpose, path) => open::path_picked(cx, purpose, path),
        Event::NoDialog(purpose) => open::no_dialog(cx, purpose),
        Event::Forwarded(paths) => {
            cx.ask(Effect::Raise);
            open::paths(cx, paths);
        }
        Event::Dropped(paths) => open::paths(cx, paths),
        Event::Loaded(ticket, document) => {
            open::loaded(cx, ticket, *document);
            link::arrive(cx);
        }
        Event::Stage(ticket, stage) => open::is_at(cx, ticket, stage),
        Event::LoadFailed(ticket, failure) => open::load_failed(cx, ticket, failure),
        Event::Recleaned(ticket, document) => clean::recleaned(cx, ticket, *document),
        Event::Located(ticket, located) => locate::located(cx, ticket, *located),
        Event::LocateFailed(ticket, why) => locate::failed(cx, ticket, why),
        Event::PasteDue => open::paste_due(cx),
        Event::Saved(ticket) => save::saved(cx, ticket),
        Event::SaveFailed(_, why) => save::failed(cx, why),
        Event::SaveDue => save::again(cx),
        Event::SettleDue => save::settle(cx),
        Event::RememberDue => cx.ask(Effect::RememberNow),
        Event::ChangedOutside(content, last_save, read) => {
            recall::changed_outside(cx, &content, last_save, *read);
        }
        Event::MarksMade(ticket, drawn) => cx.state.made_marks = Some((ticket, *drawn)),
        Event::MarksRemade(ticket, made) => redraw::made(cx, ticket, *made),
        Event::MarksFailed(ticket, why) => redraw::failed(cx, ticket, why),
        // Of a step that is no longer waited for.
        Event::CarriedOut(_, done) => cx.let_go(done),
        Event::CarryOutFailed(..) => {}
        Event::Rewritten(content, file) => rewritten::rewritten(cx, &content, file),
        Event::MomentsRead(content, moments) => recall::moments_read(cx, &content, moments),
        Event::NotesRecalled(content, moment, notebook) => {
            recall::recalled(cx, &content, moment, &notebook);
        }
        Event::Mended(content, notebook, n_back) => recall::mended(cx, &content, *notebook, n_back),
        Event::LibraryTaken => open::quit(cx),
        Event::VersionFound(content, version) => join::version_found(cx, &content, version),
        Event::VersionSettled(content, said) => join::version_settled(cx, content, said),
        Event::JoinPreviewed(preview) => join::previewed(cx, preview.map(|preview| *preview)),
        Event::Joined(codebook, counts) => join::joined(cx, *codebook, counts),
        Event::FontsListed(families) => font::listed(cx, families),
        Event::FontLoaded(name, loaded) => font::loaded(cx, name, loaded.map(|font| *font)),
        Event::SystemTheme(is_dark) => cx.state.system_is_dark = is_dark,
        Event::Offered(content, rulings) => hand::offered(cx, &content, rulings),
        Event::Found(ticket, found) => find::found(cx, ticket, found),
        Event::ReadElsewhere(ticket, n_read) => autocode::read_elsewhere(cx, ticket, n_read),
        Event::FoundElsewhere(ticket, found) => autocode::found_elsewhere(cx, ticket, *found),
        Event::ChangedElsewhere(counts, way, failed) => {
            elsewhere::changed(cx, (counts, way), &failed);
        }
        Event::TagsCounted(counts) => codebook::counted(cx, counts),
        Event::DiaryRead(diary) => diary::read(cx, *diary),
        Event::LibraryNotesRead(ticket, notes) => {
            library::read(cx, ticket, notes.map(|notes| *notes));
        }
        Event::CodebookRead(name, text) => codebook::read(cx, &name, &text),
        Event::FoundTaken(ticket, taken) => find::found_taken(cx, ticket, taken),
        Event::ExportDone(path, loss) => export::done(cx, &path, loss.as_ref()),
        Event::ExportCopied(text) => export::copied(cx, text),
        Event::PreviewDue(ticket) => export::preview_due(cx, ticket),
        Event::Previewed(ticket, preview) => export::previewed(cx, ticket, *preview),
        Event::ExportCounted(ticket, counted) => {
            export::counted(cx, ticket, counted.map(|counted| *counted));
        }
        Event::Notice(notice) => open::notified(cx, notice),
    }
}
