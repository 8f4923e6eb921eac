//! A guardian for each scheme: with two services on one server, the guardian and the deputy of the one see, hear and do
//! nothing at the other. Each story ends on what stays unseen, and on nothing being lost.

use jiff::SignedDuration;
use sayso_app::change_mind::{self, Heard};
use sayso_app::practice::sent;
use sayso_app::{file, guard, members};
use sayso_core::decide::guard::concern::Raised;
use sayso_core::guard::{ConcernKind, Handler};
use sayso_core::id::{MemberId, OrgId, PersonId};
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Served};
use sayso_web::Who;

use crate::receipts::doctor_finds;
use crate::second::{Two, pages_of, same, two};
use crate::shared::{DAY, day_in, says, told};

/// The addresses of what waits on this seat's list of concerns.
fn concerns(browser: &mut Browser) -> Vec<String> {
    assert_eq!(browser.open("/concerns").status, 200);
    let links = browser.page.links().into_iter();
    links
        .filter(|l| l.starts_with("/concerns/") && l != "/concerns/questions")
        .collect()
}

fn raises(served: &Served, person: PersonId, about: Option<OrgId>, text: &str) {
    let mut browser = served.sit(Err(person));
    browser.open("/home/concerns");
    let about = about.map_or_else(|| "none".to_owned(), |org| org.to_string());
    browser.send("/home/concerns", &[("about", &about), ("text", text)]);
    assert_eq!(browser.page.status, 200, "{}", browser.page.text());
}

fn opens(two: &Two, seat: MemberId, person: PersonId) {
    let actor = two.town.actor(seat);
    two.town
        .act(move |desk, _| file::open(desk, &actor, person))
        .expect("the page of somebody whom they help");
}

#[test]
fn the_guardian_of_one_service_sees_no_access_of_the_other() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    opens(&two, town.cast.sam, person);
    opens(&two, two.second.noor, person);
    // The leads try, and it is not there for them; that they tried is written down.
    for seat in [town.cast.lena, two.second.tess] {
        let actor = town.actor(seat);
        let page = town.act(move |desk, _| file::open(desk, &actor, person));
        assert!(page.is_err(), "a lead opens no page of somebody with a coach");
    }
    // How many people a list of the practice had is no count of one service's people, and is shown to neither.
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| sent::list(desk, &patel, None))
        .expect("the list of what was sent");
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    let mut ines = served.sit(Ok(two.second.ines));
    for (guardian, sees, not) in [
        (
            &mut grace,
            ["Sam Okoro", "Lena Fox"],
            ["Noor Haddad", "Tess Marlow", "Talking Space"],
        ),
        (
            &mut ines,
            ["Noor Haddad", "Tess Marlow"],
            ["Sam Okoro", "Lena Fox", "Northway Work"],
        ),
    ] {
        guardian.open("/oversight");
        for name in sees {
            says(guardian, name);
        }
        for name in not {
            assert!(!guardian.page.says(name), "{name}: {}", guardian.page.text());
        }
        says(guardian, "not shown");
    }
    // Of the month's draws, too, each has their own: Dr Patel typed both yeses.
    town.later(DAY * 40);
    for (seat, not) in [(town.cast.grace, "Noor Haddad"), (two.second.ines, "Sam Okoro")] {
        let actor = town.actor(seat);
        let drawn = town
            .act(move |desk, _| guard::looked::checks(desk, &actor))
            .expect("the month's checks");
        assert_eq!(drawn.typed.len(), 1, "one yes each: {not}");
        assert!(drawn.five.len() > 1 && drawn.five.iter().all(|d| !d.who.contains(not)));
    }
    // The month's draw of the one cannot be checked by the other.
    let (grace, ines) = (town.actor(town.cast.grace), town.actor(two.second.ines));
    let theirs = town
        .act(move |desk, _| guard::looked::checks(desk, &grace))
        .expect("the month's checks")
        .typed[0]
        .event;
    let tried = town.act(move |desk, _| guard::typed::ask_about_yes(desk, &ines, theirs));
    assert!(matches!(tried, Err(sayso_app::Error::NotFound)));
    assert!(
        !told(town, person).contains("asked whether"),
        "and Alex was asked nothing"
    );
}

#[test]
fn a_concern_goes_to_the_guardian_of_the_service_it_is_about_and_the_other_finds_nothing() {
    let two = two(true);
    let (town, second) = (&two.town, &two.second);
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    let mut ines = served.sit(Ok(second.ines));
    let mut alex = served.sit(Err(two.alex.person));
    alex.open("/home/concerns");
    says(&alex, "It goes to the guardian of the service that it is about.");
    raises(
        &served,
        two.alex.person,
        Some(second.talking),
        "Zqtalk was unkind.",
    );
    assert_eq!(
        concerns(&mut grace),
        Vec::<String>::new(),
        "it is not about their scheme"
    );
    let at = concerns(&mut ines).pop().expect("it waits for its own guardian");
    for path in [at.clone(), format!("{at}/looked")] {
        assert_eq!(
            grace.open(&path).status,
            404,
            "absent and another's look the same"
        );
    }
    assert!(ines.open(&at).says("Zqtalk was unkind."));
    ines.send("/answer", &[("text", "We have spoken to them.")]);
    // Who looked at Alex is the therapist, as far as this guardian can see.
    opens(&two, town.cast.sam, two.alex.person);
    opens(&two, second.noor, two.alex.person);
    ines.open(&format!("{at}/looked"));
    assert!(
        ines.page.says("Noor Haddad") && !ines.page.says("Sam Okoro"),
        "{}",
        ines.page.text()
    );
    alex.open("/home/concerns");
    says(&alex, "We have spoken to them.");
    // About nobody: each of the services that Alex has.
    raises(&served, two.alex.person, None, "Zqboth of them.");
    assert_eq!(concerns(&mut grace).len(), 1);
    assert_eq!(concerns(&mut ines).len(), 2);
}

#[test]
fn somebody_with_one_service_and_somebody_without_a_name_are_heard_by_whom_it_is_about() {
    let two = two(false);
    let (town, second) = (&two.town, &two.second);
    let served = town.serve();
    let count = |seat| concerns(&mut served.sit(Ok(seat))).len();
    let both = |grace: usize, ines: usize| {
        assert_eq!((count(town.cast.grace), count(second.ines)), (grace, ines));
    };
    raises(&served, two.alex.person, None, "At the desk.");
    both(1, 0);
    // The practice has a part in both; Alex only in one.
    raises(
        &served,
        two.alex.person,
        Some(town.cast.riverside),
        "At the desk again.",
    );
    both(2, 0);
    raises(&served, two.other.person, None, "In the room.");
    both(2, 1);
    // Alex has nothing with the other service, and may still speak up about it. It is handled, not lost.
    raises(&served, two.alex.person, Some(second.talking), "They rang me.");
    both(2, 2);
    let at = concerns(&mut served.sit(Ok(second.ines)));
    let mut ines = served.sit(Ok(second.ines));
    for path in at {
        assert_eq!(ines.open(&path).status, 200);
        ines.send("/answer", &[("text", "We looked into it.")]);
    }
    let mut alex = served.sit(Err(two.alex.person));
    alex.open("/home/concerns");
    says(&alex, "We looked into it.");
    let mut somebody = served.browser();
    let talking = second.talking.to_string();
    somebody.open("/speak-up");
    says(
        &somebody,
        "It goes to the guardian of the service that it is about.",
    );
    somebody.send("/speak-up", &[("about", &talking), ("text", "Hurried.")]);
    both(2, 3);
    let mut somebody = served.browser();
    somebody.open("/speak-up");
    somebody.send("/speak-up", &[("text", "About nobody in particular.")]);
    both(3, 4);
}

#[test]
fn what_nobody_answers_in_two_days_goes_to_the_deputy_of_that_scheme() {
    let two = two(true);
    let (town, second) = (&two.town, &two.second);
    let served = town.serve();
    raises(
        &served,
        two.alex.person,
        Some(second.talking),
        "Nobody rang back.",
    );
    // The guardian of the other scheme is named here, and is not who would stand back.
    raises(
        &served,
        two.alex.person,
        Some(second.talking),
        "Mrs Adeyemi knows.",
    );
    assert_eq!(concerns(&mut served.sit(Ok(second.ines))).len(), 2);
    town.later(DAY * 5);
    assert_eq!(concerns(&mut served.sit(Ok(second.ines))).len(), 0);
    assert_eq!(
        concerns(&mut served.sit(Ok(town.cast.dele))).len(),
        0,
        "not the other scheme's deputy"
    );
    let mut ravi = served.sit(Ok(second.ravi));
    let at = concerns(&mut ravi);
    assert_eq!(at.len(), 2);
    ravi.open(&at[0]);
    ravi.send("/answer", &[("text", "I have rung them myself.")]);
    let mut alex = served.sit(Err(two.alex.person));
    alex.open("/home/concerns");
    says(&alex, "I have rung them myself.");
}

#[test]
fn a_concern_is_not_lost_where_a_scheme_has_lost_its_guardian() {
    let two = two(true);
    let (town, second) = (&two.town, &two.second);
    let served = town.serve();
    raises(
        &served,
        two.other.person,
        Some(second.talking),
        "Before she left.",
    );
    let (kit, ines) = (town.actor(town.cast.kit), second.ines);
    town.act(move |desk, _| members::end(desk, &kit, ines))
        .expect("Ines leaves");
    raises(&served, two.other.person, Some(second.talking), "After she left.");
    let mut grace = served.sit(Ok(town.cast.grace));
    let at = concerns(&mut grace);
    assert_eq!(at.len(), 2, "somebody hears it until there is a guardian again");
    for path in &at {
        assert_eq!(grace.open(path).status, 200);
    }
    grace.send("/answer", &[("text", "We hear you.")]);
    let mut alex = served.sit(Err(two.other.person));
    alex.open("/home/concerns");
    says(&alex, "We hear you.");
    doctor_finds(
        town,
        &served,
        "The scheme “Talking Therapies” has no guardian at an organisation of its own.",
    );
}

#[test]
fn a_guardian_switches_off_only_what_their_scheme_has() {
    let two = two(true);
    let (town, second) = (&two.town, &two.second);
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    let mut ines = served.sit(Ok(second.ines));
    ines.open("/switches");
    says(&ines, "Talking Space");
    says(&ines, "Riverside Surgery");
    for name in ["Northway Work", "Eastgate Futures", "Hilltop Practice"] {
        assert!(!ines.page.says(name), "{name}");
    }
    let token = ines.token().expect("a form");
    let off = |browser: &mut Browser, token: &str, org: OrgId| {
        let target = format!("{org} -");
        let fields = [
            ("csrf", token),
            ("target", &target),
            ("reason", "pressure"),
            ("words", "Zq"),
        ];
        browser.post("/switches/off", &fields).status
    };
    assert_eq!(off(&mut ines, &token, town.cast.northway), 404);
    assert!(
        !served.browser().open("/switched-off").says("Northway"),
        "nothing was switched off"
    );
    assert_eq!(off(&mut ines, &token, second.talking), 200);
    says(&ines, "told on their own page: 1");
    grace.open("/switches");
    assert!(!grace.page.says("Talking Space"), "{}", grace.page.text());
    assert!(
        served.browser().open("/switched-off").says("Talking Space"),
        "everybody can read it"
    );
    // Alex's coach goes on; what is on again takes the deputy of that scheme.
    let switch = {
        let ravi = town.actor(second.ravi);
        let all = town
            .act(move |desk, _| guard::switch::list(desk, &ravi))
            .expect("the list");
        all.all[0].switch.id
    };
    for (seat, may) in [(town.cast.dele, false), (second.ines, true), (second.ravi, true)] {
        let actor = town.actor(seat);
        let on = town.act(move |desk, _| guard::switch::on(desk, &actor, switch));
        assert_eq!(on.is_ok(), may, "{on:?}");
    }
    assert!(!served.browser().open("/switched-off").says("Off now"));
    opens(&two, second.noor, two.alex.person);
}

#[test]
fn a_guardian_ends_no_contract_and_closes_no_practice_of_another_scheme() {
    let two = two(true);
    let (town, second) = (&two.town, &two.second);
    let served = town.serve();
    let mut ines = served.sit(Ok(second.ines));
    let [day, month, year] = day_in(town, 60);
    let (northway, hilltop) = (town.cast.northway.to_string(), town.cast.hilltop.to_string());
    for (path, theirs, not, org) in [
        ("/contracts", "Talking Space", "Northway Work", &northway),
        (
            "/practices-that-close",
            "Riverside Surgery",
            "Hilltop Practice",
            &hilltop,
        ),
    ] {
        ines.open(path);
        says(&ines, theirs);
        assert!(!ines.page.says(not), "{not}");
        let token = ines.token().expect("a form");
        let fields = [
            ("csrf", token.as_str()),
            ("org", org),
            ("day", &day),
            ("month", &month),
            ("year", &year),
        ];
        assert_eq!(ines.post(path, &fields).status, 404, "{path}");
    }
    let mut alex = served.sit(Err(two.alex.person));
    assert!(!alex.open("/home").says("ends on"), "{}", alex.page.text());
    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(!grace.open("/contracts").says("Talking Space"));
}

#[test]
fn what_is_reported_withheld_demanded_or_signed_at_one_service_is_on_no_list_of_the_other() {
    let two = two(true);
    let (town, second, person) = (&two.town, &two.second, two.alex.person);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}/danger"));
    sam.send("/danger", &[("text", "Zqdanger at home")]);
    sam.open(&format!("/person/{person}"));
    sam.follow("/withhold/");
    sam.send(
        "/withhold/",
        &[
            ("ground", "another_person"),
            ("days", "30"),
            ("words", "Zqground"),
        ],
    );
    says(&sam, "Nothing is withheld yet");
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/demands");
    let whose = two.alex.reference.clone();
    let demand = [
        ("demander", "court"),
        ("notice", "Zqnotice order"),
        ("advice", "Counsel was asked"),
        ("scope", "identity"),
        ("reference", whose.as_str()),
    ];
    grace.send("/demands", &demand);
    for (path, words) in [
        ("/dangers", "By Sam Okoro"),
        ("/withholdings", "Zqground"),
        ("/demands", "Zqnotice"),
    ] {
        grace.open(path);
        says(&grace, words);
        for seat in [second.ines, second.ravi] {
            let mut other = served.sit(Ok(seat));
            assert_eq!(other.open(path).status, 200);
            assert!(!other.page.says(words), "{path}: {}", other.page.text());
        }
    }
    // Somebody who has nothing with their scheme is nobody whom they can name.
    let alone = crate::second::two(false);
    let served = alone.town.serve();
    let mut ines = served.sit(Ok(alone.second.ines));
    ines.open("/demands");
    let whose = alone.alex.reference.clone();
    let demand: Vec<(&str, &str)> = demand
        .iter()
        .map(|(k, v)| {
            if *k == "reference" {
                (*k, whose.as_str())
            } else {
                (*k, *v)
            }
        })
        .collect();
    assert_eq!(ines.send("/demands", &demand).status, 422);
    says(&ines, "Nobody here has a referral with that reference");
    // That it was tried, Alex can read; on the register there is nothing.
    assert!(told(&alone.town, alone.alex.person).contains("Sayso did not allow it"));
    assert!(!ines.open("/demands").says("Zqnotice"));
}

#[test]
fn a_danger_that_the_new_practice_hears_of_is_on_the_list_of_the_service_that_the_person_has() {
    let two = two(false);
    let (town, person) = (&two.town, two.other.person);
    let served = town.serve();
    // Billie has the second service alone, and moves to a practice that has a part in the first alone.
    let mut billie = served.sit(Err(person));
    billie.open("/home/around");
    billie.send(
        "/around/practice",
        &[("practice", &town.cast.hilltop.to_string())],
    );
    let mut hart = served.sit(Ok(town.cast.hart));
    hart.open(&format!("/practice/person/{person}/danger"));
    hart.send("/danger", &[("words", "Zqdanger at home")]);
    assert_eq!(hart.page.status, 200, "{}", hart.page.text());
    let mut ines = served.sit(Ok(two.second.ines));
    ines.open("/dangers");
    says(&ines, "By Dr Hart");
    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(!grace.open("/dangers").says("Dr Hart"));
}

#[test]
fn what_waits_longest_stands_first_and_what_is_answered_stands_last() {
    let town = sayso_testkit::Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    raises(&served, alex.person, None, "The first");
    let first = concerns(&mut grace);
    town.later(SignedDuration::from_mins(5));
    raises(&served, alex.person, None, "The second");
    let both = concerns(&mut grace);
    assert_eq!((both.len(), &both[0]), (2, &first[0]), "the oldest first");
    grace.open(&first[0]);
    grace.send("/answer", &[("text", "We have looked into it.")]);
    assert_eq!(concerns(&mut grace), [both[1].clone(), both[0].clone()]);
}

#[test]
fn a_stop_that_a_guardian_keys_ends_their_own_service_and_no_other() {
    let two = two(true);
    let (town, person) = (&two.town, two.alex.person);
    let grace = town.actor(town.cast.grace);
    let stopped = town
        .act(move |desk, _| change_mind::leave(desk, &grace, person, Heard::ONLINE))
        .expect("the guardian of the person's scheme can always key a stop");
    assert_eq!(stopped.had_gone_to, ["Northway Work"]);
    opens(&two, two.second.noor, person);
    let alone = crate::second::two(false);
    let (ines, person) = (alone.town.actor(alone.second.ines), alone.alex.person);
    let tried = alone
        .town
        .act(move |desk, _| change_mind::leave(desk, &ines, person, Heard::ONLINE));
    assert!(matches!(tried, Err(sayso_app::Error::Denied)), "{tried:?}");
    opens(&alone, alone.town.cast.sam, person);
}

#[test]
fn no_guardian_can_learn_that_somebody_has_another_service() {
    let (with, without) = (two(true), two(false));
    let look = |two: &Two, served: &Served, ids: &[String]| {
        let (cast, second) = (two.town.cast, two.second);
        let wanted = [
            Who::Guardian,
            Who::Signer,
            Who::Keeper,
            Who::Anybody,
            Who::SignedIn,
        ];
        let seats = [cast.grace, cast.dele, cast.nia, second.ines, second.ravi];
        pages_of(served, &seats, ids, &wanted, &["/nothing-here"])
    };
    // The same things happen at each service, in both towns; only who has the therapist is another.
    for two in [&with, &without] {
        let (alex, other) = (two.alex.person, two.other.person);
        opens(two, two.town.cast.sam, alex);
        opens(two, two.second.noor, other);
        let raised = |about| Raised {
            kind: ConcernKind::Pressed,
            about: Some(about),
            to: Handler::Guardian,
            text: "At the desk".into(),
        };
        let (with_name, without_name) = (raised(two.town.cast.northway), raised(two.second.talking));
        two.town
            .act(move |desk, _| {
                guard::concern::raise(desk, &Actor::Person(alex), with_name)?;
                guard::concern::raise_without_a_name(desk, without_name)
            })
            .expect("raised");
    }
    let mut ids = with.ids();
    ids.extend(without.ids());
    ids.retain(|id| *id != without.other.person.to_string());
    ids.sort_unstable();
    ids.dedup();
    let (served_with, served_without) = (with.town.serve(), without.town.serve());
    let (a, b) = (
        look(&with, &served_with, &ids),
        look(&without, &served_without, &ids),
    );
    same(&a, &b);
    assert!(a.iter().filter(|(_, status, _)| *status == 200).count() > 50);
    // A month later, when yeses and accesses are drawn; and after each concern went on by itself.
    for two in [&with, &without] {
        two.town.later(SignedDuration::from_hours(24 * 40));
    }
    same(
        &look(&with, &served_with, &ids),
        &look(&without, &served_without, &ids),
    );
}
