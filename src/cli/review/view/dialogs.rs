//! What lies over the desk while something is asked or chosen.

use ratatui::crossterm::event::KeyCode;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use unicode_segmentation::UnicodeSegmentation;

use super::help;
use super::sheet::{Sheet, Target};
use super::text::wrapped;
use crate::cli::fitting::{columns, fitted, padded};
use crate::cli::review::input::Input;
use crate::cli::review::menu::Menu;
use crate::cli::review::mode::{Confirm, Mode};
use crate::cli::review::prompt::{Prompt, Question};
use crate::cli::review::state::State;
use crate::cli::review::theme::{Look, mark};
use crate::cli::review::times::Times;

/// Lines that the hint of a prompt takes at most.
const MOST_HINT: usize = 4;
/// Suggestions that a prompt shows at most.
const MOST_SUGGESTIONS: usize = 5;

/// The sheet that lies over the desk; none while browsing.
#[must_use]
pub fn sheet(state: &State) -> Option<Sheet> {
    let screen = Rect::new(0, 0, state.size.0, state.size.1);
    match &state.mode {
        Mode::Browse => None,
        Mode::Prompt(prompt) => Some(asking(screen, prompt, state)),
        Mode::Times(times) => Some(choosing_times(screen, times, state)),
        Mode::Menu(menu) => Some(choosing(screen, menu, state)),
        Mode::Confirm(confirm) => Some(confirming(screen, confirm, state)),
        Mode::Help(line) => Some(helping(screen, *line, state)),
        Mode::Sending => Some(sending(screen, state)),
    }
}

/// Puts a line that is being typed, its cursor, and what a click on it does.
fn put_input(sheet: &mut Sheet, row: usize, label: &str, input: &Input, state: &State) {
    let first = columns(label);
    let room = sheet.width().saturating_sub(first).max(1);
    let before = input.before_cursor();
    let all = input.text();
    let (mut start, mut skipped) = (0, 0);
    while columns(&before[start..]) >= room {
        let part = before[start..].graphemes(true).next().unwrap_or(" ");
        start += part.len();
        skipped += part.chars().count();
    }
    sheet.write(row, &format!("{label}{}", fitted(&all[start..], room)), state.theme.style(Look::Plain));
    let first = u16::try_from(first).unwrap_or(0);
    sheet.on_click_from(row, first, Target::Text(skipped));
    let inside = sheet.inside();
    let column = first + u16::try_from(columns(&before[start..])).unwrap_or(0);
    let row = u16::try_from(row).unwrap_or(0).min(inside.height.saturating_sub(1));
    sheet.cursor = Some(Position::new(inside.x + column.min(inside.width), inside.y + row));
}

fn asking(screen: Rect, prompt: &Prompt, state: &State) -> Sheet {
    let width = screen.width.min(100);
    let (hint, look) = match &prompt.complaint {
        Some(complaint) => (format!("! {complaint}"), Look::Bad),
        None => (prompt.hint.clone(), Look::Dim),
    };
    let mut hint = wrapped(&hint, width.saturating_sub(4), "");
    hint.truncate(MOST_HINT);
    let suggestions = if prompt.suggestions.len() > 1 { prompt.suggestions.len().min(MOST_SUGGESTIONS) } else { 0 };
    let mut sheet = Sheet::at_the_foot(screen, &prompt.label, width, 1 + suggestions + hint.len().max(1) + 1);
    put_input(&mut sheet, 0, "", &prompt.input, state);
    for (place, suggestion) in prompt.suggestions.iter().take(suggestions).enumerate() {
        let is_typed = *suggestion == prompt.input.text();
        let look = if is_typed { Look::Selected } else { Look::Plain };
        sheet.write(1 + place, &format!("{} {suggestion}", if is_typed { '>' } else { ' ' }), state.theme.style(look));
        sheet.on_click(1 + place, Target::Item(place));
    }
    for (row, line) in hint.iter().enumerate() {
        sheet.write(1 + suggestions + row, line, state.theme.style(look));
    }
    let keys: &[(&str, KeyCode)] = match prompt.question {
        Question::Gap { .. } => &[
            ("Enter fills", KeyCode::Enter),
            ("Tab the next gap", KeyCode::Tab),
            ("↑ the one before", KeyCode::Up),
            ("Esc", KeyCode::Esc),
        ],
        Question::Search(_) => &[("Enter keeps these", KeyCode::Enter), ("Esc", KeyCode::Esc)],
        _ if suggestions > 0 => {
            &[("Enter takes", KeyCode::Enter), ("Tab another", KeyCode::Tab), ("Esc", KeyCode::Esc)]
        }
        _ => &[("Enter takes", KeyCode::Enter), ("Esc", KeyCode::Esc)],
    };
    sheet.keys(keys, state.theme.style(Look::Key));
    sheet
}

fn choosing_times(screen: Rect, times: &Times, state: &State) -> Sheet {
    let title = if times.single { "Which time is offered" } else { "Which times are offered" };
    let mut sheet = Sheet::in_the_middle(screen, title, 50, times.rows.len().clamp(1, 14) + 2);
    let rows = sheet.height().saturating_sub(2);
    let top = (times.cursor + 1).saturating_sub(rows);
    let told = |slot| state.moments().day_and_time(slot);
    let days = times.rows.iter().map(|(slot, _)| columns(&told(*slot).0)).max().unwrap_or(0);
    for (row, (place, (slot, chosen))) in times.rows.iter().enumerate().skip(top).take(rows).enumerate() {
        let (day, time) = told(*slot);
        let text = format!("{} {} {time}", if *chosen { "[x]" } else { "[ ]" }, padded(&day, days));
        let look = if place == times.cursor { Look::Selected } else { Look::Plain };
        sheet.write(row, &text, state.theme.style(look));
        sheet.on_click(row, Target::Item(place));
    }
    if times.rows.is_empty() {
        sheet.write(0, "nothing free was found", state.theme.style(Look::Dim));
    }
    if let Some(complaint) = &times.complaint {
        sheet.write(rows + usize::from(times.own.is_some()), complaint, state.theme.style(Look::Bad));
    }
    match &times.own {
        Some(own) => {
            put_input(&mut sheet, rows, "Time: ", own, state);
            if times.complaint.is_none() {
                let keys = [("Enter offers it", KeyCode::Enter), ("Esc", KeyCode::Esc)];
                sheet.keys(&keys, state.theme.style(Look::Key));
            }
        }
        None => sheet.keys(
            &[
                ("Space offers", KeyCode::Char(' ')),
                ("Enter takes", KeyCode::Enter),
                ("o another time", KeyCode::Char('o')),
                ("Esc", KeyCode::Esc),
            ],
            state.theme.style(Look::Key),
        ),
    }
    sheet
}

fn choosing(screen: Rect, menu: &Menu, state: &State) -> Sheet {
    let widest = menu.items.iter().map(|item| columns(&item.label) + 2).max().unwrap_or(0);
    let width = if menu.about.is_empty() { widest.max(40) } else { 66 };
    let room = u16::try_from(width).unwrap_or(u16::MAX).min(screen.width.saturating_sub(4));
    let mut about: Vec<String> = Vec::new();
    for text in &menu.about {
        about.extend(if text.is_empty() { vec![String::new()] } else { wrapped(text, room, "") });
    }
    if !about.is_empty() {
        about.push(String::new());
    }
    let mut sheet = Sheet::in_the_middle(screen, &menu.title, width, about.len() + menu.items.len() + 1);
    // What can be chosen matters more than what is said about it.
    about.truncate(sheet.height().saturating_sub(menu.items.len() + 1));
    for (row, line) in about.iter().enumerate() {
        sheet.write(row, line, state.theme.style(Look::Plain));
    }
    let rows = sheet.height().saturating_sub(about.len() + 1);
    let top = (menu.cursor + 1).saturating_sub(rows);
    for (row, (place, item)) in menu.items.iter().enumerate().skip(top).take(rows).enumerate() {
        let number = if place < 9 { (place + 1).to_string() } else { " ".to_owned() };
        let look = if place == menu.cursor { Look::Selected } else { Look::Plain };
        sheet.write(about.len() + row, &format!("{number} {}", item.label), state.theme.style(look));
        sheet.on_click(about.len() + row, Target::Item(place));
    }
    sheet.keys(&[("Enter chooses", KeyCode::Enter), ("Esc", KeyCode::Esc)], state.theme.style(Look::Key));
    sheet
}

fn confirming(screen: Rect, confirm: &Confirm, state: &State) -> Sheet {
    let yes = format!("Enter or y: {}", confirm.yes);
    let keys = [(yes.as_str(), KeyCode::Enter), ("Esc or n: leave it", KeyCode::Esc)];
    let widest = confirm.question.iter().map(|line| columns(line)).max().unwrap_or(0);
    let width = widest.max(columns(&yes) + 21).min(usize::from(screen.width).saturating_sub(4));
    let room = u16::try_from(width).unwrap_or(u16::MAX);
    let lines: Vec<String> = confirm.question.iter().flat_map(|line| wrapped(line, room, "")).collect();
    let mut sheet = Sheet::in_the_middle(screen, "Sure?", width, lines.len() + 2);
    for (row, line) in lines.into_iter().enumerate() {
        sheet.put(row, Line::raw(line));
    }
    sheet.keys(&keys, state.theme.style(Look::Key));
    sheet
}

fn helping(screen: Rect, line: usize, state: &State) -> Sheet {
    let lines = help::lines(state);
    let mut sheet = Sheet::in_the_middle(screen, "Keys · ↓ goes on, any other key closes", 66, lines.len());
    let last = lines.len().saturating_sub(sheet.height());
    for (row, line) in lines.into_iter().skip(line.min(last)).enumerate() {
        sheet.put(row, line);
    }
    sheet
}

/// How far the help can be moved.
#[must_use]
pub fn last_line_of_help(state: &State) -> usize {
    help::lines(state).len().saturating_sub(usize::from(state.size.1.saturating_sub(2)))
}

fn sending(screen: Rect, state: &State) -> Sheet {
    let Some(sending) = &state.sending else {
        let mut sheet = Sheet::in_the_middle(screen, "Sending", 40, 1);
        sheet.write(0, "calling the server …", state.theme.style(Look::Plain));
        return sheet;
    };
    let width = 70.min(usize::from(screen.width).saturating_sub(4)).max(1);
    let room = u16::try_from(width).unwrap_or(u16::MAX);
    let filled =
        (sending.mails.len() * width).checked_div(sending.total).unwrap_or(if sending.is_over { width } else { 0 });
    let filled = filled.min(width);
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(width - filled));
    let mut lines = vec![Line::raw(bar), Line::raw(sending.in_short())];
    for (id, status, said) in &sending.mails {
        let who = state.entry_of(*id).map_or(String::new(), |entry| entry.row.who.clone());
        // What ended the run stands beneath, in full.
        let said = if sending.words.contains(said) { "" } else { said };
        let text = fitted(format!("{} {id} {who}: {status}  {said}", mark(*status)).trim_end(), width);
        lines.push(Line::styled(text, state.theme.status(*status)));
    }
    lines.extend(sending.words.iter().flat_map(|word| wrapped(word, room, "  ")).map(Line::raw));
    let most = usize::from(screen.height).saturating_sub(4).max(6);
    let title = if sending.is_over { "Sent" } else { "Sending" };
    let mut sheet = Sheet::in_the_middle(screen, title, 70, (lines.len() + 1).clamp(6, most));
    let over = lines.len().saturating_sub(sheet.height().saturating_sub(1));
    if over > 0 {
        lines.drain(2..2 + over.min(lines.len() - 2));
    }
    for (row, line) in lines.into_iter().enumerate() {
        sheet.put(row, line);
    }
    let close = if sending.is_over { "Esc closes" } else { "Esc goes on with the mails meanwhile" };
    sheet.keys(&[(close, KeyCode::Esc)], state.theme.style(Look::Key));
    sheet
}
