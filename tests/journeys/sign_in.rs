//! How staff sign in: a link once, passkeys from then on, a lock when nobody is there, a fresh check where it matters, and
//! two people when everything is lost. The authenticator is software; the browser beside it runs no scripts.

use std::sync::Arc;

use jiff::SignedDuration;
use sayso_app::passkey::Relying;
use sayso_app::{deliver, register};
use sayso_core::id::MemberId;
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Served, Token, Town};

const ORIGIN: &str = "http://localhost:8080";

fn served(town: &Town) -> Served {
    town.serve_with(|site| site.relying = Relying::of(ORIGIN).map(Arc::new))
}

fn token() -> Token {
    Token::new(ORIGIN, "localhost")
}

fn link(town: &Town, member: MemberId) -> String {
    town.act(move |desk, _| register::link(desk, &Actor::Sayso, member))
        .expect("a link")
}

/// Signs in with a link and adds a passkey, as somebody does on their first day.
fn first_day(town: &Town, served: &Served, member: MemberId) -> (Browser, Token) {
    let mut browser = served.browser();
    browser.open(&format!("/link/{}", link(town, member)));
    browser.send("/link/", &[]);
    assert_eq!(browser.page.path, "/passkeys", "the first thing is a passkey");
    let mut token = token();
    token.press(&mut browser, "/passkeys/add");
    assert!(
        browser.page.says("You have one passkey"),
        "{}",
        browser.page.text()
    );
    (browser, token)
}

fn sign_in(served: &Served, token: &mut Token) -> Browser {
    let mut browser = served.browser();
    browser.open("/sign-in/staff");
    token.press(&mut browser, "/sign-in/passkey");
    browser
}

fn count(town: &Town, sql: &str) -> i64 {
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    db.query_row(sql, (), |row| row.get(0)).expect("a number")
}

#[test]
fn a_link_leads_to_a_passkey_and_the_passkey_to_the_same_seat() {
    let town = Town::new();
    let served = served(&town);
    let (mut there, mut token) = first_day(&town, &served, town.cast.sam);
    there.send("/sign-out", &[]);
    assert_eq!(there.open("/today").path, "/sign-in");

    let mut sam = sign_in(&served, &mut token);
    assert_eq!(sam.page.path, "/today", "no name was typed");
    assert!(sam.page.says("Sam Okoro"));
    let kinds =
        "SELECT count(*) FROM event WHERE kind IN ('passkey_added', 'signed_in', 'signed_out', 'link_made')";
    assert_eq!(count(&town, kinds), 5, "link, in, passkey, out, in");

    sam.open("/passkeys");
    sam.send("/name", &[("name", "Work laptop")]);
    assert!(sam.page.says("Work laptop"));
    sam.send("/remove", &[]);
    assert!(sam.page.says("You have no passkey yet"));
    let gone = sign_in(&served, &mut token);
    assert!(gone.page.status == 422 && gone.page.says("That did not work"));
}

#[test]
fn a_member_may_have_several_passkeys_and_not_the_same_one_twice() {
    let town = Town::new();
    let served = served(&town);
    let (mut sam, mut laptop) = first_day(&town, &served, town.cast.sam);
    let mut phone = token();
    phone.press(&mut sam, "/passkeys/add");
    assert!(sam.page.says("You have 2 passkeys"));
    for token in [&mut laptop, &mut phone] {
        assert_eq!(sign_in(&served, token).page.path, "/today");
    }
    phone.press(&mut sam, "/passkeys/add");
    assert!(sam.page.status == 422 && sam.page.says("is known here already"));
}

/// Tries to sign in with an answer that somebody changed first.
fn lied(served: &Served, token: &mut Token, lie: impl FnOnce(&mut Token)) -> u16 {
    let kept = (
        token.flags,
        token.origin.clone(),
        token.site.clone(),
        token.counter,
    );
    lie(token);
    let status = sign_in(served, token).page.status;
    (token.flags, token.origin, token.site, token.counter) = kept;
    status
}

#[test]
fn a_passkey_that_does_not_prove_everything_lets_nobody_in_and_is_written_down() {
    let town = Town::new();
    let served = served(&town);
    let (_, mut token) = first_day(&town, &served, town.cast.sam);
    let refused = "SELECT count(*) FROM event WHERE kind = 'sign_in_refused'";
    assert_eq!(
        lied(&served, &mut token, |t| t.origin = "https://evil.example".into()),
        422
    );
    assert_eq!(lied(&served, &mut token, |t| t.site = "evil.example".into()), 422);
    assert_eq!(
        lied(&served, &mut token, |t| t.flags = 0b001),
        422,
        "nobody was verified"
    );
    assert_eq!(
        lied(&served, &mut token, |t| t.flags = 0b100),
        422,
        "nobody was there"
    );
    assert_eq!(
        lied(&served, &mut token, |t| t.flags = 0b1_0101),
        422,
        "copied, and not to be copied"
    );
    assert_eq!(count(&town, refused), 5);
    assert_eq!(
        sign_in(&served, &mut token).page.path,
        "/today",
        "the truth still does"
    );

    // An answer is good once, and in one browser.
    let mut browser = served.browser();
    browser.open("/sign-in/staff");
    let answer = token.answer(&browser, "/sign-in/passkey");
    let answer: Vec<(&str, &str)> = answer.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let mut other = served.browser();
    other.open("/sign-in/staff");
    assert_eq!(
        other.send("/sign-in/passkey", &answer).status,
        422,
        "another browser"
    );
    assert_eq!(
        browser.send("/sign-in/passkey", &answer).status,
        422,
        "used up by the try"
    );

    // Somebody else's key with Sam's name on it.
    let mut browser = served.browser();
    browser.open("/sign-in/staff");
    let mut answer = token.answer(&browser, "/sign-in/passkey");
    let forged = self::token().answer(&browser, "/sign-in/passkey");
    answer[3] = forged[3].clone();
    let answer: Vec<(&str, &str)> = answer.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(browser.send("/sign-in/passkey", &answer).status, 422);
    assert_eq!(count(&town, refused), 6);
}

#[test]
fn a_passkey_that_counts_backwards_may_be_a_copy_and_opens_nothing() {
    let town = Town::new();
    let served = served(&town);
    let (_, mut token) = first_day(&town, &served, town.cast.sam);
    token.counter = 7;
    assert_eq!(sign_in(&served, &mut token).page.path, "/today");
    token.counter = 4;
    assert_eq!(sign_in(&served, &mut token).page.status, 422, "5 after 8");
    token.counter = 8;
    assert_eq!(sign_in(&served, &mut token).page.path, "/today", "9 after 8");
}

#[test]
fn a_locked_session_shows_nothing_until_a_passkey_and_then_the_same_page_and_the_same_words() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = served(&town);
    let (mut sam, mut token) = first_day(&town, &served, town.cast.sam);
    let note = format!("/person/{}/note", alex.person);
    sam.open(&note);
    town.source.advance(SignedDuration::from_mins(16));
    sam.send(
        "/note",
        &[("text", "We talked about the nursery job"), ("step", "save")],
    );
    assert_eq!(sam.page.status, 403);
    assert!(sam.page.says("Your session is locked") && sam.page.says("Nothing was lost"));
    assert!(!sam.page.body.contains("Alex") && !sam.page.body.contains("nursery"));
    assert_eq!(sam.open(&note).status, 403, "every page is locked");
    assert!(!sam.page.body.contains("Alex"));

    // Somebody else's passkey does not open Sam's session.
    let (_, mut beas) = first_day(&town, &served, town.cast.bea);
    sam.open(&note);
    beas.press(&mut sam, "/session/check");
    assert!(sam.page.says("That did not work"));
    sam.open(&note);
    assert_eq!(sam.page.status, 403);

    token.press(&mut sam, "/session/check");
    assert_eq!(sam.page.path, "/unfinished");
    assert!(sam.page.says("We talked about the nursery job"));
    sam.send("/note", &[]);
    let text = sam.open(&format!("/person/{}", alex.person)).text();
    assert!(
        text.contains("We talked about the nursery job"),
        "the note is kept: {text}"
    );
    assert_eq!(
        count(&town, "SELECT count(*) FROM draft"),
        0,
        "and the draft is gone"
    );
}

#[test]
fn after_a_check_one_is_on_the_page_that_one_was_on() {
    let town = Town::new();
    let served = served(&town);
    let (mut sam, mut token) = first_day(&town, &served, town.cast.sam);
    town.source.advance(SignedDuration::from_mins(16));
    assert_eq!(sam.open("/caseload").status, 403);
    token.press(&mut sam, "/session/check");
    assert_eq!((sam.page.path.as_str(), sam.page.status), ("/caseload", 200));
}

#[test]
fn a_draft_is_nowhere_readable_and_after_a_day_nowhere_at_all() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = served(&town);
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{}/note", alex.person));
    town.source.advance(SignedDuration::from_mins(16));
    sam.send(
        "/note",
        &[("text", "Zqdraft about the nursery"), ("step", "save")],
    );
    assert_eq!(count(&town, "SELECT count(*) FROM draft"), 1);
    for file in std::fs::read_dir(town.data()).expect("the directory") {
        let path = file.expect("a file").path();
        let bytes = if path.is_file() {
            std::fs::read(&path).expect("readable")
        } else {
            vec![]
        };
        assert!(!bytes.windows(7).any(|w| w == b"Zqdraft"), "{}", path.display());
    }
    town.source.advance(SignedDuration::from_hours(23));
    deliver::round(&town.house).expect("a round");
    assert_eq!(count(&town, "SELECT count(*) FROM draft"), 1);
    town.source.advance(SignedDuration::from_hours(1));
    deliver::round(&town.house).expect("a round");
    assert_eq!(count(&town, "SELECT count(*) FROM draft"), 0);
}

#[test]
fn without_a_passkey_a_new_link_leads_back_to_what_was_written() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = served(&town);
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{}/note", alex.person));
    town.source.advance(SignedDuration::from_mins(16));
    sam.send(
        "/note",
        &[("text", "Two buses and a long walk"), ("step", "save")],
    );
    sam.open(&format!("/link/{}", link(&town, town.cast.sam)));
    sam.send("/link/", &[]);
    assert_eq!(sam.page.path, "/unfinished");
    assert!(sam.page.says("Two buses and a long walk"));
    sam.send("/drop", &[]);
    assert!(sam.page.says("Nothing is waiting"));
}

#[test]
fn the_pages_script_keeps_what_stands_there_and_locks_before_the_time() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = served(&town);
    let mut sam = served.sit(Ok(town.cast.sam));
    let note = format!("/person/{}/note", alex.person);
    sam.open(&note);
    let csrf = sam.token().expect("a token");
    let fields = [
        ("csrf", csrf.as_str()),
        ("draft_path", note.as_str()),
        ("text", "Half a sentence about"),
        ("step", "save"),
    ];
    sam.post("/session/lock", &fields);
    assert!(sam.page.status == 403 && sam.page.says("Your session is locked"));
    assert_eq!(count(&town, "SELECT count(*) FROM draft"), 1);
    let elsewhere = [
        ("csrf", csrf.as_str()),
        ("draft_path", "//evil.example"),
        ("text", "x"),
    ];
    sam.post("/session/lock", &elsewhere);
    assert_eq!(
        count(&town, "SELECT count(*) FROM draft"),
        1,
        "only forms of ours are kept"
    );
}

#[test]
fn making_a_link_asks_for_a_fresh_check_and_then_goes_on() {
    let town = Town::new();
    let served = served(&town);
    let (mut kit, mut token) = first_day(&town, &served, town.cast.kit);
    let sam = format!("/members/{}", town.cast.sam);
    town.source.advance(SignedDuration::from_mins(6));
    kit.open(&sam);
    assert_eq!(kit.page.status, 200, "reading asks for no more than a session");
    kit.send("/link", &[]);
    assert_eq!(kit.page.status, 403);
    assert!(kit.page.says("Please show again that it is you"));
    assert_eq!(
        count(&town, "SELECT count(*) FROM sign_in_link WHERE used_at IS NULL"),
        0
    );
    token.press(&mut kit, "/session/check");
    assert_eq!(kit.page.path, "/unfinished");
    kit.send(&format!("{sam}/link"), &[]);
    assert!(kit.page.says("Give them this link yourself"));
    assert_eq!(count(&town, "SELECT count(*) FROM draft"), 0);
}

#[test]
fn who_lost_every_passkey_is_let_in_by_two_and_everybody_there_can_read_it() {
    let town = Town::new();
    let served = served(&town);
    let (mut sam, _lost) = first_day(&town, &served, town.cast.sam);
    let mut kit = served.sit(Ok(town.cast.kit));
    let seat = format!("/members/{}", town.cast.sam);
    kit.open(&seat);
    kit.send("/link", &[]);
    assert!(
        kit.page.status == 422,
        "one operator alone makes no link for somebody with a passkey"
    );

    kit.open("/recovery");
    kit.send(&format!("/recovery/ask/{}", town.cast.sam), &[]);
    assert!(kit.page.says("Sam Okoro") && kit.page.says("Somebody else must be the second"));
    let mut bea = served.sit(Ok(town.cast.bea));
    assert!(
        bea.open("/passkeys")
            .says("Kit Moss, operator at Borough Council, asked on")
    );
    assert!(bea.page.says("It waits for a second person"));
    let mut owen = served.sit(Ok(town.cast.owen));
    assert!(
        !owen.open("/passkeys").says("Sam Okoro"),
        "another organisation's colleagues do not"
    );

    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/recovery");
    grace.send("/agree", &[]);
    let text = grace.page.text();
    let secret = text.split("/link/").nth(1).and_then(|t| t.split(' ').next());
    let secret = secret.expect("the link, once").to_owned();
    assert_eq!(
        sam.open("/today").path,
        "/sign-in",
        "whoever has the lost device is out"
    );
    assert!(
        bea.open("/passkeys")
            .says("Grace Adeyemi, the scheme’s guardian at Borough Disability Voice, agreed.")
    );

    let mut back = served.browser();
    back.open(&format!("/link/{secret}"));
    back.send("/link/", &[]);
    assert!(back.page.says("Sam Okoro"));
    assert!(
        !bea.open("/passkeys").says("console"),
        "the first link, and the one that two agreed on, are no others"
    );
    drop(link(&town, town.cast.sam));
    assert!(
        bea.open("/passkeys").says("A link for Sam Okoro was made on")
            && bea.page.says("at the server’s console"),
        "one beside a passkey is"
    );
    assert!(!owen.open("/passkeys").says("Sam Okoro"));
}

#[test]
fn whoever_has_lost_nothing_stops_it_and_no_coach_can_ask() {
    let town = Town::new();
    let served = served(&town);
    let (mut sam, _) = first_day(&town, &served, town.cast.sam);
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/recovery");
    grace.send(&format!("/recovery/ask/{}", town.cast.sam), &[]);
    sam.open("/passkeys");
    sam.send("/refuse", &[]);
    let mut kit = served.sit(Ok(town.cast.kit));
    assert!(kit.open("/recovery").says("Nobody is waiting"));
    assert_eq!(sam.open("/recovery").status, 404);
}

#[test]
fn a_membership_that_ends_takes_its_passkeys_along() {
    let town = Town::new();
    let served = served(&town);
    let (_, mut token) = first_day(&town, &served, town.cast.sam);
    let mut kit = served.sit(Ok(town.cast.kit));
    kit.open(&format!("/members/{}", town.cast.sam));
    kit.send("/end", &[]);
    assert_eq!(kit.page.path, "/members");
    assert_eq!(count(&town, "SELECT count(*) FROM passkey"), 0);
    assert_eq!(sign_in(&served, &mut token).page.status, 422);
}
