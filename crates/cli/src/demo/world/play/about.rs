//! What happens to one person, each through the use case of its page.

use jiff::{SignedDuration, Timestamp};
use sayso_app::change_mind::Heard;
use sayso_app::guard::concern;
use sayso_app::{Desk, Error, agree, change_mind, file, intake, job, own, proposal, support};
use sayso_core::decide::guard::concern::Raised;
use sayso_core::decide::support::Writing;
use sayso_core::entry::{EntryKind, ProposalState};
use sayso_core::guard::{ConcernKind, Handler};
use sayso_core::id::{PersonId, ProposalId};
use sayso_core::person::{Limits, SafeContact, Way};
use sayso_core::sayso::Channel;
use sayso_core::seat::{Actor, Role};

use super::{Known, Play};
use crate::demo::world::acts::Act;
use crate::demo::world::life::office;
use crate::demo::world::places::Borough;
use crate::demo::world::texts;

impl Play<'_> {
    /// The newest words for the record of this person in this state.
    fn words(desk: &mut Desk, person: PersonId, state: ProposalState) -> Result<ProposalId, Error> {
        let held = own::open(desk, &Actor::Person(person), "your page", 0, None)?;
        let found = held.proposals.iter().find(|p| p.state == state);
        found.map(|p| p.id).ok_or(Error::NotFound)
    }

    /// The clinician opens the list of words that wait, and finds this person's.
    fn waiting(&self, desk: &mut Desk, nth: usize, person: PersonId) -> Result<(Actor, ProposalId), Error> {
        let clinician = self
            .borough
            .actor(Borough::first(self.people[nth].practice, Role::Clinician));
        let rows = proposal::waiting(desk, &clinician)?;
        let found = rows.iter().find(|row| row.proposal.person == person);
        Ok((clinician, found.ok_or(Error::NotFound)?.proposal.id))
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each thing that somebody does: a table"
    )]
    pub(super) fn about(&mut self, desk: &mut Desk, nth: usize, known: Known, act: Act) -> Result<(), Error> {
        let Known {
            person,
            referral,
            lead,
        } = known;
        let lead = self.borough.actor(lead);
        let own = Actor::Person(person);
        let referral = referral.ok_or(Error::NotFound);
        let write = |desk: &mut Desk, coach: &Actor, kind, text: &str, at, draft| {
            let writing = Writing {
                kind,
                text: text.into(),
                at,
                draft,
                finishes: None,
            };
            support::write(desk, coach, person, &writing)
        };
        match act {
            Act::More(more) => self.rest(desk, nth, person, more),
            Act::Job(good) => job::tell(desk, &own, None, texts::job(good, desk.now())),
            Act::Enrol => {
                let way = if self.people[nth].details.phone.is_some() {
                    Way::Text
                } else {
                    Way::Email
                };
                let contact = SafeContact {
                    way,
                    when: self.dice.one_of(texts::WHEN).into(),
                    may_name_service: false,
                    limits: Limits::default(),
                };
                // Alex's word is on the demonstration's page, so that a stranger can sign in the usual way.
                let word = if nth == 0 {
                    texts::PRIVATE[0]
                } else {
                    self.dice.one_of(texts::PRIVATE)
                };
                own::enrol(desk, &own, contact, word)
            }
            Act::Undo => agree::undo(desk, &own, person),
            Act::OpenOwn => own::open(desk, &own, "your page", 0, None).map(drop),
            Act::Need => own::write(desk, &own, EntryKind::Need, texts::NEED),
            Act::Hope => own::write(desk, &own, EntryKind::Hope, self.dice.one_of(texts::HOPES)),
            Act::Read => intake::open(desk, &lead, referral?).map(drop),
            Act::Acknowledge => intake::acknowledge(desk, &lead, referral?),
            Act::Accept => intake::accept(desk, &lead, referral?),
            Act::Decline => {
                let reason = self.dice.one_of(texts::DECLINES);
                intake::decline(desk, &lead, referral?, reason)
            }
            Act::Assign(coach) => intake::assign(desk, &lead, referral?, Some(self.borough.seats[coach])),
            Act::Meet(coach) => {
                let channel = if nth.is_multiple_of(3) {
                    Channel::Phone
                } else {
                    Channel::InPerson
                };
                support::meet(desk, &self.borough.actor(coach), person, channel)
            }
            Act::Note(coach, text) => write(
                desk,
                &self.borough.actor(coach),
                EntryKind::Note,
                text,
                None,
                false,
            ),
            Act::BeginNote(coach, text) => write(
                desk,
                &self.borough.actor(coach),
                EntryKind::Note,
                text,
                None,
                true,
            ),
            Act::Step(coach, text) => {
                let by = desk.now() + SignedDuration::from_hours(24 * 7);
                write(
                    desk,
                    &self.borough.actor(coach),
                    EntryKind::Step,
                    text,
                    Some(by),
                    false,
                )
            }
            Act::Book(coach, text, days) => {
                let at = office(
                    desk.now() + SignedDuration::from_hours(24 * days - 12),
                    &mut self.dice,
                );
                let coach = self.borough.actor(coach);
                write(
                    desk,
                    &coach,
                    EntryKind::Appointment,
                    text,
                    Some(on_the_half(at)),
                    false,
                )
            }
            Act::OpenFile(coach) => file::open(desk, &self.borough.actor(coach), person).map(drop),
            Act::Give(purpose) => {
                let held = own::open(desk, &own, "your page", 0, None)?;
                let provider = held.open().ok_or(Error::NotFound)?.referral.recipient;
                change_mind::give_one(desk, &own, person, provider, purpose)
            }
            Act::Draft(coach, text) => proposal::draft(desk, &self.borough.actor(coach), person, text),
            Act::Agree => {
                let id = Self::words(desk, person, ProposalState::Drafted)?;
                proposal::person_agrees(desk, &own, id)
            }
            Act::Drop => {
                let id = Self::words(desk, person, ProposalState::Drafted)?;
                proposal::person_drops(desk, &own, id)
            }
            Act::Take => {
                let (clinician, id) = self.waiting(desk, nth, person)?;
                proposal::accept(desk, &clinician, id)?;
                self.deliver(desk)
            }
            Act::Amend => {
                let (clinician, id) = self.waiting(desk, nth, person)?;
                proposal::amend(desk, &clinician, id, texts::AMENDED)
            }
            Act::NotTake => {
                let (clinician, id) = self.waiting(desk, nth, person)?;
                proposal::not_take(desk, &clinician, id)
            }
            Act::Pause => change_mind::pause(desk, &own, person, Heard::ONLINE),
            Act::Resume => change_mind::resume(desk, &own, person, Heard::ONLINE),
            Act::Leave(channel, hours_ago) => {
                let who = match channel {
                    Channel::Online => own,
                    _ => self
                        .borough
                        .actor(Borough::first(self.people[nth].practice, Role::PracticeAdmin)),
                };
                let said_at = desk.now() - SignedDuration::from_hours(hours_ago);
                let heard = Heard {
                    channel,
                    said_at: (channel != Channel::Online).then_some(said_at),
                };
                change_mind::leave(desk, &who, person, heard).map(drop)
            }
            Act::LeavingSeen(seat) => change_mind::notice_seen(desk, &self.borough.actor(seat), person),
            Act::Danger(coach) => {
                change_mind::safeguard(desk, &self.borough.actor(coach), person, texts::DANGER, false)
                    .map(drop)
            }
            Act::Speak => {
                let raised = Raised {
                    kind: ConcernKind::Benefits,
                    about: None,
                    to: Handler::Guardian,
                    text: texts::CONCERN.into(),
                };
                concern::raise(desk, &own, raised)
            }
            Act::Finish(coach) => support::finish(desk, &self.borough.actor(coach), person),
            Act::Pry(seat) => match file::open(desk, &self.borough.actor(seat), person) {
                Err(Error::Denied | Error::NotFound) => Ok(()),
                Ok(_) => Err(Error::Fault(
                    "somebody could read a page that is not theirs to read".into(),
                )),
                Err(error) => Err(error),
            },
            Act::Load
            | Act::Talk(_)
            | Act::OfferAndNo(_)
            | Act::Yes(..)
            | Act::Cards
            | Act::Caseload(_)
            | Act::Intake(_)
            | Act::Oversee
            | Act::Deliver => Err(Error::NotFound),
        }
    }
}

/// Meetings begin on the hour or half past.
fn on_the_half(at: Timestamp) -> Timestamp {
    let half = 30 * 60;
    Timestamp::from_second(at.as_second() / half * half).unwrap_or(at)
}
