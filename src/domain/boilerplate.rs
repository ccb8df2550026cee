//! What online meeting services and calendar programs write into a description, which nobody needs to read.

use super::online_meeting;
use super::phone_number::as_phone_number;

/// The text without the instructions for joining that Teams, Zoom, Meet, Webex and Skype add, and without the
/// repetition of time and place that Outlook and Google put around it.
#[must_use]
pub fn without_boilerplate(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut block: Option<Block> = None;
    for line in text.lines() {
        let lower = line.trim().to_lowercase();
        if let Some(open) = block {
            if open.ends_with(&lower) {
                block = None;
            }
            continue;
        }
        block = Block::begins_with(&lower);
        if block.is_none() && !is_boilerplate(line, &lower) {
            kept.push(line);
        }
    }
    kept.join("\n").trim().to_owned()
}

/// A run of lines that belongs together.
#[derive(Clone, Copy)]
enum Block {
    /// Between two lines of `-::~:~::~`.
    GoogleMeet,
    /// From its first line to the next line of underscores.
    Teams,
}

impl Block {
    fn begins_with(line: &str) -> Option<Self> {
        if line.starts_with("-::~:~") {
            return Some(Self::GoogleMeet);
        }
        let first_of_teams = ["microsoft teams-besprechung", "microsoft teams meeting", "microsoft teams need help"];
        let first_of_teams = first_of_teams.iter().any(|first| line.trim_start_matches('*').starts_with(first));
        first_of_teams.then_some(Self::Teams)
    }

    fn ends_with(self, line: &str) -> bool {
        match self {
            Self::GoogleMeet => line.starts_with("-::~:~"),
            Self::Teams => line.starts_with("____") || TEAMS_LAST.iter().any(|last| line.contains(last)),
        }
    }
}

/// The last line of what Teams writes, where no line of underscores follows.
const TEAMS_LAST: [&str; 6] = [
    "besprechungsoptionen",
    "meeting options",
    "reset dial-in pin",
    "einwahl-pin zurücksetzen",
    "pin für die einwahl zurücksetzen",
    "für organisatoren",
];

fn is_boilerplate(line: &str, lower: &str) -> bool {
    let is_point = super::agenda_points::point(line).is_some();
    let names_a_service = !is_point && lower.len() <= SHORT && SERVICES.iter().any(|name| lower.contains(name));
    names_a_service
        || is_rule(lower)
        || is_link(lower)
        || PHRASES.iter().any(|phrase| lower.contains(phrase))
        || !is_point && is_key(lower)
        || is_number_to_dial(lower)
}

/// A line about a service that is longer than this may say something of its own.
const SHORT: usize = 100;

/// `________`, `────────`, `*~*~*~*~`, `======`.
fn is_rule(line: &str) -> bool {
    line.len() >= 3
        && line.chars().all(|c| matches!(c, '_' | '-' | '─' | '—' | '=' | '*' | '~' | '#' | '.' | ':' | ' '))
}

/// Nothing but a link, perhaps in brackets or with a word in front.
fn is_link(line: &str) -> bool {
    let Some(address) = online_meeting::links(line).next() else { return false };
    let rest = line.replacen(&address, "", 1);
    rest.chars().filter(|c| c.is_alphanumeric()).count() <= 3
        || online_meeting::is_meeting_link(&address) && rest.len() <= 60
}

fn is_key(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    KEYS.contains(&key.trim().trim_matches('*')) && value.len() <= 120
}

/// `+49 69 7104 9922,,123456789# Germany`: the list of dial-in numbers.
fn is_number_to_dial(line: &str) -> bool {
    let number = line.split([',', '#']).next().unwrap_or("");
    let number: String =
        number.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')' | '/')).collect();
    line.starts_with('+') && as_phone_number(&number).is_some()
}

/// Names of services: a short line that holds one is an instruction.
const SERVICES: [&str; 13] = [
    "teams-meeting",
    "teams-besprechung",
    "teams meeting",
    "microsoft teams",
    "zoom-meeting",
    "zoom meeting",
    "zoom-besprechung",
    "google meet",
    "webex",
    "skype-besprechung",
    "skype meeting",
    "skype for business",
    "hangouts",
];

/// What stands before the colon of a line that only machines write.
#[rustfmt::skip]
const KEYS: [&str; 42] = [
    "meeting-id", "meeting id", "meeting-kennnummer", "meeting number", "meeting number (access code)", "besprechungs-id",
    "besprechungskennung", "kenncode", "passcode", "kennung", "kennwort", "passwort", "password", "meeting password",
    "meeting-passwort", "besprechungskennwort", "konferenz-id", "conference id", "telefonkonferenz-id",
    "phone conference id", "pin", "host pin", "zugangscode", "access code", "event-passwort", "video id", "video-id",
    "videokonferenz-id", "tenant key", "mandantenschlüssel", "when", "wann", "where", "wo", "who", "wer", "calendar",
    "kalender", "note", "hinweis: die gmt-abweichung", "thema des meetings", "zeit",
];

/// Phrases that only these programs write.
#[rustfmt::skip]
const PHRASES: [&str; 76] = [
    // Teams and Skype
    "hier klicken, um an der besprechung", "klicken sie hier, um an der besprechung", "click here to join",
    "join the meeting now", "jetzt an besprechung teilnehmen", "jetzt an der besprechung teilnehmen",
    "nehmen sie auf ihrem computer", "nehmen sie auf dem computer", "nehmen sie an ihrem computer",
    "auf ihrem computer, in der mobilen app", "join on your computer", "im web teilnehmen", "join on the web",
    "besprechungsoptionen", "meeting options", "learn more | ", "weitere infos | ", "benötigen sie hilfe?", "need help?",
    "teams herunterladen", "download teams", "oder rufen sie an (nur audio)", "oder anrufen (nur audio)",
    "or call in (audio only)", "per telefon einwählen", "dial in by phone", "lokale nummer suchen", "find a local number",
    "pin zurücksetzen", "reset pin", "reset dial-in pin", "für organisatoren", "for organizers",
    "videokonferenzgerät teilnehmen", "join with a video conferencing device", "alternate vtc",
    "alternative vtc", "an skype-besprechung teilnehmen",
    // Zoom
    "lädt sie zu einem geplanten", "is inviting you to a scheduled", "join zoom", "one tap mobile", "schnelleinwahl mobil",
    "dial by your location", "einwahl nach aktuellem standort", "find your local number", "ortseinwahl suchen",
    "join by sip", "join by h.323", "mit sip beitreten", "über sip beitreten", "mit h.323 beitreten", "über h.323 beitreten",
    "download and import the following icalendar", "ical-dateien herunterladen",
    // Google Meet and Calendar
    "mit google meet teilnehmen", "join by phone", "telefonisch teilnehmen", "weitere telefonnummern", "more phone numbers",
    "bitte bearbeiten sie diesen abschnitt nicht", "please do not edit this section", "view your event at",
    "sehen sie sich ihren termin", "invitation from google calendar", "einladung von google kalender",
    // Webex
    "do not delete or change any of the following text", "wenn es zeit ist, treten sie", "when it's time, join",
    "join by video system", "videosystem beitreten", "tap to join", "zum beitreten tippen", "global call-in numbers",
    "globale einwahlnummern", "gmt-abweichung",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_wrote_stays() {
        let cases = [
            (
                "Agenda:\n- Budget\n\n________________________________\nMicrosoft Teams-Besprechung\nNehmen Sie auf Ihrem \
                 Computer teil\nHier klicken, um an der Besprechung teilzunehmen<https://teams.microsoft.com/l/meetup-join/x>\
                 \nBesprechungs-ID: 312 456 789\nKennung: AbCdEf\n________________________________\n\nBis dann!",
                "Agenda:\n- Budget\n\n\nBis dann!",
            ),
            (
                "Bitte Zahlen mitbringen.\n\n-::~:~::~:~:~:~::~:~::-\nMit Google Meet teilnehmen: \
                 https://meet.google.com/abc-defg-hij\nBitte bearbeiten Sie diesen Abschnitt nicht.\n-::~:~::~:~:~:~::~:~::-",
                "Bitte Zahlen mitbringen.",
            ),
            (
                "Jana Weber lädt Sie zu einem geplanten Zoom-Meeting ein.\n\nThema: Jahresplanung\nZoom-Meeting beitreten\n\
                 https://us02web.zoom.us/j/812?pwd=x\n\nMeeting-ID: 812 3456 7890\nKenncode: 123456\nSchnelleinwahl mobil\n\
                 +496971049922,,81234567890# Deutschland",
                "Thema: Jahresplanung",
            ),
            (
                "Wann: Donnerstag, 26. November 2026 14:00-15:30\nWo: Köln\n\n*~*~*~*~*~*~*~*~*~*\n\nWir sprechen über den \
                 Vertrag.",
                "Wir sprechen über den Vertrag.",
            ),
            (
                "1. Einführung von Microsoft Teams\n2. Webex abschalten",
                "1. Einführung von Microsoft Teams\n2. Webex abschalten",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(without_boilerplate(text), expected);
        }
    }
}
