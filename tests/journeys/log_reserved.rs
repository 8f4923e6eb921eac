//! Witnesses that reserve each tree before it is signed: of two servers with one key, at most one ever signs. Each story
//! ends on who signed, and on what the others say.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use sayso::witness::{Desk, Options};
use sayso_app::public_log::{
    Asking, Because, Door, Ending, Keys, NotBegun, Outcome, Outside, Reply, Rounds, Witnesses, begin_next,
    here, keys,
};
use sayso_app::{House, doctor};
use sayso_log::note::{Scheme, SigningKey, VerifierKey};
use sayso_testkit::Town;

use crate::log_kit::{TEN, ends, refuses, signs};
use crate::witness::{copy_all, reopen, verify};

const MINUTE: jiff::SignedDuration = jiff::SignedDuration::from_mins(1);

/// Witnesses at work in this very process, each at an address of its own. Who is away answers nobody.
#[derive(Default)]
struct Hall(Mutex<BTreeMap<String, (Desk, bool)>>);

impl Hall {
    fn at<T>(&self, url: &str, answer: impl FnOnce(&Desk, &str) -> T) -> Option<T> {
        let desks = self.0.lock().expect("a hall");
        let (at, (desk, here)) = desks.iter().find(|(at, _)| url.starts_with(at.as_str()))?;
        here.then(|| answer(desk, &url[at.len()..]))
    }

    fn is_there(&self, nth: usize, there: bool) {
        self.0
            .lock()
            .expect("a hall")
            .get_mut(&url(nth))
            .expect("a witness")
            .1 = there;
    }

    fn url_of_first(&self) -> String {
        let desks = self.0.lock().expect("a hall");
        desks.keys().next().expect("a witness").clone()
    }
}

/// What becomes of an answer on its way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Arrives,
    /// The power goes right after the first of them has reserved.
    Cut,
    /// The answers of all but the first are what the first one said: a true signature, of somebody else.
    OfAnother,
    /// They are what each said first, before: its own true signature, under another tree.
    OfBefore,
}

/// The way to them.
struct Way {
    hall: Arc<Hall>,
    fate: Fate,
    before: Arc<Mutex<BTreeMap<String, Reply>>>,
}

impl Door for Way {
    fn get(&self, url: &str) -> Option<Reply> {
        self.hall.at(url, |desk, path| {
            let note = path.strip_prefix('/').and_then(|p| p.strip_suffix("/checkpoint"));
            let note = note.and_then(|hash| desk.served(hash));
            Reply {
                status: if note.is_some() { 200 } else { 404 },
                body: note.unwrap_or_default(),
            }
        })
    }

    fn post(&self, url: &str, body: &str) -> Option<Reply> {
        let reply = self.hall.at(url, |desk, _| {
            let answer = desk.add_checkpoint(body.as_bytes()).expect("it can write");
            Reply {
                status: answer.status(),
                body: answer.body(),
            }
        });
        assert!(self.fate != Fate::Cut, "the power is cut");
        let first = self.hall.url_of_first();
        let mut before = self.before.lock().expect("what was said before");
        match self.fate {
            Fate::OfAnother if !url.starts_with(&first) => self.hall.at(&first, |desk, _| {
                let answer = desk.add_checkpoint(body.as_bytes()).expect("it can write");
                Reply {
                    status: answer.status(),
                    body: answer.body(),
                }
            }),
            Fate::OfBefore if !url.starts_with(&first) => before.get(url).cloned(),
            _ => {
                if let Some(reply) = reply.clone().filter(|r| r.status == 200) {
                    before.entry(url.to_owned()).or_insert(reply);
                }
                reply
            }
        }
    }
}

fn url(nth: usize) -> String {
    format!("https://witness-{nth}.example")
}

fn named(nth: usize, key: VerifierKey, url: Option<String>) -> Outside {
    Outside {
        name: format!("Witness {nth}"),
        key,
        url,
    }
}

/// The key of somebody whom nobody asks here.
fn stranger(seed: u8) -> VerifierKey {
    let key = SigningKey::from_seed("elsewhere.example/w", Scheme::Timed, &[seed; 32]);
    key.expect("a key").verifier()
}

/// A town whose log is signed only with a reservation, and so many witnesses.
struct Reserved {
    town: Town,
    data: PathBuf,
    hall: Arc<Hall>,
    all: Vec<Outside>,
    before: Arc<Mutex<BTreeMap<String, Reply>>>,
}

impl Reserved {
    fn new(witnesses: usize) -> Self {
        let town = Town::new();
        let data = town.data();
        let mut it = Self {
            town,
            data,
            hall: Arc::default(),
            all: vec![],
            before: Arc::default(),
        };
        // Nobody knows its keys before its first start: they are made, and nothing is signed.
        it.all.push(named(0, stranger(9), Some(url(0))));
        let mut first = it.rounds(&it.town.house);
        refuses(
            &mut first,
            "no more than half of its outside witnesses have said what they saw",
        );
        it.all.clear();
        let Keys { log, candidate } = it.keys();
        assert_eq!(candidate.name(), format!("{}/candidate", log.name()));
        for nth in 0..witnesses {
            let key = it.employ(nth, &[log.clone(), candidate.clone()]);
            it.all.push(named(nth, key, Some(url(nth))));
        }
        it
    }

    fn keys(&self) -> Keys {
        keys(&self.data.join("keys/log")).expect("both keys")
    }

    /// Starts a witness, or starts it again, with these logs to watch.
    fn employ(&self, nth: usize, logs: &[VerifierKey]) -> VerifierKey {
        let mut desks = self.hall.0.lock().expect("a hall");
        // The one before lets go of its directory.
        drop(desks.remove(&url(nth)));
        let options = Options {
            dir: self.town.around().join(format!("w{nth}")),
            name: Some(format!("witness-{nth}.example/w")),
            logs: logs.to_vec(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            once: None,
        };
        let desk = Desk::open(&options, Arc::clone(&self.town.source) as _).expect("a witness");
        let key = desk.verifier();
        desks.insert(url(nth), (desk, true));
        key
    }

    fn way(&self, fate: Fate) -> Arc<Witnesses> {
        let way = Way {
            hall: Arc::clone(&self.hall),
            fate,
            before: Arc::clone(&self.before),
        };
        Arc::new(Witnesses::new(self.all.clone(), Box::new(way)))
    }

    fn rounds(&self, house: &Arc<House>) -> Rounds {
        Rounds::new(house, "log.example").witnessed_by(&self.way(Fate::Arrives))
    }

    /// A second directory that is a copy of everything, both with somebody’s word that it is the only one.
    fn cloned(&self) -> (Arc<House>, Arc<House>, PathBuf) {
        self.town.house.close();
        let other = self.town.around().join("other");
        copy_all(&self.data, &other);
        let (one, two) = (reopen(&self.town, &self.data), reopen(&self.town, &other));
        for house in [&one, &two] {
            here(house).expect("so it says");
        }
        (one, two, other)
    }
}

fn last_signed(data: &Path) -> String {
    let text = std::fs::read_to_string(data.join("keys/log/last.checkpoint")).expect("signed once");
    text.split_once('\n').expect("a time, then the note").1.to_owned()
}

/// What the doctor says that does not hold in this directory.
fn ails(town: &Town, data: &Path) -> String {
    let keys = data.join("keys");
    let master = keys.join("master.key");
    let found = doctor::examine_house(
        data,
        Some(&master),
        &keys.join("log"),
        Arc::clone(&town.source) as _,
    );
    found.expect("it can be examined").wrong.join("\n")
}

#[test]
fn of_two_servers_on_one_key_the_second_signs_nothing_at_its_first_round_where_witnesses_reserve() {
    let it = Reserved::new(3);
    let before = signs(&mut it.rounds(&it.town.house));
    let (one, two, other) = it.cloned();
    let signed = last_signed(&it.data);
    it.town.source.advance(TEN);
    let (mut log_one, mut log_two) = (it.rounds(&one), it.rounds(&two));
    let larger = signs(&mut log_one);
    assert!(larger > before);
    let taken = "Another continuation of this log is reserved with 3 of 3 outside witnesses.";
    refuses(&mut log_two, taken);
    assert_eq!(last_signed(&other), signed, "nothing new under the log’s key");
    assert!(ails(&it.town, &other).contains(taken));
    for _ in 0..2 {
        it.town.source.advance(TEN);
        signs(&mut log_one);
        refuses(&mut log_two, taken);
    }
    assert_eq!(last_signed(&other), signed);
    assert!(!ails(&it.town, &it.data).contains("signs nothing"));
    one.close();
    two.close();
}

#[test]
fn of_two_servers_that_ask_at_the_same_moment_exactly_one_signs() {
    let it = Reserved::new(3);
    signs(&mut it.rounds(&it.town.house));
    let (one, two, other) = it.cloned();
    it.town.source.advance(TEN);
    let both = std::sync::Barrier::new(2);
    let round = |house: &Arc<House>| {
        let mut log = it.rounds(house);
        both.wait();
        log.round().expect("a round")
    };
    let gave = std::thread::scope(|scope| {
        let second = scope.spawn(|| round(&two));
        [round(&one), second.join().expect("a round")]
    });
    let signed = gave.iter().filter(|o| matches!(o, Outcome::Signed(_))).count();
    assert_eq!(signed, 1, "{gave:?}");
    assert_ne!(last_signed(&it.data), last_signed(&other));
    one.close();
    two.close();
}

#[test]
fn an_answer_without_the_witnesss_own_signature_under_that_tree_reserves_nothing() {
    let it = Reserved::new(3);
    signs(&mut it.rounds(&it.town.house));
    let signed = last_signed(&it.data);
    for fate in [Fate::OfAnother, Fate::OfBefore] {
        it.town.later(TEN);
        let mut log = Rounds::new(&it.town.house, "log.example").witnessed_by(&it.way(fate));
        refuses(&mut log, "More than half of all 3 outside witnesses must reserve");
        refuses(&mut log, "and 1 have.");
        assert_eq!(last_signed(&it.data), signed, "nothing new under the log’s key");
    }
    it.town.later(TEN);
    signs(&mut it.rounds(&it.town.house));
}

#[test]
fn witnesses_with_an_address_reserve_unless_somebody_says_no_and_the_page_says_why_nobody_does() {
    let town = Town::new();
    let at = |nth: u8, url: Option<String>| named(nth.into(), stranger(nth), url);
    let of = |all: Vec<Outside>| Witnesses::new(all, Box::new(sayso::front::Front::default()));
    let both = || vec![at(1, Some(url(1))), at(2, Some(url(2)))];
    let copy = "a copy of this server could sign another log";
    let page = |witnesses: &Arc<Witnesses>| {
        let web = town.serve_with(|web| web.witnesses = Arc::clone(witnesses));
        web.browser().open("/public-log").clone()
    };

    // Two from cron, and one of three with an address: signed as ever, and it is said what that means.
    for (all, words) in [
        (vec![at(1, None), at(2, None)], "0 of them have one."),
        (
            vec![at(1, None), at(2, None), at(3, Some(url(3)))],
            "1 of them have one.",
        ),
    ] {
        let witnesses = Arc::new(of(all));
        let page = page(&witnesses);
        for said in ["Nothing is reserved before we sign it.", words, copy] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
    }
    let from_cron = Arc::new(of(vec![at(1, None), at(2, None)]));
    signs(&mut Rounds::new(&town.house, "log.example").witnessed_by(&from_cron));

    // Two with an address: nobody set anything, and nothing is signed that they have not reserved.
    let two = Arc::new(of(both()));
    assert!(page(&two).says("2 of them have an address for it."));
    town.later(TEN);
    refuses(
        &mut Rounds::new(&town.house, "log.example").witnessed_by(&two),
        "Nothing is signed yet.",
    );

    let off = Arc::new(of(both()).without_reserving());
    let page = page(&off);
    for said in ["Whoever runs this server switched that off.", copy] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
}

#[test]
fn with_half_of_the_witnesses_away_neither_signs_and_everything_else_goes_on() {
    let it = Reserved::new(2);
    let before = signs(&mut it.rounds(&it.town.house));
    let (one, two, other) = it.cloned();
    let (mut log_one, mut log_two) = (it.rounds(&one), it.rounds(&two));
    let signed = last_signed(&it.data);
    it.hall.is_there(1, false);
    for _ in 0..8 {
        it.town.source.advance(TEN);
        for log in [&mut log_one, &mut log_two] {
            refuses(log, "no more than half of its outside witnesses have said");
        }
    }
    it.hall.is_there(1, true);
    it.town.source.advance(MINUTE);
    // Asked what they saw, and gone before they reserve: at a later round, that is.
    let first = signs(&mut log_one);
    it.hall.is_there(1, false);
    it.town.source.advance(TEN);
    refuses(&mut log_one, "must reserve the next lines first, and 1 have.");
    it.hall.is_there(1, true);
    refuses(
        &mut log_two,
        "Another continuation of this log is reserved with 2 of 2",
    );
    it.town.source.advance(MINUTE);
    assert_eq!(signs(&mut log_one), first + 1);
    assert!(first > before && last_signed(&other) == signed);
    one.close();
    two.close();
}

#[test]
fn the_public_page_says_who_can_reserve_and_why_nothing_is_signed() {
    let mut it = Reserved::new(2);
    let mut log = it.rounds(&it.town.house);
    signs(&mut log);
    it.town.later(TEN);
    it.hall.is_there(0, false);
    refuses(&mut log, "and 1 have.");
    it.all.push(named(2, stranger(7), None));
    let witnesses = it.way(Fate::Arrives);
    let web = it.town.serve_with(|web| web.witnesses = witnesses);
    let page = web.browser().open("/public-log").clone();
    for said in [
        "Nothing is signed before more than half of these 3 have reserved the next lines. 2 of them have an address for it.",
        "More than half of all 2 outside witnesses must reserve the next lines first, and 1 have.",
        "They are asked again each minute.",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let kept = it.town.alex_says_yes();
    assert!(
        web.sit(Err(kept.person))
            .open("/home/history")
            .text()
            .contains("recorded your yes"),
        "recording and reading go on"
    );
}

#[test]
fn a_turn_renews_both_keys_and_reserves_how_the_old_log_ended() {
    let it = Reserved::new(2);
    let lines = signs(&mut it.rounds(&it.town.house));
    let (old, house) = (it.keys(), Arc::clone(&it.town.house));
    it.town.later(TEN);
    // With half of them away there is no turn, whatever the operator says.
    it.hall.is_there(0, false);
    let witnesses = it.way(Fate::Arrives);
    let ending = Ending {
        host: "log.example",
        because: Because::Key,
        witnesses: &witnesses,
        without_witnesses: true,
    };
    let entries = || {
        let mut lines = 0;
        let each = house.read_log(|log| log.each_entry(0, |_| lines += 1));
        each.expect("the lines");
        lines
    };
    let before = entries();
    let why = begin_next(&house, &ending).expect_err("half of them are away");
    assert!(matches!(why, NotBegun::NotSigned(_)), "{why}");
    assert_eq!(it.keys(), old);
    assert_eq!(entries(), before, "no last line that nobody can sign");
    it.hall.is_there(0, true);
    let begun = ends(&house, Because::Key, &it.way(Fate::Arrives)).expect("a new log");
    assert_eq!(begun.lines, lines + 2, "a sealed number, and the next key");
    let new = it.keys();
    assert_eq!(
        (begun.new, begun.candidate),
        (new.log.to_string(), new.candidate.to_string())
    );
    assert!(new.log != old.log && new.candidate.public() != old.candidate.public());

    let mut log = it.rounds(&house);
    for said in [
        "2 of them do not know the second key of this log yet.",
        "sayso log-keys prints it, and each witness adds it with --log.",
        "Or set witnesses_reserve = \"no\" and start again.",
    ] {
        refuses(&mut log, said);
    }
    for nth in 0..2 {
        it.employ(
            nth,
            &[
                old.log.clone(),
                old.candidate.clone(),
                new.log.clone(),
                new.candidate.clone(),
            ],
        );
    }
    it.town.later(MINUTE);
    signs(&mut log);
    let witnesses = it.way(Fate::Arrives);
    assert_eq!(Asking::new(&house, &witnesses).round(), Ok(2));
    let web = it.town.serve_with(|web| web.witnesses = witnesses);
    let named: Vec<VerifierKey> = it.all.iter().map(|w| w.key.clone()).collect();
    assert_eq!(verify(&it.town, &web, &named), Ok(()));
}

#[test]
fn a_server_cut_off_between_reserving_and_signing_goes_on_after_its_start() {
    let it = Reserved::new(1);
    let house = Arc::clone(&it.town.house);
    let before = signs(&mut it.rounds(&house));
    let signed = last_signed(&it.data);
    it.town.later(TEN);
    let mut cut = Rounds::new(&house, "log.example").witnessed_by(&it.way(Fate::Cut));
    catch_unwind(AssertUnwindSafe(|| cut.round())).expect_err("cut off");
    drop(cut);
    assert_eq!(last_signed(&it.data), signed, "reserved, and not signed");
    let _ = it.town.alex_says_yes();
    it.town.later(TEN);
    let mut log = it.rounds(&house);
    let size = signs(&mut log);
    assert!(size > before + 1, "what was reserved is continued: {size}");
    it.town.later(TEN);
    assert_eq!(signs(&mut log), size + 1);
    let wrong = ails(&it.town, &it.data);
    assert!(!wrong.contains("log"), "{wrong}");
}

#[test]
fn a_copy_that_reserved_first_is_the_one_that_signs_and_the_other_says_so() {
    let it = Reserved::new(1);
    signs(&mut it.rounds(&it.town.house));
    let (one, two, _) = it.cloned();
    it.town.source.advance(TEN);
    let mut copy = it.rounds(&two);
    signs(&mut copy);
    let mut log = it.rounds(&one);
    refuses(
        &mut log,
        "Another server may use this key, or this directory is an old copy.",
    );
    // Started again, it is not wiser.
    drop(log);
    it.town.source.advance(TEN);
    refuses(&mut it.rounds(&one), "Nothing is signed.");
    one.close();
    two.close();
}
