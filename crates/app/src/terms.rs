//! Changing terms: a commissioner proposes, the guardian's side and a user-led organisation's nominee read what changes
//! in words and sign, and it is published with notice. Owns: these acts, and the public list of versions with what each
//! changed. Never puts anything in effect: a published version is so from its minute, by its date.

mod ahead;
mod public;
mod text;

use jiff::Timestamp;
use sayso_core::category::Categories;
use sayso_core::decide::practice;
use sayso_core::decide::terms::{self as decide, Before, Proposed, Signing};
use sayso_core::event::EventKind;
use sayso_core::id::{OrgId, SchemeId, TermsDraftId};
use sayso_core::org::Interests;
use sayso_core::seat::{Actor, Member};
use sayso_core::terms::Promise;
use sayso_core::terms::diff::{Sentence, Version, diff};
use sayso_core::terms::draft::{Draft, Side};
use sayso_policy::{Authorised, act};
use sayso_store::Watch;

use crate::session::Recent;
use crate::{Desk, Error};

pub use ahead::{Ahead, ahead};
pub use public::{Changed, changes};

/// A draft, as those see it who propose or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The draft.
    pub draft: Draft,
    /// What the scheme is called now.
    pub scheme: String,
    /// Who proposed it, by role and organisation.
    pub by: String,
    /// What would change, one sentence each; of a draft that is over, none.
    pub changes: Vec<Sentence>,
    /// Who signed, by role and organisation, and when.
    pub signed: Vec<(Side, String, Timestamp)>,
    /// From when it would count if both signed now.
    pub from: Timestamp,
    /// Why this seat cannot sign now; `None`: it can.
    pub why_not: Option<String>,
    /// This seat may stand back, so that the deputy signs.
    pub may_stand_back: bool,
    /// This seat may take it back.
    pub may_withdraw: bool,
}

/// A scheme that terms can be proposed for, with its newest version as a text to edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editable {
    /// Which.
    pub scheme: SchemeId,
    /// Its name.
    pub name: String,
    /// Its newest version.
    pub version: u32,
    /// The annotated text.
    pub text: String,
}

/// What came of proposing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It is proposed.
    Proposed,
    /// The text has these problems, each with its line; nothing was kept.
    Problems(Vec<String>),
}

impl Desk<'_> {
    /// Who stands behind each recipient now, by id.
    pub(crate) fn interests_of(&mut self, promise: &Promise) -> Result<Vec<(OrgId, Interests)>, Error> {
        let mut all: Vec<(OrgId, Interests)> = vec![];
        for flow in &promise.flows {
            if all.iter().all(|(id, _)| *id != flow.recipient) {
                all.push((flow.recipient, self.org(flow.recipient)?.interests));
            }
        }
        all.sort_unstable_by_key(|(id, _)| *id);
        Ok(all)
    }

    /// Every published version of a scheme, with who stood behind it.
    fn versions(&mut self, scheme: SchemeId) -> Result<Before, Error> {
        let mut versions = vec![];
        for terms in self.job.all_terms()? {
            if terms.scheme == scheme {
                let behind = self.job.behind_terms(terms.id)?;
                versions.push((terms, behind));
            }
        }
        Ok(Before { versions })
    }

    fn signing(&mut self, member: Member, scheme: SchemeId) -> Result<Signing, Error> {
        Ok(Signing {
            member,
            guardian_orgs: self.guardians(vec![scheme])?.guardian_orgs,
        })
    }

    fn draft_seen(&mut self, draft: Draft, member: Member) -> Result<Seen, Error> {
        let before = self.versions(draft.scheme)?;
        let signing = self.signing(member, draft.scheme)?;
        let changes = match (before.last(), &draft.ended) {
            (Some((last, behind)), None) => diff(
                Version {
                    promise: &last.promise,
                    interests: behind,
                },
                Version {
                    promise: &draft.promise,
                    interests: &draft.interests,
                },
            ),
            _ => vec![],
        };
        let mut signed = vec![];
        for side in Side::ALL {
            if let Some(s) = draft.signature(*side) {
                signed.push((*side, self.seat_in_public(s.by)?, s.at));
            }
        }
        Ok(Seen {
            scheme: before
                .last()
                .map_or_else(String::new, |(t, _)| t.promise.scheme_name.clone()),
            by: self.seat_in_public(draft.proposed_by)?,
            from: decide::would_count_from(&draft, &before, self.now.at),
            why_not: decide::may_sign(self.now, &draft, &before, &signing)
                .err()
                .map(|why| why.to_string()),
            may_stand_back: decide::stand_back(self.now, &draft, &member).is_ok(),
            may_withdraw: decide::withdraw(self.now, &draft, &member).is_ok(),
            changes,
            signed,
            draft,
        })
    }

    fn drafts_seen(&mut self, member: Member) -> Result<Vec<Seen>, Error> {
        let drafts = self.job.terms_drafts()?;
        drafts
            .into_iter()
            .map(|draft| self.draft_seen(draft, member))
            .collect()
    }

    /// A draft of the terms of a scheme that this seat oversees.
    fn draft_of_theirs(&mut self, watch: &Watch, id: TermsDraftId) -> Result<(Draft, Before), Error> {
        let (draft, before) = self.draft_to_sign(id)?;
        if watch.has(draft.scheme) {
            Ok((draft, before))
        } else {
            Err(Error::NotFound)
        }
    }

    fn draft_to_sign(&mut self, id: TermsDraftId) -> Result<(Draft, Before), Error> {
        let draft = self.job.terms_draft(id)?.ok_or(Error::NotFound)?;
        let before = self.versions(draft.scheme)?;
        Ok((draft, before))
    }
}

/// Every draft, for those who propose.
///
/// # Errors
/// [`Error::Denied`] for anybody but a commissioner.
pub fn proposals(desk: &mut Desk, actor: &Actor) -> Result<(Vec<Seen>, Vec<Editable>), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ProposeTerms>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the drafts of terms");
    desk.write(&may, &decision)?;
    let mut editable = vec![];
    for scheme in desk.job.schemes()? {
        let before = desk.versions(scheme.id)?;
        if let Some((last, _)) = before.last() {
            editable.push(Editable {
                scheme: scheme.id,
                name: last.promise.scheme_name.clone(),
                version: last.version,
                text: text::of(desk, &scheme, &last.promise)?,
            });
        }
    }
    Ok((desk.drafts_seen(member)?, editable))
}

/// Every draft of the schemes overseen, for those who sign: what would change, in words.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian, deputy and nominee.
pub fn drafts(desk: &mut Desk, actor: &Actor) -> Result<Vec<Seen>, Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::AgreeTerms>(actor, &place, Categories::NONE)?;
    let decision = practice::about_nobody(desk.now, EventKind::PlaceOpened, "the drafts of terms");
    desk.write(&may, &decision)?;
    let mut seen = desk.drafts_seen(member)?;
    seen.retain(|s| watch.has(s.draft.scheme));
    Ok(seen)
}

/// Proposes what the text says. Nothing that counts changes.
///
/// # Errors
/// [`Error::NotNow`] with the reason; [`Error::Denied`] for anybody but a commissioner.
pub fn propose(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    scheme: SchemeId,
    given: &str,
    why: &str,
    notice_days: u16,
) -> Result<Outcome, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ProposeTerms>(actor, &place, Categories::NONE)?;
    let promise = match text::read(desk, scheme, given)? {
        Ok(promise) => promise,
        Err(problems) => return Ok(Outcome::Problems(problems)),
    };
    keep(desk, &may, &member, scheme, promise, why, notice_days)?;
    Ok(Outcome::Proposed)
}

/// The same from terms that are no text: for what makes them itself.
///
/// # Errors
/// As [`propose`].
pub fn propose_promise(
    desk: &mut Desk,
    actor: &Actor,
    scheme: SchemeId,
    promise: Promise,
    why: &str,
    notice_days: u16,
) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ProposeTerms>(actor, &place, Categories::NONE)?;
    keep(desk, &may, &member, scheme, promise, why, notice_days)
}

fn keep(
    desk: &mut Desk,
    may: &Authorised<act::ProposeTerms>,
    member: &Member,
    scheme: SchemeId,
    mut promise: Promise,
    why: &str,
    notice_days: u16,
) -> Result<(), Error> {
    // What kind of organisation a recipient is, is read from its row, whatever the draft says.
    for flow in &mut promise.flows {
        flow.recipient_kind = desk.org(flow.recipient)?.kind;
    }
    let before = desk.versions(scheme)?;
    let open = desk.job.open_draft(scheme)?;
    let proposed = Proposed {
        interests: desk.interests_of(&promise)?,
        promise,
        why: why.into(),
        notice_days,
    };
    let decision = decide::propose(desk.now, member, &before, open, proposed)?;
    desk.write(may, &decision)?;
    Ok(())
}

/// Takes a draft back. It stays listed.
///
/// # Errors
/// [`Error::NotNow`] for another organisation's draft, or one that is over.
pub fn withdraw(desk: &mut Desk, actor: &Actor, _fresh: &Recent, id: TermsDraftId) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ProposeTerms>(actor, &place, Categories::NONE)?;
    let (draft, _) = desk.draft_to_sign(id)?;
    let decision = decide::withdraw(desk.now, &draft, &member)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// One of the two signs. Gives from when it counts, where this was the second.
///
/// # Errors
/// [`Error::NotNow`] with the reason; [`Error::Denied`] for anybody but guardian, deputy and nominee.
pub fn sign(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    id: TermsDraftId,
) -> Result<Option<Timestamp>, Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::AgreeTerms>(actor, &place, Categories::NONE)?;
    let (mut draft, before) = desk.draft_of_theirs(&watch, id)?;
    // What kind of organisation a recipient is, is read from its row, whatever the draft says.
    for flow in &mut draft.promise.flows {
        flow.recipient_kind = desk.org(flow.recipient)?.kind;
    }
    let signing = desk.signing(member, draft.scheme)?;
    let now = desk.interests_of(&draft.promise)?;
    let decision = decide::sign(desk.now, &draft, &before, &signing, &now)?;
    desk.write(&may, &decision)?;
    let published = desk.versions(draft.scheme)?;
    Ok(match published.last() {
        Some((last, _)) if published.versions.len() > before.versions.len() => Some(last.in_effect_at),
        _ => None,
    })
}

/// One of the two refuses, with a reason that the proposer reads.
///
/// # Errors
/// As [`sign`].
pub fn refuse(
    desk: &mut Desk,
    actor: &Actor,
    _fresh: &Recent,
    id: TermsDraftId,
    reason: &str,
) -> Result<(), Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::AgreeTerms>(actor, &place, Categories::NONE)?;
    let (draft, before) = desk.draft_of_theirs(&watch, id)?;
    let signing = desk.signing(member, draft.scheme)?;
    let decision = decide::refuse(desk.now, &draft, &before, &signing, reason)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The guardian stands back: the deputy signs or refuses.
///
/// # Errors
/// [`Error::NotNow`] for anybody but the guardian, or when it is signed.
pub fn stand_back(desk: &mut Desk, actor: &Actor, _fresh: &Recent, id: TermsDraftId) -> Result<(), Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::AgreeTerms>(actor, &place, Categories::NONE)?;
    let (draft, _) = desk.draft_of_theirs(&watch, id)?;
    let decision = decide::stand_back(desk.now, &draft, &member)?;
    desk.write(&may, &decision)?;
    Ok(())
}
