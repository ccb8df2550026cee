//! How things look: colours where they are wanted, and never a meaning by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::domain::draft::Status;

/// Colours or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The terminal may show colours.
    pub colors: bool,
}

/// What a piece of the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Plain text.
    Plain,
    /// What a thing is called.
    Label,
    /// A heading.
    Heading,
    /// The selected line.
    Selected,
    /// Less important.
    Dim,
    /// A gap to be filled.
    Gap,
    /// What went wrong.
    Bad,
    /// What went well.
    Good,
    /// A key.
    Key,
    /// What is in my calendar.
    Busy,
    /// The meeting that is asked for.
    Meeting,
    /// What is proposed in its place.
    Proposed,
}

impl Theme {
    /// The style of a piece.
    #[must_use]
    pub fn style(self, look: Look) -> Style {
        let plain = Style::new();
        let (color, modifier) = match look {
            Look::Plain => (None, Modifier::empty()),
            Look::Label => (Some(Color::Cyan), Modifier::empty()),
            Look::Heading => (None, Modifier::BOLD),
            Look::Selected => (None, Modifier::REVERSED),
            Look::Dim => (None, Modifier::DIM),
            Look::Gap => (Some(Color::Yellow), Modifier::BOLD.union(Modifier::REVERSED)),
            Look::Bad => (Some(Color::Red), Modifier::BOLD),
            Look::Good => (Some(Color::Green), Modifier::empty()),
            Look::Key => (Some(Color::Cyan), Modifier::BOLD),
            Look::Busy => (Some(Color::Blue), Modifier::REVERSED.union(Modifier::DIM)),
            Look::Meeting => (Some(Color::Magenta), Modifier::BOLD.union(Modifier::UNDERLINED)),
            Look::Proposed => (Some(Color::Green), Modifier::BOLD.union(Modifier::REVERSED)),
        };
        let style = plain.add_modifier(modifier);
        match color.filter(|_| self.colors) {
            Some(color) => style.fg(color),
            None => style,
        }
    }

    /// The style of a status.
    #[must_use]
    pub fn status(self, status: Status) -> Style {
        self.style(match status {
            Status::Draft => Look::Plain,
            Status::Approved | Status::Sending | Status::Sent => Look::Good,
            Status::Failed | Status::Rejected | Status::Uncertain => Look::Bad,
            Status::Superseded | Status::Discarded => Look::Dim,
        })
    }
}

/// One sign for a status, readable without colours.
#[must_use]
pub fn mark(status: Status) -> &'static str {
    match status {
        Status::Draft => " ",
        Status::Approved => "✓",
        Status::Sending => "→",
        Status::Sent => "»",
        Status::Failed => "!",
        Status::Rejected => "✗",
        Status::Uncertain => "?",
        Status::Superseded => "~",
        Status::Discarded => "-",
    }
}
