//! Do jobs come of it? Counts the jobs of a quarter, once, of people who agreed to be counted. Owns: whose jobs are opened for
//! it, and that each of them is told. Never keeps a number that is not rounded.

use sayso_core::category::{Categories, Category};
use sayso_core::counts::{Quarter, quarters_over, rounded};
use sayso_core::decide::counted as decide;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::job::quality;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;
use sayso_store::{Counts, Period};

use crate::{Desk, Error};

/// The names of the counts, in the order in which they are shown.
pub const JOBS: [&str; 5] = ["agreed", "started", "met_the_floor", "floor_not_told", "wanted"];

/// Counts the quarters that are to be counted, at most `most`, oldest first. Gives how many.
///
/// # Errors
/// What the store gave.
pub(crate) fn quarters(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let Some(first) = desk.first_terms()? else {
        return Ok(0);
    };
    let mut done = 0;
    for quarter in quarters_over(first, desk.now.at) {
        if done == most as usize {
            break;
        }
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
        done += 1;
    }
    Ok(done)
}

impl Desk<'_> {
    /// When the first terms were published: before them there was nothing to answer, and nothing to count.
    pub(crate) fn first_terms(&mut self) -> Result<Option<jiff::Timestamp>, Error> {
        let all = self.job.all_terms()?;
        Ok(all.iter().map(|t| t.published_at).min())
    }

    /// Does this person let their jobs be counted now?
    fn counts_jobs_of(&mut self, person: PersonId, recipient: OrgId) -> Result<bool, Error> {
        let jobs = Categories::of(&[Category::Jobs]);
        match self.ask(person, recipient, Purpose::Evaluation, jobs, None) {
            Ok(_) => Ok(true),
            Err(Error::WhyNot(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn jobs_of(&mut self, quarter: &Quarter) -> Result<Counts, Error> {
        let mut who = vec![];
        for (person, recipient) in self.job.said_yes_to(Purpose::Evaluation)? {
            if who.last() != Some(&person) && self.counts_jobs_of(person, recipient)? {
                who.push(person);
            }
        }
        let mut all = quality::Counts::default();
        for person in &who {
            let jobs = self.job.jobs_begun(*person, quarter.first, quarter.after)?;
            if jobs.is_empty() {
                continue;
            }
            all = all.and(quality::counts(&jobs, quarter.after));
            let about = self.about(*person, &Actor::Sayso)?;
            let may = self.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
            self.write(&may, &decide::jobs(self.now, *person))?;
        }
        let agreed = u32::try_from(who.len()).unwrap_or(u32::MAX);
        let numbers = [
            agreed,
            all.started,
            all.met_the_floor,
            all.floor_not_told,
            all.wanted,
        ];
        let named = JOBS.iter().zip(numbers);
        Ok(named
            .map(|(what, n)| ((*what).to_owned(), rounded(n.into())))
            .collect())
    }
}
