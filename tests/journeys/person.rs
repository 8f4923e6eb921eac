//! The person's own pages: what they see, what they can change, and that every change is felt at once by others.

use jiff::SignedDuration;
use sayso_app::{Error, agree, change_mind, file, intake, own, proposal, support};
use sayso_core::decide::support::Writing;
use sayso_core::decision::MessageKind;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_testkit::{Answer, Browser, Served, Town};

const NO_TIME: SignedDuration = SignedDuration::ZERO;

fn alex(site: &Served, person: PersonId) -> Browser {
    site.sit(Err(person))
}

/// The page itself, its status checked: a person's page is a page, never an error.
fn page<'a>(browser: &'a mut Browser, path: &str) -> &'a Answer {
    let page = browser.open(path);
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    page
}

fn note(text: &str, draft: bool) -> Writing {
    Writing {
        kind: EntryKind::Note,
        text: text.into(),
        at: None,
        draft,
        finishes: None,
    }
}

fn sam_opens(town: &Town, person: PersonId) -> Result<file::Opened, Error> {
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| file::open(desk, &sam, person))
}

fn live_say_sos(town: &Town, person: PersonId) -> usize {
    let held = town.act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 0, None));
    let held = held.expect("the person may always read what is held");
    held.said.iter().filter(|s| s.live).count()
}

#[test]
fn every_look_is_a_sentence_on_the_persons_page() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    sam_opens(&town, kept.person).expect("the coach may read what is shared");
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    let home = page(&mut alex, "/home");
    assert!(home.says("Sam Okoro is your coach"), "{}", home.text());
    assert!(home.says("Last looked at by Sam Okoro, coach at Northway Work on"));
    assert!(home.says("Sam Okoro, coach at Northway Work opened your page and saw your name"));
    let looks = alex.follow("show=looks");
    assert!(looks.says("opened your page and saw") && !looks.says("You opened"));
    let all = page(&mut alex, "/home/history");
    assert!(all.says("You opened your page.") && all.says("explained the terms again"));
}

#[test]
fn a_long_history_is_read_page_by_page_and_nothing_is_lost() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    for _ in 0..60 {
        sam_opens(&town, kept.person).expect("the coach may read what is shared");
    }
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    let newest = page(&mut alex, "/home/history?show=looks").clone();
    let earlier = alex.follow("before=").clone();
    // Each row says it, and its link "Why was this allowed?" says it again to those who only hear it.
    let rows = |page: &Answer| page.text().matches("opened your page and saw").count() / 2;
    assert_eq!((rows(&newest), rows(&earlier)), (50, 10));
    assert_eq!(
        page(&mut alex, "/home/history?show=looks&before=nonsense").status,
        200
    );
}

#[test]
fn what_was_tried_and_not_allowed_is_shown_to_the_person() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (sam, bea, person) = (town.actor(town.cast.sam), town.actor(town.cast.bea), kept.person);
    let wrote = town.act(move |desk, _| proposal::try_write_record(desk, &sam, person));
    assert_eq!(wrote, Err(Error::Denied));
    let read = town.act(move |desk, _| file::open(desk, &bea, person));
    assert!(matches!(read, Err(Error::Denied)));
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    let shown = page(&mut alex, "/home/history?show=not-allowed");
    assert!(shown.says(
        "Sam Okoro, coach at Northway Work tried to write straight into the GP record. Sayso did not allow it."
    ));
    assert!(shown.says("Bea Lindqvist, coach at Northway Work tried to read what the person shares."));
}

#[test]
fn the_person_sends_it_now_and_it_goes() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    assert!(page(&mut alex, "/home").says("Not sent yet. You can undo it"));
    let after = alex.send("/home/send-now", &[]);
    assert_eq!((after.status, after.path.as_str()), (200, "/home"));
    let gone = town.later(NO_TIME);
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::Referral));
    assert!(page(&mut alex, "/home").says("Sent to Northway Work"));
    // A second press, or one that comes too late, is no error.
    let token = alex.token().expect("the header can sign out");
    assert_eq!(alex.post("/home/send-now", &[("csrf", &token)]).status, 200);
    assert_eq!(alex.post("/home/undo", &[("csrf", &token)]).path, "/home/change");
}

#[test]
fn the_person_undoes_it_and_nothing_ever_leaves() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    page(&mut alex, "/home");
    let done = alex.send("/home/undo", &[]);
    assert!(done.says("Undone") && done.says("Nobody outside your practice saw anything."));
    let gone = town.later(SignedDuration::from_hours(48));
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::Referral));
    assert_eq!(live_say_sos(&town, kept.person), 0);
}

#[test]
fn a_pause_hides_everything_but_the_name_until_the_person_starts_again() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    page(&mut alex, "/home/change");
    let paused = alex.send("/home/change", &[("what", "pause")]);
    assert!(paused.says("You paused this"), "{}", paused.text());
    let file::Opened::Paused(name) = sam_opens(&town, kept.person).expect("the pause is shown") else {
        panic!("the coach sees more than the pause");
    };
    assert_eq!(name, "Alex Morgan");
    page(&mut alex, "/home");
    let again = alex.send("/home/resume", &[]);
    assert!(again.says("Sam Okoro is your coach"));
    let opened = sam_opens(&town, kept.person).expect("the coach reads again");
    assert!(matches!(opened, file::Opened::File(_)));
}

#[test]
fn one_thing_is_given_and_stopped_and_the_rest_goes_on() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    let more = page(&mut alex, "/home/more");
    assert!(more.says("To stay in touch once you are in work."));
    assert!(
        !more.says("Eastgate"),
        "another provider has nothing to do with Alex"
    );
    let given = alex.send(
        "/home/more",
        &[
            ("purpose", "in_work"),
            ("recipient", &town.cast.northway.to_string()),
        ],
    );
    assert!(given.says("You said yes to one more thing"));
    assert_eq!(live_say_sos(&town, kept.person), 2);
    page(&mut alex, "/home/change/some");
    let stopped = alex.send("/home/change/some", &[("purpose", "in_work")]);
    assert!(stopped.says("That has stopped") && stopped.says("Northway Work may have, to support you:"));
    assert_eq!(live_say_sos(&town, kept.person), 1);
    assert!(sam_opens(&town, kept.person).is_ok(), "support goes on");
}

#[test]
fn support_itself_is_never_given_by_a_form_for_optional_things() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    page(&mut alex, "/home/more");
    let eastgate = town.cast.eastgate.to_string();
    let tried = alex.send(
        "/home/more",
        &[("purpose", Purpose::Refer.as_str()), ("recipient", &eastgate)],
    );
    assert_eq!(tried.status, 404);
    assert_eq!(live_say_sos(&town, kept.person), 1);
}

#[test]
fn leaving_takes_three_clicks_from_any_page_and_everything_ends() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| support::write(desk, &sam, person, &note("Alex likes mornings", true)))
        .expect("a note is begun");
    let site = town.serve();
    let mut alex = alex(&site, person);
    for path in [
        "/home",
        "/home/history",
        "/home/notes",
        "/home/held",
        "/home/more",
        "/home/contact",
        "/home/explained",
        "/home/copy",
    ] {
        assert!(
            page(&mut alex, path).links().contains(&"/home/change".to_owned()),
            "{path}"
        );
        assert!(
            page(&mut alex, path).links().contains(&"/exit".to_owned()),
            "{path}"
        );
    }
    page(&mut alex, "/home/notes");
    alex.follow("/home/change");
    let left = alex.send("/home/change", &[("what", "leave")]);
    assert_eq!((left.status, left.path.as_str()), (200, "/home/changed"));
    assert!(left.says("You have left") && left.says("Your care stays the same."));
    assert!(left.says("Northway Work got your referral on"));
    assert!(left.says("Northway Work will get “has left”, and nothing else,"));
    assert!(left.says("Riverside Surgery will get “has left”, and nothing else,"));
    assert_eq!(live_say_sos(&town, person), 0);

    let opened = sam_opens(&town, person);
    assert!(
        matches!(opened, Ok(file::Opened::Left(_))),
        "the coach sees that Alex left, and nothing else"
    );
    let lena = town.actor(town.cast.lena);
    let intake = town
        .act(move |desk, _| intake::list(desk, &lena, None))
        .expect("the lead's list");
    assert_eq!(intake.left.len(), 1);
    let gone = town.later(NO_TIME);
    let texts: Vec<&str> = gone.iter().map(|g| g.message.text.as_str()).collect();
    assert_eq!(texts, ["has left", "has left"]);

    // What was not finished is Alex's to decide, and nobody else's.
    assert!(page(&mut alex, "/home").says("Notes that were not finished when you left"));
    assert!(page(&mut alex, "/home/notes").says("Alex likes mornings"));
    let after = alex.send("/home/notes/", &[("keep", "no")]);
    assert!(!after.says("Alex likes mornings") && !after.says("Not finished when you left"));
    assert!(page(&mut alex, "/home").says("You stopped sharing"));
    assert!(page(&mut alex, "/home/change").says("There is nothing to stop."));
}

#[test]
fn a_note_that_was_not_finished_can_be_kept_for_oneself() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    town.act(move |desk, _| support::write(desk, &sam, person, &note("Alex likes mornings", true)))
        .expect("a note is begun");
    let site = town.serve();
    let mut alex = alex(&site, person);
    let before = page(&mut alex, "/home/notes");
    assert!(before.says("Sam Okoro is writing this up") && !before.says("Alex likes mornings"));
    town.act(move |desk, _| {
        change_mind::leave(desk, &Actor::Person(person), person, change_mind::Heard::ONLINE)
    })
    .expect("leaving cannot fail");
    page(&mut alex, "/home/notes");
    assert!(
        alex.send("/home/notes/", &[("keep", "yes")])
            .says("Alex likes mornings")
    );
    assert!(matches!(sam_opens(&town, person), Ok(file::Opened::Left(_))));
}

#[test]
fn no_answer_on_the_way_out_is_an_error() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    for what in ["", "pause", "some", "nonsense"] {
        page(&mut alex, "/home/change");
        let after = alex.send("/home/change", &[("what", what)]);
        assert_eq!(after.status, 200, "{what}");
        assert!(!after.body.contains("nhsuk-error"), "{what}");
    }
    page(&mut alex, "/home/change");
    let left = alex.send("/home/change", &[("what", "leave")]).clone();
    assert!(left.says("You have left") && left.says("Nothing had been sent to any organisation."));
    let token = alex.token().expect("the header can sign out");
    let twice = alex.post("/home/change", &[("csrf", &token), ("what", "leave")]);
    assert_eq!(twice.status, 200, "leaving twice is leaving");
    let gone = town.later(SignedDuration::from_hours(48));
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::Referral));
}

#[test]
fn words_for_the_record_wait_for_the_person_who_reads_where_they_can_travel() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    for text in ["Works best in the morning", "Prefers to sit"] {
        town.act(move |desk, _| proposal::draft(desk, &sam, person, text))
            .expect("suggested");
    }
    let site = town.serve();
    let mut alex = alex(&site, person);
    page(&mut alex, "/home");
    let words = alex.follow("/home/words/").clone();
    assert!(words.says("They may also be included in a report that a GP sends to the DWP."));
    assert_eq!(
        alex.send("/home/words/", &[]).status,
        422,
        "nothing is chosen for Alex"
    );
    let agreed = alex.send("/home/words/", &[("answer", "yes")]);
    assert!(agreed.says("You agreed. Your practice has not answered."));
    let back = alex.send("/home/words/", &[("answer", "no")]);
    assert!(back.says("You said no. They are gone."));
    let patel = town.actor(town.cast.patel);
    let waiting = town
        .act(move |desk, _| proposal::waiting(desk, &patel))
        .expect("the clinician's list");
    assert!(
        waiting.is_empty(),
        "the practice never sees words that were taken back"
    );

    // Somebody else's words are not there.
    let path = words.path;
    let yes = sayso_app::agree::Yes {
        details: sayso_core::person::Details {
            name: "Robin Vale".into(),
            phone: Some("020 7946 0222".into()),
            ..Default::default()
        },
        ..town.yes()
    };
    let robin = town.says_yes(yes);
    let mut robin = site.sit(Err(robin.person));
    assert_eq!(robin.open(&path).status, 404);
}

#[test]
fn words_taken_back_after_the_clinician_accepted_them_are_not_filed() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, sam, patel) = (
        kept.person,
        town.actor(town.cast.sam),
        town.actor(town.cast.patel),
    );
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Prefers to sit"))
        .expect("suggested");
    let site = town.serve();
    let mut alex = alex(&site, person);
    page(&mut alex, "/home");
    let path = alex.follow("/home/words/").path.clone();
    alex.send("/home/words/", &[("answer", "yes")]);
    town.act(move |desk, _| {
        let waiting = proposal::waiting(desk, &patel)?;
        proposal::accept(desk, &patel, waiting[0].proposal.id)
    })
    .expect("accepted");
    page(&mut alex, &path);
    assert!(
        alex.send("/home/words/", &[("answer", "no")])
            .says("They are gone.")
    );
    let gone = town.later(NO_TIME);
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::File));
}

#[test]
fn a_safe_way_and_a_private_word_are_set_and_the_page_stops_asking() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    assert!(page(&mut alex, "/home").says("Tell us how to reach you safely."));
    alex.follow("/home/contact");
    let wrong = alex.send("/home/contact", &[("way", "post"), ("private", "abc")]);
    assert!(wrong.status == 422 && wrong.says("Choose a private word of at least 4 letters"));
    let done = alex.send(
        "/home/contact",
        &[
            ("way", "text"),
            ("when", "Mornings only"),
            ("name_it", "no"),
            ("private", "Marigold"),
        ],
    );
    assert!(done.path == "/home" && !done.says("Tell us how to reach you safely."));
    assert!(page(&mut alex, "/home/held").says("Mornings only"));
}

#[test]
fn a_number_in_ones_own_words_is_offered_masking_and_the_words_are_never_lost() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let site = town.serve();
    let mut alex = alex(&site, kept.person);
    page(&mut alex, "/home/notes");
    let asked = alex.send("/home/notes", &[("text", "A garden. QQ 12 34 56 C")]);
    assert!(asked.status == 422 && asked.says("Save with the number masked"));
    let kept = alex.send("/home/notes", &[("keep_number", "no")]);
    assert!(
        kept.status == 200 && kept.says("A garden. [number removed]"),
        "{}",
        kept.text()
    );
}

#[test]
fn everything_that_is_held_is_on_the_page_and_in_the_copy() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, sam) = (kept.person, town.actor(town.cast.sam));
    town.act(move |desk, _| support::write(desk, &sam, person, &note("Alex likes mornings", false)))
        .expect("a note is written");
    let site = town.serve();
    let mut alex = alex(&site, person);
    let held = page(&mut alex, "/home/held");
    for line in [
        "Alex Morgan",
        "18 May 1990",
        "020 7946 0111",
        "I would like to work with plants",
        "Version 1",
    ] {
        assert!(held.says(line), "{line}");
    }
    let copy = page(&mut alex, "/home/copy");
    assert!(copy.says("Alex likes mornings") && copy.says("I would like to work with plants"));
    let explained = page(&mut alex, "/home/explained");
    assert!(explained.says("We do not send your information to the DWP or Jobcentre."));
    assert!(explained.says("Northway Work is owned by"));
}

#[test]
fn the_persons_pages_are_nobody_elses() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = kept.person;
    town.act(move |desk, _| agree::undo(desk, &Actor::Person(person), person).or(Ok(())))
        .expect("nothing to undo");
    let site = town.serve();
    for seat in [
        town.cast.patel,
        town.cast.sam,
        town.cast.kit,
        town.cast.priya,
        town.cast.grace,
    ] {
        let mut other = site.sit(Ok(seat));
        for path in [
            "/home",
            "/home/history",
            "/home/held",
            "/home/copy",
            "/home/change",
            "/home/changed",
        ] {
            assert_eq!(other.open(path).status, 404, "{path}");
        }
        let token = other.token().expect("the header can sign out");
        for path in ["/home/change", "/home/undo", "/home/send-now", "/home/resume"] {
            let tried = other.post(path, &[("csrf", &token), ("what", "leave")]);
            assert_eq!(tried.status, 404, "{path}");
        }
    }
    assert_eq!(live_say_sos(&town, person), 1);
    assert_eq!(site.browser().open("/home").path, "/sign-in");
}

#[test]
fn leaving_the_page_quickly_ends_the_session_and_opens_a_neutral_page() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    assert_eq!(alex.open("/home").status, 200);
    let gone = alex.open("/exit").clone();
    let to = gone.headers.get("location").expect("it goes somewhere else");
    assert!(to.starts_with("https://") && !to.contains("sayso"), "{to}");
    assert!(gone.headers.contains_key("clear-site-data"));
    assert_eq!(alex.open("/home").path, "/sign-in");
    // Whoever runs the server may name another page.
    let other = town.serve_with(|site| site.exit_to = "https://library.example/".into());
    let gone = other.browser().open("/exit").clone();
    assert_eq!(
        gone.headers.get("location").map(String::as_str),
        Some("https://library.example/")
    );
}
