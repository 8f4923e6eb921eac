//! Several services for one person: what dies with one of them, and where meetings can be. Owns: that a row of one
//! service is never touched because something happened with another.

use sayso_core::decision::SecondChange;
use sayso_core::id::{EntryId, OrgId, PersonId, ReferralId, VenueId};
use sayso_core::venue::Venue;

use super::apply::exactly_one;
use super::{Job, service};
use crate::{Cell, Class, Encrypted, Owner, StoreError, params};

fn staff() -> Owner {
    Owner::shared(Class::Staff)
}

impl Job<'_> {
    pub(super) fn second(&mut self, change: &SecondChange) -> Result<(), StoreError> {
        match change {
            SecondChange::VenueKept(v) => {
                let body = self.lock(staff(), &Cell::new("venue", v.id, "body", 1), &v.what)?;
                let sql = "INSERT INTO venue (id, org_id, body) VALUES ($1, $2, $3)";
                exactly_one(self.tx.execute(sql, params![v.id, v.org, body])?)
            }
            SecondChange::VenueEnded(id, org) => {
                let sql = "UPDATE venue SET ended = 1 WHERE id = $1 AND org_id = $2 AND ended = 0";
                exactly_one(self.tx.execute(sql, params![*id, *org])?)
            }
            SecondChange::VenueChosen(person, entry, venue) => {
                let cell = Cell::new("venue_chosen", entry, "body", 1);
                let body = self.lock(service(*person), &cell, venue)?;
                let sql = "INSERT INTO venue_chosen (entry_id, person_id, body) VALUES ($1, $2, $3) \
                           ON CONFLICT (entry_id) DO UPDATE SET body = $3 WHERE person_id = $2";
                exactly_one(self.tx.execute(sql, params![*entry, *person, body])?)
            }
        }
    }

    /// Everything unsent that rests on these referrals dies, and what is half written where they went. What rests on
    /// anything else stays.
    pub(super) fn recall_of(&mut self, person: PersonId, referrals: &[ReferralId]) -> Result<(), StoreError> {
        let about = self.index("draft person", &person.to_string());
        for id in referrals {
            let sql = "DELETE FROM message WHERE person_id = $1 AND sent_at IS NULL AND kind IN ('referral', 'file') \
                       AND (referral_id = $2 OR proposal_id IN (SELECT id FROM proposal WHERE referral_id = $2))";
            self.tx.execute(sql, params![person, *id])?;
            let sql = "DELETE FROM draft WHERE about_ix = $1 AND member_id IN (SELECT m.id FROM member m \
                       JOIN referral r ON r.recipient_id = m.org_id WHERE r.id = $2)";
            self.tx.execute(sql, params![about, *id])?;
        }
        Ok(())
    }

    /// Where meetings with this provider can be, by name; with what is offered no more, for meetings that are there.
    ///
    /// # Errors
    /// What the store gave.
    pub fn venues(&mut self, org: OrgId) -> Result<Vec<(Venue, bool)>, StoreError> {
        let sql = "SELECT id, body, ended FROM venue WHERE org_id = $1 ORDER BY id";
        let rows: Vec<(VenueId, Encrypted, bool)> = self.tx.all(sql, params![org], |row| {
            Ok((row.parsed(0)?, row.encrypted(1)?, row.flag(2)?))
        })?;
        rows.into_iter()
            .map(|(id, body, ended)| {
                let what = self.unlock(staff(), &Cell::new("venue", id, "body", 1), &body)?;
                Ok((Venue { id, org, what }, ended))
            })
            .collect()
    }

    /// Where the person wants these meetings to be. For the person, and for whoever helps them within that referral.
    ///
    /// # Errors
    /// What the store gave.
    pub fn venues_chosen(&mut self, person: PersonId) -> Result<Vec<(EntryId, VenueId)>, StoreError> {
        let sql = "SELECT entry_id, body FROM venue_chosen WHERE person_id = $1";
        let rows: Vec<(EntryId, Encrypted)> = self.tx.all(sql, params![person], |row| {
            Ok((row.parsed(0)?, row.encrypted(1)?))
        })?;
        rows.into_iter()
            .map(|(entry, body)| {
                let cell = Cell::new("venue_chosen", entry, "body", 1);
                Ok((entry, self.unlock(service(person), &cell, &body)?))
            })
            .collect()
    }
}
