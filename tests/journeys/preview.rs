//! Before a yes to tell the practice: what it would read today, from the very rows that it reads afterwards.

use sayso_app::own;
use sayso_core::entry::EntryKind;
use sayso_testkit::Town;

use crate::shared::says;
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
