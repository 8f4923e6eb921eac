//! The log in sentences: the same events for everybody, with the names that they need. Owns: nothing that is stored.

use jiff::Timestamp;
use sayso_core::event::{Detail, EventKind, Telling, in_words};
use sayso_core::id::EventId;
use sayso_store::Told;

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
    /// The sentence.
    pub text: String,
    /// Somebody looked (rather than did something).
    pub is_look: bool,
    /// It was allowed.
    pub allowed: bool,
    /// Who acted, for a filter: `Sam Okoro, coach at Northway Work`.
    pub who: String,
    /// How it stands to what was sealed. Where only its own commitment was asked, it is never `Stamped`.
    pub stands: Stands,
}

/// Monday 18 May 2026 at 2:05pm, in London.
#[must_use]
pub fn moment_in_words(at: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::get("Europe/London").unwrap_or(jiff::tz::TimeZone::UTC);
    let here = at.to_zoned(zone);
    let minutes = if here.minute() == 0 { "%-I%P" } else { "%-I:%M%P" };
    here.strftime(&format!("%A %-d %B %Y at {minutes}")).to_string()
}

/// Is this kind a look?
#[must_use]
pub const fn is_look(kind: EventKind) -> bool {
    use EventKind as E;
    matches!(
        kind,
        E::ListOpened
            | E::ParcelOpened
            | E::FileOpened
            | E::IdentityOpened
            | E::MessageRead
            | E::AccessReviewed
            | E::ConcernOpened
            | E::SupporterLooked
    )
}

impl Desk<'_> {
    /// Who acted, in words. `you` when the reader is the person who acted.
    pub(crate) fn who(&mut self, told: &Told) -> Result<String, Error> {
        Ok(match (told.actor.as_str(), told.member) {
            ("person", _) => "You".into(),
            ("sayso", _) => "Sayso".into(),
            (_, Some(id)) => {
                let name = self.seat_name(id)?;
                let role = told.role.map_or("", |r| r.in_words());
                match told.org {
                    Some(org) => format!("{name}, {role} at {}", self.org(org)?.name),
                    None => format!("{name}, {role}"),
                }
            }
            _ if told.actor.starts_with("supporter") => {
                let name = told
                    .supporter()
                    .map(|id| self.job.supporter_name(id))
                    .transpose()?;
                match name.flatten() {
                    Some(name) => format!("Your supporter {name}"),
                    None => "A supporter".into(),
                }
            }
            _ => "Somebody not signed in".into(),
        })
    }

    /// One event as a sentence.
    pub(crate) fn sentence(&mut self, told: &Told) -> Result<Sentence, Error> {
        let who = self.who(told)?;
        let org = match told.detail.org {
            Some(org) => self.org(org)?.name,
            None => String::new(),
        };
        let when = told.detail.when.map(moment_in_words).unwrap_or_default();
        let text = in_words(
            told.kind,
            &told.detail,
            &Telling {
                who: &who,
                org: &org,
                when: &when,
            },
        );
        Ok(Sentence {
            id: told.id,
            seq: told.seq,
            kind: told.kind,
            happened_at: told.happened_at,
            recorded_at: told.recorded_at,
            text,
            is_look: is_look(told.kind),
            allowed: told.allowed,
            who,
            stands: if told.fits {
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
        bare.detail = Detail {
            what: Some("something".into()),
            ..Detail::default()
        };
        self.sentence(&bare)
    }
}
