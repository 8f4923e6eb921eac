//! The public log: anybody can check what was published, and nothing can be changed later without it showing. Each
//! story ends on what an outsider, or the page, then says.

use std::path::Path;
use std::sync::Arc;
use std::{fs, iter};

use jiff::SignedDuration;
use rusqlite::Connection;
use sayso_app::public_log::{Outcome, Rounds};
use sayso_app::{House, Options, change_mind};
use sayso_testkit::{Served, Town};

use crate::log_kit::{Outsider, TEN, operator_edits, refuses, signs};

/// What `sayso verify log` ends with, seen from outside.
pub(crate) fn verify(town: &Town, site: &Served, remember: Option<&Path>) -> Result<(), String> {
    let outsider = Outsider {
        remember,
        ..Outsider::default()
    };
    outsider.verifies(town, site, "/log")
}

pub(crate) fn rounds(town: &Town) -> Rounds {
    Rounds::new(&town.house, "log.example")
}

#[test]
fn what_is_published_can_be_checked_from_outside_and_again_later() {
    let town = Town::new();
    let mut log = rounds(&town);
    let site = town.serve();
    let mut reader = site.browser();
    assert!(reader.open("/public-log").says("Nothing has been signed yet."));
    assert_eq!(reader.open("/log/checkpoint").status, 404);

    let first = signs(&mut log);
    assert_eq!(log.round(), Ok(Outcome::Nothing), "nothing new, nothing signed");
    let page = reader.open("/public-log").clone();
    assert!(
        page.says("No outside witness yet") && page.says(&first.to_string()),
        "{}",
        page.text()
    );
    let checkpoint = reader.open("/log/checkpoint").clone();
    assert!(
        checkpoint.body.starts_with("log.example/log-"),
        "{}",
        checkpoint.body
    );
    let width = format!("/log/tile/0/000.p/{first}");
    let tile = reader.open(&width).clone();
    assert_eq!(
        tile.headers.get("cache-control").map(String::as_str),
        Some("public, max-age=31536000, immutable")
    );
    for nothing in [
        "/log/tile/0/000",
        "/log/tile/1/000.p/1",
        "/log/tile/0/001.p/1",
        "/log/tile/entries/0",
    ] {
        assert_eq!(reader.open(nothing).status, 404, "{nothing}");
    }
    let seen = town.around().join("seen");
    assert_eq!(verify(&town, &site, Some(&seen)), Ok(()));

    for _ in 0..3 {
        town.later(TEN);
        signs(&mut log);
    }
    assert_eq!(
        verify(&town, &site, Some(&seen)),
        Ok(()),
        "it continues what was seen"
    );
}

#[test]
fn the_sealed_number_comes_every_ten_minutes_whether_or_not_anything_happened() {
    let town = Town::new();
    let mut log = rounds(&town);
    let mut sizes = vec![signs(&mut log)];
    let kept = town.alex_says_yes();
    assert_eq!(
        log.round(),
        Ok(Outcome::Nothing),
        "a yes shows nowhere until it is time"
    );
    for _ in 0..4 {
        town.later(TEN);
        sizes.push(signs(&mut log));
        town.source.advance(SignedDuration::from_mins(9));
        assert_eq!(log.round(), Ok(Outcome::Nothing));
        town.source.advance(SignedDuration::from_mins(-9));
    }
    assert!(sizes.windows(2).all(|two| two[1] == two[0] + 1), "{sizes:?}");
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    let mut rows = db
        .prepare("SELECT line FROM log_entry WHERE about = 'private root'")
        .expect("SQL");
    let lines: Vec<Vec<u8>> = rows
        .query_map((), |row| row.get(0))
        .and_then(Iterator::collect)
        .expect("lines");
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|l| l.len() == lines[0].len()), "all as long");
    let seals: Vec<&[u8]> = lines.iter().map(|l| &l[l.len() - 66..]).collect();
    assert!(
        iter::zip(&seals, &seals[1..]).all(|(a, b)| a != b),
        "new each time, also when nothing happened"
    );
    let mut all = db
        .prepare("SELECT line FROM log_entry UNION ALL SELECT bytes FROM log_document")
        .expect("SQL");
    let public: Vec<Vec<u8>> = all
        .query_map((), |row| row.get(0))
        .and_then(Iterator::collect)
        .expect("bytes");
    for bytes in public {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(
            !text.contains(&kept.person.to_string()) && !text.contains("Alex"),
            "{text}"
        );
    }
}

#[test]
fn an_edited_tile_or_line_shows_outside_and_ends_the_signing() {
    for (sql, told) in [
        (
            "UPDATE log_tile SET bytes = zeroblob(length(bytes)) WHERE tree = 'public' AND path = 'tile/0/000'",
            "tile",
        ),
        ("UPDATE log_document SET bytes = x'00'", "was changed"),
    ] {
        let town = Town::new();
        let mut log = rounds(&town);
        signs(&mut log);
        let site = town.serve();
        assert_eq!(verify(&town, &site, None), Ok(()));
        operator_edits(&town.data(), sql);
        let said = verify(&town, &site, None).expect_err(sql);
        assert!(said.contains(told), "{said}");
    }
    let town = Town::new();
    let mut log = rounds(&town);
    let before = signs(&mut log);
    operator_edits(
        &town.data(),
        "UPDATE log_entry SET line = CAST('{}' AS BLOB) WHERE number = 1",
    );
    town.later(TEN);
    refuses(
        &mut log,
        &format!("The first {before} entries are not those that were signed."),
    );
    let site = town.serve();
    let page = site.browser().open("/public-log").clone();
    assert!(
        page.says("Nothing is being signed") && page.says("not those that were signed"),
        "{}",
        page.text()
    );
}

#[test]
fn an_edited_event_ends_the_signing_and_no_way_out_closes() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let mut log = rounds(&town);
    signs(&mut log);
    operator_edits(
        &town.data(),
        "UPDATE event_told SET commitment = randomblob(32) WHERE seq = (SELECT max(seq) FROM event_told)",
    );
    town.later(TEN);
    refuses(&mut log, "The private tree does not hold.");
    let (alex, person) = (town.person(kept.person), kept.person);
    let heard = change_mind::Heard::ONLINE;
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, heard))
        .expect("Alex leaves");
    town.later(TEN);
    refuses(&mut log, "The private tree does not hold.");
}

#[test]
fn an_old_backup_signs_nothing_and_says_why() {
    let town = Town::new();
    let mut log = rounds(&town);
    signs(&mut log);
    let copy = town.around().join("monday.db");
    town.house.backup(&copy).expect("a backup");
    town.later(TEN);
    let signed = signs(&mut log);
    town.house.close();
    drop(log);
    let keys = town.data().join("keys");
    let last = fs::read(keys.join("log/last.checkpoint")).expect("what was signed last");

    fs::rename(town.data(), town.around().join("gone")).expect("the disk is lost");
    fs::create_dir_all(town.data()).expect("a new directory");
    fs::rename(town.around().join("gone/keys"), &keys).expect("the keys, in place");
    fs::copy(&copy, town.data().join("sayso.db")).expect("the copy, in place");
    let open = || House::open(&town.data(), Arc::clone(&town.source) as _, &Options::default());
    let house = Arc::new(open().expect("the copy opens"));
    let mut log = Rounds::new(&house, "log.example");
    for _ in 0..3 {
        town.source.advance(TEN);
        refuses(
            &mut log,
            &format!("but {signed} were already signed. It may be an old backup."),
        );
    }
    assert_eq!(
        fs::read(keys.join("log/last.checkpoint")).expect("still there"),
        last
    );
}

#[test]
fn two_servers_never_sign_with_one_key() {
    let (town, other) = (Town::new(), Town::new());
    let dir = town.data().join("keys/log");
    let mut log = rounds(&town);
    let signed = signs(&mut log);
    let mut second = Rounds::with_key_in(&other.house, dir.clone(), "log.example");
    refuses(&mut second, "Another server holds the log’s signing key.");
    // Later, one after the other: another tree under the same key.
    drop(log);
    refuses(&mut second, &format!("but {signed} were already signed."));
}

#[test]
fn a_lost_key_is_not_replaced_in_silence() {
    let town = Town::new();
    let mut log = rounds(&town);
    signs(&mut log);
    drop(log);
    let dir = town.data().join("keys/log");
    fs::remove_file(dir.join("signing.key")).expect("lost");
    town.later(TEN);
    refuses(&mut rounds(&town), "signing key is missing");
    assert!(!dir.join("signing.key").exists(), "no new key was made");
}

#[test]
fn a_round_cut_off_before_it_was_published_goes_on_with_the_same_checkpoint() {
    let town = Town::new();
    let mut log = rounds(&town);
    signs(&mut log);
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    let published = || -> Vec<u8> {
        let sql = "SELECT value FROM log_state WHERE name = 'checkpoint'";
        db.query_row(sql, (), |row| row.get(0)).expect("a checkpoint")
    };
    let before = published();
    town.later(TEN);
    signs(&mut log);
    let after = published();
    db.execute(
        "UPDATE log_state SET value = ?1 WHERE name = 'checkpoint'",
        [&before],
    )
    .expect("as if cut off");
    drop(log);
    assert_eq!(
        rounds(&town).round(),
        Ok(Outcome::Nothing),
        "nothing new is signed"
    );
    assert!(published() == after);
}
