//! What a supporter sees and does, each within what the person chose. Owns: how little that is. Sealed and withheld
//! entries, concerns, receipts, contact details, places to meet and the log of who looked are never there.

use jiff::Timestamp;
use sayso_core::category::{Categories, Category};
use sayso_core::decide::supporter as decide;
use sayso_core::entry::{Author, Entry, EntryKind, EntryState};
use sayso_core::facts::About;
use sayso_core::guard::withheld;
use sayso_core::referral::State;
use sayso_core::seat::Actor;
use sayso_core::supporter::{ActingSupporter, Choice, Scope};
use sayso_policy::act;

use crate::change_mind::{self, Heard};
use crate::{Desk, Error};

/// Where one service stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    /// What the service is called.
    pub service: String,
    /// The provider's name.
    pub provider: String,
    /// How far it is.
    pub state: State,
}

/// A meeting that lies ahead. Where it is stands nowhere here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// When.
    pub at: Timestamp,
    /// With whom.
    pub with: String,
}

/// A supporter's first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// What the person chose.
    pub scope: Scope,
    /// Until when at the latest.
    pub until: Timestamp,
    /// Each service that is open, where the person chose that.
    pub now: Vec<Now>,
    /// The meetings ahead, the next one first, where the person chose that.
    pub meetings: Vec<Meeting>,
}

/// Something written, with who wrote it as a supporter may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What kind.
    pub kind: EntryKind,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub author: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// By when, for a step.
    pub at: Option<Timestamp>,
}

/// The plan, own words and notes, as far as the person chose that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What the person chose.
    pub scope: Scope,
    /// What is written, newest first; empty where reading was not chosen.
    pub written: Vec<Words>,
}

const fn me(actor: &Actor) -> Result<ActingSupporter, Error> {
    match actor {
        Actor::Supporter(s) => Ok(*s),
        Actor::Person(_) | Actor::Attorney(_) | Actor::Member(_) | Actor::Visitor | Actor::Sayso => {
            Err(Error::NotFound)
        }
    }
}

impl Desk<'_> {
    /// Authorises a supporter to read these categories, and writes that they looked at `what`.
    fn supporter_looks(
        &mut self,
        s: &ActingSupporter,
        categories: Categories,
        what: &str,
    ) -> Result<About, Error> {
        let actor = Actor::Supporter(*s);
        let about = self.about(s.person, &actor)?;
        let may = self.may::<act::ReadSupported>(&actor, &about, categories)?;
        let decision = decide::looked(self.now, s, what);
        self.write(&may, &decision)?;
        Ok(about)
    }

    /// What is written and kept, of these kinds, newest first: nothing that is sealed, withheld or told by others.
    fn for_a_supporter(&mut self, s: &ActingSupporter, shown: Categories) -> Result<Vec<Entry>, Error> {
        let withholdings = self.job.withholdings_of(s.person)?;
        let now = self.now.at;
        let mut entries = self.job.entries(s.person, &Actor::Supporter(*s))?;
        entries.retain(|e| {
            e.state == EntryState::Kept
                && e.kind != EntryKind::Outside
                && shown.has(e.kind.category())
                && withheld(&withholdings, e.id, now).is_none()
        });
        entries.reverse();
        Ok(entries)
    }
}

/// A supporter's first page, after its event.
///
/// # Errors
/// [`Error::NotFound`] for anybody who is no supporter.
pub fn home(desk: &mut Desk, actor: &Actor) -> Result<Home, Error> {
    let s = me(actor)?;
    let until = desk.job.supporter(s.id)?.ok_or(Error::NotFound)?.until;
    let mut home = Home {
        scope: s.scope,
        until,
        now: vec![],
        meetings: vec![],
    };
    if !s.scope.has(Choice::Meetings) {
        desk.supporter_looks(
            &s,
            Categories::NONE,
            "the page that says what they may do for you",
        )?;
        return Ok(home);
    }
    let shown = Choice::Meetings.reads();
    desk.supporter_looks(&s, shown, "where things are, and your next meetings")?;
    let schemes = desk.job.schemes()?;
    for r in desk
        .job
        .referrals(s.person)?
        .into_iter()
        .rev()
        .filter(|r| r.state.is_open())
    {
        let scheme = schemes.iter().find(|one| one.id == r.scheme);
        home.now.push(Now {
            service: scheme.map_or_else(String::new, |one| one.name.clone()),
            provider: desk.org(r.recipient)?.name,
            state: r.state,
        });
    }
    let outcomes = desk.job.meetings(s.person)?;
    for entry in desk.for_a_supporter(&s, shown)? {
        let off = outcomes.get(&entry.id).is_some_and(|o| o.is_off());
        let (Some(at), Author::Member(with), false) = (entry.at, entry.author, off) else {
            continue;
        };
        if at >= desk.now.at {
            home.meetings.push(Meeting {
                at,
                with: desk.seat_name(with)?,
            });
        }
    }
    home.meetings.sort_by_key(|m| m.at);
    Ok(home)
}

/// The plan, own words and notes, and the form to write, after its event.
///
/// # Errors
/// [`Error::Denied`] where the person chose neither; [`Error::NotFound`] for anybody who is no supporter.
pub fn plan(desk: &mut Desk, actor: &Actor) -> Result<Plan, Error> {
    let s = me(actor)?;
    if !s.scope.has(Choice::Plan) {
        // Whoever writes and may not read gets the form alone.
        let about = desk.about(s.person, actor)?;
        desk.may::<act::WriteSupported>(actor, &about, Categories::NONE)?;
        desk.supporter_looks(&s, Categories::NONE, "the page for writing in your plan")?;
        return Ok(Plan {
            scope: s.scope,
            written: vec![],
        });
    }
    let shown = Choice::Plan.reads();
    desk.supporter_looks(&s, shown, "your plan, your own words and the notes")?;
    let mut written = vec![];
    for entry in desk.for_a_supporter(&s, shown)? {
        let author = match entry.author {
            Author::Person => "The person you support".into(),
            Author::Supporter(id) if id == s.id => "You".into(),
            // Who else helps is not theirs to know.
            Author::Supporter(_) => "Another supporter".into(),
            Author::Member(id) => desk.seat_name(id)?,
        };
        written.push(Words {
            kind: entry.kind,
            text: entry.text,
            author,
            written_at: entry.written_at,
            at: entry.at,
        });
    }
    Ok(Plan {
        scope: s.scope,
        written,
    })
}

/// A supporter writes a hope, a step or own words for the person, marked as theirs.
///
/// # Errors
/// [`Error::Denied`] where the person did not choose that; [`Error::NotNow`] when there is nothing in it.
pub fn write(desk: &mut Desk, actor: &Actor, kind: EntryKind, text: &str) -> Result<(), Error> {
    let s = me(actor)?;
    let about = desk.about(s.person, actor)?;
    let shown =
        Categories::of(&[kind.category()]).both(Categories::of(&[Category::Plan, Category::OwnWords]));
    let may = desk.may::<act::WriteSupported>(actor, &about, shown)?;
    let decision = decide::write(desk.now, &s, kind, text)?;
    desk.write(&may, &decision)?;
    Ok(())
}

/// The page that asks before everything stops.
///
/// # Errors
/// [`Error::Denied`] where the person did not choose that; [`Error::NotFound`] for anybody who is no supporter.
pub fn way_to_stop(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let s = me(actor)?;
    let about = desk.about(s.person, actor)?;
    desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
    desk.supporter_looks(&s, Categories::NONE, "the page for stopping everything")?;
    Ok(())
}

/// Everything stops at the word of the person, keyed by their supporter. The person is told and can undo it in one step.
/// Give it to [`sayso_store::Lane::Stop`].
///
/// # Errors
/// [`Error::Denied`] where the person did not choose that; never because of a state.
pub fn stop(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let s = me(actor)?;
    change_mind::leave(desk, actor, s.person, Heard::ONLINE).map(drop)
}

/// The page that says that it has stopped.
///
/// # Errors
/// As [`way_to_stop`].
pub fn stopped(desk: &mut Desk, actor: &Actor) -> Result<(), Error> {
    let s = me(actor)?;
    let about = desk.about(s.person, actor)?;
    desk.may::<act::Stop>(actor, &about, Categories::NONE)?;
    desk.supporter_looks(
        &s,
        Categories::NONE,
        "the page that says that everything has stopped",
    )?;
    Ok(())
}
