//! `statt inspect`: what statt sees in each mail and would do, and why; nothing is written.

use std::path::PathBuf;

use clap::Args;

use crate::assistant::drafting::Ledger;
use crate::assistant::inboxes::{Inbox, Wish};
use crate::assistant::reading::ReadMail;
use crate::assistant::weighing::{Memory, Weighed, weigh};
use crate::cli::error::{CommandError, Exit};
use crate::cli::moments::Moments;
use crate::cli::settings::Settings;
use crate::cli::ui::{Style, Ui, clean};
use crate::cli::views::inspected::Inspected;
use crate::cli::views::words;
use crate::domain::category::{Category, Refusal};
use crate::domain::facts::Facts;
use crate::domain::identity::Route;
use crate::domain::invite::SourceCalendar;
use crate::domain::meeting::{Meeting, Mode};
use crate::domain::receiver::Receiver;
use crate::domain::refusal::Leniency;
use crate::domain::situation::Situation;

use super::intake;

/// Show what statt sees in each mail and would do, and why; writes nothing
///
/// Limits: mails over 50 MiB, 1 MiB of headers, 1,000 parts or 20 levels of nesting; calendars over 5 MiB or 100,000
/// lines, and 50 calendars, 12 MiB of them, 100 meetings or 10,000 attendees in one mail; 2,000 attendees or changed
/// instances of one meeting; texts over 64 KiB (a letter: 256 KiB); lines over 4,000 octets; folders over 32 deep. What
/// goes beyond is left out, with a warning. Series are followed for 10,000 occurrences. No further calendar of a mail
/// is begun after 5 seconds.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: statt inspect ~/Mail/INBOX\n         statt inspect --all --json invite.eml | jq .meeting"
)]
pub struct Inspect {
    /// Maildir, mbox, folder of mails, one mail, a bare .ics, imap:NAME[/FOLDER], or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Every mail, not only those about meetings
    #[arg(long)]
    all: bool,
}

impl Inspect {
    /// Inspects every mail under the paths.
    ///
    /// # Errors
    /// A path that is missing, or stdout that takes nothing more.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let situation = settings.situation(ui);
        let memory = known(settings)?;
        let mut about_meetings: Vec<ReadMail> = Vec::new();
        let mut failed = None;
        let inboxes = settings.inboxes(&self.paths)?.into_iter().map(|inbox| (inbox, Wish::default()));
        let inboxes: Vec<(Inbox, Wish)> = inboxes.collect();
        intake::note_assumptions(settings, ui);
        let taken = intake::take_in(&inboxes, settings, ui, self.all, |ui, mail| {
            if mail.invite.is_some() || mail.unreadable_calendar {
                about_meetings.push(mail);
            } else if self.all && failed.is_none() {
                let weighed = weigh(vec![mail], &situation, &memory, Leniency::default());
                failed = weighed.iter().try_for_each(|mail| print(mail, &situation, ui)).err();
            }
        })?;
        if let Some(error) = failed {
            return Err(error);
        }
        let about = about_meetings.len();
        for mail in &weigh(about_meetings, &situation, &memory, Leniency::default()) {
            print(mail, &situation, ui)?;
        }
        intake::note_empty(&taken, ui);
        if !ui.json && about == 0 {
            ui.note(&format!("{} read, none about a meeting", words::count(taken.read, "mail")));
        }
        Ok(taken.exit())
    }
}

/// What an outbox that is there knows; inspecting never makes one.
fn known(settings: &Settings) -> Result<Memory, CommandError> {
    let mut memory = Memory::default();
    if settings.outbox_path().is_ok_and(std::path::Path::exists) {
        memory = Ledger::of(&settings.open_outbox()?)?.memory;
    }
    settings.remember_sent(&mut memory);
    Ok(memory)
}

fn print(mail: &Weighed, situation: &Situation, ui: &mut Ui) -> Result<(), CommandError> {
    if ui.json {
        for warning in &mail.warnings {
            ui.warn(&format!("{}: {warning}", mail.message.source));
        }
        return Ok(ui.json_line(&Inspected::new(mail))?);
    }
    let heading = ui.paint(&clean(&mail.message.source), Style::Dim);
    ui.line(&heading)?;
    let title =
        mail.invite.as_ref().and_then(|invite| invite.meeting.summary.as_deref()).unwrap_or(&mail.message.subject);
    let title = ui.paint(&clean(title), Style::Bold);
    ui.line(&format!("  {title}"))?;
    for (label, text) in story(mail, situation) {
        let label = ui.paint(&format!("{label:<9}"), Style::Cyan);
        ui.line(&format!("  {label} {}", clean(&text)))?;
    }
    Ok(ui.line("")?)
}

/// The lines that tell a person what statt saw and decided.
fn story(mail: &Weighed, situation: &Situation) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let from = mail.message.from.as_ref().map_or_else(|| "nobody".to_owned(), words::full_person);
    lines.push(("mail", format!("{} from {from}", category(mail.category))));
    if let Some(invite) = &mail.invite {
        lines.extend(meeting_lines(mail, &invite.meeting, situation));
        if !invite.evidence.is_empty() {
            lines.push(("because", invite.evidence.join("; ")));
        }
    }
    if let Some(facts) = &mail.facts {
        lines.push(("facts", facts_in_words(facts)));
    }
    match (&mail.decision, mail.refusal) {
        (_, Some(refusal)) => lines.push(("no reply", why_not(refusal).to_owned())),
        (Some(decision), None) => {
            lines.push((
                "reply",
                format!("{} (rule {}): {}", decision.reply, decision.rule, decision.reasons.join(" ")),
            ));
            if let Some(calendar) = mail.invite.as_ref().and_then(|invite| invite.calendar.as_ref()) {
                lines.push(("program", their_program(calendar)));
            }
            lines.push(("letter", format!("{} — {}", mail.salutation, words::provenance(&mail.correspondent))));
        }
        (None, None) => {}
    }
    lines.extend(mail.warnings.iter().map(|warning| ("warning", warning.clone())));
    lines
}

fn meeting_lines(mail: &Weighed, meeting: &Meeting, situation: &Situation) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(organizer) = &meeting.organizer
        && mail.message.from.as_ref().is_none_or(|from| from.address != organizer.address)
    {
        lines.push(("organizer", words::full_person(organizer)));
    }
    if let Some(when) = Moments::named(situation.now).when(meeting) {
        let zone = meeting.time_zone.as_deref().filter(|zone| *zone != situation.me.zone.name());
        let zone = zone.map_or(String::new(), |zone| format!(", written in {zone}"));
        let series = meeting.recurrence_rule.as_ref().map_or(String::new(), |rule| format!(", series {rule}"));
        let length = meeting.duration_minutes.filter(|_| !meeting.is_all_day());
        let length = length.map_or(String::new(), |minutes| format!(" ({minutes} min)"));
        lines.push(("when", format!("{when}{length}{zone}{series}")));
    }
    let place = [meeting.location.clone(), meeting.online_url.clone(), meeting.phone.clone()];
    let place: Vec<String> = place.into_iter().flatten().collect();
    if meeting.mode != Mode::Unknown || !place.is_empty() {
        lines.push((
            "where",
            format!("{}{}{}", mode(meeting.mode), if place.is_empty() { "" } else { ": " }, place.join(", ")),
        ));
    }
    if let Some(identity) = &mail.identity {
        let how = match &identity.route {
            Route::Attendee => "is invited".to_owned(),
            Route::ActingFor(other) => format!("acts for {other}"),
            Route::Group(group) => format!("is reached through {group}"),
            Route::Recipient => "is not listed, but the mail is addressed to it".to_owned(),
            Route::Nowhere => "is named nowhere in the mail".to_owned(),
        };
        let assumed = if identity.assumed { " (assumed: no address is configured)" } else { "" };
        lines.push(("you", format!("{} {how}{assumed}", identity.me)));
    }
    if !meeting.agenda.is_empty() {
        lines.push(("agenda", meeting.agenda.join("; ")));
    }
    lines
}

/// The organizer's program, and whether it acts on a proposed time.
fn their_program(calendar: &SourceCalendar) -> String {
    let receiver = Receiver::of(calendar);
    let acts = if receiver.acts_on_counter() {
        "acts on a proposed time"
    } else {
        "shows a proposed time only in the letter's words"
    };
    format!("{} {acts}", receiver.name())
}

fn facts_in_words(facts: &Facts) -> String {
    let mut words = vec![format!("importance {}", format!("{:?}", facts.importance).to_lowercase())];
    if facts.people > 1 {
        words.push(format!("{} people", facts.people));
    }
    if facts.organizer_is_colleague {
        words.push("the organizer is a colleague".to_owned());
    }
    if !facts.colleagues.is_empty() {
        let names: Vec<String> = facts.colleagues.iter().map(words::person).collect();
        words.push(format!("colleagues invited: {}", names.join(", ")));
    }
    for conflict in &facts.conflicts {
        words.push(format!("clashes with “{}”", conflict.summary));
    }
    if facts.met_before > 0 {
        words.push(format!("met {} in 90 days", self::words::count(facts.met_before as usize, "time")));
    }
    if facts.workload_hours > 0.0 {
        words.push(format!("{:.1} h of meetings that week", facts.workload_hours));
    }
    if facts.serious {
        words.push(format!("serious: {}", facts.serious_words.join(", ")));
    }
    words.join(" · ")
}

fn category(category: Category) -> &'static str {
    match category {
        Category::Request => "new invite",
        Category::Update => "new version of an invite",
        Category::Cancellation => "cancellation",
        Category::Reply => "somebody's answer",
        Category::Counter => "somebody's proposal of another time",
        Category::DeclineCounter => "refusal of a proposed time",
        Category::Refresh => "somebody asks for the current version",
        Category::Add => "more dates of a series",
        Category::Publish => "calendar for information",
        Category::PlainRequest => "request in words",
        Category::None => "no meeting",
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "in person",
        Mode::Online => "online",
        Mode::Phone => "by phone",
        Mode::Unknown => "not said how",
    }
}

/// A refusal in words, with its name in JSON.
pub fn why_not(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::AutoSubmitted => "a machine answered by itself (auto_submitted)",
        Refusal::MailingList => "it came by a mailing list; --include-lists answers it all the same (mailing_list)",
        Refusal::Bulk => "bulk mail (bulk)",
        Refusal::OwnMessage => "it is your own (own_message)",
        Refusal::NoReplyAddress => "nobody reads answers at the organizer's address (no_reply_address)",
        Refusal::OrganizerMismatch => "the sender is not the organizer and does not act for them (organizer_mismatch)",
        Refusal::Past => "the meeting is over; --include-past answers it all the same (past)",
        Refusal::AlreadyAnswered => "it was answered already (already_answered)",
        Refusal::NotInvited => "you are not invited: it was forwarded or meant for somebody else (not_invited)",
        Refusal::Superseded => "a newer version, or the same invite again, is there (superseded)",
        Refusal::Cancelled => "the meeting is cancelled (cancelled)",
        Refusal::NotARequest => "nobody asks for an answer (not_a_request)",
        Refusal::UnreadableCalendar => "its calendar cannot be read (unreadable_calendar)",
    }
}
