//! The person's own pages: everything that is held, everybody who looked, and what they can do about it.

use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::{agree as decide_agree, support};
use sayso_core::decision::Org;
use sayso_core::entry::{Author, Entry, EntryKind, EntryState, Proposal};
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::PersonId;
use sayso_core::parcel::Parcel;
use sayso_core::person::{Person, SafeContact};
use sayso_core::referral::Referral;
use sayso_core::sayso::rule::live;
use sayso_core::sayso::{Purpose, SaySo};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_policy::act;

use crate::telling::Sentence;
use crate::{Desk, Error};

/// One say-so as the person sees it.
#[derive(Debug, Clone)]
pub struct Said {
    /// The say-so.
    pub said: SaySo,
    /// The recipient's name.
    pub recipient: String,
    /// It counts now.
    pub live: bool,
}

/// An entry with its author's name.
#[derive(Debug, Clone)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// `You`, or who wrote it.
    pub author: String,
}

/// A referral with names and with exactly what was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The referral.
    pub referral: Referral,
    /// The provider's name.
    pub provider: String,
    /// The coach's name.
    pub coach: Option<String>,
    /// What was or will be sent.
    pub parcel: Option<Parcel>,
    /// Why the provider could not help.
    pub decline_reason: Option<String>,
}

/// Everything that is held about a person.
#[derive(Debug, Clone)]
pub struct Held {
    /// Who they are.
    pub person: Person,
    /// Their practice.
    pub practice: Org,
    /// How to reach them safely.
    pub contact: Option<SafeContact>,
    /// They have set a private word.
    pub enrolled: bool,
    /// What they said, newest first.
    pub said: Vec<Said>,
    /// Referrals, newest first.
    pub referrals: Vec<Sent>,
    /// What was written, newest first; a draft shows only that somebody is writing.
    pub entries: Vec<Written>,
    /// Words for the GP record, newest first.
    pub proposals: Vec<Proposal>,
    /// Who looked and what happened, newest first.
    pub history: Vec<Sentence>,
    /// The terms in effect of the scheme they are in, for optional purposes.
    pub terms: Option<Terms>,
}

impl Held {
    /// The referral that is open, if any.
    #[must_use]
    pub fn open(&self) -> Option<&Sent> {
        self.referrals.iter().find(|s| s.referral.state.is_open())
    }
    /// Is there a live say-so for this purpose?
    #[must_use]
    pub fn says_yes_to(&self, purpose: Purpose) -> bool {
        self.said.iter().any(|s| s.live && s.said.purpose == purpose)
    }
    /// What waits for the person's decision.
    pub fn waiting(&self) -> impl Iterator<Item = &Written> {
        self.entries
            .iter()
            .filter(|w| w.entry.state == EntryState::HeldForPerson)
    }
}

/// Opens the person's own page (`page` in words: "your page"), after its event is written.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn open(
    desk: &mut Desk,
    actor: &Actor,
    page: &str,
    events: u32,
    before: Option<i64>,
) -> Result<Held, Error> {
    let Actor::Person(person) = *actor else {
        return Err(Error::NotFound);
    };
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenOwn>(actor, &about, Categories::NONE)?;
    let detail = Detail {
        what: Some(page.into()),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::OwnOpened, &[person], Why::default(), detail);
    desk.write(&may, &decision)?;
    held(desk, person, events, before)
}

fn held(desk: &mut Desk, person: PersonId, events: u32, before: Option<i64>) -> Result<Held, Error> {
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let practice = desk.org(found.person.practice)?;
    let ledger = desk.job.ledger(person)?;
    let mut said = vec![];
    for s in ledger.given.iter().rev() {
        let recipient = desk.org(s.recipient)?.name;
        said.push(Said {
            live: live(s, &ledger.ended, desk.now.at),
            said: s.clone(),
            recipient,
        });
    }
    let mut referrals = vec![];
    for r in desk.job.referrals(person)?.into_iter().rev() {
        referrals.push(Sent {
            provider: desk.org(r.recipient)?.name,
            coach: r.coach.map(|c| desk.seat_name(c)).transpose()?,
            parcel: desk.job.parcel(person, r.parcel)?,
            decline_reason: desk.job.decline_reason(&r)?,
            referral: r,
        });
    }
    let mut entries = vec![];
    for mut entry in desk.job.entries(person)?.into_iter().rev() {
        let author = match entry.author {
            Author::Person => "You".into(),
            Author::Member(id) => desk.seat_name(id)?,
        };
        match entry.state {
            EntryState::Draft => entry.text.clear(),
            EntryState::Gone => continue,
            EntryState::Kept | EntryState::HeldForPerson => {}
        }
        entries.push(Written { entry, author });
    }
    let mut proposals = desk.job.proposals(person)?;
    proposals.reverse();
    let told = desk.job.history(person, before, events)?;
    let history = told.iter().map(|t| desk.sentence(t)).collect::<Result<_, _>>()?;
    let terms = match referrals.first() {
        Some(s) => desk.job.terms_in_effect(s.referral.scheme, desk.now.at)?,
        None => None,
    };
    Ok(Held {
        person: found.person,
        practice,
        contact: found.contact,
        enrolled: found.enrolled,
        said,
        referrals,
        entries,
        proposals,
        history,
        terms,
    })
}

/// The person sets how to reach them safely, and a private word of their own.
///
/// # Errors
/// [`Error::Input`] for a word too short to keep anybody out.
pub fn enrol(desk: &mut Desk, actor: &Actor, contact: SafeContact, word: &str) -> Result<(), Error> {
    let Actor::Person(person) = *actor else {
        return Err(Error::NotFound);
    };
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Enrol>(actor, &about, Categories::NONE)?;
    if sayso_core::spoken::tidy(word).chars().count() < 4 {
        return Err(Error::Input(
            "Choose a private word of at least 4 letters, one that only you would think of.",
        ));
    }
    let decision = decide_agree::enrol(desk.now, person, contact, word);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person writes a hope or anything else.
///
/// # Errors
/// [`Error::NotNow`] when there is nothing in it.
pub fn write(desk: &mut Desk, actor: &Actor, kind: EntryKind, text: &str) -> Result<(), Error> {
    let Actor::Person(person) = *actor else {
        return Err(Error::NotFound);
    };
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let decision = support::own_words(desk.now, person, kind, text)?;
    desk.write(&may, &decision)?;
    Ok(())
}
