//! How this site proves to a sign-in service that it is itself: a signed statement (RFC 7523, `private_key_jwt`), or a
//! shared secret where the service can do no better.

use jiff::Timestamp;
use sayso_core::id::{Source, SourceExt as _};
use serde_json::json;

use crate::challenges::base64url;

/// Signs with a private key that this crate never sees.
pub trait Signer: Send + Sync {
    /// `ES256` or `RS256`.
    fn algorithm(&self) -> &'static str;
    /// Which of our keys it is, if the service knows several.
    fn key_id(&self) -> Option<&str>;
    /// The signature, as JWS wants it.
    ///
    /// # Errors
    /// A few words for the log.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, String>;
}

/// How we prove that it is us.
pub enum ClientAuth {
    /// By a statement that we sign: the service holds no secret of ours.
    Key(Box<dyn Signer>),
    /// By a secret that both hold.
    Secret(String),
}

/// A statement says so for this long.
const LIFE: i64 = 60;

/// `private_key_jwt`: that `client` asks `token_endpoint`, now, once.
///
/// # Errors
/// What the signer gave.
pub(super) fn statement(
    signer: &dyn Signer,
    client: &str,
    token_endpoint: &str,
    source: &dyn Source,
    now: Timestamp,
) -> Result<String, String> {
    let mut header = json!({ "alg": signer.algorithm(), "typ": "JWT" });
    if let Some(id) = signer.key_id() {
        header["kid"] = id.into();
    }
    let claims = json!({
        "iss": client,
        "sub": client,
        "aud": token_endpoint,
        "iat": now.as_second(),
        "exp": now.as_second() + LIFE,
        "jti": base64url(&source.bytes::<16>()),
    });
    let message = format!(
        "{}.{}",
        base64url(header.to_string().as_bytes()),
        base64url(claims.to_string().as_bytes())
    );
    let signature = signer.sign(message.as_bytes())?;
    Ok(format!("{message}.{}", base64url(&signature)))
}
