//! What stands around a coach's work: the stage of support, how a meeting went, tries to reach somebody, a colleague
//! who stands in. Owns: these nouns, and who is somebody's coach at a given minute.

use jiff::Timestamp;

use crate::id::{CoverId, MemberId, PersonId, ReferralId};
use crate::org::spelled;

/// How often somebody may be tried before a first meeting. After the last try it ends in neutral words.
pub const MOST_TRIES: u32 = 3;

spelled! {
    /// How far support is, for a coach's lists. Read from what was agreed; nobody is rated by it.
    Stage {
        /// Not met yet.
        New = "new",
        /// Met; no step agreed yet.
        GettingToKnow = "getting_to_know",
        /// Steps were agreed.
        Looking = "looking",
        /// The person told of a job that has started.
        InWork = "in_work",
        /// The person asked for a pause.
        Resting = "resting",
    }
}

impl Stage {
    /// The words on a page.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::New => "New",
            Self::GettingToKnow => "Getting to know",
            Self::Looking => "Looking",
            Self::InWork => "In work",
            Self::Resting => "Resting",
        }
    }
}

spelled! {
    /// How a meeting went. There is no reason, and no count.
    Outcome {
        /// They met.
        Met = "met",
        /// They did not.
        DidNotSpeak = "did_not_speak",
        /// It has another time now.
        Moved = "moved",
        /// It was called off.
        CalledOff = "called_off",
    }
}

impl Outcome {
    /// The words for everybody, the person first.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Met => "we met",
            Self::DidNotSpeak => "we did not manage to speak",
            Self::Moved => "it has another time now",
            Self::CalledOff => "it was called off",
        }
    }
    /// Is the meeting off the calendar? One that was moved has its new time as another meeting.
    #[must_use]
    pub const fn is_off(self) -> bool {
        matches!(self, Self::Moved | Self::CalledOff)
    }
}

spelled! {
    /// Where a change of coach is.
    CoverState {
        /// The person was asked.
        Asked = "asked",
        /// They said yes.
        Agreed = "agreed",
        /// They said no.
        NotWanted = "not_wanted",
        /// It is over, or was carried out.
        Over = "over",
    }
}

/// A colleague who stands in for a time, or takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cover {
    /// Which.
    pub id: CoverId,
    /// Of which referral.
    pub referral: ReferralId,
    /// Whose.
    pub person: PersonId,
    /// Whose coach asks.
    pub from: MemberId,
    /// Who would stand in.
    pub to: MemberId,
    /// From this minute.
    pub starts: Timestamp,
    /// Until this minute; `None`: they take over for good, or help beside the coach with no last day.
    pub ends: Option<Timestamp>,
    /// They help beside the coach, with no last day: two who share a job, or while the coach’s seat rests.
    pub beside: bool,
    /// Where it is.
    pub state: CoverState,
}

impl Cover {
    /// They take over, and the coach is the coach no more.
    #[must_use]
    pub const fn is_for_good(&self) -> bool {
        self.ends.is_none() && !self.beside
    }
    /// Has its time come, and is it not over?
    #[must_use]
    pub fn runs_at(&self, now: Timestamp) -> bool {
        self.starts <= now && self.ends.is_none_or(|end| now < end)
    }
    /// The colleague's time has come and the person said yes.
    #[must_use]
    pub fn counts_at(&self, now: Timestamp) -> bool {
        self.state == CoverState::Agreed && self.runs_at(now)
    }
}

/// The coach of a referral at this minute, as far as `asking` is concerned. Somebody who stands in is the coach for
/// that time, beside the coach who is away. After a change for good the old coach is none; where the person did not
/// say yes to it, nobody is until the lead finds somebody.
#[must_use]
pub fn coach_at(
    assigned: Option<MemberId>,
    covers: &[Cover],
    asking: Option<MemberId>,
    now: Timestamp,
) -> Option<MemberId> {
    let mut coach = assigned;
    for c in covers.iter().filter(|c| c.is_for_good() && c.runs_at(now)) {
        // Carried out or overtaken: somebody else was assigned since.
        if c.state != CoverState::Over && coach == Some(c.from) {
            coach = (c.state == CoverState::Agreed).then_some(c.to);
        }
    }
    let stands_in =
        |c: &&Cover| !c.is_for_good() && c.counts_at(now) && coach == Some(c.from) && asking == Some(c.to);
    covers.iter().find(stands_in).map_or(coach, |c| Some(c.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).expect("a time")
    }
    fn seat(n: u8) -> MemberId {
        Id::new(Timestamp::UNIX_EPOCH, [n; 10])
    }
    fn cover(ends: Option<i64>, state: CoverState) -> Cover {
        Cover {
            id: CoverId::NIL,
            referral: ReferralId::NIL,
            person: PersonId::NIL,
            from: seat(1),
            to: seat(2),
            starts: at(10),
            ends: ends.map(at),
            beside: false,
            state,
        }
    }
    fn coach(c: &Cover, asking: u8, minute: i64) -> Option<MemberId> {
        coach_at(
            Some(seat(1)),
            std::slice::from_ref(c),
            Some(seat(asking)),
            at(minute),
        )
    }

    #[test]
    fn standing_in_begins_and_ends_at_the_minute_and_takes_nothing_from_the_coach() {
        let c = cover(Some(20), CoverState::Agreed);
        for (minute, expected) in [(9, 1), (10, 2), (19, 2), (20, 1)] {
            assert_eq!(coach(&c, 2, minute), Some(seat(expected)), "minute {minute}");
            assert_eq!(coach(&c, 1, minute), Some(seat(1)));
            assert_eq!(coach(&c, 3, minute), Some(seat(1)));
        }
    }

    #[test]
    fn nobody_stands_in_without_a_yes() {
        for state in [CoverState::Asked, CoverState::NotWanted, CoverState::Over] {
            assert_eq!(coach(&cover(Some(20), state), 2, 15), Some(seat(1)), "{state}");
        }
    }

    #[test]
    fn two_who_share_a_job_are_both_the_coach_until_the_person_says_no() {
        let beside = |state| Cover {
            beside: true,
            ..cover(None, state)
        };
        let c = beside(CoverState::Agreed);
        for (asking, minute, expected) in [(2, 9, 1), (2, 10, 2), (2, 9_000_000, 2), (1, 10, 1), (3, 10, 1)] {
            assert_eq!(coach(&c, asking, minute), Some(seat(expected)), "minute {minute}");
        }
        for state in [CoverState::Asked, CoverState::NotWanted, CoverState::Over] {
            assert_eq!(coach(&beside(state), 2, 15), Some(seat(1)), "{state}");
        }
        // Beside somebody who is the coach no more, nobody is.
        assert_eq!(
            coach_at(Some(seat(3)), &[c], Some(seat(2)), at(15)),
            Some(seat(3))
        );
    }

    #[test]
    fn a_change_for_good_moves_at_the_minute_or_leaves_it_with_the_lead() {
        for (state, after) in [
            (CoverState::Agreed, Some(seat(2))),
            (CoverState::Asked, None),
            (CoverState::NotWanted, None),
            (CoverState::Over, Some(seat(1))),
        ] {
            let c = cover(None, state);
            assert_eq!(coach(&c, 1, 9), Some(seat(1)));
            assert_eq!(coach(&c, 1, 10), after, "{state}");
        }
    }

    #[test]
    fn a_cover_of_a_coach_who_is_no_longer_assigned_gives_nothing() {
        let c = cover(Some(20), CoverState::Agreed);
        assert_eq!(coach_at(None, &[c], Some(seat(2)), at(15)), None);
        assert_eq!(
            coach_at(Some(seat(3)), &[c], Some(seat(2)), at(15)),
            Some(seat(3))
        );
    }
}
