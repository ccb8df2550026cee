//! The configuration file as it is typed (TOML): sections, keys, defaults.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Deserializer, de::Error};

use crate::adapters::connection::{Authentication, Tls};
use crate::adapters::secrets::PasswordSource;
use crate::domain::address::{AddressPattern, EmailAddress};
use crate::domain::category::Category;
use crate::domain::contact::Importance;
use crate::domain::holidays::Region;
use crate::domain::meeting::{Mode, Role};
use crate::domain::policy::CounterChoice;
use crate::german::{AddressForm, Locale};

/// The whole file; every key may be missing.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConfigFile {
    #[serde(deserialize_with = "one_or_many")]
    pub inbox: Vec<String>,
    /// Where the outbox is, unless a flag says otherwise.
    pub outbox: Option<String>,
    /// A moment to pretend, for demonstrations that must not age.
    #[serde(deserialize_with = "moment")]
    pub now: Option<DateTime<FixedOffset>>,
    pub me: MeSection,
    pub hours: HoursSection,
    pub calendar: PathsSection,
    pub contacts: ContactsSection,
    pub policy: PolicySection,
    pub client: Vec<ClientSection>,
    pub rule: Vec<RuleSection>,
    pub reply: ReplySection,
    pub smtp: Option<SmtpSection>,
    pub imap: BTreeMap<String, ImapSection>,
    pub watch: WatchSection,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MeSection {
    pub name: Option<String>,
    pub addresses: Vec<EmailAddress>,
    pub phone: Option<String>,
    #[serde(deserialize_with = "time_zone")]
    pub time_zone: Option<chrono_tz::Tz>,
    pub locale: Locale,
    pub address_form: AddressForm,
    pub signature: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HoursSection {
    #[serde(deserialize_with = "weekdays")]
    pub weekdays: Vec<Weekday>,
    #[serde(deserialize_with = "clock_time")]
    pub start: NaiveTime,
    #[serde(deserialize_with = "clock_time")]
    pub end: NaiveTime,
    #[serde(deserialize_with = "clock_span")]
    pub lunch: Option<(NaiveTime, NaiveTime)>,
    #[serde(deserialize_with = "region")]
    pub holidays: Option<Region>,
    #[serde(deserialize_with = "days")]
    pub days_off: Vec<NaiveDate>,
    pub buffer_minutes: u32,
}

impl Default for HoursSection {
    fn default() -> Self {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        Self {
            weekdays: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            start: hour(9),
            end: hour(17),
            lunch: Some((hour(12), hour(13))),
            holidays: None,
            days_off: Vec::new(),
            buffer_minutes: 0,
        }
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PathsSection {
    pub paths: Vec<String>,
    pub write: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContactsSection {
    pub paths: Vec<String>,
    pub colleagues: Vec<AddressPattern>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicySection {
    pub call_minutes: u32,
    pub short_minutes: u32,
    pub max_meeting_hours_per_week: f64,
}

impl Default for PolicySection {
    fn default() -> Self {
        let policy = crate::domain::policy::Policy::default();
        Self {
            call_minutes: policy.call_minutes,
            short_minutes: policy.short_minutes,
            max_meeting_hours_per_week: policy.max_meeting_hours_per_week,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientSection {
    #[serde(rename = "match")]
    pub matches: AddressPattern,
    pub importance: Option<Importance>,
    pub address_form: Option<AddressForm>,
    pub colleague: Option<EmailAddress>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleSection {
    pub name: String,
    #[serde(default)]
    pub when: WhenSection,
    pub reply: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WhenSection {
    #[serde(deserialize_with = "one_or_many")]
    pub importance: Vec<Importance>,
    #[serde(deserialize_with = "one_or_many")]
    pub category: Vec<Category>,
    #[serde(deserialize_with = "one_or_many")]
    pub my_role: Vec<Role>,
    #[serde(deserialize_with = "one_or_many")]
    pub mode: Vec<Mode>,
    pub recurring: Option<bool>,
    pub conflict: Option<bool>,
    pub organizer_is_colleague: Option<bool>,
    pub duration_over: Option<u32>,
    pub duration_under: Option<u32>,
    pub met_before_over: Option<u32>,
    pub workload_over: Option<f64>,
    pub lead_time_under: Option<f64>,
    pub attendees_over: Option<u32>,
    #[serde(deserialize_with = "one_or_many")]
    pub keywords: Vec<String>,
    #[serde(deserialize_with = "one_or_many")]
    pub from: Vec<AddressPattern>,
    pub serious: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplySection {
    pub quote: bool,
    pub counter: CounterChoice,
    pub written: WrittenChoice,
}

impl Default for ReplySection {
    fn default() -> Self {
        Self { quote: true, counter: CounterChoice::default(), written: WrittenChoice::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WrittenChoice {
    #[default]
    Declined,
    Tentative,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSection {
    pub host: Option<String>,
    pub port: Option<u16>,
    pub tls: Option<Tls>,
    pub user: Option<String>,
    pub password: Option<PasswordSource>,
    #[serde(default)]
    pub auth: Authentication,
    pub copy_to: Option<String>,
    pub ca_file: Option<String>,
    pub timeout_seconds: Option<u64>,
    #[serde(default)]
    pub delay_minutes: u32,
    #[serde(default)]
    pub mark_answered: bool,
    pub sendmail: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImapSection {
    pub host: String,
    pub port: Option<u16>,
    pub tls: Option<Tls>,
    pub user: String,
    pub password: Option<PasswordSource>,
    #[serde(default)]
    pub auth: Authentication,
    pub ca_file: Option<String>,
    pub timeout_seconds: Option<u64>,
    pub sent: Option<String>,
    pub drafts: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WatchSection {
    /// Tell the desktop of new drafts.
    pub notify: bool,
}

/// A list, or one value that stands for a list of one.
fn one_or_many<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
    struct Either<T>(std::marker::PhantomData<T>);
    impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Either<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a value or a list of values")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            T::deserialize(serde::de::value::StrDeserializer::new(text)).map(|value| vec![value])
        }
        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(list))
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
            T::deserialize(MapAccessDeserializer::new(map)).map(|value| vec![value])
        }
    }
    deserializer.deserialize_any(Either(std::marker::PhantomData))
}

fn time_zone<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<chrono_tz::Tz>, D::Error> {
    super::zone(&String::deserialize(deserializer)?).map(Some).map_err(D::Error::custom)
}

fn days<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<NaiveDate>, D::Error> {
    let read = |text: &String| {
        text.parse().map_err(|_| D::Error::custom(format!("`{text}` is not a day such as \"2026-12-24\"")))
    };
    Vec::<String>::deserialize(deserializer)?.iter().map(read).collect()
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<FixedOffset>>, D::Error> {
    crate::cli::args::moment(&String::deserialize(deserializer)?).map(Some).map_err(D::Error::custom)
}

fn read_clock<E: Error>(text: &str) -> Result<NaiveTime, E> {
    NaiveTime::parse_from_str(text, "%H:%M")
        .map_err(|_| E::custom(format!("`{text}` is not a time of day such as \"09:00\"")))
}

fn clock_time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    read_clock(&String::deserialize(deserializer)?)
}

fn clock_span<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<(NaiveTime, NaiveTime)>, D::Error> {
    let ends = Vec::<String>::deserialize(deserializer)?;
    match ends.as_slice() {
        [] => Ok(None),
        [start, end] => {
            let (start, end) = (read_clock(start)?, read_clock(end)?);
            if end <= start {
                return Err(D::Error::custom("lunch ends before it starts: write the earlier time first"));
            }
            Ok(Some((start, end)))
        }
        _ => Err(D::Error::custom("expected two times of day such as [\"12:00\", \"13:00\"], or []")),
    }
}

fn weekdays<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Weekday>, D::Error> {
    Vec::<String>::deserialize(deserializer)?
        .iter()
        .map(|name| {
            name.parse().map_err(|_| {
                D::Error::custom(format!("`{name}` is not a weekday: use mon, tue, wed, thu, fri, sat or sun"))
            })
        })
        .collect()
}

fn region<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Region>, D::Error> {
    let code = String::deserialize(deserializer)?;
    Region::parse(&code).map(Some).map_err(D::Error::custom)
}
