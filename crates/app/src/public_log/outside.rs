//! Outside witnesses, as this server knows them. Owns: who they are, how they are reached (a trait: nothing below it knows
//! a network), what they have shown of this log, and that nothing is signed after a start before they were asked.

use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sayso_log::Hash;
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::note::{Note, VerifierKey};

/// One outside witness.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// What people call it.
    pub name: String,
    /// The key that it countersigns with.
    pub key: VerifierKey,
    /// Where it answers (C2SP tlog-witness); `None`: it comes by itself and hands its countersignature over.
    pub url: Option<String>,
}

/// What somebody answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body, cut where no honest answer is so long.
    pub body: String,
}

/// Asks a witness over the network, and waits for a bounded time. Comes in through the front door.
pub trait Door: Send + Sync {
    /// `GET`; `None` where nobody answered.
    fn get(&self, url: &str) -> Option<Reply>;
    /// `POST` of a text; `None` where nobody answered.
    fn post(&self, url: &str, body: &str) -> Option<Reply>;
}

/// A house without witnesses, and without a network.
struct Nobody;

impl Door for Nobody {
    fn get(&self, _: &str) -> Option<Reply> {
        None
    }
    fn post(&self, _: &str, _: &str) -> Option<Reply> {
        None
    }
}

/// How long signing waits after a start for witnesses that do not answer.
const PATIENCE: SignedDuration = SignedDuration::from_hours(1);
/// How often they are asked meanwhile.
const AGAIN: SignedDuration = SignedDuration::from_secs(30);

#[derive(Default)]
struct Seen {
    /// Checkpoints of this log, signed with its key, that witnesses have shown since the start.
    views: Vec<Signed>,
    /// They were asked, and enough of them answered.
    settled: bool,
    began: Option<Timestamp>,
    asked: Option<Timestamp>,
    /// A view may contradict what stands here: both trees are looked at again.
    alarm: bool,
}

/// How many witnesses there are to reserve each tree before it is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserving {
    /// How many can: those with an address.
    pub can: usize,
    /// How many are named. More than half of these must.
    pub all: usize,
}

impl Reserving {
    /// Are so many of them more than half of all?
    #[must_use]
    pub fn enough(self, have: usize) -> bool {
        have * 2 > self.all
    }
}

/// Is each tree reserved before it is signed (ADR 0036)?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reservation {
    /// No witness is named.
    Nobody,
    /// It is.
    On(Reserving),
    /// It could be, and whoever runs the server said that it is not to be.
    SwitchedOff(Reserving),
    /// It cannot be: no more than half of all named witnesses have an address.
    TooFew(Reserving),
}

/// The witnesses of a deployment.
pub struct Witnesses {
    all: Vec<Outside>,
    /// Nobody said that they are not to reserve.
    may_reserve: bool,
    door: Box<dyn Door>,
    seen: Mutex<Seen>,
}

impl Default for Witnesses {
    fn default() -> Self {
        Self::new(vec![], Box::new(Nobody))
    }
}

impl Witnesses {
    /// These witnesses, reached through this door. Where more than half of all have an address, nothing is signed that more
    /// than half of all have not reserved (ADR 0036).
    #[must_use]
    pub fn new(all: Vec<Outside>, door: Box<dyn Door>) -> Self {
        Self {
            all,
            may_reserve: true,
            door,
            seen: Mutex::default(),
        }
    }

    /// The same, and nothing is reserved: somebody said so.
    #[must_use]
    pub fn without_reserving(mut self) -> Self {
        self.may_reserve = false;
        self
    }

    /// Whether each tree is reserved before it is signed, or why not.
    #[must_use]
    pub fn reservation(&self) -> Reservation {
        let named = Reserving {
            can: self.urls().len(),
            all: self.all.len(),
        };
        match named {
            Reserving { all: 0, .. } => Reservation::Nobody,
            _ if !named.enough(named.can) => Reservation::TooFew(named),
            _ if self.may_reserve => Reservation::On(named),
            _ => Reservation::SwitchedOff(named),
        }
    }

    /// Where each tree is reserved before it is signed: by how many of them that can be done.
    #[must_use]
    pub fn reserve(&self) -> Option<Reserving> {
        match self.reservation() {
            Reservation::On(named) => Some(named),
            Reservation::Nobody | Reservation::SwitchedOff(_) | Reservation::TooFew(_) => None,
        }
    }

    fn urls(&self) -> Vec<&str> {
        self.all.iter().filter_map(|w| w.url.as_deref()).collect()
    }

    /// Have enough of them answered? More than half of those that can; where they reserve, more than half of all.
    fn enough(&self, answered: usize) -> bool {
        let asked = self.urls().len();
        self.reserve()
            .map_or(asked == 0 || answered * 2 > asked, |r| r.enough(answered))
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Outside] {
        &self.all
    }

    pub(super) fn door(&self) -> &dyn Door {
        self.door.as_ref()
    }

    pub(super) fn keys(&self) -> Vec<VerifierKey> {
        self.all.iter().map(|w| w.key.clone()).collect()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What witnesses have shown of this log.
    pub(super) fn views(&self, origin: &str) -> Vec<Signed> {
        let seen = self.seen();
        let own = seen.views.iter().filter(|v| v.checkpoint().origin() == origin);
        own.cloned().collect()
    }

    pub(super) fn alarmed(&self) -> bool {
        self.seen().alarm
    }

    pub(super) fn calm(&self) {
        self.seen().alarm = false;
    }

    /// Takes in a checkpoint that the log's own key has signed and that somebody outside has.
    pub(super) fn show(&self, view: Signed) {
        let mut seen = self.seen();
        seen.alarm = true;
        if !seen.views.iter().any(|v| v.head() == view.head()) {
            // The largest says most; a few are enough to refuse.
            seen.views.push(view);
            seen.views.sort_by_key(|v| v.head().size);
            let over = seen.views.len().saturating_sub(20);
            seen.views.drain(..over);
        }
    }

    /// Asks a witness for its latest view. A view counts only with the log's own signature: a witness's word alone
    /// cannot stop a log. False where it did not answer.
    pub(super) fn look_at(&self, url: &str, known: &Known) -> bool {
        let hash = Hash::of(known.origin.as_bytes()).hex();
        let Some(reply) = self.door.get(&format!("{url}/{hash}/checkpoint")) else {
            return false;
        };
        if reply.status == 200
            && let Ok(note) = Note::parse(reply.body.as_bytes())
            && let Ok(view) = Signed::open(note, known)
        {
            self.show(view);
        }
        reply.status == 200 || reply.status == 404
    }

    /// Asks each that has an address, all at the same time: how many answered.
    fn answered(&self, known: &Known) -> usize {
        std::thread::scope(|scope| {
            let asked = self.urls().into_iter();
            let asked: Vec<_> = asked
                .map(|url| scope.spawn(|| self.look_at(url, known)))
                .collect();
            let answers = asked.into_iter().map(joined);
            answers.filter(|answered| *answered).count()
        })
    }

    /// Once, before the last line of a log: asks the witnesses that have an address, and does not wait. False where no
    /// more than half of them have answered; where `go_on`, what those say who did counts all the same.
    pub(super) fn ask_now(&self, known: &Known, go_on: bool) -> bool {
        let enough = self.enough(self.answered(known));
        self.seen().settled = enough || go_on && self.reserve().is_none();
        enough
    }

    /// Once after a start, before anything is signed: asks the witnesses that have an address. Goes on when more than
    /// half of them have answered, or after an hour. Where they reserve, no hour stands for an answer.
    ///
    /// # Errors
    /// Why nothing is signed yet, in words.
    pub(super) fn ask_first(&self, known: &Known, now: Timestamp) -> Result<(), &'static str> {
        const WAITING: &str = "Nothing is signed yet. Since this server started, its outside witnesses have not said \
                               what they saw last. They are asked again, for an hour at most.";
        const FOR_EACH: &str = "Nothing is signed yet. Since this server started, no more than half of its outside \
                                witnesses have said what they saw last. They are asked again until more have.";
        let reserve = self.reserve().is_some();
        let waiting = if reserve { FOR_EACH } else { WAITING };
        {
            let mut seen = self.seen();
            if seen.settled || self.urls().is_empty() {
                return Ok(());
            }
            if seen.asked.is_some_and(|at| now.duration_since(at) < AGAIN) {
                return Err(waiting);
            }
            seen.began.get_or_insert(now);
            seen.asked = Some(now);
        }
        let answered = self.answered(known);
        let mut seen = self.seen();
        let waited = !reserve && seen.began.is_some_and(|at| now.duration_since(at) >= PATIENCE);
        seen.settled = self.enough(answered) || waited;
        if waited && answered == 0 {
            tracing::warn!(
                "no outside witness has answered for an hour: the public log is signed without asking"
            );
        }
        if seen.settled { Ok(()) } else { Err(waiting) }
    }
}

/// What a thread came to. Where it broke off, so does whoever waits for it.
pub(super) fn joined<T>(thread: std::thread::ScopedJoinHandle<'_, T>) -> T {
    thread
        .join()
        .unwrap_or_else(|broke_off| std::panic::resume_unwind(broke_off))
}

#[cfg(test)]
mod tests {
    use super::{Nobody, Outside, Reservation, Reserving, Witnesses};
    use sayso_log::note::{Scheme, SigningKey};

    #[test]
    fn each_tree_is_reserved_wherever_it_can_be_and_nobody_said_no() {
        let named = |can: u8, all: u8| {
            let one = |nth| {
                let key = SigningKey::from_seed("w.example/w", Scheme::Timed, &[nth; 32]);
                Outside {
                    name: nth.to_string(),
                    key: key.unwrap().verifier(),
                    url: (nth < can).then(|| "https://w.example".into()),
                }
            };
            Witnesses::new((0..all).map(one).collect(), Box::new(Nobody))
        };
        let of = |can, all| Reserving { can, all };
        assert_eq!(named(0, 0).reservation(), Reservation::Nobody);
        assert_eq!(named(1, 1).reservation(), Reservation::On(of(1, 1)));
        assert_eq!(named(2, 3).reservation(), Reservation::On(of(2, 3)));
        for (can, all) in [(0, 1), (1, 2), (1, 3), (2, 4)] {
            let few = Reservation::TooFew(of(can.into(), all.into()));
            assert_eq!(named(can, all).reservation(), few);
            assert_eq!(named(can, all).reserve(), None);
        }
        let off = named(2, 2).without_reserving();
        assert_eq!(off.reservation(), Reservation::SwitchedOff(of(2, 2)));
        assert_eq!(off.reserve(), None);
    }

    #[test]
    fn more_than_half_of_all_that_are_named_reserve_and_not_of_those_that_can() {
        let of_five = Reserving { can: 3, all: 5 };
        assert!(of_five.enough(3) && !of_five.enough(2));
        let of_four = Reserving { can: 4, all: 4 };
        assert!(of_four.enough(3) && !of_four.enough(2));
    }
}
