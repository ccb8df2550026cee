//! Keys, and what becomes of the mails: each row is a mail, the keys, its kind and status then, and the word at the foot.

use super::fixture::Bench;
use crate::cli::review::state::Tab;
use crate::cli::review::{Effect, Message};

#[test]
fn keys_decide_and_change_mails() {
    let cases = [
        (2, "1", "call draft", "now: call"),
        (2, "1u", "shorter draft", "undone: shorter again"),
        (2, "13u", "call draft", "undone: call again"),
        (2, "13uu", "shorter draft", "undone: shorter again"),
        (2, "2", "shorter draft", "it is shorter already"),
        (2, "4", "handoff draft", "now: handoff"),
        (2, "a", "shorter approved", "approved: to Miriam Vogt"),
        (2, "au", "shorter draft", "undone: the approval; it is a draft again"),
        (2, "aka", "shorter approved", "it is approved already; d makes it a draft again"),
        (2, "akd", "shorter draft", "a draft again"),
        (2, "ak5", "attend draft", "now: attend; it is a draft again"),
        (2, "x", "shorter discarded", "discarded; u brings it back"),
        (2, "xu", "shorter draft", "undone: it is a draft again"),
        (2, "axuu", "shorter draft", "undone: the approval; it is a draft again"),
        (2, "u", "shorter draft", "nothing to undo"),
        (2, "m<Backspace><Backspace>45<Enter>", "shorter draft", "drafted anew"),
        (2, "rweil ich reise<Enter>", "shorter draft", "drafted anew"),
        (1, "m", "written draft", "minutes belong to a call (1) or a shorter meeting (2)"),
        (
            4,
            "t",
            "attend draft",
            "times belong to a call (1) or a shorter meeting (2), a deadline to a written reply (3)",
        ),
        (5, "a", "handoff draft", "6 gaps to fill first: g goes through them"),
        (2, "g", "shorter draft", "it has no gaps"),
        (2, "s", "shorter draft", "nothing is approved: a approves"),
    ];
    for (id, keys, expected, notice) in cases {
        let mut bench = Bench::new(80, 24);
        bench.select(id);
        bench.press(keys);
        let mail = bench.mail(id);
        assert_eq!(format!("{} {}", mail.reply.kind, mail.status), expected, "{id} {keys}");
        assert_eq!(bench.notice(), notice, "{id} {keys}");
    }
}

#[test]
fn keys_look_around() {
    let cases = [
        ("j", 2, Tab::Letter),
        ("jjk", 2, Tab::Letter),
        ("<End>", 9, Tab::Letter),
        ("<End>j", 9, Tab::Letter),
        ("<End><Home>k", 1, Tab::Letter),
        ("i", 1, Tab::Invite),
        ("ii", 1, Tab::Letter),
        ("w<Right><Left>", 1, Tab::Week),
        ("<Tab>", 1, Tab::Invite),
        ("<BackTab>", 1, Tab::Week),
        ("jjjj<Tab>", 5, Tab::Briefing),
        ("jjjj<Tab>j", 7, Tab::Letter),
        ("/öztürk<Enter>", 7, Tab::Letter),
        ("/öztürk<Esc>", 7, Tab::Letter),
        ("f3", 5, Tab::Letter),
        ("fj<Enter>", 1, Tab::Letter),
        ("?xq", 1, Tab::Letter),
    ];
    for (keys, id, tab) in cases {
        let mut bench = Bench::new(80, 24);
        bench.press(keys);
        assert_eq!((bench.state.selected_id(), bench.state.tab), (Some(id), tab), "{keys}");
    }
}

#[test]
fn a_decision_leads_to_the_next_mail_that_needs_one() {
    let mut bench = Bench::new(80, 24);
    bench.press("a");
    assert_eq!(bench.state.selected_id(), Some(2));
    bench.press("x");
    assert_eq!(bench.state.selected_id(), Some(3));
    bench.press("<End>a");
    assert_eq!(bench.state.selected_id(), Some(3));
    bench.press("u");
    assert_eq!((bench.state.selected_id(), bench.notice()), (Some(9), "undone: the approval; it is a draft again"));
}

#[test]
fn gaps_are_walked_through_and_both_mails_are_approved_together() {
    let mut bench = Bench::new(80, 24);
    bench.select(5);
    bench.press("g<Tab>zweitens<Enter>");
    assert_eq!(bench.state.entry().unwrap().gaps(), 5);
    bench.press("halb<Esc>g<Tab>");
    assert!(bench.picture().contains("halb"), "{}", bench.picture());
    bench.press("<Esc>g");
    for words in ["eins", "<Backspace>", "drei", "vier"] {
        bench.press(&format!("{words}<Enter>"));
    }
    bench.press("fünf<Enter>");
    assert_eq!((bench.state.entry().unwrap().gaps(), bench.notice()), (0, "no gaps are left: a approves"));
    let briefing = bench.mail(6);
    assert!(
        briefing.letter.text.contains("zweitens") && briefing.letter.text.contains("drei"),
        "{}",
        briefing.letter.text
    );
    bench.press("a<Esc>");
    assert_eq!(bench.mail(5).status.name(), "draft");
    bench.press("ay");
    assert_eq!((bench.mail(5).status.name(), bench.mail(6).status.name()), ("approved", "approved"));
    bench.press("u");
    assert_eq!((bench.mail(5).status.name(), bench.mail(6).status.name()), ("draft", "draft"));
}

#[test]
fn what_is_undone_out_of_sight_is_named() {
    let mut bench = Bench::new(80, 24);
    bench.select(3);
    bench.press("2/öztürk<Enter>u");
    assert_eq!(bench.notice(), "undone: call again (Tobias Lindner, not shown)");
}

#[test]
fn words_written_by_hand_are_not_lost_without_a_yes() {
    let mut bench = Bench::new(80, 24);
    bench.select(3);
    let edit = |text: &str| Ok(text.replace("Lieber Herr Lindner", "Guten Tag Herr Lindner"));
    for message in bench.desk.edit(3, None, edit) {
        bench.take(message);
    }
    assert!(bench.mail(3).hand_edited);
    bench.press("3");
    assert!(bench.picture().contains("edited by hand"), "{}", bench.picture());
    bench.press("n");
    assert!(bench.mail(3).letter.text.contains("Guten Tag Herr Lindner"));
    bench.press("3y");
    assert_eq!((bench.mail(3).reply.kind.name(), bench.mail(3).hand_edited), ("written", false));
    bench.press("u");
    let mail = bench.mail(3);
    assert!(
        mail.letter.text.contains("Guten Tag Herr Lindner") && mail.hand_edited && mail.reply.kind.name() == "call"
    );
    bench.press("u");
    assert!(!bench.mail(3).hand_edited);
}

#[test]
fn a_text_that_cannot_be_taken_is_gone_on_with() {
    let mut bench = Bench::new(80, 24);
    bench.press("e");
    assert_eq!(bench.outside, [Effect::Edit(1, None)]);
    let (text, why) = ("ohne Betreff, aber lang".to_owned(), "mail 1 was changed in the meantime".to_owned());
    bench.take(Message::Kept { id: 1, text, why });
    assert!(bench.notice().contains("kept"), "{}", bench.notice());
    bench.press("a");
    assert_eq!(bench.mail(1).status.name(), "draft");
    bench.press("q");
    assert!(!bench.state.closed);
    bench.press("e");
    assert_eq!(bench.outside[1], Effect::Edit(1, Some("ohne Betreff, aber lang".to_owned())));
    for message in bench.desk.edit(1, Some("ohne Betreff".to_owned()), |text| Ok(format!("Subject: ja\n\n{text}"))) {
        bench.take(message);
    }
    let mail = bench.mail(1);
    assert_eq!((mail.letter.subject.as_str(), mail.letter.text.trim()), ("ja", "ohne Betreff"));
    bench.press("q");
    assert!(bench.state.closed);
}

#[test]
fn times_are_chosen_and_typed() {
    let mut bench = Bench::new(80, 24);
    bench.select(3);
    let starts = |bench: &Bench| -> Vec<String> {
        bench.mail(3).reply.slots.iter().map(|slot| slot.start().format("%d. %H:%M").to_string()).collect()
    };
    assert_eq!(starts(&bench), ["25. 14:00", "26. 10:00"]);
    bench.press("t <Enter>");
    assert_eq!(starts(&bench), ["26. 10:00"]);
    bench.press("toFri 9:30<Enter><Enter>");
    assert_eq!(starts(&bench), ["26. 10:00", "27. 09:30"]);
    bench.press("to1.1.2020 9:00<Enter>");
    assert!(bench.picture().contains("that is over"));
    bench.press("<Esc><Esc>");
    bench.select(1);
    bench.press("t");
    let typed = "<Backspace>".repeat(20);
    bench.press(&format!("{typed}Fri 10:00<Enter>"));
    assert_eq!(bench.mail(1).reply.deadline.unwrap().to_rfc3339(), "2026-11-27T10:00:00+01:00");
    bench.press(&format!("t{typed}irgendwann<Enter>"));
    assert!(bench.picture().contains("! such as Thu 10:00"), "{}", bench.picture());
}

#[test]
fn what_is_refused_comes_back_to_be_mended() {
    let mut bench = Bench::new(80, 24);
    bench.select(2);
    bench.press("m<Backspace><Backspace>90<Enter>");
    assert!(bench.picture().contains("90 minutes are not shorter than the meeting's 90"), "{}", bench.picture());
    bench.press("<Backspace><Backspace>40<Enter>");
    assert_eq!(bench.mail(2).reply.minutes, Some(40));
    bench.press("c<Ctrl-C>cjana@agentur.example<Enter>");
    assert!(bench.picture().contains("your own address"), "{}", bench.picture());
}

#[test]
fn sending_asks_first_and_tells_what_became_of_each_mail() {
    use crate::cli::review::{Message, Progress};
    use crate::domain::draft::Status;
    let mut bench = Bench::new(80, 24);
    bench.press("as");
    assert!(bench.picture().contains("Send 1 mail now?"), "{}", bench.picture());
    bench.press("<Esc>");
    assert_eq!(bench.outside, []);
    bench.press("sy");
    assert_eq!(bench.outside, [Effect::Send]);
    bench.take(Message::Sending(Progress::Begin(2)));
    bench.take(Message::Sending(Progress::Mail(1, Status::Sent, "250 2.0.0 Ok".to_owned())));
    assert!(bench.picture().contains("1 of 2 sent"), "{}", bench.picture());
    bench.press("<Esc>q");
    assert!(!bench.state.closed, "a run of sending is waited for");
    bench.take(Message::Sending(Progress::End(Vec::new())));
    assert!(bench.state.closed);
}
