//! What stands apart from the rest, each under a yes of its own: exact pay, and what somebody needs at work because of
//! their health. Each story ends on who can no longer read it.

use rusqlite::Connection;
use sayso_app::{Error, change_mind, job, own, pay};
use sayso_core::id::{OrgId, PersonId};
use sayso_core::job::Told;
use sayso_core::job::pay::Exact;
use sayso_core::sayso::Purpose;
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{enrolled, says, told};

fn says_yes_to(alex: &mut Browser, purpose: &str, to: OrgId) {
    alex.open("/home/more");
    let to = to.to_string();
    let values = [
        ("purpose", purpose),
        ("recipient", to.as_str()),
        ("answer", "yes"),
    ];
    alex.send("/home/more", &values);
    says(alex, "You said yes to one more thing");
}

fn stops(alex: &mut Browser, purpose: &str) {
    alex.open("/home/more");
    alex.send("/home/change/some", &[("purpose", purpose)]);
    says(alex, "That has stopped");
}

fn rows(town: &Town) -> u32 {
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    db.query_row("SELECT count(*) FROM job_pay", [], |row| row.get(0))
        .expect("a count")
}

fn works_as_a_gardener(town: &Town, person: PersonId) {
    let alex = town.person(person);
    let told = Told {
        work: Some("gardening".into()),
        ..Told::default()
    };
    town.act(move |desk, _| job::tell(desk, &alex, None, told))
        .expect("told");
}

fn opens(site: &Served, town: &Town, person: PersonId) -> Browser {
    let mut sam = site.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}"));
    sam
}

#[test]
fn exact_pay_is_kept_only_under_its_own_yes_and_goes_with_it() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    enrolled(&town, person);
    works_as_a_gardener(&town, person);
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    alex.open("/home/pay");
    says(&alex, "Nothing exact about your pay is kept.");
    assert!(alex.page.forms().iter().all(|(to, _)| to != "/home/pay"));

    says_yes_to(&mut alex, "pay_evidence", town.cast.northway);
    alex.open("/home/jobs");
    alex.follow("/home/pay");
    alex.send("/home/pay", &[("employer", "Zq Nurseries")]);
    assert_eq!(alex.page.status, 422);
    says(&alex, "Write both, or leave it out altogether");
    assert_eq!(rows(&town), 0);
    alex.send(
        "/home/pay",
        &[("employer", "Zq Nurseries"), ("amount", "£13.45 an hour")],
    );
    says(&alex, "Take it out");
    assert!(told(&town, person).contains("You wrote down who employs you and exactly what you earn."));
    let sam = opens(&site, &town, person);
    says(&sam, "£13.45 an hour, from Zq Nurseries");
    // Nobody needs a reason to take it out, and it can be written again.
    alex.send("/home/pay/out", &[]);
    assert_eq!(rows(&town), 0);
    alex.send(
        "/home/pay",
        &[("employer", "Zq Nurseries"), ("amount", "£14 an hour")],
    );
    assert_eq!(rows(&town), 1);

    stops(&mut alex, "pay_evidence");
    assert_eq!(rows(&town), 0, "it went with its yes");
    let sam = opens(&site, &town, person);
    says(&sam, "Gardening");
    assert!(!sam.page.says("Zq Nurseries") && !sam.page.says("£14"));
    // A form from before the stop keeps nothing.
    let late = [("employer", "Zq Nurseries"), ("amount", "£14 an hour")];
    alex.open("/home/jobs");
    alex.post("/home/pay", &late);
    assert_eq!(rows(&town), 0);
}

#[test]
fn what_alex_needs_at_work_is_the_coachs_and_theirs_alone_and_stops_by_itself() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    enrolled(&town, person);
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    alex.open("/home/notes");
    alex.send(
        "/home/notes",
        &[("about", "need"), ("text", "Zq a chair with a back")],
    );
    says(&alex, "Zq a chair with a back");
    let mut sam = opens(&site, &town, person);
    assert!(!sam.page.says("Zq a chair"), "no yes, no line");
    sam.follow("/write-up");
    assert!(!sam.page.says("because of their health"), "and no field");
    // Whoever sends the field all the same keeps nothing of the whole page.
    let token = sam.token().expect("a form");
    let by_hand = [
        ("csrf", token.as_str()),
        ("step_now", "save"),
        ("text", "Zq a note"),
        ("need", "Zq by hand"),
    ];
    let at = format!("/person/{person}/write-up");
    assert_eq!(sam.post(&at, &by_hand).status, 404);

    says_yes_to(&mut alex, "needs_at_work", town.cast.northway);
    let mut sam = opens(&site, &town, person);
    says(&sam, "Zq a chair with a back");
    sam.follow("/write-up");
    says(&sam, "Only they and you can read it");
    sam.send(
        "/write-up",
        &[("text", "Zq a note"), ("need", "Zq a later start")],
    );
    says(&sam, "Zq a later start");
    sam.send("/write-up", &[("step_now", "save")]);
    says(&sam, "Zq a later start");
    assert!(told(&town, person).contains("wrote down what you need at work. Only you and they can read it."));
    alex.open("/home/notes");
    says(&alex, "Zq a later start");
    says(&alex, "You and Sam Okoro can read it.");
    let who = town.person(person);
    let held = town
        .act(move |desk, _| own::open(desk, &who, "your page", 0, None))
        .expect("own page");
    assert!(
        held.entries
            .iter()
            .all(|w| w.entry.text != "Zq by hand" && !w.entry.text.is_empty())
    );

    stops(&mut alex, "needs_at_work");
    let sam = opens(&site, &town, person);
    assert!(
        sam.page.says("Zq a note"),
        "stopping one leaves the rest: {}",
        sam.page.text()
    );
    assert!(!sam.page.says("Zq a chair") && !sam.page.says("Zq a later start"));
}

#[test]
fn exact_pay_stands_under_the_very_yes_that_the_person_chose() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    works_as_a_gardener(&town, person);
    let (alex, northway) = (town.person(person), town.cast.northway);
    let (chosen, kept) = town
        .act(move |desk, _| {
            change_mind::give_one(desk, &alex, person, northway, Purpose::PayEvidence)?;
            change_mind::give_one(desk, &alex, person, northway, Purpose::PayEvidence)?;
            let held = own::open(desk, &alex, "your page", 0, None)?;
            let evidence = held.said.iter().map(|s| &s.said);
            let mut evidence = evidence.filter(|s| s.purpose == Purpose::PayEvidence);
            let chosen = evidence.next().ok_or(Error::NotFound)?.id;
            let newest = evidence.next().ok_or(Error::NotFound)?.id;
            let exact = Exact {
                employer: "Zq Nurseries".into(),
                amount: "£13.45 an hour".into(),
            };
            for said in [chosen, newest] {
                pay::write(desk, &alex, held.jobs[0].job.id, said, &exact)?;
            }
            let kept = own::open(desk, &alex, "your page", 0, None)?.pay;
            Ok(([chosen, newest], kept))
        })
        .expect("the same pay, under each of two yeses");
    for said in chosen {
        assert!(kept.iter().any(|p| p.said == said), "{said}: {kept:?}");
    }
}
