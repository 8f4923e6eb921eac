//! Living the planned lives through the product's own use cases, in one transaction: what the demonstration shows is
//! what the product wrote. Owns: nothing that is decided; every rule is the product's.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use sayso_app::agree::{Kept, Lines, Yes};
use sayso_app::deliver::Gone;
use sayso_app::guard::{concern, danger};
use sayso_app::{Desk, Error, agree, caseload, deliver, intake, oversee, practice};
use sayso_core::decision::MessageKind;
use sayso_core::guard::Outcome;
use sayso_core::id::{PersonId, ReferralId, SourceExt as _};
use sayso_core::person::{Answer, Details};
use sayso_core::sayso::{Channel, Format, Interpreted, Interpreter};
use sayso_core::seat::{Actor, Role};

use super::acts::{Act, More, Planned, Route};
use super::places::Borough;
use super::texts;
use crate::demo::clock::DemoClock;
use crate::demo::people::{Dice, Invented};

mod about;
mod rest;

/// How long a card works, less a few days so that nobody answers with one that is about to end.
const CARD: SignedDuration = SignedDuration::from_hours(24 * 25);
/// How many of the newest messages that left are remembered for the outbox page.
const REMEMBERED: usize = 40;

/// What is known of somebody once they said yes.
#[derive(Clone, Copy)]
struct Known {
    person: PersonId,
    referral: Option<ReferralId>,
    /// The lead of the provider that gets the referral.
    lead: usize,
}

/// A world in the making.
pub(super) struct Play<'a> {
    pub(super) clock: &'a DemoClock,
    pub(super) borough: &'a Borough,
    pub(super) people: &'a [Invented],
    pub(super) dice: Dice,
    known: HashMap<usize, Known>,
    /// Referrals to the second service.
    pub(super) talks: HashMap<usize, ReferralId>,
    cards: HashMap<usize, Vec<(Timestamp, String)>>,
    /// The words of Alex's card.
    pub(super) card_of_alex: String,
    /// What left, the newest last.
    pub(super) gone: Vec<(Timestamp, Gone)>,
    /// What was filed: NHS number and words.
    pub(super) filed: Vec<(String, String)>,
    /// Things planned that the rules did not let happen. None, if the plan is sound.
    pub(super) not_so: Vec<String>,
}

impl<'a> Play<'a> {
    pub(super) fn new(
        clock: &'a DemoClock,
        borough: &'a Borough,
        people: &'a [Invented],
        dice: Dice,
    ) -> Self {
        Self {
            clock,
            borough,
            people,
            dice,
            known: HashMap::new(),
            talks: HashMap::new(),
            cards: HashMap::new(),
            card_of_alex: String::new(),
            gone: vec![],
            filed: vec![],
            not_so: vec![],
        }
    }

    /// The person's id, once there is one.
    pub(super) fn person(&self, nth: usize) -> Option<PersonId> {
        self.known.get(&nth).map(|k| k.person)
    }

    /// A card of this practice that nobody has used.
    pub(super) fn unused_card(&mut self, desk: &mut Desk, of: usize) -> Result<String, Error> {
        let now = desk.now();
        let cards = self.cards.entry(of).or_default();
        cards.retain(|(made, _)| now.duration_since(*made) < CARD);
        if cards.is_empty() {
            self.make_cards(desk, of)?;
        }
        let card = self.cards.entry(of).or_default().pop();
        card.map(|(_, words)| words).ok_or(Error::NotFound)
    }

    fn make_cards(&mut self, desk: &mut Desk, of: usize) -> Result<(), Error> {
        let jo = self.borough.actor(Borough::first(of, Role::PracticeAdmin));
        let now = desk.now();
        let made = practice::make_cards(desk, &jo, 10)?;
        let made = made.into_iter().map(|words| (now, words));
        self.cards.entry(of).or_default().extend(made);
        Ok(())
    }

    /// Lives everything in the order of time.
    ///
    /// # Errors
    /// Only where the store cannot write. What a rule does not allow is listed in `not_so`.
    pub(super) fn all(&mut self, desk: &mut Desk, plan: &[Planned]) -> Result<(), Error> {
        for planned in plan {
            self.clock.put(planned.at);
            desk.next_piece();
            match self.one(desk, planned) {
                Ok(()) => {}
                Err(
                    error @ (Error::Denied
                    | Error::NotFound
                    | Error::WhyNot(_)
                    | Error::NotNow(_)
                    | Error::Input(_)),
                ) => self
                    .not_so
                    .push(format!("{} {:?}: {error}", planned.whom, planned.act)),
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn one(&mut self, desk: &mut Desk, planned: &Planned) -> Result<(), Error> {
        let nth = planned.whom;
        match planned.act {
            Act::Deliver => self.deliver(desk),
            Act::Cards => self.make_cards(desk, nth),
            Act::OfferAndNo(yet) => {
                let clinician = self.borough.actor(Borough::first(nth, Role::Clinician));
                agree::open_offer(desk, &clinician, None)?;
                let answer = if yet { Answer::NotYet } else { Answer::No };
                agree::answer_no(desk, &clinician, None, answer)
            }
            Act::Caseload(coach) => caseload::list(desk, &self.borough.actor(coach), 0).map(drop),
            Act::Intake(lead) => intake::list(desk, &self.borough.actor(lead), None).map(drop),
            Act::Oversee => {
                let guardian = self.borough.actor(4);
                oversee::open(desk, &guardian)?;
                hear(desk, &guardian)
            }
            Act::Load => {
                let person = &self.people[nth];
                let jo = self
                    .borough
                    .actor(Borough::first(person.practice, Role::PracticeAdmin));
                let id = practice::load(desk, &jo, person.details.clone().with_shape_they_need(desk.now()))?;
                let (referral, lead) = (None, 0);
                self.known.insert(
                    nth,
                    Known {
                        person: id,
                        referral,
                        lead,
                    },
                );
                Ok(())
            }
            Act::Talk(step) => self.talk(desk, nth, step),
            Act::Yes(route, provider) => self.yes(desk, nth, route, provider),
            Act::More(
                more @ (More::Places(_)
                | More::Ask
                | More::SpeakUp
                | More::SwitchOff
                | More::SwitchOn
                | More::Demand
                | More::Watch(_)
                | More::Answer),
            ) => self.beside(desk, nth, more),
            act => {
                let known = *self.known.get(&nth).ok_or(Error::NotFound)?;
                self.about(desk, nth, known, act)
            }
        }
    }

    fn deliver(&mut self, desk: &mut Desk) -> Result<(), Error> {
        let now = desk.now();
        for gone in deliver::within(desk)? {
            if let (MessageKind::File, Some(words)) = (gone.message.kind, gone.message.proposal) {
                deliver::filed(desk, words)?;
                let number = gone.file_under.clone().unwrap_or_default();
                self.filed.push((number, gone.message.text.clone()));
            }
            self.gone.push((now, gone));
        }
        let over = self.gone.len().saturating_sub(REMEMBERED);
        self.gone.drain(..over);
        Ok(())
    }

    fn yes(&mut self, desk: &mut Desk, nth: usize, route: Route, provider: usize) -> Result<(), Error> {
        let person = &self.people[nth];
        let has_phone = person.details.phone.is_some();
        let yes = Yes {
            scheme: self.borough.scheme,
            provider: self.borough.orgs[provider],
            details: person.details.clone().with_shape_they_need(desk.now()),
            lines: Lines {
                phone: has_phone,
                email: !has_phone,
                access_needs: true,
                // Some leave a line out; Alex leaves all in.
                own_words: nth % 7 != 1,
            },
            own_words: person.help.into(),
            channel: match route {
                Route::Card => Channel::Online,
                Route::Desk => Channel::InPerson,
                Route::Phone => Channel::Phone,
            },
            format: Format::Standard,
            language: "en".into(),
            said_at: None,
            interpreted: interpreter(&person.details).filter(|_| route == Route::Desk),
            salt: self.clock.bytes(),
        };
        let kept: Kept = match route {
            Route::Card => {
                let card = self.unused_card(desk, person.practice)?;
                agree::with_a_card(desk, &card, &yes)?
            }
            Route::Desk | Route::Phone => {
                let role = if route == Route::Desk {
                    Role::Clinician
                } else {
                    Role::PracticeAdmin
                };
                let staff = self.borough.actor(Borough::first(person.practice, role));
                let row = self.person(nth);
                agree::at_the_desk(desk, &staff, row, &yes)?
            }
        };
        if nth == 0 {
            self.card_of_alex.clone_from(&kept.card);
        }
        self.known.insert(
            nth,
            Known {
                person: kept.person,
                referral: Some(kept.referral),
                lead: Borough::lead(provider),
            },
        );
        Ok(())
    }
}

/// The guardian answers what waits, and looks again at each danger.
fn hear(desk: &mut Desk, guardian: &Actor) -> Result<(), Error> {
    for line in concern::list(desk, guardian)? {
        if line.concern.answered.is_none() {
            concern::open(desk, guardian, line.concern.id)?;
            concern::acknowledge(desk, guardian, line.concern.id)?;
            concern::answer(desk, guardian, line.concern.id, texts::HEARD)?;
        }
    }
    for line in danger::list(desk, guardian)? {
        if line.danger.reviewed.is_none() {
            danger::review(desk, guardian, line.danger.id, Outcome::Right, true)?;
        }
    }
    Ok(())
}

/// Whoever asked for an interpreter had one from an agency when they said yes at a desk.
fn interpreter(details: &Details) -> Option<Interpreted> {
    let language = details.language.as_deref().filter(|_| details.interpreter)?;
    let language = sayso_app::languages::in_words(language);
    Interpreted::new(Interpreter::Professional, language, "Harbour Languages, job 2041")
}
