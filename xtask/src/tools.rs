//! Tools the checks need and the repository does not hold: the solver, the browser, cargo-deny, three npm packages.
//! Owns: finding and installing them. Never touches a system where we are not root.

use std::fs;
use std::path::Path;

use crate::place::Place;
use crate::steps::{Command, Failure, Run};

/// Kept exact: another version may judge differently.
const CARGO_DENY: &str = "cargo-deny@0.20.2";
/// Another version than Debian's, whose wheel brings Python bindings and no program.
const CVC5: &str = "cvc5==1.4.2";
/// Where the browser checks live.
pub(crate) const BROWSER_DIR: &str = "tests/browser";

/// Where the mail server of the tests lives.
const SMTP_DIR: &str = "tests/smtp";

/// A program and the Debian packages that bring it.
struct Tool {
    program: &'static str,
    packages: &'static [&'static str],
    for_what: &'static str,
}

const SOLVER: Tool = Tool {
    program: "cvc5",
    packages: &["cvc5"],
    for_what: "the policy proofs",
};
const SQLITE: Tool = Tool {
    program: "sqlite3",
    packages: &["sqlite3"],
    for_what: "editing a row behind the program's back",
};
const BROWSER: [Tool; 3] = [
    Tool {
        program: "chromium",
        packages: &["chromium", "fonts-liberation"],
        for_what: "the browser checks",
    },
    Tool {
        program: "node",
        packages: &["nodejs"],
        for_what: "the browser checks",
    },
    Tool {
        program: "npm",
        packages: &["npm"],
        for_what: "the browser checks",
    },
];

const LETTERS: [Tool; 1] = [Tool {
    program: "pdfinfo",
    packages: &["poppler-utils"],
    for_what: "reading our letters as a stranger would",
}];

const MAIL: [Tool; 2] = [
    Tool {
        program: "node",
        packages: &["nodejs"],
        for_what: "the mail server of the tests",
    },
    Tool {
        program: "npm",
        packages: &["npm"],
        for_what: "the mail server of the tests",
    },
];

/// The solver for the proofs: there, installed now, or left out by name.
pub(crate) fn solver(run: &mut Run<'_>) -> Result<bool, Failure> {
    have(run, &[SOLVER])
}

/// The second solver: another version of cvc5 than the distribution's, from its Python package, in an environment of its
/// own below the target directory. Gives the Python that has it; `None` where it was left out by name.
pub(crate) fn second_solver(run: &mut Run<'_>) -> Result<Option<String>, Failure> {
    let home = run.place.target.join("tools/cvc5");
    let python = home.join("bin/python");
    if !python.is_file() {
        if Place::program("python3").is_none() {
            run.skip("the second solver", "no python3 (Debian: python3 python3-venv)")?;
            return Ok(None);
        }
        let make = Command::new("python3", &["-m", "venv", &home.to_string_lossy()]);
        run.step("python", &make)?;
    }
    let install = Command::new(
        &python.to_string_lossy(),
        &["-m", "pip", "install", "--quiet", CVC5],
    );
    run.step("second cvc5", &install)?;
    Ok(Some(python.to_string_lossy().into_owned()))
}

/// Chromium, Node and the packages of `tests/browser`.
pub(crate) fn browser(run: &mut Run<'_>) -> Result<bool, Failure> {
    if !have(run, &BROWSER)? {
        return Ok(false);
    }
    npm_packages(run, BROWSER_DIR)
}

/// A SQL shell, with which a test does what an operator could.
pub(crate) fn sqlite(run: &mut Run<'_>) -> Result<bool, Failure> {
    have(run, &[SQLITE])
}

/// Poppler, which reads our PDF letters. Without it that test says that it did not run.
pub(crate) fn letters(run: &mut Run<'_>) -> Result<bool, Failure> {
    have(run, &LETTERS)
}

/// Node and the packages of `tests/smtp`: the mail server that the tests of outgoing mail start.
pub(crate) fn mail_server(run: &mut Run<'_>) -> Result<bool, Failure> {
    if !have(run, &MAIL)? {
        return Ok(false);
    }
    npm_packages(run, SMTP_DIR)
}

fn npm_packages(run: &mut Run<'_>, dir: &str) -> Result<bool, Failure> {
    if !npm_is_current(&run.place.root.join(dir)) {
        let npm = Command::new("npm", &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).within(dir);
        run.step("npm", &npm)?;
    }
    Ok(true)
}

/// cargo-deny below the target directory. A debug build: it runs once and costs half as much to make.
pub(crate) fn cargo_deny(run: &mut Run<'_>) -> Result<String, Failure> {
    let tools = run.place.target.join("tools");
    let binary = tools.join("bin/cargo-deny");
    if !binary.is_file() {
        let build = tools.join("build");
        let install = Command::cargo(&[
            "install",
            "--locked",
            "--debug",
            "--no-default-features",
            CARGO_DENY,
            "--quiet",
        ])
        .args(&[
            "--root",
            &tools.to_string_lossy(),
            "--target-dir",
            &build.to_string_lossy(),
        ])
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
        run.step("cargo-deny", &install)?;
        // Only the program is of use; its parts are a gigabyte. Left behind, they harm nobody.
        fs::remove_dir_all(&build).ok();
    }
    Ok(binary.to_string_lossy().into_owned())
}

fn have(run: &mut Run<'_>, tools: &[Tool]) -> Result<bool, Failure> {
    let missing: Vec<&Tool> = tools
        .iter()
        .filter(|t| Place::program(t.program).is_none())
        .collect();
    let Some(first) = missing.first() else {
        return Ok(true);
    };
    let packages: Vec<&str> = missing.iter().flat_map(|t| t.packages.iter().copied()).collect();
    if !run.place.root_user || Place::program("apt-get").is_none() {
        let why = format!(
            "not installed and we are not root (Debian: {})",
            packages.join(" ")
        );
        run.skip(first.for_what, &why)?;
        return Ok(false);
    }
    let quiet = |c: Command| c.env("DEBIAN_FRONTEND", "noninteractive");
    run.step("apt update", &quiet(Command::new("apt-get", &["update", "-qq"])))?;
    let install =
        Command::new("apt-get", &["install", "-y", "-qq", "--no-install-recommends"]).args(&packages);
    run.step("apt install", &quiet(install))?;
    Ok(true)
}

/// npm writes its own copy of the lock after an install; older than ours means packages may differ.
fn npm_is_current(dir: &Path) -> bool {
    let time = |name: &str| fs::metadata(dir.join(name)).and_then(|m| m.modified()).ok();
    match (time("node_modules/.package-lock.json"), time("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}
