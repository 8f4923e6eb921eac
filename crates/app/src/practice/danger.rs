//! Dangers that were reported to this practice: the list without names, one report with its words, and "we act on it".
//! Owns: who at the practice reads them. Never tells the person of a report before it is safe: until then what is read
//! and written here names nobody.

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::decide::guard::danger as decide;
use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind};
use sayso_core::guard::Danger;
use sayso_core::id::{DangerId, MessageId, OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member};
use sayso_policy::{Action, act};

use super::{Listed, identity};
use crate::{Desk, Error};

/// How long a report stays on the list after somebody said that they act on it. Whatever waits stays for ever.
const SHOWN: SignedDuration = SignedDuration::from_hours(24 * 30);

/// One report, with names of staff alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// Which.
    pub id: DangerId,
    /// Who reported it: `Sam Okoro, coach at Northway Work`.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Who said that they have read it and act on it, and when.
    pub seen: Option<(String, Timestamp)>,
}

/// One report with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The report.
    pub report: Reported,
    /// Who was in danger.
    pub who: Listed,
    /// What was reported.
    pub words: String,
    /// The person may know of it.
    pub may_be_told: bool,
}

/// What became of a report, for whoever made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// When it was reported.
    pub at: Timestamp,
    /// To which organisation it went.
    pub to: String,
    /// There is a page there on which it is read.
    pub is_read_here: bool,
    /// When somebody there said that they have read it and act on it.
    pub seen_at: Option<Timestamp>,
}

impl Desk<'_> {
    /// May the person know of the report whose words this message carries? One that no report belongs to says nothing.
    pub(crate) fn report_may_be_told(&mut self, message: MessageId) -> Result<bool, Error> {
        let danger = self.job.danger_in(message)?;
        Ok(danger.is_some_and(|d| d.may_be_told()))
    }

    /// What this seat reported about somebody, newest first. Of a report that the person may not know of, its maker does.
    pub(crate) fn reported_by(&mut self, member: &Member, person: PersonId) -> Result<Vec<Mine>, Error> {
        let mut mine = vec![];
        for danger in self.job.dangers_by(member.id, person)? {
            let to = self.org(danger.to)?;
            mine.push(Mine {
                at: danger.at,
                to: to.name,
                is_read_here: to.kind == OrgKind::Practice,
                seen_at: danger.seen.map(|(_, at)| at),
            });
        }
        Ok(mine)
    }

    /// Reports to a practice that wait, or were seen since then, about patients whom this seat may open.
    fn may_act_on(&mut self, actor: &Actor, practice: OrgId, since: Timestamp) -> Result<Vec<Danger>, Error> {
        let mut theirs = vec![];
        for danger in self.job.dangers_to(practice, since)? {
            let Some(person) = danger.person else { continue };
            let about = self.about(person, actor)?;
            if self.would(Action::OpenPatient, actor, &about, identity()) {
                theirs.push(danger);
            }
        }
        Ok(theirs)
    }

    fn reported(&mut self, danger: &Danger) -> Result<Reported, Error> {
        let seen = match danger.seen {
            Some((by, at)) => Some((self.seat_name(by)?, at)),
            None => None,
        };
        Ok(Reported {
            id: danger.id,
            by: format!(
                "{}, {}",
                self.seat_name(danger.by)?,
                self.seat_in_public(danger.by)?
            ),
            at: danger.at,
            seen,
        })
    }
}

/// How many reports wait for this seat to act on them: as many as its list has. About nobody.
pub(super) fn waiting(desk: &mut Desk, actor: &Actor, practice: OrgId) -> Result<usize, Error> {
    Ok(desk.may_act_on(actor, practice, Timestamp::MAX)?.len())
}

/// The reports to this practice: whatever waits, the oldest first, then those of the last month. Names no patient, and
/// so does its event.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Reported>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let since = desk.now.at - SHOWN;
    let all = desk.may_act_on(actor, place.org, since)?;
    let rows = all.iter().map(|d| desk.reported(d)).collect::<Result<_, _>>()?;
    let detail = Detail {
        what: Some("the dangers reported to the practice".into()),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::ListOpened, &[], Why::default(), detail);
    desk.write(&may, &decision)?;
    Ok(rows)
}

/// One report, after its event. The person reads that event once they may know of the report.
///
/// # Errors
/// [`Error::Denied`] at another practice; [`Error::NotFound`] for a report that did not come here.
pub fn open(desk: &mut Desk, actor: &Actor, id: DangerId) -> Result<Opened, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let danger = desk.job.danger_to(place.org, id)?.ok_or(Error::NotFound)?;
    let person = danger.person.ok_or(Error::NotFound)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenPatient>(actor, &about, identity())?;
    let detail = Detail {
        categories: identity(),
        ..Detail::default()
    };
    let people = danger.named();
    let decision = look::opened(desk.now, EventKind::DangerRead, &people, Why::default(), detail);
    desk.write(&may, &decision)?;
    let message = danger.message.ok_or(Error::NotFound)?;
    let words = desk.job.message(message)?.ok_or(Error::NotFound)?.message.text;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    Ok(Opened {
        report: desk.reported(&danger)?,
        who: Listed::of(person, found.person.details),
        words,
        may_be_told: danger.may_be_told(),
    })
}

/// The practice has read it and acts on it: whoever reported it reads so.
///
/// # Errors
/// As [`open`]; [`Error::NotNow`] when somebody there has said so.
pub fn act_on(desk: &mut Desk, actor: &Actor, id: DangerId) -> Result<(), Error> {
    let (member, place) = Desk::own_place(actor)?;
    let danger = desk.job.danger_to(place.org, id)?.ok_or(Error::NotFound)?;
    let person = danger.person.ok_or(Error::NotFound)?;
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenPatient>(actor, &about, identity())?;
    let decision = decide::seen(desk.now, &danger, member.id)?;
    desk.write(&may, &decision)?;
    Ok(())
}
