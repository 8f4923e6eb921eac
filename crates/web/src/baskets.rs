//! Answers that are being given: what somebody has typed between two pages, before anything is kept. In memory alone,
//! for half an hour: until an answer is kept, nothing about a person is stored anywhere.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sayso_app::agree::{Kept, Lines};
use sayso_core::id::{OrgId, PersonId, SchemeId, TermsId};
use sayso_core::person::Details;
use sayso_core::reads::Reads;
use sayso_core::sayso::{Channel, How};

/// What has been typed so far.
#[derive(Debug, Clone, Default)]
pub struct Basket {
    /// The words of the card, on the way from home.
    pub card: Option<String>,
    /// The practice at whose desk it is.
    pub practice: Option<OrgId>,
    /// A practice’s own system gave the details: they are looked up when somebody at its desk opens the page.
    pub launched: bool,
    /// The row of the practice's list, at a desk.
    pub person: Option<PersonId>,
    /// The details are those of the practice’s list, read after a yes at a desk.
    pub opened: bool,
    /// Who they are, as given or confirmed.
    pub details: Details,
    /// The service that was chosen, where the practice takes part in several.
    pub scheme: Option<SchemeId>,
    /// The terms whose words the person read or heard before their answer, at a desk.
    pub terms: Option<TermsId>,
    /// Since when who stands behind the providers was what the person read before their answer.
    pub interests_since: Option<Timestamp>,
    /// The provider that was chosen.
    pub provider: Option<OrgId>,
    /// Which lines leave.
    pub lines: Lines,
    /// What they want help with.
    pub own_words: String,
    /// How it was heard, at a desk.
    pub channel: Option<Channel>,
    /// When it was said, if not now.
    pub said_at: Option<Timestamp>,
    /// The salt of the parcel, the same for preview and sending.
    pub salt: [u8; 32],
    /// In which language and shape the words are shown to the person at a desk.
    pub reads: Option<Reads>,
    /// How the yes was given, for its receipt.
    pub given: Option<Given>,
    /// What was kept in the end, for the page that says so.
    pub kept: Option<Kept>,
}

/// How and when a yes was given at a desk.
#[derive(Debug, Clone)]
pub struct Given {
    /// Who explained, who typed, in which words.
    pub how: How,
    /// When it was said.
    pub happened_at: Timestamp,
    /// When it was typed.
    pub recorded_at: Timestamp,
    /// Until when it lasts.
    pub until: Timestamp,
}

/// All of them.
#[derive(Default)]
pub struct Baskets(Mutex<HashMap<String, (Timestamp, Basket)>>);

const LIFE: SignedDuration = SignedDuration::from_mins(30);
const MOST: usize = 10_000;

impl Baskets {
    /// 32 hexadecimal digits of 16 random bytes.
    #[must_use]
    pub fn new_token(&self, random: [u8; 16]) -> String {
        let mut text = String::with_capacity(32);
        for byte in random {
            write!(text, "{byte:02x}").expect("a String takes every character");
        }
        text
    }

    /// Puts a basket down under a token nobody can guess; the token may stand in an address, the content may not.
    pub fn put(&self, token: &str, basket: Basket, now: Timestamp) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.retain(|_, (at, _)| now.duration_since(*at) < LIFE);
        }
        if all.len() < MOST {
            all.insert(token.to_owned(), (now, basket));
        }
    }

    /// What is in it, unless it is too old.
    #[must_use]
    pub fn get(&self, token: &str, now: Timestamp) -> Option<Basket> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(token)
            .filter(|(at, _)| now.duration_since(*at) < LIFE)
            .map(|(_, b)| b.clone())
    }

    /// Forgets it.
    pub fn forget(&self, token: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(token);
    }
}
