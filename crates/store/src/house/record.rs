//! Writing a decision: state, one event, messages, in one transaction, on proof of authority. The only writer.

use sayso_core::decision::{Decision, Message};
use sayso_core::event::{Canonical, Detail, EventKind, NewEvent};
use sayso_core::id::{EventId, PersonId, SourceExt as _};
use sayso_core::power::is_their_word;
use sayso_core::seat::Actor;
use sayso_policy::{Act, Authorised, Denied};
use serde::{Deserialize, Serialize};

use super::{Job, message_owner, service};
use crate::{Cell, Class, Owner, StoreError, params};

/// That it was written: the event's id, to show and to file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The event.
    pub event: EventId,
}

/// What one event says to one person, as kept under their key.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub salt: [u8; 32],
    pub detail: Detail,
    /// The question that the rules answered, without names. Not there in rows from before it was kept.
    #[serde(default)]
    pub why: Option<String>,
}

impl Job<'_> {
    /// Writes a decision on proof of authority: every change, the event and the messages, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when somebody changed a row first; then nothing is written.
    pub fn record<A: Act>(
        &mut self,
        may: &Authorised<A>,
        decision: &Decision,
    ) -> Result<Receipt, StoreError> {
        for change in decision.changes() {
            self.apply(change)?;
        }
        for message in decision.messages() {
            self.wait(message)?;
        }
        // A word of the person's own is never written beside a record that they cannot decide.
        if let Some(about) = may.about()
            && is_their_word(decision.event().kind, may.actor())
        {
            self.end_records(about.person, decision.event().recorded_at)?;
        }
        let of = may.about().map(|about| about.person);
        let why = (of, may.question().to_string());
        self.tell(may.actor(), "allowed", decision.event(), &why)
    }

    /// Writes that something was tried and not allowed. The person sees it. What was tried about nobody who exists leaves the
    /// same rows.
    ///
    /// # Errors
    /// What the store gave; then the answer must not be given either.
    pub fn record_denied(&mut self, denied: &Denied) -> Result<Receipt, StoreError> {
        let at = self.source.now();
        let of = denied.person();
        let event = NewEvent {
            id: self.source.id(),
            kind: EventKind::NotAllowed,
            people: of.into_iter().collect(),
            happened_at: at,
            recorded_at: at,
            purpose: None,
            said: None,
            detail: Detail {
                what: Some(denied.action().in_words().into()),
                categories: denied.categories(),
                ..Detail::default()
            },
        };
        let why = (of, denied.question().to_string());
        self.tell(denied.actor(), "not_allowed", &event, &why)
    }

    /// `why`: whom the question was about (`None`: a place), and its text. A question about one person is told to
    /// nobody else.
    fn tell(
        &mut self,
        actor: &Actor,
        outcome: &str,
        event: &NewEvent,
        why: &(Option<PersonId>, String),
    ) -> Result<Receipt, StoreError> {
        let (word, member) = match actor {
            Actor::Person(_) => ("person".to_owned(), None),
            Actor::Supporter(s) => (format!("supporter {}", s.id), None),
            Actor::Attorney(a) => (format!("attorney {}", a.id), None),
            Actor::Member(m) => ("member".into(), Some(m)),
            Actor::Visitor => ("visitor".into(), None),
            Actor::Sayso => ("sayso".into(), None),
        };
        let seq = self.tx.one(
            "INSERT INTO event (id, kind, actor, member_id, role, org_id, outcome, purpose, said_id, happened_at, \
             recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING seq",
            params![
                event.id,
                event.kind.as_str(),
                &word,
                member.map(|m| m.id),
                member.map(|m| m.role.as_str()),
                member.map(|m| m.org),
                outcome,
                event.purpose.map(sayso_core::sayso::Purpose::as_str),
                event.said,
                event.happened_at,
                event.recorded_at
            ],
            |row| row.int(0),
        )?;
        let seq = seq.ok_or_else(|| StoreError::corrupt("an event without a number"))?;
        let who = member.map_or(word, |m| m.id.to_string());
        let told: Vec<Option<PersonId>> = if event.people.is_empty() {
            vec![None]
        } else {
            event.people.iter().copied().map(Some).collect()
        };
        for person in told {
            let salt = self.source.bytes();
            let commitment = Canonical {
                event,
                person,
                actor: &who,
                outcome,
            }
            .commitment(&salt);
            let (owner, person_ix) = match person {
                Some(p) => (
                    service(p),
                    Some(self.index("event person", &p.to_string()).to_vec()),
                ),
                None => (Owner::shared(Class::System), None),
            };
            let body = Body {
                salt,
                detail: event.detail.clone(),
                why: (why.0.is_none() || why.0 == person).then(|| why.1.clone()),
            };
            let body = self.lock(owner, &Cell::new("event_told", event.id, "body", 1), &body)?;
            self.tx.execute(
                "INSERT INTO event_told (seq, person_ix, body, commitment) VALUES ($1, $2, $3, $4)",
                params![seq, person_ix, body, commitment],
            )?;
        }
        Ok(Receipt { event: event.id })
    }

    fn wait(&mut self, m: &Message) -> Result<(), StoreError> {
        let body = self.lock(
            message_owner(m.kind, m.person),
            &Cell::new("message", m.id, "body", 1),
            &m.text,
        )?;
        self.tx.execute(
            "INSERT INTO message (id, kind, person_id, to_org, said_id, referral_id, proposal_id, body, due_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![
                m.id,
                m.kind.as_str(),
                m.person,
                m.to,
                m.said,
                m.referral,
                m.proposal,
                body,
                m.due_at
            ],
        )?;
        Ok(())
    }
}
