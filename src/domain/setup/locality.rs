//! Where somebody lives, from what their system says: time zone, German, holidays.

use chrono_tz::Tz;

use crate::domain::holidays::Region;
use crate::german::Locale;

/// The German of a person, by the system's language (`de_AT.UTF-8`), else by time zone, else by the address's domain.
#[must_use]
pub fn german_of(language: Option<&str>, zone: Option<Tz>, domain: Option<&str>) -> Locale {
    let language = language.unwrap_or_default().split(['.', '@']).next().unwrap_or_default().replace('_', "-");
    let by_language = match language.to_ascii_lowercase().as_str() {
        "de-at" => Some(Locale::Austria),
        "de-ch" | "de-li" | "fr-ch" | "it-ch" | "en-ch" | "rm-ch" => Some(Locale::Switzerland),
        "de-de" | "de-be" | "de-lu" | "de-it" => Some(Locale::Germany),
        _ => None,
    };
    let by_zone = || match zone?.name() {
        "Europe/Vienna" => Some(Locale::Austria),
        "Europe/Zurich" | "Europe/Vaduz" => Some(Locale::Switzerland),
        _ => None,
    };
    let by_domain = || match domain?.rsplit('.').next()? {
        "at" => Some(Locale::Austria),
        "ch" | "li" => Some(Locale::Switzerland),
        _ => None,
    };
    by_language.or_else(by_zone).or_else(by_domain).unwrap_or_default()
}

/// The time zone of a name, as TZ, /etc/timezone or the target of /etc/localtime give it. UTC is the zone of a machine
/// and says nothing about its user.
#[must_use]
pub fn zone_of(name: &str) -> Option<Tz> {
    let name = name.trim().trim_start_matches(':');
    let name = name.rsplit_once("zoneinfo/").map_or(name, |(_, zone)| zone);
    let name = name.strip_prefix("posix/").or_else(|| name.strip_prefix("right/")).unwrap_or(name);
    let zone: Tz = name.parse().ok()?;
    let bare = zone.name().strip_prefix("Etc/").unwrap_or(zone.name());
    let of_machine =
        ["UTC", "UCT", "GMT", "Zulu", "Universal", "Greenwich"].iter().any(|known| bare.starts_with(known));
    (!of_machine).then_some(zone)
}

/// The zone of somebody of whom no more is known than their German.
#[must_use]
pub const fn zone_of_german(locale: Locale) -> Tz {
    match locale {
        Locale::Germany => Tz::Europe__Berlin,
        Locale::Austria => Tz::Europe__Vienna,
        Locale::Switzerland => Tz::Europe__Zurich,
    }
}

/// The holidays to begin with: those of a whole country, for only a person knows the Land.
#[must_use]
pub fn holidays_of(locale: Locale) -> Option<Region> {
    let code = match locale {
        Locale::Germany => "DE",
        Locale::Austria => "AT",
        Locale::Switzerland => "CH",
    };
    Region::parse(code).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_is_known_by_language_zone_or_domain() {
        use chrono_tz::Europe::{Berlin, Vienna, Zurich};
        let cases = [
            (Some("de_AT.UTF-8"), Some(Berlin), None, Locale::Austria),
            (Some("de_CH.UTF-8@euro"), None, Some("x.de"), Locale::Switzerland),
            (Some("de_DE"), Some(Vienna), Some("x.at"), Locale::Germany),
            (Some("en_US.UTF-8"), Some(Vienna), None, Locale::Austria),
            (Some("C.UTF-8"), Some(Zurich), None, Locale::Switzerland),
            (None, None, Some("agentur.at"), Locale::Austria),
            (None, Some(Berlin), Some("agentur.ch"), Locale::Switzerland),
            (Some(""), None, Some("agentur.example"), Locale::Germany),
        ];
        for (language, zone, domain, expected) in cases {
            assert_eq!(german_of(language, zone, domain), expected, "{language:?} {zone:?} {domain:?}");
        }
    }

    #[test]
    fn a_zone_is_read_in_all_its_spellings() {
        let cases = [
            ("Europe/Berlin", Some("Europe/Berlin")),
            (":Europe/Vienna\n", Some("Europe/Vienna")),
            ("/usr/share/zoneinfo/Europe/Zurich", Some("Europe/Zurich")),
            ("../usr/share/zoneinfo/posix/Europe/Berlin", Some("Europe/Berlin")),
            ("Etc/UTC", None),
            ("UTC", None),
            ("CET-1CEST,M3.5.0,M10.5.0/3", None),
            ("", None),
        ];
        for (name, expected) in cases {
            assert_eq!(zone_of(name).map(Tz::name), expected, "{name}");
        }
    }

    #[test]
    fn every_german_has_holidays() {
        assert!(Locale::ALL.iter().all(|locale| holidays_of(*locale).is_some()));
    }
}
