//! Texts over the documented HTTP hook (`docs/sms-hook.md`): one JSON object, a bearer secret, and the same
//! Idempotency-Key at every try of one message.

use std::time::Duration;

use sayso_app::carry::Envelope;
use sayso_core::decide::carry::Trouble;

/// How long one call may take as a whole.
pub const CALL: Duration = Duration::from_secs(20);

/// How a deployment sends texts.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// Where to post them: https, or this machine itself.
    pub url: String,
    /// What we prove ourselves with.
    pub secret: String,
    /// How long one call may take: [`CALL`].
    pub wait: Duration,
}

/// A secret is never shown.
impl std::fmt::Debug for Sms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sms")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// May a secret travel to this address? Inside TLS, or without leaving this machine.
#[must_use]
pub(crate) fn is_private(url: &str) -> bool {
    let host = |rest: &str| -> Option<String> {
        let place = rest.split(['/', '?', '#']).next()?;
        (!place.is_empty() && !place.contains('@')).then(|| place.to_owned())
    };
    if let Some(rest) = url.strip_prefix("https://") {
        return host(rest).is_some();
    }
    url.strip_prefix("http://").and_then(host).is_some_and(|place| {
        let name = place.rsplit_once(':').map_or(place.as_str(), |(name, _)| name);
        matches!(name, "127.0.0.1" | "[::1]" | "localhost")
    })
}

/// The adapter.
pub struct Texts {
    agent: ureq::Agent,
    sms: Sms,
}

impl Texts {
    /// Ready to send; connects to nobody yet.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub fn new(sms: &Sms) -> Result<Self, String> {
        if !is_private(&sms.url) {
            return Err("sms_url: give an https address (http only on this machine itself)".into());
        }
        let agent = ureq::Agent::config_builder()
            .timeout_global(Some(sms.wait))
            .http_status_as_error(false)
            // The secret goes where the configuration says, and to no other place.
            .max_redirects(0)
            .proxy(None)
            .build();
        Ok(Self {
            agent: agent.into(),
            sms: sms.clone(),
        })
    }

    /// Posts one text and waits for the answer.
    ///
    /// # Errors
    /// Why it was not taken.
    pub fn send(&self, envelope: &Envelope) -> Result<(), Trouble> {
        let out = &envelope.out;
        let body = serde_json::json!({
            "id": envelope.id.to_string(),
            "to": out.address,
            "from": out.sender,
            "text": out.body,
        });
        let answer = self
            .agent
            .post(&self.sms.url)
            .header("authorization", format!("Bearer {}", self.sms.secret))
            .header("idempotency-key", envelope.id.to_string())
            .header("content-type", "application/json")
            .send(body.to_string());
        match answer {
            Ok(answer) => status(answer.status().as_u16()),
            Err(ureq::Error::Timeout(_)) => Err(Trouble::TimedOut),
            Err(ureq::Error::Rustls(_) | ureq::Error::Tls(_)) => Err(Trouble::NotPrivate),
            Err(_) => Err(Trouble::Unreachable),
        }
    }
}

/// What the other end's answer means for the message.
fn status(code: u16) -> Result<(), Trouble> {
    match code {
        200..=299 => Ok(()),
        401 | 403 => Err(Trouble::NotKnownThere),
        404 | 410 => Err(Trouble::Unreachable),
        422 => Err(Trouble::NoSuchAddress),
        408 | 409 | 425 | 429 | 500..=599 => Err(Trouble::ComeAgain),
        _ => Err(Trouble::TurnedAway),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_travels_inside_tls_or_not_at_all() {
        for good in [
            "https://sms.example.org/send",
            "http://127.0.0.1:9/x",
            "http://localhost/x",
            "http://[::1]:80/",
        ] {
            assert!(is_private(good), "{good}");
        }
        for bad in [
            "http://sms.example.org/send",
            "http://127.0.0.1.example.org/",
            "http://127.0.0.1@example.org/",
            "https://",
            "ftp://127.0.0.1/",
            "",
        ] {
            assert!(!is_private(bad), "{bad}");
        }
    }

    #[test]
    fn only_an_answer_that_lasts_ends_the_tries() {
        assert_eq!(status(202), Ok(()));
        assert_eq!(status(503), Err(Trouble::ComeAgain));
        assert_eq!(status(422), Err(Trouble::NoSuchAddress));
        assert!(
            status(401).is_err_and(|t| !t.lasts()),
            "a wrong secret can be put right"
        );
        assert!(status(302).is_err(), "a redirect is not followed");
    }
}
