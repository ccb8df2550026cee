//! The outbox as a table: who, what, when, which reply, why; as wide as the terminal.

use comfy_table::{Cell, Color, ColumnConstraint, ContentArrangement, Table, Width, presets};

use crate::cli::moments::{Moment, Moments};
use crate::cli::ui::{Ui, clean};
use crate::cli::views::outbox_words::says;
use crate::cli::views::words;
use crate::domain::draft::{Draft, DraftRole, Status};

/// Draws mails; `colored` where a terminal shows colours.
#[must_use]
pub fn draw(drafts: &[Draft], ui: &Ui, now: Moment) -> String {
    let moments = Moments::named(now);
    let mut table = Table::new();
    table
        .load_preset(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(ui.width).unwrap_or(u16::MAX))
        .set_header(["ID", "STATUS", "REPLY", "TO", "MEETING", "WHEN", "SAYS"]);
    if ui.colors() {
        table.enforce_styling();
    }
    for draft in drafts {
        let meeting = &draft.case.invite.meeting;
        let status = Cell::new(draft.status.name());
        let status = if ui.colors() { status.fg(status_color(draft.status)) } else { status };
        let kind = match draft.role {
            DraftRole::Reply => draft.reply.kind.name().to_owned(),
            DraftRole::Briefing => "briefing".to_owned(),
        };
        let to = draft.letter.to.first().map_or_else(|| "nobody yet".to_owned(), words::person);
        table.add_row([
            Cell::new(draft.id),
            status,
            Cell::new(clean(&kind)),
            Cell::new(to),
            Cell::new(clean(meeting.summary.as_deref().unwrap_or("(no title)"))),
            Cell::new(moments.when(meeting).unwrap_or_else(|| "not said".to_owned())),
            Cell::new(clean(&says(draft, moments))),
        ]);
    }
    let least = [(0, 4), (1, 8), (2, 8), (5, 24), (6, 25)];
    // A narrow terminal shares its columns out as it can.
    for (column, width) in least.into_iter().filter(|_| ui.width >= 96) {
        if let Some(column) = table.column_mut(column) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(width)));
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn status_color(status: Status) -> Color {
    match status {
        Status::Draft | Status::Uncertain => Color::Yellow,
        Status::Approved | Status::Sending => Color::Cyan,
        Status::Sent => Color::Green,
        Status::Failed | Status::Rejected => Color::Red,
        Status::Superseded | Status::Discarded => Color::DarkGrey,
    }
}
