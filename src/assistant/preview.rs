//! A made-up invite to show letters with: next week, at a client's, with a colleague who could go.

use chrono::{Duration, NaiveTime};

use crate::adapters::mail;
use crate::domain::address::EmailAddress;
use crate::domain::case::Case;
use crate::domain::contact::Contact;
use crate::domain::message::Flags;
use crate::domain::reading::Reading;
use crate::domain::refusal::Leniency;
use crate::domain::situation::Situation;
use crate::domain::working_hours::{days_from, instant};
use crate::german::{AddressForm, Gender};

use super::reading::Reader;
use super::weighing::{Memory, weigh};

/// The colleague of the sample.
const COLLEAGUE: &str = "tobias.wenzel@agentur.example";

/// The sample's case; the situation learns of the colleague. `None` only where the sample itself were broken.
#[must_use]
pub fn sample_case(situation: &mut Situation) -> Option<Case> {
    let colleague = EmailAddress::parse(COLLEAGUE).ok()?;
    situation.contacts.add(Contact {
        name: Some("Tobias Wenzel".to_owned()),
        address: colleague.clone(),
        organization: None,
        importance: None,
        address_form: Some(AddressForm::Du),
        salutation: None,
        gender: Some(Gender::Male),
        title: Some("Projektleiter".to_owned()),
        phone: Some("030 000-12".to_owned()),
        colleague: None,
    });
    let text = sample_mail(situation)?;
    let reader = Reader { now: situation.now, all: true };
    let read =
        reader.understand(mail::read_message(text.as_bytes(), "sample", |_, _| Reading::default()), Flags::default());
    let weighed = weigh(vec![read], situation, &Memory::default(), Leniency::default()).pop()?;
    let mut case = weighed.into_case(false, None)?;
    case.facts.speaker = Some(colleague);
    Some(case)
}

fn sample_mail(situation: &Situation) -> Option<String> {
    let first = (situation.now + Duration::days(7)).date_naive();
    let day = days_from(first).find(|day| situation.hours.is_working_day(*day))?;
    let start = instant(day, NaiveTime::from_hms_opt(14, 0, 0)?, situation.me.zone)?.to_utc();
    let stamp = |moment: chrono::DateTime<chrono::Utc>| moment.format("%Y%m%dT%H%M%SZ").to_string();
    let me = situation.me.addresses.first().map_or("ich@agentur.example", EmailAddress::written);
    Some(format!(
        "From: Dr. Petra Hollmann <p.hollmann@muster-bau.example>\r\n\
         To: <{me}>\r\n\
         Subject: Abstimmung Bauzeitenplan\r\n\
         Date: {date}\r\n\
         Message-ID: <sample@muster-bau.example>\r\n\
         MIME-Version: 1.0\r\n\
         Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\
         Content-Transfer-Encoding: 8bit\r\n\
         \r\n\
         BEGIN:VCALENDAR\r\n\
         VERSION:2.0\r\n\
         PRODID:-//statt//sample//DE\r\n\
         METHOD:REQUEST\r\n\
         BEGIN:VEVENT\r\n\
         UID:sample@muster-bau.example\r\n\
         DTSTAMP:{now}\r\n\
         DTSTART:{start}\r\n\
         DTEND:{end}\r\n\
         SUMMARY:Abstimmung Bauzeitenplan\r\n\
         LOCATION:Muster Bau GmbH\\, Kassel\r\n\
         DESCRIPTION:- Gerüst\\n- Estrich\\n- Abnahme\r\n\
         ORGANIZER;CN=Dr. Petra Hollmann:mailto:p.hollmann@muster-bau.example\r\n\
         ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{me}\r\n\
         END:VEVENT\r\n\
         END:VCALENDAR\r\n",
        date = situation.now.to_rfc2822(),
        now = stamp(situation.now.to_utc()),
        start = stamp(start),
        end = stamp(start + Duration::minutes(90)),
    ))
}
