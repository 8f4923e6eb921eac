//! Checking what an authenticator says (WebAuthn Level 3, §7.1 and §7.2). Pure: what was expected and what came in,
//! yes or why not. Attestation is not asked for and not read: we want to know that it is the same key again, not who
//! made it. The signatures themselves are checked by `ring`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::digest::{SHA256, digest};
use ring::signature::{
    ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

use super::cbor::{self, Value};

/// ECDSA on P-256 with SHA-256 (RFC 9053): phones, laptops, security keys.
pub const ES256: i64 = -7;
/// Ed25519 (RFC 9053): some security keys.
pub const EDDSA: i64 = -8;
/// RSA with SHA-256 (RFC 8812): Windows machines whose chip knows nothing else.
pub const RS256: i64 = -257;
/// What we ask an authenticator for, in this order.
pub const ALGORITHMS: [i64; 3] = [ES256, EDDSA, RS256];

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const HAS_CREDENTIAL: u8 = 1 << 6;
const HAS_MORE: u8 = 1 << 7;
/// The longest credential id that the standard allows.
const LONGEST_ID: usize = 1023;

/// This site, as an authenticator knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relying {
    /// `https://support.example.org`, as the browser says it.
    pub origin: String,
    /// `support.example.org`.
    pub id: String,
}

impl Relying {
    /// From the address that people type. None where browsers offer no passkeys: an address in figures, or one that is
    /// neither https nor this machine.
    #[must_use]
    pub fn of(public_url: &str) -> Option<Self> {
        let (scheme, host) = public_url.trim_end_matches('/').split_once("://")?;
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        };
        let local = name == "localhost";
        let figures = name.starts_with('[') || name.split('.').all(|p| p.parse::<u8>().is_ok());
        if name.is_empty() || figures || !(scheme == "https" || scheme == "http" && local) {
            return None;
        }
        let name = name.to_lowercase();
        let usual = if scheme == "https" { "443" } else { "80" };
        let port = port.filter(|p| *p != usual);
        Some(Self {
            origin: port.map_or_else(
                || format!("{scheme}://{name}"),
                |p| format!("{scheme}://{name}:{p}"),
            ),
            id: name,
        })
    }
}

/// Why a passkey was not taken. For tests and the log: nobody at the door is told which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not the shape of an answer.
    #[error("it could not be read")]
    Shape,
    /// An answer to another question.
    #[error("it answers another challenge")]
    Challenge,
    /// Made on another site.
    #[error("it was made on another site")]
    Site,
    /// Nobody touched the authenticator, or it did not check who did.
    #[error("the authenticator did not check who used it")]
    NotVerified,
    /// An algorithm that we did not ask for, or a key that does not fit it.
    #[error("a kind of key that was not asked for")]
    Key,
    /// The signature is not the key's.
    #[error("the signature does not fit")]
    Signature,
    /// It counted backwards: there may be a copy.
    #[error("it counted backwards, so there may be a copy of it")]
    Counter,
}

/// The key half that we keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey {
    /// [`ES256`], [`EDDSA`] or [`RS256`].
    pub algorithm: i64,
    /// The point, the Ed25519 key, or the RSA modulus.
    pub key: Vec<u8>,
    /// The RSA exponent; otherwise empty.
    pub exponent: Vec<u8>,
}

/// A passkey that has just been made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The authenticator's name for it.
    pub credential: Vec<u8>,
    /// Its public half.
    pub key: PublicKey,
    /// Its first count.
    pub counter: u32,
}

/// Reads what a browser sends as text.
pub(super) fn decoded(text: &str) -> Result<Vec<u8>, Wrong> {
    URL_SAFE_NO_PAD.decode(text).map_err(|_| Wrong::Shape)
}

/// The challenge that an answer says it answers, to look up whether we asked it.
#[must_use]
pub fn challenge_of(client: &str) -> Option<String> {
    let client: serde_json::Value = serde_json::from_slice(&decoded(client).ok()?).ok()?;
    Some(client.get("challenge")?.as_str()?.to_owned())
}

/// What the browser says: which kind of act, which challenge, which site.
fn client_data(site: &Relying, kind: &str, challenge: &str, client: &[u8]) -> Result<(), Wrong> {
    let client: serde_json::Value = serde_json::from_slice(client).map_err(|_| Wrong::Shape)?;
    let text = |name: &str| client.get(name).and_then(serde_json::Value::as_str);
    if text("type") != Some(kind) {
        return Err(Wrong::Shape);
    }
    if text("challenge") != Some(challenge) {
        return Err(Wrong::Challenge);
    }
    let framed = client.get("crossOrigin").and_then(serde_json::Value::as_bool) == Some(true);
    if text("origin") != Some(&site.origin) || framed {
        return Err(Wrong::Site);
    }
    Ok(())
}

/// What the authenticator says about itself.
struct Said<'a> {
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

fn said<'a>(site: &Relying, data: &'a [u8]) -> Result<Said<'a>, Wrong> {
    let (hash, rest) = data.split_at_checked(32).ok_or(Wrong::Shape)?;
    let (&flags, rest) = rest.split_first().ok_or(Wrong::Shape)?;
    let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Wrong::Shape)?;
    if hash != digest(&SHA256, site.id.as_bytes()).as_ref() {
        return Err(Wrong::Site);
    }
    if flags & USER_PRESENT == 0 || flags & USER_VERIFIED == 0 {
        return Err(Wrong::NotVerified);
    }
    if flags & MAY_BE_COPIED == 0 && flags & IS_COPIED != 0 {
        return Err(Wrong::Shape);
    }
    Ok(Said {
        flags,
        counter: u32::from_be_bytes(*counter),
        rest,
    })
}

/// A passkey was made: reads it. `client` and `attestation` as the browser gave them, base64url.
///
/// # Errors
/// [`Wrong`].
pub fn made(site: &Relying, challenge: &str, client: &str, attestation: &str) -> Result<Made, Wrong> {
    client_data(site, "webauthn.create", challenge, &decoded(client)?)?;
    let attestation = decoded(attestation)?;
    let (object, after) = cbor::read(&attestation).ok_or(Wrong::Shape)?;
    let data = object.named("authData").and_then(Value::bytes);
    let data = data.filter(|_| after.is_empty()).ok_or(Wrong::Shape)?;
    let said = said(site, data)?;
    if said.flags & HAS_CREDENTIAL == 0 {
        return Err(Wrong::Shape);
    }
    // 16 bytes say which model it is. We do not want to know.
    let (_, rest) = said.rest.split_at_checked(16).ok_or(Wrong::Shape)?;
    let (length, rest) = rest.split_first_chunk::<2>().ok_or(Wrong::Shape)?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (credential, rest) = rest.split_at_checked(length).ok_or(Wrong::Shape)?;
    if credential.is_empty() || credential.len() > LONGEST_ID {
        return Err(Wrong::Shape);
    }
    let (cose, rest) = cbor::read(rest).ok_or(Wrong::Shape)?;
    let left = if said.flags & HAS_MORE == 0 {
        rest
    } else {
        cbor::read(rest).ok_or(Wrong::Shape)?.1
    };
    if !left.is_empty() {
        return Err(Wrong::Shape);
    }
    Ok(Made {
        credential: credential.to_vec(),
        key: public_key(&cose)?,
        counter: said.counter,
    })
}

/// A key as COSE writes it (RFC 9052 §7), if it is of a kind that we asked for.
fn public_key(cose: &Value) -> Result<PublicKey, Wrong> {
    let int = |at| cose.at(at).and_then(Value::int);
    let bytes = |at| cose.at(at).and_then(Value::bytes).ok_or(Wrong::Key);
    let algorithm = int(3).ok_or(Wrong::Key)?;
    let (key, exponent) = match (int(1), algorithm) {
        (Some(2), ES256) if int(-1) == Some(1) => {
            let (x, y) = (bytes(-2)?, bytes(-3)?);
            if x.len() != 32 || y.len() != 32 {
                return Err(Wrong::Key);
            }
            ([&[4], x, y].concat(), vec![])
        }
        (Some(1), EDDSA) if int(-1) == Some(6) && bytes(-2)?.len() == 32 => (bytes(-2)?.to_vec(), vec![]),
        (Some(3), RS256) if (256..=1024).contains(&bytes(-1)?.len()) => {
            (bytes(-1)?.to_vec(), bytes(-2)?.to_vec())
        }
        _ => return Err(Wrong::Key),
    };
    Ok(PublicKey {
        algorithm,
        key,
        exponent,
    })
}

/// What a browser sends when a passkey has signed, base64url as it came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signed {
    /// The authenticator's name for the passkey.
    pub credential: String,
    /// What the browser says about the act.
    pub client: String,
    /// What the authenticator says about itself.
    pub data: String,
    /// The signature over both.
    pub signature: String,
    /// Whose it is, as the authenticator remembers.
    pub user: String,
}

/// A passkey signed: is it this key's answer to this challenge on this site? Gives its count.
///
/// # Errors
/// [`Wrong`].
pub fn signed(
    site: &Relying,
    challenge: &str,
    (key, counter): (&PublicKey, u32),
    signed: &Signed,
) -> Result<u32, Wrong> {
    let client = decoded(&signed.client)?;
    client_data(site, "webauthn.get", challenge, &client)?;
    let data = decoded(&signed.data)?;
    let said = said(site, &data)?;
    let message = [&data, digest(&SHA256, &client).as_ref()].concat();
    verify(key, &message, &decoded(&signed.signature)?)?;
    // A passkey that is copied between devices does not count and says 0 for ever.
    if (said.counter != 0 || counter != 0) && said.counter <= counter {
        return Err(Wrong::Counter);
    }
    Ok(said.counter)
}

fn verify(key: &PublicKey, message: &[u8], signature: &[u8]) -> Result<(), Wrong> {
    let fits = match key.algorithm {
        ES256 => UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &key.key).verify(message, signature),
        EDDSA => UnparsedPublicKey::new(&ED25519, &key.key).verify(message, signature),
        RS256 => RsaPublicKeyComponents {
            n: &key.key,
            e: &key.exponent,
        }
        .verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        _ => return Err(Wrong::Key),
    };
    fits.map_err(|_| Wrong::Signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_named_as_browsers_name_it() {
        let site = Relying::of("https://Support.example.org:443/").unwrap();
        assert_eq!(
            (site.origin.as_str(), site.id.as_str()),
            ("https://support.example.org", "support.example.org")
        );
        assert_eq!(
            Relying::of("http://localhost:8080").unwrap().origin,
            "http://localhost:8080"
        );
        for none in [
            "http://support.example.org",
            "https://10.0.0.1",
            "https://[::1]:8080",
            "http://127.0.0.1:80",
            "https://",
        ] {
            assert_eq!(Relying::of(none), None, "{none}");
        }
    }
}
