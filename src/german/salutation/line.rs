//! The line a letter opens with.

use super::correspondent::{Case, Correspondent, Reader};
use crate::german::{AddressForm, Gender, Locale};

/// More recipients than this are greeted together.
const MOST_BY_NAME: usize = 3;

impl Correspondent {
    /// The opening line, exactly: "Sehr geehrte Frau Dr. Müller,", "Hallo Anna,"; in Switzerland without the comma.
    #[must_use]
    pub fn salutation(&self, locale: Locale) -> String {
        punctuated(self.greeting(locale), locale)
    }

    fn greeting(&self, locale: Locale) -> String {
        if let Some(fixed) = &self.fixed_salutation {
            return fixed.clone();
        }
        match self.address_form.value {
            AddressForm::Du => match (self.familiar_name(), &self.reader) {
                (Some(name), _) => format!("Hallo {name}"),
                (None, Reader::Family(name)) => format!("Hallo Familie {name}"),
                (None, Reader::Role) => "Hallo zusammen".to_owned(),
                (None, _) => "Hallo".to_owned(),
            },
            AddressForm::Sie => self.polite_greeting(locale),
        }
    }

    fn polite_greeting(&self, locale: Locale) -> String {
        let Reader::Person(name) = &self.reader else {
            return match &self.reader {
                Reader::Family(name) => format!("Sehr geehrte Familie {name}"),
                Reader::Role => "Sehr geehrte Damen und Herren".to_owned(),
                _ => "Guten Tag".to_owned(),
            };
        };
        let gender = self.gender.map(|known| known.value);
        let courteous = match (gender, self.warm) {
            (Some(Gender::Female), true) => "Liebe",
            (_, true) => "Lieber",
            (Some(Gender::Female), false) => "Sehr geehrte",
            (_, false) => "Sehr geehrter",
        };
        match (gender, self.formal_reference(Case::Nominative, locale)) {
            (Some(Gender::Female | Gender::Male), Some(reference)) if !name.surname.is_empty() => {
                format!("{courteous} {reference}")
            }
            (_, Some(neutral)) => format!("Guten Tag {neutral}"),
            _ => "Guten Tag".to_owned(),
        }
    }
}

/// The opening line for several readers: "Sehr geehrte Frau Kern, sehr geehrter Herr Vogt,", "Hallo Anna, hallo Ben,".
/// Roles, strangers and crowds are greeted together.
#[must_use]
pub fn joint_salutation(readers: &[&Correspondent], locale: Locale) -> String {
    if let [only] = readers {
        return only.salutation(locale);
    }
    let by_name = readers.len() <= MOST_BY_NAME && readers.iter().all(|reader| reader.is_named(locale));
    if !by_name || readers.is_empty() {
        let familiar = !readers.is_empty() && readers.iter().all(|reader| reader.address_form.value == AddressForm::Du);
        let together = if familiar { "Hallo zusammen" } else { "Sehr geehrte Damen und Herren" };
        return punctuated(together.to_owned(), locale);
    }
    let greetings: Vec<String> = readers
        .iter()
        .enumerate()
        .map(|(at, reader)| {
            let greeting = reader.greeting(locale);
            if at == 0 { greeting } else { uncapitalised(&greeting) }
        })
        .collect();
    punctuated(greetings.join(", "), locale)
}

impl Correspondent {
    fn is_named(&self, locale: Locale) -> bool {
        self.fixed_salutation.is_some()
            || match self.address_form.value {
                AddressForm::Du => self.familiar_name().is_some(),
                AddressForm::Sie => self.formal_reference(Case::Nominative, locale).is_some(),
            }
    }
}

fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// With the comma that Germany and Austria put there, unless the line ends with a mark of its own.
fn punctuated(mut line: String, locale: Locale) -> String {
    if locale != Locale::Switzerland && !line.ends_with(['!', '.', '?', ':', '–']) {
        line.push(',');
    }
    line
}
