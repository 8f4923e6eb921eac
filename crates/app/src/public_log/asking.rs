//! Asking witnesses to countersign what was published, and how logs ended: outside every transaction, each with its own growing pause. Owns:
//! that only a countersignature that fits is kept, and that a witness which refuses is asked what it saw.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::note::{Note, VerifierKey};
use sayso_log::proof::{Head, make};
use sayso_log::tile::reader::Reader;
use sayso_log::witness::{AddCheckpoint, accept, conflict_size};
use sayso_store::{Countersigned, Lane, Standing, StoreError, Tree};

use super::key::known_by;
use super::next::Because;
use super::outside::{Outside, Witnesses};
use super::trees::Tiles;
use crate::{Error, House};

/// The pause after a first failure; it doubles with each further one.
const PAUSE: SignedDuration = SignedDuration::from_secs(10);
/// No pause is longer.
const LONGEST: SignedDuration = SignedDuration::from_mins(30);

/// A checkpoint that is offered to witnesses: the log as others know it, and where its lines are.
#[derive(Debug, Clone)]
pub(super) struct Offered {
    pub(super) known: Known,
    pub(super) signed: Signed,
    pub(super) tree: Tree,
}

impl Offered {
    fn read(key: Vec<u8>, note: &[u8], tree: Tree) -> Option<Self> {
        let key: VerifierKey = String::from_utf8(key).ok()?.parse().ok()?;
        let known = known_by(key);
        let signed = Signed::open(Note::parse(note).ok()?, &known).ok()?;
        Some(Self { known, signed, tree })
    }

    /// Is this the log that goes on?
    pub(super) fn goes_on(&self) -> bool {
        self.tree == Tree::Public
    }
}

/// What is published.
pub(super) fn published(house: &House) -> Result<Option<Offered>, Error> {
    let (key, note) =
        house.read_log(|log| Ok((log.standing(Standing::Key)?, log.standing(Standing::Checkpoint)?)))?;
    Ok(key
        .zip(note)
        .and_then(|(key, note)| Offered::read(key, &note, Tree::Public)))
}

/// What is published, and the last checkpoint of each log that ended in good order. After a loss there may be no lines
/// from which a witness could be shown anything.
pub(super) fn all(house: &House) -> Result<Vec<Offered>, Error> {
    let ended = house.read_log(|log| {
        // As two statements: the method by itself is not general enough over the reader’s lifetime.
        let ended = log.ended()?;
        Ok(ended)
    })?;
    let ended = ended
        .into_iter()
        .filter(|old| old.because != Because::Loss.as_str());
    let ended =
        ended.filter_map(|old| Offered::read(old.key.into_bytes(), &old.checkpoint, Tree::Ended(old.base)));
    Ok(published(house)?.into_iter().chain(ended).collect())
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
    /// How often in a row each failed with each log, and when it is asked again.
    pauses: HashMap<(String, String), (u32, Timestamp)>,
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

    /// One round: how many countersignatures came.
    ///
    /// # Errors
    /// Where the store cannot read or write.
    pub fn round(&mut self) -> Result<usize, Error> {
        let mut countersigned = 0;
        for offered in all(&self.house)? {
            countersigned += self.offer(&offered)?;
        }
        Ok(countersigned)
    }

    /// Offers one checkpoint to each witness that has not countersigned it.
    fn offer(&mut self, offered: &Offered) -> Result<usize, Error> {
        let now = self.house.source().now();
        let (origin, size) = (&offered.known.origin, offered.signed.head().size);
        let mut countersigned = 0;
        for witness in self.witnesses.all() {
            let Some(url) = &witness.url else {
                continue;
            };
            let key = witness.key.to_string();
            let pause = (origin.clone(), key.clone());
            let (failures, next) = self.pauses.get(&pause).copied().unwrap_or((0, now));
            if now < next {
                continue;
            }
            let before = self.house.read_log(|log| log.countersigned(origin, &key))?;
            let old = before.map_or(0, |c| c.size);
            if old == size {
                continue;
            }
            let old = if old < size { old } else { 0 };
            if let Some(row) = self.ask(witness, url, offered, old)? {
                self.house.act(Lane::Normal, None, move |desk, _| {
                    Ok(desk.job.keep_countersigned(&row)?)
                })?;
                self.pauses.remove(&pause);
                countersigned += 1;
            } else {
                let long = (PAUSE * 2_i32.pow(failures.min(10))).min(LONGEST);
                self.pauses.insert(pause, (failures + 1, now + long));
            }
        }
        Ok(countersigned)
    }

    fn ask(
        &self,
        witness: &Outside,
        url: &str,
        offered: &Offered,
        mut old: u64,
    ) -> Result<Option<Countersigned>, Error> {
        let Offered { known, signed, .. } = offered;
        let size = signed.head().size;
        // Once from where we think that it stands, and once more from where it says that it does.
        for _ in 0..2 {
            let Some(proof) = consistency(&self.house, offered.tree, signed.head(), old)? else {
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
                    if offered.goes_on() {
                        self.witnesses.look_at(url, known);
                    }
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
}

/// The proof that a tree of this house continues what it was at this size. `None` where its tiles do not hold.
pub(super) fn consistency(
    house: &House,
    tree: Tree,
    head: Head,
    old: u64,
) -> Result<Option<Vec<sayso_log::Hash>>, Error> {
    let made = house.read_log(|log| {
        let tiles = Tiles::new(log, tree);
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

/// How many of the witnesses that have an address have countersigned what is published, and how many they are.
pub(super) fn who_has(house: &House, witnesses: &Witnesses) -> Result<(usize, usize), Error> {
    let asked: Vec<&Outside> = witnesses.all().iter().filter(|w| w.url.is_some()).collect();
    let Some(offered) = published(house)? else {
        return Ok((0, asked.len()));
    };
    let rows =
        house.read_log(|log| log.countersigned_at(&offered.known.origin, offered.signed.head().size))?;
    let has = |w: &&&Outside| rows.iter().any(|row| row.witness == w.key.to_string());
    Ok((asked.iter().filter(has).count(), asked.len()))
}
