//! The help: the table of keys.

use ratatui::text::{Line, Span};

use crate::cli::fitting::padded;
use crate::cli::review::keys::{BINDINGS, Part};
use crate::cli::review::state::State;
use crate::cli::review::theme::Look;

/// The lines of the help.
pub fn lines(state: &State) -> Vec<Line<'static>> {
    let theme = state.theme;
    let mut lines = Vec::new();
    for (part, name) in [(Part::Reply, "Another reply"), (Part::Decide, "Deciding"), (Part::Look, "Looking")] {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        lines.push(Line::styled(name, theme.style(Look::Heading)));
        for binding in BINDINGS.iter().filter(|binding| binding.part == part && !binding.help.is_empty()) {
            lines.push(Line::from(vec![
                Span::styled(padded(binding.shown, 10), theme.style(Look::Key)),
                Span::raw(binding.help),
            ]));
        }
    }
    lines.push(Line::default());
    lines.push(Line::styled("Signs", theme.style(Look::Heading)));
    for (sign, meaning) in [
        ("«", "a draft with gaps; + has a briefing with it"),
        ("✓ → »", "approved, being sent, sent"),
        ("! ✗ ?", "failed, rejected, uncertain"),
        ("- ~", "discarded, superseded"),
    ] {
        lines.push(Line::from(vec![Span::styled(padded(sign, 10), theme.style(Look::Key)), Span::raw(meaning)]));
    }
    lines.push(Line::raw("The mouse clicks on everything that can be chosen. Every change is in the outbox at once."));
    lines
}
