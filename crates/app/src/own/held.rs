//! Everything that is held about one person, as their own pages tell it. Owns: its shape and how it is read together.
//! Never authorises and writes no event: whoever calls has done both.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::coaching::Outcome;
use sayso_core::decision::{MessageKind, Org};
use sayso_core::entry::{Author, Beside, Entry, EntryKind, EntryState, Proposal, Subject};
use sayso_core::guard::{Reason, withheld};
use sayso_core::id::{EntryId, PersonId, ProposalId, ReferralId, SchemeId};
use sayso_core::job::Job;
use sayso_core::job::pay::Pay;
use sayso_core::parcel::Parcel;
use sayso_core::person::{Person, SafeContact};
use sayso_core::referral::Referral;
use sayso_core::sayso::rule::live;
use sayso_core::sayso::{Ending, Purpose, SaySo};
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;
use sayso_core::venue::What;
use sayso_core::words;

use crate::telling::{Sentence, moment_in_words};
use crate::{Desk, Error, cover, guard};

/// One say-so as the person sees it.
#[derive(Debug, Clone)]
pub struct Said {
    /// The say-so.
    pub said: SaySo,
    /// The recipient's name.
    pub recipient: String,
    /// It counts now.
    pub live: bool,
    /// Which version of the terms it was a yes to.
    pub version: Option<u32>,
    /// The service whose terms they are.
    pub scheme: Option<SchemeId>,
    /// How and when it ended, if it did.
    pub ended: Option<(Ending, Timestamp)>,
    /// The person's own words beside it, where staff typed it.
    pub beside: Option<Beside>,
}

/// Something about the person that left for an organisation, or waits to.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// What it is.
    pub kind: MessageKind,
    /// To which organisation, by name.
    pub to: String,
    /// The words for the GP record that it carries.
    pub proposal: Option<ProposalId>,
    /// Not before.
    pub due_at: Timestamp,
    /// When it left; `None` while it waits.
    pub sent_at: Option<Timestamp>,
}

/// An entry with its author's name.
#[derive(Debug, Clone)]
pub struct Written {
    /// The entry.
    pub entry: Entry,
    /// `You`, or who wrote it.
    pub author: String,
    /// The person's own words beside it.
    pub beside: Option<Beside>,
    /// It is sealed, but for these by name. Only the person is ever told.
    pub sealed_for: Option<Vec<String>>,
}

/// A job with its author's name.
#[derive(Debug, Clone)]
pub struct JobTold {
    /// The job.
    pub job: Job,
    /// `You`, or who wrote it down.
    pub author: String,
}

/// A referral with names and with exactly what was sent.
#[derive(Debug, Clone)]
pub struct Sent {
    /// The referral.
    pub referral: Referral,
    /// The provider's name.
    pub provider: String,
    /// What the service is called.
    pub service: String,
    /// Its terms in effect.
    pub terms: Option<Terms>,
    /// The coach's name.
    pub coach: Option<String>,
    /// The coach's seat rests: the team's lead answers meanwhile.
    pub coach_rests: bool,
    /// What was or will be sent.
    pub parcel: Option<Parcel>,
    /// Why the provider could not help.
    pub decline_reason: Option<String>,
}

/// Everything that is held about a person.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one fact that a page tells")]
pub struct Held {
    /// Who they are.
    pub person: Person,
    /// Their practice.
    pub practice: Org,
    /// How to reach them safely.
    pub contact: Option<SafeContact>,
    /// They have set a private word.
    pub enrolled: bool,
    /// Their first page shows the next meeting alone.
    pub simple_home: bool,
    /// What they said, newest first.
    pub said: Vec<Said>,
    /// Referrals, newest first.
    pub referrals: Vec<Sent>,
    /// What was written, newest first; a draft shows only that somebody is writing.
    pub entries: Vec<Written>,
    /// Words for the GP record, newest first.
    pub proposals: Vec<Proposal>,
    /// Jobs, newest first.
    pub jobs: Vec<JobTold>,
    /// Exact pay that the person wrote down, as long as its yes lasts.
    pub pay: Vec<Pay>,
    /// How meetings went, where it was noted.
    pub meetings: HashMap<EntryId, Outcome>,
    /// Changes of coach that the person was asked about.
    pub covers: Vec<cover::Named>,
    /// Where the person wants a meeting to be, where they chose.
    pub venues: HashMap<EntryId, What>,
    /// Referrals whose provider lets the person choose where to meet.
    pub chooses: Vec<ReferralId>,
    /// They asked for a short goodbye, in case they leave.
    pub goodbye: bool,
    /// Who looked and what happened, newest first.
    pub history: Vec<Sentence>,
    /// What left for organisations or waits to, oldest first.
    pub outgoing: Vec<Outgoing>,
    /// The terms in effect of the service that they have or had, for what work can mean; each referral has its own.
    pub terms: Option<Terms>,
    /// What the guardian has switched off, of what concerns them: what, since when, why.
    pub off: Vec<(String, Timestamp, Reason)>,
    /// The guardian asks whether a yes that staff typed was their own.
    pub is_asked: bool,
    /// When the page was opened.
    pub now: Timestamp,
}

impl Sent {
    /// Is it a service that helps with work? Whoever helps there is called a coach; elsewhere they have only a name.
    #[must_use]
    pub fn is_about_work(&self) -> bool {
        let promise = self.terms.as_ref().map(|t| &t.promise);
        promise.is_none_or(words::is_about_work)
    }
}

impl Held {
    /// The referral that is open, if any.
    #[must_use]
    pub fn open(&self) -> Option<&Sent> {
        self.referrals.iter().find(|s| s.referral.state.is_open())
    }
    /// Every referral that is open, newest first: one for each service at most.
    pub fn all_open(&self) -> impl Iterator<Item = &Sent> {
        self.referrals.iter().filter(|s| s.referral.state.is_open())
    }
    /// The newest referral of each service, those that are open before those that are over. What is over is left out
    /// where something is open.
    #[must_use]
    pub fn services(&self) -> Vec<&Sent> {
        let mut each: Vec<&Sent> = vec![];
        for sent in &self.referrals {
            if each.iter().all(|s| s.referral.scheme != sent.referral.scheme) {
                each.push(sent);
            }
        }
        if each.iter().any(|s| s.referral.state.is_open()) {
            each.retain(|s| s.referral.state.is_open());
        } else {
            each.truncate(1);
        }
        each
    }
    /// Is there a live say-so for this purpose?
    #[must_use]
    pub fn says_yes_to(&self, purpose: Purpose) -> bool {
        self.said.iter().any(|s| s.live && s.said.purpose == purpose)
    }
    /// Everything that live say-sos share now, with whomever.
    #[must_use]
    pub fn shared(&self) -> Categories {
        let live = self.said.iter().filter(|s| s.live);
        live.fold(Categories::NONE, |all, s| all.union(s.said.categories))
    }
    /// The next meeting that is booked.
    #[must_use]
    pub fn next_meeting(&self) -> Option<&Written> {
        let ahead = self.entries.iter().filter(|w| {
            w.entry.kind == EntryKind::Appointment
                && w.entry.state == EntryState::Kept
                && w.entry.at.is_some_and(|at| at >= self.now)
                && !self.meetings.get(&w.entry.id).is_some_and(|o| o.is_off())
        });
        ahead.min_by_key(|w| w.entry.at)
    }
    /// What waits for the person's decision.
    pub fn waiting(&self) -> impl Iterator<Item = &Written> {
        self.entries
            .iter()
            .filter(|w| w.entry.state == EntryState::HeldForPerson)
    }
}

fn jobs(desk: &mut Desk, person: PersonId) -> Result<Vec<JobTold>, Error> {
    let mut jobs = vec![];
    for job in desk.job.jobs_told(person)?.into_iter().rev() {
        let author = match job.author {
            Author::Person => "You".into(),
            Author::Supporter(id) => desk.supporter_name(id)?,
            Author::Member(id) => desk.seat_name(id)?,
        };
        jobs.push(JobTold { job, author });
    }
    Ok(jobs)
}

fn entries(
    desk: &mut Desk,
    person: PersonId,
    besides: &mut BTreeMap<Subject, Beside>,
) -> Result<Vec<Written>, Error> {
    let mut entries = vec![];
    let seals = desk.job.seals(person)?;
    let withholdings = desk.job.withholdings_of(person)?;
    for mut entry in desk
        .job
        .entries(person, &Actor::Person(person))?
        .into_iter()
        .rev()
    {
        let author = match entry.author {
            Author::Person => "You".into(),
            Author::Supporter(id) => desk.supporter_name(id)?,
            Author::Member(id) => desk.seat_name(id)?,
        };
        match entry.state {
            EntryState::Draft => entry.text.clear(),
            EntryState::Gone => continue,
            EntryState::Kept | EntryState::HeldForPerson | EntryState::Closed => {}
        }
        if let Some(w) = withheld(&withholdings, entry.id, desk.now.at) {
            // Told neutrally, with its end and what to do about it; where the law bars telling, not at all.
            if !w.ground.is_told() {
                continue;
            }
            entry.text = format!(
                "This is withheld until {}. Two people agreed to that. You can challenge it: raise a concern.",
                moment_in_words(w.until)
            );
        }
        let sealed = seals.get(&entry.id);
        let names = |all: &Vec<_>| all.iter().map(|m| desk.seat_name(*m)).collect::<Result<_, _>>();
        entries.push(Written {
            beside: besides.remove(&Subject::Entry(entry.id)),
            sealed_for: sealed.map(names).transpose()?,
            entry,
            author,
        });
    }
    Ok(entries)
}

fn outgoing(desk: &mut Desk, person: PersonId) -> Result<Vec<Outgoing>, Error> {
    let mut outgoing = vec![];
    for w in desk.job.messages(person)? {
        let Some(org) = w.message.to else { continue };
        // Not before it is safe: whoever else holds the person's phone reads this page too.
        if w.message.kind == MessageKind::Safeguarding && !desk.report_may_be_told(w.message.id)? {
            continue;
        }
        outgoing.push(Outgoing {
            kind: w.message.kind,
            to: desk.org(org)?.name,
            proposal: w.message.proposal,
            due_at: w.message.due_at,
            sent_at: w.sent_at,
        });
    }
    Ok(outgoing)
}

pub(super) fn held(
    desk: &mut Desk,
    person: PersonId,
    events: u32,
    before: Option<i64>,
) -> Result<Held, Error> {
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let practice = desk.org(found.person.practice)?;
    let ledger = desk.job.ledger(person)?;
    let mut besides = desk.job.besides(person)?;
    let mut said = vec![];
    for s in ledger.given.iter().rev() {
        let recipient = desk.org(s.recipient)?.name;
        let terms = desk.job.terms(s.terms)?;
        let over = ledger.ended.iter().find(|e| e.said == s.id);
        said.push(Said {
            live: live(&ledger, s, desk.now.at),
            version: terms.as_ref().map(|t| t.version),
            scheme: terms.map(|t| t.scheme),
            ended: over.map(|e| (e.ending, e.happened_at)),
            beside: besides.remove(&Subject::SaySo(s.id)),
            said: s.clone(),
            recipient,
        });
    }
    let mut referrals = vec![];
    for r in desk.job.referrals(person)?.into_iter().rev() {
        let scheme = desk.job.schemes()?.into_iter().find(|s| s.id == r.scheme);
        referrals.push(Sent {
            provider: desk.org(r.recipient)?.name,
            service: scheme.map_or_else(String::new, |s| s.name),
            terms: desk.job.terms_in_effect(r.scheme, desk.now.at)?,
            coach: r.coach.map(|c| desk.seat_name(c)).transpose()?,
            coach_rests: desk.rests(r.coach)?,
            parcel: desk.job.parcel(person, r.parcel)?,
            decline_reason: desk.job.decline_reason(&r)?,
            referral: r,
        });
    }
    let entries = entries(desk, person, &mut besides)?;
    let mut chooses = vec![];
    for sent in referrals.iter().filter(|s: &&Sent| s.referral.state.is_open()) {
        if desk
            .job
            .venues(sent.referral.recipient)?
            .iter()
            .any(|(_, over)| !over)
        {
            chooses.push(sent.referral.id);
        }
    }
    let jobs = jobs(desk, person)?;
    let mut covers = vec![];
    for sent in referrals.iter().filter(|s: &&Sent| s.referral.state.is_open()) {
        covers.extend(desk.covers_of(sent.referral.id)?);
    }
    let mut proposals = desk.job.proposals(person)?;
    proposals.reverse();
    let told = desk.job.history(person, before, events)?;
    let history = desk.sentences(&told)?;
    let outgoing = outgoing(desk, person)?;
    // Of several services, the one that jobs are told to: its terms carry what work can mean for benefits.
    let of_work = |t: &&Terms| words::is_about_work(&t.promise);
    let all = || referrals.iter().filter_map(|s| s.terms.as_ref());
    let terms = all().find(of_work).or_else(|| all().next()).cloned();
    let mut orgs = vec![practice.id];
    orgs.extend(
        referrals
            .iter()
            .filter(|s| s.referral.state.is_open())
            .map(|s| s.referral.recipient),
    );
    let off = guard::switch::for_person(desk, &orgs)?;
    Ok(Held {
        off,
        is_asked: !desk.job.called_of(person)?.is_empty(),
        person: found.person,
        practice,
        contact: found.contact,
        enrolled: found.enrolled,
        simple_home: found.simple_home,
        said,
        referrals,
        entries,
        proposals,
        jobs,
        pay: desk.job.pay(person)?,
        meetings: desk.job.meetings(person)?,
        covers,
        venues: desk.venues_of(person)?,
        chooses,
        goodbye: desk.job.wants_goodbye(person)?,
        history,
        outgoing,
        terms,
        now: desk.now.at,
    })
}
