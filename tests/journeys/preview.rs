//! Before a yes to tell the practice: what it would read today, from the very rows that it reads afterwards.

use sayso_app::own;
use sayso_core::entry::EntryKind;
use sayso_testkit::Town;

use crate::shared::{says, starts_work};
use crate::told_practice::{AT, ticks, written};

#[test]
fn alex_reads_before_the_yes_what_the_practice_reads_after_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/more");
    says(&alex, "What Riverside Surgery would read today:");
    says(&alex, "nothing yet");
    says(&alex, "What is added later goes too, until you stop it.");
    assert!(!alex.page.says(AT));

    written(&town, &kept);
    alex.open("/home/more");
    says(&alex, AT);
    assert!(!alex.page.says("bakery"), "where a meeting is goes to nobody");
    ticks(&town, &kept, &["appointments"]);
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open(&format!("/practice/sent/{}", kept.referral));
    says(&patel, AT);
}

#[test]
fn what_alex_sealed_is_in_no_preview_and_not_read_afterwards() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    written(&town, &kept);
    let me = town.person(kept.person);
    town.act(move |desk, _| {
        let held = own::open(desk, &me, "your page", 0, None)?;
        let meeting = held
            .entries
            .iter()
            .find(|w| w.entry.kind == EntryKind::Appointment);
        let meeting = meeting.expect("Sam booked it").entry.id;
        own::seal(desk, &me, meeting, &[])
    })
    .expect("Alex seals the meeting");
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/more");
    assert!(!alex.page.says(AT), "{}", alex.page.text());
    ticks(&town, &kept, &["appointments"]);
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open(&format!("/practice/sent/{}", kept.referral));
    assert!(!patel.page.says(AT), "{}", patel.page.text());
}

#[test]
fn alex_reads_before_each_yes_what_sam_would_read_and_sam_reads_that_and_no_more() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/more");
    says(&alex, "What Northway Work would read today:");
    says(&alex, "You write exact pay down yourself, later.");
    let need = |alex: &mut sayso_testkit::Browser, text: &str| {
        alex.open("/home/notes");
        alex.send("/home/notes", &[("about", "need"), ("text", text)]);
    };
    need(&mut alex, "Zq a chair with a back");
    need(&mut alex, "Zq a dark room");
    let me = town.person(kept.person);
    town.act(move |desk, _| {
        let held = own::open(desk, &me, "your page", 0, None)?;
        let dark = held.entries.iter().find(|w| w.entry.text == "Zq a dark room");
        own::seal(desk, &me, dark.expect("it is there").entry.id, &[])
    })
    .expect("Alex seals one");
    starts_work(&town, &mut alex);

    alex.open("/home/more");
    says(&alex, "Zq a chair with a back");
    assert!(!alex.page.says("Zq a dark room"), "{}", alex.page.text());
    says(&alex, "What you sealed is not in it.");
    says(
        &alex,
        "What Northway Work would count today. This yes lets nobody read it:",
    );
    says(&alex, "Started");
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(!sam.open(&format!("/person/{}", kept.person)).says("Zq a chair"));

    let northway = town.cast.northway.to_string();
    alex.send(
        "/home/more",
        &[
            ("purpose", "needs_at_work"),
            ("recipient", northway.as_str()),
            ("answer", "yes"),
        ],
    );
    sam.open(&format!("/person/{}", kept.person));
    says(&sam, "Zq a chair with a back");
    assert!(!sam.page.says("Zq a dark room"), "{}", sam.page.text());
}
