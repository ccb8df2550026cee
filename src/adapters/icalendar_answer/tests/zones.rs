//! Zones: as the invite wrote them, or right.

use super::*;

fn zone(id: &str, standard: &str, daylight: &str) -> String {
    format!(
        "BEGIN:VTIMEZONE\nTZID:{id}\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:{daylight}\nTZOFFSETTO:{standard}\n\
         RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:{standard}\n\
         TZOFFSETTO:{daylight}\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
}

/// What an answer says of a zone: nothing, what the invite says, or something else.
fn told(id: &str, head: &str) -> &'static str {
    let event = format!("UID:1\nDTSTART;TZID=\"{id}\":20261201T140000\nRRULE:FREQ=WEEKLY\n");
    let text = written(&request(head, &event), &counter("2026-12-01T14:00:00+01:00", "2026-12-01T14:30:00+01:00"));
    let text = text.replace("\r\n", "\n");
    let zones = text.find("BEGIN:VTIMEZONE").map(|start| &text[start..text.find("BEGIN:VEVENT").unwrap()]);
    match zones {
        None => "nothing",
        Some(zones) if zones == head => "as written",
        Some(zones) => {
            assert_eq!(zones.matches("BEGIN:VTIMEZONE").count(), 1, "{zones}");
            assert!(zones.contains(&format!("TZID:{}\n", id.replace(',', "\\,"))), "{zones}");
            "by the database"
        }
    }
}

#[test]
fn a_zone_is_told_as_written_unless_it_is_wrong_or_missing() {
    let cases = [
        ("Europe/Berlin", zone("Europe/Berlin", "+0100", "+0200"), "as written"),
        ("Europe/Berlin", zone("Europe/Berlin", "+0000", "+0100"), "by the database"),
        // Right today, wrong next March.
        ("America/New_York", zone("America/New_York", "-0500", "-0400"), "by the database"),
        ("Europe/Berlin", String::new(), "by the database"),
        (
            "Europe/Berlin",
            "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nEND:STANDARD\nEND:VTIMEZONE\n".to_owned(),
            "by the database",
        ),
        ("W. Europe Standard Time", zone("W. Europe Standard Time", "+0100", "+0200"), "as written"),
        ("W. Europe Standard Time", String::new(), "by the database"),
        ("(UTC+01:00) Amsterdam, Berlin", String::new(), "by the database"),
        ("/freeassociation.sourceforge.net/Europe/Berlin", String::new(), "by the database"),
        ("Customized Time Zone", zone("Customized Time Zone", "+0500", "+0600"), "as written"),
        ("tzone://Microsoft/Custom", zone("tzone://Microsoft/Custom", "+0100", "+0200"), "as written"),
        ("Auenland", String::new(), "nothing"),
    ];
    for (id, head, expected) in cases {
        assert_eq!(told(id, &head), expected, "{id}\n{head}");
    }
}

#[test]
fn a_zone_of_the_invites_own_is_reckoned_with() {
    let own = "BEGIN:VTIMEZONE\nTZID:Eigen\nBEGIN:STANDARD\nDTSTART:20251026T030000\nRDATE:20261025T030000,20271031T030000\n\
               TZOFFSETFROM:+0300\nTZOFFSETTO:+0200\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20260329T020000\nTZOFFSETFROM:+0200\n\
               TZOFFSETTO:+0300\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    let yearly = zone("Eigen", "+0200", "+0300");
    let noted = yearly
        .replace("BYMONTH=10", "BYMONTH=10;BYHOUR=3;BYMINUTE=0")
        .replace("BYDAY=-1SU\nEND:D", "BYDAY=-1SU;COUNT=900\nEND:D");
    for (zone, proposal, expected) in [
        (own, counter("2026-07-02T10:00:00Z", "2026-07-02T10:20:00Z"), "20260702T130000"),
        (own, counter("2026-12-02T10:00:00Z", "2026-12-02T10:20:00Z"), "20261202T120000"),
        (&yearly, counter("2026-07-02T10:00:00Z", "2026-07-02T10:20:00Z"), "20260702T130000"),
        (&noted, counter("2026-12-02T10:00:00Z", "2026-12-02T10:20:00Z"), "20261202T120000"),
        (&noted, counter("2027-07-02T10:00:00Z", "2027-07-02T10:20:00Z"), "20270702T130000"),
    ] {
        let text = written(&request(zone, "UID:1\nDTSTART;TZID=Eigen:20261201T140000\n"), &proposal);
        assert_eq!(lines_of(&text, &["DTSTART"]), [format!("DTSTART;TZID=Eigen:{expected}")], "{zone}");
    }
    // Thunderbird reads one RDATE a line, and DTSTART only without any.
    let text = written(&request(own, "UID:1\nDTSTART;TZID=Eigen:20261201T140000\n"), &declined());
    assert!(text.contains("RDATE:20251026T030000\r\nRDATE:20261025T030000\r\nRDATE:20271031T030000\r\n"), "{text}");
}

#[test]
fn a_reply_says_no_time_that_programs_read_differently() {
    let cases = [
        (
            "DTSTART;TZID=Europe/Berlin:20261201T140000\nDTEND;TZID=Europe/Berlin:20261201T130000\n",
            "DTSTART;TZID=Europe/Berlin:20261201T140000",
        ),
        ("DTSTART;TZID=Europe/Berlin:20261201T140000\nDURATION:PT0S\n", "DTSTART;TZID=Europe/Berlin:20261201T140000"),
        ("DTSTART;TZID=Europe/Berlin:20270328T023000\n", "DTSTART:20270328T013000Z"),
        ("DTSTART;TZID=Europe/Berlin:20261201T140000Z\n", ""),
        ("DTSTART;TZID=Auenland:20261201T140000\n", ""),
        ("DTSTART:20261301T140000Z\n", ""),
        ("DTSTART:20261201\n", "DTSTART;VALUE=DATE:20261201"),
    ];
    for (times, expected) in cases {
        let text = written(&request("", &format!("UID:1\n{times}")), &declined());
        assert_eq!(lines_of(&text, &["DTSTART", "DTEND", "DURATION"]).join(" "), expected, "{times}");
    }
}
