//! What the practice reads of what a patient chose to tell it, and what it does with words for the record: ticked by the
//! patient, read here, gone when the yes goes; accepted by a clinician, put there by hand, and told.

use sayso_app::agree::Kept;
use sayso_app::change_mind::{self, Heard};
use sayso_app::{own, proposal, support};
use sayso_core::decide::support::Writing;
use sayso_core::entry::{EntryKind, ProposalState};
use sayso_core::id::ProposalId;
use sayso_core::sayso::Purpose;
use sayso_testkit::Town;

use crate::shared::{DAY, NO_TIME, says, told};

pub(crate) const AT: &str = "Thursday 21 May 2026 at 10:30am";

/// Sam books a meeting and writes a note.
pub(crate) fn written(town: &Town, kept: &Kept) {
    let (sam, person) = (town.actor(town.cast.sam), kept.person);
    for (kind, text, at) in [
        (
            EntryKind::Appointment,
            "Behind the old bakery",
            Some("2026-05-21T09:30:00Z"),
        ),
        (EntryKind::Note, "Likes mornings", None),
    ] {
        town.act(move |desk, _| {
            let w = Writing {
                kind,
                text: text.into(),
                at: at.map(|t| t.parse().expect("a time")),
                draft: false,
                finishes: None,
            };
            support::write(desk, &sam, person, &w)
        })
        .expect("written");
    }
}

/// Sam suggests words, and Alex agrees to them.
fn agreed(town: &Town, kept: &Kept) -> ProposalId {
    let (sam, alex, person) = (town.actor(town.cast.sam), town.person(kept.person), kept.person);
    town.act(move |desk, _| {
        proposal::draft(desk, &sam, person, "Has asked for step-free access.")?;
        let held = own::open(desk, &alex, "your page", 0, None)?;
        let id = held.proposals.last().expect("there are words").id;
        proposal::person_agrees(desk, &alex, id)?;
        Ok(id)
    })
    .expect("Alex agrees to the words")
}

fn accepted(town: &Town, kept: &Kept) -> ProposalId {
    let id = agreed(town, kept);
    let patel = town.actor(town.cast.patel);
    town.act(move |desk, _| proposal::accept(desk, &patel, id))
        .expect("Dr Patel accepts them");
    id
}

/// Alex ticks these lines for the practice on their own page.
pub(crate) fn ticks(town: &Town, kept: &Kept, lines: &[&str]) {
    let served = town.serve();
    let mut alex = served.sit(Err(kept.person));
    alex.open("/home/more");
    let riverside = town.cast.riverside.to_string();
    let mut form = vec![
        ("purpose", "feedback_to_gp"),
        ("answer", "yes"),
        ("recipient", riverside.as_str()),
    ];
    form.extend(lines.iter().map(|l| ("line", *l)));
    let given = alex.send("/home/more", &form);
    assert_eq!(given.status, 200, "{}", given.text());
}

fn state(town: &Town, kept: &Kept) -> ProposalState {
    let alex = town.person(kept.person);
    let held = town.act(move |desk, _| own::open(desk, &alex, "your page", 0, None));
    held.expect("Alex's own page").proposals[0].state
}

#[test]
fn what_alex_ticks_the_practice_reads_and_when_it_stops_it_can_no_longer_read_it() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    written(&town, &kept);
    agreed(&town, &kept);
    let served = town.serve();
    let sent = format!("/practice/sent/{}", kept.referral);
    let meetings = format!("/practice/person/{}/meetings", kept.person);
    let (mut patel, mut jo) = (served.sit(Ok(town.cast.patel)), served.sit(Ok(town.cast.jo)));
    for (seat, path) in [(&mut patel, &sent), (&mut jo, &meetings)] {
        seat.open(path);
        says(seat, "The patient has not chosen to share this.");
        assert!(!seat.page.says(AT), "nothing was ticked");
    }
    ticks(&town, &kept, &["appointments"]);

    // Meetings were ticked, and meetings alone: not where, no note, no words.
    patel.open("/practice/sent");
    assert!(!patel.page.says("With a coach"), "where it is was not ticked");
    patel.open(&sent);
    says(&patel, AT);
    jo.open(&format!("/practice/person/{}", kept.person));
    jo.follow("/meetings");
    says(&jo, AT);
    for seat in [&patel, &jo] {
        for not in ["bakery", "Likes mornings", "step-free"] {
            assert!(!seat.page.says(not), "{not} at {}", seat.page.path);
        }
    }
    let looks = told(&town, kept.person);
    for who in ["Dr Patel, clinician", "Jo Reyes, practice team"] {
        let line = looks
            .lines()
            .find(|l| l.starts_with(who) && l.contains("read what your practice may know"));
        assert!(
            line.is_some_and(|l| l.contains("your meetings")),
            "{who}: {looks}"
        );
    }
    // A clinician reads it with what was sent, the team nothing but meetings, another practice nothing.
    assert_eq!(jo.open(&sent).status, 404);
    let mut hart = served.sit(Ok(town.cast.hart));
    assert_eq!(hart.open(&sent).status, 404);
    assert_eq!(hart.open(&meetings).status, 404);

    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::stop_one(desk, &alex, person, Purpose::FeedbackToGp, Heard::ONLINE))
        .expect("Alex stops it");
    for (seat, path) in [(&mut patel, &sent), (&mut jo, &meetings)] {
        seat.open(path);
        says(seat, "The patient has not chosen to share this.");
        assert!(!seat.page.says(AT), "the practice can no longer read it");
    }
}

#[test]
fn words_that_were_filed_stay_readable_for_the_practice_only_while_alex_lets_it_know() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let words = accepted(&town, &kept);
    let patel_seat = town.actor(town.cast.patel);
    town.act(move |desk, _| proposal::confirm_filed(desk, &patel_seat, words))
        .expect("filed");
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    let sent = format!("/practice/sent/{}", kept.referral);
    assert!(!patel.open(&sent).says("step-free"));
    ticks(&town, &kept, &["feedback_to_gp"]);
    patel.open(&sent);
    says(&patel, "Has asked for step-free access.");
    says(&patel, "With a coach");
    let (alex, person) = (town.person(kept.person), kept.person);
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, Heard::ONLINE))
        .expect("Alex leaves");
    assert!(!patel.open(&sent).says("step-free"), "gone with the yes");
}

#[test]
fn accepted_words_stay_on_a_list_until_the_practice_says_that_they_are_there() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let words = accepted(&town, &kept);
    // No system is connected: the message is carried nowhere, and days go by.
    town.later(DAY * 3);
    let served = town.serve();
    let mut jo = served.sit(Ok(town.cast.jo));
    jo.open("/practice");
    jo.follow("/practice/record");
    says(&jo, "Alex Morgan");
    jo.follow(&format!("/practice/record/{words}"));
    says(&jo, "Has asked for step-free access.");
    let mut hart = served.sit(Ok(town.cast.hart));
    assert!(!hart.open("/practice/record").says("Alex Morgan"));
    assert_eq!(hart.open(&format!("/practice/record/{words}")).status, 404);
    jo.send("/there", &[]);
    says(&jo, "No words are waiting to be put in a record.");
    assert_eq!(state(&town, &kept), ProposalState::Filed);
    assert!(told(&town, kept.person).contains(
        "Jo Reyes, practice team at Riverside Surgery put the words you agreed into your GP record."
    ));
    let gone = town.later(NO_TIME);
    assert!(
        gone.iter()
            .any(|g| g.message.person == kept.person && g.message.to.is_none()),
        "Alex has a message that there is something new"
    );
}

#[test]
fn a_practice_that_did_not_put_the_words_there_says_so_and_alex_reads_why() {
    let town = Town::new();
    let kept = town.alex_with_sam();
    let words = accepted(&town, &kept);
    town.later(NO_TIME);
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open("/practice/record");
    patel.follow(&format!("/practice/record/{words}"));
    assert_eq!(patel.send("/not", &[]).status, 422, "a reason of few is asked");
    patel.send("/not", &[("why", "no_way")]);
    says(&patel, "No words are waiting to be put in a record.");
    assert_eq!(state(&town, &kept), ProposalState::NotTaken);
    assert!(told(&town, kept.person).contains(
        "Dr Patel, clinician at Riverside Surgery did not put the words you agreed into your GP record: \
         the practice’s system would not take them."
    ));
    let mut alex = served.sit(Err(kept.person));
    alex.open(&format!("/home/words/{words}"));
    says(&alex, "Your practice will not put them in your record");
    // What was said of them is said once.
    let patel = town.actor(town.cast.patel);
    assert!(
        town.act(move |desk, _| proposal::confirm_filed(desk, &patel, words))
            .is_err()
    );
}

#[test]
fn a_yes_of_today_opens_nothing_of_the_last_time_with_the_same_service() {
    let town = Town::new();
    let first = town.alex_with_sam();
    written(&town, &first);
    let (alex, person) = (town.person(first.person), first.person);
    town.act(move |desk, _| change_mind::leave(desk, &alex, person, Heard::ONLINE))
        .expect("Alex leaves");
    town.later(DAY);
    // Alex begins again, and ticks meetings this time.
    let jo = town.actor(town.cast.jo);
    let mut yes = town.yes();
    yes.salt = [9; 32];
    let again = town
        .act(move |desk, _| sayso_app::agree::at_the_desk(desk, &jo, Some(person), &yes))
        .expect("Alex says yes again");
    town.to_sam(&again);
    written(&town, &again);
    ticks(&town, &again, &["appointments"]);
    let served = town.serve();
    let mut patel = served.sit(Ok(town.cast.patel));
    patel.open(&format!("/practice/sent/{}", again.referral));
    assert!(patel.page.says("Their meetings"), "{}", patel.page.text());
    patel.open(&format!("/practice/sent/{}", first.referral));
    assert!(
        patel.page.status == 200 && !patel.page.says("Their meetings"),
        "{}",
        patel.page.text()
    );
}
