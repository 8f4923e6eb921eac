//! Somebody whom the person named: an advocate, a carer, an interpreter. What they see, what they can do, and how the
//! person takes it back with nobody the wiser. Each story ends on its consequence.

use jiff::SignedDuration;
use sayso_app::supporter::Given;
use sayso_app::{Error, Lane, agree, change_mind, own, support, supporter};
use sayso_core::decide::support::Writing;
use sayso_core::decision::MessageKind;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_core::supporter::Choice;
use sayso_testkit::{Answer, Browser, Served, Town};

use crate::shared::{DAY, NO_TIME, enrolled, says, told};

fn written(town: &Town, person: PersonId, kind: EntryKind, text: &'static str) {
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| {
        let w = Writing {
            kind,
            text: text.into(),
            at: (kind == EntryKind::Appointment).then(|| desk.now() + DAY),
            draft: false,
            finishes: None,
        };
        support::write(desk, &sam, person, &w)
    })
    .expect("written");
}

fn everything() -> Vec<Choice> {
    Choice::ALL.to_vec()
}

/// What the page says without the token and without what was typed.
fn bare(page: &Answer, typed: &[&str]) -> (u16, String) {
    let token = page
        .forms()
        .into_iter()
        .flat_map(|f| f.1)
        .find(|(n, _)| n == "csrf");
    let body = page.body.replace(&token.map_or_else(String::new, |t| t.1), "");
    let body = typed
        .iter()
        .fold(body, |b, t| b.replace(&format!("value=\"{t}\""), ""));
    (page.status, body)
}

fn tries(site: &Served, words: &str, secret: &str) -> Browser {
    let mut browser = site.browser();
    browser.open("/sign-in/supporter");
    browser.send(
        "/sign-in/supporter",
        &[("words", words), ("secret", secret), ("word", "thistle")],
    );
    browser
}

/// Everybody whom this person named and has not taken back.
fn taken_back(town: &Town, person: PersonId) {
    let alex = town.person(person);
    town.act(move |desk, _| {
        for named in supporter::named(desk, &alex)? {
            supporter::take_back(desk, &alex, named.supporter.id)?;
        }
        Ok(())
    })
    .expect("taken back");
}

fn events(town: &Town) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(town.data().join("sayso.db"), flags);
    db.expect("the database opens")
        .query_row("SELECT count(*) FROM event", (), |row| row.get(0))
        .expect("a number")
}

#[test]
fn alex_names_kim_who_sees_what_was_chosen_and_alex_reads_every_look() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    written(&town, kept.person, EntryKind::Appointment, "Room four");
    written(&town, kept.person, EntryKind::Note, "It went well");
    let site = town.serve();
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home");
    alex.follow("/home/supporters");
    let form = alex
        .page
        .forms()
        .into_iter()
        .find(|(a, _)| a == "/home/supporters");
    let (_, standing) = form.expect("a form");
    assert!(
        standing.iter().all(|(name, _)| name != "may" && name != "kind"),
        "nothing is chosen for Alex: {standing:?}"
    );
    assert_eq!(alex.send("/home/supporters", &[]).status, 422);
    says(&alex, "Choose at least one thing they may do");
    alex.send(
        "/home/supporters",
        &[
            ("name", "Kim"),
            ("kind", "carer"),
            ("may", "meetings"),
            ("days", "91"),
        ],
    );
    says(&alex, "Give both to Kim");
    let codes: Vec<String> = alex
        .page
        .body
        .split("app-code\">")
        .skip(1)
        .map(|part| part.split('<').next().unwrap_or_default().to_owned())
        .collect();
    let given = Given {
        name: "Kim".into(),
        words: codes[0].clone(),
        code: codes[1].clone(),
        expires: jiff::Timestamp::UNIX_EPOCH,
    };

    let mut kim = site.comes_in(&given);
    says(&kim, "Where things are");
    says(&kim, "Northway Work");
    says(&kim, "with Sam Okoro");
    for secret in [
        "Room four",
        "It went well",
        "Alex",
        "Morgan",
        "Read the plan",
        "Stop everything",
    ] {
        assert!(!kim.page.says(secret), "{secret}: {}", kim.page.text());
    }
    assert!(!kim.page.body.contains("<title>Alex"), "titles name nobody");
    for path in [
        "/supporting/plan",
        "/supporting/stop",
        "/home",
        "/home/history",
        "/home/held",
    ] {
        assert_eq!(kim.open(path).status, 404, "{path}");
    }
    let history = told(&town, kept.person);
    assert!(
        history.contains("Your supporter Kim looked at where things are, and your next meetings."),
        "{history}"
    );
    assert!(
        history.contains("Your supporter Kim tried to stop sharing, or leave. Sayso did not allow it."),
        "{history}"
    );
    alex.open("/home/history?show=looks");
    says(&alex, "Your supporter Kim looked at");
}

#[test]
fn a_supporter_who_was_taken_back_finds_the_door_as_if_it_had_never_been_there() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let given = town.names_kim(kept.person, &everything());
    let site = town.serve();
    let mut kim = site.comes_in(&given);
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home/supporters");
    town.later(NO_TIME);
    alex.send("/take-back", &[]);
    assert_eq!(
        (alex.page.status, alex.page.path.as_str()),
        (200, "/home/supporters")
    );
    says(&alex, "You have named nobody.");
    assert!(town.later(DAY).is_empty(), "nobody is told anything");

    // The page that was open, and a session that never was: the same.
    let mut nobody = site.browser();
    nobody.set_cookie("sayso", "0123456789abcdef0123456789abcdef");
    let (open, never) = (
        kim.open("/supporting").clone(),
        nobody.open("/supporting").clone(),
    );
    assert_eq!(
        (open.path.as_str(), bare(&open, &[])),
        ("/sign-in", bare(&never, &[]))
    );

    // The right word, a wrong word, words that no card ever had: one answer, one event, the same work.
    let mut answers = vec![];
    for (words, secret) in [
        (given.words.as_str(), "heather"),
        (given.words.as_str(), "thistle"),
        (given.words.as_str(), given.code.as_str()),
        ("no-such-card", "heather"),
    ] {
        let before = events(&town);
        let page = tries(&site, words, secret).page;
        assert_eq!(events(&town), before + 1, "{words} {secret}");
        answers.push(bare(&page, &[words, secret]));
    }
    assert_eq!(answers[0].0, 422);
    assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
    let history = told(&town, kept.person);
    assert!(history.contains("You took back that somebody supports you."));
    assert!(
        !history.contains("tried the card"),
        "there is no such card any more: {history}"
    );
}

#[test]
fn a_wrong_word_at_a_card_that_counts_looks_like_no_card_and_alex_reads_of_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let given = town.names_kim(kept.person, &[Choice::Meetings]);
    let site = town.serve();
    let wrong = tries(&site, &given.words, "thistle").page;
    let absent = tries(&site, "no-such-card", "thistle").page;
    assert_eq!(
        bare(&wrong, &[&given.words, "thistle"]),
        bare(&absent, &["no-such-card", "thistle"])
    );
    // A code without a word of one's own is asked for it, whether or not the code is right.
    let asks = |code: &str| {
        let mut browser = site.browser();
        browser.open("/sign-in/supporter");
        let typed = [("words", given.words.as_str()), ("secret", code), ("word", "")];
        let page = browser.send("/sign-in/supporter", &typed).clone();
        bare(&page, &[&given.words, code])
    };
    assert_eq!(asks(&given.code), asks("000000"));
    assert!(told(&town, kept.person).contains("Somebody tried the card of a supporter."));
}

#[test]
fn the_code_works_once_and_five_wrong_ones_end_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (first, second) = (
        town.names_kim(kept.person, &[Choice::Meetings]),
        town.names(kept.person, "Jules", &[Choice::Meetings]),
    );
    let site = town.serve();
    drop(site.comes_in(&first));
    assert_eq!(tries(&site, &first.words, &first.code).page.status, 422, "once");
    assert_eq!(tries(&site, &first.words, "heather").page.path, "/supporting");
    for guess in 0..5 {
        let code = format!(
            "{:06}",
            (second.code.parse::<u32>().expect("digits") + 1 + guess) % 1_000_000
        );
        assert_eq!(tries(&site, &second.words, &code).page.status, 422);
    }
    assert_eq!(
        tries(&site, &second.words, &second.code).page.status,
        422,
        "it is dead"
    );

    // Alex makes a new card: the old one and its word open nothing, and the open page closes.
    let mut jules = site.comes_in(&town.names(kept.person, "Jules again", &[Choice::Meetings]));
    let alex = town.person(kept.person);
    let fresh = town
        .act(move |desk, _| {
            let newest = supporter::named(desk, &alex)?.remove(0).supporter.id;
            supporter::new_card(desk, &alex, newest)
        })
        .expect("a new card");
    assert_eq!(jules.open("/supporting").path, "/sign-in");
    drop(site.comes_in(&fresh));
}

#[test]
fn a_supporter_can_stop_for_alex_and_alex_can_undo_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let given = town.names_kim(kept.person, &[Choice::Stop]);
    let site = town.serve();
    let mut kim = site.comes_in(&given);
    kim.follow("/supporting/stop");
    kim.send("/supporting/stop", &[]);
    assert_eq!(
        (kim.page.status, kim.page.path.as_str()),
        (200, "/supporting/stopped")
    );

    let file = format!("/person/{}", kept.person);
    let mut sam = site.sit(Ok(town.cast.sam));
    assert!(!sam.open(&file).says("Alex Morgan said"), "Sam’s access is over");
    let gone = town.later(DAY);
    let to_alex = gone.iter().filter(|g| g.message.kind == MessageKind::LeftForYou);
    assert_eq!(to_alex.count(), 1, "Alex is told by the safe channel");
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "Your supporter Kim recorded that you left");
    alex.send("/home/return", &[]);
    let gone = town.later(SignedDuration::from_mins(1));
    assert!(
        gone.iter().any(|g| g.message.kind == MessageKind::Referral),
        "Northway has it again"
    );
    // The guardian counts it, by nobody's name.
    let mut grace = site.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    says(&grace, "Supporters: 1");
    // Only Alex can undo it.
    let acting = acting(&town, kept.person);
    let undone = town.act(move |desk, _| sayso_app::come_back::come_back(desk, &acting));
    assert_eq!(undone, Err(Error::NotFound));
}

/// Kim, as the newest whom this person named.
fn acting(town: &Town, person: PersonId) -> Actor {
    let alex = town.person(person);
    town.act(move |desk, _| {
        let newest = supporter::named(desk, &alex)?.remove(0).supporter;
        Ok(Actor::Supporter(newest.acting(desk.now())))
    })
    .expect("there is one")
}

#[test]
fn a_supporter_never_says_yes_for_alex() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let given = town.names_kim(kept.person, &everything());
    let kim = acting(&town, kept.person);
    let person = kept.person;
    let said = |town: &Town| {
        let alex = town.person(person);
        let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
        held.expect("the person may always read").said.len()
    };
    let before = said(&town);
    let (northway, yes) = (town.cast.northway, town.yes());
    let more =
        town.act(move |desk, _| change_mind::give_one(desk, &kim, person, northway, Purpose::FeedbackToGp));
    assert_eq!(more, Err(Error::Denied));
    let sent = town.act(move |desk, _| agree::send_now(desk, &kim, person));
    assert_eq!(sent, Err(Error::Denied));
    let again = town.act(move |desk, _| agree::at_the_desk(desk, &kim, Some(person), &yes));
    assert!(again.is_err());
    assert!(
        told(&town, person).contains("Your supporter Kim tried to record what the person agreed to."),
        "Alex reads that it was tried"
    );

    // Every form of every other seat, with the token of Kim's own session.
    let site = town.serve();
    let mut browser = site.comes_in(&given);
    let token = browser.token().expect("a signed-in page can sign out");
    for route in sayso_web::all_routes() {
        if route.method != "POST" || matches!(route.who, sayso_web::Who::Anybody | sayso_web::Who::SignedIn) {
            continue;
        }
        if route.who == sayso_web::Who::Supporter {
            continue;
        }
        let path = route.path.replace("{id}", &person.to_string());
        if path.contains('{') {
            continue;
        }
        let answer = browser.post(
            &path,
            &[("csrf", &token), ("answer", "yes"), ("purpose", "feedback_to_gp")],
        );
        assert!(matches!(answer.status, 404 | 422), "{path}: {}", answer.status);
    }
    assert_eq!(said(&town), before, "no yes came of it");
}

#[test]
fn what_kim_writes_says_so_and_is_alexs_to_close() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    let given = town.names_kim(person, &[Choice::Plan, Choice::Write]);
    let site = town.serve();
    let mut kim = site.comes_in(&given);
    kim.follow("/supporting/plan");
    assert_eq!(kim.send("/supporting/plan", &[]).status, 422);
    kim.send(
        "/supporting/plan",
        &[("kind", "hope"), ("text", "A garden of my own")],
    );
    says(&kim, "A garden of my own");
    says(&kim, "Written by: You.");

    let mut alexs = site.sit(Err(person));
    alexs.open("/home/plan");
    says(&alexs, "A garden of my own");
    assert!(told(&town, person).contains("Your supporter Kim wrote a hope for you."));
    says(&alexs, "Typed by: Your supporter Kim.");
    // Whoever Alex shares the plan with reads that somebody else typed it, and not who.
    let mut sam = site.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}"));
    assert!(!sam.page.says("Kim"), "{}", sam.page.text());
    says(&sam, "A garden of my own (Alex Morgan, typed by a supporter)");
    let close = alexs
        .open("/home/plan")
        .forms()
        .into_iter()
        .find(|(_, fields)| fields.iter().any(|(name, _)| name == "instead"));
    let (action, _) = close.expect("Alex can close it");
    alexs.send(&action, &[("do", "close")]);
    assert!(
        !kim.open("/supporting/plan").says("A garden of my own"),
        "closed is closed"
    );
}

#[test]
fn what_alex_sealed_is_not_there_for_a_supporter() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    written(&town, kept.person, EntryKind::Note, "For Alex alone");
    written(&town, kept.person, EntryKind::Note, "For both of us");
    let alex = town.person(kept.person);
    town.act(move |desk, _| {
        let held = own::open(desk, &alex, "your page", 0, None)?;
        let note = held.entries.iter().find(|w| w.entry.text == "For Alex alone");
        own::seal(desk, &alex, note.expect("it is there").entry.id, &[])
    })
    .expect("sealed");
    let site = town.serve();
    let mut kim = site.comes_in(&town.names_kim(kept.person, &everything()));
    kim.open("/supporting/plan");
    says(&kim, "For both of us");
    assert!(!kim.page.says("For Alex alone"));
}

#[test]
fn when_the_day_has_come_a_supporter_finds_nothing_and_nobody_has_to_do_anything() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let given = town.names_kim(kept.person, &everything());
    let site = town.serve();
    drop(site.comes_in(&given));
    assert_eq!(tries(&site, &given.words, "heather").page.path, "/supporting");
    town.source.advance(SignedDuration::from_hours(92 * 24));
    assert_eq!(tries(&site, &given.words, "heather").page.status, 422);
    let kim = {
        let alex = town.person(kept.person);
        town.act(move |desk, _| {
            let kim = supporter::named(desk, &alex)?.remove(0);
            assert!(!kim.live);
            Ok(Actor::Supporter(kim.supporter.acting(desk.now())))
        })
        .expect("Alex still reads whom they named")
    };
    let (home, stop) = (
        town.act(move |desk, _| supporter::home(desk, &kim)).map(drop),
        town.house
            .act(Lane::Stop, None, move |desk, _| supporter::stop(desk, &kim)),
    );
    assert_eq!((home, stop), (Err(Error::Denied), Err(Error::Denied)));
}

#[test]
fn a_supporters_session_is_short_and_one_press_leaves_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut kim = site.comes_in(&town.names_kim(kept.person, &everything()));
    assert!(
        kim.page.body.contains("href=\"/exit\""),
        "the way off a shared phone"
    );
    town.later(SignedDuration::from_mins(16));
    assert_eq!(kim.open("/supporting").path, "/sign-in");
}

#[test]
fn nobody_is_named_before_there_is_a_private_word_and_that_was_not_me_takes_all_of_them_back() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    // Whoever knows the card and the birth date sets a word, and names somebody with it.
    let signs_in = |private: &str| {
        let mut browser = site.browser();
        browser.open("/sign-in");
        browser.send("/sign-in", &[("words", &kept.card), ("private", private)]);
        let gone = town.later(NO_TIME);
        let text = gone
            .iter()
            .find(|g| g.message.kind == MessageKind::Code)
            .expect("a code");
        let code: String = text
            .message
            .text
            .chars()
            .filter(char::is_ascii_digit)
            .take(6)
            .collect();
        browser.send("/sign-in/code", &[("code", &code), ("shared", "yes")]);
        browser
    };
    let mut first = signs_in("1990-05-18");
    assert_eq!(first.open("/home/supporters").path, "/home/open");
    assert!(!first.page.says("Name somebody"), "{}", first.page.text());
    enrolled(&town, kept.person);
    let given = town.names_kim(kept.person, &everything());
    let mut kim = site.comes_in(&given);

    let mut alex = signs_in("1990-05-18");
    alex.open("/home");
    alex.send("/home/not-me", &[]);
    assert_eq!(kim.open("/supporting").path, "/sign-in");
    assert_eq!(tries(&site, &given.words, "heather").page.status, 422);
}

#[test]
fn who_supports_alex_is_told_to_nobody_else() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let given = town.names(kept.person, "Zebedee", &everything());
    let site = town.serve();
    let mut zebedee = site.comes_in(&given);
    zebedee.open("/supporting/plan");
    zebedee.open("/practice");
    for seat in [
        town.cast.grace,
        town.cast.patel,
        town.cast.jo,
        town.cast.sam,
        town.cast.lena,
        town.cast.kit,
    ] {
        let mut browser = site.sit(Ok(seat));
        for path in [
            "/start",
            "/oversight",
            &format!("/person/{}", kept.person),
            "/health",
            "/practice",
        ] {
            assert!(!browser.open(path).says("Zebedee"), "{path}");
        }
    }
    let mut alex = site.sit(Err(kept.person));
    assert!(alex.open("/home/history").says("Your supporter Zebedee"));
    taken_back(&town, kept.person);
    assert!(
        alex.open("/home/history")
            .says("Your supporter Zebedee looked at"),
        "what they looked at stays to be read"
    );
}

#[test]
fn a_word_of_ones_own_that_has_a_digit_in_it_is_no_code() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let given = town.names_kim(kept.person, &everything());
    let site = town.serve();
    let signs_in = |secret: &str, word: &str| {
        let mut kim = site.browser();
        kim.open("/sign-in/supporter");
        let fields = [
            ("words", given.words.as_str()),
            ("secret", secret),
            ("word", word),
        ];
        kim.send("/sign-in/supporter", &fields).path.clone()
    };
    assert_eq!(signs_in(&given.code, "sunny2"), "/supporting");
    assert_eq!(signs_in("sunny2", ""), "/supporting", "the word as Kim chose it");
    assert_eq!(signs_in("cloudy2", ""), "/sign-in/supporter");
}
