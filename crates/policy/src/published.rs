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
    ("supporter.cedar", include_str!("../policies/supporter.cedar")),
    ("attorney.cedar", include_str!("../policies/attorney.cedar")),
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

fn hex(hash: &[u8]) -> String {
    hash.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
        hex
    })
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
    hex(&hash.finalize())
}

/// The certificate’s lines: SHA-256 and name of each file, as `sha256sum` prints them; then of each theorem, which is
/// its part of the file from `@theorem` to the next theorem.
#[must_use]
pub fn hashes() -> Vec<String> {
    let line = |text: &str, name: &str| format!("{}  {name}", hex(&Sha256::digest(text)));
    let mut all = vec![line(SCHEMA, "schema.cedarschema")];
    all.extend(POLICIES.iter().map(|(name, text)| line(text, name)));
    all.push(line(THEOREMS, "theorems.cedar"));
    all.extend(
        theorems()
            .iter()
            .map(|(id, text)| line(text, &format!("theorem {id}"))),
    );
    all
}

/// Each theorem by its short name, with its text.
#[must_use]
pub fn theorems() -> Vec<(&'static str, String)> {
    const MARK: &str = "@theorem(\"";
    let mut all: Vec<(&str, String)> = vec![];
    for part in THEOREMS.split(MARK).skip(1) {
        let id = part.split('"').next().unwrap_or_default();
        if all.last().is_none_or(|(last, _)| *last != id) {
            all.push((id, String::new()));
        }
        if let Some((_, text)) = all.last_mut() {
            text.push_str(MARK);
            text.push_str(part);
        }
    }
    all
}

/// The name of the line which says that no policy can fail to evaluate, in any world of the schema.
pub const NEVER_ERRS: &str = "err";

/// Is [`PROVED`] the record of exactly these texts: the whole, each file and each theorem?
#[must_use]
pub fn is_proved() -> bool {
    is_record_of_these(PROVED)
}

/// The same of another record.
#[must_use]
pub fn is_record_of_these(record: &str) -> bool {
    let said: Vec<&str> = record.lines().collect();
    let whole = format!("proved {}", fingerprint());
    let hash_lines = said.iter().filter(|l| l.get(64..66) == Some("  "));
    let named = hashes();
    // One verdict for each theorem, and it is that one: a record that says of one that it does not hold is no certificate.
    let proved = |id: &str| {
        let of = said.iter().filter(|l| l.split_whitespace().next() == Some(id));
        let verdicts: Vec<Option<&str>> = of.map(|l| l.split_whitespace().nth(1)).collect();
        verdicts == [Some("proved.")]
    };
    // With which solver and by which versions, each said once; and that no policy can fail to evaluate.
    let made = ["with ", "by cedar-policy ", "by cedar-policy-symcc "];
    let made_once = |start: &str| {
        said.iter()
            .filter(|l| l.starts_with(start) && l.len() > start.len())
            .count()
            == 1
    };
    theorems().iter().all(|(id, _)| proved(id))
        && proved(NEVER_ERRS)
        && made.iter().all(|start| made_once(start))
        && said.contains(&whole.as_str())
        && hash_lines.count() == named.len()
        && named.iter().all(|line| said.contains(&line.as_str()))
}
