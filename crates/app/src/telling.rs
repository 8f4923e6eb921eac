//! The log in sentences: the same events for everybody, with the names that they need. Owns: nothing that is stored.

use jiff::Timestamp;
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::EventId;
use sayso_core::reads::Language;
use sayso_store::Told;
use sayso_words::{Say, Who, told};

use crate::public_log::{Stands, standing};
use crate::{Desk, Error};

/// One event as a person reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The event.
    pub id: EventId,
    /// Its place in the log, for "earlier".
    pub seq: i64,
    /// What happened.
    pub kind: EventKind,
    /// When it happened.
    pub happened_at: Timestamp,
    /// When we learnt it.
    pub recorded_at: Timestamp,
    /// The sentence, before any language.
    pub said: Say,
    /// The sentence in English, for staff and for files.
    pub text: String,
    /// Somebody looked (rather than did something).
    pub is_look: bool,
    /// It was allowed.
    pub allowed: bool,
    /// Who acted, for a filter: `Sam Okoro, coach at Northway Work`.
    pub who: String,
    /// The same, before any language.
    pub by: Who,
    /// How it stands to what was sealed. Where only its own commitment was asked, it is never `Stamped`.
    pub stands: Stands,
}

/// Monday 18 May 2026 at 2:05pm, in London: for staff, and for what is kept in English.
#[must_use]
pub fn moment_in_words(at: Timestamp) -> String {
    sayso_words::moment(at, Language::English)
}

/// Is this kind a look?
#[must_use]
pub const fn is_look(kind: EventKind) -> bool {
    use EventKind as E;
    matches!(
        kind,
        E::ListOpened
            | E::ParcelOpened
            | E::ToldOpened
            | E::FileOpened
            | E::IdentityOpened
            | E::MessageRead
            | E::AccessReviewed
            | E::ConcernOpened
            | E::DangerRead
            | E::SupporterLooked
            | E::AttorneyLooked
    )
}

/// Every kind that is a look.
pub(crate) fn looks() -> Vec<EventKind> {
    EventKind::ALL.iter().copied().filter(|k| is_look(*k)).collect()
}

impl Desk<'_> {
    /// Who acted: "you" where the reader is the person who acted.
    pub(crate) fn who_acted(&mut self, event: &Told) -> Result<Who, Error> {
        Ok(match (event.actor.as_str(), event.member, event.role) {
            ("person", ..) => Who::You,
            ("sayso", ..) => Who::Sayso,
            (_, Some(id), Some(role)) => Who::Seat {
                name: self.seat_name(id)?,
                role,
                org: match event.org {
                    Some(org) => Some(self.org(org)?.name),
                    None => None,
                },
            },
            _ if event.actor.starts_with("supporter") => {
                let id = event.supporter();
                let name = id.map(|id| self.job.supporter_name(id)).transpose()?;
                Who::Supporter(name.flatten())
            }
            _ if event.actor.starts_with("attorney") => {
                let name = event
                    .attorney()
                    .map(|id| self.job.supporter_name(id))
                    .transpose()?;
                Who::Attorney(name.flatten())
            }
            _ => Who::Nobody,
        })
    }

    /// One event as a sentence.
    pub(crate) fn sentence(&mut self, event: &Told) -> Result<Sentence, Error> {
        let by = self.who_acted(event)?;
        let org = match event.detail.org {
            Some(org) => Some(self.org(org)?.name),
            None => None,
        };
        let said = told(event.kind, &event.detail, &by, org.as_deref());
        Ok(Sentence {
            id: event.id,
            seq: event.seq,
            kind: event.kind,
            happened_at: event.happened_at,
            recorded_at: event.recorded_at,
            text: said.words(Language::English),
            said,
            is_look: is_look(event.kind),
            allowed: event.allowed,
            who: by.say().words(Language::English),
            by,
            stands: if event.fits {
                Stands::NotYet
            } else {
                Stands::Changed
            },
        })
    }

    /// Rows as sentences, each held against the private tree.
    pub(crate) fn sentences(&mut self, told: &[Told]) -> Result<Vec<Sentence>, Error> {
        let stands = standing::of(&mut self.job, told)?;
        let mut sentences = vec![];
        for (told, stands) in told.iter().zip(stands) {
            let sentence = self.sentence(told)?;
            sentences.push(Sentence { stands, ..sentence });
        }
        Ok(sentences)
    }

    /// An event without its content, for the guardian: who did what kind of thing, never what they saw.
    pub(crate) fn sentence_without_content(&mut self, told: &Told) -> Result<Sentence, Error> {
        let mut bare = told.clone();
        // Who supports somebody is that person's alone to read.
        if bare.supporter().is_some() {
            bare.actor = "supporter".into();
        }
        if bare.attorney().is_some() {
            bare.actor = "attorney".into();
        }
        bare.detail = Detail {
            what: Some("something".into()),
            ..Detail::default()
        };
        self.sentence(&bare)
    }
}
