//! Signatures as they stand under mails.

use proptest::prelude::*;

use super::*;

#[test]
fn bodies_part_before_their_signature() {
    for (body, sender, signature) in [
        ("Passt es?\n\nViele Grüße\nAnna Weiß", "Anna Weiß", Some("Viele Grüße\nAnna Weiß")),
        ("Passt es?\n\nHerzlich\nIhr Wolfgang Thiel", "Wolfgang Thiel", Some("Herzlich\nIhr Wolfgang Thiel")),
        (
            "Passt es?\nVG\nAnna\n\n-- \nAnna Weiß\nBauer GmbH",
            "Anna Weiß",
            Some("VG\nAnna\n\n-- \nAnna Weiß\nBauer GmbH"),
        ),
        ("Passt es?\n\n-- \nAnna Weiß", "", Some("-- \nAnna Weiß")),
        ("hast du Zeit? lg ulf", "Ulf Sandmann", Some("lg ulf")),
        ("Parken können Sie im Hof. Gruß Detlef Kunz", "Detlef Kunz", Some("Gruß Detlef Kunz")),
        ("Passt das?\n\nTobi", "Tobias Wenzel", Some("Tobi")),
        (
            "Passt das?\n\nDr. Karin Weber\nLeiterin Einkauf\n\nSitz: Kassel",
            "Karin Weber",
            Some("Dr. Karin Weber\nLeiterin Einkauf\n\nSitz: Kassel"),
        ),
        ("Passt das?\r\n\r\nViele Grüße\r\nAnna Weiß\r\n", "Anna Weiß", Some("Viele Grüße\r\nAnna Weiß")),
        ("Vielen Dank für Ihre Nachricht. Ich melde mich.", "Anna Weiß", None),
        ("Schöne Grüße an deine Frau wollte ich noch sagen.", "Anna Weiß", None),
        ("Ihre Nachricht\n\nwurde gelesen.", "Anna Weiß", None),
        ("Passt es Ihnen am Montag?", "Anna Weiß", None),
        ("", "Anna Weiß", None),
    ] {
        assert_eq!(part_signature(body, Some(sender), "").signature, signature, "{body}");
    }
}

#[test]
fn a_signature_speaks_of_its_signer_only() {
    for (block, name, titles, gender, job, phone) in [
        (
            "Viele Grüße\nAnna Weiß\nLeiterin Einkauf\nTel. 0561 000-12",
            "Anna Weiß",
            0,
            Some(Gender::Female),
            Some("Leiterin Einkauf"),
            Some("0561 000-12"),
        ),
        (
            "Dr. Karin Weber\nWeber Technik GmbH\nGeschäftsführer: Prof. Dr. Hans Maier",
            "Karin Weber",
            1,
            None,
            None,
            None,
        ),
        ("Sascha Vogel\nBei Rückfragen: Frau Lange, Tel. 0561 000-12", "Sascha Vogel", 0, None, None, None),
        ("MfG\ni. A. Sabine Kühn\nSekretariat Prof. Dr. Lang", "Sabine Kühn", 0, None, None, None),
        (
            "Best regards\nMs. Li Na\nKey Account Manager",
            "Li Na",
            0,
            Some(Gender::Female),
            Some("Key Account Manager"),
            None,
        ),
        ("Viele Grüße\nRobin Lenz (sie/ihr)\nFax 0561 000-13", "Robin Lenz", 0, Some(Gender::Female), None, None),
        (
            "Beste Grüße\nKim Lang | Projektleiterin | +49 30 0000000",
            "Kim Lang",
            0,
            Some(Gender::Female),
            Some("Projektleiterin | +49 30 0000000"),
            None,
        ),
        (
            "Mit freundlichen Grüßen\nBauer GmbH\nThomas Berger\nVertrieb",
            "Thomas Berger",
            0,
            None,
            Some("Vertrieb"),
            None,
        ),
        (
            "Viele Grüße\nKarin Weber\nSekretariat: 0561 000-1\nDurchwahl 0561 000-7",
            "Karin Weber",
            0,
            None,
            None,
            Some("0561 000-7"),
        ),
    ] {
        let read = Signature::read(block, None, "");
        let signed = read.name.as_ref().map(PersonName::full_name);
        assert_eq!(signed.as_deref(), Some(name), "{block}");
        assert_eq!(read.name.unwrap().titles.len(), titles, "{block}");
        assert_eq!((read.gender, read.job.as_deref(), read.phone.as_deref()), (gender, job, phone), "{block}");
    }
}

#[test]
fn friends_sign_with_a_short_name() {
    for (block, short) in [
        ("LG\nBasti", Some("Basti")),
        ("VG Peter", Some("Peter")),
        ("Dein Sascha", Some("Sascha")),
        ("Deine Änni", Some("Änni")),
        ("lg ulf", Some("Ulf")),
        ("Bis dann\nGreta", Some("Greta")),
        ("Liebe Grüße, Tine", Some("Tine")),
        ("Ihre Nachricht", None),
        ("Gruß\nm", None),
        ("Mit freundlichen Grüßen\nVertrieb", None),
    ] {
        assert_eq!(Signature::read(block, None, "").short_name.as_deref(), short, "{block}");
    }
}

proptest! {
    #[test]
    fn no_body_makes_it_stumble(body in "(?s).{0,400}", sender in ".{0,40}") {
        let parted = part_signature(&body, Some(&sender), &sender);
        prop_assert!(body.starts_with(parted.words));
        if let Some(block) = parted.signature {
            prop_assert!(body.contains(block));
            prop_assert!(Signature::read(block, None, &sender).phone.is_none_or(|phone| phone.len() < 80));
        }
    }
}
