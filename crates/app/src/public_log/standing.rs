//! Where rows of the log stand in the private tree. Owns: the answer for the rows of a page, from the tree's own tiles and
//! the root that was sealed last. Holds nothing about anybody: places and hashes.

use sayso_core::category::Categories;
use sayso_core::seat::Actor;
use sayso_log::Hash;
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_policy::act;
use sayso_store::{Job, Standing, Told, Tree};

use super::round::size_of;
use super::trees::{Tiles, edge};
use crate::Error;
use crate::guard::DOOR;

/// How a row stands to what was sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It is what was sealed, and a published checkpoint covers it.
    Stamped,
    /// It fits its commitment, and is not under a published checkpoint yet.
    NotYet,
    /// It is not what was written: it was changed outside the service.
    Changed,
}

/// The root that was sealed last and that a published checkpoint covers.
fn sealed(job: &mut Job) -> Result<Head, Error> {
    let mut log = job.public_log();
    let covered = log.standing(Standing::Checkpoint)?.and_then(|c| size_of(&c));
    let root = log.last_root_within(covered.unwrap_or(0))?;
    Ok(root.map_or(empty(), |r| Head {
        size: r.size,
        root: Hash::new(r.root),
    }))
}

fn empty() -> Head {
    Head {
        size: 0,
        root: Hash::of_empty_tree(),
    }
}

/// How each of these rows stands.
pub(crate) fn of(job: &mut Job, told: &[Told]) -> Result<Vec<Stands>, Error> {
    let mut log = job.public_log();
    let mut places = vec![];
    for t in told {
        places.push(match t.commitment.filter(|_| t.fits) {
            None => None,
            Some(commitment) => Some((Hash::leaf(&commitment), log.number_of(t.seq, &commitment)?)),
        });
    }
    let sealed = sealed(job)?;
    let mut log = job.public_log();
    let grown = edge(&mut log, Tree::Private)?;
    let grown = Head {
        size: grown.size(),
        root: grown.root(),
    };
    let tiles = Tiles::new(&mut log, Tree::Private);
    let (mut under, mut after) = (Reader::new(&tiles, sealed), Reader::new(&tiles, grown));
    let has = |tree: &mut Option<Reader<_>>, leaf: &Hash, number| {
        tree.as_mut()
            .is_some_and(|t: &mut Reader<_>| t.inclusion(leaf, number).is_ok())
    };
    let stands = places.into_iter().map(|place| match place {
        None => Stands::Changed,
        Some((_, None)) => Stands::NotYet,
        Some((leaf, Some(number))) if number < sealed.size => {
            if has(&mut under, &leaf, number) {
                Stands::Stamped
            } else {
                Stands::Changed
            }
        }
        Some((leaf, Some(number))) => {
            if has(&mut after, &leaf, number) {
                Stands::NotYet
            } else {
                Stands::Changed
            }
        }
    });
    Ok(stands.collect())
}

/// Are as many rows there as the private tree has leaves? Otherwise rows were taken out, or added.
pub(crate) fn all_are_there(job: &mut Job) -> Result<bool, Error> {
    let mut log = job.public_log();
    let leaves = edge(&mut log, Tree::Private)?.size();
    Ok(log.rows_taken_in()? == leaves)
}

/// Does the row at this number still say what this commitment stands for? No to everybody who does not have the
/// receipt already: nobody can guess a commitment. Authorised like every public page. It leaves no event: there is nobody
/// to name who asks, and a row that said "a receipt was looked at" would itself tell something about its owner.
///
/// # Errors
/// Only where the store cannot read.
pub fn still_says(desk: &mut crate::Desk, number: u64, commitment: &[u8; 32]) -> Result<bool, Error> {
    desk.may::<act::ReadPublic>(&Actor::Visitor, &DOOR, Categories::NONE)?;
    let leaf = Hash::leaf(commitment);
    let mut log = desk.job.public_log();
    let grown = edge(&mut log, Tree::Private)?;
    let head = Head {
        size: grown.size(),
        root: grown.root(),
    };
    let tiles = Tiles::new(&mut log, Tree::Private);
    let sealed = Reader::new(&tiles, head).is_some_and(|mut tree| tree.inclusion(&leaf, number).is_ok());
    Ok(sealed && desk.job.still_says(commitment)?)
}

/// A commitment as an address has it: hexadecimal.
#[must_use]
pub fn commitment(hex: &str) -> Option<[u8; 32]> {
    Hash::from_hex(hex).map(|hash| *hash.as_bytes())
}
