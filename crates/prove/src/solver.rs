//! The solver: which, how long it may work, and one question to it. An answer that is neither yes nor no is no answer.

use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicySet, Env};

use crate::How;

/// The solver at work.
pub type Prover = CedarSymCompiler<LocalSolver>;

/// Work, not time, is limited: the same answer on a slow machine. About a thousand times what a query needs.
const LIMIT: &str = "--rlimit=50000000";

/// The solver gave no answer, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown(pub String);

/// The solver's name and version, or `None` where it is not installed. `CVC5` names another copy.
#[must_use]
pub fn version() -> Option<String> {
    version_of(&[std::env::var("CVC5").unwrap_or_else(|_| "cvc5".into())])
}

/// The same of another copy: a program, and its first words.
#[must_use]
pub fn version_of(command: &[String]) -> Option<String> {
    let (program, words) = command.split_first()?;
    let out = std::process::Command::new(program)
        .args(words)
        .arg("--version")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let version = text.split("version ").nth(1)?.split_whitespace().next()?;
    Some(format!("cvc5 {}", version.trim_end_matches([',', ']'])))
}

/// Starts the solver.
///
/// # Errors
/// [`Unknown`] when it does not start.
pub fn prover() -> Result<Prover, Unknown> {
    let solver = LocalSolver::cvc5_with_args([LIMIT]).map_err(|e| Unknown(e.to_string()))?;
    CedarSymCompiler::new(solver).map_err(|e| Unknown(e.to_string()))
}

/// Starts another copy of it: a program, and its first words.
///
/// # Errors
/// [`Unknown`] when it does not start.
pub fn prover_of(command: &[String]) -> Result<Prover, Unknown> {
    let Some((program, words)) = command.split_first() else {
        return Err(Unknown("no program is named".into()));
    };
    let mut command = tokio::process::Command::new(program);
    command.args(words).args(["--lang=smt", LIMIT]);
    let solver = LocalSolver::from_command(&mut command).map_err(|e| Unknown(e.to_string()))?;
    CedarSymCompiler::new(solver).map_err(|e| Unknown(e.to_string()))
}

/// Asks one question. `None`: there is no counterexample, so it holds.
///
/// # Errors
/// [`Unknown`]: the solver could not tell.
pub async fn counterexample(
    prover: &mut Prover,
    how: How,
    policies: &CompiledPolicySet,
    says: &CompiledPolicySet,
) -> Result<Option<Env>, Unknown> {
    match how {
        How::Disjoint => {
            prover
                .check_disjoint_with_counterexample_opt(policies, says)
                .await
        }
        How::Within => prover.check_implies_with_counterexample_opt(policies, says).await,
        How::Contains => prover.check_implies_with_counterexample_opt(says, policies).await,
    }
    .map_err(|e| Unknown(e.to_string()))
}
