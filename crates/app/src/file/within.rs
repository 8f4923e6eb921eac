//! Which rows a provider reads within one referral: what its page draws after a yes, and what the person reads before they
//! give one. Owns that these two are the same rows.

use sayso_core::category::{Categories, Category};
use sayso_core::entry::{Entry, EntryKind, EntryState};
use sayso_core::job::{Job, JobState};
use sayso_core::parcel::Line;
use sayso_core::referral::Referral;
use sayso_core::sayso::rule;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::own::me;
use crate::{Desk, Error};

impl Desk<'_> {
    /// What was sent, as it is corrected by now, under these categories.
    pub(super) fn lines_within(&mut self, r: &Referral, shares: Categories) -> Result<Vec<Line>, Error> {
        let sent = self.sent_now(r.person, r.parcel)?;
        let mut lines = sent.map_or(vec![], |p| p.lines);
        lines.retain(|l| shares.has(l.category));
        Ok(lines)
    }

    /// What was written within this referral and by the person, newest first, drafts among it. Another service's notes, what
    /// somebody else recorded, and what is sealed from `reader` are no part of it.
    pub(super) fn entries_within(
        &mut self,
        r: &Referral,
        shares: Categories,
        reader: &Actor,
    ) -> Result<Vec<Entry>, Error> {
        let mut all = self.job.entries(r.person, reader)?;
        all.retain(|e| {
            let theirs = e.author.is_for_the_person() && e.referral.is_none();
            shares.has(e.kind.category())
                && e.kind != EntryKind::Outside
                && (theirs || e.referral == Some(r.id))
        });
        all.reverse();
        Ok(all)
    }

    /// Jobs, newest first. Another service's words about a job are no part of it.
    pub(super) fn jobs_within(&mut self, r: &Referral, shares: Categories) -> Result<Vec<Job>, Error> {
        if !shares.has(Category::Jobs) {
            return Ok(vec![]);
        }
        let mut jobs = self.job.jobs_told(r.person)?;
        jobs.retain(|j| j.referral == Some(r.id) || j.referral.is_none() && j.state == JobState::Kept);
        jobs.reverse();
        Ok(jobs)
    }
}

/// What a provider would read today.
#[derive(Debug, Clone)]
pub struct WouldRead {
    /// What it reads already, under another yes.
    pub already: Categories,
    /// What was sent.
    pub lines: Vec<Line>,
    /// What was written, newest first.
    pub entries: Vec<Entry>,
    /// Jobs that the person told or agreed to, newest first.
    pub jobs: Vec<Job>,
}

/// What the provider of one referral would read today under these categories, as the person reads it before they say yes.
/// What is sealed is not there, even where they named somebody who may open it. For a page that has written its own event.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person; [`Error::PrivateWord`] for a session that does not open everything.
pub fn would_read(
    desk: &mut Desk,
    actor: &Actor,
    r: &Referral,
    categories: Categories,
) -> Result<WouldRead, Error> {
    if me(actor)? != r.person {
        return Err(Error::NotFound);
    }
    let about = desk.about(r.person, actor)?;
    desk.may::<act::KeyAgreement>(actor, &about, categories)?;
    let ledger = desk.job.ledger_in(r.person, r.scheme)?;
    let mut entries = desk.entries_within(r, categories, &Actor::Visitor)?;
    entries.retain(|e| e.state == EntryState::Kept);
    let mut jobs = desk.jobs_within(r, categories)?;
    jobs.retain(|j| j.state == JobState::Kept);
    Ok(WouldRead {
        already: rule::shared(&ledger, r.recipient, desk.now.at),
        lines: desk.lines_within(r, categories)?,
        entries,
        jobs,
    })
}
