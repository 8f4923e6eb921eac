//! Copies of the database. Owns: making one while the database is in use, and proving that it opens.
//! Never copies the key file: a backup without the key says nothing about anybody.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::{
    Connection, OpenFlags,
    backup::{Backup, StepResult},
};

use crate::{
    engine::{private_file, sync_dir},
    error::{OpenError, StoreError},
    migrate,
};

/// What a look into a database file found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// The highest migration number in it, 0 when it has none.
    pub version: u32,
    /// Its length in pages.
    pub pages: i64,
}

/// Opens a database file read-only and checks every page and every reference. Slow on a large one.
///
/// # Errors
/// [`StoreError::Corrupt`] when anything is amiss; [`StoreError::Unavailable`] when it cannot be read.
pub fn check(file: &Path) -> Result<Checked, StoreError> {
    check_open(&read_only(file)?)
}

/// Copies the database `from` (in use or not) to the new file `to` and checks the copy. The key file is not in it.
///
/// # Errors
/// [`OpenError`]; then there is no file at `to`, unless there was one before.
pub fn copy(from: &Path, to: &Path) -> Result<(), OpenError> {
    copy_of(&read_only(from)?, to)
}

/// As [`copy`], from an open connection.
pub(crate) fn copy_of(conn: &Connection, to: &Path) -> Result<(), OpenError> {
    if to.exists() {
        let why = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Err(OpenError::File {
            path: to.to_owned(),
            why,
        });
    }
    // Beside, and renamed when checked: a file under the final name is always a whole backup.
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let done = copy_and_check(conn, &part).and_then(|()| {
        fs::rename(&part, to).map_err(OpenError::file(to))?;
        match to.parent() {
            Some(dir) if !dir.as_os_str().is_empty() => sync_dir(dir).map_err(OpenError::file(dir)),
            _ => Ok(()),
        }
    });
    if done.is_err() && part.exists() {
        fs::remove_file(&part).map_err(OpenError::file(&part))?;
    }
    done
}

fn copy_and_check(conn: &Connection, part: &Path) -> Result<(), OpenError> {
    if part.exists() {
        fs::remove_file(part).map_err(OpenError::file(part))?;
    }
    let file = private_file(part).map_err(OpenError::file(part))?;
    let mut copy = Connection::open(part)?;
    let step = Backup::new(conn, &mut copy)?.step(-1)?;
    if step != StepResult::Done {
        return Err(StoreError::unavailable("the database was too busy to copy").into());
    }
    // One file that stands alone, without a log beside it.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)?;
    file.sync_all().map_err(OpenError::file(part))?;
    let (before, after) = (migrate::version(conn)?, check(part)?.version);
    if before == after {
        Ok(())
    } else {
        Err(StoreError::corrupt("the copy is not the same").into())
    }
}

fn read_only(file: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(
        file,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.pragma_update(None, "cell_size_check", "ON")?;
    Ok(conn)
}

fn check_open(conn: &Connection) -> Result<Checked, StoreError> {
    let mut statement = conn.prepare("PRAGMA integrity_check")?;
    let words = statement
        .query_map((), |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    if words != ["ok"] {
        return Err(StoreError::corrupt(format!(
            "the integrity check found {} faults",
            words.len()
        )));
    }
    let dangling: i64 = conn.query_row("SELECT count(*) FROM pragma_foreign_key_check", (), |row| {
        row.get(0)
    })?;
    if dangling > 0 {
        return Err(StoreError::corrupt(format!("{dangling} references to nothing")));
    }
    let pages = conn.query_row("PRAGMA page_count", (), |row| row.get(0))?;
    Ok(Checked {
        version: migrate::version(conn)?,
        pages,
    })
}
