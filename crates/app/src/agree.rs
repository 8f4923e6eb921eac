//! Saying yes. At a desk (a clinician or reception keys it), or at home with a card. Until the yes is kept, nothing
//! about the person is stored; with it, a say-so, a held referral and a waiting message are.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::agree::{self, Agreement};
use sayso_core::decision::Change;
use sayso_core::facts::About;
use sayso_core::id::{OrgId, PersonId, ReferralId, SchemeId, SourceExt as _};
use sayso_core::parcel::{Line, Parcel};
use sayso_core::person::{Details, Person};
use sayso_core::power::{CannotDecide, Power};
use sayso_core::sayso::{Channel, Format, How, Interpreted, KeyedBy};
use sayso_core::seat::Actor;
use sayso_core::spoken;
use sayso_policy::act;
use sayso_store::Found;

use crate::own::me;
use crate::{Desk, Error, languages};

mod held;
mod question;

pub(crate) use held::{how_keyed, undo_this};
pub use held::{send_now, send_one_now, undo, undo_one};
pub use question::{Question, Service, Shown, answer_no, open_card, open_offer};

/// Which lines of the parcel the person left in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four lines, each in or out")]
pub struct Lines {
    /// Their phone.
    pub phone: bool,
    /// Their email.
    pub email: bool,
    /// Access needs, interpreter and language.
    pub access_needs: bool,
    /// What they want help with.
    pub own_words: bool,
}

/// A yes, as it was said.
#[derive(Debug, Clone)]
pub struct Yes {
    /// The scheme.
    pub scheme: SchemeId,
    /// The provider that it names.
    pub provider: OrgId,
    /// The details they gave or confirmed.
    pub details: Details,
    /// Which of them leave.
    pub lines: Lines,
    /// What they want help with.
    pub own_words: String,
    /// How we heard it.
    pub channel: Channel,
    /// In which shape the words were shown.
    pub format: Format,
    /// In which language.
    pub language: String,
    /// When they said it; `None` means now.
    pub said_at: Option<Timestamp>,
    /// Who interpreted, at a desk: kept with the yes, and sent to nobody.
    pub interpreted: Option<Interpreted>,
    /// The salt that the preview was hashed with, so that what is sent is what was shown.
    pub salt: [u8; 32],
}

/// What was kept, for the page that says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Who.
    pub person: PersonId,
    /// Which referral.
    pub referral: ReferralId,
    /// When it leaves.
    pub held_until: Timestamp,
    /// Three words to sign in with; empty for somebody who was signed in already.
    pub card: String,
    /// To say aloud.
    pub reference: String,
    /// Who gets it.
    pub provider: String,
}

/// Labels of lines that the person can correct later.
pub(crate) const NAME: &str = "Name";
pub(crate) const PHONE: &str = "Phone";
pub(crate) const EMAIL: &str = "Email";
pub(crate) const HELPS: &str = "What helps to communicate";
pub(crate) const READING: &str = "How to write";

/// Exactly what would be sent, line by line, as the recipient will read it.
#[must_use]
pub fn preview(details: &Details, lines: Lines, own_words: &str, salt: [u8; 32]) -> Parcel {
    let mut parcel = Parcel { salt, lines: vec![] };
    let mut add = |category, label: &str, value: &str| {
        if !value.trim().is_empty() {
            parcel.lines.push(Line {
                category,
                label: label.into(),
                value: value.trim().into(),
            });
        }
    };
    add(Category::Identity, NAME, &details.name);
    if lines.phone {
        add(
            Category::Contact,
            PHONE,
            details.phone.as_deref().unwrap_or_default(),
        );
    }
    if lines.email {
        add(
            Category::Contact,
            EMAIL,
            details.email.as_deref().unwrap_or_default(),
        );
    }
    if lines.access_needs {
        let language = details.language.as_deref().map(languages::in_words);
        if details.interpreter {
            add(Category::AccessNeeds, "Interpreter", language.unwrap_or("needed"));
        } else {
            add(Category::AccessNeeds, "Language", language.unwrap_or_default());
        }
        add(
            Category::AccessNeeds,
            HELPS,
            details.access_needs.as_deref().unwrap_or_default(),
        );
        let reading = details.reading.map(|n| n.reads.in_words());
        add(Category::AccessNeeds, READING, &reading.unwrap_or_default());
    }
    if lines.own_words {
        add(Category::OwnWords, "Would like help with", own_words);
    }
    parcel
}

/// The person is at a desk of their own practice, and staff key what they say. `person` is a row of the practice's
/// list; `None` makes one (nobody is turned away for lack of a number).
///
/// # Errors
/// [`Error::Denied`] at another practice; [`Error::NotNow`] where the terms or an open referral stand in the way.
pub fn at_the_desk(
    desk: &mut Desk,
    actor: &Actor,
    person: Option<PersonId>,
    yes: &Yes,
) -> Result<Kept, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let about = match person {
        Some(id) => desk.about(id, actor)?,
        None => nobody_yet(desk.now.source.id(), place.org),
    };
    let how = How {
        channel: yes.channel,
        language: yes.language.clone(),
        format: yes.format,
        wording: Some(shown()),
        explained_by: Some(member.id),
        keyed_by: KeyedBy::Member(member.id),
        interpreted: yes.interpreted.clone(),
    };
    let card = desk.fresh_card()?;
    keep(desk, actor, &about, yes, how, Asks::AtTheDesk(card))
}

/// The person is signed in and asks for a service by themself, with what stood on the page: those terms, those
/// interests, this very parcel. Their practice is told nothing: it had no hand in it. After something has ended this is the way back, and
/// nothing is carried over.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for a service that their practice takes no part in;
/// [`Error::Conflict`] where the page showed something else; [`Error::NotNow`] where the terms or an open referral
/// stand in the way.
pub fn from_home(desk: &mut Desk, actor: &Actor, yes: &Yes, shown: Shown) -> Result<Kept, Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let now = desk.question(about.practice, Some(yes.scheme))?;
    let parcel = preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    if now.with(parcel.hash()) != shown {
        return Err(Error::Conflict);
    }
    let how = How {
        language: yes.language.clone(),
        format: yes.format,
        ..How::online()
    };
    keep(desk, actor, &about, yes, how, Asks::FromHome)
}

/// Somebody says yes under a recorded power and a record for this decision; [`crate::power`] has asked for both.
pub(crate) fn by_a_power(
    desk: &mut Desk,
    actor: &Actor,
    about: &About,
    yes: &Yes,
    under: (Power, CannotDecide),
) -> Result<Kept, Error> {
    let how = How {
        language: yes.language.clone(),
        format: yes.format,
        wording: Some(shown()),
        ..how_keyed(actor, Channel::Online)
    };
    keep(desk, actor, about, yes, how, Asks::ByAPower(Box::new(under)))
}

/// From where a yes is given, and the card that becomes the person's with it.
enum Asks {
    /// Somebody at the practice types it; the new card.
    AtTheDesk(String),
    /// The person has this card.
    WithACard(String),
    /// The person alone.
    FromHome,
    /// Somebody with a power, under this record.
    ByAPower(Box<(Power, CannotDecide)>),
}

/// The person is at home with a card. Their first yes makes the card theirs.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing; [`Error::NotNow`] as above.
pub fn with_a_card(desk: &mut Desk, words: &str, yes: &Yes) -> Result<Kept, Error> {
    let (practice, _) = desk.unused_card(words)?;
    // A new row always: a name and a birth date are no proof of being somebody on the practice's list.
    let about = nobody_yet(desk.now.source.id(), practice);
    let how = How {
        language: yes.language.clone(),
        format: yes.format,
        wording: Some(shown()),
        ..How::online()
    };
    let asks = Asks::WithACard(spoken::tidy(words));
    keep(desk, &Actor::Person(about.person), &about, yes, how, asks)
}

impl Desk<'_> {
    /// Has this person told us by themself who they are, or how to reach them? What somebody said for them is not that.
    pub(crate) fn has_told(&mut self, found: &Found) -> Result<bool, Error> {
        let given = self.job.ledger(found.person.id)?.given;
        let own = given
            .iter()
            .any(|s| !matches!(s.how.keyed_by, KeyedBy::Attorney(_)));
        Ok(found.contact.is_some() || own)
    }
}

/// The wording version that this program shows, in every language and shape.
fn shown() -> String {
    sayso_words::version().into()
}

fn nobody_yet(person: PersonId, practice: OrgId) -> About {
    About {
        person,
        practice,
        provider: None,
        coach: None,
        overseer: None,
        live: false,
        shared: Categories::NONE,
        paused: false,
        just_left: false,
        to_benefits: false,
        to_practice: Categories::NONE,
    }
}

fn keep(
    desk: &mut Desk,
    actor: &Actor,
    about: &About,
    yes: &Yes,
    how: How,
    asks: Asks,
) -> Result<Kept, Error> {
    let (card, card_was_handed_out, from_home, under) = match asks {
        Asks::AtTheDesk(card) => (card, false, false, None),
        Asks::WithACard(card) => (card, true, false, None),
        Asks::FromHome => (String::new(), false, true, None),
        Asks::ByAPower(under) => (String::new(), false, false, Some(under)),
    };
    let parcel = preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    let may = desk.may::<act::KeyAgreement>(actor, about, parcel.categories())?;
    crate::awkward::still_here(desk, about.person)?;
    if desk.contract_is_over(about.practice)? {
        return Err(sayso_core::decide::NotNow::PracticeOver.into());
    }
    if desk.contract_is_over(yes.provider)? {
        return Err(sayso_core::decide::NotNow::ContractOver.into());
    }
    let terms = desk
        .job
        .terms_in_effect(yes.scheme, desk.now.at)?
        .ok_or(Error::NotFound)?;
    let referrals = desk.job.referrals(about.person)?;
    let off = desk.job.off_for(about.practice)?;
    // What is typed at a desk goes into this parcel. Where messages and codes go is not for a desk to change.
    let details = match desk.job.person(about.person)? {
        Some(found) if desk.has_told(&found)? => Details {
            reading: yes.details.reading.or(found.person.details.reading),
            ..found.person.details.as_told(&yes.details)
        },
        _ => yes.details.clone(),
    };
    let agreement = Agreement {
        person: Person {
            id: about.person,
            practice: about.practice,
            details,
        },
        terms: &terms,
        recipient: yes.provider,
        parcel,
        how,
        happened_at: yes.said_at.unwrap_or(desk.now.at),
        card: card.clone(),
        card_was_handed_out,
        from_home,
        referrals: &referrals,
        off: &off,
    };
    let decision = match under {
        None => agree::agree(desk.now, &agreement)?,
        Some(under) => {
            let asked = desk.asked_to_remember(about.person)?;
            sayso_core::decide::power::agree(desk.now, (&under.0, &under.1), asked, &agreement)?
        }
    };
    desk.write(&may, &decision)?;
    let made = decision.changes().iter().find_map(|c| match c {
        Change::ReferralMade(r) => Some(r.clone()),
        _ => None,
    });
    let made = made.ok_or(Error::NotFound)?;
    let provider = desk.org(made.recipient)?.name;
    Ok(Kept {
        person: about.person,
        referral: made.id,
        held_until: made.held_until,
        card,
        reference: made.reference,
        provider,
    })
}
