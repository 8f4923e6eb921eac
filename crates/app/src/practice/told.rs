//! What a person chose to tell their practice, as it stands now: line by line what they ticked, and nothing else. Owns:
//! what each line shows. Never asks whether somebody may read it: the policies do.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::coaching::Outcome;
use sayso_core::decide::look::{self, Why};
use sayso_core::entry::{Author, EntryKind, EntryState, ProposalState};
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::{OrgId, PersonId};
use sayso_core::job::JobState;
use sayso_core::referral::Referral;
use sayso_core::sayso::{Purpose, rule};
use sayso_core::seat::Actor;
use sayso_policy::act;

use super::identity;
use super::reception::name_of;
use crate::own::me;
use crate::{Desk, Error};

/// One thing that the person lets their practice know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Which ticked line it stands under.
    pub category: Category,
    /// The day and time of a meeting. Never where it is.
    pub at: Option<Timestamp>,
    /// What it says; empty for a meeting.
    pub text: String,
}

impl Desk<'_> {
    /// The lines that live say-sos of the person let `practice` read of one referral: those that they gave while it was
    /// theirs. A yes of today opens nothing of an earlier time with the same service, of which the practice may know nothing.
    pub(super) fn ticked(&mut self, r: &Referral, practice: OrgId) -> Result<Categories, Error> {
        let mut ledger = self.job.ledger_in(r.person, r.scheme)?;
        ledger
            .given
            .retain(|s| r.made_at <= s.recorded_at && r.ended_at.is_none_or(|ended| s.recorded_at <= ended));
        Ok(rule::shared(&ledger, practice, self.now.at))
    }

    /// What stands under these lines now, oldest first within each. `reader` sees nothing that is sealed from them.
    pub(crate) fn under(
        &mut self,
        r: &Referral,
        lines: Categories,
        reader: &Actor,
    ) -> Result<Vec<Shown>, Error> {
        let mut all = vec![];
        let outcomes = self.job.meetings(r.person)?;
        for entry in self.job.entries(r.person, reader)? {
            let theirs = entry.author.is_for_the_person() && entry.referral.is_none();
            let here = entry.referral == Some(r.id) || theirs;
            let off = outcomes.get(&entry.id).copied().is_some_and(Outcome::is_off);
            let category = entry.kind.category();
            if !here
                || off
                || entry.state != EntryState::Kept
                || entry.kind == EntryKind::Outside
                || !lines.has(category)
            {
                continue;
            }
            let meeting = entry.kind == EntryKind::Appointment;
            all.push(Shown {
                category,
                at: entry.at.filter(|_| meeting),
                text: if meeting { String::new() } else { entry.text },
            });
        }
        if lines.has(Category::Jobs) {
            for job in self.job.jobs_told(r.person)? {
                let agreed = job.state == JobState::Kept;
                let here = job.referral == Some(r.id) || job.author == Author::Person;
                if let (true, true, Some(day)) = (agreed, here, job.told.started) {
                    all.push(Shown {
                        category: Category::Jobs,
                        at: None,
                        text: format!("Started on {}", sayso_core::words::day(day)),
                    });
                }
            }
        }
        if lines.has(Category::FeedbackToGp) {
            for p in self.job.proposals(r.person)? {
                use ProposalState as P;
                if p.referral == r.id && matches!(p.state, P::Agreed | P::Accepted | P::Filed) {
                    all.push(Shown {
                        category: Category::FeedbackToGp,
                        at: None,
                        text: p.as_filed(),
                    });
                }
            }
        }
        all.sort_by_key(|s| (s.category, s.at));
        Ok(all)
    }
}

/// What their practice would read of these lines today, as the person reads it before they say yes: what is sealed is not
/// there, as it would not be there for the practice. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::PrivateWord`] for a session that does not open everything.
pub fn would_read(
    desk: &mut Desk,
    actor: &Actor,
    r: &Referral,
    lines: Categories,
) -> Result<Vec<Shown>, Error> {
    if me(actor)? != r.person {
        return Err(Error::NotFound);
    }
    let about = desk.about(r.person, actor)?;
    desk.may::<act::KeyAgreement>(actor, &about, lines)?;
    // No seat of a practice is ever named to open what is sealed: whoever is nobody reads what it would.
    desk.under(r, lines, &Actor::Visitor)
}

/// Meetings that a patient lets the practice know of, as the practice team sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meetings {
    /// Whose.
    pub name: String,
    /// When, and with which service; `None` where the patient has not chosen to tell.
    pub all: Option<Vec<(Timestamp, String)>>,
}

/// The practice team opens a patient's meetings, after the event that says so. Where nothing was ticked it looks as if
/// there were none to tell.
///
/// # Errors
/// [`Error::Denied`] for anybody but the team of the person's practice, which is recorded.
pub fn meetings(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<Meetings, Error> {
    let about = desk.about(person, actor)?;
    let line = Categories::of(&[Category::Appointments]);
    let shown = about.to_practice.both(line).union(identity());
    let may = desk.may::<act::ReadAppointments>(actor, &about, shown)?;
    let (kind, why) = if shown.has(Category::Appointments) {
        let why = Why {
            purpose: Some(Purpose::FeedbackToGp),
            said: None,
        };
        (EventKind::ToldOpened, why)
    } else {
        (EventKind::IdentityOpened, Why::default())
    };
    let detail = Detail {
        categories: may.categories(),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, kind, &[person], why, detail);
    desk.write(&may, &decision)?;
    let mut all = vec![];
    for r in desk.job.referrals(person)? {
        let lines = desk.ticked(&r, about.practice)?.both(may.categories()).both(line);
        let service = desk.org(r.recipient)?.name;
        let these = desk.under(&r, lines, actor)?;
        all.extend(these.into_iter().filter_map(|s| Some((s.at?, service.clone()))));
    }
    all.sort();
    Ok(Meetings {
        name: name_of(desk, &about)?,
        all: shown.has(Category::Appointments).then_some(all),
    })
}
