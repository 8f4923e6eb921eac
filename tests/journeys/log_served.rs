//! The log of a served house: what `sayso serve` itself starts, and which acts of people stand in the log's lines afterwards.
//! Each story ends on what an outsider can fetch.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};
use sayso_app::guard::switch;
use sayso_app::public_log::{Because, Rounds};
use sayso_app::register;
use sayso_core::decision::Org;
use sayso_core::guard::{Reason, Target};
use sayso_core::org::{Interests, OrgKind};
use sayso_core::seat::Actor;
use sayso_log::checkpoint::Checkpoint;
use sayso_log::leaf::Leaf;
use sayso_log::note::{Note, Scheme, SigningKey};
use sayso_log::tile::{Kind, TilePath, bundle};
use sayso_testkit::{Browser, Served, Town};

use crate::log_kit::{Outsider, TEN, ends, operator_edits, pause, signs};
use crate::public_log::rounds;

/// Long enough for the slowest machine; nothing here says how fast it is.
const PATIENCE: Duration = Duration::from_mins(1);

/// A server of the product, ended when the story ends.
struct Server(Child, String);

impl Server {
    fn start(data: &Path, environment: &[(&str, &str)]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["serve", "--data"])
            .arg(data)
            .env("SAYSO_LISTEN", "127.0.0.1:0")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let address = lines.find_map(|line| {
            let line = line.expect("text");
            let at = line.trim().strip_prefix("answers on")?;
            Some(format!("http://{}", at.trim()))
        });
        Self(child, address.expect("it says where it answers"))
    }

    fn browser(&self) -> Browser {
        Browser::at(&self.1)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Looks again and again until there is something.
#[track_caller]
fn soon<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "it does not come");
        pause(Duration::from_millis(50));
    }
}

/// Every line under the published checkpoint, as somebody outside reads them.
fn lines(base: &str) -> Option<Vec<Leaf>> {
    let answer = Browser::at(base).open("/log/checkpoint").clone();
    if answer.status != 200 {
        return None;
    }
    let note = Note::parse(answer.body.as_bytes()).expect("a note");
    let size = Checkpoint::parse(note.text()).expect("a checkpoint").head().size;
    let width = u16::try_from(size)
        .ok()
        .filter(|w| *w < 256)
        .expect("a short log");
    let bytes = ureq::get(format!(
        "{base}/log/{}",
        TilePath::new(Kind::Entries, 0, width).expect("a path")
    ))
    .call()
    .expect("the entries")
    .into_body()
    .read_to_vec()
    .expect("bytes");
    let entries = bundle::parse(&bytes, width).expect("a bundle");
    Some(entries.iter().map(|e| Leaf::parse(e).expect("a line")).collect())
}

fn setup(data: &Path) {
    let example = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["setup", "--example"])
        .output()
        .expect("it runs");
    let file = data.with_extension("toml");
    fs::write(&file, example.stdout).expect("written");
    let done = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["setup", "--data"])
        .args([data, &file])
        .output()
        .expect("it runs");
    assert!(done.status.success());
}

#[test]
fn a_started_server_signs_its_terms_and_asks_its_witness() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("data");
    setup(&data);
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let (tell, asked) = channel();
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for call in listener.incoming() {
            let Ok(mut call) = call else { return };
            let mut begins = [0; 64];
            let read = call.read(&mut begins).unwrap_or(0);
            let says = String::from_utf8_lossy(&begins[..read]).into_owned();
            // It has seen nothing of this log yet, and it countersigns nothing.
            let status = if says.starts_with("GET") { 404 } else { 500 };
            let answer = format!("HTTP/1.1 {status} no\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
            drop(call.write_all(answer.as_bytes()));
            if tell.send(says).is_err() {
                return;
            }
        }
    });
    let witness = SigningKey::from_seed("patients.example/w", Scheme::Timed, &[3; 32]).expect("a key");
    let named = format!("Patients’ group | {} | {url}", witness.verifier());
    // It reserves nothing either: that the log then waits is told in `log_commands`.
    let set = [("SAYSO_WITNESSES", &*named), ("SAYSO_WITNESSES_RESERVE", "no")];
    let server = Server::start(&data, &set);
    let signed = soon(|| lines(&server.1));
    assert!(
        signed.iter().any(|l| matches!(l, Leaf::Terms { number: 1, .. })),
        "{signed:?}"
    );
    assert!(
        signed.iter().any(|l| matches!(l, Leaf::PrivateRoot { .. })),
        "{signed:?}"
    );
    let asks = soon(|| {
        asked
            .recv_timeout(PATIENCE)
            .ok()
            .filter(|a| a.starts_with("POST"))
    });
    assert!(asks.starts_with("POST /add-checkpoint "), "{asks}");
}

#[test]
fn a_started_server_takes_in_what_is_recorded_though_it_can_sign_nothing() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("data");
    setup(&data);
    let first = Server::start(&data, &[]);
    soon(|| lines(&first.1));
    drop(first);
    fs::remove_file(data.join("keys/log/signing.key")).expect("the key is lost");
    // An event while nobody takes anything in.
    let reset = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["user", "reset", "sam okoro", "--data"])
        .arg(&data)
        .output()
        .expect("it runs");
    assert!(reset.status.success());
    let number = |sql: &str, read: fn(&rusqlite::Row) -> rusqlite::Result<i64>| {
        let file = data.join("sayso.db");
        let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("opens");
        db.busy_timeout(PATIENCE).expect("time");
        db.query_row(sql, (), read).expect("a number")
    };
    let recorded = || number("SELECT max(seq) FROM event_told", |row| row.get(0));
    let taken_in = || {
        number("SELECT value FROM log_state WHERE name = 'seq'", |row| {
            row.get(0).map(i64::from_be_bytes)
        })
    };
    assert!(taken_in() < recorded());
    let server = Server::start(&data, &[]);
    let mut reader = server.browser();
    soon(|| {
        reader
            .open("/public-log")
            .says("signing key is missing")
            .then_some(())
    });
    soon(|| (taken_in() == recorded()).then_some(()));
}

/// The lines of a town's log, after a round that signs.
fn signed(town: &Town, web: &Served, log: &mut Rounds) -> Vec<Leaf> {
    town.later(TEN);
    signs(log);
    lines(&format!("http://{}", web.address)).expect("a published checkpoint")
}

/// One kind of line.
type Which = fn(&Leaf) -> bool;

const TERMS: Which = |l| matches!(l, Leaf::Terms { .. });
const FLOWS: Which = |l| matches!(l, Leaf::FlowRegister { .. });
const INTERESTS: Which = |l| matches!(l, Leaf::Interests { .. });
const RULES: Which = |l| matches!(l, Leaf::PolicySet { .. });
const OFF: Which = |l| matches!(l, Leaf::SwitchOff { .. });

fn of(lines: &[Leaf], kind: Which) -> Vec<Leaf> {
    lines.iter().filter(|l| kind(l)).cloned().collect()
}

/// How many lines there are of each kind.
fn counts(lines: &[Leaf]) -> [usize; 5] {
    [TERMS, FLOWS, INTERESTS, RULES, OFF].map(|kind| of(lines, kind).len())
}

/// The line's documents are served as they were signed, and say this.
#[track_caller]
fn says(web: &Served, leaf: &Leaf, words: &[&str]) {
    for (hash, words) in leaf.documents().iter().zip(words) {
        let body = web
            .browser()
            .open(&format!("/log/document/{}", hash.hex()))
            .body
            .clone();
        assert!(sayso_log::Hash::of(body.as_bytes()) == *hash, "{leaf:?}");
        assert!(body.contains(words), "{words}: {body}");
    }
}

#[test]
fn each_public_act_stands_in_the_lines_with_the_document_that_says_it() {
    let town = Town::new();
    let web = town.serve();
    let mut log = rounds(&town);
    let at_first = signed(&town, &web, &mut log);
    assert_eq!(counts(&at_first), [1, 1, 10, 1, 0], "{at_first:?}");
    says(&web, &of(&at_first, TERMS)[0], &["Working Better"]);
    says(
        &web,
        &of(&at_first, FLOWS)[0],
        &["public task, UK GDPR Article 6(1)(e)"],
    );
    says(&web, &of(&at_first, RULES)[0], &["forbid", "cvc5"]);
    let eastgate = of(&at_first, INTERESTS);
    assert!(
        eastgate.iter().any(|l| {
            let hash = l.documents()[0].hex();
            let body = web.browser().open(&format!("/log/document/{hash}")).body.clone();
            body.contains("work capability assessments")
        }),
        "who owns and pays whom"
    );
    let rested = signed(&town, &web, &mut log);
    assert_eq!(counts(&rested), counts(&at_first), "nothing is entered twice");

    // Terms change: two lines more, and the notice that was given.
    let from = town.publish_terms(28, |p| p.hold_hours = 48);
    let changed = signed(&town, &web, &mut log);
    assert_eq!(counts(&changed), [2, 2, 10, 1, 0]);
    match &of(&changed, TERMS)[1] {
        Leaf::Terms {
            number, effective, ..
        } => {
            assert_eq!(
                (*number, effective.as_str()),
                (2, sayso_store::engine::instant(from).as_str())
            );
        }
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        of(&changed, FLOWS)[1],
        Leaf::FlowRegister { terms: 2, .. }
    ));

    // Who owns an organisation changes.
    new_owners(&town);
    let owned = signed(&town, &web, &mut log);
    assert_eq!(counts(&owned), [2, 2, 11, 1, 0]);
    says(&web, &of(&owned, INTERESTS)[10], &["a fund on an island"]);
}

/// A document of the log, as it is served.
fn read(web: &Served, leaf: &Leaf) -> serde_json::Value {
    let path = format!("/log/document/{}", leaf.documents()[0].hex());
    let body = web.browser().open(&path).body.clone();
    serde_json::from_str(&body).expect("a document")
}

/// The hash of the interests alone in the newest document about this organisation.
fn interests_of(web: &Served, lines: &[Leaf], name: &str) -> String {
    let all = of(lines, INTERESTS);
    let mut documents = all.iter().map(|line| read(web, line)).rev();
    let newest = documents.find(|d| d["organisation"] == name);
    let interests = format!("{:#}\n", newest.expect("a line about it")["interests"]);
    sayso_log::Hash::of(interests.as_bytes()).hex()
}

fn new_owners(town: &Town) {
    let northway = town.cast.northway;
    town.act(move |desk, _| {
        let org = Org {
            id: northway,
            kind: OrgKind::Provider,
            name: "Northway Work".into(),
            ods: None,
            interests: Interests {
                owners: vec!["a fund on an island".into()],
                ..Interests::default()
            },
            takes_part: true,
        };
        register::organisation(desk, &Actor::Sayso, org).map(drop)
    })
    .expect("registered again");
}

/// What a version of terms says of the interests behind Northway.
fn rests_on(web: &Served, leaf: &Leaf) -> Option<String> {
    let document = read(web, leaf);
    let all = document["interests"].as_array()?.clone();
    let one = all
        .into_iter()
        .find(|one| one["organisation"] == "Northway Work")?;
    Some(one["hash"].as_str().expect("a hash").to_owned())
}

#[test]
fn terms_name_the_interests_that_they_rest_on_and_changed_ones_have_another_hash() {
    let town = Town::new();
    let web = town.serve();
    let mut log = rounds(&town);
    let lines = signed(&town, &web, &mut log);
    let then = rests_on(&web, &of(&lines, TERMS)[0]).expect("it says so");
    assert_eq!(then, interests_of(&web, &lines, "Northway Work"));
    new_owners(&town);
    let lines = signed(&town, &web, &mut log);
    assert_eq!(counts(&lines), [1, 1, 11, 1, 0], "the version stays as it was");
    assert_ne!(then, interests_of(&web, &lines, "Northway Work"));
    assert_eq!(rests_on(&web, &of(&lines, TERMS)[0]), Some(then.clone()));
    town.publish_terms(28, |p| p.hold_hours = 48);
    let lines = signed(&town, &web, &mut log);
    let now = rests_on(&web, &of(&lines, TERMS)[1]).expect("it says so");
    assert!(now != then && now == interests_of(&web, &lines, "Northway Work"));
    assert_eq!(Outsider::default().verifies(&town, &web, "/log"), Ok(()));
}

#[test]
fn terms_that_were_published_before_that_was_said_stay_as_they_are_and_still_check() {
    let town = Town::new();
    let web = town.serve();
    let mut log = rounds(&town);
    operator_edits(
        &town.data(),
        "CREATE TABLE aside AS SELECT * FROM terms_interests; DELETE FROM terms_interests;",
    );
    let first = signed(&town, &web, &mut log);
    assert_eq!(rests_on(&web, &of(&first, TERMS)[0]), None);
    operator_edits(
        &town.data(),
        "INSERT INTO terms_interests SELECT * FROM aside; DROP TABLE aside;",
    );
    let later = signed(&town, &web, &mut log);
    assert_eq!(counts(&later), counts(&first), "no version a second time");
    drop(log);
    // Nor in the log after it.
    ends(&town.house, Because::Year, &std::sync::Arc::default()).expect("a new log");
    let next = signed(&town, &web, &mut rounds(&town));
    assert_eq!(of(&next, TERMS).len(), 1);
    assert_eq!(rests_on(&web, &of(&next, TERMS)[0]), None);
    assert_eq!(Outsider::default().verifies(&town, &web, "/log"), Ok(()));
}

#[test]
fn what_was_switched_off_and_on_again_still_stands_as_switched_off() {
    let town = Town::new();
    let web = town.serve();
    let mut log = rounds(&town);
    signs(&mut log);
    let northway = town.cast.northway;
    // Off, and on again before the next round: the log still says that it was off; off a second time is a second line.
    let target = Target {
        org: northway,
        purpose: None,
    };
    let (grace, dele) = (town.actor(town.cast.grace), town.actor(town.cast.dele));
    let switches_off = || {
        town.act(move |desk, _| switch::off(desk, &grace, target, Reason::LookingInto, "Sam said so"))
            .expect("off");
    };
    switches_off();
    for seat in [&grace, &dele] {
        let seat = *seat;
        town.act(move |desk, _| {
            let id = switch::public(desk)?.remove(0).switch.id;
            switch::on(desk, &seat, id)
        })
        .expect("on");
    }
    let paired = signed(&town, &web, &mut log);
    assert_eq!(counts(&paired), [1, 1, 10, 1, 1]);
    says(&web, &of(&paired, OFF)[0], &[Reason::LookingInto.as_str()]);
    let body = web
        .browser()
        .open(&format!(
            "/log/document/{}",
            of(&paired, OFF)[0].documents()[0].hex()
        ))
        .body
        .clone();
    assert!(!body.contains("Sam"), "the private words stay out: {body}");
    assert_eq!(counts(&signed(&town, &web, &mut log)), [1, 1, 10, 1, 1]);
    switches_off();
    assert_eq!(counts(&signed(&town, &web, &mut log)), [1, 1, 10, 1, 2]);
    assert_eq!(crate::public_log::verify(&town, &web, None), Ok(()));
}
