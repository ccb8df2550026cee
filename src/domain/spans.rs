//! Many spans of time as one set: what overlaps or touches is joined.

use chrono::{DateTime, Datelike, Duration, Utc};

use super::time_slot::TimeSlot;

/// Instants, as spans in order that neither overlap nor touch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spans(Vec<(DateTime<Utc>, DateTime<Utc>)>);

impl Spans {
    /// All that these spans cover, each widened by `margin` to both sides.
    #[must_use]
    pub fn covering(slots: impl IntoIterator<Item = TimeSlot>, margin: Duration) -> Self {
        let mut spans: Vec<_> = slots
            .into_iter()
            .map(|slot| {
                let (start, end) = (slot.start().to_utc(), slot.end().to_utc());
                (start.checked_sub_signed(margin).unwrap_or(start), end.checked_add_signed(margin).unwrap_or(end))
            })
            .collect();
        spans.sort_unstable();
        let mut joined: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::with_capacity(spans.len());
        for (start, end) in spans {
            match joined.last_mut() {
                Some((_, last_end)) if start <= *last_end => *last_end = (*last_end).max(end),
                _ => joined.push((start, end)),
            }
        }
        Self(joined)
    }

    /// Whether they share an instant with the slot.
    #[must_use]
    pub fn overlap(&self, slot: TimeSlot) -> bool {
        let (start, end) = (slot.start().to_utc(), slot.end().to_utc());
        self.0.get(self.first_after(start)).is_some_and(|(span_start, _)| *span_start < end)
    }

    /// What they leave of a slot, in order.
    pub fn gaps(&self, slot: TimeSlot) -> impl Iterator<Item = TimeSlot> {
        let (start, end) = (slot.start().to_utc(), slot.end().to_utc());
        let spans = self.0[self.first_after(start)..].iter().copied().take_while(move |(start, _)| *start < end);
        let ends = std::iter::once(start).chain(spans.clone().map(|(_, end)| end));
        let starts = spans.map(|(start, _)| start).chain(std::iter::once(end));
        let gaps = ends.zip(starts).filter(|(from, to)| from < to);
        gaps.filter_map(|(from, to)| TimeSlot::new(from.fixed_offset(), to.fixed_offset()).ok())
    }

    /// The first span that ends after an instant.
    fn first_after(&self, instant: DateTime<Utc>) -> usize {
        self.0.partition_point(|(_, end)| *end <= instant)
    }

    /// The sum of their minutes.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        self.0.iter().map(|(start, end)| (*end - *start).num_minutes()).sum()
    }
}

/// What two spans share.
#[must_use]
pub fn common(one: TimeSlot, other: TimeSlot) -> Option<TimeSlot> {
    TimeSlot::new(one.start().max(other.start()), one.end().min(other.end())).ok()
}

/// Whether a span lies in years that arithmetic on local time has room for.
#[must_use]
pub fn is_in_reach(span: TimeSlot) -> bool {
    let in_reach = |year: i32| (1..=9999).contains(&year);
    in_reach(span.start().to_utc().year()) && in_reach(span.end().to_utc().year())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(text: &str) -> TimeSlot {
        let (start, end) = text.split_once('-').unwrap();
        let at = |clock: &str| format!("2026-11-23T{clock}:00+01:00").parse().unwrap();
        TimeSlot::new(at(start), at(end)).unwrap()
    }

    #[test]
    fn what_is_left_of_a_slot_lies_between_the_spans() {
        let cases: [(&[&str], &[&str]); 7] = [
            (&[], &["09:00-12:00"]),
            (&["08:00-09:00", "12:00-13:00"], &["09:00-12:00"]),
            (&["08:00-10:00"], &["10:00-12:00"]),
            (&["10:00-10:30", "11:00-11:15"], &["09:00-10:00", "10:30-11:00", "11:15-12:00"]),
            (&["09:00-09:30", "11:30-13:00"], &["09:30-11:30"]),
            (&["08:00-13:00"], &[]),
            (&["09:00-12:00"], &[]),
        ];
        for (busy, expected) in cases {
            let spans = Spans::covering(busy.iter().map(|text| slot(text)), Duration::zero());
            let left: Vec<TimeSlot> = spans.gaps(slot("09:00-12:00")).collect();
            let expected: Vec<TimeSlot> = expected.iter().map(|text| slot(text)).collect();
            let ends = |slots: &[TimeSlot]| slots.iter().map(|slot| (slot.start(), slot.end())).collect::<Vec<_>>();
            assert_eq!(ends(&left), ends(&expected), "{busy:?}");
        }
    }

    #[test]
    fn what_overlaps_or_touches_counts_once() {
        let cases: [(&[&str], i64); 5] = [
            (&[], 0),
            (&["09:00-10:00", "11:00-12:00"], 120),
            (&["09:00-10:00", "09:30-11:00"], 120),
            (&["09:00-12:00", "10:00-11:00"], 180),
            (&["10:00-11:00", "09:00-10:00"], 120),
        ];
        for (slots, minutes) in cases {
            let spans = Spans::covering(slots.iter().map(|text| slot(text)), Duration::zero());
            assert_eq!(spans.minutes(), minutes, "{slots:?}");
        }
    }

    #[test]
    fn a_margin_keeps_its_distance() {
        let spans = Spans::covering([slot("10:00-11:00")], Duration::minutes(15));
        for (text, expected) in [("09:00-09:45", false), ("09:00-09:46", true), ("11:15-12:00", false)] {
            assert_eq!(spans.overlap(slot(text)), expected, "{text}");
        }
    }
}
