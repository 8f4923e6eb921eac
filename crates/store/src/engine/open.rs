//! How a connection and a data directory are set up. Owns: `SQLite`'s settings, the lock file, file modes.
//! Never touches a row.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, config::DbConfig};

use crate::error::{OpenError, StoreError};
use crate::files::hold_file;

/// Frames in the log before a commit copies them itself (80 MB): only a long spell without any quiet gets there.
const LOG_FRAMES: i64 = 20_000;
/// How long the log file is made beforehand, in bytes: writing over is several times faster than growing.
const LOG_LENGTH: u64 = 16 << 20;

/// Settings every connection has.
pub(super) fn harden(conn: &Connection) -> Result<(), StoreError> {
    conn.busy_timeout(Duration::from_secs(2))?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // A double-quoted word is a name, never by accident a text.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Without it every statement with a range in it is planned anew each time it runs with other values.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    for (name, value) in [
        ("trusted_schema", "OFF"),
        ("cell_size_check", "ON"),
        ("temp_store", "MEMORY"),
    ] {
        conn.pragma_update(None, name, value)?;
    }
    Ok(())
}

/// Settings of a connection that writes.
pub(super) fn configure(conn: &Connection) -> Result<(), StoreError> {
    harden(conn)?;
    let mode: String = conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::unavailable(
            "this file system cannot keep a write-ahead log",
        ));
    }
    for (name, value) in [
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("secure_delete", "ON"),
        // Without it a REPLACE would slip past the triggers that keep events from being deleted.
        ("recursive_triggers", "ON"),
        ("cache_size", "-16384"),
    ] {
        conn.pragma_update(None, name, value)?;
    }
    // Both answer with a row. -1: the log keeps its length and is written over.
    conn.pragma_update_and_check(None, "wal_autocheckpoint", LOG_FRAMES, |_| Ok(()))?;
    conn.pragma_update_and_check(None, "journal_size_limit", -1, |_| Ok(()))?;
    Ok(())
}

/// Fills the log file up with zeros. `SQLite` trusts only frames whose checksum follows from its header, so what
/// lies behind the last one does not matter.
pub(super) fn lengthen_log(db: &Path) -> io::Result<()> {
    let mut log = db.as_os_str().to_owned();
    log.push("-wal");
    let mut log = OpenOptions::new().write(true).open(log)?;
    let mut at = log.seek(SeekFrom::End(0))?;
    let zeros = vec![0; 1 << 20];
    while at < LOG_LENGTH {
        let part = usize::try_from(LOG_LENGTH - at).map_or(zeros.len(), |left| left.min(zeros.len()));
        log.write_all(&zeros[..part])?;
        at += part as u64;
    }
    log.sync_all()
}

/// Makes a directory that only its owner can enter; leaves one that is there as it is.
pub(crate) fn private_dir(path: &Path) -> Result<(), OpenError> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(OpenError::file(path))
}

/// Makes an empty file that only its owner can read; an error when it is there already.
pub(crate) fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the names in a directory last through a power cut.
pub(crate) fn sync_dir(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(path)?.sync_all()
    } else {
        Ok(())
    }
}

/// Holds the data directory for this process until the file is dropped.
pub(super) fn lock(dir: &Path) -> Result<File, OpenError> {
    hold_file(&dir.join("sayso.lock"))?.ok_or_else(|| OpenError::InUse(dir.to_owned()))
}
