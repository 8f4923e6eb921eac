//! The invented world. Owns: making it, in one transaction and from one seed, and the guide that says who is where.
//! Never writes a row by itself: everything goes through the use cases that the pages use.

mod acts;
mod change;
mod life;
pub(crate) mod places;
mod play;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_app::deliver::Gone;
use sayso_app::{Desk, Error, House, Lane};
use sayso_core::decision::MessageKind;
use sayso_core::id::{MemberId, PersonId};
use serde::{Deserialize, Serialize};

use self::acts::{Act, Fate, Planned};
use self::life::{DAYS, Plan};
use self::places::{Borough, ORGS, PRACTICES, SEATS};
use super::clock::DemoClock;
use super::people::{Dice, Invented, everybody};
use super::stand_in::{Filing, Patient};

/// A seat of the role switcher.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Chair {
    /// `person-alex`, `coach-sam`.
    pub(crate) key: String,
    /// What the button says: `Sam Okoro, coach at Northway Work`.
    pub(crate) name: String,
    /// The seat, for staff.
    pub(crate) member: Option<MemberId>,
    /// The person, for a person.
    pub(crate) person: Option<PersonId>,
}

/// One message that left, in words, for the outbox page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Leaving {
    pub(crate) at: Timestamp,
    pub(crate) to: String,
    pub(crate) what: String,
    pub(crate) text: String,
}

/// Who is where, and what a stranger needs to look around. Nothing in it is about anybody real.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Guide {
    pub(crate) seed: u64,
    pub(crate) chairs: Vec<Chair>,
    /// Three words that nobody has used, of the first practice.
    pub(crate) card: String,
    /// Alex's card and private word.
    pub(crate) alex: [String; 2],
    /// Names by id, of people and organisations.
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) practice: String,
    pub(crate) ods: String,
    pub(crate) patients: Vec<Patient>,
    pub(crate) filed: Vec<Filing>,
    pub(crate) gone: Vec<Leaving>,
}

impl Guide {
    pub(crate) fn chair(&self, key: &str) -> Option<&Chair> {
        self.chairs.iter().find(|c| c.key == key)
    }
    fn name(&self, id: &impl ToString) -> String {
        let known = self.names.get(&id.to_string());
        known.cloned().unwrap_or_else(|| "somebody new".into())
    }
    /// A message that left, in words.
    pub(crate) fn in_words(&self, at: Timestamp, gone: &Gone) -> Leaving {
        let message = &gone.message;
        let who = self.name(&message.person);
        let (what, text) = match message.kind {
            MessageKind::Referral => ("A referral", format!("What {who} agreed to send.")),
            MessageKind::HasLeft => ("A notice", format!("{who}: {}", message.text)),
            MessageKind::File => ("Words for the GP record", message.text.clone()),
            MessageKind::ToPerson | MessageKind::LeftForYou => ("A message", message.text.clone()),
            MessageKind::Reminder => ("A reminder", message.text.clone()),
            MessageKind::Code => ("A sign-in code", message.text.clone()),
            MessageKind::Safeguarding => ("A report of a danger", format!("About {who}: {}", message.text)),
        };
        Leaving {
            at,
            to: message.to.map_or(who, |org| self.name(&org)),
            what: what.into(),
            text,
        }
    }
}

/// What was made, with what a test looks at.
pub(crate) struct Made {
    pub(crate) guide: Guide,
    /// What the plan had and the rules did not allow: nothing, if the plan is sound.
    pub(crate) not_so: Vec<String>,
    /// Everybody, in order.
    #[cfg(test)]
    pub(crate) people: Vec<PersonId>,
}

/// Makes the world up to the moment at which the clock stands now, and lets the clock run.
///
/// # Errors
/// When the store cannot write; then nothing of it is kept.
pub(crate) fn make(
    house: &Arc<House>,
    clock: &Arc<DemoClock>,
    seed: u64,
    now: Timestamp,
) -> Result<Made, Error> {
    let start = now - SignedDuration::from_hours(24 * DAYS);
    clock.begin(seed, start);
    let inside = Arc::clone(clock);
    let made = house.act(Lane::Normal, None, move |desk, _| {
        desk.next_piece();
        whole(desk, &inside, seed, start, now)
    });
    clock.run();
    if let Ok(made) = &made
        && !made.not_so.is_empty()
    {
        tracing::warn!(
            acts = made.not_so.len(),
            "some planned acts were not allowed by the rules"
        );
    }
    made
}

fn whole(
    desk: &mut Desk,
    clock: &DemoClock,
    seed: u64,
    start: Timestamp,
    now: Timestamp,
) -> Result<Made, Error> {
    let borough = places::found(desk, now)?;
    change::published(desk, &borough)?;
    let people = everybody(seed, PRACTICES);
    let fates = acts::fates(seed);
    let acts = plan(seed, &people, &fates, start, now);
    let mut play = play::Play::new(clock, &borough, &people, Dice::new(seed, 3));
    play.all(desk, &acts)?;
    clock.put(now);
    desk.next_piece();
    change::waiting(desk, &borough)?;
    let card = play.unused_card(desk, 0)?;
    let known: Vec<Option<PersonId>> = people.iter().map(|p| play.person(p.nth)).collect();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (person, id) in people.iter().zip(&known) {
        names.extend(id.map(|id| (id.to_string(), person.details.name.clone())));
    }
    names.extend(
        borough
            .orgs
            .iter()
            .zip(&ORGS)
            .map(|(id, plan)| (id.to_string(), plan.name.to_owned())),
    );
    let filed = play.filed.iter().map(|(nhs_number, text)| Filing {
        nhs_number: nhs_number.clone(),
        text: text.clone(),
    });
    let mut guide = Guide {
        seed,
        chairs: chairs(&borough, &people, &fates, &known),
        card,
        alex: [play.card_of_alex.clone(), texts::PRIVATE[0].into()],
        names,
        practice: ORGS[0].name.into(),
        ods: ORGS[0].ods.unwrap_or_default().into(),
        patients: patients(&people),
        filed: filed.collect(),
        gone: vec![],
    };
    guide.gone = play
        .gone
        .iter()
        .map(|(at, gone)| guide.in_words(*at, gone))
        .collect();
    Ok(Made {
        guide,
        not_so: std::mem::take(&mut play.not_so),
        #[cfg(test)]
        people: known.into_iter().flatten().collect(),
    })
}

/// Everything that happens, in the order of time.
fn plan(seed: u64, people: &[Invented], fates: &[Fate], start: Timestamp, now: Timestamp) -> Vec<Planned> {
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
    weekly(4, 45, |_, _| Act::Oversee);
    acts.sort_by_key(|p| (p.at, p.order));
    acts
}

fn chairs(borough: &Borough, people: &[Invented], fates: &[Fate], known: &[Option<PersonId>]) -> Vec<Chair> {
    let person = |key: &str, nth: usize, name: String| Chair {
        key: key.into(),
        name,
        member: None,
        person: known[nth],
    };
    let mut chairs = vec![person("person-alex", 0, "Alex Morgan".into())];
    chairs.extend(SEATS.iter().zip(&borough.seats).map(|(plan, id)| Chair {
        key: plan.key.into(),
        name: format!(
            "{}, {} at {}",
            plan.name,
            plan.role.in_words(),
            ORGS[plan.org].name
        ),
        member: Some(*id),
        person: None,
    }));
    for (key, nth, words) in acts::others(people, fates) {
        chairs.push(person(key, nth, format!("{}, {words}", people[nth].details.name)));
    }
    chairs
}

/// The first practice's own list, as its own system has it.
fn patients(people: &[Invented]) -> Vec<Patient> {
    let ours = people.iter().filter(|p| p.practice == 0);
    ours.filter_map(|p| {
        Some(Patient {
            name: p.details.name.clone(),
            born: p
                .details
                .birth_date
                .map(sayso_core::words::day)
                .unwrap_or_default(),
            nhs_number: p.details.nhs_number?.digits(),
        })
    })
    .collect()
}

#[cfg(test)]
mod tests;
