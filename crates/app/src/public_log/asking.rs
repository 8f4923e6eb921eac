//! Asking witnesses to countersign what was published: outside every transaction, each with its own growing pause. Owns:
//! that only a countersignature that fits is kept, and that a witness which refuses is asked what it saw.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::note::Note;
use sayso_log::proof::make;
use sayso_log::tile::reader::Reader;
use sayso_log::witness::{AddCheckpoint, accept, conflict_size};
use sayso_store::{Countersigned, Lane, Standing, StoreError, Tree};

use super::outside::{Outside, Witnesses};
use super::trees::Tiles;
use crate::{Error, House};

/// The pause after a first failure; it doubles with each further one.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// No pause is longer.
const LONGEST: SignedDuration = SignedDuration::from_mins(30);

/// What is published: the log as others know it, and its checkpoint.
pub(super) fn published(house: &House) -> Result<Option<(Known, Signed)>, Error> {
    let (key, note) =
        house.read_log(|log| Ok((log.standing(Standing::Key)?, log.standing(Standing::Checkpoint)?)))?;
    let read = || {
        let key = String::from_utf8(key?).ok()?;
        let key: sayso_log::note::VerifierKey = key.parse().ok()?;
        let known = Known {
            origin: key.name().to_owned(),
            keys: vec![key],
            witnesses: vec![],
        };
        let signed = Signed::open(Note::parse(&note?).ok()?, &known).ok()?;
        Some((known, signed))
    };
    Ok(read())
}

/// A row for each known witness whose countersignature stands under this note.
pub(super) fn rows(signed: &Signed, witnesses: &[Outside]) -> Vec<Countersigned> {
    let mut rows = vec![];
    for verified in signed.witnesses() {
        let same = |w: &&Outside| w.key.name() == verified.name && w.key.id() == verified.id;
        let (Some(witness), Some(time)) = (witnesses.iter().find(same), verified.time) else {
            continue;
        };
        let at = i64::try_from(time)
            .ok()
            .and_then(|t| Timestamp::from_second(t).ok());
        let Ok(mut note) = Note::new(signed.note().text()) else {
            continue;
        };
        for signature in signed.note().signatures() {
            let by = |name: &str, id: u32| signature.name() == name && signature.id() == id;
            if by(signed.checkpoint().origin(), signature.id()) || by(&verified.name, verified.id) {
                note.add(signature.clone());
            }
        }
        if let Some(at) = at {
            rows.push(Countersigned {
                origin: signed.checkpoint().origin().to_owned(),
                witness: witness.key.to_string(),
                size: signed.head().size,
                at,
                note: note.to_string().into_bytes(),
            });
        }
    }
    rows
}

/// Asks each witness that has an address, one after the other.
pub struct Asking {
    house: Arc<House>,
    witnesses: Arc<Witnesses>,
    /// How often in a row each failed, and when it is asked again.
    pauses: HashMap<String, (u32, Timestamp)>,
}

impl Asking {
    /// Begins with no pauses.
    #[must_use]
    pub fn new(house: &Arc<House>, witnesses: &Arc<Witnesses>) -> Self {
        Self {
            house: Arc::clone(house),
            witnesses: Arc::clone(witnesses),
            pauses: HashMap::new(),
        }
    }

    /// One round: how many witnesses countersigned.
    ///
    /// # Errors
    /// Where the store cannot read or write.
    pub fn round(&mut self) -> Result<usize, Error> {
        let Some((known, signed)) = published(&self.house)? else {
            return Ok(0);
        };
        let now = self.house.source().now();
        let mut countersigned = 0;
        for witness in self.witnesses.all() {
            let Some(url) = &witness.url else {
                continue;
            };
            let key = witness.key.to_string();
            let (failures, next) = self.pauses.get(&key).copied().unwrap_or((0, now));
            if now < next {
                continue;
            }
            let before = self
                .house
                .read_log(|log| log.countersigned(&known.origin, &key))?;
            let old = before.map_or(0, |c| c.size);
            if old == signed.head().size {
                continue;
            }
            let old = if old < signed.head().size { old } else { 0 };
            if let Some(row) = self.ask(witness, url, &known, &signed, old)? {
                self.house.act(Lane::Normal, None, move |desk, _| {
                    Ok(desk.job.keep_countersigned(&row)?)
                })?;
                self.pauses.remove(&key);
                countersigned += 1;
            } else {
                let pause = (PAUSE * 2_i32.pow(failures.min(10))).min(LONGEST);
                self.pauses.insert(key, (failures + 1, now + pause));
            }
        }
        Ok(countersigned)
    }

    fn ask(
        &self,
        witness: &Outside,
        url: &str,
        known: &Known,
        signed: &Signed,
        mut old: u64,
    ) -> Result<Option<Countersigned>, Error> {
        let size = signed.head().size;
        // Once from where we think that it stands, and once more from where it says that it does.
        for _ in 0..2 {
            let Some(proof) = self.proof(signed, old)? else {
                return Ok(None);
            };
            let request = AddCheckpoint {
                old,
                proof,
                checkpoint: signed.note().clone(),
            };
            let door = self.witnesses.door();
            let Some(reply) = door.post(&format!("{url}/add-checkpoint"), &request.to_string()) else {
                return Ok(None);
            };
            let says = conflict_size(&reply.body).filter(|_| reply.status == 409);
            match (reply.status, says) {
                (200, _) => {
                    let mut note = signed.note().clone();
                    let own = [witness.key.clone()];
                    accept(&mut note, &reply.body, &own);
                    let known = Known {
                        witnesses: own.to_vec(),
                        ..known.clone()
                    };
                    let both = Signed::open(note, &known).ok();
                    let row = both.and_then(|s| rows(&s, std::slice::from_ref(witness)).pop());
                    if row.is_none() {
                        tracing::warn!(witness = witness.name, "its countersignature does not fit");
                    }
                    return Ok(row);
                }
                (409, Some(its)) if its <= size && its != old => old = its,
                (409 | 422, _) => {
                    // It has seen another log than this one. If it can show that, nothing more is signed here.
                    tracing::warn!(
                        witness = witness.name,
                        "it does not countersign what is published here"
                    );
                    self.witnesses.look_at(url, known);
                    return Ok(None);
                }
                (status, _) => {
                    tracing::warn!(witness = witness.name, status, "it did not countersign");
                    return Ok(None);
                }
            }
        }
        Ok(None)
    }

    /// The proof that what is published continues the tree of this size.
    fn proof(&self, signed: &Signed, old: u64) -> Result<Option<Vec<sayso_log::Hash>>, Error> {
        let head = signed.head();
        let made = self.house.read_log(|log| {
            let tiles = Tiles::new(log, Tree::Public);
            let made = Reader::new(&tiles, head).map(|mut tree| make::consistency(&mut tree, old, head.size));
            Ok::<_, StoreError>(made)
        })?;
        match made {
            Some(Ok(proof)) => Ok(Some(proof)),
            Some(Err(why)) => {
                tracing::warn!(%why, "the public log’s tiles do not hold, so no witness is asked");
                Ok(None)
            }
            None => Ok(None),
        }
    }
}
