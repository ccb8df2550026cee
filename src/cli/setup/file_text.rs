//! The text of a first configuration: every key with a word on what it is for, unknown ones as examples.
//!
//! Whatever was typed or found becomes TOML through the `toml` crate and stands outside of comments, so that nothing in
//! it can break the file.

use std::fmt::Write as _;

use serde::Serialize;
use toml::Value;

use super::answers::Answers;
use crate::adapters::secrets::PasswordSource;
use crate::domain::setup::MailServer;

/// Comments stand in this column where there is room.
const COMMENT_COLUMN: usize = 48;

/// Text that grows key by key.
#[derive(Default)]
struct Text(String);

impl Text {
    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    fn section(&mut self, name: &str, comment: &str) {
        self.line("");
        self.commented(&format!("[{name}]"), comment);
    }

    fn commented(&mut self, line: &str, comment: &str) {
        if comment.is_empty() {
            return self.line(line);
        }
        let gap = COMMENT_COLUMN.saturating_sub(line.chars().count()).max(1);
        let _ = writeln!(self.0, "{line}{:gap$}# {comment}", "");
    }

    /// A key with its value; without one, the example as a comment.
    fn key(&mut self, key: &str, value: Option<impl Serialize>, example: &str, comment: &str) {
        match value.and_then(|value| Value::try_from(value).ok()) {
            Some(value) => self.commented(&format!("{key} = {value}"), comment),
            None => self.commented(&format!("# {key} = {example}"), comment),
        }
    }

    fn server(&mut self, server: &MailServer, password: Option<&PasswordSource>) {
        self.key("host", Some(&server.host), "", "");
        self.key("port", Some(server.port), "", "");
        self.key("tls", Some(server.protection.name()), "", "\"starttls\", \"tls\"; \"none\" for this machine only");
        self.key("user", server.user.as_ref(), "\"you@example.org\"", "");
        self.key(
            "password",
            password,
            "{ command = \"pass show mail\" }",
            "or { keyring = \"statt\" }, { env = \"NAME\" }",
        );
    }
}

fn some<T>(list: &[T]) -> Option<&[T]> {
    (!list.is_empty()).then_some(list)
}

/// The whole file.
#[must_use]
pub fn file_text(answers: &Answers) -> String {
    let mut text = Text::default();
    text.line("# Written by `statt init`. Change what you like; `statt doctor` tells whether it works.");
    text.line("");
    match answers.inboxes.as_slice() {
        [one] => text.key("inbox", Some(one), "", "Maildir, mbox, folder of mails, or \"imap:NAME\""),
        many => text.key("inbox", some(many), "\"~/Mail/INBOX\"", "Maildir, mbox, folder of mails, or \"imap:NAME\""),
    }
    me(&mut text, answers);
    hours(&mut text, answers);
    text.section("calendar", "where your own appointments are");
    text.key("paths", some(&answers.calendars), "[\"~/calendars\"]", ".ics files, and folders of them");
    text.section("contacts", "who matters, Sie or du, telephone numbers");
    text.key("paths", some(&answers.contacts), "[\"contacts.csv\"]", "CSV, .vcf files, and folders of them");
    text.key("colleagues", some(&answers.colleagues), "[\"@example.org\"]", "domains or addresses");
    text.section("policy", "");
    text.key("call_minutes", Some(20), "", "what a call takes");
    text.key("short_minutes", Some(30), "", "what a shortened meeting takes");
    text.key("max_meeting_hours_per_week", Some(20), "", "above that, less is accepted");
    for line in CLIENTS_AND_RULES.lines() {
        text.line(line);
    }
    servers(&mut text, answers);
    text.0
}

fn me(text: &mut Text, answers: &Answers) {
    text.section("me", "");
    text.key("name", answers.name.as_ref(), "\"Your Name\"", "letters are signed with it");
    text.key("addresses", some(&answers.addresses), "[\"you@example.org\"]", "the first is the one to send from");
    text.key("phone", answers.phone.as_ref(), "\"+49 30 1234567\"", "for calls instead of meetings");
    text.key("time_zone", answers.zone.map(chrono_tz::Tz::name), "\"Europe/Berlin\"", "");
    text.key("locale", Some(answers.locale), "", "de-DE, de-AT, de-CH");
    text.key("address_form", Some(answers.address_form), "", "sie or du, unless a contact or the mail itself tells");
    text.line("# signature = \"\"\"\n# Your Name\n# Your Company · Your Town\"\"\"");
}

fn hours(text: &mut Text, answers: &Answers) {
    text.section("hours", "when calls and shorter meetings may be proposed");
    text.key("weekdays", Some(["mon", "tue", "wed", "thu", "fri"]), "", "");
    text.key("start", Some("09:00"), "", "");
    text.key("end", Some("17:00"), "", "");
    text.key("lunch", Some(["12:00", "13:00"]), "", "");
    text.key("holidays", answers.holidays, "\"DE-BE\"", "your Land or canton: DE-BE, AT-9, CH-ZH …");
    text.key("buffer_minutes", Some(15), "", "kept free around appointments");
}

const CLIENTS_AND_RULES: &str = r#"
# [[client]]                                    # who is worth more or less than others
# match = "@example.org"
# importance = "key"                            # key, high, normal, low

# [[rule]]                                      # your own rules come before the built-in ones
# name = "status-meetings"
# when = { recurring = true, keywords = ["Status", "Jour fixe"], importance = ["normal", "low"] }
# reply = "written""#;

fn servers(text: &mut Text, answers: &Answers) {
    if let Some(server) = &answers.smtp {
        text.section("smtp", "where approved mails go out");
        if let Some(provider) = answers.provider {
            text.line(&format!("# {}", provider.name));
            if let Some(note) = provider.note {
                text.line(&format!("# {note}"));
            }
        }
        text.server(server, answers.smtp_password.as_ref());
        let comment = if crate::domain::setup::files_sent_mail(&server.host) {
            "not needed, this provider keeps sent mails itself"
        } else {
            "a Maildir for copies of sent mails"
        };
        text.key("copy_to", answers.copy_to.as_ref(), "\"~/Mail/Sent\"", comment);
    } else {
        for line in NO_SMTP.lines() {
            text.line(line);
        }
    }
    if let Some(server) = &answers.imap {
        text.section("imap.mail", "the same mailbox at the server: inbox = \"imap:mail\"");
        text.server(server, answers.imap_password.as_ref());
    }
}

const NO_SMTP: &str = r#"
# [smtp]                                        # without a server statt drafts, but cannot send
# host = "smtp.example.org"
# port = 587
# tls = "starttls"
# user = "you@example.org"
# password = { command = "pass show mail" }     # or { keyring = "statt" }, { env = "NAME" }"#;
