//! What holds for every input: nothing panics, and what is said is true.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDate, TimeZone, Utc};
use proptest::prelude::*;

use crate::german::{AddressForm, ChoiceForm, Locale, Moment, Phrasebook, duration, duration_dative, number};

fn days() -> impl Strategy<Value = NaiveDate> {
    (0..3_652_058_i64).prop_map(|day| NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + Duration::days(day))
}

fn times() -> impl Strategy<Value = DateTime<FixedOffset>> {
    (days(), 0..86_400_i64, -14..=14_i32).prop_map(|(day, second, hours)| {
        let utc = Utc.from_utc_datetime(&day.and_hms_opt(0, 0, 0).unwrap()) + Duration::seconds(second);
        utc.with_timezone(&FixedOffset::east_opt(hours * 3600).unwrap())
    })
}

fn moments() -> impl Strategy<Value = Moment> {
    prop_oneof![days().prop_map(Moment::Day), times().prop_map(Moment::At)]
}

/// A writer somewhere, and a moment near their now.
fn writers() -> impl Strategy<Value = Phrasebook> {
    let zones =
        prop_oneof![Just("Europe/Berlin"), Just("America/New_York"), Just("Asia/Kolkata"), Just("Pacific/Kiritimati")];
    (times(), zones, 0..3_usize, any::<bool>()).prop_map(|(now, zone, locale, is_familiar)| Phrasebook {
        locale: Locale::ALL[locale],
        address_form: if is_familiar { AddressForm::Du } else { AddressForm::Sie },
        now: now.with_timezone(&zone.parse().unwrap()),
    })
}

fn rules() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("INTERVAL=2".to_owned()),
        "INTERVAL=[0-9]{1,3}",
        "COUNT=[0-9]{1,2}",
        "UNTIL=20[0-9]{6}(T[0-2][0-9][0-5][0-9]00Z?)?",
        "UNTIL=[0-9+-]{4,9}0101(T000000Z?)?",
        "BYDAY=([+-]?[0-9]{0,2}(MO|TU|WE|TH|FR|SA|SU),?){1,7}",
        "BYMONTHDAY=-?[0-9]{1,2}(,-?[0-9]{1,2}){0,3}",
        "BYMONTH=[0-9]{1,2}(,[0-9]{1,2}){0,3}",
        "BYSETPOS=-?[0-9]{1,3}",
        "(BYHOUR|BYMINUTE|BYSECOND|BYWEEKNO|WKST|X-A)=[0-9A-Z]{0,2}",
        "\\PC{0,12}",
    ];
    ("(DAILY|WEEKLY|MONTHLY|YEARLY|HOURLY)", prop::collection::vec(part, 0..4))
        .prop_map(|(frequency, parts)| format!("FREQ={frequency};{}", parts.join(";")))
}

/// The dates of a phrase, each as weekday, day and month.
fn dates_in(phrase: &str) -> Vec<(&str, u32, &str)> {
    let words: Vec<&str> = phrase.split([' ', '\u{a0}']).filter(|word| *word != "dem").collect();
    words
        .windows(3)
        .filter_map(|window| {
            let weekday = window[0].strip_suffix(',')?;
            let day = window[1].strip_suffix('.')?.parse().ok()?;
            let month = window[2].trim_end_matches(',');
            weekday.ends_with(['g', 'h']).then_some((weekday, day, month))
        })
        .collect()
}

fn named(locale: Locale, day: NaiveDate) -> (&'static str, u32, &'static str) {
    (Locale::weekday(day.weekday()), day.day(), locale.month(day.month()))
}

proptest! {
    #[test]
    fn nothing_panics_and_switzerland_has_no_sharp_s(
        words in writers(), first in moments(), second in moments(), minutes in any::<i64>(),
        value in any::<f64>(), whole in any::<i128>(), unit in "\\PC{0,8}|EUR|CHF|Personen|km",
        rule in rules(), noise in "\\PC{0,60}", zone in "[A-Z][a-z]{2,8}/[A-Z][a-z]{2,8}|Asia/Tokyo|\\PC{0,9}",
    ) {
        let mut said = vec![
            words.long_date(&first), words.near_date(&first), words.short_date(&first), words.day_month(&first),
            words.weekday(&first), words.on_day(&first), words.on_day_mid_sentence(&first), words.on_day_at(&first),
            words.by_when(&first), words.recurrence(&rule, &first), words.recurrence(&noise, &second),
        ];
        prop_assert!(said.iter().all(|phrase| !phrase.is_empty() && phrase.len() < 400));
        said.extend(words.clock(&first));
        said.extend(words.clock_in(&first, &zone));
        said.extend(words.span(&first, Some(&second)));
        said.extend(words.from_to(&first, &second));
        said.extend(words.on_day_from_to(&first, &second));
        said.extend(words.on_part_of_day(&first));
        for form in [ChoiceForm::Weekday, ChoiceForm::DayMonth, ChoiceForm::Long] {
            said.extend(words.choice(&[first, second, first], form));
        }
        said.extend(duration(minutes));
        said.extend(duration_dative(minutes));
        if words.locale == Locale::Switzerland {
            prop_assert!(!said.concat().contains('ß'));
        }
        let _ = (number(value, Some(&unit), words.locale), number(whole, Some(&unit), words.locale));
    }

    #[test]
    fn a_weekday_is_that_of_its_date(words in writers(), moment in moments(), ahead in -20..20_i64) {
        let near = Moment::Day(words.now.date_naive() + Duration::days(ahead));
        for moment in [moment, near] {
            let day = moment.day_in(words.now.timezone());
            let expected = named(words.locale, day);
            for phrase in [words.long_date(&moment), words.near_date(&moment), words.on_day(&moment), words.on_day_at(&moment)] {
                prop_assert!(dates_in(&phrase).iter().all(|date| *date == expected), "{phrase} for {day}");
            }
            prop_assert_eq!(dates_in(&words.long_date(&moment)).len(), 1);
            let chosen = words.choice(&[moment], ChoiceForm::Long).unwrap();
            prop_assert_eq!(dates_in(&chosen), vec![expected]);
        }
    }

    #[test]
    fn a_bare_weekday_is_the_next_one(words in writers(), ahead in -40..40_i64) {
        let day = words.now.date_naive() + Duration::days(ahead);
        for phrase in [words.near_date(&Moment::Day(day)), words.on_day(&Moment::Day(day))] {
            if phrase.starts_with("am ") && dates_in(&phrase).is_empty() {
                prop_assert!((1..7).contains(&ahead), "{phrase} in {ahead} days");
                prop_assert_eq!(phrase, format!("am {}", Locale::weekday(day.weekday())));
            }
        }
    }

    #[test]
    fn a_series_names_the_weekday_it_has_here(words in writers(), start in times()) {
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let own = names[start.weekday().num_days_from_monday() as usize];
        let here = start.with_timezone(&words.now.timezone());
        let phrase = words.recurrence(&format!("FREQ=WEEKLY;BYDAY={own}"), &Moment::At(start));
        let weekday = Locale::weekday(here.weekday());
        let expected = format!("jeden {weekday} um {}", words.clock(&Moment::At(start)).unwrap());
        prop_assert_eq!(phrase, expected);
    }
}
