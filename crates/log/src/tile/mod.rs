//! The log as static files (C2SP tlog-tiles): hash tiles of height 8 and entry bundles. Owns: where tiles come from
//! ([`TileSource`]), which tiles a size has, and what the bytes of one mean.

pub mod append;
pub mod audit;
pub mod bundle;
pub mod path;
pub mod reader;

pub use append::Appender;
pub use path::{Kind, TilePath};

use crate::Hash;

/// How many hashes a full tile has.
pub const WIDTH: usize = 256;

/// Why a tile could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// It is not there.
    #[error("the tile is not there")]
    Missing,
    /// It may be there, but reading it went wrong.
    #[error("the tile could not be read: {0}")]
    Broken(String),
}

/// Where tiles come from: a directory, a server, a test's memory. What it gives is never trusted.
pub trait TileSource {
    /// The bytes of one tile.
    ///
    /// # Errors
    /// [`Unreadable`], with the reason.
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable>;
}

impl<S: TileSource + ?Sized> TileSource for &S {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        (**self).read(path)
    }
}

/// Why a log's tiles are not what a checkpoint promises.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileFault {
    /// A tile could not be read.
    #[error("{path}: {why}")]
    Unreadable {
        /// Which.
        path: TilePath,
        /// Why.
        why: Unreadable,
    },
    /// A tile has the wrong number of bytes, or an entry runs past its end.
    #[error("{path}: these bytes are no such tile")]
    Malformed {
        /// Which.
        path: TilePath,
    },
    /// A tile's hashes are not those of what lies below it.
    #[error("{path}: its hashes are not those of what lies below it")]
    Altered {
        /// Which.
        path: TilePath,
    },
    /// All tiles fit together, but their root is not the one that was signed.
    #[error("the tiles fit together, but their root is not the one that was signed")]
    AnotherRoot,
}

/// How many hashes the last tile of a level has, when it is partial; zero when the level ends with a full one.
fn partial(level: u8, size: u64) -> u16 {
    u16::try_from((size >> (8 * u32::from(level))) % 256).expect("a remainder of 256")
}

/// The partial tile of a level at a size, if there is one.
fn last_partial(level: u8, size: u64) -> Option<TilePath> {
    let width = partial(level, size);
    let index = size >> (8 * u32::from(level)) >> 8;
    (width > 0).then_some(TilePath::hashes(level, index, width))
}

/// The levels that a tree of this size has: none when it is empty, at most eight.
fn levels(size: u64) -> impl Iterator<Item = u8> {
    (0..8).take_while(move |level| size >> (8 * u32::from(*level)) > 0)
}

/// The bytes of a hash tile as hashes. `None` if they are not exactly as many as its path says.
fn parse_hashes(path: &TilePath, bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, over) = bytes.as_chunks();
    let fits = over.is_empty() && hashes.len() == usize::from(path.width());
    fits.then(|| hashes.iter().copied().map(Hash::new).collect())
}

/// Reads a tile; where only its full form is still kept, cuts that to the width asked for, as clients may.
fn fetch<S: TileSource>(source: &S, path: &TilePath) -> Result<Vec<u8>, TileFault> {
    let unreadable = |why| TileFault::Unreadable { path: *path, why };
    match source.read(path) {
        Err(Unreadable::Missing) if path.is_partial() => {
            let full = source.read(&path.full()).map_err(unreadable)?;
            let cut = match path.kind() {
                Kind::Hashes(_) => full.get(..usize::from(path.width()) * Hash::LEN),
                Kind::Entries => bundle::cut(&full, path.width()),
            };
            cut.map(<[u8]>::to_vec)
                .ok_or(TileFault::Malformed { path: path.full() })
        }
        read => read.map_err(unreadable),
    }
}

/// The hashes of a tile, wherever it is kept.
fn fetch_hashes<S: TileSource>(source: &S, path: &TilePath) -> Result<Vec<Hash>, TileFault> {
    let bytes = fetch(source, path)?;
    parse_hashes(path, &bytes).ok_or(TileFault::Malformed { path: *path })
}

/// A number below 256 as a place in a tile.
fn place_of(index: u64) -> usize {
    usize::try_from(index % WIDTH as u64).expect("below 256")
}

/// The number of a level: there are at most eight, as no tree has 2^63 leaves.
fn number_of(level: usize) -> u8 {
    u8::try_from(level).expect("at most eight levels")
}
