//! Guardian, commissioner, operator: what each may see, and what none of them ever sees.

use std::sync::Arc;

use jiff::SignedDuration;
use sayso_app::{Error, House, Lane, Options, members, places, register, session, setup};
use sayso_core::decide::register::CannotRegister;
use sayso_core::id::MemberId;
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};
use sayso_core::terms::{Terms, Unfit};
use sayso_testkit::{Browser, Seeded, Town};

/// What stands in Alex's rows alone: no keeper's page may hold any of it.
const ALEX: [&str; 6] = [
    "Alex",
    "Morgan",
    "alex@example.org",
    "020 7946 0111",
    "work with plants",
    "Large print",
];

fn names_nobody(browser: &Browser) {
    for private in ALEX {
        assert!(
            !browser.page.body.contains(private),
            "{} holds {private}",
            browser.page.path
        );
    }
}

/// Opens a page and every page of the house that it leads to.
fn crawl(browser: &mut Browser, from: &str) -> usize {
    let mut waiting = vec![from.to_owned()];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(path) = waiting.pop() {
        // The source of a test names the cast, as this one does.
        let source = path.starts_with("/shown-by/");
        let inside = path.starts_with('/') && !path.starts_with("/exit") && !path.contains('#') && !source;
        if !inside || !seen.insert(path.clone()) {
            continue;
        }
        browser.open(&path);
        names_nobody(browser);
        waiting.extend(browser.page.links());
    }
    seen.len()
}

#[test]
fn the_guardian_sees_that_sam_looked_and_not_at_whom_or_what() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&format!("/person/{}", alex.person)).status, 200);

    let mut grace = served.sit(Ok(town.cast.grace));
    let page = grace.open("/oversight");
    assert_eq!(page.status, 200);
    assert!(page.says("Has anyone looked who should not have?"));
    assert!(page.says("Sam Okoro") && page.says("coach") && page.says("Northway Work"));
    assert!(page.says("opened somebody’s page"));
    assert!(!page.body.contains(&alex.person.to_string()));
    crawl(&mut grace, "/oversight");
}

#[test]
fn a_commissioner_who_tries_a_persons_address_finds_nothing_and_the_guardian_hears_of_it() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut priya = served.sit(Ok(town.cast.priya));
    assert_eq!(priya.open(&format!("/person/{}", alex.person)).status, 404);
    names_nobody(&priya);

    let mut grace = served.sit(Ok(town.cast.grace));
    let text = grace.open("/oversight").text();
    let tried = text
        .find("Tried and not allowed")
        .expect("what was tried stands there");
    let looked = text.rfind("Who looked").expect("and who looked");
    let priyas = text.find("Priya Shah").expect("the guardian sees who tried");
    assert!(
        tried < priyas && priyas < looked,
        "what was not allowed comes first"
    );
    assert!(text.contains("tried to do something about somebody"));
    names_nobody(&grace);
}

#[test]
fn the_commissioner_reads_the_promises_and_no_number_of_people() {
    let town = Town::new();
    drop(town.alex_with_sam());
    let served = town.serve();
    let mut priya = served.sit(Ok(town.cast.priya));
    let page = priya.open("/commission");
    assert!(page.says("We do not send your information to the DWP or Jobcentre."));
    assert!(page.says("Working Better") && page.says("Ends on"));
    assert!(page.says("None is published. Without one nobody can say whether this scheme works."));
    // One person said yes. Nothing of it is a number before a month is over, and then it is a star like anybody's.
    assert!(
        priya
            .open("/figures")
            .says("No month is over yet, so there is no number.")
    );
    assert!(!priya.page.body.contains("app-bar") && !priya.page.body.contains("<td"));
    assert!(crawl(&mut priya, "/commission") > 2);
}

#[test]
fn the_operator_sees_no_name_of_anybody_who_is_helped() {
    let town = Town::new();
    drop(town.alex_with_sam());
    let served = town.serve();
    let mut kit = served.sit(Ok(town.cast.kit));
    assert!(kit.open("/health").says("Nothing is wrong"));
    assert!(kit.open("/members").says("Sam Okoro"), "staff are there");
    assert!(
        kit.open("/health/limits")
            .says("Your seat may do 0 of those things.")
    );
    assert!(crawl(&mut kit, "/health") > 10);
}

#[test]
fn ending_a_membership_ends_the_session_at_the_next_click() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&format!("/person/{}", alex.person)).status, 200);

    let mut kit = served.sit(Ok(town.cast.kit));
    kit.open(&format!("/members/{}", town.cast.sam));
    kit.send("/end", &[]);
    assert_eq!(kit.page.path, "/members");

    sam.open(&format!("/person/{}", alex.person));
    assert_eq!(sam.page.path, "/sign-in", "the next click is at the door");
    names_nobody(&sam);
}

#[test]
fn the_last_operator_cannot_lock_the_door_from_inside() {
    let town = Town::new();
    let served = town.serve();
    let mut kit = served.sit(Ok(town.cast.kit));
    kit.open(&format!("/members/{}", town.cast.kit));
    kit.send("/end", &[]);
    assert_eq!(kit.page.status, 422);
    assert_eq!(kit.open("/members").status, 200, "Kit is still there");
}

#[test]
fn a_new_seat_signs_in_with_a_link_that_works_once() {
    let town = Town::new();
    let served = town.serve();
    let mut kit = served.sit(Ok(town.cast.kit));
    kit.open("/members/add");
    kit.send("/members/add", &[("name", ""), ("org", ""), ("role", "")]);
    assert_eq!(kit.page.status, 422);
    assert!(kit.page.says("Choose an organisation"));
    let northway = town.cast.northway.to_string();
    let new = [
        ("name", "Noor Haddad"),
        ("org", northway.as_str()),
        ("role", "coach"),
    ];
    kit.send("/members/add", &new);
    assert!(kit.page.path.starts_with("/members/") && kit.page.says("Noor Haddad"));
    kit.send("/link", &[]);
    let link = link_on(&kit);

    let mut noor = served.browser();
    noor.open(&link);
    noor.send("/link/", &[]);
    assert_eq!(noor.page.path, "/today");
    let mut thief = served.browser();
    thief.open(&link);
    thief.send("/link/", &[]);
    assert_eq!(thief.page.status, 404, "the link is dead");
}

fn link_on(browser: &Browser) -> String {
    let at = browser.page.body.find("/link/").expect("the link is shown");
    browser.page.body[at..at + "/link/".len() + 32].to_owned()
}

#[test]
fn a_link_is_dead_after_thirty_minutes() {
    let town = Town::new();
    let served = town.serve();
    let sam = town.cast.sam;
    let link = |town: &Town| {
        let secret = town.act(move |desk, _| members::link(desk, &Actor::Sayso, sam));
        format!("/link/{}", secret.expect("a link"))
    };
    let (early, late) = (link(&town), link(&town));
    town.source.advance(SignedDuration::from_mins(29));
    let mut browser = served.browser();
    browser.open(&early);
    browser.send("/link/", &[]);
    assert_eq!(browser.page.path, "/today");
    town.source.advance(SignedDuration::from_mins(2));
    let mut browser = served.browser();
    browser.open(&late);
    browser.send("/link/", &[]);
    assert_eq!(browser.page.status, 404);
}

#[test]
fn a_first_start_gives_one_operator_once() {
    let dir = tempfile::tempdir().expect("a directory");
    let source = Arc::new(Seeded::new(3));
    let house = House::open(dir.path(), Arc::clone(&source) as _, &Options::default()).expect("it opens");
    let house = Arc::new(house);
    let first = |house: &Arc<House>| {
        house.act(Lane::Normal, None, |desk, _| {
            setup::first_run(desk, Some("Borough Council"))
        })
    };
    let (member, secret): (MemberId, String) = first(&house).expect("it runs").expect("a first start");
    assert_eq!(first(&house), Ok(None), "a second start makes nobody");
    let again = secret.clone();
    let used = house.act(Lane::Normal, None, move |desk, _| {
        session::with_link(desk, &secret)
    });
    assert!(used.is_ok());
    let again = house.act(Lane::Normal, None, move |desk, _| {
        session::with_link(desk, &again)
    });
    assert_eq!(again.err(), Some(Error::NotFound));
    let actor = house.act(Lane::Normal, None, move |desk, _| session::actor(desk, member));
    assert!(matches!(actor, Ok(Actor::Member(m)) if m.role == Role::Operator));
}

#[test]
fn the_dwp_cannot_be_made_a_recipient_whoever_asks_and_the_reason_is_given() {
    let town = Town::new();
    let (kit, dwp) = (town.actor(town.cast.kit), town.cast.dwp);
    for actor in [Actor::Sayso, kit] {
        let gave = town.act(move |desk, _| {
            let mut terms: Terms = places::published(desk)?.terms.remove(0).terms;
            terms.id = register::fresh_id(desk);
            terms.version = 2;
            terms.promise.flows[0].recipient = dwp;
            // Called something else, it is the DWP all the same: its kind is read from its own row.
            terms.promise.flows[0].recipient_kind = OrgKind::Service;
            register::terms(desk, &actor, terms)
        });
        let why = gave.expect_err("it is not published");
        assert!(matches!(
            &why,
            Error::CannotRegister(CannotRegister::Unfit(Unfit::BenefitsRecipient(_)))
        ));
        assert!(why.to_string().contains("There is no setting that allows it."));
    }
}

#[test]
fn a_member_of_a_benefits_organisation_cannot_be_made() {
    let town = Town::new();
    let served = town.serve();
    let mut kit = served.sit(Ok(town.cast.kit));
    kit.open("/members/add");
    assert!(
        !kit.page.body.contains(&town.cast.dwp.to_string()),
        "it is not on the form"
    );
    let dwp = town.cast.dwp.to_string();
    kit.send(
        "/members/add",
        &[
            ("name", "A. Visitor"),
            ("org", dwp.as_str()),
            ("role", "operator"),
        ],
    );
    assert_eq!(kit.page.status, 404);
    assert!(!kit.open("/members").says("A. Visitor"));
}

#[test]
fn nobody_else_opens_the_keepers_pages() {
    let town = Town::new();
    let served = town.serve();
    let keepers = [
        ("/oversight", town.cast.grace),
        ("/commission", town.cast.priya),
        ("/figures", town.cast.priya),
        ("/health", town.cast.kit),
        ("/health/limits", town.cast.kit),
        ("/members", town.cast.kit),
        ("/members/add", town.cast.kit),
    ];
    let everybody = [
        town.cast.patel,
        town.cast.jo,
        town.cast.sam,
        town.cast.lena,
        town.cast.grace,
        town.cast.priya,
        town.cast.kit,
    ];
    for (path, keeper) in keepers {
        for seat in everybody {
            let status = served.sit(Ok(seat)).open(path).status;
            assert_eq!(status, if seat == keeper { 200 } else { 404 }, "{path}");
        }
        let mut stranger = served.browser();
        stranger.open(path);
        assert_eq!(stranger.page.path, "/sign-in", "{path}");
    }
}

#[test]
fn a_probe_is_told_alive_and_ready_and_nothing_else() {
    let town = Town::new();
    let served = town.serve();
    let mut probe = served.browser();
    assert_eq!(probe.open("/healthz").body, "alive\n");
    assert_eq!(probe.open("/readyz").body, "ready\n");
}
