//! Every route: who it is for, what it asks, which event it leaves. Anybody else is sent to sign in or finds nothing,
//! and a form without its token changes nothing. `docs/routes.txt` is the table that the code carries.

use std::fmt::Write as _;

use sayso_core::id::{MemberId, PersonId};
use sayso_testkit::{Browser, Cast, Town};
use sayso_web::{Route, Who, all_routes};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/routes.txt");

#[test]
fn the_published_list_is_the_table_in_the_code() {
    let mut text = String::from(
        "Every route: method, path, who it is for, the action that the policies are asked about, the event it leaves.\n\
         Made by the tests from the table in the code (UPDATE=1 cargo test --test routes).\n\n",
    );
    for r in all_routes() {
        let who = format!("{:?}", r.who);
        writeln!(
            text,
            "{:<5} {:<38} {:<14} {:<22} {}",
            r.method, r.path, who, r.action, r.event
        )
        .expect("a String");
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(FILE, &text).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(FILE).expect("docs/routes.txt is there: UPDATE=1 makes it");
    assert!(
        kept == text,
        "docs/routes.txt is not the table: UPDATE=1 cargo test --test routes"
    );
}

#[test]
fn every_action_and_event_of_the_table_exists() {
    for r in all_routes() {
        assert!(
            r.action == "-"
                || r.action
                    .split(' ')
                    .all(|a| sayso_policy::Action::parse(a).is_some()),
            "{r:?}"
        );
        let event = |e| sayso_core::event::EventKind::parse(e).is_some();
        assert!(r.event == "-" || r.event.split(' ').all(event), "{r:?}");
    }
}

/// What a seat can open asks the policies, but for these: each says why.
const ASKS_NOBODY: &[(&str, &str)] = &[(
    "/session/extend",
    "keeps one's own session open; it reads and changes nothing else",
)];

#[test]
fn no_page_of_a_seat_is_without_an_action() {
    let asks_nobody = |r: &&Route| r.action == "-" && r.who != Who::Anybody;
    let all = all_routes();
    let found: Vec<&str> = all.iter().filter(asks_nobody).map(|r| r.path).collect();
    let allowed: Vec<&str> = ASKS_NOBODY.iter().map(|(path, _)| *path).collect();
    assert_eq!(found, allowed, "a way in without a question to the policies");
}

/// The path with an id in each placeholder; ids that fit where the page is about somebody.
fn path(route: &Route, person: PersonId, referral: &str) -> String {
    let mut path = route.path.to_owned();
    while let (Some(a), Some(b)) = (path.find('{'), path.find('}')) {
        let id = if path.starts_with("/intake") || path.starts_with("/practice/sent") {
            referral.into()
        } else {
            person.to_string()
        };
        path.replace_range(a..=b, &id);
    }
    path
}

fn is_for(who: Who, seat: &str) -> bool {
    match who {
        Who::Anybody | Who::SignedIn => true,
        Who::Person => seat == "person",
        Who::Supporter => seat == "supporter",
        Who::Attorney => seat == "attorney",
        Who::Practice => matches!(seat, "clinician" | "practice_admin"),
        Who::Clinician => seat == "clinician",
        Who::PracticeAdmin => seat == "practice_admin",
        Who::Coach => seat == "coach",
        Who::ProviderLead => seat == "provider_lead",
        Who::Provider => matches!(seat, "coach" | "provider_lead"),
        Who::Guardian => matches!(seat, "guardian" | "deputy"),
        Who::Signer => matches!(seat, "guardian" | "deputy" | "nominee"),
        Who::Commissioner => seat == "commissioner",
        Who::Commission => matches!(seat, "commissioner" | "evaluator"),
        Who::Evaluator => seat == "evaluator",
        Who::Operator => seat == "operator",
        Who::Keeper => matches!(seat, "operator" | "guardian"),
    }
}

fn seats(cast: &Cast, person: PersonId) -> Vec<(&'static str, Result<MemberId, PersonId>)> {
    vec![
        ("person", Err(person)),
        ("clinician", Ok(cast.patel)),
        ("practice_admin", Ok(cast.jo)),
        ("coach", Ok(cast.sam)),
        ("provider_lead", Ok(cast.lena)),
        ("guardian", Ok(cast.grace)),
        ("deputy", Ok(cast.dele)),
        ("nominee", Ok(cast.nia)),
        ("commissioner", Ok(cast.priya)),
        ("evaluator", Ok(cast.ezra)),
        ("operator", Ok(cast.kit)),
    ]
}

#[test]
fn nobody_signed_in_is_sent_to_sign_in() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    for route in all_routes()
        .iter()
        .filter(|r| r.who != Who::Anybody && r.method == "GET")
    {
        let mut browser = served.browser();
        let answer = browser.open(&path(route, kept.person, &kept.referral.to_string()));
        assert_eq!(
            (answer.status, answer.path.as_str()),
            (200, "/sign-in"),
            "{route:?}"
        );
    }
}

#[test]
fn a_form_without_its_token_changes_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    // Machine to machine: each proves itself in another way, and has a test of its own.
    for route in all_routes().iter().filter(|r| {
        let machines = [
            "/launch",
            "/hook/text",
            "/sign-in/signed-out",
            "/log/add-cosignature",
            "/log/old/{nth}/add-cosignature",
        ];
        r.method == "POST" && !machines.contains(&r.path)
    }) {
        for (_, seat) in seats(&town.cast, kept.person) {
            let mut browser = served.sit(seat);
            let path = path(route, kept.person, &kept.referral.to_string());
            assert_eq!(browser.post(&path, &[]).status, 403, "{route:?}");
            assert_eq!(
                browser
                    .post(&path, &[("csrf", "0123456789abcdef0123456789abcdef")])
                    .status,
                403,
                "{route:?}"
            );
        }
    }
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    assert!(
        alex.page.status == 200 && !alex.page.says("You stopped sharing"),
        "a forged form did not make them leave"
    );
}

/// The token of the seat's own session, from a page that it may see.
fn token(browser: &mut Browser) -> String {
    browser.open("/start");
    browser.token().expect("every signed-in page can sign out")
}

#[test]
fn a_wrong_seat_finds_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    for route in &all_routes() {
        for (name, seat) in seats(&town.cast, kept.person) {
            if is_for(route.who, name) || matches!(route.who, Who::Anybody | Who::SignedIn) {
                continue;
            }
            let mut browser = served.sit(seat);
            let path = path(route, kept.person, &kept.referral.to_string());
            let answer = if route.method == "GET" {
                browser.open(&path).clone()
            } else {
                let token = token(&mut browser);
                browser.post(&path, &[("csrf", &token)]).clone()
            };
            // 422: the form was not filled in, so nothing was asked of anybody yet.
            let nothing = answer.status == 404 || (route.method == "POST" && answer.status == 422);
            assert!(nothing, "{name} at {route:?}: {} {}", answer.status, answer.path);
        }
    }
}

/// Opens and posts to every address there is; gives how many pages of their own it found, and fails at any other.
fn finds_only(browser: &mut Browser, who: Who, person: PersonId, referral: &str) -> usize {
    let mut own = 0;
    for route in &all_routes() {
        if matches!(route.who, Who::Anybody | Who::SignedIn) {
            continue;
        }
        let path = path(route, person, referral);
        let answer = if route.method == "GET" {
            browser.open(&path).clone()
        } else if route.who == who {
            continue;
        } else {
            let token = token(browser);
            browser.post(&path, &[("csrf", &token)]).clone()
        };
        let nothing = answer.status == 404 || (route.method == "POST" && answer.status == 422);
        let finds = route.who == who;
        own += usize::from(finds);
        assert_eq!(
            (answer.status == 200, nothing),
            (finds, !finds),
            "{route:?}: {} {}",
            answer.status,
            answer.path
        );
    }
    own
}

#[test]
fn a_supporter_finds_their_own_pages_and_no_other() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let given = town.names_kim(kept.person, sayso_core::supporter::Choice::ALL);
    let mut browser = served.comes_in(&given);
    let own = finds_only(
        &mut browser,
        Who::Supporter,
        kept.person,
        &kept.referral.to_string(),
    );
    assert_eq!(own, 4, "their own pages were opened");
}

#[test]
fn somebody_with_a_recorded_power_finds_their_own_page_and_no_other() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let given = town.records_kims_power(kept.person);
    town.records_cannot_decide(kept.person).expect("recorded");
    let mut browser = served.comes_to_decide(&given);
    let own = finds_only(
        &mut browser,
        Who::Attorney,
        kept.person,
        &kept.referral.to_string(),
    );
    assert_eq!(own, 1, "their own page was opened");
}

#[test]
fn a_page_leaves_the_event_that_the_table_names() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let db = || rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    let newest = || -> (i64, String) {
        let sql = "SELECT seq, kind FROM event ORDER BY seq DESC LIMIT 1";
        db().query_row(sql, (), |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("an event")
    };
    let mut checked = 0;
    for route in all_routes().iter().filter(|r| {
        r.method == "GET" && r.event != "-" && !matches!(r.who, Who::Anybody | Who::Supporter | Who::Attorney)
    }) {
        let (_, seat) = *seats(&town.cast, kept.person)
            .iter()
            .find(|(name, _)| is_for(route.who, name))
            .expect("every page is for a seat of the cast");
        let mut browser = served.sit(seat);
        let (before, _) = newest();
        let answer = browser
            .open(&path(route, kept.person, &kept.referral.to_string()))
            .clone();
        if answer.status != 200 {
            // A page about something that is not there now (words for the record, say); its story is a journey.
            continue;
        }
        let (seq, kind) = newest();
        assert!(
            seq > before && route.event.split(' ').any(|e| e == kind),
            "{route:?} left {kind}"
        );
        checked += 1;
    }
    assert!(checked >= 12, "only {checked} pages were checked");
}
