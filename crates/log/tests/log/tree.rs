//! The tree: equal to the definition, to `ct-merkle` and to `tlog_tiles`, and no proof of anything else.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sayso_log::proof::{Head, check_consistency, check_inclusion, make, root_of_inclusion};
use sayso_log::{Edge, Hash};
use sha2::Sha256;

use super::common::{Dice, InMemory, by_definition, entry};

fn edge(size: u64) -> Edge {
    let mut edge = Edge::new();
    (0..size).for_each(|n| edge.append(Hash::leaf(&entry(n))));
    edge
}

fn head(size: u64) -> Head {
    Head {
        size,
        root: edge(size).root(),
    }
}

fn oracle(size: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|n| tree.push(entry(n)));
    tree
}

fn joined(path: &[Hash]) -> Vec<u8> {
    path.iter().flat_map(|h| *h.as_bytes()).collect()
}

#[test]
fn the_root_is_the_one_of_the_definition_at_every_size() {
    for size in 0..300 {
        let leaves = InMemory::of(size).0;
        assert_eq!(edge(size).root(), by_definition(&leaves), "{size}");
    }
}

#[test]
fn roots_and_proofs_are_those_of_two_other_implementations() {
    for size in (1..70_u64).chain([127, 128, 129, 255, 256, 257, 1000]) {
        let theirs = oracle(size);
        let mut nodes = InMemory::of(size);
        assert_eq!(edge(size).root().as_bytes()[..], theirs.root().as_bytes()[..]);
        for index in (0..size).step_by(1 + usize::try_from(size).unwrap() / 40) {
            let Ok(ours) = make::inclusion(&mut nodes, index, size);
            let proof = theirs.prove_inclusion(usize::try_from(index).unwrap());
            assert_eq!(joined(&ours), proof.as_bytes(), "{index} of {size}");
            let path: Vec<_> = ours
                .iter()
                .map(|h| tlog_tiles::tlog::Hash(*h.as_bytes()))
                .collect();
            let root = tlog_tiles::tlog::Hash(*edge(size).root().as_bytes());
            let leaf = tlog_tiles::tlog::record_hash(&entry(index));
            tlog_tiles::tlog::check_record(&path, size, root, index, leaf).unwrap();
        }
        for old in (1..size).step_by(1 + usize::try_from(size).unwrap() / 40) {
            let Ok(ours) = make::consistency(&mut nodes, old, size);
            let proof = theirs.prove_consistency(usize::try_from(size - old).unwrap());
            assert_eq!(joined(&ours), proof.as_bytes(), "{old} to {size}");
            assert_eq!(check_consistency(&head(old), &head(size), &ours), Ok(()));
        }
    }
}

#[test]
fn an_edge_reads_back_and_a_damaged_one_does_not() {
    for size in 0..200 {
        let edge = edge(size);
        let bytes = edge.to_bytes();
        assert_eq!(Edge::from_bytes(&bytes).as_ref(), Some(&edge));
        assert_eq!(Edge::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Edge::from_bytes(&[&bytes[..], &[0; 32]].concat()), None);
    }
    assert_eq!(Edge::from_parts(3, vec![Hash::of(b"one")]), None);
}

#[test]
fn a_leaf_cannot_pass_for_a_node() {
    let (a, b) = (Hash::leaf(b"a"), Hash::leaf(b"b"));
    let forged = [&[1], &a.as_bytes()[..], b.as_bytes()].concat();
    assert_ne!(Hash::leaf(&forged), Hash::node(&a, &b));
    assert_ne!(Hash::leaf(&forged[1..]), Hash::node(&a, &b));
}

#[test]
fn nothing_is_proved_against_a_tree_that_does_not_have_it() {
    let mut dice = Dice(7);
    for size in 2..60 {
        let head = head(size);
        let mut nodes = InMemory::of(size);
        for index in 0..size {
            let leaf = Hash::leaf(&entry(index));
            let Ok(mut path) = make::inclusion(&mut nodes, index, size);
            assert_eq!(check_inclusion(&leaf, index, size, &head.root, &path), Ok(()));
            let other = Hash::leaf(b"another entry");
            assert!(check_inclusion(&other, index, size, &head.root, &path).is_err());
            assert!(check_inclusion(&leaf, size, size, &head.root, &path).is_err());
            for wrong in 0..size {
                let found = check_inclusion(&leaf, wrong, size, &head.root, &path).is_ok();
                assert_eq!(found, wrong == index);
            }
            let at = dice.pick(path.len());
            path[at] = Hash::of(b"somebody changed this");
            assert!(check_inclusion(&leaf, index, size, &head.root, &path).is_err());
            path.push(head.root);
            assert!(root_of_inclusion(&leaf, index, size, &path).is_err());
        }
    }
}

#[test]
fn a_tree_with_another_past_is_no_continuation() {
    let mut dice = Dice(11);
    for new in 1..60 {
        let mut nodes = InMemory::of(new);
        for old in 0..=new {
            let Ok(path) = make::consistency(&mut nodes, old, new);
            assert_eq!(check_consistency(&head(old), &head(new), &path), Ok(()));
            let forked = Head {
                size: old,
                root: Hash::of(b"another past"),
            };
            assert!(check_consistency(&forked, &head(new), &path).is_err());
            let longer = [&path[..], &[Hash::of(b"one too many")]].concat();
            assert!(check_consistency(&head(old), &head(new), &longer).is_err());
            assert!(old == new || check_consistency(&head(new), &head(old), &path).is_err());
            if let Some((_, shorter)) = path.split_last() {
                assert!(check_consistency(&head(old), &head(new), shorter).is_err());
                let mut changed = path.clone();
                let at = dice.pick(path.len());
                changed[at] = Hash::of(b"somebody changed this");
                assert!(check_consistency(&head(old), &head(new), &changed).is_err());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_entry_of_every_tree_is_provable(size in 1_u64..600, at in any::<u64>(), earlier in any::<u64>()) {
        let (index, old) = (at % size, earlier % (size + 1));
        let root = edge(size).root();
        let Ok(path) = make::inclusion(&mut InMemory::of(size), index, size);
        prop_assert_eq!(check_inclusion(&Hash::leaf(&entry(index)), index, size, &root, &path), Ok(()));
        let Ok(path) = make::consistency(&mut InMemory::of(size), old, size);
        prop_assert_eq!(check_consistency(&head(old), &head(size), &path), Ok(()));
        let Ok(whole) = make::root(&mut InMemory::of(size), size);
        prop_assert_eq!(whole, root);
    }

    #[test]
    fn a_hash_reads_back_in_both_spellings(bytes in any::<[u8; 32]>()) {
        let hash = Hash::new(bytes);
        prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        prop_assert_eq!(Hash::from_hex(&hash.hex()), Some(hash));
    }
}
