//! RTF as plain text: the words, the paragraphs and where links lead.

use super::code_page::CodePage;
use super::cursor::Cursor;

/// Groups whose text nobody reads.
const SILENT: [&str; 21] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "objdata",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "listtable",
    "listoverridetable",
    "filetbl",
    "themedata",
    "datastore",
];

/// Deeper groups are read as if they were not nested.
const MAX_DEPTH: usize = 500;

/// Longer links are no links.
const MAX_LINK_BYTES: usize = 2000;

/// What holds until the end of a group.
#[derive(Debug, Clone, Copy)]
struct Group {
    kind: Kind,
    /// Characters that repeat a `\u` for old readers.
    fallback: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Read,
    Silent,
    /// The instruction of a field, which for a link holds its target.
    Instruction,
    /// The text that a field shows.
    Shown,
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    groups: Vec<Group>,
    group: Group,
    code_page: CodePage,
    text: String,
    /// Bytes of the code page that are not decoded yet: a character may take two.
    bytes: Vec<u8>,
    /// Code units of UTF-16 that are not decoded yet.
    units: Vec<u16>,
    /// Characters still to be left out after a `\u`.
    skip: usize,
    instruction: String,
    link: Option<String>,
    shown_from: usize,
}

/// The text of an RTF document; text is what is no control word.
pub fn to_text(rtf: &[u8]) -> String {
    let mut reader = Reader {
        cursor: Cursor::new(rtf),
        groups: Vec::new(),
        group: Group { kind: Kind::Read, fallback: 1 },
        code_page: CodePage::default(),
        text: String::new(),
        bytes: Vec::new(),
        units: Vec::new(),
        skip: 0,
        instruction: String::new(),
        link: None,
        shown_from: 0,
    };
    while let Some(byte) = reader.cursor.u8() {
        match byte {
            b'{' => reader.open(),
            b'}' => reader.close(),
            b'\\' => reader.control(),
            b'\r' | b'\n' | 0 => {}
            byte => reader.byte(byte),
        }
    }
    reader.decode();
    reader.text
}

impl Reader<'_> {
    fn open(&mut self) {
        self.decode();
        if self.groups.len() < MAX_DEPTH {
            self.groups.push(self.group);
        }
    }

    fn close(&mut self) {
        self.decode();
        let closed = self.group.kind;
        let Some(outer) = self.groups.pop() else { return };
        self.group = outer;
        if closed == Kind::Instruction && outer.kind != Kind::Instruction {
            self.link = link_target(&std::mem::take(&mut self.instruction));
        }
        if closed == Kind::Shown
            && outer.kind != Kind::Shown
            && let Some(link) = self.link.take()
        {
            let shown = self.text.get(self.shown_from..).unwrap_or_default();
            let bare = link.strip_prefix("mailto:").unwrap_or(&link);
            if !shown.contains(bare) {
                self.text.extend([" <", &link, ">"]);
            }
        }
        self.skip = 0;
    }

    fn control(&mut self) {
        let rest = self.cursor.rest();
        let letters = rest.iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol();
        }
        let word = self.cursor.take(letters).unwrap_or_default();
        let digits = number_length(self.cursor.rest());
        let number = self.cursor.take(digits).and_then(|digits| std::str::from_utf8(digits).ok());
        let number = number.and_then(|digits| digits.parse::<i32>().ok());
        if self.cursor.rest().first() == Some(&b' ') {
            self.cursor.u8();
        }
        if let Ok(word) = std::str::from_utf8(word) {
            self.word(word, number);
        }
    }

    fn symbol(&mut self) {
        match self.cursor.u8() {
            Some(b'\'') => {
                let digits = self.cursor.take(2).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.byte(byte);
                }
            }
            // A group that old readers do not know; what it is called comes next.
            Some(b'*') if self.group.kind != Kind::Instruction => self.group.kind = Kind::Silent,
            Some(b'~') => self.say("\u{a0}"),
            Some(b'_') => self.say("-"),
            Some(b'\r' | b'\n') => self.say("\n"),
            Some(symbol @ (b'\\' | b'{' | b'}')) => self.byte(symbol),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        match word {
            "u" => self.unicode(number.unwrap_or_default()),
            "uc" => self.group.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            "bin" => {
                let count = number.and_then(|count| usize::try_from(count).ok()).unwrap_or_default();
                self.cursor.take(count);
            }
            "ansicpg" => self.code_page = CodePage(number.and_then(|page| u32::try_from(page).ok()).unwrap_or(1252)),
            "par" | "line" | "sect" | "page" | "row" => self.say("\n"),
            "tab" | "cell" => self.say("\t"),
            "emdash" => self.say("—"),
            "endash" => self.say("–"),
            "bullet" => self.say("•"),
            "lquote" => self.say("‘"),
            "rquote" => self.say("’"),
            "ldblquote" => self.say("“"),
            "rdblquote" => self.say("”"),
            "emspace" | "enspace" | "qmspace" => self.say(" "),
            "fldinst" => self.group.kind = Kind::Instruction,
            "fldrslt" if self.group.kind == Kind::Read => {
                self.decode();
                self.shown_from = self.text.len();
                self.group.kind = Kind::Shown;
            }
            silent if SILENT.contains(&silent) => self.group.kind = Kind::Silent,
            _ => {}
        }
    }

    /// A byte of text in the document's code page.
    fn byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.decode_units();
        self.bytes.push(byte);
    }

    /// A code unit of UTF-16, written as a signed number.
    fn unicode(&mut self, number: i32) {
        self.decode_bytes();
        if let Ok(unit) = u16::try_from(number & 0xffff) {
            self.units.push(unit);
        }
        self.skip = self.group.fallback;
    }

    fn say(&mut self, text: &str) {
        self.decode();
        self.skip = 0;
        self.put(text);
    }

    fn decode(&mut self) {
        self.decode_bytes();
        self.decode_units();
    }

    fn decode_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = std::mem::take(&mut self.bytes);
            self.put(&self.code_page.decode(&bytes));
        }
    }

    fn decode_units(&mut self) {
        if !self.units.is_empty() {
            let units = std::mem::take(&mut self.units);
            self.put(&String::from_utf16_lossy(&units));
        }
    }

    fn put(&mut self, text: &str) {
        match self.group.kind {
            Kind::Read | Kind::Shown => self.text.push_str(text),
            Kind::Instruction if self.instruction.len() < MAX_LINK_BYTES => self.instruction.push_str(text),
            Kind::Instruction | Kind::Silent => {}
        }
    }
}

fn number_length(bytes: &[u8]) -> usize {
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let digits = bytes.iter().skip(sign).take(10).take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 { 0 } else { sign + digits }
}

/// The target in `HYPERLINK "https://…"`.
fn link_target(instruction: &str) -> Option<String> {
    let target = instruction.trim().strip_prefix("HYPERLINK")?.trim();
    let target = target.strip_prefix('"')?.split('"').next()?.trim();
    let is_link = ["http://", "https://", "mailto:", "tel:", "sip:"].iter().any(|scheme| target.starts_with(scheme));
    (is_link && target.len() <= MAX_LINK_BYTES).then(|| target.to_owned())
}
