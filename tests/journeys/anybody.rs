//! The pages that anybody can open, in the reader's language: one press chooses it, it stays, and it says nothing about
//! whoever chose. What goes wrong is said in it too.

use sayso_core::reads::Reads;
use sayso_testkit::{Browser, Town};

use super::data_directory::Snapshot;

/// The page of this browser is in Welsh, says this, and says that nobody qualified has checked it.
fn in_welsh(browser: &Browser, words: &str) {
    let page = &browser.page;
    assert!(page.body.contains("<html lang=\"cy\""), "{}", page.path);
    assert!(page.says(words), "{}: {words} in {}", page.path, page.text());
    assert!(page.says("Nid oes neb wedi eu gwirio eto."), "{}", page.path);
}

#[test]
fn somebody_speaks_up_in_welsh_and_it_arrives() {
    let town = Town::new();
    let served = town.serve();
    let mut somebody = served.browser();
    somebody.open("/");
    somebody.follow("/in/cy.standard");
    assert_eq!(somebody.page.path, "/");
    in_welsh(&somebody, "Help gyda gwaith, os ydych ei eisiau");
    somebody.follow("/speak-up");
    in_welsh(&somebody, "Os yw rhywun mewn perygl nawr, ffoniwch 999.");
    let written = "Dywedon nhw y byddai fy arian yn stopio.";
    somebody.send("/speak-up", &[("kind", "benefits"), ("text", written)]);
    in_welsh(&somebody, "Cadwch y tri gair hyn.");
    let body = somebody.page.body.clone();
    let words = body.split("app-code\">").nth(1).and_then(|t| t.split('<').next());
    let words = words.expect("three words").to_owned();

    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/concerns");
    let mut links = grace.page.links().into_iter();
    let at = links.find(|l| l.starts_with("/concerns/") && l != "/concerns/questions");
    let at = at.expect("it waits for the guardian");
    assert!(grace.open(&at).says(written), "word for word");
    grace.send("/acknowledge", &[]);

    somebody.open("/speak-up/answer");
    somebody.send("/speak-up/answer", &[("words", "geiriau anghywir yma")]);
    assert_eq!(somebody.page.status, 422);
    in_welsh(&somebody, "Nid yw’r geiriau hyn yn agor dim. Gwiriwch bob gair");
    assert!(somebody.page.body.contains("<title>Gwall:"));
    somebody.send("/speak-up/answer", &[("words", &words)]);
    in_welsh(&somebody, "ei fod ganddynt");
    grace.open(&at);
    grace.send("/answer", &[("text", "Rydym wedi siarad â nhw.")]);
    somebody.open("/speak-up/answer");
    somebody.send("/speak-up/answer", &[("words", &words)]);
    in_welsh(&somebody, "Rydym wedi siarad â nhw.");
}

#[test]
fn an_error_page_speaks_the_readers_language() {
    let town = Town::new();
    let served = town.serve();
    // Nothing was chosen: English, and the other language is one press away, on this page too.
    let mut lost = served.browser();
    lost.open("/nothing-here");
    assert!(lost.page.status == 404 && lost.page.says("Page not found") && lost.page.says("Cymraeg"));
    lost.send("/words", &[]);
    assert_eq!(
        (lost.page.status, lost.page.path.as_str()),
        (404, "/nothing-here")
    );
    in_welsh(&lost, "Ni chafwyd hyd i’r dudalen");
    // A form that did not come from here, and one that is longer than any.
    lost.open("/speak-up");
    lost.post("/speak-up", &[("csrf", "not ours")]);
    assert_eq!(lost.page.status, 403);
    in_welsh(&lost, "Agorwch y dudalen eto, os gwelwch yn dda");
    lost.open("/speak-up");
    lost.send("/speak-up", &[("text", &"x".repeat(70_000))]);
    assert_eq!(lost.page.status, 413);
    in_welsh(&lost, "Mae hynny’n ormod i un ffurflen");
    // What is to be put right.
    lost.open("/questions");
    lost.send("/questions", &[("text", "")]);
    assert_eq!(lost.page.status, 422);
    in_welsh(&lost, "Mae problem");
    in_welsh(&lost, "Ysgrifennwch eich cwestiwn");
    // Too often: wait a moment.
    lost.open("/speak-up/answer");
    for _ in 0..60 {
        if lost.page.status == 503 {
            break;
        }
        lost.send("/speak-up/answer", &[("words", "a b c")]);
    }
    assert_eq!(lost.page.status, 503);
    in_welsh(&lost, "Rhowch gynnig arall arni mewn eiliad, os gwelwch yn dda");
    // What a person told us counts where nothing was chosen in the browser.
    let kept = town.alex_with_sam();
    let person = town.person(kept.person);
    town.act(move |desk, _| {
        let reads = Reads::parse("cy.standard").expect("a choice");
        sayso_app::own::set_reading(desk, &person, reads)
    })
    .expect("said");
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/nothing-here");
    assert_eq!(alex.page.status, 404);
    in_welsh(&alex, "Ni chafwyd hyd i’r dudalen");
    alex.open("/legal-demands");
    in_welsh(&alex, "Gofynion cyfreithiol fesul blwyddyn");
    // Staff read English, whatever the browser says.
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.set_cookie("reads", "cy.standard");
    assert!(sam.open("/nothing-here").says("Page not found") && sam.page.body.contains("<html lang=\"en\""));
}

#[test]
fn a_language_once_chosen_stays_and_says_nothing_about_anybody() {
    let town = Town::new();
    let served = town.serve();
    let before = Snapshot::of(&town.data());
    let mut reader = served.browser();
    reader.open("/promises");
    assert!(!reader.page.body.contains("name=\"csrf\"") && !reader.page.headers.contains_key("set-cookie"));
    reader.follow("/in/cy.standard");
    assert_eq!(reader.page.path, "/promises");
    in_welsh(&reader, "Beth yw hyn, a beth na fydd yn ei wneud?");
    assert_eq!(reader.cookie("reads"), Some("cy.standard"));
    assert_eq!(reader.cookie("visitor"), None, "nothing marks the reader");
    // It stays from page to page, and a cache keeps each language for those who chose it.
    for (path, words) in [
        ("/where-data-goes", "Dyma’r rhestr gyfan."),
        (
            "/who-pays",
            "Caiff ei henwi yma fel y gall y rheolau ei chau allan",
        ),
        ("/numbers", "A yw’n wirfoddol mewn gwirionedd?"),
        ("/what-we-cannot-stop", "Pwysau yn yr ystafell."),
        ("/switched-off", "Nid oes dim wedi’i ddiffodd."),
        ("/check", "A yw’r dderbynneb hon yn ddilys?"),
        ("/evaluation", "A yw’n helpu, ac a yw’n gwneud niwed?"),
        ("/policy", "Pwy gaiff wneud beth, a’r hyn a brofwyd am hynny"),
    ] {
        reader.open(path);
        in_welsh(&reader, words);
        let header = |name: &str| reader.page.headers.get(name).map(String::as_str);
        assert_eq!(header("cache-control"), Some("public, max-age=60"), "{path}");
        assert_eq!(header("vary"), Some("cookie"), "{path}");
        assert_eq!(header("set-cookie"), None, "{path}");
        assert_eq!(reader.page.body.matches("<h1").count(), 1, "{path}");
    }
    // Large print goes with it, and back.
    reader.follow("/in/cy.large_print");
    assert!(reader.page.path == "/policy" && reader.page.body.contains("app-large"));
    in_welsh(&reader, "Polisïau");
    reader.follow("/in/cy.standard");
    assert!(!reader.page.body.contains("app-large"));
    // The link goes on to pages of this site alone.
    for to in [
        "//elsewhere.example",
        "https://elsewhere.example",
        "/\\elsewhere.example",
    ] {
        reader.open(&format!("/in/cy.standard?to={to}"));
        assert_eq!(reader.page.path, "/card", "{to}");
    }
    // An address that somebody wrote by hand: two places to go to, no way of reading, none that there is.
    for (address, page) in [
        ("/in/cy.standard?to=/promises&to=/numbers", "/promises"),
        (
            "/in/cy.standard?to=%2Fpromises%26to%3D%2Fnumbers",
            "/promises&to=/numbers",
        ),
        ("/in/cy.standard?to", "/card"),
        ("/in/%FF?to=/promises", "/promises"),
    ] {
        reader.open(address);
        assert_eq!(reader.page.path, page, "{address}");
        assert!(
            reader.page.body.contains("<html lang=\"cy\""),
            "{address}: {}",
            reader.page.status
        );
    }
    reader.open("/where-data-goes");
    reader.follow("/in/en.standard");
    assert!(reader.page.says("This is the whole list."));
    assert!(before == Snapshot::of(&town.data()), "choosing writes nothing");
}
