//! Each page that a seat's links lead to, one of each kind, one after the other on one connection: the server's share of a
//! page (session, policy, rule, look written down and flushed, decryption, drawing). The limit is the quality plan's: 15 ms
//! at seven surgeries.

use std::collections::{BTreeSet, VecDeque};
use std::time::Duration;

use super::drive::{Outcome, run};
use super::world::{Town, asking};
use crate::CliError;

/// The limit for the middle one of a page's answers, in milliseconds.
const LIMIT: f64 = 15.0;

/// Where each seat begins. `{}` stands for the measured person; the links of these pages lead to the others.
const PAGES: [(&str, &[&str]); 9] = [
    (
        "nobody",
        &["/", "/card", "/promises", "/where-data-goes", "/public-log"],
    ),
    (
        "person",
        &[
            "/home",
            "/home/history",
            "/home/held",
            "/home/notes",
            "/home/change",
            "/home/plan",
        ],
    ),
    ("clinician", &["/practice", "/practice/sent", "/practice/words"]),
    (
        "reception",
        &["/practice", "/practice/messages", "/practice/notices"],
    ),
    (
        "coach",
        &[
            "/today",
            "/caseload",
            "/board",
            "/diary",
            "/person/{}",
            "/person/{}/note",
        ],
    ),
    ("provider lead", &["/intake", "/team"]),
    ("guardian", &["/oversight", "/concerns", "/switches", "/demands"]),
    ("commissioner", &["/commission", "/figures"]),
    ("operator", &["/health", "/health/messages", "/members"]),
];

/// Links that are not followed: the way out ends the session, and the tests behind a claim are files of ours, drawn alike.
const PASSED_BY: [&str; 2] = ["/exit", "/shown-by/"];

/// Measures them and prints a row for each. Returns how many of them are over the limit.
///
/// # Errors
/// When a port or the store cannot be had, or a page does not answer.
pub(crate) fn run_all(town: &Town, name: &str, each: Duration, hello: &Outcome) -> Result<usize, CliError> {
    let sessions = town.sessions()?;
    let person = town.person().map(|p| p.to_string()).unwrap_or_default();
    let mut over = 0;
    town.serving(|base| {
        for (seat, paths) in PAGES {
            let cookie = sessions
                .iter()
                .find(|(s, _)| *s == seat)
                .and_then(|(_, c)| c.as_deref());
            let begin = paths.iter().map(|path| path.replace("{}", &person));
            for (nth, path) in all_of(base, cookie, &begin.collect::<Vec<_>>())?
                .into_iter()
                .enumerate()
            {
                let url = format!("{base}{path}");
                // What has no id in its address is the same page for everybody.
                let own = (seat == "person" && kind(&path) == path).then(|| town.somebody(nth + 1));
                let own = own.transpose()?;
                let cookie = own.as_deref().or(cookie);
                // Whoever is not let in lands on the page for signing in: that would be quick and prove nothing.
                let outcome = run(1, each, None, || {
                    asking(&url, cookie, |page| !page.contains("action=\"/sign-in"))
                });
                if !outcome.all_done() {
                    return Err(CliError::failed(format!("{seat}, {path}: no right answer")));
                }
                let middle = outcome.middle();
                let mark = if middle > LIMIT { "  over 15 ms" } else { "" };
                over += usize::from(middle > LIMIT);
                println!(
                    "{name}  page  {seat:<14} {:<26} {outcome}, {:.0} × hello{mark}",
                    kind(&path),
                    middle / hello.middle()
                );
            }
        }
        Ok(())
    })??;
    Ok(over)
}

/// What kind of page an address is: without its ids and what follows the question mark.
fn kind(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_id = |part: &str| part.len() >= 16 && part.bytes().any(|b| b.is_ascii_digit());
    let parts = path.split('/').map(|part| if is_id(part) { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

/// The addresses on a page of ours that lead to another page of ours.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let parts = page.split("<a ").skip(1);
    let target = parts.filter_map(|part| part.split_once("href=\"")?.1.split('"').next());
    target.filter(|path| path.starts_with('/') && !path.starts_with("//"))
}

/// One page of each kind that these pages and their links lead to. Files, and links that lead to an error, are left out.
///
/// # Errors
/// When one of the first pages does not answer.
fn all_of(base: &str, cookie: Option<&str>, begin: &[String]) -> Result<Vec<String>, CliError> {
    let agent = ureq::Agent::new_with_defaults();
    let cookie = cookie.map(|c| format!("sayso={c}")).unwrap_or_default();
    let mut next = VecDeque::from(begin.to_owned());
    let mut seen: BTreeSet<String> = next.iter().map(|path| kind(path)).collect();
    let mut all = vec![];
    while let Some(path) = next.pop_front() {
        let answer = agent
            .get(format!("{base}{path}"))
            .header("cookie", &cookie)
            .call();
        let Ok(mut answer) = answer else {
            if begin.contains(&path) {
                return Err(CliError::failed(format!("{}: no right answer", kind(&path))));
            }
            continue;
        };
        let html = answer
            .headers()
            .get("content-type")
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let page = answer.body_mut().read_to_string().unwrap_or_default();
        if !html || page.contains("action=\"/sign-in") {
            continue;
        }
        for link in links(&page) {
            let link = link.replace("&amp;", "&");
            if !PASSED_BY.iter().any(|p| link.starts_with(p)) && seen.insert(kind(&link)) {
                next.push_back(link);
            }
        }
        all.push(path);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_of_a_kind_is_enough() {
        assert_eq!(
            kind("/person/0198a7f0-1c2d-7abc-9def-0123456789ab/note?x=1"),
            "/person/{}/note"
        );
        assert_eq!(kind("/home/history"), "/home/history");
        let page = r#"<a class="x" href="/a">A</a> <a href="//other">B</a> <a href="https://c">C</a> <link href="/d">"#;
        assert_eq!(links(page).collect::<Vec<_>>(), ["/a"]);
    }
}
