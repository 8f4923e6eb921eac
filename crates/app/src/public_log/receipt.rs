//! Making a receipt of one row: what was recorded, with the way from its commitment to the published checkpoint. Owns:
//! that none leaves the house that does not check. Who may have one is decided elsewhere.

use sayso_log::checkpoint::{Checkpoint, Known};
use sayso_log::note::{Note, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::receipt::{Outcome, Receipt, Stamped, Trust, verify_receipt};
use sayso_log::tile::reader::Reader;
use sayso_log::tlog_proof::TlogProof;
use sayso_log::{Hash, receipt};
use sayso_store::{Job, PublicLog, Recorded, Standing, Tree};

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
    let mut receipt = Receipt {
        recorded: filled,
        stamped: None,
    };
    let mut log = job.public_log();
    let commitment = receipt.recorded.commitment();
    let (stamped, stamp) = match stamped(&mut log, recorded.told.seq, &commitment)? {
        Way::There(stamped) => (Some(*stamped), Stamp::Stamped),
        Way::NotYet => (None, Stamp::NotYet),
        Way::Broken => (None, Stamp::Refused),
    };
    receipt.stamped = stamped;
    let text = receipt.to_string();
    // What does not check here would check nowhere.
    if stamp == Stamp::Stamped && !checks(&mut log, &text)? {
        receipt.stamped = None;
        return Ok(Made {
            text: receipt.to_string(),
            code,
            stamp: Stamp::Refused,
        });
    }
    Ok(Made { text, code, stamp })
}

/// The way from a commitment to the published checkpoint.
enum Way {
    There(Box<Stamped>),
    NotYet,
    Broken,
}

fn stamped(log: &mut PublicLog, seq: i64, commitment: &[u8; 32]) -> Result<Way, Error> {
    let Some(index) = log.number_of(seq, commitment)? else {
        return Ok(Way::NotYet);
    };
    let note = serve::checkpoint(log)?.and_then(|text| Note::parse(text.as_bytes()).ok());
    let Some((note, published)) = note.and_then(|n| Checkpoint::parse(n.text()).map(|c| (n, c.head())))
    else {
        return Ok(Way::NotYet);
    };
    // The first root that has it, so that every receipt of one row says the same.
    let Some(root) = log.first_root_with(index, published.size)? else {
        return Ok(Way::NotYet);
    };
    let private = Head {
        size: root.size,
        root: Hash::new(root.root),
    };
    let leaf = Hash::leaf(commitment);
    let path = {
        let tiles = Tiles::new(log, Tree::Private);
        Reader::new(&tiles, private).and_then(|mut tree| tree.inclusion(&leaf, index).ok())
    };
    let entry = {
        let tiles = Tiles::new(log, Tree::Public);
        Reader::new(&tiles, published).and_then(|mut tree| tree.entry(root.number).ok())
    };
    let (Some(path), Some((line, proof))) = (path, entry) else {
        return Ok(Way::Broken);
    };
    let Ok(line) = String::from_utf8(line) else {
        return Ok(Way::Broken);
    };
    Ok(Way::There(Box::new(Stamped {
        index,
        size: root.size,
        nonce: root.nonce,
        path,
        line,
        public: TlogProof {
            extra: None,
            index: root.number,
            path: proof,
            checkpoint: note,
        },
    })))
}

fn checks(log: &mut PublicLog, text: &str) -> Result<bool, Error> {
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
            witnesses: vec![],
        },
        witnesses_asked_for: 0,
    };
    Ok(matches!(
        verify_receipt(text.as_bytes(), &trust),
        Outcome::Genuine(_)
    ))
}
