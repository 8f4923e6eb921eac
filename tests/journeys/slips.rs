//! The slip that says "I want to stop" without the internet: on every card, receipt and letter, and enough by itself at
//! the practice's desk.

use sayso_app::change_mind::{self, Heard};
use sayso_app::own;
use sayso_core::decision::MessageKind;
use sayso_core::reads::{Language, Reads};
use sayso_core::referral::State;
use sayso_core::sayso::{Channel, Format};
use sayso_testkit::Town;

use crate::shared::{NO_TIME, enrolled, says};

const SLIP: &str = "I want to stop everything and leave.";

#[test]
fn every_card_has_a_slip_in_the_language_and_shape_of_the_card() {
    let town = Town::new();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/cards");
    let sheet = jo.send("/practice/cards", &[]);
    assert_eq!(sheet.text().matches(SLIP).count(), 10, "one for each card");
    assert!(sheet.says("three words of my card:"), "no card is written on it");
    jo.open("/practice/cards");
    let welsh = [("read_language", "cy"), ("read_format", "large_print")];
    let sheet = jo.send("/practice/cards", &welsh);
    assert!(
        sheet.says("Rwyf eisiau stopio popeth a gadael.") && sheet.body.contains("app-said--large"),
        "{}",
        sheet.text()
    );
}

#[test]
fn the_letter_has_it_on_the_page_in_welsh_and_in_the_file_for_print() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/letter");
    says(&alex, SLIP);
    says(&alex, &kept.reference);
    let pdf = alex.open("/home/letter/pdf");
    assert!(pdf.body.starts_with("%PDF-"));
    let text = alex.open("/home/letter/text").body.clone();
    assert!(text.contains(SLIP) && text.contains("post it there"), "{text}");
    let person = town.person(kept.person);
    let welsh = Reads {
        language: Language::Welsh,
        format: Format::LargePrint,
    };
    town.act(move |desk, _| own::set_reading(desk, &person, welsh))
        .expect("Alex reads Welsh in large print");
    alex.open("/home/letter");
    says(&alex, "Rwyf eisiau stopio popeth a gadael.");
    assert!(alex.open("/home/letter/pdf").body.starts_with("%PDF-"));
}

#[test]
fn a_slip_without_a_name_stops_everything_from_the_day_that_is_written_on_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/find?for=mind");
    assert_eq!(jo.send("/practice/find", &[("slip", "K7M")]).status, 422);
    says(&jo, "Check what the slip says");
    // The reference as somebody writes it by hand.
    let written = kept.reference.to_lowercase().replace('-', " ");
    jo.send("/practice/find", &[("slip", &written)]);
    says(&jo, "Alex Morgan");
    jo.send("/practice/find/choose", &[]);
    let slip = [
        ("what", "everything"),
        ("channel", "paper"),
        ("decided", "patient"),
    ];
    jo.send("/mind", &slip);
    says(&jo, "It is done");
    let alex = town.person(kept.person);
    let held = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 0, None))
        .expect("Alex's page");
    assert!(held.referrals.iter().all(|s| s.referral.state == State::Left));
    // The three words of the card that is Alex's lead there too, and another practice finds nobody by either.
    jo.open("/practice/find?for=mind");
    jo.send("/practice/find", &[("slip", &kept.card.replace('-', " "))]);
    says(&jo, "Alex Morgan");
    let mut hart = served.sit(Ok(town.cast.hart));
    for written in [&kept.reference, &kept.card] {
        hart.open("/practice/find?for=mind");
        hart.send("/practice/find", &[("slip", written)]);
        says(&hart, "Nobody on the list fits");
    }
}

#[test]
fn a_letter_has_a_slip_and_one_that_others_may_open_has_none() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let (sam, person) = (town.actor(town.cast.sam), kept.person);
    let heard = Heard {
        channel: Channel::Phone,
        said_at: None,
    };
    // What waits at the desk after Sam has written a pause down, or its end.
    let letter = || {
        let gone = town.later(NO_TIME);
        let sent = gone.iter().find(|g| g.message.kind == MessageKind::ToPerson);
        let id = sent.expect("Alex is told").message.id;
        let mut jo = served.sit(Ok(town.cast.jo));
        jo.open(&format!("/practice/messages/{id}"));
        says(&jo, "You have a new message");
        jo.page.says(SLIP)
    };
    town.act(move |desk, _| change_mind::pause(desk, &sam, person, heard))
        .expect("Sam writes a pause down");
    assert!(!letter(), "nobody has said that nobody else opens their post");
    enrolled(&town, person);
    town.act(move |desk, _| change_mind::resume(desk, &sam, person, heard))
        .expect("and its end");
    assert!(letter());
}
