//! An organisation's own sign-in service, as this site knows it (OpenID Connect, by discovery). Owns: the questions that
//! were asked and not answered yet, and the service's keys as last fetched. Off unless somebody configures it. Claimed for
//! no service in particular; shaped so that NHS login and CIS2 fit.

mod client;
mod flow;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use sayso_app::openid::Mapping;

pub use client::{ClientAuth, Signer};
pub use flow::{Back, Failed, Started};

/// How this site reaches a service. The command line brings one; a test brings its own. Blocking: it is called off the
/// threads that serve pages.
pub trait Fetch: Send + Sync {
    /// Reads an address. With `bearer`, as the holder of that token.
    ///
    /// # Errors
    /// A few words for the log, without a token or a secret in them.
    fn get(&self, url: &str, bearer: Option<&str>) -> Result<String, String>;
    /// Posts a form. With `basic`, as this client with this secret. Gives the body of a good answer.
    ///
    /// # Errors
    /// As [`Self::get`].
    fn post(&self, url: &str, form: &[(&str, &str)], basic: Option<(&str, &str)>) -> Result<String, String>;
}

/// What is configured about a service.
pub struct Settings {
    /// Its issuer, as it writes it itself.
    pub issuer: String,
    /// What staff call it: the words on the button.
    pub name: String,
    /// Our name there.
    pub client: String,
    /// How we prove that it is us.
    pub auth: ClientAuth,
    /// What we ask for: `openid profile` and whatever carries role and organisation.
    pub scopes: String,
    /// More for the question, such as NHS login's `vtr`.
    pub extra: Vec<(String, String)>,
    /// What we make of the answer.
    pub mapping: Mapping,
    /// Where people reach this site, without a slash at the end.
    pub here: String,
}

/// A service, ready to use.
pub struct Openid {
    settings: Settings,
    fetch: Arc<dyn Fetch>,
    asked: Mutex<HashMap<String, Asked>>,
    known: Mutex<Option<flow::Known>>,
}

/// A question that waits for its answer.
#[derive(Debug, Clone)]
struct Asked {
    mark: String,
    nonce: String,
    verifier: String,
    /// The page of ours where they were.
    to: String,
    at: Timestamp,
}

/// Signing in elsewhere takes no longer than this.
const LIFE: SignedDuration = SignedDuration::from_mins(10);
const MOST: usize = 10_000;

impl Openid {
    /// A service with these settings, reached like this. Nothing is fetched yet: a service that is down keeps nobody from
    /// starting this server.
    #[must_use]
    pub fn new(settings: Settings, fetch: Arc<dyn Fetch>) -> Self {
        Self {
            settings,
            fetch,
            asked: Mutex::default(),
            known: Mutex::default(),
        }
    }

    /// What staff call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    fn remember(&self, state: String, asked: Asked) {
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let now = asked.at;
        if all.len() >= MOST {
            all.retain(|_, a| now.duration_since(a.at) < LIFE);
        }
        // Whoever fills the memory with questions makes others ask again, and no more.
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(state, asked);
    }

    /// The question that this state belongs to, used up; only for the browser that asked it, and only for a while.
    fn answer(&self, state: &str, mark: &str, now: Timestamp) -> Option<Asked> {
        let mut all = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(state)
            .filter(|a| a.mark == mark && now.duration_since(a.at) < LIFE)
    }
}
