//! The mails: who, when, what is answered.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::put;
use crate::cli::fitting::{columns, fitted, padded};
use crate::cli::review::entry::Entry;
use crate::cli::review::state::State;
use crate::cli::review::theme::{Look, Theme, mark};
use crate::domain::draft::Status;

/// From this width on there is room for what is proposed.
const ROOMY: u16 = 58;
/// From this width on there is room for the time of day.
const MIDDLING: u16 = 44;

/// Draws the mails that are in view.
pub fn draw(buffer: &mut Buffer, area: Rect, state: &State) {
    if state.shown.is_empty() {
        let text = if state.entries.is_empty() {
            "Nothing here: `statt draft` fills the outbox."
        } else if state.search.is_empty() {
            "Nothing here. f shows other mails."
        } else {
            "Nothing found. Esc shows all again."
        };
        for (row, line) in (area.y + 1..area.bottom()).zip(super::text::wrapped(text, area.width.saturating_sub(2), ""))
        {
            put(buffer, area.x + 1, row, line, state.theme.style(Look::Dim));
        }
        return;
    }
    let when = room_for_dates(state, area.width);
    for (row, place) in (area.y..area.bottom()).zip(state.top..state.shown.len()) {
        let entry = &state.entries[state.shown[place]];
        let line = line(entry, place == state.selected, state.theme, area.width, when);
        buffer.set_line(area.x, row, &line, area.width);
    }
}

/// When the meeting is: the day alone where there is little room.
fn date(entry: &Entry, width: u16) -> &str {
    if width < MIDDLING { &entry.row.day } else { &entry.row.when }
}

/// As much as the longest of all mails shown takes, so that nothing moves while the list does.
fn room_for_dates(state: &State, width: u16) -> usize {
    state.shown.iter().map(|place| columns(date(&state.entries[*place], width))).max().unwrap_or(0)
}

fn line(entry: &Entry, selected: bool, theme: Theme, width: u16, when: usize) -> Line<'static> {
    let row = &entry.row;
    let status = entry.status();
    let sign = if status == Status::Draft && entry.gaps() > 0 { "«" } else { mark(status) };
    let kind = if entry.briefing.is_some() { format!("{}+", row.kind) } else { row.kind.clone() };
    let head = format!("{}{sign} {} ", if selected { ">" } else { " " }, padded(&kind, 8));
    let room = usize::from(width).saturating_sub(13);
    let date = padded(date(entry, width), when);
    let rest = if width >= ROOMY {
        let says = room.saturating_sub(16 + 1 + when + 1 + 1);
        format!("{} {date} {}", padded(&row.who, 16), padded(&row.says, says))
    } else {
        let who = room.saturating_sub(when + 1);
        if who < 6 { fitted(&row.who, room) } else { format!("{} {date}", padded(&row.who, who)) }
    };
    let style = theme.status(status);
    let line = Line::from(vec![Span::styled(head, style), Span::styled(padded(&rest, room), style)]);
    if selected { line.style(theme.style(Look::Selected)) } else { line }
}
