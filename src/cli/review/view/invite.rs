//! The invite, why this reply, and what the organizer's program will make of it.

use ratatui::text::Line;

use super::text::{heading, labelled, wrapped};
use crate::cli::review::entry::Entry;
use crate::cli::review::state::State;
use crate::cli::review::theme::Look;
use crate::cli::ui::clean;
use crate::cli::views::outbox_words::in_words;
use crate::cli::views::words;
use crate::domain::contact::Importance;
use crate::domain::disguise::disguises;
use crate::domain::draft::Draft;
use crate::domain::meeting::{Meeting, Mode, ParticipationStatus};
use crate::domain::receiver::Receiver;

/// More people than this are counted.
const MOST_PEOPLE: usize = 12;

/// The lines about an entry's invite.
pub fn lines(entry: &Entry, state: &State, width: u16) -> Vec<Line<'static>> {
    let theme = state.theme;
    let case = &entry.reply.case;
    let meeting = &case.invite.meeting;
    let mut rows: Vec<(&str, String)> = vec![("Meeting", entry.row.title.clone()), ("When", when(entry))];
    rows.extend(place(meeting).map(|place| ("Where", place)));
    let organizer = meeting.organizer.as_ref().or(case.message.from.as_ref());
    rows.extend(organizer.map(|organizer| ("Asked by", words::full_person(organizer))));
    rows.extend(
        meeting.recurrence_rule.as_ref().filter(|_| meeting.is_recurring()).map(|rule| ("Series", clean(rule))),
    );
    if !meeting.attendees.is_empty() {
        rows.push(("People", people(meeting)));
    }
    let warnings = disguises(&case.message, Some(&case.invite));
    rows.extend(warnings.into_iter().map(|warning| ("Warning", warning)));
    let mut lines = Vec::new();
    let show = |rows: Vec<(&str, String)>, lines: &mut Vec<Line<'static>>| {
        for (label, text) in rows {
            lines.extend(labelled(label, &text, theme.style(Look::Plain), theme, width));
        }
    };
    show(rows, &mut lines);
    lines.push(heading("why this reply", theme, width));
    if let Some(decision) = &case.decision {
        if decision.reply != entry.reply.reply.kind {
            lines.extend(labelled(
                "Yours",
                "you chose another reply than statt",
                theme.style(Look::Plain),
                theme,
                width,
            ));
        }
        let reasons = decision.reasons.join(" ");
        show(vec![("Advice", decision.reply.to_string()), ("Why", reasons)], &mut lines);
    }
    show(facts(&entry.reply), &mut lines);
    let answers = entry.mails().filter_map(|mail| Some((mail.calendar.as_ref()?, mail.case.invite.calendar.as_ref()?)));
    let answers: Vec<_> = answers.collect();
    if !answers.is_empty() {
        lines.push(heading("what the organizer's program shows", theme, width));
        for (answer, calendar) in answers {
            let text = format!("{}. {}", in_words(answer), Receiver::of(calendar).shows(answer));
            show(vec![("Calendar", text)], &mut lines);
        }
    }
    if !meeting.agenda.is_empty() {
        lines.push(heading("points", theme, width));
        for point in &meeting.agenda {
            lines.extend(wrapped(&format!("• {}", clean(point)), width, "  ").into_iter().map(Line::raw));
        }
    }
    lines.push(heading("their words", theme, width));
    let description = meeting.description.as_deref().filter(|text| !text.trim().is_empty());
    let own_words = description.unwrap_or(&case.message.text);
    lines.extend(wrapped(own_words.trim_end(), width, "").into_iter().map(Line::raw));
    lines
}

fn when(entry: &Entry) -> String {
    let meeting = &entry.reply.case.invite.meeting;
    let minutes = meeting.duration_minutes.filter(|_| !meeting.is_all_day());
    minutes
        .map_or_else(|| entry.row.when_in_full.clone(), |minutes| format!("{} · {minutes} min", entry.row.when_in_full))
}

fn place(meeting: &Meeting) -> Option<String> {
    let mode = match meeting.mode {
        Mode::InPerson => Some("in person"),
        Mode::Online => Some("online"),
        Mode::Phone => Some("on the telephone"),
        Mode::Unknown => None,
    };
    let parts = [meeting.location.as_deref(), mode, meeting.online_url.as_deref(), meeting.phone.as_deref()];
    let parts: Vec<String> = parts.into_iter().flatten().map(clean).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn people(meeting: &Meeting) -> String {
    let attendees = &meeting.attendees;
    let mut names: Vec<String> = attendees
        .iter()
        .take(MOST_PEOPLE)
        .map(|attendee| {
            let name = words::person(&attendee.person);
            match attendee.participation_status {
                ParticipationStatus::NeedsAction => name,
                ParticipationStatus::Accepted => format!("{name} (accepted)"),
                ParticipationStatus::Declined => format!("{name} (declined)"),
                ParticipationStatus::Tentative => format!("{name} (tentative)"),
                ParticipationStatus::Delegated => format!("{name} (delegated)"),
            }
        })
        .collect();
    if attendees.len() > MOST_PEOPLE {
        names.push(format!("and {} more", attendees.len() - MOST_PEOPLE));
    }
    names.join(", ")
}

fn facts(draft: &Draft) -> Vec<(&'static str, String)> {
    let facts = &draft.case.facts;
    let importance = match facts.importance {
        Importance::Key => Some("key client"),
        Importance::High => Some("matters much"),
        Importance::Normal => Some("matters as most do"),
        Importance::Low => Some("matters little"),
        Importance::Unknown => None,
    };
    let mut known: Vec<String> = importance.map(str::to_owned).into_iter().collect();
    if facts.met_before > 0 {
        known.push(format!("met {} in 90 days", words::count(facts.met_before as usize, "time")));
    }
    known.push(format!("{:.1} h of meetings that week", facts.workload_hours));
    if facts.serious {
        known.push("a serious matter".to_owned());
    }
    let mut rows = vec![("Facts", known.join(" · "))];
    if !facts.conflicts.is_empty() {
        let conflicts: Vec<String> = facts.conflicts.iter().map(|conflict| clean(&conflict.summary)).collect();
        rows.push(("Clashes", format!("with {}", conflicts.join(", "))));
    }
    if !draft.case.invite.evidence.is_empty() {
        rows.push(("In words", clean(&draft.case.invite.evidence.join("; "))));
    }
    rows
}
