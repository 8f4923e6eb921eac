//! A practice closes, or becomes part of another: everybody is told before, its seats end at the minute, nobody is
//! moved, and support goes on.

use sayso_app::agree::{self, Yes};
use sayso_app::{Error, closing, own, practice, proposal};
use sayso_core::decide::NotNow;
use sayso_core::decision::MessageKind;
use sayso_core::entry::ProposalState;
use sayso_core::person::Details;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Town};

use crate::shared::{DAY, HOUR, NO_TIME, day_in, enrolled, says, told};

/// Alex is at Hilltop now, and is not offered the practice that closed.
fn moved_on(town: &Town, alex: &mut Browser) {
    says(alex, "It is Hilltop Practice.");
    assert!(!alex.open("/home").says("has closed here"));
    alex.open("/home/around");
    let closed = town.cast.riverside.to_string();
    assert!(alex.page.choices().iter().all(|(_, v)| *v != closed));
}

#[test]
fn when_a_practice_closes_nobody_is_moved_and_support_goes_on() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let (sam, alex) = (town.actor(town.cast.sam), town.person(kept.person));
    let (person, riverside) = (kept.person, town.cast.riverside);
    let sent = format!("/practice/sent/{}", kept.referral);
    town.act(move |desk, _| {
        sayso_app::change_mind::give_one(desk, &alex, person, riverside, Purpose::FeedbackToGp)
    })
    .expect("Alex lets the practice know some things");
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Mornings are best."))
        .expect("Sam drafts words");
    let jo_seat = town.actor(town.cast.jo);
    let card = town
        .act(move |desk, _| practice::make_cards(desk, &jo_seat, 1))
        .expect("a card")
        .remove(0);
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/switches");
    grace.follow("/practices-that-close");
    assert_eq!(grace.send("/practices-that-close", &[]).status, 422);
    let [day, month, year] = day_in(&town, 2);
    let org = riverside.to_string();
    let fields = [
        ("org", org.as_str()),
        ("day", &day),
        ("month", &month),
        ("year", &year),
    ];
    grace.send("/practices-that-close", &fields);
    says(&grace, "People who were told: 1 .");
    let gone = town.later(NO_TIME);
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::ToPerson));
    assert!(told(&town, person).contains("set the day on which Riverside Surgery closes here"));
    let mut alex = served.sit(Err(person));
    alex.open("/home");
    says(&alex, "Until then nothing changes.");
    let patient = format!("/practice/person/{person}");
    let mut jo = served.sit(Ok(town.cast.jo));
    assert_eq!(jo.open(&patient).status, 200);
    // Somebody else says yes so late that it is still held at that minute.
    town.later(DAY + HOUR * 20);
    let yes = Yes {
        details: Details {
            name: "Billie Dene".into(),
            ..Town::alex_details()
        },
        salt: [8; 32],
        ..town.yes()
    };
    let billie = town.says_yes(yes);

    // From that minute the practice's seats open nothing, before any worker has written that down.
    town.source.advance(HOUR * 18);
    jo.open(&patient);
    assert!(!jo.page.body.contains("Alex Morgan"));
    for member in [town.cast.jo, town.cast.patel] {
        let actor = town.actor(member);
        let tried = town.act(move |desk, _| practice::reception::open(desk, &actor, person).map(drop));
        assert_eq!(tried, Err(Error::Denied));
    }
    let gone = town.later(HOUR * 10);
    assert!(
        gone.iter().all(|g| g.message.kind != MessageKind::Referral),
        "what was held goes back to the person, unsent"
    );
    for person in [person, billie.person] {
        assert!(told(&town, person).contains("Riverside Surgery closed here, and sees nothing of you."));
    }
    let held = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
        .expect("the person reads what is held");
    assert_eq!(held.proposals[0].state, ProposalState::Dropped);
    let to_practice = held.said.iter().find(|s| s.said.recipient == riverside);
    assert!(to_practice.is_some_and(|s| !s.live), "what it was let know ends");

    // Nobody is moved, and support goes on.
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open(&format!("/person/{person}")).says("work with plants"));
    let mut hart = served.sit(Ok(town.cast.hart));
    assert_eq!(hart.open(&sent).status, 404);
    let mut alex = served.sit(Err(person));
    alex.open("/home");
    says(&alex, "Riverside Surgery has closed here.");
    let asked = town.act(move |desk, _| sayso_app::card::ask(desk, &card, None).map(drop));
    assert_eq!(
        asked,
        Err(Error::NotNow(NotNow::PracticeOver)),
        "its cards open nothing"
    );
    alex.follow("/home/around");
    alex.send(
        "/around/practice",
        &[("practice", &town.cast.hilltop.to_string())],
    );
    moved_on(&town, &mut alex);
    // Whoever has the other practice says yes there, as ever.
    let hart = town.actor(town.cast.hart);
    let yes = Yes {
        salt: [9; 32],
        ..town.yes()
    };
    town.act(move |desk, _| agree::at_the_desk(desk, &hart, None, &yes))
        .expect("the other practice goes on");
}

#[test]
fn a_day_on_which_a_practice_closes_can_be_taken_back_until_it_comes() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/practices-that-close");
    let [day, month, year] = day_in(&town, 2);
    let org = town.cast.riverside.to_string();
    let fields = [
        ("org", org.as_str()),
        ("day", &day),
        ("month", &month),
        ("year", &year),
    ];
    grace.send("/practices-that-close", &fields);
    grace.open("/practices-that-close");
    grace.send("/practices-that-close/back", &[]);
    // Whichever page it is posted to, a practice closes as a practice does.
    grace.open("/contracts");
    grace.send("/contracts", &fields);
    grace.open("/practices-that-close");
    grace.send("/practices-that-close/back", &[]);
    assert!(!told(&town, kept.person).contains("contract of Riverside"));
    town.later(DAY * 4);
    let mut grace = served.sit(Ok(town.cast.grace));
    let mut jo = served.sit(Ok(town.cast.jo));
    assert_eq!(jo.open(&format!("/practice/person/{}", kept.person)).status, 200);
    assert!(told(&town, kept.person).contains("Riverside Surgery stays."));
    // A practice is not listed as a provider is, nor the other way round; and nobody else ends either.
    let mut lena = served.sit(Ok(town.cast.lena));
    assert_eq!(lena.open("/practices-that-close").status, 404);
    let jo = town.actor(town.cast.jo);
    let tried = town.act(move |desk, _| closing::list(desk, &jo).map(drop));
    assert_eq!(tried, Err(Error::Denied));
    assert!(!grace.open("/contracts").says("Riverside Surgery"));
    assert!(!grace.open("/practices-that-close").says("Northway Work"));
}
