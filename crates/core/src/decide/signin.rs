//! Passkeys, locks, drafts and recovery. Owns: how long a draft and a recovery last, how fresh a check must be, and that
//! recovery takes two. Never lets anybody in: `session` does.

use jiff::{SignedDuration, Timestamp};

use super::Moment;
use crate::decision::{Change, Decision, Draft, Passkey, Recovery, SignInChange};
use crate::event::EventKind;
use crate::id::{DraftId, MemberId, PasskeyId, PersonId, RecoveryId, SessionId, SourceExt as _};
use crate::seat::Role;

/// How long a one-time link opens.
pub const LINK: SignedDuration = SignedDuration::from_mins(30);

/// How long something half written is kept while a session is locked (`ux.md` §10).
pub const DRAFT_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// How old the proof of who somebody is may be where more than a session is asked for.
pub const FRESH: SignedDuration = SignedDuration::from_mins(5);
/// How long the second of two may take to agree to a recovery.
pub const RECOVERY_OPEN: SignedDuration = SignedDuration::from_hours(72);

fn decided(m: Moment, kind: EventKind, what: &str, change: SignInChange) -> Decision {
    let mut event = m.event(kind, &[]);
    event.detail.what = (!what.is_empty()).then(|| what.into());
    Decision::new(event).change(Change::SignIn(change))
}

/// A member adds a passkey.
#[must_use]
pub fn passkey_added(m: Moment, passkey: Passkey) -> Decision {
    decided(m, EventKind::PasskeyAdded, "", SignInChange::PasskeyKept(passkey))
}

/// A member calls a passkey something else.
#[must_use]
pub fn passkey_named(m: Moment, passkey: Passkey) -> Decision {
    let change = SignInChange::PasskeyNamed(passkey);
    decided(
        m,
        EventKind::PasskeyChanged,
        "gave a passkey another name",
        change,
    )
}

/// A member removes a passkey.
#[must_use]
pub fn passkey_removed(m: Moment, id: PasskeyId) -> Decision {
    let change = SignInChange::PasskeyRemoved(id);
    decided(m, EventKind::PasskeyChanged, "removed a passkey", change)
}

/// A passkey that we know did not prove what it should. Nobody was let in, and everybody can see that it was tried.
#[must_use]
pub fn refused(m: Moment, why: &str) -> Decision {
    let mut event = m.event(EventKind::SignInRefused, &[]);
    event.detail.what = Some(why.into());
    Decision::new(event)
}

/// A session is locked before its time: the member asked, or their page saw that nobody is there.
#[must_use]
pub fn locked(m: Moment, session: SessionId) -> Decision {
    decided(
        m,
        EventKind::SessionLocked,
        "",
        SignInChange::Locked(session, m.at),
    )
}

/// A member showed again who they are, with a passkey that counted from `before` to `counter`.
#[must_use]
pub fn checked(m: Moment, session: SessionId, id: PasskeyId, before: u32, counter: u32) -> Decision {
    let used = SignInChange::PasskeyUsed {
        id,
        before,
        counter,
        at: m.at,
    };
    let change = SignInChange::Checked(session, m.at);
    decided(m, EventKind::SessionChecked, "", change).change(Change::SignIn(used))
}

/// What was half written is kept for a day.
#[must_use]
pub fn draft_kept(
    m: Moment,
    member: MemberId,
    (path, about): (String, Option<PersonId>),
    fields: Vec<(String, String)>,
) -> Decision {
    let draft = Draft {
        id: m.source.id(),
        member,
        path,
        about,
        fields,
        kept_at: m.at,
        expires: m.at + DRAFT_KEPT,
    };
    decided(m, EventKind::DraftKept, "", SignInChange::DraftKept(draft))
}

/// It was taken up again or thrown away.
#[must_use]
pub fn draft_gone(m: Moment, id: DraftId) -> Decision {
    decided(
        m,
        EventKind::DraftGone,
        "its writer did",
        SignInChange::DraftGone(id),
    )
}

/// The day of some drafts is over.
#[must_use]
pub fn drafts_cleared(m: Moment) -> Decision {
    let change = SignInChange::DraftsCleared(m.at);
    decided(m, EventKind::DraftGone, "its day was over", change)
}

/// The organisation's own sign-in service says that somebody has signed out.
#[must_use]
pub fn vouched_ended(m: Moment, subject: Option<String>, sid: Option<String>) -> Decision {
    let at = m.at;
    decided(
        m,
        EventKind::SignedOut,
        "",
        SignInChange::VouchedEnded { subject, sid, at },
    )
}

/// Why a recovery cannot go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoRecovery {
    /// It is one's own seat.
    #[error("Nobody agrees to their own recovery. Ask two others.")]
    OwnSeat,
    /// The same person twice.
    #[error("Somebody else must be the second to agree.")]
    SamePerson,
    /// No operator among the two.
    #[error("One of the two must be an operator.")]
    NoOperator,
    /// It is over, or its time is.
    #[error("This was decided already, or nobody answered in time. Ask again.")]
    Over,
}

/// Somebody asks that a member be let in again, and so is the first to agree.
///
/// # Errors
/// [`NoRecovery::OwnSeat`].
pub fn recovery_asked(m: Moment, member: MemberId, by: MemberId, what: &str) -> Result<Decision, NoRecovery> {
    if member == by {
        return Err(NoRecovery::OwnSeat);
    }
    let recovery = Recovery {
        id: m.source.id(),
        member,
        asked_by: by,
        asked_at: m.at,
        expires: m.at + RECOVERY_OPEN,
        agreed_by: None,
    };
    let change = SignInChange::RecoveryAsked(recovery);
    Ok(decided(m, EventKind::RecoveryAsked, what, change))
}

/// May this seat be the second of two?
///
/// # Errors
/// Why not.
pub fn may_agree(
    r: &Recovery,
    asked: Role,
    by: MemberId,
    role: Role,
    now: Timestamp,
) -> Result<(), NoRecovery> {
    if r.agreed_by.is_some() || now >= r.expires {
        return Err(NoRecovery::Over);
    }
    if by == r.member {
        return Err(NoRecovery::OwnSeat);
    }
    if by == r.asked_by {
        return Err(NoRecovery::SamePerson);
    }
    if asked != Role::Operator && role != Role::Operator {
        return Err(NoRecovery::NoOperator);
    }
    Ok(())
}

/// The second of two agrees: every session of the member ends, their passkeys stay theirs to remove, and a one-time link
/// is made in the same act.
///
/// # Errors
/// As [`may_agree`].
pub fn recovery_agreed(
    m: Moment,
    r: &Recovery,
    asked: Role,
    (by, role): (MemberId, Role),
    secret: &str,
    what: &str,
) -> Result<Decision, NoRecovery> {
    may_agree(r, asked, by, role, m.at)?;
    let agreed = SignInChange::RecoveryAgreed {
        id: r.id,
        by,
        at: m.at,
    };
    Ok(decided(m, EventKind::RecoveryAgreed, what, agreed)
        .change(Change::SignIn(SignInChange::SessionsEnded(r.member, m.at)))
        .change(Change::LinkMade {
            secret: secret.into(),
            member: r.member,
            expires: m.at + LINK,
        }))
}

/// Somebody says that it must not happen. One is enough.
#[must_use]
pub fn recovery_refused(m: Moment, id: RecoveryId, what: &str) -> Decision {
    let change = SignInChange::RecoveryEnded(id, m.at);
    decided(m, EventKind::RecoveryRefused, what, change)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    fn seat(n: u8) -> MemberId {
        Id::new(Timestamp::UNIX_EPOCH, [n; 10])
    }

    fn asked_by_a_guardian() -> Recovery {
        Recovery {
            id: RecoveryId::NIL,
            member: seat(1),
            asked_by: seat(2),
            asked_at: Timestamp::UNIX_EPOCH,
            expires: Timestamp::UNIX_EPOCH + RECOVERY_OPEN,
            agreed_by: None,
        }
    }

    #[test]
    fn recovery_takes_two_others_and_one_of_them_an_operator() {
        let r = asked_by_a_guardian();
        let at = Timestamp::UNIX_EPOCH;
        let say = |by, role| may_agree(&r, Role::Guardian, seat(by), role, at);
        assert_eq!(say(3, Role::Operator), Ok(()));
        assert_eq!(say(3, Role::Guardian), Err(NoRecovery::NoOperator));
        assert_eq!(say(2, Role::Operator), Err(NoRecovery::SamePerson));
        assert_eq!(say(1, Role::Operator), Err(NoRecovery::OwnSeat));
    }

    #[test]
    fn nobody_agrees_after_three_days_or_twice() {
        let mut r = asked_by_a_guardian();
        let say = |r: &Recovery, at| may_agree(r, Role::Guardian, seat(3), Role::Operator, at);
        assert_eq!(say(&r, r.expires), Err(NoRecovery::Over));
        r.agreed_by = Some(seat(4));
        assert_eq!(say(&r, Timestamp::UNIX_EPOCH), Err(NoRecovery::Over));
    }
}
