//! Whole invites, as the programs write them that most of our organizers use.

use super::*;
use crate::domain::meeting::Mode;

/// What is to be read in an invite.
struct Expected<'a> {
    start: &'a str,
    minutes: u32,
    zone: &'a str,
    organizer: &'a str,
    location: Option<&'a str>,
    mode: Mode,
    url: Option<&'a str>,
    phone: Option<&'a str>,
    agenda: &'a [&'a str],
}

fn check(text: &str, expected: &Expected<'_>) {
    let reading = read(text);
    assert!(reading.warnings.is_empty(), "{:?}", reading.warnings);
    let meeting = &reading.value[0].meeting;
    assert_eq!(shown(meeting.start), expected.start);
    assert_eq!(meeting.duration_minutes, Some(expected.minutes));
    assert_eq!(meeting.time_zone.as_deref(), Some(expected.zone));
    assert_eq!(meeting.organizer.as_ref().unwrap().address.to_string(), expected.organizer);
    assert_eq!(meeting.location.as_deref(), expected.location);
    assert_eq!(meeting.mode, expected.mode);
    assert_eq!(meeting.online_url.as_deref(), expected.url);
    assert_eq!(meeting.phone.as_deref(), expected.phone);
    assert_eq!(meeting.agenda, expected.agenda);
}

#[test]
fn exchange_with_teams() {
    check(
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nPRODID:Microsoft Exchange Server 2010\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\n\
         TZID:W. Europe Standard Time\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\n\
         TZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\n\
         DTSTART:16010101T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\n\
         RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\n\
         ORGANIZER;CN=Weber\\, Jana:MAILTO:Jana.Weber@agentur.example\r\n\
         ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Max:MAILTO\r\n :max@kunde.example\r\n\
         DESCRIPTION;LANGUAGE=de-DE:Guten Tag\\,\\n\\nwir sprechen über:\\n\\n  *   Stand des R\r\n elaunch\\n  *   Budget 2027\\n\\n\
         Viele Grüße\\nJana Weber\\n\\n_________________________________________________\r\n ___________________________\\n\
         Microsoft Teams-Besprechung\\nNehmen Sie auf Ihrem Compu\r\n ter\\, in der mobilen App oder im Raumgerät teil\\n\
         Hier klicken\\, um an der Bespre\r\n chung teilzunehmen<https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40\r\n \
         thread.v2/0?context=%7b%7d>\\nBesprechungs-ID: 312 456 789 01\\nKennung: AbCdEf\\nOder rufen Sie an (nur Audio)\\n\
         +49 69 3650 5756\\,\\,123456789#   Germany\\, Frankfurt am Main\\nTelefonkonferenz-ID: 123 456 789#\\n\r\n \
         Besprechungsoptionen<https://teams.microsoft.com/meetingOptions/?x=1>\\n\
         ________________________________________________________________________________\\n\r\n\
         UID:040000008200E00074C5B7101A82E008\r\nSUMMARY;LANGUAGE=de-DE:Abstimmung Relaunch\r\n\
         DTSTART;TZID=W. Europe Standard Time:20261126T140000\r\nDTEND;TZID=W. Europe Standard Time:20261126T153000\r\n\
         CLASS:PUBLIC\r\nPRIORITY:5\r\nDTSTAMP:20261120T090000Z\r\nTRANSP:OPAQUE\r\nSTATUS:CONFIRMED\r\nSEQUENCE:0\r\n\
         LOCATION;LANGUAGE=de-DE:Microsoft Teams-Besprechung\r\nX-MICROSOFT-CDO-APPT-SEQUENCE:0\r\n\
         X-MICROSOFT-SKYPETEAMSMEETINGURL:https://teams.microsoft.com/l/meetup-join/19%\r\n 3ameeting_x%40thread.v2/0?context=%7b%7d\r\n\
         BEGIN:VALARM\r\nDESCRIPTION:REMINDER\r\nTRIGGER;RELATED=START:-PT15M\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        &Expected {
            start: "2026-11-26T14:00:00+01:00",
            minutes: 90,
            zone: "Europe/Berlin",
            organizer: "jana.weber@agentur.example",
            location: Some("Microsoft Teams-Besprechung"),
            mode: Mode::Online,
            url: Some("https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2/0?context=%7b%7d"),
            phone: Some("+49 69 3650 5756"),
            agenda: &["Stand des Relaunch", "Budget 2027"],
        },
    );
}

#[test]
fn google() {
    check(
        "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\n\
         METHOD:REQUEST\r\nX-GOOGLE-CALID:x@group.calendar.google.com\r\nBEGIN:VEVENT\r\nDTSTART:20261126T130000Z\r\n\
         DTEND:20261126T134500Z\r\nDTSTAMP:20261120T090000Z\r\nORGANIZER;CN=Jana Weber:mailto:jana@agentur.example\r\n\
         UID:65m17hsdolmotv3kvmrtg40ont@google.com\r\nATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=\r\n \
         TRUE;CN=max@kunde.example;X-NUM-GUESTS=0:mailto:max@kunde.example\r\n\
         X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij\r\nX-MICROSOFT-CDO-OWNERAPPTID:-2094303713\r\n\
         DESCRIPTION:<p>Agenda</p><ol><li>Kampagne</li><li>N&auml;chste Schritte</li></ol>\\n\\n-::~:~::~:~:~:~:~:~:~:~:~:~:~:~::~:~::-\\n\r\n \
         Mit Google Meet teilnehmen: https://meet.google.com/abc-defg-hij\\nOder per Telefon: (DE) +49 40 8081617343 PIN: 123 456 789#\\n\
         Weitere Informationen zu Meet: https://support.google.com/a/users/answer/9282720\\n\\n\
         Bitte bearbeiten Sie diesen Abschnitt nicht.\\n-::~:~::~:~:~:~:~:~:~:~:~:~:~:~::~:~::-\r\n\
         LAST-MODIFIED:20261120T090000Z\r\nSEQUENCE:0\r\nSTATUS:CONFIRMED\r\nSUMMARY:Kampagne\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        &Expected {
            start: "2026-11-26T13:00:00+00:00",
            minutes: 45,
            zone: "UTC",
            organizer: "jana@agentur.example",
            location: None,
            mode: Mode::Online,
            url: Some("https://meet.google.com/abc-defg-hij"),
            phone: Some("+49 40 8081617343"),
            agenda: &["Kampagne", "Nächste Schritte"],
        },
    );
}

#[test]
fn zoom_in_apple_calendar() {
    check(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Apple Inc.//macOS 14.1//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:REQUEST\r\n\
         BEGIN:VTIMEZONE\r\nTZID:Europe/Zurich\r\nX-LIC-LOCATION:Europe/Zurich\r\nBEGIN:DAYLIGHT\r\nDTSTART:19810329T020000\r\n\
         RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZNAME:MESZ\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n\
         BEGIN:VEVENT\r\nUID:65BEB44C-9B9F\r\nDTSTAMP:20261120T090000Z\r\nDTSTART;TZID=Europe/Zurich:20261126T101500\r\nDURATION:PT30M\r\n\
         SUMMARY:Vertragsentwurf\r\nLOCATION:https://us02web.zoom.us/j/81234567890?pwd=abc\r\n\
         ORGANIZER;CN=\"Jana Weber\";EMAIL=\"jana@agentur.example\":/aMTg3/principal/\r\n\
         ATTENDEE;CN=\"Max\";CUTYPE=INDIVIDUAL;EMAIL=\"max@kunde.example\";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:max@kunde.example\r\n\
         DESCRIPTION:Jana Weber lädt Sie zu einem geplanten Zoom-Meeting ein.\\n\\nThemen:\\nHaftung\\nLaufzeit\\n\\nZoom-Meeting beitreten\\n\
         https://us02web.zoom.us/j/81234567890?pwd=abc\\n\\nMeeting-ID: 812 3456 7890\\nKenncode: 123456\\nSchnelleinwahl mobil\\n\
         +41436508000\\,\\,81234567890#\\,\\,\\,\\,*123456# Schweiz\\n\\nEinwahl nach aktuellem Standort\\n        +41 43 650 80 00 Schweiz\r\n\
         SEQUENCE:1\r\nX-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        &Expected {
            start: "2026-11-26T10:15:00+01:00",
            minutes: 30,
            zone: "Europe/Zurich",
            organizer: "jana@agentur.example",
            location: Some("https://us02web.zoom.us/j/81234567890?pwd=abc"),
            mode: Mode::Online,
            url: Some("https://us02web.zoom.us/j/81234567890?pwd=abc"),
            phone: Some("+41436508000"),
            agenda: &["Haftung", "Laufzeit"],
        },
    );
}

#[test]
fn notes_with_a_room() {
    check(
        "BEGIN:VCALENDAR\nX-LOTUS-CHARSET:UTF-8\nVERSION:2.0\nPRODID:-//Lotus Development Corporation//NONSGML Notes 9.0//EN_C\nMETHOD:REQUEST\n\
         BEGIN:VTIMEZONE\nTZID:Western/Central Europe\nBEGIN:STANDARD\nDTSTART:19501029T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n\
         RRULE:FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19500326T020000\n\
         TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMINUTE=0;BYHOUR=2;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n\
         BEGIN:VEVENT\nDTSTART;TZID=\"Western/Central Europe\":20261126T090000\nDTEND;TZID=\"Western/Central Europe\":20261126T110000\n\
         TRANSP:OPAQUE\nDTSTAMP:20261120T090000Z\nCLASS:PUBLIC\nDESCRIPTION:1. Zahlen\\n2. Planung\\n\nSUMMARY:Quartal\n\
         ORGANIZER;CN=\"Jana Weber/Koeln/Agentur\":mailto:jana@agentur.example\n\
         ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;CN=\"Max\";RSVP=TRUE\n :mailto:max@kunde.example\n\
         ATTENDEE;CUTYPE=ROOM;ROLE=NON-PARTICIPANT;PARTSTAT=ACCEPTED;CN=\"Raum 3/Agentur\"\n :mailto:raum3@agentur.example\n\
         UID:98F2D7-Lotus_Notes_Generated\nX-LOTUS-BROADCAST:FALSE\nX-LOTUS-NOTESVERSION:2\nEND:VEVENT\nEND:VCALENDAR\n",
        &Expected {
            start: "2026-11-26T09:00:00+01:00",
            minutes: 120,
            zone: "Europe/Berlin",
            organizer: "jana@agentur.example",
            location: None,
            mode: Mode::InPerson,
            url: None,
            phone: None,
            agenda: &["Zahlen", "Planung"],
        },
    );
}

#[test]
fn zimbra_and_webex() {
    check(
        "BEGIN:VCALENDAR\r\nPRODID:Zimbra-Calendar-Provider\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a-b-c\r\n\
         SUMMARY:Webex: Abnahme\r\nATTENDEE;CN=Max;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:max@kunde.example\r\n\
         ORGANIZER;CN=Jana:mailto:jana@agentur.example\r\nDTSTART;TZID=\"Europe/Brussels\":20261126T140000\r\n\
         DTEND;TZID=\"Europe/Brussels\":20261126T150000\r\nSTATUS:CONFIRMED\r\nCLASS:PUBLIC\r\nX-MICROSOFT-CDO-INTENDEDSTATUS:BUSY\r\n\
         TRANSP:OPAQUE\r\nLAST-MODIFIED:20261120T090000Z\r\nDTSTAMP:20261120T090000Z\r\nSEQUENCE:0\r\n\
         DESCRIPTION:Bitte die Liste der offenen Punkte mitbringen.\\n\\n-- Do not delete or change any of the following text. --\\n\\n\
         Wenn es Zeit ist\\, treten Sie hier Ihrem Webex-Meeting bei.\\n\\nMeeting-Kennnummer: 2345 678 9012\\nMeeting-Passwort: abc\\n\
         Meeting beitreten\\nhttps://firma.webex.com/firma-de/j.php?MTID=m12\\n\\nZum Beitreten tippen\\n+49-619-6781-9736\\,\\,*01*23456789012## Germany Toll\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n",
        &Expected {
            start: "2026-11-26T14:00:00+01:00",
            minutes: 60,
            zone: "Europe/Brussels",
            organizer: "jana@agentur.example",
            location: None,
            mode: Mode::Online,
            url: Some("https://firma.webex.com/firma-de/j.php?MTID=m12"),
            phone: Some("+49-619-6781-9736"),
            agenda: &[],
        },
    );
}

#[test]
fn nextcloud_on_the_telephone() {
    check(
        "BEGIN:VCALENDAR\r\nPRODID:-//IDN nextcloud.com//Calendar app 4.5.2//EN\r\nCALSCALE:GREGORIAN\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\n\
         BEGIN:VEVENT\r\nCREATED:20261120T090000Z\r\nDTSTAMP:20261120T090000Z\r\nSEQUENCE:2\r\nUID:0b3e\r\nDTSTART;TZID=Europe/Vienna:20261126T140000\r\n\
         DTEND;TZID=Europe/Vienna:20261126T143000\r\nSTATUS:CONFIRMED\r\nSUMMARY:Rückfragen\r\nLOCATION:Telefonisch: 0043 1 234567\r\n\
         ATTENDEE;CN=Max;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE;LANGUAGE=de;SCHEDULE-STATUS=1.1:mailto:max@kunde.example\r\n\
         ORGANIZER;CN=Jana;SCHEDULE-STATUS=1.1:mailto:jana@agentur.example\r\nDESCRIPTION:Ich rufe Sie an.\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        &Expected {
            start: "2026-11-26T14:00:00+01:00",
            minutes: 30,
            zone: "Europe/Vienna",
            organizer: "jana@agentur.example",
            location: Some("Telefonisch: 0043 1 234567"),
            mode: Mode::Phone,
            url: None,
            phone: Some("0043 1 234567"),
            agenda: &[],
        },
    );
}
