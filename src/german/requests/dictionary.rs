//! What is known of a word whatever stands around it, found once for each word of a mail: the lists that it is on, and
//! which kinds of times may begin with it.

use std::sync::LazyLock;

use super::vocabulary::{day_part, month, near_day_or_month, number_word, numbers, ordinal_word, ordinals, weekday};
use super::vocabulary::{day_parts, weekday_with_part};
use super::word_list::{Lists, Table, listed_words};
use crate::german::calendar_words::{habitual_weekday, month_names, short_weekday, weekday_names, weekday_short_names};

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Known {
    pub lists: Lists,
    pub opens: Opens,
}

/// Which kinds of times may begin with a word; whether one does is for what follows to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Opens(u8);

impl Opens {
    pub(super) const DAY: Self = Self(1);
    pub(super) const STRETCH: Self = Self(2);
    pub(super) const CLOCK: Self = Self(4);
    /// "zur gleichen Zeit".
    pub(super) const SAME_CLOCK: Self = Self(8);
    pub(super) const PART: Self = Self(16);
    /// Figures may be a date, "2 Wochen" or an hour.
    pub(super) const FIGURES: Self = Self(1 | 2 | 4);

    pub(super) fn any(self) -> bool {
        self.0 != 0
    }

    pub(super) fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn when(self, holds: bool) -> Self {
        if holds { self } else { Self::default() }
    }
}

/// The words of phrases that name a time, beside the names of days, months, parts of the day and numbers.
const OPENERS: &[(Opens, &str)] = &[
    (
        Opens::DAY,
        "heute heut today tonight morgen tomorrow tmrw uebermorgen ueberuebermorgen nikolaus nikolaustag heiligabend \
         silvester gestern vorgestern yesterday the day ueber in jeden jeder jedem every each naechsten naechster \
         naechstem naechste next kommenden kommender kommendem kommende diesen dieser diesem this coming uebernaechsten \
         uebernaechster uebernaechste letzten letzter letztem vergangenen vergangener vorigen voriger last past",
    ),
    (
        Opens::STRETCH,
        "anfang beginn early mitte mid ende late naechste naechster naechsten kommende kommender kommenden next coming \
         uebernaechste uebernaechster uebernaechsten diese dieser laufende laufenden this letzte letzter letzten \
         vergangene vergangenen vorige vorigen last folgende folgenden darauffolgende darauffolgenden following die der \
         week in ueber kw kalenderwoche cw",
    ),
    (
        Opens::CLOCK,
        "um gegen gg at around about punkt ab nach after fruehestens seit since von from zwischen between zw bis vor \
         spaetestens until till before by ca circa etwa ungefaehr so genau puenktlich rund vielleicht jeweils erst schon \
         immer maximal max sagen wir in am nachts noon midday halb half dreiviertel viertel quarter",
    ),
    (
        Opens::SAME_CLOCK,
        "um zur zu at the die dieselbe derselben selbe selben gleiche gleichen selber gleicher same",
    ),
];

static WORDS: LazyLock<Table<Known>> = LazyLock::new(|| {
    let mut words: Table<Known> =
        listed_words().map(|(word, lists)| (word, Known { lists, opens: Opens::default() })).collect();
    for (opens, list) in OPENERS {
        for word in list.split(' ') {
            let known = words.entry(word).or_default();
            known.opens = known.opens.and(*opens);
        }
    }
    let names = weekday_names().map(|(_, name)| name).chain(weekday_short_names()).chain(month_names());
    for word in names.chain(day_parts()).chain(numbers()).chain(ordinals()) {
        words.entry(word).or_default();
    }
    for (word, known) in &mut words {
        known.opens = known.opens.and(opens_by_name(word));
    }
    words
});

/// Looks a word in folded spelling up.
pub(super) fn known(word: &str) -> Known {
    let unlisted = || {
        let opens = if near_day_or_month(word) { opens_by_name(word) } else { Opens::default() };
        Known { lists: Lists::default(), opens }
    };
    WORDS.get(word).copied().unwrap_or_else(unlisted)
}

/// What may begin with a word that names a day, a month, a part of the day or a number.
fn opens_by_name(word: &str) -> Opens {
    let day = weekday(word).is_some()
        || habitual_weekday(word).is_some()
        || short_weekday(word).is_some()
        || weekday_with_part(word).is_some()
        || ordinal_word(word).is_some();
    let (month, part, number) = (month(word).is_some(), day_part(word).is_some(), number_word(word).is_some());
    Opens::DAY
        .when(day || month)
        .and(Opens::STRETCH.when(month))
        .and(Opens::CLOCK.when(part || number))
        .and(Opens::PART.when(part))
}

#[cfg(test)]
mod tests {
    use super::{Opens, known};

    #[test]
    fn words_of_time_are_known_and_so_are_slips_of_the_pen() {
        let table = [
            ("dienstag", Opens::DAY),
            ("dienstags", Opens::DAY),
            ("dienstagnachmittag", Opens::DAY),
            ("dinestag", Opens::DAY),
            ("dezmber", Opens::DAY),
            ("dezmber", Opens::STRETCH),
            ("siebten", Opens::DAY),
            ("drei", Opens::CLOCK),
            ("abends", Opens::PART),
        ];
        for (word, opens) in table {
            assert!(known(word).opens.has(opens), "{word}");
        }
        for word in ["entwurf", "montage", "dezent", "und", "bitte", ""] {
            assert!(!known(word).opens.any(), "{word}");
        }
    }
}
