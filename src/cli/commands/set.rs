//! `statt set`: another reply, other times, another reason, without an editor.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};
use clap::Args;

use crate::assistant::redrafting::{self, Wish};
use crate::cli::args::moment;
use crate::cli::error::{CommandError, Exit};
use crate::cli::moments::Moments;
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::domain::address::EmailAddress;
use crate::domain::draft::{Draft, DraftId};
use crate::domain::plan::Choices;
use crate::domain::reply::ReplyKind;

use super::draft_id;

/// Change what a mail says and draft it anew
#[derive(Debug, Args)]
#[command(
    after_help = "Example: statt set 7 --kind call --start 2026-11-26T10:00:00+01:00 --start 2026-11-27T09:00:00+01:00\n         \
                        statt set 8 --gap promise=\"alles zur Technik\""
)]
pub struct Set {
    /// The mail's number
    #[arg(value_parser = draft_id, value_name = "ID")]
    id: DraftId,
    /// Another kind of reply: call, shorter, written, handoff, attend, or a template of your own
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// How long the call or the shorter meeting takes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1440))]
    minutes: Option<u32>,
    /// A time to offer; may be given several times
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    start: Vec<DateTime<FixedOffset>>,
    /// By when the written answer arrives
    #[arg(long, value_name = "RFC3339", value_parser = moment)]
    deadline: Option<DateTime<FixedOffset>>,
    /// The colleague of a handoff; for other replies the recipient
    #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    to: Option<EmailAddress>,
    /// A true reason in German words, as a clause ("weil …") or a sentence; "" takes the reason away
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// A file with the points that the answer takes up, one a line
    #[arg(long, value_name = "FILE")]
    points: Option<PathBuf>,
    /// Words for a gap
    #[arg(long, value_name = "NAME=TEXT", value_parser = gap)]
    gap: Vec<(String, String)>,
    /// Overwrite what was edited by hand
    #[arg(long)]
    force: bool,
}

impl Set {
    /// Plans and drafts the mail anew.
    ///
    /// # Errors
    /// An unknown number, a hand-edited text without `--force`, a gap that the letter does not have.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let mut outbox = settings.open_outbox()?;
        let situation = settings.situation(ui);
        let templates = settings.templates()?;
        let draft = outbox.get(self.id)?;
        let asked = Asked { minutes: self.minutes.is_some(), start: !self.start.is_empty(), deadline: self.deadline };
        let points = self.points.as_deref().map(read_points).transpose()?;
        let wish = Wish {
            kind: self.kind.map(ReplyKind::from),
            to: self.to,
            choices: Choices {
                minutes: self.minutes,
                starts: self.start,
                deadline: self.deadline,
                colleague: None,
                reason: self.reason,
                points,
                fillings: self.gap.into_iter().collect(),
            },
            over_hand_edits: self.force,
        };
        let changed = redrafting::change(&mut outbox, &draft, wish, &situation, &templates)?;
        for warning in changed.first().map(|draft| asked.in_vain(draft, settings.now)).unwrap_or_default() {
            ui.warn(&warning);
        }
        for draft in &changed {
            if ui.json {
                ui.json_line(&OutboxMail::new(draft))?;
            } else {
                let gaps = if draft.letter.gaps.is_empty() {
                    String::new()
                } else {
                    format!("; to fill: {}", gap_names(draft))
                };
                ui.line(&format!("{} drafted anew as {}{gaps}", draft.id, draft.reply.kind))?;
            }
        }
        Ok(Exit::Done)
    }
}

/// What only some kinds of reply have.
struct Asked {
    minutes: bool,
    start: bool,
    deadline: Option<DateTime<FixedOffset>>,
}

impl Asked {
    /// What was asked for and is not in the letter, or can hardly be meant.
    fn in_vain(&self, draft: &Draft, now: DateTime<chrono_tz::Tz>) -> Vec<String> {
        let reply = &draft.reply;
        let only = |flag: &str, kinds: &str| format!("mail {} is {}: {flag} is for {kinds}", draft.id, reply.kind);
        let mut warnings = Vec::new();
        let takes_time = !matches!(reply.kind, ReplyKind::Written | ReplyKind::Handoff | ReplyKind::Attend);
        if self.minutes && !takes_time {
            warnings.push(only("--minutes", "call and shorter"));
        }
        if self.start && !takes_time {
            warnings.push(only("--start", "call and shorter"));
        }
        if self.deadline.is_some()
            && matches!(reply.kind, ReplyKind::Call | ReplyKind::Shorter | ReplyKind::Handoff | ReplyKind::Attend)
        {
            warnings.push(only("--deadline", "written"));
        }
        if let (Some(deadline), Some(meeting)) = (self.deadline, draft.case.invite.meeting.occurrence)
            && reply.kind == ReplyKind::Written
            && deadline > meeting.start()
        {
            let moments = Moments::dated(now);
            let (deadline, start) = (moments.moment(deadline), moments.moment(meeting.start()));
            warnings.push(format!("the deadline {deadline} is after the meeting, which begins {start}"));
        }
        warnings
    }
}

/// The gaps that are still open, by name and hint.
fn gap_names(draft: &Draft) -> String {
    let gaps: Vec<String> = draft.letter.gaps.iter().map(|gap| format!("{} («{}»)", gap.name, gap.hint)).collect();
    gaps.join(", ")
}

fn gap(text: &str) -> Result<(String, String), String> {
    let (name, words) = text.split_once('=').ok_or("expected NAME=TEXT")?;
    Ok((name.trim().to_owned(), words.trim().to_owned()))
}

fn read_points(path: &std::path::Path) -> Result<Vec<String>, CommandError> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        CommandError::failed(format!("cannot read the points: {error}"))
            .at(path.display().to_string())
            .hint("name a text file in UTF-8 with one point a line")
    })?;
    Ok(text
        .lines()
        .map(|line| line.trim_start_matches(['-', '*', '•', ' ']).trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect())
}
