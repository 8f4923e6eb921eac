//! The house keeps its shape: who may use whom, what each crate may name, and what no file may hold.
//! Compiled as a test of the `sayso` package. Reads source and `cargo metadata`; runs nothing of ours.

mod documents;
mod source;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use source::{Piece, files, holds, is_test, names, pieces, product_source, read, root};

/// Crate, its folder, and which of ours it may use. Written by hand from the table in ARCHITECTURE.md: loosening
/// it is a decision that somebody reviews.
const MAY_USE: &[(&str, &str, &[&str])] = &[
    ("sayso-core", "core", &[]),
    ("sayso-policy", "policy", &["sayso-core"]),
    ("sayso-prove", "prove", &["sayso-core", "sayso-policy"]),
    ("sayso-log", "log", &[]),
    ("sayso-interop", "interop", &["sayso-core"]),
    ("sayso-store", "store", &["sayso-core", "sayso-policy"]),
    ("sayso-words", "words", &["sayso-core"]),
    ("sayso-paper", "paper", &["sayso-core", "sayso-words"]),
    (
        "sayso-app",
        "app",
        &[
            "sayso-core",
            "sayso-policy",
            "sayso-interop",
            "sayso-log",
            "sayso-store",
            "sayso-words",
        ],
    ),
    (
        "sayso-web",
        "web",
        &[
            "sayso-app",
            "sayso-core",
            "sayso-interop",
            "sayso-paper",
            "sayso-words",
        ],
    ),
    (
        "sayso",
        "cli",
        &[
            "sayso-app",
            "sayso-core",
            "sayso-interop",
            "sayso-log",
            "sayso-policy",
            "sayso-store",
            "sayso-web",
        ],
    ),
    (
        "sayso-testkit",
        "testkit",
        &[
            "sayso-app",
            "sayso-core",
            "sayso-interop",
            "sayso-policy",
            "sayso-store",
            "sayso-web",
        ],
    ),
    ("xtask", "xtask", &[]),
];

/// What a crate must never link in the product, because it would let it do another crate's work.
const NEVER: &[(&str, &[&str])] = &[
    (
        "sayso-policy",
        &["axum", "tokio", "rusqlite", "postgres", "ureq", "tracing"],
    ),
    (
        "sayso-interop",
        &[
            "axum",
            "tokio",
            "rusqlite",
            "postgres",
            "ureq",
            "getrandom",
            "cedar-policy",
        ],
    ),
    (
        "sayso-store",
        &["axum", "maud", "ureq", "cedar-policy", "cedar-policy-symcc"],
    ),
    (
        "sayso-app",
        &[
            "axum",
            "maud",
            "http",
            "ureq",
            "rusqlite",
            "postgres",
            "cedar-policy",
        ],
    ),
    ("sayso-web", &["rusqlite", "postgres", "cedar-policy", "ureq"]),
];

/// All that the rules may stand on, and all that the public log may: less than anything else of ours.
const STANDS_ON: &[(&str, &[&str])] = &[
    ("sayso-core", &["jiff", "serde", "sha2", "thiserror", "uuid"]),
    (
        "sayso-log",
        &[
            "base64",
            "ed25519-dalek",
            "serde",
            "serde_json",
            "sha2",
            "thiserror",
        ],
    ),
    (
        "sayso-paper",
        &["krilla", "sayso-core", "sayso-words", "ttf-parser"],
    ),
    (
        "sayso-words",
        &[
            "fluent-bundle",
            "jiff",
            // Squares from a text: no file, no network, no clock.
            "qrcodegen",
            "sayso-core",
            "sha2",
            "unic-langid",
        ],
    ),
];

fn workspace() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo can read its own workspace")
}

/// Direct dependencies of each package, of the kinds given.
fn dependencies(kinds: &[DependencyKind]) -> BTreeMap<String, BTreeSet<String>> {
    let packages = workspace().packages.into_iter();
    packages
        .map(|p| {
            let wanted = p.dependencies.into_iter().filter(|d| kinds.contains(&d.kind));
            (p.name.to_string(), wanted.map(|d| d.name).collect())
        })
        .collect()
}

/// Fails with every line at once: one run shows all there is to mend.
fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn the_table_names_every_crate_of_the_workspace() {
    let known: BTreeSet<String> = MAY_USE.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let there: BTreeSet<String> = workspace()
        .packages
        .into_iter()
        .map(|p| p.name.to_string())
        .collect();
    assert_eq!(known, there);
}

#[test]
fn dependencies_point_the_way_the_table_says() {
    let all = dependencies(&[DependencyKind::Normal, DependencyKind::Build]);
    let mut wrong = Vec::new();
    for (name, _, allowed) in MAY_USE {
        let ours = all[*name].iter().filter(|d| all.contains_key(*d));
        wrong.extend(
            ours.filter(|d| !allowed.contains(&d.as_str()))
                .map(|d| format!("{name} → {d}")),
        );
    }
    none("edges that ARCHITECTURE.md does not have", &wrong);
}

#[test]
fn only_tests_may_use_the_testkit_and_nobody_uses_xtask() {
    let mut wrong = Vec::new();
    for (name, deps) in dependencies(&[DependencyKind::Normal, DependencyKind::Build]) {
        wrong.extend(
            deps.contains("sayso-testkit")
                .then(|| format!("{name} → sayso-testkit")),
        );
    }
    for (name, deps) in dependencies(&[
        DependencyKind::Normal,
        DependencyKind::Build,
        DependencyKind::Development,
    ]) {
        wrong.extend(deps.contains("xtask").then(|| format!("{name} → xtask")));
    }
    none("development crates as dependencies", &wrong);
}

#[test]
fn no_crate_links_what_would_let_it_do_another_ones_work() {
    let all = dependencies(&[DependencyKind::Normal, DependencyKind::Build]);
    let mut wrong: Vec<String> = Vec::new();
    for (name, never) in NEVER {
        wrong.extend(
            never
                .iter()
                .filter(|n| all[*name].contains(**n))
                .map(|n| format!("{name} → {n}")),
        );
    }
    for (name, only) in STANDS_ON {
        let more = all[*name].iter().filter(|d| !only.contains(&d.as_str()));
        wrong.extend(more.map(|d| format!("{name} → {d}")));
    }
    none("forbidden dependencies", &wrong);
}

#[test]
fn the_crate_list_in_the_architecture_page_is_the_workspace() {
    let page = read("ARCHITECTURE.md");
    let listed: BTreeSet<String> = page
        .lines()
        .skip_while(|l| !l.starts_with("| Crate |"))
        .skip(2)
        .take_while(|l| l.starts_with('|'))
        .filter_map(|l| l.split('`').nth(1).map(str::to_owned))
        .collect();
    let there: BTreeSet<String> = MAY_USE
        .iter()
        .map(|(_, folder, _)| (*folder).to_owned())
        .collect();
    assert_eq!(listed, there, "the table under “| Crate |” in ARCHITECTURE.md");
}

/// Every piece of product source in a crate that `wrong` objects to, with its place.
fn objections(folder: &str, wrong: impl Fn(&Piece) -> Option<String>) -> Vec<String> {
    let mut found = Vec::new();
    for file in product_source(folder) {
        for (line, piece) in pieces(&read(&file)) {
            found.extend(wrong(&piece).map(|what| format!("{file}:{line}: {what}")));
        }
    }
    found
}

#[test]
fn the_pages_cannot_name_the_database() {
    let sql = [
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "PRAGMA ",
    ];
    let found = objections("web", |piece| match piece {
        Piece::Code(code) => names(code)
            .find(|n| ["rusqlite", "postgres", "sayso_store"].contains(n))
            .map(str::to_owned),
        Piece::Text(text) => sql.iter().find(|s| text.contains(**s)).map(|s| (*s).to_owned()),
    });
    none("crates/web names the database", &found);
}

#[test]
fn the_rules_and_the_public_log_touch_nothing_outside_themselves() {
    let outside = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "std::io",
        "std::time",
        "::now(",
    ];
    let reaches = |piece: &Piece| match piece {
        Piece::Code(code) => {
            let flat: String = code.chars().filter(|c| !c.is_whitespace()).collect();
            let grouped = ["fs", "env", "net", "process", "thread"]
                .iter()
                .find(|m| flat.contains(&format!("std::{{{m}")))
                .map(|m| format!("std::{{{m}"));
            let printed = names(code)
                .find(|n| ["println", "eprintln", "dbg", "Instant", "SystemTime"].contains(n))
                .map(str::to_owned);
            outside
                .iter()
                .find(|o| flat.contains(**o))
                .map(|o| (*o).to_owned())
                .or(grouped)
                .or(printed)
        }
        Piece::Text(_) => None,
    };
    for folder in ["core", "log"] {
        none(
            &format!("crates/{folder} reaches outside"),
            &objections(folder, reaches),
        );
    }
}

#[test]
fn no_name_smells_of_an_override() {
    let smells: &[&[&str]] = &[
        &["consent", "override"],
        &["override", "consent"],
        &["override", "say"],
        &["skip", "consent"],
        &["skip", "permit"],
        &["skip", "policy"],
        &["force", "share"],
        &["force", "send"],
        &["bypass"],
        &["break", "glass"],
    ];
    let mut found = Vec::new();
    let rust = files("crates", "rs").into_iter().filter(|f| !is_test(f));
    for file in rust
        .chain(files("migrations", "sql"))
        .chain(files("crates", "cedar"))
        .chain(files("crates", "cedarschema"))
    {
        let text = read(&file);
        let bad = names(&text).filter(|n| smells.iter().any(|s| holds(n, s)));
        found.extend(bad.map(|n| format!("{file}: {n}")));
    }
    none("there is no override, and nothing is named like one", &found);
}

/// All Rust that we write, tests and tools included.
fn all_rust() -> impl Iterator<Item = String> {
    ["crates", "xtask", "tests"]
        .into_iter()
        .flat_map(|dir| files(dir, "rs"))
}

#[test]
fn a_lint_is_expected_with_a_reason_and_never_allowed() {
    let mut found = Vec::new();
    for file in all_rust() {
        for (line, piece) in pieces(&read(&file)) {
            if let Piece::Code(code) = piece {
                let flat: String = code.chars().filter(|c| !c.is_whitespace()).collect();
                let allows = flat.contains("#[allow(") || flat.contains("#![allow(");
                found.extend(allows.then(|| format!("{file}, after line {line}")));
            }
        }
    }
    none("allow attributes; write #[expect(lint, reason = …)]", &found);
}

#[test]
fn nothing_is_left_unfinished_without_a_number() {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME")];
    let mut found = Vec::new();
    for file in all_rust() {
        let text = read(&file);
        for (n, line) in text.lines().enumerate() {
            let numbered = line.contains(concat!("TO", "DO(#"));
            let marked = !numbered && marks.iter().any(|m| line.contains(m));
            found.extend(marked.then(|| format!("{file}:{}", n + 1)));
        }
        // In a comment such a macro is an example that must not compile; in code it is a hole.
        for (line, piece) in pieces(&text) {
            let Piece::Code(code) = piece else { continue };
            let hole = ["todo!", "unimplemented!"].into_iter().find(|m| code.contains(m));
            found.extend(hole.map(|m| format!("{file}, after line {line}: {m}")));
        }
    }
    none("unfinished", &found);
}

#[test]
fn no_source_file_is_longer_than_six_hundred_lines() {
    let product = ["crates", "xtask"]
        .into_iter()
        .flat_map(|dir| files(dir, "rs"))
        .filter(|f| !is_test(f));
    let long = product
        .map(|f| (read(&f).lines().count(), f))
        .filter(|(n, _)| *n > 600);
    none(
        "split these",
        &long.map(|(n, f)| format!("{f}: {n} lines")).collect::<Vec<_>>(),
    );
}

#[test]
fn every_direct_dependency_says_why_it_is_there() {
    let page = read("docs/dependencies.md");
    let rows: BTreeMap<&str, usize> = page
        .lines()
        .filter(|l| l.starts_with("| `"))
        .map(|l| {
            let cells: Vec<&str> = l.trim_matches('|').split('|').map(str::trim).collect();
            (
                cells[0].trim_matches('`'),
                cells.iter().filter(|c| !c.is_empty()).count(),
            )
        })
        .collect();
    let all = dependencies(&[
        DependencyKind::Normal,
        DependencyKind::Build,
        DependencyKind::Development,
    ]);
    let mut wrong: Vec<String> = rows
        .iter()
        .filter(|(_, cells)| **cells < 4)
        .map(|(name, _)| format!("{name}: a cell is empty"))
        .collect();
    for (package, deps) in &all {
        let foreign = deps
            .iter()
            .filter(|d| !all.contains_key(*d) && !rows.contains_key(d.as_str()));
        wrong.extend(foreign.map(|d| format!("{d}, used by {package}: no row")));
    }
    none("docs/dependencies.md", &wrong);
}
