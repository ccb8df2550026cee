//! ARCHITECTURE.md's picture is true: a layer imports only what stands beside it in this table.

use std::path::{Path, PathBuf};

/// Layer (a folder of src), and the layers that it may name.
const LAYERS: [(&str, &[&str]); 5] = [
    ("german", &["german"]),
    ("domain", &["domain", "german"]),
    ("adapters", &["adapters", "domain", "german"]),
    ("assistant", &["assistant", "adapters", "domain", "german"]),
    ("cli", &["cli", "assistant", "adapters", "domain", "german"]),
];

/// What several adapters stand on.
const SHARED: [&str; 1] = ["connection"];

/// What the pure layers never touch: files, processes, the network, the environment, the clock.
const IMPURE: [&str; 9] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io::stdin",
    "Utc::now",
    "Local::now",
    "SystemTime::now",
    "Instant::now",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Code without comments and without tests, which may use anything.
fn code(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let in_tests =
        path.components().any(|part| part.as_os_str() == "tests") || name == "tests.rs" || name == "properties.rs";
    if in_tests {
        return String::new();
    }
    let text = std::fs::read_to_string(path).expect("a source");
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The first names after `crate::` in a source, in groups as well.
fn named_layers(code: &str) -> Vec<String> {
    code.split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn a_layer_imports_only_what_it_may() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut checked = 0;
    for (layer, allowed) in LAYERS {
        for path in sources(&src.join(layer)) {
            checked += 1;
            for name in named_layers(&code(&path)) {
                let is_layer = LAYERS.iter().any(|(known, _)| *known == name);
                assert!(!is_layer || allowed.contains(&name.as_str()), "{} names {name}", path.display());
            }
        }
    }
    assert!(checked > 100, "only {checked} sources found");
}

#[test]
fn an_adapter_does_not_know_another() {
    let adapters = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/adapters");
    for path in sources(&adapters) {
        let inside = path.strip_prefix(&adapters).expect("an adapter");
        let own = inside.components().next().expect("a name").as_os_str().to_string_lossy().replace(".rs", "");
        for rest in code(&path).split("crate::adapters::").skip(1) {
            let other: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_fine = other == own || SHARED.contains(&other.as_str());
            assert!(is_fine, "{} names the adapter {other}", path.display());
        }
    }
}

#[test]
fn the_core_is_pure() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in ["german", "domain"].iter().flat_map(|layer| sources(&src.join(layer))) {
        let code = code(&path);
        for impure in IMPURE {
            assert!(!code.contains(impure), "{} uses {impure}", path.display());
        }
    }
}

#[test]
fn every_crate_has_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("a file of the project");
    let (manifest, architecture) = (read("Cargo.toml"), read("ARCHITECTURE.md"));
    let reasons = architecture.split("## Crates, and why").nth(1).expect("the table of crates");
    let named: Vec<&str> = reasons.split(|c: char| !(c.is_alphanumeric() || "-_".contains(c))).collect();
    let dependencies = manifest.split("[dependencies]\n").nth(1).expect("dependencies");
    let lines = dependencies.lines().take_while(|line| !line.starts_with('['));
    for name in lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name) {
        assert!(named.contains(&name), "ARCHITECTURE.md does not say why {name} is there");
    }
}
