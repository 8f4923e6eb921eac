//! The demonstration while it runs: the house, its movable clock, what left, and the worker's round. Owns: the outbox
//! (in memory alone). Nothing here leaves the machine.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::SignedDuration;
use sayso_app::deliver::Gone;
use sayso_app::public_log::{Asking, Rounds, Witnesses};
use sayso_app::{Error, House, Lane, deliver};
use sayso_core::decision::MessageKind;
use sayso_core::id::Source as _;

use super::beside::{Address, Filed};
use super::clock::DemoClock;
use super::stand_in::Filing;
use super::world::{Guide, Leaving};

/// How many messages the outbox page remembers.
const REMEMBERED: usize = 200;

/// What is running.
pub(super) struct Running {
    pub(super) house: Arc<House>,
    pub(super) clock: Arc<DemoClock>,
    pub(super) guide: Guide,
    pub(super) gp: Address,
    /// The demo by its other name: a browser keeps a seat apart there.
    pub(super) second: String,
    gone: Mutex<Vec<Leaving>>,
    /// Words that are to be filed. Held during a round, so that there is one at a time.
    to_file: Mutex<Vec<Gone>>,
    log: Mutex<Rounds>,
    asking: Mutex<Asking>,
    witnesses: Arc<Witnesses>,
}

fn locked<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Running {
    pub(super) fn new(
        house: Arc<House>,
        clock: Arc<DemoClock>,
        guide: Guide,
        gp: Address,
        witnesses: Arc<Witnesses>,
    ) -> Self {
        let gone = Mutex::new(guide.gone.clone());
        let log = Mutex::new(Rounds::new(&house, "localhost").witnessed_by(&witnesses));
        let asking = Mutex::new(Asking::new(&house, &witnesses));
        Self {
            log,
            asking,
            witnesses,
            house,
            clock,
            guide,
            gp,
            second: String::new(),
            gone,
            to_file: Mutex::default(),
        }
    }

    /// Who countersigns the log.
    pub(super) fn witnesses(&self) -> Arc<Witnesses> {
        Arc::clone(&self.witnesses)
    }

    /// What left, newest first.
    pub(super) fn outbox(&self) -> Vec<Leaving> {
        locked(&self.gone).iter().rev().cloned().collect()
    }

    /// Moves the clock and lets everything happen that is due then.
    ///
    /// # Errors
    /// Where the clock cannot be kept, or the store cannot write.
    pub(super) fn forward(&self, hours: i64) -> Result<(), Error> {
        self.clock
            .forward(SignedDuration::from_hours(hours))
            .map_err(|e| Error::Fault(e.to_string()))?;
        self.round()
    }

    /// One round of the worker: what is due leaves, and what the practice files goes to its own system.
    ///
    /// # Errors
    /// Where the store cannot write.
    pub(super) fn round(&self) -> Result<(), Error> {
        let mut to_file = locked(&self.to_file);
        for gone in deliver::round(&self.house)? {
            let words = self.guide.in_words(self.clock.now(), &gone);
            if gone.message.kind == MessageKind::File {
                to_file.push(gone);
            }
            let mut all = locked(&self.gone);
            all.push(words);
            let over = all.len().saturating_sub(REMEMBERED);
            all.drain(..over);
        }
        let mut again = vec![];
        for gone in to_file.drain(..) {
            let (Some(number), Some(words)) = (&gone.file_under, gone.message.proposal) else {
                continue;
            };
            let filing = Filing {
                nhs_number: number.clone(),
                text: gone.message.text.clone(),
            };
            match self.gp.file(&filing) {
                Filed::Yes => match self
                    .house
                    .act(Lane::Normal, None, move |desk, _| deliver::filed(desk, words))
                {
                    // Somebody at the practice confirmed it first.
                    Ok(()) | Err(Error::NotNow(_)) => {}
                    Err(error) => return Err(error),
                },
                Filed::NotThere => {}
                Filed::NotNow => again.push(gone),
            }
        }
        *to_file = again;
        locked(&self.log).round()?;
        locked(&self.asking).round().map(drop)
    }
}
