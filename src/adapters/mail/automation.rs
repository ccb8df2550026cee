//! What the headers say of machines and lists.

use mail_parser::{HeaderName, Message as Parsed};

use super::headers::{raw_value, raw_values};
use crate::domain::message::Automation;
use crate::domain::plain_text::one_line;

/// Reads the signs of machines and lists (RFC 3834, RFC 2919, RFC 2369).
pub(super) fn automation(mail: &Parsed<'_>) -> Automation {
    Automation {
        auto_submitted: word(mail, HeaderName::AutoSubmitted).filter(|word| word != "no"),
        precedence: word(mail, HeaderName::from("Precedence")),
        list: LIST_HEADERS.iter().any(|name| raw_value(mail, name.clone()).is_some()),
        unsubscribe: raw_value(mail, HeaderName::ListUnsubscribe).is_some(),
        null_return_path: raw_values(mail, HeaderName::ReturnPath)
            .any(|path| path.split_whitespace().collect::<String>() == "<>"),
        other: machine_header(mail),
    }
}

/// The first header that only machines write.
fn machine_header(mail: &Parsed<'_>) -> Option<String> {
    let mut names = mail.headers().iter().map(|header| header.name.as_str().to_owned());
    let means_something =
        |name: &str| raw_value(mail, HeaderName::from(name.to_owned())).is_some_and(|value| !means_no(&value));
    names.find(|name| is_written_by_machines(name) && means_something(name)).map(|name| one_line(&name, 100))
}

fn is_written_by_machines(name: &str) -> bool {
    name.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("X-Auto"))
        || MACHINE_HEADERS.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// What a list's software writes; List-Unsubscribe is not among them, for booking systems write it too.
const LIST_HEADERS: [HeaderName<'static>; 6] = [
    HeaderName::ListId,
    HeaderName::ListPost,
    HeaderName::ListHelp,
    HeaderName::ListSubscribe,
    HeaderName::ListOwner,
    HeaderName::ListArchive,
];

/// Headers that only machines write, besides all that begin with X-Auto.
const MACHINE_HEADERS: [&str; 11] = [
    "Auto-Submitted-By",
    "Feedback-ID",
    "X-Campaign",
    "X-Campaign-ID",
    "X-CampaignID",
    "X-Cron-Env",
    "X-FC-MachineGenerated",
    "X-Mailer-RecptId",
    "X-MC-User",
    "X-MS-Exchange-Generated-Message-Source",
    "X-Loop",
];

/// The first word of a header in lower case, without parameters and comments.
fn word(mail: &Parsed<'_>, name: HeaderName<'static>) -> Option<String> {
    let value = raw_value(mail, name)?;
    let word = value.split([';', '(', ' ', '\t', ',']).find(|word| !word.is_empty())?;
    Some(one_line(word, 100).to_lowercase()).filter(|word| !word.is_empty())
}

fn means_no(value: &str) -> bool {
    matches!(value.trim().to_ascii_lowercase().as_str(), "" | "no" | "false" | "none")
}
