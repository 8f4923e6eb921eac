//! The one place where the product reads the machine's clock and its randomness.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use sayso_core::id::Source;

/// The machine's clock, cut to the millisecond and never going backwards in one run; randomness of the operating
/// system.
#[derive(Debug, Default)]
pub struct System {
    latest: AtomicI64,
}

impl Source for System {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place from which the time comes in"
    )]
    fn now(&self) -> Timestamp {
        let read = Timestamp::now().as_millisecond();
        // When the machine's clock is set back, time stands still here until it has caught up.
        let latest = self.latest.fetch_max(read, Ordering::Relaxed).max(read);
        Timestamp::from_millisecond(latest).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn fill(&self, buf: &mut [u8]) {
        getrandom::fill(buf).expect("without the system's randomness no key and no secret can be made");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_does_not_go_backwards_and_has_no_part_of_a_millisecond() {
        let ahead = 4_000_000_000_000;
        let source = System {
            latest: AtomicI64::new(ahead),
        };
        assert_eq!(source.now().as_millisecond(), ahead);
        assert_eq!(System::default().now().as_nanosecond() % 1_000_000, 0);
    }
}
