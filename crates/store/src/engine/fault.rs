//! Planned faults, for tests. Owns: the counter that makes one statement fail. Never fails anything unless armed,
//! and can only make the store do less.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use crate::error::StoreError;

/// A handle that makes the nth statement of the writer fail, so that a test can break a piece of work between any
/// two statements. The group's `COMMIT` counts as a statement. Not armed by default.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<AtomicU64>);

impl Faults {
    /// The `nth` statement from now on fails, once; 1 is the next one.
    pub fn arm(&self, nth: u64) {
        self.0.store(nth, Ordering::SeqCst);
    }

    /// Takes the plan back. True when it had not struck yet.
    #[must_use = "tells whether the fault struck"]
    pub fn disarm(&self) -> bool {
        self.0.swap(0, Ordering::SeqCst) != 0
    }

    /// Counts one statement.
    pub(crate) fn strike(&self) -> Result<(), StoreError> {
        let count = |left: u64| left.checked_sub(1);
        match self.0.try_update(Ordering::SeqCst, Ordering::SeqCst, count) {
            Ok(1) => Err(StoreError::unavailable("a planned fault")),
            Ok(_) | Err(_) => Ok(()),
        }
    }
}
