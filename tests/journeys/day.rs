//! A coach's day on one page each: writing up a meeting in one go, and asking several people before a leave.

use jiff::tz::TimeZone;
use sayso_app::{cover, draft, own, support};
use sayso_core::coaching::CoverState;
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::coaching::so_many_with_sam;
use crate::practice::named;
use crate::shared::{DAY, HOUR, says, told};

/// Day, month and year in London, so many days from now.
fn day_in(town: &Town, days: i32) -> [String; 3] {
    let now = town.house.source().now() + DAY * days;
    let date = now
        .to_zoned(TimeZone::get("Europe/London").expect("a zone"))
        .date();
    [
        date.day().to_string(),
        date.month().to_string(),
        date.year().to_string(),
    ]
}

fn entries(town: &Town, person: PersonId) -> usize {
    let held = town.act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 9, None));
    held.expect("the person may always read").entries.len()
}

#[test]
fn one_page_after_a_meeting_writes_note_step_and_next_meeting_in_one_go() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (sam_acts, person) = (town.actor(town.cast.sam), kept.person);
    town.act(move |desk, _| {
        let w = Writing {
            kind: EntryKind::Appointment,
            text: "At the library".into(),
            at: Some(desk.now() + HOUR),
            draft: false,
            finishes: None,
        };
        support::write(desk, &sam_acts, person, &w)
    })
    .expect("booked");
    town.later(HOUR * 2);
    let before = entries(&town, person);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}"));
    sam.follow("/write-up");
    says(&sam, "At the library");
    sam.send("/write-up", &[]);
    assert_eq!(sam.page.status, 422);
    let [day, month, year] = day_in(&town, 7);
    let parts = [
        ("outcome", "met"),
        ("text", "Alex likes mornings."),
        ("step", "Look at two nurseries"),
        ("day", &day),
        ("month", &month),
        ("year", &year),
        ("time", "2pm"),
    ];
    sam.send("/write-up", &parts);
    says(&sam, "Say where you meet, or how");
    let mut parts = parts.to_vec();
    parts.push(("place", "I phone you"));
    parts[1] = ("text", "Alex likes mornings. QQ123456C");
    sam.send("/write-up", &parts);
    says(&sam, "Keep this number out?");
    sam.send("/write-up", &[("keep_number", "mask")]);
    says(&sam, "This is how they will see it");
    says(&sam, "Alex likes mornings. [number removed]");
    says(&sam, "Look at two nurseries");
    says(&sam, "Sam Okoro, coach at Northway Work");
    assert_eq!(
        entries(&town, person),
        before,
        "nothing is kept before it was seen"
    );
    sam.send("/write-up", &[("step_now", "save")]);
    assert_eq!(sam.page.path, format!("/person/{person}"), "{}", sam.page.text());
    assert_eq!(entries(&town, person), before + 3);

    let history = told(&town, person);
    for sentence in [
        "noted about a meeting:",
        "wrote a note. You can read it.",
        "wrote down a next step you agreed.",
        "booked a meeting for",
    ] {
        assert!(history.contains(sentence), "{sentence}: {history}");
    }
    let mut alex = served.sit(Err(person));
    alex.open("/home");
    says(&alex, "I phone you");
    alex.open("/home/plan");
    says(&alex, "Look at two nurseries");
    // A colleague finds no such page, and writes nothing.
    let mut bea = served.sit(Ok(town.cast.bea));
    assert_eq!(bea.open(&format!("/person/{person}/write-up")).status, 404);
}

#[test]
fn words_that_sound_like_a_verdict_are_underlined_before_saving_and_what_sam_decides_is_what_alex_reads() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}/note"));
    sam.send(
        "/note",
        &[("text", "The journey was long. Alex Refused.\n<u>Two buses.")],
    );
    let page = sam.page.clone();
    for word in ["journey", "Refused"] {
        let marked = format!("<u class=\"app-soft\">{word}</u>");
        assert!(page.body.contains(&marked), "{word}: {}", page.text());
    }
    assert!(
        page.body.contains("&lt;u&gt;Two buses."),
        "what was typed stays text"
    );
    says(&sam, "“refused”. Perhaps: they said no.");
    says(&sam, "You decide");
    // The bus journey is a journey: Sam keeps it, and says the other thing in other words.
    sam.send("/note", &[("step", "change")]);
    sam.send("/note", &[("text", "The journey was long. Alex said no.")]);
    assert!(!sam.page.says("“refused”"));
    sam.send("/note", &[("step", "save")]);
    let mut alex = served.sit(Err(person));
    alex.open("/home/notes");
    says(&alex, "The journey was long. Alex said no.");
    assert!(
        !alex.page.body.contains("app-soft"),
        "advice is for whoever writes"
    );

    // The same on the page after a meeting, and nothing where there is nothing to say.
    sam.open(&format!("/person/{person}/write-up"));
    sam.send("/write-up", &[("step", "Look at each barrier")]);
    says(&sam, "“barrier”. Perhaps: what they want help with.");
    sam.send("/write-up", &[("step_now", "change")]);
    sam.send("/write-up", &[("step", "Look at two nurseries")]);
    says(&sam, "This is how they will see it");
    assert!(!sam.page.says("underlined"));
}

#[test]
fn what_was_written_up_survives_a_lock_and_a_part_that_is_refused_keeps_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    let before = entries(&town, person);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{person}/write-up"));
    town.source.advance(jiff::SignedDuration::from_mins(20));
    sam.send("/write-up", &[("text", "Alex likes mornings")]);
    assert!(
        !sam.page.says("Alex likes mornings"),
        "it is locked: {}",
        sam.page.text()
    );
    let seat = town.actor(town.cast.sam);
    let waits = town.act(move |desk, _| draft::waits(desk, seat));
    assert!(waits.expect("read"), "what was written is kept for its writer");
    assert_eq!(entries(&town, person), before);
    // One part of four that cannot be: nothing of the others is kept.
    let seat = town.actor(town.cast.sam);
    let refused = town.act(move |desk, _| {
        let next = desk.now() + DAY;
        let w = Writing {
            kind: EntryKind::Appointment,
            text: "At the library".into(),
            at: Some(next),
            draft: false,
            finishes: None,
        };
        support::write(desk, &seat, person, &w)?;
        let meeting = desk_meeting(desk, person)?;
        let parts = sayso_app::write_up::WriteUp {
            meeting: Some((meeting, sayso_core::coaching::Outcome::Met)),
            note: "Alex likes mornings".into(),
            ..Default::default()
        };
        sayso_app::write_up::keep(desk, &seat, person, &parts)
    });
    assert!(refused.is_err(), "nobody met before the meeting");
    assert_eq!(entries(&town, person), before, "and then nothing at all is kept");
}

fn desk_meeting(
    desk: &mut sayso_app::Desk,
    person: PersonId,
) -> Result<sayso_core::id::EntryId, sayso_app::Error> {
    let held = own::open(desk, &Actor::Person(person), "your page", 9, None)?;
    let meetings = held.entries.iter().map(|w| &w.entry);
    let meeting = meetings.into_iter().find(|e| e.kind == EntryKind::Appointment);
    Ok(meeting.expect("a meeting").id)
}

#[test]
fn whoever_helps_many_asks_them_page_by_page_and_stays_on_that_page() {
    let town = Town::new();
    let all = so_many_with_sam(&town, 33);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/away");
    says(&sam, "0 of the 30 people on this page have said yes");
    assert_eq!(named(&sam, 33), (0..30).collect::<Vec<u8>>());
    sam.follow("from=");
    says(&sam, "0 of the 3 people on this page have said yes");
    assert_eq!(named(&sam, 33), [30, 31, 32]);
    let (last, bea, [day, month, year]) = (
        all[32].person.to_string(),
        town.cast.bea.to_string(),
        day_in(&town, 2),
    );
    // A page that shows what is missing is this page too.
    sam.send("/away", &[("people", &last)]);
    assert_eq!(sam.page.status, 422);
    assert_eq!(named(&sam, 33), [30, 31, 32]);
    let fields = [
        ("people", &last),
        ("colleague", &bea),
        ("from_day", &day),
        ("from_month", &month),
        ("from_year", &year),
    ];
    sam.send("/away", &fields.map(|(name, value)| (name, value.as_str())));
    assert_eq!(named(&sam, 33), [30, 31, 32], "back where they were");
    says(&sam, "They have not answered.");
    assert!(told(&town, all[32].person).contains("asks whether Bea Lindqvist may"));
    assert!(!told(&town, all[0].person).contains("Bea Lindqvist"));
}

#[test]
fn several_are_asked_on_one_page_and_each_answers_for_themself() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let mut yes = town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [9; 32];
    let robin = town.says_yes(yes);
    town.to_sam(&robin);
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/away");
    says(&sam, "0 of 2 people have said yes to a colleague");
    says(&sam, "Not asked. With your lead while you are away.");
    sam.send("/away", &[]);
    assert_eq!(sam.page.status, 422);
    let (alexs, robins) = (kept.person.to_string(), robin.person.to_string());
    let ([d1, m1, y1], [d2, m2, y2]) = (day_in(&town, 2), day_in(&town, 9));
    let bea = town.cast.bea.to_string();
    sam.send(
        "/away",
        &[
            ("people", &alexs),
            ("people", &robins),
            ("colleague", &bea),
            ("from_day", &d1),
            ("from_month", &m1),
            ("from_year", &y1),
            ("until_day", &d2),
            ("until_month", &m2),
            ("until_year", &y2),
        ],
    );
    assert_eq!(sam.page.path, "/away", "{}", sam.page.text());
    says(&sam, "They have not answered.");
    for person in [kept.person, robin.person] {
        assert!(told(&town, person).contains("asks whether Bea Lindqvist may stand in"));
        let mut page = served.sit(Err(person));
        page.open("/home");
        says(&page, "Somebody else may help you for a time");
    }
    // Alex says yes; Robin says nothing, and silence is no.
    let alex = town.person(kept.person);
    let person = kept.person;
    town.act(move |desk, _| {
        let held = own::open(desk, &alex, "your page", 9, None)?;
        let asked = held.covers.first().expect("asked").cover.id;
        cover::answer(
            desk,
            &alex,
            person,
            asked,
            true,
            sayso_core::sayso::Channel::Online,
        )
    })
    .expect("answered");
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/away");
    says(&sam, "1 of 2 people have said yes to a colleague");
    town.later(DAY * 3);
    let mut bea = served.sit(Ok(town.cast.bea));
    assert!(bea.open(&format!("/person/{}", kept.person)).says("Alex Morgan"));
    assert_eq!(bea.open(&format!("/person/{}", robin.person)).status, 404);
    let mut lena = served.sit(Ok(town.cast.lena));
    assert_eq!(
        lena.open("/away").status,
        404,
        "a lead has no people of their own"
    );
    let state = town.act(move |desk, _| own::open(desk, &alex, "your page", 9, None));
    let state = state.expect("held").covers.first().map(|n| n.cover.state);
    assert_eq!(state, Some(CoverState::Agreed));
}
