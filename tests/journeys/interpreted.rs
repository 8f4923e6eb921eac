//! A yes that went through somebody who interpreted: it says so wherever its person reads it, nobody else is told who it
//! was, and nobody has to say.

use sayso_core::id::PersonId;
use sayso_core::sayso::{How, Interpreted, Interpreter};
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{DAY, enrolled, says, told};

/// Dr Patel, with the screen turned to somebody new; they read in Welsh where asked.
fn at_the_share_page(town: &Town, served: &Served, name: &str) -> Browser {
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/find?for=offer");
    patel.send("/practice/find/add", &[("new_name", name)]);
    patel.send("/offer/", &[("answer", "yes")]);
    patel.follow("/details");
    patel.send("/details", &[("phone", "020 7946 0222")]);
    patel
}

fn says_yes(town: &Town, patel: &mut Browser, more: &[(&str, &str)]) {
    let northway = town.cast.northway.to_string();
    let mut yes = vec![
        ("provider", northway.as_str()),
        ("lines", "phone"),
        ("channel", "in_person"),
    ];
    yes.extend(more);
    patel.send("/share", &yes);
}

/// Whose the yes on the page that confirms it is.
fn person_on(patel: &Browser) -> PersonId {
    let action = patel.page.body.split("/practice/person/").nth(1);
    let id = action.and_then(|rest| rest.split('/').next()).expect("a form");
    id.parse().expect("an id")
}

#[test]
fn a_yes_through_an_interpreter_says_so_wherever_it_is_read() {
    let town = Town::new();
    let served = town.serve();
    let mut patel = at_the_share_page(&town, &served, "Ola Nowak");
    says(&patel, "For a yes, a professional interpreter is best.");
    let by = [
        ("interpreted_by", "professional"),
        ("interpreted_language", "pl"),
        ("interpreted_who", "Tower Languages 4711"),
    ];
    says_yes(&town, &mut patel, &by);
    let sentence = "A professional interpreter put the words into Polish and back.";
    says(&patel, sentence);
    let person = person_on(&patel);

    enrolled(&town, person);
    let mut ola = served.sit(Err(person));
    for page in ["/home/held", "/home/copy", "/home/letter", "/home/letter/text"] {
        ola.open(page);
        says(&ola, sentence);
        says(&ola, "Tower Languages 4711");
    }
    let history = told(&town, person);
    assert!(
        history.contains("It was interpreted by a professional interpreter.") && !history.contains("Tower"),
        "{history}"
    );
    ola.set_cookie("reads", "cy.standard");
    ola.open("/home/letter");
    says(
        &ola,
        "Rhoddodd cyfieithydd proffesiynol y geiriau mewn iaith arall ac yn ôl: Polish.",
    );
    ola.open("/home/history");
    says(&ola, "Fe’i cyfieithwyd ar y pryd gan gyfieithydd proffesiynol.");

    ola.open("/home/copy");
    let copy = ola.send("/home/copy", &[("private", "marigold")]).clone();
    for part in [
        "\"by\": \"professional\"",
        "\"who\": \"Tower Languages 4711\"",
        "StructureDefinition/interpreted",
        "\"valueString\": \"Polish\"",
    ] {
        assert!(copy.body.contains(part), "{part}");
    }

    // Whoever supports Ola later is told nothing of it: it was between Ola and the practice.
    town.later(DAY * 3);
    let mut lena = served.sit(Ok(town.cast.lena));
    for page in ["/intake", "/team"] {
        lena.open(page);
        assert!(
            !lena.page.says("Tower") && !lena.page.says("interpreter"),
            "{page}"
        );
    }
}

#[test]
fn a_yes_that_a_relative_interpreted_is_put_before_the_guardian_and_named_nowhere() {
    let town = Town::new();
    // More yeses than the guardian is shown; the one that a relative interpreted is among them whatever the lot says.
    let mut marked = None;
    for nth in 0..8_u8 {
        let mut yes = town.yes();
        yes.details.name = format!("Robin Vale {nth}");
        yes.salt = [nth + 20; 32];
        if nth == 3 {
            yes.interpreted = Interpreted::new(Interpreter::Brought, "Polish", "Aunt Halina");
        }
        let kept = town.says_yes(yes);
        if nth == 3 {
            marked = Some(kept.person);
        }
    }
    let person = marked.expect("one of them");
    assert!(told(&town, person).contains("It was interpreted by somebody whom you brought."));
    town.source.advance(DAY * 40);
    let served = town.serve();
    for seat in [town.cast.grace, town.cast.dele] {
        let mut guardian = served.sit(Ok(seat));
        guardian.open("/oversight");
        let page = guardian.page.text();
        let marks = page
            .matches("Somebody whom the patient brought interpreted it.")
            .count();
        assert_eq!(marks, 1, "{page}");
        let first = page.split("Typed by").nth(1).expect("a typed yes");
        assert!(
            first.contains("whom the patient brought"),
            "it comes first: {page}"
        );
        assert!(!page.contains("Halina") && !page.contains("Robin") && !page.contains("Polish"));
    }
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    grace.send("/oversight/ask", &[]);
    let mut robin = served.sit(Err(person));
    robin.open("/home");
    says(&robin, "Was your yes your own choice?");
}

#[test]
fn nobody_has_to_say_who_interpreted() {
    let town = Town::new();
    let served = town.serve();
    let mut patel = at_the_share_page(&town, &served, "Robin Vale");
    says_yes(&town, &mut patel, &[]);
    says(&patel, "Kept, not sent yet");
    assert!(!patel.page.says("Interpreter"));
    assert!(!told(&town, person_on(&patel)).contains("interpreted"));

    // Who says half of it is asked for the rest, and keeps what they typed.
    let mut patel = at_the_share_page(&town, &served, "Ola Nowak");
    says_yes(
        &town,
        &mut patel,
        &[("interpreted_by", "brought"), ("interpreted_who", "Aunt Halina")],
    );
    assert_eq!(patel.page.status, 422);
    says(&patel, "Choose the language that was interpreted");
    assert!(patel.page.body.contains("Aunt Halina"));
    let by = [("interpreted_by", "brought"), ("interpreted_language", "bfi")];
    says_yes(&town, &mut patel, &by);
    says(
        &patel,
        "Somebody whom you brought put the words into British Sign Language and back.",
    );
    let person = person_on(&patel);
    // A stop asks nothing of the kind.
    patel.open(&format!("/practice/person/{person}/mind"));
    assert!(!patel.page.says("interpret"), "{}", patel.page.text());
}

#[test]
fn a_yes_from_before_anybody_asked_is_read_as_one_that_nobody_is_said_to_have_interpreted() {
    let mut old = serde_json::to_value(How::online()).expect("JSON");
    let there = old.as_object_mut().and_then(|o| o.remove("interpreted"));
    assert_eq!(there, None, "nothing is written where nobody interpreted");
    let how: How = serde_json::from_value(old).expect("it can be read");
    assert_eq!(how.interpreted, None);
}
