//! What the practice sent, and what the person chose to tell it (`ux.md` C7). Owns: that nothing of what came of a
//! referral is shown unless the person said so: the same words stand there for "not told" and for "nothing to tell".

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::About;
use sayso_core::id::{PersonId, ReferralId};
use sayso_core::parcel::Line;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use super::identity;
use super::reception::{list_opened, name_of};
use crate::{Desk, Error};

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
fn known_state(r: &Referral, about: &About) -> State {
    match r.state {
        State::Held | State::Left | State::Void => r.state,
        state if about.to_practice.has(Category::FeedbackToGp) => state,
        _ => State::Sent,
    }
}

impl Desk<'_> {
    fn known(&mut self, r: &Referral, about: &About) -> Result<Known, Error> {
        Ok(Known {
            id: r.id,
            name: name_of(self, about)?,
            provider: self.org(r.recipient)?.name,
            state: known_state(r, about),
            held_until: r.held_until,
            made_at: r.made_at,
            reference: r.reference.clone(),
        })
    }
}

/// The practice's own referrals, newest first: for clinicians. One event names everybody shown.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Known>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let (mut rows, mut people): (Vec<Known>, Vec<PersonId>) = (vec![], vec![]);
    for r in desk.job.referrals_from(place.org, 100)? {
        let about = desk.about_in(&r, actor)?;
        if desk.would(Action::ReadReferral, actor, &about, identity()) {
            rows.push(desk.known(&r, &about)?);
            if !people.contains(&r.person) {
                people.push(r.person);
            }
        }
    }
    desk.write(
        &may,
        &list_opened(desk, &people, "the list of what the practice sent"),
    )?;
    Ok(rows)
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
    /// The person chose to tell the practice how it went.
    pub told: bool,
}

/// Opens what was sent, after its event: the lines that the practice may still read.
///
/// # Errors
/// [`Error::Denied`] for anybody but a clinician of the practice, which is recorded.
pub fn open(desk: &mut Desk, actor: &Actor, id: ReferralId) -> Result<Sent, Error> {
    let r = desk.referral(id)?;
    let about = desk.about_in(&r, actor)?;
    if r.from_home {
        // Nothing here says that there is one: it looks as for any other address.
        return Err(Error::NotFound);
    }
    let parcel = desk.sent_now(r.person, r.parcel)?.ok_or(Error::NotFound)?;
    let shown: Categories = parcel.categories().both(about.to_practice).union(identity());
    let may = desk.may::<act::ReadReferral>(actor, &about, shown)?;
    let detail = Detail {
        categories: shown,
        ..Detail::default()
    };
    let why = Why {
        purpose: Some(Purpose::Refer),
        said: Some(r.said),
    };
    let decision = look::opened(desk.now, EventKind::ParcelOpened, &[r.person], why, detail);
    desk.write(&may, &decision)?;
    Ok(Sent {
        known: desk.known(&r, &about)?,
        by_power: desk.is_by_power(&r)?,
        lines: parcel
            .lines
            .into_iter()
            .filter(|l| may.categories().has(l.category))
            .collect(),
        told: about.to_practice.has(Category::FeedbackToGp),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(to_practice: &[Category]) -> About {
        use sayso_core::id::OrgId;
        About {
            person: PersonId::NIL,
            practice: OrgId::NIL,
            provider: None,
            coach: None,
            overseer: None,
            live: true,
            shared: Categories::NONE,
            paused: false,
            just_left: false,
            to_benefits: false,
            to_practice: Categories::of(to_practice),
        }
    }

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
            let untold = known_state(&referral(state), &about(&[Category::Identity]));
            let always = [State::Held, State::Sent, State::Left, State::Void];
            assert!(always.contains(&untold), "{state}");
            let told = known_state(&referral(state), &about(&[Category::FeedbackToGp]));
            assert_eq!(told, state);
        }
    }
}
