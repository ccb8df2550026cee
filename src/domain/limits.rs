//! How much of a foreign text is read: enough for any honest mail, little enough for a hostile one.

/// How every warning ends that tells of a limit.
pub const REST: &str = "the rest is left out";

/// How deep the folders of an inbox are searched.
pub const MAX_FOLDER_DEPTH: usize = 32;
/// The largest mail that is read whole, in octets; of a larger one only the headers are.
pub const MAX_MAIL: usize = 50 * 1024 * 1024;
/// The headers of a mail, in octets; what is beyond is not read.
pub const MAX_HEADERS: usize = 1024 * 1024;
/// The headers of one part of a mail, in octets; what is beyond is not read.
pub const MAX_PART_HEADERS: usize = 16 * 1024;
/// The pieces of parameters in the headers of a mail or part (RFC 2231).
pub const MAX_PARAMETERS: usize = 400;
/// The parts of a mail.
pub const MAX_PARTS: usize = 1_000;
/// How deep parts and forwarded mails may stand in one another.
pub const MAX_NESTING: usize = 20;
/// The readable text of a mail, in octets.
pub const MAX_TEXT: usize = 256 * 1024;
/// The calendars of a mail that are looked at.
pub const MAX_CALENDARS: usize = 50;
/// A calendar in a mail, in octets.
pub const MAX_CALENDAR: usize = 5 * 1024 * 1024;
/// All calendars of a mail, in octets.
pub const MAX_CALENDARS_TOGETHER: usize = 12 * 1024 * 1024;
/// The lines of a calendar in a mail.
pub const MAX_CALENDAR_LINES: usize = 100_000;
/// The VCALENDARs in one calendar part of a mail.
pub const MAX_CALENDARS_IN_PART: usize = 100;
/// The meetings in one mail that are read.
pub const MAX_INVITES: usize = 100;
/// The events of one meeting: the series and its changed instances.
pub const MAX_INSTANCES: usize = 2_000;
/// What is kept of a meeting's calendar to answer it, in octets.
pub const MAX_KEPT_CALENDAR: usize = 512 * 1024;
/// A file of my own calendar, in octets.
pub const MAX_OWN_CALENDAR: usize = 50 * 1024 * 1024;
/// The people whom one meeting invites.
pub const MAX_ATTENDEES: usize = 2_000;
/// The people whom all meetings of one mail invite.
pub const MAX_ATTENDEES_TOGETHER: usize = 10_000;
/// The people in one address header.
pub const MAX_RECIPIENTS: usize = 5_000;
/// A Message-ID that an answer may repeat, in octets.
pub const MAX_MESSAGE_ID: usize = 250;
/// The References of an answer.
pub const MAX_REFERENCES: usize = 50;
/// A description, in octets.
pub const MAX_DESCRIPTION: usize = 64 * 1024;
/// A field on one line (subject, summary, place, name), in octets.
pub const MAX_LINE: usize = 4_000;
/// The occurrences of one series that are looked at.
pub const MAX_OCCURRENCES: usize = 10_000;
/// The occurrences that one file of my own calendar gives.
pub const MAX_APPOINTMENTS: usize = 100_000;
/// The drafts for mails of one sender within a day.
pub const MAX_DRAFTS_FOR_SENDER: usize = 100;
/// After so many seconds no further calendar of a mail is begun.
pub const MAX_SECONDS: u64 = 5;
/// How every warning ends that tells of this.
pub const OUT_OF_TIME: &str = "seconds to read; the rest is left out";
