//! Each seat's main pages, one after the other on one connection: the server's share of a page (session, policy, rule,
//! look written down and flushed, decryption, drawing). The limit is the quality plan's: 15 ms at seven surgeries.

use std::time::Duration;

use super::drive::{Outcome, run};
use super::world::{Town, asking};
use crate::CliError;

/// The limit for the middle one of a page's answers, in milliseconds.
const LIMIT: f64 = 15.0;

/// Which pages, as which seat. `{}` stands for the measured person.
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
            for path in paths {
                let url = format!("{base}{}", path.replace("{}", &person));
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
                    "{name}  page  {seat:<14} {path:<18} {outcome}, {:.0} × hello{mark}",
                    middle / hello.middle()
                );
            }
        }
        Ok(())
    })??;
    Ok(over)
}
