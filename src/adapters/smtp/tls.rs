//! Which certificates are trusted.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore};

use super::failure::Failure;

/// What is trusted: the system's certificates and those of `ca_file`.
pub(super) fn config(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, Failure> {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(insecure)?
        .with_root_certificates(roots(ca_file)?)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A fresh TLS connection to a host of this name, before its handshake.
pub(super) fn client(config: Arc<ClientConfig>, host: &str) -> Result<ClientConnection, Failure> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| Failure::Insecure(format!("`{host}` is no name that a certificate can bear")))?;
    ClientConnection::new(config, name).map_err(insecure)
}

/// An error of the TLS library, in its own words.
pub(super) fn insecure(error: impl std::fmt::Display) -> Failure {
    Failure::Insecure(error.to_string())
}

fn roots(ca_file: Option<&Path>) -> Result<RootCertStore, Failure> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = ca_file {
        let unusable = |reason: String| Failure::Insecure(format!("smtp.ca_file {}: {reason}", path.display()));
        let certificates = CertificateDer::pem_file_iter(path).map_err(|error| unusable(error.to_string()))?;
        let before = roots.len();
        for certificate in certificates {
            let certificate = certificate.map_err(|error| unusable(error.to_string()))?;
            roots.add(certificate).map_err(|error| unusable(error.to_string()))?;
        }
        if roots.len() == before {
            return Err(unusable("it holds no certificate".to_owned()));
        }
    }
    if roots.is_empty() {
        return Err(Failure::Insecure("this system trusts no certificate at all".to_owned()));
    }
    Ok(roots)
}
