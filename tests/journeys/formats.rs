//! One wording in five shapes and two languages: what the person read is what the yes says they read, and whatever they
//! get afterwards comes the way they read.

use sayso_app::{Lane, change_mind, own};
use sayso_core::id::PersonId;
use sayso_core::reads::{Language, Reads};
use sayso_core::sayso::{Channel, Format, How, Purpose};
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Served, Town};

use super::shared::{enrolled, says};

const NOT_SENT: &str = "We do not send your information to the DWP or Jobcentre.";
const HEB_EI_ANFON: &str = "Nid ydym yn anfon eich gwybodaeth at y DWP na’r Ganolfan Waith.";

fn card(town: &Town) -> String {
    let jo = town.actor(town.cast.jo);
    let made = town.act(move |desk, _| sayso_app::practice::make_cards(desk, &jo, 1));
    made.expect("a card is made").remove(0)
}

fn at_the_question(town: &Town, served: &Served) -> (Browser, String) {
    let words = card(town);
    let mut alex = served.browser();
    alex.open("/card");
    let way = alex.send("/card", &[("words", &words)]).path.clone();
    (alex, way)
}

fn show(browser: &mut Browser, language: &str, format: &str) {
    browser.send("/words", &[("read_language", language), ("read_format", format)]);
}

fn person_in(town: &Town, browser: &Browser) -> PersonId {
    let cookie = browser.cookie("sayso").map(str::to_owned);
    let actor = town.house.act(Lane::Normal, cookie, |_, visit| Ok(visit.actor));
    match actor.expect("a visit") {
        Actor::Person(person) => person,
        other => panic!("not a person: {other:?}"),
    }
}

/// How the only yes to support was given, as it is kept.
fn how(town: &Town, person: PersonId) -> How {
    let held = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 1, None))
        .expect("the person may always read what is held");
    let said = held.said.into_iter().find(|s| s.said.purpose == Purpose::Refer);
    said.expect("a yes").said.how
}

fn to_the_check(town: &Town, alex: &mut Browser, way: &str, language: &str, format: &str) {
    alex.send(way, &[("answer", "yes")]);
    let reads = [("read_language", language), ("read_format", format)];
    let mut about = vec![("name", "Alex Morgan"), ("phone", "020 7946 0111")];
    about.extend(reads);
    alex.send("/you", &about);
    let provider = town.cast.northway.to_string();
    alex.send(
        "/share",
        &[
            ("lines", "phone"),
            ("lines", "access_needs"),
            ("provider", &provider),
        ],
    );
    assert!(alex.page.path.ends_with("/check"), "{}", alex.page.text());
}

#[test]
fn alex_reads_welsh_in_easy_read_from_the_question_to_the_letter_and_the_yes_says_so() {
    let town = Town::new();
    let served = town.serve();
    let (mut alex, way) = at_the_question(&town, &served);
    says(&alex, NOT_SENT);
    assert!(alex.page.body.contains("<html lang=\"en\""));
    show(&mut alex, "cy", "easy_read");
    assert_eq!(alex.page.path, way, "the same page, another way");
    says(&alex, HEB_EI_ANFON);
    says(&alex, "Nid yw pobl sy’n defnyddio Hawdd ei Ddeall wedi gwirio");
    says(&alex, "Nid oes neb wedi eu gwirio eto");
    assert!(alex.page.body.contains("<html lang=\"cy\"") && alex.page.body.contains("app-picture"));
    assert!(!alex.page.says(NOT_SENT) && !alex.page.path.contains("cy"));

    to_the_check(&town, &mut alex, &way, "cy", "easy_read");
    says(&alex, "Gwiriwch cyn anfon");
    says(&alex, HEB_EI_ANFON);
    says(&alex, "Welsh, Easy Read");
    alex.send("/check", &[]);
    says(&alex, "Fe ddywedoch ie");
    let how = how(&town, person_in(&town, &alex));
    assert_eq!((how.language.as_str(), how.format), ("cy", Format::EasyRead));
    assert_eq!(how.wording.as_deref(), Some(sayso_words::version()));

    let cookie = alex
        .cookie("reads")
        .expect("the choice is in the browser")
        .to_owned();
    assert_eq!(cookie, "cy.easy_read");
    alex.open("/home/letter");
    says(&alex, "Fe ddywedoch ie i gymorth gyda gwaith");
    says(&alex, "Cymraeg");
    let version: String = sayso_words::version().chars().take(12).collect();
    says(&alex, &version);
    let text = alex.open("/home/letter/text").clone();
    assert_eq!(text.headers["content-type"], "text/plain; charset=utf-8");
    assert!(text.body.contains("Hawdd ei Ddeall") && !text.body.contains('<'));
    let pdf = alex.open("/home/letter/pdf").clone();
    assert_eq!(pdf.headers["content-type"], "application/pdf");
    assert!(pdf.body.starts_with("%PDF-1.7"));
    assert!(!pdf.headers["content-disposition"].contains("Alex"));
}

#[test]
fn a_plain_english_yes_says_so_with_the_same_version() {
    let town = Town::new();
    let served = town.serve();
    let (mut alex, way) = at_the_question(&town, &served);
    to_the_check(&town, &mut alex, &way, "en", "standard");
    alex.send("/check", &[]);
    let how = how(&town, person_in(&town, &alex));
    assert_eq!((how.language.as_str(), how.format), ("en", Format::Standard));
    assert_eq!(
        how.wording.as_deref(),
        Some(sayso_words::version()),
        "one version covers every shape"
    );
}

#[test]
fn words_shown_another_way_since_are_read_again_before_they_are_agreed_to() {
    let town = Town::new();
    let served = town.serve();
    let (mut alex, way) = at_the_question(&town, &served);
    to_the_check(&town, &mut alex, &way, "en", "standard");
    // Another page of the same browser turns to Welsh; the page that stands open is in English.
    alex.set_cookie("reads", "cy.standard");
    let page = alex.send("/check", &[]).clone();
    assert_eq!(page.status, 422);
    assert!(page.says("Darllenwch ef eto cyn cadarnhau"), "{}", page.text());
    alex.send("/check", &[]);
    let how = how(&town, person_in(&town, &alex));
    assert_eq!(how.language, "cy");
}

#[test]
fn every_shape_of_the_question_makes_the_same_promises_and_has_the_same_three_doors() {
    let town = Town::new();
    let served = town.serve();
    let (mut alex, _) = at_the_question(&town, &served);
    for reads in Reads::all() {
        show(&mut alex, reads.language.as_str(), reads.format.as_str());
        let (promise, care) = match reads.language {
            Language::English => (NOT_SENT, "Your care stays the same."),
            Language::Welsh => (HEB_EI_ANFON, "Mae eich gofal yn aros yr un fath."),
        };
        assert!(
            alex.page.says(promise) && alex.page.says(care),
            "{reads}: {}",
            alex.page.text()
        );
        let doors: Vec<String> = alex.page.choices().into_iter().map(|(_, value)| value).collect();
        for door in ["yes", "not_yet", "no"] {
            assert!(doors.iter().any(|d| d == door), "{reads}: {doors:?}");
        }
        let large = alex.page.body.contains("app-large");
        assert_eq!(large, reads.format == Format::LargePrint, "{reads}");
    }
    // Whoever comes next at this computer chooses afresh.
    show(&mut alex, "xx", "standard");
    assert_eq!(
        alex.page.status, 200,
        "a choice that is none shows the page as it was"
    );
}

#[test]
fn a_need_that_the_person_tells_is_flagged_to_their_practice_met_on_paper_and_asked_again() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    enrolled(&town, kept.person);
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/reading");
    says(&alex, "You have not told us yet.");
    alex.send(
        "/home/reading",
        &[("read_language", "cy"), ("read_format", "large_print")],
    );
    says(&alex, "Dywedoch wrthym");
    assert!(alex.page.body.contains("app-large") && alex.page.body.contains("<html lang=\"cy\""));
    alex.open("/home/history");
    says(&alex, "Cywirwyd sut rydych yn darllen gennych chi.");
    assert!(alex.page.body.contains("<html lang=\"cy\""));
    alex.open("/promises");
    says(&alex, "Ni fydd yn ymestyn ie.");
    alex.open("/rules");
    assert!(
        alex.page.body.contains("<html lang=\"cy\""),
        "the rules stand there in Welsh too"
    );

    // Flagged at the desk; and what Jo types there prints the way Alex reads.
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    says(&jo, "Reads: Welsh, large print.");
    says(&jo, "They are asked again from");
    let (person, actor) = (kept.person, town.actor(town.cast.jo));
    let heard = change_mind::Heard {
        channel: Channel::Phone,
        ..change_mind::Heard::ONLINE
    };
    town.act(move |desk, _| change_mind::leave(desk, &actor, person, heard))
        .expect("Alex leaves by phone");
    jo.open(&format!("/practice/person/{}/receipt", kept.person));
    says(
        &jo,
        "Alex Morgan, fe ddywedoch eich bod eisiau gadael. Mae’r rhannu wedi dod i ben.",
    );
    says(&jo, "Ni chaiff neb fynnu eich bod yn dangos hwn.");
    assert!(jo.page.body.contains("app-said--large") && jo.page.body.contains("lang=\"cy\""));
    assert!(
        jo.page.body.contains("<html lang=\"en\""),
        "around it, the page of staff is in English"
    );

    // After a year it still counts, and is asked again.
    town.source.advance(jiff::SignedDuration::from_hours(366 * 24));
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    says(&jo, "Please ask whether this is still right.");
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/reading");
    says(&alex, "A yw’n dal yn gywir?");
}

#[test]
fn at_the_desk_the_screen_turns_to_the_patient_in_their_own_words() {
    let town = Town::new();
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/find?for=offer");
    patel.send("/practice/find/add", &[("new_name", "Bronwen Rees")]);
    assert!(patel.page.path.starts_with("/offer/"), "{}", patel.page.path);
    patel.send("/offer/", &[("answer", "yes")]);
    patel.follow("/details");
    patel.send("/details", &[("phone", "020 7946 0222")]);
    patel.send("/words", &[("read_language", "cy"), ("read_format", "easy_read")]);
    says(&patel, HEB_EI_ANFON);
    assert!(patel.page.body.contains("app-picture"));
    let northway = town.cast.northway.to_string();
    let yes = [
        ("provider", northway.as_str()),
        ("lines", "phone"),
        ("channel", "in_person"),
    ];
    patel.send("/share", &yes);
    // The receipt to take home is in the same words, and says which they were.
    says(&patel, "Bronwen Rees, dyma eich llythyr.");
    says(&patel, "Cadwch nhw i chi’ch hun.");
    says(&patel, "Hawdd ei Ddeall");
}

#[test]
fn a_card_for_somebody_who_reads_welsh_in_easy_read_is_printed_so_and_opens_so() {
    let town = Town::new();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/cards");
    let asked = [
        ("count", "1"),
        ("read_language", "cy"),
        ("read_format", "easy_read"),
    ];
    jo.send("/practice/cards", &asked);
    says(&jo, "Teipiwch dri gair y cerdyn hwn.");
    says(&jo, "Nid oes neb yn gwybod pwy sydd â’r cerdyn hwn.");
    says(&jo, "/in/cy.easy_read");
    assert!(jo.page.body.contains("app-picture"));
    // At home the same address opens the page of the card in Welsh; the question then comes in Easy Read.
    let mut alex = served.browser();
    alex.open("/in/cy.easy_read");
    assert_eq!(alex.page.path, "/card");
    says(&alex, "Beth mae eich cerdyn yn ei ddweud?");
    let words = card(&town);
    alex.send("/card", &[("words", &words)]);
    says(&alex, "Nid yw pobl sy’n defnyddio Hawdd ei Ddeall wedi gwirio");
    // An address that names nothing opens the page as it is, and an ordinary card needs none.
    let mut other = served.browser();
    other.open("/in/xx.nothing");
    says(&other, "What does your card say?");
    jo.open("/practice/cards");
    jo.send("/practice/cards", &[]);
    assert!(!jo.page.says("/in/"));
    says(&jo, "Nobody knows who has this card.");
}
