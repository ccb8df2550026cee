//! Chinese, Korean and Vietnamese names, which put the surname first at home and often abroad.

use super::spelling::{fold, likeness};
use super::words::listed;
use crate::german::gender::{FirstName, first_name};

/// The surnames that most Chinese bear.
const CHINESE: &str = "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo";

/// Further Chinese surnames; most are given names as well.
const RARER_CHINESE: &str = "zheng liang xie tang feng deng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng \
    wei su lu ding ren shen yao fan jin tan liao wan fang shi xiong meng qin bai jia qiu hou yin xue yan lei dai xia zhong \
    tao kong mao hao shao qian gong wen song han cui";

const KOREAN: &str = "kim lee park choi jung jeong kang cho yoon jang lim shin kwon hwang ahn song yoo hong jeon";

const VIETNAMESE: &str =
    "nguyen tran pham hoang huynh phan dang bui ngo duong truong le vu vo do ho ly dinh trinh doan";

/// Those that are hardly ever anything else when written without accents.
const PLAINLY_VIETNAMESE: &str = "nguyen tran pham hoang huynh phan dang bui ngo duong truong";

/// The order of an Asian name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EasternOrder {
    /// As at home.
    SurnameFirst,
    /// Turned round for us.
    GivenFirst,
}

/// The order in which an Asian name stands, or `None` if it is no such name. `local` is what stands before the @.
pub(super) fn eastern_order(words: &[&str], local: &str) -> Option<EasternOrder> {
    let (first, last) = (fold(words.first()?), fold(words.last()?));
    if words.len() < 2 {
        return None;
    }
    if listed(VIETNAMESE, &first) && !listed(PLAINLY_VIETNAMESE, &last) {
        let accents = words.iter().any(|word| !word.is_ascii());
        if listed(PLAINLY_VIETNAMESE, &first) || words.len() > 2 && accents {
            return Some(EasternOrder::SurnameFirst);
        }
    }
    if listed(KOREAN, &first) && (2..=3).contains(&words.len()) && is_korean_given(&words[1..]) {
        return Some(EasternOrder::SurnameFirst);
    }
    let common = |word: &str| listed(CHINESE, word);
    let surname = |word: &str| common(word) || listed(RARER_CHINESE, word);
    if words.len() > 3 || !words.iter().all(|word| is_pinyin(word)) || !(surname(&first) || surname(&last)) {
        return None;
    }
    // "Anna Lin" could be read as syllables; but Anna is at home here.
    let ours = |word: &str| matches!(first_name(word), Some(FirstName::Female | FirstName::Male));
    if words.iter().any(|word| ours(word)) {
        return None;
    }
    match (surname(&first), surname(&last)) {
        (true, false) => Some(EasternOrder::SurnameFirst),
        (false, true) => Some(EasternOrder::GivenFirst),
        _ if common(&first) != common(&last) => {
            Some(if common(&first) { EasternOrder::SurnameFirst } else { EasternOrder::GivenFirst })
        }
        // Both could be either. An address turned round against the name puts the surname last, as we do.
        _ => Some(match local.split_once(['.', '_', '-']) {
            Some((one, other)) if likeness(one) == likeness(&first) && likeness(other) == likeness(&last) => {
                EasternOrder::GivenFirst
            }
            _ => EasternOrder::SurnameFirst,
        }),
    }
}

/// Whether the surname is Vietnamese.
pub(crate) fn is_vietnamese(surname: &str) -> bool {
    listed(VIETNAMESE, &fold(surname))
}

/// "Min-jun", "Ji Sung": Korean given names are two syllables, the second one small when joined.
fn is_korean_given(words: &[&str]) -> bool {
    match words {
        [one] => one.split_once('-').is_some_and(|(_, second)| second.chars().next().is_some_and(char::is_lowercase)),
        _ => false,
    }
}

const INITIALS: [&str; 24] = [
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w", "",
];

const FINALS: &str =
    "iang iong uang ang eng ing ong ian iao uai uan ai ao an ei en er ia ie in iu ou ua ue ui un uo a e i o u";

/// Whether the word is made of Mandarin syllables as they are written in Latin letters.
fn is_pinyin(word: &str) -> bool {
    let plain: String = fold(word).chars().filter(|c| !matches!(c, '-' | '\'' | '’')).collect();
    // Names have at most three syllables of at most six letters.
    plain.is_ascii() && plain.len() <= 18 && plain.len() >= 2 && syllables(&plain, 3)
}

fn syllables(rest: &str, left: u8) -> bool {
    if rest.is_empty() {
        return true;
    }
    left > 0
        && INITIALS.iter().any(|initial| {
            rest.strip_prefix(initial).is_some_and(|tail| {
                FINALS
                    .split_ascii_whitespace()
                    .any(|end| tail.strip_prefix(end).is_some_and(|next| syllables(next, left - 1)))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_stand_where_they_stand_at_home_or_with_us() {
        use EasternOrder::{GivenFirst, SurnameFirst};
        for (name, local, expected) in [
            ("Wang Lei", "wang.lei", Some(SurnameFirst)),
            ("Lei Wang", "lei.wang", Some(GivenFirst)),
            ("Li Na", "na.li", Some(SurnameFirst)),
            ("Zhang Wei", "z.wei", Some(SurnameFirst)),
            ("Xiaoming Li", "x", Some(GivenFirst)),
            ("Lin Chen", "lin.chen", Some(GivenFirst)),
            ("Yang Lin", "lin.yang", Some(SurnameFirst)),
            ("Nguyễn Thị Mai", "mai", Some(SurnameFirst)),
            ("Tran Minh Duc", "duc", Some(SurnameFirst)),
            ("Minh Tran", "m.tran", None),
            ("Kim Min-jun", "minjun", Some(SurnameFirst)),
            ("Kim Schmidt", "kim", None),
            ("Lin Müller", "l.mueller", None),
            ("Anna Lin", "anna.lin", None),
            ("Yuki Tanaka", "y.tanaka", None),
        ] {
            let words: Vec<&str> = name.split(' ').collect();
            assert_eq!(eastern_order(&words, local), expected, "{name}");
        }
    }
}
