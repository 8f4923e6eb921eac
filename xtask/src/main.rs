//! What the repository does to itself: its checks, trials, benchmark and screenshots. Owns: the commands and their
//! order. Never linked into the product, and no product crate may depend on it.

mod checks;
mod demo;
mod fuzz;
mod place;
mod steps;
mod tools;
mod trials;

use std::process::ExitCode;

use place::Place;
use steps::{Command, Failure, Run};

const HELP: &str = "\
cargo xtask COMMAND

  test         every check, in order: fmt, clippy, tests and proofs, licences, browser
  browser      only the browser checks, against a demo that it builds and starts
  trials       the same tests with larger numbers; prints a row for docs/trust.md
  fuzz         random bytes for every parser of outside bytes: [TARGET] [--seconds N], 60 each if not said
  bench        the benchmark, in a release build; further words go to `sayso bench`
  screenshots  pictures of every seat's main page, into docs/img
  help         this text

What is missing is installed when you are root. Otherwise it says what it skips and why;
with CI=true a skip is a failure. Exit code: 0 done, 1 a check failed, 2 wrong usage.

Example: cargo xtask test
";

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let command = words.next().unwrap_or_default();
    let rest: Vec<String> = words.collect();
    let place = match Place::find() {
        Ok(place) => place,
        Err(failure) => return report(&failure),
    };
    let mut run = Run::new(&place);
    let result = match (command.as_str(), rest.as_slice()) {
        ("test", []) => checks::all(&mut run),
        ("browser", []) => checks::browser(&mut run),
        ("trials", []) => trials::all(&mut run),
        ("fuzz", words) => fuzz::given(&mut run, words),
        ("bench", words) => bench(&mut run, words),
        ("screenshots", []) => checks::screenshots(&mut run),
        ("help" | "--help" | "-h", []) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("{HELP}");
            return ExitCode::from(2);
        }
    };
    run.summary(result.is_ok());
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}

/// The limits of the public log first, which end it where one is broken; then `cargo run --release -p sayso -- bench …`.
fn bench(run: &mut Run<'_>, words: &[String]) -> Result<(), Failure> {
    let log = [
        "run",
        "--release",
        "--locked",
        "--package",
        "sayso-log",
        "--example",
        "speed",
    ];
    run.step("log limits", &Command::cargo(&log))?;
    let taken_in = [
        "test",
        "--release",
        "--locked",
        "--workspace",
        "--test",
        "journeys",
        "a_house_with_much_in_it_is_signed_and_still_read_twice",
        "--",
        "--nocapture",
    ];
    run.step("log taken in", &Command::cargo(&taken_in).env("LOG_LIMITS", "1"))?;
    let command = Command::cargo(&[
        "run",
        "--release",
        "--locked",
        "--package",
        "sayso",
        "--",
        "bench",
    ]);
    run.step("bench", &command.args(words))
}

fn report(failure: &Failure) -> ExitCode {
    eprintln!("\n{failure}");
    ExitCode::FAILURE
}
