//! Reception: typing what a patient said, with when and how; reading out a code; a danger. And what a clinician reads
//! afterwards: what was sent, words for the record.

use jiff::SignedDuration;
use sayso_app::practice::reception;
use sayso_app::{Error, agree, change_mind, own, proposal};
use sayso_core::decision::MessageKind;
use sayso_core::event::EventKind;
use sayso_core::referral::State;
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::practice::told;

#[test]
fn a_phone_call_is_typed_with_the_time_it_was_said_and_ends_everything() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    town.source.advance(SignedDuration::from_hours(24));
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&format!("/person/{}", kept.person)).status, 200);

    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    let half = [("what", "everything")];
    assert_eq!(
        jo.send("/mind", &half).status,
        422,
        "how it was heard is part of what is kept"
    );
    let said = [
        ("what", "everything"),
        ("channel", "phone"),
        ("decided", "patient"),
        ("said[day]", "20"),
        ("said[month]", "5"),
        ("said[year]", "2026"),
        ("time", "08:15"),
    ];
    jo.send("/mind", &said);
    assert!(jo.page.says("It is done"), "{}", jo.page.text());
    assert!(jo.page.says("Wednesday 20 May 2026 at 8:15am") && jo.page.says("Jo Reyes"));
    assert!(jo.page.says("had gone to Northway Work"));

    // The consequence: Sam's next click finds nothing of Alex, and Alex reads who typed it.
    let sams = sam.open(&format!("/person/{}", kept.person));
    assert!(!sams.says("020 7946 0111") && !sams.says("work with plants"));
    let alex = Actor::Person(kept.person);
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 50, None))
        .expect("Alex reads everything");
    assert!(held.referrals.iter().all(|s| s.referral.state == State::Left));
    let left = held
        .history
        .iter()
        .find(|e| e.kind == EventKind::Left)
        .expect("told");
    assert!(
        left.text
            .starts_with("Jo Reyes, practice team at Riverside Surgery recorded that you left, by phone.")
    );
    assert!(left.happened_at < left.recorded_at);
}

#[test]
fn a_held_yes_is_undone_at_reception_and_nothing_ever_leaves() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    jo.send("/undo", &[]);
    assert!(
        jo.page.says("undid it before it was sent. Nothing left."),
        "{}",
        jo.page.text()
    );
    let gone = town.later(SignedDuration::from_hours(48));
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::Referral));
}

#[test]
fn a_code_is_read_out_at_reception_and_alex_sees_that_it_was() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let words = kept.card.clone();
    town.act(move |desk, _| sayso_app::session::ask_for_code(desk, &words, "1990-05-18"))
        .expect("a code is made");
    town.later(SignedDuration::from_secs(1));
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(jo.open("/practice/messages").says("A sign-in code"));
    assert!(!jo.page.says("Your code is"), "the list does not say it");
    let code = jo
        .page
        .links()
        .into_iter()
        .filter(|l| l.starts_with("/practice/messages/"))
        .find(|l| jo.open(l).says("Your code is"));
    let code = code.expect("one of them is the code");
    assert_eq!(served.sit(Ok(town.cast.hart)).open(&code).status, 404);
    let events = told(&town, kept.person);
    assert!(
        events
            .iter()
            .any(|e| e.contains("opened a message to you, to read it out: a sign-in code.")),
        "{events:?}"
    );
}

#[test]
fn a_danger_is_reported_after_leaving_without_reopening_anything() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (jo_seat, person) = (town.actor(town.cast.jo), kept.person);
    let heard = change_mind::Heard {
        channel: sayso_core::sayso::Channel::Phone,
        said_at: None,
    };
    town.act(move |desk, _| change_mind::leave(desk, &jo_seat, person, heard))
        .expect("leaving cannot fail");
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(jo.open("/practice").says("1 patient has left the service"));
    assert!(jo.follow("/practice/notices").says("Alex Morgan has left."));
    jo.open(&format!("/practice/person/{person}/danger"));
    assert!(jo.page.says("Call 999 first"));
    jo.send("/danger", &[("words", "They said they are not safe at home")]);
    assert!(
        jo.page
            .says("It is on the first page of everybody at the practice")
    );
    let alex = Actor::Person(person);
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 50, None))
        .expect("Alex reads everything");
    assert!(held.open().is_none(), "nothing was opened again");
}

#[test]
fn a_receipt_is_only_for_who_typed_it() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let (jo, patel, person) = (town.actor(town.cast.jo), town.actor(town.cast.patel), kept.person);
    town.act(move |desk, _| agree::undo(desk, &jo, person))
        .expect("undone");
    let read = town.act(move |desk, _| reception::receipt(desk, &patel, person));
    assert_eq!(read.unwrap_err(), Error::NotFound);
    let name = town
        .act(move |desk, _| reception::receipt(desk, &jo, person))
        .expect("Jo typed it")
        .name;
    assert_eq!(name, "Alex Morgan");
}

#[test]
fn the_practice_reads_what_it_sent_and_not_what_came_of_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/sent");
    assert!(patel.page.says("Alex Morgan") && !patel.page.says("With a coach"));
    patel.follow(&format!("/practice/sent/{}", kept.referral));
    assert!(patel.page.says("020 7946 0111") && patel.page.says("The patient has not chosen to share this."));
    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(!jo.open("/practice/sent").says("Alex Morgan"));
    assert_eq!(jo.open(&format!("/practice/sent/{}", kept.referral)).status, 404);
    assert!(
        told(&town, kept.person)
            .iter()
            .any(|e| e.starts_with("Dr Patel, clinician at Riverside Surgery read what was sent:"))
    );
}

#[test]
fn words_for_the_record_are_accepted_by_a_clinician_and_by_nobody_else() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (sam, alex, person) = (town.actor(town.cast.sam), Actor::Person(kept.person), kept.person);
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Has asked for step-free access at work."))
        .expect("Sam suggests words");
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    assert!(
        patel.open("/practice/words").says("No words are waiting"),
        "not before Alex agrees"
    );
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 1, None));
    let words = held.expect("Alex reads it").proposals[0].id;
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, words))
        .expect("Alex agrees");

    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(!jo.open("/practice/words").says("Alex Morgan"));
    assert_eq!(jo.open(&format!("/practice/words/{words}")).status, 404);
    patel.open("/practice/words");
    patel.follow(&format!("/practice/words/{words}"));
    assert!(patel.page.says("Has asked for step-free access at work."));
    patel.send("/accept", &[]);
    let gone = town.later(SignedDuration::from_secs(1));
    assert!(
        gone.iter()
            .any(|g| g.message.kind == MessageKind::File && g.message.proposal == Some(words))
    );
    patel.send("/there", &[]);
    assert!(
        told(&town, person)
            .iter()
            .any(|e| e.contains("put the words you agreed into your GP record"))
    );
}
