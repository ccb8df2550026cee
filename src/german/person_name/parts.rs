//! A name without commas, taken apart: courtesy, titles, given names, rank, particle, surname, degrees.

use super::nobility::{is_particle, nobility, written_out};
use super::order::{Ordered, ordered};
use super::spelling::{capitalised, is_lower, is_upper};
use super::titles::{Title, TitleKind, TitleWord, announces_professor, before_name, behind_name, continues_title};
use super::words::is_job_title;
use super::{NameOrder, PersonName};
use crate::german::Gender;
use crate::german::gender::{first_name, of_courtesy, of_job};

/// Titles and what they and "Frau" tell, cut off the words of a name.
#[derive(Debug, Default)]
pub(super) struct Trimmings {
    pub(super) titles: Vec<Title>,
    pub(super) gender: Option<Gender>,
    pub(super) courtesy: bool,
}

/// Cuts courtesy words, titles and "i. A." off the front and degrees off the end; what remains is the name.
pub(super) fn trim<'a, 'b>(words: &'b [&'a str], trimmings: &mut Trimmings) -> &'b [&'a str] {
    let mut rest = words;
    let mut in_title = false;
    while let [word, tail @ ..] = rest {
        if let Some(count) = silent(rest, in_title && !engineer_after_diploma(trimmings, word)) {
            rest = &rest[count..];
        } else if let Some(gender) = of_courtesy(word).filter(|_| !tail.is_empty() && !in_title) {
            trimmings.gender = trimmings.gender.or(Some(gender));
            trimmings.courtesy = true;
            rest = tail;
        } else if let Some(title) = title_at(word, tail) {
            take(title, word, trimmings);
            in_title = true;
            rest = tail;
        } else {
            break;
        }
    }
    while let [head @ .., word] = rest {
        // "Anna Müller M. Sc."
        if let [name @ .., letter] = head
            && name.len() > 1
            && letter.len() <= 3
            && letter.ends_with('.')
            && behind_name(&format!("{letter}{word}"))
        {
            rest = name;
            continue;
        }
        let bare = word.trim_matches(',');
        let title = bare.contains('.').then(|| before_name(bare)).flatten();
        if behind_name(bare) && (head.len() > 1 || bare.contains('.') || is_mixed(bare)) && !head.is_empty() {
            rest = head;
        } else if head.len() > 1 && first_name(head[0]).is_some() && is_job_title(bare) {
            take(TitleWord::Dropped(of_job(bare)), bare, trimmings);
            rest = head;
        } else if let Some(title) = title.filter(|_| !head.is_empty()) {
            take(title, bare, trimmings);
            rest = head;
        } else {
            break;
        }
    }
    rest
}

/// How many words at the front say nothing that a salutation repeats: "i. A.", "em.", "h. c.", "a. D.".
fn silent(words: &[&str], in_title: bool) -> Option<usize> {
    let (word, tail) = words.split_first()?;
    let professor_follows = tail.first().is_some_and(|next| announces_professor(next) || is_said(next));
    on_behalf(words)
        .or(matches!(words, ["a.", "D.", _, ..] | ["i.", "R.", _, ..] if in_title).then_some(2))
        .or((in_title && continues_title(word) && !tail.is_empty()).then_some(1))
        .or((announces_professor(word) && professor_follows).then_some(1))
}

fn is_mixed(word: &str) -> bool {
    word.chars().any(char::is_lowercase)
}

fn is_said(word: &str) -> bool {
    matches!(before_name(word), Some(TitleWord::Said(Title { kind: TitleKind::Professor, .. }, _)))
}

/// "Dipl. Ing." in two words is one degree; so "Ing." does not carry on "Dipl." but names it.
fn engineer_after_diploma(trimmings: &Trimmings, word: &str) -> bool {
    trimmings.titles.is_empty() && word.starts_with("Ing")
}

/// A title, if the word is one in this place: offices and ranks need a name behind them that is not one word alone and
/// known as a given name, degrees only a name.
fn title_at(word: &str, tail: &[&str]) -> Option<TitleWord> {
    let Some(title) = before_name(word) else {
        // "Ortsvorsteher Heinz Göbel", "Projektleiterin Kim Schmidt": a job before a whole name.
        let before_whole_name = tail.len() > 1 && first_name(tail[0]).is_some() && is_job_title(word);
        return before_whole_name.then(|| TitleWord::Dropped(of_job(word)));
    };
    match &title {
        TitleWord::Said(Title { kind: TitleKind::Office | TitleKind::Rank, .. }, _) => {
            let surname_follows = match tail {
                [] => false,
                [one] => first_name(one).is_none(),
                _ => true,
            };
            surname_follows.then_some(title)
        }
        _ => Some(title),
    }
}

fn take(title: TitleWord, word: &str, trimmings: &mut Trimmings) {
    let (title, gender) = match title {
        TitleWord::Said(title, gender) => (Some(title), gender),
        TitleWord::Dropped(gender) => (None, gender),
    };
    trimmings.gender = trimmings.gender.or(gender);
    if let Some(mut title) = title {
        if is_upper(word) && word.chars().count() > 3 || is_lower(word) {
            title.text = capitalised(&title.text, false);
        }
        trimmings.titles.push(title);
    }
}

/// How many words say that the name behind them signs for someone: "i. A.", "i.V.", "ppa.", "im Auftrag".
fn on_behalf(words: &[&str]) -> Option<usize> {
    let lower: Vec<String> = words.iter().take(2).map(|word| word.to_lowercase()).collect();
    match (lower.first()?.as_str(), lower.get(1).map(String::as_str)) {
        ("i.a." | "i.v." | "ppa." | "ppa" | "i.a" | "i.v" | "gez." | "pp." | "p.p.", _) => Some(1),
        ("i." | "im" | "in", Some("a." | "v." | "auftrag" | "vertretung")) => Some(2),
        _ => None,
    }
}

/// Reads a name that has no comma. `None` where nothing is left of it.
pub(super) fn read(words: &[&str], address: &str) -> Option<PersonName> {
    let mut trimmings = Trimmings::default();
    let rest = trim(words, &mut trimmings);
    let rest: Vec<&str> = rest.iter().map(|word| word.trim_matches(|c: char| ",;:\"'".contains(c))).collect();
    let rest: Vec<&str> = rest.into_iter().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let (rank, rest) = cut_rank(&rest);
    let mut found = match rank {
        Some((at, _, _)) if at > 0 && at < rest.len() => ranked(&rest, at),
        _ => ordered(&rest, address),
    };
    // "Frau Lindner", "Dr. Paul": after a courtesy or a title one word is the surname, whatever else it may be.
    if found.surname.is_empty() && (trimmings.courtesy || !trimmings.titles.is_empty()) {
        found.surname = std::mem::take(&mut found.given);
    }
    assemble(&found, rank.map(|(_, text, _)| text), rank.map(|(_, _, gender)| gender), trimmings)
}

/// Reads "Surname, Given": the words on both sides of the comma.
pub(super) fn read_inverted(surname: &[&str], given: &[&str]) -> Option<PersonName> {
    let mut trimmings = Trimmings::default();
    let surname = trim(surname, &mut trimmings);
    let given = trim(given, &mut trimmings);
    let (rank, given) = cut_rank(given);
    let (other_rank, surname) = cut_rank(surname);
    let caps = surname.iter().chain(&given).all(|word| is_upper(word) || word.chars().count() == 1);
    // "Berg, Thomas von": the particle belongs to the surname.
    let trailing =
        given.iter().rev().take_while(|word| is_particle(word, caps)).count().min(given.len().saturating_sub(1));
    let leading =
        surname.iter().take_while(|word| is_particle(word, caps)).count().min(surname.len().saturating_sub(1));
    let found = Ordered {
        given: given[..given.len() - trailing].to_vec(),
        particle: given[given.len() - trailing..].iter().chain(&surname[..leading]).copied().collect(),
        surname: surname[leading..].to_vec(),
        eastern: false,
    };
    let rank = rank.or(other_rank);
    assemble(&found, rank.map(|(_, text, _)| text), rank.map(|(_, _, gender)| gender), trimmings)
}

type Rank = (usize, &'static str, Gender);

/// Takes the word of rank out, if the words around it show that it is no surname: a given name or nothing before it,
/// something behind it or a particle.
fn cut_rank<'a>(words: &[&'a str]) -> (Option<Rank>, Vec<&'a str>) {
    let found = words.iter().enumerate().find_map(|(at, word)| {
        let (text, gender) = nobility(word)?;
        let before_particle = words.get(at + 1).is_some_and(|next| is_particle(next, false) || is_particle(next, true));
        let between = at > 0 && at + 1 < words.len();
        let trailing = at > 0 && at + 1 == words.len() && words.len() == 2 && text.starts_with("Frei");
        (before_particle || between || trailing || leads(words, at, text)).then_some((at, text, gender))
    });
    match found {
        Some((at, _, _)) => {
            (found, words.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, word)| *word).collect())
        }
        None => (None, words.to_vec()),
    }
}

/// "Gräfin Marie von Thalberg": a rank before a given name and a surname. "Graf Thomas" is Thomas Graf, and so is "Graf
/// Anna Maria": what may be a surname needs a particle or a surname behind the given name.
fn leads(words: &[&str], at: usize, rank: &str) -> bool {
    let [given, rest @ ..] = words.get(at + 1..).unwrap_or_default() else { return false };
    let never_a_surname = rank.ends_with("in") || rank.starts_with("Frei") || rank.starts_with("Baroness");
    let surname = rest.iter().any(|word| is_particle(word, false) || is_particle(word, true))
        || rest.last().is_some_and(|last| never_a_surname || first_name(last).is_none());
    at == 0 && first_name(given).is_some() && surname
}

/// A rank tells where the surname begins.
fn ranked<'a>(words: &[&'a str], at: usize) -> Ordered<'a> {
    let family = &words[at..];
    let particles =
        family.iter().take_while(|word| is_particle(word, true)).count().min(family.len().saturating_sub(1));
    Ordered {
        given: words[..at].to_vec(),
        particle: family[..particles].to_vec(),
        surname: family[particles..].to_vec(),
        eastern: false,
    }
}

fn assemble(
    found: &Ordered,
    rank: Option<&str>,
    rank_gender: Option<Gender>,
    trimmings: Trimmings,
) -> Option<PersonName> {
    if found.given.is_empty() && found.surname.is_empty() {
        return None;
    }
    let all: Vec<&str> = found.given.iter().chain(&found.particle).chain(&found.surname).copied().collect();
    let turkish = all.iter().any(|word| word.contains(['İ', 'Ş', 'Ğ', 'ş', 'ğ', 'ı']));
    let join =
        |words: &[&str], given| words.iter().map(|word| recased(word, turkish, given)).collect::<Vec<_>>().join(" ");
    let caps = all.iter().all(|word| is_upper(word) || word.chars().count() == 1);
    let particle = found.particle.iter().map(|word| written_out(word)).collect::<Vec<_>>().join(" ");
    let particle = if caps { particle.to_lowercase() } else { particle };
    Some(PersonName {
        titles: trimmings.titles,
        given: join(&found.given, true),
        nobility: rank.map(str::to_owned),
        particle: (!particle.is_empty()).then_some(particle),
        surname: join(&found.surname, false),
        order: if found.eastern { NameOrder::SurnameFirst } else { NameOrder::GivenFirst },
        stated_gender: trimmings.gender.or(rank_gender),
    })
}

/// Capitals as a name has them, where it came in capitals only or without any.
fn recased(word: &str, turkish: bool, given: bool) -> String {
    if !(is_upper(word) || is_lower(word)) || is_abbreviation(word) || (is_lower(word) && is_particle(word, false)) {
        return word.to_owned();
    }
    if is_lower(word) {
        return capitalised(word, turkish);
    }
    // "ELIF" is Elif though her surname is Turkish: the dotless i only where the dotted one makes no known name.
    let known = given && first_name(&capitalised(word, false)).is_some();
    capitalised(word, turkish && (!known || word.contains('İ')))
}

/// "K.H.", "HJ": initials stay as they are.
fn is_abbreviation(word: &str) -> bool {
    (word.contains('.') && is_upper(word))
        || (is_upper(word) && word.chars().count() == 2 && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y', 'Ö', 'Ü']))
}

/// The titles in a text that holds nothing else: "Prof. Dr."; other words, like a colleague's function, are none.
pub(crate) fn parse_titles(text: &str) -> Vec<Title> {
    // The dummy stands for the name that titles stand before.
    let with_name: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).chain(["Name"]).collect();
    let mut trimmings = Trimmings::default();
    trim(&with_name, &mut trimmings);
    trimmings.titles
}
