//! Both trees as they are kept in rows. Owns: growing them, and reading each of them twice from different rows: once
//! from the entries or events themselves, once from the tiles that were made of them.

use std::cell::RefCell;

use sayso_log::integrate::Reading;
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{Appender, Kind, TileFault, TilePath, TileSource, Unreadable, bundle};
use sayso_log::{Edge, Hash};
use sayso_store::{Job, PublicLog, Standing, StoreError, Tree};

use crate::{Error, House};

/// The tiles of one tree, cut to what is asked for.
pub(super) struct Tiles<'r, 'a> {
    log: RefCell<&'r mut PublicLog<'a>>,
    tree: Tree,
}

impl<'r, 'a> Tiles<'r, 'a> {
    pub(super) fn new(log: &'r mut PublicLog<'a>, tree: Tree) -> Self {
        Self {
            log: RefCell::new(log),
            tree,
        }
    }
}

impl TileSource for Tiles<'_, '_> {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        let kept = self
            .log
            .borrow_mut()
            .tile(self.tree, &path.full().to_string())
            .map_err(|why| Unreadable::Broken(why.to_string()))?;
        let (width, bytes) = kept.ok_or(Unreadable::Missing)?;
        if width < path.width() {
            return Err(Unreadable::Missing);
        }
        let cut = match path.kind() {
            Kind::Hashes(_) => bytes.get(..usize::from(path.width()) * Hash::LEN),
            Kind::Entries => bundle::cut(&bytes, path.width()),
        };
        cut.map(<[u8]>::to_vec)
            .ok_or_else(|| Unreadable::Broken("it is shorter than it says".into()))
    }
}

/// Why a tree cannot be read or grown.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// Its tiles are not what they were.
    #[error("A stored tile is missing or was changed. {0}.")]
    Tile(#[from] TileFault),
    /// The store.
    #[error("{0}")]
    Store(#[from] Error),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error.into())
    }
}

/// The right edge of a tree as it was stored.
pub(super) fn edge(log: &mut PublicLog, tree: Tree) -> Result<Edge, Error> {
    let Some(bytes) = log.standing(Standing::Edge(tree))? else {
        return Ok(Edge::new());
    };
    Edge::from_bytes(&bytes).ok_or_else(|| Error::Fault("the log’s stored edge is malformed".into()))
}

fn head(edge: &Edge) -> Head {
    Head {
        size: edge.size(),
        root: edge.root(),
    }
}

/// A tree, ready to grow where its tiles end.
pub(super) fn resume(log: &mut PublicLog, tree: Tree) -> Result<Appender, Trouble> {
    let head = head(&edge(log, tree)?);
    Ok(Appender::resume(&Tiles::new(log, tree), &head)?)
}

/// Keeps what has grown.
pub(super) fn keep(job: &mut Job, tree: Tree, grown: &mut Appender) -> Result<(), StoreError> {
    let mut tiles = grown.take_full();
    tiles.extend(grown.partials());
    for (path, bytes) in tiles {
        job.keep_tile(tree, &path.full().to_string(), path.width(), &bytes)?;
    }
    job.keep_standing(Standing::Edge(tree), &grown.edge().to_bytes())
}

/// How far the private tree had grown at one moment: up to which event, and to how many leaves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Upto {
    seq: i64,
    size: u64,
}

impl Upto {
    /// At the moment of this reading: both are kept in one step.
    pub(super) fn now(log: &mut PublicLog) -> Result<Self, StoreError> {
        let edge = log.standing(Standing::Edge(Tree::Private))?;
        let edge = edge.map_or_else(|| Some(Edge::new()), |bytes| Edge::from_bytes(&bytes));
        let edge = edge.ok_or_else(|| StoreError::corrupt("the stored edge of the private tree"))?;
        Ok(Self {
            seq: log.seq()?,
            size: edge.size(),
        })
    }
}

/// How many events one job takes in.
const MOST: i64 = 2000;

/// Takes events into the private tree: the commitments of up to [`MOST`] of them, in order. How many leaves came.
pub(super) fn take_in(job: &mut Job) -> Result<usize, Trouble> {
    let mut log = job.public_log();
    let from = log.seq()?;
    let mut new = vec![];
    let mut seq = from;
    log.each_commitment(from, from + MOST, |at, commitment| {
        seq = at;
        new.push(*commitment);
    })?;
    if new.is_empty() {
        return Ok(0);
    }
    let mut tree = resume(&mut log, Tree::Private)?;
    let first = tree.edge().size();
    for commitment in &new {
        tree.append(commitment).expect("32 bytes fit an entry");
    }
    keep(job, Tree::Private, &mut tree)?;
    job.keep_mark(first, from)?;
    job.keep_standing(Standing::Seq, &seq.to_be_bytes())?;
    Ok(new.len())
}

/// Both trees as read once.
#[derive(Debug, Clone)]
pub(super) struct Both {
    pub(super) public: Reading,
    pub(super) private: Reading,
}

/// The part of both trees that was signed and sealed, as it was read from rows in this very round.
#[derive(Debug, Clone, Default)]
pub(super) struct Early {
    public: Edge,
    private: Edge,
    /// The last event whose commitments are in `private`.
    seq: i64,
}

/// How many events are read before others who read get their turn.
const SLICE: i64 = 20_000;

/// The trees from entries and events themselves: an edited one shows, however old it is. `read` is what this round has
/// read already; empty, everything is read, from the first on.
pub(super) fn from_rows(
    house: &House,
    public: u64,
    private: u64,
    read: Early,
    upto: Upto,
) -> Result<(Both, Early), StoreError> {
    let mut early = read;
    let mut late: Vec<Vec<u8>> = vec![];
    house.read_log(|log| {
        log.each_entry(early.public.size(), |line| {
            if early.public.size() < public {
                early.public.append(Hash::leaf(line));
            } else {
                late.push(line.to_vec());
            }
        })
    })?;
    let mut entries = Reading::new(early.public.clone());
    for line in &late {
        entries.add_entry(line);
    }

    let upto = upto.seq;
    let mut late = vec![];
    let mut at = early.seq;
    while at < upto {
        let to = upto.min(at + SLICE);
        house.read_log(|log| {
            log.each_commitment(at, to, |seq, commitment| {
                if early.private.size() < private {
                    early.private.append(Hash::leaf(commitment));
                    early.seq = seq;
                } else {
                    late.push(*commitment);
                }
            })
        })?;
        at = to;
    }
    let mut sealed = Reading::new(early.private.clone());
    for commitment in &late {
        sealed.add_commitment(commitment);
    }
    let both = Both {
        public: entries,
        private: sealed,
    };
    Ok((both, early))
}

/// The trees from their tiles. `public` and `private` are the heads that were signed and sealed last; the private tree
/// is read as far as `upto`.
pub(super) fn from_tiles(
    log: &mut PublicLog,
    public: Option<Head>,
    private: Option<Head>,
    upto: Upto,
) -> Result<Both, Trouble> {
    let (mut entries, late) = tree_from_tiles(log, Tree::Public, public, u64::MAX)?;
    for entry in &late {
        entries.add_entry(entry);
    }
    let (mut sealed, late) = tree_from_tiles(log, Tree::Private, private, upto.size)?;
    for commitment in &late {
        let commitment = commitment
            .as_slice()
            .try_into()
            .map_err(|_| Error::Fault("a leaf of the private tree that is no hash".into()))?;
        sealed.add_commitment(commitment);
    }
    Ok(Both {
        public: entries,
        private: sealed,
    })
}

fn tree_from_tiles(
    log: &mut PublicLog,
    tree: Tree,
    last: Option<Head>,
    upto: u64,
) -> Result<(Reading, Vec<Vec<u8>>), Trouble> {
    let stored = head(&edge(log, tree)?);
    let ends = stored.size.min(upto);
    let from = match last {
        // Behind what was signed: whoever compares says so.
        Some(last) if stored.size < last.size => stored,
        Some(last) => last,
        None => head(&Edge::new()),
    };
    let tiles = Tiles::new(log, tree);
    let begins = Reader::new(&tiles, from).ok_or(TileFault::AnotherRoot)?.edge()?;
    let mut late = vec![];
    let mut at = from.size;
    while at < ends {
        let upto = ends.min((at / 256 + 1) * 256);
        let width = u16::try_from(upto - at / 256 * 256).expect("at most 256");
        let path = TilePath::new(Kind::Entries, at / 256, width).ok_or(TileFault::AnotherRoot)?;
        let bytes = tiles
            .read(&path)
            .map_err(|why| TileFault::Unreadable { path, why })?;
        let entries = bundle::parse(&bytes, width).ok_or(TileFault::Malformed { path })?;
        let skip = usize::try_from(at % 256).expect("below 256");
        late.extend(entries[skip..].iter().map(|e| e.to_vec()));
        at = upto;
    }
    Ok((Reading::new(begins), late))
}
