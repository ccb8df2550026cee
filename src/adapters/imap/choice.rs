//! Which parts of a mail are worth fetching: calendars, winmail.dat, and the words of mails that may ask for a meeting.

use super::structure::{Leaf, Part};
use crate::domain::media_type;

/// Larger texts are cut: nobody asks for a meeting on page two hundred.
const LONGEST_TEXT: u32 = 400_000;
/// A calendar of five MiB in base64.
const LONGEST_CALENDAR: u32 = 7_500_000;
/// A winmail.dat also holds the mail's attachments.
const LONGEST_TNEF: u32 = 30_000_000;
/// Gateways that lose the type of a calendar send octets without a name; a calendar is small.
const LONGEST_NAMELESS: u32 = 100_000;

/// The parts that are kept of a mail, in its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kept {
    /// A part, and how much of it.
    Leaf(Leaf, u32),
    /// Parts of this subtype.
    Multipart(String, Vec<Kept>),
    /// A mail in the mail: its header, and what is kept of it.
    Message(Leaf, Box<Kept>),
}

/// What is to be fetched of a mail; none where its header says it all. `is_personal`: a person may have written it.
pub(super) fn choose(root: &Part, is_personal: bool) -> Option<Kept> {
    let has_signs = has_signs(root);
    if !has_signs && !is_personal {
        return None;
    }
    let shows_plain = shows_text(root, "text/plain");
    keep(root, &Wish { signs: has_signs, plain: true, html: !shows_plain })
}

/// What is wanted of a mail.
struct Wish {
    signs: bool,
    plain: bool,
    html: bool,
}

fn keep(part: &Part, wish: &Wish) -> Option<Kept> {
    match part {
        Part::Leaf(leaf) => {
            let most = match sign(leaf) {
                Some(most) if wish.signs => most,
                _ if wish.plain && is_text(leaf, "text/plain") || wish.html && is_text(leaf, "text/html") => {
                    LONGEST_TEXT
                }
                _ => return None,
            };
            Some(Kept::Leaf(leaf.clone(), most.min(leaf.octets.saturating_add(1024))))
        }
        Part::Multipart(subtype, parts) => {
            let kept: Vec<Kept> = parts.iter().filter_map(|part| keep(part, wish)).collect();
            (!kept.is_empty()).then(|| Kept::Multipart(subtype.clone(), kept))
        }
        // What somebody forwards says nothing in the sender's own words.
        Part::Message(leaf, body) => {
            let wish = Wish { signs: wish.signs, plain: false, html: false };
            keep(body, &wish).map(|kept| Kept::Message(leaf.clone(), Box::new(kept)))
        }
    }
}

fn has_signs(part: &Part) -> bool {
    match part {
        Part::Leaf(leaf) => sign(leaf).is_some(),
        Part::Multipart(_, parts) => parts.iter().any(has_signs),
        Part::Message(_, body) => has_signs(body),
    }
}

fn shows_text(part: &Part, media_type: &str) -> bool {
    match part {
        // A plain part of a few octets is only there because a program must send one.
        Part::Leaf(leaf) => is_text(leaf, media_type) && leaf.octets > 8,
        Part::Multipart(_, parts) => parts.iter().any(|part| shows_text(part, media_type)),
        Part::Message(..) => false,
    }
}

fn is_text(leaf: &Leaf, media_type: &str) -> bool {
    let is_type = leaf.media_type == media_type || media_type == "text/plain" && leaf.media_type == "text/";
    is_type && !leaf.is_attachment && leaf.file_name.is_empty()
}

/// Whether a part may hold a meeting, and how much of it is fetched.
fn sign(leaf: &Leaf) -> Option<u32> {
    let ending = leaf.file_name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if media_type::is_calendar(&leaf.media_type, ending) {
        return Some(LONGEST_CALENDAR);
    }
    if media_type::is_tnef(&leaf.media_type) || leaf.file_name == "winmail.dat" {
        return Some(LONGEST_TNEF);
    }
    let is_nameless = leaf.media_type == "application/octet-stream" && leaf.file_name.is_empty();
    (is_nameless && leaf.octets <= LONGEST_NAMELESS).then_some(LONGEST_NAMELESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(section: &str, media_type: &str, file_name: &str) -> Part {
        Part::Leaf(Leaf {
            section: section.to_owned(),
            media_type: media_type.to_owned(),
            file_name: file_name.to_owned(),
            is_attachment: !file_name.is_empty(),
            octets: 900,
        })
    }

    fn sections(kept: &Kept) -> Vec<String> {
        match kept {
            Kept::Leaf(leaf, _) => vec![leaf.section.clone()],
            Kept::Multipart(_, kept) => kept.iter().flat_map(sections).collect(),
            Kept::Message(leaf, kept) => [format!("{}:", leaf.section)].into_iter().chain(sections(kept)).collect(),
        }
    }

    #[test]
    fn calendars_and_words_are_fetched_and_nothing_else() {
        let mixed = |parts: Vec<Part>| Part::Multipart("mixed".to_owned(), parts);
        let alternative =
            mixed(vec![leaf("1", "text/plain", ""), leaf("2", "text/html", ""), leaf("3", "application/pdf", "a.pdf")]);
        let invite =
            mixed(vec![leaf("1", "text/html", ""), leaf("2", "text/calendar", ""), leaf("3", "image/png", "")]);
        let forwarded = mixed(vec![
            leaf("1", "text/plain", ""),
            Part::Message(
                Leaf { section: "2".to_owned(), ..Leaf::default() },
                Box::new(mixed(vec![leaf("2.1", "text/plain", ""), leaf("2.2", "text/calendar", "")])),
            ),
        ]);
        let cases = [
            (alternative.clone(), true, vec!["1"]),
            (alternative, false, vec![]),
            (invite.clone(), true, vec!["1", "2"]),
            (invite, false, vec!["1", "2"]),
            (forwarded, false, vec!["1", "2:", "2.2"]),
            (leaf("1", "text/html", ""), true, vec!["1"]),
            (leaf("1", "application/octet-stream", "winmail.dat"), false, vec!["1"]),
            (mixed(vec![leaf("1", "application/octet-stream", "invite.ics")]), false, vec!["1"]),
            (mixed(vec![leaf("1", "text/plain", "log.txt")]), true, vec![]),
        ];
        for (part, is_personal, expected) in cases {
            let kept = choose(&part, is_personal).map_or_else(Vec::new, |kept| sections(&kept));
            assert_eq!(kept, expected, "{part:?} {is_personal}");
        }
    }
}
