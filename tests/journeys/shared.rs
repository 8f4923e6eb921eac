//! What several stories do in the same words.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use sayso_app::own;
use sayso_core::id::PersonId;
use sayso_core::person::{Limits, SafeContact, Way};
use sayso_core::seat::Actor;
use sayso_testkit::{Browser, Town};

pub(crate) const NO_TIME: SignedDuration = SignedDuration::ZERO;
pub(crate) const HOUR: SignedDuration = SignedDuration::from_hours(1);
pub(crate) const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The person's history, one sentence a line.
pub(crate) fn told(town: &Town, person: PersonId) -> String {
    let held = town
        .act(move |desk, _| own::open(desk, &Actor::Person(person), "your page", 300, None))
        .expect("the person may always read what is held");
    let lines: Vec<String> = held.history.into_iter().map(|s| s.text).collect();
    lines.join("\n")
}

/// The page that this browser has open says these words.
pub(crate) fn says(browser: &Browser, words: &str) {
    let page = &browser.page;
    assert!(
        page.says(words),
        "{words} at {} ({}): {}",
        page.path,
        page.status,
        page.text()
    );
}

/// The person has a private word (marigold) and is reached by text.
pub(crate) fn enrolled(town: &Town, person: PersonId) {
    let alex = town.person(person);
    let contact = SafeContact {
        way: Way::Text,
        when: "Mornings".into(),
        may_name_service: false,
        limits: Limits::default(),
    };
    town.act(move |desk, _| own::enrol(desk, &alex, contact, "marigold"))
        .expect("enrolled");
}

/// Day, month and year in London, so many days from now.
pub(crate) fn day_in(town: &Town, days: i32) -> [String; 3] {
    let now = town.house.source().now() + DAY * days;
    let date = now
        .to_zoned(TimeZone::get("Europe/London").expect("a zone"))
        .date();
    [date.day(), date.month()]
        .map(|n| n.to_string())
        .into_iter()
        .chain([date.year().to_string()])
        .collect::<Vec<_>>()
        .try_into()
        .expect("three parts")
}

/// The person tells, on their own page, that they started a job yesterday.
pub(crate) fn starts_work(town: &Town, person: &mut Browser) {
    let [day, month, year] = day_in(town, -1);
    person.open("/home/jobs/add");
    let started = [
        ("started_day", day.as_str()),
        ("started_month", month.as_str()),
        ("started_year", year.as_str()),
    ];
    person.send("/home/jobs/add", &started);
}
