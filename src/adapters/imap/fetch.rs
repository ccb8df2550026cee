//! Fetching, never more than is named: heads of many mails at once, then single parts of a few.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use imap_proto::{AttributeValue, MessageSection, Response, SectionPath};

use super::failure::Failure;
use super::reduced::Pieces;
use super::session::Session;
use super::structure::{Part, structure};
use super::syntax::understood;
use crate::domain::limits::MAX_MAIL;
use crate::domain::message::Flags;

/// Longer headers are cut.
const LONGEST_HEADER: usize = 256 << 10;
/// A head with its structure.
const LONGEST_HEAD: usize = LONGEST_HEADER + (512 << 10);
/// What an answer needs besides what was asked for.
const FRAME: usize = 16 << 10;

/// A section of a mail, and the most octets of it that are wanted.
pub(super) type Section = (String, u32);

/// A mail's header and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Head {
    pub flags: Flags,
    pub octets: u32,
    /// None where the server says nothing about the mail that can be understood.
    pub header: Option<Vec<u8>>,
    /// None where the server's description cannot be understood.
    pub structure: Option<Part>,
}

impl Session {
    /// Headers and structures of mails, by UID. What is not there any more is left out; what cannot be
    /// understood has no header.
    pub(super) fn heads(&mut self, uids: &[u32]) -> Result<BTreeMap<u32, Head>, Failure> {
        let items = format!("UID FLAGS RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER]<0.{LONGEST_HEADER}>");
        let mut heads = BTreeMap::new();
        self.fetch(uids, &items, LONGEST_HEAD, &mut |uid, attributes| {
            note_head(heads.entry(uid).or_default(), attributes);
        })?;
        // A mail whose structure was not understood took its header with it.
        let missing = without_head(uids, &heads);
        if !missing.is_empty() {
            let items = format!("UID FLAGS RFC822.SIZE BODY.PEEK[HEADER]<0.{LONGEST_HEADER}>");
            self.fetch(&missing, &items, LONGEST_HEAD, &mut |uid, attributes| {
                note_head(heads.entry(uid).or_default(), attributes);
            })?;
            let missing = without_head(uids, &heads);
            let there = if missing.is_empty() { missing } else { self.search(&format!("UID {}", set(&missing)))? };
            heads.retain(|_, head| head.header.is_some());
            heads.extend(there.into_iter().filter(|uid| uids.contains(uid)).map(|uid| (uid, Head::default())));
        }
        Ok(heads)
    }

    /// Sections of mails, each cut to its most octets, by UID.
    pub(super) fn parts(&mut self, uids: &[u32], sections: &[(String, u32)]) -> Result<HashMap<u32, Pieces>, Failure> {
        let mut items = "UID".to_owned();
        for (section, most) in sections {
            let _ = write!(items, " BODY.PEEK[{section}]<0.{most}>");
        }
        let limit = sections.iter().map(|(_, most)| *most as usize).sum::<usize>() + FRAME;
        let mut found: HashMap<u32, Pieces> = HashMap::new();
        self.fetch(uids, &items, limit, &mut |uid, attributes| {
            for attribute in attributes {
                if let AttributeValue::BodySection { section, data: Some(data), .. } = attribute {
                    found.entry(uid).or_default().insert(name(section.as_ref()), data.into_owned());
                }
            }
        })?;
        Ok(found)
    }

    /// A whole mail, where its structure cannot be understood.
    pub(super) fn whole(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Failure> {
        let most = u32::try_from(MAX_MAIL).unwrap_or(u32::MAX);
        Ok(self.parts(&[uid], &[(String::new(), most)])?.remove(&uid).and_then(|mut pieces| pieces.remove("")))
    }

    fn fetch(
        &mut self,
        uids: &[u32],
        items: &str,
        limit: usize,
        each: &mut dyn FnMut(u32, Vec<AttributeValue<'_>>),
    ) -> Result<(), Failure> {
        if uids.is_empty() {
            return Ok(());
        }
        let words = format!("UID FETCH {} ({items})", set(uids));
        let done = self.command("UID FETCH", &words, limit, &mut |answer| {
            if let Some(Response::Fetch(_, attributes)) = understood(answer) {
                let uid = attributes.iter().find_map(|attribute| match attribute {
                    AttributeValue::Uid(uid) => Some(*uid),
                    _ => None,
                });
                if let Some(uid) = uid.filter(|uid| uids.contains(uid)) {
                    each(uid, attributes);
                }
            }
        })?;
        // Some of them were deleted meanwhile (RFC 5530).
        if done.words().to_ascii_uppercase().contains("[EXPUNGEISSUED]") {
            return Ok(());
        }
        done.ok("UID FETCH").map(drop)
    }
}

fn without_head(uids: &[u32], heads: &BTreeMap<u32, Head>) -> Vec<u32> {
    uids.iter().copied().filter(|uid| heads.get(uid).is_none_or(|head| head.header.is_none())).collect()
}

fn note_head(head: &mut Head, attributes: Vec<AttributeValue<'_>>) {
    for attribute in attributes {
        match attribute {
            AttributeValue::Flags(flags) => {
                let has = |name: &str| flags.iter().any(|flag| flag.eq_ignore_ascii_case(name));
                head.flags = Flags {
                    seen: has("\\Seen"),
                    answered: has("\\Answered"),
                    draft: has("\\Draft"),
                    deleted: has("\\Deleted"),
                };
            }
            AttributeValue::Rfc822Size(octets) => head.octets = octets,
            AttributeValue::BodyStructure(root) => head.structure = Some(structure(&root)),
            AttributeValue::BodySection { data: Some(data), .. } => head.header = Some(data.into_owned()),
            _ => {}
        }
    }
}

/// A section as it is asked for.
fn name(section: Option<&SectionPath>) -> String {
    let word = |section: &MessageSection| match section {
        MessageSection::Header => "HEADER",
        MessageSection::Mime => "MIME",
        MessageSection::Text => "TEXT",
    };
    match section {
        None => String::new(),
        Some(SectionPath::Full(section)) => word(section).to_owned(),
        Some(SectionPath::Part(numbers, inside)) => {
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            let inside = inside.as_ref().map_or(String::new(), |section| format!(".{}", word(section)));
            numbers.join(".") + &inside
        }
    }
}

/// UIDs in ascending order as a set, runs of them in short.
pub(super) fn set(uids: &[u32]) -> String {
    let mut set = String::new();
    let mut rest = uids;
    while let Some((&first, _)) = rest.split_first() {
        let run = rest.iter().zip(first..=u32::MAX).take_while(|(uid, expected)| **uid == *expected).count().max(1);
        let last = rest[run - 1];
        rest = &rest[run..];
        let comma = if set.is_empty() { "" } else { "," };
        let _ = if run == 1 { write!(set, "{comma}{first}") } else { write!(set, "{comma}{first}:{last}") };
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_short() {
        let cases: [(&[u32], &str); 4] =
            [(&[1], "1"), (&[1, 2, 3, 7, 9, 10], "1:3,7,9:10"), (&[5, 4], "5,4"), (&[u32::MAX], "4294967295")];
        for (uids, expected) in cases {
            assert_eq!(set(uids), expected);
        }
    }

    #[test]
    fn sections_are_named_as_they_are_asked_for() {
        let answer =
            b"* 1 FETCH (UID 4 BODY[1.2.MIME]<0> {2}\r\nab BODY[2]<0> \"cd\" BODY[3.HEADER] NIL BODY[]<0> \"e\")\r\n";
        let Some(Response::Fetch(_, attributes)) = understood(answer) else { panic!("not understood") };
        let names: Vec<String> = attributes
            .iter()
            .filter_map(|attribute| match attribute {
                AttributeValue::BodySection { section, .. } => Some(name(section.as_ref())),
                _ => None,
            })
            .collect();
        assert_eq!(names, ["1.2.MIME", "2", "3.HEADER", ""]);
    }
}
