//! One public log after another: at a new year, with another key, after a loss. Each story ends on what somebody outside can
//! still check, and on the old key never signing again.

use std::fs;
use std::sync::Arc;

use rusqlite::Connection;
use sayso_app::public_log::{Because, Begun, NotBegun, Rounds, here};
use sayso_app::{House, Options};
use sayso_testkit::{Served, Town};

use crate::log_kit::{Outsider, TEN, ends, refuses, signs};

fn rounds(house: &Arc<House>) -> Rounds {
    Rounds::new(house, "log.example")
}

/// A turn of a house without witnesses.
fn turn(house: &Arc<House>, because: Because) -> Result<Begun, NotBegun> {
    ends(house, because, &Arc::default())
}

fn next(house: &Arc<House>, because: Because) -> Begun {
    turn(house, because).expect("a new log")
}

fn verify(town: &Town, web: &Served, below: &str, key: &str) -> Result<(), String> {
    let outsider = Outsider {
        key: Some(key),
        ..Outsider::default()
    };
    outsider.verifies(town, web, below)
}

#[test]
fn a_log_ends_in_good_order_though_its_server_stood_still_for_a_while() {
    let town = Town::new();
    let lines = signs(&mut rounds(&town.house));
    // A sealed number is due as well: it stands before the last line, and is not later.
    town.later(TEN);
    let begun = next(&town.house, Because::Year);
    assert_eq!(begun.lines, lines + 2);
    let web = town.serve();
    assert_eq!(verify(&town, &web, "/log/old/1", &begun.old), Ok(()));
}

fn key(web: &Served) -> String {
    web.browser().open("/log/key").body.trim().to_owned()
}

#[test]
fn at_a_new_year_the_old_log_names_the_new_key_and_both_can_be_checked() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let mut log = rounds(&town.house);
    signs(&mut log);
    town.later(TEN);
    let lines = signs(&mut log);
    let web = town.serve();
    let old = key(&web);
    let busy = turn(&town.house, Because::Year).expect_err("the server runs");
    assert!(matches!(busy, NotBegun::Key(_)), "{busy}");
    drop(log);
    let begun = next(&town.house, Because::Year);
    assert_eq!((begun.old.as_str(), begun.lines), (old.as_str(), lines + 1));
    assert_ne!(begun.new, old);
    assert_eq!(
        web.browser().open("/log/checkpoint").status,
        404,
        "not signed yet"
    );

    let mut log = rounds(&town.house);
    let first = signs(&mut log);
    assert!(
        first + 1 >= lines,
        "everything published is entered anew: {first}"
    );
    town.later(TEN);
    assert_eq!(signs(&mut log), first + 1);
    assert_eq!(verify(&town, &web, "/log", &begun.new), Ok(()));
    assert_eq!(verify(&town, &web, "/log/old/1", &old), Ok(()));
    assert!(
        verify(&town, &web, "/log", &old).is_err(),
        "the old key signs nothing more"
    );
    let page = web.browser().open("/public-log").clone();
    assert!(
        page.says("Logs that ended") && page.says("because a new year began"),
        "{}",
        page.text()
    );
    // What was recorded about people is sealed in the new log as before, and is still held to what was sealed.
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    db.execute_batch(
        "DROP TRIGGER told_stays; UPDATE event_told SET commitment = zeroblob(32) WHERE seq = 1",
    )
    .expect("the edit");
    town.later(TEN);
    refuses(&mut log, "The private tree does not hold");
    assert!(!kept.person.to_string().is_empty());
}

#[test]
fn with_another_key_nothing_is_signed_by_the_old_one_again() {
    let town = Town::new();
    signs(&mut rounds(&town.house));
    let one = next(&town.house, Because::Key);
    let mut log = rounds(&town.house);
    signs(&mut log);
    drop(log);
    let two = next(&town.house, Because::Key);
    assert_eq!(two.old, one.new);
    let dir = town.data().join("keys/log");
    for (file, key) in [("old-1.key", &one.old), ("old-2.key", &two.old)] {
        let text = fs::read_to_string(dir.join(file)).expect("the old key stays, aside");
        let name = key.split('+').next().expect("a name");
        assert!(text.contains(name), "{file}");
    }
    // Somebody puts an old key back in place: it is not the log's any more.
    fs::copy(dir.join("old-1.key"), dir.join("signing.key")).expect("put back");
    refuses(
        &mut rounds(&town.house),
        "not the one that this log was signed with",
    );
}

#[test]
fn a_lost_key_begins_a_new_log_that_says_so_in_its_first_line() {
    let town = Town::new();
    let lines = signs(&mut rounds(&town.house));
    let web = town.serve();
    let old = key(&web);
    let dir = town.data().join("keys/log");
    fs::remove_file(dir.join("signing.key")).expect("lost");
    let year = turn(&town.house, Because::Year).expect_err("no key to say so");
    assert!(year.to_string().contains("signing key is missing"), "{year}");
    town.later(TEN);
    refuses(&mut rounds(&town.house), "signing key is missing");
    let begun = next(&town.house, Because::Loss);
    assert_eq!((begun.old.as_str(), begun.lines), (old.as_str(), lines));
    signs(&mut rounds(&town.house));
    assert_eq!(verify(&town, &web, "/log", &begun.new), Ok(()));
    assert_eq!(
        verify(&town, &web, "/log/old/1", &old),
        Ok(()),
        "as far as it was signed"
    );
    let page = web.browser().open("/public-log").clone();
    assert!(page.says("lines that were signed, were lost"), "{}", page.text());
}

#[test]
fn an_old_backup_goes_on_in_a_new_log_and_the_old_one_keeps_what_was_signed_last() {
    let town = Town::new();
    let mut log = rounds(&town.house);
    signs(&mut log);
    let copy = town.around().join("monday.db");
    town.house.backup(&copy).expect("a backup");
    town.later(TEN);
    let signed = signs(&mut log);
    town.house.close();
    drop(log);
    fs::copy(&copy, town.data().join("sayso.db")).expect("the copy, in place");
    for beside in ["sayso.db-wal", "sayso.db-shm"] {
        let gone = fs::remove_file(town.data().join(beside));
        assert!(gone.is_ok() || !town.data().join(beside).exists());
    }
    let open = || House::open(&town.data(), Arc::clone(&town.source) as _, &Options::default());
    let house = Arc::new(open().expect("the copy opens"));
    town.source.advance(TEN);
    refuses(&mut rounds(&house), &format!("but {signed} were already signed"));
    let begun = next(&house, Because::Loss);
    assert_eq!(
        begun.lines, signed,
        "the file beside the key knew more than the copy"
    );
    signs(&mut rounds(&house));
    town.source.advance(TEN);
    signs(&mut rounds(&house));
    house.close();
}

#[test]
fn a_turn_that_was_cut_off_is_finished_at_the_next_start() {
    let town = Town::new();
    signs(&mut rounds(&town.house));
    let dir = town.data().join("keys/log");
    let keys = town.around().join("before");
    let copied = std::process::Command::new("cp")
        .arg("-a")
        .args([&dir, &keys])
        .status();
    assert!(copied.expect("cp").success());
    let begun = next(&town.house, Because::Year);
    // As it was between the database and the files: the old key still in its place, the new one beside it.
    let new = fs::read(dir.join("signing.key")).expect("the new key");
    fs::remove_dir_all(&dir).expect("gone");
    fs::rename(&keys, &dir).expect("as before");
    fs::copy(dir.join("signing.key"), dir.join("next.key")).expect("a file for its owner alone");
    fs::write(dir.join("next.key"), new).expect("the new key, beside");
    here(&town.house).expect("these are copies");
    let mut log = rounds(&town.house);
    signs(&mut log);
    assert!(!dir.join("next.key").exists() && dir.join("old-1.key").exists());
    let web = town.serve();
    assert_eq!(key(&web), begun.new);
    assert_eq!(verify(&town, &web, "/log", &begun.new), Ok(()));
}
