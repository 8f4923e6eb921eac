//! Small files that only their owner can read, beside the database and not in it. Owns: that one is replaced whole or
//! not at all, and that a second process cannot hold what a first one holds.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::engine::{private_dir, private_file, sync_dir};
use crate::error::OpenError;

/// Replaces a file in one step, or makes it; returns when it is on the disk.
///
/// # Errors
/// [`OpenError::File`]; then the old file is as it was.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<(), OpenError> {
    let dir = path.parent().unwrap_or_else(|| Path::new("."));
    private_dir(dir)?;
    let part = path.with_extension("part");
    let write = || {
        if part.exists() {
            fs::remove_file(&part)?;
        }
        let mut file = private_file(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&part, path)?;
        sync_dir(dir)
    };
    write().map_err(OpenError::file(path))
}

/// Gives a file another name in the same directory; returns when that is on the disk.
///
/// # Errors
/// [`OpenError::File`].
pub fn rename(from: &Path, to: &Path) -> Result<(), OpenError> {
    let dir = to.parent().unwrap_or_else(|| Path::new("."));
    fs::rename(from, to)
        .and_then(|()| sync_dir(dir))
        .map_err(OpenError::file(from))
}

/// Reads a file; nothing where there is none. Refuses one that others can read.
///
/// # Errors
/// [`OpenError::File`] or [`OpenError::KeyExposed`].
pub fn read(path: &Path) -> Result<Option<String>, OpenError> {
    match fs::read_to_string(path) {
        Ok(text) => {
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = fs::metadata(path)
                    .map_err(OpenError::file(path))?
                    .permissions()
                    .mode()
                    & 0o777;
                if mode & 0o077 != 0 {
                    return Err(OpenError::KeyExposed {
                        path: path.to_owned(),
                        mode,
                        wanted: 0o600,
                    });
                }
            }
            Ok(Some(text))
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(why) => Err(OpenError::file(path)(why)),
    }
}

/// Holds a directory for this process until the file is dropped; nothing when another process holds it.
///
/// # Errors
/// [`OpenError::File`].
pub fn hold(dir: &Path) -> Result<Option<File>, OpenError> {
    private_dir(dir)?;
    let path = dir.join("held.lock");
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(OpenError::file(&path))?;
    Ok(file.try_lock().is_ok().then_some(file))
}
