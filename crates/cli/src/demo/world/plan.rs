//! The whole plan: every life, and what happens around them. Owns: the order of time. Never does anything by itself.

use jiff::{SignedDuration, Timestamp};

use sayso_core::seat::Role;

use super::acts::{Act, Fate, More, Planned};
use super::life::{self, DAYS, Plan};
use super::places::{Borough, EASTGATE, GRACE, NORTHWAY, PRACTICES, SEATS};
use super::second;
use crate::demo::people::{Dice, Invented};

/// Everything that happens, in the order of time.
pub(super) fn plan(
    seed: u64,
    people: &[Invented],
    fates: &[Fate],
    start: Timestamp,
    now: Timestamp,
) -> Vec<Planned> {
    let mut acts = vec![];
    let mut dice = Dice::new(seed, 4);
    let mut turns = [0; PRACTICES];
    for (person, fate) in people.iter().zip(fates) {
        let turn = &mut turns[person.practice];
        let mut plan = Plan {
            whom: person.nth,
            at: start,
            now,
            dice: &mut dice,
            acts: &mut acts,
        };
        life::life(&mut plan, *fate, *turn, start);
        *turn += usize::from(*fate == Fate::Active);
    }
    let day = |n: usize| start + SignedDuration::from_hours(24 * i64::try_from(n).unwrap_or(0));
    let days = usize::try_from(DAYS).unwrap_or(0);
    for practice in 0..PRACTICES {
        // At another hour for each, so that the order does not depend on the sorting.
        let hour = SignedDuration::from_mins(30 + i64::try_from(practice).unwrap_or(0));
        let mut about = |at, act| {
            Plan {
                whom: practice,
                at: start,
                now,
                dice: &mut dice,
                acts: &mut acts,
            }
            .put(at, act);
        };
        for n in (0..days).step_by(24) {
            about(day(n) + hour, Act::Cards);
        }
    }
    let mut weekly = |whom, every: usize, act: fn(&mut Dice, usize) -> Act| {
        for n in (1..days).step_by(every) {
            let at = life::office(day(n), &mut dice);
            let act = act(&mut dice, whom);
            let mut plan = Plan {
                whom,
                at: start,
                now,
                dice: &mut dice,
                acts: &mut acts,
            };
            plan.put(at, act);
        }
    };
    for practice in 0..PRACTICES {
        weekly(practice, 9, |dice, _| Act::OfferAndNo(dice.percent(40)));
    }
    for (seat, plan) in SEATS.iter().enumerate() {
        match plan.role {
            sayso_core::seat::Role::Coach => weekly(seat, 24, |_, seat| Act::Caseload(seat)),
            sayso_core::seat::Role::ProviderLead => weekly(seat, 7, |_, seat| Act::Intake(seat)),
            _ => {}
        }
    }
    weekly(GRACE, 45, |_, _| Act::Oversee);
    beside(&mut dice, &mut acts, (people, fates), now);
    let both = second::both(people, &acts, |nth| fates[nth] == Fate::Active, now);
    second::plan(&both, &mut acts, now);
    acts.sort_by_key(|p| (p.at, p.order));
    acts
}

/// What happens once: the guardian's desk, the leads', questions, and one Saturday.
fn beside(dice: &mut Dice, acts: &mut Vec<Planned>, (people, fates): (&[Invented], &[Fate]), now: Timestamp) {
    let mut once = |whom, days: i64, act| {
        let mut plan = Plan {
            whom,
            at: now,
            now,
            dice: &mut *dice,
            acts: &mut *acts,
        };
        let from = now - SignedDuration::from_hours(24 * days);
        let at = life::office(from, plan.dice);
        plan.put(at, act);
        // Whoever is asked answers on the same working day or the next.
        if act == Act::More(More::SpeakUp) {
            plan.later(0, 0, Act::Oversee);
        }
    };
    for provider in [NORTHWAY, EASTGATE] {
        once(provider, 40, Act::More(More::Places(Borough::lead(provider))));
    }
    for (n, days) in [150, 100, 5].into_iter().enumerate() {
        once(n, days, Act::More(More::Ask));
    }
    for days in [145, 114, 84, 54] {
        once(0, days, Act::More(More::Watch(1)));
        once(0, days - 3, Act::More(More::Answer));
    }
    // Of last month's two one is answered, and one still waits.
    once(0, 9, Act::More(More::Watch(2)));
    once(0, 6, Act::More(More::Answer));
    once(0, 110, Act::More(More::SpeakUp));
    once(0, 96, Act::More(More::Demand));
    once(0, 80, Act::More(More::SwitchOff));
    once(0, 76, Act::More(More::SwitchOn));
    somebody_forgets_their_word(dice, acts, (people, fates), now);
    // Last Saturday but one, somebody at the second practice was curious. Nobody has found it yet.
    let listed = people
        .iter()
        .find(|p| p.practice == 1 && fates[p.nth] == Fate::Listed);
    if let Some(listed) = listed {
        let mut plan = Plan {
            whom: listed.nth,
            at: now,
            now,
            dice,
            acts,
        };
        plan.put(life::a_saturday(now), Act::More(More::Curious));
    }
}

/// Somebody of the first practice, who chose a private word long ago, comes by: two seats hear that it is forgotten, and their
/// week runs while the tour is taken.
fn somebody_forgets_their_word(
    dice: &mut Dice,
    acts: &mut Vec<Planned>,
    (people, fates): (&[Invented], &[Fate]),
    now: Timestamp,
) {
    let long_ago = now - SignedDuration::from_hours(24 * 60);
    let enrolled = |nth: usize| {
        let mut all = acts.iter();
        all.any(|p| p.whom == nth && p.act == Act::Enrol && p.at < long_ago)
    };
    let who = people
        .iter()
        .find(|p| p.practice == 0 && fates[p.nth] == Fate::Active && enrolled(p.nth));
    let Some(who) = who else { return };
    let from = life::office(now - SignedDuration::from_hours(24 * 5), dice);
    let mut plan = Plan {
        whom: who.nth,
        at: from,
        now,
        dice,
        acts,
    };
    let practice = [Role::PracticeAdmin, Role::Clinician].map(|role| Borough::first(0, role));
    for (n, seat) in practice.into_iter().enumerate() {
        let later = SignedDuration::from_mins(9 * i64::try_from(n).unwrap_or(0));
        plan.put(from + later, Act::More(More::Forget(seat)));
    }
    plan.put(from + SignedDuration::from_mins(11), Act::Deliver);
}
