//! Mails of every shape that invites come in.

use super::*;
use crate::domain::message::{Automation, Place};

mod hostile;

const CALENDAR: &str =
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Grüße\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
/// The same in base64.
const BASE64: &str = "QkVHSU46VkNBTEVOREFSDQpNRVRIT0Q6UkVRVUVTVA0KQkVHSU46VkVWRU5UDQpVSUQ6MQ0KU1VNTUFSWTpHcsO8w59lDQpFTkQ6VkVW\r\nRU5UDQpFTkQ6VkNBTEVOREFSDQo=\r\n";

/// A mail with the usual headers and these.
fn mail(headers: &str, body: &str) -> String {
    format!(
        "From: Jana Weber <jana@agentur.example>\r\nTo: max@kunde.example\r\nSubject: Termin\r\nMIME-Version: 1.0\r\n{headers}\r\n\r\n{body}"
    )
}

/// A part with these headers.
fn part(headers: &str, body: &str) -> String {
    format!("{headers}\r\n\r\n{body}\r\n")
}

/// A multipart of this kind, as a part or, given to [`whole`], as the mail.
fn multipart(kind: &str, parts: &[String]) -> String {
    let boundary = format!("=_{kind}_{}", parts.len());
    let delimiter = format!("--{boundary}\r\n");
    let parts: String = parts.iter().flat_map(|part| [delimiter.as_str(), part]).collect();
    format!("Content-Type: multipart/{kind};\r\n boundary=\"{boundary}\"\r\n\r\n{parts}--{boundary}--\r\n")
}

/// A mail that is this part.
fn whole(part: &str) -> String {
    let (headers, body) = part.split_once("\r\n\r\n").unwrap();
    mail(headers, body)
}

fn read(mail: impl AsRef<[u8]>) -> Reading<Message> {
    read_message(mail.as_ref(), "test", |octets, _| octets.starts_with(b"\x78\x9f").then(|| CALENDAR.to_owned()))
}

fn text() -> String {
    part("Content-Type: text/plain; charset=utf-8", "Guten Tag")
}

fn html() -> String {
    part("Content-Type: text/html; charset=utf-8", "<p>Guten Tag</p>")
}

/// The calendar as an inline part.
fn inline(parameters: &str) -> String {
    part(&format!("Content-Type: text/calendar; charset=utf-8{parameters}"), CALENDAR)
}

/// The calendar in base64.
fn encoded(headers: &str) -> String {
    part(&format!("{headers}\r\nContent-Transfer-Encoding: base64"), BASE64)
}

/// The calendar as a file.
fn attached(headers: &str) -> String {
    encoded(&format!("{headers}\r\nContent-Disposition: attachment; filename=\"invite.ics\""))
}

fn mixed(part: String) -> String {
    whole(&multipart("mixed", &[text(), part]))
}

/// Name, mail, and the calendars that are in it.
type Shape = (&'static str, String, Vec<(Place, Option<&'static str>)>);

/// Each mail with line ends of every kind.
fn check(shapes: Vec<Shape>) {
    for (name, mail, expected) in shapes {
        for line_end in ["\r\n", "\n", "\r\r\n"] {
            let message = read(mail.replace("\r\n", line_end)).value;
            let found: Vec<_> = message.calendars.iter().map(|part| (part.place, part.method.as_deref())).collect();
            assert_eq!(found, expected, "{name} with {line_end:?}\n{mail}");
            let whole = message.calendars.iter().all(|part| part.text.contains("SUMMARY:Grüße"));
            assert!(whole, "{name} with {line_end:?}: {:?}", message.calendars);
        }
    }
}

#[test]
fn calendars_are_found_in_the_body() {
    let alternative = |part: String| whole(&multipart("alternative", &[text(), html(), part]));
    let quoted = CALENDAR.replace('=', "=3D").replace('ü', "=C3=BC").replace('ß', "=C3=\r\n=9F");
    let quoted =
        part("Content-Type: text/calendar; method=REQUEST\r\nContent-Transfer-Encoding: quoted-printable", &quoted);
    let nested = multipart("alternative", &[text(), multipart("related", &[html()]), inline("")]);
    let signed = [
        multipart("alternative", &[text(), inline("; method=CANCEL")]),
        part("Content-Type: application/pgp-signature", "x"),
    ];
    let body = |method| vec![(Place::Body, method)];
    check(vec![
        ("alternative", alternative(inline("; method=REQUEST")), body(Some("REQUEST"))),
        ("the calendar alone", whole(&inline("; method=REQUEST")), body(Some("REQUEST"))),
        ("lower case", whole(&inline("; METHOD=request; component=vevent")), body(Some("request"))),
        ("no method", whole(&inline("")), body(None)),
        ("base64", whole(&encoded("Content-Type: TEXT/Calendar; method=\"REQUEST\"")), body(Some("REQUEST"))),
        ("quoted-printable", whole(&quoted), body(Some("REQUEST"))),
        ("a semicolon forgotten", whole(&part("Content-Type: text/calendar charset=utf-8", CALENDAR)), body(None)),
        ("plain text", whole(&part("Content-Type: text/plain; charset=utf-8", CALENDAR)), body(None)),
        ("attached, but an alternative", alternative(attached("Content-Type: text/calendar")), body(None)),
        ("related in alternative in mixed", whole(&multipart("mixed", &[nested])), body(None)),
        ("signed", whole(&multipart("signed", &signed)), body(Some("CANCEL"))),
        (
            "a footer beneath base64",
            mixed(encoded("Content-Type: text/calendar") + "--\r\nVirenfrei. (www.avg.example)\r\n"),
            body(None),
        ),
        ("no end of the multipart", mixed(inline("")).replace("--\r\n", "\r\n"), body(None)),
        ("no calendar", alternative(html()), vec![]),
    ]);
}

#[test]
fn calendars_are_found_in_files() {
    let file = || vec![(Place::Attachment, None)];
    let named = |name: &str| mixed(encoded(&format!("Content-Type: application/octet-stream; {name}")));
    let google = [
        multipart("alternative", &[text(), html(), inline("; method=REQUEST")]),
        attached("Content-Type: application/ics"),
    ];
    check(vec![
        ("application/ics", mixed(attached("Content-Type: application/ics; name=\"invite.ics\"")), file()),
        ("text/calendar", mixed(attached("Content-Type: text/calendar")), file()),
        ("vCalendar", mixed(encoded("Content-Type: text/x-vCalendar; name=a.vcs")), file()),
        ("only a name", mixed(attached("Content-Type: application/octet-stream")), file()),
        ("a name in the old way", named("name=EINLADUNG.ICS"), file()),
        ("a name as RFC 2231 has it", named("name*=utf-8''Einladung%20M%C3%BCller.ics"), file()),
        ("a name in pieces", named("name*0=\"Einladung\"; name*1=\".ics\""), file()),
        ("an encoded name", named("name=\"=?utf-8?Q?M=C3=BCller.ics?=\""), file()),
        ("no name at all", named("x=y"), file()),
        (
            "Google sends both",
            whole(&multipart("mixed", &google)),
            vec![(Place::Body, Some("REQUEST")), (Place::Attachment, None)],
        ),
        (
            "the body counts first",
            whole(&multipart("mixed", &[attached("Content-Type: application/ics"), inline("")])),
            vec![(Place::Body, None), (Place::Attachment, None)],
        ),
    ]);
}

#[test]
fn calendars_are_found_in_mails_within_the_mail() {
    let forwarded = whole(&multipart("alternative", &[text(), inline("; method=REQUEST")]));
    let as_base64 = "Content-Type: application/ms-tnef; name=winmail.dat\r\nContent-Transfer-Encoding: base64";
    check(vec![
        (
            "forwarded",
            mixed(part("Content-Type: message/rfc822", &forwarded)),
            vec![(Place::Forwarded, Some("REQUEST"))],
        ),
        (
            "forwarded as a file",
            mixed(part("Content-Type: application/octet-stream; name=\"Einladung.eml\"", &forwarded)),
            vec![(Place::Forwarded, Some("REQUEST"))],
        ),
        (
            "forwarded twice",
            mixed(part("Content-Type: message/rfc822", &mixed(part("Content-Type: message/rfc822", &forwarded)))),
            vec![(Place::Forwarded, Some("REQUEST"))],
        ),
        ("winmail.dat", mixed(part(as_base64, "eJ8+Ig==")), vec![(Place::Tnef, None)]),
    ]);
}

#[test]
fn calendars_are_decoded_from_any_charset() {
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(CALENDAR.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = CALENDAR.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let cases = [
        ("; charset=utf-8", CALENDAR.as_bytes().to_vec()),
        ("", CALENDAR.as_bytes().to_vec()),
        ("; charset=iso-8859-1", CALENDAR.as_bytes().to_vec()),
        ("; charset=iso-8859-1", latin.clone()),
        ("; charset=utf-8", latin.clone()),
        ("", latin.clone()),
        ("; charset=unknown-8bit", latin),
        ("; charset=utf-16", utf16),
    ];
    for (charset, octets) in cases {
        let mut mail =
            mail(&format!("Content-Type: text/calendar{charset}\r\nContent-Transfer-Encoding: 8bit"), "").into_bytes();
        mail.extend(octets);
        let message = read(mail).value;
        assert!(message.calendars[0].text.contains("SUMMARY:Grüße"), "{charset}: {:?}", message.calendars);
    }
}

#[test]
fn quoted_printable_loses_nothing() {
    let calendar = "BEGIN:VCALENDAR=0D=0ABEGIN:VEVENT=0D=0AATTENDEE;CN=3D\"M=C3=BCller, Max\";RSVP=3D=\r\nTRUE:mailto:max@kunde.example=0D=0A";
    let part =
        part("Content-Type: text/calendar; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable", calendar);
    let message = read(whole(&part)).value;
    assert!(message.calendars[0].text.contains("ATTENDEE;CN=\"Müller, Max\";RSVP=TRUE:mailto:max@kunde.example\r\n"));
}

#[test]
fn what_is_signed_in_one_piece_is_looked_through() {
    let field =
        |tag: u8, value: &[u8]| [&[tag, 0x82][..], &u16::try_from(value.len()).unwrap().to_be_bytes(), value].concat();
    let signed = field(0x04, inline("; method=REQUEST").as_bytes());
    let data = [field(0x02, &[1]), field(0x31, &[]), field(0x30, &[field(0x06, &[1]), field(0xa0, &signed)].concat())];
    let oid = field(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]);
    let whole = field(0x30, &[oid, field(0xa0, &field(0x30, &data.concat()))].concat());
    let mut mail =
        mail("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "").into_bytes();
    mail.extend(whole);
    let reading = read(mail);
    assert_eq!(reading.warnings, Vec::<String>::new());
    let calendar = &reading.value.calendars[0];
    assert_eq!(
        (calendar.method.as_deref(), calendar.place, calendar.text.trim_end()),
        (Some("REQUEST"), Place::Body, CALENDAR.trim_end())
    );
}

#[test]
fn what_is_sealed_says_so() {
    let reading = read(mail("Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "x"));
    assert!(reading.warnings[0].contains("sealed"), "{:?}", reading.warnings);
}

#[test]
fn headers_say_who_when_and_where() {
    let message = read(
        "Return-Path: <jana@agentur.example>\r\nDelivered-To: max@kunde.example\r\nX-Original-To: info@kunde.example\r\n\
         Delivered-To: m.mueller@kunde.example\r\nFrom: =?iso-8859-1?Q?J=F6rg_M=FCller?= <Joerg.Mueller@Agentur.example>\r\n\
         Sender: \"Sekretariat, 2. OG\" <sek@agentur.example>\r\nReply-To: <termine@agentur.example>\r\n\
         To: \"=?utf-8?B?TcO8bGxlciwgTWF4?=\" <max@kunde.example>, undisclosed-recipients:;\r\n\
         Cc: Team: a@kunde.example, B <b@kunde.example>;, a@kunde.example\r\n\
         Subject: =?utf-8?Q?R=C3=BCckfrage_zum_?=\r\n =?utf-8?Q?Termin?=\r\n\t(dringend)\r\n\
         Date: Mon, 23 Nov 2026 10:05:43 +0100 (MEZ)\r\nMessage-ID: <1@agentur.example>\r\n\
         In-Reply-To: <0@kunde.example>\r\nReferences: <x@kunde.example>\r\n <0@kunde.example>\r\n\r\nText",
    )
    .value;
    let from = message.from.unwrap();
    assert_eq!((from.name.as_deref(), from.address.written()), (Some("Jörg Müller"), "Joerg.Mueller@Agentur.example"));
    assert_eq!(message.sender.unwrap().name.as_deref(), Some("Sekretariat, 2. OG"));
    assert_eq!(message.reply_to[0].address.to_string(), "termine@agentur.example");
    assert_eq!(message.to[0].name.as_deref(), Some("Müller, Max"));
    assert_eq!(
        message.cc.iter().map(|person| person.address.to_string()).collect::<Vec<_>>(),
        ["a@kunde.example", "b@kunde.example"]
    );
    assert_eq!(message.subject, "Rückfrage zum Termin (dringend)");
    assert_eq!(message.date.unwrap().to_rfc3339(), "2026-11-23T10:05:43+01:00");
    assert_eq!(message.message_id.as_deref(), Some("1@agentur.example"));
    assert_eq!((message.in_reply_to.len(), message.references.len()), (1, 2));
    let delivered: Vec<String> = message.delivered_to.iter().map(ToString::to_string).collect();
    assert_eq!(delivered, ["max@kunde.example", "m.mueller@kunde.example", "info@kunde.example"]);
    assert_eq!(message.automation, Automation::default());
}

#[test]
fn broken_headers_are_read_as_far_as_they_go() {
    let cases: [(&[u8], Option<&str>, &str); 10] = [
        (b"From: a@b.example, c@d.example\nSubject: x\n\n", Some("a@b.example"), "x"),
        (b"Subject: Gr\xfc\xdfe\nFrom: J\xf6rg <a@b.example>\n\n", Some("a@b.example"), "Grüße"),
        ("Subject: Grüße\nFrom: a@b.example (Jörg)\n\n".as_bytes(), Some("a@b.example"), "Grüße"),
        (b"Subject: \nFrom: nobody\n\n", None, ""),
        (b"Subject: =?iso-8859-1?Q?Gr\xfc\xdfe?= J\xf6rg\nFrom: a@b.example\n\n", Some("a@b.example"), "Grüße Jörg"),
        (b"From x@y Mon Nov 23 10:00:00 2026\nFrom: a@b.example\nSubject: a\n\tb\n\n", Some("a@b.example"), "a b"),
        (
            b"From: <a@b.example>\nFrom: c@d.example\nSubject: =?utf-8?Q?=1b[31m=0d=0aBcc:_x?=\n\n",
            Some("a@b.example"),
            "[31m Bcc: x",
        ),
        (b"from:a@b.example\nSUBJECT:=?utf-8*de?q?=C3=84?=\n\n", Some("a@b.example"), "Ä"),
        (b"From: \"a@b.example\" <>\nSubject: =?utf-8?B?w7w==?=\n\n", Some("a@b.example"), "ü"),
        (b"\n\n  \nFrom: a@b.example\nSubject: x", Some("a@b.example"), "x"),
    ];
    for (mail, from, subject) in cases {
        let message = read(mail).value;
        let found = message.from.as_ref().map(|person| person.address.to_string());
        assert_eq!(found.as_deref(), from, "{}", String::from_utf8_lossy(mail));
        assert_eq!(message.subject, subject, "{}", String::from_utf8_lossy(mail));
    }
}

#[test]
fn a_character_may_be_split_between_encoded_words() {
    let message = read("From: a@b.example\nSubject: =?utf-8?B?R3LD?=\n =?utf-8?B?vMOfZQ==?=\n\n").value;
    assert_eq!(message.subject, "Grüße");
}

#[test]
fn machines_and_lists_are_noticed() {
    let none = Automation::default;
    let cases = [
        (
            "Auto-Submitted: auto-replied (vacation)",
            Automation { auto_submitted: Some("auto-replied".into()), ..none() },
        ),
        (
            "Auto-Submitted: Auto-Generated; owner-email=\"a@b\"",
            Automation { auto_submitted: Some("auto-generated".into()), ..none() },
        ),
        ("Auto-Submitted: no", none()),
        ("Precedence: Bulk", Automation { precedence: Some("bulk".into()), ..none() }),
        ("List-Id: <liste.verein.example>", Automation { list: true, ..none() }),
        ("List-Help: <mailto:liste@verein.example>", Automation { list: true, ..none() }),
        ("List-Unsubscribe: <https://example.org/x>", Automation { unsubscribe: true, ..none() }),
        ("Return-Path: <>", Automation { null_return_path: true, ..none() }),
        ("Return-Path: < >", Automation { null_return_path: true, ..none() }),
        ("Return-Path: <a@b.example>", none()),
        ("X-Autoreply: yes", Automation { other: Some("X-Autoreply".into()), ..none() }),
        ("X-Auto-Response-Suppress: All", Automation { other: Some("X-Auto-Response-Suppress".into()), ..none() }),
        ("X-AutoReply-From: a@b.example", Automation { other: Some("X-AutoReply-From".into()), ..none() }),
        ("X-Autorespond: no", none()),
        ("Feedback-ID: 1:2:3", Automation { other: Some("Feedback-ID".into()), ..none() }),
    ];
    for (header, expected) in cases {
        assert_eq!(read(mail(header, "")).value.automation, expected, "{header}");
    }
}

#[test]
fn the_text_is_what_people_read() {
    let text = |text: &str| part("Content-Type: text/plain; charset=utf-8", text);
    let html = |html: &str| part("Content-Type: text/html; charset=utf-8", html);
    let cases = [
        (mail("Content-Type: text/plain; charset=utf-8", "Grüße\r\n"), "Grüße"),
        (mail("", "Gruß"), "Gruß"),
        (mail("Content-Type: text; charset=utf-8", "Gruß"), "Gruß"),
        (
            mail(
                "Content-Type: text/html",
                "<head><meta http-equiv=x content=\"text/html; charset=iso-2022-jp\"></head>\u{1b}$B;qNA\u{1b}(B",
            ),
            "資料",
        ),
        (mail("Content-Type: text/html; charset=utf-8", "<p>Passt&nbsp;<b>Donnerstag</b>?</p>"), "Passt Donnerstag?"),
        (whole(&multipart("alternative", &[text("klar"), html("<p>bunt</p>")])), "klar"),
        (whole(&multipart("alternative", &[text(" \r\n"), html("<p>bunt</p>")])), "bunt"),
        (
            whole(&multipart("mixed", &[text("eins"), part("Content-Type: image/png", "x"), text("zwei")])),
            "eins\n\nzwei",
        ),
        (
            whole(&multipart(
                "mixed",
                &[
                    text("eins"),
                    part("Content-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt", "Datei"),
                ],
            )),
            "eins",
        ),
        (
            mail(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
                "Gr=C3=BC=\r\n=C3=9Fe",
            ),
            "Grüße",
        ),
        (
            mail(
                "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable",
                "Gr=C3=BC=C3=9Fe=<x>=ZZ",
            ),
            "Grüße=<x>=ZZ",
        ),
        (mail("Content-Type: text/plain; charset=utf-8; format=flowed", "Haben Sie \r\nZeit?"), "Haben Sie Zeit?"),
        (mail("Content-Type: text/plain; charset=utf-8", "a\u{202e}b\u{7}\tc"), "ab c"),
    ];
    for (mail, expected) in cases {
        assert_eq!(read(&mail).value.text, expected, "{mail}");
    }
}

#[test]
fn calendar_files_are_told_from_mails() {
    let utf16: Vec<u8> = CALENDAR.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let yes: [&[u8]; 4] = [CALENDAR.as_bytes(), &utf16, b"\xef\xbb\xbf\r\nbegin:vcalendar", b"BEGIN:VEVENT"];
    assert!(yes.iter().all(|octets| is_calendar_file(octets)));
    let no: [&[u8]; 4] = [b"", b"Subject: BEGIN:VCALENDAR", b"BEGIN VCALENDAR", b"\xff\xfe"];
    assert!(!no.iter().any(|octets| is_calendar_file(octets)));
}

#[test]
fn a_calendar_file_is_a_mail_with_nothing_else() {
    let message = read_calendar_file(CALENDAR.as_bytes(), "a.ics").value;
    assert_eq!((message.source.as_str(), message.calendars[0].place), ("a.ics", Place::Attachment));
    assert_eq!(message.from, None);
}
