//! One person in every shape that programs give to names: the salutation is the same.

use super::opening;
use crate::german::salutation::ContactHints;
use crate::german::{AddressForm, Locale};

const WOMEN: &str = "Anna Sabine Karin Ursula Heike Anna-Lena Katharina Petra Birgit Elif Agnieszka Regula Silke Monika Éva Frauke Yvonne";
const MEN: &str =
    "Thomas Peter Jürgen Hans-Peter Wolfgang Mehmet Krzysztof Reto Jan Uwe Walter Otto Friedrich Karl René Björn Luigi";
const SURNAMES: &str = "Müller Schmidt Weber Krause-Feldmann Groß Stern Lang Vogel Öztürk Kowalski Hartwig Obermüller Leitner \
    Zurbriggen Wagner Beck Klein Sommer Winter König Schäfer Haas Voß Zbinden Hofer Bauer Richter Berger Schulz Jansen Frank \
    Martin Simon Paul Werner Hermann Ludwig Peters Arnold Ernst Graf Ritter Herzog Kaiser Prinz Baron Engel Mai Rose";

/// A display name in its shape, and whether it shows a doctor.
fn shapes(given: &str, surname: &str, courtesy: &str) -> Vec<(String, bool)> {
    let plain = [
        format!("{given} {surname}"),
        format!("{surname}, {given}"),
        format!("{given} {surname} (Bauer GmbH)"),
        format!("{given} {surname} | Bauer GmbH"),
        format!("Bauer GmbH, {given} {surname}"),
        format!("{surname}, {given} (Vertrieb)"),
        format!("{given} {surname}, Einkauf"),
        format!("{given} {surname}, MBA"),
        format!("{given} {surname} via Doodle"),
        format!("[EXTERN] {given} {surname}"),
        format!("{given} {surname}").to_lowercase(),
        format!("Dipl.-Ing. {given} {surname}"),
        format!("{courtesy} {surname}"),
    ];
    let doctor = [
        format!("Dr. {given} {surname}"),
        format!("{surname}, Dr. {given}"),
        format!("Dr. {surname}, {given}"),
        format!("{surname}, {given}, Dr."),
        format!("Dr. med. {given} {surname}, LL.M."),
    ];
    plain.into_iter().map(|shape| (shape, false)).chain(doctor.into_iter().map(|shape| (shape, true))).collect()
}

#[test]
fn every_shape_of_a_name_is_greeted_alike() {
    let mut wrong = Vec::new();
    for (at, surname) in SURNAMES.split_whitespace().enumerate() {
        for (names, greeting, courtesy) in [(WOMEN, "Sehr geehrte", "Frau"), (MEN, "Sehr geehrter", "Herr")] {
            let given = names.split(' ').cycle().nth(at).unwrap();
            let (first, last) = (ascii(given), ascii(surname));
            let (initial, other) = (&first[..1], &last[..1]);
            let local = [format!("{initial}.{last}"), format!("{first}.{last}"), "info".to_owned()][at % 3].clone();
            let mut shapes = shapes(given, surname, courtesy);
            if local.starts_with(&format!("{initial}.")) && initial != other {
                // Without a comma the initial before the @ tells which word is the surname.
                shapes.push((format!("{surname} {given}"), false));
            }
            for (shape, doctor) in shapes {
                let title = if doctor { "Dr. " } else { "" };
                let expected = format!("{greeting} {courtesy} {title}{surname},");
                let from = format!("{shape} <{local}@x.example>");
                let [said, _] = opening(&from, None, AddressForm::Sie, Locale::Germany, ContactHints::default());
                if said != expected {
                    wrong.push(format!("{from}: {said:?}, not {expected:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn ascii(name: &str) -> String {
    name.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss").replace('é', "e")
}
