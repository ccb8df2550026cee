//! What a message does to the desk: the state changes, and what has to be done elsewhere comes back as effects.

use ratatui::crossterm::event::{KeyEvent, KeyEventKind};

use super::browse;
use super::dialog;
use super::menu::Menu;
use super::message::{Done, Effect, Message, Progress, Then};
use super::mode::{Confirm, Mode};
use super::mouse;
use super::progress::Sending;
use super::prompt::{Prompt, Question};
use super::state::State;
use super::times::Times;

/// Takes a message.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let effects = take(state, message);
    state.keep_in_view();
    effects
}

fn take(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) if key.kind != KeyEventKind::Release => press(state, key),
        Message::Key(_) => Vec::new(),
        Message::Mouse(event) => mouse::event(state, event),
        Message::Paste(text) => dialog::paste(state, &text),
        Message::Resize(width, height) => {
            state.size = (width, height);
            Vec::new()
        }
        Message::Loaded(drafts) => {
            state.load(drafts);
            Vec::new()
        }
        Message::Done(done) => {
            finish(state, done);
            Vec::new()
        }
        Message::Refused(why) => {
            refuse(state, why);
            Vec::new()
        }
        Message::WouldLoseWords(effect) => {
            state.submitted = None;
            state.mode = Mode::Confirm(lose_words(effect));
            Vec::new()
        }
        Message::Times { id, slots } => {
            if let Some(entry) = state.entry_of(id) {
                state.mode = Mode::Times(Times::new(&entry.reply, slots));
            }
            Vec::new()
        }
        Message::Kinds(id, own) => {
            if let Some(entry) = state.entry_of(id) {
                state.mode = Mode::Menu(Menu::kinds(entry, own));
            }
            Vec::new()
        }
        Message::Kept { id, text, why } => {
            state.kept.insert(id, text);
            state.complain(format!("{why} — your text is kept: e goes on with it"));
            Vec::new()
        }
        Message::Sending(news) => sending(state, news),
        Message::Clock(now) => {
            state.look_at_clock(now);
            Vec::new()
        }
        Message::Stop => {
            state.quitting = true;
            state.closed = true;
            Vec::new()
        }
    }
}

fn press(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    if state.mode == Mode::Browse { browse::key(state, key) } else { dialog::key(state, key) }
}

/// Takes note of what an effect did, and goes on to what comes next.
fn finish(state: &mut State, done: Done) {
    let selected = state.selected_id();
    let place = state.selected;
    let changed = done.changed.first().map(|(reply, _)| reply.id);
    for (reply, briefing) in done.changed {
        state.put(reply, briefing);
    }
    if let Some(edited) = done.edited {
        state.kept.remove(&edited);
    }
    state.show_anew(selected);
    let mut hidden = None;
    match done.then {
        Then::Stay => {}
        Then::Changed => {
            state.show_anew(changed);
            hidden = changed.filter(|id| state.selected_id() != Some(*id));
        }
        // A mail that left the list made room for the next one already.
        Then::Next if state.selected_id() == selected => state.select(next_undecided(state, place)),
        Then::Next => state.select(place),
    }
    if let Some(undo) = done.undo {
        state.remember(*undo);
    }
    if !done.notice.is_empty() {
        // What filter or search hide is named: nobody sees what changed.
        let who = hidden.and_then(|id| state.entry_of(id)).map(|entry| format!(" ({}, not shown)", entry.row.who));
        state.say(format!("{}{}", done.notice, who.unwrap_or_default()));
    }
    if let Some(Prompt { question: Question::Gap { skipped, .. }, .. }) = state.submitted.take() {
        next_gap(state, skipped);
    }
}

/// The next mail that a person has to decide, from a place on; else the place itself.
fn next_undecided(state: &State, place: usize) -> usize {
    let count = state.shown.len();
    (1..count)
        .map(|step| (place + step) % count)
        .find(|at| super::filter::Filter::Drafts.shows(&state.entries[state.shown[*at]]))
        .unwrap_or(place)
}

/// Asks for the next gap; says so when none is left.
pub(super) fn next_gap(state: &mut State, skipped: usize) {
    let Some(entry) = state.entry() else { return };
    match entry.gaps() {
        gaps if skipped < gaps => ask_for_gap(state, skipped),
        0 => state.say("no gaps are left: a approves"),
        gaps => state.say(format!("{} left", crate::cli::views::words::count(gaps, "gap"))),
    }
}

/// Asks for a gap, and shows the letter at it.
pub(super) fn ask_for_gap(state: &mut State, place: usize) {
    let Some(entry) = state.entry() else { return };
    let Some(prompt) = Prompt::gap(entry, place) else { return };
    let mark = prompt.mark(entry);
    let briefing = entry.briefing.as_ref().is_some_and(|briefing| briefing.id == prompt.id);
    state.tab = if briefing { super::state::Tab::Briefing } else { super::state::Tab::Letter };
    let prompt = browse::unfinished(state, prompt);
    if let Some((mark, before)) = mark {
        state.scroll_to(&mark, before);
    }
    state.mode = Mode::Prompt(prompt);
}

/// What was typed comes back to be mended.
fn refuse(state: &mut State, why: String) {
    match state.submitted.take() {
        Some(prompt) => state.mode = Mode::Prompt(Prompt { complaint: Some(why), ..prompt }),
        None => state.complain(why),
    }
}

fn lose_words(effect: Effect) -> Confirm {
    let question = vec![
        "This mail was edited by hand.".to_owned(),
        "A new letter takes the place of your words; u brings them back.".to_owned(),
    ];
    let effect = match effect {
        Effect::Redraft(id, mut wish) => {
            wish.over_hand_edits = true;
            Effect::Redraft(id, wish)
        }
        other => other,
    };
    Confirm { question, yes: "write a new letter", effect }
}

fn sending(state: &mut State, news: Progress) -> Vec<Effect> {
    let effect = match &news {
        Progress::Mail(id, ..) => Some(Effect::Look(*id)),
        Progress::End(_) => Some(Effect::Reload),
        Progress::Begin(_) | Progress::Warning(_) => None,
    };
    let sending = state.sending.get_or_insert_with(Sending::default);
    sending.note(news);
    if sending.is_over {
        let words = sending.in_short();
        state.say(words);
        state.closed |= state.quitting;
    }
    effect.into_iter().collect()
}
