//! Referrals and consents of a file, kept as what somebody else recorded. Owns: the words in which a person reads them,
//! and the practice's list of open offers. Never makes a say-so or a referral: only the person's own yes does.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::{practice as decide, register};
use sayso_core::decision::Change;
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::{EntryKind, MemberId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::person::Remembered;
use sayso_core::seat::Actor;
use sayso_core::{screen, words};
use sayso_interop::{
    Concept, ConsentStatus, Identifier, ImportPlan, Kind, OfferIn, Origin, OutsideConsent, PartialDate,
    Provision, Ref, Target, When,
};
use sayso_policy::{Action, act};

use super::keys::{self, Looked, Names};
use super::people::List;
use super::places::{Place, Places};
use super::{Report, whole};
use crate::{Desk, Error};

/// What a person reads when a sender warns against contact; the practice's list shows it as a mark.
const NO_CONTACT: &str = "The sender says that it is not safe to contact you about this.";
/// How many characters of somebody else's words are kept.
const MOST: usize = 300;

const NOT_HERE: &str = "is about somebody who is not on this practice’s list";

/// Keeps the referrals and consents about people of this list.
pub(super) fn keep(
    desk: &mut Desk,
    actor: &Actor,
    keeper: MemberId,
    list: &List,
    places: &Places,
    plan: &ImportPlan,
    report: &mut Report,
) -> Result<(), Error> {
    for (index, from) in plan.offers.iter().enumerate() {
        if !from.is_open() {
            let why = "is no longer asked for, says the file";
            report.skip(Kind::ServiceRequest, &from.origin, why);
            continue;
        }
        if !(from.asks() && is_ours(desk, places, from)?) {
            let why = "not ours: it does not ask for support with work, so nothing of it is kept";
            report.skip(Kind::ServiceRequest, &from.origin, why);
            continue;
        }
        let Some(person) = list.at(desk, &from.subject)? else {
            report.skip(Kind::ServiceRequest, &from.origin, NOT_HERE);
            continue;
        };
        if not_to_be_asked(desk, person)? {
            report.skip(
                Kind::ServiceRequest,
                &from.origin,
                "no offer can be made here now",
            );
            continue;
        }
        let sender = organisation(desk, places, plan, plan.sender_of(index).as_ref())?;
        let text = offer_in_words(from, sender.as_deref());
        let names = Names::within("offer", person);
        let keys = keys_of(
            &from.identifiers,
            &from.origin,
            from.authored_on,
            from.code.as_ref(),
        );
        let new = keep_one(desk, actor, keeper, person, true, &names, &keys, text)?;
        let counts = &mut report.offers;
        *(if new {
            &mut counts.new
        } else {
            &mut counts.unchanged
        }) += 1;
    }
    for from in &plan.consents {
        if matches!(from.status, ConsentStatus::EnteredInError) {
            report.skip(Kind::Consent, &from.origin, "was entered in error, says the file");
            continue;
        }
        let person = match &from.patient {
            Some(patient) => list.at(desk, patient)?,
            None => None,
        };
        let Some(person) = person else {
            report.skip(Kind::Consent, &from.origin, NOT_HERE);
            continue;
        };
        let keeper_of_it = organisation(desk, places, plan, from.organizations.first())?;
        let text = consent_in_words(from, keeper_of_it.as_deref());
        let names = Names::within("consent", person);
        let keys = keys_of(&from.identifiers, &from.origin, from.recorded, Some(&from.scope));
        let new = keep_one(desk, actor, keeper, person, false, &names, &keys, text)?;
        let counts = &mut report.consents;
        *(if new {
            &mut counts.new
        } else {
            &mut counts.unchanged
        }) += 1;
    }
    Ok(())
}

/// Is it about support with work: by its category or code, or because it asks one of our own providers?
fn is_ours(desk: &mut Desk, places: &Places, from: &OfferIn) -> Result<bool, Error> {
    if from.is_about_work() {
        return Ok(true);
    }
    for performer in &from.performers {
        if let Place::Ours(id) = places.at(desk, performer)?
            && places.org(id).is_some_and(|org| org.kind == OrgKind::Provider)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The identifiers; an item without any is found again, among the same person's, by its date and what it is.
fn keys_of(
    identifiers: &[Identifier],
    origin: &Origin,
    when: Option<When>,
    what: Option<&Concept>,
) -> Vec<Identifier> {
    let keys = keys::of(identifiers, origin);
    if keys.is_empty() {
        let id = origin.id.as_deref().unwrap_or_default();
        let when = when.map(|w| w.to_string()).unwrap_or_default();
        let what = what.and_then(Concept::in_words).unwrap_or_default();
        return vec![Identifier {
            system: "urn:sayso:import".into(),
            value: format!("{id} {when} {what}"),
        }];
    }
    keys
}

/// The person asked not to be asked, or not yet.
fn not_to_be_asked(desk: &mut Desk, person: PersonId) -> Result<bool, Error> {
    let remembered = desk.job.person(person)?.and_then(|found| found.remembered);
    Ok(match remembered {
        Some(Remembered::DoNotAsk) => true,
        Some(Remembered::NotYet(until)) => until > desk.now.at,
        None => false,
    })
}

#[expect(
    clippy::too_many_arguments,
    reason = "one entry with all that it is found again by"
)]
fn keep_one(
    desk: &mut Desk,
    actor: &Actor,
    keeper: MemberId,
    person: PersonId,
    is_referral: bool,
    names: &Names,
    keys: &[Identifier],
    text: String,
) -> Result<bool, Error> {
    let looked: Looked<EntryKind> = names.look(desk, keys, vec![])?;
    if !looked.found.is_empty() {
        return Ok(false);
    }
    let about = desk.about(person, actor)?;
    let may = whole(desk.may::<act::ReceiveImport>(actor, &about, Categories::of(&[Category::Identity])))?;
    let now = desk.now.at;
    let decision = decide::outside_kept(desk.now, person, keeper, is_referral, text, now);
    let entry = decision.changes().iter().find_map(|change| match change {
        Change::EntryKept(entry) => Some(entry.id),
        _ => None,
    });
    let found = entry.map(|id| names.name(&looked.unnamed, id));
    let decision = register::found_again_by(decision, found.unwrap_or_default());
    desk.write(&may, &decision)?;
    Ok(true)
}

/// The name of an organisation that a file refers to: ours where it is registered, else the file's.
fn organisation(
    desk: &mut Desk,
    places: &Places,
    plan: &ImportPlan,
    to: Option<&Ref>,
) -> Result<Option<String>, Error> {
    let Some(to) = to else { return Ok(None) };
    if let Place::Ours(id) = places.at(desk, to)? {
        return Ok(places.org(id).map(|org| org.name.clone()));
    }
    Ok(match to.target() {
        Target::Here(Kind::Organization, index) => plan
            .organisations
            .get(*index)
            .and_then(|org| org.name.as_deref())
            .map(short),
        _ => None,
    })
}

fn offer_in_words(from: &OfferIn, sender: Option<&str>) -> String {
    let sender = sender.unwrap_or("somebody else");
    let mut text = match from.authored_on {
        Some(when) => format!("A referral came in from {sender}, dated {}.", day(when)),
        None => format!("A referral came in from {sender}."),
    };
    // Words only: a code is a diagnosis to whoever can read it, and nothing to whoever cannot.
    if let Some(words) = from.code.as_ref().and_then(in_text) {
        text = format!("{text} It says: “{words}”.");
    }
    text.push_str(
        " It came without your yes to our terms, so it was not sent on. You can answer it, or leave it.",
    );
    if from.contact_prohibited {
        text = format!("{text} {NO_CONTACT}");
    }
    text
}

fn consent_in_words(from: &OutsideConsent, keeper: Option<&str>) -> String {
    let keeper = keeper.unwrap_or("Somebody else");
    let what = match from.provision {
        Some(Provision::Deny) => "that you do not consent to something",
        Some(Provision::Permit) | None => "your consent to something",
    };
    let mut text = match from.recorded {
        Some(when) => format!("{keeper} recorded {what}, dated {}.", day(when)),
        None => format!("{keeper} recorded {what}."),
    };
    if let Some(words) = in_text(&from.scope).or_else(|| from.categories.iter().find_map(in_text)) {
        text = format!("{text} It says: “{words}”.");
    }
    let state = match from.status {
        ConsentStatus::Draft | ConsentStatus::Proposed => " It waits for an answer there.",
        ConsentStatus::Rejected => " The answer there was no.",
        ConsentStatus::Inactive => " It no longer counts there.",
        ConsentStatus::Active | ConsentStatus::EnteredInError => "",
    };
    text.push_str(state);
    text.push_str(" It is not a yes to our terms. Nothing is shared because of it.");
    text
}

/// The sender's own words, short, without anything like a National Insurance number.
fn in_text(concept: &Concept) -> Option<String> {
    concept
        .text
        .as_deref()
        .map(|text| screen::masked(&short(text)))
        .filter(|text| !text.is_empty())
}

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn day(when: When) -> String {
    match when {
        When::At(at) => {
            let zone = sayso_core::time::london();
            words::day(at.to_zoned(zone).date())
        }
        When::On(PartialDate::Day(day)) => words::day(day),
        // Without its day a date reads as the file spells it: 2024-05, 2024.
        When::On(part) => part.to_string(),
    }
}

/// A referral that came in without the person's yes, as their practice sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenOffer {
    /// About whom.
    pub person: PersonId,
    /// What they are called.
    pub name: String,
    /// When it came in.
    pub came_at: Timestamp,
    /// The sender warns that contacting them about it is not safe: wait until they come.
    pub do_not_contact: bool,
}

/// The practice's open offers, oldest first, after the event that everybody on it sees. At most 50; an answer, "please
/// do not ask me" and 90 days each take one off.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn open_offers(desk: &mut Desk, actor: &Actor) -> Result<Vec<OpenOffer>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let since = desk.now.at - decide::OFFER_OPEN;
    let name = Categories::of(&[Category::Identity]);
    let mut offers: Vec<OpenOffer> = vec![];
    for entry in desk.job.open_offers(place.org, since, 50, actor)? {
        let about = desk.about(entry.person, actor)?;
        if !desk.would(Action::OpenPatient, actor, &about, name) || not_to_be_asked(desk, entry.person)? {
            continue;
        }
        let Some(found) = desk.job.person(entry.person)? else {
            continue;
        };
        offers.push(OpenOffer {
            person: entry.person,
            name: found.person.details.name,
            came_at: entry.written_at,
            do_not_contact: entry.text.contains(NO_CONTACT),
        });
    }
    let mut people: Vec<PersonId> = offers.iter().map(|o| o.person).collect();
    people.sort_unstable();
    people.dedup();
    let detail = Detail {
        what: Some("the practice’s list of open offers".into()),
        categories: name,
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::ListOpened, &people, Why::default(), detail);
    desk.write(&may, &decision)?;
    Ok(offers)
}

/// Deletes imported offers that nobody answered in 90 days, at most `most`; gives how many. The worker's work.
///
/// # Errors
/// Only where the store cannot write.
pub(crate) fn let_lapse(desk: &mut Desk, most: u32) -> Result<usize, Error> {
    let over = desk.job.lapsed_offers(desk.now.at - decide::OFFER_OPEN, most)?;
    for (person, offer) in &over {
        let about = desk.about(*person, &Actor::Sayso)?;
        let may = desk.may::<act::Expire>(&Actor::Sayso, &about, Categories::NONE)?;
        let decision = decide::offer_lapsed(desk.now, *person, *offer);
        desk.write(&may, &decision)?;
    }
    Ok(over.len())
}
