//! The bottom line: what was done last, else the keys that are used most, each of which can be clicked.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::crossterm::event::KeyCode;
use ratatui::layout::Rect;

use super::text::put;
use crate::cli::fitting::{columns, fitted};
use crate::cli::review::menu::uncertain;
use crate::cli::review::state::State;
use crate::cli::review::theme::Look;

/// A key, its name, and what a click on it presses.
type Item = (&'static str, &'static str, KeyCode);

/// What an uncertain mail asks for first.
const SETTLE: Item = ("o", "settle", KeyCode::Char('o'));
/// The key that tells all others.
const HELP: Item = ("?", "help", KeyCode::Char('?'));
/// The keys that are used most, as far as they have room.
const KEYS: [Item; 16] = [
    ("1-5", "kind", KeyCode::Char('0')),
    ("a", "approve", KeyCode::Char('a')),
    ("x", "discard", KeyCode::Char('x')),
    ("e", "edit", KeyCode::Char('e')),
    ("g", "gaps", KeyCode::Char('g')),
    ("u", "undo", KeyCode::Char('u')),
    ("s", "send", KeyCode::Char('s')),
    HELP,
    ("q", "quit", KeyCode::Char('q')),
    ("t", "times", KeyCode::Char('t')),
    ("m", "minutes", KeyCode::Char('m')),
    ("r", "reason", KeyCode::Char('r')),
    ("c", "colleague", KeyCode::Char('c')),
    ("w", "week", KeyCode::Char('w')),
    ("/", "search", KeyCode::Char('/')),
    ("f", "filter", KeyCode::Char('f')),
];

/// Those that are about no mail in particular.
const GENERAL: [&str; 7] = ["u", "s", "?", "q", "w", "/", "f"];

/// The keys that have room, and the columns in which they stand.
fn places(state: &State) -> Vec<(Item, Range<u16>)> {
    let area = state.areas().foot;
    let is_uncertain = state.entry().and_then(uncertain).is_some();
    let first = is_uncertain.then_some(SETTLE);
    // Until it is settled nothing else can be done with it.
    let keys = KEYS.into_iter().filter(|(key, ..)| !is_uncertain || GENERAL.contains(key));
    let mut column = area.x;
    let mut places = Vec::new();
    let mut has_help = false;
    for item in first.into_iter().chain(keys) {
        let width = room_for(&item);
        has_help |= item == HELP;
        // Whoever knows no key has to find this one.
        let kept_free = if has_help { 0 } else { room_for(&HELP) };
        if column + width + kept_free > area.right() {
            break;
        }
        places.push((item, column..column + width));
        column += width;
    }
    if !places.iter().any(|(item, _)| *item == HELP) && column + room_for(&HELP) <= area.right() {
        places.push((HELP, column..column + room_for(&HELP)));
    }
    places
}

fn room_for(item: &Item) -> u16 {
    u16::try_from(columns(item.0) + columns(item.1)).unwrap_or(0) + 3
}

/// The key that a click on a column of the bottom line presses.
#[must_use]
pub fn key_at(state: &State, column: u16) -> Option<KeyCode> {
    places(state).into_iter().find(|(_, place)| place.contains(&column)).map(|((_, _, key), _)| key)
}

/// Draws the bottom line.
pub fn draw(buffer: &mut Buffer, area: Rect, state: &State) {
    let theme = state.theme;
    if let Some(notice) = &state.notice {
        let text = if notice.is_bad { format!(" ! {}", notice.text) } else { format!(" {}", notice.text) };
        let look = if notice.is_bad { Look::Bad } else { Look::Good };
        put(buffer, area.x, area.y, fitted(&text, usize::from(area.width)), theme.style(look));
        return;
    }
    for ((key, name, _), place) in places(state) {
        put(buffer, place.start + 1, area.y, key, theme.style(Look::Key));
        let after = place.start + 2 + u16::try_from(columns(key)).unwrap_or(0);
        put(buffer, after, area.y, name, theme.style(Look::Plain));
    }
}
