//! Where and how people meet: at a place, online or on the telephone.

use super::meeting::Mode;
use super::online_meeting::meeting_link;
use super::phone_number::{as_phone_number, phone_number};

/// What an invite says about where and how.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// LOCATION.
    pub location: Option<&'a str>,
    /// Links that a field of their own names as those of an online meeting.
    pub links: &'a [String],
    /// Numbers that a field of their own names.
    pub numbers: &'a [String],
    /// SUMMARY.
    pub summary: Option<&'a str>,
    /// DESCRIPTION, and what else people read.
    pub text: &'a str,
    /// A room is among the invited.
    pub room: bool,
}

/// Where and how people meet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Venue {
    /// How.
    pub mode: Mode,
    /// The link to an online meeting.
    pub online_url: Option<String>,
    /// The number to dial in or to call.
    pub phone: Option<String>,
}

/// What a meeting's fields and words say about where and how.
#[must_use]
pub fn venue(hints: &Hints<'_>) -> Venue {
    let location = hints.location.unwrap_or("").trim();
    let online_url = meeting_link(location)
        .or_else(|| hints.links.iter().find(|link| link.contains("://")).cloned())
        .or_else(|| meeting_link(hints.text));
    let phone = as_phone_number(location)
        .or_else(|| phone_number(location))
        .or_else(|| hints.numbers.iter().find_map(|number| as_phone_number(number)))
        .or_else(|| phone_number(hints.text));
    let mode = match kind_of(location) {
        Some(mode) => mode,
        None if hints.room => Mode::InPerson,
        None if online_url.is_some() => Mode::Online,
        None => kind_of_summary(hints.summary.unwrap_or("")),
    };
    Venue { mode, online_url, phone }
}

/// How people meet at a LOCATION; `None` where it names nothing.
fn kind_of(location: &str) -> Option<Mode> {
    let lower = location.to_lowercase();
    let has_link = lower.contains("://");
    let mut kinds = Vec::new();
    // `Besprechungsraum 2; Microsoft Teams-Besprechung`: a place beside the service is a place all the same.
    for piece in lower.split([';', '|', '/', '\n', ',']).map(str::trim).filter(|piece| !piece.is_empty()) {
        let words = words(piece);
        let is_place =
            words.iter().any(|word| PLACES.iter().any(|place| word.starts_with(place) || word.ends_with(place)));
        let is_link = piece.contains("://") || has_link && piece.contains('.');
        let is_online = is_link || names(ONLINE, piece, &words) || !is_place && names(RATHER_ONLINE, piece, &words);
        let is_phone = !is_place && (as_phone_number(piece).is_some() || names(PHONE, piece, &words));
        let is_open = has_link || names(NOWHERE, piece, &words) || !piece.contains(char::is_alphabetic);
        kinds.push(match (is_online, is_phone, is_open) {
            (true, _, _) => Mode::Online,
            (_, true, _) => Mode::Phone,
            (_, _, true) => Mode::Unknown,
            _ => Mode::InPerson,
        });
    }
    [Mode::InPerson, Mode::Online, Mode::Phone].into_iter().find(|mode| kinds.contains(mode))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// A title such as "Telefonat mit Frau Kern" says how people meet where nothing else does.
fn kind_of_summary(summary: &str) -> Mode {
    let lower = summary.to_lowercase();
    let words = words(&lower);
    if names(
        &["telefonat", "telefontermin", "telefonkonferenz", "telko", "anruf", "phone call", "telefonisch"],
        &lower,
        &words,
    ) {
        Mode::Phone
    } else if names(
        &["videokonferenz", "videocall", "video-call", "zoom", "webex", "webinar", "teams-call", "online-meeting"],
        &lower,
        &words,
    ) {
        Mode::Online
    } else {
        Mode::Unknown
    }
}

/// Whether a text holds one of the words (long ones with any ending) or phrases.
fn names(table: &[&str], text: &str, words: &[&str]) -> bool {
    table.iter().any(|name| {
        if name.contains([' ', '-', '.']) {
            text.contains(name)
        } else {
            words.iter().any(|word| word == name || name.len() >= 6 && word.starts_with(name))
        }
    })
}

/// Names of services and words that mean "online" whatever stands beside them.
#[rustfmt::skip]
const ONLINE: &[&str] = &[
    "teams", "zoom", "webex", "skype", "jitsi", "bigbluebutton", "bbb", "gotomeeting", "whereby", "hangouts", "facetime",
    "google meet", "online", "virtuell", "virtual", "videokonferenz", "videocall", "video-call", "video call",
    "videotelefonat", "web-meeting", "webmeeting", "webkonferenz", "discord", "alfaview", "nextcloud talk", "lifesize",
];

/// Words that mean "online" where no place is named with them.
const RATHER_ONLINE: &[&str] = &["remote", "video", "web", "digital", "link", "einwahldaten", "zugangsdaten"];

/// Words that mean "on the telephone".
#[rustfmt::skip]
const PHONE: &[&str] = &[
    "telefon", "telko", "tel", "phone", "call", "anruf", "conference call", "ich rufe", "rufe", "ruft", "handy", "mobil",
    "konferenzschaltung", "dial-in", "fernmündlich",
];

/// Beginnings and endings of words for places.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "raum", "räume", "saal", "zimmer", "büro", "straße", "strasse", "etage", "gebäude", "halle", "haus", "platz", "room",
];

/// Words that leave the place open.
#[rustfmt::skip]
const NOWHERE: &[&str] = &[
    "tba", "tbd", "tbc", "offen", "n.n", "unbekannt", "wird noch", "wird bekannt", "folgt", "siehe", "s. u", "s.u",
    "nach absprache", "nach vereinbarung", "pin", "kenncode", "zugangscode", "teilnehmercode", "passcode", "konferenz-id",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_told() {
        let cases = [
            ("Microsoft Teams-Besprechung", "", "", false, Mode::Online),
            ("Microsoft Teams Meeting", "", "", false, Mode::Online),
            ("https://meet.jit.si/Runde", "", "", false, Mode::Online),
            ("https://example.org/raum-3, Kenncode 12", "", "", false, Mode::Online),
            ("Besprechungsraum 2; Microsoft Teams-Besprechung", "", "", false, Mode::InPerson),
            ("Hauptstr. 5, 10115 Berlin", "", "", false, Mode::InPerson),
            ("Café Einstein", "", "https://zoom.us/j/1", false, Mode::InPerson),
            ("Konferenzraum 3. OG", "", "", false, Mode::InPerson),
            ("Telefon", "", "", false, Mode::Phone),
            ("tel:+49-30-1234567", "", "", false, Mode::Phone),
            ("+49 30 1234567", "", "", false, Mode::Phone),
            ("Ich rufe Sie an: 030 1234567", "", "", false, Mode::Phone),
            ("", "", "Hier: https://zoom.us/j/1", false, Mode::Online),
            ("", "", "", true, Mode::InPerson),
            ("", "Telefonat mit Frau Kern", "", false, Mode::Phone),
            ("", "Jour fixe", "", false, Mode::Unknown),
            ("tbd", "", "", false, Mode::Unknown),
            ("Zoom oder Telefon", "", "", false, Mode::Online),
            ("Virtueller Besprechungsraum", "", "", false, Mode::Online),
            ("Videoraum 3", "", "", false, Mode::InPerson),
            ("Digital-Büro, Köln", "", "", false, Mode::InPerson),
            ("Einwahldaten folgen", "", "", false, Mode::Online),
            ("siehe Beschreibung", "", "", false, Mode::Unknown),
            ("Telefonzentrale im Haus 3", "", "", false, Mode::InPerson),
            ("Bei Ihnen", "", "", false, Mode::InPerson),
            ("-", "", "", false, Mode::Unknown),
            ("Telefonkonferenz +49 69 7104 9922, PIN 812", "", "", false, Mode::Phone),
        ];
        for (location, summary, text, room, expected) in cases {
            let hints = Hints { location: Some(location), summary: Some(summary), text, room, ..Hints::default() };
            assert_eq!(venue(&hints).mode, expected, "{location} {summary} {text}");
        }
    }

    #[test]
    fn links_and_numbers_are_found() {
        let text = "Zoom-Meeting beitreten\nhttps://us02web.zoom.us/j/812?pwd=x\nEinwahl: +49 69 7104 9922,,812#";
        let venue = venue(&Hints { text, ..Hints::default() });
        assert_eq!(venue.online_url.as_deref(), Some("https://us02web.zoom.us/j/812?pwd=x"));
        assert_eq!(venue.phone.as_deref(), Some("+49 69 7104 9922"));
    }
}
