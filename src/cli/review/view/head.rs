//! The top line: what there is to do. And the tabs.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::put;
use crate::cli::fitting::{columns, fitted, padded};
use crate::cli::review::filter::Filter;
use crate::cli::review::keys::Action;
use crate::cli::review::state::{State, Tab};
use crate::cli::review::theme::Look;

/// Draws the top line.
pub fn draw(buffer: &mut Buffer, area: Rect, state: &State) {
    let count = |filter: Filter| state.entries.iter().filter(|entry| filter.shows(entry)).count();
    let mut parts = vec![format!("{} to decide", count(Filter::Drafts))];
    for (filter, name) in [(Filter::Gaps, "with gaps"), (Filter::Approved, "approved"), (Filter::Trouble, "in trouble")]
    {
        if count(filter) > 0 {
            parts.push(format!("{} {name}", count(filter)));
        }
    }
    if let Some(sending) = state.sending.as_ref().filter(|sending| !sending.is_over) {
        parts.push(format!("sending: {}", sending.in_short()));
    }
    let shown = what_is_shown(state, area.width);
    let right = columns(&shown);
    let left = padded(&format!(" statt review · {}", parts.join(" · ")), usize::from(area.width).saturating_sub(right));
    let line = Line::from(vec![Span::raw(left), Span::raw(shown)]).style(state.theme.style(Look::Selected));
    buffer.set_line(area.x, area.y, &line, area.width);
}

fn what_is_shown(state: &State, width: u16) -> String {
    let shown = if state.search.is_empty() {
        format!("{} {} ", state.shown.len(), state.filter.name())
    } else {
        format!("{} {} with “{}” ", state.shown.len(), state.filter.name(), state.search)
    };
    fitted(&shown, usize::from(width) / 2)
}

/// What a click on the top line does: at its right end stands which mails are shown.
pub fn choice_at(state: &State, column: u16) -> Option<Action> {
    let width = state.areas().head.width;
    let shown = what_is_shown(state, width);
    let start = usize::from(width).checked_sub(columns(&shown))?;
    let place = usize::from(column).checked_sub(start)?;
    let before_search = shown.find('“').map_or(usize::MAX, |at| columns(&shown[..at]));
    Some(if place >= before_search { Action::Search } else { Action::Filter })
}

/// The columns in which each tab's name stands.
pub fn tab_places(state: &State) -> Vec<(Tab, Range<u16>)> {
    let mut column = state.areas().page.x;
    state
        .tabs()
        .into_iter()
        .map(|tab| {
            let start = column;
            column += u16::try_from(tab.name().len()).unwrap_or(0) + 3;
            (tab, start..column - 1)
        })
        .collect()
}

/// Draws the tabs' names; the open one is in brackets.
pub fn draw_tabs(buffer: &mut Buffer, area: Rect, state: &State) {
    if area.width > 2 && area.x > 0 {
        put(buffer, area.x, area.y, "│", ratatui::style::Style::new());
    }
    for (tab, place) in tab_places(state) {
        let open = tab == state.tab;
        let (text, look) =
            if open { (format!("[{}]", tab.name()), Look::Heading) } else { (format!(" {} ", tab.name()), Look::Dim) };
        if place.end <= area.right() {
            put(buffer, place.start, area.y, text, state.theme.style(look));
        }
    }
}

/// Says beside the tabs how far the page goes on.
pub fn draw_place(buffer: &mut Buffer, area: Rect, state: &State, lines: usize) {
    let height = state.page_height();
    let text = match (state.scroll > 0, lines > state.scroll + height) {
        (false, false) => return,
        (_, true) => "PgDn: more",
        (true, false) => "PgUp: back",
    };
    let width = u16::try_from(text.len()).unwrap_or(0);
    let after_tabs = tab_places(state).last().map_or(area.x, |(_, place)| place.end + 1);
    if area.right() >= after_tabs + width {
        put(buffer, area.right() - width, area.y, text, state.theme.style(Look::Dim));
    }
}
