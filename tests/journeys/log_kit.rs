//! What the stories of the public log do in the same words: sign, refuse, look from outside, and edit as an operator
//! with a SQL shell could.

use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use rusqlite::Connection;
use sayso::verify::{Log, Verify, What, run};
use sayso_app::House;
use sayso_app::public_log::{Because, Begun, Ending, NotBegun, Outcome, Rounds, Witnesses, begin_next};
use sayso_core::id::Source as _;
use sayso_log::note::VerifierKey;
use sayso_testkit::{Served, Town};

pub(crate) const TEN: SignedDuration = SignedDuration::from_mins(10);

/// A moment goes by on this machine, not in the town.
#[expect(
    clippy::disallowed_methods,
    reason = "another process, or a thread that looks now and then, says nothing when it is done"
)]
pub(crate) fn pause(time: std::time::Duration) {
    std::thread::sleep(time);
}

/// The next round signs; the size that it signed.
#[track_caller]
pub(crate) fn signs(log: &mut Rounds) -> u64 {
    match log.round().expect("a round") {
        Outcome::Signed(size) => size,
        other => panic!("{other:?}"),
    }
}

/// The next round signs nothing and says why.
#[track_caller]
pub(crate) fn refuses(log: &mut Rounds, why: &str) {
    match log.round().expect("a round") {
        Outcome::Refused(said) => assert!(said.contains(why), "{said}"),
        other => panic!("{other:?}"),
    }
}

/// Ends the log, with these witnesses.
pub(crate) fn ends(
    house: &Arc<House>,
    because: Because,
    witnesses: &Arc<Witnesses>,
) -> Result<Begun, NotBegun> {
    let ending = Ending {
        host: "log.example",
        because,
        witnesses,
        without_witnesses: false,
    };
    begin_next(house, &ending)
}

/// Whoever looks from outside, and what they brought along.
#[derive(Default)]
pub(crate) struct Outsider<'a> {
    /// The key that they were given, instead of the one that is served.
    pub(crate) key: Option<&'a str>,
    /// The witnesses that they ask for.
    pub(crate) witness: &'a [VerifierKey],
    /// The file in which they keep what they saw last.
    pub(crate) remember: Option<&'a Path>,
}

impl Outsider<'_> {
    /// What `sayso verify log` ends with, for the log below this path, at the town’s own time.
    pub(crate) fn verifies(&self, town: &Town, web: &Served, below: &str) -> Result<(), String> {
        let log = Log {
            from: format!("http://{}{below}", web.address),
            key: self.key.map(|key| key.parse().expect("a key")),
            witness: self.witness.to_vec(),
            remember: self.remember.map(Path::to_owned),
        };
        run(&Verify { what: What::Log(log) }, town.source.now()).map_err(|why| why.to_string())
    }
}

/// Does as an operator with a SQL shell could: takes the guards away, then changes a row.
pub(crate) fn operator_edits(data: &Path, sql: &str) {
    let db = Connection::open(data.join("sayso.db")).expect("the database");
    db.busy_timeout(std::time::Duration::from_secs(5)).expect("time");
    let guards = [
        "told_stays",
        "told_kept",
        "event_stays",
        "event_kept",
        "log_entry_stays",
    ];
    let taken = guards
        .map(|guard| format!("DROP TRIGGER IF EXISTS {guard};"))
        .concat();
    db.execute_batch(&format!("PRAGMA foreign_keys = OFF; {taken} {sql}"))
        .expect("the edit");
}
