//! Phrases as templates ask for them: tables of calls and what they say.

use super::{ChoiceForm, PhraseError, Phrasebook};
use crate::german::{AddressForm, Locale, Moment, duration, duration_dative, enumerate, number};

mod any_input;
mod examples;
mod shared_table;

const NOW: &str = "2026-11-23T09:00:00+01:00";

/// The phrasebook of a Sie writer in `zone`.
fn phrasebook(locale: &str, now: &str, zone: &str) -> Phrasebook {
    let now = chrono::DateTime::parse_from_rfc3339(now).expect("a time in RFC 3339");
    Phrasebook {
        locale: serde_json::from_value::<Locale>(locale.into()).expect("a locale"),
        address_form: AddressForm::Sie,
        now: now.with_timezone(&zone.parse().expect("a time zone")),
    }
}

/// What a filter makes of a value and its argument, each a piece of text.
fn say(words: &Phrasebook, filter: &str, value: &str, argument: &str) -> Result<String, PhraseError> {
    let list = || value.split(", ").filter(|item| !item.is_empty());
    let moment = || value.parse::<Moment>();
    let minutes = || value.parse().expect("minutes");
    Ok(match (filter, argument) {
        ("long_date", _) => words.long_date(&moment()?),
        ("near_date", _) => words.near_date(&moment()?),
        ("short_date", _) => words.short_date(&moment()?),
        ("day_month", _) => words.day_month(&moment()?),
        ("weekday", _) => words.weekday(&moment()?),
        ("clock", "") => words.clock(&moment()?)?,
        ("clock", zone) => words.clock_in(&moment()?, zone)?,
        ("span", "") => words.span(&moment()?, None)?,
        ("span", end) => words.span(&moment()?, Some(&end.parse()?))?,
        ("from_to", end) => words.from_to(&moment()?, &end.parse()?)?,
        ("on_day", _) => words.on_day(&moment()?),
        ("on_day_mid_sentence", _) => words.on_day_mid_sentence(&moment()?),
        ("on_day_at", _) => words.on_day_at(&moment()?),
        ("on_day_from_to", end) => words.on_day_from_to(&moment()?, &end.parse()?)?,
        ("on_part_of_day", _) => words.on_part_of_day(&moment()?)?,
        ("over_days", end) => words.over_days(&moment()?, &end.parse()?).unwrap_or_else(|| "-".to_owned()),
        ("from_to_in", argument) => {
            let (end, zone) = argument.split_once(' ').expect("an end and a zone");
            words.from_to_in(&moment()?, &end.parse()?, zone.parse().expect("a zone"))?
        }
        ("choice_in", zone) => {
            let moments: Vec<Moment> = list().map(str::parse).collect::<Result<_, _>>()?;
            words.choice_in(&moments, ChoiceForm::Long, zone.parse().ok())?
        }
        ("by_when", _) => words.by_when(&moment()?),
        ("duration", _) => duration(minutes())?,
        ("duration_dative", _) => duration_dative(minutes())?,
        ("choice", form) => {
            let moments: Vec<Moment> = list().map(str::parse).collect::<Result<_, _>>()?;
            words.choice(&moments, form.parse::<ChoiceForm>()?)?
        }
        ("enumerate", word) => enumerate(&list().collect::<Vec<_>>(), word),
        ("number", unit) => match value.parse::<i128>() {
            Ok(whole) => number(whole, Some(unit), words.locale)?,
            Err(_) => number(value.parse::<f64>().expect("a number"), Some(unit), words.locale)?,
        },
        ("recurrence", start) => words.recurrence(value, &start.parse()?),
        (unknown, _) => panic!("no filter {unknown:?}"),
    })
}
