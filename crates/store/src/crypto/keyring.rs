//! The keys of the encrypted columns. Owns: one key per person and retention class, wrapped under the master key;
//! encrypting, decrypting, destroying; blind indexes. Never writes a key or a plain value anywhere.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use aes_gcm_siv::{
    Aes256GcmSiv, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use aes_kw::KwAes256;
use hmac::Mac;
use rusqlite::{Connection, OptionalExtension};
use sayso_core::id::{PersonId, Source, SourceExt};
use zeroize::Zeroizing;

use super::{
    Cell, Class, Encrypted, MasterKey, Owner, Secret,
    master::{Key, mac},
};
use crate::{engine::Tx, error::StoreError, params};

const FORMAT: u8 = 1;
const NONCE: usize = 12;
const WRAPPED: usize = 40;
/// Unwrapped keys held at once; past it they are all dropped (and wiped) and read again when needed.
const HELD: usize = 256;

/// The one door to encrypted columns. Share it as [`Db::keys`](crate::Db::keys) gives it.
pub struct KeyRing {
    master: MasterKey,
    source: Arc<dyn Source>,
    /// Valid only within the job that read them: a key made in a job that is undone must not outlive it, and a
    /// destroyed one must not either.
    held: Mutex<Held>,
    /// A key was destroyed and the log may still hold its wrapped bytes.
    destroyed: AtomicBool,
}

#[derive(Default)]
struct Held {
    job: u64,
    keys: HashMap<Owner, Key>,
}

impl KeyRing {
    pub(crate) fn new(master: MasterKey, source: Arc<dyn Source>) -> Self {
        Self {
            master,
            source,
            held: Mutex::default(),
            destroyed: AtomicBool::new(false),
        }
    }

    /// Encrypts one value for its place, making the owner's key if this is their first. The value is as long as
    /// stored minus 29 bytes: lengths are not hidden.
    ///
    /// # Errors
    /// [`StoreError::Erased`] when this owner's key was destroyed; what `tx` gave.
    pub fn encrypt(
        &self,
        tx: &mut dyn Tx,
        owner: Owner,
        cell: &Cell,
        plain: impl AsRef<[u8]>,
    ) -> Result<Encrypted, StoreError> {
        let key = match self.key(tx, owner)? {
            Some(key) => key,
            None => self.make_key(tx, owner)?,
        };
        let nonce: [u8; NONCE] = self.source.bytes();
        let payload = Payload {
            msg: plain.as_ref(),
            aad: &cell.bound_to(&owner),
        };
        let cipher_text = cipher(&key)
            .encrypt(&Nonce::from(nonce), payload)
            .map_err(|_| StoreError::corrupt("a value too long to encrypt"))?;
        let mut bytes = Vec::with_capacity(1 + NONCE + cipher_text.len());
        bytes.push(FORMAT);
        bytes.extend(nonce);
        bytes.extend(cipher_text);
        Ok(Encrypted::stored(bytes))
    }

    /// Decrypts one value from its place.
    ///
    /// # Errors
    /// [`StoreError::Erased`] when this owner's key was destroyed; [`StoreError::Corrupt`] when the value was
    /// changed or belongs to another place; what `tx` gave.
    pub fn decrypt(
        &self,
        tx: &mut dyn Tx,
        owner: Owner,
        cell: &Cell,
        value: &Encrypted,
    ) -> Result<Secret<Vec<u8>>, StoreError> {
        let key = self
            .key(tx, owner)?
            .ok_or_else(|| StoreError::corrupt("an encrypted value without a key"))?;
        let wrong = || StoreError::corrupt("an encrypted value that does not belong where it was found");
        let (head, cipher_text) = value.bytes().split_at_checked(1 + NONCE).ok_or_else(wrong)?;
        let nonce: [u8; NONCE] = head[1..].try_into().map_err(|_| wrong())?;
        if head[0] != FORMAT {
            return Err(wrong());
        }
        let payload = Payload {
            msg: cipher_text,
            aad: &cell.bound_to(&owner),
        };
        cipher(&key)
            .decrypt(&Nonce::from(nonce), payload)
            .map(Secret::new)
            .map_err(|_| wrong())
    }

    /// Decrypts one value that is text.
    ///
    /// # Errors
    /// As [`KeyRing::decrypt`].
    pub fn decrypt_text(
        &self,
        tx: &mut dyn Tx,
        owner: Owner,
        cell: &Cell,
        value: &Encrypted,
    ) -> Result<Secret<String>, StoreError> {
        let bytes = self.decrypt(tx, owner, cell, value)?.into_exposed();
        String::from_utf8(bytes)
            .map(Secret::new)
            .map_err(|_| StoreError::corrupt("an encrypted text is not UTF-8"))
    }

    /// Destroys a person's keys of these classes: whatever is under them is gone for good, at once.
    /// The writer empties the log at its next quiet moment; older backups hold the wrapped key until they end. Says
    /// how many keys there were.
    ///
    /// # Errors
    /// What `tx` gave.
    pub fn destroy(&self, tx: &mut dyn Tx, person: PersonId, classes: &[Class]) -> Result<usize, StoreError> {
        let mut gone = 0;
        for class in classes {
            let owner = Owner::person(person, *class);
            self.held
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .keys
                .remove(&owner);
            // The row stays without its key, so that no new key is made under the old name by mistake.
            gone += tx.execute(
                "UPDATE data_key SET wrapped = NULL, destroyed_at = $3 \
                 WHERE owner = $1 AND class = $2 AND wrapped IS NOT NULL",
                params![owner.code(), class.code(), self.source.now()],
            )?;
        }
        self.destroyed.store(true, Ordering::Release);
        Ok(gone)
    }

    /// Whether the log should be emptied, because a key was destroyed since this was last asked.
    pub(crate) fn take_destroyed(&self) -> bool {
        self.destroyed.swap(false, Ordering::AcqRel)
    }

    /// The log could not be emptied: ask again.
    pub(crate) fn still_destroyed(&self) {
        self.destroyed.store(true, Ordering::Release);
    }

    /// A keyed fingerprint to find a value by without storing it: HMAC-SHA256 under this purpose's own key, cut to
    /// 16 bytes. Normalise first (an NHS number to its ten digits). Equal values give equal indexes, no more is told.
    #[must_use]
    pub fn index(&self, purpose: &'static str, normalised: &str) -> [u8; 16] {
        let mut mac = mac(&self.master.derive(&["index", purpose]));
        mac.update(normalised.as_bytes());
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        std::array::from_fn(|at| whole[at])
    }

    /// A key for another use of the product (signing a session cookie, say), the same at every start.
    #[must_use]
    pub fn derive(&self, purpose: &'static str) -> Secret<[u8; 32]> {
        Secret::new(*self.master.derive(&["use", purpose]))
    }

    /// Whether the database was made with this master key; nothing when it does not say yet.
    pub(crate) fn known_to(&self, conn: &Connection) -> Result<Option<bool>, StoreError> {
        let there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'key_check'";
        if conn.query_row(there, (), |_| Ok(())).optional()?.is_none() {
            return Ok(None);
        }
        let kept: Option<Vec<u8>> = conn
            .query_row("SELECT fingerprint FROM key_check", (), |row| row.get(0))
            .optional()?;
        Ok(kept.map(|kept| kept == self.fingerprint()))
    }

    /// Writes down which master key this database has. Once, before its first data key.
    pub(crate) fn introduce(&self, conn: &Connection) -> Result<(), StoreError> {
        let written = conn.execute(
            "INSERT INTO key_check (id, fingerprint) SELECT 1, ?1 WHERE NOT EXISTS (SELECT 1 FROM data_key)",
            [self.fingerprint()],
        )?;
        if written == 1 {
            Ok(())
        } else {
            Err(StoreError::corrupt(
                "there are keys but no word of what made them",
            ))
        }
    }

    fn fingerprint(&self) -> Vec<u8> {
        self.master.derive(&["check"])[..16].to_vec()
    }

    /// The owner's key, from this job's memory or the table; nothing when they have none yet.
    fn key(&self, tx: &mut dyn Tx, owner: Owner) -> Result<Option<Key>, StoreError> {
        if let Some(key) = self.remembered(tx.job(), owner) {
            return Ok(Some(key));
        }
        let row = tx.one(
            "SELECT wrapped FROM data_key WHERE owner = $1 AND class = $2",
            params![owner.code(), owner.class.code()],
            |row| row.blob_opt(0),
        )?;
        let Some(wrapped) = row else { return Ok(None) };
        let wrapped = wrapped.ok_or(StoreError::Erased)?;
        let mut key = Zeroizing::new([0; 32]);
        self.wrapping(owner)
            .unwrap_key(&wrapped, key.as_mut())
            .map_err(|_| StoreError::corrupt("a key that does not unwrap"))?;
        self.remember(tx.job(), owner, &key);
        Ok(Some(key))
    }

    fn make_key(&self, tx: &mut dyn Tx, owner: Owner) -> Result<Key, StoreError> {
        let mut key = Zeroizing::new([0; 32]);
        self.source.fill(key.as_mut());
        let mut wrapped = [0; WRAPPED];
        self.wrapping(owner)
            .wrap_key(key.as_ref(), &mut wrapped)
            .map_err(|_| StoreError::corrupt("a key that does not wrap"))?;
        tx.execute(
            "INSERT INTO data_key (owner, class, wrapped, made_at) VALUES ($1, $2, $3, $4)",
            params![owner.code(), owner.class.code(), &wrapped, self.source.now()],
        )?;
        self.remember(tx.job(), owner, &key);
        Ok(key)
    }

    /// A wrapping key for each owner, so that a wrapped key moved to another row does not unwrap there.
    fn wrapping(&self, owner: Owner) -> KwAes256 {
        let key = self.master.derive(&["wrap", &owner.code(), owner.class.code()]);
        KwAes256::new_from_slice(key.as_ref()).expect("the key has 32 bytes")
    }

    fn remembered(&self, job: u64, owner: Owner) -> Option<Key> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.job == job {
            held.keys.get(&owner).cloned()
        } else {
            None
        }
    }

    fn remember(&self, job: u64, owner: Owner, key: &Key) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.job != job || held.keys.len() >= HELD {
            held.keys.clear();
            held.job = job;
        }
        held.keys.insert(owner, key.clone());
    }
}

fn cipher(key: &Key) -> Aes256GcmSiv {
    Aes256GcmSiv::new_from_slice(key.as_ref()).expect("the key has 32 bytes")
}
