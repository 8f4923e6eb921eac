//! Checking a whole log from its tiles. Owns: that every entry, every tile and the root fit together, in one pass
//! from left to right, with memory for one bundle and one tile of each level.

use super::{TileFault, TilePath, TileSource, WIDTH, bundle, fetch, fetch_hashes, number_of, partial};
use crate::proof::Head;
use crate::{Edge, Hash, MAX_SIZE};

/// Reads every entry and every tile of the tree with this head, in order, and hands each entry to `look` once the
/// tile above it has borne out its hash.
///
/// The root is known only at the end: until this returns, what `look` saw is not yet proved.
///
/// # Errors
/// The first [`TileFault`] met.
pub fn whole<S: TileSource>(
    source: &S,
    head: &Head,
    mut look: impl FnMut(u64, &[u8]),
) -> Result<(), TileFault> {
    if head.size > MAX_SIZE {
        return Err(TileFault::AnotherRoot);
    }
    let mut levels: Vec<Vec<Hash>> = Vec::new();
    let mut at = 0;
    while at < head.size {
        let width = if head.size - at < 256 {
            partial(0, head.size)
        } else {
            256
        };
        let path = TilePath::entries(at / 256, width);
        let bytes = fetch(source, &path)?;
        let entries = bundle::parse(&bytes, width).ok_or(TileFault::Malformed { path })?;
        let hashes: Vec<Hash> = entries.iter().map(|e| Hash::leaf(e)).collect();
        let tile = TilePath::hashes(0, at / 256, width);
        if fetch_hashes(source, &tile)? != hashes {
            return Err(TileFault::Altered { path: tile });
        }
        for (index, entry) in (at..).zip(&entries) {
            look(index, entry);
        }
        at += u64::from(width);
        place(source, &mut levels, hashes, at)?;
    }
    for (level, hashes) in levels.iter().enumerate().skip(1) {
        let level = number_of(level);
        if let Some(path) = super::last_partial(level, head.size)
            && fetch_hashes(source, &path)? != *hashes
        {
            return Err(TileFault::Altered { path });
        }
    }
    let edge = Edge::of_levels(head.size, &levels);
    (edge.root() == head.root)
        .then_some(())
        .ok_or(TileFault::AnotherRoot)
}

/// Puts the hashes of one level-0 tile in place, and the root of each tile that becomes full one level up.
fn place<S: TileSource>(
    source: &S,
    levels: &mut Vec<Vec<Hash>>,
    leaves: Vec<Hash>,
    size: u64,
) -> Result<(), TileFault> {
    if levels.is_empty() {
        levels.push(Vec::new());
    }
    levels[0] = leaves;
    for level in 0.. {
        if levels[level].len() < WIDTH {
            return Ok(());
        }
        let number = number_of(level);
        if level > 0 {
            let path = TilePath::hashes(number, (size >> (8 * u32::from(number))) / 256 - 1, 256);
            if fetch_hashes(source, &path)? != levels[level] {
                return Err(TileFault::Altered { path });
            }
        }
        let root = Hash::fold(&levels[level]);
        levels[level].clear();
        if levels.len() == level + 1 {
            levels.push(Vec::new());
        }
        levels[level + 1].push(root);
    }
    Ok(())
}
