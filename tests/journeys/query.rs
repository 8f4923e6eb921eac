//! The guardian asks an organisation about one access: it is answered there by somebody else than who looked, read, and
//! closed. Nobody who is helped is named, and nobody reads of it in their own history.

use jiff::SignedDuration;
use sayso_testkit::{Browser, Town};

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

/// The drawn access of this seat that waits for a check.
fn drawn_of(b: &Browser, who: &str) -> Option<String> {
    let mut cards = b.page.body.split("<div class=\"nhsuk-card");
    let card = cards.find(|p| p.contains(who) && p.contains("/oversight/checked"))?;
    let event = card.split("name=\"event\" value=\"").nth(1)?;
    Some(event.split('"').next()?.to_owned())
}

fn ask_about(b: &mut Browser, who: &str) -> String {
    b.open("/oversight");
    let event = drawn_of(b, who).unwrap_or_else(|| panic!("one of {who}: {}", b.page.text()));
    let token = b.token().expect("a token");
    let fields = [("csrf", token.as_str()), ("event", &event), ("verdict", "ask")];
    assert_eq!(b.post("/oversight/checked", &fields).status, 200);
    event
}

#[test]
fn what_the_guardian_asks_reaches_the_organisation_and_its_answer_reaches_the_guardian() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    for _ in 0..60 {
        sam.open(&format!("/person/{}", alex.person));
    }
    town.later(days(31));
    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(!grace.open("/oversight").says("What organisations were asked"));
    let event = ask_about(&mut grace, "Sam Okoro");
    assert!(grace.page.says("No answer yet. It is due by"));
    // A page that was drawn before, sent again, changes nothing.
    let token = grace.token().expect("a token");
    let again = [("csrf", token.as_str()), ("event", &event), ("verdict", "fine")];
    assert_eq!(grace.post("/oversight/checked", &again).status, 409);

    // Sam's lead sees it on the first page, without a name; nobody else does.
    let mut lena = served.sit(Ok(town.cast.lena));
    assert!(lena.open("/intake").says("The guardian asks about 1 access"));
    let page = lena.follow("/intake/asked").clone();
    assert!(page.says("Sam Okoro, coach at Northway Work") && page.says("No name of a patient is shown."));
    assert!(!page.body.contains("Alex") && !page.body.contains(&alex.person.to_string()));
    for (seat, path) in [
        (town.cast.jo, "/practice/asked"),
        (town.cast.owen, "/intake/asked"),
    ] {
        assert!(
            served
                .sit(Ok(seat))
                .open(path)
                .says("Nothing waits for an answer.")
        );
    }
    for (seat, path) in [
        (town.cast.sam, "/intake/asked"),
        (town.cast.jo, "/intake/asked"),
        (town.cast.grace, "/practice/asked"),
    ] {
        assert_eq!(served.sit(Ok(seat)).open(path).status, 404);
    }
    lena.open("/intake/asked");
    assert_eq!(lena.send("/intake/asked", &[("words", "")]).status, 422);
    assert_eq!(
        lena.send("/intake/asked", &[("words", "QQ 12 34 56 C")]).status,
        422
    );
    assert!(
        lena.page.body.contains("QQ 12 34 56 C"),
        "what was typed is still there"
    );

    // Five working days are over: it is late, for both seats; then the answer is read beside the check.
    town.later(days(9));
    for seat in [town.cast.grace, town.cast.dele] {
        let mut page = served.sit(Ok(seat));
        assert!(
            page.open("/oversight")
                .says("Five working days are over, and there is no answer.")
        );
        assert!(page.page.says("1 answer of an organisation that is late"));
    }
    let mut lena = served.sit(Ok(town.cast.lena));
    assert!(lena.open("/intake/asked").says("The answer is late"));
    lena.send("/intake/asked", &[("words", "Zqreason: a page was left open")]);
    assert!(lena.page.says("Nothing waits for an answer."));
    assert!(!lena.open("/intake").says("The guardian asks"));
    let token = lena.token().expect("a token");
    let again = [("csrf", token.as_str()), ("event", &event), ("words", "Zqother")];
    assert_eq!(lena.post("/intake/asked", &again).status, 404, "it was answered");

    let mut grace = served.sit(Ok(town.cast.grace));
    let told = grace.open("/oversight").clone();
    assert!(told.says("1 answer of an organisation to read"));
    assert!(told.says("Lena") && told.says("Zqreason: a page was left open"));
    grace.send("/oversight/query/close", &[("outcome", "reason")]);
    assert!(grace.page.says("there was a reason.") && !grace.page.says("1 answer of an organisation"));
    for seat in [
        town.cast.jo,
        town.cast.owen,
        town.cast.sam,
        town.cast.priya,
        town.cast.kit,
    ] {
        let mut other = served.sit(Ok(seat));
        for path in ["/oversight", "/practice/asked", "/intake/asked", "/start"] {
            other.open(path);
            assert!(!other.page.body.contains("Zqreason"), "{path}");
        }
    }
    for file in std::fs::read_dir(town.data()).expect("the data").flatten() {
        let Ok(bytes) = std::fs::read(file.path()) else {
            continue;
        };
        let found = bytes.windows(8).any(|w| w == b"Zqreason");
        assert!(!found, "{:?} holds it readably", file.path());
    }
    let mut own = served.sit(Err(alex.person));
    let history = own.open("/home/history").text();
    assert!(!history.contains("Zqreason") && !history.contains("what the guardian asked"));
}

#[test]
fn whoever_looked_does_not_answer_for_themselves_and_silence_can_become_a_concern() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    for _ in 0..60 {
        patel.open(&format!("/practice/person/{}", alex.person));
    }
    town.later(days(31));
    let mut grace = served.sit(Ok(town.cast.grace));
    let event = ask_about(&mut grace, "Patel");

    let mut patel = served.sit(Ok(town.cast.patel));
    assert!(patel.open("/practice").says("The guardian asks about 1 access"));
    patel.follow("/practice/asked");
    assert!(patel.page.says("it is about your own seat"));
    patel.open("/practice");
    let token = patel.token().expect("a token");
    let own = [
        ("csrf", token.as_str()),
        ("event", &event),
        ("words", "I was curious"),
    ];
    assert_eq!(patel.post("/practice/asked", &own).status, 404);
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/asked");
    assert!(jo.page.body.contains("name=\"words\""), "a colleague can");

    // Nobody answers; the guardian raises a concern, and the deputy handles it.
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/oversight");
    let token = grace.token().expect("a token");
    let fields = [("csrf", token.as_str()), ("event", event.as_str())];
    let reason = [&fields[..], &[("outcome", "reason")]].concat();
    assert_ne!(
        grace.post("/oversight/query/close", &reason).status,
        200,
        "nobody answered"
    );
    let concern = [&fields[..], &[("outcome", "concern")]].concat();
    assert_eq!(grace.post("/oversight/query/close", &concern).status, 200);
    assert!(grace.page.says("a concern was raised."));
    assert_eq!(grace.post("/oversight/query/close", &concern).status, 404, "once");
    let mut dele = served.sit(Ok(town.cast.dele));
    dele.open("/concerns");
    let links = dele.page.links();
    let at = links
        .iter()
        .find(|l| l.starts_with("/concerns/") && *l != "/concerns/questions");
    let at = at.expect("it is with the deputy").clone();
    assert!(dele.open(&at).says("Raised from “Who looked”") && dele.page.says("Patel"));
    assert!(!dele.page.body.contains("Alex"));
    let mut jo = served.sit(Ok(town.cast.jo));
    assert!(jo.open("/practice/asked").says("Nothing waits for an answer."));
}

#[test]
fn the_guardians_own_look_is_answered_by_whoever_did_not_look_and_closed_by_nobody_who_did() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut own = served.sit(Err(alex.person));
    own.open("/home/concerns");
    own.send("/home/concerns", &[("text", "Somebody looked")]);
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/concerns");
    let links = grace.page.links();
    let at = links
        .iter()
        .find(|l| l.starts_with("/concerns/") && *l != "/concerns/questions");
    let at = at.expect("it waits").clone();
    for _ in 0..60 {
        grace.open(&at);
    }
    town.later(days(31));
    let mut grace = served.sit(Ok(town.cast.grace));
    let event = ask_about(&mut grace, "Adeyemi");
    assert!(
        !grace.page.body.contains("name=\"words\"") && !grace.page.body.contains("/oversight/query/close")
    );
    let token = grace.token().expect("a token");
    let fields = [("csrf", token.as_str()), ("event", event.as_str())];
    let words = [&fields[..], &[("words", "I had to")]].concat();
    assert_eq!(grace.post("/oversight/query", &words).status, 404);
    let outcome = [&fields[..], &[("outcome", "concern")]].concat();
    assert_eq!(grace.post("/oversight/query/close", &outcome).status, 404);

    let mut dele = served.sit(Ok(town.cast.dele));
    assert!(
        dele.open("/oversight")
            .says("1 question to answer for your own side")
    );
    assert_eq!(dele.send("/oversight/query", &[("words", "")]).status, 422);
    assert!(dele.page.says("Write the reason in a sentence") && dele.page.says("Five to check"));
    dele.send("/oversight/query", &[("words", "Zqown: a concern was read")]);
    dele.send("/oversight/query/close", &[("outcome", "reason")]);
    assert!(dele.page.says("Zqown: a concern was read") && dele.page.says("there was a reason."));
}
