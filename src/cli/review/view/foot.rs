//! The bottom line: what was done last, else the keys that are used most.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::text::{fitted, put};
use crate::cli::review::state::State;
use crate::cli::review::theme::Look;

/// The keys that are used most, as far as they have room.
const KEYS: [(&str, &str); 16] = [
    ("1-5", "kind"),
    ("a", "approve"),
    ("x", "discard"),
    ("e", "edit"),
    ("g", "gaps"),
    ("u", "undo"),
    ("s", "send"),
    ("?", "help"),
    ("q", "quit"),
    ("t", "times"),
    ("m", "minutes"),
    ("r", "reason"),
    ("c", "colleague"),
    ("w", "week"),
    ("/", "search"),
    ("f", "filter"),
];

/// Draws the bottom line.
pub fn draw(buffer: &mut Buffer, area: Rect, state: &State) {
    let theme = state.theme;
    if let Some(notice) = &state.notice {
        let text = if notice.is_bad { format!(" ! {}", notice.text) } else { format!(" {}", notice.text) };
        let look = if notice.is_bad { Look::Bad } else { Look::Good };
        put(buffer, area.x, area.y, fitted(&text, usize::from(area.width)), theme.style(look));
        return;
    }
    let mut spans = Vec::new();
    let mut room = usize::from(area.width);
    for (key, name) in KEYS {
        let Some(left) = room.checked_sub(key.len() + name.len() + 3) else { break };
        room = left;
        spans.push(Span::styled(format!(" {key}"), theme.style(Look::Key)));
        spans.push(Span::raw(format!(" {name} ")));
    }
    buffer.set_line(area.x, area.y, &Line::from(spans), area.width);
}
