//! The keys while a prompt, a menu or a question has them.

use chrono::{Days, NaiveDate};
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::input::Input;
use super::keys;
use super::menu::{Item, Menu, Pick};
use super::message::Effect;
use super::mode::Mode;
use super::prompt::{Prompt, Question};
use super::state::State;
use super::times::Times;
use super::update::next_gap;
use super::view::last_line_of_help;
use crate::assistant::redrafting::Wish;
use crate::cli::moments::typed;
use crate::domain::address::EmailAddress;
use crate::domain::plan::Choices;
use crate::domain::reply::ReplyKind;
use crate::domain::time_slot::TimeSlot;

/// Does what a key says.
pub(super) fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let interrupted = key.code == KeyCode::Char('c') && key.modifiers == KeyModifiers::CONTROL;
    let key = if interrupted { KeyEvent::from(KeyCode::Esc) } else { key };
    match std::mem::take(&mut state.mode) {
        Mode::Browse => Vec::new(),
        Mode::Prompt(prompt) => in_prompt(state, prompt, key),
        Mode::Times(times) => in_times(state, times, key),
        Mode::Menu(menu) => in_menu(state, menu, key),
        Mode::Confirm(confirm) => match key.code {
            KeyCode::Enter | KeyCode::Char('y' | 'Y') => {
                if confirm.effect == Effect::Send {
                    state.mode = Mode::Sending;
                    state.sending = None;
                }
                vec![confirm.effect]
            }
            KeyCode::Esc | KeyCode::Char('n' | 'N' | 'q') => {
                state.say("nothing was changed");
                Vec::new()
            }
            _ => {
                state.mode = Mode::Confirm(confirm);
                Vec::new()
            }
        },
        Mode::Help(line) => {
            let page = state.page_height();
            let line = match key.code {
                KeyCode::Down | KeyCode::Char('j') => Some(line + 1),
                KeyCode::Up | KeyCode::Char('k') => Some(line.saturating_sub(1)),
                KeyCode::PageDown | KeyCode::Char(' ') => Some(line + page),
                KeyCode::PageUp => Some(line.saturating_sub(page)),
                _ => None,
            };
            state.mode = line.map_or(Mode::Browse, |line| Mode::Help(line.min(last_line_of_help(state))));
            Vec::new()
        }
        Mode::Sending => {
            if !matches!(key.code, KeyCode::Esc | KeyCode::Enter | KeyCode::Char('q' | ' ')) {
                state.mode = Mode::Sending;
            }
            Vec::new()
        }
    }
}

/// Takes pasted text where a line is typed.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    match &mut state.mode {
        Mode::Prompt(prompt) => {
            prompt.input.paste(text);
            let prompt = prompt.clone();
            seek(state, &prompt);
        }
        Mode::Times(Times { own: Some(input), .. }) => input.paste(text),
        _ => {}
    }
    Vec::new()
}

fn in_prompt(state: &mut State, mut prompt: Prompt, key: KeyEvent) -> Vec<Effect> {
    match key.code {
        KeyCode::Esc => {
            leave(state, &prompt);
            return Vec::new();
        }
        KeyCode::Enter => return submit(state, prompt),
        KeyCode::Tab | KeyCode::Down => {
            if let Question::Gap { skipped, .. } = prompt.question {
                leave(state, &prompt);
                next_gap(state, skipped + 1);
                return Vec::new();
            }
            prompt.suggest();
        }
        KeyCode::BackTab | KeyCode::Up => {
            if let Question::Gap { skipped, .. } = prompt.question {
                leave(state, &prompt);
                next_gap(state, skipped.saturating_sub(1));
                return Vec::new();
            }
        }
        // Whoever fills a gap may want to read the letter first.
        KeyCode::PageDown => state.scroll_by(isize::try_from(state.page_height() / 2).unwrap_or(1)),
        KeyCode::PageUp => state.scroll_by(-isize::try_from(state.page_height() / 2).unwrap_or(1)),
        _ => {
            if let Some(stroke) = keys::stroke(key) {
                prompt.complaint = None;
                prompt.input.apply(stroke);
                seek(state, &prompt);
            }
        }
    }
    state.mode = Mode::Prompt(prompt);
    Vec::new()
}

/// The list follows what is looked for while it is typed.
fn seek(state: &mut State, prompt: &Prompt) {
    if matches!(prompt.question, Question::Search(_)) {
        state.search = prompt.input.text();
        state.show_anew(state.selected_id());
    }
}

/// What was typed is kept for the next time.
fn leave(state: &mut State, prompt: &Prompt) {
    match &prompt.question {
        Question::Search(before) => {
            state.search.clone_from(before);
            state.show_anew(state.selected_id());
        }
        _ => {
            state.unfinished.insert(prompt.key(), prompt.input.text());
        }
    }
}

fn submit(state: &mut State, mut prompt: Prompt) -> Vec<Effect> {
    let text = prompt.input.text().trim().to_owned();
    match effect_of(state, &prompt, &text) {
        Ok(effect) => {
            state.unfinished.remove(&prompt.key());
            if effect.is_some() {
                state.submitted = Some(prompt);
            }
            effect.into_iter().collect()
        }
        Err(complaint) => {
            prompt.complaint = Some(complaint);
            state.mode = Mode::Prompt(prompt);
            Vec::new()
        }
    }
}

fn effect_of(state: &State, prompt: &Prompt, text: &str) -> Result<Option<Effect>, String> {
    let redraft = |choices| Ok(Some(Effect::Redraft(prompt.id, Wish { choices, ..Wish::default() })));
    match &prompt.question {
        Question::Search(_) => Ok(None),
        Question::Reason => redraft(Choices { reason: Some(text.to_owned()), ..Choices::default() }),
        Question::Minutes => {
            let minutes = text.parse().ok().filter(|minutes| (1..=1440).contains(minutes));
            let minutes: u32 = minutes.ok_or("a number of minutes, 1 to 1440")?;
            redraft(Choices { minutes: Some(minutes), ..Choices::default() })
        }
        Question::Deadline => {
            let at = typed::read(text, today(state), state.situation.now).ok_or(typed::EXAMPLES)?;
            redraft(Choices { deadline: Some(at), ..Choices::default() })
        }
        Question::Colleague => {
            let to = EmailAddress::parse(text).map_err(|_| "an address, such as max@agentur.example")?;
            let wish = Wish { kind: Some(ReplyKind::Handoff), to: Some(to), ..Wish::default() };
            Ok(Some(Effect::Redraft(prompt.id, wish)))
        }
        Question::Gap { name, .. } if !text.is_empty() => {
            Ok(Some(Effect::Fill { id: prompt.id, gap: name.clone(), words: text.to_owned() }))
        }
        Question::Gap { .. } => Err("nothing is typed; Tab passes over it".to_owned()),
    }
}

fn today(state: &State) -> NaiveDate {
    state.situation.now.date_naive()
}

fn in_times(state: &mut State, mut times: Times, key: KeyEvent) -> Vec<Effect> {
    if let Some(own) = times.own.take() {
        in_own_time(state, &mut times, own, key);
        state.mode = Mode::Times(times);
        return Vec::new();
    }
    match key.code {
        KeyCode::Esc | KeyCode::Char('q') => return Vec::new(),
        KeyCode::Enter => {
            if times.single && times.chosen().is_empty() {
                times.toggle();
            }
            let starts: Vec<_> = times.chosen().iter().map(|slot| slot.start()).collect();
            if !starts.is_empty() {
                let choices = Choices { starts, ..Choices::default() };
                return vec![Effect::Redraft(times.id, Wish { choices, ..Wish::default() })];
            }
            times.complaint = Some("Space offers the time under the cursor".to_owned());
        }
        KeyCode::Down | KeyCode::Char('j') => times.step(1),
        KeyCode::Up | KeyCode::Char('k') => times.step(-1),
        KeyCode::Char(' ') => times.toggle(),
        KeyCode::Char('o' | '+') => times.own = Some(Input::default()),
        _ => {}
    }
    state.mode = Mode::Times(times);
    Vec::new()
}

fn in_own_time(state: &State, times: &mut Times, mut own: Input, key: KeyEvent) {
    times.complaint = None;
    match key.code {
        KeyCode::Esc => {}
        KeyCode::Enter => {
            let entry = state.entry_of(times.id);
            let meeting = entry.and_then(|entry| entry.reply.case.invite.meeting.occurrence);
            let zone = state.situation.me.zone;
            let day = meeting.map_or(today(state), |slot| slot.start().with_timezone(&zone).date_naive());
            let minutes =
                entry.and_then(|entry| entry.reply.reply.minutes).unwrap_or(state.situation.policy.call_minutes);
            match typed::read(&own.text(), day, state.situation.now) {
                Some(at) if at <= state.situation.now.fixed_offset() => {
                    times.complaint = Some("that is over".to_owned());
                    times.own = Some(own);
                }
                Some(at) => times.add(TimeSlot::lasting(at, minutes)),
                None => {
                    times.complaint = Some(typed::EXAMPLES.to_owned());
                    times.own = Some(own);
                }
            }
        }
        _ => {
            if let Some(stroke) = keys::stroke(key) {
                own.apply(stroke);
            }
            times.own = Some(own);
        }
    }
}

fn in_menu(state: &mut State, mut menu: Menu, key: KeyEvent) -> Vec<Effect> {
    match key.code {
        KeyCode::Esc | KeyCode::Char('q') => return Vec::new(),
        KeyCode::Enter => return choose(state, menu.items.into_iter().nth(menu.cursor)),
        KeyCode::Char(c) if c.is_ascii_digit() => {
            let place = c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1));
            if let Some(place) = place.filter(|place| *place < menu.items.len()) {
                return choose(state, menu.items.into_iter().nth(place));
            }
        }
        KeyCode::Down | KeyCode::Char('j' | 'f') | KeyCode::Tab => menu.step(1),
        KeyCode::Up | KeyCode::Char('k') | KeyCode::BackTab => menu.step(-1),
        _ => {}
    }
    state.mode = Mode::Menu(menu);
    Vec::new()
}

fn choose(state: &mut State, item: Option<Item>) -> Vec<Effect> {
    match item.map(|item| item.pick) {
        Some(Pick::Filter(filter)) => {
            state.filter = filter;
            state.show_anew(state.selected_id());
            Vec::new()
        }
        Some(Pick::Effect(effect)) => vec![effect],
        Some(Pick::Word(word)) => {
            state.say(word);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Takes what was clicked on of that which can be chosen.
pub(super) fn take(state: &mut State, place: usize) -> Vec<Effect> {
    match std::mem::take(&mut state.mode) {
        Mode::Menu(menu) => return choose(state, menu.items.into_iter().nth(place)),
        Mode::Times(mut times) => {
            times.cursor = place;
            times.toggle();
            state.mode = Mode::Times(times);
        }
        Mode::Prompt(mut prompt) => {
            if let Some(suggestion) = prompt.suggestions.get(place) {
                prompt.input = Input::new(suggestion);
                prompt.complaint = None;
            }
            state.mode = Mode::Prompt(prompt);
        }
        other => state.mode = other,
    }
    Vec::new()
}

/// Puts the cursor of what is being typed to where it was clicked.
pub(super) fn point(state: &mut State, skipped: usize, column: usize) {
    match &mut state.mode {
        Mode::Prompt(prompt) => prompt.input.point(skipped, column),
        Mode::Times(Times { own: Some(input), .. }) => input.point(skipped, column),
        _ => {}
    }
}

/// The Monday of a day's week.
pub(super) fn monday(day: NaiveDate) -> NaiveDate {
    use chrono::Datelike;
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}
