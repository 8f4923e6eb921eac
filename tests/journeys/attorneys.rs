//! Somebody holds a legal power to decide for a patient. What it takes before they can say one yes, who reads that it was
//! so, and how little is left of it once the person says a word of their own. Each story ends on its consequence.

use sayso_app::supporter::Given;
use sayso_app::{Error, agree, change_mind, power, practice};
use sayso_core::decide::NotNow;
use sayso_core::decision::MessageKind;
use sayso_core::id::PersonId;
use sayso_core::person::{Answer, Remembered};
use sayso_core::power::PowerKind;
use sayso_core::supporter::Choice;
use sayso_testkit::{Browser, Served, Town};

use crate::own_end::asks_and_confirms;
use crate::shared::{DAY, HOUR, NO_TIME, enrolled, says, told};

/// Alex stands on the practice's list, can be reached, and has said nothing.
fn alex_on_the_list(town: &Town) -> PersonId {
    let (jo, details) = (town.actor(town.cast.jo), Town::alex_details());
    let alex = town
        .act(move |desk, _| practice::load(desk, &jo, details))
        .expect("on the list");
    enrolled(town, alex);
    alex
}

/// Kim comes in and a record for the decision counts.
fn kim_may_decide(town: &Town, site: &Served, alex: PersonId) -> (Browser, Given) {
    let given = town.records_kims_power(alex);
    town.records_cannot_decide(alex).expect("recorded");
    (site.comes_to_decide(&given), given)
}

/// Kim reads the question, leaves the phone in, reads the letter and says yes.
fn says_yes(town: &Town, kim: &mut Browser) {
    let northway = town.cast.northway.to_string();
    kim.open("/deciding");
    kim.send(
        "/deciding",
        &[
            ("provider", &northway),
            ("lines", "phone"),
            ("lines", "own_words"),
            ("words", "To work with plants"),
        ],
    );
    says(kim, "Is this right?");
    kim.send("/deciding", &[("step", "yes")]);
}

fn referrals(town: &Town) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(town.data().join("sayso.db"), flags);
    db.expect("the database opens")
        .query_row("SELECT count(*) FROM referral", (), |row| row.get(0))
        .expect("a number")
}

/// A yes posted by hand, as somebody who means harm would.
fn posts_a_yes(kim: &mut Browser) {
    let token = kim.token().unwrap_or_default();
    let zeros = "0".repeat(64);
    let typed = [
        ("csrf", token.as_str()),
        ("lines", "phone"),
        ("step", "yes"),
        ("terms", "00000000-0000-7000-8000-000000000001"),
        ("salt", &zeros),
        ("shown", &zeros),
    ];
    kim.post("/deciding", &typed);
}

#[test]
fn an_attorney_says_yes_only_with_the_power_seen_by_two_and_the_decision_recorded() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let at = format!("/practice/person/{alex}/power");
    let (given, mut jo, mut patel) = two_seats_see_it(&town, &site, alex);
    let mut kim = site.comes_to_decide(&given);
    says(&kim, "Nothing can be decided now");
    assert!(!kim.page.says("Alex"), "{}", kim.page.text());
    posts_a_yes(&mut kim);
    assert_eq!(referrals(&town), 0, "{}", kim.page.text());

    // Reception cannot record it, and a clinician only with the help that was given.
    let (reception, scheme) = (town.actor(town.cast.jo), town.cast.scheme);
    let tried = town.act(move |desk, _| {
        let seen = power::show(desk, &reception, alex)?.powers.remove(0).power.id;
        power::cannot_decide(desk, &reception, alex, (seen, scheme), "None", 7)
    });
    assert_eq!(tried, Err(Error::Denied));
    jo.open(&at);
    assert!(
        !jo.page.body.contains("cannot-decide"),
        "no such form for reception"
    );
    patel.open(&at);
    let scheme = scheme.to_string();
    assert_eq!(
        patel
            .send(
                "/power/cannot-decide",
                &[("service", &scheme), ("look_again", "7")]
            )
            .status,
        422
    );
    says(&patel, "Write what help they were given to decide");
    patel.send(
        "/power/cannot-decide",
        &[
            ("service", &scheme),
            ("help", "Pictures, her sister, and two visits"),
            ("look_again", "7"),
        ],
    );
    says(&patel, "They can decide. End this record");

    // Now Kim reads the same words that Alex would, and says exactly that.
    kim.open("/deciding");
    says(&kim, "These are the words that they would read");
    says(&kim, "Who gets what");
    assert!(
        kim.page
            .choices()
            .iter()
            .any(|(n, v)| n == "lines" && v == "phone")
    );
    says_yes(&town, &mut kim);
    says(&kim, "nothing has been sent");
    assert_eq!(referrals(&town), 1);
    for path in [
        "/home",
        "/home/history",
        "/home/held",
        "/supporting",
        "/home/concerns",
    ] {
        assert_eq!(kim.open(path).status, 404, "{path}");
    }

    who_reads_that_it_was_so(&town, &site, alex);
}

/// Jo saw Kim's document and Dr Patel saw it too, on their pages: what the two hand over, and both browsers.
fn two_seats_see_it(town: &Town, site: &Served, alex: PersonId) -> (Given, Browser, Browser) {
    let at = format!("/practice/person/{alex}/power");
    // One seat saw the document: nothing opens, and the same seat cannot be the second.
    let mut jo = site.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{alex}"));
    jo.follow("/power");
    assert_eq!(jo.send("/power/seen", &[]).status, 422);
    says(&jo, "Choose what it is");
    jo.send(
        "/power/seen",
        &[
            ("kind", "health_and_welfare"),
            ("name", "Kim Morgan"),
            ("number", "7000-8000-9000"),
            ("in_force", "yes"),
            ("alone", "yes"),
            ("days", "365"),
        ],
    );
    says(&jo, "The code for the first time");
    let code = coded(&jo);
    jo.open(&at);
    says(&jo, "It does nothing yet");
    assert!(
        !jo.page.says("I have the document in front of me"),
        "not the same seat"
    );
    let (jo_seat, jos_try) = (town.actor(town.cast.jo), alex);
    let same = town.act(move |desk, _| {
        let seen = power::show(desk, &jo_seat, jos_try)?.powers.remove(0).power.id;
        power::confirm(desk, &jo_seat, jos_try, seen)
    });
    assert_eq!(same, Err(Error::NotNow(NotNow::SecondSeat)));

    // The second seat saw it too. Its words open a page on which nothing can be decided.
    let mut patel = site.sit(Ok(town.cast.patel));
    patel.open(&at);
    patel.send("/power/confirm", &[]);
    says(&patel, "Their three words");
    let given = Given {
        name: "Kim Morgan".into(),
        words: coded(&patel),
        code,
        expires: jiff::Timestamp::UNIX_EPOCH,
    };
    (given, jo, patel)
}

/// Alex, before it leaves; then the lead and the clinician.
fn who_reads_that_it_was_so(town: &Town, site: &Served, alex: PersonId) {
    // Alex is told before it leaves, and reads how it was said.
    let gone = town.later(HOUR);
    assert!(
        gone.iter().any(|g| g.message.kind == MessageKind::ToPerson),
        "told before it leaves"
    );
    let mut home = site.sit(Err(alex));
    home.open("/home/held");
    says(&home, "Said for you under a recorded power");
    home.open("/home/powers");
    says(&home, "Pictures, her sister, and two visits");
    let history = told(town, alex);
    for line in [
        "Jo Reyes, practice team at Riverside Surgery recorded that they saw a power of attorney for health and welfare.",
        "Dr Patel, clinician at Riverside Surgery saw a power of attorney for health and welfare too.",
        "recorded that you cannot make one decision now: whether to say yes to Working Better.",
        "Kim Morgan, under a recorded power, looked at the question",
    ] {
        assert!(history.contains(line), "{line}: {history}");
    }

    // It leaves at its hour and not before; whoever reads it sees what it rests on.
    town.later(DAY);
    let mut lena = site.sit(Ok(town.cast.lena));
    lena.open("/intake");
    lena.follow("/intake/");
    says(&lena, "This yes was said for them under a recorded legal power.");
    let mut patel = site.sit(Ok(town.cast.patel));
    patel.open("/practice/sent");
    patel.follow("/practice/sent/");
    says(&patel, "This yes was said for them under a recorded legal power.");
}

/// The half of a card that the page shows.
fn coded(browser: &Browser) -> String {
    let shown = browser.page.body.split("app-code\">").nth(1).expect("one half");
    shown.split('<').next().unwrap_or_default().to_owned()
}

#[test]
fn neither_half_of_the_card_opens_the_door_and_nobody_at_the_practice_acts_by_a_power() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let given = town.records_kims_power(alex);
    town.records_cannot_decide(alex).expect("recorded");
    let site = town.serve();
    for (words, secret) in [
        (given.words.as_str(), "000000"),
        ("no-such-card", given.code.as_str()),
    ] {
        let mut browser = site.browser();
        browser.open("/sign-in/supporter");
        browser.send(
            "/sign-in/supporter",
            &[("words", words), ("secret", secret), ("word", "heather")],
        );
        assert_eq!(browser.page.status, 422, "{words} {secret}");
    }
    let mut patel = site.sit(Ok(town.cast.patel));
    patel.open("/practice");
    posts_a_yes(&mut patel);
    assert_eq!(patel.page.status, 404);
    assert_eq!(patel.open("/deciding").status, 404);
    assert_eq!(referrals(&town), 0, "the practice decided nothing");
}

#[test]
fn any_word_of_alexs_own_wins() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let (mut kim, given) = kim_may_decide(&town, &site, alex);

    // A stop, though nothing was shared: the record is over.
    let me = town.person(alex);
    let heard = change_mind::Heard::ONLINE;
    town.act(move |desk, _| change_mind::leave(desk, &me, alex, heard))
        .expect("a stop never fails");
    kim.open("/deciding");
    says(&kim, "Nothing can be decided now");
    posts_a_yes(&mut kim);
    assert_eq!(referrals(&town), 0);

    // A new record, a yes by Kim, and Alex undoes it: the record is over again, and nothing leaves.
    town.later(NO_TIME);
    town.records_cannot_decide(alex).expect("a new record");
    says_yes(&town, &mut kim);
    says(&kim, "nothing has been sent");
    let mut home = site.sit(Err(alex));
    home.open("/home");
    home.send("/home/undo", &[]);
    kim.open("/deciding");
    says(&kim, "Nothing can be decided now");
    let gone = town.later(DAY + DAY);
    assert!(
        gone.iter().all(|g| g.message.kind != MessageKind::Referral),
        "{gone:?}"
    );

    // A no that the practice remembers: no record can be made, by anybody.
    let jo = town.actor(town.cast.jo);
    town.records_cannot_decide(alex).expect("a new record");
    let riverside = town.cast.riverside;
    town.act(move |desk, _| {
        let never = Some((alex, Remembered::DoNotAsk));
        practice::offer::say_no(desk, &jo, riverside, Answer::No, never)
    })
    .expect("remembered");
    kim = comes_again(&site, &given);
    says(&kim, "Nothing can be decided now");
    assert_eq!(
        town.records_cannot_decide(alex),
        Err(Error::NotNow(NotNow::TheirWord))
    );
}

#[test]
fn one_record_carries_one_yes_and_kim_can_undo_and_stop_it() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let (mut kim, given) = kim_may_decide(&town, &site, alex);
    says_yes(&town, &mut kim);
    kim.send("/deciding/undo", &[]);
    says(&kim, "it is over");
    posts_a_yes(&mut kim);
    kim.open("/deciding");
    says(&kim, "it is over");
    assert_eq!(referrals(&town), 1, "another yes needs another record");

    town.records_cannot_decide(alex).expect("a new record");
    says_yes(&town, &mut kim);
    let sent = town.later(DAY + HOUR);
    assert!(sent.iter().any(|g| g.message.kind == MessageKind::Referral));
    kim = comes_again(&site, &given);
    says(&kim, "it was sent to Northway Work");
    assert!(!kim.page.body.contains("/deciding/undo") && !kim.page.body.contains("send-now"));
    kim.send("/deciding/stop", &[]);
    says(&kim, "it is over");
    let mut home = site.sit(Err(alex));
    home.open("/home");
    says(&home, "did not");
    assert!(told(&town, alex).contains("Kim Morgan, under a recorded power,"));
    // The guardian counts it, by nobody's name.
    let mut grace = site.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(&grace, "People with a recorded power: 1");
    assert!(!grace.page.says("Kim"), "{}", grace.page.text());
}

#[test]
fn a_property_power_is_refused_and_says_why() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let mut jo = site.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{alex}/power"));
    jo.send("/power/seen", &[("kind", "property_and_money")]);
    assert_eq!(jo.page.status, 422);
    says(
        &jo,
        "A power for property and money does not cover this decision.",
    );
    // Nor one that is not registered, nor one of several who must decide together.
    let with = |in_force: &str, alone: &str| {
        let mut jo = site.sit(Ok(town.cast.jo));
        jo.open(&format!("/practice/person/{alex}/power"));
        let typed = [
            ("kind", "health_and_welfare"),
            ("name", "Kim"),
            ("number", "1"),
            ("in_force", in_force),
            ("alone", alone),
            ("days", "91"),
        ];
        jo.send("/power/seen", &typed);
        (jo.page.status, jo.page.text())
    };
    let (status, text) = with("no", "yes");
    assert!(status == 422 && text.contains("Until it is registered"), "{text}");
    let (status, text) = with("yes", "no");
    assert!(status == 422 && text.contains("must decide together"), "{text}");
    let mut home = site.sit(Err(alex));
    home.open("/home/powers");
    says(&home, "Nobody. Nothing is recorded.");
    assert_eq!(PowerKind::ALL.len(), 3, "the three that the page asks about");
}

#[test]
fn a_record_that_ran_out_allows_nothing() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let given = town.records_kims_power(alex);
    town.records_cannot_decide(alex).expect("for a week");
    let site = town.serve();
    drop(site.comes_to_decide(&given));
    town.later(DAY * 7);
    let mut kim = comes_again(&site, &given);
    says(&kim, "Nothing can be decided now");
    posts_a_yes(&mut kim);
    assert_eq!(referrals(&town), 0);

    // The power itself: the door is shut from its minute, as if it had never been there.
    town.later(DAY * 358);
    assert_eq!(comes_again(&site, &given).page.status, 422);
    assert_eq!(kim.open("/deciding").path, "/sign-in");
    assert_eq!(
        town.records_cannot_decide(alex),
        Err(Error::NotNow(NotNow::NoPower))
    );
}

fn comes_again(site: &Served, given: &Given) -> Browser {
    let mut browser = site.browser();
    browser.open("/sign-in/supporter");
    browser.send(
        "/sign-in/supporter",
        &[("words", &given.words), ("secret", "heather"), ("word", "")],
    );
    browser
}

#[test]
fn alex_objects_and_the_power_does_nothing_from_that_minute() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let (mut kim, _) = kim_may_decide(&town, &site, alex);
    says_yes(&town, &mut kim);

    let mut home = site.sit(Err(alex));
    home.open("/home");
    says(
        &home,
        "Your practice recorded that somebody may decide for you. You can object.",
    );
    home.send("/home/powers/object", &[]);
    assert_eq!((home.page.status, home.page.path.as_str()), (200, "/home"));
    home.open("/home/powers");
    says(&home, "It does nothing until a clinician has looked at it again.");
    assert_eq!(kim.open("/deciding").path, "/sign-in", "the door is shut");
    assert!(told(&town, alex).contains("You objected to a recorded power."));

    // The guardian has it, as a concern.
    let mut grace = site.sit(Ok(town.cast.grace));
    grace.open("/concerns");
    grace.follow("/concerns/");
    says(
        &grace,
        "I object to a legal power that my practice recorded for me.",
    );

    // A clinician looks again; reception cannot. The old record does not come back with it.
    let (jo, patel) = (town.actor(town.cast.jo), town.actor(town.cast.patel));
    let again = move |actor: sayso_core::seat::Actor, found: &'static str| {
        move |desk: &mut sayso_app::Desk, _: &sayso_app::Visit| {
            let power = power::show(desk, &actor, alex)?.powers.remove(0).power.id;
            power::look_again(desk, &actor, alex, power, found)
        }
    };
    assert_eq!(town.act(again(jo, "fine")), Err(Error::Denied));
    assert_eq!(town.act(again(patel, " ")), Err(Error::NotNow(NotNow::Empty)));
    town.act(again(
        patel,
        "We spoke twice; they object to the form and not to Kim",
    ))
    .expect("looked at again");
    kim.open("/deciding");
    says(&kim, "Nothing can be decided now");
}

#[test]
fn before_the_private_word_alex_can_object_and_reads_no_name() {
    let town = Town::new();
    let jo = town.actor(town.cast.jo);
    let alex = town
        .act(move |desk, _| practice::load(desk, &jo, Town::alex_details()))
        .expect("on the list");
    drop(town.records_kims_power(alex));
    let site = town.serve();
    let mut home = site.sit(Err(alex));
    home.open("/home");
    says(&home, "Your practice recorded that somebody may decide for you.");
    home.send("/home/powers/object", &[]);
    assert!(told(&town, alex).contains("You objected to a recorded power."));
    assert_eq!(
        town.records_cannot_decide(alex),
        Err(Error::NotNow(NotNow::Objected))
    );
}

#[test]
fn a_supporter_still_never_says_yes() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let named = town.names(alex, "Jules", Choice::ALL);
    drop(town.records_kims_power(alex));
    town.records_cannot_decide(alex).expect("recorded");
    let site = town.serve();
    let mut jules = site.comes_in(&named);
    assert_eq!(jules.open("/deciding").status, 404);
    jules.open("/supporting");
    posts_a_yes(&mut jules);
    assert_eq!(jules.page.status, 404);
    assert_eq!(referrals(&town), 0);
    // And nobody makes one an attorney by naming them so.
    let mut home = site.sit(Err(alex));
    home.open("/home/supporters");
    let token = home.token().expect("a token");
    home.post(
        "/home/supporters",
        &[
            ("csrf", &token),
            ("name", "Kim"),
            ("kind", "attorney"),
            ("may", "stop"),
            ("days", "91"),
        ],
    );
    assert_eq!(home.page.status, 422);
    assert!(
        !home.page.says("Kim Morgan"),
        "an attorney is nobody whom Alex named"
    );
}

#[test]
fn what_was_said_for_alex_does_not_leave_once_the_record_is_over() {
    for what in [
        "objects",
        "does not want to be asked",
        "can decide after all",
        "it was wrong",
    ] {
        let town = Town::new();
        let alex = alex_on_the_list(&town);
        let site = town.serve();
        let (mut kim, _) = kim_may_decide(&town, &site, alex);
        says_yes(&town, &mut kim);
        says(&kim, "nothing has been sent");
        let (jo, patel, riverside) = (
            town.actor(town.cast.jo),
            town.actor(town.cast.patel),
            town.cast.riverside,
        );
        match what {
            "objects" => {
                let mut home = site.sit(Err(alex));
                home.open("/home");
                home.send("/home/powers/object", &[]);
            }
            "does not want to be asked" => {
                let never = Some((alex, Remembered::DoNotAsk));
                town.act(move |desk, _| practice::offer::say_no(desk, &jo, riverside, Answer::No, never))
                    .expect("remembered");
            }
            "can decide after all" => town
                .act(move |desk, _| power::can_decide(desk, &patel, alex))
                .expect("taken back"),
            _ => town
                .act(move |desk, _| {
                    let power = power::show(desk, &jo, alex)?.powers.remove(0).power.id;
                    power::end(desk, &jo, alex, power)
                })
                .expect("ended"),
        }
        let gone = town.later(DAY + HOUR);
        assert!(
            gone.iter().all(|g| g.message.kind != MessageKind::Referral),
            "{what}: {gone:?}"
        );
        assert!(
            told(&town, alex).contains("undid it before it was sent"),
            "{what}"
        );
    }
    // Alex's own "send it now" is a word too, and it is a yes.
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let (mut kim, _) = kim_may_decide(&town, &site, alex);
    says_yes(&town, &mut kim);
    town.later(HOUR);
    let me = town.person(alex);
    town.act(move |desk, _| agree::send_now(desk, &me, alex))
        .expect("Alex sends it");
    assert!(
        town.later(NO_TIME)
            .iter()
            .any(|g| g.message.kind == MessageKind::Referral)
    );
}

#[test]
fn kim_undoes_and_stops_nothing_that_alex_said() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let (mut kim, given) = kim_may_decide(&town, &site, alex);
    says_yes(&town, &mut kim);
    kim.send("/deciding/undo", &[]);
    // Alex says yes themself, and a clinician records the decision again.
    let (jo, mut yes) = (town.actor(town.cast.jo), town.yes());
    yes.salt = [9; 32];
    town.act(move |desk, _| agree::at_the_desk(desk, &jo, Some(alex), &yes))
        .expect("Alex's own yes");
    town.records_cannot_decide(alex).expect("recorded");
    kim = comes_again(&site, &given);
    let token = kim.token().unwrap_or_default();
    for act in ["/deciding/undo", "/deciding/stop"] {
        assert_eq!(kim.post(act, &[("csrf", &token)]).status, 404, "{act}");
    }
    assert!(
        town.later(DAY + HOUR)
            .iter()
            .any(|g| g.message.kind == MessageKind::Referral)
    );
}

#[test]
fn an_objection_is_not_walked_round_and_an_erasure_not_undone_by_another_record() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let site = town.serve();
    let _first = kim_may_decide(&town, &site, alex);
    let me = town.person(alex);
    town.act(move |desk, _| power::object(desk, &me))
        .expect("objected");
    let jo = town.actor(town.cast.jo);
    town.act(move |desk, _| {
        let power = power::show(desk, &jo, alex)?.powers.remove(0).power.id;
        power::end(desk, &jo, alex, power)
    })
    .expect("ended");
    let _second = town.records_kims_power(alex);
    assert_eq!(
        town.records_cannot_decide(alex),
        Err(Error::NotNow(NotNow::Objected)),
        "the same paper recorded anew"
    );

    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let _given = town.records_kims_power(alex);
    let site = town.serve();
    asks_and_confirms(&town, &site, alex);
    assert_eq!(
        town.records_cannot_decide(alex),
        Err(Error::NotNow(NotNow::TheirWord))
    );
}

#[test]
fn a_power_that_the_old_practice_saw_ends_when_alex_moves_and_does_not_come_back_with_alex() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    drop(town.records_kims_power(alex));
    let patel = town.actor(town.cast.patel);
    let recorded = town.act(move |desk, _| power::show(desk, &patel, alex));
    assert_eq!(recorded.expect("Riverside's page").powers.len(), 1);
    for practice in [town.cast.hilltop, town.cast.riverside] {
        let me = town.person(alex);
        town.act(move |desk, _| sayso_app::awkward::move_practice(desk, &me, practice))
            .expect("Alex has another practice");
    }
    let patel = town.actor(town.cast.patel);
    let back = town.act(move |desk, _| power::show(desk, &patel, alex));
    assert!(
        back.expect("Riverside's page").powers.is_empty(),
        "two seats look afresh"
    );
    assert!(told(&town, alex).contains("ended a recorded power"));
}
