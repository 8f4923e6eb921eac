//! Evaluated, and it ends: the plan is public and fixed before anybody takes part, its result is published whatever it says,
//! and without that no practice joins for a next phase.

use sayso_app::register;
use sayso_app::{Error, places};
use sayso_core::decide::NotNow;
use sayso_core::decision::{Org, Scheme};
use sayso_core::id::OrgId;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::seat::Actor;
use sayso_testkit::evaluation::FIGURES;
use sayso_testkit::{Browser, Served, Town};

use crate::log_kit::signs;
use crate::public_log::{rounds, verify};
use crate::shared::says;

/// The form that files a plan, filled in.
fn files(ezra: &mut Browser, town: &Town, phase: u32, change: &[(&str, &str)]) {
    let chosen = format!("{} {phase}", town.cast.scheme);
    let mut values = vec![
        ("for", chosen.as_str()),
        ("title", "Does it help?"),
        ("questions", "Do more people get what they hoped for?"),
        ("outcomes", "Hopes met. Harm: worse sleep."),
        ("small_numbers", "As the service does."),
        ("sure", "yes"),
    ];
    values.retain(|(name, _)| change.iter().all(|(other, _)| other != name));
    values.extend(change.iter().filter(|(_, value)| !value.is_empty()));
    ezra.open("/plans");
    ezra.send("/plans", &values);
}

fn reader(served: &Served) -> Browser {
    let mut reader = served.browser();
    reader.open("/evaluation");
    reader
}

/// A practice that is not part of the scheme.
fn a_third_practice(town: &Town) -> OrgId {
    town.act(|desk, _| {
        let org = Org {
            id: register::fresh_id(desk),
            kind: OrgKind::Practice,
            name: "Meadow Lane".into(),
            ods: None,
            interests: Interests {
                owners: vec!["its partners".into()],
                ..Interests::default()
            },
            takes_part: true,
        };
        register::organisation(desk, &Actor::Sayso, org)
    })
    .expect("registered")
}

/// The operator registers the scheme again, with one practice more.
fn joins(town: &Town, practice: OrgId) -> Result<(), Error> {
    let cast = town.cast;
    town.act(move |desk, _| {
        let scheme = Scheme {
            id: cast.scheme,
            name: "Working Better".into(),
            orgs: vec![cast.riverside, cast.hilltop, cast.northway, practice],
        };
        register::scheme(desk, &Actor::Sayso, scheme)
    })
}

#[test]
fn a_plan_is_public_and_fixed_before_anybody_takes_part_and_its_result_whatever_it_says() {
    let town = Town::new();
    let mut log = rounds(&town);
    let served = town.serve();
    says(&reader(&served), "No plan and no result is published yet.");
    let mut ezra = served.sit(Ok(town.cast.ezra));
    files(&mut ezra, &town, 1, &[]);
    says(&ezra, "Plan 1: Does it help?");
    let page = reader(&served);
    says(&page, "before its phase began");
    says(&page, "Harm: worse sleep.");
    says(&page, "Its result is not published yet.");
    signs(&mut log);

    let link = ezra.page.links().into_iter().find(|l| l.ends_with("/result"));
    ezra.open(&link.expect("a way to publish"));
    let published = [("table", FIGURES), ("departed", "In nothing."), ("sure", "yes")];
    ezra.send("/result", &published);
    let page = reader(&served);
    says(&page, "The result of plan 1");
    says(&page, "Started work they wanted");
    says(&page, "In nothing.");
    town.source.advance(jiff::SignedDuration::from_mins(10));
    signs(&mut log);
    assert_eq!(verify(&town, &served, None), Ok(()));

    // Each text is served as it was signed, and the page names the same fingerprint.
    let page = reader(&served);
    let hash = sayso_log::Hash::of(FIGURES.as_bytes()).hex();
    assert!(
        page.page.links().contains(&format!("/log/document/{hash}")),
        "{:?}",
        page.page.links()
    );
    let mut file = served.browser();
    assert_eq!(file.open(&format!("/log/document/{hash}")).body, FIGURES);
    // It is published once.
    ezra.open("/plans");
    assert!(!ezra.page.links().iter().any(|l| l.ends_with("/result")));
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    for sql in [
        "UPDATE evaluation_plan SET text = 'x'",
        "DELETE FROM evaluation_result",
    ] {
        let why = db.execute(sql, ()).expect_err("the database refuses").to_string();
        assert!(why.contains("never"), "{why}");
    }
}

#[test]
fn a_table_that_could_point_at_somebody_is_not_published_and_every_problem_is_told() {
    let town = Town::new();
    let served = town.serve();
    let plan = town.files_plan(1);
    let mut ezra = served.sit(Ok(town.cast.ezra));
    let path = format!("/plans/{plan}/result");
    ezra.open(&path);
    let table = "Outcome,Offered,rate: share\nStarted work,7,3.1\nSlept worse,12,\nTotal,40,1\n";
    ezra.send(
        "/result",
        &[("table", table), ("departed", "In nothing."), ("sure", "yes")],
    );
    assert_eq!(ezra.page.status, 422);
    for told in [
        "Line 2, column 2: this is under 10: write a star.",
        "Line 3, column 2: this is not rounded to the nearest 5.",
        "Line 3, column 3: this is no number",
        "Line 4, column 1: this promises a sum",
    ] {
        says(&ezra, told);
    }
    ezra.open(&path);
    ezra.send("/result", &[("table", FIGURES), ("departed", " ")]);
    says(&ezra, "Say where the plan was departed from, or that it was not");
    says(&ezra, "Read it once more, and tick the box");
    says(&reader(&served), "Its result is not published yet.");
}

#[test]
fn a_plan_says_what_it_measures_and_names_nobody() {
    let town = Town::new();
    let served = town.serve();
    let mut ezra = served.sit(Ok(town.cast.ezra));
    files(
        &mut ezra,
        &town,
        1,
        &[
            ("outcomes", ""),
            ("questions", "How is QQ 12 34 56 C?"),
            ("sure", ""),
        ],
    );
    assert_eq!(ezra.page.status, 422);
    says(&ezra, "Say what is measured, harm too");
    says(&ezra, "There seems to be a National Insurance number in it.");
    says(&ezra, "Read it once more, and tick the box");
    files(&mut ezra, &town, 3, &[]);
    says(
        &ezra,
        "A plan is for the phase that runs now, or for the next one.",
    );
    says(&reader(&served), "No plan and no result is published yet.");
}

#[test]
fn no_practice_joins_before_the_result_is_published_whoever_asks() {
    let town = Town::new();
    let practice = a_third_practice(&town);
    let no_result = Err(Error::NotNow(NotNow::NoResultYet(1)));
    assert_eq!(joins(&town, practice), no_result);
    let first = town.files_plan(1);
    assert_eq!(joins(&town, practice), no_result);
    // The database says the same to whoever goes past the rules.
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    let (scheme, org) = (town.cast.scheme, practice);
    for sql in [
        format!("INSERT INTO scheme_org VALUES ('{scheme}', '{org}')"),
        format!("INSERT INTO scheme_joined VALUES ('{scheme}', '{org}', 2, '2026-11-22T00:00:00.000Z')"),
    ] {
        let why = db
            .execute(&sql, ())
            .expect_err("the database refuses")
            .to_string();
        assert!(why.contains("phase"), "{why}");
    }
    town.publishes_result(first);
    assert_eq!(joins(&town, practice), Err(Error::NotNow(NotNow::NoPlanYet(2))));
    town.files_plan(2);
    assert_eq!(joins(&town, practice), Ok(()));
    // One result opened one phase.
    let published = town.act(|desk, _| places::published(desk)).expect("public");
    assert!(published.orgs.iter().any(|(o, _)| o.id == practice));
    let fourth = a_third_practice(&town);
    assert_eq!(joins(&town, fourth), Err(Error::NotNow(NotNow::NoResultYet(2))));
}

#[test]
fn a_plan_that_comes_after_the_first_yes_is_marked_as_late_and_opens_nothing() {
    let town = Town::new();
    let _ = town.alex_says_yes();
    let late = town.files_plan(1);
    town.files_plan(2);
    town.publishes_result(late);
    let served = town.serve();
    says(&reader(&served), "after its phase began: it came late");
    let practice = a_third_practice(&town);
    assert_eq!(joins(&town, practice), Err(Error::NotNow(NotNow::NoResultYet(1))));
}

#[test]
fn nobody_but_the_evaluator_files_or_publishes_and_the_evaluator_opens_nothing_about_anybody() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let cast = town.cast;
    for seat in [cast.priya, cast.kit, cast.grace, cast.lena, cast.patel] {
        assert_eq!(served.sit(Ok(seat)).open("/plans").status, 404);
    }
    let mut ezra = served.sit(Ok(cast.ezra));
    for path in [
        format!("/person/{}", kept.person),
        format!("/practice/person/{}", kept.person),
        "/today".into(),
    ] {
        assert_eq!(ezra.open(&path).status, 404, "{path}");
    }
}
