//! What a sentence asks: one rule a way of asking, over the classes of its words. The rules are kept as text.

use std::sync::LazyLock;

use super::class::{Class, Classes};

/// A way of asking: how much it weighs, the words it needs (one of each group) and the words that spoil it.
#[derive(Debug)]
pub(super) struct Rule {
    /// Four say "a request" on their own, three need a time, two need a time and an answer waited for.
    pub points: i32,
    needs: Vec<Classes>,
    spoilt_by: Classes,
    /// What it shows, for people who ask why.
    pub shows: &'static str,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| lines().filter_map(rule).collect());

fn lines() -> impl Iterator<Item = &'static str> {
    include_str!("words/rules.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// The strongest rule that holds for a sentence.
pub(super) fn strongest(sentence: Classes) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.holds(sentence))
}

/// The points of the strongest rule that may hold for a sentence which has no more than these classes.
pub(super) fn most_points(sentence: Classes) -> i32 {
    RULES.iter().find(|rule| rule.is_met_by(sentence)).map_or(0, |rule| rule.points)
}

impl Rule {
    fn holds(&self, sentence: Classes) -> bool {
        self.is_met_by(sentence) && !sentence.meets(self.spoilt_by)
    }

    fn is_met_by(&self, sentence: Classes) -> bool {
        self.needs.iter().all(|group| sentence.meets(*group))
    }
}

/// "4 | Question + Have/Be + You - Past | asks whether …"
fn rule(line: &'static str) -> Option<Rule> {
    let [points, words, shows] = line.split(" | ").collect::<Vec<_>>().try_into().ok()?;
    let (needs, spoilt_by) = words.split_once(" - ").unwrap_or((words, ""));
    Some(Rule {
        points: points.parse().ok()?,
        needs: needs.split(" + ").map(group).collect::<Option<_>>()?,
        spoilt_by: if spoilt_by.is_empty() { Classes::default() } else { group(spoilt_by)? },
        shows,
    })
}

fn group(names: &str) -> Option<Classes> {
    let class = |name: &str| Class::ALL.iter().find(|(known, _)| *known == name).map(|(_, class)| *class);
    names.split('/').try_fold(Classes::default(), |all, name| Some(all.with(class(name)?)))
}

#[cfg(test)]
mod tests {
    use super::{RULES, lines, rule};

    #[test]
    fn every_line_is_a_rule_and_the_strongest_come_first() {
        for line in lines() {
            assert!(rule(line).is_some(), "{line}");
        }
        assert!(RULES.windows(2).all(|pair| pair[0].points >= pair[1].points));
    }
}
