//! Looking into a data directory from beside: whether or not a server has it open. Owns: that such a look can change
//! nothing. Reads what is about people too, so it is for the machine's own console alone.

use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};
use sayso_core::id::Source;

use super::{Tx, open, sqlite::SqliteTx};
use crate::crypto::{KeyRing, MasterKey};
use crate::error::{OpenError, StoreError};
use crate::migrate::{self, Migration};

/// Runs `work` on one consistent view of the directory's database, with its keys, and writes nothing.
///
/// # Errors
/// [`OpenError`] when it is not there, its key is not, or it was written by another version of this program; what `work`
/// gave.
pub fn look<T>(
    dir: &Path,
    key_file: Option<&Path>,
    migrations: &[Migration],
    source: Arc<dyn Source>,
    work: impl FnOnce(&mut dyn Tx, &KeyRing) -> Result<T, StoreError>,
) -> Result<T, OpenError> {
    let key_file = key_file.map_or_else(|| dir.join("keys").join("master.key"), Path::to_owned);
    let master = MasterKey::read(&key_file)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(dir.join("sayso.db"), flags)?;
    open::harden(&conn)?;
    conn.pragma_update(None, "query_only", true)?;
    let keys = KeyRing::new(master, source);
    if keys.known_to(&conn)? != Some(true) {
        return Err(OpenError::KeyWrong(key_file));
    }
    let (found, known) = (migrate::version(&conn)?, migrations.last().map_or(0, |m| m.0));
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    if found < known {
        return Err(
            StoreError::unavailable("it is from an older version; start the server once first").into(),
        );
    }
    conn.execute_batch("BEGIN").map_err(StoreError::from)?;
    let gave = work(&mut SqliteTx::new(&conn, None), &keys);
    conn.execute_batch("ROLLBACK").map_err(StoreError::from)?;
    Ok(gave?)
}
