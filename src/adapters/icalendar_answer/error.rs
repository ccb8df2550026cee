//! Why a calendar answer cannot be written.

/// What an invite's calendar lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// No VEVENT with the UID of the answer.
    #[error("the invite's calendar does not hold the meeting")]
    NoMeeting,
    /// RECURRENCE-ID makes no sense; without it the answer would be about the whole series.
    #[error("the invite does not say readably which instance of the series it is about (RECURRENCE-ID)")]
    UnreadableInstance,
    /// DTSTART makes no sense, and the answer needs it.
    #[error("the invite does not say readably when the meeting starts (DTSTART)")]
    UnreadableStart,
    /// A COUNTER without a time.
    #[error("a counter-proposal needs a start and an end after it")]
    NothingProposed,
    /// A REQUEST for nobody.
    #[error("the invite cannot be forwarded: there is no delegate")]
    NoDelegate,
}
