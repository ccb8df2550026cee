//! Time zones as people name them after a clock time: "(CET)", "London time", "deutsche Zeit".

use chrono_tz::{Europe, Tz, US};

use super::tokens::Token;

const SHORT: &[(&str, Tz)] = &[
    ("gmt", Tz::UTC),
    ("utc", Tz::UTC),
    ("bst", Europe::London),
    ("cet", Europe::Berlin),
    ("cest", Europe::Berlin),
    ("mez", Europe::Berlin),
    ("mesz", Europe::Berlin),
    ("eet", Europe::Helsinki),
    ("est", US::Eastern),
    ("edt", US::Eastern),
    ("et", US::Eastern),
    ("pst", US::Pacific),
    ("pdt", US::Pacific),
    ("pt", US::Pacific),
];

const PLACES: &[(&str, Tz)] = &[
    ("london", Europe::London),
    ("londoner", Europe::London),
    ("uk", Europe::London),
    ("british", Europe::London),
    ("britischer", Europe::London),
    ("englischer", Europe::London),
    ("german", Europe::Berlin),
    ("deutsche", Europe::Berlin),
    ("deutscher", Europe::Berlin),
    ("berlin", Europe::Berlin),
    ("berliner", Europe::Berlin),
    ("munich", Europe::Berlin),
    ("vienna", Europe::Vienna),
    ("wiener", Europe::Vienna),
    ("zurich", Europe::Zurich),
    ("swiss", Europe::Zurich),
    ("paris", Europe::Paris),
    ("york", US::Eastern),
    ("yorker", US::Eastern),
    ("eastern", US::Eastern),
    ("pacific", US::Pacific),
];

/// The zone named at a token, and how many tokens that takes.
pub(super) fn zone_at(tokens: &[Token], at: usize) -> Option<(Tz, usize)> {
    let bracket = usize::from(tokens.get(at)?.is_mark('('));
    let mut i = at + bracket;
    // "14 Uhr in London" is London's time, whether people meet there or call.
    let inside = tokens.get(i)?.is("in");
    i += usize::from(inside);
    i += usize::from(tokens.get(i)?.is("new"));
    let name = tokens.get(i)?;
    // Abbreviations are written in capitals: "et" and "est" are French.
    let short = SHORT.iter().find(|(short, _)| name.is(short) && name.capital).map(|(_, zone)| *zone);
    let place = || {
        let said = tokens.get(i + 1).is_some_and(|token| token.is_any(&["time", "zeit", "ortszeit"]));
        // "(London)" says it too.
        let alone = bracket == 1 && tokens.get(i + 1).is_some_and(|token| token.is_mark(')'));
        (said || alone || inside)
            .then(|| PLACES.iter().find(|(place, _)| name.is(place)).map(|(_, zone)| (*zone, if said { 2 } else { 1 })))
            .flatten()
    };
    let (zone, used) = short.map(|zone| (zone, 1)).or_else(place)?;
    i += used;
    let closes = bracket == 1 && tokens.get(i).is_some_and(|token| token.is_mark(')'));
    Some((zone, i + usize::from(closes) - at))
}
