//! What was recorded enters the private tree. Owns: that this waits for nothing else: not for a round, not for everything
//! to be read again, not for a witness. Never signs, and needs no key.

use std::sync::Arc;

use sayso_store::Lane;

use super::round::told;
use super::trees;
use crate::{Error, House};

/// Takes in whatever was recorded by now, a few thousand events in each job. How many leaves came; the inner error is the
/// trouble with a stored tile. What is recorded meanwhile is not waited for: under steady work that would never end.
pub(super) fn all(house: &Arc<House>) -> Result<Result<usize, String>, Error> {
    let mut taken = 0;
    loop {
        let came = house.act(Lane::Normal, None, |desk, _| {
            told(desk, |desk| {
                let came = trees::take_in(&mut desk.job)?;
                Ok((came, desk.job.public_log().has_more()?))
            })
        })?;
        match came {
            Ok((came, more)) => {
                taken += came;
                if came == 0 || !more {
                    return Ok(Ok(taken));
                }
            }
            Err(why) => return Ok(Err(why)),
        }
    }
}

/// Looks often, and does something only when something was written.
pub struct TakingIn {
    house: Arc<House>,
    /// How many jobs the store had done at the last look that found nothing waiting.
    quiet_at: Option<u64>,
}

impl TakingIn {
    /// Begins; the first look always reads.
    #[must_use]
    pub fn new(house: &Arc<House>) -> Self {
        Self {
            house: Arc::clone(house),
            quiet_at: None,
        }
    }

    /// One look: how many events came into the private tree.
    ///
    /// # Errors
    /// Where the store cannot read or write, or a stored tile was changed. The round of the log says so to everybody.
    pub fn tick(&mut self) -> Result<usize, Error> {
        // Asked before the rows are: what is written in between counts as written later.
        let jobs = self.house.pulse().jobs;
        if self.quiet_at == Some(jobs) {
            return Ok(0);
        }
        // As two statements: the method by itself is not general enough over the reader's lifetime.
        let waiting = self.house.read_log(|log| {
            let more = log.has_more()?;
            Ok(more)
        })?;
        if !waiting {
            self.quiet_at = Some(jobs);
            return Ok(0);
        }
        all(&self.house)?.map_err(Error::Fault)
    }
}
