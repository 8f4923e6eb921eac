//! Signed notes (C2SP signed-note): a text and the signatures under it. Owns: what a note is, and when one may be
//! believed. A text that no known key has signed is never given out as verified.

pub mod key;

use std::fmt;

pub use key::{NoKey, Scheme, SigningKey, VerifierKey};

use crate::lines;

/// No note is longer, in bytes. The specification asks for room for sixteen signatures, large ones included.
pub const MAX_NOTE: usize = 1_000_000;
/// No note has more signatures.
pub const MAX_SIGNATURES: usize = 100;

/// One signature line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    name: String,
    id: u32,
    bytes: Vec<u8>,
}

impl Signature {
    /// Whose it says it is.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The id of the key that it says made it.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The signature proper, as its scheme has it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Reads one line, without its newline.
    #[must_use]
    pub fn parse(line: &str) -> Option<Self> {
        let (name, text) = line.strip_prefix("— ")?.split_once(' ')?;
        let both = lines::base64(text)?;
        let (id, bytes) = both.split_first_chunk()?;
        let whole = key::is_name(name) && !bytes.is_empty();
        whole.then(|| Self {
            name: name.to_owned(),
            id: u32::from_be_bytes(*id),
            bytes: bytes.to_vec(),
        })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut both = self.id.to_be_bytes().to_vec();
        both.extend(&self.bytes);
        writeln!(f, "— {} {}", self.name, lines::to_base64(&both))
    }
}

/// A note, read but not yet believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    text: String,
    signatures: Vec<Signature>,
}

/// Why bytes are no note, or a note is not believed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteFault {
    /// The bytes do not have the shape of a note.
    #[error("this is not a signed note")]
    Malformed,
    /// A key that we know is named, and its signature does not fit the text.
    #[error("the signature of {0} does not fit the text")]
    BadSignature(String),
    /// None of the signatures is by a key that we know.
    #[error("nobody that we know has signed this")]
    NobodyKnown,
}

/// A signature that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The name of the key.
    pub name: String,
    /// Its id.
    pub id: u32,
    /// What the key is for.
    pub scheme: Scheme,
    /// When it was made, in seconds since 1970, for a witness's countersignature.
    pub time: Option<u64>,
}

impl Note {
    /// A text to be signed: lines, each with its newline, and no control characters.
    ///
    /// # Errors
    /// [`NoteFault::Malformed`].
    pub fn new(text: &str) -> Result<Self, NoteFault> {
        let plain = is_plain(text) && text.ends_with('\n') && text.len() <= MAX_NOTE;
        plain.then_some(()).ok_or(NoteFault::Malformed)?;
        Ok(Self {
            text: text.to_owned(),
            signatures: Vec::new(),
        })
    }

    /// Reads a note with at least one signature.
    ///
    /// # Errors
    /// [`NoteFault::Malformed`].
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteFault> {
        read(bytes).ok_or(NoteFault::Malformed)
    }

    /// The text, newline at its end included.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, checked or not.
    #[must_use]
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// The signatures that known keys made. Those of unknown keys are left aside; one of a known key that does not
    /// fit makes the whole note unbelievable. A key is counted once.
    ///
    /// # Errors
    /// [`NoteFault::BadSignature`], or [`NoteFault::NobodyKnown`] if no known key signed.
    pub fn verify(&self, known: &[VerifierKey]) -> Result<Vec<Verified>, NoteFault> {
        let mut verified: Vec<Verified> = Vec::new();
        for signature in &self.signatures {
            let (name, id) = (&signature.name, signature.id);
            let Some(key) = known.iter().find(|k| k.name() == name && k.id() == id) else {
                continue;
            };
            if verified.iter().any(|v| v.name == *name && v.id == id) {
                continue;
            }
            let time = key
                .check(&self.text, &signature.bytes)
                .ok_or_else(|| NoteFault::BadSignature(name.clone()))?;
            verified.push(Verified {
                name: name.clone(),
                id,
                scheme: key.scheme(),
                time,
            });
        }
        if verified.is_empty() {
            return Err(NoteFault::NobodyKnown);
        }
        Ok(verified)
    }

    /// Adds a signature. An older one of the same key goes.
    pub fn add(&mut self, signature: Signature) {
        self.signatures
            .retain(|s| (&s.name, s.id) != (&signature.name, signature.id));
        self.signatures.push(signature);
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.text)?;
        self.signatures.iter().try_for_each(|s| s.fmt(f))
    }
}

/// No control character below a space, but newlines.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| b >= b' ' || b == b'\n')
}

fn read(bytes: &[u8]) -> Option<Note> {
    if bytes.len() > MAX_NOTE {
        return None;
    }
    let whole = std::str::from_utf8(bytes).ok().filter(|t| is_plain(t))?;
    let split = whole.rfind("\n\n")?;
    let (text, below) = (&whole[..=split], &whole[split + 2..]);
    let below = below.strip_suffix('\n')?;
    if below.split('\n').count() > MAX_SIGNATURES {
        return None;
    }
    let signatures = below.split('\n').map(Signature::parse).collect::<Option<_>>()?;
    Some(Note {
        text: text.to_owned(),
        signatures,
    })
}
