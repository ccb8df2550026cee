//! Encryption, with failures in the words of sending.

use std::path::Path;
use std::sync::Arc;

use rustls::{ClientConfig, ClientConnection};

use super::failure::Failure;
use crate::adapters::connection;

/// What is trusted: the system's certificates and those of `ca_file`.
pub(super) fn config(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, Failure> {
    connection::trusted(ca_file, "smtp.ca_file").map_err(Failure::Insecure)
}

/// A fresh TLS connection to a host of this name, before its handshake.
pub(super) fn client(config: Arc<ClientConfig>, host: &str) -> Result<ClientConnection, Failure> {
    connection::client(config, host).map_err(Failure::Insecure)
}
