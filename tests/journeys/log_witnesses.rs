//! How many outside witnesses the terms ask for, and how many there are. The story ends on what the public page says.

use std::net::SocketAddr;
use std::sync::Arc;

use jiff::SignedDuration;
use sayso::witness::{Desk, Options};
use sayso_app::public_log::{Asking, Door, Outside, Reply, Rounds, Witnesses};
use sayso_log::note::{Scheme, SigningKey};
use sayso_testkit::Town;

use crate::log_kit::{TEN, signs};

/// One witness that answers, at an address that is its own; nobody at any other.
struct One(Desk);

impl Door for One {
    fn get(&self, _: &str) -> Option<Reply> {
        None
    }

    fn post(&self, url: &str, body: &str) -> Option<Reply> {
        if !url.starts_with("https://patients.example/") {
            return None;
        }
        let answer = self.0.add_checkpoint(body.as_bytes()).ok()?;
        Some(Reply {
            status: answer.status(),
            body: answer.body(),
        })
    }
}

/// The patients' group countersigns; the union has a key and an address, and is never there.
fn witnesses(town: &Town) -> Arc<Witnesses> {
    let log = town.serve().browser().open("/log/key").body.trim().parse();
    let options = Options {
        dir: town.around().join("w"),
        name: Some("patients.example/w".into()),
        logs: vec![log.expect("the log’s key")],
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        once: None,
    };
    let desk = Desk::open(&options, Arc::clone(&town.source) as _).expect("a witness");
    let union = SigningKey::from_seed("union.example/w", Scheme::Timed, &[8; 32]).expect("a key");
    let named = |name: &str, key, url: &str| Outside {
        name: name.into(),
        key,
        url: Some(url.into()),
    };
    let both = vec![
        named(
            "The patients’ group",
            desk.verifier(),
            "https://patients.example/w",
        ),
        named("The union", union.verifier(), "https://union.example/w"),
    ];
    Arc::new(Witnesses::new(both, Box::new(One(desk))))
}

#[test]
fn the_page_says_how_many_witnesses_the_terms_in_effect_ask_for_and_that_one_is_missing() {
    let town = Town::new();
    town.change_terms(|p| p.witnesses = 3);
    let mut log = Rounds::new(&town.house, "log.example");
    signs(&mut log);
    let witnesses = witnesses(&town);
    let web = town.serve_with(|site| site.witnesses = Arc::clone(&witnesses));
    let mut reader = web.browser();
    let mut says = |words: &[&str], not: &[&str]| {
        let page = reader.open("/public-log").clone();
        for word in words {
            assert!(page.says(word), "{word}: {}", page.text());
        }
        for word in not {
            assert!(!page.says(word), "{word}: {}", page.text());
        }
    };
    let fewer = "Fewer than that have countersigned within a day.";
    says(
        &["The terms ask for 3 witnesses.", fewer, "No outside witness yet"],
        &[],
    );

    // Terms that are published and do not count yet ask for nothing; once they count, the old ones ask no more.
    let from = town.publish_terms(14, |p| p.witnesses = 2);
    says(&["The terms ask for 3 witnesses."], &[]);
    town.later(from.duration_since(town.house.source().now()) + SignedDuration::from_mins(1));
    says(&["The terms ask for 2 witnesses."], &[]);

    // One of two: there is a witness, and it is still fewer than the terms ask for.
    signs(&mut log);
    let mut asking = Asking::new(&town.house, &witnesses);
    assert_eq!(asking.round(), Ok(1));
    says(
        &["The terms ask for 2 witnesses.", fewer, "Nothing yet."],
        &["No outside witness yet"],
    );
    let one = town.publish_terms(14, |p| p.witnesses = 1);
    town.later(one.duration_since(town.house.source().now()) + SignedDuration::from_mins(1));
    signs(&mut log);
    assert_eq!(asking.round(), Ok(1));
    says(&["The terms ask for 1 witness."], &[fewer]);

    // Within the day it is there; after it, it is missing.
    town.later(SignedDuration::from_hours(23));
    says(&[], &[fewer, "Nothing since, for more than a day."]);
    town.later(SignedDuration::from_hours(1) + TEN);
    says(
        &[
            fewer,
            "Nothing since, for more than a day.",
            "No outside witness yet",
        ],
        &[],
    );
}
