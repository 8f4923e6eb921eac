//! The invented world. Owns: making it, in one transaction and from one seed, and the guide that says who is where.
//! Never writes a row by itself: everything goes through the use cases that the pages use.

mod acts;
mod alex;
mod change;
mod evaluation;
mod life;
pub(crate) mod places;
mod plan;
mod play;
mod power;
mod second;
mod supporter;
mod texts;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use sayso_app::deliver::Gone;
use sayso_app::{Desk, Error, House, Lane};
use sayso_core::capacity::Wait;
use sayso_core::decision::MessageKind;
use sayso_core::id::{MemberId, PersonId, SupporterId};
use serde::{Deserialize, Serialize};

use self::acts::{Act, Fate};
use self::life::DAYS;
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
    /// The supporter, for one.
    #[serde(default)]
    pub(crate) supporter: Option<SupporterId>,
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
            MessageKind::ToPerson | MessageKind::LeftForYou | MessageKind::WordForgotten => {
                ("A message", message.text.clone())
            }
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
    evaluation::planned(desk, &borough)?;
    let people = everybody(seed, PRACTICES);
    let fates = acts::fates(seed);
    let acts = plan::plan(seed, &people, &fates, start, now);
    let both = acts
        .iter()
        .find(|a| matches!(a.act, Act::Talk(_)))
        .map(|a| a.whom);
    let mut play = play::Play::new(clock, &borough, &people, Dice::new(seed, 3));
    play.all(desk, &acts)?;
    clock.put(now);
    desk.next_piece();
    // The other provider has said nothing about its wait, as it happens.
    sayso_app::capacity::say(
        desk,
        &borough.actor(Borough::lead(places::NORTHWAY)),
        Wait::ThreeWeeks,
    )?;
    change::waiting(desk, &borough)?;
    let card = play.unused_card(desk, 0)?;
    let known: Vec<Option<PersonId>> = people.iter().map(|p| play.person(p.nth)).collect();
    let kim = known[0].map(|alex| supporter::kim(desk, alex)).transpose()?;
    let (iris, robin) = power::robin(desk, &borough)?;
    let mut names = BTreeMap::from([(iris.to_string(), power::IRIS.to_owned())]);
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
        chairs: chairs(&borough, &people, &fates, &known, both),
        card,
        alex: [play.card_of_alex.clone(), texts::PRIVATE[0].into()],
        names,
        practice: ORGS[0].name.into(),
        ods: ORGS[0].ods.unwrap_or_default().into(),
        patients: patients(&people),
        filed: filed.collect(),
        gone: vec![],
    };
    guide.chairs.extend(kim.map(|id| Chair {
        key: "supporter-kim".into(),
        name: "Kim, whom Alex named".into(),
        member: None,
        person: None,
        supporter: Some(id),
    }));
    guide.chairs.push(Chair {
        key: "attorney-robin".into(),
        name: "Robin Vale, who holds a recorded power".into(),
        member: None,
        person: None,
        supporter: Some(robin),
    });
    guide.chairs.push(Chair {
        key: "person-iris".into(),
        name: "Iris Vale, for whom somebody may decide".into(),
        member: None,
        person: Some(iris),
        supporter: None,
    });
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

fn chairs(
    borough: &Borough,
    people: &[Invented],
    fates: &[Fate],
    known: &[Option<PersonId>],
    both: Option<usize>,
) -> Vec<Chair> {
    let person = |key: &str, nth: usize, name: String| Chair {
        key: key.into(),
        name,
        member: None,
        person: known[nth],
        supporter: None,
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
        supporter: None,
    }));
    if let Some(nth) = both {
        let name = format!("{}, who has two services", people[nth].details.name);
        chairs.push(person("person-both", nth, name));
    }
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
