//! Sentinels in every private field, and every page as every seat: they appear only where `docs/policy.txt` says. And
//! in no file on the disk at all.

#[path = "leaks/lines.rs"]
mod lines;
#[path = "leaks/posts.rs"]
mod posts;

use std::collections::{BTreeMap, BTreeSet};

use sayso_app::{caseload, change_mind, own, proposal, support};
use sayso_core::entry::EntryKind;
use sayso_core::id::{MemberId, PersonId};
use sayso_core::person::{SafeContact, Way};
use sayso_testkit::{Answer, Browser, Served, Town};

/// What each private field says, by the data category that it belongs to.
const SENTINELS: &[(&str, &str)] = &[
    ("name", "Zqname"),
    ("phone", "Zqphone"),
    ("email, which the person took out of the parcel", "Zqemail"),
    ("access need", "Zqaccess"),
    ("own words in the parcel", "Zqwords"),
    ("safe contact", "Zqsafe"),
    ("hope", "Zqhope"),
    ("note", "Zqnote"),
    ("unfinished note", "Zqdraft"),
    ("step", "Zqstep"),
    ("meeting place", "Zqplace"),
    ("words for the record", "Zqrecord"),
];

struct World {
    town: Town,
    person: PersonId,
    ids: BTreeMap<&'static str, String>,
}

fn world() -> World {
    let town = Town::new();
    let cast = town.cast;
    let mut yes = town.yes();
    yes.details.name = "Zqname Morgan".into();
    yes.details.phone = Some("Zqphone 020 7946 0111".into());
    yes.details.email = Some("Zqemail@example.org".into());
    yes.details.access_needs = Some("Zqaccess large print".into());
    yes.own_words = "Zqwords plants".into();
    let kept = town.says_yes(yes);
    town.to_sam(&kept);
    let person = kept.person;
    let (alex, sam) = (town.person(person), town.actor(cast.sam));
    let contact = SafeContact {
        way: Way::Text,
        when: "Zqsafe evenings".into(),
        may_name_service: false,
    };
    town.act(move |desk, _| own::enrol(desk, &alex, contact, "marigold"))
        .expect("enrolled");
    town.act(move |desk, _| own::write(desk, &alex, EntryKind::Hope, "Zqhope a garden"))
        .expect("a hope");
    let write = |kind, text: &'static str, draft| {
        town.act(move |desk, _| {
            let at = Some(desk.now() + jiff::SignedDuration::from_hours(48));
            let at = at.filter(|_| kind != EntryKind::Note);
            let w = sayso_core::decide::support::Writing {
                kind,
                text: text.into(),
                at,
                draft,
                finishes: None,
            };
            support::write(desk, &sam, person, &w)
        })
        .expect("written");
    };
    write(EntryKind::Note, "Zqnote went well", false);
    write(EntryKind::Note, "Zqdraft half a", true);
    write(EntryKind::Step, "Zqstep write a CV", false);
    write(EntryKind::Appointment, "Zqplace room 4", false);
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Zqrecord has begun a course"))
        .expect("drafted");
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 5, None))
        .expect("own page");
    let words = held.proposals[0].id;
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, words))
        .expect("agreed");
    let ids = BTreeMap::from([
        ("person", person.to_string()),
        ("referral", kept.referral.to_string()),
        ("words", words.to_string()),
        ("entry", held.entries[0].entry.id.to_string()),
    ]);
    World { town, person, ids }
}

/// Every page that can be reached by links or guessed from the route table, with everything that it says.
fn crawl(served: &Served, browser: &mut Browser, ids: &BTreeMap<&'static str, String>) -> String {
    crawl_and_look(served, browser, ids, |_| ())
}

/// The same; each page is shown to `look` as well.
fn crawl_and_look(
    served: &Served,
    browser: &mut Browser,
    ids: &BTreeMap<&'static str, String>,
    mut look: impl FnMut(&Answer),
) -> String {
    let mut queue: Vec<String> = vec!["/".into(), "/start".into()];
    for route in sayso_web::all_routes().iter().filter(|r| r.method == "GET") {
        // Every address is tried with every id, whatever its placeholder is called.
        for id in ids.values() {
            let mut path = route.path.to_owned();
            while let (Some(a), Some(b)) = (path.find('{'), path.find('}')) {
                path.replace_range(a..=b, id);
            }
            queue.push(path);
        }
    }
    let (mut seen, mut all) = (BTreeSet::new(), String::new());
    let base = format!("http://{}", served.address);
    while let Some(path) = queue.pop() {
        let path = path
            .strip_prefix(&base)
            .unwrap_or(&path)
            .split('#')
            .next()
            .unwrap_or_default()
            .to_owned();
        let skip = ["/exit", "/assets/", "/demo"].iter().any(|p| path.starts_with(p));
        if !path.starts_with('/') || skip || !seen.insert(path.clone()) || seen.len() > 400 {
            continue;
        }
        let answer = browser.open(&path).clone();
        assert_ne!(answer.status, 500, "{path}");
        queue.extend(answer.links());
        look(&answer);
        all.push_str(&whole(&answer));
    }
    all
}

/// An answer with its headers and its address.
fn whole(answer: &Answer) -> String {
    let mut all = String::new();
    for (name, value) in &answer.headers {
        all.extend([name, ": ", value, "\n"]);
    }
    all.push_str(&answer.path);
    all.push_str(&answer.body);
    all
}

/// A seat, who sits in it, and which sentinels it may see.
type SeatThatMay = (&'static str, Result<MemberId, PersonId>, BTreeSet<&'static str>);

/// Every seat, with what the matrix lets it see of [`world`]'s person.
fn seats(w: &World, other: PersonId) -> Vec<SeatThatMay> {
    let cast = w.town.cast;
    let everything: Vec<&str> = SENTINELS
        .iter()
        .map(|(_, s)| *s)
        .filter(|s| *s != "Zqdraft")
        .collect();
    let shared = [
        "Zqname", "Zqphone", "Zqaccess", "Zqwords", "Zqsafe", "Zqhope", "Zqnote", "Zqdraft", "Zqstep",
        "Zqplace",
    ];
    let all: [(&'static str, Result<MemberId, PersonId>, &[&'static str]); 12] = [
        ("the person", Err(w.person), &everything),
        ("another person", Err(other), &[]),
        (
            "clinician of the practice",
            Ok(cast.patel),
            &["Zqname", "Zqphone", "Zqaccess", "Zqwords", "Zqrecord"],
        ),
        ("reception of the practice", Ok(cast.jo), &["Zqname"]),
        ("clinician elsewhere", Ok(cast.hart), &[]),
        ("the assigned coach", Ok(cast.sam), &shared),
        ("another coach", Ok(cast.bea), &[]),
        ("lead of the provider", Ok(cast.lena), &["Zqname"]),
        ("lead of another provider", Ok(cast.owen), &[]),
        ("guardian", Ok(cast.grace), &[]),
        ("commissioner", Ok(cast.priya), &[]),
        ("operator", Ok(cast.kit), &[]),
    ];
    all.map(|(who, seat, may)| (who, seat, may.iter().copied().collect()))
        .into()
}

/// Somebody else of the same practice, whom none of it concerns.
fn somebody_else(w: &World) -> PersonId {
    let mut yes = w.town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [8; 32];
    w.town.says_yes(yes).person
}

fn found(all: &str) -> BTreeSet<&'static str> {
    SENTINELS
        .iter()
        .filter(|(_, s)| all.contains(s))
        .map(|(_, s)| *s)
        .collect()
}

#[test]
fn sentinels_appear_only_where_the_matrix_says() {
    let w = world();
    let served = w.town.serve();
    let other = somebody_else(&w);
    for (who, seat, may) in seats(&w, other) {
        let all = crawl(&served, &mut served.sit(seat), &w.ids);
        let got = found(&all);
        let leaked: Vec<_> = got.difference(&may).collect();
        assert!(leaked.is_empty(), "{who} sees {leaked:?}");
        // A crawl that sees nothing proves nothing: the person and the coach must see what is theirs.
        if matches!(who, "the person" | "the assigned coach") {
            let missing: Vec<_> = may
                .difference(&got)
                .filter(|s| **s != "Zqdraft" && **s != "Zqemail")
                .collect();
            assert!(missing.is_empty(), "{who} should see {missing:?}");
        }
    }
    let all = crawl(&served, &mut served.browser(), &w.ids);
    assert!(found(&all).is_empty(), "nobody signed in sees {:?}", found(&all));
}

#[test]
fn after_leaving_the_coach_sees_the_name_once_and_nothing_else() {
    let w = world();
    let person = w.person;
    let alex = w.town.person(person);
    let served = w.town.serve();
    w.town
        .house
        .act(sayso_app::Lane::Stop, None, move |desk, _| {
            change_mind::leave(desk, &alex, person, change_mind::Heard::ONLINE)
        })
        .expect("left");
    let all = crawl(&served, &mut served.sit(Ok(w.town.cast.sam)), &w.ids);
    let got = found(&all);
    assert!(got.iter().all(|s| *s == "Zqname"), "{got:?}");
    let sam = w.town.actor(w.town.cast.sam);
    let list = w
        .town
        .act(move |desk, _| caseload::list(desk, &sam, 0))
        .expect("a caseload");
    assert!(list.rows.is_empty());
}

#[test]
fn no_file_on_the_disk_says_any_of_it() {
    let w = world();
    let backup = w.town.around().join("copy.db");
    w.town.house.backup(&backup).expect("a backup");
    let mut files = vec![backup];
    let mut dirs = vec![w.town.data()];
    while let Some(dir) = dirs.pop() {
        for entry in std::fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                dirs.push(path);
            } else {
                files.push(path);
            }
        }
    }
    assert!(files.iter().any(|f| f.extension().is_some_and(|e| e == "db")));
    let cast = [
        "Morgan",
        "Patel",
        "Okoro",
        "Reyes",
        "Lindqvist",
        "Adeyemi",
        "Shah",
        "marigold",
    ];
    for file in files {
        let bytes = std::fs::read(&file).expect("a file");
        for word in SENTINELS.iter().map(|(_, s)| *s).chain(cast) {
            let there = bytes.windows(word.len()).any(|part| part == word.as_bytes());
            assert!(!there, "{word} stands in {}", file.display());
        }
    }
}
