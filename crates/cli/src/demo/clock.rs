//! The demonstration's time and randomness. Owns: the movable clock and the seeded stream that a world is made from.
//! Never gives a guessable byte for a secret: keys, salts and cookies come from the operating system, always.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};
use sayso_core::id::Source;

/// From this length on, bytes are a secret (16 for a cookie, 32 for a key or a salt). Ids, card words and references
/// are shorter, and show.
const SECRET: usize = 16;

/// A clock that runs with the real one, may be moved forward, and stands where it is put while a world is made.
pub(crate) struct DemoClock {
    real: Arc<dyn Source>,
    ahead: AtomicI64,
    making: Mutex<Option<Making>>,
    kept: Option<PathBuf>,
}

struct Making {
    at: Timestamp,
    stream: ChaCha12Rng,
}

impl DemoClock {
    /// On top of the real time and randomness; with `kept`, how far it was moved survives a restart.
    ///
    /// # Errors
    /// When the kept file cannot be read as a number of milliseconds.
    pub(crate) fn new(real: Arc<dyn Source>, kept: Option<PathBuf>) -> io::Result<Self> {
        let ahead = kept.as_deref().map_or(Ok(0), moved_before)?;
        Ok(Self {
            real,
            ahead: AtomicI64::new(ahead),
            making: Mutex::default(),
            kept,
        })
    }

    fn making(&self) -> MutexGuard<'_, Option<Making>> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From here on the clock stands at `at`, and what shows comes from `seed`.
    pub(crate) fn begin(&self, seed: u64, at: Timestamp) {
        *self.making() = Some(Making {
            at,
            stream: ChaCha12Rng::seed_from_u64(seed),
        });
    }

    /// Puts the standing clock at a later moment; it never goes back.
    pub(crate) fn put(&self, at: Timestamp) {
        if let Some(making) = self.making().as_mut() {
            making.at = making.at.max(at);
        }
    }

    /// The world is made: the clock runs, and every byte is the operating system's.
    pub(crate) fn run(&self) {
        *self.making() = None;
    }

    /// Moves the clock forward.
    ///
    /// # Errors
    /// When it cannot be kept; then it has not moved.
    pub(crate) fn forward(&self, by: SignedDuration) -> io::Result<()> {
        let by = i64::try_from(by.as_millis().max(0)).unwrap_or(0);
        let ahead = self.ahead.load(Ordering::SeqCst).saturating_add(by);
        if let Some(path) = &self.kept {
            let fresh = path.with_extension("new");
            fs::write(&fresh, ahead.to_string())?;
            fs::rename(&fresh, path)?;
        }
        self.ahead.fetch_add(by, Ordering::SeqCst);
        Ok(())
    }
}

fn moved_before(path: &Path) -> io::Result<i64> {
    match fs::read_to_string(path) {
        Ok(text) => text
            .trim()
            .parse()
            .map(|ms: i64| ms.max(0))
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not a number of milliseconds")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

impl Source for DemoClock {
    fn now(&self) -> Timestamp {
        if let Some(making) = self.making().as_ref() {
            return making.at;
        }
        let ahead = SignedDuration::from_millis(self.ahead.load(Ordering::SeqCst));
        let now = self.real.now();
        now.checked_add(ahead).unwrap_or(now)
    }

    fn fill(&self, buf: &mut [u8]) {
        match self.making().as_mut() {
            Some(making) if buf.len() < SECRET => making.stream.fill_bytes(buf),
            _ => self.real.fill(buf),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_core::id::SourceExt as _;

    struct Fixed;
    impl Source for Fixed {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
        fn fill(&self, buf: &mut [u8]) {
            buf.fill(0xee);
        }
    }

    fn clock() -> DemoClock {
        DemoClock::new(Arc::new(Fixed), None).unwrap()
    }

    #[test]
    fn what_shows_follows_the_seed_and_no_secret_does() {
        let (one, two) = (clock(), clock());
        for clock in [&one, &two] {
            clock.begin(7, Timestamp::UNIX_EPOCH);
        }
        assert_eq!(one.bytes::<10>(), two.bytes::<10>());
        assert_ne!(one.bytes::<10>(), [0xee; 10]);
        assert_eq!(one.bytes::<16>(), [0xee; 16]);
        one.run();
        assert_eq!(one.bytes::<3>(), [0xee; 3]);
    }

    #[test]
    fn the_clock_only_moves_forward_also_over_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("clock");
        let day = SignedDuration::from_hours(24);
        let clock = DemoClock::new(Arc::new(Fixed), Some(path.clone())).unwrap();
        clock.forward(day).unwrap();
        clock.forward(-day).unwrap();
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH + day);
        let again = DemoClock::new(Arc::new(Fixed), Some(path)).unwrap();
        assert_eq!(again.now(), clock.now());
    }
}
