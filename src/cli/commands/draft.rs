//! `statt draft`: replies into the outbox.

use std::path::PathBuf;

use chrono::{DateTime, Duration};
use clap::Args;

use crate::adapters::inbox::LastRun;
use crate::adapters::outbox::Outbox;
use crate::assistant::drafting::{Drafting, Ledger, knows_kind};
use crate::assistant::inboxes::{Inbox, Wish};
use crate::assistant::reading::ReadMail;
use crate::assistant::reading::memory::Memory;
use crate::cli::error::{CommandError, Exit};
use crate::cli::settings::Settings;
use crate::cli::ui::Ui;
use crate::cli::views::words;
use crate::domain::refusal::Leniency;
use crate::domain::reply::ReplyKind;

use super::recall::Recall;
use super::round::{self, Tally};
use super::{age, agreement, intake, outbox_table};

/// Draft replies to the invites in an inbox; nothing is sent
#[derive(Debug, Args)]
#[command(after_help = "Example: statt draft ~/Mail/INBOX\n         statt draft --kind call --dry-run invite.eml")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Draft {
    /// Maildir, mbox, folder of mails, one mail, a bare .ics, imap:NAME[/FOLDER], or - for standard input [default: the configured inbox]
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
    /// Also more than 100 drafts a day for one sender
    #[arg(long)]
    no_limit: bool,
}

impl Draft {
    /// Reads the inboxes and drafts what is new.
    ///
    /// # Errors
    /// A missing inbox, an outbox that cannot be written; a template that fails is the error of one mail.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let inboxes = settings.inboxes(&self.paths)?;
        let mut known = None;
        if self.kind.is_none() && settings.outbox_path().is_ok_and(std::path::Path::exists) {
            let mut outbox = self.open_outbox(settings)?;
            let recall = self.recall(&inboxes, &outbox, settings)?;
            if let Some(last) = recall.as_ref().and_then(|recall| recall.still_true(&inboxes, settings)) {
                return self.repeat(last, &mut outbox, settings, ui);
            }
            known = Some((outbox, recall));
        }
        ui.keep_warnings();
        let situation = settings.situation(ui);
        let templates = settings.templates()?;
        let kind = self.kind.clone().map(ReplyKind::from);
        let unknown = |kind: &&ReplyKind| !knows_kind(&templates, kind);
        if let Some(kind) = kind.as_ref().filter(unknown) {
            return Err(unknown_kind("", kind));
        }
        if let Some(rule) = situation.policy.rules.iter().find(|rule| unknown(&&rule.reply)) {
            let error = unknown_kind(&format!("rule `{}`: ", rule.name), &rule.reply);
            let file = settings.config.path.as_ref().map(|path| path.display().to_string());
            return Err(file.into_iter().fold(error, CommandError::at));
        }
        let (mut outbox, mut recall) = if let Some(known) = known {
            known
        } else {
            let outbox = self.open_outbox(settings)?;
            let recall = self.recall(&inboxes, &outbox, settings)?;
            (outbox, recall)
        };
        let mut ledger = Ledger::of(&outbox)?;
        settings.remember_sent(&mut ledger.memory);
        let leniency = Leniency { past: self.include_past, lists: self.include_lists };
        let oldest = self.since.map(|age| settings.now - age);
        let inboxes = self.wishes(inboxes, leniency, oldest, &outbox)?;
        let mut mails: Vec<ReadMail> = Vec::new();
        intake::note_assumptions(settings, ui);
        let letters = &ledger.memory.letters;
        let mut memory = recall.as_mut().map_or_else(Memory::default, |recall| recall.memory(letters));
        let taken = intake::take_in_after(letters, &mut memory, &inboxes, settings, ui, false, |_, mail| {
            let recent = oldest.is_none_or(|oldest| mail.message.date.is_none_or(|date| date >= oldest));
            let matters = mail.invite.is_some() || mail.unreadable_calendar || letters.is_answered_by(&mail.message);
            if recent && matters {
                mails.push(mail);
            }
        })?;
        let drafting = Drafting {
            situation: &situation,
            templates: &templates,
            kind,
            rehearsal: self.dry_run,
            is_unlimited: self.no_limit,
        };
        let tally = round::draft_all(mails, &drafting, leniency, &mut outbox, &mut ledger, ui)?;
        if !self.reads_anew() {
            round::note_positions(&mut outbox, &taken.reached, &tally.left())?;
        }
        let warnings = ui.kept_warnings();
        if settings.verbose && memory.passed() > 0 {
            let files = words::count(memory.passed(), "file");
            ui.note(&format!("not read again, for nothing in them matters or has changed: {files}"));
        }
        if let Some(recall) = recall.filter(|_| taken.read > 1) {
            let run = (taken.unopened == 0 && taken.empty.is_empty()).then(|| LastRun {
                at: settings.now.timestamp(),
                read: taken.read,
                known: tally.dealt_with,
                refused: tally.left_alone,
                warnings,
                notes: tally.lasting.clone(),
                ..LastRun::default()
            });
            if let Err(error) = recall.keep(memory, &outbox, run, &tally)
                && settings.verbose
            {
                ui.note(&format!("what was read is not remembered: {error}"));
            }
        }
        let mut exit = if tally.failed.is_empty() { taken.exit() } else { Exit::Failed };
        if !self.dry_run && !tell_others(&mut outbox, settings, ui) {
            exit = Exit::Failed;
        }
        intake::note_empty(&taken, ui);
        if !ui.json {
            self.sum_up(&tally, taken.read, settings, ui)?;
        }
        Ok(exit)
    }

    /// Says what a run would say, where it would come to the same as the last one.
    fn repeat(
        &self,
        last: LastRun,
        outbox: &mut Outbox,
        settings: &Settings,
        ui: &mut Ui,
    ) -> Result<Exit, CommandError> {
        intake::note_assumptions(settings, ui);
        if settings.verbose {
            ui.note("nothing has changed since the last run: no mail was read again");
        }
        for warning in &last.warnings {
            ui.warn(warning);
        }
        let exit = if tell_others(outbox, settings, ui) { Exit::Done } else { Exit::Failed };
        if !ui.json {
            let read = last.read;
            self.sum_up(&Tally::of(last), read, settings, ui)?;
        }
        Ok(exit)
    }

    /// Whoever asks for mails in another way sees all of them again.
    fn recall(&self, inboxes: &[Inbox], outbox: &Outbox, settings: &Settings) -> Result<Option<Recall>, CommandError> {
        if self.reads_anew() { Ok(None) } else { Recall::of(inboxes, outbox, settings) }
    }

    /// A folder on a server is read on from where the last run ended, unless this one is asked to see mails otherwise.
    fn reads_anew(&self) -> bool {
        self.dry_run || self.include_past || self.include_lists || self.no_limit || self.since.is_some()
    }

    fn wishes(
        &self,
        inboxes: Vec<Inbox>,
        leniency: Leniency,
        oldest: Option<DateTime<chrono_tz::Tz>>,
        outbox: &Outbox,
    ) -> Result<Vec<(Inbox, Wish)>, CommandError> {
        let since = oldest.map(|oldest| oldest.date_naive() - Duration::days(1));
        let wish = |inbox: Inbox| {
            let after = match &inbox {
                Inbox::Server(place) if !self.reads_anew() => {
                    outbox.folder_position(&place.account.account.name, &place.folder)?
                }
                _ => None,
            };
            Ok((inbox, Wish { after, since, leniency, known: None }))
        };
        inboxes.into_iter().map(wish).collect()
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
        if !tally.postponed.is_empty() {
            words.push(format!("{} postponed", tally.postponed.len()));
        }
        if !tally.failed.is_empty() {
            words.push(format!("{} failed", tally.failed.len()));
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

fn unknown_kind(place: &str, kind: &ReplyKind) -> CommandError {
    CommandError::usage(format!("{place}there is no kind of reply `{kind}`"))
        .hint(format!("use call, shorter, written, handoff or attend, or write a template sie/{kind}.tera"))
}

/// Lets the Drafts folder and the own calendar agree with the outbox; tells whether that went well.
fn tell_others(outbox: &mut Outbox, settings: &Settings, ui: &mut Ui) -> bool {
    let agreed = agreement::agree(settings, outbox, ui);
    if let Err(error) = &agreed {
        ui.error(error);
    }
    settings.write_calendar(outbox, ui);
    agreed.is_ok()
}
