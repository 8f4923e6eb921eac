//! Signing in and out. Owns: how long a session lasts (`ux.md` §10). Never sees a password: there are none.

use jiff::{SignedDuration, ToSpan as _};

use super::Moment;
use crate::decision::{Change, Decision, OwnChange, Session, SignInChange};
use crate::event::EventKind;
use crate::id::{PasskeyId, PersonId, SessionId, SourceExt as _};
use crate::power::ActingAttorney;
use crate::seat::{Actor, Role};
use crate::supporter::{ActingSupporter, SupporterChange};

/// What proved who somebody is. Used up by signing in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proof {
    /// A one-time link.
    Link(String),
    /// A passkey that signed our challenge.
    Passkey {
        /// Which.
        id: PasskeyId,
        /// Its count as kept before.
        before: u32,
        /// Its count now.
        counter: u32,
    },
    /// The organisation's own sign-in service vouched for them.
    Provider {
        /// Keyed hash of issuer and subject, for the service's word that they have left.
        subject: String,
        /// Keyed hash of issuer and the service's own name for the session.
        sid: Option<String>,
    },
    /// A one-time code sent by the safe channel, after the private word.
    Code,
    /// The same before there is a private word: the words of the card and the birth date, which staff may know too.
    FirstCode,
    /// The words of a supporter's card, and the code that came with it or their own word.
    SupporterCard,
    /// A session on the other of two records that the person joined with both private words.
    OtherRecord,
    /// A yes just given in this very session's browser: the person enrols next.
    JustSaidYes,
    /// The demonstration's role switcher; exists only in a demonstration.
    Demonstration,
}

/// Minutes of rest and of life that a session has.
#[must_use]
pub const fn limits(who: &Actor, shared_device: bool) -> (u16, i64) {
    match who {
        // A supporter's browser may be anybody's: always as short as on a shared computer.
        Actor::Supporter(_) | Actor::Attorney(_) => (15, 60),
        Actor::Person(_) if shared_device => (15, 60),
        Actor::Person(_) => (20 * 60, 30 * 24 * 60),
        Actor::Member(m) if matches!(m.role, Role::Commissioner | Role::Evaluator | Role::Operator) => {
            (10, 8 * 60)
        }
        Actor::Member(_) => (15, 12 * 60),
        Actor::Visitor | Actor::Sayso => (0, 0),
    }
}

/// The person whom a session concerns, who is told of it.
fn whom(who: &Actor) -> Vec<PersonId> {
    match who {
        Actor::Person(person) => vec![*person],
        Actor::Supporter(s) => vec![s.person],
        Actor::Attorney(a) => vec![a.person],
        Actor::Member(_) | Actor::Visitor | Actor::Sayso => vec![],
    }
}

/// Somebody signs in.
#[must_use]
pub fn opened(m: Moment, who: Actor, secret: &str, proof: &Proof, shared_device: bool) -> Decision {
    let people = whom(&who);
    let (idle_minutes, life) = limits(&who, shared_device);
    let session = Session {
        id: m.source.id(),
        secret: secret.into(),
        who,
        opened_at: m.at,
        ends_at: m.at + life.minutes(),
        idle_minutes,
        limited: *proof == Proof::FirstCode,
    };
    let used = match (proof, who) {
        (Proof::Link(secret), _) => Some(Change::LinkUsed(secret.clone(), m.at)),
        (Proof::Code | Proof::FirstCode, Actor::Person(p)) => Some(Change::CodeUsed(p)),
        (_, Actor::Supporter(ActingSupporter { id, .. }) | Actor::Attorney(ActingAttorney { id, .. })) => {
            Some(Change::Supporter(SupporterChange::SignedIn(id)))
        }
        (&Proof::Passkey { id, before, counter }, _) => Some(Change::SignIn(SignInChange::PasskeyUsed {
            id,
            before,
            counter,
            at: m.at,
        })),
        _ => None,
    };
    let vouched = match proof {
        Proof::Provider { subject, sid } => Some(Change::SignIn(SignInChange::Vouched {
            session: session.id,
            subject: subject.clone(),
            sid: sid.clone(),
        })),
        _ => None,
    };
    let mut event = m.event(EventKind::SignedIn, &people);
    event.detail.what = match proof {
        Proof::Link(_) => Some("with a one-time link".into()),
        Proof::Passkey { .. } => Some("with a passkey".into()),
        Proof::Provider { .. } => Some("through their organisation’s sign-in".into()),
        Proof::OtherRecord => Some("from another record of their own".into()),
        Proof::Code | Proof::FirstCode | Proof::SupporterCard | Proof::JustSaidYes | Proof::Demonstration => {
            None
        }
    };
    Decision::new(event)
        .changes_from(used)
        .change(Change::SessionOpened(session))
        .changes_from(vouched)
}

/// Somebody signs out, or leaves the page quickly.
#[must_use]
pub fn ended(m: Moment, who: &Actor, session: SessionId) -> Decision {
    let people = whom(who);
    Decision::new(m.event(EventKind::SignedOut, &people)).change(Change::SessionEnded(session, m.at))
}

/// The person signs out everywhere at once: here and on every other device.
#[must_use]
pub fn ended_everywhere(m: Moment, person: PersonId) -> Decision {
    Decision::new(m.event(EventKind::SignedOutEverywhere, &[person]))
        .change(Change::Own(OwnChange::SignedOutEverywhere(person, m.at)))
}

/// Somebody tried to sign in and something did not fit. Told to the person whose card it was, where it was a card.
#[must_use]
pub fn tried(m: Moment, whose: Option<PersonId>) -> Decision {
    let people: Vec<PersonId> = whose.into_iter().collect();
    Decision::new(m.event(EventKind::SignInTried, &people))
}

/// The person wants their first page simple, or with everything on it.
#[must_use]
pub fn simple_home(m: Moment, person: PersonId, simple: bool) -> Decision {
    let mut event = m.event(EventKind::SettingChanged, &[person]);
    let what = if simple {
        "your next meeting alone"
    } else {
        "everything"
    };
    event.detail.what = Some(format!("your first page shows {what}"));
    Decision::new(event).change(Change::Own(OwnChange::SimpleHome(person, simple)))
}

/// The person switches the button that leaves their pages quickly off, or on again.
#[must_use]
pub fn exit_off(m: Moment, person: PersonId, off: bool) -> Decision {
    let mut event = m.event(EventKind::SettingChanged, &[person]);
    let what = if off {
        "your pages have no button that leaves them quickly"
    } else {
        "your pages have the button that leaves them quickly"
    };
    event.detail.what = Some(what.into());
    Decision::new(event).change(Change::Own(OwnChange::ExitOff(person, off)))
}

/// The person gave their private word: the rest of their pages opens in this session.
#[must_use]
pub fn opened_full(m: Moment, person: PersonId, session: SessionId) -> Decision {
    let mut event = m.event(EventKind::OwnOpened, &[person]);
    event.detail.what = Some("the rest of your page, with your private word".into());
    Decision::new(event).change(Change::Own(OwnChange::OpenedFull(session)))
}

/// How long after a first enrolment the words of the card and the birth date still open the page on which it can be
/// taken back.
pub const UNDO_ENROLMENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// “That was not me”: the private word goes, and everybody who is signed in as the person is signed out.
#[must_use]
pub fn undo_enrolment(m: Moment, person: PersonId) -> Decision {
    Decision::new(m.event(EventKind::EnrolmentUndone, &[person]))
        .change(Change::Own(OwnChange::EnrolmentUndone(person)))
        .change(Change::Own(OwnChange::SignedOutEverywhere(person, m.at)))
}
