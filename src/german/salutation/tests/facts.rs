//! What is known of a correspondent, whence, and how running text names them.

use crate::german::salutation::*;
use crate::german::{AddressForm, Gender, Locale};

fn input<'a>(display_name: &'a str, address: &'a str) -> SalutationInput<'a> {
    SalutationInput {
        display_name: Some(display_name).filter(|name| !name.is_empty()),
        address,
        signature: None,
        body: "",
        contact: ContactHints::default(),
        earlier_form: None,
        default_form: AddressForm::Sie,
        locale: Locale::Germany,
    }
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

#[test]
fn each_fact_carries_where_it_was_learnt() {
    let base = input("Kim Schmidt", "kim.schmidt@x.example");
    let signed = SalutationInput { signature: Some("Viele Grüße\nIhre Dr. Kim Schmidt"), ..base };
    let known = SalutationInput {
        contact: ContactHints { gender: Some(Gender::Male), title: Some("Prof. Dr."), ..ContactHints::default() },
        ..signed
    };
    let shown = input("Mag.a Kim Schmidt", "kim.schmidt@x.example");
    let named = input("Anna Schmidt", "anna.schmidt@x.example");
    for (input, gender, titles) in [
        (base, None, None),
        (signed, Some(Provenance::Signature), Some(Provenance::Signature)),
        (known, Some(Provenance::Contact), Some(Provenance::Contact)),
        (shown, Some(Provenance::DisplayName), Some(Provenance::DisplayName)),
        (named, Some(Provenance::FirstName), None),
    ] {
        let person = resolve(&input);
        let found = (person.gender.map(|known| known.from), person.titles.map(|known| known.from));
        assert_eq!(found, (gender, titles), "{input:?}");
    }
    assert_eq!(plain(&resolve(&known).salutation(Locale::Germany)), "Sehr geehrter Herr Prof. Schmidt,");
}

#[test]
fn the_form_of_address_follows_the_surest_source() {
    let (sie, du) = (AddressForm::Sie, AddressForm::Du);
    let says_du = "Hallo Jana,\npasst dir Montag?";
    let says_sie = "Guten Tag Frau Weber,\npasst es Ihnen am Montag?";
    let hints_du = "Hallo Jana,\nwann ist der Termin?";
    for (contact, earlier, body, signature, form, from) in [
        (Some(sie), Some(du), says_du, "", sie, Provenance::Contact),
        (None, Some(sie), says_du, "", du, Provenance::Words),
        (None, Some(du), says_sie, "", du, Provenance::EarlierLetters),
        (None, None, says_sie, "", sie, Provenance::Words),
        (None, None, says_sie, "Deine Anna", sie, Provenance::Words),
        (None, None, "Termin am Montag?", "Deine Anna", du, Provenance::Signature),
        (None, Some(sie), hints_du, "", sie, Provenance::EarlierLetters),
        (None, None, hints_du, "", du, Provenance::Words),
        (None, None, hints_du, "Ihre Anna Weiß", sie, Provenance::Signature),
        (None, None, "Hi Jana, can we meet on Friday?", "", sie, Provenance::Default),
    ] {
        let found = resolve(&SalutationInput {
            contact: ContactHints { address_form: contact, ..ContactHints::default() },
            earlier_form: earlier,
            body,
            signature: Some(signature),
            ..input("Anna Weiß", "anna.weiss@x.example")
        });
        assert_eq!(found.address_form, Known { value: form, from }, "{body} {signature}");
    }
}

#[test]
fn warmth_is_answered_with_warmth() {
    for (display_name, body, locale, expected) in [
        ("Dr. Eva Kern", "Liebe Frau Reuter,\n\npasst es Ihnen?", Locale::Germany, "Liebe Frau Dr. Kern,"),
        ("Jonas Vogt", "Lieber Herr Brandt,\n\npasst es Ihnen?", Locale::Switzerland, "Lieber Herr Vogt"),
        (
            "Gräfin Marie von Thalberg",
            "Liebe Frau Reuter,\nbitte kommen Sie.",
            Locale::Germany,
            "Liebe Gräfin von Thalberg,",
        ),
        ("Eva Kern", "Sehr geehrte Frau Reuter,\n\npasst es Ihnen?", Locale::Germany, "Sehr geehrte Frau Kern,"),
        ("Eva Kern", "Guten Tag Frau Reuter,\n\nLiebe Frau Reuter!", Locale::Germany, "Sehr geehrte Frau Kern,"),
        ("Eva Kern", "Liebe Gäste,\n\nkommen Sie!", Locale::Germany, "Sehr geehrte Frau Kern,"),
        ("Toni Arnold", "Liebe Frau Reuter,\n\npasst es Ihnen?", Locale::Germany, "Guten Tag Toni Arnold,"),
        ("Eva Kern", "Liebe Johanna,\n\npasst es dir?", Locale::Germany, "Hallo Eva,"),
    ] {
        let input = SalutationInput { body, ..input(display_name, "office@kern.example") };
        assert_eq!(plain(&resolve(&input).salutation(locale)), expected, "{display_name}: {body}");
    }
}

#[test]
fn the_address_book_wins() {
    let hints = ContactHints::default();
    for (hints, locale, expected) in [
        (ContactHints { salutation: Some("Liebe Frau Sommer,"), ..hints }, Locale::Germany, "Liebe Frau Sommer,"),
        (ContactHints { salutation: Some("Liebe Frau Sommer"), ..hints }, Locale::Austria, "Liebe Frau Sommer,"),
        (ContactHints { salutation: Some("Liebe Frau Sommer,"), ..hints }, Locale::Switzerland, "Liebe Frau Sommer"),
        (ContactHints { salutation: Some("Hallo Ute!"), ..hints }, Locale::Germany, "Hallo Ute!"),
        (ContactHints { salutation: Some("  "), ..hints }, Locale::Germany, "Guten Tag Toni Sommer,"),
        (ContactHints { gender: Some(Gender::Female), ..hints }, Locale::Germany, "Sehr geehrte Frau Sommer,"),
        (ContactHints { gender: Some(Gender::Diverse), ..hints }, Locale::Germany, "Guten Tag Toni Sommer,"),
        (ContactHints { title: Some("Dr. med."), ..hints }, Locale::Germany, "Guten Tag Dr. Toni Sommer,"),
        (
            ContactHints { title: Some("Hofrat"), gender: Some(Gender::Female), ..hints },
            Locale::Austria,
            "Sehr geehrte Frau Hofrätin Sommer,",
        ),
        (ContactHints { title: Some("Bauleiterin"), ..hints }, Locale::Germany, "Sehr geehrte Frau Sommer,"),
        (ContactHints { title: Some("Bauleiter"), ..hints }, Locale::Germany, "Guten Tag Toni Sommer,"),
        (ContactHints { name: Some("Dr. Antonia Sommer"), ..hints }, Locale::Germany, "Sehr geehrte Frau Dr. Sommer,"),
        (ContactHints { address_form: Some(AddressForm::Du), ..hints }, Locale::Switzerland, "Hallo Toni"),
    ] {
        let person = resolve(&SalutationInput { contact: hints, locale, ..input("Toni Sommer", "t.sommer@x.example") });
        assert_eq!(plain(&person.salutation(locale)), expected, "{hints:?}");
    }
    let unnamed = SalutationInput {
        contact: ContactHints { name: Some("Anna Sommer"), ..hints },
        ..input("", "sommer@x.example")
    };
    assert_eq!(resolve(&unnamed).salutation(Locale::Germany), "Sehr geehrte Frau Sommer,");
}

#[test]
fn running_text_names_people_in_every_case() {
    let (nominative, dative, accusative) = (Case::Nominative, Case::Dative, Case::Accusative);
    for (name, case, expected) in [
        ("Dr. Anna Müller", nominative, Some("Frau Dr. Müller")),
        ("Dr. Anna Müller", dative, Some("Frau Dr. Müller")),
        ("Thomas von Berg", nominative, Some("Herr von Berg")),
        ("Thomas von Berg", dative, Some("Herrn von Berg")),
        ("Prof. Dr. Thomas von Berg", accusative, Some("Herrn Prof. von Berg")),
        ("Thomas von Berg", Case::Genitive, Some("Herrn von Berg")),
        ("Henriette Gräfin von Thalberg", dative, Some("Gräfin von Thalberg")),
        ("Kim Schmidt", accusative, Some("Kim Schmidt")),
        ("Dr. Kim Schmidt", accusative, Some("Dr. Kim Schmidt")),
        ("Müller", nominative, None),
        ("Bauer GmbH", nominative, None),
    ] {
        let person = resolve(&input(name, "post@x.example"));
        assert_eq!(person.reference(case, Locale::Germany).as_deref().map(plain).as_deref(), expected, "{name}");
    }
    let friend = SalutationInput {
        contact: ContactHints { address_form: Some(AddressForm::Du), ..ContactHints::default() },
        ..input("Dr. Anna Müller", "a.mueller@x.example")
    };
    let friend = resolve(&friend);
    assert_eq!(friend.reference(dative, Locale::Germany).as_deref(), Some("Anna"));
    assert_eq!(
        friend.formal_reference(dative, Locale::Germany).as_deref().map(plain).as_deref(),
        Some("Frau Dr. Müller")
    );
}

#[test]
fn several_readers_are_greeted_in_one_line() {
    let polite = |name: &str| resolve(&input(name, "post@x.example"));
    let friend = |name: &str| {
        let contact = ContactHints { address_form: Some(AddressForm::Du), ..ContactHints::default() };
        resolve(&SalutationInput { contact, ..input(name, "post@x.example") })
    };
    for (readers, locale, expected) in [
        (
            vec![polite("Anna Kern"), polite("Jens Vogt")],
            Locale::Germany,
            "Sehr geehrte Frau Kern, sehr geehrter Herr Vogt,",
        ),
        (vec![polite("Anna Kern"), polite("Kim Vogt")], Locale::Germany, "Sehr geehrte Frau Kern, guten Tag Kim Vogt,"),
        (
            vec![polite("Anna Kern"), polite("Jens Vogt")],
            Locale::Switzerland,
            "Sehr geehrte Frau Kern, sehr geehrter Herr Vogt",
        ),
        (vec![friend("Anna Kern"), friend("Ben Vogt")], Locale::Germany, "Hallo Anna, hallo Ben,"),
        (vec![polite("Anna Kern"), friend("Ben Vogt")], Locale::Germany, "Sehr geehrte Frau Kern, hallo Ben,"),
        (vec![polite("Anna Kern"), polite("Bauer GmbH")], Locale::Germany, "Sehr geehrte Damen und Herren,"),
        (vec![friend("Anna"), friend("Ben"), friend("Cem"), friend("Dora")], Locale::Germany, "Hallo zusammen,"),
        (vec![polite("Anna Kern")], Locale::Germany, "Sehr geehrte Frau Kern,"),
        (vec![], Locale::Germany, "Sehr geehrte Damen und Herren,"),
    ] {
        let readers: Vec<&Correspondent> = readers.iter().collect();
        assert_eq!(joint_salutation(&readers, locale), expected);
    }
}

#[test]
fn a_correspondent_survives_being_stored() {
    let person = resolve(&SalutationInput {
        signature: Some("Viele Grüße\nDr. Anna Müller\nLeiterin Einkauf\nTel. 0561 000-12"),
        ..input("Anna Müller", "a.mueller@x.example")
    });
    assert_eq!((person.job.as_deref(), person.phone.as_deref()), (Some("Leiterin Einkauf"), Some("0561 000-12")));
    let json = serde_json::to_string(&person).unwrap();
    assert!(json.contains(r#""from":"signature""#), "{json}");
    assert_eq!(serde_json::from_str::<Correspondent>(&json).unwrap(), person);
}
