//! Connections to mail servers, for all that speak to one: who is trusted, and bytes that are never waited for endlessly.

mod clock;
mod line;
mod log_in;
mod settings;
mod trust;

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

pub use clock::{ServerClock, TOLERANCE};
pub use line::{Line, Unsecured, is_timeout};
pub use log_in::{Authentication, Mechanism, encoded};
pub use settings::{Misconfigured, check};
pub use trust::{client, trusted};

/// How the connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// STARTTLS (RFC 3207, RFC 3501 §6.2.1), or nothing is said at all.
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// Not at all: only on this machine.
    None,
}

/// Whether a host is this machine by its very name; a name that merely resolves to it is not.
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    let host = bare(host);
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// A host without the brackets of an IPv6 address.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}
