//! What signing costs when much was recorded. With `LOG_ENTRIES=1000000` it gives the number for docs/trust.md.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use rusqlite::Connection;
use sayso_app::own;
use sayso_app::public_log::{Outcome, Rounds, TakingIn};
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::log_kit::pause;

#[test]
fn a_house_with_much_in_it_is_signed_and_still_read_twice() {
    let many: i64 = std::env::var("LOG_ENTRIES").map_or(20_000, |n| n.parse().expect("a number"));
    let town = Town::new();
    let kept = town.alex_says_yes();
    let alex = town.person(kept.person);
    let mut log = Rounds::new(&town.house, "log.example");
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    let db = Connection::open(town.data().join("sayso.db")).expect("the database");
    db.busy_timeout(std::time::Duration::from_mins(1)).expect("time");
    // As many events as a large service records, each with a commitment of its own.
    db.execute_batch(&format!(
        "BEGIN; CREATE TEMP TABLE first AS SELECT * FROM event ORDER BY seq DESC LIMIT 1;
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many})
         INSERT INTO event SELECT seq + i, 'n' || i, kind, actor, member_id, role, org_id, outcome, purpose, said_id,
             happened_at, recorded_at FROM first, n;
         INSERT INTO event_told (seq, body, commitment)
             SELECT seq, x'00', randomblob(32) FROM event WHERE id LIKE 'n%'; COMMIT;"
    ))
    .expect("many events");
    let began = Instant::now();
    let taken = TakingIn::new(&town.house).tick().expect("a look");
    let took = began.elapsed();
    assert_eq!(taken, usize::try_from(many).expect("not below zero"));
    let each_second = f64::from(u32::try_from(many).expect("not so many")) / took.as_secs_f64();
    println!("{many} events into the private tree, stored: {took:.2?}, {each_second:.0} each second");
    if std::env::var_os("LOG_LIMITS").is_some() {
        assert!(each_second >= 5_000.0, "{each_second:.0} each second");
    }
    town.source.advance(SignedDuration::from_mins(10));
    let began = Instant::now();
    let first = log.round().expect("a round");
    let grown = began.elapsed();
    assert!(matches!(first, Outcome::Signed(_)), "{first:?}");
    town.source.advance(SignedDuration::from_mins(10));
    let began = Instant::now();
    let second = log.round().expect("a round");
    println!(
        "{many} events: {grown:.2?} to sign, {:.2?} to sign again",
        began.elapsed()
    );
    assert!(matches!(second, Outcome::Signed(_)), "{second:?}");
    waits(&town, &alex, "nothing else going on", || ());
    waits(&town, &alex, "while everything is read again", || {
        town.source.advance(SignedDuration::from_mins(10));
        log.round().map(drop).expect("a round");
    });
    // However many there are, one that was changed is found at the next signing.
    db.execute_batch(&format!(
        "DROP TRIGGER told_stays; UPDATE event_told SET commitment = zeroblob(32)
         WHERE seq = (SELECT max(seq) - {} FROM event_told)",
        many / 2
    ))
    .expect("the edit");
    town.source.advance(SignedDuration::from_mins(10));
    match log.round().expect("a round") {
        Outcome::Refused(why) => assert!(why.contains("The private tree does not hold"), "{why}"),
        other => panic!("{other:?}"),
    }
}

/// How long what was recorded waits for the private tree, beside this work: printed, and judged only where `LOG_LIMITS` is
/// set, as the benchmark does with an optimised build. It is looked for each 25 ms, as the server does.
fn waits(town: &Town, alex: &Actor, beside: &str, mut work: impl FnMut() + Send) {
    let over = AtomicBool::new(false);
    let mut waited: Vec<Duration> = std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut taking_in = TakingIn::new(&town.house);
            while !over.load(Ordering::Relaxed) {
                pause(Duration::from_millis(25));
                taking_in.tick().expect("a look");
            }
        });
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                work();
                pause(Duration::from_millis(1));
            }
        });
        let waited = (0..60).map(|_| {
            let alex = *alex;
            town.act(move |desk, _| own::open(desk, &alex, "your page", 1, None).map(drop))
                .expect("their own page");
            let began = Instant::now();
            let waiting = || {
                town.house.read_log(|log| {
                    let more = log.has_more()?;
                    Ok(more)
                })
            };
            while waiting().expect("read") {
                pause(Duration::from_millis(1));
            }
            began.elapsed()
        });
        let waited = waited.collect();
        over.store(true, Ordering::Relaxed);
        waited
    });
    waited.sort();
    println!(
        "waits for the private tree, {beside}: p50 {:.1?}, p99 {:.1?}",
        waited[30], waited[59]
    );
    if std::env::var_os("LOG_LIMITS").is_some() {
        assert!(waited[59] <= Duration::from_secs(1), "{beside}: {:?}", waited[59]);
    }
}
