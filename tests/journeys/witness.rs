//! An outside witness: somebody who is not us countersigns the public log only while it grows. Each story ends on what
//! the witness, the server or the public page then says.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::SignedDuration;
use sayso::front::Front;
use sayso::witness::{Desk, Options, serve_on};
use sayso_app::House;
use sayso_app::public_log::{Asking, Door, Outside, Reply, Rounds, Witnesses, here};
use sayso_log::Hash;
use sayso_log::checkpoint::{Checkpoint, Known, Signed};
use sayso_log::note::{Note, Scheme, Signature, SigningKey, VerifierKey};
use sayso_log::proof::Head;
use sayso_log::witness::AddCheckpoint;
use sayso_testkit::{Served, Town};

use crate::log_kit::{Outsider, TEN, operator_edits, refuses, signs};

pub(crate) fn key(web: &Served) -> VerifierKey {
    let text = web.browser().open("/log/key").body.clone();
    text.trim().parse().expect("the log’s key")
}

fn options(dir: PathBuf, log: VerifierKey) -> Options {
    Options {
        dir,
        name: Some("patients.example/witness".into()),
        logs: vec![log],
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        once: None,
    }
}

/// A witness of this log in a directory beside the town.
pub(crate) fn witness(town: &Town, name: &str, log: &VerifierKey) -> Result<Desk, String> {
    let args = options(town.around().join(name), log.clone());
    Desk::open(&args, Arc::clone(&town.source) as _).map_err(|why| why.to_string())
}

/// A witness that answers over HTTP until it is dropped.
pub(crate) struct Open {
    runtime: tokio::runtime::Runtime,
    pub(crate) url: String,
}

impl Open {
    fn new(desk: Desk) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let here = SocketAddr::from(([127, 0, 0, 1], 0));
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind(here))
            .expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        runtime.spawn(serve_on(listener, Arc::new(desk), std::future::pending()));
        Self { runtime, url }
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> (u16, String, String) {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let url = format!("{}{path}", self.url);
        let mut answer = match method {
            "GET" => agent.get(url).call(),
            _ => agent.post(url).send(body),
        }
        .expect("an answer");
        let kind = answer.headers().get("content-type").and_then(|v| v.to_str().ok());
        let kind = kind.unwrap_or_default().to_owned();
        let text = answer.body_mut().read_to_string().expect("text");
        (answer.status().as_u16(), kind, text)
    }

    pub(crate) fn close(self) {
        self.runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    }
}

fn note(web: &Served) -> Note {
    Note::parse(web.browser().open("/log/checkpoint").body.as_bytes()).expect("a checkpoint")
}

/// The log's own key, as somebody has it who broke in.
fn stolen(town: &Town) -> SigningKey {
    let text = fs::read_to_string(town.data().join("keys/log/signing.key")).expect("the key file");
    SigningKey::parse(&text).expect("a key")
}

/// The key of a log of somebody else's.
fn stranger() -> SigningKey {
    SigningKey::from_seed("else.example/log", Scheme::Plain, &[9; 32]).expect("a key")
}

fn another(key: &SigningKey, size: u64) -> Note {
    let head = Head {
        size,
        root: Hash::of(b"another history"),
    };
    Checkpoint::new(key.verifier().name(), head)
        .expect("a checkpoint")
        .sign(key)
}

#[test]
fn a_witness_makes_its_key_once_and_never_begins_again_from_nothing() {
    let town = Town::new();
    signs(&mut Rounds::new(&town.house, "log.example"));
    let log = key(&town.serve());
    let nameless = Options {
        name: None,
        ..options(town.around().join("w"), log.clone())
    };
    let none = Desk::open(&nameless, Arc::clone(&town.source) as _).err();
    assert!(none.expect("no name").to_string().contains("--name"));
    let first = witness(&town, "w", &log).expect("a first run");
    let own = first.verifier();
    assert_eq!(own.name(), "patients.example/witness");
    let busy = witness(&town, "w", &log).err().expect("one process at a time");
    assert!(busy.contains("in use by another witness"), "{busy}");
    drop(first);
    let file = town.around().join("w/witness.key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&file).expect("the key").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let again = Desk::open(&nameless, Arc::clone(&town.source) as _).expect("a second run needs no name");
    assert_eq!(again.verifier(), own);
    drop(again);

    let state = town.around().join("w/witness.state");
    let memory = fs::read_to_string(&state).expect("memory");
    fs::write(&state, memory.replace("state 1", "state 2")).expect("damage");
    let damaged = witness(&town, "w", &log).err().expect("damaged");
    assert!(damaged.contains("do not start again from nothing"), "{damaged}");
    fs::write(&state, &memory).expect("put back");
    let aside = town.around().join("aside");
    fs::rename(&state, &aside).expect("lost");
    let lost = witness(&town, "w", &log).err().expect("lost");
    assert!(lost.contains("is missing"), "{lost}");
    assert!(!state.exists(), "no new memory was made");
    fs::rename(&aside, &state).expect("put back");
    fs::remove_file(&file).expect("the key is lost");
    let lost = witness(&town, "w", &log).err().expect("lost");
    assert!(lost.contains("no new one was made"), "{lost}");
}

#[test]
fn a_witness_answers_as_the_specification_says_and_keeps_what_forks() {
    let town = Town::new();
    let mut log = Rounds::new(&town.house, "log.example");
    let size = signs(&mut log);
    let web = town.serve();
    let known = key(&web);
    let desk = witness(&town, "w", &known).expect("a witness");
    let own = desk.verifier();
    let open = Open::new(desk);
    let first = note(&web);
    let send = |old: u64, proof: Vec<Hash>, checkpoint: &Note| {
        let request = AddCheckpoint {
            old,
            proof,
            checkpoint: checkpoint.clone(),
        };
        open.ask("POST", "/add-checkpoint", &request.to_string())
    };
    assert_eq!(open.ask("POST", "/add-checkpoint", "hello").0, 400);
    assert_eq!(send(size + 1, vec![], &first).0, 400);
    let (status, kind, line) = send(0, vec![], &first);
    assert_eq!((status, kind.as_str()), (200, "text/plain; charset=utf-8"));
    let mut both = first.clone();
    both.add(Signature::parse(line.trim_end()).expect("a line"));
    let opened = Signed::open(
        both,
        &Known {
            origin: known.name().into(),
            keys: vec![known.clone()],
            witnesses: vec![own],
        },
    );
    assert_eq!(opened.expect("both signatures").witnesses().len(), 1);
    let told = (409, "text/x.tlog.size".to_owned(), format!("{size}\n"));
    assert_eq!(send(0, vec![], &first), told, "it says what it has seen");
    assert_eq!(send(size, vec![], &another(&stolen(&town), size)), told, "a fork");
    assert_eq!(send(size, vec![], &another(&stolen(&town), size + 9)).0, 422);
    let mut unsigned = Note::new(first.text()).expect("a note");
    unsigned.add(stranger().sign(first.text(), 0));
    assert_eq!(send(size, vec![], &unsigned).0, 403);
    assert_eq!(send(0, vec![], &another(&stranger(), 3)).0, 404);

    let hash = Hash::of(known.name().as_bytes()).hex();
    let (status, _, seen) = open.ask("GET", &format!("/{hash}/checkpoint"), "");
    assert_eq!(status, 200);
    assert!(seen.starts_with(first.text()), "{seen}");
    let (_, _, view) = open.ask("GET", "/", "");
    assert!(view.contains(&format!("{size} lines")), "{view}");
    assert!(
        view.contains("another history than what was countersigned"),
        "{view}"
    );
    let evidence = |kind: &str| {
        let names = fs::read_dir(town.around().join("w")).expect("a directory");
        names
            .filter(|e| {
                let name = e.as_ref().expect("an entry").file_name();
                name.to_string_lossy().starts_with(kind)
            })
            .count()
    };
    assert_eq!((evidence("forked-"), evidence("unproved-")), (1, 1));
    open.close();
    let memory = fs::read_to_string(town.around().join("w/witness.state")).expect("memory");
    assert!(
        memory.contains(&format!(">{size}\n")),
        "it is on the disk: {memory}"
    );
}

/// Both sides: a town whose log this witness watches over HTTP, and which asks it.
pub(crate) struct Watched {
    pub(crate) town: Town,
    pub(crate) known: VerifierKey,
    pub(crate) open: Open,
    pub(crate) own: VerifierKey,
    pub(crate) witnesses: Arc<Witnesses>,
    pub(crate) log: Rounds,
    pub(crate) asking: Asking,
}

/// A witness with an address that is given the log's first key alone and reserves nothing: these stories are about what
/// holds without that (ADR 0015). What holds with it is told in `log_reserved`.
pub(crate) fn asked(url: &str, key: &VerifierKey) -> Arc<Witnesses> {
    let outside = Outside {
        name: "Riverside Patients’ Group".into(),
        key: key.clone(),
        url: Some(url.into()),
    };
    Arc::new(Witnesses::new(vec![outside], Box::new(Front::default())).without_reserving())
}

/// A start of the server on this house, with this witness.
pub(crate) fn start(house: &Arc<House>, witnesses: &Arc<Witnesses>) -> (Rounds, Asking) {
    (
        Rounds::new(house, "log.example").witnessed_by(witnesses),
        Asking::new(house, witnesses),
    )
}

impl Watched {
    /// The log exists, and the witness knows its key.
    pub(crate) fn new() -> Self {
        let town = Town::new();
        signs(&mut Rounds::new(&town.house, "log.example"));
        let known = key(&town.serve());
        let desk = witness(&town, "w", &known).expect("a witness");
        let own = desk.verifier();
        let open = Open::new(desk);
        let witnesses = asked(&open.url, &own);
        let (log, asking) = start(&town.house, &witnesses);
        Self {
            town,
            known,
            open,
            own,
            witnesses,
            log,
            asking,
        }
    }

    pub(crate) fn serve(&self) -> Served {
        let witnesses = Arc::clone(&self.witnesses);
        self.town.serve_with(|web| web.witnesses = witnesses)
    }

    /// Ten minutes go by: a new checkpoint, countersigned.
    pub(crate) fn goes_on(&mut self) -> u64 {
        self.town.later(TEN);
        let size = signs(&mut self.log);
        assert_eq!(self.asking.round(), Ok(1), "countersigned");
        size
    }
}

/// What `sayso verify log` ends with, when these witnesses are named.
pub(crate) fn verify(town: &Town, web: &Served, witness: &[VerifierKey]) -> Result<(), String> {
    let outsider = Outsider {
        witness,
        ..Outsider::default()
    };
    outsider.verifies(town, web, "/log")
}

pub(crate) fn copy_all(from: &Path, to: &Path) {
    let done = std::process::Command::new("cp")
        .arg("-a")
        .args([from, to])
        .status();
    assert!(done.expect("cp").success());
}

pub(crate) fn reopen(town: &Town, data: &Path) -> Arc<House> {
    let house = House::open(
        data,
        Arc::clone(&town.source) as _,
        &sayso_app::Options::default(),
    );
    Arc::new(house.expect("the directory opens"))
}

#[test]
fn what_is_signed_is_countersigned_and_everybody_can_see_by_whom_and_when() {
    let mut it = Watched::new();
    let web = it.serve();
    let page = web.browser().open("/public-log").clone();
    assert!(
        page.says("No outside witness yet") && page.says("Nothing yet."),
        "{}",
        page.text()
    );
    let missing = verify(&it.town, &web, std::slice::from_ref(&it.own)).expect_err("nobody countersigned");
    assert!(
        missing.contains("patients.example/witness has not countersigned this log."),
        "{missing}"
    );
    assert_eq!(it.asking.round(), Ok(1));
    assert_eq!(it.asking.round(), Ok(0), "once is enough");
    let size = it.goes_on();
    let page = web.browser().open("/public-log").clone();
    assert!(
        !page.says("No outside witness yet")
            && page.says("Riverside Patients’ Group")
            && page.says(&format!("{size} lines,")),
        "{}",
        page.text()
    );
    let both = Known {
        origin: it.known.name().into(),
        keys: vec![it.known.clone()],
        witnesses: vec![it.own.clone()],
    };
    let served = Signed::open(note(&web), &both).expect("the served checkpoint");
    assert_eq!((served.witnesses().len(), served.head().size), (1, size));
    assert_eq!(verify(&it.town, &web, std::slice::from_ref(&it.own)), Ok(()));
    let other = SigningKey::from_seed("union.example/w", Scheme::Timed, &[8; 32]).expect("a key");
    let said = verify(&it.town, &web, &[it.own.clone(), other.verifier()]).expect_err("one is missing");
    assert!(
        said.contains("union.example/w has not countersigned") && !said.contains("patients.example"),
        "{said}"
    );

    // A day without it: said by the page, and by whoever checks.
    for _ in 0..2 {
        it.town.later(SignedDuration::from_hours(13));
        signs(&mut it.log);
    }
    let page = web.browser().open("/public-log").clone();
    assert!(
        page.says("No outside witness yet") && page.says("Nothing since, for more than a day."),
        "{}",
        page.text()
    );
    let late = verify(&it.town, &web, std::slice::from_ref(&it.own)).expect_err("a day late");
    assert!(late.contains("has countersigned nothing since"), "{late}");
}

#[test]
fn a_witness_tells_that_it_was_asked_for_less_than_it_has_seen_and_accuses_nobody() {
    let mut it = Watched::new();
    let old = it.goes_on();
    let web = it.serve();
    let first = note(&web);
    let seen = it.goes_on();
    let send = |old: u64, checkpoint: &Note| {
        let request = AddCheckpoint {
            old,
            proof: vec![],
            checkpoint: checkpoint.clone(),
        };
        it.open.ask("POST", "/add-checkpoint", &request.to_string()).0
    };
    // Somebody who only does not know where the witness stands is no news.
    assert_eq!(send(0, &note(&web)), 409);
    let quiet = it.open.ask("GET", "/", "").2;
    assert!(!quiet.contains("asked at"), "{quiet}");
    assert_eq!((send(old, &first), send(seen, &first)), (409, 400));
    let view = it.open.ask("GET", "/", "").2;
    let told = format!(
        "to countersign {old} lines, after {seen}. The log went back, or somebody repeats an old request. Such requests \
         since this witness started: 2."
    );
    assert!(view.contains(&told), "{view}");
    // Many of them are one line still.
    for _ in 0..40 {
        send(old, &first);
    }
    let view = it.open.ask("GET", "/", "").2;
    assert_eq!(view.matches("asked at").count(), 1, "{view}");
}

#[test]
fn a_witness_that_is_away_stops_nothing_and_is_asked_again_with_growing_pauses() {
    let mut it = Watched::new();
    it.goes_on();
    it.open.close();
    it.town.later(TEN);
    signs(&mut it.log);
    let door = Arc::new(AtomicUsize::new(0));
    let outside = it.witnesses.all().to_vec();
    let witnesses = Witnesses::new(outside, Box::new(Shut(Arc::clone(&door)))).without_reserving();
    let witnesses = Arc::new(witnesses);
    let mut asking = Asking::new(&it.town.house, &witnesses);
    // Ten minutes, second by second: at 0, 10, 30, 70, 150 and 310 seconds.
    for _ in 0..600 {
        assert_eq!(asking.round(), Ok(0));
        it.town.source.advance(SignedDuration::from_secs(1));
    }
    assert_eq!(door.load(Ordering::Relaxed), 6);
    signs(&mut it.log);
}

/// Nobody answers, and it is counted how often somebody knocked.
struct Shut(Arc<AtomicUsize>);

impl Door for Shut {
    fn get(&self, _: &str) -> Option<Reply> {
        None
    }
    fn post(&self, _: &str, _: &str) -> Option<Reply> {
        self.0.fetch_add(1, Ordering::Relaxed);
        None
    }
}

#[test]
fn after_a_start_nothing_is_signed_before_the_witnesses_were_asked() {
    let mut it = Watched::new();
    it.goes_on();
    let url = it.open.url.clone();
    it.open.close();
    drop(it.log);
    let away = asked(&url, &it.own);
    let (mut log, _) = start(&it.town.house, &away);
    it.town.later(TEN);
    refuses(&mut log, "have not said what they saw last");
    it.town.later(SignedDuration::from_mins(59));
    refuses(&mut log, "have not said what they saw last");
    it.town.later(SignedDuration::from_mins(1));
    signs(&mut log);
}

#[test]
fn a_directory_rolled_back_to_yesterday_is_caught_by_the_witness_and_signs_nothing() {
    let mut it = Watched::new();
    let before = it.goes_on();
    let data = it.town.data();
    let copy = it.town.around().join("yesterday");
    // The whole directory, key and last checkpoint included: it cannot know that it is old.
    it.town.house.close();
    drop(it.log);
    copy_all(&data, &copy);
    let house = reopen(&it.town, &data);
    let (mut log, mut asking) = start(&house, &it.witnesses);
    it.town.source.advance(TEN);
    let seen = signs(&mut log);
    assert_eq!((seen, asking.round()), (before + 1, Ok(1)));
    house.close();
    drop(log);

    fs::remove_dir_all(&data).expect("gone");
    copy_all(&copy, &data);
    let house = reopen(&it.town, &data);
    let witnesses = asked(&it.open.url, &it.own);
    let (mut log, mut asking) = start(&house, &witnesses);
    it.town.source.advance(TEN);
    refuses(&mut log, "was copied or moved to this place");
    here(&house).expect("whoever put it back says that it is the only one");
    for _ in 0..3 {
        refuses(&mut log, &format!("but {seen} were already signed"));
        it.town.source.advance(TEN);
    }
    assert_eq!(asking.round(), Ok(0), "and the witness takes nothing from it");
    house.close();
    drop(log);

    // A server that does not ask signs another tree. The witness does not countersign that.
    let house = reopen(&it.town, &data);
    let mut alone = Rounds::new(&house, "log.example");
    signs(&mut alone);
    let (_, mut asking) = start(&house, &witnesses);
    assert_eq!(asking.round(), Ok(0));
    let (_, _, view) = it.open.ask("GET", "/", "");
    assert!(view.contains(&format!("{seen} lines")), "{view}");
}

#[test]
fn of_two_servers_on_one_key_only_one_is_countersigned_and_the_other_stops() {
    let mut it = Watched::new();
    let before = it.goes_on();
    let data = it.town.data();
    it.town.house.close();
    drop(it.log);
    let other = it.town.around().join("other");
    copy_all(&data, &other);
    let (one, two) = (reopen(&it.town, &data), reopen(&it.town, &other));
    refuses(
        &mut Rounds::new(&two, "log.example"),
        "was copied or moved to this place",
    );
    // Somebody says of both that no other server signs.
    for house in [&one, &two] {
        here(house).expect("so it says");
    }
    let (seen_one, seen_two) = (asked(&it.open.url, &it.own), asked(&it.open.url, &it.own));
    let (mut log_one, mut asking_one) = start(&one, &seen_one);
    let (mut log_two, mut asking_two) = start(&two, &seen_two);
    it.town.source.advance(TEN);
    // Both asked the witness at the same moment: both sign.
    assert_eq!(signs(&mut log_one), before + 2);
    assert_eq!(signs(&mut log_two), before + 2);
    assert_eq!((asking_one.round(), asking_two.round()), (Ok(1), Ok(0)));
    refuses(&mut log_two, "Two servers may be running on one key");
    it.town.source.advance(TEN);
    let larger = signs(&mut log_one);
    assert_eq!((larger, asking_one.round()), (before + 3, Ok(1)));
    refuses(&mut log_two, "Two servers may be running on one key");
    let (_, _, view) = it.open.ask("GET", "/", "");
    assert!(view.contains("another history"), "{view}");
    one.close();
    two.close();
}

#[test]
fn a_witness_from_cron_reads_every_line_and_hands_over_what_it_countersigned() {
    let town = Town::new();
    let mut log = Rounds::new(&town.house, "log.example");
    let size = signs(&mut log);
    let known = key(&town.serve());
    let desk = witness(&town, "w", &known).expect("a witness");
    let outside = Outside {
        name: "The Riverside Post".into(),
        key: desk.verifier(),
        url: None,
    };
    let witnesses = Arc::new(Witnesses::new(vec![outside], Box::new(Front::default())));
    let web = town.serve_with(|web| web.witnesses = Arc::clone(&witnesses));
    let url = format!("http://{}/log", web.address);
    let said = desk.once(&url).expect("countersigned");
    assert!(said.contains(&format!("{size} lines, every one read")), "{said}");
    let page = web.browser().open("/public-log").clone();
    assert!(
        page.says("The Riverside Post") && !page.says("No outside witness yet"),
        "{}",
        page.text()
    );
    town.later(TEN);
    let size = signs(&mut log);
    assert_eq!(
        verify(&town, &web, &[desk.verifier()]),
        Ok(()),
        "an earlier one counts, within the day"
    );
    let said = desk.once(&url).expect("countersigned");
    assert!(said.contains(&format!("{size} lines")), "{said}");

    // Nobody else can hand anything over.
    let checkpoint = note(&web);
    let mut forged = Note::new(checkpoint.text()).expect("a note");
    for line in checkpoint.signatures() {
        forged.add(line.clone());
    }
    let stranger = SigningKey::from_seed("else.example/w", Scheme::Timed, &[4; 32]).expect("a key");
    let mut alone = Note::new(checkpoint.text()).expect("a note");
    alone.add(stolen(&town).sign(checkpoint.text(), 0));
    alone.add(stranger.sign(checkpoint.text(), 5));
    let send = |body: &str| {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let answer = agent.post(format!("{url}/add-cosignature")).send(body);
        answer.expect("an answer").status().as_u16()
    };
    assert_eq!(send(&forged.to_string()), 200, "the same again changes nothing");
    assert_eq!(send(&alone.to_string()), 403);
    assert_eq!(send("hello"), 400);

    // One changed tile: the witness says so, and accuses nobody of a fork.
    operator_edits(
        &town.data(),
        "UPDATE log_tile SET bytes = zeroblob(length(bytes)) WHERE tree = 'public' AND path = 'tile/0/000'",
    );
    let said = desk.once(&url).expect_err("a changed tile").to_string();
    assert!(said.contains("A line or a tile was changed"), "{said}");
    let said = verify(&town, &web, &[desk.verifier()]).expect_err("a changed tile");
    assert!(said.contains("A line or a tile was changed"), "{said}");
    let kept = fs::read_dir(town.around().join("w")).expect("a directory");
    assert!(
        kept.flatten()
            .all(|e| !e.file_name().to_string_lossy().starts_with("forked")),
        "no evidence of what did not happen"
    );
}

#[test]
fn a_log_that_went_back_is_not_countersigned_from_cron_either() {
    let it = Watched::new();
    let mut log = it.log;
    it.town.later(TEN);
    signs(&mut log);
    let web = it.town.serve();
    let url = format!("http://{}/log", web.address);
    let desk = witness(&it.town, "cron", &it.known).expect("a second witness");
    // Its server does not know this witness: countersigned and kept, and said to be not handed over.
    let said = desk.once(&url).expect_err("not handed over").to_string();
    assert!(
        said.contains("Countersigned and kept here, but not handed over"),
        "{said}"
    );
    let dir = it.town.around().join("copy");
    let size = note(&web).text().lines().nth(1).expect("a size").to_owned();
    fs::create_dir_all(&dir).expect("a directory");
    let key = stolen(&it.town);
    let back = Checkpoint::new(
        key.verifier().name(),
        Head {
            size: 1,
            root: Hash::of(b"one"),
        },
    );
    let back = back.expect("a checkpoint").sign(&key);
    fs::write(dir.join("checkpoint"), back.to_string()).expect("an old one");
    let said = desk
        .once(&dir.to_string_lossy())
        .expect_err("rolled back")
        .to_string();
    assert!(
        said.contains(&format!("shows 1 lines, and had {size}")) && said.contains("rolled back"),
        "{said}"
    );
}
