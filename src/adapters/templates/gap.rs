//! Gaps: what only a person can fill in, visible as «hint» until they do.

use tera::{Function, Kwargs, State, TeraResult};

use super::marks::{GAP, GAP_END, GAP_HINT, cleaned};

/// A gap that is still open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Its name, by which it is filled.
    pub name: String,
    /// What belongs there, in German: it stands in the letter as «hint».
    pub hint: String,
}

/// The template function `gap(name="…", hint="…")`.
pub(super) struct GapFunction;

impl Function<TeraResult<String>> for GapFunction {
    fn call(&self, arguments: Kwargs, state: &State) -> TeraResult<String> {
        let name = arguments.must_get::<&str>("name")?;
        let hint = arguments.must_get::<&str>("hint")?;
        let filled = state.get::<tera::Map>("fillings")?.and_then(|fillings| {
            fillings.get(&tera::value::Key::Str(name)).and_then(|value| value.as_str().map(str::to_owned))
        });
        Ok(match filled {
            Some(filled) => cleaned(&filled),
            None => format!("{GAP}{}{GAP_HINT}{}{GAP_END}", cleaned(name), cleaned(hint)),
        })
    }

    fn is_safe(&self) -> bool {
        true
    }
}

/// The text with its gaps as «hint», and the gaps in the order of their first appearance.
pub(super) fn shown(text: &str) -> (String, Vec<Gap>) {
    let mut shown = String::with_capacity(text.len());
    let mut gaps: Vec<Gap> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(GAP) {
        shown.push_str(before);
        let Some((gap, after)) = after.split_once(GAP_END) else {
            rest = after;
            continue;
        };
        let (name, hint) = gap.split_once(GAP_HINT).unwrap_or((gap, gap));
        shown.push('«');
        shown.push_str(hint);
        shown.push('»');
        if gaps.iter().all(|known| known.name != name) {
            gaps.push(Gap { name: name.to_owned(), hint: hint.to_owned() });
        }
        rest = after;
    }
    shown.push_str(rest);
    (shown, gaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_shown_and_listed_once() {
        let text = format!(
            "Preis {GAP}price{GAP_HINT}Betrag ergänzen{GAP_END}, noch einmal {GAP}price{GAP_HINT}Betrag{GAP_END}."
        );
        let (shown, gaps) = shown(&text);
        assert_eq!(shown, "Preis «Betrag ergänzen», noch einmal «Betrag».");
        assert_eq!(gaps, [Gap { name: "price".to_owned(), hint: "Betrag ergänzen".to_owned() }]);
    }

    #[test]
    fn what_is_no_gap_stays() {
        assert_eq!(super::shown("Haus «Nord»"), ("Haus «Nord»".to_owned(), vec![]));
        assert_eq!(super::shown(&format!("offen {GAP}x")).0, "offen x");
    }
}
