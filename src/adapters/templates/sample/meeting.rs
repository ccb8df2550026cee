//! The meetings that somebody invites to.

use chrono::{DateTime, Duration, FixedOffset};

use super::Dice;
use super::people::{person, written};
use crate::domain::address::Person;
use crate::domain::meeting::{Attendee, AttendeeKind, Meeting, Mode, ParticipationStatus, Role};
use crate::domain::time_slot::{MeetingTime, TimeSlot};

/// My address in all samples.
pub(super) const ME: &str = "jana.weber@agentur.example";

const AGENDA: [&str; 9] = [
    "Gerüst und Zufahrt",
    "Estrich",
    "Kosten der Fassade",
    "Lage der Tore",
    "Abnahme im März",
    "Pflege der Außenanlagen",
    "Schlüssel",
    "Aufzug",
    "Verschiedenes",
];

pub(super) fn meeting(organizer: &Person, dice: Dice) -> Meeting {
    let summary = dice.pick("summary", [
        "Abstimmung Bauzeitenplan Kita Auental",
        "WG: Termin!!",
        "Jour fixe",
        "Quarterly review: budget and staffing",
        "Raumprogramm zweiter Bauabschnitt",
        "Klärung der offenen Fragen zu Statik, Brandschutz und Schallschutz im zweiten Bauabschnitt der Kita Auental vor der Vergabe",
        "Reklamation der Lieferung 12",
        "Trauerfeier für Herrn Vogt",
        "",
    ]);
    let start = time(dice.pick(
        "start",
        [
            "2026-12-01T14:00:00+01:00",
            "2026-11-24T08:30:00+01:00",
            "2027-01-14T09:00:00+01:00",
            "2026-11-26T10:00:00+01:00",
            "2026-11-27T09:00:00+01:00",
        ],
    ));
    let minutes = dice.pick("minutes", [90, 60, 120, 180, 960]);
    let series = dice.pick(
        "series",
        [
            Series::Single,
            Series::Single,
            Series::Whole,
            Series::Instance,
            Series::Days,
            Series::ManyDays,
            Series::Undated,
        ],
    );
    let end = start + Duration::minutes(minutes);
    let (from, to) = match series {
        Series::Days => {
            (Some(MeetingTime::Day(start.date_naive())), Some(MeetingTime::Day(start.date_naive() + Duration::days(1))))
        }
        Series::ManyDays => {
            (Some(MeetingTime::Day(start.date_naive())), Some(MeetingTime::Day(start.date_naive() + Duration::days(3))))
        }
        Series::Undated => (None, None),
        _ => (Some(MeetingTime::At(start)), Some(MeetingTime::At(end))),
    };
    let mode = dice.pick("mode", [Mode::InPerson, Mode::Online, Mode::Phone, Mode::Unknown]);
    let points = dice.pick("agenda", [2, 0, 1, 3, 5, 9]);
    Meeting {
        uid: Some("sample@kunde.example".to_owned()),
        recurrence_id: (series == Series::Instance).then_some(MeetingTime::At(start)),
        summary: Some(summary.to_owned()),
        organizer: Some(organizer.clone()),
        attendees: attendees(organizer, dice),
        start: from,
        end: to,
        duration_minutes: (series != Series::Undated && dice.pick("length", [true, true, true, false]))
            .then(|| u32::try_from(minutes).unwrap_or_default()),
        location: location(mode, dice),
        mode,
        online_url: (mode == Mode::Online).then(|| "https://meet.example/abc".to_owned()),
        recurrence_rule: (series == Series::Whole).then(|| "FREQ=WEEKLY".to_owned()),
        agenda: AGENDA.iter().take(points).map(|point| (*point).to_owned()).collect(),
        occurrence: occurrence(from, to),
        time_zone: Some(dice.pick("zone", ["Europe/Berlin", "Europe/Berlin", "America/New_York"]).to_owned()),
        ..Meeting::default()
    }
}

fn occurrence(from: Option<MeetingTime>, to: Option<MeetingTime>) -> Option<TimeSlot> {
    let zone = chrono_tz::Europe::Berlin;
    TimeSlot::new(from?.instant(zone).fixed_offset(), to?.instant(zone).fixed_offset()).ok()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Series {
    Single,
    Whole,
    Instance,
    Days,
    ManyDays,
    Undated,
}

fn location(mode: Mode, dice: Dice) -> Option<String> {
    match mode {
        Mode::InPerson => Some(dice.pick(
            "place",
            [
                "Muster Bau GmbH, Kassel",
                "Foyer",
                "Hauptstraße 5, Raum 3.",
                "bei uns",
                "Bei uns, 3. OG",
                "in Ihrem Büro",
            ],
        )),
        Mode::Online => dice.pick("service", [Some("Microsoft Teams-Besprechung"), None]),
        Mode::Phone | Mode::Unknown => None,
    }
    .map(str::to_owned)
}

fn attendees(organizer: &Person, dice: Dice) -> Vec<Attendee> {
    let attendee = |person: Person, participation_status| Attendee {
        person,
        role: Role::Required,
        participation_status,
        rsvp: Some(true),
        kind: AttendeeKind::Individual,
        member_of: Vec::new(),
        sent_by: None,
        delegated_from: Vec::new(),
    };
    let mut attendees = vec![
        attendee(organizer.clone(), ParticipationStatus::Accepted),
        attendee(
            Person { name: Some("Jana Weber".to_owned()), address: written(ME) },
            ParticipationStatus::NeedsAction,
        ),
    ];
    if dice.pick("guest", [true, true, false]) {
        attendees.push(attendee(person(Some("Ralf Timm"), "r.timm@kunde.example"), ParticipationStatus::NeedsAction));
    }
    let status = dice.pick("colleague's answer", [ParticipationStatus::NeedsAction, ParticipationStatus::Accepted]);
    if let Some(colleague) = super::people::colleague(dice).filter(|colleague| colleague.already_invited) {
        attendees.push(attendee(colleague.person, status));
    }
    attendees
}

/// A point in time.
pub(super) fn time(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("the samples' times are times")
}
