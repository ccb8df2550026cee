//! What a part is, by the type and the name that it gives itself; both in lower case. A part on a server is chosen by
//! the same rules by which one in a file is read.

const CALENDARS: [&str; 6] = [
    "text/calendar",
    "application/ics",
    "application/calendar",
    "text/x-vcalendar",
    "application/x-ical",
    "text/vcalendar",
];

/// Whether it is a calendar, by its type, else by the ending of its file's name.
#[must_use]
pub fn is_calendar(media_type: &str, ending: &str) -> bool {
    let is_named = ["ics", "vcs", "ical", "icalendar"].contains(&ending);
    CALENDARS.contains(&media_type) || is_named && !media_type.starts_with("image/")
}

/// Whether it is Outlook's `winmail.dat` by its type (MS-OXTNEF).
#[must_use]
pub fn is_tnef(media_type: &str) -> bool {
    matches!(media_type, "application/ms-tnef" | "application/vnd.ms-tnef")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_tells_more_than_a_name() {
        let cases = [
            ("text/calendar", "", true),
            ("text/vcalendar", "txt", true),
            ("application/octet-stream", "ics", true),
            ("image/png", "ics", false),
            ("text/plain", "txt", false),
        ];
        for (media_type, ending, expected) in cases {
            assert_eq!(is_calendar(media_type, ending), expected, "{media_type} {ending}");
        }
        assert!(is_tnef("application/ms-tnef") && !is_tnef("application/pdf"));
    }
}
