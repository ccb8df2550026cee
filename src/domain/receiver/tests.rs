use super::*;
use crate::domain::address::{EmailAddress, Person};
use crate::domain::message::Place;

fn calendar(product_id: &str, x_properties: &[&str]) -> SourceCalendar {
    SourceCalendar {
        text: String::new(),
        product_id: Some(product_id.to_owned()).filter(|id| !id.is_empty()),
        counter_forbidden: false,
        x_properties: x_properties.iter().map(|name| (*name).to_owned()).collect(),
        place: Place::Body,
    }
}

fn answer(method: AnswerMethod, participation_status: ParticipationStatus) -> CalendarAnswer {
    let max = Person { name: None, address: EmailAddress::parse("max@agentur.example").unwrap() };
    CalendarAnswer {
        method,
        participation_status,
        me: EmailAddress::parse("jana@agentur.example").unwrap(),
        uid: "1".to_owned(),
        start: None,
        end: None,
        location: None,
        delegate: (participation_status == ParticipationStatus::Delegated).then_some(max),
    }
}

#[test]
fn programs_are_known_by_what_they_write() {
    let cases: &[(&str, &[&str], Program, bool)] = &[
        ("Microsoft Exchange Server 2010", &[], Program::Outlook, true),
        ("-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", &[], Program::Outlook, true),
        ("-//davmail.sf.net/NONSGML DavMail Calendar V1.1//EN", &[], Program::Outlook, true),
        ("-//Google Inc//Google Calendar 70.9054//EN", &["X-MICROSOFT-CDO-OWNERAPPTID"], Program::Google, true),
        ("-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", &[], Program::Thunderbird, true),
        ("-//K Desktop Environment//NONSGML libkcal 4.3//EN", &[], Program::KOrganizer, true),
        ("Zimbra-Calendar-Provider", &["X-MICROSOFT-CDO-INTENDEDSTATUS"], Program::Zimbra, true),
        ("-//Inverse inc./SOGo 5.8.0//EN", &[], Program::Sogo, false),
        ("-//IDN nextcloud.com//Calendar app 4.7//EN", &[], Program::Sabre, false),
        ("-//Sabre//Sabre VObject 4.5.4//EN", &[], Program::Sabre, false),
        ("-//Roundcube 1.6//Kolab 3//EN", &[], Program::Kolab, false),
        ("-//Stalwart Labs Ltd.//Stalwart Server//EN", &[], Program::Stalwart, false),
        ("-//CyrusIMAP.org/Cyrus 3.10//EN", &[], Program::Cyrus, false),
        ("-//Apple Inc.//macOS 15.0//EN", &[], Program::Apple, false),
        ("-//CALENDARSERVER.ORG//NONSGML Version 1//EN", &[], Program::Apple, false),
        ("-//Lotus Development Corporation//NONSGML Notes 9.0//EN_C", &[], Program::Notes, false),
        ("Zoho Corporation", &[], Program::Zoho, false),
        ("//Yahoo//Calendar//EN", &[], Program::Yahoo, false),
        ("-//Buchungssystem//1.0//DE", &["X-MICROSOFT-CDO-OWNERAPPTID", "X-ROOM"], Program::Outlook, true),
        ("-//Buchungssystem//1.0//DE", &["X-MICROSOFT-CDO-BUSYSTATUS"], Program::Unknown, false),
        ("", &[], Program::Unknown, false),
    ];
    for (product, extensions, program, acts) in cases {
        let receiver = Receiver::of(&calendar(product, extensions));
        assert_eq!((receiver.program, receiver.acts_on_counter()), (*program, *acts), "{product}");
    }
}

#[test]
fn what_a_program_shows_is_said_in_english() {
    use AnswerMethod::{Counter, Reply, Request};
    use ParticipationStatus::{Declined, Delegated, Tentative};
    let cases = [
        (
            "Microsoft Exchange Server 2010",
            answer(Counter, Tentative),
            "Outlook will offer the new time for the organizer to accept; another place stands in the letter only. \
             The letter's text is shown with the answer.",
        ),
        (
            "-//IDN nextcloud.com//Calendar app 4.7//EN",
            answer(Reply, Tentative),
            "Nextcloud (sabre/vobject) will show that I may come. A new time stands in the letter only. \
             The letter's text is seen in the mail only.",
        ),
        (
            "Microsoft Exchange Server 2010",
            answer(Reply, Delegated),
            "Outlook knows no delegation: it will show no answer of mine, only that of max@agentur.example. \
             The letter's text is shown with the answer.",
        ),
        (
            "",
            answer(Reply, Declined),
            "The organizer's program will show that I decline. Whoever opens the mail reads the letter.",
        ),
        (
            "",
            answer(Request, Delegated),
            "The colleague gets the invite as a request of the organizer's; nobody else is asked.",
        ),
    ];
    for (product, answer, expected) in cases {
        assert_eq!(Receiver::of(&calendar(product, &[])).shows(&answer), expected, "{product}");
    }
}

#[test]
fn every_profile_can_be_met_and_has_a_source() {
    for profile in &PROFILES {
        let product = profile.product.first().unwrap();
        let receiver = Receiver::of(&calendar(&product.to_uppercase(), &[]));
        assert_eq!(receiver.program, profile.program);
        assert!(!receiver.source().is_empty());
    }
}
