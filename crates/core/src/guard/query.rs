//! What the guardian asks an organisation about one act of a seat there. Owns: its shape, who answers it, and when it is
//! late. About nobody who is helped.

use jiff::Timestamp;

use crate::id::{EventId, MemberId, OrgId};
use crate::org::spelled;

/// Working days until it is answered.
pub const ANSWERED_IN: u32 = 5;

spelled! {
    /// What the guardian's side made of an answer, or of the lack of one.
    QueryOutcome {
        /// There was a reason.
        Reason = "reason",
        /// A concern was raised about it.
        Concern = "concern",
    }
}

/// What a query changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Querying {
    /// The organisation is asked.
    Asked(Query),
    /// It answered.
    Answered(EventId, MemberId, Timestamp, String),
    /// The guardian's side is done with it.
    Closed(EventId, MemberId, Timestamp, QueryOutcome),
}

/// One question about one act, its answer, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The act.
    pub event: EventId,
    /// Whose seat it was.
    pub org: OrgId,
    /// Who asked.
    pub asked_by: MemberId,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// An answer after this is late: five working days.
    pub due_at: Timestamp,
    /// Who answered, when, and in which words.
    pub answered: Option<(MemberId, Timestamp, String)>,
    /// Who closed it, when, and with what.
    pub closed: Option<(MemberId, Timestamp, QueryOutcome)>,
}

impl Query {
    /// It waits for an answer, and its time is over.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.answered.is_none() && self.closed.is_none() && self.due_at < now
    }
}

/// Who of those that sit there now answers: somebody else than the seat that acted and the seat that asks, where there is
/// one; else the seat that acted; the seat that asks only where there is nobody else at all.
#[must_use]
pub fn who_answers(sitting: &[MemberId], acted: MemberId, asks: MemberId) -> Vec<MemberId> {
    let but = |not: &[MemberId]| -> Vec<MemberId> {
        sitting.iter().copied().filter(|m| !not.contains(m)).collect()
    };
    let found = [but(&[acted, asks]), but(&[asks])].into_iter();
    found
        .into_iter()
        .find(|some| !some.is_empty())
        .unwrap_or_else(|| sitting.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    #[test]
    fn nobody_answers_for_themselves_where_there_is_another() {
        let [sam, lena, grace, dele] = [1, 2, 3, 4].map(|n| Id::new(Timestamp::UNIX_EPOCH, [n; 10]));
        assert_eq!(who_answers(&[lena], sam, grace), [lena]);
        assert_eq!(who_answers(&[lena, sam], sam, grace), [lena]);
        assert_eq!(who_answers(&[lena], lena, grace), [lena], "there is no other");
        assert_eq!(
            who_answers(&[grace, dele], grace, grace),
            [dele],
            "asked by herself"
        );
        assert_eq!(
            who_answers(&[grace, dele], grace, dele),
            [grace],
            "whoever asks does not answer"
        );
        assert_eq!(who_answers(&[grace], grace, grace), [grace]);
        assert!(who_answers(&[], sam, grace).is_empty());
    }
}
