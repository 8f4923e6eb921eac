//! The fuzzer: builds the programs of `fuzz/` with coverage by a stable compiler, and runs each for a bounded time. Owns:
//! the flags, the seeds' places, and that a finding ends with the file that shows it. Keeps what it learns below target/.

use std::fs;
use std::path::PathBuf;

use crate::place::Place;
use crate::steps::{Command, Failure, Run};

/// How long each parser is tried where nobody says otherwise, in seconds.
const SECONDS: u64 = 60;

/// Coverage counters, a table of places and traced comparisons: what libFuzzer steers by. No sanitizer, so that a stable
/// toolchain does; debug assertions and overflow checks are on.
const FLAGS: &[&str] = &[
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
    "-Cdebug-assertions=yes",
    "-Coverflow-checks=yes",
];

/// `cargo xtask fuzz [TARGET] [--seconds N]`.
pub(crate) fn given(run: &mut Run<'_>, words: &[String]) -> Result<(), Failure> {
    let (mut only, mut seconds, mut words) = (None, SECONDS, words.iter());
    while let Some(word) = words.next() {
        if word == "--seconds" {
            let n = words.next().and_then(|n| n.parse().ok());
            seconds = n.ok_or_else(|| Failure::plain("--seconds takes a number"))?;
        } else {
            only = Some(word.as_str());
        }
    }
    let targets = targets(run.place)?;
    let chosen: Vec<String> = targets
        .iter()
        .filter(|t| only.is_none_or(|o| o == *t))
        .cloned()
        .collect();
    if chosen.is_empty() {
        return Err(Failure::plain(format!(
            "there is no such target; there are {}",
            targets.join(", ")
        )));
    }
    each(run, &chosen, seconds)
}

/// Every parser, each for so many seconds.
pub(crate) fn all(run: &mut Run<'_>, seconds: u64) -> Result<(), Failure> {
    let targets = targets(run.place)?;
    each(run, &targets, seconds)
}

/// One program for each parser, by the names of their files.
fn targets(place: &Place) -> Result<Vec<String>, Failure> {
    let read = fs::read_dir(place.root.join("fuzz/targets"));
    let read = read.map_err(|why| Failure::plain(format!("fuzz/targets: {why}")))?;
    let names = read.flatten().filter_map(|f| f.file_name().into_string().ok());
    let mut names: Vec<String> = names
        .filter_map(|n| Some(n.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    Ok(names)
}

fn each(run: &mut Run<'_>, targets: &[String], seconds: u64) -> Result<(), Failure> {
    if Place::program("c++").is_none() && Place::program("g++").is_none() {
        return run.skip(
            "the fuzzer",
            "no C++ compiler (Debian: g++), which libFuzzer is built with",
        );
    }
    let host = host(run.place)?;
    let below = run.place.target.join("fuzz");
    // A target triple, although it is our own: otherwise the flags would reach build scripts, which have no runtime for them.
    let mut build = Command::cargo(&[
        "build",
        "--locked",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--target",
        &host,
    ])
    .args(&["--target-dir", &below.to_string_lossy()])
    .env("RUSTFLAGS", &FLAGS.join(" "));
    for target in targets {
        build = build.args(&["--bin", target]);
    }
    run.step("fuzz build", &build)?;
    for target in targets {
        let (corpus, found) = (
            below.join("corpus").join(target),
            below.join("found").join(target),
        );
        for dir in [&corpus, &found] {
            fs::create_dir_all(dir).map_err(|why| Failure::plain(format!("{}: {why}", dir.display())))?;
        }
        let program = below.join(&host).join("debug").join(target);
        let mut command = Command::new(&program.to_string_lossy(), &[&corpus.to_string_lossy()]);
        for dir in seeds(run.place, target) {
            command = command.args(&[dir.to_string_lossy()]);
        }
        let command = command.args(&[
            format!("-max_total_time={seconds}"),
            format!("-artifact_prefix={}/", found.display()),
            "-timeout=5".to_owned(),
            "-rss_limit_mb=1024".to_owned(),
            "-max_len=16384".to_owned(),
            "-verbosity=0".to_owned(),
            "-print_final_stats=1".to_owned(),
        ]);
        run.step(&format!("fuzz {target}"), &command)?;
    }
    Ok(())
}

/// What a parser begins with: good examples, and what was found before.
fn seeds(place: &Place, target: &str) -> Vec<PathBuf> {
    let of = |dir: &str| place.root.join("fuzz").join(dir).join(target);
    let mut dirs = vec![of("seeds"), of("regressions")];
    if target == "fhir" {
        dirs.push(place.root.join("crates/interop/tests/examples"));
    }
    dirs.retain(|dir| dir.is_dir());
    dirs
}

/// The triple that this compiler builds for when nobody says otherwise.
fn host(place: &Place) -> Result<String, Failure> {
    let version = Command::new("rustc", &["-vV"]).build(place).output();
    let text = version.map_or_else(|_| vec![], |out| out.stdout);
    let text = String::from_utf8_lossy(&text);
    let host = text.lines().find_map(|l| l.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| Failure::plain("rustc does not say what it builds for"))
}
