//! Referrals, parcels, entries, proposals and notices, read back.

use jiff::Timestamp;
use sayso_core::decision::Notice;
use sayso_core::entry::{Author, Entry, EntryKind, EntryState, Proposal, ProposalState};
use sayso_core::id::{EntryId, OrgId, PersonId, ProposalId, ReferralId};
use sayso_core::parcel::{Parcel, ParcelHash};
use sayso_core::referral::{Referral, State};
use sayso_core::seat::Actor;

use super::own::{mark, open_to};
use super::{Job, ledger::hash, service};
use crate::engine::Row;
use crate::{Cell, Encrypted, StoreError, Value, params};

pub(super) const REFERRAL: &str = "SELECT id, person_id, said_id, scheme_id, practice_id, recipient_id, parcel, state, \
                        before_pause, held_until, acknowledged, coach_id, reference, made_at, ended_at, from_home FROM referral";
const ENTRY: &str = "SELECT id, person_id, referral_id, kind, state, author_id, body, at, written_at, supporter_id FROM entry";
/// Lists of referrals in turns: on which side of a bookmark they go on, and in which order.
const OLDEST: (&str, &str) = (">", "made_at, id");
const NEWEST: (&str, &str) = ("<", "made_at DESC, id DESC");
const PROPOSAL: &str =
    "SELECT id, person_id, practice_id, referral_id, author_id, state, body, drafted_at, code FROM proposal";

/// Where a page of a list begins: after this referral of this moment.
pub type Bookmark = (Timestamp, ReferralId);

pub(super) fn code<T>(found: Option<T>) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::corrupt("a code that the model does not have"))
}

pub(super) fn referral(row: &Row) -> Result<Referral, StoreError> {
    let before = row.text_opt(8)?.map(|s| code(State::parse(&s))).transpose()?;
    Ok(Referral {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        said: row.parsed(2)?,
        scheme: row.parsed(3)?,
        practice: row.parsed(4)?,
        from_home: row.flag(15)?,
        recipient: row.parsed(5)?,
        parcel: code(hash(row, 6)?)?,
        state: code(State::parse(&row.text(7)?))?,
        before_pause: before,
        held_until: row.parsed(9)?,
        acknowledged: row.flag(10)?,
        coach: row.parsed_opt(11)?,
        reference: row.text(12)?,
        made_at: row.parsed(13)?,
        ended_at: row.parsed_opt(14)?,
    })
}

fn entry(row: &Row) -> Result<(Entry, Encrypted), StoreError> {
    let entry = Entry {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        referral: row.parsed_opt(2)?,
        kind: code(EntryKind::parse(&row.text(3)?))?,
        state: code(EntryState::parse(&row.text(4)?))?,
        author: match (row.parsed_opt(5)?, row.parsed_opt(9)?) {
            (Some(member), _) => Author::Member(member),
            (None, Some(supporter)) => Author::Supporter(supporter),
            (None, None) => Author::Person,
        },
        text: String::new(),
        at: row.parsed_opt(7)?,
        written_at: row.parsed(8)?,
    };
    Ok((entry, row.encrypted(6)?))
}

fn proposal(row: &Row) -> Result<(Proposal, Encrypted, Option<Encrypted>), StoreError> {
    let proposal = Proposal {
        id: row.parsed(0)?,
        person: row.parsed(1)?,
        practice: row.parsed(2)?,
        referral: row.parsed(3)?,
        author: row.parsed(4)?,
        state: code(ProposalState::parse(&row.text(5)?))?,
        text: String::new(),
        code: None,
        drafted_at: row.parsed(7)?,
    };
    Ok((proposal, row.encrypted(6)?, row.encrypted_opt(8)?))
}

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    /// One referral.
    pub fn referral(&mut self, id: ReferralId) -> Result<Option<Referral>, StoreError> {
        self.tx
            .one(&format!("{REFERRAL} WHERE id = $1"), params![id], referral)
    }

    /// A person's referrals, oldest first.
    pub fn referrals(&mut self, person: PersonId) -> Result<Vec<Referral>, StoreError> {
        self.tx.all(
            &format!("{REFERRAL} WHERE person_id = $1 ORDER BY made_at, id"),
            params![person],
            referral,
        )
    }

    /// The next step or meeting of a referral, or the last one agreed where none lies ahead. A step of the person's
    /// own counts; a meeting of which something was noted does not. Only what is open to this reader.
    pub fn next_of(&mut self, r: &Referral, reader: &Actor) -> Result<Option<Entry>, StoreError> {
        let rest = format!(
            "WHERE person_id = $1 AND (referral_id = $2 AND kind IN ('step', 'appointment') OR kind = 'own_step') \
             AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.entry_id = entry.id) \
             AND state = 'kept' AND {} ORDER BY (at IS NULL OR at < $3), CASE WHEN at >= $3 THEN at END, written_at DESC LIMIT 1",
            open_to(4)
        );
        let now = self.source.now();
        let mark = mark(reader);
        Ok(self.entries_by(&rest, params![r.person, r.id, now, mark])?.pop())
    }

    /// The open referrals that left their practice for this provider and that nobody there helps yet, oldest first.
    /// From the one after `after`, where that is given. A prefilter, as above.
    pub fn referrals_waiting(
        &mut self,
        provider: OrgId,
        after: Option<Bookmark>,
        most: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        let theirs = "recipient_id = $1 AND coach_id IS NULL AND ended_at IS NULL AND state <> 'held'";
        self.oldest_first(theirs, provider.into(), after, most)
    }

    /// The referrals of which this holds, for `$1`, oldest first; from the one after `after`, where that is given.
    pub(super) fn oldest_first(
        &mut self,
        theirs: &str,
        whose: Value<'_>,
        after: Option<Bookmark>,
        most: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        self.turned(theirs, whose, OLDEST, after, most)
    }

    /// A practice's referrals, newest first, the ended ones too; from the one after `before`, where that is given. A
    /// prefilter, as above.
    ///
    /// # Errors
    /// What the store gave.
    pub fn referrals_from(
        &mut self,
        practice: OrgId,
        before: Option<Bookmark>,
        most: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        self.turned(
            "practice_id = $1 AND from_home = 0",
            practice.into(),
            NEWEST,
            before,
            most,
        )
    }

    /// Referrals that this practice had no hand in, of people who said at some time that it may be told how it goes;
    /// newest first, as above. A prefilter.
    ///
    /// # Errors
    /// What the store gave.
    pub fn referrals_told(
        &mut self,
        practice: OrgId,
        before: Option<Bookmark>,
        most: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        let theirs = "(practice_id <> $1 OR from_home = 1) AND person_id IN \
                      (SELECT person_id FROM said WHERE recipient_id = $1 AND purpose = 'feedback_to_gp')";
        self.turned(theirs, practice.into(), NEWEST, before, most)
    }

    /// A page of the referrals of which this holds, for `$1`.
    fn turned(
        &mut self,
        theirs: &str,
        whose: Value<'_>,
        (on, order): (&str, &str),
        from: Option<Bookmark>,
        most: u32,
    ) -> Result<Vec<Referral>, StoreError> {
        match from {
            None => {
                let sql = format!("{REFERRAL} WHERE {theirs} ORDER BY {order} LIMIT $2");
                self.tx.all(&sql, params![whose, most], referral)
            }
            Some((at, id)) => {
                let sql = format!(
                    "{REFERRAL} WHERE {theirs} AND (made_at, id) {on} ($3, $4) ORDER BY {order} LIMIT $2"
                );
                self.tx.all(&sql, params![whose, most, at, id], referral)
            }
        }
    }

    /// Why a provider could not help.
    pub fn decline_reason(&mut self, r: &Referral) -> Result<Option<String>, StoreError> {
        let sql = "SELECT reason FROM referral WHERE id = $1";
        let kept = self
            .tx
            .one(sql, params![r.id], |row| row.encrypted_opt(0))?
            .flatten();
        match kept {
            Some(kept) => self
                .unlock(
                    service(r.person),
                    &Cell::new("referral", r.id, "reason", 1),
                    &kept,
                )
                .map(Some),
            None => Ok(None),
        }
    }

    /// What a say-so covers.
    pub fn parcel(&mut self, person: PersonId, hash: ParcelHash) -> Result<Option<Parcel>, StoreError> {
        let sql = "SELECT body FROM parcel WHERE hash = $1 AND person_id = $2";
        let Some(body) = self
            .tx
            .one(sql, params![hash.0, person], |row| row.encrypted(0))?
        else {
            return Ok(None);
        };
        self.unlock(service(person), &Cell::new("parcel", hash, "body", 1), &body)
            .map(Some)
    }

    pub(super) fn entries_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Entry>, StoreError> {
        let rows = self.tx.all(&format!("{ENTRY} {rest}"), values, entry)?;
        rows.into_iter()
            .map(|(mut entry, body)| {
                let cell = Cell::new("entry", entry.id, "body", 1);
                entry.text = self.unlock(service(entry.person), &cell, &body)?;
                Ok(entry)
            })
            .collect()
    }

    /// Everything written about a person that is open to this reader, oldest first. There is no way to read an entry
    /// without saying who reads: what is sealed is not there for those whom the person did not name.
    pub fn entries(&mut self, person: PersonId, reader: &Actor) -> Result<Vec<Entry>, StoreError> {
        let rest = format!("WHERE person_id = $1 AND {} ORDER BY written_at, id", open_to(2));
        self.entries_by(&rest, params![person, mark(reader)])
    }

    /// What somebody is still writing about a person: no part of it can be sealed yet.
    pub fn unfinished(&mut self, person: PersonId) -> Result<Vec<Entry>, StoreError> {
        let rest = "WHERE person_id = $1 AND state = 'draft' ORDER BY written_at, id";
        self.entries_by(rest, params![person])
    }

    /// Referrals that came to a practice without the person's yes since then, and that no referral of ours has
    /// answered, oldest first. A prefilter, as above.
    pub fn open_offers(
        &mut self,
        practice: OrgId,
        since: jiff::Timestamp,
        most: u32,
        reader: &Actor,
    ) -> Result<Vec<Entry>, StoreError> {
        let rest = format!(
            "WHERE kind = 'outside' AND state = 'kept' AND written_at >= $2 AND {} \
             AND id IN (SELECT id FROM named WHERE kind = 'offer') \
             AND person_id IN (SELECT id FROM person WHERE practice_id = $1) \
             AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.person_id = entry.person_id \
             AND r.from_home = 0 AND r.made_at >= entry.written_at) ORDER BY written_at, id LIMIT $3",
            open_to(4)
        );
        self.entries_by(&rest, params![practice, since, most, mark(reader)])
    }

    /// The same, to one person.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn open_offers_to(
        &mut self,
        person: PersonId,
        since: jiff::Timestamp,
    ) -> Result<Vec<Entry>, StoreError> {
        let rest = "WHERE kind = 'outside' AND state = 'kept' AND person_id = $1 AND written_at >= $2 \
                    AND id IN (SELECT id FROM named WHERE kind = 'offer') \
                    AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.person_id = entry.person_id \
                    AND r.from_home = 0 AND r.made_at >= entry.written_at) ORDER BY written_at, id";
        self.entries_by(rest, params![person, since])
    }

    /// Such offers that came before then: whose, and which.
    pub fn lapsed_offers(
        &mut self,
        before: jiff::Timestamp,
        most: u32,
    ) -> Result<Vec<(PersonId, EntryId)>, StoreError> {
        let sql = "SELECT person_id, id FROM entry WHERE kind = 'outside' AND state = 'kept' AND written_at < $1 \
                   AND id IN (SELECT id FROM named WHERE kind = 'offer') \
                   AND NOT EXISTS (SELECT 1 FROM referral r WHERE r.person_id = entry.person_id \
                   AND r.from_home = 0 AND r.made_at >= entry.written_at) ORDER BY written_at LIMIT $2";
        self.tx.all(sql, params![before, most], |row| {
            Ok((row.parsed(0)?, row.parsed(1)?))
        })
    }

    /// One entry, if it is open to this reader.
    pub fn entry(&mut self, id: EntryId, reader: &Actor) -> Result<Option<Entry>, StoreError> {
        let rest = format!("WHERE id = $1 AND {}", open_to(2));
        Ok(self.entries_by(&rest, params![id, mark(reader)])?.pop())
    }

    fn proposals_by(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Proposal>, StoreError> {
        let rows = self.tx.all(&format!("{PROPOSAL} {rest}"), values, proposal)?;
        rows.into_iter()
            .map(|(mut p, body, code)| {
                p.text = self.unlock(service(p.person), &Cell::new("proposal", p.id, "body", 1), &body)?;
                if let Some(code) = code {
                    let cell = Cell::new("proposal", p.id, "code", 1);
                    p.code = Some(self.unlock(service(p.person), &cell, &code)?);
                }
                Ok(p)
            })
            .collect()
    }

    /// Words proposed for a person's GP record, oldest first.
    pub fn proposals(&mut self, person: PersonId) -> Result<Vec<Proposal>, StoreError> {
        self.proposals_by("WHERE person_id = $1 ORDER BY drafted_at, id", params![person])
    }

    /// One proposal.
    pub fn proposal(&mut self, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
        Ok(self.proposals_by("WHERE id = $1", params![id])?.pop())
    }

    /// What waits for a clinician of this practice: words that the person has agreed to.
    pub fn proposals_for(
        &mut self,
        practice: OrgId,
        state: ProposalState,
    ) -> Result<Vec<Proposal>, StoreError> {
        let rest = "WHERE practice_id = $1 AND state = $2 ORDER BY drafted_at, id";
        self.proposals_by(rest, params![practice, state.as_str()])
    }

    /// Notices that nobody at this organisation has seen, oldest first.
    pub fn notices(&mut self, org: OrgId) -> Result<Vec<Notice>, StoreError> {
        let sql =
            "SELECT person_id, at, coach_id FROM notice WHERE org_id = $1 AND seen_at IS NULL ORDER BY at";
        self.tx.all(sql, params![org], |row| {
            Ok(Notice {
                org,
                person: row.parsed(0)?,
                at: row.parsed(1)?,
                coach: row.parsed_opt(2)?,
            })
        })
    }
}
