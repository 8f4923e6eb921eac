//! The guardian's questions about an act of a seat: asked, answered by the organisation itself, closed. Owns: who answers
//! there. Names nobody who is helped, and shows nothing of what was seen.

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::guard::query as decide;
use sayso_core::event::EventKind;
use sayso_core::guard::query::who_answers;
use sayso_core::guard::{Query, QueryOutcome};
use sayso_core::id::{EventId, OrgId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member};
use sayso_policy::act;
use sayso_store::Watch;

use crate::telling::moment_in_words;
use crate::{Desk, Error};

/// How long what was closed stays beside the checks.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// One question, with names of staff alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The question and its answer.
    pub query: Query,
    /// Whose act: `Sam Okoro, coach at Northway Work`.
    pub who: String,
    /// What kind of act.
    pub kind: EventKind,
    /// When it was.
    pub at: Timestamp,
    /// Who answered.
    pub answered_by: Option<String>,
    /// It has no answer, and its time is over.
    pub is_late: bool,
    /// Whoever reads this answers it.
    pub can_answer: bool,
    /// Whoever reads this closes it: nobody closes what is about their own act.
    pub can_close: bool,
}

impl Desk<'_> {
    /// The organisation that is asked about this act, where somebody sits who could answer.
    pub(super) fn whom_to_ask(&mut self, event: EventId) -> Result<Option<OrgId>, Error> {
        let act = self.job.act(event)?.ok_or(Error::NotFound)?;
        let org = self.org(act.org)?;
        let anybody = !self.job.who_answers_at(org.id, org.kind)?.is_empty();
        Ok(Some(org.id).filter(|_| anybody))
    }

    /// As this seat sees them. A question whose act was taken out is left out.
    fn as_asked(&mut self, reader: &Member, queries: Vec<Query>) -> Result<Vec<Asked>, Error> {
        let mut asked = vec![];
        for query in queries {
            let Some(act) = self.job.act(query.event)? else {
                continue;
            };
            let kind = self.org(query.org)?.kind;
            let sitting = self.job.who_answers_at(query.org, kind)?;
            let open = query.closed.is_none();
            let answers = who_answers(&sitting, act.member, query.asked_by).contains(&reader.id);
            let answered_by = query.answered.as_ref().map(|(by, ..)| *by);
            asked.push(Asked {
                who: self.seat_in_words(act.member)?,
                kind: act.kind,
                at: act.at,
                answered_by: answered_by.map(|by| self.seat_name(by)).transpose()?,
                is_late: query.is_late(self.now.at),
                can_answer: open && query.answered.is_none() && answers,
                can_close: open && act.member != reader.id,
                query,
            });
        }
        Ok(asked)
    }

    /// What the guardian's side asked: all that is open, and what was closed a while ago.
    pub(super) fn asked_by_the_guardian(
        &mut self,
        reader: &Member,
        watch: &Watch,
    ) -> Result<Vec<Asked>, Error> {
        let queries = self.job.queries_watched(watch, self.now.at - KEPT)?;
        self.as_asked(reader, queries)
    }

    /// How many questions an organisation has not answered.
    pub(crate) fn asked_of(&mut self, org: OrgId) -> Result<usize, Error> {
        Ok(self.job.queries_to(org)?.len())
    }
}

/// What the guardian asks this organisation and has no answer to, on the page of a practice (`of`) or of a provider. About nobody who is
/// helped: it writes nothing.
///
/// # Errors
/// [`Error::Denied`] for anybody but a practice's seats and a provider's lead.
pub fn list(desk: &mut Desk, actor: &Actor, of: OrgKind) -> Result<Vec<Asked>, Error> {
    let (member, place) = Desk::own_place(actor)?;
    if of == OrgKind::Practice {
        desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    } else {
        desk.may::<act::ListIntake>(actor, &place, Categories::NONE)?;
    }
    let queries = desk.job.queries_to(place.org)?;
    desk.as_asked(&member, queries)
}

/// Their answer, in a sentence. The guardian's own side answers for an act of its own.
///
/// # Errors
/// [`Error::Denied`] for another role; [`Error::NotFound`] for what is not asked of this seat; [`Error::NotNow`] without
/// words.
pub fn answer(desk: &mut Desk, actor: &Actor, event: EventId, words: &str) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    match place.kind {
        OrgKind::Practice => {
            let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
            let decision = desk.answer_to(&member, None, event, words)?;
            desk.write(&may, &decision)?;
        }
        OrgKind::Provider => {
            let may = desk.may::<act::ListIntake>(actor, &place, Categories::NONE)?;
            let decision = desk.answer_to(&member, None, event, words)?;
            desk.write(&may, &decision)?;
        }
        _ => {
            let (_, place, watch) = desk.post(actor)?;
            let may = desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
            let decision = desk.answer_to(&member, Some(&watch), event, words)?;
            desk.write(&may, &decision)?;
        }
    }
    Ok(())
}

impl Desk<'_> {
    fn answer_to(
        &mut self,
        member: &Member,
        watch: Option<&Watch>,
        event: EventId,
        words: &str,
    ) -> Result<sayso_core::decision::Decision, Error> {
        let asked = if let Some(watch) = watch {
            self.asked_by_the_guardian(member, watch)?
        } else {
            let queries = self.job.queries_to(member.org)?;
            self.as_asked(member, queries)?
        };
        let one = asked.into_iter().find(|a| a.query.event == event && a.can_answer);
        let one = one.ok_or(Error::NotFound)?;
        Ok(decide::answered(self.now, &one.query, member.id, words)?)
    }
}

/// The guardian's side is done with one: there was a reason, or a concern is raised, which the other of the two handles.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy; [`Error::NotFound`] for what is not theirs to close;
/// [`Error::NotNow`] for a reason where nobody answered.
pub fn close(desk: &mut Desk, actor: &Actor, event: EventId, outcome: QueryOutcome) -> Result<(), Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
    let asked = desk.asked_by_the_guardian(&member, &watch)?.into_iter();
    let mut asked = asked.filter(|a| a.query.event == event && a.can_close);
    let one = asked.next().ok_or(Error::NotFound)?;
    let decision = match outcome {
        QueryOutcome::Reason => decide::had_a_reason(desk.now, &one.query, member.id)?,
        QueryOutcome::Concern => {
            // To the schemes that the question was shown in, and no other of that organisation's.
            let all = desk.job.concern_goes_to(None, Some(one.query.org))?;
            let theirs: Vec<_> = all.iter().copied().filter(|s| watch.has(*s)).collect();
            // None would mean every scheme: that is so only where the seat oversees everything.
            let goes_to = if theirs.is_empty() { all } else { theirs };
            let acted = desk.job.act(event)?.ok_or(Error::NotFound)?.member;
            let acted = desk.job.member(acted)?.ok_or(Error::NotFound)?.role;
            let seats = desk.guardians(goes_to)?;
            let by = (member.id, member.role);
            decide::raised(desk.now, &one.query, by, acted, in_a_concern(&one), &seats)?
        }
    };
    desk.write(&may, &decision)?;
    Ok(())
}

/// What the seat that handles the concern reads.
fn in_a_concern(one: &Asked) -> String {
    let act = format!(
        "Raised from “Who looked”. The guardian’s side asked about an access by {} on {}.",
        one.who,
        moment_in_words(one.at)
    );
    match (&one.query.answered, &one.answered_by) {
        (Some((_, at, words)), Some(by)) => {
            format!("{act} {by} answered on {}: {words}", moment_in_words(*at))
        }
        _ => format!("{act} Nobody answered."),
    }
}
