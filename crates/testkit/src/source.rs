//! Time and randomness that can be replayed: the same seed and the same moves give the same run.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use sayso_core::id::Source;

/// A clock that moves only when it is told to (and one millisecond at each reading, so that order shows), and a seeded
/// stream of bytes.
pub struct Seeded {
    millis: AtomicI64,
    stream: Mutex<ChaCha12Rng>,
}

impl Seeded {
    /// Starts on Monday 18 May 2026, 9am UTC.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            millis: AtomicI64::new(1_779_094_800_000),
            stream: Mutex::new(ChaCha12Rng::seed_from_u64(seed)),
        }
    }

    /// From here on, the bytes of this seed, whatever was drawn before.
    pub fn reseed(&self, seed: u64) {
        *self.stream.lock().unwrap_or_else(PoisonError::into_inner) = ChaCha12Rng::seed_from_u64(seed);
    }

    /// Moves the clock forward.
    ///
    /// # Panics
    /// When it is moved by more than an age.
    pub fn advance(&self, by: SignedDuration) {
        let ms = i64::try_from(by.as_millis()).expect("a test moves the clock by less than an age");
        self.millis.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Source for Seeded {
    fn now(&self) -> Timestamp {
        let ms = self.millis.fetch_add(1, Ordering::SeqCst);
        Timestamp::from_millisecond(ms).expect("within the range of time")
    }
    fn fill(&self, buf: &mut [u8]) {
        self.stream
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(buf);
    }
}
