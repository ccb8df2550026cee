//! Files that lie: none of them panics, hangs or makes more out of itself than a small multiple.

use proptest::prelude::*;

use super::super::meeting_calendar;
use super::budget;
use super::writer::{Blob, Set, Writer};
use crate::domain::reading::Reading;

fn survives(bytes: &[u8]) {
    crate::unbreakable::tnef(bytes);
    if let Some(calendar) = meeting_calendar(bytes).value {
        super::lines(&calendar);
    }
}

/// A file that uses everything.
fn rich() -> Vec<u8> {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 10, 5).unwrap().and_hms_opt(10, 0, 0).unwrap();
    let blob = Blob {
        frequency: 0x200b,
        kind: 1,
        period: 2,
        specific: vec![2],
        end: (0x2021, 9),
        first: start,
        last: start + chrono::Duration::weeks(20),
        minutes: 60,
        deleted: vec![start + chrono::Duration::weeks(2)],
        moved: vec![(start + chrono::Duration::weeks(4), start + chrono::Duration::weeks(5))],
        subject: Some("Größe"),
    };
    let packed =
        [&[40, 0, 0, 0, 99, 0, 0, 0][..], b"LZFu", &[0; 4], &[0b10, b'{', 0x0d, 0x10, b'x', b'y', b'z']].concat();
    Writer::new(1252)
        .class("IPM.Schedule.Meeting.Request")
        .properties(&budget().binary((Set::Appointment, 0x8216), &blob.bytes()).binary(0x1009, &packed))
        .recipients(&[super::recipient("Kern, Eva", "EX", "/o=x", 1), super::recipient("V", "SMTP", "v@b.example", 2)])
        .attachment("Größe.ics", b"BEGIN:VCALENDAR")
        .bytes()
}

proptest! {
    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        survives(&bytes);
        survives(&[&[0x78, 0x9f, 0x3e, 0x22, 0, 0][..], &bytes].concat());
        let properties = [&[255, 0, 0, 0][..], &bytes].concat();
        survives(&Writer::new(65001).class("IPM.Appointment").attribute(1, 0x0006_9003, &properties).bytes());
        survives(&Writer::new(1252).class("IPM.Appointment").attribute(1, 0x0006_9004, &properties).bytes());
    }

    #[test]
    fn random_values(blob in proptest::collection::vec(any::<u8>(), 0..300), which in 0usize..9) {
        let values = [
            (Set::Appointment, 0x8216), (Set::Appointment, 0x8233), (Set::Appointment, 0x825e), (Set::Appointment, 0x8260),
            (Set::Meeting, 3), (Set::Meeting, 0x23),
        ];
        let tags = [0x1009, 0x0041, 0x1013];
        let properties = match values.get(which) {
            Some(id) => super::Props::default().binary(*id, &blob).join(budget()),
            None => super::Props::default().binary(tags[which - values.len()], &blob).join(budget()),
        };
        survives(&Writer::new(1252).class("IPM.Schedule.Meeting.Request").properties(&properties).bytes());
    }

    #[test]
    fn damaged_files(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
        let mut bytes = rich();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        survives(&bytes);
        survives(&bytes[..cut.index(bytes.len())]);
    }

    #[test]
    fn random_rtf(text in r"[\\{}'*a-f0-9 üu]{0,200}|(\\(u|bin|uc|'|par|fldinst|fldrslt|\*)-?[0-9]{0,11} ?|[{}x])*") {
        super::super::rtf_text::to_text(text.as_bytes());
    }
}

#[test]
fn counts_that_lie_cost_nothing() {
    let many = u32::MAX.to_le_bytes();
    let lists: [Vec<u8>; 4] = [
        many.to_vec(),
        // Multiple values of no size at all, four milliards of them.
        [&[1, 0, 0, 0, 0x01, 0x10, 0x37, 0][..], &many].concat(),
        [&[1, 0, 0, 0, 0x1f, 0x10, 0x37, 0][..], &many, &[0; 8]].concat(),
        [&[1, 0, 0, 0, 0x02, 0x01, 0x09, 0x10, 1, 0, 0, 0][..], &many].concat(),
    ];
    for list in lists {
        for id in [0x0006_9003, 0x0006_9004] {
            survives(&Writer::new(1252).class("IPM.Appointment").attribute(1, id, &list).bytes());
        }
    }
}

#[test]
fn a_series_of_changes_does_not_repeat_what_is_long() {
    let start = chrono::NaiveDate::from_ymd_opt(2026, 10, 5).unwrap().and_hms_opt(10, 0, 0).unwrap();
    let blob = Blob {
        frequency: 0x200a,
        kind: 0,
        period: 1440,
        specific: Vec::new(),
        end: (0x2023, 0),
        first: start,
        last: start,
        minutes: 60,
        deleted: Vec::new(),
        moved: (0..5000).map(|day| start + chrono::Duration::days(day)).map(|day| (day, day)).collect(),
        subject: None,
    };
    let long = "Größe, ".repeat(20_000);
    let properties = super::Props::default()
        .unicode(0x0037, &long)
        .unicode((Set::Appointment, 0x8208), &long)
        .binary((Set::Appointment, 0x8216), &blob.bytes())
        .join(budget());
    let file = Writer::new(1252).class("IPM.Schedule.Meeting.Request").properties(&properties).bytes();
    let Reading { value, warnings } = meeting_calendar(&file);
    for warning in ["more than 100 changed meetings", "longer than 1000 characters"] {
        assert!(warnings.iter().any(|told| told.contains(warning)), "{warning}: {warnings:?}");
    }
    let calendar = value.unwrap();
    assert!(calendar.len() < 2 * 1024 * 1024, "{}", calendar.len());
}

#[test]
fn whoever_reaches_a_limit_is_told_which() {
    let properties = (0..20_001).fold(super::Props::default(), |list, _| list.long(0x0017u16, 2));
    let row = || super::recipient("V", "SMTP", "v@b.example", 1);
    let rtf =
        [&[0xff, 0xff, 0xff, 0, 0xff, 0xff, 0xff, 0][..], b"MELA", &[0; 4], &vec![b'x'; 9 * 1024 * 1024]].concat();
    let new = || Writer::new(1252).class("IPM.Schedule.Meeting.Request");
    let cases = [
        (new().properties(&properties), "a list in winmail.dat has more than 20000 properties"),
        (new().recipients(std::slice::from_ref(&properties)), "a list in winmail.dat has more than 20000 properties"),
        (new().recipients(&vec![row(); 5001]), "winmail.dat has more than 5000 recipients"),
        (new().properties(&budget().binary(0x1009, &rtf)), "the RTF text of winmail.dat is 8388608 octets or longer"),
        (
            (0..20_001).fold(new(), |file, _| file.attribute(2, 0x0006_9002, &[])),
            "winmail.dat has more than 20000 attributes",
        ),
    ];
    for (file, expected) in cases {
        let warnings = meeting_calendar(&file.bytes()).warnings;
        let told =
            warnings.iter().any(|told| told.starts_with(expected) && told.ends_with(crate::domain::limits::REST));
        assert!(told, "{expected}: {warnings:?}");
    }
}

#[test]
fn the_rich_file_is_read_before_it_is_damaged() {
    let calendar = meeting_calendar(&rich()).value.unwrap();
    for word in ["RRULE", "EXDATE", "RECURRENCE-ID", "ATTENDEE", "DESCRIPTION"] {
        assert!(calendar.contains(word), "{word} in {calendar}");
    }
}
