//! The say-so rule. One pure function decides whether a person allows this organisation this thing now; everything
//! else asks it. Owns: what *live* means, the [`Permit`], why not, and stopping. No I/O, no clock, no override.
//!
//! The rule is four sentences, and each has a test of that name: silence is no; a change of mind wins; yes to one
//! thing is not yes to another; time runs out.

use jiff::Timestamp;

use super::{Ended, Ending, How, Ledger, Off, Purpose, SaySo};
use crate::category::{Categories, Category};
use crate::id::{OrgId, PersonId, SaidId};
use crate::parcel::ParcelHash;

/// The question: may `recipient` have `categories` of `person` for `purpose`, and if it is a sending, this one?
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Whose information.
    pub person: PersonId,
    /// Who would get it.
    pub recipient: OrgId,
    /// What for.
    pub purpose: Purpose,
    /// What.
    pub categories: Categories,
    /// The exact parcel, where something is sent; `None` for reading inside Sayso.
    pub parcel: Option<ParcelHash>,
}

/// Proof that the person allows this, now. Only [`permit`] can make one.
///
/// ```compile_fail
/// let forged = sayso_core::sayso::rule::Permit { said: todo!(), person: todo!(), recipient: todo!(),
///     purpose: todo!(), categories: todo!(), parcel: None };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    said: SaidId,
    person: PersonId,
    recipient: OrgId,
    purpose: Purpose,
    categories: Categories,
    parcel: Option<ParcelHash>,
}

impl Permit {
    /// The say-so that it rests on.
    #[must_use]
    pub const fn said(&self) -> SaidId {
        self.said
    }
    /// Whose information.
    #[must_use]
    pub const fn person(&self) -> PersonId {
        self.person
    }
    /// Who may have it.
    #[must_use]
    pub const fn recipient(&self) -> OrgId {
        self.recipient
    }
    /// What for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }
    /// What may be shared: exactly what was asked for, never more.
    #[must_use]
    pub const fn categories(&self) -> Categories {
        self.categories
    }
    /// The parcel that it binds, if it is for a sending.
    #[must_use]
    pub const fn parcel(&self) -> Option<ParcelHash> {
        self.parcel
    }
}

/// Why the person does not allow it. Shown to people in [`WhyNot::in_words`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhyNot {
    /// Nothing was said about this recipient and purpose.
    #[error("nothing said")]
    NothingSaid,
    /// It was said and then taken back.
    #[error("stopped")]
    Stopped,
    /// Its time has run out, or its terms ended unanswered.
    #[error("ended")]
    Ended,
    /// It begins later.
    #[error("not yet")]
    NotYet,
    /// Some of these categories are not covered.
    #[error("not these categories")]
    NotThese,
    /// The parcel is not the one that was agreed to.
    #[error("another parcel")]
    OtherParcel,
    /// The guardian has switched it off.
    #[error("switched off")]
    SwitchedOff,
}

impl WhyNot {
    /// The reason as staff read it.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::NothingSaid => "They have not said yes to this.",
            Self::Stopped => "They have changed their mind. There is nothing further to do.",
            Self::Ended => "What they agreed to has run out. They can be asked again.",
            Self::NotYet => "What they agreed to has not begun.",
            Self::NotThese => "They said yes to something else, not to this.",
            Self::OtherParcel => "This is not what they agreed to send. A changed line needs a new yes.",
            Self::SwitchedOff => {
                "The guardian has switched this off. What they said yes to stays as it is. Meetings, stops and dangers still work."
            }
        }
    }
}

/// Is this say-so live at `now`? From its beginning until it runs out, unless a fact ended it, or what it was a yes to
/// is another thing now.
///
/// A recorded ending counts from the moment we know of it, whatever time it carries: an access that was lawful when
/// it happened is not relabelled, and a stop with a mistyped date still stops.
#[must_use]
pub fn live(ledger: &Ledger, said: &SaySo, now: Timestamp) -> bool {
    why_not_live(ledger, said, now).is_none()
}

fn why_not_live(ledger: &Ledger, said: &SaySo, now: Timestamp) -> Option<WhyNot> {
    let ended = ledger.ended.iter().find(|e| e.said == said.id);
    match ended.map(|e| e.ending) {
        Some(Ending::Stopped) => Some(WhyNot::Stopped),
        Some(Ending::Expired | Ending::Superseded) => Some(WhyNot::Ended),
        None if now >= said.until || ledger.outdated.contains(&said.id) => Some(WhyNot::Ended),
        None if now < said.from => Some(WhyNot::NotYet),
        None => None,
    }
}

/// Asks the person's ledger. One live say-so must cover the whole question by itself: two halves do not make a yes.
///
/// # Errors
/// [`WhyNot::SwitchedOff`] while the recipient, the flow or (for a sending) the practice is switched off, whatever was
/// said; else [`WhyNot`] from the say-so that comes nearest to covering the question.
pub fn permit(ledger: &Ledger, ask: &Ask, now: Timestamp) -> Result<Permit, WhyNot> {
    if is_off(&ledger.off, ask) {
        return Err(WhyNot::SwitchedOff);
    }
    let mut nearest = WhyNot::NothingSaid;
    for said in ledger.given.iter().rev() {
        if said.person != ask.person || said.recipient != ask.recipient || said.purpose != ask.purpose {
            continue;
        }
        let why = if let Some(why) = why_not_live(ledger, said, now) {
            why
        } else if !said.categories.has_all(ask.categories) {
            WhyNot::NotThese
        } else if ask.parcel.is_some() && ask.parcel != said.parcel {
            WhyNot::OtherParcel
        } else {
            return Ok(Permit {
                said: said.id,
                person: ask.person,
                recipient: ask.recipient,
                purpose: ask.purpose,
                categories: ask.categories,
                parcel: ask.parcel,
            });
        };
        if nearest == WhyNot::NothingSaid {
            nearest = why;
        }
    }
    Err(nearest)
}

/// Does something that is switched off stand in the way of this question?
#[must_use]
pub fn is_off(off: &[Off], ask: &Ask) -> bool {
    off.iter().any(|o| match *o {
        Off::Recipient { org, purpose } => org == ask.recipient && purpose.is_none_or(|p| p == ask.purpose),
        Off::Sending { purpose } => ask.parcel.is_some() && purpose.is_none_or(|p| p == ask.purpose),
    })
}

/// What stays readable at a recipient that is switched off: enough that nobody waits in vain for a meeting.
const MEETINGS: [Category; 3] = [Category::Identity, Category::Contact, Category::Appointments];

/// Everything that live say-sos let `recipient` read, whatever for; while it is switched off, meetings alone. A yes to be
/// counted opens nothing.
#[must_use]
pub fn shared(ledger: &Ledger, recipient: OrgId, now: Timestamp) -> Categories {
    live_ones(ledger, now)
        .filter(|s| s.recipient == recipient && s.purpose.opens())
        .fold(Categories::NONE, |all, s| {
            let ask = Ask {
                person: s.person,
                recipient,
                purpose: s.purpose,
                categories: s.categories,
                parcel: None,
            };
            all.union(if is_off(&ledger.off, &ask) {
                s.categories.both(Categories::of(&MEETINGS))
            } else {
                s.categories
            })
        })
}

/// The say-sos that are live now.
pub fn live_ones(ledger: &Ledger, now: Timestamp) -> impl Iterator<Item = &SaySo> {
    ledger.given.iter().filter(move |s| live(ledger, s, now))
}

/// What to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Everything that was ever agreed to: leave.
    Everything,
    /// One purpose with every recipient.
    Purpose(Purpose),
}

/// The facts that end what the person wants ended. Cannot fail: there is no state, reason or permission that it
/// asks for. Something that has already ended is not ended twice; a yes that is not live yet is ended as well.
///
/// `happened_at` is when the person said it; it is never later than `recorded_at` and never before the yes itself.
pub fn stop(
    ledger: &Ledger,
    what: Stop,
    happened_at: Timestamp,
    recorded_at: Timestamp,
    how: &How,
    mut id: impl FnMut() -> SaidId,
) -> Vec<Ended> {
    ledger
        .given
        .iter()
        .filter(|s| !ledger.ended.iter().any(|e| e.said == s.id))
        .filter(|s| match what {
            Stop::Everything => true,
            Stop::Purpose(purpose) => s.purpose == purpose,
        })
        .map(|s| Ended {
            id: id(),
            said: s.id,
            ending: Ending::Stopped,
            happened_at: happened_at.max(s.happened_at).min(recorded_at),
            recorded_at,
            how: Some(how.clone()),
        })
        .collect()
}

#[cfg(test)]
#[path = "rule_tests.rs"]
mod tests;
