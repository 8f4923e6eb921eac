//! One round: events into the private tree; what is new, and each ten minutes the sealed root, into the public log; a
//! checkpoint over it. Owns: the order. Both trees are held against what was signed before anything is added, and
//! again before anything is signed. A refusal stops nothing else: recording, reading and stopping go on, unstamped.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_core::id::SourceExt as _;
use sayso_log::checkpoint::Signed;
use sayso_log::integrate::{self, Ready, SignOrRefuse};
use sayso_log::leaf::{Document, Leaf, seal};
use sayso_log::note::Note;
use sayso_log::proof::Head;
use sayso_log::tile::TileFault;
use sayso_log::tile::reader::Reader;
use sayso_log::{Edge, Hash};
use sayso_store::{Lane, NewEntry, PublicLog, SealedRoot, Standing, StoreError, Tree};

use super::gather::stamp;
use super::key::{Before, Keeper, NoKeeper};
use super::next::LastLine;
use super::outside::Witnesses;
use super::reserve;
use super::taking_in;
use super::trees::{self, Early, Trouble, Upto};
use crate::{Desk, Error, House};

/// How often the private tree's root is published, whether or not anything happened.
pub(super) const INTERVAL: SignedDuration = SignedDuration::from_mins(10);

/// How long a refusal stands before both trees are read again.
const AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// What a round came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// There was nothing to sign.
    Nothing,
    /// A checkpoint was signed at this size.
    Signed(u64),
    /// Nothing was signed, and why.
    Refused(String),
}

/// The rounds of one house.
pub struct Rounds {
    house: Arc<House>,
    dir: PathBuf,
    host: String,
    keeper: Option<Keeper>,
    witnesses: Arc<Witnesses>,
    /// The last refusal, and when: everything is not read again each second.
    refused: Option<(Timestamp, String)>,
    /// The line with which this log ends.
    last_line: Option<LastLine>,
}

/// What a look at both trees came to.
enum Looked {
    Sign(Box<Ready>, Before),
    Stands,
    Refused(String),
}

fn no_key(why: &NoKeeper) -> Outcome {
    Outcome::Refused(format!("Nothing is signed. {why}"))
}

impl Rounds {
    /// Rounds with the key in its usual place. `host` names the log at its first start.
    #[must_use]
    pub fn new(house: &Arc<House>, host: &str) -> Self {
        Self::with_key_in(house, Keeper::dir(house), host)
    }

    /// The same, with the key in another place.
    #[must_use]
    pub fn with_key_in(house: &Arc<House>, dir: PathBuf, host: &str) -> Self {
        Self {
            house: Arc::clone(house),
            dir,
            host: host.to_owned(),
            keeper: None,
            witnesses: Arc::default(),
            refused: None,
            last_line: None,
        }
    }

    /// The same, with outside witnesses: they are asked after a start, before anything is signed.
    #[must_use]
    pub fn witnessed_by(mut self, witnesses: &Arc<Witnesses>) -> Self {
        self.witnesses = Arc::clone(witnesses);
        self
    }

    /// Rounds of which the first one ends the log with this line.
    pub(super) fn ending_with(mut self, line: LastLine) -> Self {
        self.last_line = Some(line);
        self
    }

    /// One round.
    ///
    /// # Errors
    /// Where the store cannot read or write; the next round goes on from there.
    pub fn round(&mut self) -> Result<Outcome, Error> {
        let outcome = self.tried()?;
        let said = match &outcome {
            Outcome::Refused(why) => why.clone(),
            Outcome::Nothing | Outcome::Signed(_) => String::new(),
        };
        let known = self.house.read_log(|log| log.standing(Standing::Refusal))?;
        if known.unwrap_or_default() != said.as_bytes() {
            if !said.is_empty() {
                tracing::error!(why = said, "the public log is not signed");
            }
            self.house.act(Lane::Normal, None, move |desk, _| {
                Ok(desk.job.keep_standing(Standing::Refusal, said.as_bytes())?)
            })?;
        }
        Ok(outcome)
    }

    fn tried(&mut self) -> Result<Outcome, Error> {
        if self.keeper.is_none() {
            match Keeper::open(&self.house, &self.dir, &self.host) {
                Ok(keeper) => self.keeper = Some(keeper),
                Err(why) => return Ok(no_key(&why)),
            }
        }
        let Some(keeper) = &self.keeper else {
            return Ok(Outcome::Nothing);
        };
        // Whatever the other thread has not taken in yet: what was recorded before this round is in its root.
        if let Err(why) = taking_in::all(&self.house)? {
            return Ok(Outcome::Refused(format!("Nothing is signed. {why}")));
        }
        let due = self.house.act(Lane::Normal, None, |desk, _| is_due(desk))?;
        let wanted = self.last_line.is_some() || self.witnesses.alarmed() || self.refused.is_some();
        if !due && !wanted {
            return Ok(Outcome::Nothing);
        }
        let now = self.house.source().now();
        if let Some((at, why)) = &self.refused
            && !self.witnesses.alarmed()
            && now.duration_since(*at) < AGAIN
        {
            return Ok(Outcome::Refused(why.clone()));
        }
        if let Err(why) = self.witnesses.ask_first(&keeper.known(), now) {
            return Ok(Outcome::Refused(why.into()));
        }
        let (looked, read) = self.look(keeper, Early::default())?;
        self.refused = None;
        if let Looked::Refused(why) = &looked {
            let why = why.clone();
            self.witnesses.calm();
            self.refused = Some((now, why.clone()));
            return Ok(Outcome::Refused(why));
        }
        // What is entered stays entered: a log gets its last line only where what stands now can be reserved.
        if self.last_line.is_some()
            && let Some(why) = self.unreserved(keeper, &looked)?
        {
            return Ok(Outcome::Refused(why));
        }
        let last_line = self.last_line.clone();
        let added = self.house.act(Lane::Normal, None, move |desk, _| {
            told(desk, |desk| add_what_is_due(desk, last_line.as_ref()))
        })?;
        if let Err(why) = added {
            return Ok(Outcome::Refused(format!("Nothing is signed. {why}")));
        }
        // What was signed before was read a moment ago. Only what came since is read once more.
        let (note, outcome) = match self.look(keeper, read)?.0 {
            Looked::Refused(why) => return Ok(Outcome::Refused(why)),
            Looked::Sign(ready, before) => {
                let head = ready.checkpoint().head();
                let (size, last) = (
                    head.size,
                    before.last.as_ref().map_or(0, |l| l.signed.head().size),
                );
                // Where witnesses reserve: only what no other server with this key can have reserved.
                let unreserved = reserve::reserve(&self.house, &self.witnesses, keeper.key(), head, last)?;
                if let Some(why) = unreserved {
                    self.refused = Some((now, why.clone()));
                    return Ok(Outcome::Refused(why));
                }
                // On the disk beside the key first: whatever happens next, nothing else is signed at this size.
                match keeper.sign(*ready, &before) {
                    Ok(note) => (Some(note), Outcome::Signed(size)),
                    Err(why) => {
                        // The next round asks for the key anew: whoever holds it now, it is not taken for granted.
                        self.keeper = None;
                        return Ok(no_key(&why));
                    }
                }
            }
            // Signed in an earlier round that was cut off before it was published.
            Looked::Stands => (last_note(keeper), Outcome::Nothing),
        };
        if let Some(note) = note {
            let key = keeper.key().verifier().to_string();
            self.house.act(Lane::Normal, None, move |desk, _| {
                desk.job.keep_standing(Standing::Key, key.as_bytes())?;
                desk.job
                    .keep_standing(Standing::Checkpoint, note.to_string().as_bytes())?;
                Ok(())
            })?;
        }
        Ok(outcome)
    }

    /// Why the tree as it stands is not reserved, where that is asked for.
    fn unreserved(&self, keeper: &Keeper, looked: &Looked) -> Result<Option<String>, Error> {
        let signed = |before: &Before| before.last.as_ref().map(|l| l.signed.head());
        let (head, last) = match looked {
            Looked::Sign(ready, before) => (Some(ready.checkpoint().head()), signed(before)),
            Looked::Stands => keeper.before().map_or((None, None), |b| (signed(&b), signed(&b))),
            Looked::Refused(_) => (None, None),
        };
        head.map_or(Ok(None), |head| {
            let last = last.map_or(0, |l| l.size);
            reserve::reserve(&self.house, &self.witnesses, keeper.key(), head, last)
        })
    }

    /// Reads both trees twice, each time from other rows and another connection, and compares.
    fn look(&self, keeper: &Keeper, read: Early) -> Result<(Looked, Early), Error> {
        let refused = |why: String| Ok((Looked::Refused(why), Early::default()));
        let known = keeper.known();
        let before = match keeper.before() {
            Ok(before) => before,
            Err(why) => return refused(format!("Nothing is signed. {why}")),
        };
        let last = &before.last;
        let signed = last.as_ref().map(|l| l.signed.head());
        // The private tree grows meanwhile: both readings go as far as it has grown now, and no further.
        let (sealed, published, upto) = self.house.read_log(|log| {
            let root = log.last_root()?.map(|r| Head {
                size: r.size,
                root: Hash::new(r.root),
            });
            Ok((root, log.standing(Standing::Checkpoint)?, Upto::now(log)?))
        })?;
        let from = signed.map_or(0, |h| h.size);
        let (first, early) = trees::from_rows(&self.house, from, sealed.map_or(0, |r| r.size), read, upto)?;
        let second = self.house.act(Lane::Normal, None, move |desk, _| {
            told(desk, |desk| {
                trees::from_tiles(&mut desk.job.public_log(), signed, sealed, upto)
            })
        })?;
        let second = match second {
            Ok(second) => second,
            Err(why) => return refused(format!("Nothing is signed. {why}")),
        };
        let mut elsewhere = match published.filter(|p| !p.is_empty()).map(|p| open(&p, keeper)) {
            None => vec![],
            Some(Some(signed)) => vec![signed],
            Some(None) => {
                let why = "The published checkpoint is not one that this key has signed.";
                return refused(format!("Nothing is signed. {why}"));
            }
        };
        let views = self.witnesses.views(&known.origin);
        if let Some(why) = self.contradicted(signed, &views)? {
            return refused(why);
        }
        elsewhere.extend(views);
        let now = stamp(self.house.source().now());
        let decided = integrate::next(
            &known.origin,
            last.as_ref(),
            &elsewhere,
            &first.public,
            &second.public,
            &now,
        );
        // The public log first: what it says about an old backup is clearer.
        if !matches!(decided, SignOrRefuse::Refuse(_))
            && let Err(why) = integrate::grown(sealed.as_ref(), &first.private, &second.private)
        {
            return refused(format!(
                "Nothing is signed. The private tree does not hold. {why}"
            ));
        }
        if !matches!(decided, SignOrRefuse::Refuse(_)) {
            self.witnesses.calm();
        }
        let looked = match decided {
            SignOrRefuse::Sign(ready) => Looked::Sign(Box::new(ready), before),
            SignOrRefuse::NothingNew => Looked::Stands,
            SignOrRefuse::Refuse(_) => Looked::Refused(decided.to_string()),
        };
        Ok((looked, early))
    }
}

impl Rounds {
    /// Why a smaller checkpoint that a witness has shows that another server signs with this key: it is not one that
    /// the tree signed here continues. Larger ones are the rules' own question.
    fn contradicted(&self, signed: Option<Head>, views: &[Signed]) -> Result<Option<String>, Error> {
        let Some(signed) = signed else {
            return Ok(None);
        };
        for view in views.iter().map(Signed::head).filter(|v| v.size < signed.size) {
            let continues = self.house.read_log(|log| {
                let tiles = trees::Tiles::new(log, Tree::Public);
                let read = Reader::new(&tiles, signed).map(|mut tree| tree.consistency(&view));
                Ok::<_, StoreError>(!matches!(read, None | Some(Err(TileFault::AnotherRoot))))
            })?;
            if !continues {
                let why = integrate::Why::TwoSigners { size: view.size };
                return Ok(Some(SignOrRefuse::Refuse(why).to_string()));
            }
        }
        Ok(None)
    }
}

fn last_note(keeper: &Keeper) -> Option<Note> {
    let last = keeper.before().ok().and_then(|before| before.last);
    last.map(|l| l.signed.note().clone())
}

fn open(note: &[u8], keeper: &Keeper) -> Option<Signed> {
    Signed::open(Note::parse(note).ok()?, &keeper.known()).ok()
}

/// Runs a step whose trouble with tiles is an answer, not an error of the job.
pub(super) fn told<T>(
    desk: &mut Desk,
    step: impl FnOnce(&mut Desk) -> Result<T, Trouble>,
) -> Result<Result<T, String>, Error> {
    match step(desk) {
        Ok(value) => Ok(Ok(value)),
        Err(Trouble::Store(error)) => Err(error),
        Err(tile) => Ok(Err(tile.to_string())),
    }
}

fn root_is_due(log: &mut PublicLog, now: Timestamp) -> Result<bool, Error> {
    let last = log.last_root()?;
    Ok(last.is_none_or(|root| now.duration_since(root.at) >= INTERVAL))
}

/// Is there something to enter, or something entered that no published checkpoint covers?
fn is_due(desk: &mut Desk) -> Result<bool, Error> {
    let now = desk.now.at;
    let mut log = desk.job.public_log();
    if root_is_due(&mut log, now)? && log.fingerprint("next log")?.is_none() {
        return Ok(true);
    }
    let published = log.standing(Standing::Checkpoint)?;
    let covered = published.and_then(|p| size_of(&p)).unwrap_or(0);
    if covered != log.entries()? {
        return Ok(true);
    }
    Ok(!has_ended(desk)? && !desk.not_yet_in_the_log()?.is_empty())
}

pub(super) fn size_of(checkpoint: &[u8]) -> Option<u64> {
    let note = Note::parse(checkpoint).ok()?;
    Some(sayso_log::checkpoint::Checkpoint::parse(note.text())?.head().size)
}

fn add_what_is_due(desk: &mut Desk, last_line: Option<&LastLine>) -> Result<(), Trouble> {
    if has_ended(desk)? {
        return Ok(());
    }
    let mut tree = trees::resume(&mut desk.job.public_log(), Tree::Public)?;
    for pending in desk.not_yet_in_the_log()? {
        for (hash, bytes) in &pending.documents {
            desk.job.keep_document(hash, bytes)?;
        }
        let number = append(&mut tree, &pending.entry.line)?;
        desk.job.keep_log_entry(number, &pending.entry)?;
    }
    let now = desk.now.at;
    if root_is_due(&mut desk.job.public_log(), now)? {
        let private: Edge = trees::edge(&mut desk.job.public_log(), Tree::Private)?;
        let (size, root) = (private.size(), private.root());
        let nonce: [u8; 32] = desk.now.source.bytes();
        let leaf = Leaf::PrivateRoot {
            at: stamp(now),
            sealed: Document(seal(&nonce, &Head { size, root })),
        };
        let entry = NewEntry {
            line: leaf.to_line().into_bytes(),
            about: "private root".into(),
            fingerprint: String::new(),
        };
        let number = append(&mut tree, &entry.line)?;
        desk.job.keep_log_entry(number, &entry)?;
        desk.job.keep_root(&SealedRoot {
            number,
            at: now,
            nonce,
            size,
            root: *root.as_bytes(),
        })?;
    }
    if let Some(last) = last_line.map(|last| last.entered(now)) {
        for (hash, bytes) in &last.documents {
            desk.job.keep_document(hash, bytes)?;
        }
        let number = append(&mut tree, &last.entry.line)?;
        desk.job.keep_log_entry(number, &last.entry)?;
    }
    Ok(trees::keep(&mut desk.job, Tree::Public, &mut tree)?)
}

/// Has this log its last line? Then nothing is added any more.
fn has_ended(desk: &mut Desk) -> Result<bool, Error> {
    Ok(desk.job.public_log().fingerprint("next log")?.is_some())
}

pub(super) fn append(tree: &mut sayso_log::tile::Appender, line: &[u8]) -> Result<u64, Error> {
    tree.append(line)
        .map_err(|_| Error::Fault("an entry is too long for the log".into()))
}
