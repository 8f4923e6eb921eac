//! What is recorded enters the private tree, and what is signed is read twice. Each story ends on what the tree has, or on
//! nothing being signed.

use std::fs;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rusqlite::Connection;
use sayso_app::agree::Kept;
use sayso_app::own;
use sayso_app::public_log::{Door, Outside, Reply, Rounds, TakingIn, Witnesses};
use sayso_log::Edge;
use sayso_log::note::{Scheme, SigningKey};
use sayso_store::{Standing, Tree};
use sayso_testkit::Town;

use crate::log_kit::{TEN, operator_edits, refuses, signs};

/// How many leaves the private tree has, and how many rows there are to take in.
fn tree_and_rows(town: &Town) -> (u64, u64) {
    let edge = town
        .house
        .read_log(|log| log.standing(Standing::Edge(Tree::Private)))
        .expect("read");
    let tree = edge.map_or(0, |bytes| Edge::from_bytes(&bytes).expect("an edge").size());
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    db.busy_timeout(Duration::from_secs(5)).expect("time");
    let rows: i64 = db
        .query_row("SELECT count(*) FROM event_told", (), |row| row.get(0))
        .expect("a count");
    (tree, rows.try_into().expect("no fewer than none"))
}

/// Alex looks at their own page, and that is recorded.
fn happens(town: &Town, kept: &Kept) {
    let alex = town.person(kept.person);
    town.act(move |desk, _| own::open(desk, &alex, "your page", 1, None).map(drop))
        .expect("their own page");
}

/// Everything recorded by now is in the tree, and there is something.
#[track_caller]
fn all_in(town: &Town) -> u64 {
    let (tree, rows) = tree_and_rows(town);
    assert_eq!(tree, rows);
    assert!(tree > 0);
    tree
}

#[test]
fn what_is_recorded_enters_the_private_tree_at_the_next_look_without_a_round() {
    let town = Town::new();
    let mut taking_in = TakingIn::new(&town.house);
    taking_in.tick().expect("a look");
    assert_eq!(taking_in.tick(), Ok(0), "nothing new");
    let (before, rows) = tree_and_rows(&town);
    assert_eq!(before, rows);
    let kept = town.alex_says_yes();
    let (tree, rows) = tree_and_rows(&town);
    assert!(tree == before && rows > before, "nobody has looked yet");
    assert_eq!(taking_in.tick(), Ok(usize::try_from(rows - before).expect("few")));
    assert_eq!(all_in(&town), rows);
    assert_eq!(taking_in.tick(), Ok(0));
    assert!(!kept.person.to_string().is_empty());
    // A round that signs finds it there, and adds nothing of its own to it.
    signs(&mut Rounds::new(&town.house, "log.example"));
    assert_eq!(all_in(&town), rows);
}

/// A witness that says when it is asked, and answers only when it is told to.
struct Slow {
    asked: Sender<()>,
    go_on: Mutex<Receiver<()>>,
}

impl Door for Slow {
    fn get(&self, _: &str) -> Option<Reply> {
        self.asked.send(()).expect("the story listens");
        // Ends when the story lets go of the other side.
        let waits = self.go_on.lock().expect("one asks at a time");
        waits.recv().err().map(|_| Reply {
            status: 404,
            body: String::new(),
        })
    }

    fn post(&self, _: &str, _: &str) -> Option<Reply> {
        None
    }
}

#[test]
fn a_round_that_waits_holds_nothing_up() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    signs(&mut Rounds::new(&town.house, "log.example"));
    town.later(TEN);
    let (asked, is_asked) = channel();
    let (go_on, told_to_go_on) = channel();
    let key = SigningKey::from_seed("patients.example/w", Scheme::Timed, &[3; 32]).expect("a key");
    let outside = Outside {
        name: "Riverside Patients’ Group".into(),
        key: key.verifier(),
        url: Some("https://patients.example/w".into()),
    };
    let slow = Slow {
        asked,
        go_on: Mutex::new(told_to_go_on),
    };
    let witnesses = Arc::new(Witnesses::new(vec![outside], Box::new(slow)));
    let mut log = Rounds::new(&town.house, "log.example").witnessed_by(&witnesses);
    std::thread::scope(|scope| {
        let round = scope.spawn(move || log.round());
        is_asked
            .recv_timeout(Duration::from_mins(1))
            .expect("the round asks the witness first");
        let mut taking_in = TakingIn::new(&town.house);
        for _ in 0..3 {
            let before = tree_and_rows(&town).0;
            happens(&town, &kept);
            assert!(taking_in.tick().expect("a look") > 0);
            assert!(all_in(&town) > before);
        }
        drop(go_on);
        assert!(round.join().expect("it ends").is_ok());
    });
}

#[test]
fn reading_everything_again_is_not_disturbed_by_what_comes_meanwhile_and_does_not_hold_it_up() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let mut log = Rounds::new(&town.house, "log.example");
    signs(&mut log);
    std::thread::scope(|scope| {
        let house = &town;
        let rounds = scope.spawn(move || {
            for _ in 0..25 {
                house.source.advance(TEN);
                signs(&mut log);
            }
        });
        let mut taking_in = TakingIn::new(&town.house);
        while !rounds.is_finished() {
            happens(&town, &kept);
            taking_in.tick().expect("a look");
            all_in(&town);
        }
        rounds
            .join()
            .expect("every round signs, though the tree grows under it");
    });
}

#[test]
fn a_tile_that_was_edited_is_seen_by_the_second_reading_and_nothing_is_signed() {
    // Bytes of the entries that the last round added, and of the hashes under the signed part.
    let edits = [
        ("private", "tile/entries/000", "length(bytes) - 5", "private tree"),
        ("public", "tile/entries/000", "length(bytes) - 5", ""),
        ("private", "tile/0/000", "3", ""),
        ("public", "tile/0/000", "3", ""),
    ];
    for (tree, path, at, told) in edits {
        let town = Town::new();
        let mut log = Rounds::new(&town.house, "log.example");
        signs(&mut log);
        let kept = town.alex_says_yes();
        happens(&town, &kept);
        TakingIn::new(&town.house).tick().expect("a look");
        let last = fs::read(town.data().join("keys/log/last.checkpoint")).expect("signed once");
        operator_edits(
            &town.data(),
            &format!(
                "UPDATE log_tile SET bytes = CAST(substr(bytes, 1, {at}) || x'00' || substr(bytes, {at} + 2) AS BLOB) \
                 WHERE tree = '{tree}' AND path = '{path}'"
            ),
        );
        // No worker's round in between: nothing but the second reading comes to this part of the tile.
        town.source.advance(TEN);
        refuses(&mut log, told);
        let still = fs::read(town.data().join("keys/log/last.checkpoint")).expect("still there");
        assert!(still == last, "nothing was signed: {tree} {path}");
    }
}
