//! One organisation runs two services: what somebody said to the one is no word about the other.

use sayso_app::agree::{self, Kept, Yes};
use sayso_app::{Error, change_mind, job, own, pay, places, register};
use sayso_core::decision::Scheme;
use sayso_core::id::SchemeId;
use sayso_core::job::Told;
use sayso_core::job::pay::Exact;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_core::terms::{Promise, Terms};
use sayso_testkit::Town;

use crate::shared::{DAY, told};

/// Northway runs a second service, under the same promises.
fn another_service(town: &Town) -> SchemeId {
    let cast = town.cast;
    town.act(move |desk, _| {
        let all = places::published(desk)?.terms.into_iter();
        let first = all.rev().find(|t| t.terms.scheme == cast.scheme);
        let promise = first.ok_or(Error::NotFound)?.terms.promise;
        let scheme = Scheme {
            id: register::fresh_id(desk),
            name: "Working Later".into(),
            orgs: vec![cast.riverside, cast.northway, cast.eastgate],
        };
        let id = scheme.id;
        register::scheme(desk, &Actor::Sayso, scheme)?;
        let terms = Terms {
            id: register::fresh_id(desk),
            scheme: id,
            version: 1,
            promise: Promise {
                scheme_name: "Working Later".into(),
                ..promise
            },
            published_at: desk.now(),
            in_effect_at: desk.now(),
        };
        register::terms(desk, &Actor::Sayso, terms)?;
        Ok(id)
    })
    .expect("a second service of Northway's")
}

/// Alex, whom Sam supports, says yes to Northway's other service too.
fn says_yes_there(town: &Town, alex: &Kept, scheme: SchemeId) -> Kept {
    let (jo, person) = (town.actor(town.cast.jo), alex.person);
    let yes = Yes {
        scheme,
        salt: [8; 32],
        ..town.yes()
    };
    town.act(move |desk, _| agree::at_the_desk(desk, &jo, Some(person), &yes))
        .expect("a yes to the other service")
}

#[test]
fn a_service_that_never_answers_closes_no_other_of_the_same_organisation() {
    let town = Town::new();
    let scheme = another_service(&town);
    let alex = town.alex_with_sam();
    let silent = says_yes_there(&town, &alex, scheme);
    town.later(DAY * 2);
    town.later(DAY * 29);
    let person = town.person(alex.person);
    let held = town.act(move |desk, _| own::open(desk, &person, "your page", 0, None));
    let referrals = held.expect("Alex's own page").referrals;
    let state = |kept: &Kept| {
        let found = referrals.iter().find(|r| r.referral.id == kept.referral);
        found.map(|r| r.referral.state)
    };
    assert_eq!(state(&silent), Some(State::Closed), "nobody answered there");
    assert_eq!(state(&alex), Some(State::Active), "and Sam helps on");
    let site = town.serve();
    let mut sam = site.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&format!("/person/{}", alex.person))
            .says("work with plants")
    );
    assert!(told(&town, alex.person).contains("did not answer"));
}

#[test]
fn exact_pay_stands_under_the_very_yes_that_the_person_chose() {
    let town = Town::new();
    let scheme = another_service(&town);
    let alex = town.alex_with_sam();
    says_yes_there(&town, &alex, scheme);
    let (person, northway, first) = (town.person(alex.person), town.cast.northway, town.cast.scheme);
    let id = alex.person;
    let (chosen, kept) = town
        .act(move |desk, _| {
            let evidence = (northway, Purpose::PayEvidence);
            change_mind::give_within(desk, &person, id, first, evidence, None)?;
            change_mind::give_within(desk, &person, id, scheme, evidence, None)?;
            let work = Told {
                work: Some("gardening".into()),
                ..Told::default()
            };
            job::tell(desk, &person, None, work)?;
            let held = own::open(desk, &person, "your page", 0, None)?;
            let mut evidence = held
                .said
                .iter()
                .filter(|s| s.said.purpose == Purpose::PayEvidence);
            let chosen = evidence
                .find(|s| s.scheme == Some(first))
                .ok_or(Error::NotFound)?;
            let exact = Exact {
                employer: "Zq Nurseries".into(),
                amount: "£13.45 an hour".into(),
            };
            pay::write(desk, &person, held.jobs[0].job.id, chosen.said.id, &exact)?;
            let kept = own::open(desk, &person, "your page", 0, None)?.pay[0].said;
            Ok((chosen.said.id, kept))
        })
        .expect("pay for one service's eyes");
    assert_eq!(kept, chosen);
}
