//! Evaluation: the evaluator files a plan, which is public and fixed from that minute, and later publishes its one result.
//! Owns: these acts, the public list, and the question whether a scheme may grow. Nothing here reads anything about one
//! person: whether anybody at all has said yes is the most that it knows.

use sayso_core::category::Categories;
use sayso_core::decide::evaluation::{self as decide, Filed, Standing};
use sayso_core::decide::practice;
use sayso_core::evaluation::table::{NoTable, Table};
use sayso_core::evaluation::{Plan, Published, Words, text_of_departures};
use sayso_core::event::EventKind;
use sayso_core::id::{PlanId, SchemeId};
use sayso_core::seat::Actor;
use sayso_log::Hash;
use sayso_policy::act;

use crate::guard::DOOR;
use crate::session::Recent;
use crate::{Desk, Error};

/// One plan as everybody reads it, with its result where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The plan.
    pub plan: Plan,
    /// What its scheme is called.
    pub scheme: String,
    /// Which organisation filed it.
    pub org: String,
    /// SHA-256 of its text, as in the public log.
    pub hash: String,
    /// It stands in the public log already.
    pub in_log: bool,
    /// The result.
    pub result: Option<Figures>,
}

/// A result as everybody reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// When, and where the plan was departed from.
    pub published: Published,
    /// The figures.
    pub table: Table,
    /// SHA-256 of the table's text, as in the public log.
    pub table_hash: String,
    /// SHA-256 of the words beside it, as in the public log.
    pub words_hash: String,
    /// Both stand in the public log already.
    pub in_log: bool,
}

/// A scheme that a plan can be filed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Which.
    pub scheme: SchemeId,
    /// Its name.
    pub name: String,
    /// The phase that runs.
    pub phase: u32,
    /// Somebody has said yes already: a plan for the first phase comes late.
    pub begun: bool,
}

/// What came of publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is public.
    Published,
    /// The table cannot be published; nothing was kept.
    NoTable(Vec<String>),
}

fn hash(text: &str) -> String {
    Hash::of(text.as_bytes()).hex()
}

impl Desk<'_> {
    /// Where a scheme stands: its phase, and every plan for it.
    pub(crate) fn evaluation_of(&mut self, scheme: SchemeId) -> Result<Standing, Error> {
        let known = self.job.schemes()?.into_iter().find(|s| s.id == scheme);
        let plans = self.job.evaluation_plans()?.into_iter();
        Ok(Standing {
            scheme,
            name: known.ok_or(Error::NotFound)?.name,
            phase: self.job.phase_of(scheme)?,
            begun: self.job.has_begun(scheme)?,
            plans: plans.filter(|(p, _)| p.scheme == scheme).collect(),
        })
    }

    fn plan_shown(&mut self, plan: Plan, result: Option<Published>) -> Result<Shown, Error> {
        let schemes = self.job.schemes()?;
        let (org, mut log) = (self.org(plan.filed_org)?.name, self.job.public_log());
        let mut logged = |hash: &str| log.document(hash).map(|found| found.is_some());
        let text = hash(&plan.text);
        let result = match result {
            None => None,
            Some(published) => {
                let table_hash = hash(&published.table);
                let words_hash = hash(&text_of_departures(&plan, &published.departed));
                let in_log = logged(&table_hash)? && logged(&words_hash)?;
                Some(Figures {
                    table: Table::read(&published.table)
                        .map_err(|_| Error::Fault("a published table that is none".into()))?,
                    table_hash,
                    words_hash,
                    in_log,
                    published,
                })
            }
        };
        Ok(Shown {
            scheme: schemes
                .into_iter()
                .find(|s| s.id == plan.scheme)
                .map_or_else(String::new, |s| s.name),
            org,
            in_log: logged(&text)?,
            hash: text,
            result,
            plan,
        })
    }

    fn plans_shown(&mut self) -> Result<Vec<Shown>, Error> {
        let all = self.job.evaluation_plans()?.into_iter().rev();
        all.map(|(plan, result)| self.plan_shown(plan, result)).collect()
    }
}

/// Every plan and every result, newest first, for anybody. About nobody, so it writes nothing.
///
/// # Errors
/// Only where the store cannot read.
pub fn shown(desk: &mut Desk) -> Result<Vec<Shown>, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    desk.plans_shown()
}

/// What the evaluator's organisation has filed, and what plans can be filed for.
///
/// # Errors
/// [`Error::Denied`] for anybody but an evaluator.
pub fn own(desk: &mut Desk, actor: &Actor) -> Result<(Vec<Shown>, Vec<Open>), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::FilePlan>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the plans of evaluation");
    desk.write(&may, &decision)?;
    let mut open = vec![];
    for scheme in desk.job.schemes()? {
        let standing = desk.evaluation_of(scheme.id)?;
        open.push(Open {
            scheme: scheme.id,
            name: standing.name,
            phase: standing.phase,
            begun: standing.begun,
        });
    }
    let mut own = desk.plans_shown()?;
    own.retain(|s| s.plan.filed_org == member.org);
    Ok((own, open))
}

/// Files a plan. From now on it is public, and fixed.
///
/// # Errors
/// [`Error::NotNow`] with the reason; [`Error::Denied`] for anybody but an evaluator.
pub fn file(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    scheme: SchemeId,
    phase: u32,
    words: Words,
) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::FilePlan>(actor, &place, Categories::NONE)?;
    let standing = desk.evaluation_of(scheme)?;
    let last = desk.job.evaluation_plans()?.last().map_or(0, |(p, _)| p.number);
    let filed = Filed {
        phase,
        words,
        number: last + 1,
        org: desk.org(member.org)?.name,
    };
    let decision = decide::file(desk.now, &member, &standing, &filed)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// Publishes the result of a plan, whatever it says.
///
/// # Errors
/// [`Error::NotNow`] with the reason; [`Error::NotFound`] for no plan; [`Error::Denied`] for anybody but an evaluator.
pub fn publish(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    plan: PlanId,
    table: &str,
    departed: &str,
) -> Result<Outcome, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::PublishResult>(actor, &place, Categories::NONE)?;
    let all = desk.job.evaluation_plans()?;
    let found = all
        .into_iter()
        .find(|(p, _)| p.id == plan)
        .ok_or(Error::NotFound)?;
    let table = match Table::read(table) {
        Ok(table) => table,
        Err(NoTable(problems)) => return Ok(Outcome::NoTable(problems)),
    };
    let decision = decide::publish(desk.now, &member, &found, &table, departed)?;
    desk.write(&may, &decision)?;
    Ok(Outcome::Published)
}
