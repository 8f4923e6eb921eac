//! Making a receipt of one row: what was recorded, with the way from its commitment to a checkpoint, countersigned where
//! one is. Owns: that none leaves the house that does not check. Who may have one is decided elsewhere.

use sayso_log::checkpoint::{Checkpoint, Known};
use sayso_log::note::{Note, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::receipt::{Outcome, Receipt, Stamped, Trust, verify_receipt};
use sayso_log::tile::reader::Reader;
use sayso_log::tlog_proof::TlogProof;
use sayso_log::{Hash, receipt};
use sayso_store::{Job, PublicLog, Recorded, SealedRoot, Standing, Tree};

use super::countersigned::with_lines;
use super::serve;
use super::trees::Tiles;
use crate::Error;

/// A receipt, as far as it can be made now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The text.
    pub text: String,
    /// The short code that stands on paper too.
    pub code: String,
    /// How far it is.
    pub stamp: Stamp,
}

/// How far a receipt is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stamp {
    /// A published checkpoint covers it, and it checks.
    Stamped,
    /// No published checkpoint covers it yet.
    NotYet,
    /// Something in the log does not fit, so that nothing can be stamped.
    Refused,
}

/// The receipt of a row that says what its commitment stands for.
pub(crate) fn of(job: &mut Job, recorded: &Recorded) -> Result<Made, Error> {
    let missing = || Error::Fault("a row without what a receipt is made of".into());
    let filled = receipt::Recorded::event(recorded.values.clone(), recorded.salt).ok_or_else(missing)?;
    let code = filled.code();
    let commitment = filled.commitment();
    let mut receipt = Receipt {
        recorded: filled,
        stamped: None,
    };
    let mut log = job.public_log();
    let way = way(&mut log, recorded.told.seq, &commitment)?;
    let mut stamp = Stamp::NotYet;
    for head in way.iter().flat_map(|way| &way.heads) {
        receipt.stamped = way.as_ref().and_then(|way| stamped(&mut log, way, head));
        // What does not check here would check nowhere.
        if receipt.stamped.is_some() && checks(&mut log, &receipt.to_string(), &head.witnesses)? {
            stamp = Stamp::Stamped;
            break;
        }
        receipt.stamped = None;
        stamp = Stamp::Refused;
    }
    let text = receipt.to_string();
    Ok(Made { text, code, stamp })
}

/// A checkpoint that a receipt can hold, with the keys of those whose lines stand under it.
struct Under {
    note: Note,
    head: Head,
    witnesses: Vec<VerifierKey>,
}

/// The way from a commitment to checkpoints that cover it.
struct Way {
    index: u64,
    leaf: Hash,
    root: SealedRoot,
    /// The one to take first; the last is the published one as it was signed.
    heads: Vec<Under>,
}

fn under(text: &str, witnesses: Vec<VerifierKey>) -> Option<Under> {
    let note = Note::parse(text.as_bytes()).ok()?;
    let head = Checkpoint::parse(note.text())?.head();
    Some(Under {
        note,
        head,
        witnesses,
    })
}

/// Nothing where no published checkpoint covers it yet.
fn way(log: &mut PublicLog, seq: i64, commitment: &[u8; 32]) -> Result<Option<Way>, Error> {
    let Some(index) = log.number_of(seq, commitment)? else {
        return Ok(None);
    };
    let Some(published) = serve::checkpoint(log)?.and_then(|text| under(&text, vec![])) else {
        return Ok(None);
    };
    // The first root that has it, so that every receipt of one row says the same.
    let Some(root) = log.first_root_with(index, published.head.size)? else {
        return Ok(None);
    };
    let countersigned = countersigned(log, &root, &published)?;
    Ok(Some(Way {
        index,
        leaf: Hash::leaf(commitment),
        root,
        heads: countersigned.into_iter().chain([published]).collect(),
    }))
}

/// The checkpoint over this root that most witnesses have countersigned: it need not be the published one, which they
/// may not have seen yet.
fn countersigned(log: &mut PublicLog, root: &SealedRoot, published: &Under) -> Result<Option<Under>, Error> {
    let Some(checkpoint) = Checkpoint::parse(published.note.text()) else {
        return Ok(None);
    };
    let rows = log.most_countersigned(checkpoint.origin(), root.number, published.head.size)?;
    let Some(text) = rows.first().and_then(|row| std::str::from_utf8(&row.note).ok()) else {
        return Ok(None);
    };
    let keys = rows.iter().filter_map(|row| row.witness.parse().ok()).collect();
    Ok(with_lines(text, &rows).and_then(|text| under(&text, keys)))
}

fn stamped(log: &mut PublicLog, way: &Way, under: &Under) -> Option<Stamped> {
    let private = Head {
        size: way.root.size,
        root: Hash::new(way.root.root),
    };
    let path = {
        let tiles = Tiles::new(log, Tree::Private);
        Reader::new(&tiles, private)?
            .inclusion(&way.leaf, way.index)
            .ok()?
    };
    let (line, proof) = {
        let tiles = Tiles::new(log, Tree::Public);
        Reader::new(&tiles, under.head)?.entry(way.root.number).ok()?
    };
    Some(Stamped {
        index: way.index,
        size: way.root.size,
        nonce: way.root.nonce,
        path,
        line: String::from_utf8(line).ok()?,
        public: TlogProof {
            extra: None,
            index: way.root.number,
            path: proof,
            checkpoint: under.note.clone(),
        },
    })
}

/// Would somebody outside, who knows the log and each of these witnesses, call it genuine?
fn checks(log: &mut PublicLog, text: &str, witnesses: &[VerifierKey]) -> Result<bool, Error> {
    let key = log
        .standing(Standing::Key)?
        .and_then(|k| String::from_utf8(k).ok());
    let Some(key) = key.and_then(|k| k.parse::<VerifierKey>().ok()) else {
        return Ok(false);
    };
    let trust = Trust {
        known: Known {
            origin: key.name().to_owned(),
            keys: vec![key],
            witnesses: witnesses.to_vec(),
        },
        witnesses_asked_for: witnesses.len(),
    };
    Ok(matches!(
        verify_receipt(text.as_bytes(), &trust),
        Outcome::Genuine(_)
    ))
}
