//! Growing a log: entries in, tiles out. Owns: which tiles are written for a new size. Holds the partial tiles and
//! nothing else, so its memory does not grow with the log.

use super::{TileFault, TilePath, TileSource, WIDTH, bundle, fetch, fetch_hashes};
use super::{last_partial, levels, number_of, partial};
use crate::proof::Head;
use crate::{Edge, Hash};

/// A tile and its bytes.
pub type Written = (TilePath, Vec<u8>);

/// The growing right side of a log.
#[derive(Debug, Clone, Default)]
pub struct Appender {
    size: u64,
    // Hashes beyond the full tiles, for each level; fewer than 256 in each.
    levels: Vec<Vec<Hash>>,
    entries: Vec<u8>,
    // Full tiles since the last time they were taken.
    done: Vec<Written>,
}

impl Appender {
    /// A log without entries.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on where the tiles of this tree end.
    ///
    /// # Errors
    /// [`TileFault`] when a partial tile is missing or altered, or the root is another one.
    pub fn resume<S: TileSource>(source: &S, head: &Head) -> Result<Self, TileFault> {
        let mut resumed = Self {
            size: head.size,
            ..Self::default()
        };
        for level in levels(head.size) {
            resumed.levels.push(match last_partial(level, head.size) {
                Some(path) => fetch_hashes(source, &path)?,
                None => Vec::new(),
            });
        }
        if resumed.edge().root() != head.root {
            return Err(TileFault::AnotherRoot);
        }
        let width = partial(0, head.size);
        if width > 0 {
            let path = TilePath::entries(head.size / 256, width);
            let bytes = fetch(source, &path)?;
            let entries = bundle::parse(&bytes, width).ok_or(TileFault::Malformed { path })?;
            let same = entries
                .iter()
                .zip(&resumed.levels[0])
                .all(|(e, h)| Hash::leaf(e) == *h);
            if !same {
                return Err(TileFault::Altered { path });
            }
            resumed.entries = bytes;
        }
        Ok(resumed)
    }

    /// How many entries the log has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds one entry and gives its number.
    ///
    /// # Errors
    /// [`bundle::TooLong`]; nothing is then added.
    pub fn append(&mut self, entry: &[u8]) -> Result<u64, bundle::TooLong> {
        bundle::push(&mut self.entries, entry)?;
        let index = self.size;
        self.size += 1;
        let mut hash = Hash::leaf(entry);
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::with_capacity(WIDTH));
            }
            let hashes = &mut self.levels[level];
            hashes.push(hash);
            if hashes.len() < WIDTH {
                break;
            }
            let level = number_of(level);
            let number = (index >> (8 * u32::from(level))) / 256;
            self.done
                .push((TilePath::hashes(level, number, 256), bytes_of(hashes)));
            if level == 0 {
                let bytes = std::mem::take(&mut self.entries);
                self.done.push((TilePath::entries(number, 256), bytes));
            }
            hash = Hash::fold(hashes);
            hashes.clear();
        }
        Ok(index)
    }

    /// The full tiles that have come since the last call. They never change again.
    pub fn take_full(&mut self) -> Vec<Written> {
        std::mem::take(&mut self.done)
    }

    /// The partial tiles that a checkpoint of this size needs beside all full ones.
    #[must_use]
    pub fn partials(&self) -> Vec<Written> {
        let mut tiles: Vec<_> = levels(self.size)
            .filter_map(|level| last_partial(level, self.size).map(|p| (level, p)))
            .map(|(level, path)| (path, bytes_of(&self.levels[usize::from(level)])))
            .collect();
        let width = partial(0, self.size);
        if width > 0 {
            tiles.push((TilePath::entries(self.size / 256, width), self.entries.clone()));
        }
        tiles
    }

    /// The right edge.
    #[must_use]
    pub fn edge(&self) -> Edge {
        Edge::of_levels(self.size, &self.levels)
    }

    /// Size and root.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            size: self.size,
            root: self.edge().root(),
        }
    }
}

fn bytes_of(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|h| *h.as_bytes()).collect()
}
