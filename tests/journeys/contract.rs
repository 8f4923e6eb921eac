//! A provider's contract ends: everybody is told before, access ends at the minute, nothing is carried over, the
//! practice takes back what it may, and the lead signs. And the wait, in words with its day.

use sayso_app::agree::{self, Kept};
use sayso_app::{change_mind, practice, support};
use sayso_core::category::{Categories, Category};
use sayso_core::decide::support::Writing;
use sayso_core::decision::MessageKind;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_core::sayso::Purpose;
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{DAY, HOUR, NO_TIME, day_in, enrolled, says, told};

fn write(town: &Town, person: PersonId, kind: EntryKind, text: &'static str, draft: bool) {
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| {
        let w = Writing {
            kind,
            text: text.into(),
            at: (kind == EntryKind::Appointment).then(|| desk.now() + DAY * 2),
            draft,
            finishes: None,
        };
        support::write(desk, &sam, person, &w)
    })
    .expect("written");
}

/// The guardian sets the last day of Northway's contract: so many days from now.
fn last_day(town: &Town, served: &Served, days: i32) -> Browser {
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/switches");
    grace.follow("/contracts");
    let [day, month, year] = day_in(town, days);
    let northway = town.cast.northway.to_string();
    grace.send(
        "/contracts",
        &[
            ("org", &northway),
            ("day", &day),
            ("month", &month),
            ("year", &year),
        ],
    );
    grace
}

fn file(kept: &Kept) -> String {
    format!("/person/{}", kept.person)
}

#[test]
fn a_contract_ends_at_its_minute_and_nobody_is_carried_over() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    write(&town, kept.person, EntryKind::Note, "Alex likes mornings", false);
    write(&town, kept.person, EntryKind::Note, "Half a thought", true);
    town.later(HOUR);
    let served = town.serve();
    let grace = last_day(&town, &served, 2);
    says(&grace, "People who were told: 1 .");
    let gone = town.later(NO_TIME);
    let to_alex = gone.iter().filter(|g| g.message.kind == MessageKind::ToPerson);
    assert_eq!(to_alex.count(), 1, "Alex is told the way they chose");
    assert!(told(&town, kept.person).contains("set the day on which the contract of Northway Work ends"));
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "Until then nothing changes.");

    // Until that minute it is as before; from it on nothing opens, before any worker has written that down.
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open(&file(&kept)).says("Alex likes mornings"));
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/team");
    lena.follow("/contract");
    says(&lena, "What to do until then");
    town.source.advance(DAY * 3);
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&file(&kept));
    assert!(!sam.page.says("Alex likes mornings"), "{}", sam.page.text());
    assert!(!sam.page.body.contains("Alex Morgan"));
    let gone = town.later(NO_TIME);
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::ToPerson));
    assert!(
        gone.iter().all(|g| g.message.kind != MessageKind::HasLeft),
        "nobody is said to have left"
    );
    let history = told(&town, kept.person);
    assert!(
        history.contains("Nobody else gets it unless you say so."),
        "{history}"
    );

    // The person has everything, decides about the draft, and is asked afresh.
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "The contract of Northway Work has ended.");
    says(&alex, "If you do nothing, nothing is shared.");
    alex.open("/home/notes");
    says(&alex, "Alex likes mornings");
    says(&alex, "Half a thought");
    let patel = town.actor(town.cast.patel);
    let (yes, person) = (town.yes(), kept.person);
    let refused = town.act(move |desk, _| agree::at_the_desk(desk, &patel, Some(person), &yes));
    assert!(refused.is_err(), "nobody can say yes to it any more");

    // Silence is no: a month later nobody has anything.
    town.later(DAY * 30);
    let mut owen = served.sit(Ok(town.cast.owen));
    assert!(!owen.open("/intake").body.contains("Alex"));

    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    alex.follow("/home/services");
    let service = format!("/home/services/{}", town.cast.scheme);
    alex.follow(&service);
    assert!(!alex.page.says("Who is Northway Work?"), "it is not offered");
    alex.send(&service, &[]);
    assert_eq!(alex.page.status, 422, "nothing is ticked for anybody");
    alex.send(&service, &[("lines", "phone")]);
    says(&alex, "This is not sent yet.");
    says(&alex, "020 7946 0111");
    alex.send(&service, &[("step", "yes")]);
    assert_eq!(alex.page.path, "/home", "{}", alex.page.text());
    says(&alex, "Not sent yet. You can undo it");
    town.later(DAY * 2);
    let mut owen = served.sit(Ok(town.cast.owen));
    owen.open("/intake");
    says(&owen, "Alex Morgan");
    owen.follow("/intake/");
    says(&owen, "020 7946 0111");
    for theirs in ["mornings", "Half a thought", "work with plants"] {
        assert!(!owen.page.body.contains(theirs), "{theirs} went nowhere");
    }
}

#[test]
fn the_lead_signs_that_nothing_is_left_and_says_what_a_rule_makes_them_keep() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    last_day(&town, &served, 1);
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/contract");
    assert!(
        lena.page.forms().iter().all(|(a, _)| a != "/contract"),
        "not before the end"
    );
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/diary");
    sam.send("/diary/address", &[]);
    let text = sam.page.body.clone();
    let from = text.find("/calendar/").expect("an address");
    let address: String = text[from..]
        .chars()
        .take_while(|c| !"\"< ".contains(*c))
        .collect();
    assert_eq!(served.browser().open(&address).status, 200);
    town.later(DAY * 2);
    assert_eq!(
        served.browser().open(&address).status,
        404,
        "calendar addresses ended"
    );

    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/contract");
    lena.send("/contract", &[("kept", "Payroll, six years, tax law")]);
    assert_eq!(lena.page.status, 422);
    says(&lena, "Payroll, six years, tax law");
    lena.send(
        "/contract",
        &[("deleted", "yes"), ("kept", "Payroll, six years, tax law")],
    );
    says(&lena, "Nothing is left at Northway Work");
    says(&lena, "team lead at Northway Work");
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/contracts");
    grace.follow(&town.cast.northway.to_string());
    says(&grace, "Payroll, six years, tax law");
    says(&grace, "Each is under a key of its own");
    assert!(!grace.page.body.contains("Alex"));
    // Nobody else reads it, and nobody else signs.
    for other in [town.cast.sam, town.cast.priya, town.cast.kit, town.cast.owen] {
        let mut seat = served.sit(Ok(other));
        assert_eq!(
            seat.open(&format!("/contracts/{}", town.cast.northway)).status,
            404
        );
    }
    let mut owen = served.sit(Ok(town.cast.owen));
    owen.open("/contract");
    says(&owen, "No day is set");
    assert!(!told(&town, kept.person).contains("signed"), "it is about nobody");
}

#[test]
fn the_practice_takes_back_only_what_each_patient_lets_it_know() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let mut yes = town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [9; 32];
    let robin = town.says_yes(yes);
    town.to_sam(&robin);
    for person in [kept.person, robin.person] {
        write(&town, person, EntryKind::Appointment, "At the library", false);
        write(&town, person, EntryKind::Note, "Likes mornings", false);
    }
    let (alex, riverside, person) = (town.person(kept.person), town.cast.riverside, kept.person);
    town.act(move |desk, _| {
        let chosen = Categories::of(&[Category::Appointments]);
        change_mind::give_some(desk, &alex, person, riverside, Purpose::FeedbackToGp, chosen)
    })
    .expect("Alex lets the practice know when they meet");
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    let early = format!("/practice/returned/{}", town.cast.northway);
    patel.open("/practice/returned");
    says(&patel, "has ended.");
    assert!(patel.page.forms().iter().all(|(a, _)| *a != early));
    last_day(&town, &served, 1);
    town.later(DAY * 2);
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice");
    patel.follow("/practice/returned");
    let zip = patel.send("/practice/returned/", &[]).clone();
    assert_eq!(zip.headers["content-type"], "application/zip", "{}", zip.text());
    for part in [
        "returned.html",
        "returned.json",
        "fhir.json",
        "Alex Morgan",
        "At the library",
        "\"Appointment\"",
    ] {
        assert!(zip.body.contains(part), "{part}");
    }
    for not in ["Robin", "Likes mornings"] {
        assert!(!zip.body.contains(not), "{not} was said to nobody");
    }
    assert!(told(&town, kept.person).contains("took what Northway Work wrote"));
    assert!(!told(&town, robin.person).contains("took what"));
    // The person's own copy has all of it. Another practice and the team take nothing.
    let mut robins = served.sit(Err(robin.person));
    robins.open("/home/copy");
    says(&robins, "Likes mornings");
    for other in [town.cast.hart, town.cast.jo, town.cast.lena] {
        let mut seat = served.sit(Ok(other));
        seat.open("/passkeys");
        let token = seat.token().expect("a token");
        let tried = seat.post(&early, &[("csrf", &token)]);
        assert!(!tried.body.contains("Alex"), "{}", tried.text());
    }
}

#[test]
fn an_end_can_be_taken_back_before_its_day_and_not_after() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut grace = last_day(&town, &served, -3);
    assert_eq!(grace.page.status, 422);
    says(&grace, "Give a day that lies ahead");
    last_day(&town, &served, 5);
    grace.open("/contracts");
    grace.send("/contracts/back", &[]);
    assert!(told(&town, kept.person).contains("The contract of Northway Work goes on."));
    town.later(DAY * 9);
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open(&file(&kept)).says("work with plants"));
    last_day(&town, &served, 1);
    town.later(DAY * 2);
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/contracts");
    assert!(grace.page.forms().iter().all(|(a, _)| a != "/contracts/back"));
}

#[test]
fn the_wait_is_said_in_words_with_its_day_and_forgotten_after_a_month() {
    let town = Town::new();
    let served = town.serve();
    let unknown = "We do not know how long the wait for Northway Work is.";
    let reads = |words: &str| {
        let patel = town.actor(town.cast.patel);
        let cards = town.act(move |desk, _| practice::make_cards(desk, &patel, 1));
        let card = cards.expect("a card").remove(0);
        let mut home = served.browser();
        home.open("/");
        home.send("/card", &[("words", &card)]);
        says(&home, words);
    };
    reads(unknown);
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/team");
    says(&lena, unknown);
    lena.follow("/team/wait");
    lena.send("/team/wait", &[]);
    assert_eq!(lena.page.status, 422);
    lena.send("/team/wait", &[("wait", "three_weeks")]);
    assert_eq!(lena.page.path, "/team");
    says(&lena, "the wait is about three weeks.");
    reads("the wait is about three weeks.");
    town.later(DAY * 31);
    reads(unknown);
    // A coach does not say it.
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open("/team/wait").status, 404);
}

#[test]
fn a_danger_can_be_reported_for_thirty_days_after_a_contract_ended_and_opens_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    last_day(&town, &served, 1);
    town.source.advance(DAY * 2);
    // From the minute on, before any worker has written that down, and afterwards as well.
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&file(&kept));
    says(&sam, "Your contract has ended.");
    assert!(!sam.page.body.contains("Alex Morgan"));
    sam.follow("/danger");
    says(&sam, "If somebody is in danger now, call 999 first");
    town.later(DAY * 25);
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("{}/danger", file(&kept)));
    sam.send("/danger", &[("text", "A threat, at home")]);
    says(&sam, "The practice can read it now");
    let gone = town.later(HOUR);
    let report = gone.iter().find(|g| g.message.kind == MessageKind::Safeguarding);
    assert_eq!(report.and_then(|g| g.message.to), Some(town.cast.riverside));
    assert!(
        !sam.open(&file(&kept)).body.contains("work with plants"),
        "nothing was reopened"
    );
    let mut bea = served.sit(Ok(town.cast.bea));
    assert_eq!(
        bea.open(&file(&kept)).status,
        404,
        "whoever was not their coach finds nothing"
    );
    // Where the practice has closed meanwhile, the council is told.
    let mut closes = served.sit(Ok(town.cast.grace));
    closes.open("/practices-that-close");
    let [day, month, year] = day_in(&town, 1);
    let org = town.cast.riverside.to_string();
    let fields = [
        ("org", org.as_str()),
        ("day", &day),
        ("month", &month),
        ("year", &year),
    ];
    closes.send("/practices-that-close", &fields);
    town.later(DAY * 2);
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("{}/danger", file(&kept)));
    sam.send("/danger", &[("text", "Another threat")]);
    says(&sam, "Phone the council’s safeguarding team now");
    town.later(DAY * 4);
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(
        sam.open(&format!("{}/danger", file(&kept))).status,
        404,
        "thirty days are over"
    );
}
