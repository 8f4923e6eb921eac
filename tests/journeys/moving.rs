//! Somebody moves to a practice that lists them already, which is the ordinary case: their record takes the place of a
//! bare line of the list, and of nothing else. Whatever the practice has, the person reads the same page.

use sayso_app::agree::Kept;
use sayso_app::practice::{self, Sought};
use sayso_core::id::PersonId;
use sayso_core::nhs_number::NhsNumber;
use sayso_core::person::{Answer, Details, Remembered};
use sayso_testkit::Town;

const NUMBER: &str = "943 476 5919";

fn number() -> NhsNumber {
    NUMBER.parse().expect("a valid one")
}

/// Alex, with a number, and with a coach.
fn alex(town: &Town) -> Kept {
    let mut yes = town.yes();
    yes.details.nhs_number = Some(number());
    let kept = town.says_yes(yes);
    town.to_sam(&kept);
    kept
}

/// The new practice loads its list: one line, with this birth date.
fn listed(town: &Town, born: jiff::civil::Date) -> PersonId {
    let hart = town.actor(town.cast.hart);
    let details = Details {
        name: "Alexandra MORGAN".into(),
        nhs_number: Some(number()),
        birth_date: Some(born),
        ..Details::default()
    };
    town.act(move |desk, _| practice::load(desk, &hart, details))
        .expect("a line of the list")
}

fn found(town: &Town) -> Vec<PersonId> {
    let hart = town.actor(town.cast.hart);
    let sought = Sought {
        nhs_number: Some(number()),
        ..Sought::default()
    };
    let found = town.act(move |desk, _| practice::find(desk, &hart, &sought));
    found.expect("a search").into_iter().map(|l| l.person).collect()
}

/// Moves on the person's own page, and gives what it says then.
fn moves(town: &Town, kept: &Kept) -> String {
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/around");
    alex.send(
        "/around/practice",
        &[("practice", &town.cast.hilltop.to_string())],
    );
    assert_eq!(alex.page.status, 200, "{}", alex.page.text());
    assert!(alex.page.says("It is Hilltop Practice."));
    alex.page.text()
}

fn born() -> jiff::civil::Date {
    Town::alex_details().birth_date.expect("Alex's")
}

#[test]
fn a_record_takes_the_place_of_a_bare_line_of_the_new_practices_list() {
    let town = Town::new();
    let kept = alex(&town);
    let line = listed(&town, born());
    assert_eq!(found(&town), [line]);
    moves(&town, &kept);
    assert_eq!(found(&town), [kept.person], "one record, and it is Alex's own");
    // The next load of the list finds it, and makes no second one.
    assert_eq!(listed(&town, born()), kept.person);
    let served = town.serve();
    let old = format!("/practice/person/{}", kept.person);
    assert_eq!(served.sit(Ok(town.cast.jo)).open(&old).status, 404);
    let mut hart = served.sit(Ok(town.cast.hart));
    assert_eq!(hart.open(&format!("/practice/person/{line}")).status, 404);
    assert!(
        !hart.open("/practice/sent").says("Morgan"),
        "nothing is handed on"
    );
    let mut sam = served.sit(Ok(town.cast.sam));
    assert!(
        sam.open(&format!("/person/{}", kept.person))
            .says("work with plants"),
        "support goes on"
    );
    let mut own = served.sit(Err(kept.person));
    assert!(own.open("/home/held").says(NUMBER), "the number is Alex's still");
}

#[test]
fn a_row_that_said_something_or_is_somebody_elses_stays_and_the_page_is_the_same() {
    let pages: Vec<String> = (0..4)
        .map(|which| {
            let town = Town::new();
            let kept = alex(&town);
            let hart = town.actor(town.cast.hart);
            let hilltop = town.cast.hilltop;
            let line = match which {
                0 => None,
                1 => Some(listed(&town, jiff::civil::date(1960, 1, 2))),
                _ => Some(listed(&town, born())),
            };
            if let (2, Some(line)) = (which, line) {
                let asked = Some((line, Remembered::DoNotAsk));
                town.act(move |desk, _| practice::offer::say_no(desk, &hart, hilltop, Answer::No, asked))
                    .expect("an answer of its own");
            }
            let page = moves(&town, &kept);
            match (which, line) {
                (1 | 2, Some(line)) => {
                    assert_eq!(found(&town), [line], "that row stays as it was");
                    // Both are there for the practice to link, which takes a word on each.
                    let hart = town.actor(town.cast.hart);
                    let person = kept.person;
                    town.act(move |desk, _| practice::choose(desk, &hart, person))
                        .expect("Alex's record came");
                }
                _ => assert_eq!(found(&town), [kept.person]),
            }
            page
        })
        .collect();
    assert!(pages.iter().all(|p| *p == pages[0]), "{pages:#?}");
}

#[test]
fn another_provider_is_a_leaving_and_then_a_yes_of_its_own_and_nothing_moves_by_itself() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/change");
    assert!(
        alex.page
            .says("Leave this one first. Then say yes to the other one yourself.")
    );
    alex.send("/home/change", &[("what", "leave")]);
    let gone = town.later(jiff::SignedDuration::from_hours(24 * 30));
    let referral = sayso_core::decision::MessageKind::Referral;
    assert!(
        gone.iter().all(|g| g.message.kind != referral),
        "nothing left by itself"
    );
    let mut owen = served.sit(Ok(town.cast.owen));
    assert_eq!(owen.open("/intake").status, 200);
    assert!(!owen.page.body.contains("Alex") && !owen.page.body.contains(&kept.person.to_string()));
    // The other one, on one page, by its own yes.
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/services");
    let service = format!("/home/services/{}", town.cast.scheme);
    alex.follow(&service);
    assert!(alex.page.says("Who is"), "{}", alex.page.text());
    assert_eq!(
        alex.send(&service, &[]).status,
        422,
        "nothing is ticked for anybody"
    );
}
