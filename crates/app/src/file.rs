//! What a coach opens about one person: exactly the categories that the person shares, after the event that names
//! them. While the person rests, the name alone; after they left, one notice and nothing else.

use std::collections::HashMap;

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::coaching::{MOST_TRIES, Outcome};
use sayso_core::decide::look::{self, Why};
use sayso_core::entry::{Author, Entry, EntryKind, EntryState, Proposal, Subject};
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::About;
use sayso_core::id::{EntryId, JobId, OrgId, PersonId};
use sayso_core::job::Job;
use sayso_core::job::pay::Exact;
use sayso_core::org::OrgKind;
use sayso_core::parcel::Line;
use sayso_core::person::SafeContact;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::{Ledger, Purpose, rule};
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::venue::What;
use sayso_policy::{Act, Action, Authorised, act};

mod within;

pub use within::{WouldRead, would_read};

use crate::cover::Named;
use crate::own::Written;
use crate::{Desk, Error};

/// The notice that somebody left: all that their provider keeps in sight, until it is acknowledged.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one fact of how it ended, told by itself"
)]
pub struct HasLeft {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// When sharing stopped.
    pub at: Timestamp,
    /// Nobody could reach them, and it closed; they did not choose to stop.
    pub not_reached: bool,
    /// It ended without anybody's choice: they did not choose to stop.
    pub ended: bool,
    /// Their newest referral here goes on: an older one was a mistake.
    pub goes_on: bool,
    /// Something left that should not have: whoever reads this is asked to delete it.
    pub asked_back: bool,
}

/// A person's page, as their coach may see it.
#[derive(Debug, Clone)]
pub struct File {
    /// The referral.
    pub referral: Referral,
    /// Their name.
    pub name: String,
    /// Their practice's name.
    pub practice: String,
    /// The yes was said under a recorded power.
    pub by_power: bool,
    /// How to reach them safely; always shown first.
    pub safe: Option<SafeContact>,
    /// What was sent, line by line.
    pub lines: Vec<Line>,
    /// What they share.
    pub shares: Categories,
    /// Optional purposes that nobody has said yes to.
    pub not_said: Vec<Purpose>,
    /// Until when what they said lasts.
    pub until: Timestamp,
    /// Their hopes, in their words.
    pub hopes: Vec<Written>,
    /// The next step or meeting.
    pub next: Option<Entry>,
    /// What was written, newest first.
    pub entries: Vec<Written>,
    /// Jobs that the person told or agreed to, and what waits for them; newest first.
    pub jobs: Vec<Job>,
    /// Exact pay by job, where their yes to evidence of pay names this organisation.
    pub pay: HashMap<JobId, Exact>,
    /// How meetings went, where it was noted.
    pub meetings: HashMap<EntryId, Outcome>,
    /// Where the person wants meetings of this service to be, where they chose.
    pub venues: HashMap<EntryId, What>,
    /// Changes of coach that the person was asked about.
    pub covers: Vec<Named>,
    /// How often they were tried before a first meeting.
    pub tries: u32,
    /// A job has begun, and they have not said yes to support in work: only their own word opens anything new.
    pub stops_here: bool,
    /// What this coach has begun and not finished.
    pub drafts: Vec<Entry>,
    /// Words suggested for the GP record, newest first: where they are, without what they say.
    pub proposals: Vec<Proposal>,
}

/// What opening a person's page gave.
#[derive(Debug, Clone)]
pub enum Opened {
    /// Everything that is shared.
    File(Box<File>),
    /// The person rests: their name and that.
    Paused(String),
    /// The person left.
    Left(HasLeft),
    /// The contract of this provider ended not long ago: nothing opens, and a danger can still be reported.
    Ended,
}

/// The name alone.
pub(crate) fn name_only() -> Categories {
    Categories::of(&[Category::Identity])
}

impl Desk<'_> {
    /// Writes that a page about one person was opened.
    pub(crate) fn file_opened<A: Act>(
        &mut self,
        may: &Authorised<A>,
        kind: EventKind,
        person: PersonId,
        r: Option<&Referral>,
    ) -> Result<(), Error> {
        let why = Why {
            purpose: r.map(|_| Purpose::Refer),
            said: r.map(|r| r.said),
        };
        let detail = Detail {
            categories: may.categories(),
            ..Detail::default()
        };
        let decision = look::opened(self.now, kind, &[person], why, detail);
        self.write(may, &decision)?;
        Ok(())
    }

    /// Notices that this seat may see: a coach's own people, everybody for a lead.
    pub(crate) fn who_left(&mut self, actor: &Actor, org: OrgId) -> Result<Vec<HasLeft>, Error> {
        let mut left = vec![];
        for n in self.job.notices(org)? {
            let about = self.about(n.person, actor)?;
            if self.would(Action::AcknowledgeLeaving, actor, &about, name_only()) {
                left.push(self.has_left(n.person, org, n.at)?);
            }
        }
        Ok(left)
    }

    /// The notice, with how the newest referral to this organisation ended.
    fn has_left(&mut self, person: PersonId, org: OrgId, at: Timestamp) -> Result<HasLeft, Error> {
        let all = self.job.referrals(person)?;
        let newest = all.iter().rfind(|r| r.recipient == org);
        let closed = newest.filter(|r| r.state == State::Closed);
        let not_reached = match closed {
            Some(r) => self.job.tries(r.id)? >= MOST_TRIES,
            None => false,
        };
        let recalls = self.job.recalls_of(person)?;
        Ok(HasLeft {
            person,
            name: self.name_of(person)?,
            at,
            not_reached,
            ended: newest.is_some_and(|r| matches!(r.state, State::Closed | State::Void)),
            goes_on: newest.is_some_and(|r| r.state.is_open()),
            asked_back: recalls.iter().any(|r| r.org == org && r.seen_at.is_none()),
        })
    }

    /// The notice about one person, after its event; or the denial that led here.
    pub(crate) fn notice_of(
        &mut self,
        actor: &Actor,
        member: Member,
        about: &About,
    ) -> Result<HasLeft, Error> {
        let notices = self.job.notices(member.org)?;
        let notice = notices.into_iter().find(|n| n.person == about.person);
        let Some(notice) =
            notice.filter(|_| self.would(Action::AcknowledgeLeaving, actor, about, name_only()))
        else {
            return Err(Error::Denied);
        };
        let may = self.may::<act::AcknowledgeLeaving>(actor, about, name_only())?;
        self.file_opened(&may, EventKind::FileOpened, about.person, None)?;
        self.has_left(about.person, member.org, notice.at)
    }

    /// Has a job begun, without a yes to support in work?
    fn stops_here(&mut self, ledger: &Ledger, r: &Referral) -> Result<bool, Error> {
        let asks = rule::live_ones(ledger, self.now.at)
            .all(|s| s.recipient != r.recipient || s.purpose != Purpose::InWork);
        let today = self.today();
        Ok(asks && self.job.in_work_within(r, today)?)
    }

    /// The newest referral that is open and has reached this organisation.
    pub(crate) fn open_with(&mut self, person: PersonId, org: OrgId) -> Result<Referral, Error> {
        let all = self.job.referrals(person)?;
        all.into_iter()
            .rfind(|r| r.recipient == org && r.state.is_open() && r.state.has_left_the_practice())
            .ok_or(Error::NotFound)
    }
}

/// What to say to a seat of a provider whose click came too late: where the job was denied about somebody whose notice
/// this seat still keeps, that they have left; otherwise the outcome as it was.
#[must_use]
pub fn or_has_left(desk: &mut Desk, actor: &Actor, outcome: Error) -> Error {
    let (Error::Denied, Some(person), Ok(())) = (&outcome, desk.denied_about, of_a_provider(actor)) else {
        return outcome;
    };
    let Ok((member, _)) = Desk::own_place(actor) else {
        return outcome;
    };
    match desk.who_left(actor, member.org) {
        Ok(left) if left.iter().any(|l| l.person == person) => Error::HasLeft(person),
        Ok(_) => outcome,
        // The store broke while it was asked: that outcome is the one that counts.
        Err(broken) => broken,
    }
}

/// The coach opens a person's page.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach, and after the notice was acknowledged.
pub fn open(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Opened, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let shown = if about.paused { name_only() } else { about.shared };
    let may = match desk.may::<act::ReadShared>(actor, &about, shown) {
        Ok(may) => may,
        // The try stays in the log; the notice is all that is left to see.
        Err(Error::Denied) => {
            let over = of_a_provider(actor).is_ok() && desk.contract_is_over(member.org)?;
            return match desk.notice_of(actor, member, &about) {
                Err(Error::Denied) if over && desk.would(Action::Safeguard, actor, &about, name_only()) => {
                    Ok(Opened::Ended)
                }
                outcome => outcome.map(Opened::Left),
            };
        }
        Err(error) => return Err(error),
    };
    let referral = desk.open_with(person, member.org)?;
    desk.file_opened(&may, EventKind::FileOpened, person, Some(&referral))?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    if about.paused {
        return Ok(Opened::Paused(found.person.details.name));
    }
    // What they said to another service is not this one's to know.
    let ledger = desk.job.ledger_in(person, referral.scheme)?;
    let mut file = File {
        name: found.person.details.name,
        practice: desk.org(referral.practice)?.name,
        by_power: desk.is_by_power(&referral)?,
        safe: found.contact.filter(|_| shown.has(Category::Contact)),
        lines: desk.lines_within(&referral, shown)?,
        shares: shown,
        not_said: not_said(&ledger, desk.now()),
        until: ledger
            .given
            .iter()
            .find(|s| s.id == referral.said)
            .map_or(referral.made_at, |s| s.until),
        hopes: vec![],
        next: desk
            .job
            .next_of(&referral, actor)?
            .filter(|e| shown.has(e.kind.category())),
        entries: vec![],
        jobs: vec![],
        pay: HashMap::new(),
        meetings: HashMap::new(),
        venues: HashMap::new(),
        covers: desk.covers_of(referral.id)?,
        tries: desk.job.tries(referral.id)?,
        stops_here: desk.stops_here(&ledger, &referral)?,
        drafts: vec![],
        proposals: vec![],
        referral,
    };
    add_written(desk, &mut file, actor, member)?;
    Ok(Opened::File(Box::new(file)))
}

fn not_said(ledger: &Ledger, now: Timestamp) -> Vec<Purpose> {
    let said: Vec<Purpose> = rule::live_ones(ledger, now).map(|s| s.purpose).collect();
    let all = Purpose::ALL.iter().copied();
    all.filter(|p| *p != Purpose::Refer && !said.contains(p))
        .collect()
}

/// What was written within this referral and by the person, each within its category.
fn add_written(desk: &mut Desk, file: &mut File, actor: &Actor, member: Member) -> Result<(), Error> {
    let (person, this) = (file.referral.person, Some(file.referral.id));
    let mut besides = desk.job.besides(person)?;
    for entry in desk.entries_within(&file.referral, file.shares, actor)? {
        let mine = entry.author == Author::Member(member.id);
        match entry.state {
            EntryState::Draft if mine => file.drafts.push(entry),
            EntryState::Kept => {
                let author = match entry.author {
                    Author::Person => file.name.clone(),
                    // Who it is, is the person's to tell.
                    Author::Supporter(_) => format!("{}, typed by a supporter", file.name),
                    Author::Member(id) => desk.seat_name(id)?,
                };
                let list = if entry.kind == EntryKind::Hope {
                    &mut file.hopes
                } else {
                    &mut file.entries
                };
                list.push(Written {
                    beside: besides.remove(&Subject::Entry(entry.id)),
                    sealed_for: None,
                    entry,
                    author,
                });
            }
            EntryState::Draft | EntryState::HeldForPerson | EntryState::Gone | EntryState::Closed => {}
        }
    }
    if file.shares.has(Category::Appointments) {
        let of = |e: &EntryId| file.entries.iter().any(|w| w.entry.id == *e);
        let mut meetings = desk.job.meetings(person)?;
        meetings.retain(|id, _| of(id));
        file.meetings = meetings;
        let next = file.next.as_ref().map(|e| e.id);
        let mut venues = desk.venues_of(person)?;
        venues.retain(|id, _| of(id) || next == Some(*id));
        file.venues = venues;
    }
    file.jobs = desk.jobs_within(&file.referral, file.shares)?;
    if file.shares.has(Category::Jobs) {
        file.pay = desk.exact_pay(&file.referral)?;
    }
    if file.shares.has(Category::CoachNotes) {
        let all = desk.job.proposals(person)?.into_iter().rev();
        let these = all.filter(|p| Some(p.referral) == this);
        // Where they are, not what they say: a clinician may have changed them.
        file.proposals = these
            .map(|p| Proposal {
                text: String::new(),
                code: None,
                ..p
            })
            .collect();
    }
    Ok(())
}

/// The name, for the heading of a form about somebody whom this coach helps, after its event.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach.
pub fn name(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<String, Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::ReadShared>(actor, &about, name_only())?;
    let referral = desk.open_with(person, member.org)?;
    desk.file_opened(&may, EventKind::FileOpened, person, Some(&referral))?;
    desk.name_of(person)
}

/// The name for the page on which a stop is keyed; `None` for a seat that may key it and need not know who it is.
///
/// # Errors
/// [`Error::Denied`] for anybody who may not key a stop for this person.
pub fn name_to_stop(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Option<String>, Error> {
    of_a_provider(actor)?;
    let about = desk.about(person, actor)?;
    let knows = [Action::ReadShared, Action::ReadIdentity];
    if !knows.iter().any(|a| desk.would(*a, actor, &about, name_only())) {
        desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
        return Ok(None);
    }
    let may = desk.may::<act::Stop>(actor, &about, name_only())?;
    desk.file_opened(&may, EventKind::FileOpened, person, None)?;
    desk.name_of(person).map(Some)
}

/// What the page shows on which a danger is reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InDanger {
    /// The person's name.
    pub name: String,
    /// Their practice has closed: nobody there reads a report any more.
    pub practice_is_closed: bool,
    /// What this seat has reported about them.
    pub reported: Vec<crate::practice::danger::Mine>,
}

/// The name for the page on which a danger is reported, and what became of what was: during support and for 30 days
/// after.
///
/// # Errors
/// [`Error::Denied`] for anybody else, and later.
pub fn in_danger(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<InDanger, Error> {
    let (member, _) = Desk::own_place(actor)?;
    of_a_provider(actor)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Safeguard>(actor, &about, name_only())?;
    desk.file_opened(&may, EventKind::FileOpened, person, None)?;
    Ok(InDanger {
        name: desk.name_of(person)?,
        practice_is_closed: desk.contract_is_over(about.practice)?,
        reported: desk.reported_by(&member, person)?,
    })
}

/// A page of a provider is for the provider's seats; others have pages of their own for the same act.
pub(crate) fn of_a_provider(actor: &Actor) -> Result<(), Error> {
    match actor {
        Actor::Member(m) if m.kind == OrgKind::Provider => Ok(()),
        _ => Err(Error::NotFound),
    }
}

/// Is this seat a lead's? The way back from a page that coaches and leads share.
#[must_use]
pub const fn is_lead(actor: &Actor) -> bool {
    matches!(actor, Actor::Member(m) if matches!(m.role, Role::ProviderLead))
}
