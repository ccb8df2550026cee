//! `statt show`: one mail as its reader will see it.

use chrono::DateTime;
use chrono_tz::Tz;
use clap::Args;

use crate::adapters::outbox::Outbox;
use crate::assistant::finishing;
use crate::cli::error::{CommandError, Exit};
use crate::cli::moments::Moments;
use crate::cli::settings::Settings;
use crate::cli::ui::{Style, Ui, clean, clean_lines};
use crate::cli::views::outbox_mail::OutboxMail;
use crate::cli::views::outbox_words::{in_words, says};
use crate::cli::views::{story, words};
use crate::domain::correspondence::root;
use crate::domain::disguise::disguises;
use crate::domain::draft::{Draft, DraftId};
use crate::domain::receiver::Receiver;
use crate::domain::story::{Step, Stories};

use super::draft_id;

/// Show one mail as people read it
#[derive(Debug, Args)]
#[command(after_help = "Example: statt show 7\n         statt show 7 --raw > 7.eml")]
pub struct Show {
    /// The mail's number
    #[arg(value_parser = draft_id, value_name = "ID")]
    id: DraftId,
    /// The exact RFC 5322 bytes that would be sent
    #[arg(long, conflicts_with = "json")]
    raw: bool,
}

impl Show {
    /// Shows the mail.
    ///
    /// # Errors
    /// An unknown number, or an outbox that cannot be read.
    pub fn run(self, settings: &Settings, ui: &mut Ui) -> Result<Exit, CommandError> {
        let outbox = settings.open_outbox()?;
        let draft = outbox.get(self.id)?;
        if self.raw {
            let approved = outbox.approved_mail(self.id)?;
            let bytes = match approved {
                Some(mail) => mail.bytes,
                None if draft.letter.text.is_empty() => {
                    return Err(CommandError::failed(format!("the words of mail {} were forgotten", self.id))
                        .hint("your Sent folder may have the mail"));
                }
                None => finishing::finish(&draft, settings.now)?.mail.bytes,
            };
            ui.bytes(&bytes)?;
        } else if ui.json {
            let story = told(&outbox, &draft, settings, story::lines)?;
            ui.json_line(&OutboxMail::new(&draft).with_story(story))?;
        } else {
            let story = told(&outbox, &draft, settings, story::line)?;
            show(&draft, &story, settings, ui)?;
        }
        Ok(Exit::Done)
    }
}

/// The story of a draft's meeting, as a view tells it.
fn told<T>(
    outbox: &Outbox,
    draft: &Draft,
    settings: &Settings,
    view: impl Fn(&[Step<'_>], DateTime<Tz>) -> T,
) -> Result<T, CommandError> {
    let (drafts, notices) = outbox.story(root(draft))?;
    let story = Stories::of(&drafts, &notices).tell(root(draft), settings.now.to_utc());
    Ok(view(&story, settings.now))
}

fn show(draft: &Draft, story: &str, settings: &Settings, ui: &mut Ui) -> Result<(), CommandError> {
    let letter = &draft.letter;
    let people = |people: &[crate::domain::address::Person]| {
        people.iter().map(words::full_person).collect::<Vec<_>>().join(", ")
    };
    let mut head = vec![
        ("From", words::full_person(&letter.from)),
        (
            "To",
            if letter.to.is_empty() {
                "nobody yet: name a colleague with `statt set ID --to ADDRESS`".to_owned()
            } else {
                people(&letter.to)
            },
        ),
    ];
    if !letter.cc.is_empty() {
        head.push(("Cc", people(&letter.cc)));
    }
    head.push(("Subject", letter.subject.clone()));
    let belongs = draft.belongs_to.map_or(String::new(), |id| format!(", briefing for mail {id}"));
    let says = says(draft, Moments::named(settings.now));
    head.push((
        "Status",
        format!("{} ({}{belongs}){}{says}", draft.status, draft.reply.kind, if says.is_empty() { "" } else { " — " }),
    ));
    if let Some(answer) = &draft.calendar {
        let calendar = draft.case.invite.calendar.as_ref();
        let shown = calendar.map_or(String::new(), |calendar| Receiver::of(calendar).shows(answer));
        head.push(("Calendar", format!("{}. {shown}", in_words(answer))));
    }
    if let Some(decision) = &draft.case.decision {
        let reasons = decision.reasons.join(" ");
        head.push((
            "Why",
            if decision.reply == draft.reply.kind {
                reasons
            } else {
                format!("you chose {}; statt would have chosen {}: {reasons}", draft.reply.kind, decision.reply)
            },
        ));
    }
    for warning in disguises(&draft.case.message, Some(&draft.case.invite)) {
        head.push(("Warning", warning));
    }
    head.push(("Story", story.to_owned()));
    for (label, text) in head {
        let label = ui.paint(&format!("{label:<9}"), Style::Cyan);
        ui.line(&format!("{label} {}", clean(&text)))?;
    }
    ui.line("")?;
    ui.line(clean_lines(&letter.text).trim_end())?;
    if let Some(quotation) = &letter.quotation {
        let quotation = ui.paint(clean_lines(quotation).trim_end(), Style::Dim);
        ui.line(&format!("\n{quotation}"))?;
    }
    Ok(())
}
