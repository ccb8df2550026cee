//! How far a folder on a server was read.

/// A mail in a folder on a server, up to which everything was dealt with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderPosition {
    /// UIDs mean the same as long as this stays the same (RFC 3501 §2.3.1.1).
    pub uid_validity: u32,
    /// The mail's UID; 0 before the first.
    pub uid: u32,
}
