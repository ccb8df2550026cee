//! The numbers and names by which attributes and properties are known (MS-OXTNEF §2.1.3, MS-OXPROPS).

use super::properties::{Name, Set};

/// Attributes of the stream, by the lower half of their number.
pub mod attribute {
    pub const OWNER: u16 = 0x0000;
    pub const SENT_FOR: u16 = 0x0001;
    pub const DATE_START: u16 = 0x0006;
    pub const DATE_END: u16 = 0x0007;
    pub const OWNER_APPOINTMENT: u16 = 0x0008;
    pub const RESPONSE_REQUESTED: u16 = 0x0009;
    pub const FROM: u16 = 0x8000;
    pub const SUBJECT: u16 = 0x8004;
    pub const MESSAGE_CLASS: u16 = 0x8008;
    pub const MESSAGE_ID: u16 = 0x8009;
    pub const BODY: u16 = 0x800c;
    pub const ATTACHMENT_DATA: u16 = 0x800f;
    pub const ATTACHMENT_TITLE: u16 = 0x8010;
    pub const ATTACHMENT_FILE_NAME: u16 = 0x9001;
    pub const ATTACHMENT_BEGINS: u16 = 0x9002;
    pub const PROPERTIES: u16 = 0x9003;
    pub const RECIPIENTS: u16 = 0x9004;
    pub const ATTACHMENT_PROPERTIES: u16 = 0x9005;
    pub const CODE_PAGE: u16 = 0x9007;
}

pub const IMPORTANCE: Name = Name::Tag(0x0017);
pub const MESSAGE_CLASS: Name = Name::Tag(0x001a);
pub const SENSITIVITY: Name = Name::Tag(0x0036);
pub const SUBJECT: Name = Name::Tag(0x0037);
pub const SUBMITTED: Name = Name::Tag(0x0039);
pub const SUBJECT_PREFIX: Name = Name::Tag(0x003d);
pub const START_DATE: Name = Name::Tag(0x0060);
pub const END_DATE: Name = Name::Tag(0x0061);
pub const OWNER_APPOINTMENT: Name = Name::Tag(0x0062);
pub const RESPONSE_REQUESTED: Name = Name::Tag(0x0063);
pub const CONVERSATION_TOPIC: Name = Name::Tag(0x0070);
pub const NORMALIZED_SUBJECT: Name = Name::Tag(0x0e1d);
pub const BODY: Name = Name::Tag(0x1000);
pub const RTF: Name = Name::Tag(0x1009);
pub const HTML: Name = Name::Tag(0x1013);
pub const CREATED: Name = Name::Tag(0x3007);
pub const MODIFIED: Name = Name::Tag(0x3008);
pub const INTERNET_CODE_PAGE: Name = Name::Tag(0x3fde);

pub const RECIPIENT_TYPE: Name = Name::Tag(0x0c15);
pub const DISPLAY_TYPE: Name = Name::Tag(0x3900);
pub const DISPLAY_TYPE_EX: Name = Name::Tag(0x3905);
pub const RECIPIENT_FLAGS: Name = Name::Tag(0x5ffd);
pub const RECIPIENT_STATUS: Name = Name::Tag(0x5fff);

pub const DISPLAY_NAME: Name = Name::Tag(0x3001);
pub const ATTACHMENT_CONTENT: Name = Name::Tag(0x3701);
pub const ATTACHMENT_SHORT_NAME: Name = Name::Tag(0x3704);
pub const ATTACHMENT_LONG_NAME: Name = Name::Tag(0x3707);
pub const ATTACHMENT_MIME_TYPE: Name = Name::Tag(0x370e);

pub const SEQUENCE: Name = Name::Number(Set::Appointment, 0x8201);
pub const BUSY_STATUS: Name = Name::Number(Set::Appointment, 0x8205);
pub const LOCATION: Name = Name::Number(Set::Appointment, 0x8208);
pub const START: Name = Name::Number(Set::Appointment, 0x820d);
pub const END: Name = Name::Number(Set::Appointment, 0x820e);
pub const DURATION: Name = Name::Number(Set::Appointment, 0x8213);
pub const ALL_DAY: Name = Name::Number(Set::Appointment, 0x8215);
pub const RECURRENCE: Name = Name::Number(Set::Appointment, 0x8216);
pub const INTENDED_STATUS: Name = Name::Number(Set::Appointment, 0x8224);
pub const REPLACED_TIME: Name = Name::Number(Set::Appointment, 0x8228);
pub const ZONE_RULE: Name = Name::Number(Set::Appointment, 0x8233);
pub const ZONE_DESCRIPTION: Name = Name::Number(Set::Appointment, 0x8234);
pub const PROPOSED_START: Name = Name::Number(Set::Appointment, 0x8250);
pub const PROPOSED_END: Name = Name::Number(Set::Appointment, 0x8251);
pub const IS_COUNTER: Name = Name::Number(Set::Appointment, 0x8257);
pub const COUNTER_FORBIDDEN: Name = Name::Number(Set::Appointment, 0x825a);
pub const ZONE_OF_START: Name = Name::Number(Set::Appointment, 0x825e);
pub const ZONE_OF_SERIES: Name = Name::Number(Set::Appointment, 0x8260);

pub const ATTENDEE_CHANGE: Name = Name::Number(Set::Meeting, 0x0001);
pub const WHERE: Name = Name::Number(Set::Meeting, 0x0002);
pub const GLOBAL_ID: Name = Name::Number(Set::Meeting, 0x0003);
pub const SERIES_START_TIME: Name = Name::Number(Set::Meeting, 0x000e);
pub const OWNER_CHANGE: Name = Name::Number(Set::Meeting, 0x001a);
pub const CLEAN_GLOBAL_ID: Name = Name::Number(Set::Meeting, 0x0023);

pub const COMMON_START: Name = Name::Number(Set::Common, 0x8516);
pub const COMMON_END: Name = Name::Number(Set::Common, 0x8517);

pub const KEYWORDS: Name = Name::Text(Set::PublicStrings, "Keywords");
