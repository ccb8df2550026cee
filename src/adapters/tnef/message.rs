//! A TNEF file sorted into what belongs to the message, its recipients and its attachments.

use super::code_page::CodePage;
use super::cursor::Cursor;
use super::names::{self, attribute};
use super::properties::{End, MAX_PROPERTIES, Properties, one_line};
use super::stream::{Attribute, Level, SIGNATURE, attributes};
use crate::domain::limits::{MAX_RECIPIENTS, REST};
use crate::domain::reading::Reading;

/// A message, its values not decoded yet.
#[derive(Debug, Default)]
pub struct Message<'a> {
    pub properties: Properties<'a>,
    /// The recipient table; often empty, because TNEF leaves the recipients to the mail's header.
    pub recipients: Vec<Properties<'a>>,
    pub attachments: Vec<MessageAttachment<'a>>,
    attributes: Vec<Attribute<'a>>,
    code_page: CodePage,
}

/// An attachment, its values not decoded yet.
#[derive(Debug, Default)]
pub struct MessageAttachment<'a> {
    pub properties: Properties<'a>,
    title: Option<&'a [u8]>,
    file_name: Option<&'a [u8]>,
    data: Option<&'a [u8]>,
}

impl<'a> Message<'a> {
    /// Sorts the attributes of a file; `None` where it is no TNEF.
    pub fn read(bytes: &'a [u8]) -> Reading<Option<Self>> {
        let stream = attributes(bytes);
        let Some(list) = stream.value else {
            return Reading { value: None, warnings: stream.warnings };
        };
        let code_page = list
            .iter()
            .find(|attribute| attribute.id == attribute::CODE_PAGE)
            .and_then(|attribute| Cursor::new(attribute.data).u32())
            .map_or_else(CodePage::default, CodePage);
        let mut message = Self { properties: Properties::new(code_page), code_page, ..Self::default() };
        let mut end = End::Whole;
        let mut has_more_recipients = false;
        for attribute in &list {
            let mut cursor = Cursor::new(attribute.data);
            match (attribute.level, attribute.id) {
                (Level::Message, attribute::PROPERTIES) => end = end.max(message.properties.extend(&mut cursor)),
                (Level::Message, attribute::RECIPIENTS) => {
                    // The count is not believed: each row takes bytes, so the loop ends with them.
                    for _ in 0..cursor.u32().unwrap_or_default() {
                        if message.recipients.len() >= MAX_RECIPIENTS {
                            has_more_recipients = true;
                            break;
                        }
                        let (row, row_end) = Properties::read(&mut cursor, code_page);
                        if !row.is_empty() {
                            message.recipients.push(row);
                        }
                        end = end.max(row_end);
                        if row_end != End::Whole {
                            break;
                        }
                    }
                }
                (Level::Message, _) => message.attributes.push(*attribute),
                (Level::Attachment, _) => end = end.max(message.attach(*attribute)),
            }
        }
        let mut reading = Reading { value: Some(message), warnings: stream.warnings };
        if has_more_recipients {
            reading = reading.warn(format!("winmail.dat has more than {MAX_RECIPIENTS} recipients; {REST}"));
        }
        match end {
            End::Whole => reading,
            End::BrokenOff => reading.warn("a list of properties in winmail.dat breaks off"),
            End::TooLong => {
                reading.warn(format!("a list in winmail.dat has more than {MAX_PROPERTIES} properties; {REST}"))
            }
        }
    }

    fn attach(&mut self, attribute: Attribute<'a>) -> End {
        if attribute.id == attribute::ATTACHMENT_BEGINS || self.attachments.is_empty() {
            self.attachments.push(MessageAttachment::default());
        }
        let Some(attachment) = self.attachments.last_mut() else { return End::Whole };
        match attribute.id {
            attribute::ATTACHMENT_TITLE => attachment.title = Some(attribute.data),
            attribute::ATTACHMENT_FILE_NAME => attachment.file_name = Some(attribute.data),
            attribute::ATTACHMENT_DATA => attachment.data = Some(attribute.data),
            attribute::ATTACHMENT_PROPERTIES => {
                let (properties, end) = Properties::read(&mut Cursor::new(attribute.data), self.code_page);
                attachment.properties = properties;
                return end;
            }
            _ => {}
        }
        End::Whole
    }

    /// The bytes of a message's attribute.
    pub fn attribute(&self, id: u16) -> Option<&'a [u8]> {
        self.attributes.iter().find(|attribute| attribute.id == id).map(|attribute| attribute.data)
    }

    /// The text of a message's attribute, where it says anything.
    pub fn attribute_text(&self, id: u16) -> Option<String> {
        self.attribute(id).map(|bytes| self.code_page.decode(bytes)).filter(|text| !text.trim().is_empty())
    }

    /// The message class, by whichever name it goes.
    pub fn class(&self) -> Option<String> {
        self.properties.line(names::MESSAGE_CLASS).or_else(|| self.attribute_text(attribute::MESSAGE_CLASS))
    }

    pub fn code_page(&self) -> CodePage {
        self.code_page
    }
}

impl<'a> MessageAttachment<'a> {
    /// Its file name, else the name it is shown by.
    pub fn name(&self, code_page: CodePage) -> Option<String> {
        let decode = |bytes: Option<&[u8]>| bytes.and_then(|bytes| one_line(&code_page.decode(bytes)));
        self.properties
            .line(names::ATTACHMENT_LONG_NAME)
            .or_else(|| decode(self.title))
            .or_else(|| decode(self.file_name))
            .or_else(|| self.properties.line(names::ATTACHMENT_SHORT_NAME))
            .or_else(|| self.properties.line(names::DISPLAY_NAME))
    }

    pub fn bytes(&self) -> Option<&'a [u8]> {
        self.properties.bytes(names::ATTACHMENT_CONTENT).or(self.data)
    }

    /// Whether it is a message of its own, again as TNEF.
    pub fn is_message(&self) -> bool {
        self.bytes().is_some_and(|bytes| bytes.starts_with(&SIGNATURE))
    }
}
