//! Do jobs come of it? Numbers about jobs count whoever agreed to be counted, once, and tell each of them. The stories end on
//! what the commissioner can send on, and on who is not in it.

use sayso_app::agree::Yes;
use sayso_app::{change_mind, job};
use sayso_core::id::PersonId;
use sayso_core::job::{Told, Verdict};
use sayso_core::person::Details;
use sayso_core::sayso::Purpose;
use sayso_testkit::Town;

use crate::log_kit::signs;
use crate::public_log::{rounds, verify};
use crate::shared::{DAY, enrolled, says, told};

/// So many people with Sam, each of whom began a job and told of it; the first four say that it is what they wanted.
fn at_work(town: &Town, people: usize) -> Vec<PersonId> {
    let mut all = vec![];
    for number in 0..people {
        let yes = Yes {
            details: Details {
                name: format!("Person {number}"),
                ..Town::alex_details()
            },
            ..town.yes()
        };
        let kept = town.says_yes(yes);
        town.to_sam(&kept);
        enrolled(town, kept.person);
        let me = town.person(kept.person);
        let began = town.house.source().now().to_zoned(jiff::tz::TimeZone::UTC).date();
        let told = Told {
            started: Some(began.yesterday().expect("a day")),
            verdict: (number < 4).then_some(Verdict::Yes),
            ..Told::default()
        };
        town.act(move |desk, _| job::tell(desk, &me, None, told))
            .expect("told");
        all.push(kept.person);
    }
    all
}

fn agrees_to_be_counted(town: &Town, person: PersonId) {
    let (me, to, scheme) = (town.person(person), town.cast.northway, town.cast.scheme);
    town.act(move |desk, _| {
        change_mind::give_within(desk, &me, person, scheme, (to, Purpose::Evaluation), None)
    })
    .expect("a yes of its own");
}

const COUNTED: &str = "counted what you told about a job into the public numbers for 2026-Q2";

#[test]
fn jobs_are_counted_once_of_whoever_agreed_and_each_of_them_reads_it() {
    let town = Town::new();
    let people = at_work(&town, 14);
    let (never, stopped, counted) = (people[0], people[1], &people[2..]);
    for person in &people[1..] {
        agrees_to_be_counted(&town, *person);
    }
    let (me, heard) = (town.person(stopped), change_mind::Heard::ONLINE);
    town.act(move |desk, _| change_mind::stop_one(desk, &me, stopped, Purpose::Evaluation, heard))
        .expect("stopped");

    // The quarter is over, and nothing is counted: people still say how the job is.
    town.later(DAY * 60);
    let site = town.serve();
    let mut reader = site.browser();
    reader.open("/numbers");
    says(&reader, "No quarter is counted yet");
    let mut priya = site.sit(Ok(town.cast.priya));
    priya.open("/figures");
    says(&priya, "No quarter is counted yet");
    drop((reader, priya, site));

    // So is the next one. Twelve are counted, and shown as ten: one more would be fifteen; the four who wanted theirs are a star, two of them not counted.
    town.later(DAY * 70);
    signs(&mut rounds(&town));
    let site = town.serve();
    let mut reader = site.browser();
    reader.open("/numbers");
    says(&reader, "April 2026 to June 2026");
    let mut priya = site.sit(Ok(town.cast.priya));
    priya.open("/figures");
    says(&priya, "April 2026 to June 2026");
    assert!(
        priya.page.body.contains("<rect width=\"100%\""),
        "{}",
        priya.page.body
    );
    let file = priya.open("/figures/file").clone();
    assert_eq!(
        file.headers["content-disposition"],
        "attachment; filename=\"figures.csv\""
    );
    for line in [
        "2026-Q2,people,10,version 1",
        "2026-Q2,started,10,version 1",
        "2026-Q2,met_the_floor,*,version 1",
        "2026-Q2,wanted,*,version 1",
        "2026-05,yes,15,\r\n",
    ] {
        assert!(file.body.contains(line), "{line} in {}", file.body);
    }
    for person in counted {
        assert!(told(&town, *person).contains(COUNTED));
        assert!(!file.body.contains(&person.to_string()));
    }
    for person in [never, stopped] {
        assert!(
            !told(&town, person).contains(COUNTED),
            "nobody counts without a yes"
        );
    }
    for seat in [town.cast.sam, town.cast.jo, town.cast.kit] {
        assert_eq!(site.sit(Ok(seat)).open("/figures/file").status, 404);
    }
    drop((reader, priya, site));

    // A yes that comes later changes no number that stands.
    agrees_to_be_counted(&town, never);
    town.later(DAY);
    assert!(!told(&town, never).contains(COUNTED));
    let site = town.serve();
    let again = site.sit(Ok(town.cast.priya)).open("/figures/file").body.clone();
    assert_eq!(again, file.body);
}

#[test]
fn a_counted_quarter_stands_in_the_log_and_a_log_without_it_is_told_of() {
    let town = Town::new();
    let people = at_work(&town, 1);
    agrees_to_be_counted(&town, people[0]);
    town.later(DAY * 140);
    let site = town.serve();
    let signed = signs(&mut rounds(&town));
    let entries = site
        .browser()
        .open(&format!("/log/tile/entries/000.p/{signed}"))
        .body
        .clone();
    assert!(
        entries.contains(r#"{"kind":"quarterly_counts""#) && entries.contains(r#""quarter":"2026-Q2""#),
        "{entries}"
    );
    assert_eq!(verify(&town, &site, None), Ok(()));
}
