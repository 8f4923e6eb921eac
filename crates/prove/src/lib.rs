//! # sayso-prove
//! Proves what must hold of the policies, with the solver cvc5, for every request there can be. Owns: the run, the
//! record of it, and a counterexample as a sentence and as a question that replays. A companion of the product, so
//! that the product compiles no solver. Never decides anything about a person, never reads a database.

mod solver;
mod texts;
pub mod theorem;
mod world;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use cedar_policy::{PolicySet, RequestEnv, Schema, ValidationMode, Validator};
use cedar_policy_symcc::{CompiledPolicy, CompiledPolicySet, Env};
use sayso_policy::published;

pub use solver::{Prover, Unknown, counterexample, prover, prover_of, version, version_of};
pub use texts::Texts;
pub use theorem::{How, Theorem};
pub use world::question;

/// What came of one theorem.
#[derive(Debug)]
pub enum Verdict {
    /// It holds for every request there can be.
    Proved,
    /// Here is a request for which it does not.
    Broken(Box<Env>),
    /// This policy can fail to evaluate.
    Fails(String),
    /// The solver gave no answer. Counts as failed.
    Unknown(Unknown),
}

/// One line of the table.
#[derive(Debug)]
pub struct Line {
    /// `T1`, or [`published::NEVER_ERRS`].
    pub id: String,
    /// What it says.
    pub words: String,
    /// How it was compared; `None` for [`published::NEVER_ERRS`].
    pub how: Option<How>,
    /// Proved, broken or unknown.
    pub verdict: Verdict,
    /// How many kinds of request the solver was asked about.
    pub kinds: usize,
    /// How long it took.
    pub time: Duration,
}

/// The schema that is compiled in.
///
/// # Panics
/// When it does not parse; a test reads it.
#[must_use]
pub fn schema() -> Schema {
    let parsed = Schema::from_cedarschema_str(published::SCHEMA);
    parsed.expect("the schema compiled in parses, as tests show").0
}

/// Policies of this text, strictly valid.
///
/// # Errors
/// What is wrong with them, in Cedar's words.
pub fn checked(schema: &Schema, text: &str) -> Result<PolicySet, String> {
    let set: PolicySet = text
        .parse()
        .map_err(|e: cedar_policy::ParseErrors| e.to_string())?;
    let result = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
    if result.validation_passed_without_warnings() {
        Ok(set)
    } else {
        Err(result.to_string())
    }
}

fn compile(set: &PolicySet, env: &RequestEnv, schema: &Schema) -> Result<CompiledPolicySet, Unknown> {
    CompiledPolicySet::compile(set, env, schema).map_err(|e| Unknown(e.to_string()))
}

/// Asks whether `theorem` holds of `policies`, over every kind of request.
pub async fn hold(prover: &mut Prover, schema: &Schema, policies: &PolicySet, theorem: &Theorem) -> Verdict {
    let fewer = theorem.without.as_ref().map(|id| theorem::without(policies, id));
    let fewer = match fewer.transpose() {
        Ok(fewer) => fewer,
        Err(why) => return Verdict::Unknown(Unknown(why)),
    };
    let policies = fewer.as_ref().unwrap_or(policies);
    for env in schema.request_envs() {
        let compiled =
            compile(policies, &env, schema).and_then(|p| Ok((p, compile(&theorem.says, &env, schema)?)));
        let answer = match compiled {
            Ok((policies, says)) => counterexample(prover, theorem.how, &policies, &says).await,
            Err(unknown) => Err(unknown),
        };
        match answer {
            Ok(None) => {}
            Ok(Some(env)) => return Verdict::Broken(Box::new(env)),
            Err(unknown) => return Verdict::Unknown(unknown),
        }
    }
    Verdict::Proved
}

/// Asks whether any policy can fail to evaluate, in any well-formed world. Gives the first that can.
///
/// # Errors
/// [`Unknown`]: the solver could not tell.
pub async fn never_errs(
    prover: &mut Prover,
    schema: &Schema,
    policies: &PolicySet,
) -> Result<Option<String>, Unknown> {
    for env in schema.request_envs() {
        for policy in policies.policies() {
            let compiled =
                CompiledPolicy::compile(policy, &env, schema).map_err(|e| Unknown(e.to_string()))?;
            let holds = prover.check_never_errors_opt(&compiled).await;
            if !holds.map_err(|e| Unknown(e.to_string()))? {
                return Ok(Some(
                    policy
                        .annotation("id")
                        .unwrap_or("a rule without a name")
                        .to_owned(),
                ));
            }
        }
    }
    Ok(None)
}

/// Proves every theorem of the texts compiled in, and that no policy can fail to evaluate, telling `each` line as it comes.
///
/// # Errors
/// Where there is no solver, or the texts are not valid.
pub async fn prove(each: impl FnMut(&Line)) -> Result<Vec<Line>, String> {
    let mut prover = prover().map_err(|Unknown(why)| why)?;
    prove_with(&mut prover, &Texts::published(), each).await
}

/// The same with this solver, of these texts.
///
/// # Errors
/// Where the texts are not valid.
pub async fn prove_with(
    prover: &mut Prover,
    texts: &Texts,
    mut each: impl FnMut(&Line),
) -> Result<Vec<Line>, String> {
    let schema = texts.schema()?;
    let policies = checked(&schema, &texts.policies)?;
    let kinds = schema.request_envs().count();
    let mut lines = Vec::new();
    for theorem in Theorem::of(&texts.theorems)? {
        checked(&schema, &theorem.text)?;
        let started = Instant::now();
        let verdict = hold(prover, &schema, &policies, &theorem).await;
        let line = Line {
            id: theorem.id,
            words: theorem.words,
            how: Some(theorem.how),
            verdict,
            kinds,
            time: started.elapsed(),
        };
        each(&line);
        lines.push(line);
    }
    let started = Instant::now();
    let verdict = match never_errs(prover, &schema, &policies).await {
        Ok(None) => Verdict::Proved,
        Ok(Some(id)) => Verdict::Fails(id),
        Err(unknown) => Verdict::Unknown(unknown),
    };
    let line = Line {
        id: published::NEVER_ERRS.into(),
        words: "No policy can fail to evaluate, whatever is asked.".into(),
        how: None,
        verdict,
        kinds,
        time: started.elapsed(),
    };
    each(&line);
    lines.push(line);
    Ok(lines)
}

/// The version of a crate that this was built with, as the lock file says.
fn locked(name: &str) -> &'static str {
    const LOCK: &str = include_str!("../../../Cargo.lock");
    let here = format!("name = \"{name}\"\nversion = \"");
    let after = LOCK.split(&here).nth(1).unwrap_or("unknown");
    after.split('"').next().unwrap_or("unknown")
}

/// The record to commit: what was proved, with what, and each theorem. Only for lines that are all proved.
#[must_use]
pub fn record(lines: &[Line], solver: &str) -> String {
    let kinds = lines.first().map_or(0, |l| l.kinds);
    let mut record = format!(
        "proved {}\nwith {solver}, over {kinds} kinds of request\n",
        published::fingerprint()
    );
    for tool in ["cedar-policy", "cedar-policy-symcc"] {
        writeln!(record, "by {tool} {}", locked(tool)).expect("a String takes every character");
    }
    writeln!(record, "\n{}\n", published::hashes().join("\n")).expect("a String takes every character");
    for line in lines {
        let verdict = if matches!(line.verdict, Verdict::Proved) {
            "proved"
        } else {
            "DOES NOT HOLD"
        };
        writeln!(record, "{:4} {verdict}. {}", line.id, line.words).expect("a String takes every character");
    }
    record
}
