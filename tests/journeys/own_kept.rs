//! How long is kept what nobody asks to be erased: as long as the terms that the person agreed to say, and no longer.

use jiff::SignedDuration;
use sayso_app::agree::Kept;
use sayso_app::{agree, change_mind};
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;
use sayso_core::words::NEW_MESSAGE;
use sayso_testkit::Town;

use crate::own_end::{alex_with_a_note, asks_and_confirms, no_seat_finds};
use crate::shared::{DAY, NO_TIME, says, told};

/// Six months, by the terms that the person says yes to from now on.
fn six_months(town: &Town) {
    town.change_terms(|p| p.erased_after_months = Some(6));
}

fn leaves(town: &Town, person: PersonId) {
    let heard = change_mind::Heard::ONLINE;
    town.act(move |desk, _| change_mind::leave(desk, &Actor::Person(person), person, heard))
        .expect("a stop never fails");
    town.later(NO_TIME);
}

fn left_long_ago(town: &Town) -> Kept {
    six_months(town);
    let kept = alex_with_a_note(town);
    leaves(town, kept.person);
    kept
}

/// Everything that left now.
fn messages(town: &Town, by: SignedDuration) -> Vec<String> {
    let gone = town.later(by);
    gone.into_iter().map(|g| g.message.text).collect()
}

#[test]
fn what_the_terms_say_is_erased_by_itself_after_a_warning_and_nobody_finds_it() {
    let town = Town::new();
    let kept = left_long_ago(&town);
    let (person, site) = (kept.person, town.serve());
    // Four months and a half are more than sixty days too early.
    assert_eq!(messages(&town, DAY * 115), Vec::<String>::new());
    let mut alex = site.sit(Err(person));
    alex.open("/home/erase");
    says(&alex, "Do you want everything here erased?");
    assert!(!alex.open("/home").says("is erased on"));

    // Sixty days before: a message that gives nothing away, a date on the page, a line in the history. Once.
    assert_eq!(messages(&town, DAY * 10), [NEW_MESSAGE]);
    let mut alex = site.sit(Err(person));
    alex.open("/home");
    says(&alex, "Everything here about you is erased on");
    alex.open("/home/erase");
    says(&alex, "You agreed to this when you said yes");
    assert!(told(&town, person).contains("The time that you agreed to is nearly over."));
    assert_eq!(messages(&town, DAY * 59), Vec::<String>::new());
    let mut alex = site.sit(Err(person));
    assert_eq!(alex.open("/home").status, 200, "not a day too early");

    town.later(DAY * 2);
    assert_eq!(alex.open("/home").path, "/sign-in");
    no_seat_finds(&town, &site, &kept);
}

#[test]
fn whoever_keeps_it_is_asked_again_a_year_later_and_not_before() {
    let town = Town::new();
    let kept = left_long_ago(&town);
    let (person, site) = (kept.person, town.serve());
    town.later(DAY * 125);
    let mut alex = site.sit(Err(person));
    alex.open("/home/erase");
    alex.send("/home/erase/keep", &[]);
    says(&alex, "Do you want everything here erased?");
    assert!(told(&town, person).contains("kept everything after all"));
    assert_eq!(messages(&town, DAY * 300), Vec::<String>::new());
    assert_eq!(site.sit(Err(person)).open("/home").status, 200);
    assert_eq!(messages(&town, DAY * 10), [NEW_MESSAGE]);
    town.later(DAY * 61);
    assert_eq!(alex.open("/home").path, "/sign-in");
    no_seat_finds(&town, &site, &kept);
}

#[test]
fn an_older_yes_keeps_what_it_said_and_terms_that_say_nothing_erase_nothing() {
    let town = Town::new();
    let kept = alex_with_a_note(&town);
    leaves(&town, kept.person);
    six_months(&town);
    assert_eq!(messages(&town, DAY * 900), Vec::<String>::new());
    let site = town.serve();
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home/notes");
    says(&alex, "Alex likes mornings");
}

#[test]
fn somebody_who_is_helped_or_asked_for_it_sooner_is_not_erased_by_the_terms() {
    let town = Town::new();
    six_months(&town);
    let kept = alex_with_a_note(&town);
    let (person, site) = (kept.person, town.serve());
    // Helped for longer than the time of the terms: it counts from the end of support.
    town.later(DAY * 170);
    assert_eq!(messages(&town, DAY * 5), Vec::<String>::new());
    leaves(&town, person);
    town.later(DAY * 125);
    // The person would rather not wait: the way with the private word and the code stands open beside it.
    asks_and_confirms(&town, &site, person);
    town.later(DAY * 8);
    assert_eq!(
        site.sit(Ok(town.cast.sam))
            .open(&format!("/person/{person}"))
            .status,
        404
    );
    no_seat_finds(&town, &site, &kept);
}

#[test]
fn a_new_yes_before_that_day_keeps_everything() {
    let town = Town::new();
    let kept = left_long_ago(&town);
    let person = kept.person;
    town.later(DAY * 125);
    let jo = town.actor(town.cast.jo);
    let mut yes = town.yes();
    yes.salt = [9; 32];
    town.act(move |desk, _| agree::at_the_desk(desk, &jo, Some(person), &yes))
        .expect("Alex says yes again");
    town.later(DAY);
    let site = town.serve();
    assert!(
        !site.sit(Err(person)).open("/home").says("is erased on"),
        "at once"
    );
    town.later(DAY * 70);
    let mut alex = site.sit(Err(person));
    alex.open("/home/notes");
    says(&alex, "Alex likes mornings");
}

#[test]
fn one_service_that_ended_long_ago_erases_nothing_while_another_helps_or_its_terms_say_nothing() {
    let town = Town::new();
    let kept = left_long_ago(&town);
    let (person, site) = (kept.person, town.serve());
    let second = town.second_service();
    let (jo, yes) = (
        town.actor(town.cast.jo),
        town.yes_to_talking(&second, Town::alex_details()),
    );
    let talks = town
        .act(move |desk, _| agree::at_the_desk(desk, &jo, Some(person), &yes))
        .expect("a yes to the other service");
    town.to_noor(&second, &talks);
    let still_here = || {
        let mut alex = site.sit(Err(person));
        alex.open("/home/erase");
        says(&alex, "Do you want everything here erased?");
        alex.open("/home/notes");
        says(&alex, "Alex likes mornings");
    };
    town.later(DAY * 150);
    still_here();
    // The other service ends too. Its terms give no time, and it is one record.
    leaves(&town, person);
    town.later(DAY * 400);
    still_here();
}

#[test]
fn a_code_that_was_asked_for_and_never_used_holds_nothing_up() {
    let town = Town::new();
    let kept = left_long_ago(&town);
    let (person, site) = (kept.person, town.serve());
    let mut alex = site.sit(Err(person));
    alex.open("/home/erase");
    alex.send("/home/erase", &[("private", "marigold")]);
    assert_eq!(messages(&town, DAY * 124).len(), 2, "the code, and the warning");
    town.later(DAY * 61);
    no_seat_finds(&town, &site, &kept);
    assert_eq!(alex.open("/home").path, "/sign-in");
    let gone = town.act(move |desk, _| sayso_app::session::sit(desk, Err(person)).map(drop));
    assert!(gone.is_err(), "{gone:?}");
}

#[test]
fn before_a_yes_everybody_can_read_when_it_is_erased() {
    let town = Town::new();
    six_months(&town);
    let site = town.serve();
    let mut anybody = site.browser();
    anybody.open("/where-data-goes");
    says(
        &anybody,
        "6 months after support ended. People are told 60 days before, and can keep it",
    );
    let mut priya = site.sit(Ok(town.cast.priya));
    priya.open("/commission");
    says(
        &priya,
        "Everything here about you is erased 6 months after support ended.",
    );
    let kept = alex_with_a_note(&town);
    let mut alex = site.sit(Err(kept.person));
    alex.open("/home/explained");
    says(
        &alex,
        "Everything here about you is erased 6 months after support ended.",
    );
}
