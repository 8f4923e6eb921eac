//! The texts that decide, as they are compiled in and published: schema, policies, theorems, and the record of
//! their proof. Changing one is a release. Never changes anything at run time.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// What can be asked.
pub const SCHEMA: &str = include_str!("../policies/schema.cedarschema");

/// The policies: file name and text.
pub const POLICIES: &[(&str, &str)] = &[
    ("never.cedar", include_str!("../policies/never.cedar")),
    ("person.cedar", include_str!("../policies/person.cedar")),
    ("practice.cedar", include_str!("../policies/practice.cedar")),
    ("provider.cedar", include_str!("../policies/provider.cedar")),
    ("guardian.cedar", include_str!("../policies/guardian.cedar")),
    ("server.cedar", include_str!("../policies/server.cedar")),
    ("places.cedar", include_str!("../policies/places.cedar")),
];

/// What must hold of the policies for every request there can be.
pub const THEOREMS: &str = include_str!("../theorems/theorems.cedar");

/// The record of the last proof: the fingerprint of what was proved, then one line for each theorem.
pub const PROVED: &str = include_str!("../theorems/proved.txt");

/// All policies as one text.
#[must_use]
pub fn policies() -> String {
    POLICIES
        .iter()
        .map(|(_, text)| *text)
        .collect::<Vec<_>>()
        .join("\n")
}

/// SHA-256 of schema, policies and theorems, as 64 hexadecimal digits.
#[must_use]
pub fn fingerprint() -> String {
    let mut hash = Sha256::new();
    let texts = POLICIES
        .iter()
        .copied()
        .chain([("schema", SCHEMA), ("theorems", THEOREMS)]);
    for part in texts.flat_map(|(name, text)| [name, text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
        hex
    })
}

/// Is [`PROVED`] the record of exactly these texts?
#[must_use]
pub fn is_proved() -> bool {
    PROVED
        .lines()
        .any(|line| line == format!("proved {}", fingerprint()))
}
