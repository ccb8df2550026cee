//! One round of drafting: mails that were read become drafts, and it is told what became of each.

use chrono::DateTime;
use chrono_tz::Tz;

use crate::adapters::inbox::LastRun;
use crate::adapters::outbox::Outbox;
use crate::assistant::drafting::{Drafting, DraftingError, Ledger, Outcome};
use crate::assistant::mail_account::place_on_server;
use crate::assistant::reading::ReadMail;
use crate::assistant::weighing::{Weighed, weigh};
use crate::cli::error::CommandError;
use crate::cli::moments::Moments;
use crate::cli::ui::Ui;
use crate::cli::views::outbox_mail::OutboxMail;
use crate::cli::views::{story, waiting};
use crate::domain::category::Category;
use crate::domain::draft::{self, DraftId, DraftRole, Status};
use crate::domain::refusal::Leniency;
use crate::domain::sender_limit::Postponed;

use super::intake::Reached;

/// What a run did, for the last line.
pub struct Tally {
    /// New drafts.
    pub drafted: Vec<draft::Draft>,
    /// Mails that were drafted before.
    pub known: usize,
    /// Mails that get no reply.
    pub refused: usize,
    /// Where the mails are whose templates failed.
    pub failed: Vec<String>,
    /// Mails whose sender has had enough drafts for a day.
    pub postponed: Vec<Postponed>,
    /// What a person should know.
    pub notes: Vec<String>,
    /// What another run over the same mails would say again.
    pub lasting: Vec<String>,
    /// Mails that will count as drafted before.
    pub dealt_with: usize,
    /// Mails that will be left alone again.
    pub left_alone: usize,
    /// Another run over the same mails would come to the same.
    pub is_settled: bool,
    /// Some mails say something to letters of mine.
    pub follows_letters: bool,
    /// How many drafts of a rehearsal have a number, which counts in this run only.
    numbered: DraftId,
}

/// Drafts for each mail; a template that fails is the error of one mail.
///
/// # Errors
/// An outbox that cannot be written, or stdout that takes nothing more.
pub fn draft_all(
    mails: Vec<ReadMail>,
    drafting: &Drafting<'_>,
    leniency: Leniency,
    outbox: &mut Outbox,
    ledger: &mut Ledger,
    ui: &mut Ui,
) -> Result<Tally, CommandError> {
    let weighed = weigh(mails, drafting.situation, &ledger.memory, leniency);
    let tally = outbox.waiting_once(|outbox| draft_each(weighed, drafting, outbox, ledger, ui))?;
    for line in waiting::lines(&tally.postponed) {
        ui.warn(&line);
    }
    Ok(tally)
}

fn draft_each(
    mails: Vec<Weighed>,
    drafting: &Drafting<'_>,
    outbox: &mut Outbox,
    ledger: &mut Ledger,
    ui: &mut Ui,
) -> Result<Tally, CommandError> {
    let mut tally = Tally::default();
    for mail in mails {
        let source = mail.message.source.clone();
        let warnings = mail.warnings.clone();
        tally.follows_letters |= mail.following.is_some() || mail.category == Category::DeclineCounter;
        // Without a date, words are understood by the time of the run.
        tally.is_settled &= mail.category != Category::PlainRequest || mail.message.date.is_some();
        let taken = drafting.take(mail, outbox, ledger);
        // Whoever has drafted for a mail has read its warnings.
        for warning in warnings.iter().filter(|_| !matches!(taken, Ok(Outcome::Known))) {
            ui.warn(&format!("{source}: {warning}"));
        }
        match taken {
            Ok(outcome) => tally.note(outcome, &source, drafting.situation.now, ui)?,
            Err(DraftingError::Template(error)) => {
                ui.error(&CommandError::from(error).at(source.clone()));
                tally.failed.push(source);
                tally.is_settled = false;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(tally)
}

/// Notes how far folders on servers were dealt with: up to the first mail that was left for another time.
///
/// # Errors
/// An outbox that cannot be written.
pub fn note_positions(outbox: &mut Outbox, reached: &[Reached], left: &[String]) -> Result<(), CommandError> {
    for folder in reached {
        let is_here = |source: &String| {
            let (account, name, uid) = place_on_server(source)?;
            (account == folder.account && name == folder.folder).then_some(uid)
        };
        let first_left = left.iter().filter_map(is_here).min();
        let mut position = folder.position;
        position.uid = first_left.map_or(position.uid, |uid| position.uid.min(uid.saturating_sub(1)));
        outbox.note_folder(&folder.account, &folder.folder, position)?;
    }
    Ok(())
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            drafted: Vec::new(),
            known: 0,
            refused: 0,
            failed: Vec::new(),
            postponed: Vec::new(),
            notes: Vec::new(),
            lasting: Vec::new(),
            dealt_with: 0,
            left_alone: 0,
            is_settled: true,
            follows_letters: false,
            numbered: 0,
        }
    }
}

impl Tally {
    /// What a run that came to this would come to again.
    #[must_use]
    pub fn of(last: LastRun) -> Self {
        Self { known: last.known, refused: last.refused, notes: last.notes, ..Self::default() }
    }

    /// Where the mails are that another run must see again.
    #[must_use]
    pub fn left(&self) -> Vec<String> {
        self.failed.iter().cloned().chain(self.postponed.iter().map(|mail| mail.source.clone())).collect()
    }

    fn note(&mut self, outcome: Outcome, source: &str, now: DateTime<Tz>, ui: &mut Ui) -> Result<(), CommandError> {
        match outcome {
            Outcome::Drafted { drafts, older } => {
                self.dealt_with += 1;
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
            Outcome::Known => {
                self.known += 1;
                self.dealt_with += 1;
            }
            Outcome::Cancelled(older) => {
                if !older.voided.is_empty() {
                    self.notes.push(format!("mail {} is discarded: the meeting was cancelled", numbers(&older.voided)));
                }
                if !older.already_out.is_empty() {
                    let note = format!(
                        "the meeting of mail {} was cancelled; your reply is out already",
                        numbers(&older.already_out)
                    );
                    self.lasting.push(note.clone());
                    self.notes.push(note);
                }
                self.refused += 1;
                self.left_alone += 1;
            }
            Outcome::Noticed(notice) => {
                self.refused += 1;
                self.dealt_with += 1;
                self.notes
                    .push(format!("{source}: {}; no reply is needed", story::news(&notice.news, Moments::named(now))));
            }
            Outcome::Refused(refusal) => {
                self.refused += 1;
                self.left_alone += 1;
                let note = format!("{source}: no reply: {}", super::inspect::why_not(refusal));
                self.lasting.push(note.clone());
                self.notes.push(note);
            }
            // Tomorrow there is room for it.
            Outcome::Postponed(postponed) => {
                self.is_settled = false;
                self.postponed.push(postponed);
            }
            Outcome::Nothing => {}
        }
        Ok(())
    }

    fn add(&mut self, draft: draft::Draft, ui: &mut Ui) -> Result<(), CommandError> {
        if ui.json {
            ui.json_line(&OutboxMail::new(&draft))?;
        }
        self.drafted.push(without_words(draft));
        Ok(())
    }
}

/// A draft as the table of new drafts needs it: of a large inbox there are thousands.
fn without_words(mut draft: draft::Draft) -> draft::Draft {
    let (message, invite) = (&mut draft.case.message, &mut draft.case.invite);
    message.text = String::new();
    message.calendars = Vec::new();
    invite.calendar = None;
    invite.meeting.description = None;
    draft.letter.text = String::new();
    draft.letter.quotation = None;
    draft
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
