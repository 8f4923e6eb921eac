//! The provider: what a lead and a coach see, write and may not do, and that a change of mind is felt at once.

use jiff::SignedDuration;
use sayso_app::agree::Kept;
use sayso_app::{Error, Lane, change_mind, intake, own, proposal, support};
use sayso_core::decide::support::Writing;
use sayso_core::decision::MessageKind;
use sayso_core::entry::{EntryKind, ProposalState};
use sayso_core::id::{PersonId, ProposalId};
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Town};

use crate::shared::{says, told};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

/// Alex's referral has reached Northway, and nobody has looked yet.
fn sent(town: &Town) -> Kept {
    let kept = town.alex_says_yes();
    town.later(HOUR * 25);
    kept
}

fn leave(town: &Town, person: PersonId) {
    town.house
        .act(Lane::Stop, None, move |desk, _| {
            change_mind::leave(desk, &Actor::Person(person), person, change_mind::Heard::ONLINE)
        })
        .expect("leaving cannot fail");
}

fn at(kept: &Kept, rest: &str) -> String {
    format!("/person/{}{rest}", kept.person)
}

fn ok(browser: &Browser) {
    assert_eq!(
        browser.page.status,
        200,
        "{}: {}",
        browser.page.path,
        browser.page.text()
    );
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "one story, read from its beginning to its end"
)]
fn a_referral_goes_from_what_came_in_to_words_in_the_record() {
    let town = Town::new();
    let kept = sent(&town);
    let served = town.serve();

    let mut lena = served.sit(Ok(town.cast.lena));
    assert!(lena.open("/intake").says("1 person is waiting for us"));
    let parcel = lena.follow("/intake/").clone();
    for line in [
        "Alex Morgan",
        "020 7946 0111",
        "Large print",
        "I would like to work with plants",
    ] {
        assert!(parcel.says(line), "{line}: {}", parcel.text());
    }
    assert!(
        !parcel.says("alex@example.org"),
        "what Alex took out did not come"
    );
    lena.send("/acknowledge", &[]);
    lena.send("/accept", &[]);
    assert!(lena.page.says("Who will help?"), "{}", lena.page.text());
    let named = lena
        .send("/assign", &[("coach", &town.cast.sam.to_string())])
        .clone();
    assert!(named.says("Alex Morgan") && named.says("Sam Okoro helps them now."));
    assert!(
        !named.says("020 7946 0111") && !named.says("plants"),
        "from now on the name alone"
    );

    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(sam.open("/today").says(", Sam. 1 person needs you today"));
    let file = sam.follow("/person/").clone();
    assert!(file.says("Alex Morgan is waiting to meet you") && file.says("020 7946 0111"));
    assert!(file.says("do not speak to employers about them"));
    sam.follow("/meet");
    assert!(
        sam.page
            .says("We do not send your information to the DWP or Jobcentre.")
    );
    sam.send("/meet", &[("channel", "phone"), ("language", "interpreter")]);

    sam.follow("/note");
    assert!(sam.page.says("Alex Morgan will read this"));
    let shown = sam
        .send(
            "/note",
            &[("text", "We talked about gardens."), ("step", "preview")],
        )
        .clone();
    assert!(shown.says("This is how they will see it") && shown.says("Sam Okoro, coach at Northway Work"));
    assert!(
        !told(&town, kept.person).contains("wrote a note"),
        "a preview keeps nothing"
    );
    sam.send("/note", &[("step", "save")]);
    assert!(sam.page.says("We talked about gardens."), "{}", sam.page.text());

    sam.follow("/step");
    sam.send(
        "/step",
        &[
            ("text", "Visit the nursery"),
            ("day", "29"),
            ("month", "5"),
            ("year", "2026"),
        ],
    );
    assert!(
        sam.page.says("Visit the nursery, by Friday 29 May 2026"),
        "{}",
        sam.page.text()
    );
    sam.follow("/book");
    let booking = [
        ("text", "At the practice"),
        ("day", "25"),
        ("month", "5"),
        ("year", "2026"),
        ("time", "2pm"),
    ];
    sam.send("/book", &booking);
    assert!(
        sam.page
            .says("Meeting on Monday 25 May 2026 at 2pm: At the practice"),
        "{}",
        sam.page.text()
    );

    sam.follow("/propose");
    assert!(sam.page.says("Sayso cannot prevent that"));
    sam.send("/propose", &[("text", "Alex has begun a course.")]);
    assert!(sam.page.says("Waiting for the person to read them."));
    let (alex, patel) = (Actor::Person(kept.person), town.actor(town.cast.patel));
    let words = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    let words = words.expect("own page").proposals[0].clone();
    let id = words.id;
    assert!(matches!(
        town.act(move |desk, _| proposal::accept(desk, &patel, id)),
        Err(Error::Denied)
    ));
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, id))
        .expect("Alex agrees");
    let waiting = town
        .act(move |desk, _| proposal::waiting(desk, &patel))
        .expect("a list");
    assert_eq!(waiting.len(), 1);
    assert_eq!(
        (waiting[0].name.as_str(), waiting[0].proposal.state),
        ("Alex Morgan", ProposalState::Agreed)
    );
    town.act(move |desk, _| proposal::accept(desk, &patel, id))
        .expect("accepted");
    let gone = town.later(HOUR);
    let filed = gone
        .iter()
        .find(|g| g.message.kind == MessageKind::File)
        .expect("words go out");
    assert_eq!(filed.message.text, "Alex has begun a course.");

    let history = told(&town, kept.person);
    for line in [
        "Lena Fox, team lead at Northway Work read what was sent: your name",
        "explained the terms again, by phone, with an interpreter.",
        "Sam Okoro, coach at Northway Work wrote a note. You can read it.",
        "Dr Patel, clinician at Riverside Surgery accepted the words for the GP record.",
    ] {
        assert!(history.contains(line), "{line} in\n{history}");
    }
}

#[test]
fn amended_words_go_back_to_the_person_before_anything_else() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, alex) = (kept.person, Actor::Person(kept.person));
    let (sam, patel) = (town.actor(town.cast.sam), town.actor(town.cast.patel));
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Alex has begun a course."))
        .expect("drafted");
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    let id = held.expect("own page").proposals[0].id;
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, id))
        .expect("agreed");
    let opened = town
        .act(move |desk, _| proposal::open_words(desk, &patel, id))
        .expect("opened");
    assert_eq!(opened.author, "Sam Okoro, coach at Northway Work");
    town.act(move |desk, _| proposal::amend(desk, &patel, id, "Has begun a course in horticulture."))
        .expect("amended");
    let again = town.act(move |desk, _| proposal::accept(desk, &patel, id));
    assert!(
        matches!(again, Err(Error::Denied)),
        "without the person's key nothing is accepted: {again:?}"
    );
    town.act(move |desk, _| proposal::person_drops(desk, &alex, id))
        .expect("dropped");
    assert!(
        town.later(HOUR)
            .iter()
            .all(|g| g.message.kind != MessageKind::File)
    );
}

#[test]
fn a_code_stands_beside_the_words_only_where_the_person_agreed_to_one() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let (sam, patel) = (town.actor(town.cast.sam), town.actor(town.cast.patel));
    for text in ["Has begun a course.", "Has begun a second course."] {
        town.act(move |desk, _| proposal::draft(desk, &sam, person, text))
            .expect("drafted");
    }
    let alex_acts = town.person(person);
    let held = town.act(move |desk, _| own::open(desk, &alex_acts, "your page", 0, None));
    let all = held.expect("own page").proposals;
    let id_of = |text: &str| all.iter().find(|p| p.text == text).expect("words").id;
    let (first, second) = (id_of("Has begun a course."), id_of("Has begun a second course."));
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    let mut clinician = served.sit(Ok(town.cast.patel));
    let answers = |alex: &mut Browser, id: ProposalId, values: &[(&str, &str)]| {
        alex.open(&format!("/home/words/{id}"));
        let code = alex.page.choices();
        assert!(
            code.contains(&("code".into(), "none".into())),
            "none first: {code:?}"
        );
        alex.send(&format!("/home/words/{id}"), values);
    };
    // A yes to the words is no yes to a code, and an invented code is none.
    answers(&mut alex, first, &[("answer", "yes")]);
    clinician.open(&format!("/practice/words/{first}"));
    says(&clinician, "They agreed to no code");
    answers(&mut alex, second, &[("answer", "yes"), ("code", "443390004")]);
    clinician.open(&format!("/practice/words/{second}"));
    says(&clinician, "They agreed to no code");
    // Changed words go back, and with them the question.
    clinician.send("/amend", &[("text", "Has begun a third course.")]);
    answers(
        &mut alex,
        second,
        &[("answer", "yes"), ("code", "1098051000000103")],
    );
    says(&alex, "With the code: employment support.");
    clinician.open(&format!("/practice/words/{second}"));
    says(&clinician, "SNOMED CT 1098051000000103 (employment support)");
    for id in [first, second] {
        town.act(move |desk, _| proposal::accept(desk, &patel, id))
            .expect("accepted");
    }
    let gone = town.later(HOUR);
    let mut filed: Vec<&str> = gone
        .iter()
        .filter(|g| g.message.kind == MessageKind::File)
        .map(|g| g.message.text.as_str())
        .collect();
    filed.sort_unstable();
    assert_eq!(
        filed,
        [
            "Has begun a course.",
            "Has begun a third course.\n\nSNOMED CT 1098051000000103 (employment support)"
        ]
    );
}

#[test]
fn words_that_have_gone_to_the_practices_system_cannot_be_called_dropped() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (person, alex) = (kept.person, Actor::Person(kept.person));
    let (sam, patel) = (town.actor(town.cast.sam), town.actor(town.cast.patel));
    town.act(move |desk, _| proposal::draft(desk, &sam, person, "Has begun a course."))
        .expect("drafted");
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    let id = held.expect("own page").proposals[0].id;
    town.act(move |desk, _| proposal::person_agrees(desk, &alex, id))
        .expect("agreed");
    town.act(move |desk, _| proposal::accept(desk, &patel, id))
        .expect("accepted");
    let gone = town.later(HOUR);
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::File));

    // There is no button any more; a form made by hand gets the page that explains.
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    let page = alex.open(&format!("/home/words/{id}")).clone();
    assert!(!page.says("Take these words back"));
    let token = alex.token().expect("the header can sign out");
    let tried = alex
        .post(
            &format!("/home/words/{id}"),
            &[("csrf", &token), ("answer", "no")],
        )
        .clone();
    assert!(
        tried.says("These words have gone to your practice’s own system."),
        "{}",
        tried.text()
    );
    assert!(!told(&town, person).contains("do not want"));
    town.act(move |desk, _| proposal::confirm_filed(desk, &patel, id))
        .expect("what went there can still be confirmed");
}

#[test]
fn a_provider_that_cannot_help_says_why_and_the_person_reads_it() {
    let town = Town::new();
    let kept = sent(&town);
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    lena.open("/intake");
    lena.follow("/intake/");
    assert_eq!(lena.send("/decline", &[]).status, 422);
    let asked = lena.send("/decline", &[("reason", "Our list is full until June.")]);
    assert!(asked.says("Nobody is waiting for us"), "{}", asked.text());
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home");
    let held = town.act(move |desk, _| own::open(desk, &Actor::Person(kept.person), "your page", 9, None));
    let reason = held.expect("own page").referrals[0].decline_reason.clone();
    assert_eq!(reason.as_deref(), Some("Our list is full until June."));
    assert_eq!(
        lena.open(&format!("/intake/{}", kept.referral)).status,
        404,
        "and the lead reads no more"
    );
}

#[test]
fn nobody_but_the_assigned_coach_opens_the_page_and_every_try_is_shown() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let absent = served
        .sit(Ok(town.cast.bea))
        .open(&format!("/person/{}", town.cast.bea))
        .text();
    for (seat, path) in [
        (town.cast.bea, at(&kept, "")),
        (town.cast.bea, at(&kept, "/note")),
        (town.cast.bea, at(&kept, "/danger")),
        (town.cast.owen, at(&kept, "")),
        (town.cast.owen, format!("/intake/{}", kept.referral)),
        (town.cast.owen, at(&kept, "/stop")),
        (town.cast.lena, at(&kept, "")),
        (town.cast.priya, at(&kept, "")),
        (town.cast.patel, at(&kept, "/stop")),
    ] {
        let mut browser = served.sit(Ok(seat));
        let page = browser.open(&path);
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.says("Alex"), "{path}");
        if seat == town.cast.bea {
            assert_eq!(page.text(), absent, "absent and not allowed look the same");
        }
    }
    let history = told(&town, kept.person);
    for who in [
        "Bea Lindqvist, coach at Northway Work",
        "Owen Pryce, team lead at Eastgate Futures",
        "Priya Shah",
    ] {
        assert!(
            history.contains(&format!("{who} tried to")) || history.contains(who),
            "{who} in\n{history}"
        );
    }
    assert!(history.contains("Bea Lindqvist, coach at Northway Work tried to read what the person shares."));
}

#[test]
fn the_page_of_somebody_who_left_says_so_and_nothing_else() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let sam = town.actor(town.cast.sam);
    let person = kept.person;
    town.act(move |desk, _| {
        let draft = Writing {
            kind: EntryKind::Note,
            text: "half a thought".into(),
            at: None,
            draft: true,
            finishes: None,
        };
        support::write(desk, &sam, person, &draft)
    })
    .expect("a draft");
    let served = town.serve();
    let mut open_beside = served.sit(Ok(town.cast.sam));
    open_beside.open(&at(&kept, "/note"));
    ok(&open_beside);
    leave(&town, person);

    // The form that was open writes nothing, and whatever is clicked next says what happened.
    let late = open_beside
        .send("/note", &[("text", "too late"), ("step", "save")])
        .clone();
    for rest in ["", "/note", "/step", "/book", "/propose", "/meet", "/pause"] {
        let page = match rest {
            "" => late.clone(),
            rest => open_beside.open(&at(&kept, rest)).clone(),
        };
        assert_eq!(page.status, 200, "{rest}: {}", page.text());
        assert_eq!(page.path, at(&kept, ""), "{rest}");
        assert!(page.says("Alex Morgan stopped sharing at") && page.says("Nothing further to do"));
        for gone in [
            "020 7946 0111",
            "plants",
            "Large print",
            "half a thought",
            "too late",
        ] {
            assert!(!page.says(gone), "{gone} after {rest}");
        }
    }
    assert!(!told(&town, person).contains("too late"));
    let mut bea = served.sit(Ok(town.cast.bea));
    assert_eq!(
        bea.open(&at(&kept, "/note")).status,
        404,
        "nobody else learns of it"
    );
    open_beside.open(&at(&kept, ""));
    assert!(open_beside.open("/today").says("1 person needs you today"));
    assert!(open_beside.page.says("stopped sharing on"));
    open_beside.send("/seen", &[]);
    assert!(open_beside.open("/today").says("Nobody is waiting on you."));
    assert_eq!(
        open_beside.open(&at(&kept, "")).status,
        404,
        "acknowledged: not even the name"
    );
    assert_eq!(open_beside.open(&at(&kept, "/note")).status, 404);
    assert!(open_beside.open("/caseload").says("You help nobody yet"));

    let history = told(&town, person);
    assert!(history.contains("Sam Okoro, coach at Northway Work tried to read what the person shares."));
    assert!(history.contains("Sam Okoro, coach at Northway Work saw the notice that you left."));
    assert!(!history.contains("wrote a note"));
}

#[test]
fn the_lead_is_told_too_and_reads_nothing_more() {
    let town = Town::new();
    let kept = sent(&town);
    let served = town.serve();
    let mut lena = served.sit(Ok(town.cast.lena));
    leave(&town, kept.person);
    let list = lena.open("/intake").clone();
    assert!(list.says("Nobody is waiting for us") && list.says("Alex Morgan stopped sharing on"));
    let page = lena.open(&format!("/intake/{}", kept.referral)).clone();
    assert!(
        page.says("Nothing further to do") && !page.says("plants"),
        "{}",
        page.text()
    );
    assert!(
        told(&town, kept.person).contains("Lena Fox, team lead at Northway Work tried to read the parcel")
    );
}

#[test]
fn a_coach_cannot_write_in_the_record_and_the_person_sees_the_try() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, ""));
    assert!(
        !sam.page.says("Write to the GP record"),
        "outside a demonstration there is no such button"
    );
    let token = sam.token().expect("every page can sign out");
    assert_eq!(sam.post(&at(&kept, "/record"), &[("csrf", &token)]).status, 404);
    assert!(told(&town, kept.person).contains(
        "Sam Okoro, coach at Northway Work tried to write straight into the GP record. Sayso did not allow it."
    ));
    let (patel, person) = (town.actor(town.cast.patel), kept.person);
    let clinician = town.act(move |desk, _| proposal::try_write_record(desk, &patel, person));
    assert!(matches!(clinician, Err(Error::Input(_))), "{clinician:?}");
}

#[test]
fn taking_a_coach_away_ends_access_at_once() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, "/note"));
    ok(&sam);
    let mut lena = served.sit(Ok(town.cast.lena));
    assert!(lena.open("/team").says("Sam Okoro") && !lena.page.says("Alex"));
    lena.follow(&format!("/team/{}", town.cast.sam));
    assert!(lena.page.says("Alex Morgan") && !lena.page.says("020 7946"));
    lena.follow("/intake/");
    lena.send("/assign", &[("coach", "nobody")]);
    ok(&lena);
    assert!(
        lena.page.says("I would like to work with plants"),
        "unassigned: the lead may read what was sent again"
    );
    assert_eq!(
        sam.send("/note", &[("text", "late"), ("step", "save")]).status,
        404
    );
    assert_eq!(sam.open(&at(&kept, "")).status, 404);
    lena.send("/assign", &[("coach", &town.cast.bea.to_string())]);
    let mut bea = served.sit(Ok(town.cast.bea));
    bea.open(&at(&kept, ""));
    ok(&bea);
    let other_team = town.actor(town.cast.lena);
    let (referral, stranger) = (kept.referral, town.cast.owen);
    let assigned = town.act(move |desk, _| intake::assign(desk, &other_team, referral, Some(stranger)));
    assert!(
        matches!(assigned, Err(Error::Input(_))),
        "only a coach of the own team can be chosen"
    );
}

#[test]
fn while_they_pause_there_is_a_name_and_nothing_else() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, "/pause"));
    sam.send("/pause", &[("channel", "phone")]);
    assert!(sam.page.says("Alex Morgan asked for a pause") && !sam.page.says("020 7946 0111"));
    let list = sam.open("/caseload").clone();
    assert!(list.says("Alex Morgan") && list.says("Name only, while they pause") && !list.says("meetings"));
    assert_eq!(
        {
            sam.open(&at(&kept, "/pause"));
            sam.token().map(|t| {
                sam.post(
                    &at(&kept, "/note"),
                    &[("csrf", &t), ("text", "x"), ("step", "save")],
                )
                .status
            })
        },
        Some(404),
        "nothing is written meanwhile"
    );
    let mut lena = served.sit(Ok(town.cast.lena));
    let page = lena.open(&format!("/intake/{}", kept.referral)).clone();
    assert!(
        page.says("Alex Morgan") && !page.says("plants"),
        "{}",
        page.text()
    );
    sam.open(&at(&kept, "/resume"));
    sam.send("/resume", &[]);
    assert!(sam.page.says("020 7946 0111"), "{}", sam.page.text());
}

#[test]
fn a_danger_can_be_reported_for_thirty_days_after_leaving_and_opens_nothing() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    leave(&town, kept.person);
    town.later(HOUR * 24 * 29);
    let mut sam = served.sit(Ok(town.cast.sam));
    let page = sam.open(&at(&kept, "/danger")).clone();
    assert!(
        page.says("If somebody is in danger now, call 999 first"),
        "{}",
        page.text()
    );
    assert_eq!(sam.send("/danger", &[("text", "")]).status, 422);
    assert!(
        sam.send("/danger", &[("text", "A threat, at home. QQ123456C")])
            .says("The practice can read it now")
    );
    let gone = town.later(HOUR);
    let report = gone
        .iter()
        .find(|g| g.message.kind == MessageKind::Safeguarding)
        .expect("it goes at once");
    assert_eq!(
        (report.message.to, report.message.text.as_str()),
        (Some(town.cast.riverside), "A threat, at home. QQ123456C")
    );
    assert!(!sam.open(&at(&kept, "")).says("plants"), "nothing was reopened");
    town.later(HOUR * 24 * 3);
    let mut later = served.sit(Ok(town.cast.sam));
    later.open(&at(&kept, "/danger"));
    assert_eq!(later.page.path, at(&kept, ""), "only the notice is left");
    assert!(
        !later.page.body.contains("name=\"text\""),
        "with nowhere to write"
    );
}

#[test]
fn a_stop_keyed_by_a_coach_is_never_held_up_by_a_date() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    // Not their coach: any coach of the team may key it.
    let mut bea = served.sit(Ok(town.cast.bea));
    bea.open(&at(&kept, "/stop"));
    ok(&bea);
    assert!(!bea.page.says("Alex"), "and need not know who it is");
    let nonsense = [
        ("day", "99"),
        ("month", "x"),
        ("time", "later"),
        ("channel", "phone"),
    ];
    let done = bea.send("/stop", &nonsense).clone();
    assert!(
        done.says("Sharing has stopped") && done.says("Northway Work"),
        "{}",
        done.text()
    );
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&at(&kept, "/note"))
            .says("Alex Morgan stopped sharing at")
    );
    assert!(told(&town, kept.person).contains("recorded that you left, by phone. Sharing stopped at once."));
}

#[test]
fn a_number_in_a_note_is_offered_to_be_masked_and_no_word_is_lost() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, "/note"));
    let asked = sam
        .send(
            "/note",
            &[("text", "Number QQ 12 34 56 C, then tea."), ("step", "save")],
        )
        .clone();
    assert_eq!(asked.status, 422);
    assert!(asked.says("Save with the number masked") && asked.says("Number QQ 12 34 56 C, then tea."));
    sam.send("/note", &[("keep_number", "mask")]);
    assert!(
        sam.page.says("Number [number removed], then tea."),
        "{}",
        sam.page.text()
    );
    assert!(!sam.page.says("QQ 12"));
}

#[test]
fn a_note_can_be_kept_and_finished_later_by_its_writer_alone() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&at(&kept, "/note"));
    sam.send("/note", &[("text", "Half a thought"), ("step", "draft")]);
    assert!(
        !sam.page.says("Half a thought"),
        "the page names the draft; its words open with it"
    );
    sam.follow("finish=");
    assert!(sam.page.body.contains("Half a thought"));
    sam.send("/note", &[("text", "A whole thought"), ("step", "save")]);
    assert!(sam.page.says("A whole thought") && !sam.page.says("have not finished"));
}

#[test]
fn a_long_caseload_is_read_page_by_page_and_one_event_names_everybody() {
    let town = Town::new();
    let mut last = None;
    for n in 0..32u8 {
        let mut yes = town.yes();
        yes.details.name = format!("Person Number{n}");
        yes.salt = [n; 32];
        let kept = town.says_yes(yes);
        town.to_sam(&kept);
        last = Some(kept.person);
    }
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    let first = sam.open("/caseload").clone();
    assert!(first.says("You help 32 people") && first.says("This page shows 30 of 32"));
    let person = last.expect("thirty-two people");
    assert!(!told(&town, person).contains("opened their list of people"));
    let second = sam.follow("skip=30").clone();
    assert!(second.says("This page shows 2 of 32") && second.says("Person Number31"));
    assert!(
        told(&town, person)
            .contains("Sam Okoro, coach at Northway Work opened their list of people. You were on it.")
    );
}
