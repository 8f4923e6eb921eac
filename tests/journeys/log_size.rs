//! What signing costs when much was recorded. With `LOG_ENTRIES=1000000` it gives the number for docs/trust.md.

use std::time::Instant;

use jiff::SignedDuration;
use rusqlite::Connection;
use sayso_app::public_log::{Outcome, Rounds};
use sayso_testkit::Town;

#[test]
fn a_house_with_much_in_it_is_signed_and_still_read_twice() {
    let many: i64 = std::env::var("LOG_ENTRIES").map_or(20_000, |n| n.parse().expect("a number"));
    let town = Town::new();
    let kept = town.alex_says_yes();
    assert!(!kept.person.to_string().is_empty());
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
    town.source.advance(SignedDuration::from_mins(10));
    let began = Instant::now();
    let first = log.round().expect("a round");
    let grown = began.elapsed();
    assert!(matches!(first, Outcome::Signed(_)), "{first:?}");
    town.source.advance(SignedDuration::from_mins(10));
    let began = Instant::now();
    let second = log.round().expect("a round");
    println!(
        "{many} events: {grown:.2?} to take them in and sign, {:.2?} to sign again",
        began.elapsed()
    );
    assert!(matches!(second, Outcome::Signed(_)), "{second:?}");
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
