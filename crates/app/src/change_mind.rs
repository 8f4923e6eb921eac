//! Changing one's mind: pause, stop one thing, give one thing, leave. From the person's page, or keyed by whoever
//! heard it. Leaving asks for no reason and meets no obstacle.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::leave::{self, Standing};
use sayso_core::decide::{awkward, coaching};
use sayso_core::decision::{MessageKind, RecallWhy};
use sayso_core::id::{EntryId, OrgId, PersonId, SchemeId};
use sayso_core::org::OrgKind;
use sayso_core::referral::Referral;
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::act;

use crate::agree::how_keyed;
use crate::own::me;
use crate::{Desk, Error};

mod danger;
mod typed;

pub use danger::safeguard;
pub use typed::{Optional, give_typed, optional};

/// How and when it was said.
#[derive(Debug, Clone, Copy)]
pub struct Heard {
    /// How.
    pub channel: Channel,
    /// When the person said it; `None` means now. A slip that lay in a tray has an earlier date.
    pub said_at: Option<Timestamp>,
}

impl Heard {
    /// On the person's own page, now.
    pub const ONLINE: Self = Self {
        channel: Channel::Online,
        said_at: None,
    };
}

/// What had already gone before the stop, and to whom: shown on the page that confirms it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stopped {
    /// Organisations that had been sent something, by name.
    pub had_gone_to: Vec<String>,
    /// From when the stop counts.
    pub from: Timestamp,
}

impl Desk<'_> {
    pub(crate) fn standing(&mut self, person: PersonId, practice: OrgId) -> Result<Standing, Error> {
        let drafts = self.job.unfinished(person)?;
        let sent = self.job.messages(person)?.into_iter();
        let sent = sent.filter(|w| w.message.kind == MessageKind::File && w.sent_at.is_some());
        Ok(Standing {
            person,
            practice,
            ledger: self.job.ledger(person)?,
            referrals: self.job.referrals(person)?,
            drafts,
            proposals: self.job.proposals(person)?,
            words_gone: sent.filter_map(|w| w.message.proposal).collect(),
            others_go_on: false,
            service: None,
        })
    }

    /// Which service somebody speaks of. A provider's seat can speak of its own alone, whatever was asked for: the
    /// person may be with another one, and that is not for this seat to know or to end.
    pub(crate) fn spoken_of(
        &mut self,
        actor: &Actor,
        person: PersonId,
        which: Option<SchemeId>,
    ) -> Result<Option<SchemeId>, Error> {
        let Actor::Member(m) = actor else { return Ok(which) };
        if matches!(m.role, Role::Guardian | Role::Deputy) {
            return self.overseen_of(m, person, which);
        }
        if m.kind != OrgKind::Provider {
            return Ok(which);
        }
        let all = self.job.referrals(person)?;
        let own = all.iter().rfind(|r| r.recipient == m.org).map(|r| r.scheme);
        own.map(Some).ok_or(Error::NotFound)
    }

    /// The same for the guardian's side: never what is with a service that they do not oversee. Who oversees some of
    /// several says which.
    fn overseen_of(
        &mut self,
        m: &Member,
        person: PersonId,
        which: Option<SchemeId>,
    ) -> Result<Option<SchemeId>, Error> {
        let watch = self.job.watch(m)?;
        let mut all: Vec<SchemeId> = self.job.referrals(person)?.iter().map(|r| r.scheme).collect();
        all.sort_unstable();
        all.dedup();
        let theirs: Vec<SchemeId> = all.iter().copied().filter(|s| watch.has(*s)).collect();
        match (which, &theirs[..]) {
            (Some(one), _) if watch.has(one) => Ok(which),
            (None, _) if theirs == all => Ok(None),
            (None, [one]) => Ok(Some(*one)),
            _ => Err(Error::NotFound),
        }
    }

    /// Everything that a change touches: all of it, or what is with one service.
    pub(crate) fn standing_with(
        &mut self,
        person: PersonId,
        practice: OrgId,
        which: Option<SchemeId>,
    ) -> Result<Standing, Error> {
        let all = self.standing(person, practice)?;
        Ok(match which {
            None => all,
            Some(scheme) => {
                let name = self.job.schemes()?.into_iter().find(|s| s.id == scheme);
                let name = name.ok_or(Error::NotFound)?.name;
                all.within(self.job.ledger_in(person, scheme)?, scheme, name)
            }
        })
    }

    /// The newest open referral, of one service or of any.
    pub(crate) fn newest_open(
        &mut self,
        actor: &Actor,
        person: PersonId,
        which: Option<SchemeId>,
    ) -> Result<Referral, Error> {
        let which = self.spoken_of(actor, person, which)?;
        // What a practice had no hand in is not there for it, whatever it asks for.
        let practice = matches!(actor, Actor::Member(m) if m.kind == OrgKind::Practice);
        let all = self.job.referrals(person)?.into_iter();
        all.rev()
            .filter(|r| !(practice && r.from_home))
            .find(|r| r.state.is_open() && which.is_none_or(|s| s == r.scheme))
            .ok_or(Error::NotFound)
    }
}

/// The person leaves: everything stops, in this transaction. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::Denied`] for somebody who may not key it for this person; never because of a state.
pub fn leave(desk: &mut Desk, actor: &Actor, person: PersonId, heard: Heard) -> Result<Stopped, Error> {
    leave_one(desk, actor, person, None, heard)
}

/// The person leaves one service; with `None` everything. Nobody at another service learns of it. Where somebody at a
/// provider keys it, it is always their own.
///
/// # Errors
/// As [`leave`].
pub fn leave_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
    heard: Heard,
) -> Result<Stopped, Error> {
    let mut stopped = leave_on(desk, actor, person, which, heard)?;
    // Of two records that the person joined, a stop on either stops on both what it was about.
    if let Some((other, actor)) = desk.stops_too(actor, person, which)? {
        let there = leave_on(desk, &actor, other, which, heard)?.had_gone_to;
        let new = there.into_iter().filter(|n| !stopped.had_gone_to.contains(n));
        stopped.had_gone_to.extend(new.collect::<Vec<_>>());
    }
    Ok(stopped)
}

/// The same on one record.
fn leave_on(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
    heard: Heard,
) -> Result<Stopped, Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
    let which = desk.spoken_of(actor, person, which)?;
    let standing = desk.standing_with(person, about.practice, which)?;
    let how = how_keyed(actor, heard.channel);
    let from = heard.said_at.unwrap_or(desk.now.at).min(desk.now.at);
    let mut decision = leave::leave(desk.now, &standing, &how, from);
    if desk.job.wants_goodbye(person)? {
        decision = coaching::with_goodbye(desk.now, decision, person);
    }
    // Learnt late: what left after they had said it is asked back, one by one.
    if from < desk.now.at {
        let mut sent = desk.left_since(person, from)?;
        if which.is_some() {
            sent.retain(|(org, _)| standing.ledger.given.iter().any(|s| s.recipient == *org));
        }
        decision = awkward::with_recalls(desk.now, decision, person, &sent, RecallWhy::LateStop);
    }
    desk.write(&may, &decision)?;
    let mut had_gone_to = vec![];
    for r in standing
        .referrals
        .iter()
        .filter(|r| r.state.has_left_the_practice())
        // What a practice had no hand in, it does not learn of here.
        .filter(|r| !r.from_home || !matches!(actor, Actor::Member(m) if m.kind == OrgKind::Practice))
    {
        let name = desk.org(r.recipient)?.name;
        if !had_gone_to.contains(&name) {
            had_gone_to.push(name);
        }
    }
    Ok(Stopped { had_gone_to, from })
}

/// The person stops one purpose and keeps the rest. Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// As [`leave`].
pub fn stop_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    purpose: Purpose,
    heard: Heard,
) -> Result<(), Error> {
    stop_one_of(desk, actor, person, (purpose, None), heard)
}

/// The same with one service; with `None` with all of them.
///
/// # Errors
/// As [`leave`].
pub fn stop_one_of(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    (purpose, which): (Purpose, Option<SchemeId>),
    heard: Heard,
) -> Result<(), Error> {
    if purpose == Purpose::Refer {
        // What support rests on: stopping it is leaving, with all that leaving asks back.
        return leave_one(desk, actor, person, which, heard).map(drop);
    }
    stop_one_on(desk, actor, person, (purpose, which), heard)?;
    if let Some((other, actor)) = desk.stops_too(actor, person, which)? {
        stop_one_on(desk, &actor, other, (purpose, which), heard)?;
    }
    Ok(())
}

/// The same on one record.
fn stop_one_on(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    (purpose, which): (Purpose, Option<SchemeId>),
    heard: Heard,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
    let which = desk.spoken_of(actor, person, which)?;
    let standing = desk.standing_with(person, about.practice, which)?;
    let how = how_keyed(actor, heard.channel);
    let from = heard.said_at.unwrap_or(desk.now.at).min(desk.now.at);
    let mut decision = leave::stop_one(desk.now, &standing, purpose, &how, from);
    // Learnt late: what left for this after they had said it is asked back. They have not left.
    if from < desk.now.at {
        let sent = desk.left_under(&about, purpose, from)?;
        decision = awkward::with_recalls_alone(desk.now, decision, person, &sent);
    }
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person says yes to one optional purpose.
///
/// # Errors
/// [`Error::NotNow`] where the published register has no such flow.
pub fn give_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    recipient: OrgId,
    purpose: Purpose,
) -> Result<(), Error> {
    give(desk, actor, person, None, (recipient, purpose), None)
}

/// The same for some of the lines that the register has, and no others: field by field.
///
/// # Errors
/// [`Error::NotNow`] when no line is chosen; as [`give_one`].
pub fn give_some(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    recipient: OrgId,
    purpose: Purpose,
    chosen: Categories,
) -> Result<(), Error> {
    give(desk, actor, person, None, (recipient, purpose), Some(chosen))
}

/// The same for one service; with `None` for `chosen`, to every line that its register has.
///
/// # Errors
/// As [`give_some`].
pub fn give_within(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: SchemeId,
    asked: (OrgId, Purpose),
    chosen: Option<Categories>,
) -> Result<(), Error> {
    give(desk, actor, person, Some(which), asked, chosen)
}

fn give(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
    asked: (OrgId, Purpose),
    chosen: Option<Categories>,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::KeyAgreement>(actor, &about, Categories::NONE)?;
    let open = desk.newest_open(actor, person, which)?;
    let terms = desk
        .job
        .terms_in_effect(open.scheme, desk.now.at)?
        .ok_or(Error::NotFound)?;
    let how = how_keyed(actor, Channel::Online);
    let off = desk.job.off_for(about.practice)?;
    let said = (&how, desk.now.at);
    let decision = leave::give_one(desk.now, person, &terms, asked, chosen, said, &off)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person wants a pause. No clock runs.
///
/// # Errors
/// [`Error::NotNow`] when there is nothing to pause.
pub fn pause(desk: &mut Desk, actor: &Actor, person: PersonId, heard: Heard) -> Result<(), Error> {
    pause_one(desk, actor, person, None, heard)
}

/// The same with one service; with `None` the newest. Where somebody at a provider keys it, it is always their own.
///
/// # Errors
/// As [`pause`].
pub fn pause_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
    heard: Heard,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Pause>(actor, &about, Categories::NONE)?;
    let open = desk.newest_open(actor, person, which)?;
    let how = how_keyed(actor, heard.channel);
    let decision = leave::pause(desk.now, &open, &how, heard.said_at.unwrap_or(desk.now.at))?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person is ready again.
///
/// # Errors
/// [`Error::NotNow`] when nothing is paused.
pub fn resume(desk: &mut Desk, actor: &Actor, person: PersonId, heard: Heard) -> Result<(), Error> {
    resume_one(desk, actor, person, None, heard)
}

/// The same with one service; with `None` the newest. Where somebody at a provider keys it, it is always their own.
///
/// # Errors
/// As [`resume`].
pub fn resume_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
    heard: Heard,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Resume>(actor, &about, Categories::NONE)?;
    let open = desk.newest_open(actor, person, which)?;
    let how = how_keyed(actor, heard.channel);
    let decision = leave::resume(desk.now, &open, &how, heard.said_at.unwrap_or(desk.now.at))?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person decides about a note that was not finished when they left.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's.
pub fn decide_draft(desk: &mut Desk, actor: &Actor, entry: EntryId, keep: bool) -> Result<(), Error> {
    let person = me(actor)?;
    let entry = desk
        .job
        .entry(entry, actor)?
        .filter(|e| e.person == person)
        .ok_or(Error::NotFound)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = leave::decide_draft(desk.now, &entry, keep)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// An organisation has seen the notice that somebody left.
///
/// # Errors
/// [`Error::Denied`] where the notice is not theirs.
pub fn notice_seen(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::AcknowledgeLeaving>(actor, &about, Categories::NONE)?;
    let decision = leave::notice_seen(desk.now, person, member.org);
    desk.write(&may, &decision)?;
    Ok(())
}
