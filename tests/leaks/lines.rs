//! Log lines through the life of a referral, at a level below the lowest that can be configured: none holds a name, a
//! number, a word, a code, a cookie or a note.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::SignedDuration;
use sayso_app::{Lane, members, practice};
use sayso_core::decision::MessageKind;
use sayso_core::nhs_number::NhsNumber;
use sayso_testkit::Town;

use super::{SENTINELS, crawl, somebody_else, world};

/// Everything that is logged in this process, by whichever test.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn no_log_line_of_a_whole_life_says_any_of_it() {
    let lines = Lines::default();
    let writer = lines.clone();
    let subscriber = tracing_subscriber::fmt::Subscriber::builder()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .finish();
    tracing::subscriber::set_global_default(subscriber).expect("no other test of this file logs");

    let w = world();
    let other = somebody_else(&w);
    let number = (4242..).find_map(NhsNumber::invented).expect("there is one");
    let jo = w.town.actor(w.town.cast.jo);
    let listed = sayso_core::person::Details {
        nhs_number: Some(number),
        ..Town::alex_details()
    };
    let cards = w.town.act(move |desk, _| {
        practice::load(desk, &jo, listed)?;
        practice::make_cards(desk, &jo, 1)
    });
    let card = cards.expect("a list and a card").remove(0);
    let mut secrets: Vec<String> = vec![
        card.clone(),
        number.digits(),
        number.to_string(),
        "marigold".into(),
    ];

    // At home: a yes with the card, then a sign-in with a code, and a wrong one.
    let served = w.town.serve();
    let mut robin = served.browser();
    robin.open("/card");
    let way = robin.send("/card", &[("words", &card)]).path.clone();
    secrets.push(way.split('/').nth(2).expect("a token").into());
    robin.send(&way, &[("answer", "yes")]);
    let typed = [
        ("name", "Zqname"),
        ("phone", "Zqphone 020 7946 0111"),
        ("day", "18"),
        ("month", "5"),
        ("year", "1990"),
        ("own_words", "Zqwords"),
    ];
    robin.send("/you", &typed);
    let northway = w.town.cast.northway.to_string();
    robin.send("/share", &[("provider", &northway), ("lines", "phone")]);
    assert!(robin.send("/check", &[]).says("You said yes"));
    let mut later = served.browser();
    later.open("/sign-in");
    later.send("/sign-in", &[("words", &card), ("private", "1990-05-18")]);
    let gone = w.town.later(SignedDuration::from_secs(1));
    let code = gone
        .iter()
        .find(|g| g.message.kind == MessageKind::Code)
        .expect("a code");
    let code: String = code
        .message
        .text
        .chars()
        .filter(char::is_ascii_digit)
        .take(6)
        .collect();
    later.send("/sign-in/code", &[("code", "000000")]);
    later.send("/sign-in/code", &[("code", &code)]);
    secrets.push(code);

    // Every page of the people and of those who help; a one-time link; a fault of ours.
    for seat in [
        Err(w.person),
        Err(other),
        Ok(w.town.cast.sam),
        Ok(w.town.cast.patel),
        Ok(w.town.cast.kit),
    ] {
        let mut browser = served.sit(seat);
        secrets.extend(browser.cookie("sayso").map(str::to_owned));
        crawl(&served, &mut browser, &w.ids);
    }
    let kit = w.town.actor(w.town.cast.kit);
    let bea = w.town.cast.bea;
    let link = w.town.act(move |desk, _| members::link(desk, &kit, bea));
    let link = link.expect("a link");
    served.browser().open(&format!("/link/{link}"));
    secrets.push(link);
    let fault = w.town.house.act(Lane::Normal, None, |_, _| -> Result<(), _> {
        panic!("Zqname, at the worst moment")
    });
    assert!(fault.is_err());

    let text = lines.text();
    assert!(
        text.contains("a job panicked and was undone"),
        "lines are heard: {text}"
    );
    for (what, sentinel) in SENTINELS {
        assert!(!text.contains(sentinel), "a log line holds a {what}");
    }
    for secret in secrets {
        assert!(!text.contains(&secret), "a log line holds {secret}");
    }
    for name in ["Morgan", "Robin", "Okoro", "Patel"] {
        assert!(!text.contains(name), "a log line holds {name}");
    }
}
