//! Who somebody is: names and addresses scattered over properties, entry identifiers and old attributes.

use super::code_page::CodePage;
use super::cursor::Cursor;
use super::properties::{Name, Properties, one_line};
use crate::domain::address::{EmailAddress, Person};

/// Somebody whose address may be unknown: inside an Exchange organisation it is only a path in its directory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contact {
    pub name: Option<String>,
    pub address: Option<EmailAddress>,
}

/// The properties that describe one person.
#[derive(Debug, Clone, Copy)]
pub struct ContactNames {
    name: u16,
    kind: u16,
    address: u16,
    smtp: u16,
    entry: u16,
    search_key: u16,
}

/// Who a message is from.
pub const SENT_REPRESENTING: ContactNames =
    ContactNames { name: 0x0042, kind: 0x0064, address: 0x0065, smtp: 0x5d02, entry: 0x0041, search_key: 0x003b };

/// Who sent it, perhaps for somebody else.
pub const SENDER: ContactNames =
    ContactNames { name: 0x0c1a, kind: 0x0c1e, address: 0x0c1f, smtp: 0x5d01, entry: 0x0c19, search_key: 0x0c1d };

/// Whom it was received for.
pub const RECEIVED_REPRESENTING: ContactNames =
    ContactNames { name: 0x0044, kind: 0x0077, address: 0x0078, smtp: 0x5d08, entry: 0x0043, search_key: 0x0052 };

/// A row of the recipient table.
pub const RECIPIENT: ContactNames =
    ContactNames { name: 0x3001, kind: 0x3002, address: 0x3003, smtp: 0x39fe, entry: 0x0fff, search_key: 0x300b };

impl Contact {
    fn new(name: Option<String>, address: Option<EmailAddress>) -> Option<Self> {
        let name = name.map(|name| name.trim_matches(['\'', '"']).trim().to_owned()).filter(|name| {
            !name.is_empty() && address.as_ref().is_none_or(|a| !a.written().eq_ignore_ascii_case(name))
        });
        (name.is_some() || address.is_some()).then_some(Self { name, address })
    }

    /// The person that some properties describe.
    pub fn described(properties: &Properties<'_>, names: ContactNames) -> Option<Self> {
        let text = |tag| properties.line(Name::Tag(tag));
        let entry = properties.bytes(Name::Tag(names.entry));
        let address = text(names.smtp)
            .as_deref()
            .and_then(parse)
            .or_else(|| text(names.address).as_deref().and_then(parse))
            .or_else(|| entry.and_then(|entry| one_off_address(entry, properties.code_page())))
            .or_else(|| properties.bytes(Name::Tag(names.search_key)).and_then(search_key_address));
        // A directory path is no name that anybody knows.
        let shown = text(names.name).filter(|name| !name.to_ascii_lowercase().starts_with("/o="));
        let other_kind = || text(names.kind).filter(|kind| !kind.eq_ignore_ascii_case("EX"));
        let name = shown.or_else(|| other_kind().and_then(|_| text(names.address)));
        Self::new(name, address)
    }

    /// The person in an attOwner or attSentFor attribute (MS-OXTNEF §2.1.3.3.16).
    pub fn in_owner(bytes: &[u8], code_page: CodePage) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let length = cursor.u16()?;
        let name = cursor.take(length.into())?;
        let length = cursor.u16()?;
        let address = cursor.take(length.into())?;
        Self::typed(name, address, code_page)
    }

    /// The person in an attFrom attribute (MS-OXTNEF §2.1.3.3.3).
    pub fn in_from(bytes: &[u8], code_page: CodePage) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let (_, _, name, address) = (cursor.u16()?, cursor.u16()?, cursor.u16()?, cursor.u16()?);
        let name = cursor.take(name.into())?;
        let address = cursor.take(address.into())?;
        Self::typed(name, address, code_page)
    }

    fn typed(name: &[u8], address: &[u8], code_page: CodePage) -> Option<Self> {
        Self::new(one_line(&code_page.decode(name)), parse(&code_page.decode(address)))
    }

    /// Whether both are surely the same mailbox.
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.address, &other.address) {
            (Some(own), Some(other)) => own == other,
            _ => self.name.is_some() && self.name == other.name,
        }
    }

    /// The same person with the address that a mail's header gives for that name.
    pub fn completed_from<'p>(mut self, people: impl IntoIterator<Item = &'p Person>) -> Self {
        if self.address.is_none() {
            let same_name = |person: &&Person| person.name.is_some() && person.name == self.name;
            self.address = people.into_iter().find(same_name).map(|person| person.address.clone());
        }
        self
    }
}

impl From<&Person> for Contact {
    fn from(person: &Person) -> Self {
        Self { name: person.name.clone(), address: Some(person.address.clone()) }
    }
}

/// An address, perhaps with the type before it (`SMTP:jana@agentur.example`).
fn parse(text: &str) -> Option<EmailAddress> {
    let text = text.trim();
    let text = match text.get(..5) {
        Some(kind) if kind.eq_ignore_ascii_case("smtp:") => &text[5..],
        _ => text,
    };
    // A directory path may hold an `@`, yet it is no mailbox.
    if text.starts_with('/') { None } else { EmailAddress::parse(text).ok() }
}

/// The address in a one-off entry identifier (MS-OXCDATA §2.2.5.1).
fn one_off_address(entry: &[u8], code_page: CodePage) -> Option<EmailAddress> {
    const PROVIDER: [u8; 16] =
        [0x81, 0x2b, 0x1f, 0xa4, 0xbe, 0xa3, 0x10, 0x19, 0x9d, 0x6e, 0x00, 0xdd, 0x01, 0x0f, 0x54, 0x02];
    const UNICODE: u16 = 0x8000;
    let mut cursor = Cursor::new(entry);
    let _flags = cursor.u32()?;
    if cursor.array() != Some(PROVIDER) {
        return None;
    }
    let _version = cursor.u16()?;
    let is_unicode = cursor.u16()? & UNICODE != 0;
    let page = if is_unicode { CodePage::UTF_16 } else { code_page };
    let texts = page.decode_all(cursor.rest());
    let mut fields = texts.split('\0');
    let _name = fields.next()?;
    let _kind = fields.next()?;
    parse(fields.next()?)
}

/// The address in a search key (`SMTP:JANA@AGENTUR.EXAMPLE`): its case is lost.
fn search_key_address(key: &[u8]) -> Option<EmailAddress> {
    let text = CodePage::default().decode(key);
    if text.get(..5)?.eq_ignore_ascii_case("smtp:") { parse(&text.to_lowercase()) } else { None }
}
