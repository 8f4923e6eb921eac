//! The steps of signing in elsewhere: find the service, ask, take the answer, check every word of it. Code flow with PKCE
//! (RFC 7636), state and nonce; issuer checked in discovery, in the answer (RFC 9207) and in the token. Gives a checked
//! word or nothing; lets nobody in by itself.

use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use sayso_app::openid::{BadToken, Claims, Expected, Keys, Word, logout, sign_in};
use sayso_core::id::{Source, SourceExt as _};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::client::{ClientAuth, statement};
use super::{Asked, Openid};
use crate::challenges::base64url;

/// Where the service sends people back to.
pub(crate) const BACK: &str = "/sign-in/back";

/// What a service publishes about itself (OpenID Connect Discovery §3), as far as we use it.
#[derive(Debug, Clone, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// What we know of a service, and since when.
#[derive(Debug, Clone)]
pub(super) struct Known {
    metadata: Metadata,
    keys: Keys,
    at: Timestamp,
}

/// After this long a service is asked again what it is.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(1);
/// Keys that are not there are fetched again, and not more often than this.
const AT_MOST_EVERY: SignedDuration = SignedDuration::from_secs(30);

/// A question on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Where the browser goes to ask it.
    pub url: String,
}

/// Why there is no word. For the log and for tests; holds nothing about anybody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failed {
    /// The service cannot be reached or makes no sense.
    #[error("the sign-in service could not be used: {0}")]
    Service(String),
    /// An answer to no question of ours, or of another browser, or too late.
    #[error("an answer to no question of this browser")]
    NotAsked,
    /// The service says no, or the person thought better of it.
    #[error("the sign-in service gave no word")]
    Declined,
    /// Its word does not count.
    #[error("its word does not count: {0}")]
    Bad(#[from] BadToken),
}

/// What came back to us in the address.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Back {
    /// One use, for the token endpoint.
    #[serde(default)]
    pub code: Option<String>,
    /// Which question.
    #[serde(default)]
    pub state: String,
    /// Who says so.
    #[serde(default)]
    pub iss: Option<String>,
    /// Why not.
    #[serde(default)]
    pub error: Option<String>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    #[serde(default)]
    access_token: Option<String>,
}

fn json<T: serde::de::DeserializeOwned>(text: &str, what: &str) -> Result<T, Failed> {
    serde_json::from_str(text).map_err(|_| Failed::Service(format!("{what} is not what the standard says")))
}

impl Openid {
    fn get(&self, url: &str, bearer: Option<&str>) -> Result<String, Failed> {
        self.fetch.get(url, bearer).map_err(Failed::Service)
    }

    /// What the service is: as remembered, or asked again.
    fn known(&self, now: Timestamp) -> Result<Known, Failed> {
        let kept = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = kept.filter(|k| now.duration_since(k.at) < KNOWN_FOR) {
            return Ok(known);
        }
        self.learn(now)
    }

    fn learn(&self, now: Timestamp) -> Result<Known, Failed> {
        let issuer = &self.settings.issuer;
        let at = format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        );
        let metadata: Metadata = json(&self.get(&at, None)?, "its description")?;
        if metadata.issuer != *issuer {
            return Err(Failed::Service(
                "it calls itself something else than configured".into(),
            ));
        }
        let keys = Keys::read(&self.get(&metadata.jwks_uri, None)?)?;
        let known = Known {
            metadata,
            keys,
            at: now,
        };
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }

    /// Opens a token; where its key is new, the service is asked for its keys once more.
    fn open(&self, known: &mut Known, token: &str, now: Timestamp) -> Result<Claims, Failed> {
        match known.keys.open(token) {
            Err(BadToken::NoKey) if now.duration_since(known.at) >= AT_MOST_EVERY => {
                *known = self.learn(now)?;
                Ok(known.keys.open(token)?)
            }
            gave => Ok(gave?),
        }
    }

    /// Begins: where this browser (`mark`) is to go; afterwards it goes on at `to`. Whoever comes shows there who they are,
    /// every time: a session that is open there would let in whoever sits at that machine, and a lock that the next press
    /// opens is none.
    ///
    /// # Errors
    /// [`Failed::Service`].
    pub fn start(&self, mark: &str, to: &str, source: &dyn Source) -> Result<Started, Failed> {
        let now = source.now();
        let known = self.known(now)?;
        let fresh = || base64url(&source.bytes::<32>());
        let (state, nonce, verifier) = (fresh(), fresh(), fresh());
        let challenge = base64url(&Sha256::digest(verifier.as_bytes()));
        let back = self.back();
        let mut query = vec![
            ("response_type", "code"),
            ("client_id", &self.settings.client),
            ("redirect_uri", &back),
            ("scope", &self.settings.scopes),
            ("state", &state),
            ("nonce", &nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
            ("prompt", "login"),
            ("max_age", "0"),
        ];
        query.extend(self.settings.extra.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        let query = serde_urlencoded::to_string(&query)
            .map_err(|_| Failed::Service("the question cannot be written".into()))?;
        let endpoint = &known.metadata.authorization_endpoint;
        let join = if endpoint.contains('?') { '&' } else { '?' };
        let url = format!("{endpoint}{join}{query}");
        let asked = Asked {
            mark: mark.to_owned(),
            nonce,
            verifier,
            to: to.to_owned(),
            at: now,
        };
        self.remember(state, asked);
        Ok(Started { url })
    }

    fn back(&self) -> String {
        format!("{}{BACK}", self.settings.here)
    }

    /// Takes the answer and checks every word of it. Gives it with the page where they were.
    ///
    /// # Errors
    /// [`Failed`].
    pub fn finish(&self, back: &Back, mark: &str, source: &dyn Source) -> Result<(Word, String), Failed> {
        let now = source.now();
        let asked = self.answer(&back.state, mark, now).ok_or(Failed::NotAsked)?;
        let mut known = self.known(now)?;
        let says = known.metadata.authorization_response_iss_parameter_supported;
        // Another service's answer in this one's place (RFC 9207).
        if back.iss.as_ref().is_some_and(|i| *i != known.metadata.issuer) || says && back.iss.is_none() {
            return Err(Failed::Bad(BadToken::Issuer));
        }
        let code = back.code.as_deref().filter(|_| back.error.is_none());
        let tokens = self.exchange(&known, code.ok_or(Failed::Declined)?, &asked, source, now)?;
        let mut claims = self.open(&mut known, &tokens.id_token, now)?;
        let expected = Expected {
            issuer: &known.metadata.issuer,
            client: &self.settings.client,
            now,
        };
        let subject = sign_in(&claims, &expected, &asked.nonce, asked.at)?.to_owned();
        self.settings.mapping.strong(&claims)?;
        // Some services say roles only when asked again.
        if self.settings.mapping.of(&claims).is_empty()
            && let (Some(url), Some(token)) = (&known.metadata.userinfo_endpoint, &tokens.access_token)
        {
            let more: Claims = json(&self.get(url, Some(token))?, "what it says about somebody")?;
            if more.get("sub").and_then(serde_json::Value::as_str) != Some(&subject) {
                return Err(Failed::Bad(BadToken::Audience));
            }
            for (name, value) in more {
                claims.entry(name).or_insert(value);
            }
        }
        Ok((self.word(&claims, subject), asked.to))
    }

    fn exchange(
        &self,
        known: &Known,
        code: &str,
        asked: &Asked,
        source: &dyn Source,
        now: Timestamp,
    ) -> Result<Tokens, Failed> {
        let (client, endpoint) = (&self.settings.client, &known.metadata.token_endpoint);
        let back = self.back();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &back),
            ("code_verifier", &asked.verifier),
        ];
        let (said, basic);
        match &self.settings.auth {
            ClientAuth::Key(signer) => {
                said = statement(signer.as_ref(), client, endpoint, source, now).map_err(Failed::Service)?;
                form.push(("client_id", client));
                form.push((
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ));
                form.push(("client_assertion", &said));
                basic = None;
            }
            ClientAuth::Secret(secret) => basic = Some((client.as_str(), secret.as_str())),
        }
        let answer = self.fetch.post(endpoint, &form, basic).map_err(Failed::Service)?;
        json(&answer, "its answer to the code")
    }

    fn word(&self, claims: &Claims, subject: String) -> Word {
        let text = |name: &str| claims.get(name).and_then(serde_json::Value::as_str);
        let whole = [text("given_name"), text("family_name")];
        let parts: Vec<&str> = whole.into_iter().flatten().collect();
        let name = text("name").map_or_else(|| parts.join(" "), str::to_owned);
        Word {
            issuer: self.settings.issuer.clone(),
            subject,
            sid: text("sid").map(str::to_owned),
            name: Some(name.trim().chars().take(100).collect::<String>())
                .filter(|n| !n.is_empty())
                .unwrap_or_else(|| "A member of staff".into()),
            roles: self.settings.mapping.of(claims),
        }
    }

    /// A logout token: whose, and which session's, signing out it is.
    ///
    /// # Errors
    /// [`Failed`].
    pub fn signed_out(
        &self,
        token: &str,
        source: &dyn Source,
    ) -> Result<(String, Option<String>, Option<String>), Failed> {
        let now = source.now();
        let mut known = self.known(now)?;
        let claims = self.open(&mut known, token, now)?;
        let expected = Expected {
            issuer: &known.metadata.issuer,
            client: &self.settings.client,
            now,
        };
        let (subject, sid) = logout(&claims, &expected)?;
        Ok((
            known.metadata.issuer.clone(),
            subject.map(str::to_owned),
            sid.map(str::to_owned),
        ))
    }
}
