//! Hours freed as bars in a terminal, as a picture, and for scripts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::cli::fitting::{columns, padded};
use crate::cli::ui::clean;
use crate::domain::html;
use crate::domain::statistics::{Statistics, Sum};

/// Columns of a bar in a terminal.
const BAR: u32 = 30;

/// `12 h`, `1.5 h`, `0 h`.
#[must_use]
pub fn hours(minutes: u32) -> String {
    let tenths = (minutes + 3) / 6;
    if tenths.is_multiple_of(10) { format!("{} h", tenths / 10) } else { format!("{}.{} h", tenths / 10, tenths % 10) }
}

/// A group with the name that people read, the largest first unless it is of months.
fn ordered(groups: &BTreeMap<String, Sum>, by_name: bool) -> Vec<(String, Sum)> {
    let mut rows: Vec<_> = groups.iter().map(|(name, sum)| (clean(name), *sum)).collect();
    if !by_name {
        rows.sort_by_key(|(_, sum)| std::cmp::Reverse((sum.freed, sum.proposed, sum.meetings)));
    }
    rows
}

/// The months, the oldest first, as people write them: `Nov 2026`.
fn months(groups: &BTreeMap<String, Sum>) -> Vec<(String, Sum)> {
    let name = |month: String| {
        let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d");
        first.map_or(month, |first| first.format("%b %Y").to_string())
    };
    ordered(groups, true).into_iter().map(|(month, sum)| (name(month), sum)).collect()
}

/// The lines for a terminal: each group with its bars, full for what is free, light for what is proposed.
#[must_use]
pub fn lines(all: &Statistics) -> Vec<String> {
    let mut lines = vec![headline(all), String::new()];
    for (title, groups, is_of_months) in
        [("By month", &all.by_month, true), ("By client", &all.by_client, false), ("By reply", &all.by_kind, false)]
    {
        let rows = if is_of_months { months(groups) } else { ordered(groups, false) };
        let longest = rows.iter().map(|(_, sum)| sum.freed + sum.proposed).max().unwrap_or(0).max(1);
        let width = rows.iter().map(|(name, _)| columns(name)).max().unwrap_or(0).min(40);
        lines.push(title.to_owned());
        for (name, sum) in rows {
            let bar = |minutes: u32| (minutes * BAR + longest / 2) / longest;
            let full = bar(sum.freed);
            let light = bar(sum.freed + sum.proposed).saturating_sub(full);
            let drawn = "█".repeat(full as usize) + &"░".repeat(light as usize);
            let name = padded(&name, width);
            let numbers = if sum.proposed > 0 {
                format!("{} and {} proposed", hours(sum.freed), hours(sum.proposed))
            } else {
                hours(sum.freed)
            };
            let bar = BAR as usize;
            lines.push(format!(
                "  {name}  {drawn:<bar$}  {numbers}, {}",
                super::words::count(sum.meetings as usize, "meeting")
            ));
        }
        lines.push(String::new());
    }
    lines.push(proposals(all));
    if !all.open.is_empty() {
        lines.push(format!(
            "Open: {} whose day came without an answer; `statt list` tells which",
            super::words::count(all.open.len(), "meeting")
        ));
    }
    lines
}

fn headline(all: &Statistics) -> String {
    let total = all.total;
    let more = if total.proposed > 0 {
        format!(", {} more if your proposals are taken up", hours(total.proposed))
    } else {
        String::new()
    };
    format!("{} freed in {}{more}", hours(total.freed), super::words::count(total.meetings as usize, "meeting"))
}

fn proposals(all: &Statistics) -> String {
    let fates = &all.proposals;
    if fates.made() == 0 {
        return "Proposals: none yet".to_owned();
    }
    let told: Vec<String> = [
        (fates.taken_up, "taken up"),
        (fates.refused, "refused"),
        (fates.moved, "answered with another time"),
        (fates.cancelled, "overtaken by a cancellation"),
        (fates.unanswered, "not answered"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{number} {what}"))
    .collect();
    format!("Proposals: {} made; {}", fates.made(), told.join(", "))
}

/// All of it for scripts.
#[must_use]
pub fn object(all: &Statistics) -> Value {
    let groups = |key: &str, groups: &BTreeMap<String, Sum>, by_name: bool| {
        let rows = ordered(groups, by_name);
        rows.into_iter()
            .map(|(name, sum)| {
                json!({ key: name, "meetings": sum.meetings, "minutes_freed": sum.freed, "minutes_proposed": sum.proposed })
            })
            .collect::<Vec<_>>()
    };
    let fates = &all.proposals;
    json!({
        "meetings": all.total.meetings,
        "minutes_freed": all.total.freed,
        "minutes_proposed": all.total.proposed,
        "by_month": groups("month", &all.by_month, true),
        "by_client": groups("client", &all.by_client, false),
        "by_reply": groups("reply", &all.by_kind, false),
        "proposals": {
            "made": fates.made(),
            "taken_up": fates.taken_up,
            "refused": fates.refused,
            "moved": fates.moved,
            "cancelled": fates.cancelled,
            "unanswered": fates.unanswered,
        },
        "open": all.open.iter().map(|meeting| meeting.uid.clone()).collect::<Vec<_>>(),
    })
}

/// A picture for a slide: the months as columns, what is proposed in a lighter shade.
#[must_use]
pub fn picture(all: &Statistics) -> String {
    const WIDTH: u32 = 960;
    const HEIGHT: u32 = 540;
    const FLOOR: u32 = 440;
    const TOP: u32 = 130;
    let months = months(&all.by_month);
    let tallest = months.iter().map(|(_, sum)| sum.freed + sum.proposed).max().unwrap_or(0).max(60);
    let count = u32::try_from(months.len()).unwrap_or(1).max(1);
    let step = (WIDTH - 120) / count;
    let column = (step * 3 / 5).clamp(4, 120);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" role=\"img\">\n\
         <title>{title}</title>\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>\n\
         <text x=\"60\" y=\"70\" font-size=\"34\" fill=\"#1b3a4b\">{title}</text>\n",
        title = escaped(&headline(all))
    );
    for (position, (month, sum)) in months.iter().enumerate() {
        let left = 60 + step * u32::try_from(position).unwrap_or(0) + (step - column) / 2;
        let tall = |minutes: u32| minutes * (FLOOR - TOP) / tallest;
        let (freed, both) = (tall(sum.freed), tall(sum.freed + sum.proposed));
        let middle = left + column / 2;
        let _ = write!(
            svg,
            "<rect x=\"{left}\" y=\"{}\" width=\"{column}\" height=\"{both}\" fill=\"#bcd7d0\"/>\n\
             <rect x=\"{left}\" y=\"{}\" width=\"{column}\" height=\"{freed}\" fill=\"#2a7f6f\"/>\n\
             <text x=\"{middle}\" y=\"{}\" font-size=\"20\" text-anchor=\"middle\" fill=\"#1b3a4b\">{}</text>\n\
             <text x=\"{middle}\" y=\"{}\" font-size=\"18\" text-anchor=\"middle\" fill=\"#4a5b66\">{}</text>\n",
            FLOOR - both,
            FLOOR - freed,
            FLOOR - both - 10,
            hours(sum.freed),
            FLOOR + 30,
            escaped(month)
        );
    }
    let _ = write!(
        svg,
        "<line x1=\"60\" y1=\"{FLOOR}\" x2=\"{}\" y2=\"{FLOOR}\" stroke=\"#4a5b66\"/>\n\
         <text x=\"60\" y=\"{}\" font-size=\"18\" fill=\"#4a5b66\">{}</text>\n</svg>\n",
        WIDTH - 60,
        HEIGHT - 24,
        escaped(&proposals(all))
    );
    svg
}

fn escaped(text: &str) -> String {
    html::escaped(text).replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_with_a_tenth_where_it_matters() {
        let cases = [(0, "0 h"), (60, "1 h"), (90, "1.5 h"), (40, "0.7 h"), (59, "1 h"), (605, "10.1 h")];
        for (minutes, expected) in cases {
            assert_eq!(hours(minutes), expected);
        }
    }

    #[test]
    fn a_picture_shows_what_the_bars_do_and_nothing_of_a_name_is_markup() {
        let sum = Sum { meetings: 2, freed: 90, proposed: 30 };
        let by_month = BTreeMap::from([("2026-11".to_owned(), sum), ("<b>&\"".to_owned(), Sum::default())]);
        let all = Statistics { total: sum, by_month, ..Statistics::default() };
        let svg = picture(&all);
        assert!(svg.contains("1.5 h freed in 2 meetings, 0.5 h more") && svg.contains("&lt;b&gt;&amp;&quot;"), "{svg}");
        assert!(!svg.contains("<b>"));
        let lines = lines(&all).join("\n");
        assert!(lines.contains("█") && lines.contains("░") && lines.contains("1.5 h and 0.5 h proposed"), "{lines}");
    }
}
