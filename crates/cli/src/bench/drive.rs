//! Driving load: as fast as it goes, or at an even pace that does not wait for the answers (so that a stall shows).

use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::to_f64;

/// What one run gave.
pub(crate) struct Outcome {
    micros: Vec<u64>,
    took: Duration,
    failed: u64,
}

impl Outcome {
    /// Done in each second.
    pub(crate) fn per_second(&self) -> f64 {
        to_f64(self.micros.len() as u64) / self.took.as_secs_f64()
    }
    /// The middle one of the times, in milliseconds.
    pub(crate) fn middle(&self) -> f64 {
        self.quantile(0.5)
    }
    /// Something was done, and nothing failed.
    pub(crate) fn all_done(&self) -> bool {
        self.failed == 0 && !self.micros.is_empty()
    }
    fn quantile(&self, q: f64) -> f64 {
        if self.micros.is_empty() {
            return f64::NAN;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "an index within the list"
        )]
        let at = ((to_f64(self.micros.len() as u64) - 1.0) * q).round() as usize;
        to_f64(self.micros[at]) / 1000.0
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mid, high, rare) = (self.quantile(0.5), self.quantile(0.99), self.quantile(0.999));
        write!(
            f,
            "{:.0}/s, p50 {mid:.2} ms, p99 {high:.2} ms, p99.9 {rare:.2} ms",
            self.per_second()
        )?;
        if self.failed > 0 {
            write!(f, ", {} not done", self.failed)?;
        }
        Ok(())
    }
}

/// The machine's stopwatch.
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Runs `work` (made once for each of `threads`) for `time`. With a `rate`, arrivals are evenly spaced and each
/// latency counts from when the work was due; without one, each thread goes on as soon as it is done.
pub(crate) fn run<W: FnMut() -> bool + Send>(
    threads: usize,
    time: Duration,
    rate: Option<f64>,
    make: impl Fn() -> W,
) -> Outcome {
    let (next, failed, over) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let all = Mutex::new(Vec::new());
    let begun = now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let mut work = make();
            let (next, failed, over, all) = (&next, &failed, &over, &all);
            scope.spawn(move || {
                let mut mine = Vec::new();
                while !over.load(Ordering::Relaxed) {
                    let due = rate.map(|rate| {
                        let nth = next.fetch_add(1, Ordering::Relaxed);
                        begun + Duration::from_secs_f64(to_f64(nth) / rate)
                    });
                    if due.unwrap_or_else(now).duration_since(begun) >= time {
                        break;
                    }
                    while let Some(wait) = due
                        .and_then(|d| d.checked_duration_since(now()))
                        .filter(|w| !w.is_zero())
                    {
                        std::thread::park_timeout(wait);
                    }
                    let start = due.unwrap_or_else(now);
                    if work() {
                        mine.push(u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX));
                    } else {
                        failed.fetch_add(1, Ordering::Relaxed);
                    }
                    if begun.elapsed() >= time + Duration::from_secs(5) {
                        over.store(true, Ordering::Relaxed);
                    }
                }
                all.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .append(&mut mine);
            });
        }
    });
    let took = begun.elapsed();
    let mut micros = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    micros.sort_unstable();
    Outcome {
        micros,
        took,
        failed: failed.into_inner(),
    }
}
