//! Saying yes, and what follows until the referral leaves. A referral cannot be made without the say-so that is made
//! with it; it is held until the stated time, and the rule is asked again in the transaction that sends it.

use jiff::{Timestamp, ToSpan as _};

use super::awkward::hold_what_is_unfinished;
use super::leave::{Standing, told_if_typed};
use super::{Moment, NotNow};
use crate::category::{Categories, Category};
use crate::decision::{Change, Counter, Decision, Message, MessageKind};
use crate::event::{EventKind, NewEvent};
use crate::id::{MessageId, OrgId, PersonId, ReferralId, SourceExt as _};
use crate::parcel::Parcel;
use crate::person::{Person, SafeContact};
use crate::referral::{self, Command, Referral, State};
use crate::sayso::rule::{self, Ask, Permit, Stop};
use crate::sayso::{How, KeyedBy, Ledger, Off, Purpose, SaySo};
use crate::spoken;
use crate::terms::Terms;

/// What support itself writes down. Covered by a yes to support where the register has it; the person reads it all.
pub const WRITTEN_IN_SUPPORT: [Category; 4] = [
    Category::Plan,
    Category::Appointments,
    Category::CoachNotes,
    Category::Jobs,
];

/// Everything that a yes consists of.
#[derive(Debug, Clone)]
pub struct Agreement<'a> {
    /// Who says yes, with the details they gave.
    pub person: Person,
    /// The words they said yes to.
    pub terms: &'a Terms,
    /// The provider that it names.
    pub recipient: OrgId,
    /// Exactly what will be sent.
    pub parcel: Parcel,
    /// How it was said.
    pub how: How,
    /// When it was said.
    pub happened_at: Timestamp,
    /// The tidied words of the card that now becomes theirs.
    pub card: String,
    /// The card is one that the practice handed out before (it is counted as used).
    pub card_was_handed_out: bool,
    /// The person asks by themself, signed in: they need no card, and their practice counts and learns nothing.
    pub from_home: bool,
    /// This person's referrals so far.
    pub referrals: &'a [Referral],
    /// What is switched off, as far as it concerns this practice.
    pub off: &'a [Off],
}

/// What a yes to this parcel covers: what is sent, and what support writes down.
#[must_use]
pub fn covered(terms: &Terms, recipient: OrgId, parcel: &Parcel) -> Categories {
    let flow = terms
        .promise
        .flow(recipient, Purpose::Refer)
        .map_or(Categories::NONE, |f| f.categories);
    parcel
        .categories()
        .union(flow.both(Categories::of(&WRITTEN_IN_SUPPORT)))
}

/// The person says yes: a say-so, a parcel, a held referral, and a message that waits.
///
/// # Errors
/// [`NotNow`] where the terms, the register or an open referral stand in the way.
pub fn agree(m: Moment, a: &Agreement) -> Result<Decision, NotNow> {
    // By a power somebody says yes through `decide::power` alone, which asks for the power and the record.
    if matches!(a.how.keyed_by, KeyedBy::Attorney(_)) {
        return Err(NotNow::NoPower);
    }
    let (said, referral, event) = parts(m, a)?;
    let mut decision = Decision::new(event);
    if a.from_home {
        return Ok(decision
            .change(Change::ParcelKept(said.person, a.parcel.clone()))
            .message(waiting(m, &referral))
            .change(Change::Given(said))
            .change(Change::ReferralMade(referral)));
    }
    decision = decision.change(Change::PersonKept(a.person.clone()));
    if a.card_was_handed_out {
        decision = decision.change(Change::Counted(a.person.practice, Counter::CardsUsed));
    } else {
        // A person who said yes at the desk gets a card too: it is how they sign in.
        let expires = m.at + (24 * 365).hours();
        let words = a.card.clone();
        decision = decision.change(Change::CardMade {
            words,
            practice: a.person.practice,
            expires,
        });
    }
    let message = waiting(m, &referral);
    decision = told_if_typed(m, decision, message.person, &a.how, MessageKind::ToPerson);
    Ok(decision
        .change(Change::Remembered(said.person, None))
        .change(Change::CardTied {
            words: a.card.clone(),
            person: said.person,
        })
        .change(Change::Counted(a.person.practice, Counter::Yes))
        .change(Change::ParcelKept(said.person, a.parcel.clone()))
        .change(Change::Given(said))
        .change(Change::ReferralMade(referral))
        .message(message))
}

/// What every yes is made of.
fn parts(m: Moment, a: &Agreement) -> Result<(SaySo, Referral, NewEvent), NotNow> {
    check(m, a)?;
    let said = say_so(m, a);
    let referral = held(m, a, &said);
    let mut event = m.event(EventKind::Agreed, &[said.person]);
    event.happened_at = a.happened_at;
    event.purpose = Some(Purpose::Refer);
    event.said = Some(said.id);
    event.detail.org = Some(a.recipient);
    event.detail.categories = a.parcel.categories();
    event.detail.when = Some(referral.held_until);
    event.detail.channel = Some(a.how.channel);
    let interpreted = a.how.interpreted.as_ref();
    event.detail.what = interpreted.map(|i| i.by.in_words().into());
    Ok((said, referral, event))
}

/// A yes under a recorded power, once the power and the record were asked for. It makes no card, changes no detail, and
/// is counted among nobody's answers: the person has not answered.
pub(super) fn by_a_power(m: Moment, a: &Agreement) -> Result<Decision, NotNow> {
    let (said, referral, event) = parts(m, a)?;
    Ok(Decision::new(event)
        .change(Change::ParcelKept(said.person, a.parcel.clone()))
        .message(waiting(m, &referral))
        .change(Change::Given(said))
        .change(Change::ReferralMade(referral)))
}

fn check(m: Moment, a: &Agreement) -> Result<(), NotNow> {
    let sent = a.parcel.categories();
    if a.happened_at > m.at {
        return Err(NotNow::InTheFuture);
    }
    let sending = Ask {
        person: a.person.id,
        recipient: a.recipient,
        purpose: Purpose::Refer,
        categories: sent,
        parcel: Some(a.parcel.hash()),
    };
    if rule::is_off(a.off, &sending) {
        return Err(NotNow::SwitchedOff);
    }
    if a.terms.in_effect_at > m.at {
        return Err(NotNow::TermsNotInEffect);
    }
    if m.at >= over_at(a.terms) {
        return Err(NotNow::SchemeOver);
    }
    let flow = a
        .terms
        .promise
        .flow(a.recipient, Purpose::Refer)
        .ok_or(NotNow::NoFlow)?;
    if !flow.categories.has_all(sent) {
        return Err(NotNow::TooMuch(sent));
    }
    if !a.parcel.can_reach() {
        return Err(NotNow::CannotReach);
    }
    if a.referrals
        .iter()
        .any(|r| r.scheme == a.terms.scheme && r.state.is_open())
    {
        return Err(NotNow::AlreadyOpen);
    }
    Ok(())
}

/// Until when a yes given at `at` lasts: the days that the terms give it, and never past the end of the scheme.
#[must_use]
pub fn lasts_until(terms: &Terms, at: Timestamp) -> Timestamp {
    (at + (24 * i64::from(terms.promise.say_so_days)).hours()).min(over_at(terms))
}

/// When a yes given at `at` leaves, unless it is undone before.
#[must_use]
pub fn leaves_at(terms: &Terms, at: Timestamp) -> Timestamp {
    at + i64::from(terms.promise.hold_hours).hours()
}

fn say_so(m: Moment, a: &Agreement) -> SaySo {
    SaySo {
        id: m.source.id(),
        person: a.person.id,
        terms: a.terms.id,
        recipient: a.recipient,
        purpose: Purpose::Refer,
        categories: covered(a.terms, a.recipient, &a.parcel),
        parcel: Some(a.parcel.hash()),
        from: a.happened_at,
        until: lasts_until(a.terms, m.at),
        happened_at: a.happened_at,
        recorded_at: m.at,
        how: a.how.clone(),
    }
}

fn held(m: Moment, a: &Agreement, said: &SaySo) -> Referral {
    Referral {
        id: m.source.id(),
        person: said.person,
        said: said.id,
        scheme: a.terms.scheme,
        practice: a.person.practice,
        from_home: a.from_home,
        recipient: a.recipient,
        parcel: a.parcel.hash(),
        state: State::Held,
        before_pause: None,
        held_until: leaves_at(a.terms, m.at),
        acknowledged: false,
        coach: None,
        reference: spoken::reference(m.source),
        made_at: m.at,
        ended_at: None,
    }
}

fn waiting(m: Moment, r: &Referral) -> Message {
    Message {
        id: m.source.id(),
        kind: MessageKind::Referral,
        person: r.person,
        to: Some(r.recipient),
        said: Some(r.said),
        referral: Some(r.id),
        proposal: None,
        text: String::new(),
        due_at: r.held_until,
    }
}

/// The first moment after the scheme's last day (London reads the date; the border is midnight UTC, which is at most
/// an hour early and so never late).
#[must_use]
pub fn over_at(terms: &Terms) -> Timestamp {
    terms
        .promise
        .ends_on
        .tomorrow()
        .ok()
        .and_then(|d| d.to_zoned(jiff::tz::TimeZone::UTC).ok())
        .map_or(Timestamp::MAX, |z| z.timestamp())
}

/// Undo before it is sent: the held referral goes, its say-so stops, the events stay.
///
/// # Errors
/// [`NotNow::Edge`] when it has been sent already (leaving still works).
pub fn undo(m: Moment, r: &Referral, ledger: &Ledger, how: &How) -> Result<Decision, NotNow> {
    let to = referral::next(r.state, Command::Undo, None)?;
    let only: Vec<SaySo> = ledger.given.iter().filter(|s| s.id == r.said).cloned().collect();
    let only = Ledger {
        given: only,
        ended: ledger.ended.clone(),
        ..Ledger::default()
    };
    let ended = rule::stop(&only, Stop::Everything, m.at, m.at, how, || m.source.id());
    let mut event = m.event(EventKind::Undone, &[r.person]);
    event.said = Some(r.said);
    event.detail.channel = Some(how.channel);
    let decision = Decision::new(event)
        .changes_from(ended.into_iter().map(Change::Ended))
        .change(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        })
        .change(Change::RecalledOf(r.person, vec![r.id]));
    Ok(told_if_typed(m, decision, r.person, how, MessageKind::ToPerson))
}

/// The person says "send it now". Staff cannot: the policy gives this to the person alone.
///
/// # Errors
/// [`NotNow::Edge`] when it is not held any more.
pub fn send_now(m: Moment, r: &Referral) -> Result<Decision, NotNow> {
    referral::next(r.state, Command::Send, None)?;
    let mut event = m.event(EventKind::SendNow, &[r.person]);
    event.said = Some(r.said);
    Ok(Decision::new(event).change(Change::HoldEnded(r.id, m.at)))
}

/// Its time has come and the person still says yes: the permit names this recipient, purpose and parcel.
///
/// # Errors
/// [`NotNow`] when the permit is for something else, or the referral is not held.
pub fn send(m: Moment, permit: &Permit, r: &Referral, message: MessageId) -> Result<Decision, NotNow> {
    if permit.person() != r.person
        || permit.recipient() != r.recipient
        || permit.purpose() != Purpose::Refer
        || permit.parcel() != Some(r.parcel)
    {
        return Err(NotNow::OtherPermit);
    }
    let to = referral::next(r.state, Command::Send, None)?;
    let mut event = m.event(EventKind::Sent, &[r.person]);
    event.purpose = Some(Purpose::Refer);
    event.said = Some(permit.said());
    event.detail.org = Some(r.recipient);
    event.detail.categories = permit.categories();
    Ok(Decision::new(event)
        .change(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        })
        .change(Change::MessageSent(message, m.at)))
}

/// Any other message leaves: a notice, a code, words that both agreed to. `may_know`: the event names the person, who
/// then reads it; without, it names nobody.
#[must_use]
pub fn message_sent(m: Moment, message: &Message, what: &str, may_know: bool) -> Decision {
    let people: &[PersonId] = if may_know { &[message.person] } else { &[] };
    let mut event = m.event(EventKind::MessageSent, people);
    event.detail.what = Some(what.into());
    event.detail.org = message.to;
    Decision::new(event).change(Change::MessageSent(message.id, m.at))
}

/// The time of a say-so has run out: what rests on it closes, in neutral words. What was not finished, and words for the
/// record that had not gone, are the person's; nothing of it goes anywhere.
#[must_use]
pub fn ran_out(m: Moment, said: &SaySo, s: &Standing) -> Decision {
    let mut event = m.event(EventKind::RanOut, &[said.person]);
    event.said = Some(said.id);
    let ended = crate::sayso::Ended {
        id: m.source.id(),
        said: said.id,
        ending: crate::sayso::Ending::Expired,
        happened_at: said.until.min(m.at),
        recorded_at: m.at,
        how: None,
    };
    let these = s.referrals.iter().filter(|r| r.said == said.id);
    let recalled: Vec<ReferralId> = these.clone().map(|r| r.id).collect();
    let closed = these.filter_map(|r| {
        let to = referral::next(r.state, Command::Close, None).ok()?;
        Some(Change::ReferralMoved {
            id: r.id,
            from: r.state,
            to,
            before_pause: None,
            at: m.at,
        })
    });
    let drafts = s.drafts.iter();
    let drafts = drafts.filter(|d| d.referral.is_some_and(|r| recalled.contains(&r)));
    let told_the_gp = said.purpose == Purpose::FeedbackToGp;
    let words = s.proposals.iter();
    let words =
        words.filter(|p| recalled.contains(&p.referral) || told_the_gp && p.practice == said.recipient);
    let theirs = Standing {
        drafts: drafts.cloned().collect(),
        proposals: words.cloned().collect(),
        ..s.clone()
    };
    let decision = Decision::new(event)
        .change(Change::Ended(ended))
        .changes_from(closed);
    hold_what_is_unfinished(&theirs, decision).change(Change::RecalledOf(said.person, recalled))
}

/// First use after yes: how to reach the person safely, and a private word of their own.
#[must_use]
pub fn enrol(m: Moment, person: crate::id::PersonId, contact: SafeContact, word: &str) -> Decision {
    Decision::new(m.event(EventKind::Enrolled, &[person])).change(Change::Enrolled {
        person,
        contact,
        word: spoken::tidy(word),
    })
}
