//! What lies over the desk while something is asked or chosen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, Clear, Widget};
use textwrap::core::display_width;

use super::text::{fitted, put, wrapped};
use super::{draw_lines, help};
use crate::cli::review::filter::Filter;
use crate::cli::review::input::Input;
use crate::cli::review::mode::{Confirm, Mode};
use crate::cli::review::prompt::Prompt;
use crate::cli::review::state::State;
use crate::cli::review::theme::{Look, mark};
use crate::cli::review::times::Times;
use crate::cli::views::words;

/// Draws it; says where the cursor is while something is typed.
pub fn draw(buffer: &mut Buffer, screen: Rect, state: &State) -> Option<Position> {
    match &state.mode {
        Mode::Browse => None,
        Mode::Prompt(prompt) => Some(prompt_box(buffer, screen, prompt, state)),
        Mode::Times(times) => times_box(buffer, screen, times, state),
        Mode::Filter(place) => {
            filter_box(buffer, screen, *place, state);
            None
        }
        Mode::Confirm(confirm) => {
            confirm_box(buffer, screen, confirm, state);
            None
        }
        Mode::Help(line) => {
            help_box(buffer, screen, *line, state);
            None
        }
        Mode::Sending => {
            sending_box(buffer, screen, state);
            None
        }
    }
}

/// A box with a border in the middle of the screen; gives what is inside.
fn frame(buffer: &mut Buffer, screen: Rect, title: &str, width: usize, height: usize) -> Rect {
    let width = u16::try_from(width + 4).unwrap_or(u16::MAX).min(screen.width);
    let height = u16::try_from(height + 2).unwrap_or(u16::MAX).min(screen.height);
    let area = Rect { x: (screen.width - width) / 2, y: (screen.height - height) / 2, width, height };
    bordered(buffer, area, title)
}

fn bordered(buffer: &mut Buffer, area: Rect, title: &str) -> Rect {
    Clear.render(area, buffer);
    let block = Block::bordered().title(format!(" {} ", fitted(title, usize::from(area.width).saturating_sub(6))));
    let inner = block.inner(area);
    block.render(area, buffer);
    Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner }
}

/// The part of a line around its cursor that has room, and the column of the cursor in it.
fn in_view(input: &Input, width: u16) -> (String, u16) {
    let width = usize::from(width.saturating_sub(1));
    let before = input.before_cursor();
    let all = input.text();
    let mut start = 0;
    while display_width(&before[start..]) > width {
        start += before[start..].chars().next().map_or(1, char::len_utf8);
    }
    let shown: String = fitted(&all[start..], width.max(1) + 1);
    (shown, u16::try_from(display_width(&before[start..])).unwrap_or(0))
}

fn prompt_box(buffer: &mut Buffer, screen: Rect, prompt: &Prompt, state: &State) -> Position {
    let width = screen.width.min(100);
    let room = width.saturating_sub(4);
    let (hint, look) = match &prompt.complaint {
        Some(complaint) => (format!("! {complaint}"), Look::Bad),
        None => (prompt.hint.clone(), Look::Dim),
    };
    let hint = wrapped(&hint, room, "");
    let height = u16::try_from(hint.len()).unwrap_or(1).clamp(1, 4) + 3;
    let area = Rect { x: 0, y: screen.height.saturating_sub(height), width, height: height.min(screen.height) };
    let inside = bordered(buffer, area, &prompt.label);
    let (text, column) = in_view(&prompt.input, inside.width);
    put(buffer, inside.x, inside.y, text, state.theme.style(Look::Plain));
    for (row, line) in (inside.y + 1..inside.bottom()).zip(hint) {
        put(buffer, inside.x, row, line, state.theme.style(look));
    }
    Position::new(inside.x + column, inside.y)
}

fn times_box(buffer: &mut Buffer, screen: Rect, times: &Times, state: &State) -> Option<Position> {
    let keys = "Space offers · Enter takes · o another time · Esc";
    let width = display_width(keys).max(48);
    let height = times.rows.len().clamp(1, 14) + 2;
    let title = if times.single { "Which time is offered" } else { "Which times are offered" };
    let inside = frame(buffer, screen, title, width, height);
    let rows = usize::from(inside.height).saturating_sub(2);
    let top = (times.cursor + 1).saturating_sub(rows);
    for (row, (place, (slot, chosen))) in (inside.y..).zip(times.rows.iter().enumerate().skip(top).take(rows)) {
        let text = format!("{} {}", if *chosen { "[x]" } else { "[ ]" }, words::slot(*slot, state.situation.now));
        let look = if place == times.cursor { Look::Selected } else { Look::Plain };
        put(buffer, inside.x, row, fitted(&text, usize::from(inside.width)), state.theme.style(look));
    }
    if times.rows.is_empty() {
        put(buffer, inside.x, inside.y, "nothing free was found", state.theme.style(Look::Dim));
    }
    let last = inside.bottom().saturating_sub(1);
    let (text, look) = match &times.complaint {
        Some(complaint) => (complaint.as_str(), Look::Bad),
        None => (keys, Look::Dim),
    };
    put(buffer, inside.x, last, fitted(text, usize::from(inside.width)), state.theme.style(look));
    let own = times.own.as_ref()?;
    let label = "Time: ";
    let room = inside.width.saturating_sub(u16::try_from(label.len()).unwrap_or(0));
    let (text, column) = in_view(own, room);
    let row = last.saturating_sub(1);
    put(buffer, inside.x, row, format!("{label}{text}"), state.theme.style(Look::Plain));
    Some(Position::new(inside.x + u16::try_from(label.len()).unwrap_or(0) + column, row))
}

fn filter_box(buffer: &mut Buffer, screen: Rect, place: usize, state: &State) {
    let inside = frame(buffer, screen, "Which mails are shown", 44, Filter::ALL.len());
    for (row, (at, filter)) in (inside.y..inside.bottom()).zip(Filter::ALL.into_iter().enumerate()) {
        let count = state.entries.iter().filter(|entry| filter.shows(entry)).count();
        let text = format!("{} {:<9} {count:>4}  {}", at + 1, filter.name(), filter.about());
        let look = if at == place { Look::Selected } else { Look::Plain };
        put(buffer, inside.x, row, fitted(&text, usize::from(inside.width)), state.theme.style(look));
    }
}

fn confirm_box(buffer: &mut Buffer, screen: Rect, confirm: &Confirm, state: &State) {
    let keys = format!("Enter or y: {} · Esc or n: leave it", confirm.yes);
    let widest = confirm.question.iter().map(|line| display_width(line)).max().unwrap_or(0);
    let width = widest.max(display_width(&keys)).min(usize::from(screen.width).saturating_sub(4));
    let lines: Vec<String> =
        confirm.question.iter().flat_map(|line| wrapped(line, u16::try_from(width).unwrap_or(u16::MAX), "")).collect();
    let inside = frame(buffer, screen, "Sure?", width, lines.len() + 2);
    draw_lines(buffer, inside, lines.into_iter().map(Line::raw));
    let keys = fitted(&keys, usize::from(inside.width));
    put(buffer, inside.x, inside.bottom().saturating_sub(1), keys, state.theme.style(Look::Key));
}

fn help_box(buffer: &mut Buffer, screen: Rect, line: usize, state: &State) {
    let lines = help::lines(state);
    let inside = frame(buffer, screen, "Keys · ↓ goes on, any other key closes", 66, lines.len());
    let last = lines.len().saturating_sub(usize::from(inside.height));
    draw_lines(buffer, inside, lines.into_iter().skip(line.min(last)));
}

fn sending_box(buffer: &mut Buffer, screen: Rect, state: &State) {
    let Some(sending) = &state.sending else {
        let inside = frame(buffer, screen, "Sending", 40, 1);
        put(buffer, inside.x, inside.y, "calling the server …", state.theme.style(Look::Plain));
        return;
    };
    let height = (sending.mails.len() + sending.words.len() + 3).clamp(6, usize::from(screen.height).saturating_sub(4));
    let inside = frame(buffer, screen, if sending.is_over { "Sent" } else { "Sending" }, 70, height);
    let width = usize::from(inside.width);
    let filled =
        (sending.mails.len() * width).checked_div(sending.total).unwrap_or(if sending.is_over { width } else { 0 });
    let filled = filled.min(width);
    let bar = format!("{}{}", "█".repeat(filled), "░".repeat(width - filled));
    let mut lines = vec![Line::raw(bar), Line::raw(sending.in_short())];
    for (id, status, said) in &sending.mails {
        let who = state.entry_of(*id).map_or(String::new(), |entry| entry.row.who.clone());
        let text = fitted(&format!("{} {id} {who}: {status}  {said}", mark(*status)), width);
        lines.push(Line::styled(text, state.theme.status(*status)));
    }
    let room = inside.width;
    lines.extend(sending.words.iter().flat_map(|word| wrapped(word, room, "  ")).map(Line::raw));
    let rows = usize::from(inside.height).saturating_sub(1);
    let over = lines.len().saturating_sub(rows);
    if over > 0 {
        lines.drain(2..2 + over.min(lines.len() - 2));
    }
    draw_lines(buffer, inside, lines.into_iter());
    let keys = if sending.is_over { "Esc closes" } else { "Esc goes on with the mails meanwhile" };
    put(buffer, inside.x, inside.bottom().saturating_sub(1), fitted(keys, width), state.theme.style(Look::Key));
}
