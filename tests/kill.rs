//! kill -9 at any moment, under load: nothing that was acknowledged is lost, no referral is half written, and no two
//! trees are signed. The child is this very test binary, told by its environment to be one. `TRIALS` sets how often (50 by default).

#[path = "kill/signed.rs"]
mod signed;

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sayso_app::{House, Lane, Options, agree, session};
use sayso_core::id::{MemberId, Source as _};
use sayso_testkit::{Seeded, Town};

const CHILD: &str = "SAYSO_KILL_CHILD";

/// One child: opens the data, and four threads say yes for new people as fast as they can, each telling a referral's
/// id only after it was acknowledged. A fifth signs the public log all the while. It ends by being killed.
#[test]
fn child() {
    let Ok(order) = std::env::var(CHILD) else { return };
    let (dir, rest) = order.split_once('|').expect("a directory");
    let (seed, yes) = rest.split_once('|').expect("a seed");
    let (scheme, provider, patel) = {
        let mut ids = yes.split(',');
        let mut next = || ids.next().expect("an id").to_owned();
        (next(), next(), next())
    };
    let source = Arc::new(Seeded::new(seed.parse().expect("a number")));
    // Each child lives later than the one before, so that ids and times go on.
    let trial = seed.parse::<i32>().expect("a number") - 100;
    source.advance(signed::LATER * trial);
    let house = House::open(Path::new(dir), Arc::clone(&source) as _, &Options::default());
    let house = Arc::new(house.expect("it opens after a kill"));
    let n = Arc::new(AtomicU64::new(0));
    let born: u64 = seed.parse().expect("a number");
    let signing = std::thread::spawn({
        let house = Arc::clone(&house);
        move || {
            if let Some(why) = signed::on(&house, &source) {
                let mut out = std::io::stdout().lock();
                writeln!(out, "\ntrouble {why}").expect("the parent reads");
            }
        }
    });
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let (house, n) = (Arc::clone(&house), Arc::clone(&n));
            let patel: MemberId = patel.parse().expect("an id");
            let (scheme, provider) = (scheme.parse().expect("an id"), provider.parse().expect("an id"));
            std::thread::spawn(move || {
                for _ in 0..10_000 {
                    let nth = n.fetch_add(1, Ordering::Relaxed);
                    let kept = house.act(Lane::Normal, None, move |desk, _| {
                        let actor = session::actor(desk, patel)?;
                        let mut yes = yes_of(nth);
                        yes.salt[8..16].copy_from_slice(&born.to_be_bytes());
                        (yes.scheme, yes.provider) = (scheme, provider);
                        agree::at_the_desk(desk, &actor, None, &yes)
                    });
                    let kept = kept.expect("a yes is kept");
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "kept {}", kept.referral).expect("the parent reads");
                    out.flush().expect("the parent reads");
                }
            })
        })
        .collect();
    for thread in threads.into_iter().chain([signing]) {
        thread.join().expect("a thread that is not killed ends well");
    }
}

fn yes_of(nth: u64) -> agree::Yes {
    let mut details = Town::alex_details();
    details.name = format!("Person {nth}");
    let mut salt = [0; 32];
    salt[..8].copy_from_slice(&nth.to_be_bytes());
    let lines = agree::Lines {
        phone: true,
        own_words: true,
        ..agree::Lines::default()
    };
    agree::Yes {
        scheme: sayso_core::id::SchemeId::NIL,
        provider: sayso_core::id::OrgId::NIL,
        details,
        lines,
        own_words: "gardening".into(),
        channel: sayso_core::sayso::Channel::InPerson,
        format: sayso_core::sayso::Format::Standard,
        language: "en".into(),
        said_at: None,
        interpreted: None,
        salt,
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_half_written() {
    if std::env::var(CHILD).is_ok() {
        return;
    }
    let trials: u64 = std::env::var("TRIALS")
        .ok()
        .and_then(|t| t.parse().ok())
        .unwrap_or(50);
    let town = Town::new();
    let (data, cast) = (town.data(), town.cast);
    town.house.close();
    let random = Seeded::new(99);
    let (mut acknowledged, mut seen_signed) = (BTreeSet::new(), signed::Seen::default());
    for trial in 1..=trials {
        let order = format!(
            "{}|{}|{},{},{}",
            data.display(),
            100 + trial,
            cast.scheme,
            cast.northway,
            cast.patel
        );
        let mut child = Command::new(std::env::current_exe().expect("this test's own path"))
            .args(["--exact", "child", "--nocapture", "--test-threads=1"])
            .env(CHILD, order)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child starts");
        let mut byte = [0; 1];
        random.fill(&mut byte);
        let patience = usize::from(byte[0]) % 60;
        let mut lines = BufReader::new(child.stdout.take().expect("its words")).lines();
        let kept = |line: std::io::Result<String>| {
            let line = line.ok();
            if let Some(why) = line.as_ref().and_then(|l| l.strip_prefix("trouble ")) {
                panic!("after kill {}: {why}", trial - 1);
            }
            line.and_then(|l| l.rsplit_once("kept ").map(|(_, id)| id.to_owned()))
                .filter(|id| id.len() == 36)
        };
        let mut seen = 0;
        while seen < patience {
            let Some(line) = lines.next() else { break };
            if let Some(id) = kept(line) {
                acknowledged.insert(id);
                seen += 1;
            }
        }
        // SIGKILL: no handler runs, nothing is flushed. A child that had ended by itself would be a broken test.
        child.kill().expect("the child was still running");
        // What it had said before it died was acknowledged as well; a last line may be cut off.
        acknowledged.extend(lines.filter_map(kept));
        child.wait().expect("it is gone");
        check(&data, &acknowledged);
        seen_signed.collect(&data);
    }
    let source = Arc::new(Seeded::new(7));
    let after = i32::try_from(trials + 1).expect("no more kills than that");
    source.advance(signed::LATER * after);
    seen_signed.go_on(&data, &source);
    assert!(
        seen_signed.trees() as u64 * 10 > trials,
        "the children signed: {seen_signed:?}"
    );
    assert!(
        acknowledged.len() as u64 > trials,
        "the children did work: {}",
        acknowledged.len()
    );
    println!(
        "killed {trials} times, {} acknowledged, none lost; {} signed trees seen, {} kills between keeping and publishing",
        acknowledged.len(),
        seen_signed.trees(),
        seen_signed.between
    );
}

fn check(data: &Path, acknowledged: &BTreeSet<String>) {
    let db = rusqlite::Connection::open(data.join("sayso.db")).expect("the file opens");
    let all_of = |sql: &str| -> BTreeSet<String> {
        let mut statement = db.prepare(sql).expect("SQL");
        let rows = statement.query_map((), |row| row.get(0)).expect("rows");
        rows.map(|r| r.expect("text")).collect()
    };
    let count = |sql: &str| -> i64 { db.query_row(sql, (), |row| row.get(0)).expect("a number") };
    assert_eq!(
        count("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"),
        0
    );
    let stored = all_of("SELECT id FROM referral");
    let lost: Vec<&String> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    let referrals = count("SELECT count(*) FROM referral");
    for (what, sql) in [
        ("people", "SELECT count(*) FROM person"),
        ("say-sos", "SELECT count(*) FROM said"),
        ("parcels", "SELECT count(*) FROM parcel"),
        (
            "waiting messages",
            "SELECT count(*) FROM message WHERE kind = 'referral'",
        ),
        ("events", "SELECT count(*) FROM event WHERE kind = 'agreed'"),
        (
            "told events",
            "SELECT count(*) FROM event_told t JOIN event e ON e.seq = t.seq WHERE e.kind = 'agreed'",
        ),
        ("cards", "SELECT count(*) FROM card"),
        ("counted", "SELECT sum(n) FROM counter WHERE what = 'yes'"),
    ] {
        let n: i64 = db
            .query_row(sql, (), |row| row.get::<_, Option<i64>>(0))
            .expect("a number")
            .unwrap_or(0);
        assert_eq!(n, referrals, "each referral has one of each: {what}");
    }
}
