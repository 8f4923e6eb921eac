//! Proves the theorems of `theorems/theorems.cedar` with the solver `cvc5`, for every request there can be; shows
//! that each would notice a bad policy; and keeps `theorems/proved.txt`, without which the server does not start.
//!
//! Needs `cvc5` (Debian package `cvc5`; another copy by the environment variable `CVC5`). Where there is none, says
//! so and returns, but fails if `CI=true`. `UPDATE=1` rewrites the record after a full proof.

#[path = "proofs/planted.rs"]
mod planted;
#[path = "proofs/theorem.rs"]
mod theorem;

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use cedar_policy::{Authorizer, Decision, PolicySet, RequestEnv, Schema, ValidationMode, Validator};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};
use sayso_policy::published;
use theorem::{How, Theorem};

type Prover = CedarSymCompiler<LocalSolver>;

/// Work, not time, is limited: the same answer on a slow machine. About a thousand times what a query needs.
const LIMIT: &str = "--rlimit=50000000";

fn solver_version() -> Option<String> {
    let command = std::env::var("CVC5").unwrap_or_else(|_| "cvc5".into());
    let out = std::process::Command::new(command)
        .arg("--version")
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let version = text.split("version ").nth(1)?.split_whitespace().next()?;
    Some(format!("cvc5 {}", version.trim_end_matches([',', ']'])))
}

/// The solver's version, or `None` with the reason printed.
fn solver() -> Option<String> {
    let found = solver_version();
    if found.is_none() {
        assert!(
            std::env::var("CI").as_deref() != Ok("true"),
            "cvc5 is not installed, and CI proves the theorems"
        );
        println!(
            "skipped: the theorems were not proved again, because cvc5 is not installed (apt-get install cvc5)"
        );
    }
    found
}

fn prover() -> Prover {
    CedarSymCompiler::new(LocalSolver::cvc5_with_args([LIMIT]).expect("cvc5 starts")).expect("cvc5 answers")
}

fn schema() -> Schema {
    Schema::from_cedarschema_str(published::SCHEMA)
        .expect("the schema parses")
        .0
}

fn checked(schema: &Schema, text: &str) -> PolicySet {
    let set: PolicySet = text.parse().expect("policies parse");
    let result = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
    assert!(result.validation_passed_without_warnings(), "{result}");
    set
}

/// Asks the solver one question; a counterexample is the answer *no*. Unknown, a limit or an error fails the test.
async fn counterexample(
    prover: &mut Prover,
    how: How,
    policies: &CompiledPolicySet,
    says: &CompiledPolicySet,
) -> Option<Env> {
    match how {
        How::Disjoint => {
            prover
                .check_disjoint_with_counterexample_opt(policies, says)
                .await
        }
        How::Within => prover.check_implies_with_counterexample_opt(policies, says).await,
        How::Contains => prover.check_implies_with_counterexample_opt(says, policies).await,
    }
    .expect("the solver knows")
}

#[tokio::test(flavor = "current_thread")]
async fn every_theorem_holds_for_every_request_there_can_be() {
    let Some(version) = solver() else { return };
    let schema = schema();
    let text = published::policies();
    let policies = checked(&schema, &text);
    let envs: Vec<RequestEnv> = schema.request_envs().collect();
    let compile = |set: &PolicySet, env: &RequestEnv| {
        CompiledPolicySet::compile(set, env, &schema).expect("the policies compile for the solver")
    };
    let whole: Vec<_> = envs.iter().map(|env| compile(&policies, env)).collect();
    let mut prover = prover();
    let mut record = format!(
        "proved {}\nwith {version}, over {} kinds of request\n\n",
        published::fingerprint(),
        envs.len()
    );
    let (mut failed, mut total) = (0, Duration::ZERO);
    for theorem in Theorem::all() {
        checked(&schema, &theorem.text);
        let started = Instant::now();
        let mut broken = None;
        let without = theorem.without.as_ref().map(|id| theorem::without(&policies, id));
        for (env, whole) in envs.iter().zip(&whole) {
            let without = without.as_ref().map(|set| compile(set, env));
            let says = compile(&theorem.says, env);
            broken = counterexample(&mut prover, theorem.how, without.as_ref().unwrap_or(whole), &says).await;
            if broken.is_some() {
                break;
            }
        }
        let verdict = if broken.is_some() {
            "DOES NOT HOLD"
        } else {
            "proved"
        };
        let time = started.elapsed();
        total += time;
        println!(
            "{:4} {:9} {:4} kinds of request {:6} ms  {}",
            theorem.id,
            verdict,
            envs.len(),
            time.as_millis(),
            theorem.words
        );
        writeln!(record, "{:4} {verdict}. {}", theorem.id, theorem.words).expect("a String");
        if let Some(env) = broken {
            failed += 1;
            println!(
                "     for example: {}\n     in a world of {}",
                env.request,
                world(&env)
            );
        }
    }
    println!("all: {} ms with {version}", total.as_millis());
    assert_eq!(failed, 0, "theorems that do not hold: see above");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/theorems/proved.txt");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, &record).expect("the record can be written");
    } else {
        // The version of the solver may differ from the recorder's; what was proved may not.
        let but_solver = |text: &str| {
            text.lines()
                .filter(|l| !l.starts_with("with "))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            but_solver(published::PROVED),
            but_solver(&record),
            "run again with UPDATE=1 and commit the record"
        );
    }
}

#[tokio::test(flavor = "current_thread")]
async fn no_policy_can_ever_fail_to_evaluate() {
    let Some(version) = solver() else { return };
    let (schema, started) = (schema(), Instant::now());
    let policies = checked(&schema, &published::policies());
    let mut prover = prover();
    let mut asked = 0;
    for env in schema.request_envs() {
        for policy in policies.policies() {
            let compiled = CompiledPolicy::compile(policy, &env, &schema).expect("it compiles");
            assert!(
                prover
                    .check_never_errors_opt(&compiled)
                    .await
                    .expect("the solver knows"),
                "{policy}\n{env:?}"
            );
            asked += 1;
        }
    }
    println!(
        "no policy errs: {asked} questions, {} ms with {version}",
        started.elapsed().as_millis()
    );
}

#[tokio::test(flavor = "current_thread")]
async fn every_theorem_notices_a_bad_policy_and_the_real_authoriser_confirms_it() {
    if solver().is_none() {
        return;
    }
    let schema = schema();
    let mut prover = prover();
    for theorem in Theorem::all() {
        let planted: Vec<_> = planted::PLANTED
            .iter()
            .filter(|p| p.against == theorem.id)
            .collect();
        assert!(
            !planted.is_empty(),
            "no bad policy is planted against {}",
            theorem.id
        );
        for bad in planted {
            let policies = checked(&schema, &bad.in_policies(&published::policies()));
            let policies = match &theorem.without {
                Some(id) => theorem::without(&policies, id),
                None => policies,
            };
            let mut caught = None;
            for env in schema.request_envs() {
                let compile = |set| CompiledPolicySet::compile(set, &env, &schema).expect("it compiles");
                caught = counterexample(
                    &mut prover,
                    theorem.how,
                    &compile(&policies),
                    &compile(&theorem.says),
                )
                .await;
                if caught.is_some() {
                    break;
                }
            }
            let env = caught.unwrap_or_else(|| panic!("{} did not notice: {}", theorem.id, bad.story));
            let answer = Authorizer::new().is_authorized(&env.request, &policies, &env.entities);
            let expected = if theorem.how == How::Contains {
                Decision::Deny
            } else {
                Decision::Allow
            };
            assert_eq!(
                answer.decision(),
                expected,
                "{} {}: {}",
                theorem.id,
                bad.story,
                env.request
            );
            assert_eq!(
                answer.diagnostics().errors().count(),
                0,
                "the counterexample is a proper world"
            );
            let good = Authorizer::new().is_authorized(
                &env.request,
                &checked(&schema, &published::policies()),
                &env.entities,
            );
            if theorem.without.is_none() {
                assert_ne!(
                    good.decision(),
                    expected,
                    "the real policies decide the other way"
                );
            }
            println!(
                "{:4} noticed: {}\n     replayed: {} is {:?}",
                theorem.id,
                bad.story,
                env.request,
                answer.decision()
            );
        }
    }
}

fn world(env: &Env) -> String {
    let json = env.entities.to_json_value().map_err(|e| e.to_string());
    json.map_or_else(|e| e, |v| v.to_string())
}
