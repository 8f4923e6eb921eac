//! What a killed server leaves signed. Owns: that over all kills there is one tree for each size under the log's key, that
//! nothing was published before it was kept beside the key, and that the next round goes on.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use sayso_app::public_log::{Outcome, Rounds, TakingIn, tile};
use sayso_app::{House, Options, doctor};
use sayso_log::Hash;
use sayso_log::checkpoint::{Known, Signed};
use sayso_log::note::{Note, SigningKey};
use sayso_log::proof::Head;
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{TilePath, TileSource, Unreadable};
use sayso_testkit::Seeded;

const TEN: SignedDuration = SignedDuration::from_mins(10);
/// So many rounds of ten minutes fit between the start of one child and that of the next.
const MOST: u32 = 30;
/// How much later each child lives than the one before.
pub(crate) const LATER: SignedDuration = SignedDuration::from_hours(6);

/// In the child: takes in and signs, as fast as it can, ten minutes later each time. What is wrong comes back.
pub(crate) fn on(house: &Arc<House>, source: &Seeded) -> Option<String> {
    let mut log = Rounds::new(house, "log.example");
    let mut taking_in = TakingIn::new(house);
    for _ in 0..MOST {
        if let Err(why) = taking_in.tick() {
            return Some(format!("nothing is taken in: {why}"));
        }
        source.advance(TEN);
        match log.round() {
            Ok(Outcome::Refused(why)) => return Some(why),
            Ok(_) => {}
            Err(why) => return Some(format!("a round broke off: {why}")),
        }
    }
    None
}

/// Every tree that was ever seen under the log's key: by its size.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    roots: BTreeMap<u64, Hash>,
    /// How many kills fell between the keeping of a checkpoint and its publication.
    pub(crate) between: usize,
}

impl Seen {
    /// How many trees were seen.
    pub(crate) fn trees(&self) -> usize {
        self.roots.len()
    }

    /// After a kill: what lies beside the key, and what everybody could have read.
    pub(crate) fn collect(&mut self, data: &Path) {
        let dir = data.join("keys/log");
        let Ok(secret) = std::fs::read_to_string(dir.join("signing.key")) else {
            return;
        };
        let key = SigningKey::parse(&secret).expect("a key is there whole or not at all");
        let known = Known {
            origin: key.verifier().name().to_owned(),
            keys: vec![key.verifier()],
            witnesses: vec![],
        };
        let head = |note: &[u8]| -> Head {
            let note = Note::parse(note).expect("a checkpoint is there whole or not at all");
            let signed = Signed::open(note, &known).expect("under the one key that this log ever had");
            signed.head()
        };
        let kept = std::fs::read_to_string(dir.join("last.checkpoint")).ok();
        let kept = kept.map(|text| head(text.split_once('\n').expect("a time, then the note").1.as_bytes()));
        let db = rusqlite::Connection::open(data.join("sayso.db")).expect("the file opens");
        let published: Option<Vec<u8>> = db
            .query_row(
                "SELECT value FROM log_state WHERE name = 'checkpoint'",
                (),
                |row| row.get(0),
            )
            .ok();
        let published = published.map(|note| head(&note));
        let size = |head: Option<Head>| head.map_or(0, |h| h.size);
        assert!(
            size(published) <= size(kept),
            "published before it was kept: {published:?}, {kept:?}"
        );
        self.between += usize::from(size(published) < size(kept));
        for head in [kept, published].into_iter().flatten() {
            let known = *self.roots.entry(head.size).or_insert(head.root);
            assert_eq!(known, head.root, "two signed trees of {} lines", head.size);
        }
    }

    /// When all is over: the next round signs, what it signed continues everything that was ever seen, and the doctor
    /// finds nothing.
    pub(crate) fn go_on(&self, data: &Path, source: &Arc<Seeded>) {
        let house = House::open(data, Arc::clone(source) as _, &Options::default()).expect("it opens");
        let house = Arc::new(house);
        source.advance(TEN);
        let signed = Rounds::new(&house, "log.example").round().expect("a round");
        let Outcome::Signed(size) = signed else {
            panic!("the next round signs: {signed:?}")
        };
        let mut last = Seen::default();
        last.collect(data);
        let head = Head {
            size,
            root: last.roots[&size],
        };
        assert!(
            self.roots.keys().all(|before| *before <= size),
            "nothing signed was forgotten"
        );
        let served = Served(&house);
        let mut tree = Reader::new(&served, head).expect("a tree");
        for (size, root) in &self.roots {
            let old = Head {
                size: *size,
                root: *root,
            };
            assert!(tree.consistency(&old).is_ok(), "{size} lines are continued");
        }
        house.close();
        let keys = data.join("keys");
        let found = doctor::examine_house(
            data,
            Some(&keys.join("master.key")),
            &keys.join("log"),
            Arc::clone(source) as _,
        );
        let found = found.expect("it can be examined");
        assert!(found.wrong.is_empty(), "{:?}", found.wrong);
    }
}

/// The log as everybody reads it.
struct Served<'a>(&'a House);

impl TileSource for Served<'_> {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        tile(self.0, &path.to_string())
            .map(|(_, bytes)| bytes)
            .map_err(|why| Unreadable::Broken(why.to_string()))
    }
}
