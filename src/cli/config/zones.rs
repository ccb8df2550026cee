//! Time zones, and what people call them instead.

use chrono_tz::{TZ_VARIANTS, Tz};

/// What is written in the place of a zone's name.
const ALIASES: [(&str, Tz); 6] = [
    ("MEZ", Tz::Europe__Berlin),
    ("MESZ", Tz::Europe__Berlin),
    ("CEST", Tz::Europe__Berlin),
    ("Deutschland", Tz::Europe__Berlin),
    ("Wien", Tz::Europe__Vienna),
    ("Zürich", Tz::Europe__Zurich),
];

/// Reads the name of a time zone.
///
/// # Errors
/// A name that nobody knows, with the one that was probably meant.
pub fn zone(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| {
        let near = near(name).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        format!("`{name}` is not an IANA time zone such as `Europe/Berlin`{near}")
    })
}

fn near(name: &str) -> Option<Tz> {
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)).map(|(_, zone)| *zone);
    // A city alone is held against the cities.
    let by_city = || {
        let near =
            super::nearest(name, TZ_VARIANTS.iter().copied().filter_map(city)).filter(|_| !name.contains('/'))?;
        TZ_VARIANTS.iter().copied().find(|zone| city(*zone) == Some(near))
    };
    let by_name = || super::nearest(name, TZ_VARIANTS.iter().map(|zone| zone.name()))?.parse().ok();
    alias.or_else(by_city).or_else(by_name)
}

/// "Berlin" of "Europe/Berlin".
fn city(zone: Tz) -> Option<&'static str> {
    zone.name().rsplit_once('/').map(|(_, city)| city)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_call_a_zone_leads_to_its_name() {
        let cases = [
            ("Berlin", "Europe/Berlin"),
            ("berlin", "Europe/Berlin"),
            ("Europe/Berln", "Europe/Berlin"),
            ("MEZ", "Europe/Berlin"),
            ("Wien", "Europe/Vienna"),
            ("zurich", "Europe/Zurich"),
            ("Vienna", "Europe/Vienna"),
        ];
        for (name, meant) in cases {
            let error = zone(name).expect_err(name);
            assert!(error.contains(&format!("did you mean `{meant}`?")), "{error}");
        }
        assert_eq!(zone("Europe/Vienna"), Ok(Tz::Europe__Vienna));
    }
}
