//! What a seat may not open, and what does not exist, look the same: in status, in every byte, in the rows that the try
//! leaves, and in the time it takes.

use std::time::{Duration, Instant};

use rusqlite::Connection;
use sayso_app::agree::Yes;
use sayso_app::support;
use sayso_core::id::{MemberId, PersonId};
use sayso_core::person::Details;
use sayso_testkit::{Answer, Browser, Town};

use crate::shared::{HOUR, enrolled, starts_work};
use crate::told_practice::written;

const NOBODYS: &str = "00000000-0000-7000-8000-0000000000aa";

/// How often each is asked for at least, and at most: their fastest answers are set against each other, which noise touches
/// least, and more rounds take away noise and leave a true difference.
const ROUNDS: (usize, usize) = (6, 60);

/// What somebody could see over a network. A row more or less is microseconds; waiting for the disk once more is not.
const SEEN: Duration = Duration::from_millis(5);

fn one_of(town: &Town, sql: &str) -> String {
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    db.query_row(sql, [], |row| row.get(0)).expect("a row")
}

fn events(town: &Town) -> i64 {
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    db.query_row("SELECT count(*) FROM event", [], |row| row.get(0))
        .expect("a number")
}

type Seat = Result<MemberId, PersonId>;
type Look = (u16, String, Vec<(String, String)>);

/// Everything that somebody gets, without the id that they asked for and the token of their own session.
fn seen(page: &Answer, id: &str) -> Look {
    let token = page.forms().into_iter().flat_map(|(_, f)| f);
    let token = token.into_iter().find(|(n, _)| n == "csrf").map(|(_, v)| v);
    let mut body = page.body.replace(id, "");
    if let Some(token) = token {
        body = body.replace(&token, "");
    }
    let mut headers: Vec<_> = page.headers.clone().into_iter().collect();
    headers.retain(|(name, _)| name != "date");
    headers.sort();
    (page.status, body, headers)
}

/// Alex with a coach, a meeting, a note, a job, and a danger that was reported.
fn a_full_life(town: &Town) -> PersonId {
    let kept = town.alex_with_sam();
    written(town, &kept);
    let person = kept.person;
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| support::safeguard(desk, &sam, person, "Zq at home", false))
        .expect("reported");
    let served = town.serve();
    starts_work(town, &mut served.sit(Err(person)));
    served.sit(Ok(town.cast.sam)).open(&format!("/person/{person}"));
    person
}

/// Bo, of the same practice, who said yes and has no coach yet.
fn somebody_else(town: &Town) -> PersonId {
    let details = Details {
        name: "Bo Hale".into(),
        ..Town::alex_details()
    };
    let yes = Yes {
        details,
        ..town.yes()
    };
    town.says_yes(yes).person
}

/// Opens both by turns.
fn asks(town: &Town, browser: &mut Browser, real: &str, real_id: &str, absent: &str) {
    let mut fastest = [Duration::MAX; 2];
    let mut looks: [Option<Look>; 2] = [None, None];
    let mut left = [0; 2];
    for round in 1..=ROUNDS.1 {
        for (n, (path, id)) in [(real, real_id), (absent, NOBODYS)].into_iter().enumerate() {
            let before = events(town);
            let from = Instant::now();
            browser.open(path);
            fastest[n] = fastest[n].min(from.elapsed());
            left[n] = events(town) - before;
            looks[n] = Some(seen(&browser.page, id));
        }
        if round >= ROUNDS.0 && fastest[0].abs_diff(fastest[1]) < SEEN {
            break;
        }
    }
    let [real_look, absent_look] = looks.map(|l| l.expect("asked"));
    assert_ne!(real_look.0, 200, "{real}");
    assert_eq!(real_look, absent_look, "{real}");
    assert_eq!(left[0], left[1], "rows that the try left: {real}");
    assert!(
        fastest[0].abs_diff(fastest[1]) < SEEN,
        "{real}: {:?}, and {:?} where there is none",
        fastest[0],
        fastest[1]
    );
}

#[test]
fn what_is_not_yours_and_what_does_not_exist_look_the_same_in_status_size_and_time() {
    let town = Town::new();
    let (person, bo) = (a_full_life(&town), somebody_else(&town));
    let of = |table: &str| format!("SELECT id FROM {table} WHERE person_id = '{person}' LIMIT 1");
    let id = |sql: &str| one_of(&town, sql);
    let (entry, job, referral) = (id(&of("entry")), id(&of("job")), id(&of("referral")));
    let said = id(&of("said"));
    let event = id("SELECT id FROM event WHERE kind = 'file_opened' LIMIT 1");
    let alex = person.to_string();
    let cast = &town.cast;
    let all: Vec<(Seat, &str, &str)> = vec![
        (Err(bo), "/home/entry/{}", &entry),
        (Err(bo), "/home/meeting/{}", &entry),
        (Err(bo), "/home/jobs/{}", &job),
        (Err(bo), "/home/said/{}", &said),
        (Err(bo), "/home/history/{}", &event),
        (Err(bo), "/home/receipt/{}", &event),
        (Err(bo), "/home/receipt-of/{}", &said),
        (Ok(cast.hart), "/practice/person/{}", &alex),
        (Ok(cast.hart), "/practice/person/{}/receipt", &alex),
        (Ok(cast.hart), "/practice/person/{}/danger", &alex),
        (Ok(cast.hart), "/practice/sent/{}", &referral),
        (Ok(cast.bea), "/person/{}", &alex),
        (Ok(cast.bea), "/person/{}/note", &alex),
        (Ok(cast.bea), "/person/{}/danger", &alex),
        (Ok(cast.owen), "/person/{}/stop", &alex),
        (Ok(cast.owen), "/intake/{}", &referral),
        (Ok(cast.owen), "/person/{}/danger", &alex),
        (Ok(cast.grace), "/concerns/{}", &alex),
    ];
    let served = town.serve();
    for (seat, path, real) in all {
        let mut browser = served.sit(seat);
        asks(
            &town,
            &mut browser,
            &path.replace("{}", real),
            real,
            &path.replace("{}", NOBODYS),
        );
    }
}

#[test]
fn at_the_door_right_wrong_and_absent_take_the_same_time() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let site = town.serve();
    let tries = [
        (kept.card.as_str(), "marigold"),
        (kept.card.as_str(), "violet"),
        ("no-such-card", "marigold"),
    ];
    let mut fastest = [[Duration::MAX; 3]; 2];
    for _ in 0..ROUNDS.0 {
        for (n, (words, private)) in tries.into_iter().enumerate() {
            let mut browser = site.browser();
            browser.open("/sign-in");
            let from = Instant::now();
            browser.send("/sign-in", &[("words", words), ("private", private)]);
            fastest[0][n] = fastest[0][n].min(from.elapsed());
            let from = Instant::now();
            browser.send("/sign-in/code", &[("code", "000000")]);
            fastest[1][n] = fastest[1][n].min(from.elapsed());
        }
        // The next hour's guesses.
        town.later(HOUR);
    }
    for [right, wrong, absent] in fastest {
        assert!(
            right.abs_diff(wrong) < SEEN,
            "{right:?}, and {wrong:?} when wrong"
        );
        assert!(
            right.abs_diff(absent) < SEEN,
            "{right:?}, and {absent:?} when absent"
        );
    }
}
