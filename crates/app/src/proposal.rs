//! Words for the GP record, by two keys: the person's, then a clinician's. Owns: every step from the first draft to
//! the confirmation. A coach can suggest; Sayso never writes in a record by itself.

use sayso_core::category::{Categories, Category};
use sayso_core::code::RecordCode;
use sayso_core::decide::look::{self, Why};
use sayso_core::decide::proposal as decide;
use sayso_core::decision::{Decision, MessageKind};
use sayso_core::entry::{NotPut, Proposal, ProposalState};
use sayso_core::event::{Detail, EventKind};
use sayso_core::facts::About;
use sayso_core::id::{PersonId, ProposalId};
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use crate::{Desk, Error};

/// Words for the record with the names that a page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingWords {
    /// The words and where they are.
    pub proposal: Proposal,
    /// The person's name.
    pub name: String,
    /// Who suggested them: `Sam Okoro, coach at Northway Work`.
    pub author: String,
}

/// What a clinician sees of the person with the words.
fn with_a_name() -> Categories {
    Categories::of(&[Category::Identity, Category::FeedbackToGp])
}

/// What the words themselves are.
fn words() -> Categories {
    Categories::of(&[Category::FeedbackToGp])
}

impl Desk<'_> {
    fn with_names(&mut self, proposal: Proposal) -> Result<WaitingWords, Error> {
        let name = self
            .job
            .person(proposal.person)?
            .ok_or(Error::NotFound)?
            .person
            .details
            .name;
        let author = match self.job.seat(proposal.author)? {
            Some(seat) => {
                let org = self.org(seat.org)?.name;
                format!("{}, {} at {org}", seat.name, seat.role.in_words())
            }
            None => "somebody who has left".into(),
        };
        Ok(WaitingWords {
            proposal,
            name,
            author,
        })
    }

    /// What is agreed with one service says nothing about words of another's.
    fn about_words(&mut self, proposal: &Proposal, actor: &Actor) -> Result<About, Error> {
        let referral = self.referral(proposal.referral)?;
        self.about_in(&referral, actor)
    }

    fn words_about(&mut self, id: ProposalId, actor: &Actor) -> Result<(Proposal, About), Error> {
        let proposal = self.job.proposal(id)?;
        let proposal = self.there(actor, proposal)?;
        let about = self.about_words(&proposal, actor)?;
        Ok((proposal, about))
    }
}

/// What waits for a clinician of this practice: words that their person has agreed to. Each row is authorised by
/// itself; one event names everybody shown.
///
/// # Errors
/// [`Error::Denied`] for anybody who has no list at a practice.
pub fn waiting(desk: &mut Desk, actor: &Actor) -> Result<Vec<WaitingWords>, Error> {
    let list = (Action::AnswerProposal, ProposalState::Agreed);
    rows(desk, actor, list, "the list of words that wait for the GP record")
}

/// The words at this practice that are in one state, for whoever may do the next thing to them.
fn rows(
    desk: &mut Desk,
    actor: &Actor,
    (next, state): (Action, ProposalState),
    list: &str,
) -> Result<Vec<WaitingWords>, Error> {
    let (member, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let mut rows = vec![];
    for proposal in desk.job.proposals_for(member.org, state)? {
        let about = desk.about_words(&proposal, actor)?;
        if desk.would(next, actor, &about, with_a_name()) {
            rows.push(desk.with_names(proposal)?);
        }
    }
    let mut people: Vec<PersonId> = rows.iter().map(|row| row.proposal.person).collect();
    people.sort_unstable();
    people.dedup();
    let detail = Detail {
        what: Some(list.into()),
        categories: with_a_name(),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::ListOpened, &people, Why::default(), detail);
    desk.write(&may, &decision)?;
    Ok(rows)
}

/// A clinician opens words for the record, after the event that says so.
///
/// # Errors
/// [`Error::Denied`] at another practice, and while the person has not agreed.
pub fn open_words(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<WaitingWords, Error> {
    let (proposal, about) = desk.words_about(id, actor)?;
    let may = desk.may::<act::AnswerProposal>(actor, &about, with_a_name())?;
    if !matches!(proposal.state, ProposalState::Agreed | ProposalState::Accepted) {
        return Err(Error::NotFound);
    }
    let detail = Detail {
        categories: with_a_name(),
        ..Detail::default()
    };
    let person = [proposal.person];
    let decision = look::opened(desk.now, EventKind::FileOpened, &person, Why::default(), detail);
    desk.write(&may, &decision)?;
    desk.with_names(proposal)
}

fn answer(
    desk: &mut Desk,
    actor: &Actor,
    id: ProposalId,
    decided: impl FnOnce(&Desk, &Proposal) -> Result<Decision, Error>,
) -> Result<(), Error> {
    let (proposal, about) = desk.words_about(id, actor)?;
    let may = desk.may::<act::AnswerProposal>(actor, &about, words())?;
    let decision = decided(desk, &proposal)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A clinician accepts the words exactly as the person agreed to them.
///
/// # Errors
/// [`Error::Denied`] for anybody else; [`Error::NotNow`] when the person has not agreed.
pub fn accept(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<(), Error> {
    answer(desk, actor, id, |desk, p| Ok(decide::accept(desk.now, p)?))
}

/// A clinician changes the words: they go back to the person, who decides again.
///
/// # Errors
/// As [`accept`]; [`Error::NotNow`] without words too.
pub fn amend(desk: &mut Desk, actor: &Actor, id: ProposalId, text: &str) -> Result<(), Error> {
    answer(desk, actor, id, |desk, p| Ok(decide::amend(desk.now, p, text)?))
}

/// A clinician will not put them in the record.
///
/// # Errors
/// As [`accept`].
pub fn not_take(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<(), Error> {
    answer(desk, actor, id, |desk, p| Ok(decide::not_take(desk.now, p)?))
}

/// Words that a clinician accepted and that nobody has said are in the record: for clinicians and the practice team,
/// who put them there where no system is connected. Each row is authorised by itself; one event names everybody shown.
///
/// # Errors
/// [`Error::Denied`] for anybody who has no list at a practice.
pub fn to_file(desk: &mut Desk, actor: &Actor) -> Result<Vec<WaitingWords>, Error> {
    let list = (Action::FileRecord, ProposalState::Accepted);
    rows(desk, actor, list, "the list of words to be put in the GP record")
}

/// Opens accepted words for whoever puts them in the record, after the event that says so.
///
/// # Errors
/// [`Error::Denied`] at another practice; [`Error::NotFound`] where they were not accepted.
pub fn open_to_file(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<WaitingWords, Error> {
    let (proposal, about) = desk.words_about(id, actor)?;
    let may = desk.may::<act::FileRecord>(actor, &about, with_a_name())?;
    if proposal.state != ProposalState::Accepted {
        return Err(Error::NotFound);
    }
    let detail = Detail {
        categories: with_a_name(),
        ..Detail::default()
    };
    let person = [proposal.person];
    let decision = look::opened(desk.now, EventKind::ToldOpened, &person, Why::default(), detail);
    desk.write(&may, &decision)?;
    desk.with_names(proposal)
}

/// The practice says that the accepted words are in the record: where no system is connected, somebody typed them.
///
/// # Errors
/// [`Error::Denied`] for anybody outside the practice; [`Error::NotNow`] when they were not accepted.
pub fn confirm_filed(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<(), Error> {
    put_or_not(desk, actor, id, |desk, p| Ok(decide::filed(desk.now, p)?))
}

/// The practice says that it did not put the accepted words in the record, and why in a few words.
///
/// # Errors
/// As [`confirm_filed`].
pub fn not_filed(desk: &mut Desk, actor: &Actor, id: ProposalId, why: NotPut) -> Result<(), Error> {
    put_or_not(desk, actor, id, |desk, p| {
        Ok(decide::not_filed(desk.now, p, why)?)
    })
}

fn put_or_not(
    desk: &mut Desk,
    actor: &Actor,
    id: ProposalId,
    decided: impl FnOnce(&Desk, &Proposal) -> Result<Decision, Error>,
) -> Result<(), Error> {
    let (proposal, about) = desk.words_about(id, actor)?;
    let may = desk.may::<act::FileRecord>(actor, &about, words())?;
    let mut decision = decided(desk, &proposal)?;
    // Whoever has left gets no message: it stands in their history.
    if desk
        .job
        .referrals(proposal.person)?
        .iter()
        .any(|r| r.state.is_open())
    {
        decision = decide::told(desk.now, decision, &proposal);
    }
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person agrees to the words, having read where words in a GP record can travel.
///
/// # Errors
/// [`Error::Denied`] for anybody but the person; [`Error::NotNow`] when the words do not wait for them.
pub fn person_agrees(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<(), Error> {
    agrees_with_code(desk, actor, id, None)
}

/// The same with a code beside the words, where the person wants one.
///
/// # Errors
/// As [`person_agrees`].
pub fn agrees_with_code(
    desk: &mut Desk,
    actor: &Actor,
    id: ProposalId,
    code: Option<RecordCode>,
) -> Result<(), Error> {
    let (proposal, about) = desk.words_about(id, actor)?;
    let may = desk.may::<act::AgreeWords>(actor, &about, Categories::NONE)?;
    let decision = decide::person_agrees(desk.now, &proposal, Channel::Online, code)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The person does not want them there: always possible until they are filed.
///
/// # Errors
/// As [`person_agrees`].
pub fn person_drops(desk: &mut Desk, actor: &Actor, id: ProposalId) -> Result<(), Error> {
    let (proposal, about) = desk.words_about(id, actor)?;
    let may = desk.may::<act::AgreeWords>(actor, &about, Categories::NONE)?;
    let mut sent = desk.job.messages(proposal.person)?.into_iter();
    let gone = sent.any(|w| {
        w.message.kind == MessageKind::File && w.message.proposal == Some(id) && w.sent_at.is_some()
    });
    let decision = decide::person_drops(desk.now, &proposal, gone)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// A coach suggests words. They go to the person, and no further without them.
///
/// # Errors
/// [`Error::Denied`] for anybody but the assigned coach; [`Error::NotNow`] without words.
pub fn draft(desk: &mut Desk, actor: &Actor, person: PersonId, text: &str) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let about = desk.about(person, actor)?;
    let written = Categories::of(&[Category::CoachNotes]);
    let may = desk.may::<act::DraftProposal>(actor, &about, written)?;
    let referral = desk.open_with(person, member.org)?;
    let permit = desk.ask_in(&referral, Purpose::Refer, written)?;
    desk.ask_in_work(&referral)?;
    let decision = decide::draft(desk.now, &permit, &referral, member.id, text)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// Somebody tries to write straight into the GP record. Sayso has no way to do it: a coach is not allowed, and the
/// person sees that it was tried; a clinician is told where they can.
///
/// # Errors
/// Always: [`Error::Denied`], recorded, or [`Error::Input`] for a clinician of the person's practice.
pub fn try_write_record(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    desk.may::<act::WriteRecord>(actor, &about, Categories::NONE)?;
    Err(Error::Input(
        "A clinician writes in the practice’s own system. Sayso writes nothing in a record by itself.",
    ))
}
