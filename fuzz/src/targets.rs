//! What is done with bytes from outside, one function for each parser: the same entry points that the product calls. Each
//! says whether the bytes were read. A panic is a finding; so is a text that is written back otherwise than it was read.
//! Compiled twice: into the fuzzer, and into the ordinary tests (`tests/parsers.rs`).

use std::sync::OnceLock;

use jiff::{SignedDuration, Timestamp};
use sayso_app::openid::{BadToken, Expected, Keys, Mapping, logout, sign_in};
use sayso_app::passkey::{ALGORITHMS, Relying, made};
use sayso_app::setup;
use sayso_core::evaluation::table::Table;
use sayso_core::seat::Role;
use sayso_interop::{FileIn, Limits, export, read_within};
use sayso_log::checkpoint::{Checkpoint, Known, Signed};
use sayso_log::leaf::Leaf;
use sayso_log::note::{Note, Scheme, SigningKey, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::receipt::{Outcome, Receipt, Trust, verify_receipt};
use sayso_log::tile::reader::Reader;
use sayso_log::tile::{TilePath, TileSource, Unreadable, bundle};
use sayso_log::tlog_proof::TlogProof;
use sayso_log::witness::{AddCheckpoint, Answer, State, Watched, Witness, accept, conflict_size};
use sayso_log::{Edge, Hash};
use sayso_policy::{Policy, Question};

/// One parser: its name, and what is done with bytes.
pub type Target = (&'static str, fn(&[u8]) -> bool);

/// Every parser of outside bytes.
pub const ALL: &[Target] = &[
    ("note", note),
    ("checkpoint", checkpoint),
    ("key", key),
    ("cosignature", cosignature),
    ("tile", tile),
    ("entries", entries),
    ("proof", proof),
    ("receipt", receipt),
    ("request", request),
    ("state", state),
    ("fhir", fhir),
    ("question", question),
    ("table", table),
    ("token", token),
    ("plan", plan),
    ("passkey", passkey),
];

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// What was read is written back to the byte.
fn same(written: &impl ToString, bytes: &[u8]) -> bool {
    assert_eq!(
        written.to_string().as_bytes(),
        bytes,
        "{:?} was read, and is written otherwise",
        String::from_utf8_lossy(bytes)
    );
    true
}

/// The keys that signed the seeds: a log's, and two witnesses'.
fn signers() -> &'static [SigningKey; 3] {
    static KEYS: OnceLock<[SigningKey; 3]> = OnceLock::new();
    KEYS.get_or_init(|| {
        let of = |name, scheme, seed| SigningKey::from_seed(name, scheme, &[seed; 32]).expect("a good name");
        [
            of("log.example/2026", Scheme::Plain, 1),
            of("patients.example/witness", Scheme::Timed, 2),
            of("union.example/witness", Scheme::Timed, 3),
        ]
    })
}

fn known() -> &'static Known {
    static KNOWN: OnceLock<Known> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let [log, one, two] = signers();
        Known {
            origin: log.verifier().name().to_owned(),
            keys: vec![log.verifier()],
            witnesses: vec![one.verifier(), two.verifier()],
        }
    })
}

/// A signed note.
pub fn note(bytes: &[u8]) -> bool {
    let Ok(note) = Note::parse(bytes) else {
        return false;
    };
    // Whether a key fits is one thing; that it is looked at without a panic, another.
    note.verify(&known().keys).ok();
    note.verify(&known().witnesses).ok();
    same(&note, bytes)
}

/// A checkpoint, as the note that it is: believed only with the log's own signature.
pub fn checkpoint(bytes: &[u8]) -> bool {
    let Ok(note) = Note::parse(bytes) else {
        return false;
    };
    let read = Checkpoint::parse(note.text());
    let signed = Signed::open(note.clone(), known());
    if let Ok(signed) = &signed {
        let read = read.as_ref().expect("what is believed was read");
        assert_eq!(
            (signed.head(), read.origin()),
            (read.head(), known().origin.as_str())
        );
    }
    read.is_some_and(|c| same(&c, note.text().as_bytes()))
}

/// A key to check with, as somebody types it.
pub fn key(bytes: &[u8]) -> bool {
    let key = text(bytes).and_then(|t| t.parse::<VerifierKey>().ok());
    key.is_some_and(|key| same(&key, bytes))
}

/// What a witness answers, or hands over by itself: it never changes what it is added to.
pub fn cosignature(bytes: &[u8]) -> bool {
    static NOTE: OnceLock<Note> = OnceLock::new();
    let signed = NOTE.get_or_init(|| {
        let head = Head {
            size: 300,
            root: Hash::of(b"a root"),
        };
        let checkpoint = Checkpoint::new(&known().origin, head).expect("a good name");
        checkpoint.sign(&signers()[0])
    });
    let answer = String::from_utf8_lossy(bytes);
    let mut note = signed.clone();
    let taken = accept(&mut note, &answer, &known().witnesses);
    assert_eq!(note.text(), signed.text());
    assert_eq!(note.signatures().len(), signed.signatures().len() + taken);
    let size = conflict_size(&answer);
    taken > 0 || size.is_some()
}

/// A source that gives the same bytes for every tile.
struct Always<'a>(&'a [u8]);

impl TileSource for Always<'_> {
    fn read(&self, path: &TilePath) -> Result<Vec<u8>, Unreadable> {
        let most = usize::from(path.width()) * Hash::LEN;
        Ok(self.0.get(..most).unwrap_or(self.0).to_vec())
    }
}

/// A tile's address in the first line; after it the size of a tree, its root, and the bytes of its tiles.
pub fn tile(bytes: &[u8]) -> bool {
    let at = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len());
    let path = text(&bytes[..at]).and_then(|t| t.parse::<TilePath>().ok());
    let good = path.is_some_and(|path| same(&path, &bytes[..at]));
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let Some((size, rest)) = rest.split_first_chunk::<8>() else {
        return good;
    };
    let Some((root, tiles)) = rest.split_first_chunk::<32>() else {
        return good;
    };
    let head = Head {
        size: u64::from_be_bytes(*size),
        root: Hash::new(*root),
    };
    let leaf = Hash::leaf(tiles);
    if let Some(mut tree) = Reader::new(Always(tiles), head) {
        let last = head.size.saturating_sub(1);
        tree.inclusion(&leaf, last).ok();
        tree.inclusion(&leaf, last / 2).ok();
        let old = Head {
            size: head.size / 3,
            ..head
        };
        tree.consistency(&old).ok();
        if let Ok(edge) = tree.edge() {
            assert_eq!(
                (edge.size(), edge.root()),
                (head.size, head.root),
                "only what the root bears out"
            );
        }
        tree.entry(last).ok();
    }
    if let Some(edge) = Edge::from_bytes(tiles) {
        assert_eq!(edge.to_bytes(), tiles);
    }
    good
}

/// A bundle of entries: its width in the first byte.
pub fn entries(bytes: &[u8]) -> bool {
    let Some((width, bytes)) = bytes.split_first() else {
        return false;
    };
    let Some(found) = bundle::parse(bytes, u16::from(*width)) else {
        return false;
    };
    let mut again = vec![];
    for entry in found {
        bundle::push(&mut again, entry).expect("it came from a bundle");
        if let Ok(leaf) = Leaf::parse(entry) {
            same(&leaf.to_line(), entry);
            std::hint::black_box(leaf.at().seconds());
        }
    }
    assert_eq!(again, bytes);
    true
}

/// A proof (C2SP tlog-proof).
pub fn proof(bytes: &[u8]) -> bool {
    let Some(proof) = text(bytes).and_then(|t| TlogProof::parse(t).ok()) else {
        return false;
    };
    proof.verify(&Hash::leaf(b"entry"), known()).ok();
    same(&proof, bytes)
}

/// A receipt: whatever it is, the verdict has its sentence.
pub fn receipt(bytes: &[u8]) -> bool {
    let trust = Trust {
        known: known().clone(),
        witnesses_asked_for: 1,
    };
    let outcome = verify_receipt(bytes, &trust);
    assert!(!outcome.to_string().is_empty());
    let read = text(bytes).and_then(|t| Receipt::parse(t).ok());
    // A program may add line ends; what is genuine without them is the same text.
    if let (Outcome::Genuine(found), Some(read)) = (&outcome, &read) {
        assert_eq!(found.recorded, read.recorded);
    }
    read.is_some_and(|read| same(&read, bytes))
}

fn witness() -> &'static Witness {
    static WITNESS: OnceLock<Witness> = OnceLock::new();
    WITNESS.get_or_init(|| Witness {
        key: SigningKey::parse(&signers()[1].to_secret_text()).expect("what was written is read"),
        logs: vec![Watched {
            origin: known().origin.clone(),
            keys: known().keys.clone(),
        }],
    })
}

/// A request to countersign (C2SP tlog-witness): what is signed is what was asked, and was signed by the log.
pub fn request(bytes: &[u8]) -> bool {
    if let Answer::Cosigned { keep, .. } = witness().add_checkpoint(&State::new(), bytes, 5) {
        let asked = AddCheckpoint::parse(bytes).expect("what is signed was read");
        let latest = keep.latest(&known().origin).expect("it is kept");
        assert_eq!(latest.note().text(), asked.checkpoint.text());
        assert!(Signed::open(asked.checkpoint, known()).is_ok());
    }
    AddCheckpoint::parse(bytes).is_ok_and(|read| same(&read, bytes))
}

/// A witness's own file.
pub fn state(bytes: &[u8]) -> bool {
    let own = [signers()[1].verifier()];
    let state = text(bytes).and_then(|t| State::parse(t, &own).ok());
    state.is_some_and(|state| same(&state, bytes))
}

/// A file of somebody else's in FHIR. What was read can be written. What was written is read again as the same, where all
/// that it refers to was in the file: the rest is left out in writing, and may be missed in reading.
pub fn fhir(bytes: &[u8]) -> bool {
    let limits = Limits {
        bundle_bytes: 1 << 16,
        line_bytes: 1 << 16,
        values: 20_000,
        ..Limits::default()
    };
    let read = |mut bytes: &[u8]| {
        let file = FileIn {
            name: "file.json",
            reader: &mut bytes,
        };
        read_within([file], &limits)
    };
    let plan = match read(bytes) {
        Ok(plan) => plan,
        Err(problems) => {
            assert!(!problems.is_empty() && problems.iter().all(|p| !p.to_string().is_empty()));
            return false;
        }
    };
    let written = export::to_json(&plan);
    if written.len() < 1 << 16
        && let Ok(again) = read(written.as_bytes())
    {
        assert_eq!(export::to_json(&again), written);
    }
    true
}

/// A decision to be decided again.
pub fn question(bytes: &[u8]) -> bool {
    static POLICY: OnceLock<Policy> = OnceLock::new();
    let Some(question) = text(bytes).and_then(|t| t.parse::<Question>().ok()) else {
        return false;
    };
    let written = question.to_string();
    assert_eq!(written.parse::<Question>().as_ref(), Ok(&question), "{written}");
    let policy = POLICY.get_or_init(|| Policy::new().expect("the policies are proved"));
    assert!(!question.in_words(policy.explain(&question).allowed).is_empty());
    true
}

/// The table of a result. What was read has one text, and that text reads back.
pub fn table(bytes: &[u8]) -> bool {
    match text(bytes).map(Table::read) {
        Some(Ok(table)) => {
            let written = table.to_string();
            assert_eq!(Table::read(&written), Ok(table));
            let cells = written.lines().skip(1).flat_map(|l| l.split(',').skip(1));
            let small = |cell: &str| cell.len() == 1 && cell != "*" && !written.contains("rate: ");
            assert!(!cells.into_iter().any(small), "a small number: {written}");
            true
        }
        Some(Err(problems)) => {
            assert!((1..=10).contains(&problems.0.len()));
            false
        }
        None => false,
    }
}

/// What an organisation's sign-in service sends: its keys in the first line and a token in the second, or what a token says,
/// as if it had been signed. What opens nothing and means nothing ends in an error.
pub fn token(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    let (keys, token) = text.split_once('\n').unwrap_or((text, ""));
    let opened = Keys::read(keys).and_then(|keys| keys.open(token));
    let says = opened.or_else(|_| serde_json::from_str(text).map_err(|_| BadToken::Shape));
    let Ok(claims) = says else { return false };
    let expected = Expected {
        issuer: "https://sign-in.example",
        client: "sayso",
        now: Timestamp::UNIX_EPOCH + SignedDuration::from_hours(500_000),
    };
    let mapping = Mapping {
        role_claim: "nhsid_nrbac_roles.role_code".into(),
        roles: vec![("gp".into(), Role::Clinician)],
        org_claim: "nhsid_nrbac_roles.org_code".into(),
        ..Mapping::default()
    };
    let roles = mapping.of(&claims);
    assert!(roles.iter().all(|(role, _)| *role == Role::Clinician) && roles.len() <= bytes.len());
    mapping.strong(&claims).ok();
    let (signed_in, signed_out) = (
        sign_in(&claims, &expected, "n", expected.now),
        logout(&claims, &expected),
    );
    assert!(signed_in.is_err() || signed_out.is_err(), "no token is both");
    true
}

/// A set-up file, or the terms that somebody proposes in the same form: a plan, or every problem with the line it is in.
pub fn plan(bytes: &[u8]) -> bool {
    let Some(text) = text(bytes) else { return false };
    match setup::plan(text, jiff::civil::date(2026, 6, 1)) {
        Ok(plan) => !plan.orgs.is_empty(),
        Err(problems) => {
            assert!(
                !problems.is_empty() && problems.iter().all(|p| p.starts_with("line ")),
                "{problems:?}"
            );
            false
        }
    }
}

/// What an authenticator says when a passkey is made (CBOR), as a browser hands it over: base64url.
pub fn passkey(bytes: &[u8]) -> bool {
    const CLIENT: &str = "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIiwiY2hhbGxlbmdlIjoibiIsIm9yaWdpbiI6Imh0dHBzOi8vc3VwcG9ydC5leGFtcGxlLm9yZyJ9";
    let site = Relying::of("https://support.example.org").expect("a site");
    let Ok(made) = made(&site, "n", CLIENT, &base64url(bytes)) else {
        return false;
    };
    assert!(
        (1..=1023).contains(&made.credential.len()),
        "{}",
        made.credential.len()
    );
    assert!(ALGORITHMS.contains(&made.key.algorithm) && made.key.key.len() >= 32);
    true
}

/// Base64url without padding (RFC 4648 §5).
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let of = |n: usize| u32::from(three.get(n).copied().unwrap_or(0));
        let bits = of(0) << 16 | of(1) << 8 | of(2);
        for n in 0..=three.len() {
            let letter = bits >> (18 - 6 * n) & 63;
            text.push(char::from(LETTERS[usize::try_from(letter).expect("below 64")]));
        }
    }
    text
}
