//! Sie or du, from whole mails.

use super::*;

fn heard(text: &str) -> Option<AddressForm> {
    detect_address_form(text, None)
}

#[test]
fn polite_words() {
    for text in [
        "passt es Ihnen am Montag?",
        "Können\nSie am Montag?",
        "bitte teilen Sie mir Ihren Vorschlag mit.",
        "Ich freue mich auf Ihre Antwort.",
        "Hallo Jana,\n\nkönnen Sie mir helfen?",
        "Sehr geehrte Damen und Herren,\n\nwir bitten um einen Termin.",
        "Liebe Frau Reuter,\n\nbis morgen!",
        "Hallo Frau Reuter,\n\ndie Akte ist da, sie liegt bereit.",
        "Sie haben sich angemeldet, das ist gut.",
        "Guten Tag,\n\nsind Sie am Montag im Büro?",
        "Moin,\n\nkommen Sie gern vorbei, der Lachs ist fertig!",
        "Frau Reuter,\n\nüber die Kosten rede ich erst wieder, wenn ich Ihre Aufstellung habe.",
        "Grüezi Frau Meier\n\nGerne lade ich Sie ein.",
        "Sehr geehrter Herr Dr. Weber,\n\nanbei die Unterlagen.",
        "Guten Morgen Herr Weber,\n\nder Termin ist um 10 Uhr.",
        "Werte Frau Kollegin,\n\nanbei die Unterlagen.",
        "S. g. Frau Weber,\n\nhaben Sie Zeit?",
        "Würde es Ihnen\nam Montag passen?",
        "Danke! Ich melde mich bei Ihnen.",
        "Lieber Herr Weber, danke für die Unterlagen!",
        "Hallo Herr Weber, hast du noch Fragen? So fragte mein Sohn. Wie lautet Ihre Antwort?",
        "Unser Motto: Mach dein Ding! Wir laden Sie ein und freuen uns auf Ihren Besuch.",
        "Bitte senden Sie uns die Pläne. Danke, dass Sie dabei sind.",
        "Herr Weber sagt, dass Sie kommen.",
        "Guten Tag Frau Weber\n\nDie Mieter wissen Bescheid. Sie kommen am Montag.",
        "Sehr geehrte Frau Reuter,\n\nsiehe Betreff. Es geht um die Fertigteile.",
    ] {
        assert_eq!(heard(text), Some(AddressForm::Sie), "{text}");
    }
}

#[test]
fn familiar_words() {
    for text in [
        "hast du Zeit?",
        "Passt dir Montag?",
        "Habt Ihr am Montag Zeit?",
        "Könnt ihr am Montag?",
        "Hallo Jana,\n\nwann passt es am besten?",
        "Hi Jana,\n\nwann passt es am besten?",
        "Moin Johanna,\n\nlass uns Do vormittag zusammensetzen.",
        "Hast Zeit am Montag?",
        "Hallo zusammen,\n\nich würde mit euch gern zurückschauen.",
        "Hi Johanna,\n\nFrau Dr. Krieger hat angerufen, sie braucht die Liste. Hab ihr gesagt, du schickst sie.",
        "Schön, dass Du kommst. Anna sagt, Sie wollen auch kommen? Ich freue mich auf Dich und Deine Frau.",
        "hallo, passt dir der Termin?\n________________________\nNehmen Sie auf dem Computer teil. Rufen Sie an.",
        "hi johanna, hast du donnerstag um 10 zeit, mich am rohbau zu treffen? würd gern mit dir reden.",
        "Hej Johanna,\n\nkommst du Donnerstag zu uns in den Container?",
        "Hoi Johanna\n\nIch möchte mit dir die Pläne anschauen.",
        "Servus Franz,\n\ngeht sich das am Montag aus?",
        "Lieber Thomas,\n\nanbei die Unterlagen.",
        "Hey,\n\nkannst mir die Pläne schicken?",
        "Liebe Jana,\nwie besprochen schicke ich die Liste mit.",
        "Ruf mich bitte kurz an.",
        "Sag mir Bescheid, ob es geht.",
        "Ich habe deine Mail gelesen und melde mich.",
        "Wie geht es Dir? Ich hoffe, Deine Reise war schön.",
        "Danke euch für die Hilfe!",
        "Seid ihr am Montag im Büro?",
        "Wärst du so lieb, die Liste zu prüfen?",
        "Hallo du Liebe,\n\nam Montag ist der Termin im Büro.",
        "war schön, dich am donnerstag mal wieder zu treffen!",
        "Hallo Anna-Lena, am Montag um 10 im Büro?",
        "Gib mir kurz Bescheid, dann buche ich den Raum.",
    ] {
        assert_eq!(heard(text), Some(AddressForm::Du), "{text}");
    }
}

#[test]
fn words_that_tell_nothing() {
    for text in [
        "Sie kommt morgen.",
        "Die Kollegin ist krank. Sie kommt morgen.",
        "Hi Jana,\n\ncan we meet on Friday?",
        "Hello Jana,\n\nplease find the agenda attached.",
        "Dear Jana, could you please call me?",
        "Dear Ms Reuter,\n\nthank you for the drawings.",
        "Je vous remercie de la part du directeur et pour le projet.",
        "Bonjour, le rapport du mois est prêt. Merci pour le travail du groupe.",
        "Der Termin mit Dir. Huber ist um 10 Uhr.",
        "In aller Hast: der Termin ist morgen.",
        "Termin am Montag um 10 Uhr im Büro.",
        "Die Mieter wissen es. Wir haben mit ihnen gesprochen, sie kommen und bringen ihre Unterlagen mit.",
        "Hallo zusammen,\n\nder Termin ist am Montag.",
        "Liebe Kolleginnen und Kollegen,\n\nder Termin ist am Montag.",
        "Liebe Gäste,\n\nbitte vormerken: Am Freitag feiern wir.",
        "Guten Tag,\n\nder Termin ist am Montag.",
        "Hallo Johanna Reuter,\n\nder Termin ist am Montag.",
        "call um 4?",
        "IHRE RECHNUNG",
        "ok",
        "",
        "\n\n  \n",
        "10:00",
    ] {
        assert_eq!(heard(text), None, "{text}");
    }
}

#[test]
fn signatures_tell_where_words_do_not() {
    for (text, signature, expected) in [
        ("Termin am Montag?", "Deine Caro", Some(AddressForm::Du)),
        ("Termin am Montag?", "Herzlich\nIhr Wolfgang Thiel", Some(AddressForm::Sie)),
        ("Passt dir Montag?", "Ihr Wolfgang Thiel", Some(AddressForm::Du)),
        ("Hallo Jana, Termin am Montag?", "Ihr Wolfgang Thiel", Some(AddressForm::Sie)),
        ("Termin am Montag?", "Eure Caro vom Orga-Team", Some(AddressForm::Du)),
        ("Termin am Montag?", "VG\nPeter", None),
    ] {
        assert_eq!(detect_address_form(text, Some(signature)), expected, "{text} {signature}");
    }
}

#[test]
fn long_and_odd_texts_are_read_in_time() {
    assert_eq!(heard(&"Sie ".repeat(100_000)), Some(AddressForm::Sie));
    assert_eq!(heard(&"\n".repeat(100_000)), None);
    assert_eq!(heard(&"\u{202e}ß".repeat(100_000)), None);
}
