//! The filters and functions that templates know beside Tera's own.

use tera::{State, Tera, TeraResult};

use super::gap::GapFunction;
use crate::domain::letter::Wording;
use crate::german::{AddressForm, Locale, Phrasebook};

mod dates;
mod words;

/// Adds all of them.
pub(super) fn register(tera: &mut Tera) {
    dates::register(tera);
    words::register(tera);
    tera.register_function("gap", GapFunction);
}

/// How this letter says days and times.
fn phrasebook(state: &State) -> TeraResult<Phrasebook> {
    let zone = text(state, "time_zone")?.parse().unwrap_or(chrono_tz::Europe::Berlin);
    let now = chrono::DateTime::parse_from_rfc3339(&text(state, "now")?).unwrap_or_default();
    Ok(Phrasebook { locale: locale(state)?, address_form: address_form(state)?, now: now.with_timezone(&zone) })
}

fn locale(state: &State) -> TeraResult<Locale> {
    Ok(match text(state, "locale")?.as_str() {
        "de-AT" => Locale::Austria,
        "de-CH" => Locale::Switzerland,
        _ => Locale::Germany,
    })
}

fn address_form(state: &State) -> TeraResult<AddressForm> {
    Ok(if text(state, "address_form")? == "du" { AddressForm::Du } else { AddressForm::Sie })
}

fn wording(state: &State) -> TeraResult<Wording> {
    Ok(Wording::from(state.get::<u64>("wording")?.unwrap_or_default()))
}

fn text(state: &State, name: &str) -> TeraResult<String> {
    Ok(state.get::<String>(name)?.unwrap_or_default())
}
