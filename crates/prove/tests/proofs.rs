//! Proves the theorems for every request there can be; shows that each would notice a bad policy, and says so in a
//! sentence and as a question that replays; and keeps the record, without which the server does not start.
//!
//! Needs `cvc5` (Debian package `cvc5`; another copy by the environment variable `CVC5`). Where there is none, says
//! so and returns, but fails if `CI=true`. `UPDATE=1` rewrites the record after a full proof.

#[path = "proofs/planted.rs"]
mod planted;

use cedar_policy::{Authorizer, Decision};
use sayso_policy::{Policy, Question, decide_under, published};
use sayso_prove::{
    How, Texts, Theorem, Verdict, checked, hold, never_errs, prove, prover, question, record, schema,
    theorem, version,
};

/// The solver's version, or `None` with the reason printed.
fn solver() -> Option<String> {
    let found = version();
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

#[tokio::test(flavor = "current_thread")]
async fn every_theorem_holds_for_every_request_there_can_be() {
    let Some(version) = solver() else { return };
    let lines = prove(|line| println!("{:4} {:?} {:?}", line.id, line.verdict, line.time))
        .await
        .unwrap();
    let failed: Vec<_> = lines
        .iter()
        .filter(|l| !matches!(l.verdict, Verdict::Proved))
        .map(|l| &l.id)
        .collect();
    assert!(failed.is_empty(), "theorems that do not hold: {failed:?}");
    let record = record(&lines, &version);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../policy/theorems/proved.txt");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, &record).expect("the record can be written");
        return;
    }
    // The version of the solver may differ from the recorder's; what was proved may not.
    let but_solver = |text: &str| {
        let kept = text.lines().filter(|l| !l.starts_with("with "));
        kept.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        but_solver(published::PROVED),
        but_solver(&record),
        "run again with UPDATE=1 and commit the record"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_policy_that_can_fail_to_evaluate_is_noticed() {
    if solver().is_none() {
        return;
    }
    let schema = schema();
    let fails = r#"@id("fails") permit (principal, action == Sayso::Action::"stop", resource is Sayso::About)
        when { 9223372036854775807 + (if resource.live then 1 else 2) > 0 };"#;
    let bad = checked(&schema, fails).unwrap();
    assert_eq!(
        never_errs(&mut prover().unwrap(), &schema, &bad).await,
        Ok(Some("fails".into())),
        "a rule that can fail is noticed"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn every_theorem_notices_a_bad_policy_and_the_real_authoriser_confirms_it() {
    if solver().is_none() {
        return;
    }
    let (schema, real) = (schema(), Policy::new().unwrap());
    let mut prover = prover().unwrap();
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
            let policies = checked(&schema, &bad.in_policies(&published::policies())).unwrap();
            let Verdict::Broken(env) = hold(&mut prover, &schema, &policies, &theorem).await else {
                panic!("{} did not notice: {}", theorem.id, bad.story)
            };
            let policies = match &theorem.without {
                Some(id) => theorem::without(&policies, id).unwrap(),
                None => policies,
            };
            let allowed = theorem.how != How::Contains;
            let answer = Authorizer::new().is_authorized(&env.request, &policies, &env.entities);
            assert_eq!(
                answer.decision() == Decision::Allow,
                allowed,
                "{} {}",
                theorem.id,
                bad.story
            );
            assert_eq!(
                answer.diagnostics().errors().count(),
                0,
                "the counterexample is a proper world"
            );

            // The same through the product's own authoriser, from the text that anybody can keep.
            let asked = question(&env.request, &env.entities).expect("the schema's own shape");
            let kept: Question = asked.to_string().parse().expect("what is written can be read");
            assert_eq!(kept, asked);
            let replayed = decide_under(&policies.to_string(), &kept).unwrap();
            assert_eq!(replayed.allowed, allowed, "{} {}\n{kept}", theorem.id, bad.story);
            if theorem.without.is_none() {
                assert_ne!(
                    real.explain(&kept).allowed,
                    allowed,
                    "the real policies decide the other way"
                );
            }
            println!(
                "{:4} noticed: {}\n     {}",
                theorem.id,
                bad.story,
                asked.in_words(allowed)
            );
        }
    }
}

/// What `/policy` gives to anybody is proved again without this program's own copy; and a changed file is noticed.
#[tokio::test(flavor = "current_thread")]
async fn what_somebody_took_from_the_server_is_proved_from_its_files() {
    if solver().is_none() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(dir.path().join(name), text).unwrap();
    assert!(Texts::in_dir(dir.path()).unwrap_err().contains("has no policy"));
    for (name, text) in published::POLICIES {
        write(name, text);
    }
    assert!(
        Texts::in_dir(dir.path())
            .unwrap_err()
            .contains("schema.cedarschema")
    );
    write("schema.cedarschema", published::SCHEMA);
    // One theorem is enough to show whose files are read.
    let t1 = &published::theorems()[0].1;
    write("theorems.cedar", t1);
    for (never, holds) in [(published::POLICIES[0].1, true), ("", false)] {
        write(published::POLICIES[0].0, never);
        let texts = Texts::in_dir(dir.path()).unwrap();
        let (schema, t1) = (texts.schema().unwrap(), &Theorem::of(&texts.theorems).unwrap()[0]);
        let policies = checked(&schema, &texts.policies).unwrap();
        let verdict = hold(&mut prover().unwrap(), &schema, &policies, t1).await;
        assert_eq!(matches!(verdict, Verdict::Proved), holds, "{}", t1.id);
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_counterexample_is_told_in_a_sentence() {
    if solver().is_none() {
        return;
    }
    let schema = schema();
    let bad = planted::PLANTED
        .iter()
        .find(|p| p.story == "a coach goes on working after the person left")
        .unwrap();
    let policies = checked(&schema, &bad.in_policies(&published::policies())).unwrap();
    let t7 = Theorem::all().into_iter().find(|t| t.id == bad.against).unwrap();
    let Verdict::Broken(env) = hold(&mut prover().unwrap(), &schema, &policies, &t7).await else {
        panic!("not noticed")
    };
    let told = question(&env.request, &env.entities).unwrap().in_words(true);
    assert!(
        told.starts_with("a coach at the provider that was named could do this about a person who stopped"),
        "{told}"
    );
}

/// A solver that starts and gives no answer: "unknown" is not "proved", and the program ends with 1.
#[cfg(unix)]
#[test]
fn a_solver_that_gives_no_answer_proves_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = std::env::temp_dir().join(format!("sayso-no-answer-{}", std::process::id()));
    std::fs::create_dir_all(&dir).unwrap();
    let (solver, kept) = (dir.join("cvc5"), dir.join("proved.txt"));
    let script = "#!/bin/sh\n[ \"$1\" = --version ] && echo 'This is cvc5 version 0.0' && exit 0\n\
                  while read -r line; do case \"$line\" in *check-sat*) echo unknown ;; esac; done\n";
    std::fs::write(&solver, script).unwrap();
    std::fs::set_permissions(&solver, std::fs::Permissions::from_mode(0o755)).unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_sayso-prove"))
        .env("CVC5", &solver)
        .args(["--record", &kept.to_string_lossy()])
        .output()
        .unwrap();
    let (said, why) = (
        String::from_utf8_lossy(&out.stdout),
        String::from_utf8_lossy(&out.stderr),
    );
    let wrote = kept.exists();
    std::fs::remove_dir_all(&dir).unwrap();
    assert_eq!(out.status.code(), Some(1), "{said}{why}");
    // What is decided without asking is proved without an answer; nothing else is.
    assert!(said.matches(" UNKNOWN ").count() > 15, "{said}");
    assert!(!wrote, "no record is written");
}
