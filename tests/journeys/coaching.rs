//! A coach's and a lead's whole day: jobs, today, the caseload and the board, meetings, the diary, who stands in, a
//! coach who leaves. Each story ends on what the person can see or stop.

use jiff::SignedDuration;
use sayso_app::agree::Kept;
use sayso_app::{Error, Lane, change_mind, cover, intake, own, proposal, support};
use sayso_core::decide::support::Writing;
use sayso_core::decision::MessageKind;
use sayso_core::entry::EntryKind;
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::practice::{named, so_many_say_yes};
use crate::shared::{DAY, HOUR, day_in, says, starts_work, told};

fn at(kept: &Kept, rest: &str) -> String {
    format!("/person/{}{rest}", kept.person)
}

fn book(town: &Town, kept: &Kept, text: &'static str, ahead: SignedDuration) {
    let (sam, person) = (town.actor(town.cast.sam), kept.person);
    town.act(move |desk, _| {
        let w = Writing {
            kind: EntryKind::Appointment,
            text: text.into(),
            at: Some(desk.now() + ahead),
            draft: false,
            finishes: None,
        };
        support::write(desk, &sam, person, &w)
    })
    .expect("booked");
}

#[test]
fn a_job_that_a_coach_writes_counts_only_once_the_person_says_so() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, ""));
    sam.follow("/job");
    let [day, month, year] = day_in(&town, -10);
    sam.send(
        "/job",
        &[
            ("work", "Plant nursery"),
            ("started_day", &day),
            ("started_month", &month),
            ("started_year", &year),
            ("rate", "13.50"),
            ("contract", "permanent"),
            ("notice", "four_weeks"),
            ("hours", "16_to_30"),
        ],
    );
    says(&sam, "Waiting for them to say whether it is right.");
    says(&sam, "At the Real Living Wage, or up to a fifth more");
    assert!(!sam.page.says("13.50"), "what was typed is forgotten");
    assert!(
        sam.open("/caseload?stage=in_work")
            .says("Nobody is on this page.")
    );

    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "What your coach wrote about a job");
    alex.open("/home/jobs");
    says(&alex, "Is this right?");
    says(
        &alex,
        "Starting work or changing your hours can change your benefits.",
    );
    says(&alex, "Sayso never does it for you");
    alex.send("/answer", &[("right", "yes")]);
    says(&alex, "Jobs that started: 1");
    says(&alex, "Jobs that met the quality floor: 1");
    says(&alex, "Jobs that are what you wanted: 0");
    alex.follow("/home/jobs/0");
    alex.send(
        "/home/jobs/",
        &[
            ("verdict", "yes"),
            ("asked_for", "A later start"),
            ("made", "none"),
        ],
    );
    says(&alex, "Jobs that are what you wanted: 1");
    says(&alex, "Where you can get advice about this");
    alex.follow("/home/passport");
    says(&alex, "A later start");
    says(&alex, "Nobody may require you to show it");
    assert!(!alex.page.says("Plant nursery") || alex.page.says("What helps me at work"));
    let history = told(&town, kept.person);
    assert!(
        history.contains("Sam Okoro, coach at Northway Work wrote down a job."),
        "{history}"
    );
    let db = std::fs::read(town.data().join("sayso.db")).expect("the file");
    for secret in ["13.50", "1350", "Plant nursery", "later start"] {
        let there = db.windows(secret.len()).any(|w| w == secret.as_bytes());
        assert!(!there, "{secret} stands in the file");
    }
}

#[test]
fn once_in_work_a_coach_goes_on_only_with_a_yes_to_that() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    starts_work(&town, &mut alex);
    says(&alex, "Your coach stops here unless you want them to go on.");

    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, ""));
    says(&sam, "Alex Morgan has started work.");
    assert!(
        !sam.page
            .links()
            .iter()
            .any(|l| l.ends_with("/note") || l.ends_with("/book"))
    );
    let (actor, person) = (town.actor(town.cast.sam), kept.person);
    let note = Writing {
        kind: EntryKind::Note,
        text: "How is the job?".into(),
        at: None,
        draft: false,
        finishes: None,
    };
    let again = note.clone();
    let no = town.act(move |desk, _| support::write(desk, &actor, person, &note));
    assert!(matches!(no, Err(Error::WhyNot(_))), "{no:?}");
    let no = town.act(move |desk, _| proposal::draft(desk, &actor, person, "Has begun a job."));
    assert!(matches!(no, Err(Error::WhyNot(_))), "{no:?}");
    assert!(sam.open("/caseload?stage=in_work").says("Alex Morgan"));

    let provider = town.cast.northway;
    town.act(move |desk, _| {
        change_mind::give_one(desk, &Actor::Person(person), person, provider, Purpose::InWork)
    })
    .expect("a yes of its own");
    town.act(move |desk, _| support::write(desk, &actor, person, &again))
        .expect("now it may be written");
    sam.open(&at(&kept, ""));
    assert!(sam.page.says("How is the job?") && !sam.page.says("They have not said yes to support in work"));
    town.act(move |desk, _| {
        change_mind::stop_one(
            desk,
            &Actor::Person(person),
            person,
            Purpose::InWork,
            change_mind::Heard::ONLINE,
        )
    })
    .expect("stopping one thing");
    sam.open(&at(&kept, ""));
    says(&sam, "They have not said yes to support in work");
}

#[test]
fn today_counts_who_needs_a_coach_and_who_is_to_answer_needs_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    book(&town, &kept, "At the practice", HOUR);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/today");
    says(&sam, "1 person needs you today");
    says(&sam, "Waiting for them");
    let (actor, person) = (town.actor(town.cast.sam), kept.person);
    town.act(move |desk, _| proposal::draft(desk, &actor, person, "Has begun a course."))
        .expect("drafted");
    town.later(HOUR * 2);
    let mut sam = served.sit(Ok(town.cast.sam));
    // The meeting is over and noted: nothing is due, and the words wait for Alex.
    sam.open(&at(&kept, ""));
    sam.follow("/meeting/");
    assert_eq!(sam.send("/meeting/", &[]).status, 422);
    sam.send("/meeting/", &[("outcome", "did_not_speak")]);
    says(&sam, "Noted: we did not manage to speak.");
    sam.open("/today");
    says(&sam, "Nobody is waiting on you.");
    says(&sam, "They have something to read or to decide.");
    let mut alex = served.sit(Err(kept.person));
    assert!(
        alex.open("/home/notes")
            .says("Noted: we did not manage to speak.")
    );
    let mut lena = served.sit(Ok(town.cast.lena));
    for path in ["/team", "/intake"] {
        let page = lena.open(path);
        assert!(
            !page.says("did not manage to speak"),
            "no count outside the person's page: {path}"
        );
    }
}

#[test]
fn a_meeting_that_moves_has_its_new_time_and_only_that() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    book(&town, &kept, "At the library", DAY * 2);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, ""));
    sam.follow("/meeting/");
    assert_eq!(sam.send("/meeting/", &[("outcome", "moved")]).status, 422);
    let [day, month, year] = day_in(&town, 5);
    let moved = [
        ("outcome", "moved"),
        ("day", day.as_str()),
        ("month", &month),
        ("year", &year),
        ("time", "3pm"),
    ];
    sam.send("/meeting/", &moved);
    says(&sam, "Noted: it has another time now.");
    let diary = sam.open("/diary").clone();
    assert!(
        diary.says("1 meeting in the next two weeks") && diary.says("3pm"),
        "{}",
        diary.text()
    );
    let held = town
        .act(move |desk, _| own::open(desk, &Actor::Person(kept.person), "your page", 0, None))
        .expect("own page");
    let next = held.next_meeting().and_then(|w| w.entry.at).expect("a meeting");
    assert!(next > town.house.source().now() + DAY * 3, "{next}");
}

#[test]
fn the_diary_says_how_long_there_is_to_another_place_and_a_shared_screen_does_not() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let start = DAY + HOUR * 2;
    book(&town, &kept, "At the practice, upstairs", start);
    book(&town, &kept, "At the  Practice, upstairs", start + HOUR);
    book(&town, &kept, "I phone you", start + HOUR * 2);
    book(&town, &kept, "At the library", start + HOUR * 3);
    book(
        &town,
        &kept,
        "At the college",
        start + HOUR * 4 + SignedDuration::from_mins(15),
    );
    book(
        &town,
        &kept,
        "In the cafe",
        start + HOUR * 4 + SignedDuration::from_mins(15),
    );
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    let diary = sam.open("/diary").clone();
    let way = "1 hour and 15 minutes from the start of one to the start of the next, somewhere else.";
    says(&sam, way);
    assert_eq!(
        diary.body.matches("somewhere else").count(),
        1,
        "neither the same place nor a call is somewhere to go"
    );
    says(&sam, "Both begin at the same time.");
    let shared = sam.open("/diary?screen=shared").clone();
    assert!(!shared.says("somewhere else"), "a shared screen knows no places");
    assert!(shared.says("Both begin at the same time."));
}

#[test]
fn the_caseload_and_the_board_show_the_same_people_and_only_moves_there_are() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/team");
    lena.send(&format!("/team/{}/places", town.cast.sam), &[("places", "20")]);
    says(&lena, "1 of 20");
    says(&lena, "1 person has nothing agreed ahead");
    assert!(!lena.page.says("Alex"), "numbers alone, until a coach is opened");
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/caseload");
    says(&sam, "You help 1 person. You have time for 20");
    says(&sam, "Getting to know");
    sam.open("/caseload?stage=resting&order=next");
    says(&sam, "Nobody is on this page.");
    let board = sam.open("/board").clone();
    assert!(
        board.says("Getting to know: 1") && board.says("In work: 0"),
        "{}",
        board.text()
    );
    assert!(board.body.contains("value=\"pause\"") && !board.body.contains("value=\"resume\""));
    sam.send("/board/", &[("move", "pause")]);
    says(&sam, "They asked for a pause");
    sam.send("/pause", &[("channel", "phone")]);
    let board = sam.open("/board").clone();
    assert!(
        board.says("Resting: 1") && board.says("May share: name only"),
        "{}",
        board.text()
    );
    assert!(board.body.contains("value=\"resume\"") && !board.body.contains("value=\"pause\""));
    assert!(told(&town, kept.person).contains("opened their board of people. You were on it."));
}

#[test]
fn the_calendar_feed_says_nothing_about_anybody_and_ends_when_it_is_taken_back() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    book(&town, &kept, "At the library with Alex", DAY);
    book(&town, &kept, "I phone Alex on 020 7946 0111", DAY * 2);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    let shared = sam.open("/diary?screen=shared").clone();
    assert!(shared.says("2 meetings in the next two weeks") && shared.says("Call"));
    for private in ["Alex", "library", "0111"] {
        assert!(!shared.says(private), "{private} on a shared screen");
    }
    assert!(sam.open("/diary").says("At the library with Alex"));
    sam.send("/diary/address", &[]);
    let text = sam.page.text();
    let start = text.find("/calendar/").expect("an address");
    let address = text[start..]
        .split_whitespace()
        .next()
        .expect("an address")
        .to_owned();
    assert_eq!(address.len(), "/calendar/".len() + 32 + ".ics".len());

    let mut calendar = served.browser();
    let feed = calendar.open(&address).clone();
    assert_eq!(feed.status, 200);
    assert!(feed.headers["content-type"].starts_with("text/calendar"));
    assert_eq!(feed.body.matches("BEGIN:VEVENT").count(), 2);
    // Every byte: fixed words, times and marks. Nothing else can hide in it.
    for line in feed.body.split("\r\n").filter(|l| !l.is_empty()) {
        let fixed = [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Sayso//Calendar//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
            "BEGIN:VEVENT",
            "DURATION:PT1H",
            "SUMMARY:Call",
            "SUMMARY:Meeting",
            "CLASS:PRIVATE",
            "END:VEVENT",
            "END:VCALENDAR",
        ];
        let time = |l: &str| {
            l.strip_suffix('Z')
                .is_some_and(|t| t.len() == 15 && t.bytes().all(|b| b.is_ascii_digit() || b == b'T'))
        };
        let mark = |l: &str| {
            l.strip_suffix("@calendar")
                .is_some_and(|m| m.len() == 32 && m.bytes().all(|b| b.is_ascii_hexdigit()))
        };
        let known = fixed.contains(&line)
            || line.strip_prefix("DTSTAMP:").is_some_and(time)
            || line.strip_prefix("DTSTART:").is_some_and(time)
            || line.strip_prefix("UID:").is_some_and(mark);
        assert!(known, "{line}");
    }
    let person = kept.person.to_string();
    assert!(!feed.body.contains(&person) && !feed.body.contains(&kept.referral.to_string()));

    // Leaving takes the meetings out of it; taking the address back ends it.
    town.house
        .act(Lane::Stop, None, move |desk, _| {
            change_mind::leave(
                desk,
                &Actor::Person(kept.person),
                kept.person,
                change_mind::Heard::ONLINE,
            )
        })
        .expect("left");
    assert!(!calendar.open(&address).body.contains("VEVENT"));
    sam.open("/diary");
    sam.send("/diary/address/end", &[]);
    assert_eq!(calendar.open(&address).status, 404);
}

#[test]
fn a_colleague_stands_in_only_with_a_yes_and_only_for_that_time() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, ""));
    sam.follow("/cover");
    assert_eq!(sam.send("/cover", &[]).status, 422);
    let (from, until) = (day_in(&town, 2), day_in(&town, 4));
    sam.send(
        "/cover",
        &[
            ("colleague", &town.cast.bea.to_string()),
            ("from_day", &from[0]),
            ("from_month", &from[1]),
            ("from_year", &from[2]),
            ("until_day", &until[0]),
            ("until_month", &until[1]),
            ("until_year", &until[2]),
        ],
    );
    says(&sam, "They have not answered.");
    let mut bea = served.sit(Ok(town.cast.bea));
    town.later(DAY * 3);
    let mut bea_later = served.sit(Ok(town.cast.bea));
    assert_eq!(bea_later.open(&at(&kept, "")).status, 404, "silence is no");
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "Somebody else may help you for a time");
    alex.open("/home/coach");
    says(&alex, "May Bea Lindqvist stand in for Sam Okoro?");
    alex.send("/home/coach/", &[("yes", "yes")]);
    says(&alex, "You said yes. You can still say no.");
    assert!(bea_later.open(&at(&kept, "")).says("Alex Morgan"));
    assert!(bea_later.open("/caseload").says("Alex Morgan"));
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&at(&kept, "")).says("Alex Morgan"),
        "the coach stays the coach"
    );
    alex.open("/home/coach");
    alex.send("/home/coach/", &[("yes", "no")]);
    assert_eq!(bea_later.open(&at(&kept, "")).status, 404, "a no counts at once");
    alex.send("/home/coach/", &[("yes", "yes")]);
    town.later(DAY * 3);
    let mut bea_after = served.sit(Ok(town.cast.bea));
    assert_eq!(
        bea_after.open(&at(&kept, "")).status,
        404,
        "it ends at the minute"
    );
    assert!(!bea_after.open("/caseload").says("Alex"));
    bea.open("/today");
}

#[test]
fn a_change_for_good_without_a_yes_goes_to_the_lead_and_with_one_to_the_colleague() {
    for yes in [true, false] {
        let town = Town::new();
        let kept = town.alex_with_sam();
        let (sam, bea, person) = (town.actor(town.cast.sam), town.cast.bea, kept.person);
        town.act(move |desk, _| {
            let starts = desk.now() + DAY;
            cover::ask(desk, &sam, person, bea, starts, None)
        })
        .expect("asked");
        let held = town
            .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None))
            .expect("own page");
        let id = held.covers[0].cover.id;
        town.act(move |desk, _| {
            cover::answer(desk, &Actor::Person(person), person, id, yes, Channel::Online)
        })
        .expect("answered");
        town.source.advance(DAY);
        // Before any worker has run: access is read from the date itself.
        let served = town.serve();
        assert_eq!(served.sit(Ok(town.cast.sam)).open(&at(&kept, "")).status, 404);
        let opened = served.sit(Ok(bea)).open(&at(&kept, "")).status;
        assert_eq!(opened, if yes { 200 } else { 404 });
        town.later(HOUR);
        let opened = served.sit(Ok(bea)).open(&at(&kept, "")).status;
        assert_eq!(opened, if yes { 200 } else { 404 });
        let waits = served.sit(Ok(town.cast.lena)).open("/intake").says("Alex Morgan");
        assert_eq!(waits, !yes, "without a yes it is with the lead");
        assert!(told(&town, person).contains("The day came, and your coach changed"));
    }
}

#[test]
fn after_three_tries_it_ends_in_neutral_words_and_is_with_the_lead() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    town.later(HOUR * 25);
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    lena.follow("/intake/");
    lena.send("/acknowledge", &[]);
    lena.send("/accept", &[]);
    lena.send("/assign", &[("coach", &town.cast.sam.to_string())]);
    let mut sam = served.sit(Ok(town.cast.sam));
    for left in ["2 are left.", "The next one is the last."] {
        sam.open(&at(&kept, ""));
        sam.send("/tried", &[]);
        says(&sam, left);
        town.later(HOUR);
        sam = served.sit(Ok(town.cast.sam));
    }
    sam.open(&at(&kept, ""));
    sam.send("/tried", &[]);
    assert_eq!(sam.open(&at(&kept, "")).status, 404);
    assert!(sam.open("/caseload").says("You help nobody yet"));
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(&lena, "We did not manage to reach Alex Morgan");
    let mut alex = served.sit(Err(kept.person));
    assert!(alex.open("/home").says("This has ended"));
    assert!(told(&town, kept.person).contains("Nothing follows from that."));
    assert!(
        town.later(HOUR)
            .iter()
            .all(|g| g.message.kind != MessageKind::ToPerson)
    );
}

/// So many people whom Sam helps; their names are as [`named`] reads them.
pub(crate) fn so_many_with_sam(town: &Town, many: u8) -> Vec<Kept> {
    let all = so_many_say_yes(town, many);
    town.later(DAY + HOUR);
    let (lena, sam) = (town.actor(town.cast.lena), town.cast.sam);
    let referrals: Vec<_> = all.iter().map(|kept| kept.referral).collect();
    town.act(move |desk, _| {
        for referral in referrals {
            intake::acknowledge(desk, &lena, referral)?;
            intake::accept(desk, &lena, referral)?;
            intake::assign(desk, &lena, referral, Some(sam))?;
        }
        Ok(())
    })
    .expect("all with Sam");
    all
}

#[test]
fn a_long_list_of_who_waits_is_read_page_by_page_and_the_last_of_them_gets_a_coach_too() {
    let town = Town::new();
    let all = so_many_say_yes(&town, 36);
    town.later(DAY * 3);
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    says(&lena, "People are waiting for us, the longest waiting first");
    assert_eq!(named(&lena, 36), (0..30).collect::<Vec<u8>>());
    let looked = |kept: &Kept| told(&town, kept.person).contains("the list of what came in");
    let seen: Vec<bool> = all.iter().map(looked).collect();
    assert!(
        seen[..30].iter().all(|s| *s) && !seen[30..].iter().any(|s| *s),
        "{seen:?}"
    );
    lena.follow("from=");
    assert_eq!(named(&lena, 36), (30..36).collect::<Vec<u8>>());
    assert!(!lena.page.says("More of them"));
    // Nobody chosen: the error stands on the page where it was made.
    assert_eq!(lena.send("/intake/keep-me-away", &[]).status, 422);
    assert_eq!(named(&lena, 36), (30..36).collect::<Vec<u8>>());
    // Somebody of the last page is helped; then the rest of it waits, and nobody was skipped.
    lena.follow("/intake/");
    lena.send("/acknowledge", &[]);
    lena.send("/accept", &[]);
    lena.send("/assign", &[("coach", &town.cast.sam.to_string())]);
    lena.open("/intake");
    lena.follow("from=");
    assert_eq!(named(&lena, 36).len(), 5);
}

#[test]
fn a_long_list_of_a_coachs_people_is_read_page_by_page_and_to_count_them_opens_nobody() {
    let town = Town::new();
    let (all, sam) = (so_many_with_sam(&town, 36), town.cast.sam);
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open(&format!("/team/{sam}/end"));
    says(&lena, "Each of the 36 people they help is told");
    let looked = |kept: &Kept| told(&town, kept.person).contains("the list of a coach’s people");
    assert!(!all.iter().any(looked), "a number needs nobody’s name");

    lena.open(&format!("/team/{sam}"));
    let first = named(&lena, 36);
    assert_eq!(first, (0..30).collect::<Vec<u8>>(), "the oldest referral first");
    let seen: Vec<bool> = all.iter().map(looked).collect();
    assert_eq!(seen.iter().filter(|seen| **seen).count(), 30);
    assert!(seen[..30].iter().all(|seen| *seen), "who was named is told so");
    lena.follow("from=");
    assert_eq!(named(&lena, 36), (30..36).collect::<Vec<u8>>());
    assert!(!lena.page.says("More of them") && all.iter().all(looked));
    // From there one of the last gets another coach.
    lena.follow("/intake/");
    lena.send("/assign", &[("coach", &town.cast.bea.to_string())]);
    lena.open(&format!("/team/{}", town.cast.bea));
    assert_eq!(named(&lena, 36).len(), 1);
}

#[test]
fn a_coach_who_leaves_sees_nothing_more_and_everybody_is_told() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/diary");
    sam.send("/diary/address", &[]);
    let text = sam.page.text();
    let start = text.find("/calendar/").expect("an address");
    let address = text[start..]
        .split_whitespace()
        .next()
        .expect("an address")
        .to_owned();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/team");
    lena.follow(&town.cast.sam.to_string());
    lena.follow("/end");
    says(&lena, "Nobody’s yes moves to another coach by itself");
    lena.send("/end", &[]);
    says(&lena, "Alex Morgan");
    assert_eq!(
        sam.open(&at(&kept, "")).path,
        "/sign-in",
        "signed out at the minute"
    );
    assert_eq!(served.browser().open(&address).status, 404);
    let history = told(&town, kept.person);
    assert!(
        history.contains("Lena Fox, team lead at Northway Work ended your coach’s seat"),
        "{history}"
    );
    // Another team's lead cannot end anybody here.
    let mut owen = served.sit(Ok(town.cast.owen));
    let token = owen.open("/team").clone();
    assert_eq!(token.status, 200);
    let csrf = owen.token().expect("a form");
    let bea = format!("/team/{}/end", town.cast.bea);
    assert_eq!(owen.post(&bea, &[("csrf", &csrf)]).status, 404);
}

#[test]
fn a_goodbye_comes_only_to_those_who_chose_it_beforehand() {
    for chosen in ["yes", "no"] {
        let town = Town::new();
        let kept = town.alex_with_sam();
        let served = town.serve();
        let mut alex = served.sit(Err(kept.person));
        alex.open("/home");
        alex.follow("/home/coach");
        alex.send("/home/goodbye", &[("goodbye", chosen)]);
        let person = kept.person;
        town.house
            .act(Lane::Stop, None, move |desk, _| {
                change_mind::leave(desk, &Actor::Person(person), person, change_mind::Heard::ONLINE)
            })
            .expect("left");
        let gone = town.later(HOUR);
        let to_alex: Vec<&str> = gone
            .iter()
            .filter(|g| g.message.kind == MessageKind::ToPerson)
            .map(|g| g.message.text.as_str())
            .collect();
        if chosen == "yes" {
            assert_eq!(to_alex, [sayso_core::decide::coaching::GOODBYE]);
        } else {
            assert!(to_alex.is_empty(), "{to_alex:?}");
        }
    }
}

#[test]
fn nobody_at_the_provider_can_write_to_somebody_who_left() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    town.house
        .act(Lane::Stop, None, move |desk, _| {
            change_mind::leave(desk, &Actor::Person(person), person, change_mind::Heard::ONLINE)
        })
        .expect("left");
    town.later(HOUR);
    let served = town.serve();
    let count = || -> i64 {
        let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
        db.query_row("SELECT count(*) FROM message", (), |row| row.get(0))
            .expect("a count")
    };
    let before = count();
    for seat in [town.cast.sam, town.cast.bea, town.cast.lena] {
        let mut browser = served.sit(Ok(seat));
        browser.open("/start");
        let csrf = browser.token().expect("a form");
        let posts = sayso_web::all_routes().into_iter().filter(|r| {
            r.method == "POST" && r.path.starts_with("/person/{person}")
                // A leaving that is keyed again and a danger are told to organisations, and go to nobody else.
                && !r.path.ends_with("/stop") && !r.path.ends_with("/danger") && !r.path.ends_with("/seen")
        });
        for route in posts {
            let path = route
                .path
                .replace("{person}", &person.to_string())
                .replace("{entry}", &kept.referral.to_string())
                .replace("{cover}", &kept.referral.to_string());
            let fields = [
                ("csrf", csrf.as_str()),
                ("text", "Come back"),
                ("step", "save"),
                ("work", "x"),
            ];
            let answer = browser.post(&path, &fields);
            let (status, told) = (answer.status, answer.says("stopped sharing"));
            assert!(status == 404 || status == 422 || told, "{path}: {status}");
        }
    }
    assert_eq!(count(), before, "no message of any kind");
    assert!(town.later(DAY).is_empty(), "and nothing leaves");
}
