//! A practice that closes: whom it concerns, and for whom its minute has come. The day itself stands in `contract_end`.

use jiff::Timestamp;
use sayso_core::id::{OrgId, PersonId};

use super::Job;
use crate::{StoreError, params};

/// Has the practice `o` closed at `$2`? Its seats act no more from that minute.
pub(super) const CLOSED: &str = "(o.kind = 'practice' AND EXISTS (SELECT 1 FROM contract_end c \
                                 WHERE c.org_id = o.id AND c.ends_at <= $2))";

/// Whose practice has closed and who has something left that ends with it. From what is left of each closed practice, never
/// from its list: this is asked in each round.
const LEFT_OVER: &str = "WITH closed AS (SELECT org_id FROM contract_end WHERE ends_at <= $1), rest (person_id, practice_id) AS ( \
     SELECT s.person_id, s.recipient_id FROM said s WHERE s.recipient_id IN (SELECT org_id FROM closed) \
       AND s.until_at > $1 AND NOT EXISTS (SELECT 1 FROM said_end e WHERE e.said_id = s.id) \
     UNION SELECT r.person_id, r.practice_id FROM referral r WHERE r.practice_id IN (SELECT org_id FROM closed) \
       AND r.ended_at IS NULL AND r.state = 'held' AND r.from_home = 0 \
     UNION SELECT w.person_id, w.practice_id FROM proposal w WHERE w.practice_id IN (SELECT org_id FROM closed) \
       AND w.state IN ('drafted', 'agreed', 'accepted') AND NOT EXISTS (SELECT 1 FROM message m \
         WHERE m.person_id = w.person_id AND m.proposal_id = w.id AND m.sent_at IS NOT NULL)) \
     SELECT p.id FROM rest JOIN person p ON p.id = rest.person_id AND p.practice_id = rest.practice_id \
     WHERE p.erased_at IS NULL GROUP BY p.id ORDER BY p.id LIMIT $2";

impl Job<'_> {
    /// Those on a practice's list who have ever said something here, or how they are reached: nobody else is written to.
    ///
    /// # Errors
    /// What the store gave.
    pub fn known_at(&mut self, practice: OrgId) -> Result<Vec<PersonId>, StoreError> {
        let sql = "SELECT id FROM person p WHERE practice_id = $1 AND erased_at IS NULL \
                   AND (contact IS NOT NULL OR EXISTS (SELECT 1 FROM referral r WHERE r.person_id = p.id)) \
                   AND NOT EXISTS (SELECT 1 FROM contact_over o WHERE o.person_id = p.id) ORDER BY id";
        self.tx.all(sql, params![practice], |row| row.parsed(0))
    }

    /// Whose practice has closed, and still has something of theirs that ends with it, at most `most`.
    ///
    /// # Errors
    /// What the store gave.
    pub fn practice_over_for(&mut self, now: Timestamp, most: u32) -> Result<Vec<PersonId>, StoreError> {
        self.tx.all(LEFT_OVER, params![now, most], |row| row.parsed(0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::reads_whole;
    use super::LEFT_OVER;

    #[test]
    fn no_list_is_read_to_find_what_a_closed_practice_left() {
        let small = ["contract_end", "closed", "rest"];
        let whole = reads_whole(LEFT_OVER);
        assert!(whole.iter().all(|t| small.contains(&t.as_str())), "{whole:?}");
    }
}
