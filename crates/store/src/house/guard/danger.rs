//! Reports of a danger as those read them to whom they went, and those who made them. Owns: these queries. What the
//! guardian's side reads of the same rows stands beside the legal demands.

use jiff::Timestamp;
use sayso_core::guard::Danger;
use sayso_core::id::{DangerId, MemberId, MessageId, OrgId, PersonId};

use super::STILL_THERE;
use super::demand::{DANGER, danger};
use crate::house::Job;
use crate::{StoreError, Value, params};

/// Whoever moved to another practice is not this one's to read any more; the guardian's list goes on saying that nobody
/// has read it.
const ITS_PATIENT: &str = "EXISTS (SELECT 1 FROM person p WHERE p.id = danger.person_id AND p.practice_id = $1 AND p.erased_at IS NULL)";

#[expect(
    clippy::missing_errors_doc,
    reason = "each gives what the store gave, and nothing else"
)]
impl Job<'_> {
    fn dangers_where(&mut self, rest: &str, values: &[Value<'_>]) -> Result<Vec<Danger>, StoreError> {
        let sql = format!("{DANGER}, {STILL_THERE} FROM danger WHERE {rest}");
        self.tx.all(&sql, values, danger)
    }

    /// What went to one practice about people who are still its patients: whatever nobody has said that they act on, the
    /// oldest first and however old; then what somebody did since `since`, newest first.
    pub fn dangers_to(&mut self, org: OrgId, since: Timestamp) -> Result<Vec<Danger>, StoreError> {
        let rest = format!(
            "to_org = $1 AND {ITS_PATIENT} AND (seen_at IS NULL OR seen_at >= $2) \
             ORDER BY seen_at IS NOT NULL, iif(seen_at IS NULL, at, NULL), seen_at DESC, id"
        );
        self.dangers_where(&rest, params![org, since])
    }

    /// One of those that went to this organisation.
    pub fn danger_to(&mut self, org: OrgId, id: DangerId) -> Result<Option<Danger>, StoreError> {
        let rest = format!("id = $2 AND to_org = $1 AND {ITS_PATIENT}");
        Ok(self.dangers_where(&rest, params![org, id])?.pop())
    }

    /// What one seat reported about one person, newest first.
    pub fn dangers_by(&mut self, member: MemberId, person: PersonId) -> Result<Vec<Danger>, StoreError> {
        let rest = "member_id = $1 AND person_id = $2 ORDER BY at DESC, id";
        self.dangers_where(rest, params![member, person])
    }

    /// The report whose words this message carries.
    pub fn danger_in(&mut self, message: MessageId) -> Result<Option<Danger>, StoreError> {
        Ok(self.dangers_where("message_id = $1", params![message])?.pop())
    }
}
