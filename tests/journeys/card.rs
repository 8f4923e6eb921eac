//! From home with a card: what a no leaves, what a yes sends, and what words, addresses and old pages open.

use jiff::SignedDuration;
use sayso_app::intake::{self, Opened};
use sayso_app::{Lane, own, practice, register};
use sayso_core::id::PersonId;
use sayso_core::parcel::Parcel;
use sayso_core::referral::State;
use sayso_core::seat::Actor;
use sayso_testkit::{Answer, Browser, Served, Town};

use super::awkward::northway_with_a_contract;
use super::data_directory::{Snapshot, is_on_disk, one_count_and_one_event_about_nobody};

const PLANTS: &str = "I would like to work with plants";

/// A card that Jo hands over: three words, no name.
fn card(town: &Town) -> String {
    let jo = town.actor(town.cast.jo);
    let made = town.act(move |desk, _| practice::make_cards(desk, &jo, 1));
    made.expect("a card is made").remove(0)
}

/// At home, with the words typed in: the question. Gives the address of the way.
fn at_the_question(served: &Served, words: &str) -> (Browser, String) {
    let mut alex = served.browser();
    alex.open("/");
    let page = alex.send("/card", &[("words", words)]).clone();
    assert!(
        page.status == 200 && page.says("What would you like?"),
        "{}",
        page.text()
    );
    let way = page.path.clone();
    assert!(
        !way.contains(words.split('-').next().expect("a word")),
        "no word stands in the address"
    );
    (alex, way)
}

const ALEX: [(&str, &str); 8] = [
    ("name", "Alex Morgan"),
    ("phone", "020 7946 0111"),
    ("email", "alex@example.org"),
    ("day", "18"),
    ("month", "5"),
    ("year", "1990"),
    ("own_words", PLANTS),
    ("access_needs", "Large print, please"),
];

/// Yes, and everything that Alex likes to say about themself.
fn at_the_letter(alex: &mut Browser, way: &str) {
    alex.send(way, &[("answer", "yes")]);
    let page = alex.send("/you", &ALEX);
    assert!(page.says("What may we share?"), "{}", page.text());
}

/// Ticks these lines for Northway and goes on to the check.
fn at_the_check(town: &Town, alex: &mut Browser, lines: &[&str]) {
    let northway = town.cast.northway.to_string();
    let mut values = vec![("provider", northway.as_str())];
    values.extend(lines.iter().map(|l| ("lines", *l)));
    let page = alex.send("/share", &values);
    assert!(page.says("This is not sent yet."), "{}", page.text());
}

fn person_in(town: &Town, browser: &Browser) -> PersonId {
    let cookie = browser.cookie("sayso").map(str::to_owned);
    let actor = town.house.act(Lane::Normal, cookie, |_, visit| Ok(visit.actor));
    match actor.expect("a visit") {
        Actor::Person(person) => person,
        other => panic!("not a person: {other:?}"),
    }
}

fn held(town: &Town, person: PersonId) -> own::Held {
    let opened = town.act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 50, None));
    opened.expect("their own page opens")
}

/// The hidden field of the check page.
fn shown(page: &Answer) -> String {
    let fields = page.forms().into_iter().flat_map(|(_, fields)| fields);
    let found = fields.into_iter().find(|(name, _)| name == "shown");
    found.expect("the page names its parcel").1
}

/// What Lena reads at Northway, a day later.
fn what_northway_gets(town: &Town, person: PersonId) -> Parcel {
    town.later(SignedDuration::from_hours(25));
    let referral = held(town, person).referrals[0].referral.id;
    let lena = town.actor(town.cast.lena);
    match town.act(move |desk, _| intake::open(desk, &lena, referral)) {
        Ok(Opened::Referral(opened)) => opened.parcel.expect("nobody is assigned yet"),
        other => panic!("Lena cannot read it: {other:?}"),
    }
}

#[test]
fn a_yes_at_home_is_held_until_the_stated_time_and_then_arrives_as_it_was_shown() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone", "own_words", "access_needs"]);
    let on_the_page = shown(&alex.page);

    let sent = alex.send("/check", &[]).clone();
    assert!(
        sent.status == 200 && sent.path == format!("{way}/sent"),
        "{}",
        sent.path
    );
    assert!(sent.says("You said yes") && sent.says("It is not sent yet."));
    assert!(
        sent.says("It goes to Northway Work on Tuesday 19 May 2026 at 10"),
        "{}",
        sent.text()
    );
    assert!(sent.links().contains(&"/home".into()) && sent.links().contains(&"/home/contact".into()));

    let person = person_in(&town, &alex);
    let now = held(&town, person);
    assert_eq!(now.referrals[0].referral.state, State::Held);
    let said = now.said[0].said.parcel.expect("the yes covers one parcel");
    assert_eq!(
        said.to_string(),
        on_the_page,
        "the say-so binds what stood on the page"
    );

    let arrived = what_northway_gets(&town, person);
    assert_eq!(arrived.hash(), said, "and that is what arrives");
    let lines: Vec<&str> = arrived.lines.iter().map(|l| l.value.as_str()).collect();
    assert_eq!(
        lines,
        ["Alex Morgan", "020 7946 0111", "Large print, please", PLANTS]
    );
}

#[test]
fn a_no_at_home_changes_one_count_and_leaves_one_event_about_nobody() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    // Twice each: the count that starts, and the count that goes up.
    for answer in ["no", "no", "not_yet", "not_yet"] {
        let (mut alex, way) = at_the_question(&served, &words);
        let before = Snapshot::of(&town.data());
        let page = alex.send(&way, &[("answer", answer)]).clone();
        assert!(page.status == 200 && page.says("Thank you for telling us"));
        one_count_and_one_event_about_nobody(&before, &Snapshot::of(&town.data()), answer, None);
        assert_eq!(
            page.path, "/card/thank-you",
            "the address says neither no nor not yet"
        );
        assert_eq!(alex.open(&way).status, 404, "and the way back shows nothing");
    }
}

#[test]
fn somebody_who_stops_before_confirming_leaves_nothing_at_all() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let before = Snapshot::of(&town.data());
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone", "email", "own_words"]);
    alex.open("/");
    assert!(
        before == Snapshot::of(&town.data()),
        "not a row, not a file, not an id"
    );
    for typed in ["Alex Morgan", "alex@example.org", "plants"] {
        assert!(!is_on_disk(&town.data(), typed), "{typed}");
    }
    town.source.advance(SignedDuration::from_mins(31));
    let page = alex.open(&format!("{way}/check"));
    assert!(
        page.status == 404 && page.says("Please start again"),
        "half an hour later memory has forgotten it too"
    );
}

#[test]
fn wrong_used_and_expired_words_get_the_same_page() {
    let town = Town::new();
    let served = town.serve();
    let expired = card(&town);
    town.source.advance(SignedDuration::from_hours(28 * 24));
    let used = card(&town);
    let (mut alex, way) = at_the_question(&served, &used);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone"]);
    alex.send("/check", &[]);

    let before = Snapshot::of(&town.data());
    let mut stranger = served.browser();
    stranger.open("/card");
    let mut pages = vec![];
    for words in ["not-a-card", &expired, &used] {
        let page = stranger.send("/card", &[("words", words)]).clone();
        assert_eq!(page.status, 422);
        pages.push(page.body);
    }
    assert!(
        pages.iter().all(|p| *p == pages[0]),
        "nobody learns which cards exist"
    );
    assert!(
        !pages[0].contains("Alex") && !pages[0].contains(&used),
        "and the words are not shown again"
    );
    assert!(before == Snapshot::of(&town.data()), "looking writes nothing");
}

#[test]
fn a_guesser_waits() {
    let town = Town::new();
    let served = town.serve();
    let mut stranger = served.browser();
    stranger.open("/card");
    for at in 0..10 {
        assert_eq!(
            stranger
                .send("/card", &[("words", &format!("guess {}", "x".repeat(at + 1)))])
                .status,
            422
        );
    }
    stranger.open("/card");
    let page = stranger.send("/card", &[("words", "one more guess")]);
    assert!(page.status == 503 && page.headers.contains_key("retry-after"));
}

#[test]
fn an_unticked_line_is_gone_from_the_letter_and_from_what_is_kept() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    let untouched = alex.page.clone();
    assert!(
        !untouched.says("020 7946 0111") && !untouched.body.contains(" checked"),
        "nothing is ticked beforehand"
    );

    let all = [("lines", "phone"), ("lines", "own_words"), ("do", "preview")];
    assert!(alex.send("/share", &all).says(PLANTS));
    let fewer = [("lines", "phone"), ("do", "preview")];
    assert!(
        !alex.send("/share", &fewer).says(PLANTS),
        "it goes from the letter"
    );

    at_the_check(&town, &mut alex, &["phone"]);
    assert!(!alex.page.says(PLANTS));
    alex.send("/check", &[]);
    let person = person_in(&town, &alex);
    let kept = held(&town, person)
        .referrals
        .remove(0)
        .parcel
        .expect("what will be sent");
    assert!(kept.lines.iter().all(|l| l.value != PLANTS));
    let arrived = what_northway_gets(&town, person);
    let lines: Vec<&str> = arrived.lines.iter().map(|l| l.value.as_str()).collect();
    assert_eq!(
        lines,
        ["Alex Morgan", "020 7946 0111"],
        "and Northway never has it"
    );
}

#[test]
fn a_page_that_is_not_what_would_be_sent_any_more_confirms_nothing() {
    let town = Town::new();
    // Other terms count from five minutes on.
    let from = town.publish_terms(14, |p| p.say_so_days = 90);
    let now = town.house.source().now();
    town.source
        .advance(from.duration_since(now) - SignedDuration::from_mins(5));
    let served = town.serve();
    let words = card(&town);
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone"]);
    let old = alex.page.clone();
    // In another window, one more line.
    alex.open(&format!("{way}/share"));
    at_the_check(&town, &mut alex, &["phone", "own_words"]);
    let before = Snapshot::of(&town.data());
    alex.page = old;
    let page = alex.send("/check", &[]);
    assert!(
        page.status == 422 && page.says("Something here has changed since you read it"),
        "{}",
        page.text()
    );
    assert!(page.says(PLANTS), "it shows what would be sent now");
    assert!(before == Snapshot::of(&town.data()), "and nothing was kept");

    // The same when the terms are others than those that were read.
    town.source.advance(SignedDuration::from_mins(6));
    let before = Snapshot::of(&town.data());
    let page = alex.send("/check", &[]);
    assert!(page.status == 422 && before == Snapshot::of(&town.data()));
    assert!(
        alex.send("/check", &[]).says("You said yes"),
        "having read it again, Alex confirms"
    );
}

#[test]
fn a_yes_on_the_way_is_asked_afresh_when_others_stand_behind_the_service() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone"]);
    let org = northway_with_a_contract(&town);
    town.act(move |desk, _| register::organisation(desk, &Actor::Sayso, org))
        .expect("Northway has a contract with the benefits system now");
    let before = Snapshot::of(&town.data());
    let page = alex.send("/check", &[]);
    assert_eq!(page.path, way, "the question again");
    assert!(page.says("work capability assessments"), "{}", page.text());
    assert!(before == Snapshot::of(&town.data()), "and nothing was kept");
    alex.send(&way, &[("answer", "yes")]);
    alex.open(&format!("{way}/check"));
    assert!(alex.send("/check", &[]).says("You said yes"));
}

#[test]
fn an_address_that_is_left_behind_opens_nothing() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone"]);
    let mut next_user = served.browser();
    for page in ["", "/you", "/share", "/check", "/sent"] {
        let found = next_user.open(&format!("{way}{page}"));
        assert!(found.status == 404 && !found.says("Alex"), "{page}");
    }
    alex.send("/check", &[]);
    let found = next_user.open(&format!("{way}/sent"));
    assert!(
        found.status == 404 && !found.body.contains(&words),
        "not after the yes either"
    );
    alex.open("/home");
    alex.send("/sign-out", &[]);
    assert_eq!(
        alex.open(&format!("{way}/sent")).path,
        "/sign-in",
        "nor once Alex has signed out"
    );
}

#[test]
fn yes_not_yet_and_no_are_equal_doors() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let (alex, _) = at_the_question(&served, &words);
    let radios: Vec<&str> = alex
        .page
        .body
        .split("<input ")
        .filter(|t| t.contains("type=\"radio\""))
        .collect();
    let of = |tag: &str, name: &str| {
        tag.split(&format!("{name}=\""))
            .nth(1)
            .and_then(|t| t.split('"').next())
            .map(str::to_owned)
    };
    let values: Vec<_> = radios.iter().filter_map(|r| of(r, "value")).collect();
    assert_eq!(values, ["yes", "not_yet", "no"]);
    for radio in &radios {
        let tag = radio.split('>').next().expect("a tag ends");
        assert!(
            !tag.contains("checked") && !tag.contains("aria-describedby"),
            "none is chosen, none is explained away"
        );
        assert_eq!(
            (of(tag, "class"), of(tag, "name")),
            (of(radios[0], "class"), of(radios[0], "name"))
        );
    }
    assert!(alex.page.says("What happens if I say no") && alex.page.says("Your care stays the same."));
    // One click and one button, whatever the answer.
    for answer in values {
        let (mut somebody, way) = at_the_question(&served, &words);
        let page = somebody.send(&way, &[("answer", &answer)]);
        assert_eq!(page.status, 200, "{answer}");
    }
    let (mut undecided, way) = at_the_question(&served, &words);
    let page = undecided.send(&way, &[]);
    assert!(page.status == 422 && page.says("Choose one of the three answers"));
}

#[test]
fn before_a_yes_it_says_who_owns_and_pays_them_and_who_works_for_the_benefits_system() {
    let town = Town::new();
    let served = town.serve();
    let (alex, _) = at_the_question(&served, &card(&town));
    for said in [
        "Northway Work is owned by the owners of Northway Work.",
        "Eastgate Futures also works for the benefits system: work capability assessments.",
        "Borough Council pays Eastgate Futures for this service.",
        "We do not send your information to the DWP or Jobcentre.",
        "Free, independent advice: Citizens Advice, 0800 144 8848.",
    ] {
        assert!(alex.page.says(said), "{said}");
    }
}

#[test]
fn nothing_is_needed_but_a_name_and_one_way_to_make_contact() {
    let town = Town::new();
    let served = town.serve();
    let (mut alex, way) = at_the_question(&served, &card(&town));
    alex.send(&way, &[("answer", "yes")]);
    let page = alex.send("/you", &[("name", "Al")]).clone();
    assert!(page.status == 422 && page.says("Enter a phone number or an email address"));
    assert!(
        page.body.contains("value=\"Al\""),
        "what was typed is still there"
    );
    assert!(
        alex.send("/you", &[("email", "al@example.org")])
            .says("What may we share?")
    );
    let page = alex.send("/share", &[]);
    assert!(page.status == 422 && page.says("Choose who gets it") && page.says("so that they can reach you"));
    at_the_check(&town, &mut alex, &["email"]);
    assert!(alex.send("/check", &[]).says("You said yes"));
    let person = person_in(&town, &alex);
    assert_eq!(held(&town, person).person.details.birth_date, None);
}

#[test]
fn a_national_insurance_number_is_offered_masking_and_no_word_is_lost() {
    let town = Town::new();
    let served = town.serve();
    let (mut alex, way) = at_the_question(&served, &card(&town));
    alex.send(&way, &[("answer", "yes")]);
    let number = [
        ("name", "Al"),
        ("phone", "020 7946 0111"),
        ("own_words", "Plants. QQ 12 34 56 C."),
    ];
    let page = alex.send("/you", &number).clone();
    assert!(page.says("Save with the number masked") && page.says("Keep as written"));
    assert!(page.body.contains("QQ 12 34 56 C"), "the words are still there");
    alex.send("/you", &[("keep_number", "mask")]);
    let page = alex.send("/share", &[("lines", "own_words"), ("do", "preview")]);
    assert!(page.says("Plants. [number removed].") && !page.body.contains("QQ 12"));
}

#[test]
fn after_a_yes_the_words_alone_open_nothing_and_with_the_birth_date_they_lead_to_a_code() {
    let town = Town::new();
    let served = town.serve();
    let words = card(&town);
    let (mut alex, way) = at_the_question(&served, &words);
    at_the_letter(&mut alex, &way);
    at_the_check(&town, &mut alex, &["phone"]);
    alex.send("/check", &[]);

    let made = |town: &Town| {
        let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
        db.query_row("SELECT count(*) FROM code", (), |r| r.get::<_, i64>(0))
            .expect("a count")
    };
    let mut stranger = served.browser();
    stranger.open("/sign-in");
    stranger.send("/sign-in", &[("words", &words), ("private", "1991-01-01")]);
    assert_eq!(made(&town), 0);
    let mut later = served.browser();
    later.open("/sign-in");
    later.send("/sign-in", &[("words", &words), ("private", "1990-05-18")]);
    assert_eq!(made(&town), 1);
}
