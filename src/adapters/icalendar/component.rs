//! Looking things up in a parsed calendar component.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName, ICalendarProperty,
    ICalendarValue,
};

/// A component (VEVENT, VTIMEZONE …) of a calendar.
#[derive(Clone, Copy)]
pub(super) struct Component<'a>(pub &'a ICalendarComponent);

impl<'a> Component<'a> {
    pub fn is(self, kind: &ICalendarComponentType) -> bool {
        self.0.component_type == *kind
    }

    /// All properties of this name.
    pub fn all(self, name: ICalendarProperty) -> impl Iterator<Item = Property<'a>> {
        self.0.entries.iter().filter(move |entry| entry.name == name).map(Property)
    }

    /// The first property of this name that has a value.
    pub fn first(self, name: ICalendarProperty) -> Option<Property<'a>> {
        self.all(name).find(|property| !property.0.values.is_empty())
    }

    /// The first property with an X- name.
    pub fn extension(self, name: &str) -> Option<Property<'a>> {
        let is_named = |entry: &&ICalendarEntry| match &entry.name {
            ICalendarProperty::Other(found) => found.eq_ignore_ascii_case(name),
            _ => false,
        };
        self.0.entries.iter().filter(is_named).map(Property).find(|property| !property.0.values.is_empty())
    }

    /// The text of the first property of this name.
    pub fn text(self, name: ICalendarProperty) -> Option<String> {
        self.first(name).and_then(Property::text)
    }

    /// The text of the first property with an X- name.
    pub fn extension_text(self, name: &str) -> Option<String> {
        self.extension(name).and_then(Property::text)
    }

    /// Names of the X- properties, in upper case.
    pub fn extensions(self) -> impl Iterator<Item = String> + 'a {
        self.0.entries.iter().filter_map(|entry| match &entry.name {
            ICalendarProperty::Other(name) if name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("X-")) => {
                Some(name.to_ascii_uppercase())
            }
            _ => None,
        })
    }
}

/// One property with its parameters and values.
#[derive(Clone, Copy)]
pub(super) struct Property<'a>(pub &'a ICalendarEntry);

impl<'a> Property<'a> {
    /// The value as text; commas between several values are put back.
    pub fn text(self) -> Option<String> {
        let texts: Vec<String> = self.0.values.iter().filter_map(value_text).collect();
        let text = texts.join(",");
        (!text.trim().is_empty()).then_some(text)
    }

    /// The value of a parameter; commas that nobody quoted are put back.
    pub fn parameter(self, name: ICalendarParameterName) -> Option<String> {
        let values: Vec<&str> = self.parameters(name).collect();
        let value = values.join(", ");
        (!value.trim().is_empty()).then(|| without_carets(value.trim()))
    }

    /// The single values of a parameter that is a list.
    pub fn parameters(self, name: ICalendarParameterName) -> impl Iterator<Item = &'a str> {
        self.0
            .params
            .iter()
            .filter(move |parameter| parameter.name == name)
            .filter_map(|parameter| parameter.value.as_text())
    }

    /// The value of a parameter that RFC 5545 does not know.
    pub fn other_parameter(self, name: &str) -> Option<&'a str> {
        self.0.params.iter().find_map(|parameter| match &parameter.name {
            ICalendarParameterName::Other(found) if found.eq_ignore_ascii_case(name) => parameter.value.as_text(),
            _ => None,
        })
    }

    /// The first value as date or time.
    pub fn date(self) -> Option<PartialDateTime> {
        self.0.values.iter().find_map(as_date)
    }
}

/// A value as date or time, also where it was written in the way of ISO 8601 (`2026-11-26T14:00:00+01:00`).
pub(super) fn as_date(value: &ICalendarValue) -> Option<PartialDateTime> {
    match value {
        ICalendarValue::PartialDateTime(date) => Some((**date).clone()),
        ICalendarValue::Text(text) => {
            let (date, time) = text.trim().split_once(['T', 't', ' ']).unwrap_or((text.trim(), ""));
            let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
            let zone = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
            let separator = if time.is_empty() { "" } else { "T" };
            let compact =
                format!("{}{separator}{}{}", date.replace('-', ""), time.replace(':', ""), zone.replace(':', ""));
            let mut parsed = PartialDateTime::default();
            let read = parsed.parse_timestamp(&mut compact.as_bytes().iter().peekable(), false);
            (read && text.len() <= 40).then_some(parsed)
        }
        _ => None,
    }
}

fn value_text(value: &ICalendarValue) -> Option<String> {
    match value {
        ICalendarValue::Integer(number) => Some(number.to_string()),
        ICalendarValue::Binary(octets) => Some(String::from_utf8_lossy(octets).into_owned()),
        other => other.as_text().map(ToOwned::to_owned),
    }
}

/// Undoes the carets of RFC 6868.
fn without_carets(value: &str) -> String {
    if !value.contains('^') {
        return value.to_owned();
    }
    value.replace("^n", " ").replace("^'", "\"").replace("^^", "^")
}
