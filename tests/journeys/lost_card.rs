//! A lost card: reception, or the person who is signed in, burns it. The old words open nothing.

use sayso_app::{Error, card, session};
use sayso_core::person::Details;
use sayso_testkit::{Browser, Town};

use crate::practice::told;

/// The three words on the page.
fn words(page: &Browser) -> String {
    let rest = page
        .page
        .body
        .split("app-code\">")
        .nth(1)
        .expect("three words are shown");
    rest.split('<').next().expect("the tag ends").trim().to_owned()
}

/// Do these words and the birth date lead to a code?
fn lead_to_a_code(town: &Town, words: &str) -> bool {
    let count = || {
        let db = rusqlite::Connection::open(town.data().join("sayso.db")).expect("the file opens");
        db.query_row("SELECT count(*) FROM code", (), |r| r.get::<_, i64>(0))
            .expect("a count")
    };
    let (before, words) = (count(), words.to_owned());
    drop(town.act(move |desk, _| session::ask_for_code(desk, &words, "1990-05-18")));
    count() > before
}

#[test]
fn reception_burns_a_lost_card_and_the_person_reads_that_it_did() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open(&format!("/practice/person/{}", kept.person));
    jo.send("/card", &[]);
    assert_eq!(jo.page.status, 200, "{}", jo.page.text());
    assert!(jo.page.says("The words of your old card open nothing."));
    let fresh = words(&jo);
    assert_ne!(fresh, kept.card);

    assert!(
        !lead_to_a_code(&town, &kept.card),
        "the finder of the old card gets nowhere"
    );
    assert!(lead_to_a_code(&town, &fresh));
    assert!(
        told(&town, kept.person)
            .iter()
            .any(|e| e.starts_with("Jo Reyes") && e.contains("gave you a new card")),
    );
    // The words alone are no answer card either: nobody can say yes with them.
    let mut stranger = served.browser();
    stranger.open("/card");
    assert_eq!(stranger.send("/card", &[("words", &fresh)]).status, 422);
}

#[test]
fn the_person_who_is_signed_in_makes_a_new_card_themself() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/contact");
    alex.send("/home/card", &[]);
    assert!(alex.page.says("Your new card"));
    let fresh = words(&alex);
    assert!(!lead_to_a_code(&town, &kept.card));
    assert!(lead_to_a_code(&town, &fresh));
    assert!(
        told(&town, kept.person)
            .iter()
            .any(|e| e.starts_with("You made a new card."))
    );
}

#[test]
fn nobody_else_can_take_a_card_away_and_whoever_has_none_is_given_none() {
    let town = Town::new();
    let kept = town.alex_says_yes();
    for seat in [town.cast.hart, town.cast.lena, town.cast.kit] {
        let (actor, person) = (town.actor(seat), kept.person);
        let tried = town.act(move |desk, _| card::replace(desk, &actor, person));
        assert_eq!(tried, Err(Error::Denied));
    }
    assert!(lead_to_a_code(&town, &kept.card), "it still works");
    // A row of the practice's list is nobody who has said yes: no words open it.
    let jo = town.actor(town.cast.jo);
    let listed = Details {
        name: "Kim Ash".into(),
        ..Details::default()
    };
    let tried = town.act(move |desk, _| {
        let kim = sayso_app::practice::load(desk, &jo, listed)?;
        card::replace(desk, &jo, kim)
    });
    assert_eq!(tried, Err(Error::NotFound));
}
