//! Keys of signed notes: Ed25519, for a log's signature and for a witness's countersignature with its time (C2SP
//! tlog-cosignature, `cosignature/v1`). Owns: key ids, both spellings, signing and checking.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signer as _, SigningKey as Secret, VerifyingKey as Public};

use super::Signature;
use crate::{Hash, MAX_SIZE, lines};

/// What a key's signature says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// "This is my text": a log under its checkpoint.
    Plain,
    /// "At this time, this was the largest tree of that log that I had seen": a witness.
    Timed,
}

impl Scheme {
    fn byte(self) -> u8 {
        match self {
            Scheme::Plain => 0x01,
            Scheme::Timed => 0x04,
        }
    }

    fn of(byte: u8) -> Option<Self> {
        [Scheme::Plain, Scheme::Timed]
            .into_iter()
            .find(|s| s.byte() == byte)
    }
}

/// A text that is no key, or one whose id does not fit it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a key that we can use")]
pub struct NoKey;

/// A public key with its name: all that is needed to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    scheme: Scheme,
    key: Public,
}

impl VerifierKey {
    /// A key under a name.
    ///
    /// # Errors
    /// [`NoKey`] if the name is empty, has a space or a plus, or the bytes are no Ed25519 public key.
    pub fn new(name: &str, scheme: Scheme, key: &[u8; 32]) -> Result<Self, NoKey> {
        let key = Public::from_bytes(key)
            .ok()
            .filter(|k| !k.is_weak())
            .ok_or(NoKey)?;
        is_name(name).then_some(()).ok_or(NoKey)?;
        Ok(Self {
            name: name.to_owned(),
            scheme,
            key,
        })
    }

    /// The name that stands in the signature line.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What its signatures say.
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The first four bytes of the hash of name, scheme and key: short on purpose, no proof of anything.
    #[must_use]
    pub fn id(&self) -> u32 {
        let mut text = self.name.as_bytes().to_vec();
        text.extend([b'\n', self.scheme.byte()]);
        text.extend(self.key.as_bytes());
        let [a, b, c, d, ..] = *Hash::of(&text).as_bytes();
        u32::from_be_bytes([a, b, c, d])
    }

    /// The public key's bytes.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// Whether this key signed this text: `None` if not, and inside, the time of a countersignature.
    #[must_use]
    pub fn check(&self, text: &str, signature: &[u8]) -> Option<Option<u64>> {
        let (time, message, signature) = match self.scheme {
            Scheme::Plain => (None, text.to_owned(), signature),
            Scheme::Timed => {
                let (time, rest) = signature.split_first_chunk()?;
                let time = u64::from_be_bytes(*time);
                (
                    Some(Some(time).filter(|t| *t <= MAX_SIZE)?),
                    timed(time, text),
                    rest,
                )
            }
        };
        let signature = ed25519_dalek::Signature::from_slice(signature).ok()?;
        let fits = self.key.verify_strict(message.as_bytes(), &signature).is_ok();
        fits.then_some(time)
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut both = vec![self.scheme.byte()];
        both.extend(self.key.as_bytes());
        write!(f, "{}+{:08x}+{}", self.name, self.id(), lines::to_base64(&both))
    }
}

impl FromStr for VerifierKey {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let (name, rest) = text.split_once('+').ok_or(NoKey)?;
        let (_, key) = rest.split_once('+').ok_or(NoKey)?;
        let (scheme, key) = scheme_and_bytes(key).ok_or(NoKey)?;
        let found = Self::new(name, scheme, &key)?;
        // The id is checked with everything else: a key has one spelling.
        (found.to_string() == text).then_some(found).ok_or(NoKey)
    }
}

/// A key that signs. Shows nothing of itself when printed, and its secret is wiped when it goes.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    scheme: Scheme,
    secret: Secret,
}

impl SigningKey {
    /// A key from 32 bytes of randomness, which come from outside.
    ///
    /// # Errors
    /// [`NoKey`] if the name is empty or has a space or a plus.
    pub fn from_seed(name: &str, scheme: Scheme, seed: &[u8; 32]) -> Result<Self, NoKey> {
        is_name(name).then_some(()).ok_or(NoKey)?;
        Ok(Self {
            name: name.to_owned(),
            scheme,
            secret: Secret::from_bytes(seed),
        })
    }

    /// Reads a key file: `PRIVATE+KEY+<name>+<id>+<base64 of scheme and seed>`, as other tools write it.
    ///
    /// # Errors
    /// [`NoKey`], also when the id is not that of the key.
    pub fn parse(text: &str) -> Result<Self, NoKey> {
        let rest = text.trim_end().strip_prefix("PRIVATE+KEY+").ok_or(NoKey)?;
        let (name, rest) = rest.split_once('+').ok_or(NoKey)?;
        let (id, key) = rest.split_once('+').ok_or(NoKey)?;
        let (scheme, seed) = scheme_and_bytes(key).ok_or(NoKey)?;
        let found = Self::from_seed(name, scheme, &seed)?;
        let same = format!("{:08x}", found.verifier().id()) == id;
        same.then_some(found).ok_or(NoKey)
    }

    /// A key of its own for another purpose, under this key's name, a slash and that word. Made from this one's secret:
    /// whoever has the one has both, and nobody gets from the other back to this.
    ///
    /// # Panics
    /// Never with a word of letters: it makes a name.
    #[must_use]
    pub fn beside(&self, word: &str) -> Self {
        let mut made_of = format!("sayso key beside\n{word}\n").into_bytes();
        made_of.extend(self.secret.to_bytes());
        let name = format!("{}/{word}", self.name);
        let seed = Hash::of(&made_of);
        Self::from_seed(&name, self.scheme, seed.as_bytes()).expect("a name, a slash and a word are a name")
    }

    /// The text of a key file: the secret itself, for that file and nothing else.
    #[must_use]
    pub fn to_secret_text(&self) -> String {
        let mut both = vec![self.scheme.byte()];
        both.extend(self.secret.to_bytes());
        let id = self.verifier().id();
        format!("PRIVATE+KEY+{}+{id:08x}+{}", self.name, lines::to_base64(&both))
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey {
            name: self.name.clone(),
            scheme: self.scheme,
            key: self.secret.verifying_key(),
        }
    }

    /// Signs a text. `time`, in seconds since 1970, is used by a witness's key and by no other.
    #[must_use]
    pub fn sign(&self, text: &str, time: u64) -> Signature {
        let bytes = match self.scheme {
            Scheme::Plain => self.secret.sign(text.as_bytes()).to_bytes().to_vec(),
            Scheme::Timed => {
                let time = time.min(MAX_SIZE);
                let signature = self.secret.sign(timed(time, text).as_bytes());
                [&time.to_be_bytes()[..], &signature.to_bytes()].concat()
            }
        };
        Signature {
            name: self.name.clone(),
            id: self.verifier().id(),
            bytes,
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

/// What a witness signs: its own heading and time, then the checkpoint's whole text.
fn timed(time: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {time}\n{text}")
}

fn scheme_and_bytes(text: &str) -> Option<(Scheme, [u8; 32])> {
    let both = lines::base64(text)?;
    let (scheme, bytes) = both.split_first()?;
    Some((Scheme::of(*scheme)?, bytes.try_into().ok()?))
}

/// A key's name: something, without spaces or a plus.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|c| c.is_whitespace() || c == '+' || c < ' ')
}
