//! Public pages: what anybody reads without signing in, and what a cache on the way may keep.

use jiff::SignedDuration;
use sayso_testkit::Town;

use super::data_directory::Snapshot;

#[test]
fn public_pages_say_what_goes_where_and_show_nothing_of_who_reads_them() {
    let town = Town::new();
    let served = town.serve();
    let before = Snapshot::of(&town.data());
    for (path, says) in [
        (
            "/promises",
            "Its one rule: nothing about you moves without your say-so",
        ),
        (
            "/where-data-goes",
            "Information goes to the benefits system in none of these lines.",
        ),
        (
            "/who-pays",
            "Eastgate Futures also works for the benefits system: work capability assessments.",
        ),
        ("/what-we-cannot-stop", "Pressure in the room."),
        ("/accessibility", "What no person has checked yet"),
        ("/rules", "T1 proved."),
    ] {
        let mut reader = served.browser();
        let page = reader.open(path).clone();
        assert!(page.status == 200 && page.says(says), "{path}: {}", page.text());
        assert_eq!(
            page.headers.get("cache-control").map(String::as_str),
            Some("public, max-age=60"),
            "{path}"
        );
        assert!(
            !page.headers.contains_key("set-cookie") && !page.body.contains("name=\"csrf\""),
            "{path}"
        );
        assert_eq!(page.body.matches("<h1").count(), 1, "{path}");
    }
    // Outside the demo nobody tries anything out: real people are here.
    let mut reader = served.browser();
    assert!(reader.open("/try").says("so it is not offered here"));
    assert_eq!(reader.open("/try/1").status, 404);
    assert!(before == Snapshot::of(&town.data()), "reading writes nothing");
    // Somebody who is signed in gets their own frame around it, and nobody keeps that.
    let mut sam = served.sit(Ok(town.cast.sam));
    let own = sam.open("/promises");
    assert_eq!(
        own.headers.get("cache-control").map(String::as_str),
        Some("no-store")
    );
    let mut reader = served.browser();
    let start = reader.open("/").clone();
    assert_eq!(
        start.headers.get("cache-control").map(String::as_str),
        Some("no-store"),
        "it holds a form"
    );
    for link in [
        "/promises",
        "/where-data-goes",
        "/who-pays",
        "/what-we-cannot-stop",
        "/sign-in",
    ] {
        assert!(start.links().contains(&link.to_owned()), "{link}");
    }
    let json = reader.open("/where-data-goes.json").clone();
    assert_eq!(
        json.headers.get("content-type").map(String::as_str),
        Some("application/json")
    );
    assert!(json.body.contains("\"recipient_kind\": \"provider\"") && !json.body.contains("\"benefits\""));
}

#[test]
fn a_change_of_terms_is_public_before_it_counts() {
    let town = Town::new();
    let served = town.serve();
    let at = town.source.clone();
    town.publish_terms(28, |p| p.say_so_days = 90);
    let mut reader = served.browser();
    let page = reader.open("/where-data-goes").clone();
    assert!(page.says("Changes that are coming") && page.says("Working Better, version 2"));
    let (coming, current) = page.body.split_once("In effect now").expect("both are there");
    assert!(coming.contains("version 2") && current.contains("version 1"));
    at.advance(SignedDuration::from_hours(24 * 29));
    let page = reader.open("/where-data-goes").clone();
    assert!(!page.says("Changes that are coming") && page.says("Earlier versions"));
}

#[test]
fn a_claim_opens_the_very_test_that_shows_it() {
    let town = Town::new();
    let site = town.serve();
    let mut anybody = site.browser();
    let links = anybody.open("/promises").links();
    let shown: Vec<&String> = links.iter().filter(|l| l.starts_with("/shown-by/")).collect();
    assert!(shown.len() > 20, "{links:?}");
    for link in shown {
        let page = anybody.open(link);
        let name = link.rsplit('/').next().expect("a name");
        assert!(
            page.status == 200 && page.body.contains(&format!("fn {name}(")),
            "{link}"
        );
        assert!(page.says("#[test]"), "{link}");
    }
    assert_eq!(anybody.open("/shown-by/no_such_test").status, 404);
}
