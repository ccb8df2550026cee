//! Filters on words, numbers and lists.

#![expect(clippy::needless_pass_by_value, reason = "Tera hands filters their arguments by value")]

use tera::{Error, Filter, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::{locale, wording};
use crate::adapters::templates::marks::{TAGGED, VALUE_END, cleaned, marked_line};
use crate::german::{Locale, Quantity, duration, duration_dative, enumerate, number, quote};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("enumerate", enumeration);
    tera.register_filter("number", with_unit);
    tera.register_filter("duration", length);
    tera.register_filter("at_least", at_least);
    tera.register_filter("quote", in_quotation_marks);
    tera.register_filter("quoted_list", quoted_list);
    tera.register_filter("bracketed", bracketed);
    tera.register_filter("first_upper", first_upper);
    tera.register_filter("sentence", Sentence);
    tera.register_filter("wording", one_of_the_lines);
}

/// `["Frau Kern", "Herr Vogt"] | enumerate(word="und")`
fn enumeration(words: &[Value], arguments: Kwargs, _: &State) -> TeraResult<String> {
    let word = arguments.get::<&str>("word")?.unwrap_or("und");
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    Ok(enumerate(&words, word))
}

/// `1234.5 | number(unit="EUR")`
fn with_unit(value: Value, arguments: Kwargs, state: &State) -> TeraResult<String> {
    let locale = locale(state)?;
    let unit = arguments.get::<&str>("unit")?.map(|unit| match (unit, locale) {
        // Switzerland keeps the code, as it does for its own money.
        ("EUR", Locale::Germany | Locale::Austria) => "€",
        _ => unit,
    });
    let quantity = match (value.as_i128(), value.as_f64()) {
        (Some(whole), _) => Quantity::Whole(whole),
        (None, Some(decimal)) => Quantity::Decimal(decimal),
        (None, None) => return Err(Error::message(format!("`number` needs a number, not {value:?}"))),
    };
    number(quantity, unit, locale).map_err(Error::message)
}

/// `30 | duration`, after "mit" or "von" `30 | duration(case="dative")`
fn length(minutes: i64, arguments: Kwargs, _: &State) -> TeraResult<String> {
    match arguments.get::<&str>("case")? {
        None | Some("nominative" | "accusative") => duration(minutes),
        Some("dative") => duration_dative(minutes),
        Some(other) => return Err(Error::message(format!("`duration` knows case=\"dative\", not {other:?}"))),
    }
    .map_err(Error::message)
}

/// `135 | at_least`: "mehr als zwei Stunden", where the exact length would be a mouthful.
fn at_least(minutes: i64, _: Kwargs, _: &State) -> TeraResult<String> {
    if (91..120).contains(&minutes) {
        return Ok("mehr als eineinhalb Stunden".to_owned());
    }
    let exact = duration(minutes).map_err(Error::message)?;
    if !exact.contains(" und ") {
        return Ok(exact);
    }
    Ok(format!("mehr als {}", duration(minutes / 60 * 60).map_err(Error::message)?))
}

/// `"Bauzeitenplan" | quote`
fn in_quotation_marks(text: StringInput, _: Kwargs, state: &State) -> TeraResult<Value> {
    Ok(text.inherit_safety(quote(text.as_str(), locale(state)?)))
}

/// `["Bodenlast", "Tore"] | quoted_list`: „Bodenlast“ und „Tore“
fn quoted_list(words: &[Value], _: Kwargs, state: &State) -> TeraResult<String> {
    let locale = locale(state)?;
    let words: Vec<String> = words.iter().map(|word| quote(&word.to_string(), locale)).collect();
    Ok(enumerate(&words, "und"))
}

/// `"Bauleitung" | bracketed`: " (Bauleitung)", and nothing for nothing; brackets inside become commas.
fn bracketed(text: Value, _: Kwargs, _: &State) -> String {
    let flat = |text: &str| text.replace(" (", ", ").replace(['(', ')'], "");
    text.as_str().filter(|text| !text.is_empty()).map(|text| format!(" ({})", flat(text))).unwrap_or_default()
}

/// `"mein Kollege" | first_upper`: "Mein Kollege"
fn first_upper(text: StringInput, _: Kwargs, _: &State) -> Value {
    let mut letters = text.as_str().chars();
    let upper = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    text.inherit_safety(upper)
}

/// `reply.reason | sentence`: a value that is a sentence of the paragraph, so that the next one follows on its line.
struct Sentence;

impl Filter<&str, String> for Sentence {
    fn call(&self, text: &str, _: Kwargs, _: &State) -> String {
        let text = cleaned(text);
        let text = text.trim_end_matches(VALUE_END);
        if text.ends_with(['.', '?', '!']) { text.to_owned() } else { format!("{text}.") }
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// `{% filter wording(of="thanks") %}`: one of the lines between the tags; what is empty is no wording.
fn one_of_the_lines(lines: StringInput, arguments: Kwargs, state: &State) -> TeraResult<Value> {
    let name = arguments.must_get::<&str>("of")?;
    let is_wording =
        |line: &&str| line.contains(|c: char| !c.is_whitespace() && c != TAGGED && marked_line(c).is_none());
    let wordings: Vec<&str> = lines.as_str().split('\n').map(str::trim).filter(is_wording).collect();
    let chosen = wordings.get(wording(state)?.pick(name, wordings.len())).copied().unwrap_or_default();
    Ok(lines.inherit_safety(chosen.to_owned()))
}
