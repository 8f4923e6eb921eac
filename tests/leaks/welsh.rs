//! Somebody who chose Welsh reads no English of ours: every page of the person's, crawled in Welsh, against every English
//! text of more than three words. What people typed and what a deployment published is not ours; it stands apart.

use std::collections::BTreeSet;

use sayso_core::reads::Language;

use super::{BTreeMap, Browser, Served, Town, world};

/// Words of English that no Welsh text, no name and none of our sentinels has.
const ENGLISH: [&str; 12] = [
    "the", "you", "your", "with", "this", "what", "that", "from", "they", "have", "who", "when",
];

/// The parts of every English text between the places to fill that are longer than three words.
fn english() -> Vec<String> {
    let files = sayso_words::files().iter();
    let texts = files.filter(|(_, language, _)| *language == Language::English);
    let lines = texts.flat_map(|(_, _, content)| content.lines());
    let values = lines.filter_map(|line| line.split_once(" = ").map(|(_, words)| words));
    let parts = values.flat_map(|words| words.split(['{', '}']).step_by(2));
    let long = parts.map(str::trim).filter(|p| p.split_whitespace().count() > 3);
    let long: Vec<String> = long.map(str::to_owned).collect();
    assert!(long.len() > 500, "the texts were read");
    long
}

/// The body without what is marked as English and without what somebody typed: quotations and kept words.
fn ours(body: &str) -> String {
    let mut rest = body.to_owned();
    for (open, close) in [
        ("<head>", "</head>"),
        ("<span lang=\"en\">", "</span>"),
        ("<div lang=\"en\">", "</div>"),
        ("<blockquote", "</blockquote>"),
        ("<pre", "</pre>"),
        ("<code lang=\"en\">", "</code>"),
    ] {
        while let Some(at) = rest.find(open) {
            let end = rest[at..]
                .find(close)
                .map_or(rest.len(), |e| at + e + close.len());
            rest.replace_range(at..end, " ");
        }
    }
    rest
}

fn pages(
    served: &Served,
    browser: &mut Browser,
    ids: &BTreeMap<&'static str, String>,
) -> Vec<(String, String)> {
    let mut queue: Vec<String> = vec!["/home".into()];
    for route in sayso_web::all_routes().iter().filter(|r| r.method == "GET") {
        if !route.path.starts_with("/home") {
            continue;
        }
        for id in ids.values() {
            let mut path = route.path.to_owned();
            while let (Some(a), Some(b)) = (path.find('{'), path.find('}')) {
                path.replace_range(a..=b, id);
            }
            queue.push(path);
        }
    }
    let base = format!("http://{}", served.address);
    let (mut seen, mut found) = (BTreeSet::new(), vec![]);
    while let Some(path) = queue.pop() {
        let path = path.strip_prefix(&base).unwrap_or(&path);
        let path = path.split('#').next().unwrap_or_default().to_owned();
        if !path.starts_with("/home") || seen.len() > 400 || !seen.insert(path.clone()) {
            continue;
        }
        let answer = browser.open(&path).clone();
        let html = answer
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"));
        if !html || answer.status != 200 {
            continue;
        }
        queue.extend(answer.links());
        found.push((path, answer.body));
    }
    found
}

#[test]
fn whoever_chose_welsh_reads_no_english_of_ours() {
    let world = world();
    let served = world.town.serve();
    let mut alex = served.sit(Err(world.person));
    alex.set_cookie("reads", "cy.standard");
    let mut pages = pages(&served, &mut alex, &world.ids);
    assert!(pages.len() > 40, "only {} pages", pages.len());
    // Before they are signed in: the door, the code, what went wrong with it, and a page that is not there.
    let mut visitor = served.browser();
    visitor.set_cookie("reads", "cy.standard");
    let door = visitor.open("/sign-in").clone();
    let words = [("words", "river-lamp-seven"), ("private", "marigold")];
    let code = visitor.send("/sign-in", &words).clone();
    let wrong = visitor
        .send("/sign-in/code", &[("code", "000000"), ("shared", "yes")])
        .clone();
    let lost = visitor.open("/home/nothing-here").clone();
    for (name, page) in [("door", door), ("code", code), ("wrong", wrong), ("lost", lost)] {
        pages.push((name.to_owned(), page.body));
    }
    none_is_left(&served, &pages);
}

#[test]
fn whoever_chose_welsh_reads_no_english_of_ours_on_a_page_that_anybody_can_open() {
    let world = world();
    let served = world.town.serve();
    let mut visitor = served.browser();
    visitor.set_cookie("reads", "cy.standard");
    let (mut pages, mut there) = (vec![], 0);
    let anybody = sayso_web::all_routes().into_iter();
    let anybody = anybody.filter(|r| r.method == "GET" && r.who == sayso_web::Who::Anybody);
    for path in anybody
        .map(|r| r.path)
        .filter(|p| !p.contains('{') && *p != "/exit")
    {
        let answer = visitor.open(path).clone();
        let html = answer
            .headers
            .get("content-type")
            .is_some_and(|kind| kind.starts_with("text/html"));
        if !html {
            continue;
        }
        // A file that is not there yet: the page that says so is in their language too.
        assert!(matches!(answer.status, 200 | 404), "{path}: {}", answer.status);
        there += usize::from(answer.status == 200);
        pages.push((path.to_owned(), answer.body));
    }
    assert!(there >= 22, "only {there} pages");
    // What a form answers, and what it says is wrong.
    for (path, form, fields) in [
        ("/speak-up", "/speak-up", &[("text", "Zqsomething")][..]),
        (
            "/speak-up/answer",
            "/speak-up/answer",
            &[("words", "river lamp seven")][..],
        ),
        ("/questions", "/questions", &[("text", "")][..]),
        ("/questions", "/questions", &[("text", "Zqwhy")][..]),
        ("/card", "/card", &[("words", "river lamp seven")][..]),
        ("/sign-in/supporter", "/sign-in/supporter", &[][..]),
        (
            "/sign-in/supporter",
            "/sign-in/supporter",
            &[("words", "river lamp seven"), ("secret", "thistle")][..],
        ),
        ("/link/nothing", "/link/nothing", &[][..]),
    ] {
        visitor.open(path);
        let answer = visitor.send(form, fields).clone();
        pages.push((format!("{path}, answered {}", answer.status), answer.body));
    }
    none_is_left(&served, &pages);
}

/// Every page that follows from `start` by links that begin with `within`.
fn from(browser: &mut Browser, served: &Served, start: &str, within: &str) -> Vec<(String, String)> {
    let base = format!("http://{}", served.address);
    let (mut queue, mut seen, mut found) = (vec![start.to_owned()], BTreeSet::new(), vec![]);
    while let Some(path) = queue.pop() {
        let path = path.strip_prefix(&base).unwrap_or(&path).to_owned();
        if !path.starts_with(within) || !seen.insert(path.clone()) {
            continue;
        }
        let answer = browser.open(&path).clone();
        assert_eq!(answer.status, 200, "{path}");
        queue.extend(answer.links());
        found.push((path, answer.body));
    }
    found
}

#[test]
fn a_supporter_who_chose_welsh_reads_no_english_of_ours() {
    let world = world();
    let (town, person) = (&world.town, world.person);
    let served = town.serve();
    let mut kim = served.comes_in(&town.names(person, "Zqsecond", sayso_core::supporter::Choice::ALL));
    kim.set_cookie("reads", "cy.standard");
    let mut pages = from(&mut kim, &served, "/supporting", "/supporting");
    assert!(pages.len() >= 3, "only {} pages", pages.len());
    let number = [("kind", "hope"), ("text", "Zq QQ 12 34 56 C")];
    for (name, path, fields) in [
        ("nothing written", "/supporting/plan", &[][..]),
        ("a number", "/supporting/plan", &number[..]),
        ("stopped", "/supporting/stop", &[][..]),
    ] {
        kim.open(path);
        pages.push((name.to_owned(), kim.send(path, fields).body.clone()));
    }
    let (_, stopped) = pages.last().expect("it stopped");
    assert!(stopped.contains("Mae popeth wedi stopio"));
    none_is_left(&served, &pages);
}

#[test]
fn somebody_with_a_recorded_power_who_chose_welsh_reads_no_english_of_ours() {
    let town = Town::new();
    let (jo, details) = (town.actor(town.cast.jo), Town::alex_details());
    let alex = town
        .act(move |desk, _| sayso_app::practice::load(desk, &jo, details))
        .expect("on the list");
    let given = town.records_kims_power(alex);
    let served = town.serve();
    let mut kim = served.comes_to_decide(&given);
    kim.set_cookie("reads", "cy.standard");
    let nothing = kim.open("/deciding").body.clone();
    town.records_cannot_decide(alex).expect("recorded");
    let asked = kim.open("/deciding").body.clone();
    let northway = town.cast.northway.to_string();
    let yes = [
        ("provider", northway.as_str()),
        ("lines", "phone"),
        ("lines", "own_words"),
        ("words", "Zqplants"),
    ];
    let letter = kim.send("/deciding", &yes).body.clone();
    let said = kim.send("/deciding", &[("step", "yes")]).body.clone();
    assert!(said.contains("Dywedoch ie ar ran y person"), "{said}");
    let pages = [nothing, asked, letter, said];
    let pages: Vec<(String, String)> = pages
        .into_iter()
        .enumerate()
        .map(|(at, page)| (format!("/deciding, page {at}"), page))
        .collect();
    none_is_left(&served, &pages);
}

/// No English of ours stands on these pages, and each of them says that it is in Welsh.
fn none_is_left(served: &Served, pages: &[(String, String)]) {
    let mut wrong = BTreeSet::new();
    let english = english();
    for (path, body) in pages {
        assert!(body.contains("<html lang=\"cy\""), "{path} is not in Welsh");
        let mut page = served.browser().page.clone();
        page.body = ours(body);
        let text = page.text();
        for words in english.iter().filter(|w| text.contains(w.as_str())) {
            wrong.insert(format!("{words}   ({path})"));
        }
        let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).collect();
        for (at, word) in words.iter().enumerate() {
            if ENGLISH.contains(&word.to_lowercase().as_str()) {
                let (from, to) = (at.saturating_sub(4), (at + 5).min(words.len()));
                let around = words[from..to].join(" ");
                // What somebody typed has one of the marks of this world in it.
                if !around.contains("Zq") {
                    wrong.insert(format!("… {around} …   ({path})"));
                }
            }
        }
    }
    let all: Vec<String> = wrong.into_iter().collect();
    assert!(all.is_empty(), "English on a Welsh page:\n{}", all.join("\n"));
}

#[test]
fn the_test_for_english_finds_it_and_leaves_alone_what_is_marked() {
    let english = english();
    assert!(english.iter().any(|w| w == "Each row is one act by one person or organisation. Nothing can be taken out without it showing."));
    assert!(!ours("<p>x <span lang=\"en\">the terms</span> y</p>").contains("the terms"));
    assert!(ours("<p>the terms</p>").contains("the terms"));
}
