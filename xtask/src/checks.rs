//! The checks, in the order that fails soonest. Owns: what `cargo xtask test` means; `.ci/run` calls the same.

use std::time::Instant;

use crate::demo::Demo;
use crate::steps::{Command, Failure, Run};
use crate::tools::{self, BROWSER_DIR};

/// Everything. Stops at the first failure.
pub(crate) fn all(run: &mut Run<'_>) -> Result<(), Failure> {
    run.step("fmt", &Command::cargo(&["fmt", "--all", "--check"]))?;
    let clippy = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    run.step("clippy", &Command::cargo(&clippy))?;
    tests(run, &[])?;
    deny(run)?;
    browser(run)
}

/// The tests of every crate, the proofs included when the solver is there. `env` makes the numbers larger.
pub(crate) fn tests(run: &mut Run<'_>, env: &[(&str, &str)]) -> Result<(), Failure> {
    let mut command = Command::cargo(&["test", "--workspace", "--locked"]);
    for (key, value) in env {
        command = command.env(key, value);
    }
    // Without it the proofs say that they did not run; so do we, by name.
    tools::solver(run)?;
    tools::mail_server(run)?;
    tools::letters(run)?;
    run.step("tests", &command)
}

/// Licences, sources and banned crates. Advisories need a database from the network: see SECURITY.md.
fn deny(run: &mut Run<'_>) -> Result<(), Failure> {
    let program = tools::cargo_deny(run)?;
    let words = [
        "--locked",
        "--all-features",
        "check",
        "--hide-inclusion-graph",
        "bans",
        "licenses",
        "sources",
    ];
    run.step("deny", &Command::new(&program, &words))
}

/// axe, 320 px, scripts off and the rest, on every page of every seat of a demo started here; then people who fill in
/// its forms. In this order: the first changes nothing.
pub(crate) fn browser(run: &mut Run<'_>) -> Result<(), Failure> {
    with_demo(run, "browser", &["check.mjs", "stories.mjs"], &[])?;
    signing_in(run)?;
    receipts(run)
}

/// Receipts: the page's verifier against the program's list, then one receipt from leaving to a check without a network;
/// then what an operator with a SQL shell changes, and who notices.
fn receipts(run: &mut Run<'_>) -> Result<(), Failure> {
    if !tools::browser(run)? {
        return Ok(());
    }
    let list = Command::new("node", &["receipts.mjs"]).within(BROWSER_DIR);
    run.step("receipts, by both verifiers", &list)?;
    let binary = run
        .place
        .target
        .join("debug/sayso")
        .to_string_lossy()
        .into_owned();
    let node = Command::new("node", &["receipt.mjs"])
        .args(&[&binary])
        .within(BROWSER_DIR);
    run.step("a receipt in Chromium", &node)?;
    if !tools::sqlite(run)? {
        return Ok(());
    }
    let node = Command::new("node", &["edited.mjs"])
        .args(&[&binary])
        .within(BROWSER_DIR);
    run.step("an edited row and an edited tile", &node)
}

/// How staff sign in, against a server and a real sign-in service of its own.
fn signing_in(run: &mut Run<'_>) -> Result<(), Failure> {
    if !tools::browser(run)? {
        return Ok(());
    }
    let binary = run
        .place
        .target
        .join("debug/sayso")
        .to_string_lossy()
        .into_owned();
    let node = Command::new("node", &["signin.mjs"])
        .args(&[&binary])
        .within(BROWSER_DIR);
    run.step("sign-in in Chromium", &node)
}

/// Pictures for the README, of a demo started here.
pub(crate) fn screenshots(run: &mut Run<'_>) -> Result<(), Failure> {
    let out = run.place.root.join("docs/img").to_string_lossy().into_owned();
    with_demo(run, "screenshots", &["shots.mjs"], &[&out])
}

/// Builds nothing of its own: `cargo test` has made this very binary, with the same features.
fn with_demo(run: &mut Run<'_>, name: &str, scripts: &[&str], more: &[&str]) -> Result<(), Failure> {
    if !tools::browser(run)? {
        return Ok(());
    }
    let build = ["test", "--workspace", "--locked", "--no-run", "--quiet"];
    run.step("build", &Command::cargo(&build))?;
    let place = run.place;
    run.work(name, "sayso demo, and Chromium on each of its pages", || {
        let began = Instant::now();
        let demo = Demo::start(place)?;
        println!(
            "demo at {}, {:.1} s after its start",
            demo.address(),
            began.elapsed().as_secs_f64()
        );
        let result = scripts.iter().try_for_each(|script| {
            let node = Command::new("node", &[script])
                .args(&[demo.address()])
                .args(more)
                .within(BROWSER_DIR);
            node.run(place)
        });
        let stopped = demo.stop();
        let again = format!("cargo xtask {name}");
        result.map_err(|_| Failure::plain("see the list above").again(&again))?;
        stopped
    })
}
