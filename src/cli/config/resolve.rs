//! What the configuration file means: domain values and real paths.

use std::path::{Path, PathBuf};

use super::file::{ConfigFile, WrittenChoice};
use crate::domain::policy::{Client, Condition, Policy, Rule};
use crate::domain::reply::ReplyKind;
use crate::domain::situation::{Me, ReplyStyle, WorkingHours};

/// The zone of whoever has not said theirs.
const DEFAULT_ZONE: chrono_tz::Tz = chrono_tz::Europe::Berlin;

/// Who I am.
#[must_use]
pub fn me(file: &ConfigFile) -> Me {
    let me = &file.me;
    let text =
        |value: &Option<String>| value.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    Me {
        name: text(&me.name),
        addresses: me.addresses.clone(),
        phone: text(&me.phone),
        zone: me.time_zone.unwrap_or(DEFAULT_ZONE),
        locale: me.locale,
        address_form: me.address_form,
        signature: text(&me.signature),
    }
}

/// When I work.
#[must_use]
pub fn working_hours(file: &ConfigFile) -> WorkingHours {
    let hours = &file.hours;
    WorkingHours {
        weekdays: hours.weekdays.clone(),
        start: hours.start,
        end: hours.end,
        lunch: hours.lunch,
        holidays: hours.holidays,
        days_off: hours.days_off.clone(),
        buffer_minutes: hours.buffer_minutes,
    }
}

/// What I want.
#[must_use]
pub fn policy(file: &ConfigFile) -> Policy {
    Policy {
        call_minutes: file.policy.call_minutes,
        short_minutes: file.policy.short_minutes,
        max_meeting_hours_per_week: file.policy.max_meeting_hours_per_week,
        clients: file
            .client
            .iter()
            .map(|client| Client {
                matches: client.matches.clone(),
                importance: client.importance,
                address_form: client.address_form,
                colleague: client.colleague.clone(),
            })
            .collect(),
        rules: file
            .rule
            .iter()
            .map(|rule| {
                let when = &rule.when;
                Rule {
                    name: rule.name.clone(),
                    when: Condition {
                        importance: when.importance.clone(),
                        category: when.category.clone(),
                        my_role: when.my_role.clone(),
                        mode: when.mode.clone(),
                        recurring: when.recurring,
                        conflict: when.conflict,
                        organizer_is_colleague: when.organizer_is_colleague,
                        duration_over: when.duration_over,
                        duration_under: when.duration_under,
                        met_before_over: when.met_before_over,
                        workload_over: when.workload_over,
                        lead_time_under: when.lead_time_under,
                        attendees_over: when.attendees_over,
                        keywords: when.keywords.clone(),
                        from: when.from.clone(),
                        serious: when.serious,
                    },
                    reply: ReplyKind::from(rule.reply.clone()),
                }
            })
            .collect(),
    }
}

/// How replies are written.
#[must_use]
pub fn reply_style(file: &ConfigFile) -> ReplyStyle {
    ReplyStyle {
        quote: file.reply.quote,
        counter: file.reply.counter,
        written_is_tentative: file.reply.written == WrittenChoice::Tentative,
    }
}

/// A path of the configuration: `~/` is the home, relative ones start from the file's folder.
#[must_use]
pub fn expand(path: &str, folder: Option<&Path>) -> PathBuf {
    if let Some(rest) = path.strip_prefix("~/")
        && let Some(home) = std::env::var_os("HOME")
    {
        return Path::new(&home).join(rest);
    }
    match folder {
        Some(folder) if !Path::new(path).is_absolute() => folder.join(path),
        _ => PathBuf::from(path),
    }
}
