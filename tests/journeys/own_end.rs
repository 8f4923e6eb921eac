//! Taking everything away, and the end: a copy in one file, and an erasure after which nobody finds anything.

use jiff::SignedDuration;
use sayso_app::public_log::{Outcome, Rounds};
use sayso_app::{Error, change_mind, file, own, practice, support};
use sayso_core::decide::support::Writing;
use sayso_core::decision::MessageKind;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{NO_TIME, enrolled};

pub(crate) fn alex_with_a_note(town: &Town) -> sayso_app::agree::Kept {
    let kept = town.alex_with_sam();
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    let w = Writing {
        kind: EntryKind::Note,
        text: "Alex likes mornings".into(),
        at: None,
        draft: false,
        finishes: None,
    };
    town.act(move |desk, _| support::write(desk, &sam, person, &w))
        .expect("a note");
    enrolled(town, person);
    kept
}

fn code(town: &Town) -> String {
    let gone = town.later(NO_TIME);
    let text = gone.iter().rev().find(|g| g.message.kind == MessageKind::Code);
    let text = &text.expect("a code is on its way").message.text;
    assert!(!text.contains("eras"), "the message does not say what it is for");
    text.chars().filter(char::is_ascii_digit).take(6).collect()
}

pub(crate) fn asks_and_confirms(town: &Town, site: &Served, person: PersonId) -> Browser {
    let mut alex = site.sit(Err(person));
    alex.open("/home/erase");
    let asked = alex.send("/home/erase", &[("private", "marigold")]);
    assert!(asked.says("Enter the code we sent you"), "{}", asked.text());
    let code = code(town);
    let wrong = alex.send("/home/erase/confirm", &[("code", "x")]);
    assert!(wrong.status == 422 && wrong.says("That code does not work"));
    let confirmed = alex.send("/home/erase/confirm", &[("code", &code)]);
    assert!(confirmed.says("Everything goes on"), "{}", confirmed.text());
    alex
}

#[test]
fn one_file_holds_the_page_json_and_fhir_with_who_looked() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    assert!(town.act(move |desk, _| file::open(desk, &sam, person)).is_ok());
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    alex.open("/home/copy");
    let wrong = alex.send("/home/copy", &[("private", "violet")]);
    assert!(wrong.status == 422 && wrong.says("That is not your private word"));
    let zip = alex.send("/home/copy", &[("private", "marigold")]).clone();
    assert_eq!(
        zip.headers["content-disposition"],
        "attachment; filename=\"copy.zip\""
    );
    assert_eq!(zip.headers["content-type"], "application/zip");
    assert!(zip.body.starts_with("PK"), "an archive");
    for part in [
        "copy.html",
        "copy.pdf",
        "%PDF-",
        "copy.json",
        "fhir.json",
        "<!DOCTYPE html>",
        "Alex likes mornings",
        "\"resourceType\": \"Bundle\"",
        "\"resourceType\": \"AuditEvent\"",
        "\"resourceType\": \"Patient\"",
        "\"contentString\": \"Alex likes mornings\"",
        "opened your page and saw",
    ] {
        assert!(zip.body.contains(part), "{part}");
    }
    assert!(
        alex.open("/home/history")
            .says("You took a copy of everything away in one file.")
    );
    // Without a word of their own nobody takes a file, and nobody else takes it at all.
    let other = town.says_yes({
        let mut yes = town.yes();
        yes.details.name = "Robin Vale".into();
        yes.salt = [8; 32];
        yes
    });
    let robin = town.person(other.person);
    let none = town.act(move |desk, _| own::take_copy(desk, &robin, "marigold"));
    assert!(matches!(none, Err(Error::Input(_))));
    let taken = town.act(move |desk, _| own::take_copy(desk, &sam, "marigold"));
    assert!(matches!(taken, Err(Error::NotFound)));
}

#[test]
fn an_erasure_stops_sharing_at_once_and_can_be_undone_for_seven_days() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    let site = town.serve();
    let mut alex = asks_and_confirms(&town, &site, kept.person);
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    let opened = town.act(move |desk, _| file::open(desk, &sam, person));
    assert!(
        matches!(opened, Ok(file::Opened::Left(_))),
        "sharing stopped at once"
    );
    town.later(SignedDuration::from_hours(6 * 24));
    let mut later = site.sit(Err(person));
    assert!(later.open("/home/erase").says("Everything goes on"));
    let kept_all = later.send("/home/erase/keep", &[]);
    assert!(kept_all.says("Do you want everything here erased?"));
    town.later(SignedDuration::from_hours(48));
    let mut after = site.sit(Err(person));
    assert!(after.open("/home/notes").says("Alex likes mornings"));
    assert!(after.open("/home/history").says("You kept everything after all."));
    assert_eq!(alex.open("/home").status, 200);
}

#[test]
fn after_the_erasure_nobody_finds_anything_and_the_log_is_whole() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    let danger = "Zq somebody shouted at the door";
    town.act(move |desk, _| change_mind::safeguard(desk, &sam, person, danger, false))
        .expect("a danger is reported");
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    let page = alex.open("/home/erase");
    assert!(
        page.says("For 8 years: any reports that somebody was in danger"),
        "{}",
        page.text()
    );
    let mut alex = asks_and_confirms(&town, &site, person);
    town.later(NO_TIME);
    let mut log = Rounds::new(&town.house, "log.example");
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));
    let before = count(&town, "SELECT count(*) FROM event");
    town.later(SignedDuration::from_hours(7 * 24));
    assert_eq!(
        count(&town, "SELECT count(*) FROM event"),
        before + 1,
        "one event, about nobody"
    );
    // Both trees are read again from the first leaf on, and hold.
    assert!(matches!(log.round(), Ok(Outcome::Signed(_))));

    let who = town.person(person);
    assert!(matches!(
        town.act(move |desk, _| own::open(desk, &who, "your page", 0, None)),
        Err(Error::NotFound)
    ));
    assert_eq!(alex.open("/home").path, "/sign-in");
    let cast = town.cast;
    no_seat_finds(&town, &site, &kept);
    let patel = town.actor(cast.patel);
    let found = town.act(move |desk, _| {
        let details = Town::alex_details();
        let sought = practice::Sought {
            nhs_number: None,
            name: details.name,
            birth_date: details.birth_date,
        };
        practice::find(desk, &patel, &sought)
    });
    assert!(found.expect("the search works").is_empty());
    // The card opens nothing, and looks like any other that does not.
    let mut door = site.browser();
    door.open("/sign-in");
    door.send("/sign-in", &[("words", &kept.card), ("private", "marigold")]);
    assert!(town.later(NO_TIME).is_empty());

    // What is left in the tables: rows without a key. The report of a danger alone still has one, until its time.
    let of = |class: &str| {
        count(
            &town,
            &format!(
                "SELECT count(*) FROM data_key WHERE owner = '{person}' AND class = '{class}' AND wrapped IS NOT NULL"
            ),
        )
    };
    assert_eq!((of("service"), of("safeguarding")), (0, 1));
    for table in [
        "entry", "referral", "parcel", "proposal", "beside", "session", "card", "erasure", "notice",
    ] {
        let left = count(
            &town,
            &format!("SELECT count(*) FROM {table} WHERE person_id = '{person}'"),
        );
        assert_eq!(left, 0, "{table}");
    }
    assert_eq!(
        count(
            &town,
            &format!("SELECT count(*) FROM message WHERE person_id = '{person}'")
        ),
        1
    );
    town.later(SignedDuration::from_hours(24 * (8 * 365 + 1)));
    assert_eq!(of("safeguarding"), 0, "the rule's time is over too");
    assert_eq!(
        count(
            &town,
            &format!("SELECT count(*) FROM message WHERE person_id = '{person}'")
        ),
        0
    );
}

pub(crate) fn no_seat_finds(town: &Town, site: &Served, kept: &sayso_app::agree::Kept) {
    let (cast, person) = (town.cast, kept.person);
    for seat in [
        cast.sam, cast.lena, cast.patel, cast.jo, cast.grace, cast.kit, cast.priya,
    ] {
        let mut other = site.sit(Ok(seat));
        for path in [
            "/start".to_owned(),
            "/caseload".into(),
            "/intake".into(),
            "/practice/messages".into(),
            "/practice/notices".into(),
            "/oversight".into(),
            format!("/person/{person}"),
            format!("/practice/person/{person}"),
            format!("/practice/sent/{}", kept.referral),
        ] {
            let page = other.open(&path);
            assert_ne!(page.status, 500, "{path}");
            assert!(
                !page.says("Alex Morgan") && !page.says("likes mornings"),
                "{path}"
            );
        }
    }
}

fn count(town: &Town, sql: &str) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(town.data().join("sayso.db"), flags);
    let n = db
        .expect("the database opens")
        .query_row(sql, (), |row| row.get(0));
    n.expect("a number")
}

#[test]
fn nobody_else_can_ask_for_an_erasure_and_without_the_word_nothing_begins() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    for seat in [
        town.cast.sam,
        town.cast.patel,
        town.cast.jo,
        town.cast.kit,
        town.cast.grace,
    ] {
        let who = town.actor(seat);
        let tried = town.act(move |desk, _| own::ask_erasure(desk, &who, "marigold"));
        assert_eq!(tried, Err(Error::NotFound));
    }
    let site = town.serve();
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home/erase");
    let wrong = alex.send("/home/erase", &[("private", "violet")]);
    assert!(wrong.status == 422 && wrong.says("That is not your private word"));
    assert_eq!(count(&town, "SELECT count(*) FROM erasure"), 0);
}

#[test]
fn a_new_yes_before_the_time_keeps_everything() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    let site = town.serve();
    drop(asks_and_confirms(&town, &site, kept.person));
    let patel = town.actor(town.cast.patel);
    let (mut yes, person) = (town.yes(), kept.person);
    yes.salt = [9; 32];
    town.act(move |desk, _| sayso_app::agree::at_the_desk(desk, &patel, Some(person), &yes))
        .expect("the yes is kept");
    town.later(SignedDuration::from_hours(8 * 24));
    let mut alex = site.sit(Err(person));
    assert!(alex.open("/home/notes").says("Alex likes mornings"));
}

#[test]
fn what_a_rule_keeps_of_somebody_erased_is_still_answered_about_nobody_and_holds_nothing_up() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    let (person, sam, cast) = (kept.person, town.actor(town.cast.sam), town.cast);
    town.act(move |desk, _| change_mind::safeguard(desk, &sam, person, "Zq at the door", false))
        .expect("a danger is reported");
    let site = town.serve();
    asks_and_confirms(&town, &site, person);
    // Sixth day: a concern that nobody will have acknowledged when the erasure comes; and a demand that Alex is not told of.
    town.later(SignedDuration::from_hours(6 * 24));
    let mut alex = site.sit(Err(person));
    alex.open("/home/concerns");
    alex.send(
        "/home/concerns",
        &[("kind", "pressed"), ("text", "Zq at the desk")],
    );
    let mut grace = site.sit(Ok(cast.grace));
    grace.open("/demands");
    let bar = town.house.source().now() + SignedDuration::from_hours(5 * 24);
    let bar = bar.strftime("%Y-%m-%d").to_string();
    let (id, notice) = (
        kept.reference.clone(),
        [("demander", "court"), ("notice", "An order"), ("advice", "Asked")],
    );
    let demand: Vec<(&str, &str)> = notice
        .into_iter()
        .chain([("reference", id.as_str()), ("bar", &bar)])
        .collect();
    grace.send("/demands", &demand);
    assert!(grace.page.says("The law bars telling"), "{}", grace.page.text());
    // Somebody else says yes meanwhile.
    town.later(SignedDuration::from_hours(2 * 24));
    let other = town.says_yes({
        let mut yes = town.yes();
        yes.details.name = "Robin Vale".into();
        yes.salt = [8; 32];
        yes
    });
    town.later(SignedDuration::from_hours(6 * 24));
    assert_eq!(
        count(
            &town,
            &format!(
                "SELECT count(*) FROM referral WHERE person_id = '{}' AND state = 'sent'",
                other.person
            )
        ),
        1,
        "the worker went on for others"
    );
    assert_eq!(
        count(
            &town,
            "SELECT count(*) FROM legal_demand WHERE told_at IS NOT NULL"
        ),
        0,
        "nobody is told"
    );

    // It went on to the deputy, is answered, and the danger is looked at again.
    let mut dele = site.sit(Ok(cast.dele));
    assert_eq!(dele.open("/concerns").status, 200);
    let links = dele.page.links();
    let at = links
        .iter()
        .find(|l| l.starts_with("/concerns/") && *l != "/concerns/questions");
    let at = at.expect("it waits for the deputy").clone();
    assert!(dele.open(&at).says("Zq at the desk") && dele.page.says("everything about them erased"));
    assert!(
        !dele.page.links().iter().any(|l| l.starts_with(&at)),
        "nobody is left to look at"
    );
    dele.send("/answer", &[("text", "We are sorry.")]);
    assert!(dele.page.says("We are sorry."), "{}", dele.page.text());
    let mut grace = site.sit(Ok(cast.grace));
    assert_eq!(grace.open("/dangers").status, 200);
    grace.send("/dangers", &[("outcome", "right"), ("safe", "yes")]);
    assert!(
        grace.page.says("It was right to report it"),
        "{}",
        grace.page.text()
    );
    assert_eq!(
        count(&town, "SELECT count(*) FROM danger WHERE told = 1"),
        0,
        "there was nobody to tell"
    );
    grace.open("/demands");
    grace.send("/demands/answer", &[("answer", "nothing")]);
    assert!(
        grace.page.says("Nothing is handed over."),
        "{}",
        grace.page.text()
    );
}

#[test]
fn what_somebody_elses_erasure_stopped_is_offered_back_and_never_restored_by_itself() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    enrolled(&town, person);
    let site = town.serve();
    drop(asks_and_confirms(&town, &site, person));
    let alex = town.person(person);
    town.act(move |desk, _| own::undo_enrolment(desk, &alex))
        .expect("that was not Alex");
    enrolled(&town, person);
    let referral = |gone: Vec<sayso_app::deliver::Gone>| {
        let mut gone = gone.into_iter();
        gone.any(|g| g.message.kind == MessageKind::Referral)
    };
    assert!(!referral(town.later(crate::shared::HOUR)), "nothing by itself");
    let mut alex = site.sit(Err(person));
    assert!(alex.open("/home").says("I did not leave"), "{}", alex.page.text());
    alex.send("/home/return", &[]);
    assert!(referral(town.later(crate::shared::HOUR)), "by Alex's own word");
}
