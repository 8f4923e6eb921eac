//! Do jobs come of it? Counts the jobs of a quarter, once, of people who agreed to be counted. Owns: whose jobs are opened for
//! it, and that each of them is told. Never keeps a number that is not rounded.

use sayso_core::category::{Categories, Category};
use sayso_core::counts::{Quarter, SHOWN_FROM, quarters_over, rounded};
use sayso_core::decide::counted as decide;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::job::quality;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::{Counts, Period};

use crate::{Desk, Error};

/// The names of the counts, in the order in which they are shown.
pub const JOBS: [&str; 5] = ["people", "started", "met_the_floor", "floor_not_told", "wanted"];

/// Counts the oldest quarter that is to be counted. Gives 1 where there was one.
///
/// # Errors
/// What the store gave.
pub(crate) fn quarter(desk: &mut Desk, _most: u32) -> Result<usize, Error> {
    let Some(first) = desk.first_terms()? else {
        return Ok(0);
    };
    for quarter in quarters_over(first, desk.now.at) {
        if desk
            .job
            .published_counts(Period::Quarter, &quarter.name)?
            .is_some()
        {
            continue;
        }
        let counts = desk.jobs_of(&quarter)?;
        desk.job
            .keep_counts(Period::Quarter, &quarter.name, &counts, desk.now.at)?;
        return Ok(1);
    }
    Ok(0)
}

/// Of how many people a count holds something, and how many jobs that is.
#[derive(Default)]
struct Behind {
    people: u32,
    jobs: u32,
}

impl Behind {
    fn add(&mut self, jobs: u32) {
        self.people += u32::from(jobs > 0);
        self.jobs += jobs;
    }

    /// As it is published. A number of jobs is shown only where so many *people* are behind it: one person can have ten.
    fn shown(&self) -> String {
        let people = u64::from(self.people);
        let jobs = if people < SHOWN_FROM {
            people
        } else {
            self.jobs.into()
        };
        rounded(jobs)
    }
}

impl Desk<'_> {
    /// When the first terms were published: before them there was nothing to answer, and nothing to count.
    pub(crate) fn first_terms(&mut self) -> Result<Option<jiff::Timestamp>, Error> {
        let all = self.job.all_terms()?;
        Ok(all.iter().map(|t| t.published_at).min())
    }

    /// Does this person let their jobs be counted now? Where it is switched off nothing of theirs is.
    fn counts_jobs_of(&mut self, person: PersonId, recipient: OrgId) -> Result<bool, Error> {
        let jobs = Categories::of(&[Category::Jobs]);
        match self.ask(person, recipient, Purpose::Evaluation, jobs, None) {
            Ok(_) => Ok(true),
            Err(Error::WhyNot(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The jobs of one person that are counted in this quarter, if any.
    fn counted_jobs(
        &mut self,
        person: PersonId,
        recipient: OrgId,
        quarter: &Quarter,
    ) -> Result<quality::Counts, Error> {
        if !self.counts_jobs_of(person, recipient)? {
            return Ok(quality::Counts::default());
        }
        let jobs = self.job.jobs_begun(person, quarter.first, quarter.after)?;
        Ok(quality::counts(&jobs, quarter.after))
    }

    fn jobs_of(&mut self, quarter: &Quarter) -> Result<Counts, Error> {
        let mut who = vec![];
        let mut all = [const { Behind { people: 0, jobs: 0 } }; 4];
        for (person, recipient) in self.job.said_yes_to(Purpose::Evaluation)? {
            if who.last() == Some(&person) {
                continue;
            }
            // Somebody whose own record cannot be read is not counted, and holds up nobody else.
            let theirs = match self.counted_jobs(person, recipient, quarter) {
                Ok(theirs) => theirs,
                Err(error @ (Error::Unavailable | Error::Busy)) => return Err(error),
                Err(_) => {
                    tracing::error!("the jobs of somebody who agreed to be counted cannot be read");
                    continue;
                }
            };
            if theirs.started == 0 {
                continue;
            }
            let parts = [
                theirs.started,
                theirs.met_the_floor,
                theirs.floor_not_told,
                theirs.wanted,
            ];
            for (behind, jobs) in all.iter_mut().zip(parts) {
                behind.add(jobs);
            }
            who.push(person);
        }
        // All is read by now. Each of them is told, and nobody who was not counted.
        for person in &who {
            let about = self.about(*person, &Actor::Sayso)?;
            let may = self.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
            self.write(&may, &decide::jobs(self.now, *person, &quarter.name))?;
        }
        let people = u64::try_from(who.len()).unwrap_or(u64::MAX);
        let numbers = std::iter::once(rounded(people)).chain(all.iter().map(Behind::shown));
        Ok(JOBS.iter().map(|what| (*what).to_owned()).zip(numbers).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_jobs_of_one_person_are_a_star() {
        let mut behind = Behind::default();
        behind.add(10);
        assert_eq!(behind.shown(), "*");
        for _ in 0..9 {
            behind.add(1);
        }
        assert_eq!(behind.shown(), "20");
        let mut nobody = Behind::default();
        nobody.add(0);
        assert_eq!(nobody.shown(), "*");
    }
}
