//! What the person does about one thing that is held: reads it, puts their own words beside it, seals it; and corrects
//! their own details. Nobody else can do any of it, and nobody is asked.

use sayso_core::category::Categories;
use sayso_core::decide::own as decide;
use sayso_core::entry::{Author, Entry, EntryState, Subject};
use sayso_core::id::{EntryId, MemberId, PersonId, SaidId};
use sayso_core::person::{Details, Way};
use sayso_core::reads::{ReadingNeed, Reads};
use sayso_core::sayso::KeyedBy;
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::{Said, Written, me, open};
use crate::agree::{EMAIL, HELPS, NAME, PHONE, READING};
use crate::{Desk, Error};

impl Desk<'_> {
    /// One entry of the person's own, whoever wrote it. Somebody else's is not found.
    pub(super) fn own_entry(&mut self, actor: &Actor, id: EntryId) -> Result<Entry, Error> {
        let person = me(actor)?;
        let entry = self.job.entry(id, actor)?.filter(|e| e.person == person);
        entry.ok_or(Error::NotFound)
    }
}

/// A seat that can be named, with its name.
pub type Named = (MemberId, String);

/// Opens one entry, with those who could be named if it is sealed: its author and the coaches the person has had.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, and for what its author is still writing.
pub fn entry(desk: &mut Desk, actor: &Actor, id: EntryId) -> Result<(Written, Vec<Named>), Error> {
    let held = open(desk, actor, "something that is written about you", 0, None)?;
    let found = held.entries.iter().find(|w| w.entry.id == id);
    let written = found
        .filter(|w| w.entry.state != EntryState::Draft)
        .cloned()
        .ok_or(Error::NotFound)?;
    let mut seats: Vec<MemberId> = held.referrals.iter().filter_map(|s| s.referral.coach).collect();
    if let Author::Member(author) = written.entry.author {
        seats.push(author);
    }
    seats.sort_unstable();
    seats.dedup();
    let named = seats.into_iter().map(|id| Ok((id, desk.seat_name(id)?)));
    let named = named.collect::<Result<Vec<_>, Error>>()?;
    Ok((written, named))
}

/// Opens one yes that staff typed for the person.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's, and for what the person typed themself.
pub fn said(desk: &mut Desk, actor: &Actor, id: SaidId) -> Result<Said, Error> {
    let held = open(desk, actor, "a yes that was typed for you", 0, None)?;
    let mut all = held.said.into_iter();
    let typed_by_staff = |s: &Said| matches!(s.said.how.keyed_by, KeyedBy::Member(_));
    all.find(|s| s.said.id == id && typed_by_staff(s))
        .ok_or(Error::NotFound)
}

/// The person puts their own words beside what somebody else wrote; empty words take them back.
///
/// # Errors
/// [`Error::NotFound`] for what they wrote themself, for what is not finished, and for somebody else's.
pub fn beside_entry(desk: &mut Desk, actor: &Actor, id: EntryId, text: &str) -> Result<(), Error> {
    let entry = desk.own_entry(actor, id)?;
    if entry.author == Author::Person || entry.state == EntryState::Draft {
        return Err(Error::NotFound);
    }
    beside(desk, actor, entry.person, Subject::Entry(id), text)
}

/// The same for a yes that staff typed.
///
/// # Errors
/// As [`said`].
pub fn beside_said(desk: &mut Desk, actor: &Actor, id: SaidId, text: &str) -> Result<(), Error> {
    let person = me(actor)?;
    let ledger = desk.job.ledger(person)?;
    let typed = |how: KeyedBy| matches!(how, KeyedBy::Member(_));
    if !ledger.given.iter().any(|s| s.id == id && typed(s.how.keyed_by)) {
        return Err(Error::NotFound);
    }
    beside(desk, actor, person, Subject::SaySo(id), text)
}

fn beside(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    subject: Subject,
    text: &str,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Contest>(actor, &about, Categories::NONE)?;
    let decision = decide::beside(desk.now, person, subject, text);
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person seals an entry, but for the seats that they name.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's entry, and for a seat that has nothing to do with the person.
pub fn seal(desk: &mut Desk, actor: &Actor, id: EntryId, named: &[MemberId]) -> Result<(), Error> {
    let entry = desk.own_entry(actor, id)?;
    let about = desk.about(entry.person, actor)?;
    let may = desk.may::<act::Seal>(actor, &about, Categories::NONE)?;
    let referrals = desk.job.referrals(entry.person)?;
    let theirs =
        |m: &MemberId| entry.author == Author::Member(*m) || referrals.iter().any(|r| r.coach == Some(*m));
    if !named.iter().all(theirs) {
        return Err(Error::NotFound);
    }
    let decision = decide::seal(desk.now, &entry, named)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person opens a sealed entry again.
///
/// # Errors
/// [`Error::NotFound`] for somebody else's entry.
pub fn unseal(desk: &mut Desk, actor: &Actor, id: EntryId) -> Result<(), Error> {
    let entry = desk.own_entry(actor, id)?;
    let about = desk.about(entry.person, actor)?;
    let may = desk.may::<act::Seal>(actor, &about, Categories::NONE)?;
    let decision = decide::unseal(desk.now, &entry);
    desk.write(&may, &decision)?;
    Ok(())
}

/// What the person can correct by themself. Number and birth date say who they are, and are their practice's to check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrected {
    /// The name they use.
    pub name: String,
    /// Phone; empty for none.
    pub phone: String,
    /// Email; empty for none.
    pub email: String,
    /// What helps them to communicate; empty for nothing.
    pub access_needs: String,
}

impl Corrected {
    /// As it is held now.
    #[must_use]
    pub fn from(d: &Details) -> Self {
        let text = |o: &Option<String>| o.clone().unwrap_or_default();
        Self {
            name: d.name.clone(),
            phone: text(&d.phone),
            email: text(&d.email),
            access_needs: text(&d.access_needs),
        }
    }
}

/// The person corrects their details. The old ones are gone from what anybody else sees of them from now on; the
/// person's own page keeps what was sent, as it was sent.
///
/// # Errors
/// [`Error::Input`] where the safe way to reach them would be lost, or stays for now; [`Error::NotNow`] without a name.
pub fn correct(desk: &mut Desk, actor: &Actor, c: &Corrected) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let mut now = found.person.clone();
    let some = |text: &str| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
    now.details.name = c.name.trim().into();
    now.details.phone = some(&c.phone);
    now.details.email = some(&c.email);
    now.details.access_needs = some(&c.access_needs);
    let lost = match found.contact.map(|c| c.way) {
        Some(Way::Text | Way::Phone) => now.details.phone.is_none(),
        Some(Way::Email) => now.details.email.is_none(),
        _ => false,
    };
    if lost {
        return Err(Error::Input(
            "You asked to be reached this way. Choose another way to be reached first.",
        ));
    }
    let before = &found.person.details;
    let reached = |d: &Details| (d.phone.clone(), d.email.clone());
    if reached(before) != reached(&now.details) {
        desk.way_in_stays(person)?;
    }
    let mut lines = desk.job.corrected(person)?;
    let mut fields = vec![];
    for (label, what, value) in changed(&found.person.details, &now.details) {
        lines.insert(label.into(), value);
        fields.push(what);
    }
    if fields.is_empty() {
        return Ok(());
    }
    let decision = decide::correct(desk.now, now, &fields.join(" and "), lines)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person says how they read: from now on their letters and receipts come that way, and so do the pages that have
/// that shape. Saying the same again says that it is still right.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn set_reading(desk: &mut Desk, actor: &Actor, reads: Reads) -> Result<(), Error> {
    let person = me(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::WriteOwn>(actor, &about, Categories::NONE)?;
    let mut now = desk.job.person(person)?.ok_or(Error::NotFound)?.person;
    now.details.reading = Some(ReadingNeed {
        reads,
        asked_at: desk.now.at,
    });
    let mut lines = desk.job.corrected(person)?;
    lines.insert(READING.into(), reads.in_words());
    let decision = decide::correct(desk.now, now, "how you read", lines)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// What is not the same any more: the label of its line in a parcel, the words for it, and what it says now.
pub(super) fn changed(before: &Details, after: &Details) -> Vec<(&'static str, &'static str, String)> {
    let text = |o: &Option<String>| o.clone().unwrap_or_default();
    let all = [
        (NAME, "your name", before.name.clone(), after.name.clone()),
        (
            PHONE,
            "your phone number",
            text(&before.phone),
            text(&after.phone),
        ),
        (
            EMAIL,
            "your email address",
            text(&before.email),
            text(&after.email),
        ),
        (
            HELPS,
            "what helps you to communicate",
            text(&before.access_needs),
            text(&after.access_needs),
        ),
    ];
    let changed = all.into_iter().filter(|(_, _, old, new)| old != new);
    changed.map(|(label, what, _, new)| (label, what, new)).collect()
}
