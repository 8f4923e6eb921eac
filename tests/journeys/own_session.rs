//! How a person gets in, and how far: what is the same for everybody who does not, what opens before there is a private
//! word, and how they close every door again.

use jiff::SignedDuration;
use sayso_app::practice::reception;
use sayso_app::{Error, own, proposal};
use sayso_core::decision::MessageKind;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_testkit::{Answer, Browser, Served, Town};

use crate::shared::{NO_TIME, enrolled, told};

pub(crate) fn code(town: &Town) -> Option<String> {
    let gone = town.later(NO_TIME);
    let text = gone.iter().find(|g| g.message.kind == MessageKind::Code)?;
    let digits = text.message.text.chars().filter(char::is_ascii_digit);
    Some(digits.take(6).collect())
}

/// Asks for a code and types it, as somebody does at home.
pub(crate) fn signs_in(town: &Town, site: &Served, words: &str, private: &str, shared: &str) -> Browser {
    let mut browser = site.browser();
    browser.open("/sign-in");
    browser.send("/sign-in", &[("words", words), ("private", private)]);
    let code = code(town).expect("a code is on its way");
    let home = browser.send("/sign-in/code", &[("code", &code), ("shared", shared)]);
    assert_eq!(
        (home.status, home.path.as_str()),
        (200, "/home"),
        "{}",
        home.text()
    );
    browser
}

/// The page without what is different on every page: the token, and what was typed.
fn bare(page: &Answer, typed: &[&str]) -> (u16, String) {
    let token = page
        .forms()
        .into_iter()
        .flat_map(|f| f.1)
        .find(|(n, _)| n == "csrf")
        .map_or(String::new(), |(_, v)| v);
    let body = page.body.replace(&token, "");
    (
        page.status,
        typed
            .iter()
            .fold(body, |b, t| b.replace(&format!("value=\"{t}\""), "")),
    )
}

#[test]
fn absent_wrong_and_right_look_the_same_at_the_door_and_each_leaves_one_event() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let site = town.serve();
    let mut pages = vec![];
    let mut answers = vec![];
    for (words, private) in [
        (kept.card.as_str(), "marigold"),
        (kept.card.as_str(), "violet"),
        ("no-such-card", "marigold"),
    ] {
        let before = events(&town);
        let mut browser = site.browser();
        browser.open("/sign-in");
        let page = browser
            .send("/sign-in", &[("words", words), ("private", private)])
            .clone();
        assert_eq!(events(&town), before + 1, "the same work for {words} {private}");
        pages.push(bare(&page, &[words, private]));
        let before = events(&town);
        let page = browser.send("/sign-in/code", &[("code", "000000")]).clone();
        assert_eq!(events(&town), before + 1);
        answers.push(bare(&page, &[words, private, "000000"]));
    }
    assert!(pages[0].0 == 200 && pages.iter().all(|p| *p == pages[0]));
    assert!(answers[0].0 == 422 && answers.iter().all(|p| *p == answers[0]));
    let mut alex = site.sit(Err(kept.person));
    assert!(
        alex.open("/home/history")
            .says("Somebody tried to sign in as you.")
    );
}

fn events(town: &Town) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(town.data().join("sayso.db"), flags);
    db.expect("the database opens")
        .query_row("SELECT count(*) FROM event", (), |row| row.get(0))
        .expect("a number")
}

#[test]
fn a_session_on_a_shared_computer_is_short_and_all_of_them_end_at_once() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let site = town.serve();
    let mut shared = signs_in(&town, &site, &kept.card, "marigold", "yes");
    let mut own = signs_in(&town, &site, &kept.card, "marigold", "no");
    let list = own.open("/home/sessions");
    assert!(list.says("on a shared computer") && list.says("on a device of your own"));
    assert!(list.says("This is the one you are using"));
    town.later(SignedDuration::from_mins(16));
    assert_eq!(shared.open("/home").path, "/sign-in", "a shared computer forgets");
    assert_eq!(own.open("/home").path, "/home");
    let mut other = signs_in(&town, &site, &kept.card, "marigold", "no");
    own.open("/home/sessions");
    assert_eq!(own.send("/home/sessions", &[]).path, "/sign-in");
    assert_eq!(own.open("/home").path, "/sign-in");
    assert_eq!(other.open("/home").path, "/sign-in");
}

#[test]
fn the_simple_first_page_shows_the_next_meeting_and_the_rest_opens_with_the_private_word() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let site = town.serve();
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home/first");
    let set = alex.send("/home/first", &[("shows", "meeting")]);
    assert!(set.says("Who looked"), "this session has been everywhere already");

    let mut later = site.sit(Err(kept.person));
    let home = later.open("/home");
    assert!(home.says("No meeting is booked") && !home.says("Sam") && !home.says("Northway"));
    assert!(!home.text().to_lowercase().contains("hidden"));
    for path in [
        "/home/history",
        "/home/held",
        "/home/notes",
        "/home/copy",
        "/home/contact",
        "/home/first",
    ] {
        assert_eq!(later.open(path).path, "/home/open", "{path}");
    }
    assert_eq!(
        later.open("/home/change").path,
        "/home/change",
        "the way out stays open"
    );
    later.open("/home/open");
    let wrong = later.send("/home/open", &[("private", "violet")]);
    assert!(wrong.status == 422 && wrong.says("That is not your private word"));
    let right = later.send("/home/open", &[("private", "Marigold")]);
    assert!(right.says("Who looked in the last 30 days"));
    assert!(
        later
            .open("/home/history")
            .says("Somebody tried to sign in as you.")
    );
}

#[test]
fn without_a_private_word_the_first_page_cannot_be_simple() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home/first");
    let said = alex.send("/home/first", &[("shows", "meeting")]);
    assert!(said.status == 422 && said.says("Set a private word first."));
}

#[test]
fn before_there_is_a_private_word_what_staff_know_opens_the_first_page_and_the_way_out_alone() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = signs_in(&town, &site, &kept.card, "1990-05-18", "no");
    let home = alex.open("/home");
    assert!(home.says("This page is short on purpose.") && home.says("With Northway Work"));
    for hidden in ["020 7946 0111", "Large print, please", "plants"] {
        assert!(!home.says(hidden), "{hidden}");
    }
    for path in [
        "/home/history",
        "/home/held",
        "/home/notes",
        "/home/plan",
        "/home/copy",
        "/home/more",
        "/home/sessions",
        "/home/details",
        "/home/explained",
    ] {
        assert_eq!(alex.open(path).path, "/home/open", "{path}");
    }
    // What staff know never becomes more by being typed again.
    alex.open("/home/open");
    assert!(
        alex.send("/home/open", &[("private", "anything")])
            .says("This page is short on purpose.")
    );
    assert_eq!(alex.open("/home/change").path, "/home/change");
    alex.open("/home/contact");
    let set = alex.send(
        "/home/contact",
        &[("way", "text"), ("name_it", "no"), ("private", "marigold")],
    );
    assert!(set.says("A private word was set on"), "{}", set.text());
    assert_eq!(
        alex.open("/home/history").path,
        "/home/open",
        "this session stays short"
    );
    assert_eq!(
        alex.open("/home/contact").path,
        "/home/open",
        "and cannot set another word"
    );
    let mut full = signs_in(&town, &site, &kept.card, "marigold", "no");
    assert!(
        full.open("/home/history")
            .says("set how to reach you safely, and a private word.")
    );
}

#[test]
fn what_staff_know_says_nothing_in_the_persons_name_but_stop() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (sam, person) = (town.actor(town.cast.sam), kept.person);
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Mornings are best."))
        .expect("Sam drafts words");
    let held = town.act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None));
    let words = held.expect("Alex may read it").proposals[0].id;
    let site = town.serve();
    let mut stranger = signs_in(&town, &site, &kept.card, "1990-05-18", "no");
    let (words, scheme) = (format!("/home/words/{words}"), town.cast.scheme.to_string());
    let (service, northway) = (format!("/home/services/{scheme}"), town.cast.northway.to_string());
    let before = told(&town, person);
    for (path, fields) in [
        (words.as_str(), vec![("answer", "yes"), ("agree", "yes")]),
        (
            "/home/more",
            vec![
                ("purpose", "in_work"),
                ("recipient", &northway),
                ("answer", "yes"),
                ("line", "contact"),
            ],
        ),
        (&service, vec![("lines", "phone")]),
        ("/home/return", vec![]),
        ("/home/send-now", vec![]),
        ("/home/resume", vec![]),
        (
            "/home/plan/new",
            vec![("kind", "hope"), ("text", "I want to work at night")],
        ),
        (
            "/home/details",
            vec![("name", "Alex Morgan"), ("phone", "020 7946 0999")],
        ),
        ("/home/jobs/add", vec![("work", "Night shifts")]),
        ("/home/your-yes", vec![("answer", "mine")]),
        ("/home/erase", vec![("private", "1990-05-18")]),
    ] {
        // The short page has none of these forms: this is what somebody sends who writes it by hand.
        stranger.open("/home");
        let csrf = stranger.token().expect("the page has a token");
        let by_hand: Vec<(&str, &str)> = fields.into_iter().chain([("csrf", csrf.as_str())]).collect();
        let page = stranger.post(path, &by_hand);
        assert!(
            page.path == "/home/open" || page.status >= 400,
            "{path}: {}",
            page.text()
        );
    }
    let after = told(&town, person).replace("You opened", "");
    let said = ["yes to", "agreed", "corrected", "wrote", "job", "erase"];
    for word in said {
        let count = |text: &str| text.matches(word).count();
        assert_eq!(count(&after), count(&before), "{word}");
    }
    // The way out is theirs as ever, whoever keys it: the person is told, and takes it back in one step.
    stranger.open("/home/change");
    stranger.send("/home/change", &[("what", "leave")]);
    assert_eq!(stranger.page.path, "/home/changed");
}

#[test]
fn a_word_that_somebody_else_set_is_taken_away_by_the_person_within_a_week() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let site = town.serve();
    let mut stranger = signs_in(&town, &site, &kept.card, "marigold", "no");
    assert!(stranger.open("/home/held").says("Alex Morgan"));
    let mut alex = signs_in(&town, &site, &kept.card, "1990-05-18", "no");
    assert!(alex.open("/home").says("If it was not you, take it away."));
    assert_eq!(alex.send("/home/not-me", &[]).path, "/sign-in");
    assert_eq!(
        stranger.open("/home/held").path,
        "/sign-in",
        "everybody is signed out"
    );
    let mut fresh = signs_in(&town, &site, &kept.card, "1990-05-18", "no");
    assert!(fresh.open("/home").says("Tell us how to reach you safely."));

    enrolled(&town, kept.person);
    town.later(SignedDuration::from_hours(8 * 24));
    let mut late = site.browser();
    late.open("/sign-in");
    late.send("/sign-in", &[("words", &kept.card), ("private", "1990-05-18")]);
    assert_eq!(code(&town), None, "after a week the word alone opens it");
}

#[test]
fn the_seat_that_typed_the_yes_is_never_given_the_first_code() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    let mut somebody = site.browser();
    somebody.open("/sign-in");
    somebody.send("/sign-in", &[("words", &kept.card), ("private", "1990-05-18")]);
    assert!(code(&town).is_some());
    let (patel, jo, person) = (town.actor(town.cast.patel), town.actor(town.cast.jo), kept.person);
    let (listed, _) = town
        .act(move |desk, _| reception::messages(desk, &jo))
        .expect("the list");
    let id = listed
        .iter()
        .find(|m| m.kind == MessageKind::Code)
        .expect("a colleague can read it out")
        .id;
    let (listed, _) = town
        .act(move |desk, _| reception::messages(desk, &patel))
        .expect("the list");
    assert!(listed.iter().all(|m| m.kind != MessageKind::Code));
    let opened = town
        .act(move |desk, _| reception::open(desk, &patel, person))
        .expect("the patient");
    assert!(opened.messages.iter().all(|m| m.kind != MessageKind::Code));
    let tried = town.act(move |desk, _| reception::read_out(desk, &patel, id));
    assert_eq!(tried, Err(Error::Denied));
    assert!(
        town.act(move |desk, _| reception::read_out(desk, &jo, id))
            .is_ok()
    );
    let mut alex = site.sit(Err(person));
    assert!(alex.open("/home/history").says(
        "Dr Patel, clinician at Riverside Surgery asked for your sign-in code. They typed your yes, or recorded that you forgot your private word, so they did not get it."
    ));
}

#[test]
fn six_optional_things_stand_on_one_page_each_off_until_its_own_yes() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = site.sit(Err(kept.person));
    let northway = town.cast.northway.to_string();
    let riverside = town.cast.riverside.to_string();
    let page = alex.open("/home/more").clone();
    for purpose in Purpose::OPTIONAL {
        assert!(page.says(purpose.meaning()), "{purpose}");
    }
    assert_eq!(page.text().matches(" Off ").count(), 6);
    assert_eq!(
        page.text().matches("Yes to this").count(),
        page.text().matches("No thank you").count()
    );
    assert!(!page.body.contains(" checked"), "nothing is ticked before");

    // A no keeps nothing.
    let no = alex.send(
        "/home/more",
        &[
            ("purpose", "employers"),
            ("recipient", &northway),
            ("answer", "no"),
        ],
    );
    assert_eq!(no.text().matches(" Off ").count(), 6);
    // Field by field: no line, no yes; a line the register does not have is refused.
    let field = |line: &'static str| [("purpose", "feedback_to_gp"), ("answer", "yes"), ("line", line)];
    let with = |line: &'static str| {
        let mut all = field(line).to_vec();
        all.push(("recipient", riverside.as_str()));
        all
    };
    let none = alex.send("/home/more", &with("")).clone();
    assert!(none.status == 422 && none.says("Tick what they may have, or say no thank you"));
    alex.open("/home/more");
    assert_eq!(alex.send("/home/more", &with("coach_notes")).status, 422);
    alex.open("/home/more");
    assert_eq!(alex.send("/home/more", &with("appointments")).status, 200);
    let person = kept.person;
    let shared = |town: &Town| {
        let who = town.person(person);
        let held = town
            .act(move |desk, _| own::open(desk, &who, "your page", 0, None))
            .expect("own page");
        held.said
            .iter()
            .find(|s| s.live && s.said.purpose == Purpose::FeedbackToGp)
            .map(|s| s.said.categories.to_string())
    };
    assert_eq!(
        shared(&town).as_deref(),
        Some("appointments"),
        "the ticked line and no other"
    );

    for purpose in [
        "employers",
        "in_work",
        "needs_at_work",
        "pay_evidence",
        "evaluation",
    ] {
        alex.open("/home/more");
        let lines: &[&str] = if purpose == "employers" { &["work"] } else { &[] };
        let mut fields = vec![
            ("purpose", purpose),
            ("recipient", northway.as_str()),
            ("answer", "yes"),
        ];
        fields.extend(lines.iter().map(|l| ("line", *l)));
        let given = alex.send("/home/more", &fields);
        assert!(
            given.says("You said yes to one more thing"),
            "{purpose}: {}",
            given.text()
        );
    }
    let all_on = alex.open("/home/more").clone();
    assert_eq!(all_on.text().matches("Stop this").count(), 6);
    let stopped = alex.send("/home/change/some", &[("purpose", "pay_evidence")]);
    assert!(stopped.says("That has stopped"));
    let rest = alex.open("/home/more");
    assert_eq!(
        rest.text().matches("Stop this").count(),
        5,
        "stopping one leaves the rest"
    );
    assert!(alex.open("/home").says("Sam Okoro is your coach"));
}
