//! The long form of the tests: more kills, more random histories. Owns: the numbers. Changes no file: a person
//! pastes the row into docs/trust.md, because a claim needs somebody who makes it.

use std::process::Command;

use crate::checks;
use crate::fuzz;
use crate::place::Place;
use crate::steps::{Command as Steps, Failure, Run};
use crate::tools;

/// How often the server is killed under load.
const KILLS: &str = "500";
/// How many random histories each property is tried on.
const CASES: &str = "20000";

/// How many times more changed bytes each parser of outside bytes is tried on.
const MUTATIONS: &str = "50";

/// How many pairs of towns an observer of the public log compares.
const OBSERVED: &str = "60";

/// How many seconds each parser of outside bytes is tried by the fuzzer.
const FUZZ_SECONDS: &str = "60";

/// Runs every test with the numbers above, or with those of the environment.
pub(crate) fn all(run: &mut Run<'_>) -> Result<(), Failure> {
    let kills = given("TRIALS", KILLS);
    let cases = given("PROPTEST_CASES", CASES);
    let changes = given("MUTATIONS", MUTATIONS);
    let observed = given("OBSERVED", OBSERVED);
    checks::tests(
        run,
        &[
            ("TRIALS", &kills),
            ("PROPTEST_CASES", &cases),
            ("MUTATIONS", &changes),
            ("OBSERVED", &observed),
        ],
    )?;
    cross_check(run)?;
    let fuzzed = given("FUZZ_SECONDS", FUZZ_SECONDS);
    let fuzzed = fuzzed
        .parse()
        .map_err(|_| Failure::plain("FUZZ_SECONDS is no number"))?;
    fuzz::all(run, fuzzed)?;
    let commit = says(run.place, "git", &["rev-parse", "--short", "HEAD"]);
    let day = says(run.place, "date", &["-u", "+%F"]);
    let cores = std::thread::available_parallelism().map_or_else(|_| "?".to_owned(), |n| n.to_string());
    println!("\nA row for the table in docs/trust.md:");
    println!(
        "| {day} | {commit} | {cores} cores | {kills} kills, none lost | {cases} histories per property, {changes} times the changed bytes, {fuzzed} s of fuzzing per parser | passed |"
    );
    Ok(())
}

/// Every theorem once more, by another version of the solver.
fn cross_check(run: &mut Run<'_>) -> Result<(), Failure> {
    if !tools::solver(run)? {
        return Ok(());
    }
    let Some(python) = tools::second_solver(run)? else {
        return Ok(());
    };
    let prove = [
        "run",
        "--locked",
        "--package",
        "sayso-prove",
        "--",
        "--cross-check",
    ];
    let prove = Steps::cargo(&prove).args(&[python.as_str(), "crates/prove/second_solver.py"]);
    run.step("cross-check", &prove)
}

fn given(key: &str, otherwise: &str) -> String {
    std::env::var(key).unwrap_or_else(|_| otherwise.to_owned())
}

/// One line of another program, or a question mark: the row is for a person, who can see that it is missing.
fn says(place: &Place, program: &str, args: &[&str]) -> String {
    let output = Command::new(program).args(args).current_dir(&place.root).output();
    output.map_or_else(
        |_| "?".to_owned(),
        |o| String::from_utf8_lossy(&o.stdout).trim().to_owned(),
    )
}
