//! Somebody outside who takes down every public byte, and knows when Alex has appointments. The story ends on their guesses
//! being no better than a coin: between a town where Alex booked and came, and the same town where nothing happened.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use sayso_app::guard::switch;
use sayso_app::public_log::{Outcome, Rounds, TakingIn};
use sayso_app::{deliver, own, register, support};
use sayso_core::decide::support::Writing;
use sayso_core::decision::Org;
use sayso_core::entry::EntryKind;
use sayso_core::guard::{Reason, Target};
use sayso_core::id::Source as _;
use sayso_core::org::{Interests, OrgKind};
use sayso_log::checkpoint::Checkpoint;
use sayso_log::leaf::Leaf;
use sayso_log::note::Note;
use sayso_log::tile::bundle;
use sayso_testkit::{Served, Town};

/// How many pairs of towns are looked at, unless `OBSERVED` says otherwise.
const PAIRS: u64 = 12;
/// How often one guesser may be out of bounds by chance alone, over all runs that there could be. The seeds are fixed, so
/// that one run is like every other.
const ALPHA: f64 = 0.001;

/// When Alex has appointments, in minutes after the log began. Everybody knows.
const APPOINTMENTS: [i64; 2] = [33, 74];
/// When somebody acts in public, in both towns.
const PUBLIC: [i64; 3] = [17, 46, 62];
/// The private acts of the one town.
const PRIVATE: [i64; 5] = [4, 33, 35, 74, 75];
/// When it ends.
const END: i64 = 90;

/// One answer, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fetched {
    minute: i64,
    path: String,
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// All that one observer has.
#[derive(Default)]
struct Seen {
    fetched: Vec<Fetched>,
    /// Minute and bytes of each sealed number, and the same of root and signature under each checkpoint.
    seals: Vec<(i64, Vec<u8>)>,
    signed: Vec<(i64, Vec<u8>)>,
    /// The time in each line, in the order of the lines.
    times: Vec<String>,
}

struct Watch<'a> {
    town: &'a Town,
    web: Served,
    log: Rounds,
    began: Timestamp,
    seed: u64,
    pages: Vec<String>,
    seen: Seen,
    documents: BTreeSet<String>,
    agent: ureq::Agent,
}

/// Every page that anybody may open and that has one address.
fn pages() -> Vec<String> {
    let all = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/routes.txt"))
        .expect("a list");
    let public = all.lines().filter_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let open =
            words.first() == Some(&"GET") && words.get(2) == Some(&"Anybody") && !words[1].contains('{');
        open.then(|| words[1].to_owned())
    });
    let pages: Vec<String> = public
        .filter(|p| p != "/log/checkpoint" && p != "/log/key")
        .collect();
    assert!(pages.len() > 20, "{pages:?}");
    pages
}

impl<'a> Watch<'a> {
    fn new(town: &'a Town, seed: u64) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .build();
        Self {
            web: town.serve(),
            log: Rounds::new(&town.house, "log.example"),
            began: town.source.now() + SignedDuration::from_mins(1),
            town,
            seed,
            pages: pages(),
            seen: Seen::default(),
            documents: BTreeSet::new(),
            agent: agent.into(),
        }
    }

    /// Exactly this minute, with the bytes that come by chance the same in every town of this seed.
    fn is(&self, minute: i64) {
        let source = &self.town.source;
        source.advance((self.began + SignedDuration::from_mins(minute)).duration_since(source.now()));
        source.reseed(self.seed * 1000 + u64::try_from(minute).expect("after it began"));
    }

    fn fetches(&mut self, minute: i64, path: &str) -> Fetched {
        let url = format!("http://{}{path}", self.web.address);
        let mut answer = self.agent.get(url).call().expect("the server answers");
        let name = |n: &ureq::http::HeaderName| n.as_str().to_owned();
        let value = |v: &ureq::http::HeaderValue| String::from_utf8_lossy(v.as_bytes()).into_owned();
        let headers = answer.headers().iter().map(|(n, v)| (name(n), value(v)));
        let mut headers: BTreeMap<String, String> = headers.collect();
        // The clock of this machine, which no town moves.
        headers.remove("date");
        let fetched = Fetched {
            minute,
            path: path.into(),
            status: answer.status().as_u16(),
            headers,
            body: answer.body_mut().read_to_vec().expect("the body arrives"),
        };
        self.seen.fetched.push(fetched.clone());
        fetched
    }

    /// A round of the log, and everything that is new to anybody then.
    fn round(&mut self, minute: i64) {
        TakingIn::new(&self.town.house).tick().expect("a look");
        self.is(minute);
        let outcome = self.log.round().expect("a round");
        if !matches!(outcome, Outcome::Signed(_)) {
            assert_eq!(outcome, Outcome::Nothing);
            return;
        }
        self.is(minute);
        let checkpoint = self.fetches(minute, "/log/checkpoint");
        let note = Note::parse(&checkpoint.body).expect("a note");
        let head = Checkpoint::parse(note.text()).expect("a checkpoint").head();
        let signature = note.signatures()[0].bytes().to_vec();
        let signed = [head.root.as_bytes().to_vec(), signature].concat();
        self.seen.signed.push((minute, signed));
        let width = u16::try_from(head.size).expect("a short log");
        self.fetches(minute, &format!("/log/tile/0/000.p/{width}"));
        let entries = self.fetches(minute, &format!("/log/tile/entries/000.p/{width}"));
        let lines: Vec<Leaf> = bundle::parse(&entries.body, width)
            .expect("a bundle")
            .iter()
            .map(|e| Leaf::parse(e).expect("a line"))
            .collect();
        self.seen.times = lines.iter().map(|l| l.at().to_string()).collect();
        let seals: Vec<&Leaf> = lines
            .iter()
            .filter(|l| matches!(l, Leaf::PrivateRoot { .. }))
            .collect();
        if let Some(Leaf::PrivateRoot { sealed, .. }) = seals.get(self.seen.seals.len()) {
            self.seen.seals.push((minute, sealed.0.as_bytes().to_vec()));
        }
        for hash in lines.iter().flat_map(Leaf::documents).map(|h| h.hex()) {
            if self.documents.insert(hash.clone()) {
                self.fetches(minute, &format!("/log/document/{hash}"));
            }
        }
    }

    fn opens_every_page(&mut self, minute: i64) {
        for path in self.pages.clone() {
            self.fetches(minute, &path);
        }
    }
}

/// What happens in public, the nth time.
fn acts_in_public(town: &Town, nth: usize) {
    let cast = town.cast;
    match nth {
        0 => {
            let org = Org {
                id: cast.eastgate,
                kind: OrgKind::Provider,
                name: "Eastgate Futures".into(),
                ods: None,
                interests: Interests {
                    owners: vec!["a fund on an island".into()],
                    benefits_contracts: vec!["work capability assessments".into()],
                    paid_by: Some("Borough Council".into()),
                    payment_by_result: None,
                },
                takes_part: true,
            };
            town.act(move |desk, _| {
                register::organisation(desk, &sayso_core::seat::Actor::Sayso, org).map(drop)
            })
        }
        1 => {
            town.publish_terms(28, |p| p.hold_hours = 48);
            Ok(())
        }
        _ => {
            let grace = town.actor(cast.grace);
            let target = Target {
                org: cast.hilltop,
                purpose: None,
            };
            town.act(move |desk, _| switch::off(desk, &grace, target, Reason::LookingInto, "words").map(drop))
        }
    }
    .expect("it is done");
}

/// What happens about Alex, the nth time: two bookings, a meeting, words about it, and the same again.
fn acts_about_alex(town: &Town, kept: &sayso_app::agree::Kept, nth: usize) {
    let (sam, person) = (town.actor(town.cast.sam), kept.person);
    let alex = town.person(person);
    let writing = |kind, text: &str, at| Writing {
        kind,
        text: text.into(),
        at,
        draft: false,
        finishes: None,
    };
    town.act(move |desk, _| match nth {
        0 => {
            for minutes in APPOINTMENTS {
                let at = Some(desk.now() + SignedDuration::from_mins(minutes - PRIVATE[0]));
                let booked = writing(EntryKind::Appointment, "At the library", at);
                support::write(desk, &sam, person, &booked)?;
            }
            Ok(())
        }
        1 | 3 => support::write(desk, &sam, person, &writing(EntryKind::Note, "We met", None)),
        2 => support::write(
            desk,
            &sam,
            person,
            &writing(EntryKind::Step, "To see the garden", None),
        ),
        _ => own::open(desk, &alex, "history", 1, None).map(drop),
    })
    .expect("it is done");
}

/// One town, watched from the first round to the last.
fn watched(seed: u64, busy: bool) -> Seen {
    let town = Town::seeded(seed);
    let kept = town.alex_with_sam();
    let mut watch = Watch::new(&town, seed);
    for minute in 0..=END {
        let public = PUBLIC.iter().position(|m| *m == minute);
        let private = PRIVATE.iter().position(|m| *m == minute).filter(|_| busy);
        watch.is(minute);
        drop(deliver::round(&town.house).expect("the worker writes"));
        watch.is(minute);
        if let Some(nth) = private {
            acts_about_alex(&town, &kept, nth);
        }
        if let Some(nth) = public {
            acts_in_public(&town, nth);
        }
        watch.round(minute);
        if public.is_some() || minute == 0 || minute == END {
            watch.opens_every_page(minute);
        }
    }
    watch.seen
}

/// The same answer without the seals and what signs them. What is left must not tell two towns apart.
fn without_seals(mut fetched: Fetched, lines: &[Leaf]) -> Fetched {
    let sealed = |at: usize| matches!(lines.get(at), Some(Leaf::PrivateRoot { .. }));
    if fetched.path == "/log/checkpoint" {
        let text = String::from_utf8(fetched.body).expect("text");
        let mut kept: Vec<String> = text.lines().map(str::to_owned).collect();
        for n in [2, 4] {
            kept[n] = format!("{} letters", kept[n].len());
        }
        fetched.body = kept.join("\n").into_bytes();
    } else if fetched.path.starts_with("/log/tile/0/") {
        for (at, hash) in fetched.body.chunks_mut(32).enumerate() {
            if sealed(at) {
                hash.fill(0);
            }
        }
    } else if fetched.path.starts_with("/log/tile/entries/") {
        let text = String::from_utf8_lossy(&fetched.body).into_owned();
        let mut parts = text.split("\"sealed\":\"");
        let first = parts.next().unwrap_or_default().to_owned();
        let rest = parts.map(|part| &part[64..]);
        fetched.body = std::iter::once(first.as_str())
            .chain(rest)
            .collect::<Vec<_>>()
            .join("\"sealed\":")
            .into_bytes();
    }
    fetched
}

/// The lines at the end of a transcript: which of them are seals is the same in both towns, or the test ends earlier.
fn last_lines(seen: &Seen) -> Vec<Leaf> {
    let last = seen
        .fetched
        .iter()
        .rfind(|f| f.path.starts_with("/log/tile/entries/"))
        .expect("entries");
    let width = last
        .path
        .rsplit('/')
        .next()
        .and_then(|w| w.parse().ok())
        .expect("a width");
    let entries = bundle::parse(&last.body, width).expect("a bundle");
    entries.iter().map(|e| Leaf::parse(e).expect("a line")).collect()
}

fn ones<'b>(bytes: impl IntoIterator<Item = &'b u8>) -> f64 {
    bytes.into_iter().map(|b| f64::from(b.count_ones())).sum()
}

/// The seals of those ten minutes in which there is an appointment.
fn then(of: &[(i64, Vec<u8>)]) -> impl Iterator<Item = &Vec<u8>> {
    let near = |minute: &i64| APPOINTMENTS.iter().any(|a| (0..10).contains(&(minute - a)));
    of.iter()
        .filter(move |(minute, _)| near(minute))
        .map(|(_, bytes)| bytes)
}

/// One way to guess: the more, the rather is it the town where Alex was.
type Guesser = (&'static str, fn(&Seen) -> f64);

#[expect(clippy::cast_precision_loss, reason = "small numbers, to be compared")]
const GUESSERS: [Guesser; 9] = [
    ("how many bytes there are", |s| {
        s.fetched.iter().map(|f| f.body.len() as f64).sum()
    }),
    ("how many bytes at those times", |s| {
        let near = |f: &&Fetched| APPOINTMENTS.iter().any(|a| (0..10).contains(&(f.minute - a)));
        s.fetched.iter().filter(near).map(|f| f.body.len() as f64).sum()
    }),
    ("the milliseconds of the lines", |s| {
        let millis = |t: &String| t[20..23].parse::<f64>().unwrap_or(0.0);
        s.times.iter().map(millis).sum()
    }),
    ("how often a sealed number is one that was there", |s| {
        let different: BTreeSet<&Vec<u8>> = s.seals.iter().map(|(_, bytes)| bytes).collect();
        different.len() as f64
    }),
    ("the ones in the seals of those times", |s| {
        ones(then(&s.seals).flatten())
    }),
    ("odd or even, in the seals of those times", |s| {
        then(&s.seals).map(|bytes| f64::from(bytes[31] & 1)).sum()
    }),
    ("how far a seal is from the one before", |s| {
        let far = |two: &[(i64, Vec<u8>)]| {
            let both = two[0].1.iter().zip(&two[1].1);
            both.map(|(a, b)| f64::from((a ^ b).count_ones())).sum::<f64>()
        };
        s.seals.windows(2).map(far).sum()
    }),
    ("how uneven the bytes of all seals are", |s| {
        let mut count = [0_f64; 256];
        s.seals
            .iter()
            .flat_map(|(_, bytes)| bytes)
            .for_each(|b| count[usize::from(*b)] += 1.0);
        count.iter().map(|n| n * n).sum()
    }),
    ("the ones in what is signed at those times", |s| {
        ones(then(&s.signed).flatten())
    }),
];

/// A coin that falls as its number says.
fn coin(number: u64) -> bool {
    sayso_log::Hash::of(&number.to_be_bytes()).as_bytes()[0] & 1 == 1
}

/// How many pairs one guesser gets right: it is given the two in an order that a coin decides, and where it cannot tell,
/// it throws one too.
fn hits(pairs: &[(Seen, Seen)], guesser: fn(&Seen) -> f64) -> u64 {
    let mut hits = 0;
    for (nth, (quiet, busy)) in (0..).zip(pairs) {
        let busy_first = coin(nth * 2);
        let (first, second) = if busy_first { (busy, quiet) } else { (quiet, busy) };
        let (first, second) = (guesser(first), guesser(second));
        let says_first = if (first - second).abs() < f64::EPSILON {
            coin(nth * 2 + 1)
        } else {
            first > second
        };
        hits += u64::from(says_first == busy_first);
    }
    hits
}

/// The fewest and the most hits that a coin has, but for [`ALPHA`].
fn bounds(pairs: u64) -> (u64, u64) {
    // The chance of exactly k hits, from that of k - 1.
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let mut chance = 0.5_f64.powf(pairs as f64);
    let (mut below, mut least) = (0.0, 0);
    loop {
        below += chance;
        if below > ALPHA / 2.0 {
            return (least, pairs - least);
        }
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let step = (pairs - least) as f64 / (least + 1) as f64;
        chance *= step;
        least += 1;
    }
}

#[test]
fn an_observer_of_every_public_byte_who_knows_the_appointments_guesses_like_a_coin() {
    let pairs: u64 = std::env::var("OBSERVED").map_or(PAIRS, |n| n.parse().expect("a number"));
    let mut seen = vec![];
    for seed in 1..=pairs {
        let (quiet, busy) = (watched(seed, false), watched(seed, true));
        let lines = last_lines(&quiet);
        assert_eq!(quiet.fetched.len(), busy.fetched.len());
        for (a, b) in quiet.fetched.iter().zip(&busy.fetched) {
            let (a, b) = (without_seals(a.clone(), &lines), without_seals(b.clone(), &lines));
            let text = |f: &Fetched| String::from_utf8_lossy(&f.body).into_owned();
            assert!(
                a == b,
                "{} at {}:\n{:?}\n{}\n{:?}\n{}",
                a.path,
                a.minute,
                a.headers,
                text(&a),
                b.headers,
                text(&b)
            );
        }
        assert!(quiet.seals.len() > 8, "{:?}", quiet.times);
        let same = quiet
            .seals
            .iter()
            .zip(&busy.seals)
            .filter(|(a, b)| a.1 == b.1)
            .count();
        assert_eq!(
            same, 1,
            "the first is from before, and each later one stands for something else"
        );
        seen.push((quiet, busy));
    }
    let (least, most) = bounds(pairs);
    for (name, guesser) in GUESSERS {
        let hits = hits(&seen, guesser);
        println!("{name}: {hits} of {pairs}");
        assert!(
            (least..=most).contains(&hits),
            "{name}: {hits} of {pairs}, a coin has {least} to {most}"
        );
    }
}

#[test]
fn without_the_seal_the_same_observer_would_always_know() {
    let town = |busy: bool| {
        let mut seen = Seen::default();
        for minute in (0..=END).step_by(10) {
            let grown = PRIVATE.iter().filter(|m| busy && **m < minute).count();
            let bare = sayso_log::Hash::of(&grown.to_be_bytes());
            seen.seals.push((minute, bare.as_bytes().to_vec()));
        }
        seen
    };
    let pairs: Vec<(Seen, Seen)> = (0..PAIRS).map(|_| (town(false), town(true))).collect();
    let known: Vec<u64> = GUESSERS
        .iter()
        .map(|(_, guesser)| hits(&pairs, *guesser))
        .collect();
    let (_, most) = bounds(PAIRS);
    assert!(
        known.iter().any(|hits| *hits == PAIRS && PAIRS > most),
        "{known:?}"
    );
}

#[test]
fn the_bounds_of_a_coin_are_those_of_the_table() {
    // P(0 of 12) = 0.00024; P(0 or 1 of 12) = 0.0032; P(76 or fewer of 200) = 0.0004, 77: 0.0007.
    assert_eq!(bounds(12), (1, 11));
    assert_eq!(bounds(200), (77, 123));
    assert_eq!(bounds(4), (0, 4), "four pairs show nothing");
}
