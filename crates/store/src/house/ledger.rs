//! What people said, read back; and the facts that a policy decision is about.

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::{Categories, Category};
use sayso_core::coaching::coach_at;
use sayso_core::entry::ProposalState;
use sayso_core::facts::About;
use sayso_core::id::{MemberId, OrgId, PersonId, SaidId, SchemeId};
use sayso_core::org::OrgKind;
use sayso_core::parcel::ParcelHash;
use sayso_core::referral::{Referral, State};
use sayso_core::sayso::rule;
use sayso_core::sayso::{Ended, Ending, Ledger, Purpose, SaySo};
use sayso_core::seat::Actor;

use super::awkward::OLD_INTERESTS;
use super::contract::OVER;
use super::terms::OLD_TERMS;
use super::{Job, service};
use crate::engine::Row;
use crate::{Cell, Encrypted, StoreError, params};

/// How long safeguarding works after somebody has left (model, "Safeguarding").
const AFTER_LEAVING: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The condition that the person was not told yet of a yes `s` that others typed and that waits for that. What lies at the
/// practice is told once somebody has said that it was posted, given or read out.
const NOT_TOLD: &str = "EXISTS (SELECT 1 FROM message nt WHERE nt.person_id = s.person_id AND nt.said_id = s.id \
                        AND nt.kind = 'to_person' AND (nt.sent_at IS NULL OR nt.by_hand IN ('tray', 'letter')))";

/// Until then such a yes begins in a moment, and never now.
const BARELY: SignedDuration = SignedDuration::from_secs(1);

fn code<T>(found: Option<T>) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::corrupt("a code that the model does not have"))
}

pub(super) fn hash(row: &Row, at: usize) -> Result<Option<ParcelHash>, StoreError> {
    let Some(bytes) = row.blob_opt(at)? else {
        return Ok(None);
    };
    let bytes = bytes
        .try_into()
        .map_err(|_| StoreError::corrupt("a hash of another length"))?;
    Ok(Some(ParcelHash(bytes)))
}

impl Job<'_> {
    /// Everything that a person has said, in the order we learnt it.
    ///
    /// # Errors
    /// What the store gave.
    pub fn ledger(&mut self, person: PersonId) -> Result<Ledger, StoreError> {
        self.ledger_of(person, None)
    }

    /// What a person has said to the terms of one scheme, and nothing of what they said to another's.
    ///
    /// # Errors
    /// What the store gave.
    pub fn ledger_in(&mut self, person: PersonId, scheme: SchemeId) -> Result<Ledger, StoreError> {
        self.ledger_of(person, Some(scheme))
    }

    fn ledger_of(&mut self, person: PersonId, scheme: Option<SchemeId>) -> Result<Ledger, StoreError> {
        let sql = format!(
            "SELECT s.id, s.terms_id, s.recipient_id, s.purpose, s.categories, s.parcel, s.from_at, s.until_at, \
             s.happened_at, s.recorded_at, s.how, ({OLD_TERMS} OR {OLD_INTERESTS} OR {OVER}), {NOT_TOLD} FROM said s \
             WHERE s.person_id = $2 AND ($3 IS NULL OR s.terms_id IN (SELECT id FROM terms WHERE scheme_id = $3)) \
             ORDER BY s.recorded_at, s.id"
        );
        let now = self.source.now();
        let rows: Vec<(SaySo, Encrypted, bool)> = self.tx.all(&sql, params![now, person, scheme], |row| {
            let from: Timestamp = row.parsed(6)?;
            let said = SaySo {
                id: row.parsed(0)?,
                person,
                terms: row.parsed(1)?,
                recipient: row.parsed(2)?,
                purpose: code(Purpose::parse(&row.text(3)?))?,
                categories: row.parsed(4)?,
                parcel: hash(row, 5)?,
                from: if row.flag(12)? {
                    from.max(now + BARELY)
                } else {
                    from
                },
                until: row.parsed(7)?,
                happened_at: row.parsed(8)?,
                recorded_at: row.parsed(9)?,
                how: sayso_core::sayso::How::online(),
            };
            Ok((said, row.encrypted(10)?, row.flag(11)?))
        })?;
        let mut ledger = Ledger {
            off: self.off_of(person)?,
            ..Ledger::default()
        };
        for (mut said, how, outdated) in rows {
            if outdated {
                ledger.outdated.push(said.id);
            }
            said.how = self.unlock(service(person), &Cell::new("said", said.id, "how", 1), &how)?;
            ledger.given.push(said);
        }
        let sql = "SELECT e.id, e.said_id, e.ending, e.happened_at, e.recorded_at, e.how FROM said_end e \
                   JOIN said s ON s.id = e.said_id WHERE s.person_id = $1 \
                   AND ($2 IS NULL OR s.terms_id IN (SELECT id FROM terms WHERE scheme_id = $2)) \
                   ORDER BY e.recorded_at, e.id";
        let rows: Vec<(Ended, Option<Encrypted>)> = self.tx.all(sql, params![person, scheme], |row| {
            let ended = Ended {
                id: row.parsed(0)?,
                said: row.parsed(1)?,
                ending: code(Ending::parse(&row.text(2)?))?,
                happened_at: row.parsed(3)?,
                recorded_at: row.parsed(4)?,
                how: None,
            };
            Ok((ended, row.encrypted_opt(5)?))
        })?;
        for (mut ended, how) in rows {
            if let Some(how) = how {
                ended.how =
                    Some(self.unlock(service(person), &Cell::new("said_end", ended.id, "how", 1), &how)?);
            }
            ledger.ended.push(ended);
        }
        Ok(ledger)
    }

    /// Say-sos whose time has run out and that nothing has ended yet, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn ran_out(&mut self, now: Timestamp, most: u32) -> Result<Vec<(PersonId, SaidId)>, StoreError> {
        let sql = "SELECT s.person_id, s.id FROM said s LEFT JOIN said_end e ON e.said_id = s.id \
                   WHERE s.until_at <= $1 AND e.id IS NULL \
                   AND s.person_id IN (SELECT id FROM person WHERE erased_at IS NULL) ORDER BY s.until_at LIMIT $2";
        self.tx.all(sql, params![now, most], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?))
        })
    }

    /// The facts about a person, for an act by `actor` now. Facts are about the referral that is with the actor's
    /// organisation where there is one, else about the newest that left the practice.
    ///
    /// # Errors
    /// What the store gave. `None`: there is no such person.
    pub fn about(&mut self, person: PersonId, actor: &Actor) -> Result<Option<About>, StoreError> {
        let Some(practice) = self.practice_of(person)? else {
            return Ok(None);
        };
        let referrals = self.referrals(person)?;
        let ledger = self.ledger(person)?;
        self.about_from(person, practice, &ledger, &referrals, actor)
            .map(Some)
    }

    /// The same as far as one scheme goes: what a practice may read of one service says nothing about another.
    ///
    /// # Errors
    /// What the store gave. `None`: there is no such person.
    pub fn about_in(
        &mut self,
        person: PersonId,
        scheme: SchemeId,
        actor: &Actor,
    ) -> Result<Option<About>, StoreError> {
        let Some(practice) = self.practice_of(person)? else {
            return Ok(None);
        };
        let mut referrals = self.referrals(person)?;
        referrals.retain(|r| r.scheme == scheme);
        let ledger = self.ledger_in(person, scheme)?;
        let about = self.about_from(person, practice, &ledger, &referrals, actor)?;
        let overseer = self.overseer(person, Some(scheme), actor)?;
        Ok(Some(About { overseer, ..about }))
    }

    /// The same from facts already read in this job.
    ///
    /// # Errors
    /// What the store gave.
    pub fn about_from(
        &mut self,
        person: PersonId,
        practice: OrgId,
        ledger: &Ledger,
        referrals: &[Referral],
        actor: &Actor,
    ) -> Result<About, StoreError> {
        let now = self.source.now();
        let overseer = self.overseer(person, None, actor)?;
        // Somebody whom the person keeps away stands as far from them as a stranger, but for overseeing, which shows
        // nothing that is held.
        if let Actor::Member(m) = actor
            && self.is_kept_away(person, m.id)?
        {
            return Ok(About {
                overseer,
                ..About::of_nobody_known(person)
            });
        }
        let with = |org: OrgId| referrals.iter().filter(move |r| r.recipient == org);
        let sent = |r: &&Referral| r.state.has_left_the_practice();
        let current = match actor {
            Actor::Member(m) if m.kind == OrgKind::Provider => match with(m.org).rfind(sent) {
                None => self.void_but_asked_back(person, m.org, referrals)?,
                found => found,
            },
            _ => referrals.iter().rfind(sent),
        };
        let provider = current.map(|r| r.recipient);
        let live = match (provider, current) {
            (Some(org), Some(r)) if r.state.is_open() => !rule::shared(ledger, org, now).is_empty(),
            _ => false,
        };
        let shared = match provider {
            Some(org) if live => rule::shared(ledger, org, now),
            _ => Categories::NONE,
        };
        Ok(About {
            person,
            practice,
            provider,
            // After leaving, the one who was assigned: a danger can still be reported.
            coach: self.coach_now(current, actor, now)?,
            overseer,
            live,
            shared,
            paused: current.is_some_and(|r| r.state == State::Paused),
            just_left: match current {
                Some(r) => self.just_left(r, actor, now)?,
                None => false,
            },
            to_benefits: matches!(actor, Actor::Sayso) && self.goes_to_benefits(person)?,
            to_practice: match actor {
                // Asked for by the practice's own seats alone; nobody else's answer depends on it.
                Actor::Member(m) if m.kind == OrgKind::Practice => {
                    self.practice_may_read(person, practice, ledger, referrals, now)?
                }
                _ => Categories::NONE,
            },
        })
    }

    /// What was entered in error never left, but for what is asked back: whoever has it can say that they have seen that.
    fn void_but_asked_back<'r>(
        &mut self,
        person: PersonId,
        org: OrgId,
        referrals: &'r [Referral],
    ) -> Result<Option<&'r Referral>, StoreError> {
        let void = |r: &&Referral| r.recipient == org && r.state == State::Void;
        let Some(found) = referrals.iter().rfind(void) else {
            return Ok(None);
        };
        let asked = self.recalls_of(person)?.iter().any(|r| r.org == org);
        Ok(asked.then_some(found))
    }

    /// Did it end not more than 30 days ago, by the person's leaving or with the contract of the actor's own provider? A
    /// danger can still be reported then, by name alone. From the contract's minute on, before anybody has written that down.
    fn just_left(&mut self, r: &Referral, actor: &Actor, now: Timestamp) -> Result<bool, StoreError> {
        let lately = |at: Timestamp| now - AFTER_LEAVING <= at;
        if r.state == State::Left {
            return Ok(r.ended_at.is_some_and(lately));
        }
        let Actor::Member(m) = actor else {
            return Ok(false);
        };
        if m.org != r.recipient || !(r.state.is_open() || r.state == State::Closed) {
            return Ok(false);
        }
        let end = self.contract_end(m.org)?;
        let end = end.filter(|e| e.is_over(now) && lately(e.ends_at));
        Ok(end.is_some_and(|e| r.ended_at.is_none_or(|at| e.ends_at <= at)))
    }

    /// Does something of the person's name an organisation of the benefits system as its recipient? The database refuses to
    /// keep such a row; this asks again where something is sent.
    fn goes_to_benefits(&mut self, person: PersonId) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM organisation o WHERE o.kind = 'benefits' AND (\
                   EXISTS (SELECT 1 FROM said s WHERE s.person_id = $1 AND s.recipient_id = o.id) \
                   OR EXISTS (SELECT 1 FROM referral r WHERE r.person_id = $1 AND r.recipient_id = o.id) \
                   OR EXISTS (SELECT 1 FROM message m WHERE m.person_id = $1 AND m.to_org = o.id)))";
        let found = self.tx.one(sql, params![person], |row| row.flag(0))?;
        Ok(found.unwrap_or(false))
    }

    /// Who helps at this minute. Asked of who stands in only for a provider's seats: nobody else's answer depends on it.
    fn coach_now(
        &mut self,
        current: Option<&Referral>,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Option<MemberId>, StoreError> {
        let Some(r) = current else { return Ok(None) };
        match actor {
            Actor::Member(m) if m.kind == OrgKind::Provider && r.coach.is_some() => {
                let covers = self.covers(r.id)?;
                Ok(coach_at(r.coach, &covers, Some(m.id), now))
            }
            _ => Ok(r.coach),
        }
    }

    /// What the practice may read: what it sent itself, and what the person said it may be told.
    fn practice_may_read(
        &mut self,
        person: PersonId,
        practice: OrgId,
        ledger: &Ledger,
        referrals: &[Referral],
        now: Timestamp,
    ) -> Result<Categories, StoreError> {
        let mut may = Categories::of(&[Category::Identity]);
        let open = referrals
            .iter()
            .rfind(|r| r.practice == practice && r.state.is_open() && !r.from_home);
        if let Some(said) = open.and_then(|r| ledger.given.iter().find(|s| s.id == r.said)) {
            let sent = [Category::Contact, Category::AccessNeeds, Category::OwnWords];
            may = may.union(said.categories.both(Categories::of(&sent)));
        }
        may = may.union(rule::shared(ledger, practice, now));
        let agreed = self.proposals(person)?;
        if agreed
            .iter()
            .filter(|p| referrals.iter().any(|r| r.id == p.referral))
            .any(|p| matches!(p.state, ProposalState::Agreed | ProposalState::Accepted))
        {
            may = may.with(Category::FeedbackToGp);
        }
        Ok(may)
    }
}
