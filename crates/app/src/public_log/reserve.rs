//! Reserving a tree with outside witnesses before it is signed (ADR 0036). Owns: that where this is asked for, the log's key
//! signs only what more than half of all named witnesses have reserved. Signs candidates alone, with a key of their own.

use std::path::Path;

use sayso_log::checkpoint::{Checkpoint, Known, Signed};
use sayso_log::note::{Note, SigningKey, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::witness::{AddCheckpoint, accept, conflict_size};
use sayso_store::{Tree, files};

use super::asking::consistency;
use super::key::{KEY, NoKeeper, known_by};
use super::outside::{Door, Outside, Reserving, Witnesses, joined};
use crate::{Error, House};

/// What stands behind a log's name in the name under which it reserves.
const CANDIDATE: &str = "candidate";

/// The key that signs candidates. It is made from the log's own, so that nothing more has to be kept, moved or turned.
pub(super) fn candidate(key: &SigningKey) -> SigningKey {
    key.beside(CANDIDATE)
}

/// The two keys that witnesses of a log are given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Of the log.
    pub log: VerifierKey,
    /// Of its candidates: what is reserved before it is signed.
    pub candidate: VerifierKey,
}

/// The public halves of the keys in this directory. Whether a server runs there or not.
///
/// # Errors
/// [`NoKeeper`], in words for the operator.
pub fn keys(dir: &Path) -> Result<Keys, NoKeeper> {
    let path = dir.join(KEY);
    let text = files::read(&path)?.ok_or_else(|| NoKeeper::Missing(dir.to_owned()))?;
    let key = SigningKey::parse(&text).map_err(|_| NoKeeper::Malformed(path))?;
    Ok(Keys {
        log: key.verifier(),
        candidate: candidate(&key).verifier(),
    })
}

/// What a witness answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Reserved,
    /// It has reserved something that this tree does not continue.
    Taken,
    /// It knows no such log.
    Stranger,
    Nothing,
}

/// Reserves this tree with more than half of all witnesses, where that is asked for. `last`: how many lines were signed
/// last. Gives back why it may not be signed. To be asked outside every transaction.
pub(super) fn reserve(
    house: &House,
    witnesses: &Witnesses,
    key: &SigningKey,
    head: Head,
    last: u64,
) -> Result<Option<String>, Error> {
    let Some(reserving) = witnesses.reserve() else {
        return Ok(None);
    };
    let key = candidate(key);
    let known = known_by(key.verifier());
    let note = Checkpoint::new(&known.origin, head)
        .ok_or_else(|| Error::Fault("a log with a name that is none".into()))?
        .sign(&key);
    let wanted = Wanted { known, note, head };
    // All at the same time, so that one that is silent holds nobody up but for as long as its door waits.
    let said = std::thread::scope(|scope| {
        let all = witnesses.all().iter();
        let asked = all.filter_map(|witness| Some((witness, witness.url.as_deref()?)));
        let wanted = &wanted;
        let asked: Vec<_> = asked
            .map(|one| scope.spawn(move || wanted.ask(house, witnesses.door(), one, last)))
            .collect();
        let said = asked.into_iter().map(joined);
        said.collect::<Result<Vec<Said>, Error>>()
    })?;
    // All were asked, and not just enough: what one has reserved, no copy of this server reserves with it.
    let enough = reserving.enough(count(&said, Said::Reserved));
    Ok((!enough).then(|| why(reserving, &said)))
}

fn count(said: &[Said], what: Said) -> usize {
    said.iter().filter(|s| **s == what).count()
}

fn why(reserving: Reserving, said: &[Said]) -> String {
    let all = reserving.all;
    let taken = count(said, Said::Taken);
    if taken > 0 {
        return format!(
            "Nothing is signed. Another continuation of this log is reserved with {taken} of {all} outside witnesses. \
             Another server may use this key, or this directory is an old copy."
        );
    }
    let have = count(said, Said::Reserved);
    let strangers = match count(said, Said::Stranger) {
        0 => String::new(),
        some => format!(
            " {some} of them do not know the second key of this log yet. What to do: sayso log-keys prints it, and each \
             witness adds it with --log. Or set witnesses_reserve = \"no\" and start again. Then a copy of this server \
             could sign another log."
        ),
    };
    format!(
        "Nothing is signed. More than half of all {all} outside witnesses must reserve the next lines first, and {have} \
         have. They are asked again each minute.{strangers}"
    )
}

/// A tree that is to be reserved, signed as a candidate.
struct Wanted {
    known: Known,
    note: Note,
    head: Head,
}

impl Wanted {
    /// Asks one witness at its address. `old`: where it would stand if all went well.
    fn ask(
        &self,
        house: &House,
        door: &dyn Door,
        (witness, url): (&Outside, &str),
        mut old: u64,
    ) -> Result<Said, Error> {
        // Once more from where it says that it stands.
        for _ in 0..2 {
            let Some(proof) = consistency(house, Tree::Public, self.head, old)? else {
                return Ok(Said::Nothing);
            };
            let request = AddCheckpoint {
                old,
                proof,
                checkpoint: self.note.clone(),
            };
            let Some(reply) = door.post(&format!("{url}/add-checkpoint"), &request.to_string()) else {
                return Ok(Said::Nothing);
            };
            match (reply.status, conflict_size(&reply.body)) {
                (200, _) => return Ok(self.signed_by(witness, &reply.body)),
                (409, Some(its)) if its <= self.head.size && its != old => old = its,
                (409 | 422, _) => {
                    tracing::error!(witness = %witness.key.name(), "this witness has reserved another continuation of the log, for another server with this key or for lines that were lost");
                    return Ok(Said::Taken);
                }
                (403 | 404, _) => return Ok(Said::Stranger),
                _ => return Ok(Said::Nothing),
            }
        }
        Ok(Said::Nothing)
    }

    /// Its word counts with its signature under it, and not otherwise.
    fn signed_by(&self, witness: &Outside, body: &str) -> Said {
        let mut note = self.note.clone();
        let own = vec![witness.key.clone()];
        accept(&mut note, body, &own);
        let known = Known {
            witnesses: own,
            ..self.known.clone()
        };
        match Signed::open(note, &known) {
            Ok(both) if both.witnesses().len() == 1 => Said::Reserved,
            _ => {
                tracing::warn!(
                    witness = witness.name,
                    "its signature under a reservation does not fit"
                );
                Said::Nothing
            }
        }
    }
}
