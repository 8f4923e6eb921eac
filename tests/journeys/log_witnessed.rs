//! What the witnesses' lines are for, once they are there: in a receipt, and at the end of a log. Each story ends on what
//! somebody outside, who names the witness, is told.

use std::sync::Arc;

use sayso::front::Front;
use sayso_app::public_log::{
    Because, Door, Ending, NotBegun, Outside, Reply, Rounds, Witnesses, begin_next, here,
};
use sayso_core::id::PersonId;
use sayso_log::note::VerifierKey;
use sayso_testkit::{Served, Town};

use crate::log_kit::{Outsider, TEN, ends, operator_edits, refuses, signs};
use crate::receipts::{receipt_of, verify_file};
use crate::witness::{Watched, asked, copy_all, key, reopen, start, witness};

/// The receipt of Alex's yes, as it is now.
fn receipt(web: &Served, person: PersonId) -> String {
    let mut alex = web.sit(Err(person));
    let link = receipt_of(&mut alex, "recorded your yes");
    alex.open(&format!("{link}/file")).body.clone()
}

/// What `sayso verify receipt` says to somebody who names this witness, or none.
fn checked(it: &Watched, text: &str, witness: bool) -> (Option<i32>, String) {
    let file = it.town.around().join("receipt.txt");
    std::fs::write(&file, text).expect("written");
    let (log, own) = (it.known.to_string(), it.own.to_string());
    let named = ["--key", &log, "--witness", &own];
    verify_file(&file, if witness { &named } else { &named[..2] })
}

#[test]
fn a_receipt_carries_the_lines_of_the_witnesses_that_countersigned() {
    let mut it = Watched::new();
    let person = it.town.alex_with_sam().person;
    let web = it.serve();
    it.town.later(TEN);
    signs(&mut it.log);
    let early = receipt(&web, person);
    let (code, said) = checked(&it, &early, false);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("No outside witness has countersigned it."),
        "{said}"
    );
    assert_eq!(checked(&it, &early, true).0, Some(2), "not countersigned yet");

    assert_eq!(it.asking.round(), Ok(1));
    let with = receipt(&web, person);
    let (code, said) = checked(&it, &with, true);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("Countersigned by patients.example/witness."),
        "{said}"
    );

    // A newer checkpoint that no witness has seen yet: the receipt keeps the countersigned one.
    it.town.later(TEN);
    signs(&mut it.log);
    assert_eq!(receipt(&web, person), with);

    // Somebody with a SQL shell spoils the countersigned copy: what leaves is the bare one, and still holds.
    operator_edits(
        &it.town.data(),
        "UPDATE log_countersigned SET note =
         CAST(replace(CAST(note AS TEXT), 'patients.example/witness ', 'patients.example/witness A') AS BLOB)",
    );
    let bare = receipt(&web, person);
    assert_eq!(checked(&it, &bare, false).0, Some(0));
    assert_eq!(checked(&it, &bare, true).0, Some(2));
}

/// What `sayso verify log` ends with for the first log that ended, when its key and this witness are named.
fn verify_old(town: &Town, web: &Served, old: &VerifierKey, own: &VerifierKey) -> Result<(), String> {
    let outsider = Outsider {
        key: Some(&old.to_string()),
        witness: std::slice::from_ref(own),
        ..Outsider::default()
    };
    outsider.verifies(town, web, "/log/old/1")
}

#[test]
fn the_end_of_a_log_is_countersigned_before_the_next_one_begins() {
    let mut it = Watched::new();
    let before = it.goes_on();
    drop(it.log);
    let begun = ends(&it.town.house, Because::Year, &it.witnesses).expect("a new log");
    assert_eq!(begun.lines, before + 1);
    signs(&mut Rounds::new(&it.town.house, "log.example"));
    let web = it.town.serve();
    assert_eq!(verify_old(&it.town, &web, &it.known, &it.own), Ok(()));
}

/// A witness that says what it saw, and countersigns nothing.
struct Silent(Front);

impl Door for Silent {
    fn get(&self, url: &str) -> Option<Reply> {
        self.0.get(url)
    }
    fn post(&self, _: &str, _: &str) -> Option<Reply> {
        None
    }
}

#[test]
fn a_log_whose_last_line_nobody_countersigned_waits_and_is_offered_until_somebody_does() {
    let mut it = Watched::new();
    it.goes_on();
    let (house, all) = (Arc::clone(&it.town.house), it.witnesses.all().to_vec());
    // Stopped: nobody holds the key.
    it.log = Rounds::new(&house, "log.example");
    // It was never given the second key: this is about countersigning how a log ended.
    let silent = Witnesses::new(all, Box::new(Silent(Front::default()))).without_reserving();
    let silent = Arc::new(silent);
    for _ in 0..2 {
        let why = ends(&house, Because::Key, &silent).expect_err("nobody countersigned");
        assert!(matches!(why, NotBegun::NotCountersigned), "{why}");
    }
    let ending = Ending {
        host: "log.example",
        because: Because::Key,
        witnesses: &silent,
        without_witnesses: true,
    };
    begin_next(&house, &ending).expect("the operator does not wait");
    signs(&mut Rounds::new(&house, "log.example"));
    let web = it.serve();
    let said = verify_old(&it.town, &web, &it.known, &it.own);
    assert_eq!(
        said,
        Ok(()),
        "what it countersigned before is served for the old log too"
    );
    // The server goes on offering how the old log ended. The witness does not watch the new one yet.
    assert_eq!(it.asking.round(), Ok(1));
    let last = web.browser().open("/log/old/1/checkpoint").body.clone();
    assert!(last.contains("— patients.example/witness "), "{last}");
    let (_, mut later) = start(&house, &asked(&it.open.url, &it.own));
    assert_eq!(later.round(), Ok(0), "once is enough");
}

#[test]
fn a_directory_that_was_rolled_back_ends_no_log_and_signs_nothing() {
    let mut it = Watched::new();
    it.goes_on();
    let (data, copy) = (it.town.data(), it.town.around().join("yesterday"));
    it.town.house.close();
    drop(it.log);
    copy_all(&data, &copy);
    let house = reopen(&it.town, &data);
    let (mut log, mut asking) = start(&house, &it.witnesses);
    it.town.source.advance(TEN);
    let seen = signs(&mut log);
    assert_eq!(asking.round(), Ok(1));
    house.close();
    drop(log);

    std::fs::remove_dir_all(&data).expect("gone");
    copy_all(&copy, &data);
    let house = reopen(&it.town, &data);
    let last = data.join("keys/log/last.checkpoint");
    let signed = std::fs::read(&last).expect("what was signed last");
    let copied = ends(&house, Because::Year, &it.witnesses).expect_err("a copy");
    assert!(copied.to_string().contains("was copied or moved"), "{copied}");
    here(&house).expect("whoever put it back says so");
    let url = it.open.url.clone();
    let why = ends(&house, Because::Year, &asked(&url, &it.own)).expect_err("rolled back");
    assert!(
        why.to_string()
            .contains(&format!("but {seen} were already signed")),
        "{why}"
    );
    it.open.close();
    let away = ends(&house, Because::Year, &asked(&url, &it.own)).expect_err("nobody to ask");
    assert!(matches!(away, NotBegun::NobodyAnswers), "{away}");
    assert_eq!(
        std::fs::read(&last).expect("the same"),
        signed,
        "nothing was signed"
    );
    house.close();
}

#[test]
fn a_witness_from_cron_countersigns_how_a_log_ended() {
    let town = Town::new();
    signs(&mut Rounds::new(&town.house, "log.example"));
    let old = key(&town.serve());
    let desk = witness(&town, "w", &old).expect("a witness");
    let outside = Outside {
        name: "The Riverside Post".into(),
        key: desk.verifier(),
        url: None,
    };
    let witnesses = Arc::new(Witnesses::new(vec![outside], Box::new(Front::default())));
    ends(&town.house, Because::Year, &witnesses).expect("it waits for nobody who comes by themselves");
    let web = town.serve_with(|web| web.witnesses = Arc::clone(&witnesses));
    let missing = verify_old(&town, &web, &old, &desk.verifier()).expect_err("not yet");
    assert!(missing.contains("has not countersigned this log"), "{missing}");
    let url = format!("http://{}/log/old/1", web.address);
    desk.once(&url).expect("countersigned and handed over");
    assert_eq!(verify_old(&town, &web, &old, &desk.verifier()), Ok(()));
}

#[test]
fn a_server_whose_lock_was_taken_away_signs_nothing_beside_the_one_that_took_it() {
    let town = Town::new();
    let mut log = Rounds::new(&town.house, "log.example");
    signs(&mut log);
    std::fs::remove_file(town.data().join("keys/log/held.lock")).expect("deleted under it");
    let mut other = Rounds::new(&town.house, "log.example");
    town.later(TEN);
    signs(&mut other);
    town.later(TEN);
    refuses(&mut log, "was changed under this server");
    refuses(&mut log, "Another server holds the log’s signing key");
    signs(&mut other);
    drop(other);
    town.later(TEN);
    signs(&mut log);
}

#[test]
fn a_copied_key_signs_nothing_until_somebody_says_in_public_that_it_is_the_only_one() {
    let town = Town::new();
    let mut log = Rounds::new(&town.house, "log.example");
    let size = signs(&mut log);
    drop(log);
    let (dir, aside) = (town.data().join("keys/log"), town.around().join("aside"));
    copy_all(&dir, &aside);
    std::fs::remove_dir_all(&dir).expect("gone");
    copy_all(&aside, &dir);
    town.later(TEN);
    let mut log = Rounds::new(&town.house, "log.example");
    refuses(&mut log, "was copied or moved to this place");
    let lines = || {
        let mut lines = String::new();
        let each = town
            .house
            .read_log(|log| log.each_entry(0, |line| lines.push_str(&String::from_utf8_lossy(line))));
        each.expect("the lines");
        lines
    };
    assert!(!lines().contains("key_here"));
    here(&town.house).expect("so somebody says");
    assert_eq!(signs(&mut log), size + 2, "a sealed number, and what was said");
    assert_eq!(lines().matches("key_here").count(), 1, "everybody can read it");
    let web = town.serve();
    assert_eq!(Outsider::default().verifies(&town, &web, "/log"), Ok(()));
    town.later(TEN);
    assert_eq!(signs(&mut log), size + 3, "said once");
}
