//! A small town: two practices, two providers, a scheme with published terms, and the cast. Everything in it was made
//! by the product's own use cases.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use jiff::civil::date;
use sayso_app::agree::{Kept, Lines, Yes};
use sayso_app::deliver::Gone;
use sayso_app::{
    Desk, Error, House, Lane, Options, Visit, agree, deliver, intake, register, session, support,
};
use sayso_core::category::{Categories, Category};
use sayso_core::decision::{Org, Scheme, Seat};
use sayso_core::id::{MemberId, OrgId, PersonId, SchemeId, TermsId};
use sayso_core::org::{Interests, OrgKind};
use sayso_core::person::Details;
use sayso_core::sayso::{Channel, Format, Purpose};
use sayso_core::seat::{Actor, Role};
use sayso_core::terms::{Flow, Promise, Terms};
use sayso_web::Site;
use tempfile::TempDir;

use crate::{Browser, Seeded};

/// Everybody by name. Organisations and seats are ids; sign in with [`Served::sit`].
#[derive(Debug, Clone, Copy)]
pub struct Cast {
    /// Riverside Surgery.
    pub riverside: OrgId,
    /// Hilltop Practice.
    pub hilltop: OrgId,
    /// Northway Work.
    pub northway: OrgId,
    /// Eastgate Futures, with contracts with the benefits system.
    pub eastgate: OrgId,
    /// The benefits system, named so that rules can forbid it.
    pub dwp: OrgId,
    /// The scheme.
    pub scheme: SchemeId,
    /// Clinician at Riverside.
    pub patel: MemberId,
    /// Reception at Riverside.
    pub jo: MemberId,
    /// Clinician at Hilltop.
    pub hart: MemberId,
    /// Coach at Northway.
    pub sam: MemberId,
    /// Another coach at Northway.
    pub bea: MemberId,
    /// Lead at Northway.
    pub lena: MemberId,
    /// Lead at Eastgate.
    pub owen: MemberId,
    /// Guardian.
    pub grace: MemberId,
    /// The guardian's deputy, at the council.
    pub dele: MemberId,
    /// A user-led organisation’s nominee for terms, at another one than the guardian’s.
    pub nia: MemberId,
    /// Commissioner.
    pub priya: MemberId,
    /// Operator.
    pub kit: MemberId,
    /// Independent evaluator, at the university.
    pub ezra: MemberId,
}

/// The town.
pub struct Town {
    /// The running house.
    pub house: Arc<House>,
    /// Its clock and bytes.
    pub source: Arc<Seeded>,
    /// Who is who.
    pub cast: Cast,
    dir: TempDir,
}

impl Town {
    /// A fresh town in a directory of its own.
    ///
    /// # Panics
    /// When it cannot be made: the test cannot go on.
    #[must_use]
    pub fn new() -> Self {
        Self::seeded(7)
    }

    /// The same, with other bytes that come by chance.
    ///
    /// # Panics
    /// When it cannot be made: the test cannot go on.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        let source = Arc::new(Seeded::new(seed));
        let data = dir.path().join("data");
        let house =
            House::open(&data, Arc::clone(&source) as _, &Options::default()).expect("a new house opens");
        let house = Arc::new(house);
        let cast = house
            .act(Lane::Normal, None, |desk, _| found(desk))
            .expect("the town is founded");
        Self {
            house,
            source,
            cast,
            dir,
        }
    }

    /// Where its data lives.
    #[must_use]
    pub fn data(&self) -> std::path::PathBuf {
        self.dir.path().join("data")
    }

    /// The directory around it, for backups and the like.
    #[must_use]
    pub fn around(&self) -> &Path {
        self.dir.path()
    }

    /// Does one piece of work as nobody in particular: the actor is given by the use case's own argument.
    ///
    /// # Errors
    /// What the use case gave.
    pub fn act<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk, &Visit) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.house.act(Lane::Normal, None, work)
    }

    /// Moves the clock and lets the worker do its round.
    ///
    /// # Panics
    /// When the worker cannot write.
    #[expect(
        clippy::must_use_candidate,
        reason = "time passes whether or not somebody looks at what left"
    )]
    pub fn later(&self, by: SignedDuration) -> Vec<Gone> {
        self.source.advance(by);
        deliver::round(&self.house).expect("the worker writes")
    }

    /// The actor that a seat makes now.
    ///
    /// # Panics
    /// When there is no such seat.
    #[must_use]
    pub fn actor(&self, member: MemberId) -> Actor {
        self.act(move |desk, _| session::actor(desk, member))
            .expect("the seat exists")
    }

    /// The details that Alex gives.
    #[must_use]
    pub fn alex_details() -> Details {
        Details {
            name: "Alex Morgan".into(),
            birth_date: Some(date(1990, 5, 18)),
            phone: Some("020 7946 0111".into()),
            email: Some("alex@example.org".into()),
            access_needs: Some("Large print, please".into()),
            ..Details::default()
        }
    }

    /// What Alex says yes to, with every line left in.
    #[must_use]
    pub fn yes(&self) -> Yes {
        Yes {
            scheme: self.cast.scheme,
            provider: self.cast.northway,
            details: Self::alex_details(),
            lines: Lines {
                phone: true,
                email: false,
                access_needs: true,
                own_words: true,
            },
            own_words: "I would like to work with plants".into(),
            channel: Channel::InPerson,
            format: Format::Standard,
            language: "en".into(),
            said_at: None,
            interpreted: None,
            salt: [5; 32],
        }
    }

    /// The actor that a person makes.
    #[must_use]
    pub const fn person(&self, person: PersonId) -> Actor {
        Actor::Person(person)
    }

    /// Alex says yes at Dr Patel's desk; the referral is held.
    ///
    /// # Panics
    /// When it cannot be kept.
    #[must_use]
    pub fn alex_says_yes(&self) -> Kept {
        self.says_yes(self.yes())
    }

    /// Somebody says this yes at Dr Patel's desk.
    ///
    /// # Panics
    /// When it cannot be kept.
    #[must_use]
    pub fn says_yes(&self, yes: Yes) -> Kept {
        let patel = self.actor(self.cast.patel);
        self.act(move |desk, _| agree::at_the_desk(desk, &patel, None, &yes))
            .expect("the yes is kept")
    }

    /// Alex said yes, it was sent, Northway accepted, and Sam is the coach who has met them.
    ///
    /// # Panics
    /// When a step is not possible.
    #[must_use]
    pub fn alex_with_sam(&self) -> Kept {
        let kept = self.alex_says_yes();
        self.to_sam(&kept);
        kept
    }

    /// From held to active with Sam.
    ///
    /// # Panics
    /// When a step is not possible.
    pub fn to_sam(&self, kept: &Kept) {
        self.later(SignedDuration::from_hours(25));
        let (lena, sam, sam_id) = (
            self.actor(self.cast.lena),
            self.actor(self.cast.sam),
            self.cast.sam,
        );
        let (referral, person) = (kept.referral, kept.person);
        self.act(move |desk, _| intake::acknowledge(desk, &lena, referral))
            .expect("acknowledged");
        self.act(move |desk, _| intake::accept(desk, &lena, referral))
            .expect("accepted");
        self.act(move |desk, _| intake::assign(desk, &lena, referral, Some(sam_id)))
            .expect("assigned");
        self.act(move |desk, _| support::meet(desk, &sam, person, Channel::InPerson))
            .expect("met");
    }

    /// Serves the town on a free port of the loopback, until it is dropped.
    ///
    /// # Panics
    /// When it cannot listen.
    #[must_use]
    pub fn serve(&self) -> Served {
        self.serve_with(|_| ())
    }

    /// The same, with the site changed first.
    ///
    /// # Panics
    /// When it cannot listen.
    #[must_use]
    pub fn serve_with(&self, change: impl FnOnce(&mut Site)) -> Served {
        let mut site = Site::new(Arc::clone(&self.house), false);
        change(&mut site);
        let (tell, told) = std::sync::mpsc::channel();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let run = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build();
            run.expect("a runtime").block_on(async move {
                let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0))
                    .await
                    .expect("a free port");
                tell.send(listener.local_addr().expect("an address"))
                    .expect("the test waits");
                let stopped = async move {
                    // Dropping the sender stops it as well.
                    drop(stopped.await);
                };
                sayso_web::serve(listener, site, stopped)
                    .await
                    .expect("it serves");
            });
        });
        let address = told.recv().expect("it listens");
        Served {
            address,
            house: Arc::clone(&self.house),
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl Default for Town {
    fn default() -> Self {
        Self::new()
    }
}

/// A served town.
pub struct Served {
    /// Where.
    pub address: SocketAddr,
    house: Arc<House>,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Served {
    /// A browser that nobody has signed in with.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// A browser in which somebody sits: `Ok` a member, `Err` a person.
    ///
    /// # Panics
    /// When there is no such seat.
    #[must_use]
    pub fn sit(&self, seat: Result<MemberId, PersonId>) -> Browser {
        let cookie = self
            .house
            .act(Lane::Normal, None, move |desk, _| session::sit(desk, seat))
            .expect("a seat");
        let mut browser = self.browser();
        browser.set_cookie("sayso", &cookie.0);
        browser
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn found(desk: &mut Desk) -> Result<Cast, Error> {
    let console = &Actor::Sayso;
    let org = |desk: &mut Desk, kind, name: &str, ods: Option<&str>, contracts: &[&str]| {
        let org = Org {
            id: register::fresh_id(desk),
            kind,
            name: name.into(),
            ods: ods.map(str::to_owned),
            interests: Interests {
                owners: vec![format!("the owners of {name}")],
                benefits_contracts: contracts.iter().map(|c| (*c).to_owned()).collect(),
                paid_by: Some("Borough Council".into()),
                payment_by_result: None,
            },
            takes_part: true,
        };
        register::organisation(desk, console, org)
    };
    let riverside = org(desk, OrgKind::Practice, "Riverside Surgery", Some("Y00001"), &[])?;
    let hilltop = org(desk, OrgKind::Practice, "Hilltop Practice", Some("Y00002"), &[])?;
    let northway = org(desk, OrgKind::Provider, "Northway Work", None, &[])?;
    let eastgate = org(
        desk,
        OrgKind::Provider,
        "Eastgate Futures",
        None,
        &["work capability assessments"],
    )?;
    let council = org(desk, OrgKind::Council, "Borough Council", None, &[])?;
    let commissioner = org(desk, OrgKind::Commissioner, "Borough Health Board", None, &[])?;
    let user_led = org(desk, OrgKind::UserLed, "Borough Disability Voice", None, &[])?;
    let forum = org(desk, OrgKind::UserLed, "Borough Carers’ Forum", None, &[])?;
    let university = org(desk, OrgKind::Evaluator, "Borough University", None, &[])?;
    let dwp = org(
        desk,
        OrgKind::Benefits,
        "Department for Work and Pensions",
        None,
        &[],
    )?;

    let mut orgs = vec![riverside, hilltop, northway, eastgate, council, commissioner];
    orgs.extend([user_led, forum]);
    let scheme = Scheme {
        id: register::fresh_id(desk),
        name: "Working Better".into(),
        orgs,
    };
    let scheme_id = scheme.id;
    register::scheme(desk, console, scheme)?;

    let from = desk.now() - SignedDuration::from_hours(24 * 365);
    let seat = |desk: &mut Desk, org, role, name: &str| {
        let seat = Seat {
            id: register::fresh_id(desk),
            org,
            role,
            name: name.into(),
            from,
            until: None,
            takes_part: true,
        };
        register::member(desk, console, seat)
    };
    let cast = Cast {
        riverside,
        hilltop,
        northway,
        eastgate,
        dwp,
        scheme: scheme_id,
        patel: seat(desk, riverside, Role::Clinician, "Dr Patel")?,
        jo: seat(desk, riverside, Role::PracticeAdmin, "Jo Reyes")?,
        hart: seat(desk, hilltop, Role::Clinician, "Dr Hart")?,
        sam: seat(desk, northway, Role::Coach, "Sam Okoro")?,
        bea: seat(desk, northway, Role::Coach, "Bea Lindqvist")?,
        lena: seat(desk, northway, Role::ProviderLead, "Lena Fox")?,
        owen: seat(desk, eastgate, Role::ProviderLead, "Owen Pryce")?,
        grace: seat(desk, user_led, Role::Guardian, "Grace Adeyemi")?,
        dele: seat(desk, council, Role::Deputy, "Dele Ortiz")?,
        nia: seat(desk, forum, Role::Nominee, "Nia Roberts")?,
        priya: seat(desk, commissioner, Role::Commissioner, "Priya Shah")?,
        kit: seat(desk, council, Role::Operator, "Kit Moss")?,
        ezra: seat(desk, university, Role::Evaluator, "Ezra Quaye")?,
    };
    let terms = Terms {
        id: TermsId::NIL,
        scheme: scheme_id,
        version: 1,
        promise: promise(&cast),
        published_at: desk.now(),
        in_effect_at: desk.now(),
    };
    let terms = Terms {
        id: register::fresh_id(desk),
        ..terms
    };
    register::terms(desk, console, terms)?;
    Ok(cast)
}

/// What the town's scheme promises.
fn promise(cast: &Cast) -> Promise {
    let support = Categories::of(&[
        Category::Identity,
        Category::Contact,
        Category::AccessNeeds,
        Category::OwnWords,
        Category::Plan,
        Category::Appointments,
        Category::CoachNotes,
        Category::Jobs,
    ]);
    let flow = |recipient, name: &str, kind, purpose, categories| Flow {
        recipient,
        recipient_name: name.into(),
        recipient_kind: kind,
        purpose,
        categories,
        basis: "public task, UK GDPR Article 6(1)(e)".into(),
        kept: "for two years after support ends".into(),
    };
    let feedback = Categories::of(&[Category::FeedbackToGp, Category::Appointments]);
    let plan = Categories::of(&[Category::Plan]);
    Promise {
        scheme_name: "Working Better".into(),
        what: "A coach helps you find or keep work that suits you.".into(),
        paid_by: "Borough Council pays for it, to see whether it helps.".into(),
        ends_on: date(2027, 9, 30),
        say_so_days: 183,
        erased_after_months: None,
        hold_hours: 24,
        witnesses: 0,
        no_effect_on_benefits: None,
        advice: "Citizens Advice, 0800 144 8848".into(),
        flows: vec![
            flow(
                cast.northway,
                "Northway Work",
                OrgKind::Provider,
                Purpose::Refer,
                support,
            ),
            flow(
                cast.eastgate,
                "Eastgate Futures",
                OrgKind::Provider,
                Purpose::Refer,
                support,
            ),
            flow(
                cast.riverside,
                "Riverside Surgery",
                OrgKind::Practice,
                Purpose::FeedbackToGp,
                feedback,
            ),
            flow(
                cast.northway,
                "Northway Work",
                OrgKind::Provider,
                Purpose::Employers,
                Categories::of(&[Category::Identity, Category::Work]),
            ),
            flow(
                cast.northway,
                "Northway Work",
                OrgKind::Provider,
                Purpose::PayEvidence,
                Categories::of(&[Category::Jobs]),
            ),
            flow(
                cast.northway,
                "Northway Work",
                OrgKind::Provider,
                Purpose::NeedsAtWork,
                Categories::of(&[Category::HealthForWork]),
            ),
            flow(
                cast.northway,
                "Northway Work",
                OrgKind::Provider,
                Purpose::Evaluation,
                Categories::of(&[Category::Jobs]),
            ),
            flow(
                cast.northway,
                "Northway Work",
                OrgKind::Provider,
                Purpose::InWork,
                plan,
            ),
        ],
    }
}
