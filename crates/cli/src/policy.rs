//! `sayso policy`: decides again what a file asks, with the rules of this binary; needs no database and no network.
//! Never opens a door: an answer here is words.

use std::path::Path;
use std::process::Command;

use sayso_policy::{Policy, Question, published};

use crate::CliError;
use crate::args::{self, PolicyCommand};

/// Longer than any such file.
const MOST: u64 = 10_000;

/// Runs `sayso policy …`.
///
/// # Errors
/// [`CliError::Input`] for a file that is no decision, [`CliError::Failed`] where the rules say no.
pub fn run(args: &args::Policy) -> Result<(), CliError> {
    match &args.what {
        PolicyCommand::Proved => {
            print!("{}", published::PROVED);
            Ok(())
        }
        PolicyCommand::Prove => {
            let here = std::env::current_exe()?;
            prove(here.parent().unwrap_or_else(|| Path::new(".")))
        }
        PolicyCommand::Replay { file } => {
            let unread = |e: std::io::Error| CliError::input(format!("{}: {e}", file.display()));
            if std::fs::metadata(file).map_err(unread)?.len() > MOST {
                return Err(CliError::input("the file is too long to be a decision"));
            }
            let text = std::fs::read_to_string(file).map_err(unread)?;
            let question: Question = text.parse().map_err(|e| CliError::input(format!("{e}")))?;
            replay(&question)
        }
    }
}

/// Runs the companion that stands in this directory, with its own words and its own verdict.
fn prove(beside: &Path) -> Result<(), CliError> {
    let companion = beside.join("sayso-prove");
    if !companion.is_file() {
        return Err(CliError::input(format!(
            "there is no sayso-prove in {}. The solver’s part is a program of its own. Build it from the source with \
             “cargo build -p sayso-prove”, put it beside this program, and install the solver cvc5.",
            beside.display()
        )));
    }
    let status = Command::new(&companion).status()?;
    if status.success() {
        Ok(())
    } else {
        Err(CliError::failed("not everything was proved"))
    }
}

fn replay(question: &Question) -> Result<(), CliError> {
    let policy = Policy::new().map_err(|e| CliError::failed(e.to_string()))?;
    let answer = policy.explain(question);
    println!(
        "May {} do this: {}?",
        question.who_in_words(),
        question.action().in_words()
    );
    for fact in question.facts_in_words() {
        println!("  {fact}");
    }
    if question.rules() != published::fingerprint() {
        println!("It was decided under other rules. This is what the rules of this binary say.");
    }
    for rule in &answer.by {
        println!("  {}: {}", rule.id, rule.words);
    }
    if answer.allowed {
        println!("allowed");
        Ok(())
    } else {
        Err(CliError::failed("not allowed"))
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn without_the_companion_it_says_how_to_get_it_and_with_it_passes_its_verdict_on() {
        let dir = tempfile::tempdir().unwrap();
        let said = prove(dir.path()).unwrap_err();
        assert!(matches!(said, CliError::Input(_)), "{said}");
        assert!(said.to_string().contains("cargo build -p sayso-prove"));
        let path = dir.path().join("sayso-prove");
        for (code, fine) in [(0, true), (1, false)] {
            std::fs::write(&path, format!("#!/bin/sh\nexit {code}\n")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
            assert_eq!(prove(dir.path()).is_ok(), fine);
        }
    }
}
