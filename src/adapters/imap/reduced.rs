//! A mail made of its header and the parts that were fetched of it, in their old places.

use std::collections::HashMap;

use super::choice::Kept;
use super::fetch::Section;

/// What was fetched of a mail, by section: `1.2`, `1.2.MIME`, `1.HEADER`.
pub(super) type Pieces = HashMap<String, Vec<u8>>;

/// The sections to fetch for what is kept, each with the most octets of it that are wanted.
pub(super) fn sections(kept: &Kept) -> Vec<Section> {
    let mut sections = Vec::new();
    match kept {
        // A mail of one part: its own header describes it.
        Kept::Leaf(leaf, most) => sections.push((leaf.section.clone(), *most)),
        Kept::Message(..) | Kept::Multipart(..) => collect(kept, &mut sections),
    }
    sections
}

/// Headers of parts are short.
const LONGEST_HEADER: u32 = 64 << 10;

fn collect(kept: &Kept, sections: &mut Vec<Section>) {
    match kept {
        Kept::Leaf(leaf, most) => {
            sections.push((format!("{}.MIME", leaf.section), LONGEST_HEADER));
            sections.push((leaf.section.clone(), *most));
        }
        Kept::Multipart(_, kept) => kept.iter().for_each(|kept| collect(kept, sections)),
        Kept::Message(leaf, kept) => {
            sections.push((format!("{}.MIME", leaf.section), LONGEST_HEADER));
            sections.push((format!("{}.HEADER", leaf.section), 4 * LONGEST_HEADER));
            match &**kept {
                // The header of the inner mail describes its only part.
                Kept::Leaf(leaf, most) => sections.push((leaf.section.clone(), *most)),
                kept => collect(kept, sections),
            }
        }
    }
}

/// The mail, as if it had never held more.
pub(super) fn rebuilt(header: &[u8], kept: Option<&Kept>, pieces: &Pieces) -> Vec<u8> {
    let mut builder = Builder { pieces, boundary: boundary(pieces), containers: 0, mail: Vec::new() };
    builder.message(header, kept);
    builder.mail
}

/// A boundary that no part holds.
fn boundary(pieces: &Pieces) -> String {
    let is_in = |boundary: &str| {
        pieces.values().any(|piece| piece.windows(boundary.len()).any(|window| window == boundary.as_bytes()))
    };
    (0..u64::MAX).map(|number| format!("=_statt_{number}_")).find(|boundary| !is_in(boundary)).unwrap_or_default()
}

struct Builder<'a> {
    pieces: &'a Pieces,
    boundary: String,
    containers: usize,
    mail: Vec<u8>,
}

impl Builder<'_> {
    fn message(&mut self, header: &[u8], kept: Option<&Kept>) {
        match kept {
            Some(Kept::Leaf(leaf, _)) => {
                self.mail.extend_from_slice(headers_only(header));
                self.end_line();
                self.text("\r\n");
                self.piece(&leaf.section);
            }
            other => {
                self.mail.extend(without_content_headers(headers_only(header)));
                self.end_line();
                match other {
                    Some(Kept::Multipart(subtype, kept)) => self.multipart(subtype, kept),
                    // A mail whose only part is a mail: it becomes one of one part.
                    Some(kept) => self.multipart("mixed", std::slice::from_ref(kept)),
                    None => self.text("\r\n"),
                }
            }
        }
    }

    fn multipart(&mut self, subtype: &str, kept: &[Kept]) {
        self.containers += 1;
        let boundary = format!("{}{}", self.boundary, self.containers);
        let subtype = if subtype.is_empty() { "mixed" } else { subtype };
        self.text(&format!("Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n\r\n"));
        for kept in kept {
            self.text(&format!("--{boundary}\r\n"));
            match kept {
                Kept::Leaf(leaf, _) => {
                    self.part_header(&leaf.section);
                    self.piece(&leaf.section);
                }
                Kept::Multipart(subtype, kept) => self.multipart(subtype, kept),
                Kept::Message(leaf, kept) => {
                    self.part_header(&leaf.section);
                    let header = self.pieces.get(&format!("{}.HEADER", leaf.section)).cloned().unwrap_or_default();
                    self.message(&header, Some(&**kept));
                }
            }
            self.text("\r\n");
        }
        self.text(&format!("--{boundary}--\r\n"));
    }

    fn part_header(&mut self, section: &str) {
        if let Some(header) = self.pieces.get(&format!("{section}.MIME")) {
            self.mail.extend_from_slice(headers_only(header));
            self.end_line();
        }
        self.text("\r\n");
    }

    /// A header that was cut off ends all the same.
    fn end_line(&mut self) {
        if self.mail.last().is_some_and(|byte| *byte != b'\n') {
            self.text("\r\n");
        }
    }

    fn piece(&mut self, section: &str) {
        if let Some(piece) = self.pieces.get(section) {
            self.mail.extend_from_slice(piece);
        }
    }

    fn text(&mut self, text: &str) {
        self.mail.extend_from_slice(text.as_bytes());
    }
}

/// Header lines without the empty line that ends them, but with the last line's own end.
fn headers_only(header: &[u8]) -> &[u8] {
    for end in [&b"\r\n\r\n"[..], b"\n\n"] {
        if let Some(at) = header.windows(end.len()).position(|window| window == end) {
            return &header[..at + end.len() / 2];
        }
    }
    if header == b"\r\n" || header == b"\n" { &[] } else { header }
}

/// A mail's headers without those that describe its body, which is no longer what it was.
fn without_content_headers(header: &[u8]) -> Vec<u8> {
    const DESCRIBING: [&[u8]; 3] = [b"content-type:", b"content-transfer-encoding:", b"content-length:"];
    let mut kept = Vec::with_capacity(header.len());
    let mut is_left_out = false;
    for line in header.split_inclusive(|byte| *byte == b'\n') {
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let is = |name: &&[u8]| line.len() >= name.len() && line[..name.len()].eq_ignore_ascii_case(name);
            is_left_out = DESCRIBING.iter().any(is);
        }
        if !is_left_out {
            kept.extend_from_slice(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::structure::Leaf;
    use super::*;

    fn leaf(section: &str) -> Kept {
        Kept::Leaf(Leaf { section: section.to_owned(), ..Leaf::default() }, 100)
    }

    fn pieces(pieces: &[(&str, &str)]) -> Pieces {
        pieces.iter().map(|(section, text)| ((*section).to_owned(), text.as_bytes().to_vec())).collect()
    }

    const HEADER: &[u8] =
        b"Subject: Termin\r\nContent-Type: multipart/mixed;\r\n boundary=old\r\nTo: jana@a.example\r\n\r\n";

    #[test]
    fn parts_stand_where_they_stood() {
        let kept = Kept::Multipart(
            "mixed".to_owned(),
            vec![leaf("1"), Kept::Message(Leaf { section: "3".to_owned(), ..Leaf::default() }, Box::new(leaf("3.1")))],
        );
        let fetched = pieces(&[
            ("1", "Hallo =_statt_0_"),
            ("1.MIME", "Content-Type: text/plain\r\n\r\n"),
            ("3.MIME", "Content-Type: message/rfc822\r\n\r\n"),
            ("3.HEADER", "Subject: innen\r\nContent-Type: text/calendar\r\n\r\n"),
            ("3.1", "BEGIN:VCALENDAR"),
        ]);
        let mail = String::from_utf8(rebuilt(HEADER, Some(&kept), &fetched)).unwrap();
        let expected = "Subject: Termin\r\nTo: jana@a.example\r\n\
            Content-Type: multipart/mixed; boundary=\"=_statt_1_1\"\r\n\r\n\
            --=_statt_1_1\r\nContent-Type: text/plain\r\n\r\nHallo =_statt_0_\r\n\
            --=_statt_1_1\r\nContent-Type: message/rfc822\r\n\r\nSubject: innen\r\nContent-Type: text/calendar\r\n\r\n\
            BEGIN:VCALENDAR\r\n--=_statt_1_1--\r\n";
        assert_eq!(mail, expected);
        let names: Vec<String> = sections(&kept).into_iter().map(|(section, _)| section).collect();
        assert_eq!(names, ["1.MIME", "1", "3.MIME", "3.HEADER", "3.1"]);
    }

    #[test]
    fn a_mail_of_one_part_keeps_its_header() {
        let header = b"Subject: x\r\nContent-Type: text/calendar\r\n\r\n";
        let mail = rebuilt(header, Some(&leaf("1")), &pieces(&[("1", "BEGIN:VCALENDAR")]));
        assert_eq!(mail, b"Subject: x\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR");
        assert_eq!(rebuilt(HEADER, None, &Pieces::new()), b"Subject: Termin\r\nTo: jana@a.example\r\n\r\n");
    }
}
