//! A danger that somebody reports: told to nobody who could be hurt by it, and read by somebody.

use std::collections::BTreeSet;

use sayso_app::{change_mind, support};
use sayso_core::id::PersonId;
use sayso_core::supporter::Choice;
use sayso_testkit::{Browser, Served, Town};

use crate::shared::{DAY, HOUR, NO_TIME, enrolled, says, told};

const WORDS: &str = "Zqdanger at home, by night";

/// Everything that one visitor's pages say, each page once, without what is drawn anew in every world.
fn all_pages(browser: &mut Browser, from: &[&str]) -> Vec<String> {
    let mut open: Vec<String> = from.iter().map(|p| (*p).to_owned()).collect();
    let (mut seen, mut texts) = (BTreeSet::new(), vec![]);
    while let Some(path) = open.pop() {
        let path = path.split('#').next().unwrap_or_default().to_owned();
        let theirs = from.iter().any(|p| path.starts_with(p));
        if !theirs || path.contains("receipt") || !seen.insert(path.clone()) {
            continue;
        }
        let page = browser.open(&path);
        assert_ne!(page.status, 500, "{path}");
        open.extend(page.links());
        texts.push(page.text());
    }
    texts.sort();
    texts
}

/// A house in which the coach and the practice report a danger that it is not safe to tell of, or the same house in
/// which nobody does.
fn house(reported: bool) -> (Town, PersonId) {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    enrolled(&town, person);
    town.later(HOUR);
    let (sam, jo) = (town.actor(town.cast.sam), town.actor(town.cast.jo));
    if reported {
        town.act(move |desk, _| {
            support::safeguard(desk, &sam, person, WORDS, true)?;
            change_mind::safeguard(desk, &jo, person, WORDS, true)
        })
        .expect("reported");
    }
    let gone = town.later(HOUR);
    assert_eq!(
        gone.len(),
        if reported { 2 } else { 0 },
        "the worker has sent what there was"
    );
    (town, person)
}

fn copy(site: &Served, person: PersonId) -> String {
    let mut alex = site.sit(Err(person));
    alex.open("/home/copy");
    let zip = alex.send("/home/copy", &[("private", "marigold")]).body.clone();
    assert!(zip.starts_with("PK") && zip.contains("AuditEvent"));
    zip
}

#[test]
fn a_danger_that_is_not_safe_to_tell_of_is_told_nowhere_until_a_review_tells_it() {
    let ((town, person), (quiet, same)) = (house(true), house(false));
    let (site, other) = (town.serve(), quiet.serve());
    let pages = all_pages(&mut site.sit(Err(person)), &["/home"]);
    let without = all_pages(&mut other.sit(Err(same)), &["/home"]);
    assert!(pages.len() > 20, "{}", pages.len());
    let new: Vec<_> = pages.iter().filter(|p| !without.contains(p)).collect();
    assert!(new.is_empty() && pages.len() == without.len(), "{new:#?}");
    let (mine, theirs) = (copy(&site, person), copy(&other, same));
    assert!(!mine.contains("Zqdanger"));
    for word in ["danger", "Danger", "safeguard", "message_sent", "AuditEvent"] {
        let often = |all: &str| all.matches(word).count();
        assert_eq!(often(&mine), often(&theirs), "{word} in the copy");
    }
    // Somebody else who holds the keys of the house: a supporter who may see everything.
    let supports = |town: &Town, person| town.names_kim(person, Choice::ALL);
    let kim = supports(&town, person);
    let same_kim = supports(&quiet, same);
    assert_eq!(
        all_pages(&mut site.comes_in(&kim), &["/supporting"]),
        all_pages(&mut other.comes_in(&same_kim), &["/supporting"])
    );

    // The practice reads it and acts on it, and the list of the guardian is opened: still nothing.
    let mut jo = site.sit(Ok(town.cast.jo));
    jo.open("/practice/dangers");
    jo.follow("/practice/dangers/");
    says(&jo, "The patient does not know.");
    jo.send("/practice/dangers/", &[]);
    let mut grace = site.sit(Ok(town.cast.grace));
    grace.open("/dangers");
    let before = told(&town, person);
    assert!(!before.contains("danger"), "{before}");
    let mut alex = site.sit(Err(person));
    assert!(!alex.open("/home/held").says("a report of a danger"));

    // A review for which it is not safe either says nothing; one for which it is tells the person.
    grace.send("/dangers", &[("outcome", "right"), ("unsafe", "yes")]);
    assert!(!told(&town, person).contains("danger"));
    assert!(!alex.open("/home/held").says("a report of a danger"));
    grace.send("/dangers", &[("outcome", "no_danger")]);
    assert!(
        told(&town, person).contains("looked again at the report of a danger: it was reported in good faith")
    );
    assert_eq!(
        alex.open("/home/held")
            .text()
            .matches("a report of a danger")
            .count(),
        1
    );
}

#[test]
fn after_a_report_the_desk_reads_that_it_is_reported_whether_the_patient_may_know_or_not() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    for fields in [&[("words", WORDS), ("unsafe", "yes")][..], &[("words", WORDS)]] {
        let mut jo = site.sit(Ok(town.cast.jo));
        jo.open(&format!("/practice/person/{person}/danger"));
        let page = jo.send("/danger", fields).clone();
        assert_eq!(
            (page.status, page.path.as_str()),
            (200, "/practice/danger-reported")
        );
        assert!(page.says("Reported") && !page.body.contains("Alex") && !page.says("Zqdanger"));
    }
    let history = told(&town, person);
    assert_eq!(history.matches("about a danger").count(), 1, "{history}");
}

#[test]
fn the_report_is_read_by_the_practice_and_whoever_made_it_reads_that_it_was() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    let form = format!("/person/{person}/danger");
    let mut sam = site.sit(Ok(town.cast.sam));
    sam.open(&form);
    sam.send("/danger", &[("text", WORDS)]);
    says(&sam, "The practice can read it now");
    sam.open(&form);
    says(&sam, "Riverside Surgery has not said yet that it has read it.");

    // A month later it still waits, on the first page of both seats.
    town.later(DAY * 29);
    for seat in [town.cast.jo, town.cast.patel] {
        let mut desk = site.sit(Ok(seat));
        desk.open("/practice");
        says(&desk, "1 danger was reported to the practice");
        let list = desk.open("/practice/dangers").clone();
        assert!(list.says("By Sam Okoro, coach at Northway Work."));
        assert!(!list.body.contains("Alex") && !list.says("Zqdanger"));
    }
    let mut patel = site.sit(Ok(town.cast.patel));
    patel.open("/practice/dangers");
    patel.follow("/practice/dangers/");
    says(&patel, WORDS);
    says(&patel, "Alex Morgan");
    says(&patel, "Reported by Sam Okoro, coach at Northway Work");
    let path = patel.page.path.clone();
    assert!(told(&town, person).contains("read the report of a danger."));
    patel.send("/practice/dangers/", &[]);
    says(&patel, "None waits for you.");
    says(&patel, "Dr Patel said on");
    patel.open("/practice");
    assert!(!patel.page.says("danger was reported"));
    let mut sam = site.sit(Ok(town.cast.sam));
    sam.open(&form);
    says(&sam, "The practice has read it on");
    let mut grace = site.sit(Ok(town.cast.grace));
    grace.open("/dangers");
    says(&grace, "They have read it on");

    // Nobody else: not the coach who wrote it, no other practice, not the guardian.
    for seat in [
        town.cast.sam,
        town.cast.bea,
        town.cast.grace,
        town.cast.priya,
        town.cast.kit,
    ] {
        assert_eq!(site.sit(Ok(seat)).open(&path).status, 404);
    }
    town.later(NO_TIME);
}
