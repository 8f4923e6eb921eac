//! What a page that was left open cannot do: change the private word, or how its owner is reached; burn their card. And
//! what “that was not me” takes back.

use sayso_app::own;
use sayso_testkit::{Browser, Served, Town};

use crate::own_session::{code, signs_in};
use crate::shared::{DAY, HOUR, NO_TIME, enrolled, says, told};

/// The form for how to be reached, with this present word and that new one.
fn changes<'a>(alex: &'a mut Browser, way: &str, present: &str, another: &str) -> &'a mut Browser {
    alex.open("/home/contact");
    alex.send(
        "/home/contact",
        &[
            ("way", way),
            ("name_it", "no"),
            ("private", present),
            ("another", another),
        ],
    );
    alex
}

/// A session that shows the next meeting alone.
fn simple(town: &Town, site: &Served, person: sayso_core::id::PersonId) -> Browser {
    enrolled(town, person);
    let mut alex = site.sit(Err(person));
    alex.open("/home/first");
    alex.send("/home/first", &[("shows", "meeting")]);
    site.sit(Err(person))
}

#[test]
fn whoever_holds_an_unlocked_phone_changes_neither_the_private_word_nor_the_way_to_be_reached() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let site = town.serve();
    let mut phone = site.sit(Err(kept.person));
    for (present, another) in [("sunflower", ""), ("", "sunflower"), ("sunflower", "sunflower")] {
        let page = &changes(&mut phone, "post", present, another).page;
        assert_eq!(page.status, 422, "{}", page.text());
        assert!(page.says("That is not your private word"));
    }
    phone.open("/home/copy");
    let copy = phone.send("/home/copy", &[("private", "sunflower")]);
    assert_eq!(copy.status, 422, "nor takes the copy");
    assert!(told(&town, kept.person).contains("Somebody tried to sign in as you."));
    let mut alex = signs_in(&town, &site, &kept.card, "marigold", "no");
    assert!(alex.open("/home/contact").body.contains("value=\"text\" checked"));

    // Alex has the word, and chooses another.
    let alex = changes(&mut alex, "email", "Marigold", "sunflower");
    assert_eq!(alex.page.path, "/home", "{}", alex.page.text());
    signs_in(&town, &site, &kept.card, "sunflower", "no");
    let mut old = site.browser();
    old.open("/sign-in");
    old.send("/sign-in", &[("words", &kept.card), ("private", "marigold")]);
    assert_eq!(code(&town), None, "the old word opens nothing");
    // The way alone, without another word.
    let alex = changes(alex, "post", "sunflower", "");
    assert_eq!(alex.page.path, "/home", "{}", alex.page.text());
    signs_in(&town, &site, &kept.card, "sunflower", "no");
}

#[test]
fn a_simple_page_that_was_left_open_burns_no_card_and_chooses_no_goodbye() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut found = simple(&town, &site, kept.person);
    for (path, fields) in [
        ("/home/card", vec![]),
        ("/home/goodbye", vec![("goodbye", "yes")]),
    ] {
        found.open("/home");
        let csrf = found.token().expect("the page has a token");
        let by_hand: Vec<(&str, &str)> = fields.into_iter().chain([("csrf", csrf.as_str())]).collect();
        assert_eq!(found.post(path, &by_hand).path, "/home/open", "{path}");
    }
    let told = told(&town, kept.person);
    assert!(!told.contains("new card") && !told.contains("goodbye"), "{told}");
    // The card that Alex has is still theirs.
    let mut alex = signs_in(&town, &site, &kept.card, "marigold", "no");
    alex.open("/home");
    says(&alex, "No meeting is booked");
}

/// The forms of the person's pages that do something in a session that began with what staff may know too: pause, stop,
/// a first word and taking it back, signing out, a concern (ADR 0007, rule 2). An undo and taking two records apart are
/// there as well; here nothing is held and there is one record.
const SHORT: [(&str, &str); 6] = [
    ("/home/change", "paused"),
    ("/home/change/some", "purpose_stopped"),
    ("/home/contact", "enrolled"),
    ("/home/not-me", "enrolment_undone"),
    ("/home/sessions", "signed_out_everywhere"),
    ("/home/concerns", "concern_raised"),
];

/// What a stranger fills in, for whichever form it is.
const FIELDS: [(&str, &str); 15] = [
    ("what", "pause"),
    ("purpose", "feedback_to_gp"),
    ("way", "text"),
    ("name_it", "no"),
    ("private", "marigold"),
    ("name", "Alex Morgan"),
    ("phone", "020 7946 0999"),
    ("read_language", "cy"),
    ("read_format", "standard"),
    ("goodbye", "yes"),
    ("text", "Somebody else wrote this"),
    ("answer", "yes"),
    ("kind", "hope"),
    ("shows", "everything"),
    ("lines", "phone"),
];

/// What is written beyond looks, since the event of this number.
fn written(town: &Town, since: i64) -> (i64, Vec<String>) {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let db = rusqlite::Connection::open_with_flags(town.data().join("sayso.db"), flags);
    let db = db.expect("the database opens");
    let mut all = db
        .prepare("SELECT rowid, kind FROM event WHERE rowid > ?1 ORDER BY rowid")
        .expect("a question");
    let rows = all.query_map([since], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    });
    let rows: Vec<_> = rows.expect("rows").map(|row| row.expect("a row")).collect();
    let last = rows.last().map_or(since, |(n, _)| *n);
    let kinds = rows.into_iter().map(|(_, kind)| kind);
    (last, kinds.filter(|k| k != "own_opened").collect())
}

#[test]
fn of_all_forms_of_the_persons_pages_a_short_session_sends_these_and_no_other() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let forms = sayso_web::all_routes().into_iter();
    let forms = forms.filter(|r| r.who == sayso_web::Who::Person && r.method == "POST");
    let nobody = sayso_core::id::PersonId::NIL.to_string();
    let mut sent = vec![];
    for form in forms {
        // The card and a birth date; whatever ends the session comes to one of its own. Nobody tries a card so often.
        town.source.advance(HOUR);
        let mut short = signs_in(&town, &site, &kept.card, "1990-05-18", "no");
        short.open("/home");
        let csrf = short.token().expect("the page has a token");
        let mut path = form.path.to_owned();
        while let (Some(a), Some(b)) = (path.find('{'), path.find('}')) {
            path.replace_range(a..=b, &nobody);
        }
        let fields: Vec<(&str, &str)> = FIELDS.into_iter().chain([("csrf", csrf.as_str())]).collect();
        let (before, _) = written(&town, 0);
        short.post(&path, &fields);
        let (_, kinds) = written(&town, before);
        sent.extend(kinds.into_iter().map(|kind| (form.path, kind)));
    }
    let sent: Vec<(&str, &str)> = sent.iter().map(|(path, kind)| (*path, kind.as_str())).collect();
    assert_eq!(sent, SHORT);
}

#[test]
fn that_was_not_me_takes_back_what_was_done_with_that_word() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    // Somebody else sets the first word, another number to reach Alex by, and has everything erased.
    enrolled(&town, kept.person);
    let mut other = signs_in(&town, &site, &kept.card, "marigold", "no");
    other.open("/home/details");
    other.send(
        "/home/details",
        &[("name", "Alex Morgan"), ("phone", "020 7946 0999")],
    );
    other.open("/home/erase");
    other.send("/home/erase", &[("private", "marigold")]);
    let code = erasure_code(&town);
    other.open("/home/erase");
    other.send("/home/erase/confirm", &[("code", &code)]);
    says(&other, "Keep everything");

    let mut alex = signs_in(&town, &site, &kept.card, "1990-05-18", "no");
    alex.open("/home");
    alex.send("/home/not-me", &[]);
    town.later(DAY * 8);
    let person = town.person(kept.person);
    let held = town.act(move |desk, _| own::open(desk, &person, "your page", 50, None));
    let held = held.expect("nothing was erased");
    assert_eq!(held.person.details.phone.as_deref(), Some("020 7946 0111"));
    let told = told(&town, kept.person);
    assert!(told.contains("kept everything after all"), "{told}");
}

fn erasure_code(town: &Town) -> String {
    let gone = town.later(NO_TIME);
    let digits = gone.iter().map(|g| {
        let digits = g.message.text.chars().filter(char::is_ascii_digit);
        digits.take(6).collect::<String>()
    });
    digits
        .into_iter()
        .find(|d| d.len() == 6)
        .expect("a code by the safe channel")
}

#[test]
fn whoever_knows_the_three_words_keeps_nobody_out_of_their_own_page() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    enrolled(&town, kept.person);
    let site = town.serve();
    let alex = signs_in(&town, &site, &kept.card, "marigold", "no");
    let mark = alex.cookie("visitor").expect("a browser has a mark").to_owned();
    let guess = || {
        let mut stranger = site.browser();
        stranger.open("/sign-in");
        let fields = [("words", kept.card.as_str()), ("private", "violet")];
        stranger.send("/sign-in", &fields).status
    };
    let answers: Vec<u16> = (0..40).map(|_| guess()).collect();
    assert!(answers[0] == 200 && answers[39] == 503, "{answers:?}");
    // Alex's own browser has tries of its own.
    let mut again = site.browser();
    again.set_cookie("visitor", &mark);
    again.open("/sign-in");
    again.send("/sign-in", &[("words", &kept.card), ("private", "marigold")]);
    assert!(code(&town).is_some(), "{}", again.page.text());
}
