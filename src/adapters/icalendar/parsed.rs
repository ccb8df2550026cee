//! A whole iCalendar text, parsed: its calendars and their events.

use calcard::icalendar::{ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarProperty};
use calcard::{Entry, Parser};

use std::collections::HashMap;

use super::component::Component;
use super::content_lines::{repaired, rules_as_written};

/// A VCALENDAR, or a component that stands alone.
pub(super) struct ParsedCalendar {
    calendar: ICalendar,
    rules: Vec<Option<String>>,
}

/// Text around and between calendars is skipped, but not for ever.
const MAX_ENTRIES: usize = 10_000;

/// Parses the calendars of a text, at most so many; tells whether there were more.
pub(super) fn parse(text: &str, most: usize) -> (Vec<ParsedCalendar>, bool) {
    let text = repaired(text);
    let mut rules = rules_as_written(&text).into_iter();
    let mut calendars = Vec::new();
    let mut parser = Parser::new(&text);
    for _ in 0..MAX_ENTRIES {
        match parser.entry() {
            Entry::ICalendar(_) if calendars.len() >= most => return (calendars, true),
            Entry::ICalendar(calendar) => {
                let events = calendar.components.iter().filter(|part| is_event(part)).count();
                calendars.push(ParsedCalendar { calendar, rules: rules.by_ref().take(events).collect() });
            }
            Entry::Eof => return (calendars, false),
            _ => {}
        }
    }
    (calendars, true)
}

/// An event, and its rule as it was written.
pub(super) type EventAndRule<'a> = (Component<'a>, Option<String>);

/// The events of a calendar by their UID. First come the meetings that are there themselves, then those of which there
/// are only single instances, both in the order in which they stand; one without a UID stands alone.
pub(super) fn by_uid(calendar: &ParsedCalendar) -> Vec<Vec<EventAndRule<'_>>> {
    let mut groups: Vec<(Option<usize>, Vec<EventAndRule<'_>>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (number, event) in calendar.events().enumerate() {
        let place = uid(event.0).map_or(groups.len(), |uid| *places.entry(uid).or_insert(groups.len()));
        if place == groups.len() {
            groups.push((None, Vec::new()));
        }
        let (main, group) = &mut groups[place];
        if event.0.first(ICalendarProperty::RecurrenceId).is_none() {
            main.get_or_insert(number);
        }
        group.push(event);
    }
    groups.sort_by_key(|(main, _)| main.unwrap_or(usize::MAX));
    groups.into_iter().map(|(_, group)| group).collect()
}

/// UID as it was written.
pub(super) fn uid(component: Component<'_>) -> Option<String> {
    component.text(ICalendarProperty::Uid).map(|uid| uid.chars().filter(|c| !c.is_control()).collect())
}

fn is_event(component: &ICalendarComponent) -> bool {
    component.component_type == ICalendarComponentType::VEvent
}

impl ParsedCalendar {
    /// The whole of it, for its zones.
    pub fn whole(&self) -> &ICalendar {
        &self.calendar
    }

    /// The properties of the calendar itself.
    pub fn head(&self) -> Option<Component<'_>> {
        self.calendar.components.first().map(Component)
    }

    /// The events, with their rules as they were written.
    pub fn events(&self) -> impl Iterator<Item = EventAndRule<'_>> {
        let events = self.calendar.components.iter().filter(|part| is_event(part));
        events.enumerate().map(|(number, event)| (Component(event), self.rules.get(number).cloned().flatten()))
    }

    /// The components of another kind.
    pub fn components(&self, kind: ICalendarComponentType) -> impl Iterator<Item = Component<'_>> {
        self.calendar.components.iter().filter(move |part| part.component_type == kind).map(Component)
    }
}
