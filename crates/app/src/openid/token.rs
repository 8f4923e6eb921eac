//! Reading a signed token (JWS compact, RFC 7515) with the keys that its issuer publishes (JWK Set, RFC 7517). Owns: which
//! algorithms count (RFC 8725: a list of ours, never the token's own word). Checks no claim. `ring` checks the signature.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};
use serde::Deserialize;
use serde_json::{Map, Value};

/// What a token says.
pub type Claims = Map<String, Value>;

/// Signature algorithms that are taken. No symmetric one: a secret that two share proves nobody. Never `none`.
const ALGORITHMS: [&str; 3] = ["RS256", "PS256", "ES256"];
/// Longer than any token that an honest provider sends.
const LONGEST: usize = 32 * 1024;

/// Why a token says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadToken {
    /// Not three parts of base64url with JSON in them, or with an extension that must be understood.
    #[error("it could not be read")]
    Shape,
    /// Signed in a way that we do not take.
    #[error("it is signed in a way that is not taken here")]
    Algorithm,
    /// None of the issuer's keys is the one. They may have changed: fetch them again, once.
    #[error("its key is not among the issuer’s")]
    NoKey,
    /// The signature is not the key's.
    #[error("its signature does not fit")]
    Signature,
    /// Somebody else issued it.
    #[error("somebody else issued it")]
    Issuer,
    /// It is for somebody else.
    #[error("it is for another service")]
    Audience,
    /// Too old, or from the future.
    #[error("its time is over or has not come")]
    Time,
    /// It answers another question.
    #[error("it answers another question")]
    Nonce,
    /// It does not say what it must.
    #[error("it leaves out what it must say")]
    Missing,
    /// It does not say that they showed who they are after they were asked (`auth_time`).
    #[error("it does not say that they showed just now who they are (auth_time)")]
    NotFresh,
    /// Signed in less strongly than the configuration asks for.
    #[error("the sign-in was weaker than is asked for")]
    Weak,
}

#[derive(Debug, Clone, Deserialize)]
struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    alg: Option<String>,
    #[serde(default)]
    crv: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
    #[serde(default)]
    x: Option<String>,
    #[serde(default)]
    y: Option<String>,
}

/// An issuer's keys.
#[derive(Debug, Clone, Default)]
pub struct Keys(Vec<Key>);

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<Value>,
}

fn decoded(text: &str) -> Result<Vec<u8>, BadToken> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| BadToken::Shape)
}

impl Keys {
    /// Reads a JWK Set. Keys of a kind that we do not know are left out, as the standard asks.
    ///
    /// # Errors
    /// [`BadToken::Shape`] when it is no JWK Set at all.
    pub fn read(text: &str) -> Result<Self, BadToken> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<Value>,
        }
        let set: Set = serde_json::from_str(text).map_err(|_| BadToken::Shape)?;
        let keys = set.keys.into_iter();
        Ok(Self(
            keys.filter_map(|k| serde_json::from_value(k).ok()).collect(),
        ))
    }

    /// What a token says, if one of these keys signed it.
    ///
    /// # Errors
    /// [`BadToken`].
    pub fn open(&self, token: &str) -> Result<Claims, BadToken> {
        if token.len() > LONGEST {
            return Err(BadToken::Shape);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(BadToken::Shape)?;
        let (header, claims) = signed.split_once('.').ok_or(BadToken::Shape)?;
        let header: Header = serde_json::from_slice(&decoded(header)?).map_err(|_| BadToken::Shape)?;
        if !ALGORITHMS.contains(&header.alg.as_str()) {
            return Err(BadToken::Algorithm);
        }
        if header.crit.is_some() {
            return Err(BadToken::Shape);
        }
        let signature = decoded(signature)?;
        let fitting: Vec<&Key> = self.0.iter().filter(|k| k.fits(&header)).collect();
        if fitting.is_empty() {
            return Err(BadToken::NoKey);
        }
        if !fitting
            .iter()
            .any(|k| k.signed(&header.alg, signed.as_bytes(), &signature))
        {
            return Err(BadToken::Signature);
        }
        serde_json::from_slice(&decoded(claims)?).map_err(|_| BadToken::Shape)
    }
}

impl Key {
    /// A key is for one kind of signature: the token does not get to choose another.
    fn fits(&self, header: &Header) -> bool {
        let kind = if header.alg == "ES256" { "EC" } else { "RSA" };
        self.kty == kind
            && (kind == "RSA" || self.crv.as_deref() == Some("P-256"))
            && self.purpose.as_deref().is_none_or(|p| p == "sig")
            && self.alg.as_deref().is_none_or(|a| a == header.alg)
            && header
                .kid
                .as_ref()
                .is_none_or(|kid| self.kid.as_ref() == Some(kid))
    }

    fn signed(&self, alg: &str, message: &[u8], signature: &[u8]) -> bool {
        let part = |text: &Option<String>| text.as_deref().and_then(|t| decoded(t).ok());
        if alg == "ES256" {
            let (Some(x), Some(y)) = (part(&self.x), part(&self.y)) else {
                return false;
            };
            let point = [&[4], x.as_slice(), &y].concat();
            return UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point)
                .verify(message, signature)
                .is_ok();
        }
        let (Some(n), Some(e)) = (part(&self.n), part(&self.e)) else {
            return false;
        };
        let padding = if alg == "PS256" {
            &RSA_PSS_2048_8192_SHA256
        } else {
            &RSA_PKCS1_2048_8192_SHA256
        };
        RsaPublicKeyComponents { n, e }
            .verify(padding, message, signature)
            .is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7515, appendix A.3: a key, and a token that it signed.
    const JWKS: &str = r#"{"keys":[{"kty":"EC","crv":"P-256",
        "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
        {"kty":"oct","k":"c2VjcmV0"},{"kty":"something new"}]}"#;
    const TOKEN: &str = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    #[test]
    fn the_standards_own_example_opens_and_a_changed_one_does_not() {
        let keys = Keys::read(JWKS).unwrap();
        assert_eq!(keys.open(TOKEN).unwrap()["iss"], "joe");
        let other = TOKEN.replace("iss_root", "x").replace("eyJpc3Mi", "eyJpc3Mj");
        assert_eq!(keys.open(&other), Err(BadToken::Signature));
        let elsewhere = JWKS.replace("f83OJ3D2", "f83OJ3D3");
        assert_eq!(
            Keys::read(&elsewhere).unwrap().open(TOKEN),
            Err(BadToken::Signature)
        );
    }

    #[test]
    fn the_token_does_not_choose_how_it_is_checked() {
        let keys = Keys::read(JWKS).unwrap();
        let (_, rest) = TOKEN.split_once('.').unwrap();
        for (header, why) in [
            (r#"{"alg":"none"}"#, BadToken::Algorithm),
            (r#"{"alg":"HS256"}"#, BadToken::Algorithm),
            (r#"{"alg":"RS256"}"#, BadToken::NoKey),
            (r#"{"alg":"ES256","kid":"another"}"#, BadToken::NoKey),
            (r#"{"alg":"ES256","crit":["b64"],"b64":false}"#, BadToken::Shape),
        ] {
            let token = format!("{}.{rest}", URL_SAFE_NO_PAD.encode(header));
            assert_eq!(keys.open(&token), Err(why), "{header}");
        }
        for token in ["", "a.b", "a.b.c", "...."] {
            assert_eq!(keys.open(token), Err(BadToken::Shape), "{token}");
        }
        assert_eq!(Keys::default().open(TOKEN), Err(BadToken::NoKey));
    }
}
