//! The keys of the table, while nothing else has them.

use ratatui::crossterm::event::KeyEvent;

use super::entry::Entry;
use super::keys::{self, Action};
use super::menu::{Menu, uncertain};
use super::message::{Effect, Undo};
use super::mode::{Confirm, Mode};
use super::prompt::Prompt;
use super::state::{State, Tab};
use super::update::next_gap;
use crate::assistant::redrafting::Wish;
use crate::cli::views::words;
use crate::domain::draft::Status;
use crate::domain::reply::ReplyKind;

/// Does what a key says.
pub(super) fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(action) = keys::action(key) else { return Vec::new() };
    state.notice = None;
    act(state, action)
}

/// Does what an action says.
pub(super) fn act(state: &mut State, action: &Action) -> Vec<Effect> {
    match action {
        Action::Move(by) => state.select(state.selected.saturating_add_signed(*by)),
        Action::First => state.select(0),
        Action::Last => state.select(usize::MAX),
        Action::Page(by) => state.scroll_by(*by * isize::try_from(state.page_height()).unwrap_or(1)),
        Action::NextTab => state.open(other_tab(state, 1)),
        Action::PreviousTab => state.open(other_tab(state, state.tabs().len() - 1)),
        Action::Invite => state.open(if state.tab == Tab::Invite { Tab::Letter } else { Tab::Invite }),
        Action::Week => state.open(if state.tab == Tab::Week { Tab::Letter } else { Tab::Week }),
        Action::OtherWeek(by) => state.show_week(*by),
        Action::Search => state.mode = Mode::Prompt(Prompt::search(&state.search)),
        Action::Filter => state.mode = Mode::Menu(Menu::filters(state)),
        Action::Help => state.mode = Mode::Help(0),
        Action::Refresh => return vec![Effect::Repaint, Effect::Reload],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => quit(state),
        Action::Undo => return undo(state),
        Action::Send => return send(state),
        Action::Escape if !state.search.is_empty() => {
            state.search.clear();
            state.show_anew(state.selected_id());
        }
        Action::Escape => state.open(Tab::Letter),
        about_one => {
            let Some(entry) = state.entry().cloned() else {
                state.complain("no mail is selected");
                return Vec::new();
            };
            return act_on(state, &entry, about_one);
        }
    }
    Vec::new()
}

fn other_tab(state: &State, steps: usize) -> Tab {
    let tabs = state.tabs();
    let place = tabs.iter().position(|tab| *tab == state.tab).unwrap_or_default();
    tabs[(place + steps) % tabs.len()]
}

/// The actions that are about the selected mail.
fn act_on(state: &mut State, entry: &Entry, action: &Action) -> Vec<Effect> {
    if let Some(why) = settled_first(entry, action) {
        return complain(state, &why);
    }
    let id = entry.id();
    let reply = &entry.reply.reply;
    match action {
        Action::Kinds => vec![Effect::FindKinds(id)],
        Action::Settle => {
            if let Some(mail) = uncertain(entry) {
                state.mode = Mode::Menu(Menu::fates(mail));
            } else {
                state.say("nothing to settle: it is known what became of it");
            }
            Vec::new()
        }
        Action::Kind(kind) if *kind == reply.kind => {
            state.say(format!("it is {kind} already"));
            Vec::new()
        }
        Action::Kind(kind) => vec![Effect::Redraft(id, Wish { kind: Some(kind.clone()), ..Wish::default() })],
        Action::Minutes if !matches!(reply.kind, ReplyKind::Call | ReplyKind::Shorter) => {
            complain(state, "minutes belong to a call (1) or a shorter meeting (2)")
        }
        Action::Minutes => ask(state, Prompt::minutes(entry)),
        Action::Times => match reply.kind {
            ReplyKind::Call | ReplyKind::Shorter => vec![Effect::FindTimes(id)],
            ReplyKind::Written => ask(state, Prompt::deadline(entry, state.moments())),
            _ => complain(
                state,
                "times belong to a call (1) or a shorter meeting (2), a deadline to a written reply (3)",
            ),
        },
        Action::Reason => ask(state, Prompt::reason(entry)),
        Action::Colleague => ask(state, Prompt::colleague(entry)),
        Action::Gaps => {
            if entry.gaps() == 0 {
                state.say("it has no gaps");
            } else {
                next_gap(state, 0);
            }
            Vec::new()
        }
        Action::Edit => {
            let mail = state.mail().map_or(id, |mail| mail.id);
            vec![Effect::Edit(mail, state.kept.get(&mail).cloned())]
        }
        Action::Approve => approve(state, entry),
        Action::Discard => vec![Effect::Discard(id)],
        Action::Reopen => vec![Effect::Reopen(id)],
        _ => Vec::new(),
    }
}

/// Why nothing of the mail can be changed: whoever types words for it should know before.
fn settled_first(entry: &Entry, action: &Action) -> Option<String> {
    if *action == Action::Settle {
        return None;
    }
    if let Some(mail) = uncertain(entry) {
        return Some(format!("nobody knows whether mail {} went out: o settles it", mail.id));
    }
    let status = entry.reply.status;
    let is_about_words = !matches!(action, Action::Approve | Action::Discard | Action::Reopen);
    match status {
        Status::Sending | Status::Sent if is_about_words => Some(format!("it is {status}: its words stay as they are")),
        Status::Discarded if is_about_words => Some("it is discarded: d makes it a draft again".to_owned()),
        Status::Superseded => Some("it is superseded: a newer mail about the meeting has its place".to_owned()),
        _ => None,
    }
}

fn complain(state: &mut State, why: &str) -> Vec<Effect> {
    state.complain(why);
    Vec::new()
}

fn ask(state: &mut State, prompt: Prompt) -> Vec<Effect> {
    state.mode = Mode::Prompt(unfinished(state, prompt));
    Vec::new()
}

/// A prompt goes on with what was typed when it was left.
pub(super) fn unfinished(state: &State, prompt: Prompt) -> Prompt {
    match state.unfinished.get(&prompt.key()) {
        Some(text) => Prompt { input: super::input::Input::new(text), ..prompt },
        None => prompt,
    }
}

fn approve(state: &mut State, entry: &Entry) -> Vec<Effect> {
    let status = entry.reply.status;
    if matches!(status, Status::Approved | Status::Sending | Status::Sent) {
        state.say(format!(
            "it is {status} already{}",
            if status == Status::Approved { "; d makes it a draft again" } else { "" }
        ));
        return Vec::new();
    }
    if entry.gaps() > 0 {
        return complain(state, &format!("{} to fill first: g goes through them", words::count(entry.gaps(), "gap")));
    }
    if entry.mails().any(|mail| state.kept.contains_key(&mail.id)) {
        return complain(state, "a text of yours is not in it yet: e goes on with it");
    }
    let drafts: Vec<_> = entry.mails().filter(|mail| mail.status == Status::Draft).cloned().collect();
    let Some(briefing) = entry.briefing.as_ref().filter(|_| drafts.len() > 1) else {
        let drafts = if drafts.is_empty() { vec![entry.reply.clone()] } else { drafts };
        return vec![Effect::Approve(drafts)];
    };
    let to = |draft: &crate::domain::draft::Draft| {
        draft.letter.to.first().map_or_else(|| "nobody yet".to_owned(), words::person)
    };
    let question = vec![
        "Two mails go out together, the briefing first:".to_owned(),
        format!("the briefing to {}", to(briefing)),
        format!("the letter to {}", to(&entry.reply)),
    ];
    state.mode = Mode::Confirm(Confirm { question, yes: "approve both", effect: Effect::Approve(drafts) });
    Vec::new()
}

fn undo(state: &mut State) -> Vec<Effect> {
    if let Some(undo) = state.undo.pop() {
        return vec![Effect::Revert(Box::new(undo))];
    }
    let approved = state.entry().is_some_and(|entry| entry.reply.status == Status::Approved);
    state.say(if approved { "nothing to undo; d makes it a draft again" } else { "nothing to undo" });
    Vec::new()
}

fn send(state: &mut State) -> Vec<Effect> {
    if state.sending.as_ref().is_some_and(|sending| !sending.is_over) {
        state.mode = Mode::Sending;
        return Vec::new();
    }
    let ready: Vec<&Entry> = state
        .entries
        .iter()
        .filter(|entry| entry.mails().any(|mail| matches!(mail.status, Status::Approved | Status::Failed)))
        .collect();
    if ready.is_empty() {
        return complain(state, "nothing is approved: a approves");
    }
    let mails: usize = ready
        .iter()
        .flat_map(|entry| entry.mails())
        .filter(|mail| matches!(mail.status, Status::Approved | Status::Failed))
        .count();
    let mut question = vec![format!("Send {} now?", words::count(mails, "mail"))];
    question.extend(ready.iter().take(8).map(|entry| format!("{} to {}", entry.row.kind, entry.row.who)));
    if ready.len() > 8 {
        question.push(format!("and {} more", ready.len() - 8));
    }
    state.mode = Mode::Confirm(Confirm { question, yes: "send", effect: Effect::Send });
    Vec::new()
}

fn quit(state: &mut State) {
    let again = state.quitting;
    state.quitting = true;
    if state.sending.as_ref().is_some_and(|sending| !sending.is_over) && !again {
        state.say("mails are being sent: statt closes when they are out; q again closes at once");
    } else if !state.kept.is_empty() && !again {
        state.complain("a text of yours could not be taken yet: e goes on with it, q again leaves it in a file");
    } else {
        state.closed = true;
    }
}

/// A step that is to be undone is named by what it was.
#[must_use]
pub(super) fn undone(undo: &Undo) -> String {
    match undo {
        Undo::Words { what, .. } => format!("undone: {what}"),
        Undo::Approval(_) => "undone: the approval; it is a draft again".to_owned(),
        Undo::Discard(_) => "undone: it is a draft again".to_owned(),
    }
}
