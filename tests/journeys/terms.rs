//! Terms cannot drift: proposed by one, signed by two others who read the change in words, public with notice, and what
//! people said before does not stretch to it.

use jiff::SignedDuration;
use sayso_app::public_log::{Outcome, Rounds};
use sayso_app::{Error, agree, register};
use sayso_core::category::{Categories, Category};
use sayso_core::decide::register::CannotRegister;
use sayso_core::person::Answer;
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Served, Town};

use crate::log_kit::operator_edits;
use crate::shared::{DAY, HOUR, says, told};

/// The terms as the commissioner's page gives them to edit.
fn text_of(priya: &mut Browser, town: &Town) -> String {
    let path = format!("/proposals/{}", town.cast.scheme);
    let page = priya.open(&path).clone();
    let from = page.body.split("<textarea").nth(1).expect("the text to edit");
    let text = from.split_once('>').expect("a tag ends").1;
    let text = text.split("</textarea>").next().expect("it ends");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

/// The commissioner proposes the newest terms with one text in place of another.
fn proposes(priya: &mut Browser, town: &Town, from: &str, to: &str, days: &str) {
    let text = text_of(priya, town);
    assert!(text.contains(from), "{text}");
    let text = text.replacen(from, to, 1);
    let path = format!("/proposals/{}", town.cast.scheme);
    priya.send(
        &path,
        &[("text", &text), ("why", "People asked for it"), ("notice", days)],
    );
}

const SHORTER: (&str, &str) = ("hold_hours = 24", "hold_hours = 48");

fn signs(served: &Served, seat: sayso_core::id::MemberId) -> Browser {
    let mut browser = served.sit(Ok(seat));
    browser.open("/terms");
    browser.send("/terms/sign", &[]);
    browser
}

#[test]
fn a_change_takes_two_signatures_and_its_notice_and_is_public_from_the_second() {
    let town = Town::new();
    let served = town.serve();
    let mut priya = served.sit(Ok(town.cast.priya));
    let mut reader = served.browser();
    let form = priya
        .open(&format!("/proposals/{}", town.cast.scheme))
        .body
        .clone();
    let notice = form.split("<input").find(|i| i.contains("name=\"notice\""));
    assert!(
        notice.is_some_and(|i| i.contains("value=\"28\"")),
        "28 days of notice, unless somebody says otherwise"
    );
    proposes(&mut priya, &town, SHORTER.0, SHORTER.1, "28");
    priya.open("/proposals");
    says(&priya, "Waits for two signatures");
    says(
        &priya,
        "A referral waits 48 hours before it leaves. Until now: 24.",
    );
    assert!(
        !reader.open("/where-data-goes").says("48 hours"),
        "a draft is nobody’s business yet"
    );

    let nia = signs(&served, town.cast.nia);
    says(&nia, "It waits for the other signature. Nothing has changed yet.");
    assert!(!reader.open("/where-data-goes").says("version 2"));
    let grace = signs(&served, town.cast.grace);
    says(&grace, "Signed by both, and published");

    let page = reader.open("/where-data-goes").clone();
    assert!(page.says("Changes that are coming") && page.says("Working Better, version 2"));
    assert!(page.says("A referral waits 48 hours before it leaves. Until now: 24."));
    assert!(page.says("nominee for terms at Borough Carers’ Forum"));
    assert!(page.says("the scheme’s guardian at Borough Disability Voice"));
    for name in ["Nia Roberts", "Grace Adeyemi", "Priya Shah"] {
        assert!(
            !page.says(name),
            "a signature is shown by seat, not by name: {name}"
        );
    }
    town.source.advance(DAY * 27);
    let page = reader.open("/where-data-goes").clone();
    assert!(page.says("Changes that are coming"), "27 days are not 28");
    town.source.advance(DAY * 3);
    assert!(!reader.open("/where-data-goes").says("Changes that are coming"));
}

#[test]
fn proposing_terms_and_taking_them_back_asks_for_a_fresh_proof_and_loses_nothing() {
    let town = Town::new();
    let served = town.serve();
    let mut priya = served.sit(Ok(town.cast.priya));
    let drafts = || {
        let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
        let sql = "SELECT count(*) FILTER (WHERE withdrawn_at IS NULL) FROM terms_draft";
        db.query_row(sql, (), |row| row.get::<_, i64>(0))
            .expect("a number")
    };
    let text = text_of(&mut priya, &town).replacen(SHORTER.0, SHORTER.1, 1);
    town.source.advance(SignedDuration::from_mins(6));
    let path = format!("/proposals/{}", town.cast.scheme);
    priya.send(
        &path,
        &[("text", &text), ("why", "People asked for it"), ("notice", "28")],
    );
    assert!(priya.page.status == 403 && priya.page.says("Please show again that it is you"));
    says(&priya, "Nothing was lost");
    assert_eq!(drafts(), 0, "and nothing is proposed");
    let mut priya = served.sit(Ok(town.cast.priya));
    priya.open("/unfinished");
    priya.send(&path, &[]);
    assert_eq!(drafts(), 1, "she goes on with what she had written");
    town.source.advance(SignedDuration::from_mins(6));
    priya.open("/proposals");
    priya.send("/take-back", &[]);
    assert_eq!((priya.page.status, drafts()), (403, 1), "nor is it taken back");
}

#[test]
fn whoever_proposed_cannot_sign_and_the_deputy_comes_after_the_guardian() {
    let town = Town::new();
    let served = town.serve();
    town.propose_terms(28, |p| p.hold_hours = 48);
    let mut priya = served.sit(Ok(town.cast.priya));
    assert_eq!(priya.open("/terms").status, 404);
    let mut dele = served.sit(Ok(town.cast.dele));
    dele.open("/terms");
    says(&dele, "The guardian signs first.");
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/terms");
    grace.send("/terms/stand-back", &[]);
    grace.open("/terms");
    says(&grace, "You cannot sign now.");
    let dele = signs(&served, town.cast.dele);
    says(&dele, "You have signed");
}

#[test]
fn a_refusal_has_a_reason_and_what_is_over_stays_listed() {
    let town = Town::new();
    let served = town.serve();
    town.propose_terms(28, |p| p.hold_hours = 48);
    let mut nia = served.sit(Ok(town.cast.nia));
    nia.open("/terms");
    let page = nia.send("/terms/refuse", &[("reason", " ")]).clone();
    assert!(
        page.status == 422 && page.says("Give a reason"),
        "{}",
        page.text()
    );
    nia.send("/terms/refuse", &[("reason", "Two days is too long to wait")]);
    let mut priya = served.sit(Ok(town.cast.priya));
    priya.open("/proposals");
    says(&priya, "Two days is too long to wait");
    // Another can be proposed, and taken back. Both stay listed.
    town.propose_terms(14, |p| p.hold_hours = 36);
    priya.open("/proposals");
    priya.send("/take-back", &[]);
    priya.open("/proposals");
    says(&priya, "One of the two said no");
    says(&priya, "Taken back by whoever proposed it");
    let mut reader = served.browser();
    assert!(!reader.open("/where-data-goes").says("36 hours"));
}

#[test]
fn a_text_with_problems_is_told_all_of_them_with_their_lines_and_nothing_is_kept() {
    let town = Town::new();
    let served = town.serve();
    let mut priya = served.sit(Ok(town.cast.priya));
    proposes(&mut priya, &town, "hold_hours = 24", "hold_hours = 0", "28");
    assert_eq!(priya.page.status, 422);
    says(&priya, "hold_hours must be between 1 and 168");
    proposes(&mut priya, &town, SHORTER.0, SHORTER.1, "13");
    assert_eq!(priya.page.status, 422);
    says(&priya, "Give notice of 14 to 366 days.");
    proposes(
        &mut priya,
        &town,
        "purpose = \"refer\"",
        "purpose = \"sell\"",
        "28",
    );
    says(&priya, "“sell” is none of refer");
    proposes(
        &mut priya,
        &town,
        "name = \"Northway Work\"",
        "name = \"Southway Work\"",
        "28",
    );
    says(&priya, "is not registered: the operator registers it first");
    proposes(
        &mut priya,
        &town,
        "the owners of Northway Work",
        "somebody else",
        "28",
    );
    says(&priya, "is registered with other details");
    proposes(&mut priya, &town, "# 1 to 168.", "# 1 to 168, still.", "28");
    says(&priya, "Nothing changes in this draft.");
    priya.open("/proposals");
    assert!(!priya.page.says("Waits for"), "nothing was kept");
}

#[test]
fn no_other_way_leads_to_a_later_version_not_even_the_console_or_the_database() {
    let town = Town::new();
    let (kit, scheme) = (town.actor(town.cast.kit), town.cast.scheme);
    for actor in [Actor::Sayso, kit] {
        let gave = town.act(move |desk, _| {
            let all = sayso_app::places::published(desk)?.terms;
            let newest = all.into_iter().rfind(|t| t.terms.scheme == scheme);
            let mut terms = newest.ok_or(Error::NotFound)?.terms;
            terms.id = register::fresh_id(desk);
            terms.version = 2;
            register::terms(desk, &actor, terms)
        });
        assert!(
            matches!(gave, Err(Error::CannotRegister(CannotRegister::TakesTwo))),
            "{gave:?}"
        );
    }
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    let copy =
        "INSERT INTO terms SELECT 'x', scheme_id, 2, promise, hash, published_at, in_effect_at FROM terms";
    for (sql, why) in [
        (copy, "two signatures and notice"),
        ("UPDATE terms SET version = 3", "never changes"),
        ("DELETE FROM terms", "never deleted"),
    ] {
        let gave = db.execute(sql, []).expect_err(sql).to_string();
        assert!(gave.contains(why), "{sql}: {gave}");
    }
}

#[test]
fn a_new_category_asks_afresh_and_silence_is_no() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    assert!(!alex.page.says("Your yes to Northway Work holds until"));
    let from = town.publish_terms(14, |p| {
        let wider = p.flows[0].categories.with(Category::Wellbeing);
        p.flows[0].categories = wider;
    });
    alex.open("/home");
    says(&alex, "Your yes to Northway Work holds until");
    let wait = from.duration_since(town.house.source().now());
    town.source.advance(wait + SignedDuration::from_mins(1));
    let file = format!("/person/{}", kept.person);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(!sam.open(&file).says("work with plants"), "from that minute");
    town.later(HOUR);
    assert!(told(&town, kept.person).contains("Nobody is carried over. You can say yes afresh."));
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    says(&alex, "This has ended");
    // Silence for a month is no.
    town.later(DAY * 30);
    assert!(!sam.open(&file).says("work with plants"));
    // A fresh yes is to the new terms.
    let (patel, yes, person) = (town.actor(town.cast.patel), town.yes(), kept.person);
    town.act(move |desk, _| {
        let yes = agree::Yes { salt: [9; 32], ..yes };
        agree::at_the_desk(desk, &patel, Some(person), &yes)
    })
    .expect("they can say yes afresh");
}

#[test]
fn what_does_not_concern_a_yes_leaves_it_alone() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    // Another provider gets more, the same provider gets a purpose less, and people can undo for longer.
    town.change_terms(|p| {
        p.flows[1].categories = p.flows[1].categories.with(Category::Wellbeing);
        p.flows
            .retain(|f| f.purpose != sayso_core::sayso::Purpose::InWork);
        p.hold_hours = 72;
    });
    town.later(HOUR);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&format!("/person/{}", kept.person))
            .says("work with plants")
    );
    assert!(!told(&town, kept.person).contains("so what you agreed to ended"));
}

#[test]
fn a_category_less_ends_a_yes_that_covers_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    town.change_terms(|p| {
        p.flows[0].categories = p.flows[0]
            .categories
            .iter()
            .filter(|c| *c != Category::CoachNotes)
            .collect::<Categories>();
    });
    town.later(HOUR);
    let told = told(&town, kept.person);
    assert!(told.contains("so what you agreed to ended"), "{told}");
}

/// As a feed reader does: well-formed XML, with the elements that RFC 4287 asks for.
fn parsed(body: &str) -> Vec<(String, String, String)> {
    const ATOM: &str = "http://www.w3.org/2005/Atom";
    let document = roxmltree::Document::parse(body).expect("well-formed XML");
    let feed = document.root_element();
    assert!(feed.has_tag_name((ATOM, "feed")));
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found: Vec<_> = node.children().filter(|n| n.has_tag_name((ATOM, name))).collect();
        assert_eq!(found.len(), 1, "{name} once");
        found[0].text().unwrap_or_default().to_owned()
    };
    for name in ["id", "title", "updated"] {
        assert!(!text(feed, name).is_empty());
    }
    assert!(feed.children().any(|n| n.has_tag_name((ATOM, "author"))));
    let entries = feed.children().filter(|n| n.has_tag_name((ATOM, "entry")));
    entries
        .map(|e| {
            let updated = text(e, "updated");
            assert!(updated.parse::<jiff::Timestamp>().is_ok(), "{updated}");
            assert!(!text(e, "title").is_empty());
            (text(e, "id"), updated, text(e, "content"))
        })
        .collect()
}

#[test]
fn a_feed_reader_hears_of_a_change_at_once_and_never_twice() {
    let town = Town::new();
    let served = town.serve();
    let mut reader = served.browser();
    let first = reader.open("/changes.atom").clone();
    assert_eq!(
        first.headers.get("content-type").map(String::as_str),
        Some("application/atom+xml; charset=utf-8")
    );
    let before = parsed(&first.body);
    assert_eq!(before.len(), 1);
    town.publish_terms(28, |p| {
        p.what = "Help with work, now for <everybody> & anybody.".into();
    });
    let after = parsed(&reader.open("/changes.atom").body);
    assert_eq!(after.len(), 2);
    assert!(
        after[0].2.contains("now for <everybody> & anybody."),
        "{}",
        after[0].2
    );
    assert!(after[0].2.contains("People are asked afresh about this."));
    assert_eq!(after[1], before[0], "what was told stays as it was told");
    town.later(DAY * 40);
    assert_eq!(
        parsed(&reader.open("/changes.atom").body),
        after,
        "taking effect is no new entry"
    );
}

#[test]
fn a_version_with_the_shortest_notice_stands_the_check_of_the_log() {
    let town = Town::new();
    let served = town.serve();
    let mut log = Rounds::new(&town.house, "log.example");
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    for _ in 0..3 {
        town.later(SignedDuration::from_mins(10));
        assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    }
    town.publish_terms(14, |p| p.hold_hours = 48);
    town.later(SignedDuration::from_mins(10));
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    assert_eq!(
        crate::public_log::verify(&town, &served, None),
        Ok(()),
        "the notice was kept"
    );
}

#[test]
fn the_database_takes_nothing_that_names_an_organisation_of_the_benefits_system() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    let dwp = town.cast.dwp.to_string();
    let copies = [
        format!(
            "INSERT INTO said SELECT 'x', person_id, terms_id, '{dwp}', purpose, categories, parcel, from_at, until_at, \
             happened_at, recorded_at, how FROM said LIMIT 1"
        ),
        format!(
            "INSERT INTO message (id, kind, person_id, to_org, body, due_at) \
             SELECT 'x', 'referral', id, '{dwp}', x'00', kept_at FROM person LIMIT 1"
        ),
        format!("INSERT INTO scheme_org SELECT id, '{dwp}' FROM scheme LIMIT 1"),
        format!(
            "INSERT INTO terms SELECT 'x', 'y', 1, replace(promise, '{}', '{dwp}'), hash, published_at, in_effect_at \
             FROM terms LIMIT 1",
            town.cast.northway
        ),
        format!(
            "INSERT INTO referral SELECT 'x', person_id, said_id, scheme_id, practice_id, '{dwp}', parcel, state, \
             before_pause, held_until, acknowledged, coach_id, reference, reason, made_at, ended_at, from_home FROM referral LIMIT 1"
        ),
        format!(
            "UPDATE organisation SET kind = 'benefits' WHERE id = '{}'",
            town.cast.northway
        ),
        format!("UPDATE organisation SET kind = 'service' WHERE id = '{dwp}'"),
    ];
    for sql in copies {
        let gave = db.execute(&sql, []).expect_err(&sql).to_string();
        assert!(gave.contains("benefits system"), "{sql}: {gave}");
    }
    drop(kept);
}

#[test]
fn where_somebody_forces_such_a_row_in_the_policies_let_nothing_leave() {
    let town = Town::new();
    let held = town.alex_says_yes();
    let dwp = town.cast.dwp;
    operator_edits(
        &town.data(),
        &format!("UPDATE message SET to_org = '{dwp}' WHERE kind = 'referral';"),
    );
    let gone = town.later(DAY + HOUR);
    assert!(
        gone.iter().all(|g| g.message.to != Some(dwp)),
        "it went to the benefits system: {gone:?}"
    );
    assert!(told(&town, held.person).contains("Sayso did not allow it"));
}

#[test]
fn a_month_is_counted_once_and_stands_in_the_log() {
    let town = Town::new();
    let served = town.serve();
    let mut reader = served.browser();
    says_on(&mut reader, "/numbers", "No month is over yet");
    let mut log = Rounds::new(&town.house, "log.example");
    let (patel, riverside) = (town.actor(town.cast.patel), town.cast.riverside);
    for n in 0..13 {
        town.act(move |desk, _| {
            sayso_app::practice::offer::say_no(desk, &patel, riverside, Answer::No, None)
        })
        .unwrap_or_else(|why| panic!("no {n}: {why}"));
    }
    drop(town.alex_says_yes());
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    town.later(DAY * 31);
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    let page = reader.open("/numbers").clone();
    assert!(page.says("15") && page.says("*"), "{}", page.text());
    assert!(!page.says("13"), "{}", page.text());
    // What comes to be known later changes nothing that was published.
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    db.execute("UPDATE counter SET n = n + 50", []).expect("an edit");
    town.later(SignedDuration::from_mins(10));
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    assert_eq!(reader.open("/numbers").text(), page.text());
    let gave = db.execute("UPDATE published_counts SET counts = '{}'", []);
    assert!(gave.expect_err("no").to_string().contains("never change"));
    // The month in which this town stood still is told once; whoever looked then, and keeps what they saw, hears no more.
    let seen = town.around().join("seen");
    let told = crate::public_log::verify(&town, &served, Some(&seen)).expect_err("a pause");
    assert!(
        told.lines()
            .skip(1)
            .all(|l| l.trim().starts_with("No number was sealed between")),
        "{told}"
    );
    assert_eq!(crate::public_log::verify(&town, &served, Some(&seen)), Ok(()));
    // Left alone from here on, the same log is late, and later still it has left out a month.
    town.source.advance(SignedDuration::from_mins(20));
    let late = crate::public_log::verify(&town, &served, Some(&seen)).expect_err("late");
    assert!(late.contains("the log stands still"), "{late}");
    town.source.advance(DAY * 31);
    let stopped = crate::public_log::verify(&town, &served, Some(&seen)).expect_err("not counted");
    assert!(stopped.contains("is over, and no line counts it"), "{stopped}");
}

fn says_on(browser: &mut Browser, path: &str, words: &str) {
    browser.open(path);
    says(browser, words);
}

#[test]
fn the_demands_of_a_year_are_published_when_it_is_over_zero_included() {
    let town = Town::new();
    let mut log = Rounds::new(&town.house, "log.example");
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    town.later(DAY * 366);
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    let sql = "SELECT CAST(line AS TEXT) FROM log_entry WHERE about LIKE 'year %'";
    let line: String = db.query_row(sql, [], |row| row.get(0)).expect("one line");
    assert!(
        line.contains("\"benefits\":0") && line.contains("\"court\":0"),
        "{line}"
    );
}

#[test]
fn a_draft_from_the_page_keeps_every_number_of_the_terms_and_says_when_everything_is_erased() {
    let town = Town::new();
    town.change_terms(|p| {
        p.witnesses = 2;
        p.erased_after_months = Some(24);
    });
    let served = town.serve();
    let mut priya = served.sit(Ok(town.cast.priya));
    proposes(
        &mut priya,
        &town,
        "erased_after_months = 24",
        "erased_after_months = 12",
        "28",
    );
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/terms");
    says(
        &grace,
        "What is erased by itself, after a new yes: 12 months after support ended. Until now: 24 months after support ended.",
    );
    assert!(
        !grace.page.says("Outside witnesses"),
        "nothing else changes: {}",
        grace.page.text()
    );
    // A number that nobody could keep is refused in words, and what was typed stands.
    let mut priya = served.sit(Ok(town.cast.priya));
    proposes(
        &mut priya,
        &town,
        "erased_after_months = 24",
        "erased_after_months = 3",
        "28",
    );
    says(&priya, "erased_after_months must be between 6 and 120");
    assert!(priya.page.body.contains("erased_after_months = 3"));
}
