//! `sayso-prove`: proves the theorems and prints the table. Exit code 1 on anything but proved.

use std::path::Path;
use std::process::ExitCode;

use sayso_policy::published;
use sayso_prove::{
    How, Line, Texts, Verdict, prove, prove_with, prover, prover_of, question, record, version, version_of,
};

const HELP: &str = "Proves what must hold of the policies, with the solver cvc5.

Usage: sayso-prove [--record FILE]
       sayso-prove --from DIR
       sayso-prove --cross-check PROGRAM [WORD…]

  --record FILE  when all is proved, write the record there
  --from DIR     prove the files in DIR in place of those compiled in, under the names that /policy gives them
  --cross-check PROGRAM  prove all of it with this other solver as well, and compare what both say. It reads SMT-LIB 2
                 and has the theory of sets: another version of cvc5, say, or “python3 crates/prove/second_solver.py”

Needs cvc5 (Debian package cvc5; another copy by the environment variable CVC5).
Exit codes: 0 all proved, 1 anything else, 2 bad usage.";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let given: Vec<String> = words.by_ref().collect();
    if let Some((first, other)) = given.split_first()
        && first == "--cross-check"
        && !other.is_empty()
    {
        return ended(cross_check(other).await);
    }
    if let [first, dir] = &given[..]
        && first == "--from"
    {
        return ended(from(Path::new(dir)).await);
    }
    let mut words = given.into_iter();
    let file = match (words.next().as_deref(), words.next(), words.next()) {
        (None, ..) => None,
        (Some("--record"), Some(file), None) => Some(file),
        (Some("--help" | "-h"), None, _) => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{HELP}");
            return ExitCode::from(2);
        }
    };
    ended(run(file.as_deref()).await)
}

fn ended(result: Result<(), String>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("sayso-prove: {why}");
            ExitCode::FAILURE
        }
    }
}

/// Proves with both, and compares: one that is alone with its verdict is a finding, whichever it is.
async fn cross_check(other: &[String]) -> Result<(), String> {
    let second = version_of(other).ok_or("the other solver does not say its version, so it was not asked")?;
    println!("── the first solver");
    run(None).await?;
    println!("\n── the second solver: {second}, by {}", other.join(" "));
    let mut prover = prover_of(other).map_err(|unknown| unknown.0)?;
    let lines = prove_with(&mut prover, &Texts::published(), print).await?;
    let apart = lines.iter().filter(|l| !matches!(l.verdict, Verdict::Proved));
    let apart: Vec<&str> = apart.map(|l| l.id.as_str()).collect();
    if !apart.is_empty() {
        return Err(format!("the second solver does not prove {}", apart.join(", ")));
    }
    println!(
        "\nBoth solvers proved all {} theorems, and that no rule can fail.",
        lines.len() - 1
    );
    Ok(())
}

const NO_SOLVER: &str = "cvc5 is not installed (apt-get install cvc5); so nothing is proved";

/// Proves what somebody took from elsewhere.
async fn from(dir: &Path) -> Result<(), String> {
    let solver = version().ok_or(NO_SOLVER)?;
    let texts = Texts::in_dir(dir)?;
    println!("policies in {}\nsolver   {solver}\n", dir.display());
    let mut prover = prover().map_err(|unknown| unknown.0)?;
    all_proved(&prove_with(&mut prover, &texts, print).await?)
}

fn all_proved(lines: &[Line]) -> Result<(), String> {
    let failed = lines
        .iter()
        .filter(|l| !matches!(l.verdict, Verdict::Proved))
        .count();
    match failed {
        0 => Ok(()),
        _ => Err(format!("not proved: {failed} of {}", lines.len())),
    }
}

async fn run(file: Option<&str>) -> Result<(), String> {
    let solver = version().ok_or(NO_SOLVER)?;
    println!("policies {}\nsolver   {solver}\n", published::fingerprint());
    let lines = prove(print).await?;
    all_proved(&lines)?;
    if !published::is_proved() {
        println!("\nAll proved, but the record compiled in is of other texts.");
    }
    if let Some(file) = file {
        std::fs::write(file, record(&lines, &solver)).map_err(|e| format!("{file}: {e}"))?;
    }
    Ok(())
}

fn print(line: &Line) {
    let verdict = match &line.verdict {
        Verdict::Proved => "proved",
        Verdict::Broken(_) => "BROKEN",
        Verdict::Fails(_) => "CAN FAIL",
        Verdict::Unknown(_) => "UNKNOWN",
    };
    let (id, kinds, ms) = (&line.id, line.kinds, line.time.as_millis());
    println!(
        "{id:4} {verdict:9} {kinds:4} kinds of request {ms:6} ms  {}",
        line.words
    );
    match &line.verdict {
        Verdict::Proved => {}
        Verdict::Fails(id) => println!("     the rule {id}"),
        Verdict::Unknown(why) => println!("     no answer: {}", why.0),
        Verdict::Broken(env) => {
            let allowed = line.how != Some(How::Contains);
            match question(&env.request, &env.entities) {
                Some(q) => println!("     for example: {}\n{q}", q.in_words(allowed)),
                None => println!("     for example: {}", env.request),
            }
        }
    }
}
