//! Changing terms: proposed by one, signed by two others, published with notice. A draft changes nothing; the second
//! signature publishes, in the same act, and what is published counts only from its date. Never ends a say-so here: what
//! a version ends is kept with it, and is so from its minute.

use jiff::Timestamp;

use super::{Moment, NotNow};
use crate::decision::{Change, Decision, TermsChange};
use crate::event::EventKind;
use crate::id::{OrgId, SourceExt as _, TermsDraftId, TermsId};
use crate::org::Interests;
use crate::seat::{Member, Role};
use crate::terms::diff::{self, Ends, Version};
use crate::terms::draft::{
    self, Draft, GUARDIAN_DAYS, LONGEST_NOTICE_DAYS, SHORTEST_NOTICE_DAYS, Side, Signature,
};
use crate::terms::{Promise, Terms, Unfit};
use crate::time::working_days_after;

/// The last published version of the scheme, and those before it: what a draft is compared with.
#[derive(Debug, Clone)]
pub struct Before {
    /// Every published version of the scheme, oldest first, each with who stood behind it.
    pub versions: Vec<(Terms, Vec<(OrgId, Interests)>)>,
}

impl Before {
    /// The newest, whether or not it is in effect yet.
    #[must_use]
    pub fn last(&self) -> Option<&(Terms, Vec<(OrgId, Interests)>)> {
        self.versions.last()
    }

    /// Every organisation that receives something in the newest version.
    fn recipients(&self) -> impl Iterator<Item = OrgId> {
        let flows = self.last().map(|(t, _)| t.promise.flows.iter());
        flows.into_iter().flatten().map(|f| f.recipient)
    }
}

/// Who signs, and who else could.
#[derive(Debug, Clone)]
pub struct Signing {
    /// The seat that acts.
    pub member: Member,
    /// Where the guardians sit now.
    pub guardian_orgs: Vec<OrgId>,
}

/// What is proposed.
#[derive(Debug, Clone)]
pub struct Proposed {
    /// What it would promise.
    pub promise: Promise,
    /// Who stands behind each recipient now.
    pub interests: Vec<(OrgId, Interests)>,
    /// Why.
    pub why: String,
    /// Days of notice.
    pub notice_days: u16,
}

/// Terms are proposed. Nothing that counts changes.
///
/// # Errors
/// [`NotNow::ShortNotice`], [`NotNow::OneDraft`], [`NotNow::NothingChanges`], [`NotNow::UnfitTerms`], [`NotNow::Empty`]
/// without a reason.
pub fn propose(
    m: Moment,
    by: &Member,
    before: &Before,
    open: Option<TermsDraftId>,
    proposed: Proposed,
) -> Result<Decision, NotNow> {
    let Some((last, behind)) = before.last() else {
        return Err(NotNow::NothingChanges);
    };
    if open.is_some() {
        return Err(NotNow::OneDraft);
    }
    if !(SHORTEST_NOTICE_DAYS..=LONGEST_NOTICE_DAYS).contains(&proposed.notice_days) {
        return Err(NotNow::ShortNotice);
    }
    if proposed.why.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    fit(m, &proposed.promise)?;
    let (old, new) = (
        Version {
            promise: &last.promise,
            interests: behind,
        },
        Version {
            promise: &proposed.promise,
            interests: &proposed.interests,
        },
    );
    if diff::diff(old, new).is_empty() {
        return Err(NotNow::NothingChanges);
    }
    let mut event = m.event(EventKind::TermsProposed, &[]);
    event.detail.what = Some(named(&proposed.promise, last.version + 1));
    Ok(
        Decision::new(event).change(Change::Terms(TermsChange::Proposed(Box::new(Draft {
            id: m.source.id(),
            scheme: last.scheme,
            promise: proposed.promise,
            interests: proposed.interests,
            why: proposed.why.trim().into(),
            notice_days: proposed.notice_days,
            proposed_by: by.id,
            proposed_at_org: by.org,
            proposed_at: m.at,
            stood_back_at: None,
            guardian: None,
            nominee: None,
            ended: None,
        })))),
    )
}

fn named(promise: &Promise, version: u32) -> String {
    format!("version {version} of the terms of {}", promise.scheme_name)
}

fn fit(m: Moment, promise: &Promise) -> Result<(), NotNow> {
    let today = m.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    promise.check(today).map_err(|unfit| match unfit {
        Unfit::BenefitsRecipient(_) => NotNow::NothingToBenefits,
        _ => NotNow::UnfitTerms,
    })
}

/// Is this organisation part of what the draft is about: the proposer's, or one that receives something before or after?
fn is_part_of_it(draft: &Draft, before: &Before, org: OrgId) -> bool {
    let after = draft.promise.flows.iter().map(|f| f.recipient);
    org == draft.proposed_at_org || after.chain(before.recipients()).any(|r| r == org)
}

/// May this seat sign or refuse now? Gives the side that it speaks for.
///
/// # Errors
/// [`NotNow`], with the reason: it proposed it, its organisation is part of it, the other signature is from the same
/// organisation, the guardian comes first, or it does not wait any more.
pub fn may_sign(m: Moment, draft: &Draft, before: &Before, who: &Signing) -> Result<Side, NotNow> {
    let side = Side::of(who.member.role).ok_or(NotNow::NotYours)?;
    if draft.ended.is_some() || draft.signature(side).is_some() {
        return Err(NotNow::Done);
    }
    if who.member.id == draft.proposed_by {
        return Err(NotNow::ProposedIt);
    }
    if is_part_of_it(draft, before, who.member.org) {
        return Err(NotNow::StandsBack);
    }
    let other = match side {
        Side::Guardian => draft.nominee,
        Side::Nominee => draft.guardian,
    };
    if other.is_some_and(|s| s.org == who.member.org || s.by == who.member.id) {
        return Err(NotNow::SameOrganisation);
    }
    let cannot = |org: &OrgId| is_part_of_it(draft, before, *org) || other.is_some_and(|s| s.org == *org);
    let deputy_may = draft.stood_back_at.is_some()
        || who.guardian_orgs.iter().all(cannot)
        || m.at >= working_days_after(draft.proposed_at, GUARDIAN_DAYS);
    match who.member.role {
        Role::Guardian if draft.stood_back_at.is_some() => Err(NotNow::StandsBack),
        Role::Deputy if !deputy_may => Err(NotNow::GuardianFirst),
        _ => Ok(side),
    }
}

/// One of the two signs. The second signature publishes it, with its notice; only then is there anything that will count.
///
/// # Errors
/// As [`may_sign`]; [`NotNow::InterestsMoved`] where somebody else stands behind a recipient than when it was proposed.
pub fn sign(
    m: Moment,
    draft: &Draft,
    before: &Before,
    who: &Signing,
    interests_now: &[(OrgId, Interests)],
) -> Result<Decision, NotNow> {
    let side = may_sign(m, draft, before, who)?;
    let Some((last, _)) = before.last() else {
        return Err(NotNow::Done);
    };
    fit(m, &draft.promise)?;
    if draft.interests != interests_now {
        return Err(NotNow::InterestsMoved);
    }
    let signature = Signature {
        by: who.member.id,
        org: who.member.org,
        at: m.at,
    };
    let signed = Change::Terms(TermsChange::Signed(draft.id, side, signature));
    let version = last.version + 1;
    let both = match side {
        Side::Guardian => draft.nominee.is_some(),
        Side::Nominee => draft.guardian.is_some(),
    };
    if !both {
        let mut event = m.event(EventKind::TermsSigned, &[]);
        event.detail.what = Some(named(&draft.promise, version));
        return Ok(Decision::new(event).change(signed));
    }
    let in_effect_at = draft::not_before(draft::in_effect(m.at, draft.notice_days), last.in_effect_at);
    let terms = Terms {
        id: m.source.id(),
        scheme: draft.scheme,
        version,
        promise: draft.promise.clone(),
        published_at: m.at,
        in_effect_at,
    };
    let mut event = m.event(EventKind::TermsAgreed, &[]);
    event.detail.what = Some(named(&draft.promise, version));
    event.detail.when = Some(in_effect_at);
    let id = terms.id;
    let mut decision = Decision::new(event)
        .change(signed)
        .changes_from(published(terms, draft.interests.clone()))
        .change(Change::Terms(TermsChange::Published(draft.id, id, m.at)));
    decision = ended_by(decision, before, id, &draft.promise);
    Ok(decision)
}

/// The changes that keep a version: itself, and who stands behind each recipient.
pub(super) fn published(terms: Terms, interests: Vec<(OrgId, Interests)>) -> impl Iterator<Item = Change> {
    let id = terms.id;
    [
        Change::TermsKept(terms),
        Change::Terms(TermsChange::Behind(id, interests)),
    ]
    .into_iter()
}

/// What each older version allowed and this one ends, kept with it.
fn ended_by(decision: Decision, before: &Before, new: TermsId, promise: &Promise) -> Decision {
    let mut all: Vec<(TermsId, Ends)> = vec![];
    for (old, _) in &before.versions {
        all.extend(diff::ends(&old.promise, promise).into_iter().map(|e| (old.id, e)));
    }
    let ends = all
        .into_iter()
        .map(|(old, ends)| Change::Terms(TermsChange::Ends { old, new, ends }));
    decision.changes_from(ends)
}

/// One of the two refuses, with a reason. It is over; another draft can be proposed.
///
/// # Errors
/// As [`may_sign`]; [`NotNow::Empty`] without a reason.
pub fn refuse(
    m: Moment,
    draft: &Draft,
    before: &Before,
    who: &Signing,
    reason: &str,
) -> Result<Decision, NotNow> {
    may_sign(m, draft, before, who)?;
    if reason.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let change = TermsChange::Refused(draft.id, who.member.id, m.at, reason.trim().into());
    Ok(ended(m, draft, EventKind::TermsRefused, change))
}

fn ended(m: Moment, draft: &Draft, kind: EventKind, change: TermsChange) -> Decision {
    let mut event = m.event(kind, &[]);
    event.detail.what = Some(format!("a draft of the terms of {}", draft.promise.scheme_name));
    Decision::new(event).change(Change::Terms(change))
}

/// The guardian stands back from this draft: the deputy signs or refuses in their place.
///
/// # Errors
/// [`NotNow::NotYours`] for anybody else; [`NotNow::Done`] where it is signed or over.
pub fn stand_back(m: Moment, draft: &Draft, who: &Member) -> Result<Decision, NotNow> {
    if who.role != Role::Guardian {
        return Err(NotNow::NotYours);
    }
    if draft.ended.is_some() || draft.guardian.is_some() || draft.stood_back_at.is_some() {
        return Err(NotNow::Done);
    }
    let change = TermsChange::StoodBack(draft.id, m.at);
    Ok(ended(m, draft, EventKind::TermsStoodBack, change))
}

/// The proposer's organisation takes a draft back. It stays listed.
///
/// # Errors
/// [`NotNow::NotYours`] for another organisation; [`NotNow::Done`] where it is over.
pub fn withdraw(m: Moment, draft: &Draft, who: &Member) -> Result<Decision, NotNow> {
    if who.org != draft.proposed_at_org {
        return Err(NotNow::NotYours);
    }
    if draft.ended.is_some() {
        return Err(NotNow::Done);
    }
    let change = TermsChange::Withdrawn(draft.id, m.at);
    Ok(ended(m, draft, EventKind::TermsWithdrawn, change))
}

/// From when a draft would count if both signed at `at`.
#[must_use]
pub fn would_count_from(draft: &Draft, before: &Before, at: Timestamp) -> Timestamp {
    let from = draft::in_effect(at, draft.notice_days);
    before
        .last()
        .map_or(from, |(last, _)| draft::not_before(from, last.in_effect_at))
}

#[cfg(test)]
mod tests;
