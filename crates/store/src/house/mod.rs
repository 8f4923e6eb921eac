//! The house's tables. Owns: every statement about them, and the one function that writes ([`Job::record`]). Never
//! decides: it writes a decision whole or not at all, and reads facts for those who decide.

mod apply;
mod awkward;
mod care;
mod caseload;
mod closing;
mod coaching;
mod contract;
mod countersigned;
mod counts;
mod delivery;
mod ended_log;
mod erase;
mod evaluation;
mod events;
mod forgotten;
mod guard;
mod holding;
mod ledger;
mod outbox;
mod own;
mod pair;
mod pay;
mod people;
mod places;
#[cfg(test)]
mod plan;
mod power;
mod public_log;
mod record;
mod seat_pause;
mod second;
mod sessions;
mod signin;
mod supporter;
mod terms;

use std::collections::HashMap;

use sayso_core::decision::Seat;
use sayso_core::id::{MemberId, PersonId, Source};
use serde::{Serialize, de::DeserializeOwned};

pub use care::Bookmark;
pub use caseload::{Listed, Order, Prompts};
pub use countersigned::Countersigned;
pub use counts::{Counts, Period};
pub use delivery::Stuck;
pub use ended_log::EndedLog;
pub use erase::Erasure;
pub use events::{By, Span, Told, Wanted};
pub use guard::{Act, TypedYes, Watch, YearCount};
pub use holding::{Examined, Recorded};
pub use outbox::Waiting;
pub use people::{Card, Found};
pub use places::Figures;
pub use public_log::{NewEntry, PublicLog, SealedRoot, Standing, Tree};
pub use record::Receipt;
pub use sessions::Open;
pub use supporter::Tried;

use crate::{Cell, Class, Encrypted, KeyRing, Migration, Owner, StoreError, Tx};

/// The migrations of the house, in order.
pub const MIGRATIONS: &[Migration] = &[
    crate::KEYS,
    (
        2,
        "house",
        include_str!("../../../../migrations/sqlite/0002_house.sql"),
    ),
    (
        3,
        "person",
        include_str!("../../../../migrations/sqlite/0003_person.sql"),
    ),
    (
        4,
        "coaching",
        include_str!("../../../../migrations/sqlite/0004_coaching.sql"),
    ),
    (
        5,
        "guardian",
        include_str!("../../../../migrations/sqlite/0005_guardian.sql"),
    ),
    (
        6,
        "delivery",
        include_str!("../../../../migrations/sqlite/0006_delivery.sql"),
    ),
    (
        7,
        "sign_in",
        include_str!("../../../../migrations/sqlite/0007_sign_in.sql"),
    ),
    (
        8,
        "awkward",
        include_str!("../../../../migrations/sqlite/0008_awkward.sql"),
    ),
    (
        9,
        "public_log",
        include_str!("../../../../migrations/sqlite/0009_public_log.sql"),
    ),
    (
        10,
        "receipts",
        include_str!("../../../../migrations/sqlite/0010_receipts.sql"),
    ),
    (
        11,
        "witness",
        include_str!("../../../../migrations/sqlite/0011_witness.sql"),
    ),
    (
        12,
        "second",
        include_str!("../../../../migrations/sqlite/0012_second.sql"),
    ),
    (
        13,
        "day",
        include_str!("../../../../migrations/sqlite/0013_day.sql"),
    ),
    (
        14,
        "terms",
        include_str!("../../../../migrations/sqlite/0014_terms.sql"),
    ),
    (
        15,
        "pay",
        include_str!("../../../../migrations/sqlite/0015_pay.sql"),
    ),
    (
        16,
        "code",
        include_str!("../../../../migrations/sqlite/0016_code.sql"),
    ),
    (
        17,
        "supporters",
        include_str!("../../../../migrations/sqlite/0017_supporters.sql"),
    ),
    (
        18,
        "pair",
        include_str!("../../../../migrations/sqlite/0018_pair.sql"),
    ),
    (
        19,
        "evaluation",
        include_str!("../../../../migrations/sqlite/0019_evaluation.sql"),
    ),
    (
        20,
        "speed",
        include_str!("../../../../migrations/sqlite/0020_speed.sql"),
    ),
    (
        21,
        "guardians",
        include_str!("../../../../migrations/sqlite/0021_guardians.sql"),
    ),
    (
        22,
        "attorneys",
        include_str!("../../../../migrations/sqlite/0022_attorneys.sql"),
    ),
    (
        23,
        "danger_read",
        include_str!("../../../../migrations/sqlite/0023_danger_read.sql"),
    ),
    (
        24,
        "by_hand",
        include_str!("../../../../migrations/sqlite/0024_by_hand.sql"),
    ),
    (
        25,
        "seats",
        include_str!("../../../../migrations/sqlite/0025_seats.sql"),
    ),
    (
        26,
        "quarters",
        include_str!("../../../../migrations/sqlite/0026_quarters.sql"),
    ),
    (
        27,
        "forgotten",
        include_str!("../../../../migrations/sqlite/0027_forgotten.sql"),
    ),
    (
        28,
        "access_query",
        include_str!("../../../../migrations/sqlite/0028_access_query.sql"),
    ),
    (
        29,
        "sent",
        include_str!("../../../../migrations/sqlite/0029_sent.sql"),
    ),
    (
        30,
        "erased_by_itself",
        include_str!("../../../../migrations/sqlite/0030_erased_by_itself.sql"),
    ),
    (
        31,
        "event_stops",
        include_str!("../../../../migrations/sqlite/0031_event_stops.sql"),
    ),
    (
        32,
        "event_one_opened",
        include_str!("../../../../migrations/sqlite/0032_event_one_opened.sql"),
    ),
];

/// One transaction at work: facts are read here, and one decision is written here.
pub struct Job<'a> {
    tx: &'a mut dyn Tx,
    keys: &'a KeyRing,
    source: &'a dyn Source,
    seats: HashMap<MemberId, Seat>,
}

impl<'a> Job<'a> {
    /// Begins work inside a job of the writer.
    pub fn new(tx: &'a mut dyn Tx, keys: &'a KeyRing, source: &'a dyn Source) -> Self {
        Self {
            tx,
            keys,
            source,
            seats: HashMap::new(),
        }
    }

    /// Where time and ids come from.
    #[must_use]
    pub const fn source(&self) -> &'a dyn Source {
        self.source
    }

    fn lock<T: Serialize>(&mut self, owner: Owner, cell: &Cell, value: &T) -> Result<Encrypted, StoreError> {
        let plain = serde_json::to_vec(value).map_err(|_| StoreError::corrupt("a value that is not JSON"))?;
        self.keys.encrypt(self.tx, owner, cell, plain)
    }

    fn unlock<T: DeserializeOwned>(
        &mut self,
        owner: Owner,
        cell: &Cell,
        kept: &Encrypted,
    ) -> Result<T, StoreError> {
        let plain = self.keys.decrypt(self.tx, owner, cell, kept)?;
        serde_json::from_slice(plain.expose())
            .map_err(|_| StoreError::corrupt("an encrypted value of another shape"))
    }

    fn index(&self, purpose: &'static str, value: &str) -> [u8; 16] {
        self.keys.index(purpose, value)
    }
}

/// Under whose key a message is: a report of a danger outlives the rest.
const fn message_owner(kind: sayso_core::decision::MessageKind, person: PersonId) -> Owner {
    match kind {
        sayso_core::decision::MessageKind::Safeguarding => Owner::person(person, Class::Safeguarding),
        _ => service(person),
    }
}

const fn service(person: PersonId) -> Owner {
    Owner::person(person, Class::Service)
}
