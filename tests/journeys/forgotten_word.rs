//! Somebody forgot their private word. Two seats of their practice record it, the person is told, the old word counts for a
//! week after that, and then they choose a new one; at every step they can keep the word they have.

use sayso_app::carry::Rounds;
use sayso_app::practice::{letters, reception};
use sayso_app::{Error, awkward, card, change_mind, forgotten, members, own};
use sayso_core::decide::NotNow;
use sayso_core::decide::carry::Handed;
use sayso_core::decision::MessageKind;
use sayso_core::id::{MemberId, PersonId};
use sayso_core::person::Way;
use sayso_core::seat::Role;
use sayso_testkit::{Browser, Served, Town};

use crate::messages::Outside;
use crate::own_session::{code, signs_in};
use crate::shared::{DAY, HOUR, NO_TIME, enrolled, says, told};

const BORN: &str = "1990-05-18";

/// Alex with a coach, a private word (marigold) that is a week old and a safe channel; gives the words of the card.
fn alex(town: &Town) -> (PersonId, String) {
    let kept = town.alex_with_sam();
    enrolled(town, kept.person);
    town.later(DAY * 8);
    (kept.person, kept.card)
}

/// A third seat at the practice, who did not record anything.
fn noor(town: &Town) -> MemberId {
    let (kit, riverside) = (town.actor(town.cast.kit), town.cast.riverside);
    town.act(move |desk, _| members::add(desk, &kit, riverside, Role::PracticeAdmin, "Noor Haddad"))
        .expect("a third seat")
}

/// This seat opens the patient's page and records that they forgot their word.
fn records(served: &Served, seat: MemberId, person: PersonId) -> Browser {
    let mut browser = served.sit(Ok(seat));
    browser.open(&format!("/practice/person/{person}"));
    browser.send("/forgotten", &[]);
    browser
}

/// The seat reads out what lies at the practice for the person, and says so.
fn tells(town: &Town, seat: MemberId, person: PersonId) -> Result<(), Error> {
    drop(town.later(NO_TIME));
    let actor = town.actor(seat);
    town.act(move |desk, _| {
        let lies = reception::open(desk, &actor, person)?.messages.into_iter();
        let ids: Vec<_> = lies
            .filter(|m| m.kind != MessageKind::Code)
            .map(|m| m.id)
            .collect();
        assert!(!ids.is_empty(), "a message lies there");
        letters::handed(desk, &actor, &ids, Handed::ReadOut)
    })
}

/// Both seats record it and a third tells the person: the week begins.
fn week_begins(town: &Town, served: &Served, third: MemberId, person: PersonId) {
    records(served, town.cast.jo, person);
    records(served, town.cast.patel, person);
    tells(town, third, person).expect("told");
}

/// How often the person was told something since the last look, by the way they chose.
fn messages(town: &Town, person: PersonId) -> usize {
    let gone = town.later(NO_TIME);
    let to_them = gone.iter().filter(|g| g.message.person == person);
    to_them
        .filter(|g| matches!(g.message.kind, MessageKind::ToPerson | MessageKind::WordForgotten))
        .count()
}

/// What was shown at the door opens nothing: no code is on its way.
fn opens_nothing(town: &Town, served: &Served, card: &str, word: &str) {
    let mut door = served.browser();
    door.open("/sign-in");
    door.send("/sign-in", &[("words", card), ("private", word)]);
    assert_eq!(code(town), None, "{word} opens nothing");
}

#[test]
fn somebody_who_forgot_their_word_comes_in_again_with_two_seats_and_a_new_word() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let mut door = served.browser();
    door.open("/sign-in");
    says(&door, "Two people there can help you to a new one.");
    let mut phone = served.sit(Err(person));

    let jo = records(&served, town.cast.jo, person);
    says(
        &jo,
        "You recorded it. A colleague who has them in front of them can be the second",
    );
    assert_eq!(messages(&town, person), 1, "Alex is told at once");
    let mut patel = records(&served, town.cast.patel, person);
    says(&patel, "The week begins once our message has reached them.");
    assert_eq!(messages(&town, person), 1, "and again");
    phone.open("/home");
    says(&phone, "It ends a week after our message reached you.");
    tells(&town, noor, person).expect("a third colleague tells Alex");
    patel.open(&format!("/practice/person/{person}"));
    says(
        &patel,
        "Two of you recorded it, and they were told. The word ends on",
    );
    // For a week the old word counts, and a birth date opens nothing.
    opens_nothing(&town, &served, &card, BORN);
    for _ in 0..13 {
        town.later(HOUR * 12);
        assert_eq!(phone.open("/home").path, "/home");
    }
    says(&phone, "Your private word ends on");
    town.later(HOUR * 13);
    phone.open("/home");
    assert_ne!(phone.page.path, "/home", "every device is signed out");
    opens_nothing(&town, &served, &card, "marigold");

    // The first enrolment as always: card, code, new word. The way to be reached stays, whatever is sent.
    let mut home = signs_in(&town, &served, &card, BORN, "yes");
    home.open("/home");
    says(&home, "This page is short on purpose.");
    home.open("/home/held");
    assert!(!home.page.says("Northway"), "{}", home.page.text());
    home.open("/home/contact");
    says(&home, "Choose a new private word");
    assert!(!home.page.says("Mornings"), "{}", home.page.text());
    assert_eq!(home.send("/home/contact", &[("private", "owl")]).status, 422);
    home.send("/home/contact", &[("private", "juniper")]);
    let mut home = signs_in(&town, &served, &card, "juniper", "no");
    home.open("/home/held");
    says(&home, "Mornings");
    // With the new word nobody turns the codes elsewhere for a week; afterwards Alex can.
    let by_post = |town: &Town| {
        let me = town.person(person);
        town.act(move |desk, _| {
            let mut contact = own::open(desk, &me, "your page", 0, None)?
                .contact
                .expect("a way");
            contact.way = Way::Post;
            own::change_contact(desk, &me, contact, "juniper", "")
        })
    };
    assert!(matches!(by_post(&town), Err(Error::Input(_))));
    let history = told(&town, person);
    for line in [
        "recorded that you forgot your private word. Nothing changes before a second person",
        "recorded, as the second of two, that you forgot your private word. It ends on",
        "Your private word ended, and everybody who was signed in as you was signed out.",
    ] {
        assert!(history.contains(line), "{line}: {history}");
    }
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(&grace, "Private words recorded as forgotten, in a year");
    assert!(grace.page.says("Jo ") && !grace.page.body.contains(&person.to_string()));
    town.later(DAY * 8);
    assert_eq!(by_post(&town), Ok(true));
}

#[test]
fn one_seat_alone_changes_nothing() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let (jo, patel, hart, sam) = (
        town.actor(town.cast.jo),
        town.actor(town.cast.patel),
        town.actor(town.cast.hart),
        town.actor(town.cast.sam),
    );
    let says_so = |actor, step| town.act(move |desk, _| forgotten::heard(desk, &actor, person, step));
    says_so(jo, 0).expect("the first");
    let again = Err(Error::NotNow(NotNow::SecondSeat));
    assert_eq!(says_so(jo, 1), again);
    assert_eq!(says_so(jo, 0), again, "nor does a form that is sent twice");
    // A page that was drawn before the first makes nobody the second.
    assert_eq!(says_so(patel, 0), Err(Error::Conflict));
    // Nobody elsewhere can be the second: another practice, the coach, the person themself.
    assert!(says_so(hart, 1).is_err() && says_so(sam, 1).is_err());
    assert!(says_so(town.person(person), 1).is_err());
    tells(&town, noor, person).expect("told");
    town.later(DAY * 9);
    let served = town.serve();
    signs_in(&town, &served, &card, "marigold", "no");
    assert!(!told(&town, person).contains("Your private word ended"));

    // After a day the second is a first again: both would have to say it afresh.
    says_so(jo, 1).expect("a first");
    town.later(DAY + HOUR);
    says_so(patel, 2).expect("another first, not a second");
    assert_eq!(says_so(patel, 3), again);
    // Whoever has left the practice since heard nothing either.
    let kit = town.actor(town.cast.kit);
    let left = town.cast.patel;
    town.act(move |desk, _| members::end(desk, &kit, left))
        .expect("Dr Patel leaves");
    says_so(jo, 3).expect("a first again");
    tells(&town, noor, person).expect("told");
    town.later(DAY * 9);
    signs_in(&town, &served, &card, "marigold", "no");
}

#[test]
fn the_week_begins_only_once_somebody_else_has_told_the_person() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    records(&served, town.cast.jo, person);
    records(&served, town.cast.patel, person);
    tells(&town, town.cast.jo, person).expect("the message about the first may be Jo’s to read out");
    for seat in [town.cast.jo, town.cast.patel] {
        assert!(
            matches!(tells(&town, seat, person), Err(Error::Input(_))),
            "neither of the two says that Alex was told of the second"
        );
    }
    town.later(DAY * 30);
    tells(&town, noor, person).expect("a month later a letter is read out");
    town.later(DAY * 6);
    signs_in(&town, &served, &card, "marigold", "no");
    assert!(told(&town, person).contains("You kept your private word as it is: it was used."));
}

#[test]
fn the_old_word_used_in_time_cancels_it() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    week_begins(&town, &served, noor, person);
    town.later(DAY * 6);
    let mut home = signs_in(&town, &served, &card, "marigold", "no");
    assert!(!home.open("/home").says("Your private word ends on"));
    assert!(told(&town, person).contains("You kept your private word as it is: it was used."));
    town.later(HOUR * 15);
    assert_eq!(home.open("/home").path, "/home");
    town.later(HOUR * 15);
    assert_eq!(home.open("/home").path, "/home", "and nobody is signed out");
    signs_in(&town, &served, &card, "marigold", "no");
}

#[test]
fn that_was_not_me_undoes_it_and_the_guardian_hears() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let mut phone = served.sit(Err(person));
    let mut drawn = served.sit(Ok(town.cast.jo));
    drawn.open(&format!("/practice/person/{person}"));
    week_begins(&town, &served, noor, person);
    phone.open("/home");
    says(&phone, "Your private word ends on");
    let token = phone.token().expect("a form");
    phone.send("/home/keep-word", &[]);
    assert!(
        !phone.page.says("Your private word ends on"),
        "{}",
        phone.page.text()
    );
    assert_eq!(messages(&town, person), 1, "whoever pressed, Alex is told");
    // The back button says it no second time, and a page that Jo drew before begins nothing again.
    assert_eq!(phone.post("/home/keep-word", &[("csrf", &token)]).status, 200);
    assert_eq!(
        told(&town, person).matches("You kept your private word").count(),
        1
    );
    assert_eq!(drawn.send("/forgotten", &[]).status, 409);
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/concerns");
    says(&grace, "Something else");
    town.later(DAY * 9);
    signs_in(&town, &served, &card, "marigold", "no");

    // Who has no page open says it at the practice: any seat there stops it, and Alex is told.
    records(&served, town.cast.jo, person);
    let mut patel = records(&served, town.cast.patel, person);
    town.later(NO_TIME);
    patel.send("/not-forgotten", &[]);
    says(&patel, "Record that they forgot it");
    assert_eq!(messages(&town, person), 1);
    town.later(DAY * 9);
    signs_in(&town, &served, &card, "marigold", "no");
    assert!(told(&town, person).contains("you told them that it was not you."));
}

#[test]
fn the_practice_never_sees_or_sets_a_word() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    // Alex’s messages are read out at the practice: two seats alone shall not come in by that.
    let me = town.person(person);
    town.act(move |desk, _| {
        let held = own::open(desk, &me, "your page", 0, None)?;
        let mut contact = held.contact.expect("a way");
        contact.way = Way::AskAtPractice;
        own::change_contact(desk, &me, contact, "marigold", "")
    })
    .expect("Alex chooses to be told at the practice");
    let mut seen = String::new();
    for seat in [town.cast.jo, town.cast.patel] {
        let mut browser = served.sit(Ok(seat));
        browser.open(&format!("/practice/person/{person}"));
        seen.push_str(&browser.page.body);
        seen.push_str(&records(&served, seat, person).page.body);
    }
    assert!(!seen.contains("marigold") && !seen.contains("name=\"private\""));
    tells(&town, noor, person).expect("told");
    let door = |private| {
        let mut door = served.browser();
        door.open("/sign-in");
        door.send("/sign-in", &[("words", &card), ("private", private)]);
        let gone = town.later(NO_TIME);
        let code = gone.iter().find(|g| g.message.kind == MessageKind::Code);
        code.expect("a code waits for Alex").message.id
    };
    town.later(DAY * 7 + HOUR);
    let code = door(BORN);
    let kept_from = |seat| {
        let actor = town.actor(seat);
        let opened = town.act(move |desk, _| reception::open(desk, &actor, person));
        let messages = opened.expect("the patient").messages;
        assert!(messages.iter().all(|m| m.kind != MessageKind::Code));
        let read = town.act(move |desk, _| reception::read_out(desk, &actor, code).map(drop));
        assert_eq!(read, Err(Error::Denied), "neither of the two gets the code");
    };
    kept_from(town.cast.jo);
    kept_from(town.cast.patel);
    // Nor can they say it again before there is a new word.
    let jo = town.actor(town.cast.jo);
    let again = town.act(move |desk, _| {
        let step = reception::open(desk, &jo, person)?.forgotten.step;
        forgotten::heard(desk, &jo, person, step)
    });
    assert!(matches!(again, Err(Error::Input(_))), "{again:?}");
    let noor = town.actor(noor);
    town.act(move |desk, _| reception::read_out(desk, &noor, code).map(drop))
        .expect("a third colleague reads it out");
}

#[test]
fn a_new_word_that_somebody_else_set_is_taken_away_and_the_codes_still_come_to_alex() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    week_begins(&town, &served, noor, person);
    town.later(DAY * 7 + HOUR);
    let mut wrong = signs_in(&town, &served, &card, BORN, "no");
    wrong.open("/home/contact");
    wrong.send("/home/contact", &[("private", "juniper")]);
    town.later(DAY);
    let mut home = signs_in(&town, &served, &card, BORN, "no");
    home.open("/home");
    home.send("/home/not-me", &[]);
    opens_nothing(&town, &served, &card, "juniper");
    // What comes next is a new word again, and nothing that decides where the next code goes.
    let mut home = signs_in(&town, &served, &card, BORN, "no");
    home.open("/home/contact");
    says(&home, "Choose a new private word");
    home.send("/home/contact", &[("private", "larkspur"), ("way", "post")]);
    let mut home = signs_in(&town, &served, &card, "larkspur", "no");
    home.open("/home/held");
    says(&home, "Mornings");
}

#[test]
fn a_seat_that_is_kept_away_another_practice_and_a_death_end_it() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let me = town.person(person);
    let ends = || {
        let jo = town.actor(noor);
        let stands = town.act(move |desk, _| reception::open(desk, &jo, person));
        stands.map(|p| p.forgotten.standing)
    };
    // The person keeps one of the two away.
    week_begins(&town, &served, noor, person);
    let jo = town.cast.jo;
    town.act(move |desk, _| awkward::keep_away(desk, &me, &[jo], &[]))
        .expect("Alex keeps Jo away");
    assert_eq!(ends(), Ok(forgotten::Standing::Word));
    town.later(DAY * 9);
    signs_in(&town, &served, &card, "marigold", "no");
    let jo_again = town.actor(jo);
    let refused = town.act(move |desk, _| forgotten::heard(desk, &jo_again, person, 3));
    assert_eq!(refused, Err(Error::Denied));
    town.act(move |desk, _| awkward::keep_away(desk, &me, &[], &[jo]))
        .expect("and lets Jo back");
    assert_eq!(ends(), Ok(forgotten::Standing::Word), "which brings nothing back");

    // A seat keeps itself away.
    week_begins(&town, &served, noor, person);
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| awkward::keep_me_away(desk, &patel, person))
        .expect("Dr Patel knows Alex");
    assert_eq!(ends(), Ok(forgotten::Standing::Word));
    let patel = town.cast.patel;
    town.act(move |desk, _| awkward::keep_away(desk, &me, &[], &[patel]))
        .expect("Alex lets Dr Patel back");

    // Another practice heard nothing.
    week_begins(&town, &served, noor, person);
    let hilltop = town.cast.hilltop;
    town.act(move |desk, _| awkward::move_practice(desk, &me, hilltop))
        .expect("Alex moves");
    town.later(DAY * 9);
    signs_in(&town, &served, &card, "marigold", "no");
    assert!(told(&town, person).contains("you have another practice now."));

    // Nobody takes a word from the dead.
    let riverside = town.cast.riverside;
    town.act(move |desk, _| awkward::move_practice(desk, &me, riverside))
        .expect("and back");
    week_begins(&town, &served, noor, person);
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| awkward::contact_over(desk, &patel, person))
        .expect("the practice records a death");
    town.later(DAY * 9);
    assert_eq!(messages(&town, person), 0);
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| awkward::contact_not_over(desk, &patel, person))
        .expect("that was a mistake");
    signs_in(&town, &served, &card, "marigold", "no");
}

#[test]
fn the_simple_first_page_shows_it_too_and_stays_simple() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let mut home = signs_in(&town, &served, &card, "marigold", "no");
    home.open("/home/first");
    home.send("/home/first", &[("shows", "meeting")]);
    week_begins(&town, &served, noor, person);
    let mut home = served.sit(Err(person));
    home.open("/home");
    assert!(!home.page.says("Northway"));
    says(&home, "Your private word ends on");
    town.later(DAY * 7 + HOUR);
    let mut home = signs_in(&town, &served, &card, BORN, "no");
    home.open("/home/contact");
    home.send("/home/contact", &[("private", "juniper")]);
    let mut home = signs_in(&town, &served, &card, "juniper", "no");
    home.open("/home");
    assert!(!home.page.says("Northway"), "{}", home.page.text());
    home.open("/home/open");
    home.send("/home/open", &[("private", "juniper")]);
    home.open("/home/held");
    says(&home, "Mornings");
}

#[test]
fn an_open_page_turns_no_code_elsewhere_and_the_right_word_at_the_door_is_enough_to_keep_it() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    // Somebody else has Alex’s page open.
    let me = town.person(person);
    let number = move |town: &Town| {
        town.act(move |desk, _| {
            let held = own::open(desk, &me, "your page", 0, None)?;
            let mut theirs = own::Corrected::from(&held.person.details);
            theirs.phone = "020 7946 0999".into();
            own::correct(desk, &me, &theirs)
        })
    };
    let new_card = move |town: &Town| {
        town.act(move |desk, _| card::replace(desk, &me, person))
            .map(drop)
    };
    records(&served, town.cast.jo, person);
    assert!(
        matches!(number(&town), Err(Error::Input(_))),
        "after the first already"
    );
    records(&served, town.cast.patel, person);
    tells(&town, noor, person).expect("told");
    let mut page = served.sit(Err(person));
    page.open("/home/contact");
    assert_eq!(page.send("/home/card", &[]).status, 422);
    says(&page, "Keep it on your first page, then change this.");
    town.later(DAY * 6);
    for tried in [number(&town), new_card(&town)] {
        assert!(matches!(tried, Err(Error::Input(_))), "{tried:?}");
    }
    // Alex types the right word at the door. No code is needed for it to stay.
    let mut door = served.browser();
    door.open("/sign-in");
    door.send("/sign-in", &[("words", &card), ("private", "marigold")]);
    assert!(told(&town, person).contains("You kept your private word as it is: it was used."));
    town.later(DAY * 2);
    signs_in(&town, &served, &card, "marigold", "no");
    assert_eq!(number(&town), Ok(()));
    assert_eq!(new_card(&town), Ok(()));
}

#[test]
fn a_seat_that_recorded_it_makes_no_card_and_a_card_from_a_colleague_is_told_to_alex() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let makes = |seat| {
        let actor = town.actor(seat);
        town.act(move |desk, _| card::replace(desk, &actor, person))
    };
    week_begins(&town, &served, noor, person);
    for seat in [town.cast.jo, town.cast.patel] {
        assert!(matches!(makes(seat), Err(Error::Input(_))));
    }
    assert_eq!(messages(&town, person), 0);
    signs_in(&town, &served, &card, "marigold", "no");
    let new = makes(noor).expect("a colleague helps Alex, who lost the card");
    assert_eq!(messages(&town, person), 1, "and Alex is told");
    opens_nothing(&town, &served, &card, "marigold");
    signs_in(&town, &served, &new, "marigold", "no");
}

#[test]
fn the_second_is_refused_where_nobody_could_tell_them_or_read_the_code_out() {
    let town = Town::new();
    let ((person, _), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let me = town.person(person);
    town.act(move |desk, _| {
        let held = own::open(desk, &me, "your page", 0, None)?;
        let mut contact = held.contact.expect("a way");
        contact.way = Way::AskAtPractice;
        own::change_contact(desk, &me, contact, "marigold", "")
    })
    .expect("Alex chooses to be told at the practice");
    // Dr Patel typed the yes: beside Jo and Noor nobody is left.
    records(&served, town.cast.jo, person);
    let mut second = records(&served, noor, person);
    assert_eq!(second.page.status, 422);
    says(&second, "A third colleague is needed");
    assert!(!told(&town, person).contains("as the second of two"));
    second.open(&format!("/practice/person/{person}"));
    says(&second, "You can be the second, until");
    // With Dr Patel as the second, Noor is.
    let third = records(&served, town.cast.patel, person);
    says(&third, "The week begins once our message has reached them.");
}

#[test]
fn leaving_does_not_take_back_the_message_on_which_the_week_hangs() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    records(&served, town.cast.jo, person);
    records(&served, town.cast.patel, person);
    let me = town.person(person);
    town.act(move |desk, _| change_mind::leave(desk, &me, person, change_mind::Heard::ONLINE))
        .expect("Alex leaves");
    tells(&town, noor, person).expect("the message lies there still");
    town.later(DAY * 7 + HOUR);
    opens_nothing(&town, &served, &card, "marigold");
    signs_in(&town, &served, &card, BORN, "yes");
}

#[test]
fn a_text_that_was_taken_begins_the_week_and_needs_no_third_seat() {
    let town = Town::new();
    let (person, card) = alex(&town);
    let served = town.serve();
    records(&served, town.cast.jo, person);
    records(&served, town.cast.patel, person);
    let outside = Outside::default();
    // Mid-morning, when a text may arrive.
    town.source.advance(HOUR);
    Rounds::default()
        .round(&town.house, &outside)
        .expect("the worker writes");
    let texts = outside.taken();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts.iter().all(|t| !t.out.body.contains("word")), "{texts:?}");
    let mut phone = served.sit(Err(person));
    phone.open("/home");
    says(&phone, "Your private word ends on");
    town.later(DAY * 6);
    assert_eq!(phone.open("/home").status, 200);
    town.later(DAY + HOUR);
    opens_nothing(&town, &served, &card, "marigold");
}

#[test]
fn the_short_first_page_keeps_the_word_too() {
    let town = Town::new();
    let ((person, card), noor) = (alex(&town), noor(&town));
    let served = town.serve();
    let mut home = signs_in(&town, &served, &card, "marigold", "no");
    home.open("/home/first");
    home.send("/home/first", &[("shows", "meeting")]);
    week_begins(&town, &served, noor, person);
    let mut simple = served.sit(Err(person));
    simple.open("/home");
    simple.send("/home/keep-word", &[]);
    assert!(!simple.page.says("Your private word ends on"));
    town.later(DAY * 9);
    signs_in(&town, &served, &card, "marigold", "no");
}
