//! The queue in front of the writer. Owns: the two lanes, what is turned away when full, the order of service.
//! Never runs a job.

use std::{
    collections::VecDeque,
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::group::Job;
use crate::error::StoreError;

/// How a job waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Everything else. Bounded: when it is full the answer is [`StoreError::Busy`] at once.
    Normal,
    /// A person's stop (pause, stop one thing, leave). Served before all others, never turned away for load.
    Stop,
}

/// What the writer finds when it looks.
pub(super) enum Next {
    /// A job, the stops' lane first.
    Job(Box<dyn Job>),
    /// Nothing came for a while.
    Idle,
    /// Closed, and every accepted job has been handed out.
    Closed,
}

#[derive(Default)]
struct Lanes {
    stop: VecDeque<Box<dyn Job>>,
    normal: VecDeque<Box<dyn Job>>,
    closed: bool,
}

pub(super) struct Queue {
    lanes: Mutex<Lanes>,
    came: Condvar,
    bound: usize,
}

impl Queue {
    pub(super) fn new(bound: usize) -> Self {
        Self {
            lanes: Mutex::default(),
            came: Condvar::new(),
            bound,
        }
    }

    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        // A queue of boxes is whole whoever panicked; the jobs in it must still be served.
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Accepts the job, or hands it back with the reason.
    pub(super) fn put(&self, lane: Lane, job: Box<dyn Job>) -> Result<(), (Box<dyn Job>, StoreError)> {
        let mut lanes = self.lanes();
        if lanes.closed {
            return Err((job, StoreError::unavailable("the store is closed")));
        }
        match lane {
            Lane::Stop => lanes.stop.push_back(job),
            Lane::Normal if lanes.normal.len() >= self.bound => return Err((job, StoreError::Busy)),
            Lane::Normal => lanes.normal.push_back(job),
        }
        drop(lanes);
        self.came.notify_one();
        Ok(())
    }

    /// The next job without waiting.
    pub(super) fn take(&self) -> Option<Box<dyn Job>> {
        let mut lanes = self.lanes();
        lanes.stop.pop_front().or_else(|| lanes.normal.pop_front())
    }

    /// The next job, waiting at most `patience`.
    pub(super) fn wait(&self, patience: Duration) -> Next {
        let empty = |lanes: &mut Lanes| lanes.stop.is_empty() && lanes.normal.is_empty() && !lanes.closed;
        let (mut lanes, _) = self
            .came
            .wait_timeout_while(self.lanes(), patience, empty)
            .unwrap_or_else(PoisonError::into_inner);
        match lanes.stop.pop_front().or_else(|| lanes.normal.pop_front()) {
            Some(job) => Next::Job(job),
            None if lanes.closed => Next::Closed,
            None => Next::Idle,
        }
    }

    /// How many jobs wait, both lanes.
    pub(super) fn waiting(&self) -> usize {
        let lanes = self.lanes();
        lanes.stop.len() + lanes.normal.len()
    }

    /// Accepts nothing more. What was accepted is still served.
    pub(super) fn close(&self) {
        self.lanes().closed = true;
        self.came.notify_all();
    }
}
