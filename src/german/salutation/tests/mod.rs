//! The opening line, from what a mail shows.

mod facts;
mod openings;
mod sweep;

use proptest::prelude::*;

use super::*;
use crate::german::{AddressForm, Locale};

/// One mail: From, signature, form, locale, contact's gender and title.
fn opening(
    from: &str,
    signature: Option<&str>,
    form: AddressForm,
    locale: Locale,
    contact: ContactHints,
) -> [String; 2] {
    let (display, address) = from_header(from);
    let du = form == AddressForm::Du;
    let greeting = if du { "hallo, passt dir der Termin?" } else { "Guten Tag, passt Ihnen der Termin?" };
    let contact = ContactHints { address_form: du.then_some(form).or(contact.address_form), ..contact };
    let body = format!("{greeting}\n\n{}", signature.unwrap_or_default());
    let input = SalutationInput {
        display_name: display,
        address,
        signature,
        body: greeting,
        contact,
        earlier_form: None,
        default_form: AddressForm::Sie,
        locale,
    };
    // The signature may come cut off or at the end of the body.
    [input, SalutationInput { signature: None, body: &body, ..input }]
        .map(|input| plain(&resolve(&input).salutation(locale)))
}

fn from_header(from: &str) -> (Option<&str>, &str) {
    match from.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (Some(name.trim().trim_matches('"')).filter(|name| !name.is_empty()), address),
        None => (None, from.trim()),
    }
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn shared(path: &str) -> Option<String> {
    let root = std::env::var("STATT_SHARED").unwrap_or_else(|_| format!("{}/../shared", env!("CARGO_MANIFEST_DIR")));
    std::fs::read_to_string(format!("{root}/{path}")).ok()
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_shared_table_is_answered() {
    let Some(table) = shared("german/salutation.jsonl") else {
        eprintln!("skipped: no shared/german/salutation.jsonl");
        return;
    };
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let (signature, hints) = (text(&row["signature"]), &row["contact"]);
        let (salutation, title) = (text(&hints["salutation"]), text(&hints["title"]));
        let contact = ContactHints {
            name: None,
            salutation: salutation.as_deref(),
            gender: serde_json::from_value(hints["gender"].clone()).ok(),
            title: title.as_deref(),
            address_form: None,
        };
        let form: AddressForm = serde_json::from_value(row["address_form"].clone()).unwrap();
        let locale: Locale = serde_json::from_value(row["locale"].clone()).unwrap();
        let from = row["from"].as_str().unwrap();
        let right: Vec<String> = row["accept"]
            .as_array()
            .into_iter()
            .flatten()
            .chain([&row["expect"]])
            .filter_map(text)
            .map(|text| plain(&text))
            .collect();
        for said in opening(from, signature.as_deref(), form, locale, contact) {
            rows += 1;
            if !right.contains(&said) {
                wrong.push(format!("{} {from}: {said:?}, not {}", row["id"], row["expect"]));
            }
        }
    }
    assert!(rows > 0);
    assert!(wrong.is_empty(), "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

proptest! {
    #[test]
    fn no_sender_makes_it_stumble(name in ".{0,120}", address in ".{0,60}", body in "(?s).{0,200}") {
        crate::unbreakable::name(&name, &address, &body);
    }
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn the_shared_mails_are_answered_in_their_own_form() {
    let Some(table) = shared("german/requests.jsonl") else {
        eprintln!("skipped: no shared/german/requests.jsonl");
        return;
    };
    let (mut rows, mut wrong) = (0, Vec::new());
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let body: Vec<&str> = row["body"].as_str().unwrap().lines().take_while(|line| !line.starts_with('>')).collect();
        let (display_name, address) = from_header(row["from"].as_str().unwrap());
        let input = SalutationInput {
            display_name,
            address,
            signature: None,
            body: &body.join("\n"),
            contact: ContactHints::default(),
            earlier_form: None,
            default_form: AddressForm::Sie,
            locale: Locale::Germany,
        };
        let form = serde_json::to_value(resolve(&input).address_form.value).unwrap();
        let accepted = row["accept"]["address_form"].as_array().is_some_and(|forms| forms.contains(&form));
        rows += 1;
        if form != row["expect"]["address_form"] && !accepted {
            wrong.push(format!("{} {}: {form}", row["id"], row["body"]));
        }
    }
    assert!(rows > 0 && wrong.is_empty(), "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
