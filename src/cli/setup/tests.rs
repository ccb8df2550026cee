//! From what is known to a file that loads.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::adapters::secrets::PasswordSource;
use crate::cli::config;
use crate::cli::config::file::{ConfigFile, SmtpSection};
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::setup::{Findings, KnownAccount, MailServer, Protection, Provider};
use crate::german::Locale;

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn machine() -> Machine {
    Machine { home: Some("/home/jana".into()), folder: "/home/jana/work".into(), ..Machine::default() }
}

/// The file that loads, or a word on why it does not.
#[track_caller]
fn loaded(answers: &Answers) -> ConfigFile {
    let text = file_text(answers);
    config::check(&text, Path::new("/home/jana/.config/statt/config.toml"))
        .unwrap_or_else(|error| panic!("{error}\n{text}"));
    toml::from_str(&text).unwrap()
}

fn work() -> KnownAccount {
    let server = MailServer::smtp("smtp.agentur.example", None, None).with_user(Some("jana".to_owned()));
    KnownAccount {
        source: "mutt".to_owned(),
        name: Some("Jana Weber".to_owned()),
        addresses: vec![address("jana@agentur.example"), address("info@agentur.example")],
        inboxes: vec!["/home/jana/Mail/INBOX".into()],
        sent: Some("/home/jana/Mail/Sent".into()),
        smtp: Some(MailServer { password_command: Some("pass show mail".to_owned()), ..server }),
        ..KnownAccount::default()
    }
}

fn found() -> Findings {
    Findings { accounts: vec![work()], calendars: vec!["/srv/calendars".into()], ..Findings::default() }
}

#[test]
fn the_whole_file_of_a_full_home() {
    let given = Given {
        phone: Some("+49 30 1234567".to_owned()),
        colleagues: vec![AddressPattern::parse("@agentur.example").unwrap()],
        ..Given::default()
    };
    let answers = propose(&given, &found(), &machine());
    loaded(&answers);
    insta::assert_snapshot!(file_text(&answers));
}

#[test]
fn an_empty_home_still_makes_a_file() {
    let answers = propose(&Given::default(), &Findings::default(), &Machine::default());
    let file = loaded(&answers);
    assert!(file.inbox.is_empty() && file.smtp.is_none() && file.me.addresses.is_empty());
    insta::assert_snapshot!(file_text(&answers));
}

/// What became of the servers, on one line.
fn servers(given: &Given, findings: &Findings) -> String {
    let answers = propose(given, findings, &machine());
    let shown = |server: Option<MailServer>| {
        server.map_or("-".to_owned(), |server| {
            let user = server.user.map_or(String::new(), |user| format!(" {user}"));
            format!("{}:{} {}{user}", server.host, server.port, server.protection.name())
        })
    };
    let password = answers.smtp_password.map_or("-".to_owned(), |source| format!("{source:?}"));
    format!("{} | {} | {password}", shown(answers.smtp), shown(answers.imap))
}

#[test]
fn servers_come_from_flags_programs_and_providers_in_this_order() {
    let given = |address_text: &str| Given { addresses: vec![address(address_text)], ..Given::default() };
    let host = |host: &str| GivenServer { host: Some(host.to_owned()), ..GivenServer::default() };
    let nothing = Findings::default();
    let clear = MailServer::smtp("smtp.agentur.example", Some(25), Some(Protection::None));
    let in_the_clear = Findings { accounts: vec![KnownAccount { smtp: Some(clear), ..work() }], ..Findings::default() };
    let cases = [
        (Given::default(), &found(), "smtp.agentur.example:587 starttls jana | - | Command(\"pass show mail\")"),
        (given("Jana@gmx.de"), &found(), "mail.gmx.net:465 tls Jana@gmx.de | imap.gmx.net:993 tls Jana@gmx.de | -"),
        (given("jana@firma.example"), &nothing, "- | - | -"),
        (
            Given { provider: Provider::of_id("ionos"), ..given("jana@firma.example") },
            &nothing,
            "smtp.ionos.de:465 tls jana@firma.example | imap.ionos.de:993 tls jana@firma.example | -",
        ),
        (Given { provider: Provider::of_id("all-inkl"), ..given("jana@firma.example") }, &nothing, "- | - | -"),
        (
            Given { smtp: host("mx.firma.example"), imap: host("mx.firma.example"), ..given("jana@firma.example") },
            &nothing,
            "mx.firma.example:587 starttls jana@firma.example | mx.firma.example:993 tls jana@firma.example | -",
        ),
        (
            Given { smtp: host("localhost"), imap: host("localhost"), ..given("jana@firma.example") },
            &nothing,
            "localhost:587 starttls | localhost:993 tls jana@firma.example | -",
        ),
        (Given { imap: host("localhost"), ..Given::default() }, &nothing, "- | - | -"),
        (
            Given {
                smtp: GivenServer { port: Some(465), user: Some("j".to_owned()), ..GivenServer::default() },
                password: Some(PasswordSource::Env("PW".to_owned())),
                ..Given::default()
            },
            &found(),
            "smtp.agentur.example:465 tls j | - | Env(\"PW\")",
        ),
        (Given::default(), &in_the_clear, "smtp.agentur.example:587 starttls | - | -"),
    ];
    for (given, findings, expected) in cases {
        loaded(&propose(&given, findings, &machine()));
        assert_eq!(servers(&given, findings), expected, "{given:?}");
    }
}

#[test]
fn paths_are_absolute_or_below_the_home() {
    let cases = [
        ("Mail", "~/work/Mail"),
        ("./Mail/../Mail", "~/work/Mail/../Mail"),
        ("/home/jana/Mail", "~/Mail"),
        ("/home/jana", "/home/jana"),
        ("/home/janas/Mail", "/home/janas/Mail"),
        ("~/Mail", "~/Mail"),
        ("imap:work", "imap:work"),
    ];
    for (typed, written) in cases {
        assert_eq!(machine().written(typed), written, "{typed}");
    }
    let homeless = Machine { home: Some("/".into()), folder: "/srv".into(), ..Machine::default() };
    assert_eq!(homeless.written("Mail"), "/srv/Mail");
}

#[test]
fn a_server_keeps_the_inbox_where_no_folder_does_and_copies_go_where_nobody_keeps_them() {
    let named = |text: &str| Given { addresses: vec![address(text)], ..Given::default() };
    let sent = Findings { sent: Some("/home/jana/Mail/Sent".into()), ..Findings::default() };
    let cases = [("jana@posteo.de", "imap:mail", Some("~/Mail/Sent")), ("jana@gmail.com", "imap:mail", None)];
    for (mail, inbox, copy_to) in cases {
        let answers = propose(&named(mail), &sent, &machine());
        assert_eq!(answers.inboxes, [inbox]);
        assert_eq!(answers.copy_to.as_deref(), copy_to, "{mail}");
        assert!(loaded(&answers).imap.contains_key("mail"));
    }
}

#[test]
fn germans_elsewhere_get_their_own_holidays_and_time() {
    let cases = [
        (Some("de_AT.UTF-8"), None, Locale::Austria, "AT", "Europe/Vienna"),
        (Some("de_CH.UTF-8"), Some(chrono_tz::Europe::Berlin), Locale::Switzerland, "CH", "Europe/Berlin"),
        (None, None, Locale::Germany, "DE", "Europe/Berlin"),
    ];
    for (language, zone, locale, holidays, time_zone) in cases {
        let machine = Machine { language: language.map(str::to_owned), zone, ..machine() };
        let answers = propose(&Given::default(), &Findings::default(), &machine);
        assert_eq!(answers.locale, locale);
        assert_eq!(answers.holidays.map(crate::domain::holidays::Region::code), Some(holidays));
        assert_eq!(answers.zone.map(chrono_tz::Tz::name), Some(time_zone));
    }
}

proptest! {
    #[test]
    fn nothing_that_is_typed_or_found_breaks_the_file(
        name in "\\PC{1,40}",
        text in ".{1,40}",
        path in "[ -~äß\"'\\\\\\n#]{1,40}",
        command in "[ -~\\t]{1,40}",
    ) {
        let server = MailServer::smtp("smtp.agentur.example", None, None).with_user(Some(text.clone()));
        let answers = Answers {
            name: Some(name.clone()),
            addresses: vec![address("jana@agentur.example")],
            phone: Some(text.clone()),
            inboxes: vec![path.clone(), text.clone()],
            calendars: vec![path.clone()],
            contacts: vec![name.clone()],
            smtp: Some(server.clone()),
            smtp_password: Some(PasswordSource::Command(command.clone())),
            imap: Some(server),
            copy_to: Some(path.clone()),
            ..Answers::default()
        };
        let file = loaded(&answers);
        prop_assert_eq!(file.me.name, Some(name.clone()));
        prop_assert_eq!(file.me.phone, Some(text.clone()));
        prop_assert_eq!(file.inbox, vec![path.clone(), text.clone()]);
        prop_assert_eq!(file.contacts.paths, vec![name]);
        let Some(SmtpSection { user, password, copy_to, .. }) = file.smtp else { return Err(TestCaseError::fail("no [smtp]")) };
        prop_assert_eq!(user, Some(text));
        prop_assert_eq!(password, Some(PasswordSource::Command(command)));
        prop_assert_eq!(copy_to, Some(path));
    }
}
