//! A working life to measure in: a calendar of ten years, an address book, the project's own example mails.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Duration};
use chrono_tz::Tz;
use statt::adapters::icalendar::read_appointments;
use statt::adapters::inbox;
use statt::assistant::reading::{ReadMail, Reader};
use statt::assistant::weighing::{Memory, Weighed, weigh};
use statt::domain::address::EmailAddress;
use statt::domain::appointment::Agenda;
use statt::domain::case::Case;
use statt::domain::contact::AddressBook;
use statt::domain::policy::{CounterChoice, Policy};
use statt::domain::refusal::Leniency;
use statt::domain::situation::{Me, ReplyStyle, Situation, WorkingHours};
use statt::german::{AddressForm, Locale};

pub fn now() -> DateTime<Tz> {
    let now: DateTime<chrono::FixedOffset> = "2026-11-23T09:00:00+01:00".parse().unwrap();
    now.with_timezone(&Tz::Europe__Berlin)
}

pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/inbox")
}

/// Two meetings each working day, and a weekly series for each of five years, before and after now.
pub fn ten_years() -> String {
    let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//statt//bench//DE\r\n");
    let first = now() - Duration::days(5 * 365);
    for day in 0..10 * 365 {
        for (hour, minutes) in [(9, 60), (14, 45)] {
            let start = (first + Duration::days(day)).format("%Y%m%d");
            let end = minutes / 60 + hour;
            let _ = write!(
                text,
                "BEGIN:VEVENT\r\nUID:{day}-{hour}@bench\r\nDTSTART;TZID=Europe/Berlin:{start}T{hour:02}0000\r\n\
                 DTEND;TZID=Europe/Berlin:{start}T{end:02}{:02}00\r\nSUMMARY:Termin {day}\r\nEND:VEVENT\r\n",
                minutes % 60
            );
        }
    }
    for year in 0..5 {
        let _ = write!(
            text,
            "BEGIN:VEVENT\r\nUID:weekly-{year}@bench\r\nDTSTART;TZID=Europe/Berlin:202{year}0105T113000\r\nDURATION:PT30M\r\n\
             RRULE:FREQ=WEEKLY\r\nSUMMARY:Jour fixe {year}\r\nEND:VEVENT\r\n"
        );
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

pub fn agenda() -> Agenda {
    let (from, to) = (now() - Duration::days(5 * 365), now() + Duration::days(5 * 365));
    Agenda::new(read_appointments(&ten_years(), Tz::Europe__Berlin, from.fixed_offset(), to.fixed_offset()).value)
}

pub fn situation(agenda: Agenda) -> Situation {
    Situation {
        now: now(),
        me: Me {
            name: Some("Jana Weber".to_owned()),
            addresses: ["jana.weber@agentur.example", "jana@agentur.example"]
                .map(|it| EmailAddress::parse(it).unwrap())
                .into(),
            phone: Some("030 000-11".to_owned()),
            zone: Tz::Europe__Berlin,
            locale: Locale::Germany,
            address_form: AddressForm::Sie,
            signature: None,
        },
        hours: WorkingHours::default(),
        agenda,
        contacts: AddressBook::new(Vec::new(), Vec::new()),
        policy: Policy::default(),
        reply_style: ReplyStyle { quote: true, counter: CounterChoice::default(), written_is_tentative: false },
    }
}

/// The example mails that are about a meeting, read.
pub fn mails() -> Vec<ReadMail> {
    let mut mails = Vec::new();
    let reader = Reader { now: now(), all: false };
    reader.read_all(inbox::open(&examples()).unwrap(), |mail| mails.extend(mail.ok().flatten()));
    mails.retain(|mail| mail.invite.is_some());
    mails
}

/// Those of them that may be answered, weighed.
pub fn cases(situation: &Situation) -> Vec<Case> {
    weigh(mails(), situation, &Memory::default(), Leniency::default())
        .into_iter()
        .filter(Weighed::is_answerable)
        .filter_map(|mail| mail.into_case(false, None))
        .collect()
}
