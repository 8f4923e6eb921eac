//! The address of a tile below the log's prefix: `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
//! Owns: the one spelling of each address.

use std::fmt;
use std::str::FromStr;

use super::WIDTH;
use crate::MAX_SIZE;
use crate::lines::decimal;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Hashes at this level, 0 to 63. Level 0 holds the leaves' hashes.
    Hashes(u8),
    /// Log entries.
    Entries,
}

/// Which tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TilePath {
    kind: Kind,
    index: u64,
    width: u16,
}

impl TilePath {
    /// A tile, if the level is 0 to 63, the width 1 to 256, and the index one that a log can reach.
    #[must_use]
    pub fn new(kind: Kind, index: u64, width: u16) -> Option<Self> {
        let level = match kind {
            Kind::Hashes(level) => level,
            Kind::Entries => 0,
        };
        let fits = level < 64 && (1..=256).contains(&width) && index <= MAX_SIZE;
        fits.then_some(Self { kind, index, width })
    }

    pub(super) fn hashes(level: u8, index: u64, width: u16) -> Self {
        Self {
            kind: Kind::Hashes(level),
            index,
            width,
        }
    }

    pub(super) fn entries(index: u64, width: u16) -> Self {
        Self {
            kind: Kind::Entries,
            index,
            width,
        }
    }

    /// What the tile holds.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its number within its level.
    #[must_use]
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it has: 1 to 256.
    #[must_use]
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it will still grow. A full tile never changes.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        usize::from(self.width) < WIDTH
    }

    /// The full tile at the same place.
    #[must_use]
    pub fn full(&self) -> Self {
        Self { width: 256, ..*self }
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Hashes(level) => write!(f, "tile/{level}/")?,
            Kind::Entries => f.write_str("tile/entries/")?,
        }
        let mut groups = vec![self.index % 1000];
        let mut rest = self.index / 1000;
        while rest > 0 {
            groups.push(rest % 1000);
            rest /= 1000;
        }
        for group in groups[1..].iter().rev() {
            write!(f, "x{group:03}/")?;
        }
        write!(f, "{:03}", groups[0])?;
        if self.is_partial() {
            write!(f, ".p/{}", self.width)?;
        }
        Ok(())
    }
}

/// A text that is no tile's address, or not its only spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of a tile")]
pub struct NoTile;

impl FromStr for TilePath {
    type Err = NoTile;

    fn from_str(text: &str) -> Result<Self, NoTile> {
        let path = read(text).ok_or(NoTile)?;
        // Leading groups of zeros would be a second spelling of the same tile.
        (path.to_string() == text).then_some(path).ok_or(NoTile)
    }
}

fn read(text: &str) -> Option<TilePath> {
    let (level, place) = text.strip_prefix("tile/")?.split_once('/')?;
    let kind = match level {
        "entries" => Kind::Entries,
        number => Kind::Hashes(u8::try_from(decimal(number)?).ok()?),
    };
    let (number, width) = match place.split_once(".p/") {
        Some((number, width)) => {
            let width = u16::try_from(decimal(width)?).ok()?;
            (number, Some(width).filter(|w| *w < 256)?)
        }
        None => (place, 256),
    };
    let (leading, last) = number.rsplit_once('/').map_or(("", number), |(l, n)| (l, n));
    let mut index = 0_u64;
    for group in leading.split('/').filter(|_| !leading.is_empty()) {
        index = index
            .checked_mul(1000)?
            .checked_add(three(group.strip_prefix('x')?)?)?;
    }
    index = index.checked_mul(1000)?.checked_add(three(last)?)?;
    TilePath::new(kind, index, width)
}

/// Exactly three digits.
fn three(group: &str) -> Option<u64> {
    let digits = group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| group.parse().ok()).flatten()
}
