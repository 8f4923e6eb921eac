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
use crate::shared::{HOUR, NO_TIME, enrolled};

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
