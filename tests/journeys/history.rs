//! Everything that happened, month by month, with a filter that works without scripts, and one line a day for one's own looks.

use sayso_app::{file, own};
use sayso_testkit::{Answer, Town};

use super::shared::says;

/// How many rows say that the coach looked. Each says it twice: its link says it to those who only hear it.
fn looks_of_sam(page: &Answer) -> usize {
    page.text()
        .matches("Sam Okoro, coach at Northway Work opened your page")
        .count()
        / 2
}

#[test]
fn history_stands_by_month_and_shows_one_month_or_one_organisation_alone() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let (sam, person) = (town.actor(town.cast.sam), kept.person);
    let opens = || {
        town.act(move |desk, _| file::open(desk, &sam, person))
            .expect("shared")
    };
    opens();
    town.source.advance(jiff::SignedDuration::from_hours(35 * 24));
    opens();
    let served = town.serve();
    let mut alex = served.sit(Err(person));
    let all = alex.open("/home/history").clone();
    let heads: Vec<&str> = all
        .body
        .split("<h2>")
        .skip(1)
        .filter_map(|rest| rest.split_once("</h2>").map(|(head, _)| head))
        .collect();
    assert!(heads.len() >= 2, "{heads:?}");
    assert_eq!(looks_of_sam(&all), 2);
    let option = |name: &str| {
        let value = all.body.split("<option value=\"").skip(1).find_map(|rest| {
            let (value, rest) = rest.split_once('"')?;
            let words = rest.split_once('>')?.1.split('<').next()?;
            (words == name).then(|| value.to_owned())
        });
        value.unwrap_or_else(|| panic!("no choice “{name}” in {}", all.text()))
    };
    // The newest month alone has one of the two looks; the months stand in the filter as they stand above the rows.
    let month = option(heads[0]);
    let one = alex.open(&format!("/home/history?month={month}")).clone();
    assert_eq!(looks_of_sam(&one), 1);
    assert_eq!(one.body.matches("<h2>").count(), 1, "{}", one.text());
    // What the provider did, and nothing that the practice, Sayso or Alex did.
    let northway = option("Northway Work");
    let theirs = alex.open(&format!("/home/history?by={northway}")).clone();
    assert_eq!(looks_of_sam(&theirs), 2);
    assert!(!theirs.says("You opened") && !theirs.says("Sayso sent"));
    let own = alex.open("/home/history?by=you").clone();
    assert!(own.says("You opened the list of everything that happened.") && looks_of_sam(&own) == 0);
    // An address that asks for what is not there is a page without rows, and the way back to everything.
    alex.open("/home/history?month=1999-01");
    says(&alex, "Nothing like that is written down.");
    says(&alex, "Show everything");
}

#[test]
fn ones_own_looks_of_a_day_are_one_line_and_every_row_is_still_there() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let person = town.person(kept.person);
    for _ in 0..6 {
        town.act(move |desk, _| own::open(desk, &person, "your page", 0, None))
            .expect("one's own");
    }
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    let page = alex.open("/home/history").clone();
    says(&alex, "You opened your pages 7 times.");
    assert_eq!(page.body.matches("You opened your pages").count(), 1);
    // Folded, not taken away: each opens without a script, and leads to why it was allowed.
    let folded = page
        .body
        .split("<details")
        .find(|part| part.contains("Each time you opened a page"));
    let folded = folded.expect("the rows are inside");
    let folded = folded.split("</details>").next().unwrap_or_default();
    assert_eq!(folded.matches("href=\"/home/history/").count(), 7);
    // Receipts of other rows are as near as before.
    assert!(page.body.contains("href=\"/home/receipt/"));
    alex.set_cookie("reads", "cy.standard");
    alex.open("/home/history");
    says(&alex, "Agoroch eich tudalennau 8 gwaith.");
    says(&alex, "Anfonwyd eich atgyfeiriad at Northway Work gan Sayso");
}
