//! Words for the GP record that were accepted, and then their person stops, moves or leaves: what has not gone goes
//! nowhere, and what has gone can still be confirmed.

use sayso_app::agree::Kept;
use sayso_app::change_mind::{self, Heard};
use sayso_app::{Visit, awkward, draft, own, proposal};
use sayso_core::decision::MessageKind;
use sayso_core::entry::ProposalState;
use sayso_core::id::ProposalId;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_testkit::Town;

use crate::shared::{DAY, HOUR, NO_TIME, told};

/// Both have agreed to the words; nothing has gone.
fn accepted(town: &Town) -> (Kept, ProposalId) {
    let kept = town.alex_with_sam();
    let (person, riverside) = (kept.person, town.cast.riverside);
    let (alex, sam, patel) = (
        town.person(person),
        town.actor(town.cast.sam),
        town.actor(town.cast.patel),
    );
    let words = town.act(move |desk, _| {
        change_mind::give_one(desk, &alex, person, riverside, Purpose::FeedbackToGp)?;
        proposal::draft(desk, &sam, person, "Mornings are best.")?;
        let id = own::open(desk, &alex, "your page", 0, None)?.proposals[0].id;
        proposal::person_agrees(desk, &alex, id)?;
        proposal::accept(desk, &patel, id)?;
        Ok(id)
    });
    (kept, words.expect("both agree"))
}

fn state(town: &Town, kept: &Kept) -> ProposalState {
    let alex = town.person(kept.person);
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    held.expect("Alex's own page").proposals[0].state
}

fn goes_nowhere(town: &Town, kept: &Kept) {
    let gone = town.later(HOUR);
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::File));
    assert_eq!(state(town, kept), ProposalState::HeldForPerson);
}

#[test]
fn words_that_wait_go_nowhere_once_the_person_stops_writing_back() {
    let town = Town::new();
    let (kept, _) = accepted(&town);
    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::stop_one(desk, &alex, person, Purpose::FeedbackToGp, Heard::ONLINE))
        .expect("Alex stops it");
    goes_nowhere(&town, &kept);
}

#[test]
fn words_that_wait_do_not_go_to_a_practice_that_the_person_has_moved_away_from() {
    let town = Town::new();
    let (kept, _) = accepted(&town);
    let (alex, hilltop) = (town.person(kept.person), town.cast.hilltop);
    town.act(move |desk, _| awkward::move_practice(desk, &alex, hilltop))
        .expect("Alex has another practice");
    goes_nowhere(&town, &kept);
}

#[test]
fn words_that_had_gone_can_be_confirmed_after_the_person_left() {
    let town = Town::new();
    let (kept, words) = accepted(&town);
    let gone = town.later(NO_TIME);
    assert!(gone.iter().any(|g| g.message.kind == MessageKind::File));
    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, Heard::ONLINE))
        .expect("Alex leaves");
    assert_eq!(
        state(&town, &kept),
        ProposalState::Accepted,
        "it is on its way there"
    );
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| proposal::confirm_filed(desk, &patel, words))
        .expect("the practice says that it is in the record");
    assert_eq!(state(&town, &kept), ProposalState::Filed);
    assert!(told(&town, person).contains("confirmed"));
}

fn keeps(town: &Town, actor: Actor, path: String) -> bool {
    let visit = Visit {
        actor,
        ..Visit::nobody()
    };
    let typed = vec![("text".to_owned(), "Mornings, and".to_owned())];
    town.act(move |desk, _| draft::keep(desk, &visit, &path, typed))
        .expect("kept or not")
}

#[test]
fn what_was_half_written_about_somebodys_words_or_referral_goes_when_they_leave() {
    let town = Town::new();
    let (kept, words) = accepted(&town);
    let (patel, lena) = (town.actor(town.cast.patel), town.actor(town.cast.lena));
    let about_words = format!("/practice/words/{words}/amend");
    let about_them = format!("/intake/{}/decline", kept.referral);
    let waits = |actor: Actor| town.act(move |desk, _| draft::waits(desk, actor)).expect("read");
    assert!(keeps(&town, patel, about_words) && waits(patel));
    assert!(keeps(&town, lena, about_them.clone()) && waits(lena));
    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, Heard::ONLINE))
        .expect("Alex leaves");
    assert!(!waits(patel) && !waits(lena));
    // A window that was open keeps nothing either.
    assert!(!keeps(&town, lena, about_them) && !waits(lena));
}

#[test]
fn words_that_wait_are_the_persons_once_the_yes_they_rest_on_runs_out() {
    let town = Town::new();
    // The yes to support and the yes to let the practice know run out on the same day; both end in one round.
    let kept = town.alex_with_sam();
    let (person, riverside) = (kept.person, town.cast.riverside);
    let alex = town.person(person);
    town.act(move |desk, _| change_mind::give_one(desk, &alex, person, riverside, Purpose::FeedbackToGp))
        .expect("one more thing");
    let alex = town.person(person);
    let until = town
        .act(move |desk, _| own::open(desk, &alex, "your page", 0, None))
        .expect("Alex's own page")
        .said
        .iter()
        .map(|s| s.said.until)
        .min()
        .expect("a yes");
    let now = town.act(|desk, _| Ok(desk.now())).expect("the clock");
    town.later(until.duration_since(now) - HOUR);
    let (alex, sam, patel) = (
        town.person(person),
        town.actor(town.cast.sam),
        town.actor(town.cast.patel),
    );
    town.act(move |desk, _| {
        proposal::draft(desk, &sam, person, "Mornings are best.")?;
        let id = own::open(desk, &alex, "your page", 0, None)?.proposals[0].id;
        proposal::person_agrees(desk, &alex, id)?;
        proposal::accept(desk, &patel, id)
    })
    .expect("both agree in the last hour");
    let gone = town.later(DAY);
    assert!(gone.iter().all(|g| g.message.kind != MessageKind::File));
    assert_eq!(
        state(&town, &kept),
        ProposalState::HeldForPerson,
        "and Alex reads that it was not sent"
    );
}
