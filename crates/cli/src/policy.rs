//! `sayso policy`: decides again what a file asks, with the rules of this binary; needs no database and no network.
//! Never opens a door: an answer here is words.

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
