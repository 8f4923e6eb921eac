//! The states of a referral and the only edges between them (model, "Referral states"). Owns: the table. Never asks
//! who may move it (policy) nor whether the person allows it (the say-so rule).

use crate::org::spelled;

spelled! {
    /// Where a referral is.
    State {
        /// Agreed and not sent yet: nobody outside the practice can see it.
        Held = "held",
        /// With the provider, who has not answered.
        Sent = "sent",
        /// The provider will help.
        Accepted = "accepted",
        /// The provider cannot help, and said why.
        Declined = "declined",
        /// The person and a coach have met.
        Active = "active",
        /// The person asked for a pause. No clock runs.
        Paused = "paused",
        /// Finished together.
        Finished = "finished",
        /// The person left.
        Left = "left",
        /// Over, in neutral words: it ran out, the service ended, contact was lost.
        Closed = "closed",
        /// Entered in error.
        Void = "void",
    }
}

spelled! {
    /// What can be done to a referral.
    Command {
        /// The held time passed, or the person said "send now".
        Send = "send",
        /// Undo before it is sent.
        Undo = "undo",
        /// The provider has seen it.
        Acknowledge = "acknowledge",
        /// The provider will help.
        Accept = "accept",
        /// The provider cannot help.
        Decline = "decline",
        /// First meeting.
        Meet = "meet",
        /// The person wants a pause.
        Pause = "pause",
        /// The person is ready again.
        Resume = "resume",
        /// Finished together.
        Finish = "finish",
        /// The person leaves.
        Leave = "leave",
        /// It ends without anybody's choice.
        Close = "close",
        /// Entered in error.
        Void = "void",
    }
}

impl State {
    /// The person can still pause, narrow or leave.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Held | Self::Sent | Self::Accepted | Self::Active | Self::Paused
        )
    }
    /// The provider has it: it left the practice.
    #[must_use]
    pub const fn has_left_the_practice(self) -> bool {
        !matches!(self, Self::Held | Self::Void)
    }
    /// As the person reads it (`ux.md` §4.3).
    #[must_use]
    pub const fn to_person(self) -> &'static str {
        match self {
            Self::Held => "Not sent yet. You can undo",
            Self::Sent => "Sent",
            Self::Accepted => "They will be in touch",
            Self::Declined => "They cannot help at the moment",
            Self::Active => "You have a coach",
            Self::Paused => "You paused this",
            Self::Finished => "Finished together",
            Self::Left => "You stopped sharing",
            Self::Closed => "This has ended",
            Self::Void => "Entered by mistake",
        }
    }
    /// As staff read it.
    #[must_use]
    pub const fn to_staff(self) -> &'static str {
        match self {
            Self::Held => "Held",
            Self::Sent => "New",
            Self::Accepted => "Accepted",
            Self::Declined => "Declined",
            Self::Active => "With a coach",
            Self::Paused => "Paused",
            Self::Finished => "Finished",
            Self::Left => "Stopped. Nothing further to do",
            Self::Closed => "Ended",
            Self::Void => "Entered in error",
        }
    }
}

/// The edge was refused: there is none from here by this command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a referral that is {from} cannot {by}")]
pub struct NoSuchEdge {
    /// Where it is.
    pub from: State,
    /// What was tried.
    pub by: Command,
}

/// The state after `by`. `before_pause` is where a paused referral goes back to.
///
/// # Errors
/// [`NoSuchEdge`] for everything that the model's table does not list.
pub fn next(from: State, by: Command, before_pause: Option<State>) -> Result<State, NoSuchEdge> {
    use Command as C;
    use State as S;
    Ok(match (from, by) {
        (S::Held, C::Send) | (S::Sent, C::Acknowledge) => S::Sent,
        (S::Sent, C::Accept) => S::Accepted,
        (S::Sent, C::Decline) => S::Declined,
        (S::Accepted, C::Meet) => S::Active,
        (S::Accepted | S::Active, C::Pause) => S::Paused,
        (S::Paused, C::Resume) => before_pause.unwrap_or(S::Accepted),
        (S::Accepted | S::Active | S::Paused, C::Finish) => S::Finished,
        (from, C::Leave) if from.is_open() => S::Left,
        (from, C::Close) if from.is_open() => S::Closed,
        (S::Held, C::Undo) | (_, C::Void) => S::Void,
        (from, by) => return Err(NoSuchEdge { from, by }),
    })
}

/// A referral's row, as far as rules need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Which.
    pub id: crate::id::ReferralId,
    /// Whose.
    pub person: crate::id::PersonId,
    /// The say-so that it rests on.
    pub said: crate::id::SaidId,
    /// The scheme it belongs to.
    pub scheme: crate::id::SchemeId,
    /// The practice it comes from.
    pub practice: crate::id::OrgId,
    /// The person asked for it by themself, signed in: no practice had a hand in it, and theirs is told nothing of it.
    pub from_home: bool,
    /// The provider it goes to.
    pub recipient: crate::id::OrgId,
    /// What was agreed to be sent.
    pub parcel: crate::parcel::ParcelHash,
    /// Where it is.
    pub state: State,
    /// Where it goes back to after a pause.
    pub before_pause: Option<State>,
    /// When a held referral leaves.
    pub held_until: jiff::Timestamp,
    /// The provider has seen it.
    pub acknowledged: bool,
    /// Who helps.
    pub coach: Option<crate::id::MemberId>,
    /// What people say aloud: `K7M-4QX`.
    pub reference: String,
    /// When it was agreed.
    pub made_at: jiff::Timestamp,
    /// When it ended, if it did.
    pub ended_at: Option<jiff::Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The model's table, written out a second time: every other pair must be refused.
    const EDGES: &[(State, Command, State)] = &[
        (State::Held, Command::Send, State::Sent),
        (State::Held, Command::Undo, State::Void),
        (State::Sent, Command::Acknowledge, State::Sent),
        (State::Sent, Command::Accept, State::Accepted),
        (State::Sent, Command::Decline, State::Declined),
        (State::Accepted, Command::Meet, State::Active),
        (State::Accepted, Command::Pause, State::Paused),
        (State::Active, Command::Pause, State::Paused),
        (State::Paused, Command::Resume, State::Active),
        (State::Accepted, Command::Finish, State::Finished),
        (State::Active, Command::Finish, State::Finished),
        (State::Paused, Command::Finish, State::Finished),
    ];

    #[test]
    fn every_pair_is_an_edge_of_the_table_or_refused() {
        for &from in State::ALL {
            for &by in Command::ALL {
                let expected = match by {
                    Command::Leave if from.is_open() => Some(State::Left),
                    Command::Close if from.is_open() => Some(State::Closed),
                    Command::Void => Some(State::Void),
                    _ => EDGES.iter().find(|e| e.0 == from && e.1 == by).map(|e| e.2),
                };
                assert_eq!(next(from, by, Some(State::Active)).ok(), expected, "{from} {by}");
            }
        }
    }

    #[test]
    fn leaving_is_possible_from_every_open_state() {
        for &state in State::ALL.iter().filter(|s| s.is_open()) {
            assert_eq!(next(state, Command::Leave, None), Ok(State::Left));
        }
    }

    #[test]
    fn a_pause_goes_back_to_where_it_was() {
        for before in [State::Accepted, State::Active] {
            assert_eq!(next(State::Paused, Command::Resume, Some(before)), Ok(before));
        }
    }
}
