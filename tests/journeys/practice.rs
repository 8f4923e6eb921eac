//! The practice: offering in thirty seconds, a no that leaves nobody's trace, cards, who takes part.

use jiff::SignedDuration;
use sayso_app::practice;
use sayso_app::{Error, agree, own};
use sayso_core::decision::MessageKind;
use sayso_core::id::PersonId;
use sayso_core::person::Details;
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Served, Town};

use crate::data_directory::{Snapshot, one_count_and_one_event_about_nobody};

/// Alex is on Riverside's own list, and nothing more.
fn alex_on_the_list(town: &Town) -> PersonId {
    let (patel, alex) = (town.actor(town.cast.patel), Town::alex_details());
    town.act(move |desk, _| practice::load(desk, &patel, alex))
        .expect("the row is kept")
}

/// Dr Patel has found Alex; the offer page is open.
fn chosen(served: &Served, town: &Town) -> Browser {
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice");
    patel.follow("/practice/find?for=offer");
    let typed = [
        ("name", "Alex Morgan"),
        ("born[day]", "18"),
        ("born[month]", "5"),
        ("born[year]", "1990"),
    ];
    assert!(
        patel
            .send("/practice/find", &typed)
            .says("Is this the right person?")
    );
    patel.send("/practice/find/choose", &[]);
    assert!(patel.page.path.starts_with("/offer/"));
    patel
}

pub(crate) fn told(town: &Town, person: PersonId) -> Vec<String> {
    let alex = Actor::Person(person);
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 50, None));
    held.expect("Alex reads everything")
        .history
        .into_iter()
        .map(|e| e.text)
        .collect()
}

#[test]
fn a_referral_takes_two_pages_and_six_interactions_and_no_typing() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let served = town.serve();
    let mut patel = chosen(&served, &town);

    // Each value is one click on what stands on the page; each sending is one more.
    let (mut pages, mut interactions) = (0, 0);
    let mut step = |browser: &mut Browser, action: &str, clicks: &[(&str, &str)]| {
        for (_, value) in clicks {
            assert!(
                browser.page.body.contains(&format!("value=\"{value}\"")),
                "{value} is there to click"
            );
        }
        pages += 1;
        interactions += clicks.len() + 1;
        browser.send(action, clicks);
    };
    assert!(
        patel
            .page
            .says("It is your choice, and your care stays the same either way.")
    );
    step(&mut patel, "/offer/", &[("answer", "yes")]);
    assert!(patel.page.says("Turn the screen to Alex Morgan") && patel.page.says("Phone: 020 7946 0111"));
    assert!(
        !patel.page.body.contains(" checked"),
        "nothing is ticked beforehand"
    );
    let northway = town.cast.northway.to_string();
    let clicks = [
        ("provider", northway.as_str()),
        ("lines", "phone"),
        ("channel", "in_person"),
    ];
    step(&mut patel, "/share", &clicks);
    assert!(
        pages <= 2 && interactions <= 6,
        "{pages} pages, {interactions} interactions"
    );
    assert!(patel.page.says("Kept, not sent yet") && patel.page.says("Nothing more for you to do."));

    // The consequence: it leaves a day later, with the name and the phone and nothing else.
    assert!(
        town.later(SignedDuration::from_hours(1))
            .iter()
            .all(|g| g.message.kind != MessageKind::Referral)
    );
    let gone = town.later(SignedDuration::from_hours(24));
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::Referral));
    let alex_reads = told(&town, alex).join("\n");
    assert!(alex_reads.contains("Dr Patel, clinician at Riverside Surgery recorded your yes, in person: Northway Work may have your name and how to reach you."), "{alex_reads}");
}

#[test]
fn a_no_at_the_desk_leaves_one_count_and_one_event_about_nobody() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let served = town.serve();
    for (answer, what) in [("no", "no"), ("not_yet", "not_yet")] {
        let mut patel = chosen(&served, &town);
        let before = Snapshot::of(&town.data());
        patel.send("/offer/", &[("answer", answer)]);
        assert!(patel.page.says("Nothing about the patient was kept"));
        let after = Snapshot::of(&town.data());
        one_count_and_one_event_about_nobody(&before, &after, what, Some(town.cast.patel));
    }
    let events = told(&town, alex);
    assert!(
        events
            .iter()
            .all(|e| !e.contains("offer") && !e.contains("looked for")),
        "{events:?}"
    );
}

#[test]
fn finding_and_offering_to_somebody_writes_nothing_about_them() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let before = told(&town, alex).len();
    let served = town.serve();
    let mut patel = chosen(&served, &town);
    patel.send("/offer/", &[("answer", "yes")]);
    assert!(patel.page.says("Turn the screen"));
    assert_eq!(told(&town, alex).len(), before + 1, "only Alex’s own look is new");
}

#[test]
fn who_asked_not_to_be_asked_is_not_asked_again() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let served = town.serve();
    let mut patel = chosen(&served, &town);
    patel.send("/offer/", &[("answer", "no"), ("remember", "yes")]);
    assert!(patel.page.says("The practice remembers what they asked for"));

    let again = chosen(&served, &town);
    assert!(again.page.says("They asked the practice: please do not ask me."));
    assert!(
        !again.page.body.contains("value=\"yes\""),
        "there is no answer to give"
    );
    assert!(
        again
            .page
            .forms()
            .iter()
            .any(|(action, _)| action == "/practice/card")
    );

    // They change their mind about that too.
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{alex}"));
    jo.send("/forget", &[]);
    assert!(jo.page.says("It is done"));
    assert!(chosen(&served, &town).page.says("What do they say?"));
}

#[test]
fn not_yet_is_remembered_only_until_the_time_they_named() {
    let town = Town::new();
    alex_on_the_list(&town);
    let served = town.serve();
    let not_yet = [("answer", "not_yet"), ("remember", "yes"), ("months", "3")];
    chosen(&served, &town).send("/offer/", &not_yet);
    assert!(chosen(&served, &town).page.says("Please do not ask now"));
    town.source.advance(SignedDuration::from_hours(24 * 93));
    assert!(chosen(&served, &town).page.says("What do they say?"));
}

#[test]
fn another_practice_finds_nothing_and_alex_sees_that_it_was_tried() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let served = town.serve();
    let mut hart = served.sit(Ok(town.cast.hart));
    assert_eq!(hart.open(&format!("/practice/person/{alex}")).status, 404);
    hart.open("/practice/find?for=offer");
    let token = hart.token().expect("a form");
    let id = alex.to_string();
    let fields = [
        ("csrf", token.as_str()),
        ("person", id.as_str()),
        ("for", "offer"),
    ];
    assert_eq!(hart.post("/practice/find/choose", &fields).status, 404);
    let events = told(&town, alex);
    let tries = events.iter().filter(|e| {
        e.starts_with("Dr Hart, clinician at Hilltop Practice tried to open the name")
            && e.ends_with("Sayso did not allow it.")
    });
    assert_eq!(tries.count(), 2, "{events:?}");

    // An answer that is being given at one practice's desk opens nothing at another's.
    let patel = chosen(&served, &town);
    assert_eq!(hart.open(&patel.page.path).status, 404);
}

#[test]
fn a_yes_typed_by_staff_cannot_be_sent_early_by_staff() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let person = kept.person;
    for seat in [town.cast.patel, town.cast.jo, town.cast.lena] {
        let actor = town.actor(seat);
        let tried = town.act(move |desk, _| agree::send_now(desk, &actor, person));
        assert_eq!(tried.unwrap_err(), Error::Denied);
    }
    assert!(
        sayso_web::all_routes()
            .iter()
            .filter(|r| r.action.contains("send_now"))
            .all(|r| r.who == sayso_web::Who::Person)
    );
    let gone = town.later(SignedDuration::from_hours(1));
    assert!(
        gone.iter().all(|g| g.message.kind != MessageKind::Referral),
        "it is still held"
    );
    assert_eq!(
        told(&town, person)
            .iter()
            .filter(|e| e.contains("tried to send"))
            .count(),
        3
    );
}

#[test]
fn a_clinician_who_takes_no_part_offers_nothing_and_stops_still_work() {
    let town = Town::new();
    let alex = alex_on_the_list(&town);
    let served = town.serve();
    let mut patel = chosen(&served, &town);
    let open_offer = patel.page.path.clone();
    patel.open("/practice");
    patel.send("/practice/settings/me", &[]);
    assert!(patel.page.says("You do not take part."));
    assert!(patel.open("/practice").says("You have chosen not to take part"));
    assert!(!patel.page.says("Give a card:"));
    assert!(patel.open(&open_offer).says("Support is not offered here"));
    let token = patel.token().expect("a form");
    assert_eq!(patel.post("/practice/card", &[("csrf", &token)]).status, 422);

    // Their patients can still change their mind, and a colleague's seat is as it was.
    assert!(
        patel
            .open(&format!("/practice/person/{alex}"))
            .says("Stop everything and leave")
    );
    assert!(
        served
            .sit(Ok(town.cast.jo))
            .open("/practice")
            .says("They want the service")
    );
    patel.open("/practice/settings");
    patel.send("/practice/settings/me", &[]);
    assert!(patel.open("/practice").says("Give a card:"));
}

#[test]
fn a_practice_that_takes_no_part_offers_nothing_from_any_seat() {
    let town = Town::new();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/settings");
    jo.send("/practice/settings/practice", &[]);
    assert!(
        jo.open("/practice")
            .says("The practice has chosen not to take part")
    );
    assert!(jo.page.says("They have changed their mind"));
    let mut patel = served.sit(Ok(town.cast.patel));
    assert!(
        patel
            .open("/practice")
            .says("The practice has chosen not to take part")
    );
}

#[test]
fn somebody_without_a_number_is_not_turned_away() {
    let town = Town::new();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/find?for=offer");
    jo.send("/practice/find/add", &[("new_name", "Robin")]);
    jo.send("/offer/", &[("answer", "yes")]);
    jo.follow("/details");
    jo.send("/details", &[("phone", "020 7946 0222")]);
    let eastgate = town.cast.eastgate.to_string();
    let yes = [
        ("provider", eastgate.as_str()),
        ("lines", "phone"),
        ("lines", "own_words"),
        ("words", "My number is QQ 12 34 56 C, help with forms"),
        ("channel", "phone"),
    ];
    assert!(
        jo.page.says("work capability assessments"),
        "interests stand there before the yes"
    );
    jo.send("/share", &yes);
    assert_eq!(jo.page.status, 422);
    assert!(jo.page.says("Save with the number masked") && jo.page.says("help with forms"));
    let mut masked = yes.to_vec();
    masked.push(("number", "mask"));
    jo.send("/share", &masked);
    assert!(jo.page.says("[number removed], help with forms") && !jo.page.says("QQ 12"));
}

#[test]
fn a_card_is_about_nobody_and_counts_one() {
    let town = Town::new();
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice");
    patel.send("/practice/card", &[]);
    assert!(patel.page.says("Hand this card over") && patel.page.says("It is your choice."));
    patel.open("/practice/cards");
    assert!(patel.page.says("Made: 1 . Used: 0"), "{}", patel.page.text());
    patel.send("/practice/cards", &[]);
    assert_eq!(patel.page.body.matches("app-code").count(), 10);
    assert!(patel.open("/practice/cards").says("Made: 11 . Used: 0"));
}

#[test]
fn a_launch_needs_the_secret_and_keeps_nothing() {
    let town = Town::new();
    let patel_seat = town.actor(town.cast.patel);
    let number = sayso_core::nhs_number::NhsNumber::invented(5).expect("there is one");
    let details = Details {
        nhs_number: Some(number),
        ..Town::alex_details()
    };
    town.act(move |desk, _| practice::load(desk, &patel_seat, details))
        .expect("on the list");
    let served = town.serve_with(|site| site.launch_secret = Some("a shared secret".into()));
    let before = Snapshot::of(&town.data());
    let body = format!(r#"{{"practice":"Y00001","nhs_number":"{}"}}"#, number.digits());
    let post = |secret: &str| {
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .build()
            .into();
        let mut answer = agent
            .post(format!("http://{}/launch", served.address))
            .header("authorization", &format!("Bearer {secret}"))
            .send(&body)
            .expect("it answers");
        let text = answer.body_mut().read_to_string().expect("text");
        (answer.status().as_u16(), text)
    };
    assert_eq!(post("another secret").0, 404);
    let (status, text) = post("a shared secret");
    assert_eq!(status, 200);
    assert!(before == Snapshot::of(&town.data()), "nothing was stored");
    let path = text.split('"').nth(3).expect("a path").to_owned();

    let mut patel = served.sit(Ok(town.cast.patel));
    assert!(patel.open(&path).says("What do they say?") && patel.page.says("Alex Morgan"));
    assert_eq!(served.sit(Ok(town.cast.hart)).open(&path).status, 404);
    assert_eq!(served.browser().open(&path).path, "/sign-in");
}

#[test]
fn a_yes_typed_at_the_desk_is_to_the_words_that_were_read_aloud() {
    let town = Town::new();
    alex_on_the_list(&town);
    let served = town.serve();
    // The offer is read aloud, and then the interests change: the page that is turned is another one already.
    let mut patel = chosen(&served, &town);
    let org = crate::awkward::northway_with_a_contract(&town);
    town.act(move |desk, _| sayso_app::register::organisation(desk, &Actor::Sayso, org))
        .expect("Northway has a contract with the benefits system now");
    patel.send("/offer/", &[("answer", "yes")]);
    let northway = town.cast.northway.to_string();
    let yes = [("provider", northway.as_str()), ("lines", "phone")];
    // A mistake in the form changes nothing about what was read.
    assert_eq!(patel.send("/share", &yes).status, 422);
    let yes = [&yes[..], &[("channel", "in_person")]].concat();
    assert_eq!(patel.send("/share", &yes).status, 422);
    crate::shared::says(&patel, "Who stands behind this service has changed");
    patel.send("/share", &yes);
    crate::shared::says(&patel, "Kept, not sent yet");
}

#[test]
fn a_yes_typed_at_the_desk_is_to_the_interests_that_stood_on_the_turned_screen() {
    let town = Town::new();
    alex_on_the_list(&town);
    let served = town.serve();
    let mut patel = chosen(&served, &town);
    patel.send("/offer/", &[("answer", "yes")]);
    let org = crate::awkward::northway_with_a_contract(&town);
    town.act(move |desk, _| sayso_app::register::organisation(desk, &Actor::Sayso, org))
        .expect("Northway has a contract with the benefits system now");
    let northway = town.cast.northway.to_string();
    let yes = [
        ("provider", northway.as_str()),
        ("lines", "phone"),
        ("lines", "own_words"),
        ("words", "To work with plants"),
        ("channel", "in_person"),
    ];
    let page = patel.send("/share", &yes).clone();
    assert_eq!(page.status, 422, "{}", page.text());
    assert!(page.says("Who stands behind this service has changed"));
    assert!(page.says("To work with plants"), "what was typed is still there");
    // Read again, it is another answer.
    patel.send("/share", &yes);
    assert!(patel.page.says("Kept, not sent yet"), "{}", patel.page.text());
}

/// So many patients say yes at Dr Patel's desk, three in each minute.
pub(crate) fn so_many_say_yes(town: &Town, many: u8) -> Vec<agree::Kept> {
    let numbers = (0..many).map(|n| {
        let mut yes = town.yes();
        yes.salt = [n; 32];
        yes.details.name = format!("Number {n:02}");
        if n % 3 == 2 {
            town.source.advance(SignedDuration::from_mins(1));
        }
        town.says_yes(yes)
    });
    numbers.collect()
}

/// Which of them a page names.
pub(crate) fn named(browser: &Browser, many: u8) -> Vec<u8> {
    let all = 0..many;
    all.filter(|n| browser.page.says(&format!("Number {n:02}")))
        .collect()
}

#[test]
fn what_the_practice_sent_is_read_page_by_page_to_the_oldest() {
    let town = Town::new();
    so_many_say_yes(&town, 36);
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/sent");
    let newest = named(&patel, 36);
    assert_eq!(newest.len(), 30, "the page ends between two of one minute");
    let links = patel.page.links();
    patel.open(links.iter().find(|l| l.contains("from=")).expect("older ones"));
    let oldest = named(&patel, 36);
    assert_eq!((oldest.len(), patel.page.says("Older ones")), (6, false));
    assert!(oldest.iter().all(|n| !newest.contains(n)), "each stands once");
    assert!(patel.page.links().contains(&"/practice/sent".to_owned()));
    for first in ["/practice/sent", "/practice/sent?from=nonsense"] {
        patel.open(first);
        assert_eq!(named(&patel, 36), newest, "{first}");
    }
}

#[test]
fn a_long_tray_shows_codes_first_and_says_that_more_wait() {
    let town = Town::new();
    let kept = so_many_say_yes(&town, 61);
    let served = town.serve();
    let newest = kept.last().expect("the last of them");
    let mut somebody = served.browser();
    somebody.open("/sign-in");
    somebody.send("/sign-in", &[("words", &newest.card), ("private", "1990-05-18")]);
    town.later(SignedDuration::from_mins(1));
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/messages");
    assert!(jo.page.says("More wait behind these"));
    let mut shown: Vec<u8> = (0..59).collect();
    shown.push(60);
    assert_eq!(
        named(&jo, 61),
        shown,
        "the newest is there, because a code waits for them"
    );
    let text = jo.page.text();
    assert!(
        text.find("A sign-in code") < text.find("Number 00"),
        "and before all letters"
    );
}
