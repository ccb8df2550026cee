//! Mails that ask for nothing: the shared corpus, where it is at hand.

use chrono::TimeZone;
use chrono_tz::Europe::Berlin;

use super::shared_table::shared;
use crate::german::requests::{RequestInput, may_be_request, read_request};

#[test]
fn test_mails_of_other_programs_ask_for_no_meeting() {
    let Some(folder) = shared("corpus/mail") else {
        eprintln!("skipped: no shared/corpus/mail");
        return;
    };
    let mut alarms = Vec::new();
    let (mut mails, mut looked_at) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a mail");
        let Some(mail) = mail_parser::MessageParser::default().parse(&bytes) else { continue };
        let subject = mail.subject().unwrap_or_default();
        let body = mail.body_text(0).unwrap_or_default();
        let stamp = mail.date().map_or(0, mail_parser::DateTime::to_timestamp);
        let Some(date) = Berlin.timestamp_opt(stamp, 0).single() else { continue };
        mails += 1;
        looked_at += u32::from(may_be_request(subject, &body));
        if let Some(request) = read_request(&RequestInput { subject, body: &body, date, is_reply: false }) {
            alarms.push(format!("{}: {:?}", path.display(), request.why));
        }
    }
    eprintln!("{mails} mails, {looked_at} looked at");
    assert!(mails > 0, "no mails read");
    assert!(alarms.is_empty(), "{}", alarms.join("\n"));
}
