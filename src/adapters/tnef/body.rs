//! The text of a message: plain, HTML, or RTF.

use super::code_page::CodePage;
use super::message::Message;
use super::names::{self, attribute};
use super::properties::one_line;
use super::{rtf, rtf_text};
use crate::domain::reading::Reading;

/// The text that a person reads; RTF becomes plain text, HTML stays out of it.
pub fn plain(message: &Message<'_>) -> Reading<Option<String>> {
    let written = message.properties.text(names::BODY).or_else(|| message.attribute_text(attribute::BODY));
    if let Some(text) = written {
        return Reading::clean(Some(tidied(&text)));
    }
    match message.properties.bytes(names::RTF) {
        Some(compressed) => rtf::decompress(compressed).map(|rtf| {
            let text = tidied(&rtf_text::to_text(&rtf));
            one_line(&text).map(|_| text)
        }),
        None => Reading::clean(None),
    }
}

/// The HTML as it was written.
pub fn html(message: &Message<'_>) -> Option<String> {
    let page = message.properties.integer(names::INTERNET_CODE_PAGE).and_then(|page| u32::try_from(page).ok());
    let page = page.map_or(message.code_page(), CodePage);
    message.properties.bytes(names::HTML).map(|html| page.decode(html)).or_else(|| message.properties.text(names::HTML))
}

/// Lines without carriage returns, spaces at their ends and more than one empty line in a row.
fn tidied(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty_lines = 0;
    for line in text.replace("\r\n", "\n").replace('\r', "\n").lines().map(str::trim_end) {
        empty_lines = if line.is_empty() { empty_lines + 1 } else { 0 };
        if empty_lines < 2 && !(line.is_empty() && tidied.is_empty()) {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied.truncate(tidied.trim_end().len());
    tidied
}
