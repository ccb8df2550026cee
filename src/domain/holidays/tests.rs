use chrono::{Days, NaiveDate};

use super::Region;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn on(region: &str, date: &str) -> Option<&'static str> {
    Region::parse(region).unwrap().holiday_on(day(date))
}

/// All holidays of a year as `MM-DD`.
fn days_of(region: &str, year: i32) -> Vec<String> {
    let region = Region::parse(region).unwrap();
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    (0..366)
        .map(|offset| first + Days::new(offset))
        .filter(|day| day.format("%Y").to_string() == year.to_string() && region.holiday_on(*day).is_some())
        .map(|day| day.format("%m-%d").to_string())
        .collect()
}

#[test]
fn movable_holidays_are_on_the_days_of_the_official_calendars() {
    // Good Friday, Easter Monday, Ascension, Whit Monday, Corpus Christi; Buß- und Bettag.
    let years = [
        ("2024", ["03-29", "04-01", "05-09", "05-20", "05-30"], "11-20"),
        ("2025", ["04-18", "04-21", "05-29", "06-09", "06-19"], "11-19"),
        ("2026", ["04-03", "04-06", "05-14", "05-25", "06-04"], "11-18"),
        ("2027", ["03-26", "03-29", "05-06", "05-17", "05-27"], "11-17"),
        ("2028", ["04-14", "04-17", "05-25", "06-05", "06-15"], "11-22"),
        ("2029", ["03-30", "04-02", "05-10", "05-21", "05-31"], "11-21"),
        ("2030", ["04-19", "04-22", "05-30", "06-10", "06-20"], "11-20"),
    ];
    let names = ["Karfreitag", "Ostermontag", "Christi Himmelfahrt", "Pfingstmontag", "Fronleichnam"];
    for (year, days, penance) in years {
        for (date, name) in days.into_iter().zip(names) {
            assert_eq!(on("DE-NW", &format!("{year}-{date}")), Some(name), "{year}-{date}");
        }
        assert_eq!(on("DE-SN", &format!("{year}-{penance}")), Some("Buß- und Bettag"));
        assert_eq!(on("DE-BE", &format!("{year}-{penance}")), None);
    }
}

#[test]
fn every_region_keeps_its_own_days() {
    let year_2026 = [
        ("DE", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"),
        ("DE-BB", "01-01 04-03 04-05 04-06 05-01 05-14 05-24 05-25 10-03 10-31 12-25 12-26"),
        ("DE-BE", "01-01 03-08 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"),
        ("DE-BW", "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26"),
        ("DE-BY", "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 08-15 10-03 11-01 12-25 12-26"),
        ("DE-HE", "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 12-25 12-26"),
        ("DE-HH", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26"),
        ("DE-MV", "01-01 03-08 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26"),
        ("DE-RP", "01-01 04-03 04-06 05-01 05-14 05-25 06-04 10-03 11-01 12-25 12-26"),
        ("DE-SL", "01-01 04-03 04-06 05-01 05-14 05-25 06-04 08-15 10-03 11-01 12-25 12-26"),
        ("DE-SN", "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 11-18 12-25 12-26"),
        ("DE-ST", "01-01 01-06 04-03 04-06 05-01 05-14 05-25 10-03 10-31 12-25 12-26"),
        ("DE-TH", "01-01 04-03 04-06 05-01 05-14 05-25 09-20 10-03 10-31 12-25 12-26"),
        ("AT", "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26"),
        ("AT-9", "01-01 01-06 04-06 05-01 05-14 05-25 06-04 08-15 10-26 11-01 12-08 12-25 12-26"),
        ("CH", "01-01 04-03 04-06 05-14 05-25 08-01 12-25 12-26"),
        ("CH-ZH", "01-01 01-02 04-03 04-06 05-01 05-14 05-25 08-01 12-25 12-26"),
        ("CH-BE", "01-01 01-02 04-03 04-06 05-14 05-25 08-01 12-25 12-26"),
        ("CH-BS", "01-01 04-03 04-06 05-01 05-14 05-25 08-01 12-25 12-26"),
        ("CH-LU", "01-01 01-02 04-03 04-06 05-14 05-25 06-04 08-01 08-15 11-01 12-08 12-25 12-26"),
        ("CH-GE", "01-01 04-03 04-06 05-14 05-25 08-01 09-10 12-25 12-31"),
        ("CH-VD", "01-01 01-02 04-03 04-06 05-14 05-25 08-01 09-21 12-25"),
        ("CH-TI", "01-01 01-06 03-19 04-06 05-01 05-14 05-25 06-04 06-29 08-01 08-15 11-01 12-08 12-25 12-26"),
    ];
    for (region, days) in year_2026 {
        assert_eq!(days_of(region, 2026).join(" "), days, "{region}");
    }
}

#[test]
fn laws_change() {
    let cases = [
        ("DE-BE", "2018-03-08", None),
        ("DE-BE", "2019-03-08", Some("Internationaler Frauentag")),
        ("DE-MV", "2022-03-08", None),
        ("DE-MV", "2023-03-08", Some("Internationaler Frauentag")),
        ("DE-NI", "2016-10-31", None),
        ("DE-BY", "2017-10-31", Some("Reformationstag")),
        ("DE-NI", "2018-10-31", Some("Reformationstag")),
        ("DE-BE", "2018-10-31", None),
        ("DE-TH", "2018-09-20", None),
        ("DE-BE", "2024-05-08", None),
        ("DE-BE", "2025-05-08", Some("Tag der Befreiung")),
        ("DE-BE", "2026-05-08", None),
    ];
    for (region, date, expected) in cases {
        assert_eq!(on(region, date), expected, "{region} {date}");
    }
}

#[test]
fn swiss_days_move_by_their_own_rules() {
    let cases = [
        ("CH-GL", "2025-04-03", Some("Näfelser Fahrt")),
        // The first Thursday of April is Maundy Thursday.
        ("CH-GL", "2026-04-02", None),
        ("CH-GL", "2026-04-09", Some("Näfelser Fahrt")),
        ("CH-GE", "2024-09-05", Some("Genfer Bettag")),
        ("CH-VD", "2024-09-16", Some("Bettagsmontag")),
    ];
    for (region, date, expected) in cases {
        assert_eq!(on(region, date), expected, "{region} {date}");
    }
}

#[test]
fn an_unknown_region_is_told_the_nearest_one() {
    assert_eq!(Region::parse(" de-be ").unwrap().code(), "DE-BE");
    let cases = [
        ("DE-BX", "DE-BB"),
        ("DE_BE", "DE-BE"),
        ("Berlin", "DE-BE"),
        ("Bayern", "DE-BY"),
        ("Zürich", "CH-ZH"),
        ("Oesterreich", "AT"),
        ("", "DE"),
    ];
    for (given, nearest) in cases {
        assert_eq!(Region::parse(given).unwrap_err().nearest, nearest, "{given:?}");
    }
    let error = Region::parse("DE-BEE").unwrap_err().to_string();
    assert!(error.ends_with("the nearest is `DE-BE` (Berlin)"), "{error}");
}

#[test]
fn no_year_is_too_strange() {
    for date in [NaiveDate::MIN, NaiveDate::MAX, day("0001-01-01"), day("9999-12-31")] {
        for (region, _) in Region::all() {
            let _ = region.holiday_on(date);
        }
    }
}
