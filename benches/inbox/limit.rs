//! What nobody can be asked to beat who reads all: every file parsed in full by the same libraries, on all cores.

use std::path::{Path, PathBuf};

use calcard::icalendar::ICalendar;
use mail_parser::{MessageParser, MimeHeaders};
use rayon::prelude::*;

/// Reads and parses everything, calendars too, and keeps nothing.
pub fn run(inbox: &Path) {
    let files: Vec<PathBuf> =
        std::fs::read_dir(inbox.join("new")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let parts: usize = files
        .par_iter()
        .map(|path| {
            let octets = std::fs::read(path).unwrap();
            let Some(mail) = MessageParser::default().parse(&octets) else { return 0 };
            let calendars = mail.parts.iter().filter(|part| part.is_content_type("text", "calendar"));
            for calendar in calendars.filter_map(|part| part.text_contents()) {
                let _ = std::hint::black_box(ICalendar::parse(calendar));
            }
            std::hint::black_box(mail.parts.len())
        })
        .sum();
    assert!(parts >= files.len());
}
