//! Filters on days and times, written as RFC 3339.

#![expect(clippy::needless_pass_by_value, reason = "Tera hands filters their arguments by value")]

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::phrasebook;
use crate::german::{ChoiceForm, Moment, Phrasebook};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("long_date", |at: &str, _: Kwargs, state: &State| -> TeraResult<String> {
        Ok(phrasebook(state)?.long_date(&moment(at)?))
    });
    tera.register_filter("near_date", |at: &str, _: Kwargs, state: &State| -> TeraResult<String> {
        Ok(phrasebook(state)?.near_date(&moment(at)?))
    });
    tera.register_filter("short_date", short_date);
    tera.register_filter("clock", clock);
    tera.register_filter("span", span);
    tera.register_filter("choice", choice);
    tera.register_filter("recurrence", recurrence);
    tera.register_filter("weekday", |at: &str, _: Kwargs, state: &State| -> TeraResult<String> {
        Ok(phrasebook(state)?.weekday(&moment(at)?))
    });
    tera.register_filter("at", at_time);
    tera.register_filter("between", between);
    tera.register_filter("by", by_when);
}

/// `start | clock`, `start | clock(zone="America/New_York")`
fn clock(at: &str, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let (words, at) = (phrasebook(state)?, moment(at)?);
    match arguments.get::<&str>("zone")? {
        Some(zone) => words.clock_in(&at, zone),
        None => words.clock(&at),
    }
    .map_err(Error::message)
}

/// `start | span(end=end)`
fn span(start: &str, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let end = arguments.get::<Value>("end")?;
    let end = end.as_ref().and_then(Value::as_str).map(moment).transpose()?;
    phrasebook(state)?.span(&moment(start)?, end.as_ref()).map_err(Error::message)
}

/// `slots | choice(form="weekday")`: a list, or one day or time alone.
fn choice(moments: Value, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let form: ChoiceForm = arguments.get::<&str>("form")?.unwrap_or("long").parse().map_err(Error::message)?;
    let moments = match (moments.as_array(), moments.as_str()) {
        (Some(list), _) => list.iter().map(start_of).collect::<TeraResult<Vec<_>>>()?,
        (None, Some(only)) => vec![moment(only)?],
        (None, None) => return Err(Error::message("`choice` needs a list of days or times")),
    };
    phrasebook(state)?.choice_in(&moments, form, their_zone(state)?).map_err(Error::message)
}

/// A slot counts by its start.
fn start_of(value: &Value) -> TeraResult<Moment> {
    let start = value.as_map().and_then(|slot| slot.get(&tera::value::Key::Str("start"))).unwrap_or(value);
    moment(start.as_str().unwrap_or_default())
}

/// `rule | recurrence(start=start)`
fn recurrence(rule: &str, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let start = moment(arguments.must_get::<&str>("start")?)?;
    Ok(phrasebook(state)?.recurrence(rule, &start))
}

/// `start | at`: "am Donnerstag, 26. November, um 10 Uhr"; a draft may be read days later, so never "morgen".
///
/// With `end=…` what goes on to another day says so: "von Donnerstag, 3. Dezember, bis Samstag, 5. Dezember".
/// With `inside=true` the comma that closes a day stands there too, for a sentence that goes on.
fn at_time(at: &str, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let (words, at) = (phrasebook(state)?, moment(at)?);
    let end = arguments.get::<Value>("end")?;
    let end = end.as_ref().and_then(Value::as_str).map(moment).transpose()?;
    let over_days = end.and_then(|end| words.over_days(&at, &end));
    let open = over_days.is_some() || matches!(at, Moment::Day(_));
    let words = match over_days {
        Some(words) => words,
        None => words.choice_in(&[at], ChoiceForm::Long, their_zone(state)?).map_err(Error::message)?,
    };
    let goes_on = arguments.get::<bool>("inside")?.unwrap_or_default();
    Ok(if goes_on && open { format!("{words},") } else { words })
}

/// `start | between(end=end)`: "am Donnerstag, 26. November, von 14 bis 15:30 Uhr".
fn between(start: &str, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let words = phrasebook(state)?;
    let (start, end) = (moment(start)?, moment(arguments.must_get::<&str>("end")?)?);
    if let Some(over_days) = words.over_days(&start, &end) {
        return Ok(over_days);
    }
    let times = match their_zone(state)? {
        Some(zone) => words.from_to_in(&start, &end, zone),
        None => words.from_to(&start, &end),
    };
    Ok(format!("{}, {}", on_its_day(words, &start)?, times.map_err(Error::message)?))
}

/// `deadline | by`: "bis Freitag, 27. November, 12 Uhr".
fn by_when(at: &str, _: Kwargs, state: &State) -> TeraResult<String> {
    let (words, at) = (phrasebook(state)?, moment(at)?);
    let day = on_its_day(words, &at)?;
    let day = day.trim_start_matches("am ");
    let clock = match their_zone(state)? {
        Some(zone) => words.clock_in(&at, zone.name()),
        None => words.clock(&at),
    };
    Ok(match clock {
        Ok(clock) => format!("bis {day}, {clock}"),
        Err(_) => format!("bis {day}"),
    })
}

/// The zone of a reader whose clock shows another time than mine.
fn their_zone(state: &State) -> TeraResult<Option<chrono_tz::Tz>> {
    let zone = state.get::<Value>("their_zone")?;
    Ok(zone.as_ref().and_then(Value::as_str).and_then(|zone| zone.parse().ok()))
}

/// `start | short_date`, with `end=…` over several days: "Do., 3.12., bis Sa., 5.12."
fn short_date(at: &str, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let (words, at) = (phrasebook(state)?, moment(at)?);
    let end = arguments.get::<Value>("end")?;
    let end = end.as_ref().and_then(Value::as_str).map(moment).transpose()?;
    let last = end.filter(|end| words.over_days(&at, end).is_some()).map(|end| match end {
        Moment::Day(beyond) => Moment::Day(beyond.pred_opt().unwrap_or(beyond)),
        at @ Moment::At(_) => at,
    });
    let first = words.short_date(&at);
    Ok(last.map_or(first.clone(), |last| format!("{first}, bis {}", words.short_date(&last))))
}

/// "am Freitag, 27. November", with the year where it helps.
fn on_its_day(words: Phrasebook, at: &Moment) -> TeraResult<String> {
    let day = Moment::Day(at.day_in(words.now.timezone()));
    words.choice(&[day], ChoiceForm::Long).map_err(Error::message)
}

fn moment(text: &str) -> TeraResult<Moment> {
    text.parse().map_err(Error::message)
}
