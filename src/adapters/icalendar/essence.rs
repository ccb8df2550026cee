//! What of a large calendar an answer about one meeting is made from.

use crate::domain::limits::MAX_KEPT_CALENDAR;

/// The components of a large calendar, as they were written.
pub(super) struct Essence {
    components: Vec<Component>,
}

/// All zones of a calendar; without them, answers are in UTC.
const MAX_ZONES: usize = MAX_KEPT_CALENDAR / 8;

impl Essence {
    /// Takes a calendar apart.
    pub fn of(text: &str) -> Self {
        Self { components: components(text) }
    }

    /// The zones and the events of one meeting; `None` where the meeting is not found or is too large even so. Alarms,
    /// attached files and further instances are the first to go.
    pub fn about(&self, uid: &str) -> Option<String> {
        let size = |components: &[&Component]| components.iter().map(|component| component.text.len()).sum::<usize>();
        let (mut zones, events): (Vec<_>, Vec<_>) = self.components.iter().partition(|component| component.is_zone);
        let mut events: Vec<&Component> = events.into_iter().filter(|event| event.is_called(uid)).collect();
        if size(&zones) > MAX_ZONES {
            zones.clear();
        }
        if size(&events) > MAX_KEPT_CALENDAR {
            let main = events.iter().position(|event| !event.is_instance).unwrap_or(0);
            events = vec![events[main]];
        }
        if events.is_empty() || size(&events) > MAX_KEPT_CALENDAR {
            return None;
        }
        let kept = zones.into_iter().chain(events).map(|component| component.text.as_str());
        Some(["BEGIN:VCALENDAR\r\n"].into_iter().chain(kept).chain(["END:VCALENDAR\r\n"]).collect())
    }
}

/// A VEVENT or a VTIMEZONE.
#[derive(Default)]
struct Component {
    is_zone: bool,
    text: String,
    uid: String,
    is_instance: bool,
}

impl Component {
    fn is_called(&self, uid: &str) -> bool {
        let plain = |uid: &str| uid.chars().filter(|c| *c != '\\' && !c.is_control()).collect::<String>();
        plain(self.uid.trim()) == plain(uid.trim())
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\r\n");
    }
}

/// Properties that are large and that no answer repeats.
const LEFT_OUT: [&str; 4] = ["ATTACH", "X-ALT-DESC", "STYLED-DESCRIPTION", "IMAGE"];

fn components(text: &str) -> Vec<Component> {
    let mut components: Vec<Component> = Vec::new();
    // How many components are open within the one that is read; none outside of any.
    let mut depth: Option<usize> = None;
    let mut property = String::new();
    for line in text.split(['\r', '\n']).filter(|line| !line.is_empty()) {
        let is_folded = line.starts_with([' ', '\t']);
        if !is_folded {
            property = line[..line.find([':', ';']).unwrap_or(0)].trim().to_ascii_uppercase();
        }
        let value = line.split_once(':').map_or("", |(_, value)| value.trim());
        let is_zone = value.eq_ignore_ascii_case("VTIMEZONE");
        if !is_folded && property == "BEGIN" && (is_zone || value.eq_ignore_ascii_case("VEVENT")) {
            components.push(Component { is_zone, ..Component::default() });
            depth = Some(0);
        } else if !is_folded && property == "BEGIN" {
            depth = depth.map(|depth| depth + 1);
        }
        let (Some(open), Some(component)) = (depth, components.last_mut()) else { continue };
        let is_alarm = open > 0 && !component.is_zone;
        if !is_alarm && !LEFT_OUT.contains(&property.as_str()) {
            component.push(line);
            if property == "UID" {
                component.uid.push_str(if is_folded { &line[1..] } else { value });
            }
            component.is_instance |= property == "RECURRENCE-ID";
        }
        if !is_folded && property == "END" {
            depth = open.checked_sub(1);
        }
    }
    components
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_and_events_of_the_meeting_are_kept_as_written() {
        let zone =
            "BEGIN:VTIMEZONE\r\nTZID:x\r\nBEGIN:STANDARD\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        let mine = "BEGIN:VEVENT\r\nUID:a\\,\r\n b\r\nSUMMARY:Grü\r\n ße\r\nEND:VEVENT\r\n";
        let text = format!(
            "BEGIN:VCALENDAR\r\nX-A:1\r\n{zone}BEGIN:VEVENT\r\nUID:c\r\nEND:VEVENT\r\n{}BEGIN:VTODO\r\nUID:a\\,b\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
            mine.replace(
                "END:VEVENT",
                "ATTACH;ENCODING=BASE64:QUJD\r\n REVG\r\nBEGIN:VALARM\r\nUID:c\r\nEND:VALARM\r\nEND:VEVENT"
            )
        );
        assert_eq!(
            Essence::of(&text).about("a,b").as_deref(),
            Some(format!("BEGIN:VCALENDAR\r\n{zone}{mine}END:VCALENDAR\r\n").as_str())
        );
        assert_eq!(Essence::of(&text).about("d"), None);
    }

    #[test]
    fn of_too_many_instances_the_series_is_kept() {
        let event = |lines: &str| format!("BEGIN:VEVENT\r\nUID:1\r\n{lines}\r\nEND:VEVENT\r\n");
        let instances = event("RECURRENCE-ID:20261126").repeat(MAX_KEPT_CALENDAR / 50);
        let kept = Essence::of(&format!("{instances}{}", event("SUMMARY:x"))).about("1").unwrap();
        assert!(kept.contains("SUMMARY:x") && !kept.contains("RECURRENCE-ID"), "{}", kept.len());
        assert_eq!(Essence::of(&event(&"COMMENT:x\r\n".repeat(MAX_KEPT_CALENDAR / 10))).about("1"), None);
    }
}
