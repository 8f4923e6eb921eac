//! What others type for somebody: a stop of one thing, an undo, a pause. Its person is told by their safe channel, as
//! with a leaving.

use sayso_app::change_mind::{self, Heard};
use sayso_app::{agree, come_back, register, support};
use sayso_core::decision::MessageKind;
use sayso_core::id::PersonId;
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::awkward::northway_with_a_contract;
use crate::shared::{DAY, HOUR, NO_TIME, enrolled, says};

const BY_PHONE: Heard = Heard {
    channel: Channel::Phone,
    said_at: None,
};

/// How often the person is told something now.
fn messages(town: &Town, person: PersonId) -> usize {
    let gone = town.later(NO_TIME);
    let to_them = gone.iter().filter(|g| g.message.person == person);
    to_them
        .filter(|g| matches!(g.message.kind, MessageKind::ToPerson | MessageKind::LeftForYou))
        .count()
}

#[test]
fn a_stop_of_one_thing_a_pause_and_a_resume_that_others_typed_are_each_told_to_the_person() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let (person, riverside) = (kept.person, town.cast.riverside);
    let (alex, jo, sam) = (
        town.person(person),
        town.actor(town.cast.jo),
        town.actor(town.cast.sam),
    );
    town.act(move |desk, _| change_mind::give_one(desk, &alex, person, riverside, Purpose::FeedbackToGp))
        .expect("one more thing");
    assert_eq!(messages(&town, person), 0, "Alex knows what Alex does");

    town.act(move |desk, _| change_mind::stop_one(desk, &jo, person, Purpose::FeedbackToGp, BY_PHONE))
        .expect("Jo types a stop");
    assert_eq!(
        messages(&town, person),
        1,
        "the form says that the patient is told"
    );
    town.act(move |desk, _| support::pause(desk, &sam, person, BY_PHONE))
        .expect("Sam types a pause");
    assert_eq!(messages(&town, person), 1);
    town.act(move |desk, _| support::resume(desk, &sam, person, BY_PHONE))
        .expect("Sam types that they are ready again");
    assert_eq!(messages(&town, person), 1);
    town.act(move |desk, _| change_mind::pause(desk, &alex, person, Heard::ONLINE))
        .expect("Alex pauses");
    assert_eq!(messages(&town, person), 0);
}

#[test]
fn an_undo_that_reception_typed_is_told_to_the_person() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    assert_eq!(messages(&town, kept.person), 1, "that a yes was typed");
    let site = town.serve();
    let mut jo = site.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    jo.send("/undo", &[]);
    assert_eq!(messages(&town, kept.person), 1, "that it was undone");

    // What Alex undoes at home is news to nobody.
    let town = Town::new();
    let (person, alex) = {
        let kept = town.alex_says_yes();
        (kept.person, town.person(kept.person))
    };
    assert_eq!(messages(&town, person), 1);
    town.act(move |desk, _| agree::undo(desk, &alex, person))
        .expect("Alex undoes it");
    assert_eq!(messages(&town, person), 0);
}

#[test]
fn coming_back_is_no_yes_to_interests_that_the_person_was_never_shown() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, jo, alex) = (kept.person, town.actor(town.cast.jo), town.person(kept.person));
    town.act(move |desk, _| change_mind::leave(desk, &jo, person, BY_PHONE))
        .expect("Jo types that Alex left");
    let site = town.serve();
    let mut home = site.sit(Err(person));
    assert!(home.open("/home").says("I did not leave"));
    let org = northway_with_a_contract(&town);
    town.act(move |desk, _| register::organisation(desk, &Actor::Sayso, org))
        .expect("Northway has a contract with the benefits system now");
    town.later(HOUR);
    home.send("/home/return", &[]);
    let tried = town.act(move |desk, _| come_back::come_back(desk, &alex));
    assert!(matches!(tried, Err(sayso_app::Error::NotNow(_))), "{tried:?}");
    assert!(!home.open("/home").says("I did not leave"));
    let gone = town.later(HOUR);
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::Referral));
}

/// What Riverside may read of Alex under a yes now, as Alex's own page says it.
fn lets_the_gp_know(town: &Town, person: PersonId) -> bool {
    let alex = town.person(person);
    let held = town.act(move |desk, _| sayso_app::own::open(desk, &alex, "your page", 0, None));
    let held = held.expect("Alex's own page");
    held.said
        .iter()
        .any(|s| s.live && s.said.purpose == Purpose::FeedbackToGp)
}

/// Alex, enrolled, lets the practice know, and reception types that this stops.
fn jo_types_a_stop(town: &Town) -> PersonId {
    let kept = town.alex_with_sam();
    enrolled(town, kept.person);
    let (person, riverside) = (kept.person, town.cast.riverside);
    let (alex, jo) = (town.person(person), town.actor(town.cast.jo));
    town.act(move |desk, _| change_mind::give_one(desk, &alex, person, riverside, Purpose::FeedbackToGp))
        .expect("one more thing");
    town.later(HOUR);
    town.act(move |desk, _| change_mind::stop_one(desk, &jo, person, Purpose::FeedbackToGp, BY_PHONE))
        .expect("Jo types a stop");
    assert!(!lets_the_gp_know(town, person));
    person
}

#[test]
fn a_stop_of_one_thing_that_others_typed_is_taken_back_in_one_step_by_the_person_alone() {
    let town = Town::new();
    let person = jo_types_a_stop(&town);
    let site = town.serve();
    let mut home = site.sit(Err(person));
    home.open("/home");
    says(&home, "Jo Reyes");
    says(&home, "the same yes as before");
    home.send("/home/take-up", &[]);
    assert!(lets_the_gp_know(&town, person), "as before");
    assert!(!home.open("/home").says("I did not stop this"));

    // What Alex stops is Alex's word: nothing is offered, and Sam finds no such door.
    let (alex, sam) = (town.person(person), town.actor(town.cast.sam));
    town.act(move |desk, _| change_mind::stop_one(desk, &alex, person, Purpose::FeedbackToGp, Heard::ONLINE))
        .expect("Alex stops it");
    assert!(!home.open("/home").says("I did not stop this"));
    let tried = town.act(move |desk, _| come_back::stopped(desk, &sam));
    assert_eq!(tried, Err(sayso_app::Error::NotFound));

    // The guardian reads how many were typed, by seat, and nobody's name.
    let mut grace = site.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(&grace, "Stops of one thing that others typed, in a year");
    assert!(!grace.page.says("Nobody typed that somebody stopped one thing"));
    assert!(!grace.page.says("Alex"));
}

#[test]
fn taking_one_thing_up_again_is_no_yes_to_interests_that_the_person_was_never_shown() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let (person, northway) = (kept.person, town.cast.northway);
    let (alex, sam) = (town.person(person), town.actor(town.cast.sam));
    town.act(move |desk, _| {
        change_mind::give_one(desk, &alex, person, northway, Purpose::Employers)?;
        change_mind::stop_one(desk, &sam, person, Purpose::Employers, BY_PHONE)
    })
    .expect("given, and typed as stopped");
    let site = town.serve();
    let mut home = site.sit(Err(person));
    assert!(home.open("/home").says("I did not stop this"));
    let org = northway_with_a_contract(&town);
    town.act(move |desk, _| register::organisation(desk, &Actor::Sayso, org))
        .expect("Northway has a contract with the benefits system now");
    home.send("/home/take-up", &[]);
    assert!(!home.open("/home").says("I did not stop this"));
    says(&home, "You can be asked afresh");
    let alex = town.person(person);
    let given = town.act(move |desk, _| sayso_app::own::open(desk, &alex, "your page", 0, None));
    let given = given.expect("Alex's own page").said;
    assert!(
        given
            .iter()
            .all(|s| !s.live || s.said.purpose != Purpose::Employers)
    );
}

#[test]
fn after_thirty_days_taking_one_thing_up_again_is_an_ordinary_new_yes() {
    let town = Town::new();
    let person = jo_types_a_stop(&town);
    town.later(DAY * 30 - HOUR);
    let site = town.serve();
    assert!(site.sit(Err(person)).open("/home").says("I did not stop this"));
    town.later(HOUR + HOUR);
    assert!(!site.sit(Err(person)).open("/home").says("I did not stop this"));
}
