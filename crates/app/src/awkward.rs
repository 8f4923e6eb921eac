//! What nobody plans for, as people and the worker meet it: changed terms or interests, a provider that never answers, a
//! death, the wrong person, staff who know the person, another practice. Owns: who may say so. Never undoes what a
//! person said without telling them.

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::NotNow;
use sayso_core::decide::awkward::{self as decide, Listed, REMIND_AFTER, SILENT_AFTER};
use sayso_core::decide::forgotten::Why as Forgotten;
use sayso_core::decision::{MessageKind, Recall};
use sayso_core::event::EventKind;
use sayso_core::facts::About;
use sayso_core::id::{MemberId, OrgId, PersonId, ReferralId, SaidId};
use sayso_core::org::OrgKind;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;
use sayso_core::seat::{Actor, Member, Role};
use sayso_policy::{Action, act};

use crate::own::me;
use crate::{Desk, Error, file, own};

/// Ends what rests on terms or interests that are others now. Gives how many say-sos were found.
pub(crate) fn carry_nobody_over(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let over = desk.job.not_carried_over(desk.now.at, most)?;
    for these in over.chunk_by(|a, b| a.0 == b.0) {
        let person = these[0].0;
        let about = desk.about(person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let standing = desk.standing(person, about.practice)?;
        let ids: Vec<SaidId> = these.iter().map(|(_, said, _)| *said).collect();
        let what = if these.iter().any(|(_, _, terms)| *terms) {
            "The terms"
        } else {
            "Who stands behind a service"
        };
        let decision = decide::not_carried_over(desk.now, &standing, &ids, what);
        desk.write(&may, &decision)?;
    }
    Ok(over.len())
}

/// Asks providers that have not answered once more, and ends what they never answered.
pub(crate) fn ask_the_silent(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let silent = desk.job.unanswered(desk.now.at - SILENT_AFTER, true, most)?;
    for id in &silent {
        let r = desk.referral(*id)?;
        // Another of this round may have ended it.
        if r.state != State::Sent {
            continue;
        }
        let about = desk.about(r.person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let standing = desk.standing_with(r.person, about.practice, Some(r.scheme))?;
        let decision = decide::not_answered(desk.now, &standing, &r)?;
        desk.write(&may, &decision)?;
    }
    let waiting = desk.job.unanswered(desk.now.at - REMIND_AFTER, false, most)?;
    for id in &waiting {
        let r = desk.referral(*id)?;
        let about = desk.about(r.person, &Actor::Sayso)?;
        let may = desk.may::<act::Deliver>(&Actor::Sayso, &about, Categories::NONE)?;
        let decision = decide::remind(desk.now, &r);
        desk.write(&may, &decision)?;
    }
    Ok(silent.len().max(waiting.len()))
}

impl Desk<'_> {
    /// What left to organisations at or after that moment, because the person had said yes to it.
    pub(crate) fn left_since(
        &mut self,
        person: PersonId,
        since: Timestamp,
    ) -> Result<Vec<(OrgId, Timestamp)>, Error> {
        let carries = |k: MessageKind| matches!(k, MessageKind::Referral | MessageKind::File);
        let sent = self.job.messages(person)?.into_iter();
        let sent = sent.filter(|w| carries(w.message.kind));
        let sent = sent.filter_map(|w| Some((w.message.to?, w.sent_at?)));
        Ok(sent.filter(|(_, at)| *at >= since).collect())
    }
}

impl Desk<'_> {
    /// What left at or after that moment because of this one purpose: words for the practice's own system, and what the
    /// practice took of what a provider wrote. Nothing else leaves by itself.
    pub(crate) fn left_under(
        &mut self,
        about: &About,
        purpose: Purpose,
        since: Timestamp,
    ) -> Result<Vec<(OrgId, Timestamp)>, Error> {
        let ledger = self.job.ledger(about.person)?;
        let under = |said: SaidId| ledger.given.iter().any(|s| s.id == said && s.purpose == purpose);
        let to_gp = purpose == Purpose::FeedbackToGp;
        let mut left = vec![];
        for w in self.job.messages(about.person)? {
            let rests = w.message.said.is_some_and(under) || to_gp && w.message.kind == MessageKind::File;
            if let (true, Some(org), Some(at)) = (rests, w.message.to, w.sent_at) {
                left.push((org, at));
            }
        }
        if to_gp {
            let taken = self
                .job
                .history_of(about.person, &[EventKind::ReturnTaken], None, 100)?;
            left.extend(taken.iter().map(|t| (about.practice, t.happened_at)));
        }
        left.retain(|(_, at)| *at >= since);
        Ok(left)
    }
}

/// The practice says that somebody has died: everything stops, and nothing counts it as leaving.
///
/// # Errors
/// [`Error::Denied`] for anybody but the person's practice.
pub fn contact_over(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let (_, place) = Desk::own_place(actor)?;
    if place.kind != OrgKind::Practice {
        return Err(Error::NotFound);
    }
    contact_over_on(desk, actor, person)?;
    // Two records that the person themself joined are one person; two that the practice thinks are one may be two.
    match desk.joined_where(Action::Stop, actor, person)? {
        Some((other, actor)) => contact_over_on(desk, &actor, other),
        None => Ok(()),
    }
}

fn contact_over_on(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
    if desk.job.is_contact_over(person)? {
        return Ok(());
    }
    let standing = desk.standing(person, about.practice)?;
    let decision = decide::contact_over(desk.now, &standing);
    desk.write(&may, &decision)?;
    desk.word_stays(&may, person, Forgotten::Over)?;
    Ok(())
}

/// That was a mistake.
///
/// # Errors
/// [`Error::Denied`] for anybody but the person's practice; [`Error::NotFound`] where nobody said so.
pub fn contact_not_over(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Void>(actor, &about, Categories::NONE)?;
    if !desk.job.is_contact_over(person)? {
        return Err(Error::NotFound);
    }
    let decision = decide::contact_not_over(desk.now, person);
    desk.write(&may, &decision)?;
    Ok(())
}

/// A referral that the person's practice made: what its seats choose by, and nothing of what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Which.
    pub id: ReferralId,
    /// To say aloud.
    pub reference: String,
    /// When.
    pub at: Timestamp,
}

/// What this practice made for the person, newest first. For a page that has written its own event.
///
/// # Errors
/// [`Error::Denied`] for anybody but the person's practice.
pub fn made_here(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Vec<Made>, Error> {
    let about = desk.about(person, actor)?;
    desk.may::<act::Void>(actor, &about, Categories::NONE)?;
    let all = desk.job.referrals(person)?.into_iter().rev();
    let here = all.filter(|r| r.practice == about.practice && r.state != State::Void && !r.from_home);
    let made = here.map(|r| Made {
        id: r.id,
        reference: r.reference,
        at: r.made_at,
    });
    Ok(made.collect())
}

/// These referrals were for somebody else; where none is chosen, the newest. What had left is asked back, and the person
/// is told.
///
/// # Errors
/// [`Error::Denied`] for anybody but the person's practice; [`Error::NotFound`] where there is no referral of theirs.
pub fn entered_in_error(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: &[ReferralId],
) -> Result<(), Error> {
    let made = made_here(desk, actor, person)?;
    let mut chosen: Vec<ReferralId> = made.iter().map(|m| m.id).collect();
    if which.is_empty() {
        chosen.truncate(1);
    } else {
        chosen.retain(|id| which.contains(id));
    }
    if chosen.is_empty() || chosen.len() < which.len() {
        return Err(Error::NotFound);
    }
    for id in chosen {
        let about = desk.about(person, actor)?;
        let may = desk.may::<act::Void>(actor, &about, Categories::NONE)?;
        let r = desk.referral(id)?;
        let sent = desk.job.messages(person)?.into_iter();
        let sent = sent.filter(|w| w.message.kind == MessageKind::Referral && w.message.referral == Some(id));
        let sent: Vec<_> = sent.filter_map(|w| Some((w.message.to?, w.sent_at?))).collect();
        let standing = desk.standing(person, about.practice)?;
        let decision = decide::entered_in_error(desk.now, &standing, &r, &sent)?;
        desk.write(&may, &decision)?;
    }
    Ok(())
}

/// What somebody else was asked to delete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedBack {
    /// Who has it.
    pub org: String,
    /// The facts.
    pub recall: Recall,
}

impl Desk<'_> {
    pub(crate) fn asked_back(&mut self, recalls: Vec<Recall>) -> Result<Vec<AskedBack>, Error> {
        let mut rows = vec![];
        for recall in recalls {
            let org = self.org(recall.org)?.name;
            rows.push(AskedBack { org, recall });
        }
        Ok(rows)
    }
}

/// What was asked back about the person themself. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn own_asked_back(desk: &mut Desk, actor: &Actor) -> Result<Vec<AskedBack>, Error> {
    let person = me(actor)?;
    let recalls = desk.job.recalls_of(person)?;
    desk.asked_back(recalls)
}

/// Who could be kept away, and which practices the person could have moved to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around {
    /// Seats at the person's practice and at whoever has a referral of theirs: id, name, role, and whether kept away.
    pub seats: Vec<(MemberId, String, &'static str, bool)>,
    /// The practice that they have.
    pub practice: String,
    /// Other practices here.
    pub practices: Vec<(OrgId, String)>,
}

/// Reads them. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn around(desk: &mut Desk, actor: &Actor) -> Result<Around, Error> {
    let person = me(actor)?;
    let practice = desk.job.practice_of(person)?.ok_or(Error::NotFound)?;
    let mut orgs = vec![practice];
    for r in desk.job.referrals(person)? {
        if r.state.is_open() && !orgs.contains(&r.recipient) {
            orgs.push(r.recipient);
        }
    }
    let away = desk.job.kept_away(person)?;
    let now = desk.now();
    let mut seats = vec![];
    for org in orgs {
        for seat in desk.job.seats(Some(org))? {
            let reads = matches!(
                seat.role,
                Role::Clinician | Role::PracticeAdmin | Role::Coach | Role::ProviderLead
            );
            let kept = away.contains(&seat.id);
            if reads && (kept || seat.until.is_none_or(|end| now < end)) {
                seats.push((seat.id, seat.name, seat.role.in_words(), kept));
            }
        }
    }
    let mut practices = vec![];
    for org in desk.job.orgs()? {
        // One that has closed takes nobody on.
        if org.kind == OrgKind::Practice && org.id != practice && !desk.contract_is_over(org.id)? {
            practices.push((org.id, org.name));
        }
    }
    Ok(Around {
        seats,
        practice: desk.org(practice)?.name,
        practices,
    })
}

/// The person keeps these seats away from their record. `before`: those that stood there as kept away when they chose; of
/// them, whoever is not chosen now is let back.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for a seat that is not around them.
pub fn keep_away(
    desk: &mut Desk,
    actor: &Actor,
    seats: &[MemberId],
    before: &[MemberId],
) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let known = around(desk, actor)?.seats;
    if !seats
        .iter()
        .chain(before)
        .all(|s| known.iter().any(|k| k.0 == *s))
    {
        return Err(Error::NotFound);
    }
    let referrals = desk.job.referrals(person)?;
    let back: Vec<MemberId> = before.iter().copied().filter(|s| !seats.contains(s)).collect();
    let decision = decide::seats_kept_away(desk.now, person, seats, &back, &referrals);
    desk.write(&may, &decision)?;
    desk.word_stays_without(&may, person, seats)?;
    Ok(())
}

impl Desk<'_> {
    /// Has somebody else a seat with the same role there, is at work, and not kept away from this person's record?
    fn another_can(&mut self, member: &Member, person: PersonId) -> Result<bool, Error> {
        let away = self.job.kept_away(person)?;
        for seat in self.job.seats(Some(member.org))? {
            let other = seat.role == member.role && seat.id != member.id && !away.contains(&seat.id);
            if other && self.job.member(seat.id)?.is_some_and(|m| m.active) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// A seat of the person's practice, their coach, or a lead of who helps them keeps itself away: it is their own record, or
/// that of somebody they know. Nothing of the record is read for it. The person is told, and only they let the seat back.
///
/// # Errors
/// [`Error::Denied`] for a seat that has nothing to do with the person; [`Error::Input`] for the only lead;
/// [`Error::NotFound`] for every other role.
pub fn keep_me_away(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let referrals = desk.job.referrals(person)?;
    let decision = decide::kept_themselves_away(desk.now, person, member.id, &referrals);
    match member.role {
        Role::Clinician | Role::PracticeAdmin => {
            let may = desk.may::<act::OpenPatient>(actor, &about, Categories::NONE)?;
            desk.write(&may, &decision)?;
            desk.word_stays_without(&may, person, &[member.id])?;
        }
        Role::Coach => {
            let may = desk.may::<act::ReadShared>(actor, &about, Categories::NONE)?;
            desk.write(&may, &decision)?;
        }
        Role::ProviderLead => {
            let may = desk.may::<act::ReadIdentity>(actor, &about, file::name_only())?;
            if !desk.another_can(&member, person)? {
                return Err(Error::Input(
                    "No other lead could see to it. Ask your operator to give another lead a seat first.",
                ));
            }
            desk.write(&may, &decision)?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(())
}

/// The person has another practice now.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for what is no other practice here.
pub fn move_practice(desk: &mut Desk, actor: &Actor, to: OrgId) -> Result<(), Error> {
    let person = me(actor)?;
    match desk.joined_to(person)? {
        // One person: both records move, and stay joined.
        Some(other) => move_on(desk, &own::across(actor, other), other, to)?,
        // What the old practice thinks of two records is not the new one's.
        None => own::part_if_linked(desk, actor, person)?,
    }
    move_on(desk, actor, person, to)
}

fn move_on(desk: &mut Desk, actor: &Actor, person: PersonId, to: OrgId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    if !around(desk, actor)?.practices.iter().any(|(id, _)| *id == to) {
        return Err(Error::NotFound);
    }
    let listed = desk.listed_at(person, to)?;
    let standing = desk.standing(person, about.practice)?;
    let decision = decide::practice_moved(desk.now, &standing, to, listed);
    desk.write(&may, &decision)?;
    desk.word_stays(&may, person, Forgotten::Moved)?;
    // What two seats of the old practice saw carries nothing at the new one, nor again once the person comes back.
    for power in desk.job.powers_of(person)? {
        if power.ended_at.is_none() {
            desk.write(&may, &sayso_core::decide::power::ended(desk.now, &power)?)?;
        }
    }
    Ok(())
}

impl Desk<'_> {
    /// What the new practice has under the number of somebody who moves there. Nobody but that person leads here, and the
    /// page is the same whatever it is.
    fn listed_at(&mut self, person: PersonId, to: OrgId) -> Result<Listed, Error> {
        let mine = self.job.person(person)?.ok_or(Error::NotFound)?.person;
        let row = match mine.details.nhs_number {
            Some(number) => self.job.by_nhs_number(to, number)?,
            None => None,
        };
        let Some(row) = row else { return Ok(Listed::Not) };
        let theirs = self.job.person(row)?.ok_or(Error::NotFound)?.person;
        let born = mine.details.birth_date;
        let same = born.is_some() && theirs.details.birth_date == born;
        Ok(if same && self.job.is_bare(row)? {
            Listed::Bare(row)
        } else {
            Listed::Another(Box::new(mine))
        })
    }
}

/// Whether this seat may choose that coach: not one whom the person keeps away.
pub(crate) fn may_help(desk: &mut Desk, person: PersonId, coach: MemberId) -> Result<(), Error> {
    if desk.job.kept_away(person)?.contains(&coach) {
        return Err(Error::Input("Choose another coach for this person."));
    }
    Ok(())
}

/// Contact has not stopped for good.
pub(crate) fn still_here(desk: &mut Desk, person: PersonId) -> Result<(), Error> {
    if desk.job.is_contact_over(person)? {
        return Err(NotNow::ContactOver.into());
    }
    Ok(())
}
