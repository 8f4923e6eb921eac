//! Tiles: the addresses and bytes of C2SP tlog-tiles, equal to `tlog_tiles`, and no changed byte goes unseen.

use std::collections::BTreeMap;

use sayso_log::proof::{Head, check_consistency, check_inclusion};
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{Appender, Kind, TileFault, TilePath, TileSource, Unreadable, audit, bundle};
use sayso_log::{Edge, Hash, MAX_SIZE};
use tlog_tiles::tile::Tile;
use tlog_tiles::tlog::{HashReader, stored_hashes, tree_hash};

use super::common::{Dice, entry};

/// Tiles in memory, as a directory would have them.
#[derive(Default, Clone)]
pub(crate) struct Shelf(pub(crate) BTreeMap<TilePath, Vec<u8>>);

impl TileSource for Shelf {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        self.0.get(path).cloned().ok_or(Unreadable::Missing)
    }
}

/// A log of test entries with all its tiles.
pub(crate) fn log(size: u64) -> (Shelf, Head) {
    let mut log = Appender::new();
    for n in 0..size {
        assert_eq!(log.append(&entry(n)), Ok(n));
    }
    let mut shelf = Shelf::default();
    shelf.0.extend(log.take_full());
    shelf.0.extend(log.partials());
    (shelf, log.head())
}

#[test]
fn addresses_are_those_of_the_specification() {
    let path = |kind, index, width| TilePath::new(kind, index, width).unwrap().to_string();
    assert_eq!(path(Kind::Hashes(0), 1_234_067, 256), "tile/0/x001/x234/067");
    assert_eq!(path(Kind::Hashes(63), 0, 1), "tile/63/000.p/1");
    assert_eq!(path(Kind::Entries, 999, 255), "tile/entries/999.p/255");
    assert_eq!(path(Kind::Entries, 1000, 256), "tile/entries/x001/000");
    assert_eq!(TilePath::new(Kind::Hashes(64), 0, 256), None);
    assert_eq!(TilePath::new(Kind::Hashes(0), 0, 0), None);
    assert_eq!(TilePath::new(Kind::Entries, 0, 257), None);
}

#[test]
fn an_address_has_one_spelling() {
    for wrong in [
        "tile/00/000",
        "tile/0/0",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/x01/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/64/000",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/x1/000",
        "tile/entries/+01",
        "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
        "tile/data/000",
        "tile/0/",
        "tile/0/000.p/",
        "",
    ] {
        assert!(wrong.parse::<TilePath>().is_err(), "{wrong}");
    }
}

#[test]
fn addresses_are_those_of_another_implementation_and_read_back() {
    let mut dice = Dice(3);
    for _ in 0..2000 {
        let index = dice.roll() >> (1 + dice.below(63));
        let width = u16::try_from(1 + dice.below(256)).unwrap();
        let level = u8::try_from(dice.below(64)).unwrap();
        let ours = TilePath::new(Kind::Hashes(level), index, width).unwrap();
        assert_eq!(ours.to_string().parse(), Ok(ours));
        // Theirs puts the height after `tile/`, as Go's module log does; C2SP leaves it out.
        let theirs = Tile::new(8, level, index, u32::from(width), false).path();
        assert_eq!(ours.to_string(), theirs.replacen("tile/8/", "tile/", 1));
        let entries = TilePath::new(Kind::Entries, index, width).unwrap();
        let data = Tile::new(8, 0, index, u32::from(width), true).path();
        assert_eq!(
            entries.to_string(),
            data.replacen("tile/8/data/", "tile/entries/", 1)
        );
    }
    assert!(TilePath::new(Kind::Entries, MAX_SIZE, 256).is_some_and(|p| p.to_string().parse() == Ok(p)));
}

struct Stored(Vec<tlog_tiles::tlog::Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<tlog_tiles::tlog::Hash>, tlog_tiles::tlog::Error> {
        Ok(indexes
            .iter()
            .map(|i| self.0[usize::try_from(*i).unwrap()])
            .collect())
    }
}

#[test]
fn every_tile_has_the_bytes_that_another_implementation_gives() {
    let mut stored = Stored(Vec::new());
    for n in 0..66_000 {
        let more = stored_hashes(n, &entry(n), &stored).unwrap();
        stored.0.extend(more);
    }
    for size in [1, 2, 255, 256, 257, 511, 700, 65_535, 65_536, 65_537, 66_000] {
        let (shelf, head) = log(size);
        assert_eq!(*head.root.as_bytes(), tree_hash(size, &stored).unwrap().0);
        let theirs: BTreeMap<String, Vec<u8>> = Tile::new_tiles(8, 0, size)
            .into_iter()
            .map(|t| {
                (
                    t.path().replacen("tile/8/", "tile/", 1),
                    t.read_data(&stored).unwrap(),
                )
            })
            .collect();
        let ours = shelf.0.iter().filter(|(p, _)| p.kind() != Kind::Entries);
        let ours: BTreeMap<String, Vec<u8>> = ours.map(|(p, b)| (p.to_string(), b.clone())).collect();
        assert!(ours == theirs, "tiles of {size}");
    }
}

#[test]
fn the_specification_s_own_examples_have_the_tiles_it_lists() {
    let (shelf, _) = log(70000);
    let wide = |level, full: bool| {
        let kinds = shelf.0.keys().filter(move |p| p.kind() == Kind::Hashes(level));
        kinds
            .filter(|p| p.is_partial() != full)
            .map(TilePath::width)
            .collect::<Vec<_>>()
    };
    assert_eq!((wide(0, true).len(), wide(0, false)), (273, vec![112]));
    assert_eq!((wide(1, true).len(), wide(1, false)), (1, vec![17]));
    assert_eq!((wide(2, true).len(), wide(2, false)), (0, vec![1]));
    let (shelf, _) = log(256);
    let names: Vec<String> = shelf.0.keys().map(ToString::to_string).collect();
    assert_eq!(names, ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]);
}

#[test]
fn entries_are_bundled_after_their_lengths() {
    let mut bytes = Vec::new();
    for entry in [&b"ab"[..], b"", b"c"] {
        bundle::push(&mut bytes, entry).unwrap();
    }
    assert_eq!(bytes, b"\0\x02ab\0\0\0\x01c");
    assert_eq!(bundle::parse(&bytes, 3), Some(vec![&b"ab"[..], b"", b"c"]));
    assert_eq!(bundle::parse(&bytes, 2), None);
    assert_eq!(bundle::parse(&bytes, 4), None);
    assert_eq!(bundle::parse(&bytes[..bytes.len() - 1], 3), None);
    assert!(bundle::push(&mut bytes, &vec![0; 65_535]).is_ok());
    let before = bytes.len();
    assert_eq!(bundle::push(&mut bytes, &vec![0; 65_536]), Err(bundle::TooLong));
    assert_eq!(bytes.len(), before);
}

#[test]
fn a_log_is_checked_whole_from_its_tiles() {
    for size in [0, 1, 255, 256, 257, 600, 65_536, 66_000] {
        let (shelf, head) = log(size);
        let mut seen = 0;
        audit::whole(&shelf, &head, |n, e| {
            assert_eq!((n, e), (seen, &entry(n)[..]));
            seen += 1;
        })
        .unwrap();
        assert_eq!(seen, size);
        assert_eq!(
            Reader::new(&shelf, head).unwrap().edge().unwrap().root(),
            head.root
        );
    }
}

#[test]
fn one_changed_bit_in_any_tile_is_found_and_the_tile_is_named() {
    let mut dice = Dice(5);
    let (shelf, head) = log(66_000);
    let paths: Vec<TilePath> = shelf.0.keys().copied().collect();
    let chosen = paths
        .iter()
        .enumerate()
        .filter(|(n, p)| n % 30 == 0 || p.is_partial());
    for (_, path) in chosen {
        let mut changed = shelf.clone();
        let bytes = changed.0.get_mut(path).unwrap();
        let at = dice.pick(bytes.len());
        bytes[at] ^= 1 << dice.below(8);
        let fault = audit::whole(&changed, &head, |_, _| ()).unwrap_err();
        let named = match fault {
            TileFault::Altered { path } | TileFault::Malformed { path } => path,
            other => panic!("{path}: {other}"),
        };
        assert_eq!(named.index(), path.index());
        changed.0.remove(path);
        assert!(matches!(
            audit::whole(&changed, &head, |_, _| ()),
            Err(TileFault::Unreadable {
                why: Unreadable::Missing,
                ..
            })
        ));
    }
    let other = Head {
        root: Hash::of(b"another"),
        ..head
    };
    assert_eq!(
        audit::whole(&shelf, &other, |_, _| ()),
        Err(TileFault::AnotherRoot)
    );
}

#[test]
fn proofs_come_from_tiles_and_are_never_given_from_altered_ones() {
    let mut dice = Dice(9);
    let (shelf, head) = log(66_000);
    let mut reader = Reader::new(&shelf, head).unwrap();
    for _ in 0..60 {
        let index = dice.below(head.size);
        let (found, path) = reader.entry(index).unwrap();
        assert_eq!(found, entry(index));
        let leaf = Hash::leaf(&found);
        assert_eq!(
            check_inclusion(&leaf, index, head.size, &head.root, &path),
            Ok(())
        );
        let (_, old) = log(dice.below(3000));
        let path = reader.consistency(&old).unwrap();
        assert_eq!(check_consistency(&old, &head, &path), Ok(()));
        let forked = Head {
            root: Hash::of(b"fork"),
            ..old
        };
        assert!(old.size == 0 || reader.consistency(&forked).is_err());
    }
    assert!(reader.inclusion(&Hash::leaf(b"never logged"), 7).is_err());
    assert!(reader.inclusion(&Hash::leaf(b"never logged"), head.size).is_err());
    let mut changed = shelf;
    changed.0.values_mut().for_each(|bytes| bytes[0] ^= 1);
    let mut reader = Reader::new(&changed, head).unwrap();
    assert!(reader.inclusion(&Hash::leaf(&entry(7)), 7).is_err());
    assert!(reader.edge().is_err());
}

#[test]
fn a_log_goes_on_where_it_stopped_whatever_the_size() {
    for (first, more) in [(0, 3), (1, 255), (255, 1), (256, 300), (300, 212), (65_500, 100)] {
        let (mut shelf, head) = log(first);
        let mut log = Appender::resume(&shelf, &head).unwrap();
        for n in first..first + more {
            log.append(&entry(n)).unwrap();
        }
        let added = log.take_full();
        assert!(added.iter().all(|(path, _)| !path.is_partial()));
        shelf.0.extend(added);
        shelf.0.extend(log.partials());
        let (_, whole) = self::log(first + more);
        assert_eq!(log.head(), whole);
        assert_eq!(audit::whole(&shelf, &whole, |_, _| ()), Ok(()));
    }
}

#[test]
fn a_log_does_not_go_on_from_tiles_that_somebody_changed() {
    let (shelf, head) = log(300);
    for path in ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"] {
        let mut changed = shelf.clone();
        changed.0.get_mut(&path.parse().unwrap()).unwrap()[9] ^= 1;
        assert!(Appender::resume(&changed, &head).is_err(), "{path}");
    }
    let behind = Head { size: 299, ..head };
    assert!(Appender::resume(&shelf, &behind).is_err());
}

#[test]
fn a_full_tile_serves_where_the_partial_one_is_gone() {
    let (grown, _) = log(512);
    let (_, head) = log(300);
    let (old, _) = log(300);
    let mut shelf = grown;
    shelf
        .0
        .extend(old.0.into_iter().filter(|(p, _)| p.kind() == Kind::Hashes(1)));
    assert_eq!(audit::whole(&shelf, &head, |_, _| ()), Ok(()));
    assert_eq!(Appender::resume(&shelf, &head).map(|a| a.head()), Ok(head));
}

#[test]
fn the_edge_and_the_tiles_are_two_ways_to_one_root() {
    let mut edge = Edge::new();
    let mut log = Appender::new();
    for n in 0..1500 {
        edge.append(Hash::leaf(&entry(n)));
        log.append(&entry(n)).unwrap();
        assert_eq!(edge, log.edge());
    }
}
