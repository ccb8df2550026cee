//! Situations in which a letter easily says the wrong thing, and what it says.

use super::super::Templates;
use super::super::sample::Scene;
use super::FORMS;
use crate::domain::letter::{LetterView, SlotView, Wording};
use crate::german::{AddressForm, Locale};

/// The letter of a changed plain situation in every wording and both forms of address.
fn letters(kind: &str, change: impl Fn(&mut LetterView)) -> Vec<String> {
    let templates = Templates::built_in();
    let mut letters = Vec::new();
    for form in FORMS {
        for wording in 0..3 {
            let mut view = Scene::plain(kind, form, Locale::Germany).view(kind, form, Wording::all(wording));
            change(&mut view);
            let letter = templates.render(kind, &view).unwrap_or_else(|error| panic!("{error}"));
            letters.push(format!("{}\n\n{}", letter.subject, letter.text).replace('\u{a0}', " "));
        }
    }
    letters
}

/// Each letter says one of the words of each row of `says`, and none of `never`.
fn check(letters: &[String], says: &[&[&str]], never: &[&str]) {
    for letter in letters {
        for words in says {
            assert!(words.iter().any(|words| letter.contains(words)), "lacks {words:?}:\n{letter}");
        }
        for words in never {
            assert!(!letter.contains(words), "says {words:?}:\n{letter}");
        }
    }
}

fn slot(start: &str, end: &str) -> SlotView {
    SlotView { start: start.to_owned(), end: end.to_owned() }
}

#[test]
fn a_reader_elsewhere_is_told_both_clocks() {
    let elsewhere = |view: &mut LetterView| view.their_zone = Some("America/New_York".to_owned());
    for kind in ["call", "attend", "handoff"] {
        let said = letters(kind, elsewhere);
        check(&said, &[&["Uhr bei Ihnen)", "Uhr bei dir)"]], &[") ("]);
    }
    check(&letters("written", elsewhere), &[&["11 Uhr bei", "6 Uhr bei", "Uhr bei"]], &[]);
    check(&letters("shorter", elsewhere), &[&["(8 bis 8:20 Uhr bei", "(8 bis 8:30 Uhr bei"]], &[]);
}

#[test]
fn what_lasts_over_days_is_named_by_both_ends() {
    let days = |view: &mut LetterView| {
        view.meeting.start = Some("2026-12-03".to_owned());
        view.meeting.end = Some("2026-12-06".to_owned());
        view.meeting.all_day = true;
        view.meeting.over_days = true;
    };
    let both: &[&[&str]] = &[&["von Donnerstag, 3. Dezember, bis Samstag, 5. Dezember"]];
    check(&letters("attend", days), both, &["Gespräch"]);
    check(&letters("handoff", days), both, &[]);
    check(&letters("briefing", days), &[both[0], &["Vertretung von Do., 3.12., bis Sa., 5.12.:"]], &[]);
    let night = |view: &mut LetterView| {
        view.meeting.start = Some("2026-12-02T22:00:00+01:00".to_owned());
        view.meeting.end = Some("2026-12-03T02:00:00+01:00".to_owned());
        view.meeting.over_days = true;
    };
    let both: &[&[&str]] = &[&["von Mittwoch, 2. Dezember, 22 Uhr, bis Donnerstag, 3. Dezember, 2 Uhr"]];
    check(&letters("attend", night), both, &[]);
    check(&letters("handoff", night), both, &[]);
}

#[test]
fn a_yes_without_a_time_offers_some() {
    let undated = |view: &mut LetterView| {
        view.facts.in_words = true;
        view.meeting.start = None;
        view.meeting.end = None;
    };
    check(&letters("attend", undated), &[&["26. November, um 10 Uhr"], &["Zeit", "Gespräch"]], &["fest"]);
    let unknown = |view: &mut LetterView| {
        undated(view);
        view.reply.slots.clear();
    };
    check(&letters("attend", unknown), &[&["Wann passt", "zwei Zeiten", "Welche Tage"]], &[]);
}

#[test]
fn a_reason_given_for_a_yes_is_said() {
    let clause =
        |view: &mut LetterView| view.reply.because = Some("weil wir die Preise gemeinsam ansehen sollten".to_owned());
    check(&letters("attend", clause), &[&[", weil wir die Preise gemeinsam ansehen sollten."], &["um 14 Uhr"]], &[]);
    let sentence = |view: &mut LetterView| view.reply.reason = Some("Ich bringe die Pläne mit.".to_owned());
    check(&letters("attend", sentence), &[&["Ich bringe die Pläne mit."]], &[]);
}

#[test]
fn their_place_is_theirs() {
    let at_theirs = |view: &mut LetterView| {
        view.meeting.host = Some("them");
        view.meeting.location = None;
    };
    check(&letters("attend", at_theirs), &[&["zu Ihnen", "bei Ihnen", "zu dir", "bei dir"]], &["bei uns"]);
    check(&letters("briefing", at_theirs), &[&["Wo: bei Frau Dr. Hollmann", "Wo: bei Petra"]], &["bei uns"]);
    let at_mine = |view: &mut LetterView| view.meeting.host = Some("me");
    check(&letters("attend", at_mine), &[&["zu mir", "bei mir", "erwarte"]], &["Ich komme"]);
    let bracketed = |view: &mut LetterView| view.meeting.location = Some("Rathaus (Saal 2)".to_owned());
    check(&letters("attend", bracketed), &[&["(Rathaus, Saal 2)"]], &[]);
}

#[test]
fn a_colleague_who_invites_is_not_told_about_themselves() {
    let own = |view: &mut LetterView| {
        let organizer = view.meeting.organizer.clone();
        view.reply.colleague =
            Some(crate::domain::letter::PersonView { invites: true, own_meeting: true, ..organizer });
    };
    check(&letters("briefing", own), &[&["Ihrem Termin", "deinem Termin"]], &["Hollmann", "Petra"]);
}

#[test]
fn a_shorter_meeting_says_what_changes() {
    let later = |view: &mut LetterView| {
        view.reply.slot = Some(slot("2026-12-01T15:00:00+01:00", "2026-12-01T15:30:00+01:00"));
        view.reply.same_start = false;
        view.reply.moved = Some("later");
    };
    check(&letters("shorter", later), &[&["später"]], &["wie vorgesehen", "Es bleibt bei"]);
    let other_day = |view: &mut LetterView| {
        later(view);
        view.reply.moved = Some("other_day");
    };
    check(&letters("shorter", other_day), &[&["anderer Tag", "anderen Tag"]], &["wie vorgesehen"]);
    let endless = |view: &mut LetterView| {
        view.meeting.minutes = None;
        view.reply.saved = None;
    };
    check(&letters("shorter", endless), &[], &["ursprünglich", "volle Zeit", "dabei bleibt"]);
    let many = |view: &mut LetterView| {
        view.reply.points = (1..=8).map(|number| format!("Punkt {number}")).collect();
        (view.reply.few_points, view.reply.many_points, view.reply.more_points) = (false, true, true);
    };
    check(&letters("shorter", many), &[&["wichtigsten", "entscheiden müssen"]], &["alle Punkte"]);
    let long = |view: &mut LetterView| view.reply.saved = Some(105);
    check(&letters("shorter", long), &[&["mehr als eineinhalb Stunden"]], &["105"]);
}

#[test]
fn a_colleague_of_the_house_asks_within_it() {
    check(&letters("handoff", |_| ()), &[&["intern"]], &["untereinander", "dort offen"]);
    let outside = |view: &mut LetterView| {
        if let Some(colleague) = &mut view.reply.colleague {
            colleague.in_house = false;
        }
    };
    check(&letters("handoff", outside), &[&["untereinander"]], &["intern"]);
    let reason = |view: &mut LetterView| view.reply.reason = Some("Ich bin dann in Wien.".to_owned());
    for letter in letters("handoff", reason) {
        let (person, why) = (letter.find("Jonas Feldkamp"), letter.find("Ich bin dann in Wien."));
        assert!(person < why && why.is_some(), "{letter}");
    }
}

#[test]
fn a_telephone_call_is_not_replaced_by_one() {
    let phone = |view: &mut LetterView| view.meeting.mode = "phone";
    check(
        &letters("call", phone),
        &[&["früher", "vor dem vorgesehenen"]],
        &["anreisen", "Treffen", "ein Telefonat vor"],
    );
    let no_earlier = |view: &mut LetterView| {
        phone(view);
        view.reply.earlier = false;
    };
    check(&letters("call", no_earlier), &[&["kürzer"]], &["anreisen", "Treffen"]);
}

#[test]
fn one_point_is_one_point() {
    let one = |view: &mut LetterView| view.reply.points = vec!["Kosten der Fassade".to_owned()];
    check(&letters("written", one), &[&["Punkt „Kosten der Fassade“"]], &["diese Punkte", "- ", "Zusammenfassung"]);
    check(
        &letters("attend", one),
        &[&["ereite ich mich", "bereite mich"]],
        &["Tagesordnung", "freue mich", "freu mich"],
    );
}

#[test]
fn a_series_is_handed_over_as_one() {
    let series = |view: &mut LetterView| {
        view.meeting.recurring = true;
        view.meeting.rule = Some("FREQ=WEEKLY".to_owned());
    };
    check(
        &letters("briefing", series),
        &[&["Terminreihe"], &["jeweils 90 Minuten"], &["Vertretung ab Di., 1.12."]],
        &[],
    );
}

#[test]
fn nobody_is_glad_about_a_complaint() {
    let grave = |view: &mut LetterView| {
        view.facts.serious = true;
        view.facts.grave = true;
    };
    for kind in ["call", "attend", "shorter", "written"] {
        check(&letters(kind, grave), &[&["dank", "Dank"]], &["erzlichen Dank", " gern", "Gern", "freue"]);
    }
}

#[test]
fn grief_is_no_business() {
    let grief = |view: &mut LetterView| {
        (view.facts.serious, view.facts.grave, view.facts.grief) = (true, true, true);
        view.meeting.mode = "in_person";
    };
    let never =
        [" gern", "Ergebnis", "Tagesordnung", "Fragen", "Die Sache", "Das Anliegen", "Anfahrt", "anreisen", "Weg"];
    for kind in ["call", "shorter", "written", "handoff", "attend"] {
        check(&letters(kind, grief), &[&["dank", "Dank"]], &never);
    }
}

#[test]
fn a_request_to_telephone_is_not_answered_with_a_meeting() {
    let phone = |view: &mut LetterView| {
        (view.meeting.mode, view.facts.in_words) = ("phone", true);
    };
    check(&letters("written", phone), &[], &["Treffen", "zusammensetzen", "treffen"]);
    check(&letters("shorter", phone), &[&["rech", "bespreche"]], &["gern teil", "gern dabei", "wie vorgesehen"]);
    let own_time = |view: &mut LetterView| {
        phone(view);
        (view.reply.earlier, view.reply.all_earlier) = (true, false);
    };
    check(&letters("call", own_time), &[&["früher"]], &["ursprünglichen Termin", "Ihren Termin", "deinen Termin"]);
}

#[test]
fn one_instance_is_answered_for_this_time() {
    let instance = |view: &mut LetterView| view.meeting.one_of_series = true;
    check(&letters("call", instance), &[&["iesmal"]], &["bespreche ich das", "Das bespreche", "uns das am Telefon"]);
    check(&letters("shorter", instance), &[&["iesmal"]], &["schlage dafür"]);
    check(&letters("written", instance), &[&["iesmal"]], &[]);
    check(&letters("handoff", instance), &[&["iesmal", "für mich sprechen lassen"]], &["dafür meine"]);
}

#[test]
fn a_time_that_may_be_the_meetings_own_is_not_called_earlier() {
    let mixed = |view: &mut LetterView| (view.reply.earlier, view.reply.all_earlier) = (true, false);
    let never = ["Das geht früher", "kommen wir früher", "kommen wir schon", "haben Sie früher"];
    check(&letters("call", mixed), &[&["früher"], &["Wunsch", "können", "möchtest"]], &never);
}

#[test]
fn without_a_known_colleague_the_time_is_named_and_the_reason_comes_first() {
    let alone = |view: &mut LetterView| {
        view.reply.colleague = None;
        view.reply.reason = Some("Ich bin dann in Wien.".to_owned());
    };
    for letter in letters("handoff", alone) {
        let (why, whom) = (letter.find("Ich bin dann in Wien."), letter.find("«Name und Funktion ergänzen»"));
        assert!(why < whom && why.is_some(), "{letter}");
        assert!(letter.contains("1. Dezember, um 14 Uhr möchte ich"), "{letter}");
    }
}

#[test]
fn a_series_keeps_its_times() {
    let series = |view: &mut LetterView| view.meeting.recurring = true;
    check(&letters("handoff", series), &[], &["Ihrem Termin,", "deinem Termin,", "den Termin lieber"]);
}

#[test]
fn to_a_video_meeting_nobody_brings_anything() {
    check(&letters("attend", |view| view.meeting.host = Some("me")), &[], &["mitbringen"]);
    for mode in ["online", "phone", "unknown"] {
        check(&letters("attend", |view| view.meeting.mode = mode), &[], &["mitbringen"]);
    }
}

#[test]
fn who_met_often_hears_of_this_time() {
    for kind in ["call", "shorter", "written"] {
        check(&letters(kind, |view| view.facts.met = Some(5)), &[&["iesmal"]], &["Deshalb", "Darum"]);
    }
}

#[test]
fn a_final_question_stands_before_the_ways_out() {
    for letter in letters("written", |_| ()) {
        let last = letter.split("\n\n").filter(|paragraph| paragraph.contains('?')).last().unwrap_or_default();
        assert!(!last.ends_with('?'), "{letter}");
    }
}

#[test]
fn a_briefing_on_formal_terms_names_a_friend_in_full() {
    let scene = Scene::plain("briefing", AddressForm::Sie, Locale::Germany);
    let view = scene.view("briefing", AddressForm::Sie, Wording::all(0));
    assert!(!view.meeting.client.du || view.meeting.client.named == view.meeting.client.name);
}
