//! The parsers of outside bytes, as the fuzzer calls them: on its seeds, on what it found before, and on small changes of
//! both. So the targets are compiled and exercised in each run, without a fuzzer. `cargo xtask fuzz` goes further.

#[expect(
    unreachable_pub,
    reason = "the fuzzer's crate has the same file as its library"
)]
#[path = "../fuzz/src/targets.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::id::{MemberId, OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::{Action, On, Question};

fn below(dir: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fuzz")
        .join(dir)
        .join(name)
}

/// Where the seeds of a parser are: the importer's own examples serve as its seeds.
fn seeds(name: &str) -> PathBuf {
    match name {
        "fhir" => below("../crates/interop/tests", "examples"),
        name => below("seeds", name),
    }
}

/// The files of a directory, by name. One that is not there is empty.
fn files(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .map(|file| {
            let name = file.file_name().to_string_lossy().into_owned();
            (name, fs::read(file.path()).expect("a file of ours"))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_seed_is_read_and_small_changes_of_it_break_nothing() {
    for (name, target) in targets::ALL {
        let seeds = files(&seeds(name));
        assert!(!seeds.is_empty(), "{name} has no seed");
        for (file, bytes) in seeds {
            assert!(target(&bytes), "{name} does not read its seed {file}");
            // A step that is prime to most lengths, so that changes fall everywhere.
            for n in 0..200_usize {
                let mut changed = bytes.clone();
                let at = n * 7919 % bytes.len().max(1);
                match n % 4 {
                    0 => changed[at] ^= 1 << (n % 8),
                    1 => changed.truncate(at),
                    2 => changed.insert(at, b"\n 0*\\=,\""[n % 8]),
                    _ => drop(changed.remove(at)),
                }
                target(&changed);
            }
        }
    }
}

#[test]
fn what_the_fuzzer_once_found_breaks_nothing_any_more() {
    let mut found = 0;
    for (name, target) in targets::ALL {
        for (_, bytes) in files(&below("regressions", name)) {
            target(&bytes);
            found += 1;
        }
    }
    assert!(found > 0, "the folder with what was found has gone");
}

#[test]
fn the_fuzzer_has_a_program_for_each_parser() {
    let programs: Vec<String> = files(&below("targets", ""))
        .into_iter()
        .map(|(name, _)| name.trim_end_matches(".rs").to_owned())
        .collect();
    let mut names: Vec<&str> = targets::ALL.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    assert_eq!(programs, names);
}

/// Decisions of each shape, as a person takes them away.
#[test]
fn the_seeds_of_decisions_are_as_the_product_writes_them() {
    let member = |role, kind| {
        Actor::Member(Member {
            id: MemberId::NIL,
            role,
            org: OrgId::NIL,
            kind,
            active: true,
        })
    };
    let about = About {
        person: PersonId::NIL,
        practice: OrgId::NIL,
        provider: Some(OrgId::NIL),
        coach: Some(MemberId::NIL),
        overseer: None,
        live: true,
        shared: Categories::of(&[Category::Identity, Category::Plan]),
        paused: false,
        just_left: false,
        to_benefits: false,
        to_practice: Categories::NONE,
    };
    let place = Place::of(OrgId::NIL, OrgKind::Practice);
    let plan = Categories::of(&[Category::Plan]);
    let asked = [
        Question::of(
            Action::ReadShared,
            &member(Role::Coach, OrgKind::Provider),
            On::About(&about),
            plan,
        ),
        Question::of(
            Action::OpenOwn,
            &Actor::Person(PersonId::NIL),
            On::About(&about),
            plan,
        ),
        Question::of(
            Action::UseCard,
            &Actor::Visitor,
            On::Place(&place),
            Categories::NONE,
        ),
    ];
    for (n, question) in asked.iter().enumerate() {
        // The fingerprint of the rules changes with every release, and the seed need not.
        let text = question.to_string();
        let text = text.replace(question.rules(), &"0".repeat(question.rules().len()));
        let path = below("seeds/question", &format!("{n}"));
        if std::env::var("UPDATE").is_ok() {
            fs::create_dir_all(below("seeds", "question")).expect("a directory");
            fs::write(&path, &text).expect("a seed");
        }
        assert_eq!(
            fs::read_to_string(&path).unwrap_or_default(),
            text,
            "UPDATE=1 makes it"
        );
    }
}
