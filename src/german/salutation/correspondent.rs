//! The person a letter is for: name, gender, titles and form of address, each with where it was learnt.

use serde::{Deserialize, Serialize};

use crate::german::person_name::{NameOrder, Title, TitleKind, is_vietnamese, replaces_courtesy};
use crate::german::{AddressForm, Gender, Locale, PersonName};

/// Where a fact about a person was learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// My address book says so.
    Contact,
    /// My earlier letters to the person do it.
    EarlierLetters,
    /// The signature shows it: "Dr. Karin Weber", "Ihre Kim Schmidt".
    Signature,
    /// The display name shows it: "Frau Lindner", "Dr. Vogel".
    DisplayName,
    /// The words of the mail show it: "passt es Ihnen".
    Words,
    /// In German-speaking countries one sex only bears the first name.
    FirstName,
    /// Nothing is known; the setting holds.
    Default,
}

/// A fact, and where it was learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Known<T> {
    /// The fact.
    pub value: T,
    /// Where it was learnt.
    pub from: Provenance,
}

/// Who reads at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// A person.
    Person(PersonName),
    /// A family, by its name.
    Family(String),
    /// Whoever looks into a role mailbox, or a firm.
    Role,
    /// Nothing is known.
    Unknown,
}

/// The grammatical case in which running text names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// Wer?
    Nominative,
    /// Wessen? (nach "wegen")
    Genitive,
    /// Wem?
    Dative,
    /// Wen?
    Accusative,
}

/// The one a letter is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correspondent {
    /// Who reads.
    pub reader: Reader,
    /// Frau, Herr or neither; `None` where nothing makes it certain.
    pub gender: Option<Known<Gender>>,
    /// Degrees and offices; `None` where there are none.
    pub titles: Option<Known<Vec<Title>>>,
    /// Sie or du.
    pub address_form: Known<AddressForm>,
    /// The first name the person goes by among friends: "Basti".
    pub call_name: Option<String>,
    /// Whether the person's own letter opened with "Liebe Frau …": then mine may as well, and only then.
    #[serde(default)]
    pub warm: bool,
    /// The line that my address book prescribes, without its comma.
    pub fixed_salutation: Option<String>,
    /// A number to call, from the signature.
    pub phone: Option<String>,
    /// The person's job, from the signature.
    pub job: Option<String>,
}

impl Correspondent {
    /// The person's name, where a person reads.
    #[must_use]
    pub fn name(&self) -> Option<&PersonName> {
        match &self.reader {
            Reader::Person(name) => Some(name),
            Reader::Family(_) | Reader::Role | Reader::Unknown => None,
        }
    }

    /// The given name in a familiar letter: "Anna-Lena"; a second name only where both are one name ("Karl Heinz").
    #[must_use]
    pub fn familiar_name(&self) -> Option<String> {
        if let Some(name) = &self.call_name {
            return Some(name.clone());
        }
        let name = self.name().filter(|name| name.has_given_name())?;
        let given = &name.given;
        if name.order == NameOrder::SurnameFirst {
            // "Nguyễn Thị Mai" is called Mai, "Zhang Xiao Ming" Xiao Ming.
            let last = given.rsplit(' ').next().unwrap_or(given);
            return Some(if is_vietnamese(&name.surname) { last.to_owned() } else { given.clone() });
        }
        let mut words = given.split(' ').filter(|word| !crate::german::person_name::spelling::is_initial(word));
        let first = words.next()?;
        match words.next() {
            Some(second) if is_double_name(first, second) => Some(format!("{first} {second}")),
            _ => Some(first.to_owned()),
        }
    }

    /// "Dr.", "Mag.", "Hofrat Dr.": what the salutation says, the highest degree only; Austria says more of them.
    #[must_use]
    pub fn spoken_title(&self, locale: Locale) -> Option<String> {
        let titles = &self.titles.as_ref()?.value;
        let austrian = locale == Locale::Austria;
        let degree = titles
            .iter()
            .filter(|title| !matches!(title.kind, TitleKind::Office | TitleKind::Rank))
            .filter(|title| austrian || title.kind >= TitleKind::Doctor)
            .reduce(|best, title| if title.kind > best.kind { title } else { best })
            .map(|title| title.text.clone());
        let office = titles
            .iter()
            .find(|title| title.kind == TitleKind::Office || (austrian && title.kind == TitleKind::Rank))
            .map(|title| self.inflected(&title.text));
        match (office, degree) {
            (Some(office), Some(degree)) => Some(format!("{office} {degree}")),
            (office, degree) => office.or(degree),
        }
    }

    /// "Hofrat" for a woman is "Hofrätin".
    fn inflected(&self, title: &str) -> String {
        if self.gender.map(|known| known.value) != Some(Gender::Female) {
            return title.to_owned();
        }
        match title.strip_suffix("rat") {
            Some(stem) => format!("{stem}rätin"),
            None if matches!(title, "Direktor" | "Bürgermeister") => format!("{title}in"),
            None => title.to_owned(),
        }
    }

    /// "Frau Dr. Müller", "Herrn von Berg", "Kim Schmidt", among friends "Anna": the person in running text. `None`
    /// where no name is known.
    #[must_use]
    pub fn reference(&self, case: Case, locale: Locale) -> Option<String> {
        if self.address_form.value == AddressForm::Du
            && let Some(name) = self.familiar_name()
        {
            return Some(name);
        }
        self.formal_reference(case, locale)
    }

    /// As [`Self::reference`], but always as one speaks of the person to strangers.
    #[must_use]
    pub fn formal_reference(&self, case: Case, locale: Locale) -> Option<String> {
        let name = self.name()?;
        let gender = self.gender.map(|known| known.value);
        if name.surname.is_empty() || !matches!(gender, Some(Gender::Female | Gender::Male)) {
            return self.neutral_name(locale);
        }
        let family = name.family_name();
        let title = self.spoken_title(locale);
        if let Some(rank) = name.nobility.as_deref().filter(|rank| replaces_courtesy(rank) && title.is_none()) {
            return Some(format!("{rank} {family}"));
        }
        let courtesy = match (gender, case) {
            (Some(Gender::Female), _) => "Frau",
            (_, Case::Nominative) => "Herr",
            _ => "Herrn",
        };
        // The rank of a count is said with a degree as well: "Frau Dr. Gräfin von Thalberg".
        let rank = name.nobility.as_deref().filter(|rank| replaces_courtesy(rank));
        let family = rank.map_or_else(|| family.clone(), |rank| format!("{rank} {family}"));
        Some(match title {
            Some(title) => format!("{courtesy} {title}\u{a0}{family}"),
            None => format!("{courtesy} {family}"),
        })
    }

    /// "Dr. Kim Schmidt": title and full name, which go without Frau and Herr. A surname alone needs a title to stand.
    pub(super) fn neutral_name(&self, locale: Locale) -> Option<String> {
        let name = self.name()?;
        let title = self.spoken_title(locale);
        if name.surname.is_empty() || (name.given.is_empty() && title.is_none()) {
            return None;
        }
        Some(match title {
            Some(title) => format!("{title}\u{a0}{}", name.full_name()),
            None => name.full_name(),
        })
    }
}

/// "Karl Heinz", "Anna Lena": two names that are also written as one.
fn is_double_name(first: &str, second: &str) -> bool {
    use crate::german::gender::is_double_name;
    is_double_name(&format!("{first}-{second}"))
}
