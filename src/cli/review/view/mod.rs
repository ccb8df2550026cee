//! Drawing: a function of the state, nothing else.

mod dialogs;
mod foot;
mod grid;
mod head;
mod help;
mod invite;
mod letter;
mod list;
mod sheet;
mod text;
mod week;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::prompt::Prompt;
use super::state::{State, Tab};
use crate::cli::fitting::{columns, fitted};
pub use dialogs::{last_line_of_help, sheet};
pub use foot::key_at;
pub use head::choice_at;
pub use sheet::Target;
use text::put;

/// In less room than this nothing can be read.
const LEAST: (u16, u16) = (30, 8);

/// Draws the desk.
pub fn draw(frame: &mut Frame<'_>, state: &State) {
    // Between a change of the terminal's size and the word of it there is nothing to draw on.
    if frame.area() != frame_area(state) {
        return;
    }
    let areas = state.areas();
    let buffer = frame.buffer_mut();
    if state.size.0 < LEAST.0 || state.size.1 < LEAST.1 {
        put(buffer, 0, 0, fitted("statt review needs more room", usize::from(state.size.0)), Style::new());
        return;
    }
    head::draw(buffer, areas.head, state);
    list::draw(buffer, areas.list, state);
    head::draw_tabs(buffer, areas.tabs, state);
    part(buffer, areas.page);
    if state.tab == Tab::Week {
        week::draw(buffer, areas.page, state);
    } else {
        let lines = page(state, areas.page.width);
        head::draw_place(buffer, areas.tabs, state, lines.len());
        draw_lines(buffer, areas.page, lines.into_iter().skip(state.scroll));
    }
    if areas.side.width > 0 {
        part(buffer, areas.side);
        draw_side(buffer, areas.side, state);
    }
    if areas.side_week.height > 0 {
        part(buffer, areas.side_week);
        week::draw(buffer, areas.side_week, state);
    }
    foot::draw(buffer, areas.foot, state);
    if let Some(sheet) = sheet(state) {
        sheet.draw(buffer);
        if let Some(cursor) = sheet.cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

fn frame_area(state: &State) -> Rect {
    Rect::new(0, 0, state.size.0, state.size.1)
}

/// The lines of the page that the tab shows; the week is drawn and has none.
#[must_use]
pub fn page(state: &State, width: u16) -> Vec<Line<'static>> {
    match (state.tab, state.entry()) {
        (Tab::Week, _) | (_, None) => Vec::new(),
        (Tab::Invite, Some(entry)) => invite::lines(entry, state, width),
        (Tab::Letter | Tab::Briefing, Some(entry)) => {
            state.mail().map_or_else(Vec::new, |mail| letter::lines(mail, entry, state, width))
        }
    }
}

/// What stands beside the page where there is room: the invite, or beside the invite the letter.
#[must_use]
pub fn side(state: &State, width: u16) -> Vec<Line<'static>> {
    let Some(entry) = state.entry() else { return Vec::new() };
    if state.tab == Tab::Invite {
        letter::lines(&entry.reply, entry, state, width)
    } else {
        invite::lines(entry, state, width)
    }
}

fn draw_side(buffer: &mut Buffer, area: Rect, state: &State) {
    let lines = side(state, area.width);
    let is_cut = lines.len() > state.side_scroll + usize::from(area.height);
    draw_lines(buffer, area, lines.into_iter().skip(state.side_scroll));
    if is_cut && area.height > 0 {
        let more = if state.tab == Tab::Invite { "more: the wheel" } else { "more: i, or the wheel" };
        let last = text::heading(more, state.theme, area.width);
        buffer.set_line(area.x, area.bottom() - 1, &last, area.width);
    }
}

/// Which of an entry's gaps is under a place of the page.
#[must_use]
pub fn gap_at(state: &State, at: Position) -> Option<usize> {
    let (entry, shown) = (state.entry()?, state.mail()?);
    let page = state.areas().page;
    if !matches!(state.tab, Tab::Letter | Tab::Briefing) {
        return None;
    }
    let line = state.scroll + usize::from(at.y.checked_sub(page.y)?);
    let column = usize::from(at.x.checked_sub(page.x)?);
    let gaps = (0..entry.gaps()).filter_map(|place| {
        let prompt = Prompt::gap(entry, place).filter(|prompt| prompt.id == shown.id)?;
        let (mark, before) = prompt.mark(entry)?;
        let (on, first) = state.place_of(&mark, before)?;
        (on == line && first <= column).then_some((first, columns(&mark), place))
    });
    let (first, width, place) = gaps.max()?;
    (column < first + width).then_some(place)
}

/// The tab under a column of the tabs' line.
#[must_use]
pub fn tab_at(state: &State, column: u16) -> Option<Tab> {
    head::tab_places(state).into_iter().find(|(_, place)| place.contains(&column)).map(|(tab, _)| tab)
}

fn draw_lines(buffer: &mut Buffer, area: Rect, lines: impl Iterator<Item = Line<'static>>) {
    for (row, line) in (area.y..area.bottom()).zip(lines) {
        buffer.set_line(area.x, row, &line, area.width);
    }
}

/// The line at the left of an area.
fn part(buffer: &mut Buffer, area: Rect) {
    if area.x < 2 || area.width == 0 {
        return;
    }
    for row in area.y..area.bottom() {
        put(buffer, area.x - 2, row, "│", Style::new());
    }
}
