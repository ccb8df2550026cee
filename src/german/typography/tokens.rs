//! What stands between spaces.

/// Whether a token is an address of the net, in which no character may change.
pub(super) fn is_address(token: &str) -> bool {
    token.contains(['@', '\\']) || token.contains("://") || token.starts_with("www.")
}

/// The text cut into its tokens and the white space between them, in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_space = rest.chars().next()?.is_whitespace();
        let end = rest.find(|c: char| c.is_whitespace() != is_space).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}
