//! Jobs: the person tells of them, or a coach writes one down and the person says that it is right. Shown with what
//! work can mean for benefits. What somebody earns is never kept: only the band that it falls into.

use sayso_core::category::{Categories, Category};
use sayso_core::decide::job as decide;
use sayso_core::id::{JobId, PersonId};
use sayso_core::job::quality::{Counts, counts};
use sayso_core::job::wage::{Rate, rate_on};
use sayso_core::job::{Job, Told};
use sayso_core::referral::Referral;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::own::{self, Held, me};
use crate::{Desk, Error};

/// The person's page about work.
#[derive(Debug, Clone)]
pub struct Mine {
    /// Everything that is held.
    pub held: Held,
    /// What work can mean for benefits, from the published terms.
    pub about_benefits: Vec<sayso_words::Say>,
    /// Where free, independent advice is.
    pub advice: String,
    /// The three counts.
    pub counts: Counts,
    /// The Real Living Wage today, where the table has one.
    pub rate: Option<Rate>,
    /// A job has begun, and support in work has no yes: the coach stops here.
    pub in_work_asks: bool,
}

/// The person opens their page about work.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn mine(desk: &mut Desk, actor: &Actor, page: &str) -> Result<Mine, Error> {
    let held = own::open(desk, actor, page, 0, None)?;
    let today = desk.today();
    let jobs: Vec<Job> = held.jobs.iter().map(|j| j.job.clone()).collect();
    let promise = held.terms.as_ref().map(|t| &t.promise);
    let in_work = desk.job.in_work(held.person.id, today)?;
    let mut said = held.said.iter();
    let shares_jobs =
        said.any(|s| s.live && s.said.purpose == Purpose::Refer && s.said.categories.has(Category::Jobs));
    Ok(Mine {
        about_benefits: promise.map(sayso_words::about_benefits).unwrap_or_default(),
        advice: promise.map(|p| p.advice.clone()).unwrap_or_default(),
        counts: counts(&jobs, today),
        rate: rate_on(today),
        in_work_asks: in_work && shares_jobs && !held.says_yes_to(Purpose::InWork),
        held,
    })
}

/// The person tells of a job, or tells again what changed.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's; [`Error::NotNow`] when nothing is told.
pub fn tell(desk: &mut Desk, actor: &Actor, before: Option<JobId>, told: Told) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteJob>(actor, &about, Categories::of(&[Category::Jobs]))?;
    let before = match before {
        Some(id) => Some(desk.own_job(person, id)?),
        None => None,
    };
    let decision = decide::tell(desk.now, person, before.as_ref(), told)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person says that what a coach wrote is right, or takes something out.
///
/// # Errors
/// As [`tell`].
pub fn answer(desk: &mut Desk, actor: &Actor, job: JobId, right: bool) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteJob>(actor, &about, Categories::of(&[Category::Jobs]))?;
    let job = desk.own_job(person, job)?;
    let decision = decide::answer(desk.now, person, &job, right)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A coach writes a job down as they heard it; it waits for the person.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach, and where jobs are not shared.
pub fn suggest(desk: &mut Desk, actor: &Actor, person: PersonId, told: Told) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let written = Categories::of(&[Category::Jobs]);
    let may = desk.may::<act::WriteJob>(actor, &about, written)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, written)?;
    let decision = decide::suggest(desk.now, &permit, &referral, member.id, told)?;
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    pub(crate) fn own_job(&mut self, person: PersonId, id: JobId) -> Result<Job, Error> {
        let job = self.job.job_told(id)?;
        job.filter(|j| j.person == person).ok_or(Error::NotFound)
    }

    /// Today in London.
    pub(crate) fn today(&self) -> jiff::civil::Date {
        sayso_core::time::in_london(self.now.at).date()
    }

    /// Once a job has begun, a coach goes on only where the person said yes to support in work as well. Where they share
    /// no jobs with this service, it neither stops nor learns of one.
    pub(crate) fn ask_in_work(&mut self, r: &Referral) -> Result<(), Error> {
        let today = self.today();
        if self.job.in_work_within(r, today)? {
            self.ask(r.person, r.recipient, Purpose::InWork, Categories::NONE, None)?;
        }
        Ok(())
    }
}
