//! `statt draft`: replies into the outbox.

use std::path::PathBuf;

use chrono::{DateTime, Duration};
use chrono_tz::Tz;
use clap::Args;

use crate::adapters::outbox::Outbox;
use crate::assistant::drafting::{Drafting, DraftingError, Ledger, Outcome, knows_kind};
use crate::assistant::reading::ReadMail;
use crate::assistant::weighing::weigh;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::cli::views::{story, words};
use crate::domain::draft::{self, DraftId, DraftRole, Status};
use crate::domain::refusal::Leniency;
use crate::domain::reply::ReplyKind;

use super::{age, intake, outbox_table};

/// Draft replies to the invites in an inbox; nothing is sent
#[derive(Debug, Args)]
#[command(after_help = "Example: statt draft ~/Mail/INBOX\n         statt draft --kind call --dry-run invite.eml")]
pub struct Draft {
    /// Maildir, mbox, folder of mails, one mail, a bare .ics, or - for standard input [default: the configured inbox]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Answer every invite in this way: call, shorter, written, handoff, attend, or a template of your own
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Show what would be drafted and store nothing
    #[arg(long)]
    dry_run: bool,
    /// Only mails not older than this, such as 14d, 36h or 2w
    #[arg(long, value_name = "AGE", value_parser = age)]
    since: Option<Duration>,
    /// Also meetings that are over
    #[arg(long)]
    include_past: bool,
    /// Also mail that came by a mailing list
    #[arg(long)]
    include_lists: bool,
}

/// What the run did, for the last line.
#[derive(Default)]
struct Tally {
    drafted: Vec<draft::Draft>,
    known: usize,
    refused: usize,
    failed: usize,
    /// How many drafts of a rehearsal have a number, which counts in this run only.
    numbered: DraftId,
    notes: Vec<String>,
}

impl Draft {
    /// Reads the inboxes and drafts what is new.
    ///
    /// # Errors
    /// A missing inbox, an outbox that cannot be written; a template that fails is the error of one mail.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let inboxes = settings.inboxes(&self.paths)?;
        let situation = settings.situation(ui);
        let templates = settings.templates()?;
        let kind = self.kind.clone().map(ReplyKind::from);
        for kind in kind.iter().chain(situation.policy.rules.iter().map(|rule| &rule.reply)) {
            if !knows_kind(&templates, kind) {
                return Err(CommandError::usage(format!("there is no kind of reply `{kind}`")).hint(format!(
                    "use call, shorter, written, handoff or attend, or write a template sie/{kind}.tera"
                )));
            }
        }
        let mut outbox = self.open_outbox(settings)?;
        let mut ledger = Ledger::of(&outbox)?;
        settings.remember_sent(&mut ledger.memory);
        let mut mails: Vec<ReadMail> = Vec::new();
        let oldest = self.since.map(|age| settings.now - age);
        let letters = &ledger.memory.letters;
        let taken = intake::take_in_after(letters, &inboxes, settings, ui, false, |_, mail| {
            let recent = oldest.is_none_or(|oldest| mail.message.date.is_none_or(|date| date >= oldest));
            let matters = mail.invite.is_some() || mail.unreadable_calendar || letters.is_answered_by(&mail.message);
            if recent && matters {
                mails.push(mail);
            }
        })?;
        let leniency = Leniency { past: self.include_past, lists: self.include_lists };
        let drafting = Drafting { situation: &situation, templates: &templates, kind, rehearsal: self.dry_run };
        let mut tally = Tally::default();
        for mail in weigh(mails, &situation, &ledger.memory, leniency) {
            for warning in &mail.warnings {
                ui.warn(&format!("{}: {warning}", mail.message.source));
            }
            let source = mail.message.source.clone();
            match drafting.take(mail, &mut outbox, &mut ledger) {
                Ok(outcome) => tally.note(outcome, &source, settings.now, ui)?,
                Err(DraftingError::Template(error)) => {
                    tally.failed += 1;
                    ui.error(&CommandError::from(error).at(source));
                }
                Err(error) => return Err(error.into()),
            }
        }
        if !self.dry_run {
            settings.write_calendar(&outbox, ui);
        }
        if !ui.json {
            self.sum_up(&tally, taken.read, settings, ui)?;
        }
        Ok(if tally.failed > 0 { Exit::Failed } else { taken.exit() })
    }

    /// A rehearsal over no outbox yet must not make one.
    fn open_outbox(&self, settings: &Settings) -> Result<Outbox, CommandError> {
        if self.dry_run && !settings.outbox_path().is_ok_and(std::path::Path::exists) {
            return Ok(Outbox::open(std::path::Path::new(":memory:"))?);
        }
        settings.open_outbox()
    }

    fn sum_up(&self, tally: &Tally, read: usize, settings: &Settings, ui: &mut Ui) -> Result<(), CommandError> {
        if !tally.drafted.is_empty() {
            let table = outbox_table::draw(&tally.drafted, ui, settings.now);
            ui.line(&table)?;
            ui.line("")?;
        }
        for note in &tally.notes {
            ui.note(note);
        }
        let mut words = vec![format!("{} read", words::count(read, "mail"))];
        words.push(format!(
            "{} {}",
            words::count(tally.drafted.len(), "letter"),
            if self.dry_run { "would be drafted" } else { "drafted" }
        ));
        if tally.known > 0 {
            words.push(format!("{} drafted before", tally.known));
        }
        if tally.refused > 0 {
            words.push(format!("{} left alone", tally.refused));
        }
        if tally.failed > 0 {
            words.push(format!("{} failed", tally.failed));
        }
        ui.note(&words.join(", "));
        if let Some(first) = tally.drafted.first().filter(|_| !self.dry_run) {
            ui.note(&format!(
                "next: `statt show {0}` reads one, `statt approve {0}` lets it go, `statt send` sends what is approved",
                first.id
            ));
        }
        Ok(())
    }
}

impl Tally {
    fn note(&mut self, outcome: Outcome, source: &str, now: DateTime<Tz>, ui: &mut Ui) -> Result<(), CommandError> {
        match outcome {
            Outcome::Drafted { drafts, older } => {
                if !older.voided.is_empty() {
                    self.notes.push(format!(
                        "mail {} is superseded: a newer version of the invite came",
                        numbers(&older.voided)
                    ));
                }
                if !older.already_out.is_empty() {
                    self.notes.push(format!(
                        "mail {} answered an older version and is out already: mail {} answers the new one",
                        numbers(&older.already_out),
                        drafts.first().map_or(0, |draft| draft.id)
                    ));
                }
                if let Some((draft, follows)) = drafts.first().and_then(|it| Some((it, it.case.follows.as_ref()?))) {
                    let what = story::reaction(follows.reaction);
                    self.notes.push(format!("mail {}: {what}; it is written in the light of your letter", draft.id));
                }
                for draft in drafts {
                    self.add(draft, ui)?;
                }
            }
            Outcome::Rehearsed(drafts) => {
                let reply = self.numbered + 1;
                for draft in drafts {
                    self.numbered += 1;
                    self.add(rehearsed(draft, self.numbered, reply), ui)?;
                }
            }
            Outcome::Known => self.known += 1,
            Outcome::Cancelled(older) => {
                if !older.voided.is_empty() {
                    self.notes.push(format!("mail {} is discarded: the meeting was cancelled", numbers(&older.voided)));
                }
                if !older.already_out.is_empty() {
                    self.notes.push(format!(
                        "the meeting of mail {} was cancelled; your reply is out already",
                        numbers(&older.already_out)
                    ));
                }
                self.refused += 1;
            }
            Outcome::Noticed(notice) => {
                self.refused += 1;
                self.notes.push(format!("{source}: {}; no reply is needed", story::news(&notice.news, now)));
            }
            Outcome::Refused(refusal) => {
                self.refused += 1;
                let reason = super::inspect::why_not(refusal);
                self.notes.push(format!("{source}: no reply: {reason}"));
            }
            Outcome::Nothing => {}
        }
        Ok(())
    }

    fn add(&mut self, draft: draft::Draft, ui: &mut Ui) -> Result<(), CommandError> {
        if ui.json {
            ui.json_line(&OutboxMail::new(&draft))?;
        }
        self.drafted.push(draft);
        Ok(())
    }
}

fn numbers(ids: &[i64]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A draft that was not stored, as it would look.
fn rehearsed(new: draft::NewDraft, id: DraftId, reply: DraftId) -> draft::Draft {
    draft::Draft {
        id,
        role: new.role,
        belongs_to: (new.role == DraftRole::Briefing).then_some(reply),
        meeting: new.meeting,
        version: new.version,
        case: new.case,
        reply: new.reply,
        status: Status::Draft,
        status_reason: None,
        letter: new.letter,
        hand_edited: false,
        calendar: new.calendar,
        revision: 0,
        message_id: None,
        date: None,
        created: chrono::DateTime::UNIX_EPOCH,
        smtp: None,
        attempts: 0,
        next_try: None,
        approved: None,
        sent: None,
    }
}
