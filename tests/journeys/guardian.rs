//! Guardian and deputy: concerns, checks, "switch off now", legal demands, withholdings, dangers. Each story ends on what
//! the person sees, and on who sees nothing.

use jiff::SignedDuration;
use sayso_app::guard::withholding;
use sayso_app::{Error, agree, support};
use sayso_core::decide::NotNow;
use sayso_core::entry::EntryKind;
use sayso_core::id::PersonId;
use sayso_core::person::{Limits, Way};
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{NO_TIME, says, told};

const WORDS: &str = "They said my money would stop. My number is QQ 12 34 56 C.";

fn days(n: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * n)
}

fn raised(served: &Served, person: PersonId, fields: &[(&str, &str)]) -> Browser {
    let mut alex = served.sit(Err(person));
    alex.open("/home/concerns");
    alex.send("/home/concerns", fields);
    assert_eq!(
        (alex.page.status, alex.page.path.as_str()),
        (200, "/home/concerns")
    );
    alex
}

/// The address of the first concern on the list of this seat.
fn first(browser: &mut Browser) -> Option<String> {
    assert_eq!(browser.open("/concerns").status, 200);
    browser
        .page
        .links()
        .into_iter()
        .find(|l| l.starts_with("/concerns/") && l != "/concerns/questions")
}

#[test]
fn a_concern_reaches_the_guardian_and_nobody_else_and_its_answer_reaches_the_person() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut page = raised(&served, alex.person, &[("kind", "benefits"), ("text", WORDS)]);
    assert!(
        page.page.says("My benefits were mentioned."),
        "nothing was screened or lost"
    );
    assert!(page.page.says("QQ 12 34 56 C") && page.page.says("You get an answer by"));

    let mut grace = served.sit(Ok(town.cast.grace));
    let at = first(&mut grace).expect("it waits for the guardian");
    assert!(
        !grace.page.says("QQ 12 34 56 C"),
        "the list says nothing of what was written"
    );
    assert!(grace.open(&at).says("They said my money would stop."));
    assert!(!grace.page.body.contains("Alex") && !grace.page.body.contains(&alex.person.to_string()));
    grace.send("/acknowledge", &[]);
    assert!(page.open("/home/concerns").says("that they have it"));
    grace.send("/answer", &[("text", "")]);
    assert_eq!(grace.page.status, 422);
    grace.send(
        "/answer",
        &[("text", "It must not be said. We have spoken to them.")],
    );
    assert!(
        page.open("/home/concerns")
            .says("It must not be said. We have spoken to them.")
    );
    let told = page.open("/home/history").text();
    assert!(told.contains("read your concern. They did not see your name."));

    let cast = town.cast;
    for seat in [
        cast.patel, cast.jo, cast.sam, cast.lena, cast.owen, cast.priya, cast.kit,
    ] {
        let mut other = served.sit(Ok(seat));
        assert_eq!(other.open("/concerns").status, 404);
        assert_eq!(other.open(&at).status, 404);
    }
    let mut dele = served.sit(Ok(cast.dele));
    assert_eq!(first(&mut dele), None, "it is not with the deputy");
    assert_eq!(dele.open(&at).status, 404);
}

#[test]
fn the_guardian_who_is_involved_cannot_read_it_and_the_deputy_can() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let (mut grace, mut dele) = (served.sit(Ok(town.cast.grace)), served.sit(Ok(town.cast.dele)));
    drop(raised(
        &served,
        alex.person,
        &[("text", "Mrs Adeyemi told me to say yes.")],
    ));
    assert_eq!(first(&mut grace), None, "it names the guardian");
    let at = first(&mut dele).expect("so the deputy has it");
    assert_eq!(grace.open(&at).status, 404);
    assert!(dele.open(&at).says("told me to say yes"));
    dele.send("/answer", &[("text", "Thank you.")]);

    // In one click, for a reason that nobody else knows.
    let mut page = raised(
        &served,
        alex.person,
        &[("kind", "pressed"), ("text", "At the desk.")],
    );
    let at = first(&mut grace).expect("it waits for the guardian");
    grace.open(&at);
    grace.send("/stand-back", &[]);
    assert_eq!(grace.open(&at).status, 404, "they cannot open it any more");
    assert!(dele.open(&at).says("At the desk."));
    assert!(
        page.open("/home/concerns")
            .says("It is with the guardian’s deputy.")
    );
}

#[test]
fn after_two_working_days_of_silence_it_goes_to_the_deputy_by_itself() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    drop(raised(
        &served,
        alex.person,
        &[("kind", "pressed"), ("text", "At the desk.")],
    ));
    let at = first(&mut served.sit(Ok(town.cast.grace))).expect("it waits for the guardian");
    town.later(SignedDuration::from_hours(20));
    assert_eq!(
        first(&mut served.sit(Ok(town.cast.dele))),
        None,
        "not before its time"
    );
    town.later(days(4));
    assert_eq!(first(&mut served.sit(Ok(town.cast.dele))), Some(at.clone()));
    assert_eq!(served.sit(Ok(town.cast.grace)).open(&at).status, 404);
    let told = served.sit(Err(alex.person)).open("/home/history").text();
    assert!(told.contains("Your concern went on to the guardian’s deputy"));
}

#[test]
fn somebody_without_a_name_speaks_up_with_an_empty_form_and_reads_the_answer_with_three_words() {
    let town = Town::new();
    let served = town.serve();
    let mut somebody = served.browser();
    somebody.open("/speak-up");
    assert_eq!(
        somebody.send("/speak-up", &[]).status,
        200,
        "nothing must be filled in"
    );
    let body = somebody.page.body.clone();
    let words = body.split("app-code\">").nth(1).and_then(|t| t.split('<').next());
    let words = words.expect("three words").to_owned();

    let mut grace = served.sit(Ok(town.cast.grace));
    let at = first(&mut grace).expect("it waits for the guardian");
    assert!(grace.open(&at).says("They gave no name."));
    assert_eq!(grace.open(&format!("{at}/looked")).status, 404);
    grace.open(&at);
    grace.send("/answer", &[("text", "We looked into it.")]);

    let mut later = served.browser();
    later.open("/speak-up/answer");
    later.send("/speak-up/answer", &[("words", "wrong words here")]);
    assert_eq!(later.page.status, 422);
    later.send("/speak-up/answer", &[("words", &words)]);
    assert!(later.page.says("We looked into it."));
    // Staff who speak up are not written down either.
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open("/speak-up");
    sam.send("/speak-up", &[("text", "We are told to hurry people.")]);
    let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
    let sql = "SELECT count(*) FROM event WHERE kind = 'concern_raised' AND actor <> 'visitor'";
    let named: i64 = db.query_row(sql, (), |row| row.get(0)).expect("a count");
    assert_eq!(named, 0);
}

#[test]
fn the_way_to_speak_up_stands_on_every_card() {
    let town = Town::new();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice/cards");
    jo.send("/practice/cards", &[]);
    assert_eq!(jo.page.body.matches("/speak-up").count(), 10);
}

#[test]
fn a_public_question_is_shown_with_its_dated_answer_and_not_before() {
    let town = Town::new();
    let served = town.serve();
    let mut somebody = served.browser();
    somebody.open("/questions");
    somebody.send("/questions", &[("text", "Does the council see who said no?")]);
    somebody.open("/questions");
    somebody.send("/questions", &[("text", "Did Alex Morgan say yes?")]);
    assert!(!somebody.open("/questions").says("say yes?") && somebody.page.says("Waiting for an answer: 2."));
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/concerns/questions");
    let forms = grace.page.body.split("<form").skip(1);
    let question = |part: &str| {
        let id = part.split("name=\"question\" value=\"").nth(1)?;
        Some(id.split('"').next()?.to_owned())
    };
    let ids: Vec<String> = forms.filter_map(question).collect();
    let token = grace.page.forms()[1].1[0].1.clone();
    let send = |b: &mut Browser, id: &str, text: &str, step: &str| {
        b.post(
            "/concerns/questions",
            &[("csrf", &token), ("question", id), ("text", text), ("step", step)],
        )
        .status
    };
    assert_eq!(send(&mut grace, &ids[0], "", "answer"), 422);
    assert_eq!(
        send(
            &mut grace,
            &ids[0],
            "No. It sees counts of ten or more.",
            "answer"
        ),
        200
    );
    assert_eq!(send(&mut grace, &ids[1], "", "aside"), 200);
    let page = somebody.open("/questions");
    assert!(page.says("Does the council see who said no?") && page.says("It sees counts of ten or more."));
    assert!(page.says("Answered on") && !page.says("Alex Morgan"));
}

#[test]
fn the_guardian_checks_five_accesses_and_asks_about_typed_yeses_and_sees_no_name() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    for _ in 0..7 {
        sam.open(&format!("/person/{}", alex.person));
    }
    let mut priya = served.sit(Ok(town.cast.priya));
    for _ in 0..3 {
        priya.open(&format!("/person/{}", alex.person));
    }
    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(
        grace
            .open("/oversight")
            .says("tried 3 things in an hour that the rules do not allow.")
    );
    town.later(days(31));

    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(grace.open("/oversight").says("Still to check: 5."));
    let five = |b: &Browser| -> Vec<String> {
        let parts = b.page.body.split("/oversight/checked").skip(1);
        parts
            .filter_map(|p| {
                Some(
                    p.split("name=\"event\" value=\"")
                        .nth(1)?
                        .split('"')
                        .next()?
                        .to_owned(),
                )
            })
            .collect()
    };
    let drawn = five(&grace);
    let mut dele = served.sit(Ok(town.cast.dele));
    dele.open("/oversight");
    assert_eq!(five(&dele), drawn, "the same five for both");
    grace.send("/oversight/checked", &[("verdict", "ask")]);
    assert!(grace.page.says("Still to check: 4.") && grace.page.says("The organisation is asked about it"));
    assert!(grace.page.says("Typed by Dr Patel"));
    grace.send("/oversight/ask", &[]);
    assert!(grace.page.says("They were asked, and have not answered."));
    assert!(!grace.page.body.contains("Alex") && !grace.page.body.contains(&alex.person.to_string()));

    let mut page = served.sit(Err(alex.person));
    assert!(page.open("/home").says("Was your yes your own choice?"));
    page.open("/home/your-yes");
    assert_eq!(page.send("/home/your-yes", &[]).status, 422);
    page.send("/home/your-yes", &[("answer", "could_not_say_no")]);
    assert!(page.page.says("Nothing is asked of you"));
    assert!(
        grace
            .open("/oversight")
            .says("I did not feel that I could say no.")
    );
}

#[test]
fn who_is_asked_by_letter_can_answer_after_the_month_and_a_yes_that_was_not_said_ends_at_once() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    crate::messages::enrolled(&town, &alex, Way::Post, Limits::default());
    town.later(days(31));
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    if jo.open("/practice/letters").says("posted") {
        jo.send("/practice/letters", &[("how", "posted")]);
    }
    assert!(jo.open("/practice/letters").says("No letter waits."));

    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(grace.open("/oversight").says("Typed by Dr Patel"));
    grace.send("/oversight/ask", &[]);
    town.later(NO_TIME);
    let page = jo.open("/practice/letters");
    assert!(page.says("You have a new message."), "{}", page.text());
    for word in ["guardian", "choice", "typed", "Dr Patel"] {
        assert!(!page.says(word), "{word}: {}", page.text());
    }
    jo.send("/practice/letters", &[("how", "posted")]);
    assert!(told(&town, alex.person).contains("printed and posted"));

    // A month later it is not one of the five any more, and not forgotten. Nobody has to answer, and it is not held
    // against a yes.
    town.later(days(14));
    let mut grace = served.sit(Ok(town.cast.grace));
    let page = grace.open("/oversight");
    assert!(page.says("Nobody typed a yes in that month."));
    assert!(page.says("Typed yeses that you asked about before"));
    assert!(page.says("They were asked, and have not answered. They need not."));
    let mut sam = served.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&format!("/person/{}", alex.person)).status, 200);

    let mut page = served.sit(Err(alex.person));
    page.open("/home/your-yes");
    says(&page, "sharing stops at once");
    page.send("/home/your-yes", &[("answer", "not_said")]);
    says(&page, "You have left");
    sam.open(&format!("/person/{}", alex.person));
    says(&sam, "Nothing further to do");
    for seat in [town.cast.grace, town.cast.dele] {
        let mut guardian = served.sit(Ok(seat));
        let page = guardian.open("/oversight");
        assert!(page.says("I did not say yes.") && !page.body.contains("Alex"));
    }
    // After three months it is no longer there to read.
    town.later(days(92));
    let mut grace = served.sit(Ok(town.cast.grace));
    assert!(!grace.open("/oversight").says("I did not say yes."));
}

#[test]
fn switched_off_nothing_is_offered_or_sent_and_every_way_out_still_works() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let mut yes = town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [8; 32];
    let robin = town.says_yes(yes);
    let sam = town.actor(town.cast.sam);
    let person = alex.person;
    let write = |kind, text: &'static str| sayso_core::decide::support::Writing {
        kind,
        text: text.into(),
        at: Some(town.house.source().now() + days(3)),
        draft: false,
        finishes: None,
    };
    let meeting = write(EntryKind::Appointment, "Room 4");
    town.act(move |desk, _| support::write(desk, &sam, person, &meeting))
        .expect("booked");
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/switches");
    assert_eq!(grace.send("/switches/off", &[]).status, 422);
    let northway = format!("{} -", town.cast.northway);
    grace.send(
        "/switches/off",
        &[
            ("target", &northway),
            ("reason", "pressure"),
            ("words", "Zq private"),
        ],
    );
    assert!(grace.page.says("It is off") && grace.page.says("told on their own page: 2"));

    // Nothing is sent, and the person knows why.
    let gone = town.later(days(2));
    assert!(
        gone.iter()
            .all(|g| g.message.kind != sayso_core::decision::MessageKind::Referral)
    );
    let mut held = served.sit(Err(robin.person));
    assert!(
        held.open("/home").says("Northway Work is switched off")
            && held.page.says("People may have been pressed")
    );
    assert!(
        held.open("/home/history")
            .says("switched off Northway Work. Nothing new is sent there.")
    );
    // Nothing is offered.
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice");
    let (doctor, again) = (town.actor(town.cast.patel), {
        let mut yes = town.yes();
        yes.salt = [9; 32];
        yes
    });
    let refused = town.act(move |desk, _| agree::at_the_desk(desk, &doctor, None, &again));
    assert_eq!(refused.map(drop), Err(Error::NotNow(NotNow::SwitchedOff)));
    // The coach sees that a meeting is booked, and nothing more; nothing can be written.
    let mut coach = served.sit(Ok(town.cast.sam));
    assert!(coach.open("/caseload").says("Alex Morgan"));
    assert!(!coach.open(&format!("/person/{person}")).says("work with plants"));
    let (sam, note) = (town.actor(town.cast.sam), write(EntryKind::Note, "Another note"));
    let written = town.act(move |desk, _| support::write(desk, &sam, person, &note));
    assert!(written.is_err(), "{written:?}");
    // In public: who, when and why; never the private words.
    let page = served.browser().open("/switched-off").clone();
    assert!(
        page.says("the scheme’s guardian at Borough Disability Voice") && page.says("pressed to say yes")
    );
    assert!(!page.says("Zq private"));

    // The ways out.
    let mut alex_page = raised(&served, person, &[("kind", "pressed")]);
    alex_page.open("/home/change");
    alex_page.send("/home/change", &[("what", "leave")]);
    assert!(
        alex_page
            .open("/home/history")
            .text()
            .contains("raised a concern")
    );

    // On again takes two.
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/switches");
    grace.send("/switches/on", &[]);
    grace.send("/switches/on", &[]);
    assert_eq!(grace.page.status, 422, "the same seat twice");
    assert!(grace.page.says("A second person has to agree"));
    let mut dele = served.sit(Ok(town.cast.dele));
    dele.open("/switches");
    dele.send("/switches/on", &[]);
    assert!(dele.page.says("On again since"));
    let gone = town.later(SignedDuration::from_mins(1));
    assert!(
        gone.iter().any(|g| g.message.person == robin.person),
        "what was held is sent, after the rule was asked again"
    );
}

#[test]
fn a_switched_off_practice_sends_nothing_and_support_that_runs_goes_on() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let robins = || {
        let mut yes = town.yes();
        yes.details.name = "Robin Vale".into();
        yes.salt = [8; 32];
        yes
    };
    let robin = town.says_yes(robins());
    let served = town.serve();
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/switches");
    let riverside = format!("{} -", town.cast.riverside);
    grace.send("/switches/off", &[("target", &riverside), ("reason", "asked")]);
    let gone = town.later(days(2));
    assert!(
        gone.iter()
            .all(|g| g.message.kind != sayso_core::decision::MessageKind::Referral),
        "what was held stays: {gone:?}"
    );
    let mut held = served.sit(Err(robin.person));
    assert!(held.open("/home").says("Riverside Surgery is switched off"));
    let (doctor, mut again) = (town.actor(town.cast.patel), robins());
    again.salt = [9; 32];
    let refused = town.act(move |desk, _| agree::at_the_desk(desk, &doctor, None, &again));
    assert_eq!(
        refused.map(drop),
        Err(Error::NotNow(NotNow::SwitchedOff)),
        "nothing is offered there"
    );
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&format!("/person/{}", alex.person))
            .says("work with plants")
    );
}

#[test]
fn a_legal_demand_takes_two_seats_and_the_dwp_gets_nothing_and_everybody_can_count() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let counts = |came: i64, over: i64| {
        format!("Who demanded a court Demands {came} Something was handed over {over}")
    };
    let page = served.browser().open("/legal-demands").text();
    assert!(page.contains(&counts(0, 0)), "zero is said: {page}");
    let mut grace = served.sit(Ok(town.cast.grace));
    grace.open("/demands");
    assert_eq!(grace.send("/demands", &[]).status, 422);
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/sent");
    let reference = patel.follow("/practice/sent/").text();
    let (_, reference) = reference.split_once("Reference ").expect("the practice sees it");
    let reference: String = reference.chars().take(7).collect();
    let somebody = [("demander", "court"), ("notice", "Zqnotice order")];
    for wrong in [alex.person.to_string(), "K7M-4QX".into()] {
        let fields = [&somebody[..], &[("reference", wrong.as_str())]].concat();
        assert_eq!(grace.send("/demands", &fields).status, 422, "{wrong}");
    }
    let bar = town.house.source().now() + days(10);
    let bar = bar.strftime("%Y-%m-%d").to_string();
    grace.send(
        "/demands",
        &[
            ("demander", "court"),
            ("notice", "Zqnotice order"),
            ("advice", "Counsel was asked"),
            ("scope", "identity"),
            // As somebody says it aloud.
            ("reference", &reference.to_lowercase().replace('-', " ")),
            ("bar", &bar),
        ],
    );
    assert!(grace.page.says("The law bars telling the person until"));
    let mut page = served.sit(Err(alex.person));
    assert!(!page.open("/home/history").says("legal demand:"), "barred");
    assert!(page.open("/home/demands").says("No legal demand about you"));
    grace.send("/demands/answer", &[("answer", "least")]);
    assert!(grace.page.says("One seat agrees to the least."));
    grace.send("/demands/answer", &[("answer", "least")]);
    assert_eq!(grace.page.status, 422, "one seat cannot agree twice");
    let mut dele = served.sit(Ok(town.cast.dele));
    dele.open("/demands");
    dele.send("/demands/answer", &[("answer", "least")]);
    assert!(dele.page.says("Two seats agreed to the least."));
    assert!(!dele.page.body.contains("Alex"), "the register names nobody");

    dele.send(
        "/demands",
        &[
            ("demander", "benefits"),
            ("notice", "A letter"),
            ("outside", "The council gave a date"),
        ],
    );
    let token = dele
        .page
        .forms()
        .into_iter()
        .flat_map(|(_, f)| f)
        .find(|(n, _)| n == "csrf")
        .expect("a token")
        .1;
    let demand = dele
        .page
        .body
        .split("name=\"demand\" value=\"")
        .nth(1)
        .and_then(|t| t.split('"').next());
    let demand = demand.expect("it waits").to_owned();
    dele.post(
        "/demands/answer",
        &[("csrf", &token), ("demand", &demand), ("answer", "least")],
    );
    assert!(
        dele.page
            .says("To a benefits organisation nothing is handed over here.")
    );

    town.later(days(12));
    let mut page = served.sit(Err(alex.person));
    assert!(page.open("/home/demands").says("two people agreed to hand over"));
    assert!(served.browser().open("/legal-demands").says(&counts(1, 1)));
}

#[test]
fn a_danger_is_looked_at_again_and_the_person_is_told_once_it_is_safe() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let served = town.serve();
    let mut sam = served.sit(Ok(town.cast.sam));
    sam.open(&format!("/person/{}/danger", alex.person));
    sam.send("/danger", &[("text", "Zqdanger at home"), ("unsafe", "yes")]);
    assert!(sam.page.says("The practice can read it now"));
    let mut page = served.sit(Err(alex.person));
    assert!(
        !page.open("/home/history").says("danger"),
        "telling them was not safe"
    );
    let mut grace = served.sit(Ok(town.cast.grace));
    let list = grace.open("/dangers").clone();
    assert!(list.says("By Sam Okoro, coach at Northway Work. It went to Riverside Surgery."));
    assert!(!list.body.contains("Alex") && !list.body.contains("Zqdanger"));
    assert!(
        !page.open("/home/history").says("danger"),
        "nor did the list tell them"
    );
    assert_eq!(grace.send("/dangers", &[]).status, 422);
    grace.send("/dangers", &[("outcome", "right")]);
    assert!(grace.page.says("It was right to report it"));
    assert!(
        page.open("/home/history")
            .says("looked again at the report of a danger: it was right to report it.")
    );
}

#[test]
fn a_withholding_takes_two_people_ends_by_itself_and_says_how_to_challenge_it() {
    let town = Town::new();
    let alex = town.alex_with_sam();
    let (sam, grace, person) = (
        town.actor(town.cast.sam),
        town.actor(town.cast.grace),
        alex.person,
    );
    let note = sayso_core::decide::support::Writing {
        kind: EntryKind::Note,
        text: "Zqnote about a neighbour".into(),
        at: None,
        draft: false,
        finishes: None,
    };
    town.act(move |desk, _| support::write(desk, &sam, person, &note))
        .expect("written");
    let served = town.serve();
    let mut coach = served.sit(Ok(town.cast.sam));
    coach.open(&format!("/person/{person}"));
    coach.follow("/withhold/");
    assert_eq!(coach.send("/withhold/", &[]).status, 422);
    coach.send(
        "/withhold/",
        &[
            ("ground", "another_person"),
            ("days", "30"),
            ("words", "It names the neighbour"),
        ],
    );
    assert!(coach.page.says("Nothing is withheld yet"));
    let mut page = served.sit(Err(person));
    assert!(
        page.open("/home/notes").says("Zqnote"),
        "one person withholds nothing"
    );

    let mut guardian = served.sit(Ok(town.cast.grace));
    assert!(
        guardian
            .open("/withholdings")
            .says("another person’s information")
    );
    assert!(!guardian.page.says("Zqnote"));
    guardian.send("/withholdings", &[("step", "agree")]);
    for path in ["/home/notes", "/home/held", "/home/copy"] {
        assert!(!page.open(path).says("Zqnote"), "{path}");
    }
    assert!(
        page.open("/home/notes")
            .says("You can challenge it: raise a concern.")
    );
    assert!(
        page.open("/home/history")
            .says("agreed to withhold something until")
    );
    assert_eq!(page.open("/home/concerns").status, 200);
    assert_eq!(page.open("/home/change").status, 200);
    town.later(days(31));
    let mut page = served.sit(Err(person));
    assert!(page.open("/home/notes").says("Zqnote"), "it ends by itself");
    let again = town
        .act(move |desk, _| withholding::list(desk, &grace))
        .expect("a list");
    assert!(again.is_empty());
}
