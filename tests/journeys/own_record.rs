//! What a person does about what is held: words of their own beside it, corrections, seals, and a plan that is theirs.

use sayso_app::{Error, caseload, file, own, support};
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;
use sayso_core::id::{EntryId, PersonId};
use sayso_testkit::{Served, Town};

use crate::shared::says;

fn writing(kind: EntryKind, text: &str) -> Writing {
    Writing {
        kind,
        text: text.into(),
        at: None,
        draft: false,
        finishes: None,
    }
}

fn sam_writes(town: &Town, person: PersonId, w: Writing) {
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| support::write(desk, &sam, person, &w))
        .expect("the coach writes");
}

fn entry_of(town: &Town, person: PersonId, words: &'static str) -> EntryId {
    let alex = town.person(person);
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 0, None))
        .expect("the person's own");
    let found = held.entries.iter().find(|w| w.entry.text == words);
    found.expect("it is there for the person").entry.id
}

fn sam_sees(site: &Served, town: &Town, person: PersonId) -> String {
    let mut sam = site.sit(Ok(town.cast.sam));
    let page = sam.open(&format!("/person/{person}"));
    assert_eq!(page.status, 200, "{}", page.text());
    page.text()
}

#[test]
fn words_of_ones_own_stand_beside_a_note_for_everybody_who_reads_it() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    sam_writes(
        &town,
        person,
        writing(EntryKind::Note, "Alex does not like mornings"),
    );
    let id = entry_of(&town, person, "Alex does not like mornings");
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    alex.open("/home/notes");
    alex.follow(&format!("/home/entry/{id}"));
    let form = format!("/home/entry/{id}/wrong");
    let asked = alex.send(&form, &[("text", "I do like them. QQ 12 34 56 C")]);
    assert!(asked.status == 422 && asked.says("Save with the number masked"));
    let after = alex.send(&form, &[("keep_number", "no")]);
    assert!(after.says("I do like them. [number removed]"), "{}", after.text());
    let seen = sam_sees(&site, &town, person);
    assert!(
        seen.contains("Alex does not like mornings"),
        "what was written stays as it is"
    );
    assert!(seen.contains("In their own words I do like them."), "{seen}");
    assert!(
        alex.open("/home/history")
            .says("You put your own words beside something that was written.")
    );

    alex.open(&format!("/home/entry/{id}"));
    alex.send(&form, &[("text", "")]);
    assert!(!sam_sees(&site, &town, person).contains("I do like them"));
}

#[test]
fn nobody_else_puts_words_beside_it_and_ones_own_need_none() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    sam_writes(&town, person, writing(EntryKind::Note, "Likes gardens"));
    let alex = town.person(person);
    town.act(move |desk, _| own::write(desk, &alex, EntryKind::Hope, "A garden"))
        .expect("a hope");
    let (note, hope) = (
        entry_of(&town, person, "Likes gardens"),
        entry_of(&town, person, "A garden"),
    );
    let mut yes = town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [8; 32];
    let robin = town.says_yes(yes).person;
    for (who, what) in [
        (town.person(robin), note),
        (town.actor(town.cast.sam), note),
        (town.actor(town.cast.patel), note),
        (alex, hope),
    ] {
        let tried = town.act(move |desk, _| own::beside_entry(desk, &who, what, "no"));
        assert_eq!(tried, Err(Error::NotFound));
        if who != alex {
            let tried = town.act(move |desk, _| own::seal(desk, &who, what, &[]));
            assert_eq!(tried, Err(Error::NotFound));
        }
    }
}

#[test]
fn a_yes_that_staff_typed_can_have_the_persons_words_beside_it() {
    let town = Town::new();
    let person = town.alex_says_yes().person;
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    alex.open("/home/held");
    let said = alex.follow("/home/said/").clone();
    assert!(
        said.says("Staff typed that you said yes in person"),
        "{}",
        said.text()
    );
    let after = alex.send("/home/said/", &[("text", "I said only by phone")]);
    assert!(after.says("I said only by phone"));
    assert!(alex.open("/home/held").says("I said only by phone"));
    assert_eq!(site.sit(Ok(town.cast.patel)).open(&after_path(&said)).status, 404);
}

fn after_path(page: &sayso_testkit::Answer) -> String {
    page.path.clone()
}

#[test]
fn a_coach_who_could_read_it_yesterday_cannot_today_and_is_told_nowhere() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    let before = sam_sees(&site, &town, person);
    for (kind, text) in [
        (EntryKind::Note, "Zq a note to seal"),
        (EntryKind::Step, "Zq a step to seal"),
        (EntryKind::Appointment, "Zq a meeting to seal"),
    ] {
        let mut w = writing(kind, text);
        w.at = Some(town.act(|desk, _| Ok(desk.now())).expect("now") + jiff::SignedDuration::from_hours(1));
        sam_writes(&town, person, w);
    }
    let sam = town.actor(town.cast.sam);
    let today = town
        .act(move |desk, _| caseload::today(desk, &sam))
        .expect("the coach's list");
    assert!(today.due.iter().any(|r| r.person == person));
    assert!(sam_sees(&site, &town, person).contains("Zq a note to seal"));

    let mut alex = site.sit(Err(person));
    for text in ["Zq a note to seal", "Zq a step to seal", "Zq a meeting to seal"] {
        let id = entry_of(&town, person, text);
        alex.open(&format!("/home/entry/{id}"));
        let sealed = alex.send(&format!("/home/entry/{id}/seal"), &[]);
        assert!(sealed.says("You sealed this. Only you can read it."));
    }
    // Exactly the page that it was before any of it was written: nothing says that something is sealed.
    assert_eq!(sam_sees(&site, &town, person), before);
    let today = town
        .act(move |desk, _| caseload::today(desk, &sam))
        .expect("the coach's list");
    assert!(!today.due.iter().any(|r| r.person == person));
    let list = town
        .act(move |desk, _| caseload::list(desk, &sam, 0))
        .expect("the caseload");
    assert!(list.rows.iter().all(|r| r.next.is_none()));
    for seat in [
        town.cast.bea,
        town.cast.lena,
        town.cast.patel,
        town.cast.jo,
        town.cast.grace,
    ] {
        let mut other = site.sit(Ok(seat));
        for path in [
            "/start".to_owned(),
            format!("/person/{person}"),
            "/oversight".to_owned(),
        ] {
            let page = other.open(&path);
            assert!(
                !page.says("Zq") && !page.text().to_lowercase().contains("seal"),
                "{path}"
            );
        }
    }
}

#[test]
fn a_sealed_entry_is_open_to_those_the_person_names_and_can_be_opened_again() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    sam_writes(&town, person, writing(EntryKind::Note, "Zq a note"));
    let id = entry_of(&town, person, "Zq a note");
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    let form = format!("/home/entry/{id}/seal");
    alex.open(&format!("/home/entry/{id}"));
    let named = alex.send(&form, &[("named", &town.cast.sam.to_string())]);
    assert!(named.says("You and Sam Okoro can read it."), "{}", named.text());
    assert!(sam_sees(&site, &town, person).contains("Zq a note"));
    let alone = alex.send(&form, &[]);
    assert!(alone.says("Only you can read it."));
    assert!(!sam_sees(&site, &town, person).contains("Zq a note"));
    let open = alex.send(&format!("/home/entry/{id}/unseal"), &[]);
    assert!(!open.says("You sealed this"));
    assert!(sam_sees(&site, &town, person).contains("Zq a note"));
    // Nobody can be named who has nothing to do with the person.
    let who = town.person(person);
    let stranger = town.cast.owen;
    let tried = town.act(move |desk, _| own::seal(desk, &who, id, &[stranger]));
    assert_eq!(tried, Err(Error::NotFound));
}

#[test]
fn corrected_details_replace_the_old_ones_in_what_others_see() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    let site = town.serve();
    assert!(sam_sees(&site, &town, person).contains("020 7946 0111"));
    let mut alex = site.sit(Err(person));
    alex.open("/home/details");
    let wrong = alex.send("/home/details", &[("name", " ")]);
    assert!(wrong.status == 422 && wrong.says("Give the name you use"));
    alex.open("/home/details");
    let done = alex.send(
        "/home/details",
        &[
            ("name", "Lex Morgan"),
            ("phone", "020 7946 0999"),
            ("access_needs", ""),
        ],
    );
    assert!(
        done.says("Lex Morgan") && done.says("020 7946 0999"),
        "{}",
        done.text()
    );
    assert!(
        done.says("020 7946 0111"),
        "Alex still sees what was sent, as it was sent"
    );
    let seen = sam_sees(&site, &town, person);
    assert!(seen.contains("Lex Morgan") && seen.contains("020 7946 0999"));
    for old in ["Alex Morgan", "020 7946 0111", "Large print"] {
        assert!(!seen.contains(old), "{old}: {seen}");
    }
    let mut patel = site.sit(Ok(town.cast.patel));
    let sent = patel.open(&format!("/practice/sent/{}", kept.referral)).text();
    assert!(
        sent.contains("020 7946 0999") && !sent.contains("020 7946 0111"),
        "{sent}"
    );
    let history = alex.open("/home/history");
    assert!(history.says("You corrected your name and your phone number and what helps you to communicate."));
}

#[test]
fn a_correction_never_shares_what_was_not_agreed_nor_loses_the_safe_way() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    alex.open("/home/details");
    alex.send("/home/details", &[("email", "new@example.org")]);
    assert!(!sam_sees(&site, &town, person).contains("new@example.org"));
    alex.open("/home/contact");
    alex.send(
        "/home/contact",
        &[("way", "text"), ("name_it", "no"), ("private", "marigold")],
    );
    alex.open("/home/details");
    let lost = alex.send("/home/details", &[("phone", "")]);
    assert!(lost.status == 422 && lost.says("Choose another way to be reached first."));
}

#[test]
fn hopes_and_steps_of_ones_own_are_changed_by_nobody_else() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    let empty = alex.open("/home/plan");
    assert!(
        empty.says("You share this with Northway Work."),
        "{}",
        empty.text()
    );
    alex.send(
        "/home/plan/new",
        &[("kind", "hope"), ("text", "A garden of my own")],
    );
    alex.send(
        "/home/plan/new",
        &[("kind", "step"), ("text", "The evening course in botany")],
    );
    let seen = sam_sees(&site, &town, person);
    assert!(seen.contains("A garden of my own"));
    assert!(
        seen.contains("What is next for Alex Morgan"),
        "their own course counts as a step: {seen}"
    );

    let (sam, own) = (
        town.actor(town.cast.sam),
        entry_of(&town, person, "The evening course in botany"),
    );
    let mut over = writing(EntryKind::Step, "Something else instead");
    over.finishes = Some(own);
    let tried = town.act(move |desk, _| support::write(desk, &sam, person, &over));
    assert!(tried.is_err(), "a coach cannot write over it");
    let hope = writing(EntryKind::Hope, "Any job");
    let tried = town.act(move |desk, _| support::write(desk, &sam, person, &hope));
    assert_eq!(tried, Err(Error::NotFound));
    let tried = town.act(move |desk, _| own::change_plan(desk, &sam, own, None));
    assert_eq!(tried, Err(Error::NotFound));

    let hope = entry_of(&town, person, "A garden of my own");
    alex.open("/home/plan");
    let form = format!("/home/plan/{hope}");
    let replaced = alex.send(&form, &[("instead", "A garden for my street"), ("do", "replace")]);
    assert!(replaced.says("A garden for my street") && replaced.says("Closed A garden of my own"));
    let seen = sam_sees(&site, &town, person);
    assert!(seen.contains("A garden for my street") && !seen.contains("A garden of my own"));
    assert!(
        alex.open("/home/history")
            .says("You changed your plan: replaced a hope.")
    );
    // What a coach wrote is not the person's to close; it can be contested.
    sam_writes(&town, person, writing(EntryKind::Step, "Write a letter"));
    let (who, step) = (town.person(person), entry_of(&town, person, "Write a letter"));
    let tried = town.act(move |desk, _| own::change_plan(desk, &who, step, None));
    assert!(matches!(tried, Err(Error::NotNow(_))));
}

#[test]
fn a_plan_that_is_not_shared_is_the_persons_alone() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let alex = town.person(person);
    town.act(move |desk, _| own::write(desk, &alex, EntryKind::Hope, "A garden"))
        .expect("a hope");
    town.act(move |desk, _| {
        sayso_app::change_mind::leave(desk, &alex, person, sayso_app::change_mind::Heard::ONLINE)
    })
    .expect("leaving cannot fail");
    let sam = town.actor(town.cast.sam);
    let opened = town.act(move |desk, _| file::open(desk, &sam, person));
    assert!(matches!(opened, Ok(file::Opened::Left(_))));
    let site = town.serve();
    let plan = site.sit(Err(person)).open("/home/plan").clone();
    assert!(plan.says("Nobody but you can read this now.") && plan.says("A garden"));
}

#[test]
fn what_alex_writes_on_the_page_for_work_is_in_the_file_they_save_and_is_kept_nowhere() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/passport");
    says(&alex, "Nothing is written down yet.");
    says(&alex, "We do not keep what you write here.");

    let words = "A seat by the window on bad days";
    alex.send("/home/passport", &[("own", words)]);
    says(&alex, "In my own words");
    says(&alex, words);
    assert!(!alex.page.says("Nothing is written down yet."));
    alex.send("/home/passport", &[("as", "pdf")]);
    assert!(alex.page.body.starts_with("%PDF-1.7"));
    assert_eq!(
        alex.page.headers["content-disposition"],
        "attachment; filename=\"at-work.pdf\""
    );

    alex.open("/home/passport");
    assert!(!alex.page.says(words), "it was kept");
    for file in ["sayso.db", "sayso.db-wal"] {
        let Ok(bytes) = std::fs::read(town.data().join(file)) else {
            continue;
        };
        let there = bytes.windows(words.len()).any(|w| w == words.as_bytes());
        assert!(!there, "the words stand in {file}");
    }
}
