//! The number at which an organizer wants to be called, where the invite to a telephone call says it.

use super::source::LetterSource;
use crate::domain::meeting::{Meeting, Mode};

/// The number in an invite to a telephone call; none for one that everybody dials in to, or that is mine.
pub(super) fn their_number(source: &LetterSource) -> Option<String> {
    number(&source.case.invite.meeting, source.situation.me.phone.as_deref())
}

fn number(meeting: &Meeting, mine: Option<&str>) -> Option<String> {
    let number = meeting.phone.as_ref().filter(|_| meeting.mode == Mode::Phone)?;
    let texts = [&meeting.location, &meeting.summary, &meeting.description];
    let text: String = texts.into_iter().flatten().map(|text| text.to_lowercase() + "\n").collect();
    let dial_in = DIAL_IN.iter().any(|word| text.contains(word));
    let called = CALLED.iter().any(|words| text.contains(words));
    let own = mine.is_some_and(|mine| same_number(number, mine));
    (!dial_in && !called && !own).then(|| number.clone())
}

/// Words of a number for everybody.
const DIAL_IN: [&str; 7] = ["einwahl", "einwählen", "konferenz", "pin", "kenncode", "zugangscode", "dial"];
/// They call me, so the number is the one at which they think I am.
const CALLED: [&str; 4] = ["ich rufe", "wir rufen", "rufe sie an", "rufe dich an"];

/// Whether two numbers end alike, whatever stands for the country and the spaces.
fn same_number(one: &str, other: &str) -> bool {
    let digits = |text: &str| text.chars().rev().filter(char::is_ascii_digit).take(8).collect::<String>();
    let (one, other) = (digits(one), digits(other));
    one.len() >= 5 && (one.starts_with(&other) || other.starts_with(&one)) && !other.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_the_location_is_theirs_unless_it_is_not() {
        for (location, phone, expected) in [
            ("Telefon 0561 000-140", "0561 000-140", true),
            ("Ich rufe Sie an: 030 1234-10", "030 1234-10", false),
            ("Telefon +49 30 123410", "+49 30 123410", false),
            ("Telefonkonferenz 069 7104 9922", "069 7104 9922", false),
            ("Telko, 069 7104 9922, PIN 12", "069 7104 9922", false),
        ] {
            let meeting = Meeting {
                mode: Mode::Phone,
                location: Some(location.to_owned()),
                phone: Some(phone.to_owned()),
                ..Meeting::default()
            };
            assert_eq!(number(&meeting, Some("030 1234-10")).is_some(), expected, "{location}");
        }
    }
}
