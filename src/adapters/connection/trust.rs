//! Which certificates are trusted.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore};

/// What is trusted: the system's certificates and those of `ca_file`, which the config calls by `key`.
///
/// # Errors
/// Why nothing can be trusted, in words.
pub fn trusted(ca_file: Option<&Path>, key: &str) -> Result<Arc<ClientConfig>, String> {
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots(ca_file, key)?)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

/// A fresh TLS connection to a host of this name, before its handshake.
///
/// # Errors
/// A name that no certificate can bear, in words.
pub fn client(config: Arc<ClientConfig>, host: &str) -> Result<ClientConnection, String> {
    let host = super::bare(host);
    let name = ServerName::try_from(host.to_owned())
        .map_err(|_| format!("`{host}` is no name that a certificate can bear"))?;
    ClientConnection::new(config, name).map_err(|error| error.to_string())
}

fn roots(ca_file: Option<&Path>, key: &str) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if let Some(path) = ca_file {
        let unusable = |reason: String| format!("{key} {}: {reason}", path.display());
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
        return Err("this system trusts no certificate at all".to_owned());
    }
    Ok(roots)
}
