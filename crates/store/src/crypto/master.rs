//! The master key: one file outside the database. Owns: making it, reading it, and the keys derived from it.
//! Never stores it anywhere else; never makes a second one for a database that has one.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use hmac::{Hmac, KeyInit, Mac};
use sayso_core::id::Source;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::{
    engine::{private_dir, private_file, sync_dir},
    error::OpenError,
};

pub(crate) type Key = Zeroizing<[u8; 32]>;

/// 32 random bytes, kept as 64 hexadecimal characters in a file only its owner can read.
pub(crate) struct MasterKey(Key);

impl MasterKey {
    /// Makes the file and everything above it, and returns when it is on the disk.
    pub(crate) fn make(path: &Path, source: &dyn Source) -> Result<Self, OpenError> {
        let dir = parent(path);
        private_dir(&dir)?;
        let mut key = Zeroizing::new([0; 32]);
        source.fill(key.as_mut());
        // Written beside and renamed: a power cut leaves the whole key or none.
        let part = path.with_extension("part");
        let write = || {
            if part.exists() {
                fs::remove_file(&part)?;
            }
            let mut file = private_file(&part)?;
            file.write_all(hex(&key).as_bytes())?;
            file.sync_all()?;
            fs::rename(&part, path)?;
            sync_dir(&dir)
        };
        write().map_err(OpenError::file(path))?;
        Ok(Self(key))
    }

    /// Reads the file, unless it is missing, malformed or within others' reach.
    pub(crate) fn read(path: &Path) -> Result<Self, OpenError> {
        if !path.exists() {
            return Err(OpenError::KeyMissing(path.to_owned()));
        }
        // The file: nobody else may read it. Its directory: nobody else may put another file there.
        unreachable_for_others(path, 0o077, 0o600)?;
        unreachable_for_others(&parent(path), 0o022, 0o700)?;
        let text = fs::read_to_string(path)
            .map(Zeroizing::new)
            .map_err(OpenError::file(path))?;
        unhex(text.trim_end())
            .map(Self)
            .ok_or_else(|| OpenError::KeyMalformed(path.to_owned()))
    }

    /// A key for one use. HMAC-SHA256 of the use under the master key, so no use learns another's key.
    pub(crate) fn derive(&self, parts: &[&str]) -> Key {
        let mut mac = mac(&self.0);
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

/// HMAC-SHA256 under `key`.
pub(crate) fn mac(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length")
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(unix)]
fn unreachable_for_others(path: &Path, forbidden: u32, wanted: u32) -> Result<(), OpenError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path)
        .map_err(OpenError::file(path))?
        .permissions()
        .mode()
        & 0o777;
    if mode & forbidden == 0 {
        Ok(())
    } else {
        Err(OpenError::KeyExposed {
            path: path.to_owned(),
            mode,
            wanted,
        })
    }
}

/// Other systems keep no such bits; their administrators set access lists.
#[cfg(not(unix))]
fn unreachable_for_others(_: &Path, _: u32, _: u32) -> Result<(), OpenError> {
    Ok(())
}

fn hex(key: &[u8; 32]) -> Zeroizing<String> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Zeroizing::new(String::with_capacity(65));
    for byte in key {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text.push('\n');
    text
}

fn unhex(text: &str) -> Option<Key> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut key = Zeroizing::new([0; 32]);
    for (byte, pair) in key.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_was_written_and_nothing_else_is_a_key() {
        let key: [u8; 32] = std::array::from_fn(|n| u8::try_from(n * 7).unwrap());
        assert_eq!(unhex(hex(&key).trim_end()).as_deref(), Some(&key));
        for bad in ["", "00", &"0g".repeat(32), &"é".repeat(32), &"0".repeat(65)] {
            assert!(unhex(bad).is_none());
        }
    }

    #[test]
    fn each_use_has_its_own_key() {
        let master = MasterKey(Zeroizing::new([7; 32]));
        assert_ne!(
            master.derive(&["wrap", "ab", "c"]),
            master.derive(&["wrap", "a", "bc"])
        );
    }
}
