//! My week, drawn: days side by side, hours from top to bottom. Each kind of block has a sign of its own at its left edge.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::grid::{self, Block, Day, Kind, Week};
use super::text::put;
use crate::cli::fitting::{columns, fitted, padded};
use crate::cli::moments::Moments;
use crate::cli::review::state::State;
use crate::cli::review::theme::{Look, Theme};

/// Room for the hours.
const HOURS: u16 = 6;

/// What the signs mean, at length and in short.
const LEGENDS: [&str; 2] = [
    "▌mine  ░perhaps  ~offered elsewhere  ?the meeting  *offered  ·off  ←→ weeks",
    "▌mine ░perhaps ~elsewhere ?meeting *offered ·off ←→",
];

/// Draws the week that the desk shows.
pub fn draw(buffer: &mut Buffer, area: Rect, state: &State) {
    if area.height < 6 || area.width < 24 {
        put(
            buffer,
            area.x,
            area.y,
            fitted("too small for a week", usize::from(area.width)),
            ratatui::style::Style::new(),
        );
        return;
    }
    let week = grid::week(state);
    let theme = state.theme;
    let title = fitted(&grid::title(&week), usize::from(area.width));
    put(buffer, area.x, area.y, title, theme.style(Look::Heading));
    let whole = u16::from(week.days.iter().any(|day| !day.whole.is_empty()));
    let rows = Rect { y: area.y + 2 + whole, height: area.height - 3 - whole, ..area };
    let step = step(&week, rows.height);
    draw_hours(buffer, rows, &week, step, theme);
    let count = u16::try_from(week.days.len()).unwrap_or(1).max(1);
    let width = (area.width - HOURS) / count;
    let names = names(&week, width, state.moments());
    for ((place, day), name) in (0..count).zip(&week.days).zip(names) {
        let column = Rect { x: area.x + HOURS + place * width, width: width.saturating_sub(1), ..rows };
        let today = day.date == state.situation.now.date_naive();
        let look = if today { Look::Selected } else { Look::Heading };
        put(buffer, column.x, area.y + 1, fitted(&name, usize::from(column.width)), theme.style(look));
        if !day.whole.is_empty() {
            let text = fitted(&day.whole.join(", "), usize::from(column.width));
            put(buffer, column.x, area.y + 2, text, theme.style(Look::Busy));
        }
        draw_day(buffer, column, day, week.hours, step, theme);
    }
    let room = usize::from(area.width);
    let legend = LEGENDS.into_iter().find(|legend| columns(legend) <= room).unwrap_or(LEGENDS[1]);
    let legend = fitted(legend, room);
    put(buffer, area.x, area.bottom() - 1, legend, theme.style(Look::Dim));
}

/// What the days are called: all of them short where one has no room.
fn names(week: &Week, width: u16, moments: Moments) -> Vec<String> {
    let room = usize::from(width.saturating_sub(1));
    let full: Vec<String> = week.days.iter().map(|day| moments.weekday(day.date)).collect();
    if full.iter().all(|name| columns(name) <= room) {
        return full;
    }
    week.days.iter().map(|day| day.date.format("%a %-d").to_string()).collect()
}

/// Minutes that one row stands for, so that the day has room.
fn step(week: &Week, rows: u16) -> u32 {
    let minutes = (week.hours.1 - week.hours.0) * 60;
    [15, 20, 30, 60, 120, 240].into_iter().find(|step| minutes.div_ceil(*step) <= u32::from(rows)).unwrap_or(480)
}

fn draw_hours(buffer: &mut Buffer, area: Rect, week: &Week, step: u32, theme: Theme) {
    for row in 0..area.height {
        let minutes = week.hours.0 * 60 + u32::from(row) * step;
        if minutes < week.hours.1 * 60 && minutes.is_multiple_of(60) {
            put(buffer, area.x, area.y + row, grid::clock(minutes), theme.style(Look::Dim));
        }
    }
}

fn draw_day(buffer: &mut Buffer, area: Rect, day: &Day, hours: (u32, u32), step: u32, theme: Theme) {
    for row in 0..area.height {
        let minutes = hours.0 * 60 + u32::from(row) * step;
        if minutes >= hours.1 * 60 {
            break;
        }
        let working = day.work.iter().any(|(start, end)| minutes < *end && minutes + step > *start);
        if !working {
            put(buffer, area.x, area.y + row, "·".repeat(usize::from(area.width)), theme.style(Look::Dim));
        }
    }
    for block in &day.blocks {
        draw_block(buffer, area, block, day.lanes, hours.0 * 60, step, theme);
    }
}

fn draw_block(buffer: &mut Buffer, area: Rect, block: &Block, lanes: usize, origin: u32, step: u32, theme: Theme) {
    let lanes = u16::try_from(lanes).unwrap_or(1).min(area.width / 3).max(1);
    let lane = u16::try_from(block.lane).unwrap_or(0).min(lanes - 1);
    let width = area.width / lanes;
    let width = if lane + 1 == lanes { area.width - lane * width } else { width };
    let x = area.x + lane * (area.width / lanes);
    let (sign, look) = match block.kind {
        Kind::Busy => ("▌", Look::Busy),
        Kind::Tentative => ("░", Look::Dim),
        Kind::Elsewhere => ("~", Look::Dim),
        Kind::Meeting => ("?", Look::Meeting),
        Kind::Offered => ("*", Look::Proposed),
    };
    let first = block.minutes.0.saturating_sub(origin) / step;
    let last = block.minutes.1.saturating_sub(origin).div_ceil(step).max(first + 1);
    let mut text = format!("{} {}", grid::clock(block.minutes.0), block.name);
    let room = usize::from(width.saturating_sub(1));
    if room < 12 {
        text.clone_from(&block.name);
    }
    for row in first..last.min(u32::from(area.height)) {
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX);
        let shown = if row == first { text.as_str() } else { "" };
        put(buffer, x, y, format!("{sign}{}", padded(shown, room)), theme.style(look));
    }
}
