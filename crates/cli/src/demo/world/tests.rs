//! The world in the making: the same from the same seed, and what was promised of it.

use super::*;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use sayso_app::{Options, file, guard, own, session};
use sayso_core::entry::ProposalState;
use sayso_core::guard::Demander;
use sayso_core::guard::unusual::Rule;
use sayso_core::id::Source;
use sayso_core::referral::State;
use sayso_core::seat::Actor;

/// Real bytes at a fixed moment.
struct At(Timestamp);

impl Source for At {
    fn now(&self) -> Timestamp {
        self.0
    }
    fn fill(&self, buf: &mut [u8]) {
        crate::source::System::default().fill(buf);
    }
}

/// A Wednesday morning.
fn now() -> Timestamp {
    "2026-11-18T10:30:00Z".parse().unwrap()
}

struct Here {
    house: Arc<House>,
    made: Made,
    _dir: tempfile::TempDir,
}

fn world(seed: u64) -> Here {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(DemoClock::new(Arc::new(At(now())), None).unwrap());
    let source = Arc::clone(&clock) as Arc<dyn Source>;
    let house = Arc::new(House::open(dir.path(), source, &Options::default()).unwrap());
    let made = make(&house, &clock, seed, now()).unwrap();
    Here {
        house,
        made,
        _dir: dir,
    }
}

/// The world of seed 1, made once for all tests that only read it.
fn first() -> &'static Here {
    static FIRST: OnceLock<Here> = OnceLock::new();
    FIRST.get_or_init(|| world(1))
}

/// Everything that everybody reads about themselves.
fn told(here: &Here) -> Vec<(PersonId, own::Held)> {
    let people = here.made.people.clone();
    here.house
        .act(Lane::Normal, None, move |desk, _| {
            people
                .into_iter()
                .map(|p| Ok((p, own::open(desk, &Actor::Person(p), "your page", 500, None)?)))
                .collect()
        })
        .unwrap()
}

#[test]
fn the_plan_is_sound_and_the_world_holds_what_was_promised() {
    let here = first();
    assert_eq!(here.made.not_so, Vec::<String>::new());
    let told = told(here);
    assert!((180..=220).contains(&told.len()), "{} people", told.len());
    let events: usize = told.iter().map(|(_, h)| h.history.len()).sum();
    println!("{} people, {events} sentences", told.len());
    assert!(events > 2_000, "{events} sentences");

    let states: BTreeSet<&str> = told
        .iter()
        .flat_map(|(_, h)| h.referrals.iter().map(|s| s.referral.state.as_str()))
        .collect();
    let all: BTreeSet<&str> = State::ALL.iter().map(|s| s.as_str()).collect();
    assert_eq!(states, all, "every state has somebody");
    let words: BTreeSet<&str> = told
        .iter()
        .flat_map(|(_, h)| h.proposals.iter().map(|p| p.state.as_str()))
        .collect();
    for state in ProposalState::ALL
        .iter()
        .filter(|s| !matches!(s, ProposalState::Accepted | ProposalState::HeldForPerson))
    {
        assert!(words.contains(state.as_str()), "no words are {state}");
    }
    let says = |what: &str| {
        told.iter()
            .any(|(_, h)| h.history.iter().any(|s| s.text.contains(what)))
    };
    for what in [
        "Sayso did not allow it",
        "ran out",
        "about a danger",
        "by phone",
        "on paper",
        "paused your support",
    ] {
        assert!(says(what), "nobody’s history says “{what}”");
    }
    let late = |h: &own::Held| h.history.iter().any(|s| s.recorded_at > s.happened_at);
    assert!(
        told.iter().any(|(_, h)| late(h)),
        "nobody left before we learnt it"
    );
}

#[test]
fn alex_has_a_coach_two_notes_a_meeting_next_week_and_words_that_wait() {
    let here = first();
    let alex = here
        .made
        .guide
        .chair("person-alex")
        .and_then(|c| c.person)
        .unwrap();
    let sam = here.made.guide.chair("coach-sam").and_then(|c| c.member).unwrap();
    let held = told(here).into_iter().find(|(p, _)| *p == alex).unwrap().1;
    let open = held.open().unwrap();
    assert_eq!(
        (open.referral.state, open.referral.coach),
        (State::Active, Some(sam))
    );
    assert_eq!(open.coach.as_deref(), Some("Sam Okoro"));
    let notes = held
        .entries
        .iter()
        .filter(|w| w.entry.kind == sayso_core::entry::EntryKind::Note);
    assert_eq!(notes.count(), 2);
    let meeting = held.next_meeting().unwrap().entry.at.unwrap();
    assert!(meeting > now() && meeting < now() + SignedDuration::from_hours(24 * 14));
    assert_eq!(held.proposals[0].state, ProposalState::Drafted);
    assert!(held.history.iter().any(|s| s.is_look));
    let opened = here.house.act(Lane::Normal, None, move |desk, _| {
        let sam = session::actor(desk, sam)?;
        file::open(desk, &sam, alex).map(drop)
    });
    assert_eq!(opened, Ok(()));
}

#[test]
fn the_same_seed_gives_the_same_world_and_another_seed_another() {
    let sentences = |here: &Here| -> Vec<(PersonId, Timestamp, String)> {
        told(here)
            .into_iter()
            .flat_map(|(p, h)| h.history.into_iter().map(move |s| (p, s.happened_at, s.text)))
            // What the tests of this file did is no part of the world.
            .filter(|(_, at, _)| *at < now())
            .collect()
    };
    assert_eq!(sentences(first()), sentences(&world(1)));
    let planned = |seed| {
        let people = everybody(seed, PRACTICES);
        let start = now() - SignedDuration::from_hours(24 * DAYS);
        let plan = plan::plan(seed, &people, &acts::fates(seed), start, now());
        plan.into_iter()
            .map(|p| (p.at, p.whom, p.act))
            .collect::<Vec<_>>()
    };
    assert_ne!(planned(1), planned(2));
}

#[test]
fn every_seat_can_be_taken() {
    let here = world(5);
    assert_eq!(here.made.not_so, Vec::<String>::new());
    for chair in here.made.guide.chairs.clone() {
        let key = chair.key.clone();
        let session = here.house.act(Lane::Normal, None, move |desk, _| {
            if let Some(id) = chair.supporter {
                return sayso_app::supporter::sit(desk, id);
            }
            let person = || chair.person.expect("a seat is somebody’s");
            session::sit(desk, chair.member.ok_or_else(person))
        });
        assert!(session.is_ok(), "{key}");
    }
}

#[test]
fn the_guide_names_no_secret_that_opens_anything_else() {
    let here = first();
    let guide = &here.made.guide;
    assert_eq!(guide.card.split('-').count(), 3);
    assert_eq!(guide.alex[0].split('-').count(), 3);
    assert!(guide.patients.len() >= 40);
    assert!(!guide.gone.is_empty());
}

#[test]
fn six_months_have_trouble_in_them_and_it_is_dealt_with_in_public() {
    let here = first();
    let told = told(here);
    let says = |what: &str| {
        told.iter()
            .any(|(_, h)| h.history.iter().any(|s| s.text.contains(what)))
    };
    for what in ["sealed something", "stand in", "did not leave", "beside"] {
        assert!(says(what), "nobody’s history says “{what}”");
    }
    let verdicts: BTreeSet<_> = told
        .iter()
        .flat_map(|(_, h)| h.jobs.iter().map(|j| format!("{:?}", j.job.told.verdict)))
        .collect();
    assert!(verdicts.len() >= 2, "good jobs and bad ones: {verdicts:?}");
    assert!(told.iter().any(|(_, h)| !h.meetings.is_empty()));

    let grace = here
        .made
        .guide
        .chair("guardian-grace")
        .and_then(|c| c.member)
        .unwrap();
    let seen = here.house.act(Lane::Normal, None, move |desk, _| {
        let grace = session::actor(desk, grace)?;
        Ok::<_, Error>((
            guard::looked::checks(desk, &grace)?,
            guard::concern::list(desk, &grace)?,
            guard::question::public(desk)?,
            guard::switch::public(desk)?,
            guard::demand::public(desk)?,
        ))
    });
    let (checks, concerns, questions, switches, demands) = seen.unwrap();
    let of = |which: fn(&guard::query::Asked) -> bool| checks.asked.iter().filter(|a| which(a)).count();
    assert!(of(|a| a.query.closed.is_some()) > 0, "some had a reason");
    assert_eq!(of(|a| a.query.closed.is_none() && a.query.answered.is_some()), 1);
    assert_eq!(of(|a| a.query.closed.is_none() && a.query.answered.is_none()), 1);
    let forgotten: i64 = checks.forgotten.iter().map(|(_, n)| n).sum();
    assert_eq!(forgotten, 2, "two seats, and one word");
    let curious = checks.unusual.iter().any(|u| u.finding.rule == Rule::Hours);
    assert!(curious, "a Saturday that nobody has asked about yet");
    let unnamed = concerns.iter().filter(|l| l.concern.person.is_none()).count();
    assert!(
        concerns.len() > unnamed && unnamed == 1,
        "{unnamed} of {}",
        concerns.len()
    );
    assert_eq!((questions.answered.len(), questions.waiting), (2, 1));
    assert!(switches.iter().all(|t| t.switch.on.is_some()) && !switches.is_empty());
    let counts = demands.iter().flat_map(|y| &y.counts);
    let benefits: Vec<_> = counts
        .filter(|(who, n, _)| *who == Demander::Benefits && *n > 0)
        .collect();
    assert!(
        benefits.iter().all(|(.., given)| *given == 0) && benefits.len() == 1,
        "one letter came, and nothing was handed over"
    );
}
