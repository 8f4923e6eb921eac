//! The awkward truths: what nobody plans for and what happens to everybody. Each story ends on what people can see.

use sayso_app::agree::Kept;
use sayso_app::change_mind::{self, Heard};
use sayso_app::{Error, agree, awkward, guard, intake, own, practice, proposal, register, session};
use sayso_core::category::Category;
use sayso_core::decide::guard::concern::Raised;
use sayso_core::decision::{MessageKind, Org};
use sayso_core::guard::{ConcernKind, Handler};
use sayso_core::id::MemberId;
use sayso_core::nhs_number::NhsNumber;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::person::Details;
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::shared::{DAY, HOUR, says, told};

fn file(kept: &Kept) -> String {
    format!("/person/{}", kept.person)
}

/// What the coach meets: the person's page is shut, with nothing of theirs on it.
fn shut_for(town: &Town, seat: MemberId, kept: &Kept) {
    let served = town.serve();
    let mut browser = served.sit(Ok(seat));
    browser.open(&file(kept));
    assert!(
        !browser.page.body.contains("work with plants"),
        "{}",
        browser.page.text()
    );
    assert!(!browser.page.body.contains("020 7946 0111"));
}

pub(crate) fn northway_with_a_contract(town: &Town) -> Org {
    Org {
        id: town.cast.northway,
        kind: OrgKind::Provider,
        name: "Northway Work".into(),
        ods: None,
        interests: Interests {
            owners: vec!["the owners of Northway Work".into()],
            benefits_contracts: vec!["work capability assessments".into()],
            paid_by: Some("Borough Council".into()),
            payment_by_result: None,
        },
        takes_part: true,
    }
}

#[test]
fn the_practice_puts_a_wrong_birth_date_and_number_right_and_alex_is_told() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let number = |n| (n..).find_map(NhsNumber::invented).expect("a number").to_string();
    let (theirs, somebodys) = (number(7), number(70));
    let patel = town.actor(town.cast.patel);
    let other = Details {
        name: "Somebody Else".into(),
        nhs_number: somebodys.parse().ok(),
        ..Details::default()
    };
    town.act(move |desk, _| practice::load(desk, &patel, other))
        .expect("on the list");
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/details");
    says(&alex, "your practice can put them right");

    let wrong = format!("/practice/person/{}/wrong", kept.person);
    let (mut jo, mut patel) = (served.sit(Ok(town.cast.jo)), served.sit(Ok(town.cast.patel)));
    patel.open(&wrong);
    jo.open(&wrong);
    for (field, typed, why) in [
        ("number", "123 456 7890", "these digits do not fit together"),
        (
            "number",
            somebodys.as_str(),
            "Another record here has this NHS number",
        ),
        ("born[day]", "31", "Enter a birth date"),
    ] {
        jo.send("/wrong/identity", &[("born[month]", "2"), (field, typed)]);
        says(&jo, why);
        assert!(
            jo.page.status == 422 || jo.page.status == 400,
            "{}",
            jo.page.status
        );
        assert!(!told(&town, kept.person).contains("corrected"), "{why}");
        jo.open(&wrong);
    }
    jo.send("/wrong/identity", &[("born[day]", "19"), ("number", &theirs)]);
    says(&jo, "corrected your birth date and your NHS number");
    alex.open("/home/held");
    says(&alex, "19 May 1990");
    says(&alex, &theirs);
    assert!(told(&town, kept.person).contains("corrected your birth date and your NHS number"));

    // Dr Patel's page is older than that: it undoes nothing.
    patel.send("/wrong/identity", &[("born[day]", "20")]);
    assert_eq!(patel.page.status, 409);
    alex.open("/home/held");
    says(&alex, "19 May 1990");
    // And nobody but the practice has such a form.
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&wrong).status, 404);
    let gone = town.later(HOUR);
    let messages = gone.iter().filter(|g| g.message.kind == MessageKind::ToPerson);
    assert_eq!(messages.count(), 1, "and Alex has a message by the safe channel");
}

#[test]
fn when_the_interests_behind_a_service_change_nobody_is_carried_over() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let org = northway_with_a_contract(&town);
    let same = org.clone();
    town.act(move |desk, _| register::organisation(desk, &Actor::Sayso, org))
        .expect("the new interests are registered");
    let gone = town.later(HOUR);
    let messages = gone.iter().filter(|g| g.message.kind == MessageKind::ToPerson);
    assert_eq!(messages.count(), 1, "Alex is told by the safe channel");
    shut_for(&town, town.cast.sam, &kept);
    assert!(told(&town, kept.person).contains("Who stands behind a service changed"));
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "This has ended");

    // A fresh yes is to the new interests, and registering the same ones again ends nothing.
    let patel = town.actor(town.cast.patel);
    let (yes, person) = (town.yes(), kept.person);
    town.act(move |desk, _| {
        let yes = agree::Yes { salt: [6; 32], ..yes };
        agree::at_the_desk(desk, &patel, Some(person), &yes)
    })
    .expect("they can say yes afresh");
    town.act(move |desk, _| register::organisation(desk, &Actor::Sayso, same))
        .expect("registered again");
    town.later(HOUR);
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    assert!(!alex.page.says("This has ended"), "{}", alex.page.text());
}

#[test]
fn when_the_terms_change_what_rests_on_the_old_ones_ends_on_that_day_and_not_before() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    town.publish_terms(28, |p| {
        let categories = p.flows[0].categories;
        p.flows[0].categories = categories.with(Category::Wellbeing);
    });
    town.later(DAY * 27);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&file(&kept)).says("work with plants"),
        "still the old terms"
    );
    // From that minute, before anybody has written down that it ended.
    town.source.advance(DAY * 2);
    shut_for(&town, town.cast.sam, &kept);
    town.later(HOUR);
    shut_for(&town, town.cast.sam, &kept);
    assert!(told(&town, kept.person).contains("The terms changed, so what you agreed to ended."));
}

#[test]
fn when_the_scheme_reaches_its_last_day_everything_closes_and_nobody_can_say_yes() {
    let town = Town::new();
    // The scheme ends on 30 September 2027, and a say-so given late never outlives it.
    let end: jiff::Timestamp = "2027-10-01T00:00:00Z".parse().expect("a time");
    let before = end.duration_since(town.house.source().now()) - DAY * 60;
    town.later(before);
    let kept = town.alex_with_sam();
    town.later(end.duration_since(town.house.source().now()) + HOUR);
    shut_for(&town, town.cast.sam, &kept);
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "This has ended");
    let patel = town.actor(town.cast.patel);
    let yes = agree::Yes {
        salt: [6; 32],
        ..town.yes()
    };
    let tried = town.act(move |desk, _| agree::at_the_desk(desk, &patel, None, &yes));
    assert!(matches!(tried, Err(Error::NotNow(_))), "{tried:?}");
}

#[test]
fn a_death_stops_all_contact_at_once_and_nobody_is_told_why_or_counts_it_as_leaving() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    assert_eq!(alex.open("/home").status, 200);
    let person = town.person(kept.person);
    let concern = town
        .act(move |desk, _| {
            let raised = Raised {
                kind: ConcernKind::Pressed,
                about: None,
                to: Handler::Guardian,
                text: "At the desk.".into(),
            };
            guard::concern::raise(desk, &person, raised)?;
            Ok(guard::concern::own(desk, &person)?.remove(0).id)
        })
        .expect("a concern");
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}/wrong", kept.person));
    assert_eq!(jo.send("/wrong/died", &[]).status, 422, "look twice");
    jo.send("/wrong/died", &[("died", "yes")]);
    says(&jo, "All contact and sharing stopped at once.");

    assert_eq!(alex.open("/home").path, "/sign-in", "no session lives on");
    let gone = town.later(HOUR * 30);
    assert!(
        gone.iter().all(|g| g.message.to.is_some()),
        "nothing is sent to somebody who has died"
    );
    // Nor by a rule that writes to people of itself: the guardian answers what they had raised.
    let (grace, concern) = (town.actor(town.cast.grace), concern);
    town.act(move |desk, _| guard::concern::answer(desk, &grace, concern, "We are sorry."))
        .expect("answered");
    assert!(town.later(HOUR * 30).iter().all(|g| g.message.to.is_some()));
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(&lena, "What Alex Morgan shared ended on");
    assert!(!lena.page.says("died") && !lena.page.says("stopped sharing"));
    // Nobody signs in as them, and nobody says yes for them.
    let card = kept.card.clone();
    town.act(move |desk, _| session::ask_for_code(desk, &card, "1990-05-18"))
        .expect("the door says the same as ever");
    assert!(
        town.later(HOUR)
            .iter()
            .all(|g| g.message.kind != MessageKind::Code)
    );
    let (patel, person) = (town.actor(town.cast.patel), kept.person);
    let yes = agree::Yes {
        salt: [6; 32],
        ..town.yes()
    };
    let tried = town.act(move |desk, _| agree::at_the_desk(desk, &patel, Some(person), &yes));
    assert!(matches!(tried, Err(Error::NotNow(_))), "{tried:?}");
}

#[test]
fn a_death_that_was_recorded_by_mistake_is_taken_back_and_the_person_reads_both() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (jo, hart, person) = (town.actor(town.cast.jo), town.actor(town.cast.hart), kept.person);
    let tried = town.act(move |desk, _| awkward::contact_over(desk, &hart, person));
    assert_eq!(tried, Err(Error::Denied), "another practice cannot");
    town.act(move |desk, _| awkward::contact_over(desk, &jo, person))
        .expect("recorded");
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}/wrong", kept.person));
    jo.send("/wrong/not-died", &[]);
    says(&jo, "It was a mistake.");
    let history = told(&town, person);
    assert!(history.contains("recorded a death") && history.contains("It was a mistake."));
    shut_for(&town, town.cast.sam, &kept);
}

#[test]
fn a_referral_for_the_wrong_person_is_taken_back_and_whoever_has_it_says_when_they_saw_that() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    jo.follow("/wrong");
    assert_eq!(jo.send("/wrong/referral", &[]).status, 422, "look twice");
    jo.send("/wrong/referral", &[("referral", "yes")]);
    says(&jo, "entered by mistake");
    shut_for(&town, town.cast.sam, &kept);
    assert!(
        town.later(HOUR)
            .iter()
            .any(|g| g.message.kind == MessageKind::ToPerson && g.message.person == kept.person),
        "Alex is told"
    );

    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/held");
    says(&alex, "We asked them to delete it. They have not answered yet.");
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(&grace, "it was about the wrong person. Not seen there yet.");
    assert!(!grace.page.says("Alex"));

    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(&lena, "Please delete what you printed or copied");
    lena.send("/seen", &[]);
    alex.open("/home/held");
    says(&alex, "that they have seen this.");
    grace.open("/oversight");
    says(&grace, "it was about the wrong person. Seen there on");
}

#[test]
fn a_stop_that_is_learnt_late_lists_what_left_after_it_to_the_person_and_the_guardian() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    town.later(HOUR * 25);
    town.later(HOUR * 10);
    // The slip lay in a tray since before it was sent.
    let (jo, person) = (town.actor(town.cast.jo), kept.person);
    let said_at = Some(town.house.source().now() - HOUR * 20);
    town.act(move |desk, _| {
        let heard = Heard {
            channel: Channel::Paper,
            said_at,
        };
        change_mind::leave(desk, &jo, person, heard)
    })
    .expect("a stop cannot fail");
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    alex.open("/home/held");
    says(&alex, "What should not have left");
    says(&alex, "Something went to Northway Work on");
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(
        &grace,
        "somebody had stopped before that, and we learnt it later. Not seen there yet.",
    );
    assert!(!grace.page.says("Alex") && !grace.page.body.contains(&person.to_string()));
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(&lena, "Please delete what you printed or copied");
    lena.send("/seen", &[]);
    grace.open("/oversight");
    says(&grace, "Seen there on");
}

#[test]
fn a_stop_that_is_learnt_at_once_asks_nothing_back() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    town.act(move |desk, _| change_mind::leave(desk, &Actor::Person(person), person, Heard::ONLINE))
        .expect("a stop cannot fail");
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    assert!(!alex.open("/home/held").says("What should not have left"));
}

#[test]
fn whoever_moves_to_another_practice_leaves_the_old_one_with_nothing_and_keeps_their_coach() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let patient = format!("/practice/person/{}", kept.person);
    let mut jo = served.sit(Ok(town.cast.jo));
    assert_eq!(jo.open(&patient).status, 200);
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/held");
    alex.follow("/home/around");
    assert_eq!(alex.send("/around/practice", &[]).status, 422);
    alex.send(
        "/around/practice",
        &[("practice", &town.cast.hilltop.to_string())],
    );
    says(&alex, "It is Hilltop Practice.");
    assert!(
        told(&town, kept.person).contains("your practice is now Hilltop Practice. Nothing was handed on.")
    );

    assert_eq!(jo.open(&patient).status, 404, "the old practice sees nothing");
    jo.open("/practice/sent");
    assert!(!jo.page.says("Alex Morgan"), "{}", jo.page.text());
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open(&file(&kept)).says("work with plants"), "support goes on");
    let mut hart = served.sit(Ok(town.cast.hart));
    // The new practice has the name, and nothing of what another one sent or was told.
    assert_eq!(hart.open(&patient).status, 200);
    for path in ["/practice/sent", "/practice/words", "/practice/record"] {
        hart.open(path);
        assert_eq!(hart.page.status, 200);
        assert!(!hart.page.says("Alex Morgan"), "{path}: {}", hart.page.text());
    }
    let sent = format!("/practice/sent/{}", kept.referral);
    assert_eq!(hart.open(&sent).status, 404, "nothing is handed on");
}

#[test]
fn staff_whom_the_person_keeps_away_see_nothing_and_another_seat_does_their_part() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let patient = format!("/practice/person/{}", kept.person);
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/around");
    let (sam, jo) = (town.cast.sam.to_string(), town.cast.jo.to_string());
    alex.send("/around/seats", &[("seat", &sam), ("seat", &jo)]);
    assert_eq!(alex.page.status, 200);

    let mut browser = served.sit(Ok(town.cast.jo));
    assert_eq!(browser.open(&patient).status, 404);
    let mut browser = served.sit(Ok(town.cast.patel));
    assert_eq!(browser.open(&patient).status, 200, "a colleague is at the desk");
    shut_for(&town, town.cast.sam, &kept);
    // Looked for by name and birth date, Jo finds nobody.
    let jo = town.actor(town.cast.jo);
    let sought = sayso_app::practice::Sought {
        name: "Alex Morgan".into(),
        birth_date: Town::alex_details().birth_date,
        ..Default::default()
    };
    let found = town.act(move |desk, _| sayso_app::practice::find(desk, &jo, &sought));
    assert_eq!(found.map(|f| f.len()), Ok(0));
    // The lead finds another coach, and cannot choose Sam by mistake.
    let (lena, referral) = (town.actor(town.cast.lena), kept.referral);
    let (sam, bea) = (town.cast.sam, town.cast.bea);
    let tried = town.act(move |desk, _| intake::assign(desk, &lena, referral, Some(sam)));
    assert!(matches!(tried, Err(Error::Input(_))), "{tried:?}");
    town.act(move |desk, _| intake::assign(desk, &lena, referral, Some(bea)))
        .expect("Bea can");
    let mut bea = served.sit(Ok(town.cast.bea));
    assert!(bea.open(&file(&kept)).says("work with plants"));
    // Alex still finds them on the page, and lets Jo back.
    alex.open("/home/around");
    alex.send("/around/seats", &[("seat", &sam.to_string())]);
    let mut browser = served.sit(Ok(town.cast.jo));
    assert_eq!(browser.open(&patient).status, 200);
}

#[test]
fn a_provider_that_says_nothing_is_asked_once_more_and_then_it_ends_in_neutral_words() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    town.later(HOUR * 25);
    let asked = |gone: Vec<sayso_app::deliver::Gone>| {
        gone.into_iter()
            .filter(|g| g.message.kind == MessageKind::Reminder)
            .collect::<Vec<_>>()
    };
    assert!(asked(town.later(DAY * 4)).is_empty(), "four days are no silence");
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    assert!(!lena.page.says("still waits for your answer"), "nobody asked yet");
    let first = asked(town.later(DAY));
    assert_eq!(first.len(), 1);
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(
        &lena,
        "Alex Morgan still waits for your answer, and Sayso has asked you again.",
    );
    assert_eq!(first[0].message.to, Some(town.cast.northway));
    assert!(!first[0].message.text.contains("Alex"), "no name");
    assert!(asked(town.later(DAY * 10)).is_empty(), "once is enough");
    town.later(DAY * 13);
    let history = told(&town, kept.person);
    assert!(
        history.contains("Northway Work did not answer, so this has ended. It says nothing about you."),
        "{history}"
    );
    let (lena, referral) = (town.actor(town.cast.lena), kept.referral);
    let tried = town.act(move |desk, _| intake::accept(desk, &lena, referral));
    assert_eq!(tried, Err(Error::Denied), "too late");
    let patel = town.actor(town.cast.patel);
    let (yes, person) = (town.yes(), kept.person);
    town.act(move |desk, _| {
        let yes = agree::Yes { salt: [6; 32], ..yes };
        agree::at_the_desk(desk, &patel, Some(person), &yes)
    })
    .expect("they can ask again");
}

#[test]
fn a_stop_of_one_thing_that_is_learnt_late_lists_what_left_for_it_and_is_no_leaving() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, riverside) = (kept.person, town.cast.riverside);
    let (alex, sam) = (town.person(person), town.actor(town.cast.sam));
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| {
        change_mind::give_one(desk, &alex, person, riverside, Purpose::FeedbackToGp)?;
        proposal::draft(desk, &sam, person, "Mornings are best.")
    })
    .expect("Sam suggests words");
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    let words = held.expect("Alex may read it").proposals[0].id;
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, words))
        .expect("Alex agrees");
    town.act(move |desk, _| proposal::accept(desk, &patel, words))
        .expect("the clinician accepts");
    let gone = town.later(HOUR);
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::File));
    town.later(HOUR * 5);

    // A note from before that lay in a tray.
    let (jo, said_at) = (
        town.actor(town.cast.jo),
        Some(town.house.source().now() - HOUR * 20),
    );
    town.act(move |desk, _| {
        let heard = Heard {
            channel: Channel::Paper,
            said_at,
        };
        change_mind::stop_one(desk, &jo, person, Purpose::FeedbackToGp, heard)
    })
    .expect("a stop cannot fail");
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    alex.open("/home/held");
    says(&alex, "Something went to Riverside Surgery on");
    assert!(
        !alex.page.says("Something went to Northway Work"),
        "that rests on another yes"
    );
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(&grace, "we learnt it later. Not seen there yet.");
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice");
    says(&jo, "Something is to be taken out again");
    jo.follow("/practice/notices");
    says(&jo, "Alex Morgan stopped letting the practice know.");
    says(&jo, "Please take it out, then say that you have seen this.");
    assert!(!jo.page.says("Alex Morgan has left"));
    jo.send("/practice/notices/", &[]);
    assert!(!jo.page.says("Alex Morgan"), "{}", jo.page.text());
    grace.open("/oversight");
    says(&grace, "Seen there on");
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open(&file(&kept)).says("work with plants"), "support goes on");
}

#[test]
fn one_of_several_referrals_is_taken_back_and_the_right_one_goes_on() {
    let town = Town::new();
    let wrong = town.alex_with_sam();
    let person = wrong.person;
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| sayso_app::support::finish(desk, &sam, person))
        .expect("finished together");
    let patel = town.actor(town.cast.patel);
    let yes = agree::Yes {
        salt: [6; 32],
        ..town.yes()
    };
    let right = town
        .act(move |desk, _| agree::at_the_desk(desk, &patel, Some(person), &yes))
        .expect("a second yes");
    town.to_sam(&right);
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{person}/wrong"));
    says(&jo, &wrong.reference);
    let twice = ("referral", "yes");
    assert_eq!(jo.send("/wrong/referral", &[twice]).status, 422, "which of them");
    jo.send(
        "/wrong/referral",
        &[twice, ("which", &wrong.referral.to_string())],
    );
    says(&jo, "entered by mistake");
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&file(&right)).says("work with plants"),
        "the right one goes on"
    );
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(&lena, "An older referral of Alex Morgan was taken back");
    says(&lena, "Please delete what you printed or copied");
    lena.send("/seen", &[]);
    let mut alex = served.sit(Err(person));
    alex.open("/home/held");
    says(&alex, "that they have seen this.");
    // Then both: what is left is taken back as well, and another practice cannot do any of it.
    let (hart, jo) = (town.actor(town.cast.hart), town.actor(town.cast.jo));
    let ids = [right.referral];
    let tried = town.act(move |desk, _| awkward::entered_in_error(desk, &hart, person, &ids));
    assert_eq!(tried, Err(Error::Denied));
    let gone = [wrong.referral];
    let tried = town.act(move |desk, _| awkward::entered_in_error(desk, &jo, person, &gone));
    assert_eq!(tried, Err(Error::NotFound), "that one is taken back already");
    town.act(move |desk, _| awkward::entered_in_error(desk, &jo, person, &ids))
        .expect("taken back");
    shut_for(&town, town.cast.sam, &right);
}
