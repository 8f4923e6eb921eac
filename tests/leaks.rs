//! Sentinels in every private field, and every page as every seat: they appear only where `docs/policy.txt` says. And
//! in no file on the disk at all.

#[path = "leaks/lines.rs"]
mod lines;
#[path = "leaks/posts.rs"]
mod posts;
#[path = "leaks/welsh.rs"]
mod welsh;

use std::collections::{BTreeMap, BTreeSet};

use sayso_app::guard::{concern, demand, switch, withholding};
use sayso_app::passkey::{ES256, Made, PublicKey};
use sayso_app::{
    Visit, caseload, change_mind, contract, cover, draft, job, own, passkey, pay, power, proposal, session,
    support, supporter, venue,
};
use sayso_core::decide::power::Document;
use sayso_core::entry::EntryKind;
use sayso_core::guard::{ConcernKind, Demander, Ground, Handler, Reason, Target};
use sayso_core::id::{EntryId, MemberId, PersonId};
use sayso_core::job::Told;
use sayso_core::job::pay::Exact;
use sayso_core::person::{Limits, SafeContact, Way};
use sayso_core::sayso::{Interpreted, Interpreter, Purpose};
use sayso_core::seat::Actor;
use sayso_core::supporter::Choice;
use sayso_core::venue::{Meeting, What};
use sayso_testkit::{Answer, Browser, Served, Town};

/// What each private field says, by the data category that it belongs to.
const SENTINELS: &[(&str, &str)] = &[
    ("name", "Zqname"),
    ("phone", "Zqphone"),
    ("email, which the person took out of the parcel", "Zqemail"),
    ("access need", "Zqaccess"),
    ("own words in the parcel", "Zqwords"),
    ("safe contact", "Zqsafe"),
    ("sender of texts", "Zqsender"),
    ("hope", "Zqhope"),
    ("note", "Zqnote"),
    ("unfinished note", "Zqdraft"),
    ("what a lock kept, for its writer", "Zqlocked"),
    ("what a member calls their passkey", "Zqpasskey"),
    ("step", "Zqstep"),
    ("meeting place", "Zqplace"),
    ("place to meet, which the person chose", "Zqvenue"),
    ("whose building that is", "Zqowner"),
    ("words for the record", "Zqrecord"),
    ("work, as the person told it", "Zqwork"),
    ("changes asked for at work", "Zqasked"),
    ("job that a coach wrote down", "Zqjob"),
    ("who employs them, under evidence of pay", "Zqemployer"),
    ("what they earn, under evidence of pay", "Zqamount"),
    ("what they need at work", "Zqneed"),
    ("what the coach wrote of that, sealed", "Zqhealth"),
    ("concern", "Zqconcern"),
    ("answer to a concern", "Zqanswer"),
    ("a step of their own", "Zqcourse"),
    ("own words beside a note", "Zqbeside"),
    ("a note that the person sealed", "Zqsealed"),
    ("what the person calls a supporter", "Zqkim"),
    ("hope that a supporter typed", "Zqtyped"),
    ("whom a legal power names", "Zqholder"),
    ("number of that document", "Zqnumber"),
    ("help that was given to decide", "Zqhelp"),
    ("who interpreted the yes", "Zqinterpreter"),
];

/// What is typed for the guardian's side alone: nobody else reads it, not even the person.
const GUARDED: &[&str] = &["Zqnotice", "Zqswitch", "Zqground", "Zqkept"];
/// A report of a danger is read by the practice that it went to, and by nobody else.
const DANGER: &str = "Zqdanger";

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
    yes.interpreted = Interpreted::new(Interpreter::Brought, "Polish", "Zqinterpreter Ada");
    let kept = town.says_yes(yes);
    town.to_sam(&kept);
    let person = kept.person;
    let (alex, sam) = (town.person(person), town.actor(cast.sam));
    let contact = SafeContact {
        way: Way::Text,
        when: "Zqsafe evenings".into(),
        may_name_service: false,
        limits: Limits {
            sender: "Zqsender".into(),
            ..Limits::default()
        },
    };
    town.act(move |desk, _| own::enrol(desk, &alex, contact, "marigold"))
        .expect("enrolled");
    town.act(move |desk, _| own::write(desk, &alex, EntryKind::Hope, "Zqhope a garden"))
        .expect("a hope");
    a_supporter(&town, person);
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
    let newest = |words: &'static str| {
        let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
        let held = held.expect("own page");
        let found = held.entries.iter().find(|w| w.entry.text == words);
        found.expect("it is there").entry.id
    };
    let note = newest("Zqnote went well");
    town.act(move |desk, _| own::beside_entry(desk, &alex, note, "Zqbeside it did not"))
        .expect("beside it");
    write(EntryKind::Note, "Zqsealed for Alex alone", false);
    let sealed = newest("Zqsealed for Alex alone");
    town.act(move |desk, _| own::seal(desk, &alex, sealed, &[]))
        .expect("sealed");
    town.act(move |desk, _| own::write_step(desk, &alex, "Zqcourse in botany"))
        .expect("a step");
    write(EntryKind::Note, "Zqdraft half a", true);
    write(EntryKind::Step, "Zqstep write a CV", false);
    write(EntryKind::Appointment, "Zqplace room 4", false);
    a_place_to_meet(&town, newest("Zqplace room 4"), person);
    in_work(&town, person);
    apart(&town, person);
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Zqrecord has begun a course"))
        .expect("drafted");
    half_written(&town, person);
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 5, None))
        .expect("own page");
    let words = held.proposals[0].id;
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, words))
        .expect("agreed");
    let concern = guarded(&town, person, kept_note(&held));
    drop(a_power(&town, person));
    ended(&town);
    let ids = BTreeMap::from([
        ("concern", concern),
        ("person", person.to_string()),
        ("referral", kept.referral.to_string()),
        ("words", words.to_string()),
        ("entry", held.entries[0].entry.id.to_string()),
        ("job", held.jobs[0].job.id.to_string()),
        ("seat", cast.sam.to_string()),
        ("sealed", sealed.to_string()),
    ]);
    World { town, person, ids }
}

/// Somebody whom the person named, for everything that can be chosen, has written for them.
fn a_supporter(town: &Town, person: PersonId) {
    drop(town.names(person, "Zqkim", Choice::ALL));
    let alex = town.person(person);
    town.act(move |desk, _| {
        let named = supporter::named(desk, &alex)?.remove(0).supporter;
        let acting = Actor::Supporter(named.acting(desk.now()));
        supporter::write(desk, &acting, EntryKind::Hope, "Zqtyped to sing again")
    })
    .expect("a supporter writes");
}

/// Two seats of the practice saw a power, and a clinician recorded that one decision cannot be made. Gives the card.
fn a_power(town: &Town, person: PersonId) -> supporter::Given {
    let (jo, patel, scheme) = (
        town.actor(town.cast.jo),
        town.actor(town.cast.patel),
        town.cast.scheme,
    );
    let document = Document {
        name: "Zqholder Morgan".into(),
        number: "Zqnumber 7000".into(),
        ..town.kims_document(365)
    };
    let (name, expires) = (document.name.clone(), document.until);
    let (code, words) = town
        .act(move |desk, _| {
            let code = power::saw(desk, &jo, person, &document)?;
            let seen = power::show(desk, &patel, person)?.powers.remove(0).power.id;
            let words = power::confirm(desk, &patel, person, seen)?;
            power::cannot_decide(desk, &patel, person, (seen, scheme), "Zqhelp with pictures", 90)?;
            Ok((code, words))
        })
        .expect("a power is recorded");
    supporter::Given {
        name,
        words,
        code,
        expires,
    }
}

/// The lead lists a place in somebody else's building, and the person chooses it for a meeting.
fn a_place_to_meet(town: &Town, meeting: EntryId, person: PersonId) {
    let (alex, lena) = (town.person(person), town.actor(town.cast.lena));
    town.act(move |desk, _| {
        let what = What {
            meeting: Meeting::InPerson,
            name: "Zqvenue by the harbour".into(),
            owner: Some("Zqowner of the building".into()),
        };
        venue::offer(desk, &lena, &what)?;
        let place = venue::offered(desk, &lena)?.remove(0).id;
        venue::choose(desk, &alex, meeting, place)
    })
    .expect("a place is chosen");
}

/// A job that the person told of, one that the coach wrote down, and a colleague who may stand in.
fn in_work(town: &Town, person: PersonId) {
    let cast = town.cast;
    let (alex, sam) = (town.person(person), town.actor(cast.sam));
    let told = |work: &str, asked: Option<&str>| Told {
        work: Some(work.into()),
        asked_for: asked.map(str::to_owned),
        ..Told::default()
    };
    let (own_job, heard) = (
        told("Zqwork plants", Some("Zqasked a chair")),
        told("Zqjob a shop", None),
    );
    town.act(move |desk, _| job::tell(desk, &alex, None, own_job))
        .expect("told");
    town.act(move |desk, _| job::suggest(desk, &sam, person, heard))
        .expect("suggested");
    town.act(move |desk, _| {
        let starts = desk.now() + jiff::SignedDuration::from_hours(48);
        cover::ask(desk, &sam, person, cast.bea, starts, None)
    })
    .expect("asked");
}

/// What stands apart, under yeses of their own: exact pay, and needs at work.
fn apart(town: &Town, person: PersonId) {
    let (alex, sam, northway) = (town.person(person), town.actor(town.cast.sam), town.cast.northway);
    town.act(move |desk, _| {
        for purpose in [Purpose::PayEvidence, Purpose::NeedsAtWork] {
            change_mind::give_one(desk, &alex, person, northway, purpose)?;
        }
        own::write(desk, &alex, EntryKind::Need, "Zqneed a chair")?;
        let w = sayso_core::decide::support::Writing {
            kind: EntryKind::Need,
            text: "Zqhealth a later start".into(),
            at: None,
            draft: false,
            finishes: None,
        };
        support::write(desk, &sam, person, &w)?;
        let held = own::open(desk, &alex, "your page", 0, None)?;
        let yes = held.said.iter().find(|s| s.said.purpose == Purpose::PayEvidence);
        let told = held.jobs.iter().find(|j| j.job.told.asked_for.is_some());
        let (job, said) = (told.expect("their job").job.id, yes.expect("their yes").said.id);
        let exact = Exact {
            employer: "Zqemployer Nurseries".into(),
            amount: "Zqamount 13 pounds".into(),
        };
        pay::write(desk, &alex, job, said, &exact)
    })
    .expect("apart");
}

/// What fell into a lock half written, and a passkey.
fn half_written(town: &Town, person: PersonId) {
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| {
        let visit = Visit {
            actor: sam,
            checked_at: Some(desk.now()),
            ..Visit::nobody()
        };
        let fields = vec![("text".to_owned(), "Zqlocked half a".to_owned())];
        draft::keep(desk, &visit, &format!("/person/{person}/note"), fields)?;
        let key = PublicKey {
            algorithm: ES256,
            key: vec![4; 65],
            exponent: vec![],
        };
        let made = Made {
            credential: vec![1; 16],
            key,
            counter: 0,
        };
        let recent = session::recent(desk, &visit)?;
        passkey::add(desk, &visit, &recent, made, "Zqpasskey laptop")
    })
    .expect("a draft and a passkey");
}

fn kept_note(held: &own::Held) -> EntryId {
    let note = held.entries.iter().find(|w| w.entry.text.starts_with("Zqnote"));
    note.expect("a note").entry.id
}

/// The guardian's side at work on this person; gives the concern.
fn guarded(town: &Town, person: PersonId, note: EntryId) -> String {
    let (alex, sam, grace) = (
        town.person(person),
        town.actor(town.cast.sam),
        town.actor(town.cast.grace),
    );
    let eastgate = town.cast.eastgate;
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    let held = held.expect("own page");
    let reference = held.open().expect("with Sam").referral.reference.clone();
    town.act(move |desk, _| {
        let raised = sayso_core::decide::guard::concern::Raised {
            kind: ConcernKind::Pressed,
            about: None,
            to: Handler::Guardian,
            text: "Zqconcern at the desk".into(),
        };
        concern::raise(desk, &alex, raised)?;
        let raised = concern::own(desk, &alex)?.remove(0).id;
        concern::answer(desk, &grace, raised, "Zqanswer we are sorry")?;
        let target = Target {
            org: eastgate,
            purpose: None,
        };
        switch::off(desk, &grace, target, Reason::Asked, "Zqswitch a call")?;
        let notice = demand::Notice {
            reference: Some(reference.clone()),
            demander: Demander::Court,
            notice: "Zqnotice an order".into(),
            advice: String::new(),
            outside: String::new(),
            scope: sayso_core::category::Categories::NONE,
            bar_until: None,
        };
        let visit = Visit {
            actor: grace,
            checked_at: Some(desk.now()),
            ..Visit::nobody()
        };
        let fresh = session::recent(desk, &visit)?;
        demand::record(desk, &grace, &fresh, &notice)?;
        let why = (Ground::AnotherPerson, "Zqground a neighbour");
        withholding::propose(desk, &sam, (person, note), why, 7)?;
        change_mind::safeguard(desk, &sam, person, "Zqdanger at home", false)?;
        Ok(raised.to_string())
    })
    .expect("the guardian’s side is at work")
}

/// Another provider's contract has ended, and its lead signed.
fn ended(town: &Town) {
    let (grace, eastgate) = (town.actor(town.cast.grace), town.cast.eastgate);
    let fresh = |desk: &sayso_app::Desk, actor| Visit {
        actor,
        checked_at: Some(desk.now()),
        ..Visit::nobody()
    };
    town.act(move |desk, _| {
        let recent = session::recent(desk, &fresh(desk, grace))?;
        let ends_at = desk.now() + jiff::SignedDuration::from_secs(1);
        contract::set_end(desk, &grace, &recent, eastgate, ends_at)
    })
    .expect("the day is set");
    town.source.advance(jiff::SignedDuration::from_secs(2));
    let owen = town.actor(town.cast.owen);
    town.act(move |desk, _| {
        let recent = session::recent(desk, &fresh(desk, owen))?;
        contract::certify(desk, &owen, &recent, "Zqkept by tax law")
    })
    .expect("signed");
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
        // The source of a test names the cast: it is the same in every world, and about nobody.
        let skip = ["/exit", "/assets/", "/demo", "/in/", "/shown-by/"]
            .iter()
            .any(|p| path.starts_with(p));
        if !path.starts_with('/') || skip || !seen.insert(path.clone()) || seen.len() > 900 {
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
        .filter(|s| !["Zqdraft", "Zqlocked", "Zqpasskey"].contains(s))
        .collect();
    let shared = [
        "Zqname",
        "Zqphone",
        "Zqaccess",
        "Zqwords",
        "Zqsafe",
        "Zqhope",
        "Zqnote",
        "Zqdraft",
        "Zqstep",
        "Zqplace",
        "Zqvenue",
        "Zqwork",
        "Zqasked",
        "Zqjob",
        "Zqemployer",
        "Zqamount",
        "Zqneed",
        "Zqhealth",
        "Zqlocked",
        "Zqpasskey",
        "Zqcourse",
        "Zqbeside",
        "Zqtyped",
    ];
    let all: [(&'static str, Result<MemberId, PersonId>, &[&'static str]); 15] = [
        ("the person", Err(w.person), &everything),
        ("another person", Err(other), &[]),
        (
            "clinician of the practice",
            Ok(cast.patel),
            &[
                "Zqname", "Zqphone", "Zqaccess", "Zqwords", "Zqrecord", "Zqholder", "Zqnumber",
            ],
        ),
        (
            "reception of the practice",
            Ok(cast.jo),
            &["Zqname", "Zqholder", "Zqnumber"],
        ),
        ("clinician elsewhere", Ok(cast.hart), &[]),
        ("the assigned coach", Ok(cast.sam), &shared),
        ("another coach", Ok(cast.bea), &[]),
        (
            "lead of the provider",
            Ok(cast.lena),
            &["Zqname", "Zqvenue", "Zqowner"],
        ),
        ("lead of another provider", Ok(cast.owen), &[]),
        ("guardian", Ok(cast.grace), &["Zqconcern", "Zqanswer"]),
        ("deputy, who does not have the concern", Ok(cast.dele), &[]),
        ("commissioner", Ok(cast.priya), &[]),
        ("evaluator", Ok(cast.ezra), &[]),
        ("operator", Ok(cast.kit), &[]),
        ("nominee for terms", Ok(cast.nia), &[]),
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
        .filter(|(_, s)| memchr::memmem::find(all.as_bytes(), s.as_bytes()).is_some())
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
        let reads = seat == Ok(w.town.cast.patel) || seat == Ok(w.town.cast.jo);
        assert_eq!(all.contains(DANGER), reads, "{who}: a report of a danger");
        let keeps = seat == Ok(w.town.cast.grace) || seat == Ok(w.town.cast.dele);
        for word in GUARDED {
            // Whoever signed for their own organisation reads what they wrote.
            let keeps = keeps || *word == "Zqkept" && seat == Ok(w.town.cast.owen);
            assert_eq!(all.contains(word), keeps, "{who}: {word}");
        }
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
fn a_supporter_sees_what_the_person_chose_and_nothing_else() {
    let w = world();
    let served = w.town.serve();
    let written = ["Zqhope", "Zqnote", "Zqstep", "Zqcourse", "Zqtyped"];
    for (may, sees) in [
        (vec![Choice::Meetings], &[][..]),
        (vec![Choice::Plan], &written),
        (vec![Choice::Write, Choice::Stop], &[]),
        (Choice::ALL.to_vec(), &written),
    ] {
        let given = w.town.names(w.person, "Somebody", &may);
        let all = crawl(&served, &mut served.comes_in(&given), &w.ids);
        let sees: BTreeSet<_> = sees.iter().copied().collect();
        assert_eq!(found(&all), sees, "{may:?}");
        assert!(!all.contains(DANGER) && GUARDED.iter().all(|word| !all.contains(word)));
    }
}

#[test]
fn somebody_with_a_power_sees_what_one_decision_needs_and_nothing_else() {
    let w = world();
    let served = w.town.serve();
    let alex = w.town.person(w.person);
    let given = a_power(&w.town, w.person);
    let all = crawl(&served, &mut served.comes_to_decide(&given), &w.ids);
    let needs = BTreeSet::from(["Zqname", "Zqphone", "Zqemail", "Zqaccess"]);
    assert_eq!(found(&all), needs);
    assert!(!all.contains(DANGER) && GUARDED.iter().all(|word| !all.contains(word)));
    // Alex objects: the same door opens nothing at all.
    w.town
        .act(move |desk, _| power::object(desk, &alex))
        .expect("objected");
    let mut late = served.browser();
    late.open("/sign-in/supporter");
    late.send(
        "/sign-in/supporter",
        &[("words", &given.words), ("secret", "heather"), ("word", "")],
    );
    assert!(found(&crawl(&served, &mut late, &w.ids)).is_empty());
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
    // The name of their own passkey is about the coach.
    let left = |s: &&str| *s == "Zqname" || *s == "Zqpasskey";
    assert!(got.iter().all(left), "{got:?}");
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
        let words = SENTINELS.iter().map(|(_, s)| *s).chain(cast);
        for word in words.chain(GUARDED.iter().copied()).chain([DANGER]) {
            let there = memchr::memmem::find(&bytes, word.as_bytes());
            assert!(there.is_none(), "{word} stands in {}", file.display());
        }
    }
}
