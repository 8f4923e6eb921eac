//! A yes to one more thing that a patient says at the desk or on the phone: typed by staff, told to the patient before it
//! counts, undone in one step.

use sayso_app::agree::Kept;
use sayso_core::decide::carry::Handed;
use sayso_core::decision::MessageKind;
use sayso_core::person::{Limits, Way};
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{HOUR, NO_TIME, enrolled, says, told};

/// Jo hears on the phone that Alex lets the practice know of meetings, and types it.
fn by_phone(town: &Town, served: &Served, kept: &Kept) {
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    jo.follow("/more");
    let choices = jo.page.choices();
    let what = choices.iter().find(|(_, v)| v.starts_with("feedback_to_gp "));
    let what = what.expect("it can be asked for").1.clone();
    assert_eq!(
        jo.send("/more", &[("what", &what)]).status,
        422,
        "how it was heard"
    );
    says(&jo, "Say how you heard it");
    let said = [
        ("what", what.as_str()),
        ("line", "appointments"),
        ("channel", "phone"),
        ("decided", "patient"),
    ];
    jo.send("/more", &said);
    says(&jo, "It is done");
    says(&jo, "Jo Reyes");
}

/// What Dr Patel reads of it.
fn the_practice_reads(town: &Town, served: &Served, kept: &Kept) -> bool {
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open(&format!("/practice/sent/{}", kept.referral));
    let not = patel.page.says("The patient has not chosen to share this.");
    assert_ne!(not, patel.page.says("Their meetings"));
    !not
}

#[test]
fn a_yes_to_one_more_thing_that_jo_types_is_told_to_alex_and_counts_only_a_day_later() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    town.later(NO_TIME);
    let served = town.serve();
    by_phone(&town, &served, &kept);
    // Pressed twice, it is one yes and one message.
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}/more", kept.person));
    let choices = jo.page.choices();
    let what = choices.iter().find(|(_, v)| v.starts_with("feedback_to_gp "));
    let what = what.expect("it can be asked for").1.clone();
    let again = [
        ("what", what.as_str()),
        ("line", "appointments"),
        ("channel", "phone"),
        ("decided", "patient"),
    ];
    assert_eq!(jo.send("/more", &again).status, 422);
    let gone = town.later(NO_TIME);
    let to_alex = |g: &&sayso_app::deliver::Gone| {
        g.message.person == kept.person && g.message.kind == MessageKind::ToPerson
    };
    assert_eq!(gone.iter().filter(to_alex).count(), 1, "before it counts");
    assert!(!the_practice_reads(&town, &served, &kept), "not yet");
    assert!(told(&town, kept.person).contains("wrote down your yes to one more thing"));
    town.later(HOUR * 25);
    assert!(
        !the_practice_reads(&town, &served, &kept),
        "it lies at the practice, and nobody has read it out"
    );
    let (jo, id) = (
        town.actor(town.cast.jo),
        gone.iter().find(to_alex).expect("one").message.id,
    );
    town.act(move |desk, _| sayso_app::practice::letters::handed(desk, &jo, &[id], Handed::ReadOut))
        .expect("Jo read it out");
    assert!(the_practice_reads(&town, &served, &kept));
}

#[test]
fn alex_undoes_it_in_one_step_before_it_counts_and_another_practice_types_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let served = town.serve();
    by_phone(&town, &served, &kept);
    let mut alex: Browser = served.sit(Err(kept.person));
    alex.open("/home/more");
    says(&alex, "somebody typed it for you");
    alex.send("/home/change/some", &[]);
    town.later(HOUR * 25);
    assert!(!the_practice_reads(&town, &served, &kept));
    let mut hart = served.sit(Ok(town.cast.hart));
    let path = format!("/practice/person/{}/more", kept.person);
    assert_eq!(hart.open(&path).status, 404);
}

#[test]
fn somebody_who_reads_letters_is_told_by_one_before_it_counts() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    crate::messages::enrolled(&town, &kept, Way::Post, Limits::default());
    let served = town.serve();
    by_phone(&town, &served, &kept);
    town.later(HOUR * 50);
    assert!(!the_practice_reads(&town, &served, &kept), "nobody has posted it");
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/letters");
    jo.send("/practice/letters", &[("how", "posted")]);
    assert!(
        the_practice_reads(&town, &served, &kept),
        "told, and the time is over"
    );
}
