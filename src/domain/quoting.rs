//! The mail answered, quoted beneath the letter.

use super::message::Message;
use super::situation::Situation;
use crate::german::{Moment, Phrasebook};

/// So many lines are quoted; what is longer is in the mail that was answered anyway.
const MAX_LINES: usize = 120;
/// Lines are cut at so many characters.
const MAX_LINE: usize = 500;

/// "Am Freitag, 20. November 2026, um 10 Uhr schrieb Petra Hollmann:" and the quoted lines; none for an empty mail.
#[must_use]
pub fn quote(message: &Message, situation: &Situation) -> Option<String> {
    let lines: Vec<&str> = message.text.trim_end().lines().collect();
    if lines.iter().all(|line| line.trim().is_empty()) {
        return None;
    }
    let author = message.from.as_ref().map(|from| from.name.clone().unwrap_or_else(|| from.address.lower()))?;
    let mut quoted = format!("{} schrieb {author}:\n", written_at(message, situation));
    for line in lines.iter().take(MAX_LINES) {
        let line: String = line.trim_end().chars().take(MAX_LINE).collect();
        quoted.push_str(match line.chars().next() {
            None | Some('>') => ">",
            Some(_) => "> ",
        });
        quoted.push_str(&line);
        quoted.push('\n');
    }
    if lines.len() > MAX_LINES {
        quoted.push_str("> […]\n");
    }
    Some(quoted)
}

fn written_at(message: &Message, situation: &Situation) -> String {
    let Some(date) = message.date else { return "Da".to_owned() };
    let words = Phrasebook { locale: situation.me.locale, address_form: situation.me.address_form, now: situation.now };
    let moment = Moment::At(date);
    let clock = words.clock(&moment).map_or(String::new(), |clock| format!(" um {clock}"));
    format!("Am {}{clock}", words.long_date(&moment))
}
