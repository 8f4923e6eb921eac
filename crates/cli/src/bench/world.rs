//! The data to measure on, made by the product's own use cases, and the two scenarios.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::time::Duration;

use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use sayso_app::agree::{Lines, Yes};
use sayso_app::{
    Desk, Error, House, Lane, Options, agree, deliver, intake, practice, register, session, support,
};
use sayso_core::category::{Categories, Category};
use sayso_core::decision::{Org, Scheme, Seat};
use sayso_core::id::{MemberId, OrgId, PersonId, ReferralId, SchemeId, Source};
use sayso_core::nhs_number::NhsNumber;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::person::Details;
use sayso_core::sayso::{Channel, Format, Purpose};
use sayso_core::seat::{Actor, Role};
use sayso_core::terms::{Flow, Promise, Terms};

use super::drive::{Outcome, now, run};
use super::{Size, to_f64};
use crate::{CliError, System};

/// How long ago the first of the town said yes, in seconds, within the time that a yes lasts: pages that look at a month find
/// a month, and not the work of years on one day.
const AGO: i64 = 150 * 24 * 3600;

/// The system's own clock and randomness, with the clock moved by as much as the story needs.
struct Moved {
    system: System,
    by: AtomicI64,
}

impl Source for Moved {
    fn now(&self) -> Timestamp {
        self.system.now() + SignedDuration::from_secs(self.by.load(Ordering::Relaxed))
    }
    fn fill(&self, buf: &mut [u8]) {
        self.system.fill(buf);
    }
}

/// The town to measure in.
pub(crate) struct Town {
    house: Arc<House>,
    source: Arc<Moved>,
    dir: tempfile::TempDir,
    scheme: SchemeId,
    provider: OrgId,
    clinician: String,
    coach: String,
    seats: Vec<(&'static str, MemberId)>,
    people: Vec<PersonId>,
    size: Size,
    next: AtomicU32,
}

#[derive(Clone, Copy)]
struct Ids {
    scheme: SchemeId,
    provider: OrgId,
    clinician: MemberId,
    reception: MemberId,
    coach: MemberId,
    lead: MemberId,
    guardian: MemberId,
    commissioner: MemberId,
    operator: MemberId,
}

/// Builds a size: lists, then referrals with a coach each.
pub(crate) fn build(size: Size) -> Result<Town, CliError> {
    let dir = tempfile::tempdir()?;
    let source = Arc::new(Moved {
        system: System::default(),
        by: AtomicI64::new(-AGO),
    });
    let house = Arc::new(House::open(
        dir.path(),
        Arc::clone(&source) as _,
        &Options::default(),
    )?);
    let ids = house.act(Lane::Normal, None, move |desk, _| found(desk, size))?;
    let mut town = Town {
        house,
        source,
        dir,
        scheme: ids.scheme,
        provider: ids.provider,
        clinician: String::new(),
        coach: String::new(),
        seats: vec![
            ("clinician", ids.clinician),
            ("reception", ids.reception),
            ("coach", ids.coach),
            ("provider lead", ids.lead),
            ("guardian", ids.guardian),
            ("commissioner", ids.commissioner),
            ("operator", ids.operator),
        ],
        people: vec![],
        size,
        next: AtomicU32::new(0),
    };
    let lists = now();
    town.load_lists(ids)?;
    println!(
        "{}  lists loaded in {:.1} s",
        size.name,
        lists.elapsed().as_secs_f64()
    );
    town.people = town.make_referrals(ids)?;
    // Last: where building takes long, a session that was opened before it has locked.
    (town.clinician, town.coach) = town.house.act(Lane::Normal, None, move |desk, _| {
        Ok((
            session::sit(desk, Ok(ids.clinician))?.0,
            session::sit(desk, Ok(ids.coach))?.0,
        ))
    })?;
    Ok(town)
}

impl Town {
    fn load_lists(&self, ids: Ids) -> Result<(), CliError> {
        const BATCH: u32 = 1000;
        for from in (0..self.size.patients).step_by(BATCH as usize) {
            let to = (from + BATCH).min(self.size.patients);
            self.house.act(Lane::Normal, None, move |desk, _| {
                let actor = session::actor(desk, ids.clinician)?;
                for n in from..to {
                    let details = details(n);
                    practice::load(desk, &actor, details)?;
                }
                Ok::<_, Error>(())
            })?;
        }
        Ok(())
    }

    /// Those who said yes, in batches: each said it, was sent, and met the coach, evenly over the time since [`AGO`].
    fn make_referrals(&self, ids: Ids) -> Result<Vec<PersonId>, CliError> {
        const BATCH: u32 = 100;
        let since = now();
        let mut people = vec![];
        for from in (0..self.size.referrals).step_by(BATCH as usize) {
            let to = (from + BATCH).min(self.size.referrals);
            let ago = AGO - AGO * i64::from(from) / i64::from(self.size.referrals);
            self.source.by.store(-ago, Ordering::Relaxed);
            let (scheme, provider) = (self.scheme, self.provider);
            let made: Vec<(ReferralId, PersonId)> = self.house.act(Lane::Normal, None, move |desk, _| {
                let actor = session::actor(desk, ids.clinician)?;
                let kept = (from..to)
                    .map(|n| agree::at_the_desk(desk, &actor, None, &yes(desk, scheme, provider, n)));
                kept.map(|k| k.map(|k| (k.referral, k.person)))
                    .collect::<Result<_, Error>>()
            })?;
            people.extend(made.iter().map(|(_, person)| *person));
            self.source.by.store(25 * 3600 - ago, Ordering::Relaxed);
            while !deliver::round(&self.house)?.is_empty() {}
            self.house.act(Lane::Normal, None, move |desk, _| {
                let (lead, coach) = (session::actor(desk, ids.lead)?, session::actor(desk, ids.coach)?);
                for (referral, person) in made {
                    intake::accept(desk, &lead, referral)?;
                    intake::assign(desk, &lead, referral, Some(ids.coach))?;
                    support::meet(desk, &coach, person, Channel::InPerson)?;
                }
                Ok::<_, Error>(())
            })?;
        }
        self.next.store(self.size.referrals, Ordering::Relaxed);
        println!(
            "{}  each said yes, was sent and has a coach in {:.1} s",
            self.size.name,
            since.elapsed().as_secs_f64()
        );
        // Now, from here on.
        self.source.by.store(0, Ordering::Relaxed);
        Ok(people)
    }

    /// The size of the database file.
    pub(crate) fn megabytes(&self) -> f64 {
        let size = |name| std::fs::metadata(self.dir.path().join(name)).map_or(0, |m| m.len());
        to_f64(size("sayso.db") + size("sayso.db-wal")) / 1e6
    }

    /// How many people the measured coach has.
    pub(crate) const fn load(&self) -> u32 {
        self.size.referrals
    }

    /// Scenario A: session, policy, rule, encryption, state, event, message, commit. Acknowledged when it is on disk.
    pub(crate) fn create_referrals(&self, time: Duration, rate: Option<f64>, clients: usize) -> Outcome {
        run(clients, time, rate, || {
            let (house, cookie, scheme, provider) = (
                Arc::clone(&self.house),
                self.clinician.clone(),
                self.scheme,
                self.provider,
            );
            move || {
                let n = self.next.fetch_add(1, Ordering::Relaxed);
                let done = house.act(Lane::Normal, Some(cookie.clone()), move |desk, visit| {
                    let yes = yes(desk, scheme, provider, n);
                    agree::at_the_desk(desk, &visit.actor, None, &yes)
                });
                done.is_ok()
            }
        })
    }

    /// Scenario B: the coach's first page of 30, each row authorised, the look written down, over loopback HTTP.
    pub(crate) fn caseload(&self, time: Duration, rate: Option<f64>) -> Result<Outcome, CliError> {
        self.serving(|base| {
            // The right page has its people on it: a sign-in page would be quick and prove nothing.
            let url = format!("{base}/caseload");
            run(2, time, rate, || {
                asking(&url, Some(&self.coach), |page| page.contains("Person "))
            })
        })
    }

    /// A session of each seat, the person's and nobody's included.
    pub(crate) fn sessions(&self) -> Result<Vec<(&'static str, Option<String>)>, CliError> {
        let (seats, person) = (self.seats.clone(), self.person());
        let mut sessions = self.house.act(Lane::Normal, None, move |desk, _| {
            let mut open = vec![("nobody", None)];
            if let Some(person) = person {
                open.push(("person", Some(session::sit(desk, Err(person))?.0)));
            }
            for (name, member) in seats {
                open.push((name, Some(session::sit(desk, Ok(member))?.0)));
            }
            Ok::<_, Error>(open)
        })?;
        sessions.sort_by_key(|(_, cookie)| cookie.is_some());
        Ok(sessions)
    }

    /// The id of the person whose pages are measured, for the addresses of staff.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.people.first().copied()
    }

    /// A session of another person each time: a page of theirs shows the looks of their own, and not of all measuring.
    pub(crate) fn somebody(&self, nth: usize) -> Result<String, CliError> {
        let person = self.people[nth % self.people.len().max(1)];
        let sit = move |desk: &mut Desk, _: &_| Ok::<_, Error>(session::sit(desk, Err(person))?.0);
        Ok(self.house.act(Lane::Normal, None, sit)?)
    }

    /// Does `work` while the site answers on loopback; it gets the site's address.
    pub(crate) fn serving<T>(&self, work: impl FnOnce(&str) -> T) -> Result<T, CliError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0)))?;
        let base = format!("http://{}", listener.local_addr()?);
        let site = sayso_web::Site::new(Arc::clone(&self.house), false);
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let served = runtime.spawn(sayso_web::serve(listener, site, async move {
            // Dropping the sender stops it as well.
            drop(stopped.await);
        }));
        let outcome = work(&base);
        drop(stop);
        runtime
            .block_on(served)
            .map_err(|e| CliError::failed(e.to_string()))??;
        Ok(outcome)
    }
}

/// A client that asks for one page again and again, and says of each answer whether it was the right one.
pub(crate) fn asking(url: &str, cookie: Option<&str>, right: impl Fn(&str) -> bool) -> impl FnMut() -> bool {
    let (agent, url) = (ureq::Agent::new_with_defaults(), url.to_owned());
    let cookie = cookie.map(|c| format!("sayso={c}")).unwrap_or_default();
    move || {
        let answer = agent.get(&url).header("cookie", &cookie).call();
        answer.is_ok_and(|mut a| a.body_mut().read_to_string().is_ok_and(|page| right(&page)))
    }
}

fn details(n: u32) -> Details {
    Details {
        name: format!("Person Number{n}"),
        birth_date: Some(date(1960, 1, 1).saturating_add(jiff::Span::new().days(i64::from(n % 15_000)))),
        nhs_number: NhsNumber::invented(n),
        phone: Some(format!("020 7946 {:04}", n % 10_000)),
        ..Details::default()
    }
}

fn yes(desk: &Desk, scheme: SchemeId, provider: OrgId, n: u32) -> Yes {
    Yes {
        scheme,
        provider,
        details: Details {
            nhs_number: None,
            ..details(n)
        },
        lines: Lines {
            phone: true,
            own_words: true,
            ..Lines::default()
        },
        own_words: "I would like to find work with animals, close to home, in the mornings.".into(),
        channel: Channel::InPerson,
        format: Format::Standard,
        language: "en".into(),
        said_at: None,
        interpreted: None,
        salt: register::salt(desk),
    }
}

fn found(desk: &mut Desk, size: Size) -> Result<Ids, Error> {
    let console = &Actor::Sayso;
    let org = |desk: &mut Desk, kind, name: String| {
        let interests = Interests {
            owners: vec!["its owners".into()],
            ..Interests::default()
        };
        let id = register::fresh_id(desk);
        register::organisation(
            desk,
            console,
            Org {
                id,
                kind,
                name,
                ods: None,
                interests,
                takes_part: true,
            },
        )
    };
    let mut orgs = vec![];
    for n in 0..size.practices {
        orgs.push(org(desk, OrgKind::Practice, format!("Practice {n}"))?);
    }
    let provider = org(desk, OrgKind::Provider, "Provider".into())?;
    let voice = org(desk, OrgKind::UserLed, "Voice".into())?;
    let board = org(desk, OrgKind::Commissioner, "Board".into())?;
    let council = org(desk, OrgKind::Council, "Council".into())?;
    let practice = orgs[0];
    orgs.extend([provider, voice, board, council]);
    let scheme = Scheme {
        id: register::fresh_id(desk),
        name: "Scheme".into(),
        orgs,
    };
    let scheme_id = scheme.id;
    register::scheme(desk, console, scheme)?;
    let from = desk.now() - SignedDuration::from_hours(24);
    let seat = |desk: &mut Desk, org, role| {
        let id = register::fresh_id(desk);
        let seat = Seat {
            id,
            org,
            role,
            name: role.in_words().into(),
            from,
            until: None,
            takes_part: true,
        };
        register::member(desk, console, seat)
    };
    let ids = Ids {
        scheme: scheme_id,
        provider,
        clinician: seat(desk, practice, Role::Clinician)?,
        reception: seat(desk, practice, Role::PracticeAdmin)?,
        coach: seat(desk, provider, Role::Coach)?,
        lead: seat(desk, provider, Role::ProviderLead)?,
        guardian: seat(desk, voice, Role::Guardian)?,
        commissioner: seat(desk, board, Role::Commissioner)?,
        operator: seat(desk, council, Role::Operator)?,
    };
    let terms = terms(desk, scheme_id, provider);
    register::terms(desk, console, terms)?;
    Ok(ids)
}

fn terms(desk: &Desk, scheme: SchemeId, provider: OrgId) -> Terms {
    let categories = [
        Category::Identity,
        Category::Contact,
        Category::OwnWords,
        Category::Plan,
        Category::Appointments,
        Category::CoachNotes,
    ];
    let flow = Flow {
        recipient: provider,
        recipient_name: "Provider".into(),
        recipient_kind: OrgKind::Provider,
        purpose: Purpose::Refer,
        categories: Categories::of(&categories),
        basis: "public task".into(),
        kept: "for two years".into(),
    };
    let today = desk.now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let promise = Promise {
        scheme_name: "Scheme".into(),
        what: "Help with work.".into(),
        paid_by: "Nobody.".into(),
        ends_on: today.saturating_add(jiff::Span::new().days(300)),
        say_so_days: 183,
        erased_after_months: None,
        hold_hours: 24,
        witnesses: 0,
        no_effect_on_benefits: None,
        advice: "an adviser".into(),
        flows: vec![flow],
    };
    Terms {
        id: register::fresh_id(desk),
        scheme,
        version: 1,
        promise,
        published_at: desk.now(),
        in_effect_at: desk.now(),
    }
}
