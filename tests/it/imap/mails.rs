//! The mails of the test server, and what it says of them.

use std::fmt::Write as _;

/// A mail as the server knows it.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    pub uid: u32,
    pub flags: String,
    pub header: String,
    /// INTERNALDATE, in seconds.
    pub arrived: i64,
    /// BODYSTRUCTURE.
    pub structure: String,
    /// Sections and what is in them.
    pub parts: Vec<(String, String)>,
}

impl Mail {
    /// A mail of one text; `header` may hold the text as well.
    pub fn plain(uid: u32, header: &str, text: &str) -> Self {
        let (header, text) = header.split_once("\r\n\r\n").unwrap_or((header, text));
        Self {
            uid,
            header: format!("{header}\r\n\r\n"),
            structure: format!("(\"text\" \"plain\" NIL NIL NIL \"8bit\" {} 1)", text.len()),
            parts: vec![("1".to_owned(), text.to_owned())],
            ..Self::default()
        }
    }

    /// A mail that may be fetched in one piece.
    pub fn whole(uid: u32, octets: &str) -> Self {
        let mut mail = Self::plain(uid, octets, "");
        mail.parts.push((String::new(), octets.to_owned()));
        mail
    }

    /// Somebody's newsletter.
    pub fn newsletter(uid: u32) -> Self {
        let header = format!("{}\r\nList-Id: <neues.firma.example>", head(uid, "Neues", "neues@firma.example"));
        Self::plain(uid, &header, "Besprechen wir das am Montag um 10 Uhr?")
    }

    /// Somebody's words, which may be about anything.
    pub fn letter(uid: u32, text: &str) -> Self {
        Self::plain(uid, &head(uid, "Frage", "kim@firma.example"), text)
    }

    /// An invite with an attachment that nobody needs.
    pub fn invite(uid: u32) -> Self {
        let calendar = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//DE\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u{uid}@firma.example\r\n\
             DTSTAMP:20261120T080000Z\r\nDTSTART:20261201T{hour:02}0000Z\r\nDTEND:20261201T{hour:02}3000Z\r\nSUMMARY:Runde {uid}\r\n\
             ORGANIZER;CN=Kim Kunde:mailto:kim@firma.example\r\nATTENDEE;RSVP=TRUE:mailto:jana@agentur.example\r\n\
             END:VEVENT\r\nEND:VCALENDAR\r\n",
            hour = 8 + uid % 8
        );
        let mixed = "Content-Type: multipart/mixed; boundary=x";
        Self {
            uid,
            header: format!("{}\r\n{mixed}\r\n\r\n", head(uid, &format!("Runde {uid}"), "kim@firma.example")),
            structure: format!(
                "((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 5 1 NIL NIL NIL NIL)\
                 (\"text\" \"calendar\" (\"method\" \"REQUEST\") NIL NIL \"8bit\" {} 9 NIL NIL NIL NIL)\
                 (\"application\" \"pdf\" (\"name\" \"plan.pdf\") NIL NIL \"base64\" 9000000 NIL (\"attachment\" (\"filename\" \"plan.pdf\")) NIL NIL) \
                 \"mixed\" (\"boundary\" \"x\") NIL NIL NIL)",
                calendar.len()
            ),
            parts: [
                ("1.MIME", "Content-Type: text/plain; charset=utf-8\r\n\r\n"),
                ("1", "Hallo"),
                ("2.MIME", "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n"),
                ("2", &calendar),
            ]
            .map(|(section, text)| (section.to_owned(), text.to_owned()))
            .to_vec(),
            ..Self::default()
        }
    }

    /// Whether a search finds it.
    pub fn matches(&self, words: &str) -> bool {
        if let Some((_, id)) = words.split_once("HEADER Message-ID ") {
            return self.header.contains(&format!("Message-ID: {}", id.trim_matches('"')));
        }
        let is_deleted = self.flags.contains("Deleted");
        if let Some((_, rest)) = words.split_once("HEADER In-Reply-To ") {
            let mut words = rest.split('"');
            let (answered, to) = (words.nth(1).unwrap(), words.nth(1).unwrap());
            return !is_deleted
                && self.header.contains(&format!("In-Reply-To: {answered}"))
                && self.header.contains(to);
        }
        if is_deleted && words.contains("UNDELETED") {
            return false;
        }
        let wanted = words.strip_prefix("UID SEARCH UID ").unwrap_or("1:*").split(' ').next().unwrap();
        match wanted.strip_suffix(":*") {
            Some(first) => self.uid >= first.parse().unwrap(),
            None => is_in(self.uid, wanted),
        }
    }

    /// Whether it is younger than a search says, by a clock that counts in steps.
    pub fn is_younger(&self, words: &str, clock: i64, step: i64) -> bool {
        let Some((_, seconds)) = words.split_once("YOUNGER ") else { return true };
        (clock - self.arrived).div_euclid(step) * step < seconds.parse().unwrap()
    }

    fn section(&self, section: &str) -> &str {
        match section {
            "HEADER" | "HEADER.FIELDS (MESSAGE-ID)" => &self.header,
            "" if self.parts.iter().all(|(name, _)| !name.is_empty()) => &self.header,
            _ => self.parts.iter().find(|(name, _)| name == section).map_or("", |(_, text)| text),
        }
    }
}

fn head(uid: u32, subject: &str, from: &str) -> String {
    format!(
        "From: Kim Kunde <{from}>\r\nTo: jana@agentur.example\r\nSubject: {subject}\r\nMessage-ID: <m{uid}@firma.example>\r\n\
         Date: Fri, 20 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0"
    )
}

/// Whether a UID is in a set.
pub fn is_in(uid: u32, set: &str) -> bool {
    set.split(',').any(|piece| {
        let (first, last) = piece.split_once(':').unwrap_or((piece, piece));
        (first.parse().unwrap()..=last.parse().unwrap()).contains(&uid)
    })
}

/// The answer to FETCH for what arrived when.
pub fn arrivals(mails: &[Mail], words: &str) -> String {
    let set = words.strip_prefix("FETCH ").unwrap().split(' ').next().unwrap();
    let mut answer = String::new();
    for (number, mail) in (1..).zip(mails).filter(|(number, _)| is_in(*number, set)) {
        let arrived = chrono::DateTime::from_timestamp(mail.arrived, 0).unwrap().format("%e-%b-%Y %H:%M:%S +0000");
        let _ = write!(answer, "* {number} FETCH (UID {} INTERNALDATE \"{arrived}\")\r\n", mail.uid);
    }
    answer
}

/// The answer to UID FETCH.
pub fn fetched(mails: &[Mail], words: &str) -> String {
    let (set, items) = words.strip_prefix("UID FETCH ").unwrap().split_once(' ').unwrap();
    let mut answer = String::new();
    for (number, mail) in mails.iter().enumerate().filter(|(_, mail)| is_in(mail.uid, set)) {
        let _ = write!(answer, "* {} FETCH (UID {}", number + 1, mail.uid);
        if items.contains("FLAGS") {
            let _ = write!(answer, " FLAGS ({}) RFC822.SIZE {}", mail.flags, mail.header.len());
        }
        if items.contains("BODYSTRUCTURE") {
            let _ = write!(answer, " BODYSTRUCTURE {}", mail.structure);
        }
        for piece in items.split("BODY.PEEK[").skip(1) {
            let section = piece.split(']').next().unwrap();
            let text = mail.section(section);
            let _ = write!(answer, " BODY[{section}]<0> {{{}}}\r\n{text}", text.len());
        }
        answer.push_str(")\r\n");
    }
    answer
}
