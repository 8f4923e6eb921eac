//! What the practice sent, and what the person chose to tell it (`ux.md` C7). Owns: that nothing of what came of a
//! referral is shown but what the person ticked, for as long as that yes lives.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::look::{self, Why};
use sayso_core::entry::ProposalState;
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::About;
use sayso_core::id::{OrgId, PersonId, ReferralId};
use sayso_core::parcel::Line;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use super::identity;
use super::reception::{list_opened, name_of};
use super::told::Shown;
use crate::page::{self, ROWS};
use crate::{Bookmark, Desk, Error};

/// One referral as its practice may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Which.
    pub id: ReferralId,
    /// Whose.
    pub name: String,
    /// To whom.
    pub provider: String,
    /// Where it is, as far as the practice may know.
    pub state: State,
    /// When a held one leaves.
    pub held_until: Timestamp,
    /// When it was agreed.
    pub made_at: Timestamp,
    /// To say aloud.
    pub reference: String,
}

/// What of a referral's state the practice knows: that it waits, that it was sent, and that the person has left. What
/// came of it in between, only if the person chose to tell their GP.
fn known_state(r: &Referral, ticked: Categories) -> State {
    match r.state {
        State::Held | State::Left | State::Void => r.state,
        state if ticked.has(Category::FeedbackToGp) => state,
        _ => State::Sent,
    }
}

impl Desk<'_> {
    fn known(&mut self, r: &Referral, about: &About, ticked: Categories) -> Result<Known, Error> {
        Ok(Known {
            id: r.id,
            name: name_of(self, about)?,
            provider: self.org(r.recipient)?.name,
            state: known_state(r, ticked),
            held_until: r.held_until,
            made_at: r.made_at,
            reference: r.reference.clone(),
        })
    }
}

/// Did the practice send it? What it had no hand in it learns of only as far as the person lets it know.
fn sent_here(r: &Referral, practice: OrgId) -> bool {
    r.practice == practice && !r.from_home
}

/// One page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The rows, newest first.
    pub rows: Vec<Known>,
    /// Where the next page begins, where there is one.
    pub older: Option<Bookmark>,
}

/// The practice's own referrals, newest first, and what patients chose to tell it of others: for clinicians. One event
/// names everybody shown. From the one after `before`, where that is given.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn list(desk: &mut Desk, actor: &Actor, before: Option<Bookmark>) -> Result<Page, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let (mut rows, mut people): (Vec<Known>, Vec<PersonId>) = (vec![], vec![]);
    let mut all = desk.job.referrals_from(place.org, before, ROWS + 1)?;
    all.extend(desk.job.referrals_told(place.org, before, ROWS + 1)?);
    all.sort_by_key(|r| std::cmp::Reverse((r.made_at, r.id)));
    let older = page::cut(&mut all);
    for r in all {
        let about = desk.about_in(&r, actor)?;
        let ticked = desk.ticked(&r, place.org)?;
        let known_here = sent_here(&r, place.org) || !ticked.is_empty();
        if known_here && desk.would(Action::ReadReferral, actor, &about, identity()) {
            rows.push(desk.known(&r, &about, ticked)?);
            if !people.contains(&r.person) {
                people.push(r.person);
            }
        }
    }
    desk.write(
        &may,
        &list_opened(desk, &people, "the list of what the practice sent"),
    )?;
    Ok(Page { rows, older })
}

/// One referral with what was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The referral.
    pub known: Known,
    /// The lines that the practice may still read.
    pub lines: Vec<Line>,
    /// The yes was said under a recorded power.
    pub by_power: bool,
    /// The lines that the person lets the practice read now; none where they have not chosen to.
    pub ticked: Categories,
    /// What stands under those lines.
    pub told: Vec<Shown>,
    /// Words for the record that the person agreed to wait for a clinician or are to be put there.
    pub words_wait: bool,
}

/// Opens what was sent, after its event: the lines that the practice may still read.
///
/// # Errors
/// [`Error::Denied`] for anybody but a clinician of the practice, which is recorded.
pub fn open(desk: &mut Desk, actor: &Actor, id: ReferralId) -> Result<Sent, Error> {
    let r = desk.job.referral(id)?;
    let r = desk.there(actor, r)?;
    let about = desk.about_in(&r, actor)?;
    let ticked = desk.ticked(&r, about.practice)?;
    if r.from_home && ticked.is_empty() {
        // Nothing here says that there is one: it looks as for any other address.
        return desk.there(actor, None);
    }
    let here = sent_here(&r, about.practice);
    let parcel = desk.sent_now(r.person, r.parcel)?.ok_or(Error::NotFound)?;
    let mut shown = identity().union(ticked);
    if here {
        shown = shown.union(parcel.categories().both(about.to_practice));
    }
    let may = desk.may::<act::ReadReferral>(actor, &about, shown)?;
    if !here && ticked.is_empty() {
        // The person has moved here since: what another practice sent is handed on to nobody.
        return Err(Error::NotFound);
    }
    let detail = Detail {
        categories: shown,
        ..Detail::default()
    };
    let why = Why {
        purpose: Some(if here {
            Purpose::Refer
        } else {
            Purpose::FeedbackToGp
        }),
        said: Some(r.said).filter(|_| here),
    };
    let kind = if ticked.is_empty() {
        EventKind::ParcelOpened
    } else {
        EventKind::ToldOpened
    };
    let decision = look::opened(desk.now, kind, &[r.person], why, detail);
    desk.write(&may, &decision)?;
    let mut lines = parcel.lines;
    lines.retain(|l| here && may.categories().has(l.category));
    let words_wait =
        desk.job.proposals(r.person)?.iter().any(|p| {
            p.referral == r.id && matches!(p.state, ProposalState::Agreed | ProposalState::Accepted)
        });
    Ok(Sent {
        known: desk.known(&r, &about, ticked)?,
        by_power: desk.is_by_power(&r)?,
        lines,
        told: desk.under(&r, ticked.both(may.categories()), actor)?,
        ticked,
        words_wait,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn referral(state: State) -> Referral {
        use sayso_core::id::{OrgId, SaidId, SchemeId};
        Referral {
            id: ReferralId::NIL,
            person: PersonId::NIL,
            said: SaidId::NIL,
            scheme: SchemeId::NIL,
            practice: OrgId::NIL,
            from_home: false,
            recipient: OrgId::NIL,
            parcel: sayso_core::parcel::ParcelHash([0; 32]),
            state,
            before_pause: None,
            held_until: Timestamp::UNIX_EPOCH,
            acknowledged: false,
            coach: None,
            reference: String::new(),
            made_at: Timestamp::UNIX_EPOCH,
            ended_at: None,
        }
    }

    #[test]
    fn what_came_of_it_is_the_persons_to_tell() {
        for &state in State::ALL {
            let untold = known_state(&referral(state), Categories::of(&[Category::Appointments]));
            let always = [State::Held, State::Sent, State::Left, State::Void];
            assert!(always.contains(&untold), "{state}");
            let told = known_state(&referral(state), Categories::of(&[Category::FeedbackToGp]));
            assert_eq!(told, state);
        }
    }
}
