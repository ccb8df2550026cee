//! Contacts as CSV with a header: `name,address,organization,importance,address_form,salutation,gender,title,phone,colleague`.

use crate::domain::address::EmailAddress;
use crate::domain::contact::{Contact, Importance};
use crate::domain::reading::Reading;
use crate::german::{AddressForm, Gender};

use super::filled;

/// The columns that statt knows; others are left alone.
const COLUMNS: [&str; 10] = [
    "name",
    "address",
    "organization",
    "importance",
    "address_form",
    "salutation",
    "gender",
    "title",
    "phone",
    "colleague",
];

/// Reads all lines; one that makes no sense is a warning with its number.
pub fn read(text: &str) -> Reading<Vec<Contact>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let header = text.lines().next().unwrap_or_default();
    // Spreadsheets in German-speaking countries write semicolons.
    let delimiter = if header.matches(';').count() > header.matches(',').count() { b';' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut all = Reading::clean(Vec::new());
    let places: Vec<Option<usize>> = match reader.headers() {
        Ok(header) => {
            COLUMNS.iter().map(|column| header.iter().position(|name| name.eq_ignore_ascii_case(column))).collect()
        }
        Err(error) => return all.warn(error.to_string()),
    };
    if places[1].is_none() {
        return all.warn(format!("line 1: no column `address`; the columns are {}", COLUMNS.join(",")));
    }
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                all.warnings.push(error.to_string());
                continue;
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |column: usize| places[column].and_then(|place| record.get(place)).and_then(filled);
        match contact(cell) {
            Ok(Some(contact)) => all.value.push(contact),
            Ok(None) => {}
            Err(reason) => all.warnings.push(format!("line {line}: {reason}")),
        }
    }
    all
}

fn contact(cell: impl Fn(usize) -> Option<String>) -> Result<Option<Contact>, String> {
    let Some(address) = cell(1) else { return Ok(None) };
    let address = EmailAddress::parse(&address).map_err(|error| error.to_string())?;
    let colleague = cell(9).map(|text| EmailAddress::parse(&text)).transpose().map_err(|error| error.to_string())?;
    Ok(Some(Contact {
        name: cell(0),
        address,
        organization: cell(2),
        importance: cell(3).map(|text| importance(&text)).transpose()?,
        address_form: cell(4).map(|text| address_form(&text)).transpose()?,
        salutation: cell(5),
        gender: cell(6).map(|text| gender(&text)).transpose()?,
        title: cell(7),
        phone: cell(8),
        colleague,
    }))
}

fn importance(text: &str) -> Result<Importance, String> {
    match text.to_lowercase().as_str() {
        "key" => Ok(Importance::Key),
        "high" => Ok(Importance::High),
        "normal" => Ok(Importance::Normal),
        "low" => Ok(Importance::Low),
        "unknown" => Ok(Importance::Unknown),
        _ => Err(format!("importance `{text}` is none of key, high, normal, low")),
    }
}

fn address_form(text: &str) -> Result<AddressForm, String> {
    match text.to_lowercase().as_str() {
        "sie" => Ok(AddressForm::Sie),
        "du" => Ok(AddressForm::Du),
        _ => Err(format!("address_form `{text}` is neither sie nor du")),
    }
}

/// One letter, or the word that people write for it.
pub fn gender(text: &str) -> Result<Gender, String> {
    match text.to_lowercase().as_str() {
        "f" | "w" | "female" | "weiblich" | "frau" => Ok(Gender::Female),
        "m" | "male" | "männlich" | "herr" => Ok(Gender::Male),
        "x" | "d" | "o" | "n" | "divers" | "diverse" => Ok(Gender::Diverse),
        _ => Err(format!("gender `{text}` is none of f, m, x")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_bad_lines_are_named() {
        let text = "address;Name;importance;gender\nanna@kunde.example;Anna Müller;key;w\nkein Komma;X;;\nb@kunde.example;;wichtig;\n";
        let read = read(text);
        assert_eq!(read.value.len(), 1);
        assert_eq!(read.value[0].name.as_deref(), Some("Anna Müller"));
        assert_eq!(read.value[0].gender, Some(Gender::Female));
        assert_eq!(read.warnings.len(), 2, "{:?}", read.warnings);
        assert!(read.warnings[0].contains("line 3") && read.warnings[1].contains("wichtig"), "{:?}", read.warnings);
    }
}
