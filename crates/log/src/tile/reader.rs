//! Proofs from tiles. Owns: that no proof leaves this file which the signed root does not bear out, whatever the
//! source of tiles gave.

use std::collections::BTreeMap;

use super::{Kind, TileFault, TilePath, TileSource, fetch, fetch_hashes, last_partial, levels};
use super::{WIDTH, bundle, place_of};
use crate::proof::make::Nodes;
use crate::proof::{Head, check_consistency, check_inclusion, make};
use crate::{Edge, Hash, MAX_SIZE};

/// Reads one tree, whose root is known, from tiles that may be wrong.
#[derive(Debug)]
pub struct Reader<S> {
    source: S,
    head: Head,
    // A proof reads two or three tiles of a level. All that are read stay, until the reader goes.
    kept: BTreeMap<TilePath, Vec<Hash>>,
}

impl<S: TileSource> Reader<S> {
    /// A reader of the tree with this head, which somebody signed. `None` if no tree can be so large.
    #[must_use]
    pub fn new(source: S, head: Head) -> Option<Self> {
        (head.size <= MAX_SIZE).then_some(Self {
            source,
            head,
            kept: BTreeMap::new(),
        })
    }

    /// The tree that is read.
    #[must_use]
    pub fn head(&self) -> Head {
        self.head
    }

    /// The proof that entry `index` with this leaf hash is in the tree.
    ///
    /// # Errors
    /// [`TileFault`] when tiles are missing or not those of the signed tree, or the entry is another one.
    pub fn inclusion(&mut self, leaf: &Hash, index: u64) -> Result<Vec<Hash>, TileFault> {
        if index >= self.head.size {
            return Err(TileFault::AnotherRoot);
        }
        let (size, root) = (self.head.size, self.head.root);
        let path = make::inclusion(self, index, size)?;
        check_inclusion(leaf, index, size, &root, &path).map_err(|_| TileFault::AnotherRoot)?;
        Ok(path)
    }

    /// The proof that the tree continues `old`.
    ///
    /// # Errors
    /// [`TileFault`] when tiles are missing or not those of the signed tree, or when it does not continue `old`.
    pub fn consistency(&mut self, old: &Head) -> Result<Vec<Hash>, TileFault> {
        if old.size > self.head.size {
            return Err(TileFault::AnotherRoot);
        }
        let head = self.head;
        let path = make::consistency(self, old.size, head.size)?;
        check_consistency(old, &head, &path).map_err(|_| TileFault::AnotherRoot)?;
        Ok(path)
    }

    /// The right edge, from the partial tiles.
    ///
    /// # Errors
    /// [`TileFault`] when tiles are missing or their root is not the signed one.
    pub fn edge(&mut self) -> Result<Edge, TileFault> {
        let size = self.head.size;
        let mut found = Vec::new();
        for level in levels(size) {
            found.push(match last_partial(level, size) {
                Some(path) => self.tile(&path)?.to_vec(),
                None => Vec::new(),
            });
        }
        let edge = Edge::of_levels(size, &found);
        (edge.root() == self.head.root)
            .then_some(edge)
            .ok_or(TileFault::AnotherRoot)
    }

    /// One entry, with the proof that it is in the tree.
    ///
    /// # Errors
    /// [`TileFault`] when its bundle or a tile is missing or not that of the signed tree.
    pub fn entry(&mut self, index: u64) -> Result<(Vec<u8>, Vec<Hash>), TileFault> {
        if index >= self.head.size {
            return Err(TileFault::AnotherRoot);
        }
        let path = self.path(Kind::Entries, index / 256);
        let bytes = fetch(&self.source, &path)?;
        let entries = bundle::parse(&bytes, path.width()).ok_or(TileFault::Malformed { path })?;
        let entry = entries[place_of(index)].to_vec();
        let proof = self.inclusion(&Hash::leaf(&entry), index)?;
        Ok((entry, proof))
    }

    /// The tile at this place that the tree's size gives: full, or as wide as the tree reaches.
    fn path(&self, kind: Kind, index: u64) -> TilePath {
        let level = match kind {
            Kind::Hashes(level) => level,
            Kind::Entries => 0,
        };
        let full = TilePath::new(kind, index, 256).expect("the tree has it");
        match last_partial(level, self.head.size) {
            Some(last) if last.index() == index => TilePath::new(kind, index, last.width()).unwrap_or(full),
            _ => full,
        }
    }

    fn tile(&mut self, path: &TilePath) -> Result<&[Hash], TileFault> {
        if !self.kept.contains_key(path) {
            let hashes = fetch_hashes(&self.source, path)?;
            self.kept.insert(*path, hashes);
        }
        Ok(&self.kept[path])
    }
}

impl<S: TileSource> Nodes for Reader<S> {
    type Gone = TileFault;

    fn node(&mut self, height: u32, index: u64) -> Result<Hash, TileFault> {
        let level = u8::try_from(height / 8).expect("a tree has fewer than 64 heights");
        let wide = 1_u64 << (height % 8);
        let first = index * wide;
        let path = self.path(Kind::Hashes(level), first / WIDTH as u64);
        let from = place_of(first);
        let upto = from + usize::try_from(wide).expect("at most 128");
        let hashes = self.tile(&path)?;
        let part = hashes.get(from..upto).ok_or(TileFault::Malformed { path })?;
        Ok(Hash::fold(part))
    }
}
