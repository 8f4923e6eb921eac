//! Anyone can check: from a row of the history to the rules that allowed it, as a page and as a file that is decided
//! again; and the rules themselves.

use std::process::Command;

use sayso_testkit::{Browser, Town};

/// The addresses of the rows on the page that say this.
fn rows(body: &str, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for part in body.split("href=\"/home/history/").skip(1) {
        let (id, rest) = part.split_once('"').expect("an address ends");
        let text = rest.split("</a>").next().unwrap_or_default();
        if text.contains(words) {
            found.push(format!("/home/history/{id}"));
        }
    }
    found
}

/// Alex raises a concern about who looked; the guardian has the rows behind it open, under the address that is given.
fn asks_who_looked(alex: &mut Browser, grace: &mut Browser) -> String {
    alex.open("/home/concerns");
    alex.send("/home/concerns", &[("kind", "pressed"), ("text", "Who looked?")]);
    let links = grace.open("/concerns").links();
    let mut concerns = links.iter().filter(|l| l.starts_with("/concerns/"));
    let concern = concerns.find(|l| *l != "/concerns/questions");
    let looked = format!("{}/looked", concern.expect("it waits for her"));
    grace.open(&looked);
    looked
}

/// The questions that the guardian's page offers of the month's five.
fn questions(browser: &mut Browser) -> Vec<String> {
    browser.open("/oversight");
    let links = browser.page.links().into_iter();
    links.filter(|l| l.starts_with("/oversight/five/")).collect()
}

#[test]
fn from_a_look_in_the_history_to_the_rule_that_allowed_it_and_to_a_file_that_is_decided_again() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    let mut sam = site.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&format!("/person/{person}")).status, 200);
    let mut alex = site.sit(Err(person));
    let history = alex.open("/home/history").clone();
    let looked = rows(&history.body, "Sam Okoro").remove(0);
    let why = alex.open(&looked).clone();
    assert_eq!(why.status, 200, "{}", why.text());
    for words in [
        "Why was this allowed?",
        "May a coach at the provider that was named do this",
        "It was their assigned coach.",
        "The assigned coach may read what the person shares",
        "coach_reads",
    ] {
        assert!(why.says(words), "{words}: {}", why.text());
    }

    let file = alex.open(&format!("{looked}/file")).clone();
    assert_eq!(file.status, 200);
    for private in [
        "Alex",
        "Sam",
        "Northway",
        &person.to_string(),
        &town.cast.sam.to_string(),
    ] {
        assert!(!file.body.contains(private), "{private} in {}", file.body);
    }
    let dir = tempfile::tempdir().expect("a directory");
    let replay = |text: &str| {
        let at = dir.path().join("decision.txt");
        std::fs::write(&at, text).expect("written");
        let mut sayso = Command::new(env!("CARGO_BIN_EXE_sayso"));
        let out = sayso
            .args(["policy", "replay"])
            .arg(at)
            .output()
            .expect("the binary runs");
        (
            out.status.code(),
            String::from_utf8_lossy(&out.stdout).into_owned(),
        )
    };
    let (code, said) = replay(&file.body);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("coach_reads") && said.ends_with("allowed\n"),
        "{said}"
    );
    // The same question after a stop: no.
    let stopped = file.body.replace("live yes", "live no");
    assert_ne!(stopped, file.body);
    assert_eq!(replay(&stopped).0, Some(1));
    assert_eq!(replay("permit everything").0, Some(2));
}

#[test]
fn why_something_was_allowed_is_told_to_nobody_else() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    let mut alex = site.sit(Err(person));
    let row = rows(&alex.open("/home/history").body, "").remove(0);
    assert_eq!(alex.open(&row).status, 200);
    let mut sam = site.sit(Ok(town.cast.sam));
    assert_eq!(sam.open(&row).status, 404);
    let mut yes = town.yes();
    yes.details.name = "Robin Vale".into();
    yes.salt = [8; 32];
    let other = town.says_yes(yes).person;
    let mut somebody = site.sit(Err(other));
    assert_eq!(somebody.open("/home/history").status, 200);
    assert_eq!(somebody.open(&row).status, 404, "another person's row");
}

#[test]
fn anybody_can_take_the_policies_the_theorems_and_the_record_of_their_proof() {
    let town = Town::new();
    let site = town.serve();
    let mut reader = site.browser();
    let page = reader.open("/policy").clone();
    assert!(
        page.says("A principal in a benefits organisation is permitted nothing"),
        "{}",
        page.text()
    );
    let taken: Vec<_> = page
        .links()
        .into_iter()
        .filter(|l| l.starts_with("/policy/"))
        .collect();
    assert_eq!(taken.len(), sayso_policy::published::POLICIES.len() + 3);
    for link in &taken {
        assert_eq!(reader.open(link).status, 200, "{link}");
    }
    assert_eq!(
        reader.open("/policy/proved.txt").body,
        sayso_policy::published::PROVED
    );
    assert_eq!(
        reader.open("/policy/theorems.cedar").body,
        sayso_policy::published::THEOREMS
    );
    assert_eq!(reader.open("/policy/keys.toml").status, 404);
}

#[test]
fn the_guardian_learns_why_a_look_was_allowed_and_not_at_whom() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let site = town.serve();
    assert_eq!(
        site.sit(Ok(town.cast.sam))
            .open(&format!("/person/{person}"))
            .status,
        200
    );
    let mut alex = site.sit(Err(person));
    let mut grace = site.sit(Ok(town.cast.grace));
    asks_who_looked(&mut alex, &mut grace);
    assert!(grace.page.says("opened their page"), "{}", grace.page.text());
    let row = grace
        .page
        .body
        .split("<li>")
        .find(|part| part.contains("opened their page"));
    let (_, row) = row.expect("a row").split_once("href=\"").expect("a link");
    let row = row.split('"').next().expect("it ends").to_owned();
    let why = grace.open(&row).clone();
    for words in [
        "Why was this allowed?",
        "Sam Okoro",
        "It was their assigned coach.",
        "coach_reads",
    ] {
        assert!(why.says(words), "{words}: {}", why.text());
    }
    let file = grace.open(&format!("{row}/file")).clone();
    for private in ["Alex", "Sam", &person.to_string(), &town.cast.sam.to_string()] {
        assert!(!file.body.contains(private), "{private} in {}", file.body);
    }
    assert!(!why.body.contains("Alex") && !why.body.contains(&person.to_string()));
    let at = town.around().join("decision.txt");
    std::fs::write(&at, &file.body).expect("written");
    let mut sayso = Command::new(env!("CARGO_BIN_EXE_sayso"));
    let out = sayso
        .args(["policy", "replay"])
        .arg(&at)
        .output()
        .expect("it runs");
    assert_eq!(
        out.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&out.stdout)
    );

    // Alex reads that the guardian looked, and nobody else opens that page.
    assert!(alex.open("/home/history").says("Grace Adeyemi"));
    for seat in [town.cast.sam, town.cast.dele, town.cast.jo] {
        assert_eq!(site.sit(Ok(seat)).open(&row).status, 404);
    }
    let own = row.rsplit('/').next().expect("the event");
    assert_eq!(grace.open(&format!("/home/history/{own}")).status, 404);
}

#[test]
fn the_guardian_asks_why_one_of_the_months_five_was_allowed_and_learns_no_name() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    let sam = town.actor(town.cast.sam);
    town.act(move |desk, _| sayso_app::file::open(desk, &sam, person))
        .expect("Alex's page");
    town.later(crate::shared::DAY * 40);
    let site = town.serve();
    let mut grace = site.sit(Ok(town.cast.grace));
    let drawn = questions(&mut grace);
    assert!(!drawn.is_empty(), "{}", grace.page.text());
    let mut of_sam = 0;
    for link in &drawn {
        let why = grace.open(link).clone();
        assert_eq!(why.status, 200, "{}", why.text());
        assert!(why.says("Why was this allowed?"), "{}", why.text());
        let file = grace.open(&format!("{link}/file")).body.clone();
        for text in [&why.body, &file] {
            assert!(!text.contains("Alex") && !text.contains(&person.to_string()));
        }
        if why.says("Sam Okoro") && why.says("coach_reads") {
            of_sam += 1;
        }
        let at = town.around().join("drawn.txt");
        std::fs::write(&at, &file).expect("written");
        let replayed = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["policy", "replay"])
            .arg(&at)
            .output()
            .expect("it runs");
        assert_eq!(replayed.status.code(), Some(0), "{file}");
    }
    assert_eq!(of_sam, 1, "Sam's look is among what there is to draw");
    // Alex reads that the guardian looked. What was not drawn is there for nobody, and the drawn for no other seat.
    let history = crate::shared::told(&town, person);
    assert!(history.contains("Grace Adeyemi"), "{history}");
    for seat in [town.cast.sam, town.cast.priya, town.cast.jo] {
        assert_eq!(site.sit(Ok(seat)).open(&drawn[0]).status, 404);
    }
    let not_drawn = format!("/oversight/five/{}", town.cast.scheme);
    assert_eq!(grace.open(&not_drawn).status, 404);
}

#[test]
fn the_guardian_asks_of_the_five_only_what_somebody_can_still_answer() {
    let town = Town::new();
    let person = town.alex_with_sam().person;
    crate::shared::enrolled(&town, person);
    let site = town.serve();
    site.sit(Ok(town.cast.sam)).open(&format!("/person/{person}"));
    let mut alex = site.sit(Err(person));
    // Grace's own look is one to check as well, and hers is a seat at no organisation that helps anybody.
    let mut grace = site.sit(Ok(town.cast.grace));
    asks_who_looked(&mut alex, &mut grace);
    drop((alex, grace, site));

    town.later(crate::shared::DAY * 15);
    let site = town.serve();
    let mut grace = site.sit(Ok(town.cast.grace));
    let drawn = questions(&mut grace);
    assert!(
        grace.page.says("Grace Adeyemi, the scheme’s guardian"),
        "{}",
        grace.page.text()
    );
    for link in &drawn {
        assert!(grace.open(link).says("Why was this allowed?"), "{link}");
    }

    // Who was behind them is erased: the five stand, and no question about somebody who is gone is offered.
    let alex = crate::own_end::asks_and_confirms(&town, &site, person);
    drop((alex, grace, site));
    town.later(crate::shared::DAY * 8);
    let site = town.serve();
    let mut grace = site.sit(Ok(town.cast.grace));
    assert_eq!(questions(&mut grace), Vec::<String>::new());
    assert!(grace.page.says("Sam Okoro"), "{}", grace.page.text());
    assert_eq!(grace.open(&drawn[0]).status, 404);
}
