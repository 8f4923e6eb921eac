//! Small files that only their owner can read, beside the database and not in it. Owns: that one is replaced whole or
//! not at all, that a second process cannot hold what a first one holds, and what tells one place from a copy of it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::Path;
use std::time::Duration;

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

const LOCK: &str = "held.lock";

/// Holds a directory for this process until the file is dropped; nothing when another process holds it.
///
/// # Errors
/// [`OpenError::File`].
pub fn hold(dir: &Path) -> Result<Option<File>, OpenError> {
    private_dir(dir)?;
    hold_file(&dir.join(LOCK))
}

/// How often a lock is tried for, and how long between.
const TRIES: (u32, Duration) = (25, Duration::from_millis(10));

/// The same of one file, which is made where there is none. Tried for a moment: whoever starts another process shares its
/// open files with that one until it runs, so that a lock that was let go of can be held a little longer.
///
/// # Errors
/// [`OpenError::File`].
pub(crate) fn hold_file(path: &Path) -> Result<Option<File>, OpenError> {
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .map_err(OpenError::file(path))?;
    for _ in 0..TRIES.0 {
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(TryLockError::WouldBlock) => std::thread::park_timeout(TRIES.1),
            Err(TryLockError::Error(why)) => return Err(OpenError::file(path)(why)),
        }
    }
    Ok(None)
}

/// Is the file that [`hold`] gave still the one that others would have to hold? No where it was deleted or replaced:
/// somebody else can hold the directory then. Without inodes this cannot be told, and it says yes.
///
/// # Errors
/// [`OpenError::File`].
pub fn still_held(dir: &Path, held: &File) -> Result<bool, OpenError> {
    let path = dir.join(LOCK);
    match fs::metadata(&path) {
        Ok(there) => {
            let own = held.metadata().map_err(OpenError::file(&path))?;
            Ok(same_file(&own, &there))
        }
        Err(why) if why.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(why) => Err(OpenError::file(&path)(why)),
    }
}

#[cfg(unix)]
fn same_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same_file(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    true
}

/// What a file has here and no copy of it has: the machine, the file's inode, and when the inode was made or, where the
/// file system does not say, the device. Nothing where there are no inodes. A device number alone would not do: it
/// changes when a machine starts again with its disks in another order.
///
/// # Errors
/// [`OpenError::File`].
#[cfg(unix)]
pub fn place(path: &Path) -> Result<Option<String>, OpenError> {
    use std::os::unix::fs::MetadataExt as _;
    use std::time::SystemTime;
    let file = fs::metadata(path).map_err(OpenError::file(path))?;
    let made = file.created().ok();
    let made = made.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
    let made = made.map_or_else(
        || format!("device {}", file.dev()),
        |at| format!("made {}", at.as_nanos()),
    );
    // A machine without an id is told from others by the file alone.
    let machine = fs::read_to_string("/etc/machine-id").unwrap_or_default();
    Ok(Some(format!("{} {} {made}", machine.trim(), file.ino())))
}

/// What a file has here and no copy of it has: nothing that this system tells.
///
/// # Errors
/// None here.
#[cfg(not(unix))]
pub fn place(_: &Path) -> Result<Option<String>, OpenError> {
    Ok(None)
}
