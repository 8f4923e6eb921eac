//! What the log shows to anybody. Owns: that only what a published checkpoint covers is served. About nobody.

use jiff::Timestamp;
use sayso_log::checkpoint::Checkpoint;
use sayso_log::note::Note;
use sayso_log::tile::{TilePath, TileSource as _, Unreadable};
use sayso_store::{PublicLog, Standing, StoreError, Tree};

use super::countersigned::with_lines;
use super::trees::Tiles;
use crate::{Error, House};

/// Where the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The last published checkpoint, as the note that it is, with the line of each witness that countersigned it.
    pub checkpoint: Option<String>,
    /// The log's name.
    pub origin: String,
    /// How many entries it covers.
    pub size: u64,
    /// When the private tree's root was published last.
    pub sealed_at: Option<Timestamp>,
    /// The key to check with.
    pub key: Option<String>,
    /// Why nothing is signed now, in words.
    pub refusal: Option<String>,
}

fn text(bytes: Option<Vec<u8>>) -> Option<String> {
    String::from_utf8(bytes?).ok().filter(|t| !t.is_empty())
}

/// The published checkpoint as it was signed here: the lines of witnesses are kept apart, and added by [`with_lines`].
pub(super) fn checkpoint(log: &mut PublicLog) -> Result<Option<String>, StoreError> {
    Ok(text(log.standing(Standing::Checkpoint)?))
}

/// Where the log stands.
///
/// # Errors
/// Only where the store cannot read.
pub fn shown(house: &House) -> Result<Shown, Error> {
    Ok(house.read_log(|log| {
        let checkpoint = checkpoint(log)?;
        let read = checkpoint
            .as_deref()
            .and_then(|c| Checkpoint::parse(Note::parse(c.as_bytes()).ok()?.text()));
        let rows = match &read {
            Some(c) => log.countersigned_at(c.origin(), c.head().size)?,
            None => vec![],
        };
        let checkpoint = checkpoint.and_then(|c| with_lines(&c, &rows));
        Ok::<_, StoreError>(Shown {
            origin: read.as_ref().map(|c| c.origin().to_owned()).unwrap_or_default(),
            size: read.map_or(0, |c| c.head().size),
            sealed_at: log.last_root()?.map(|r| r.at),
            key: text(log.standing(Standing::Key)?),
            refusal: text(log.standing(Standing::Refusal)?),
            checkpoint,
        })
    })?)
}

/// The key to check with.
///
/// # Errors
/// [`Error::NotFound`] before anything was signed.
pub fn key(house: &House) -> Result<String, Error> {
    shown(house)?.key.ok_or(Error::NotFound)
}

/// One tile of the public log, by its address in the C2SP form.
///
/// # Errors
/// [`Error::NotFound`] for a tile that the published checkpoint does not have.
pub fn tile(house: &House, path: &str) -> Result<(TilePath, Vec<u8>), Error> {
    let path: TilePath = path.parse().map_err(|_| Error::NotFound)?;
    let size = shown(house)?.size;
    tile_below(house, path, Tree::Public, size)
}

/// A log that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// 1, 2, …
    pub nth: u64,
    /// Its key, which has its name.
    pub key: String,
    /// How many lines its last checkpoint covers.
    pub size: u64,
    /// Its last checkpoint, as the note that it is.
    pub checkpoint: String,
    /// Why it ended: `year`, `key` or `loss`.
    pub because: String,
    /// When.
    pub at: Timestamp,
}

/// All logs that ended, in order.
///
/// # Errors
/// Only where the store cannot read.
pub fn ended(house: &House) -> Result<Vec<Ended>, Error> {
    house
        .read_log(|log| {
            let mut all = vec![];
            for old in log.ended()? {
                let origin = old.key.split('+').next().unwrap_or_default().to_owned();
                let rows = log.countersigned_at(&origin, old.size)?;
                let note = String::from_utf8_lossy(&old.checkpoint).into_owned();
                all.push(Ended {
                    nth: old.nth,
                    key: old.key,
                    size: old.size,
                    checkpoint: with_lines(&note, &rows).unwrap_or(note),
                    because: old.because,
                    at: old.at,
                });
            }
            Ok::<_, StoreError>(all)
        })
        .map_err(Error::from)
}

/// One tile of a log that ended.
///
/// # Errors
/// [`Error::NotFound`] for a tile that its last checkpoint does not have.
pub fn tile_of_ended(house: &House, nth: u64, path: &str) -> Result<(TilePath, Vec<u8>), Error> {
    let path: TilePath = path.parse().map_err(|_| Error::NotFound)?;
    let found = house.read_log(|log| Ok(log.ended()?.into_iter().find(|o| o.nth == nth)))?;
    let old = found.ok_or(Error::NotFound)?;
    tile_below(house, path, Tree::Ended(old.base), old.size)
}

fn tile_below(house: &House, path: TilePath, tree: Tree, size: u64) -> Result<(TilePath, Vec<u8>), Error> {
    let level = match path.kind() {
        sayso_log::tile::Kind::Hashes(level) => level,
        sayso_log::tile::Kind::Entries => 0,
    };
    let reaches = path
        .index()
        .checked_mul(256)
        .and_then(|first| first.checked_add(path.width().into()))
        .is_some_and(|upto| level < 8 && upto <= size >> (8 * u32::from(level)));
    if !reaches {
        return Err(Error::NotFound);
    }
    let read = house.read_log(|log| Ok::<_, StoreError>(Tiles::new(log, tree).read(&path)))?;
    match read {
        Ok(bytes) => Ok((path, bytes)),
        Err(Unreadable::Missing) => Err(Error::NotFound),
        Err(Unreadable::Broken(why)) => Err(Error::Fault(why)),
    }
}

/// A published document, by its SHA-256 in hexadecimal.
///
/// # Errors
/// [`Error::NotFound`] where no entry stands for it.
pub fn document(house: &House, hash: &str) -> Result<Vec<u8>, Error> {
    house.read_log(|log| log.document(hash))?.ok_or(Error::NotFound)
}
