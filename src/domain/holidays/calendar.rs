//! Which holiday is when and where: one table for three countries.

use std::ops::RangeInclusive;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use Rule::{DayOf, Easter, MondayOnly, NaefelserFahrt, OnOrAfter};

/// A holiday: its German name, its day, its regions and the years it is kept in.
pub(super) struct Holiday {
    pub name: &'static str,
    pub rule: Rule,
    /// Codes with spaces between; `DE*` stands for Germany and all of its Länder.
    regions: &'static str,
    pub years: RangeInclusive<i32>,
}

impl Holiday {
    /// Whether it is free in the region.
    pub fn is_kept_in(&self, code: &str) -> bool {
        self.regions.split(' ').any(|kept| match kept.strip_suffix('*') {
            Some(country) => code.starts_with(country),
            None => code == kept,
        })
    }
}

/// How a holiday's day is found in a year.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rule {
    /// The same day every year: month, day.
    DayOf(u32, u32),
    /// So many days after Easter Sunday, or before it.
    Easter(i64),
    /// The first such weekday on or after a day: weekday, month, day.
    OnOrAfter(Weekday, u32, u32),
    /// That day where it is a Monday: month, day.
    MondayOnly(u32, u32),
    /// The first Thursday of April, a week later where that is Maundy Thursday.
    NaefelserFahrt,
}

impl Rule {
    /// The day in that year.
    pub fn day_in(self, year: i32) -> Option<NaiveDate> {
        match self {
            DayOf(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Easter(offset) => easter(year)?.checked_add_signed(chrono::Duration::days(offset)),
            OnOrAfter(weekday, month, day) => {
                let first = NaiveDate::from_ymd_opt(year, month, day)?;
                first.checked_add_days(Days::new(u64::from(weekday.days_since(first.weekday()))))
            }
            MondayOnly(month, day) => DayOf(month, day).day_in(year).filter(|day| day.weekday() == Weekday::Mon),
            NaefelserFahrt => {
                let first = OnOrAfter(Weekday::Thu, 4, 1).day_in(year)?;
                let days = if Easter(-3).day_in(year) == Some(first) { 7 } else { 0 };
                first.checked_add_days(Days::new(days))
            }
        }
    }
}

/// Easter Sunday of a Gregorian year, after Gauss in Lichtenberg's form.
fn easter(year: i32) -> Option<NaiveDate> {
    let century = year / 100;
    let secular_moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    let secular_sun = 2 - (3 * century + 3) / 4;
    let moon = year % 19;
    let seed = (19 * moon + secular_moon) % 30;
    let correction = (seed + moon / 11) / 29;
    let full_moon = 21 + seed - correction;
    let first_sunday = 7 - (year + year / 4 + secular_sun) % 7;
    let distance = 7 - (full_moon - first_sunday) % 7;
    let day_of_march = u64::try_from(full_moon + distance - 1).ok()?;
    NaiveDate::from_ymd_opt(year, 3, 1)?.checked_add_days(Days::new(day_of_march))
}

// Who keeps the days that have long lists; in Switzerland also by custom.
const ASSUMPTION: &str = "DE-BY DE-SL AT* CH-AG CH-AI CH-JU CH-LU CH-NW CH-OW CH-SZ CH-TI CH-UR CH-VS CH-ZG";
const IMMACULATE: &str = "AT* CH-AG CH-AI CH-LU CH-NW CH-OW CH-SZ CH-TI CH-UR CH-VS CH-ZG";
const CORPUS_CHRISTI: &str = "DE-BW DE-BY DE-HE DE-NW DE-RP DE-SL AT* \
    CH-AG CH-AI CH-JU CH-LU CH-NE CH-NW CH-OW CH-SZ CH-TI CH-UR CH-VS CH-ZG";
const ALL_SAINTS: &str = "DE-BW DE-BY DE-NW DE-RP DE-SL AT* \
    CH-AG CH-AI CH-GL CH-JU CH-LU CH-NW CH-OW CH-SG CH-SZ CH-TI CH-UR CH-VS CH-ZG";
const BERCHTOLD: &str = "CH-AG CH-BE CH-FR CH-GL CH-JU CH-LU CH-NW CH-OW CH-SG CH-SH CH-SO CH-TG CH-VD CH-VS CH-ZG \
    CH-ZH";
const GOOD_FRIDAY: &str = "DE* CH CH-AG CH-AI CH-AR CH-BE CH-BL CH-BS CH-FR CH-GE CH-GL CH-GR CH-JU CH-LU CH-NE CH-NW \
    CH-OW CH-SG CH-SH CH-SO CH-SZ CH-TG CH-UR CH-VD CH-ZG CH-ZH";
const EASTER_AND_WHIT_MONDAY: &str = "DE* AT* CH CH-AG CH-AI CH-AR CH-BE CH-BL CH-BS CH-FR CH-GE CH-GL CH-GR CH-JU \
    CH-LU CH-NW CH-OW CH-SG CH-SH CH-SZ CH-TG CH-TI CH-UR CH-VD CH-VS CH-ZG CH-ZH";
const STEPHEN: &str = "AT* CH CH-AG CH-AI CH-AR CH-BE CH-BL CH-BS CH-FR CH-GL CH-GR CH-LU CH-NW CH-OW CH-SG CH-SH \
    CH-SZ CH-TG CH-TI CH-UR CH-VS CH-ZG CH-ZH";

/// A holiday of every year.
const fn every_year(name: &'static str, rule: Rule, regions: &'static str) -> Holiday {
    Holiday { name, rule, regions, years: i32::MIN..=i32::MAX }
}

/// A holiday since a year.
const fn since(year: i32, name: &'static str, rule: Rule, regions: &'static str) -> Holiday {
    Holiday { name, rule, regions, years: year..=i32::MAX }
}

/// A holiday of one year only.
const fn only(year: i32, name: &'static str, rule: Rule, regions: &'static str) -> Holiday {
    Holiday { name, rule, regions, years: year..=year }
}

/// All holidays. Where two are on one day the first one gives the name.
pub(super) const HOLIDAYS: &[Holiday] = &[
    every_year("Neujahr", DayOf(1, 1), "DE* AT* CH*"),
    every_year("Berchtoldstag", DayOf(1, 2), BERCHTOLD),
    every_year("Berchtoldstag", MondayOnly(1, 2), "CH-NE"),
    every_year("Heilige Drei Könige", DayOf(1, 6), "DE-BW DE-BY DE-ST AT* CH-SZ CH-TI CH-UR"),
    every_year("Jahrestag der Ausrufung der Republik", DayOf(3, 1), "CH-NE"),
    since(2019, "Internationaler Frauentag", DayOf(3, 8), "DE-BE"),
    since(2023, "Internationaler Frauentag", DayOf(3, 8), "DE-MV"),
    every_year("Josefstag", DayOf(3, 19), "CH-NW CH-SZ CH-TI CH-UR CH-VS"),
    every_year("Karfreitag", Easter(-2), GOOD_FRIDAY),
    every_year("Ostersonntag", Easter(0), "DE-BB"),
    every_year("Ostermontag", Easter(1), EASTER_AND_WHIT_MONDAY),
    every_year("Näfelser Fahrt", NaefelserFahrt, "CH-GL"),
    every_year("Tag der Arbeit", DayOf(5, 1), "DE* CH-AG CH-BL CH-BS CH-JU CH-NE CH-SH CH-SO CH-TG CH-TI CH-ZH"),
    every_year("Staatsfeiertag", DayOf(5, 1), "AT*"),
    only(2020, "Tag der Befreiung", DayOf(5, 8), "DE-BE"),
    only(2025, "Tag der Befreiung", DayOf(5, 8), "DE-BE"),
    every_year("Christi Himmelfahrt", Easter(39), "DE* AT*"),
    every_year("Auffahrt", Easter(39), "CH*"),
    every_year("Pfingstsonntag", Easter(49), "DE-BB"),
    every_year("Pfingstmontag", Easter(50), EASTER_AND_WHIT_MONDAY),
    every_year("Fronleichnam", Easter(60), CORPUS_CHRISTI),
    only(2028, "75. Jahrestag des Aufstandes vom 17. Juni 1953", DayOf(6, 17), "DE-BE"),
    every_year("Fest der Unabhängigkeit", DayOf(6, 23), "CH-JU"),
    every_year("Peter und Paul", DayOf(6, 29), "CH-TI"),
    every_year("Bundesfeier", DayOf(8, 1), "CH*"),
    // In Bavaria a matter of each town; most keep it, Munich among them.
    every_year("Mariä Himmelfahrt", DayOf(8, 15), ASSUMPTION),
    // Thursday after the first Sunday of September.
    every_year("Genfer Bettag", OnOrAfter(Weekday::Thu, 9, 5), "CH-GE"),
    // Monday after the third Sunday of September.
    every_year("Bettagsmontag", OnOrAfter(Weekday::Mon, 9, 16), "CH-VD"),
    since(2019, "Weltkindertag", DayOf(9, 20), "DE-TH"),
    every_year("Bruder Klaus", DayOf(9, 25), "CH-OW"),
    every_year("Tag der Deutschen Einheit", DayOf(10, 3), "DE*"),
    every_year("Nationalfeiertag", DayOf(10, 26), "AT*"),
    only(2017, "Reformationstag", DayOf(10, 31), "DE*"),
    every_year("Reformationstag", DayOf(10, 31), "DE-BB DE-MV DE-SN DE-ST DE-TH"),
    since(2018, "Reformationstag", DayOf(10, 31), "DE-HB DE-HH DE-NI DE-SH"),
    every_year("Allerheiligen", DayOf(11, 1), ALL_SAINTS),
    // The Wednesday before 23 November.
    every_year("Buß- und Bettag", OnOrAfter(Weekday::Wed, 11, 16), "DE-SN"),
    every_year("Mariä Empfängnis", DayOf(12, 8), IMMACULATE),
    every_year("1. Weihnachtstag", DayOf(12, 25), "DE*"),
    every_year("Christtag", DayOf(12, 25), "AT*"),
    every_year("Weihnachten", DayOf(12, 25), "CH*"),
    every_year("2. Weihnachtstag", DayOf(12, 26), "DE*"),
    every_year("Stephanstag", DayOf(12, 26), STEPHEN),
    every_year("Stephanstag", MondayOnly(12, 26), "CH-NE"),
    every_year("Wiederherstellung der Republik", DayOf(12, 31), "CH-GE"),
];
