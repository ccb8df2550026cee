//! What a mail is made of, without its contents (BODYSTRUCTURE, RFC 3501 §7.4.2).

use imap_proto::{BodyContentCommon, BodyParams, BodyStructure};

/// A part of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// One that holds no other.
    Leaf(Leaf),
    /// One that holds others, of this subtype in lower case.
    Multipart(String, Vec<Part>),
    /// A mail in the mail, and what that is made of.
    Message(Leaf, Box<Part>),
}

/// A part that holds no other, or a mail as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Leaf {
    /// Its number as the server counts, such as `1.2`.
    pub section: String,
    /// Type and subtype in lower case.
    pub media_type: String,
    /// The name of its file, in lower case; empty where it has none.
    pub file_name: String,
    /// It says of itself that it is an attachment.
    pub is_attachment: bool,
    /// Its encoded length.
    pub octets: u32,
}

/// More parts than that are looked at in no mail.
const MOST_PARTS: usize = 1_000;

/// What a mail is made of.
pub(super) fn structure(root: &BodyStructure<'_>) -> Part {
    let mut left = MOST_PARTS;
    // A mail that is one single part counts it as its first.
    match root {
        BodyStructure::Multipart { .. } => part(root, "", &mut left),
        _ => part(root, "1", &mut left),
    }
}

fn part(body: &BodyStructure<'_>, section: &str, left: &mut usize) -> Part {
    match body {
        BodyStructure::Multipart { common, bodies, .. } => {
            let mut parts = Vec::new();
            for (at, body) in bodies.iter().enumerate().take(MOST_PARTS) {
                if *left == 0 {
                    break;
                }
                *left -= 1;
                let dot = if section.is_empty() { "" } else { "." };
                parts.push(part(body, &format!("{section}{dot}{}", at + 1), left));
            }
            Part::Multipart(token(&common.ty.subtype), parts)
        }
        BodyStructure::Message { common, other, body, .. } => {
            let inside = match **body {
                BodyStructure::Multipart { .. } => part(body, section, left),
                _ => part(body, &format!("{section}.1"), left),
            };
            Part::Message(leaf(common, other.octets, section), Box::new(inside))
        }
        BodyStructure::Basic { common, other, .. } | BodyStructure::Text { common, other, .. } => {
            Part::Leaf(leaf(common, other.octets, section))
        }
    }
}

fn leaf(common: &BodyContentCommon<'_>, octets: u32, section: &str) -> Leaf {
    let disposition = common.disposition.as_ref();
    let named = disposition.and_then(|disposition| parameter(&disposition.params, "filename"));
    let file_name = named.or_else(|| parameter(&common.ty.params, "name")).unwrap_or_default();
    Leaf {
        section: section.to_owned(),
        media_type: format!("{}/{}", token(&common.ty.ty), token(&common.ty.subtype)),
        file_name: file_name.trim().to_lowercase(),
        is_attachment: disposition.is_some_and(|disposition| disposition.ty.eq_ignore_ascii_case("attachment")),
        octets,
    }
}

/// A parameter, also where it comes in pieces or with a charset (RFC 2231: `filename*0*`): the pieces, one after another.
fn parameter(parameters: &BodyParams<'_>, name: &str) -> Option<String> {
    let pieces: Vec<&str> = parameters
        .iter()
        .flatten()
        .filter(|(key, _)| {
            let key = key.split('*').next().unwrap_or_default();
            key.eq_ignore_ascii_case(name)
        })
        .map(|(_, value)| value.as_ref())
        .take(50)
        .collect();
    (!pieces.is_empty()).then(|| pieces.concat())
}

/// A type's name; what could leave a header line is left out.
fn token(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || "-+._".contains(*c))
        .take(80)
        .collect::<String>()
        .to_lowercase()
}
