//! Letting somebody in again who lost every passkey. Two seats must agree, one of them an operator; one *no* is enough
//! against it. Each step is an event, and everybody with a seat at the organisation reads it on their page.

use sayso_core::category::Categories;
use sayso_core::decide::practice;
use sayso_core::decide::signin::{self, LINK, RECOVERY_OPEN};
use sayso_core::decision::Recovery;
use sayso_core::event::EventKind;
use sayso_core::facts::Place;
use sayso_core::id::{MemberId, OrgId, RecoveryId};
use sayso_core::seat::{Actor, Member};
use sayso_policy::{Action, act};

use crate::session::{self, DOOR, Recent};
use crate::telling::moment_in_words;
use crate::{Desk, Error, Visit};

/// How long everybody at the organisation reads of it.
const SHOWN: jiff::SignedDuration = jiff::SignedDuration::from_hours(30 * 24);

/// One that waits, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// The recovery.
    pub recovery: Recovery,
    /// Whose seat.
    pub name: String,
    /// Where, and as what.
    pub seat: String,
    /// Who asked.
    pub asked_by: String,
    /// Whoever looks may be the second.
    pub may_agree: bool,
}

/// A seat for which it may be asked: it counts, and has a passkey to lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CanAsk {
    /// Which.
    pub member: MemberId,
    /// Whose, as what, where.
    pub words: String,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What waits for a second.
    pub waiting: Vec<Waits>,
    /// For whom it may be asked.
    pub can_ask: Vec<CanAsk>,
}

impl Desk<'_> {
    /// Somebody who may ask or agree anywhere: the policies decide again for each organisation.
    fn keeper(&mut self, actor: &Actor) -> Result<Member, Error> {
        let door = self.door_for(actor)?;
        match actor {
            Actor::Member(m) if self.would(Action::RecoverMember, actor, &door, Categories::NONE) => Ok(*m),
            _ => Err(Error::NotFound),
        }
    }

    /// May they for a seat of this organisation?
    fn may_recover_at(&mut self, me: Member, org: OrgId) -> Result<bool, Error> {
        let actor = Actor::Member(me);
        let place = self.place_for(org, &actor)?;
        Ok(self.would(Action::RecoverMember, &actor, &place, Categories::NONE))
    }
}

/// What waits, and for whom it may be asked.
///
/// # Errors
/// [`Error::Denied`] for anybody but an operator or the guardian.
pub fn page(desk: &mut Desk, actor: &Actor) -> Result<Page, Error> {
    let door = desk.door_for(actor)?;
    let may = desk.may::<act::RecoverMember>(actor, &door, Categories::NONE)?;
    let me = desk.keeper(actor)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "who lost their passkeys");
    desk.write(&may, &decision)?;
    let (mut waiting, mut can_ask) = (vec![], vec![]);
    let open = desk.job.recoveries()?;
    for recovery in &open {
        let seat = desk.job.seat(recovery.member)?.ok_or(Error::NotFound)?;
        if desk.may_recover_at(me, seat.org)? {
            waiting.push(desk.waits(recovery, me)?);
        }
    }
    for seat in desk.job.seats(None)? {
        let active = desk.job.member(seat.id)?.is_some_and(|m| m.active);
        let asked = open.iter().any(|r| r.member == seat.id);
        let theirs = desk.may_recover_at(me, seat.org)?;
        if theirs && active && !asked && seat.id != me.id && !desk.job.passkeys(seat.id)?.is_empty() {
            let org = desk.org(seat.org)?.name;
            let words = format!("{}, {} at {org}", seat.name, seat.role.in_words());
            can_ask.push(CanAsk {
                member: seat.id,
                words,
            });
        }
    }
    Ok(Page { waiting, can_ask })
}

/// What happened at one's own organisation in the last 30 days, in sentences, newest first, and which of one's own may be
/// refused. For everybody with a seat there; the caller has authorised opening their own page.
pub(crate) fn at_home(desk: &mut Desk, me: Member) -> Result<Vec<(String, Option<RecoveryId>)>, Error> {
    let since = desk.now.at - SHOWN;
    let mut here = vec![];
    // A link that two people agreed on is told with them; any other beside a passkey was made at the console.
    let mut agreed = vec![];
    for (r, ended) in desk.job.recoveries_since(since - RECOVERY_OPEN)? {
        agreed.extend(ended.filter(|_| r.agreed_by.is_some()).map(|at| (r.member, at)));
        let seat = desk.job.seat(r.member)?.ok_or(Error::NotFound)?;
        if seat.org != me.org || r.asked_at < since {
            continue;
        }
        let (first, first_seat) = desk.name_and_seat(r.asked_by)?;
        let when = moment_in_words(r.asked_at);
        let asked = format!(
            "{first}, {first_seat}, asked on {when} that {} be let in again.",
            seat.name
        );
        let outcome = match (r.agreed_by, ended) {
            (Some(by), _) => {
                let (name, what) = desk.name_and_seat(by)?;
                format!("{name}, {what}, agreed.")
            }
            (None, Some(_)) => "Somebody said no, so nothing was done.".into(),
            (None, None) if desk.now.at >= r.expires => "Nobody else agreed in time.".into(),
            (None, None) => "It waits for a second person.".into(),
        };
        let open = ended.is_none() && desk.now.at < r.expires && r.member == me.id;
        here.push((r.asked_at, format!("{asked} {outcome}"), open.then_some(r.id)));
    }
    for (member, expires, first_passkey) in desk.job.links_beside_passkeys(since + LINK)? {
        let made = expires - LINK;
        let seat = desk.job.seat(member)?.ok_or(Error::NotFound)?;
        if seat.org == me.org && first_passkey < made && !agreed.contains(&(member, made)) {
            let when = moment_in_words(made);
            let words = format!(
                "A link for {} was made on {when}, at the server’s console.",
                seat.name
            );
            here.push((made, words, None));
        }
    }
    here.sort_by_key(|(at, ..)| std::cmp::Reverse(*at));
    Ok(here.into_iter().map(|(_, words, mine)| (words, mine)).collect())
}

impl Desk<'_> {
    fn waits(&mut self, r: &Recovery, me: Member) -> Result<Waits, Error> {
        let (name, seat) = self.name_and_seat(r.member)?;
        let (first, first_seat) = self.name_and_seat(r.asked_by)?;
        let asked = self.job.member(r.asked_by)?.ok_or(Error::NotFound)?.role;
        Ok(Waits {
            may_agree: signin::may_agree(r, asked, me.id, me.role, self.now.at).is_ok(),
            recovery: r.clone(),
            name,
            seat,
            asked_by: format!("{first}, {first_seat}"),
        })
    }

    fn name_and_seat(&mut self, id: MemberId) -> Result<(String, String), Error> {
        let seat = self.job.seat(id)?.ok_or(Error::NotFound)?;
        let org = self.org(seat.org)?.name;
        Ok((seat.name, format!("{} at {org}", seat.role.in_words())))
    }

    fn place_of(&mut self, member: MemberId, actor: &Actor) -> Result<Place, Error> {
        let seat = self.job.seat(member)?.ok_or(Error::NotFound)?;
        self.place_for(seat.org, actor)
    }
}

/// Asks that somebody be let in again, and so is the first to agree.
///
/// # Errors
/// [`Error::NoRecovery`] for one's own seat; [`Error::Conflict`] where it was asked already or the seat has ended.
pub fn ask(desk: &mut Desk, visit: &Visit, _fresh: &Recent, member: MemberId) -> Result<(), Error> {
    let place = desk.place_of(member, &visit.actor)?;
    let may = desk.may::<act::RecoverMember>(&visit.actor, &place, Categories::NONE)?;
    let me = desk.keeper(&visit.actor)?;
    let active = desk.job.member(member)?.is_some_and(|m| m.active);
    if !active || desk.job.recoveries()?.iter().any(|r| r.member == member) {
        return Err(Error::Conflict);
    }
    let (_, seat) = desk.name_and_seat(member)?;
    let decision = signin::recovery_asked(desk.now, member, me.id, &seat)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// Agrees as the second: the member's sessions end, and a one-time link is made. Gives its secret part, to be shown once.
///
/// # Errors
/// [`Error::NoRecovery`] with why not; [`Error::NotFound`] for one that does not wait.
pub fn agree(desk: &mut Desk, visit: &Visit, _fresh: &Recent, id: RecoveryId) -> Result<String, Error> {
    let recovery = desk.job.recovery(id)?.ok_or(Error::NotFound)?;
    let place = desk.place_of(recovery.member, &visit.actor)?;
    let may = desk.may::<act::RecoverMember>(&visit.actor, &place, Categories::NONE)?;
    let me = desk.keeper(&visit.actor)?;
    // Both must still have their seats: whoever asked may have left since.
    let asked = desk.job.member(recovery.asked_by)?.filter(|m| m.active);
    let asked = asked.ok_or(signin::NoRecovery::Over)?.role;
    if !desk.job.member(recovery.member)?.is_some_and(|m| m.active) {
        return Err(Error::Conflict);
    }
    let (_, seat) = desk.name_and_seat(recovery.member)?;
    let secret = session::secret(desk);
    let by = (me.id, me.role);
    let decision = signin::recovery_agreed(desk.now, &recovery, asked, by, &secret, &seat)?;
    desk.write(&may, &decision)?;
    Ok(secret)
}

/// Says that it must not happen. The member themself may, if they can still sign in: then nothing was lost.
///
/// # Errors
/// [`Error::NotFound`] for one that does not wait; [`Error::Denied`] for anybody else.
pub fn refuse(desk: &mut Desk, visit: &Visit, id: RecoveryId) -> Result<(), Error> {
    let recovery = desk.job.recovery(id)?.ok_or(Error::NotFound)?;
    let (_, seat) = desk.name_and_seat(recovery.member)?;
    let decision = signin::recovery_refused(desk.now, id, &seat);
    if matches!(visit.actor, Actor::Member(m) if m.id == recovery.member) {
        let may = desk.may::<act::SignIn>(&visit.actor, &DOOR, Categories::NONE)?;
        desk.write(&may, &decision)?;
    } else {
        let place = desk.place_of(recovery.member, &visit.actor)?;
        let may = desk.may::<act::RecoverMember>(&visit.actor, &place, Categories::NONE)?;
        desk.write(&may, &decision)?;
    }
    Ok(())
}
