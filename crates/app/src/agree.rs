//! Saying yes. At a desk (a clinician or reception keys it), or at home with a card. Until the yes is kept, nothing
//! about the person is stored; with it, a say-so, a held referral and a waiting message are.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::agree::{self, Agreement};
use sayso_core::decide::practice;
use sayso_core::decision::Change;
use sayso_core::event::EventKind;
use sayso_core::facts::About;
use sayso_core::id::{OrgId, PersonId, ReferralId, SchemeId, SourceExt as _};
use sayso_core::parcel::{Line, Parcel};
use sayso_core::person::{Answer, Details, Person};
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::{Channel, Format, How, KeyedBy, Off, Purpose};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_core::{spoken, words};
use sayso_policy::act;

use crate::{Desk, Error, languages};

/// One service that a practice takes part in: about nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its scheme.
    pub scheme: SchemeId,
    /// What it is called.
    pub name: String,
    /// What it offers, from its terms.
    pub what: String,
}

/// What a person reads before saying yes, all of it generated from the published terms.
#[derive(Debug, Clone)]
pub struct Question {
    /// Every service that the practice takes part in, this one among them, by name.
    pub services: Vec<Service>,
    /// The scheme.
    pub scheme: SchemeId,
    /// The terms that a yes would be to.
    pub terms: Terms,
    /// Each provider that a referral could go to, with its interests in sentences.
    pub providers: Vec<(OrgId, String, Vec<String>)>,
    /// How long the wait for each of them is, in one sentence each, with the day on which it was said.
    pub waits: Vec<String>,
    /// The same providers, with who stands behind each.
    pub interests: Vec<(String, sayso_core::org::Interests)>,
    /// About the benefits system.
    pub about_benefits: Vec<String>,
    /// Who gets what.
    pub flows: Vec<String>,
    /// What is never sent.
    pub never_sent: Vec<&'static str>,
    /// What support writes down, and the person reads.
    pub written: Vec<&'static str>,
}

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

impl Desk<'_> {
    /// The services that a practice takes part in, with terms in effect, in the order in which they were set up.
    pub(crate) fn services(&mut self, practice: OrgId) -> Result<Vec<Service>, Error> {
        let mut services = vec![];
        for scheme in self.job.schemes()? {
            if !scheme.orgs.contains(&practice) {
                continue;
            }
            if let Some(terms) = self.job.terms_in_effect(scheme.id, self.now.at)? {
                services.push(Service {
                    scheme: scheme.id,
                    name: scheme.name,
                    what: terms.promise.what,
                });
            }
        }
        Ok(services)
    }

    /// The question as the published terms of one service put it now; of the first where none was chosen.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the scheme has no terms in effect.
    pub(crate) fn question(&mut self, practice: OrgId, which: Option<SchemeId>) -> Result<Question, Error> {
        let services = self.services(practice)?;
        let scheme = match which {
            None => services.first().map(|s| s.scheme),
            Some(chosen) => services.iter().find(|s| s.scheme == chosen).map(|s| s.scheme),
        };
        let scheme = scheme.ok_or(Error::NotFound)?;
        let terms = self
            .job
            .terms_in_effect(scheme, self.now.at)?
            .ok_or(Error::NotFound)?;
        // A register with a benefits recipient cannot be published; one that got in some other way is not served.
        terms
            .promise
            .check(terms.published_at.to_zoned(jiff::tz::TimeZone::UTC).date())
            .map_err(|_| Error::NotFound)?;
        let off = self.job.off_for(practice)?;
        if off.iter().any(|o| matches!(o, Off::Sending { .. })) {
            return Err(sayso_core::decide::NotNow::SwitchedOff.into());
        }
        let (mut providers, mut waits, mut interests) = (vec![], vec![], vec![]);
        for flow in terms.promise.flows.iter().filter(|f| f.purpose == Purpose::Refer) {
            let org = self.org(flow.recipient)?;
            if is_off(&off, flow.recipient) || self.contract_is_over(flow.recipient)? {
                continue;
            }
            let wait = self.wait_in_words(org.id, &org.name)?;
            interests.push((org.name.clone(), org.interests.clone()));
            providers.push((
                org.id,
                org.name.clone(),
                words::interests(&org.name, &org.interests),
            ));
            waits.push(wait);
        }
        Ok(Question {
            services,
            scheme,
            about_benefits: words::about_benefits(&terms.promise),
            flows: words::flows(&terms.promise),
            never_sent: words::never_sent(&terms.promise),
            written: agree::WRITTEN_IN_SUPPORT.iter().map(|c| c.in_words()).collect(),
            terms,
            providers,
            waits,
            interests,
        })
    }
}

/// Is this provider switched off for referrals? It is then not offered.
fn is_off(off: &[Off], provider: OrgId) -> bool {
    off.iter().any(|o| {
        matches!(o, Off::Recipient { org, purpose }
            if *org == provider && purpose.is_none_or(|p| p == Purpose::Refer))
    })
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
    };
    let card = desk.fresh_card()?;
    keep(desk, actor, &about, yes, how, Asks::AtTheDesk(card))
}

/// The person is signed in and asks for a service by themself. Their practice is told nothing: it had no hand in it.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for a service that their practice takes no part in;
/// [`Error::NotNow`] where the terms or an open referral stand in the way.
pub fn from_home(desk: &mut Desk, actor: &Actor, yes: &Yes) -> Result<Kept, Error> {
    let Actor::Person(person) = *actor else {
        return Err(Error::NotFound);
    };
    let about = desk.about(person, actor)?;
    desk.question(about.practice, Some(yes.scheme))?;
    let how = How {
        language: yes.language.clone(),
        format: yes.format,
        ..How::online()
    };
    keep(desk, actor, &about, yes, how, Asks::FromHome)
}

/// From where a yes is given, and the card that becomes the person's with it.
pub(crate) enum Asks {
    /// Somebody at the practice types it; the new card.
    AtTheDesk(String),
    /// The person has this card.
    WithACard(String),
    /// The person alone.
    FromHome,
}

/// The person is at home with a card. Their first yes makes the card theirs.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing; [`Error::NotNow`] as above.
pub fn with_a_card(desk: &mut Desk, words: &str, yes: &Yes) -> Result<Kept, Error> {
    let words = spoken::tidy(words);
    let card = desk
        .job
        .card(&words)?
        .filter(|c| c.expires > desk.now.at && c.person.is_none());
    let card = card.ok_or(Error::NotFound)?;
    let place = desk.place(card.practice)?;
    desk.may::<act::UseCard>(&Actor::Visitor, &place, Categories::NONE)?;
    // A new row always: a name and a birth date are no proof of being somebody on the practice's list.
    let about = nobody_yet(desk.now.source.id(), card.practice);
    let how = How {
        language: yes.language.clone(),
        format: yes.format,
        wording: Some(shown()),
        ..How::online()
    };
    let asks = Asks::WithACard(words);
    keep(desk, &Actor::Person(about.person), &about, yes, how, asks)
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
        live: false,
        shared: Categories::NONE,
        paused: false,
        just_left: false,
        to_practice: Categories::NONE,
    }
}

pub(crate) fn keep(
    desk: &mut Desk,
    actor: &Actor,
    about: &About,
    yes: &Yes,
    how: How,
    asks: Asks,
) -> Result<Kept, Error> {
    let (card_was_handed_out, from_home) = match asks {
        Asks::AtTheDesk(_) => (false, false),
        Asks::WithACard(_) => (true, false),
        Asks::FromHome => (false, true),
    };
    let card = match asks {
        Asks::AtTheDesk(card) | Asks::WithACard(card) => card,
        Asks::FromHome => String::new(),
    };
    let parcel = preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    let may = desk.may::<act::KeyAgreement>(actor, about, parcel.categories())?;
    crate::awkward::still_here(desk, about.person)?;
    if desk.contract_is_over(yes.provider)? {
        return Err(sayso_core::decide::NotNow::ContractOver.into());
    }
    let terms = desk
        .job
        .terms_in_effect(yes.scheme, desk.now.at)?
        .ok_or(Error::NotFound)?;
    let referrals = desk.job.referrals(about.person)?;
    let off = desk.job.off_for(about.practice)?;
    let agreement = Agreement {
        person: Person {
            id: about.person,
            practice: about.practice,
            details: yes.details.clone(),
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
    let decision = agree::agree(desk.now, &agreement)?;
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

/// Undo before it is sent, in one click.
///
/// # Errors
/// [`Error::NotNow`] when it was sent already; leaving still works.
pub fn undo(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    undo_one(desk, actor, person, None)
}

/// The same with one service; with `None` the newest.
///
/// # Errors
/// As [`undo`].
pub fn undo_one(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Undo>(actor, &about, Categories::NONE)?;
    let how = how_keyed(actor, Channel::Online);
    let ledger = desk.job.ledger(person)?;
    let held = desk.newest_held(actor, person, which)?;
    let held = held.ok_or(Error::NotFound)?;
    let decision = agree::undo(desk.now, &held, &ledger, &how)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// "Send it now": the person's alone.
///
/// # Errors
/// [`Error::Denied`] for staff; [`Error::NotFound`] when nothing is held.
pub fn send_now(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    send_one_now(desk, actor, person, None)
}

/// The same with one service; with `None` the newest.
///
/// # Errors
/// As [`send_now`].
pub fn send_one_now(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    which: Option<SchemeId>,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::SendNow>(actor, &about, Categories::NONE)?;
    let held = desk.newest_held(actor, person, which)?;
    let held = held.ok_or(Error::NotFound)?;
    let decision = agree::send_now(desk.now, &held)?;
    desk.write(&may, &decision)?;
    Ok(())
}

impl Desk<'_> {
    /// The newest referral that waits and that this actor may know of: a practice knows those that it had a hand in.
    pub(crate) fn newest_held(
        &mut self,
        actor: &Actor,
        person: PersonId,
        which: Option<SchemeId>,
    ) -> Result<Option<Referral>, Error> {
        let knows = |r: &Referral| matches!(actor, Actor::Person(_)) || !r.from_home;
        let all = self.job.referrals(person)?.into_iter();
        Ok(all
            .rev()
            .find(|r| r.state == State::Held && knows(r) && which.is_none_or(|s| s == r.scheme)))
    }
}

/// How something was heard: online where the person acts, as given where staff key it.
pub(crate) fn how_keyed(actor: &Actor, channel: Channel) -> How {
    match actor {
        Actor::Member(m) => How {
            channel,
            explained_by: Some(m.id),
            keyed_by: KeyedBy::Member(m.id),
            ..How::online()
        },
        Actor::Person(_) | Actor::Visitor | Actor::Sayso => How::online(),
    }
}

/// The offer page: about nobody. Its event names the seat alone.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats; [`Error::NotFound`] without terms in effect.
pub fn open_offer(desk: &mut Desk, actor: &Actor, which: Option<SchemeId>) -> Result<Question, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::Offer>(actor, &place, Categories::NONE)?;
    let question = desk.question(place.org, which)?;
    let decision = practice::about_nobody(desk.now, EventKind::OfferOpened, "");
    desk.write(&may, &decision)?;
    Ok(question)
}

/// The question as a visitor with a card reads it. Writes nothing.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing, and for a card that is somebody's already.
pub fn open_card(desk: &mut Desk, words: &str, which: Option<SchemeId>) -> Result<Question, Error> {
    let card = desk
        .job
        .card(&spoken::tidy(words))?
        .filter(|c| c.expires > desk.now.at && c.person.is_none());
    let card = card.ok_or(Error::NotFound)?;
    let place = desk.place(card.practice)?;
    desk.may::<act::UseCard>(&Actor::Visitor, &place, Categories::NONE)?;
    desk.question(card.practice, which)
}

/// A no or a not yet, at the desk (`practice` of the actor) or with a card: one counter, and nothing about the person.
///
/// # Errors
/// [`Error::NotFound`] for words that open nothing.
pub fn answer_no(desk: &mut Desk, actor: &Actor, card: Option<&str>, answer: Answer) -> Result<(), Error> {
    if let Some(words) = card {
        let found = desk
            .job
            .card(&spoken::tidy(words))?
            .filter(|c| c.expires > desk.now.at && c.person.is_none());
        let place = desk.place(found.ok_or(Error::NotFound)?.practice)?;
        let may = desk.may::<act::UseCard>(&Actor::Visitor, &place, Categories::NONE)?;
        let decision = practice::answered(desk.now, place.org, answer);
        desk.write(&may, &decision)?;
    } else {
        let (_, place) = Desk::own_place(actor)?;
        let may = desk.may::<act::RecordAnswer>(actor, &place, Categories::NONE)?;
        let decision = practice::answered(desk.now, place.org, answer);
        desk.write(&may, &decision)?;
    }
    Ok(())
}
