//! A person's name as mail shows it: in a display name, before the @, under a letter.

mod display;
mod eastern;
mod local_part;
mod nobility;
mod order;
mod parts;
pub(crate) mod spelling;
#[cfg(test)]
mod tests;
mod titles;
mod words;

use serde::{Deserialize, Serialize};

use super::Gender;
pub(crate) use display::{Sender, read_name};
pub(crate) use eastern::is_vietnamese;
pub(crate) use local_part::{agrees as address_agrees, read_address};
pub(crate) use nobility::replaces_courtesy;
pub(crate) use parts::parse_titles;
use spelling::{is_initial, likeness};
pub use titles::{Title, TitleKind};
pub(crate) use words::{is_department, is_job_title, is_legal_form, is_named_after, listed};

/// In which order the full name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// "Anna Müller".
    #[default]
    GivenFirst,
    /// "Wang Lei": Chinese, Korean and Vietnamese names that came so.
    SurnameFirst,
}

/// A person's name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct PersonName {
    /// Degrees and offices, as they stood.
    pub titles: Vec<Title>,
    /// Given names or initials: "Anna-Lena", "Karl Heinz", "A."; empty where unknown.
    pub given: String,
    /// "Freiherr", "Gräfin".
    pub nobility: Option<String>,
    /// "von", "van der", "El".
    pub particle: Option<String>,
    /// The surname without rank and particle; empty where unknown.
    pub surname: String,
    /// In which order the full name is written.
    pub order: NameOrder,
    /// What "Frau", "(sie/ihr)", "Mag.a" or "Gräfin" said beside the name.
    pub stated_gender: Option<Gender>,
}

impl PersonName {
    /// Takes a display name apart, with the address to help; `None` where it names no person: a role, a firm, nothing.
    ///
    /// ```
    /// use statt::german::PersonName;
    /// let name = PersonName::parse("Weber, Hans, Dr.", "h.weber@chemie.example").unwrap();
    /// assert_eq!((name.given.as_str(), name.family_name().as_str()), ("Hans", "Weber"));
    /// assert_eq!(PersonName::parse("Bauer GmbH", "post@bauer.example"), None);
    /// ```
    #[must_use]
    pub fn parse(display_name: &str, address: &str) -> Option<Self> {
        match read_name(display_name, address) {
            Sender::Person(name) => Some(name),
            Sender::Family(_) | Sender::Role | Sender::Nobody => None,
        }
    }

    /// The surname with its particle: "von der Heide".
    #[must_use]
    pub fn family_name(&self) -> String {
        match &self.particle {
            Some(particle) if particle.ends_with(['\'', '’']) => format!("{particle}{}", self.surname),
            Some(particle) => format!("{particle} {}", self.surname),
            None => self.surname.clone(),
        }
    }

    /// Given name and surname, in the order in which the person writes them: "Henriette Gräfin von Thalberg".
    #[must_use]
    pub fn full_name(&self) -> String {
        let family = match &self.nobility {
            Some(rank) => format!("{rank} {}", self.family_name()),
            None => self.family_name(),
        };
        let parts = match self.order {
            NameOrder::GivenFirst => [self.given.as_str(), family.as_str()],
            NameOrder::SurnameFirst => [family.as_str(), self.given.as_str()],
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// Whether a real given name is known, not only initials.
    #[must_use]
    pub fn has_given_name(&self) -> bool {
        self.given.split(' ').any(|part| !part.is_empty() && !is_initial(part))
    }

    /// Whether both could be one person's: same surname, or the same words in another order, accents aside.
    #[must_use]
    pub fn may_be(&self, other: &Self) -> bool {
        let (mine, theirs) = (likeness(&self.surname), likeness(&other.surname));
        let (my_given, their_given) = (likeness(&self.given), likeness(&other.given));
        if mine.is_empty() || theirs.is_empty() {
            return my_given.is_empty() || their_given.is_empty() || my_given == their_given;
        }
        (mine == theirs && (my_given.is_empty() || their_given.is_empty() || start_alike(&my_given, &their_given)))
            || (mine == their_given && theirs == my_given)
            || (my_given == their_given && !my_given.is_empty() && (mine.contains(&theirs) || theirs.contains(&mine)))
    }
}

/// Initials, short forms and second names begin as the full name does.
fn start_alike(one: &str, other: &str) -> bool {
    one.chars().next() == other.chars().next()
}
