//! What stands at the head of an exported template: how it is read and what it may use, with examples.

use std::fmt::Write;

use tera::{Context, Value};

use super::finding::TemplateError;
use super::library::Templates;
use super::sample::example;

/// Each variable, a tab, and what it is; the examples come from a sample.
const VARIABLES: &str = include_str!("variables.txt");

/// Filters and functions at work.
const EXAMPLES: [&str; 23] = [
    "{{ meeting.start | at }}",
    "{{ meeting.start | between(end=meeting.end) }}",
    "{{ reply.deadline | by }}",
    "{{ meeting.start | long_date }}",
    "{{ meeting.start | near_date }}",
    "{{ meeting.start | short_date }}",
    "{{ meeting.start | weekday }}",
    "{{ meeting.start | clock }}",
    "{{ meeting.start | clock(zone=\"America/New_York\") }}",
    "{{ meeting.start | span(end=meeting.end) }}",
    "{{ reply.slots | choice(form=\"long\") }}",
    "{{ reply.slots | choice(form=\"weekday\") }}",
    "{{ meeting.rule | recurrence(start=meeting.start) }}",
    "{{ reply.minutes | duration }}",
    "mit {{ 30 | duration(case=\"dative\") }}",
    "{{ 135 | at_least }}",
    "{{ 1234.5 | number(unit=\"EUR\") }}",
    "{{ reply.points | enumerate(word=\"und\") }}",
    "{{ reply.points | quoted_list }}",
    "{{ meeting.title | quote }}",
    "{{ reply.colleague.name }}{{ reply.colleague.role | bracketed }}",
    "{{ reply.reason | sentence }}",
    "{{ gap(name=\"price\", hint=\"Preis ergänzen\") }}",
];

const HOW_TO_READ: &str = "\
How this is read: a line of tags alone leaves nothing, an empty line ends a paragraph, and the sentences of a paragraph
stand on lines of their own. Swiss letters get their ss, their quotation marks and their capital by themselves.
{% filter wording(of=\"thanks\") %} takes one of the lines up to {% endfilter %}: another one than in the last letter.";

impl Templates {
    /// A template with a comment at its head that explains what it may use.
    ///
    /// # Errors
    /// An example that cannot be rendered.
    pub(super) fn explained_source(&self, name: &str) -> Result<String, TemplateError> {
        let source = self.source(name).unwrap_or_default();
        if name.starts_with("shared/") {
            return Ok(source.to_owned());
        }
        let view = Value::from_serializable(&example());
        let mut guide = format!("{{#\n{HOW_TO_READ}\n\nVariables, with the values of an example:\n\n");
        for (path, meaning) in VARIABLES.lines().filter_map(|line| line.split_once('\t')) {
            let value = lookup(&view, path).as_ref().map(shown).unwrap_or_default();
            let _ = writeln!(guide, "  {path} = {value}\n      {meaning}");
        }
        guide.push_str("\nFilters and functions at work:\n\n");
        for example in EXAMPLES {
            let _ = writeln!(guide, "  {example}\n      {}", self.worked(example)?);
        }
        guide.push_str("#}\n");
        Ok(guide + source)
    }

    /// What a snippet makes of the example.
    fn worked(&self, snippet: &str) -> Result<String, TemplateError> {
        let context = Context::from_serialize(&example()).unwrap_or_default();
        let written = self.snippet(snippet, &context)?;
        Ok(super::gap::shown(&written).0.replace('\u{a0}', " ").trim().to_owned())
    }
}

/// The value at a path; of a list the first.
pub(super) fn lookup(view: &Value, path: &str) -> Option<Value> {
    path.split('.').try_fold(view.clone(), |value, part| {
        let field = part.trim_end_matches("[]");
        let found = value.as_map()?.get(&tera::value::Key::Str(field))?.clone();
        if part.ends_with("[]") { found.as_array()?.first().cloned() } else { Some(found) }
    })
}

/// A value on one line.
fn shown(value: &Value) -> String {
    match value.as_array() {
        Some(list) => list.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "),
        None => value.to_string().replace('\n', " / "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::templates::names::Names;

    #[test]
    fn every_variable_is_explained() {
        let view = Value::from_serializable(&example());
        let explained: Vec<&str> = VARIABLES.lines().filter_map(|line| Some(line.split_once('\t')?.0)).collect();
        for path in &explained {
            assert!(lookup(&view, path).is_some_and(|value| !value.is_none()), "{path} is not in the example");
        }
        let names = Names::new(&view, []);
        let leaves = names.variables.iter().filter(|path| {
            let below = format!("{path}.");
            let items = format!("{path}[]");
            !names.variables.iter().any(|other| other.starts_with(&below) || other.starts_with(&format!("{items}.")))
                && !path.ends_with("[]")
        });
        let about_colleagues =
            ["agreed", "invited", "invites", "in_house", "own_meeting"].map(|word| format!("meeting.organizer.{word}"));
        // The client has all the words of the organizer.
        let hidden = |path: &str| {
            ["fillings", "wording", "__tera_context"].contains(&path)
                || path.starts_with("meeting.client.")
                || about_colleagues.iter().any(|known| known == path)
        };
        let missing: Vec<_> = leaves.filter(|path| !explained.contains(&path.as_str()) && !hidden(path)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
