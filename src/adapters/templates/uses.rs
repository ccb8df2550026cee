//! Which variables, filters, tests, functions and templates a template uses, and where.

use std::collections::HashMap;

use super::source::{Kind, pieces};

/// A name that a template uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Use {
    /// `recipient.salutation`; a loop's variable stands for the list it runs over: `reply.slots[].start`.
    Variable(String),
    /// `| long_date`
    Filter(String),
    /// `is defined`
    Test(String),
    /// `gap(…)`
    Function(String),
    /// `{% include "shared/closing.tera" %}`
    Template(String),
}

/// A word of Tera's language inside a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token<'source> {
    Name(&'source str),
    Text(&'source str),
    Sign(char),
}

/// All uses with the byte where each name begins.
pub(super) fn uses(source: &str) -> Vec<(usize, Use)> {
    let mut walk = Walk { uses: Vec::new(), locals: HashMap::new() };
    for piece in pieces(source) {
        let inside = piece.range.start + 2..piece.range.end.saturating_sub(2).max(piece.range.start + 2);
        let tokens = source.get(inside.clone()).map(|text| tokens(text, inside.start)).unwrap_or_default();
        match piece.kind {
            Kind::Output => walk.expression(&tokens),
            Kind::Statement => walk.statement(&tokens),
            Kind::Text | Kind::Comment => {}
        }
    }
    walk.uses
}

/// The tokens of a tag with their places; numbers and white space left out.
fn tokens(text: &str, offset: usize) -> Vec<(usize, Token<'_>)> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let at = offset + text.len() - rest.len();
        let length = if first.is_alphabetic() || first == '_' {
            // A path is one token: `reply.slots`, `reply?.slots`.
            let end = rest.find(|c: char| !(c.is_alphanumeric() || "_.?".contains(c))).unwrap_or(rest.len());
            let name = rest[..end].trim_end_matches(['.', '?']);
            tokens.push((at, Token::Name(name)));
            name.len().max(first.len_utf8())
        } else if matches!(first, '"' | '\'' | '`') {
            let end = rest[1..].find(first).map_or(rest.len(), |end| end + 2);
            tokens.push((at, Token::Text(rest[1..end].trim_end_matches(first))));
            end
        } else if first.is_ascii_digit() {
            rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len())
        } else {
            if !first.is_whitespace() {
                tokens.push((at, Token::Sign(first)));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// Words of the language that stand where a variable could.
const KEYWORDS: [&str; 13] =
    ["and", "or", "not", "in", "is", "if", "else", "true", "false", "none", "True", "False", "None"];

struct Walk {
    uses: Vec<(usize, Use)>,
    /// Names that the template itself makes, and the path each stands for, where that is known.
    locals: HashMap<String, Option<String>>,
}

impl Walk {
    fn statement(&mut self, tokens: &[(usize, Token)]) {
        let tokens = match tokens {
            [(_, Token::Sign('-')), rest @ ..] => rest,
            all => all,
        };
        match tokens {
            [(_, Token::Name("if" | "elif")), rest @ ..] => self.expression(rest),
            [(_, Token::Name("filter")), (at, Token::Name(name)), rest @ ..] => {
                self.uses.push((*at, Use::Filter((*name).to_owned())));
                self.expression(rest);
            }
            [(_, Token::Name("include")), (at, Token::Text(name)), ..] => {
                self.uses.push((at + 1, Use::Template((*name).to_owned())));
            }
            [(_, Token::Name("set" | "set_global")), (_, Token::Name(name)), rest @ ..] => {
                self.expression(rest);
                self.locals.insert((*name).to_owned(), None);
            }
            [(_, Token::Name("for")), (_, Token::Name(item)), (_, Token::Name("in")), rest @ ..] => {
                self.expression(rest);
                let list = match rest {
                    [(_, Token::Name(path))] => Some(format!("{}[]", self.resolved(path))),
                    _ => None,
                };
                self.locals.insert((*item).to_owned(), list);
            }
            [
                (_, Token::Name("for")),
                (_, Token::Name(key)),
                _,
                (_, Token::Name(value)),
                (_, Token::Name("in")),
                rest @ ..,
            ] => {
                self.expression(rest);
                self.locals.extend([((*key).to_owned(), None), ((*value).to_owned(), None)]);
            }
            _ => {}
        }
    }

    fn expression(&mut self, tokens: &[(usize, Token)]) {
        for (place, (at, token)) in tokens.iter().enumerate() {
            let Token::Name(name) = token else { continue };
            let before = place.checked_sub(1).and_then(|place| tokens.get(place)).map(|(_, token)| token);
            let after = tokens.get(place + 1).map(|(_, token)| token);
            let assigns = after == Some(&Token::Sign('='))
                && tokens.get(place + 2).map(|(_, token)| token) != Some(&Token::Sign('='));
            let tested = matches!(before, Some(Token::Name("is")))
                || (matches!(before, Some(Token::Name("not")))
                    && place >= 2
                    && matches!(tokens[place - 2].1, Token::Name("is")));
            let used = match (before, after) {
                _ if KEYWORDS.contains(name) || assigns => continue,
                // A field of something indexed: `slots[0].start`.
                (Some(Token::Sign('.')), _) => continue,
                (Some(Token::Sign('|')), _) => Use::Filter((*name).to_owned()),
                _ if tested => Use::Test((*name).to_owned()),
                (_, Some(Token::Sign('('))) => Use::Function((*name).to_owned()),
                _ => match self.path(name) {
                    Some(path) => Use::Variable(path),
                    None => continue,
                },
            };
            self.uses.push((*at, used));
        }
    }

    /// The path that a name stands for; none for what the template made of something unknown.
    fn path(&self, name: &str) -> Option<String> {
        let head = name.split(['.', '?']).next().unwrap_or(name);
        match self.locals.get(head) {
            Some(None) => None,
            _ if head == "loop" => None,
            _ => Some(self.resolved(name)),
        }
    }

    fn resolved(&self, name: &str) -> String {
        let name = name.replace('?', "");
        let (head, rest) = name.split_once('.').map_or((name.as_str(), None), |(head, rest)| (head, Some(rest)));
        match (self.locals.get(head), rest) {
            (Some(Some(list)), Some(rest)) => format!("{list}.{rest}"),
            (Some(Some(list)), None) => list.clone(),
            _ => name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_name_is_found() {
        let source = r#"{{ recipient.salutation }} {{ reply.minutes | duration(case="dative") }}
{% for slot in reply.slots %}{{ slot.start | at }} {{ loop.index }}{% endfor %}
{% if not facts.colleague and meeting.title is defined and me.phone == "x" %}{% include "shared/closing.tera" %}
{% elif a is not none %}{% endif %}{%- set x = me.name -%}{{ x }}{{ gap(name="price", hint=meeting.title) }}
{% filter wording(of="thanks") %}{% endfilter %}"#;
        let found: Vec<_> = uses(source).into_iter().map(|(_, used)| used).collect();
        let variable = |path: &str| Use::Variable(path.to_owned());
        assert_eq!(
            found,
            [
                variable("recipient.salutation"),
                variable("reply.minutes"),
                Use::Filter("duration".to_owned()),
                variable("reply.slots"),
                variable("reply.slots[].start"),
                Use::Filter("at".to_owned()),
                variable("facts.colleague"),
                variable("meeting.title"),
                Use::Test("defined".to_owned()),
                variable("me.phone"),
                Use::Template("shared/closing.tera".to_owned()),
                variable("a"),
                variable("me.name"),
                Use::Function("gap".to_owned()),
                variable("meeting.title"),
                Use::Filter("wording".to_owned()),
            ]
        );
        let places = uses("{{ me.name | long_dat }}");
        assert_eq!(places[1], (13, Use::Filter("long_dat".to_owned())));
    }

    proptest! {
        #[test]
        fn no_source_panics(source in "(\\PC|\\{\\{|\\}\\}|\\{%|%\\}| for | in |set |\"|[.?|=(]){0,40}") {
            crate::unbreakable::template(&source);
        }
    }
}
