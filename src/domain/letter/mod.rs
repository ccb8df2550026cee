//! Letters as templates see them: a flat view of who writes to whom about what, and the choice among wordings.

mod clean;
mod compose;
mod facts;
mod gatherings;
mod meeting;
mod people;
mod person;
mod place;
mod points;
mod reply;
mod source;
mod their_clock;
mod their_number;
mod topic;
mod view;
mod wording;

pub use person::PersonView;
pub use source::LetterSource;
pub use topic::Topic;
pub use view::{EarlierView, FactsView, LetterView, MeView, MeetingView, RecipientView, ReplyView, SlotView};
pub use wording::Wording;
