//! Situations that a table tells.

use chrono::Duration;
use serde_json::Value;

use super::meeting::time;
use super::people::{person, written};
use super::{Dice, Scene, meeting, world};
use crate::domain::appointment::Agenda;
use crate::domain::contact::AddressBook;
use crate::domain::letter::{LetterSource, LetterView, Wording};
use crate::domain::meeting::Mode;
use crate::domain::reply::{Colleague, ReplyKind};
use crate::domain::time_slot::{MeetingTime, TimeSlot};
use crate::german::{AddressForm, ContactHints, Gender, SalutationInput, resolve};

impl Scene {
    /// The situation of a row of the table.
    pub(in super::super) fn told(row: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let (user, invite) = (&row["user"], &row["invite"]);
        let locale = serde_json::from_value(row["locale"].clone()).unwrap();
        let form: AddressForm = serde_json::from_value(row["address_form"].clone()).unwrap();
        let (name, address) = (invite["organizer"].as_str(), invite["organizer_email"].as_str().unwrap());
        let organizer = person(name, address);
        let correspondent = resolve(&SalutationInput {
            display_name: name,
            address,
            signature: None,
            body: "",
            contact: ContactHints { address_form: Some(form), ..ContactHints::default() },
            earlier_form: None,
            default_form: AddressForm::Sie,
            locale,
        });
        let (start, end) = (time(invite["start"].as_str().unwrap()), time(invite["end"].as_str().unwrap()));
        let dice = Dice::none();
        let mut invited = meeting::meeting(&organizer, dice);
        let minutes = u32::try_from((end - start).num_minutes()).unwrap();
        invited.summary = text(&invite["summary"]);
        invited.location = text(&invite["location"]);
        invited.start = Some(MeetingTime::At(start));
        invited.end = Some(MeetingTime::At(end));
        invited.occurrence = Some(TimeSlot::lasting(start, minutes));
        invited.duration_minutes = Some(minutes);
        invited.agenda = Vec::new();
        invited.attendees = Vec::new();
        invited.mode = match invite["location"].as_str() {
            Some("Zoom" | "Teams") => Mode::Online,
            Some(_) => Mode::InPerson,
            None => Mode::Unknown,
        };
        let mut situation = world::situation(&organizer, locale, dice);
        situation.now = time(row["now"].as_str().unwrap()).with_timezone(&situation.me.zone);
        situation.me.name = text(&user["name"]);
        situation.me.phone = text(&user["phone"]);
        situation.me.addresses = vec![written(user["email"].as_str().unwrap())];
        situation.contacts = AddressBook::default();
        situation.agenda = Agenda::default();
        let mut case = world::case(invited, organizer, dice);
        case.facts.me = situation.me.addresses[0].clone();
        let mut reply = world::reply(ReplyKind::from(text(&row["reply"]).unwrap()), &case, dice);
        let slots: Vec<_> = row["slots"].as_array().unwrap().iter().map(|slot| time(slot.as_str().unwrap())).collect();
        reply.minutes = row["new_duration_minutes"].as_u64().map(|minutes| u32::try_from(minutes).unwrap());
        reply.deadline =
            (reply.kind == ReplyKind::Written).then(|| slots.first().copied().unwrap_or(start - Duration::days(1)));
        reply.slots = slots.into_iter().map(|slot| TimeSlot::lasting(slot, reply.minutes.unwrap_or(20))).collect();
        let colleague = &row["colleague"];
        reply.colleague = colleague.is_object().then(|| Colleague {
            person: person(colleague["name"].as_str(), colleague["email"].as_str().unwrap()),
            address_form: AddressForm::Du,
            gender: match colleague["gender"].as_str() {
                Some("f") => Some(Gender::Female),
                Some("m") => Some(Gender::Male),
                _ => None,
            },
            title: text(&colleague["role"]),
            phone: text(&colleague["phone"]),
            already_invited: false,
        });
        Self { case, reply, situation, organizer: correspondent }
    }

    /// What the template sees in the forms of address that the situation has.
    pub(in super::super) fn own_view(&self, kind: &str, wording: Wording) -> LetterView {
        let source = LetterSource {
            case: &self.case,
            reply: &self.reply,
            situation: &self.situation,
            organizer: &self.organizer,
            wording,
        };
        let briefing = (kind == "briefing").then(|| LetterView::to_colleague(&source)).flatten();
        briefing.unwrap_or_else(|| LetterView::to_organizer(&source))
    }
}
