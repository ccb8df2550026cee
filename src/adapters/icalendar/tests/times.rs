//! Times as their sender meant them.

use super::*;

/// A zone that differs from every known one: two hours ahead of UTC, five in summer.
const OWN_ZONE: &str = "BEGIN:VTIMEZONE\nTZID:NAME\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0500\nTZOFFSETTO:+0200\n\
                        RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\n\
                        TZOFFSETFROM:+0200\nTZOFFSETTO:+0500\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n";

#[test]
fn starts_and_ends() {
    let cases = [
        (
            "DTSTART:20261126T130000Z\nDTEND:20261126T143000Z",
            "2026-11-26T13:00:00+00:00",
            "2026-11-26T14:30:00+00:00",
            Some(90),
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261126T140000\nDURATION:PT1H30M",
            "2026-11-26T14:00:00+01:00",
            "2026-11-26T15:30:00+01:00",
            Some(90),
        ),
        (
            "DTSTART;VALUE=DATE-TIME;TZID=\"Europe/Berlin\":20260726T140000\nDTEND;TZID=Europe/Berlin:20260726T150000",
            "2026-07-26T14:00:00+02:00",
            "2026-07-26T15:00:00+02:00",
            Some(60),
        ),
        (
            "DTSTART:20261126T140000\nDTEND:20261126T150000",
            "2026-11-26T14:00:00+01:00",
            "2026-11-26T15:00:00+01:00",
            Some(60),
        ),
        (
            "DTSTART;TZID=W. Europe Standard Time:20261126T140000\nDTEND;TZID=Europe/London:20261126T140000",
            "2026-11-26T14:00:00+01:00",
            "2026-11-26T14:00:00+00:00",
            Some(60),
        ),
        ("DTSTART;VALUE=DATE:20261126\nDTEND;VALUE=DATE:20261127", "2026-11-26", "2026-11-27", Some(1440)),
        ("DTSTART;VALUE=DATE:20261126", "2026-11-26", "-", Some(1440)),
        ("DTSTART;VALUE=DATE:20261126\nDURATION:P2D", "2026-11-26", "2026-11-28", Some(2880)),
        ("DTSTART:20261126\nDTEND:20261126", "2026-11-26", "2026-11-26", Some(1440)),
        ("DTSTART:20261126T140000Z", "2026-11-26T14:00:00+00:00", "-", None),
        (
            "DTSTART:20261126T140000Z\nDTEND:20261126T140000Z",
            "2026-11-26T14:00:00+00:00",
            "2026-11-26T14:00:00+00:00",
            Some(0),
        ),
        (
            "DTSTART:20261126T140000Z\nDTEND:20261126T130000Z",
            "2026-11-26T14:00:00+00:00",
            "2026-11-26T13:00:00+00:00",
            None,
        ),
        ("DTSTART:20261126T140000Z\nDURATION:-PT1H", "2026-11-26T14:00:00+00:00", "-", None),
        (
            "DTSTART;TZID=Europe/Berlin:20261024T120000\nDURATION:P1D",
            "2026-10-24T12:00:00+02:00",
            "2026-10-25T12:00:00+01:00",
            Some(1440),
        ),
        (
            "DTSTART;TZID=Europe/Berlin:20261025T013000\nDURATION:PT3H",
            "2026-10-25T01:30:00+02:00",
            "2026-10-25T03:30:00+01:00",
            Some(180),
        ),
        (
            "DTSTART:2026-11-26T14:00:00+01:00\nDTEND:2026-11-26T15:00:00.000Z",
            "2026-11-26T14:00:00+01:00",
            "2026-11-26T15:00:00+00:00",
            Some(120),
        ),
        (
            "DTSTART:20261126T240000Z\nDTEND:20261127T010060Z",
            "2026-11-27T00:00:00+00:00",
            "2026-11-27T01:00:59+00:00",
            Some(60),
        ),
        ("TZID:Europe/Paris\nDTSTART:20261126T140000", "2026-11-26T14:00:00+01:00", "-", None),
        ("DTSTART:heute", "-", "-", None),
        ("DTSTART:20261331T250000Z", "-", "-", None),
    ];
    for (lines, start, end, minutes) in cases {
        let meeting = meeting(lines);
        assert_eq!((shown(meeting.start).as_str(), shown(meeting.end).as_str()), (start, end), "{lines}");
        assert_eq!(meeting.duration_minutes, minutes, "{lines}");
    }
}

#[test]
fn zones_have_their_iana_name() {
    let cases = [
        ("DTSTART:20261126T130000Z", Some("UTC")),
        ("DTSTART;TZID=Europe/Vienna:20261126T130000", Some("Europe/Vienna")),
        ("DTSTART;TZID=\"W. Europe Standard Time\":20261126T130000", Some("Europe/Berlin")),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261126T130000", Some("Europe/Berlin")),
        ("DTSTART:20261126T130000", Some("Europe/Berlin")),
        ("DTSTART;VALUE=DATE:20261126", None),
        ("DTSTART:20261126T130000+0200", None),
    ];
    for (lines, zone) in cases {
        assert_eq!(meeting(lines).time_zone.as_deref(), zone, "{lines}");
    }
}

#[test]
fn a_calendar_describes_its_zones() {
    let names = [
        "Customized Time Zone",
        "tzone://Microsoft/Custom",
        "(GMT-08.00) Pacific Time (US & Canada)",
        "Büro, 2. OG",
        "Mein/Büro",
    ];
    for name in names {
        for (local, expected) in
            [("20261126T140000", "2026-11-26T14:00:00+02:00"), ("20260726T140000", "2026-07-26T14:00:00+05:00")]
        {
            let zone = OWN_ZONE.replace("NAME", &name.replace(',', "\\,"));
            let text = calendar(
                "METHOD:REQUEST",
                &format!("{zone}{}", event(&format!("UID:1\nDTSTART;TZID=\"{name}\":{local}"))),
            );
            let reading = read(&text);
            assert_eq!(shown(reading.value[0].meeting.start), expected, "{name}");
            assert_eq!(reading.value[0].meeting.time_zone.as_deref(), Some(name));
            assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
        }
    }
}

#[test]
fn a_zone_that_is_described_like_a_known_one_has_its_name() {
    let berlin = OWN_ZONE
        .replace("+0200", "+0100")
        .replace("+0500", "+0200")
        .replace("BYDAY=-1SU;BYMONTH=10", "BYMONTH=10;BYDAY=-1SU");
    let cases = [
        ("TZID:Amt\nX-LIC-LOCATION:Europe/Berlin", "Amt", "Europe/Berlin"),
        ("TZID:Amt\nX-MICROSOFT-CDO-TZID:4", "Amt", "Europe/Berlin"),
        (
            "TZID:(UTC+01:00) Amsterdam\\, Berlin\\, Bern\\, Rome\\, Stockholm\\, Vienna",
            "\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\"",
            "Europe/Berlin",
        ),
        ("TZID:Amt\nX-LIC-LOCATION:Asia/Tokyo", "Amt", "Amt"),
    ];
    for (zone, tzid, expected) in cases {
        let zone = berlin.replace("TZID:NAME", zone);
        let text = calendar(
            "METHOD:REQUEST",
            &format!("{zone}{}", event(&format!("UID:1\nDTSTART;TZID={tzid}:20260726T140000"))),
        );
        let meeting = invite(&text).meeting;
        assert_eq!(
            (meeting.time_zone.as_deref(), shown(meeting.start).as_str()),
            (Some(expected), "2026-07-26T14:00:00+02:00"),
            "{zone}"
        );
    }
}

#[test]
fn known_names_mean_the_known_zones() {
    for name in ["Europe/Berlin", "W. Europe Standard Time", "/example.org/Olson_1/Europe/Berlin"] {
        let zone = OWN_ZONE.replace("NAME", name);
        let text = calendar(
            "METHOD:REQUEST",
            &format!("{zone}{}", event(&format!("UID:1\nDTSTART;TZID={name}:20260726T140000"))),
        );
        assert_eq!(shown(invite(&text).meeting.start), "2026-07-26T14:00:00+02:00", "{name}");
    }
}

#[test]
fn zones_without_a_description_are_guessed() {
    let cases = [
        ("TZID=\"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna\"", "2026-07-26T14:00:00+02:00"),
        ("TZID=(GMT-08:00) Pacific Time (US & Canada)", "2026-07-26T14:00:00-07:00"),
        ("TZID=W. European Standard Time", "2026-07-26T14:00:00+02:00"),
        ("TZID=GMT Standard Time 1", "2026-07-26T14:00:00+01:00"),
        ("TZID=Auenland", "2026-07-26T14:00:00+02:00"),
    ];
    for (zone, expected) in cases {
        let reading = read(&request(&format!("DTSTART;{zone}:20260726T140000")));
        assert_eq!(shown(reading.value[0].meeting.start), expected, "{zone}");
        assert_eq!(reading.warnings.len(), 1, "{:?}", reading.warnings);
    }
}

#[test]
fn a_zone_may_follow_its_events_or_be_broken() {
    let event = event("UID:1\nDTSTART;TZID=Custom:20260726T140000");
    let after = calendar("METHOD:REQUEST", &format!("{event}{}", OWN_ZONE.replace("NAME", "Custom")));
    assert_eq!(shown(invite(&after).meeting.start), "2026-07-26T14:00:00+05:00");
    let broken = "BEGIN:VTIMEZONE\nTZID:Custom\nX-LIC-LOCATION:Asia/Tokyo\nBEGIN:STANDARD\nTZOFFSETTO:x\nEND:STANDARD\nEND:VTIMEZONE\n";
    let broken = calendar("METHOD:REQUEST", &format!("{broken}{event}"));
    assert_eq!(shown(invite(&broken).meeting.start), "2026-07-26T14:00:00+09:00");
    let simple = "BEGIN:VTIMEZONE\nTZID:Custom\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:-0330\nTZOFFSETTO:-0330\nEND:STANDARD\nEND:VTIMEZONE\n";
    let simple = calendar("METHOD:REQUEST", &format!("{simple}{event}"));
    assert_eq!(shown(invite(&simple).meeting.start), "2026-07-26T14:00:00-03:30");
}

#[test]
fn times_that_a_clock_change_swallows_or_repeats() {
    let cases = [
        ("DTSTART;TZID=Europe/Berlin:20260329T023000", "2026-03-29T03:30:00+02:00"),
        ("DTSTART;TZID=Europe/Berlin:20261025T023000", "2026-10-25T02:30:00+02:00"),
        ("DTSTART;TZID=America/New_York:20261101T013000", "2026-11-01T01:30:00-04:00"),
    ];
    for (lines, expected) in cases {
        assert_eq!(shown(meeting(lines).start), expected, "{lines}");
    }
}

#[test]
fn the_occurrence_is_in_my_zone() {
    let cases = [
        ("DTSTART;TZID=America/New_York:20261126T090000\nDURATION:PT1H", "2026-11-26 15:00 – 2026-11-26 16:00"),
        ("DTSTART;VALUE=DATE:20261126", "2026-11-26 00:00 – 2026-11-27 00:00"),
        ("DTSTART;VALUE=DATE:20261026\nDTEND;VALUE=DATE:20261029", "2026-10-26 00:00 – 2026-10-29 00:00"),
        ("DTSTART:20261126T130000Z", "2026-11-26 14:00 – 2026-11-26 15:00"),
        ("SUMMARY:ohne Zeit", "-"),
    ];
    for (lines, expected) in cases {
        assert_eq!(occurrence(&meeting(lines)), expected, "{lines}");
    }
}
