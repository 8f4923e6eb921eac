//! "Who looked", for guardian and deputy: unusual access by stated rules, five accesses to check each month, five typed
//! yeses to ask about, leavings that others typed. Acts of seats, never who was looked at.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use sayso_core::category::Categories;
use sayso_core::decide::guard::{checks as decide, query as decide_query};
use sayso_core::event::EventKind;
use sayso_core::facts::About;
use sayso_core::guard::Checked;
use sayso_core::guard::unusual::{self, Finding, Seen};
use sayso_core::id::{EventId, MemberId, OrgId, PersonId};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};
use sayso_store::{Act, Watch};

use super::query::Asked;
use super::typed::Typed;
use crate::own::RulesAsked;
use crate::telling::{Sentence, looks};
use crate::{Desk, Error};

/// How many of each are drawn each month.
pub const FIVE: usize = 5;
/// How far back unusual access is looked for.
const BACK: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Something else about the person in this time makes a tie.
const NEAR: SignedDuration = SignedDuration::from_hours(24);

/// One finding with the seat's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusual {
    /// The finding.
    pub finding: Finding,
    /// Whose seat: `Sam Okoro, coach at Northway Work`.
    pub who: String,
}

/// One access of the month's five.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The event.
    pub event: EventId,
    /// Whose seat.
    pub who: String,
    /// What kind of act.
    pub kind: EventKind,
    /// When.
    pub at: Timestamp,
    /// It concerned one person who is still there and in this scheme, so that the rules can be asked again.
    pub can_ask: bool,
    /// What the check came to.
    pub checked: Option<Checked>,
}

/// What the guardian checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checks {
    /// What the rules found in the last 30 days.
    pub unusual: Vec<Unusual>,
    /// The month that was drawn from, in words: the last whole one.
    pub month: String,
    /// Its five accesses.
    pub five: Vec<Drawn>,
    /// What organisations were asked, and what they answered.
    pub asked: Vec<Asked>,
    /// Its five typed yeses.
    pub typed: Vec<Typed>,
    /// Typed yeses of the three months before that were asked about: an answer may come late, by letter above all.
    pub asked_before: Vec<Typed>,
    /// Leavings that others typed in the last year: who, and how many; supporters by number alone.
    pub leavings: Vec<(String, i64)>,
    /// Stops of one thing that others typed in the last year: the same.
    pub of_one_thing: Vec<(String, i64)>,
    /// How often each seat said in the last year that somebody forgot their private word.
    pub forgotten: Vec<(String, i64)>,
}

/// The last whole month in London: its name (`2026-10`), beginning and end.
pub(super) fn last_month(now: Timestamp) -> Result<(String, Timestamp, Timestamp), Error> {
    let fault = |_| Error::Fault("a month that cannot be named".into());
    let zone = sayso_core::time::london();
    let this: Date = now.to_zoned(zone.clone()).date().first_of_month();
    let last = this.checked_sub(1.month()).map_err(fault)?;
    let start = |day: Date| day.to_zoned(zone.clone()).map(|z| z.timestamp()).map_err(fault);
    Ok((last.strftime("%Y-%m").to_string(), start(last)?, start(this)?))
}

/// `October 2026`, for the month that begins then in London.
fn in_words(from: Timestamp) -> String {
    sayso_core::time::in_london(from).strftime("%B %Y").to_string()
}

impl Desk<'_> {
    pub(super) fn seat_in_words(&mut self, id: MemberId) -> Result<String, Error> {
        Ok(format!("{}, {}", self.seat_name(id)?, self.seat_in_public(id)?))
    }

    /// What the rules need of these acts. Of each person it is read once when else something happened about them, however
    /// often they were looked at.
    fn seen(&mut self, watch: &Watch, acts: Vec<Act>, from: Timestamp) -> Result<Vec<Seen>, Error> {
        let zone = sayso_core::time::london();
        let mut quiet = looks();
        quiet.push(EventKind::NotAllowed);
        let mut ties: BTreeMap<Vec<u8>, Vec<Timestamp>> = BTreeMap::new();
        let mut kinds: BTreeMap<OrgId, OrgKind> = BTreeMap::new();
        let mut seen = vec![];
        for act in acts {
            let mark = act.mark.filter(|_| act.allowed);
            if mark.is_some() && !kinds.contains_key(&act.org) {
                kinds.insert(act.org, self.org(act.org)?.kind);
            }
            // Only at the practice can a name be opened without a yes; elsewhere the policy asks for the tie itself.
            let tie = match &mark {
                Some(mark) if kinds[&act.org] == OrgKind::Practice => {
                    if !ties.contains_key(mark) {
                        let (from, to) = (from - NEAR, self.now.at + NEAR);
                        let other = self.job.when_something_else(watch, mark, &quiet, from, to)?;
                        ties.insert(mark.clone(), other);
                    }
                    ties[mark]
                        .iter()
                        .any(|t| (act.at - NEAR..=act.at + NEAR).contains(t))
                }
                _ => true,
            };
            seen.push(Seen {
                event: act.event,
                who: act.member,
                at: act.at,
                local: act.at.to_zoned(zone.clone()).datetime(),
                allowed: act.allowed,
                one_person: mark,
                tie,
            });
        }
        Ok(seen)
    }
}

/// Everything that is to be checked. The same month gives the same five to whoever opens it.
///
/// # Errors
/// [`Error::Denied`] for anybody but guardian and deputy.
pub fn checks(desk: &mut Desk, actor: &Actor) -> Result<Checks, Error> {
    let (member, place, watch) = desk.post(actor)?;
    desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
    let now = desk.now.at;
    let acts = desk
        .job
        .acts(&watch, now - BACK, now + SignedDuration::from_secs(1))?;
    let seen = desk.seen(&watch, acts, now - BACK)?;
    let mut found = vec![];
    for finding in unusual::find(&seen) {
        found.push(Unusual {
            who: desk.seat_in_words(finding.who)?,
            finding,
        });
    }
    let (month, from, to) = last_month(now)?;
    let since = now - SignedDuration::from_hours(365 * 24);
    Ok(Checks {
        asked: desk.asked_by_the_guardian(&member, &watch)?,
        unusual: found,
        five: desk.five(actor, &watch, &month, from, to)?,
        typed: desk.typed(&watch, &month, from, to)?,
        asked_before: desk.asked_before(&watch, from)?,
        month: in_words(from),
        leavings: desk.typed_by_others(&watch, EventKind::Left, since)?,
        of_one_thing: desk.typed_by_others(&watch, EventKind::PurposeStopped, since)?,
        forgotten: desk.said_forgotten(&watch, since)?,
    })
}

impl Desk<'_> {
    /// How often somebody else typed this since then: seats by name.
    fn typed_by_others(
        &mut self,
        watch: &Watch,
        kind: EventKind,
        since: Timestamp,
    ) -> Result<Vec<(String, i64)>, Error> {
        let mut all = vec![];
        for (who, _, n) in self.job.stops_typed(watch, kind, since)? {
            all.push((self.seat_in_words(who)?, n));
        }
        // Who supports somebody, or decides for them, is nobody's to read here: one number each.
        let (supporters, by_power) = self.job.stops_keyed_outside(watch, kind, since)?;
        let outside = [
            ("Supporters", supporters),
            ("People with a recorded power", by_power),
        ];
        let outside = outside.into_iter().filter(|(_, n)| *n > 0);
        all.extend(outside.map(|(who, n)| (who.to_owned(), n)));
        Ok(all)
    }

    fn said_forgotten(&mut self, watch: &Watch, since: Timestamp) -> Result<Vec<(String, i64)>, Error> {
        let said = self.job.words_said_forgotten(watch, since)?.into_iter();
        said.map(|(who, _, n)| Ok((self.seat_in_words(who)?, n)))
            .collect()
    }

    /// The person whom one act concerned, for the rules to be asked again: nobody where it was a list, or where that person
    /// was erased or is overseen by others by now.
    fn behind(&mut self, actor: &Actor, looked: &Act) -> Result<Option<(PersonId, About)>, Error> {
        let Some(mark) = &looked.mark else { return Ok(None) };
        let Some(person) = self.job.person_of(mark, looked.org)? else {
            return Ok(None);
        };
        let about = self.job.about(person, actor)?;
        Ok(about
            .filter(|about| self.would(Action::ReadAccessEvents, actor, about, Categories::NONE))
            .map(|about| (person, about)))
    }

    fn five(
        &mut self,
        actor: &Actor,
        watch: &Watch,
        month: &str,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Vec<Drawn>, Error> {
        let mut ids = self.job.acts_to_draw(watch, &looks(), from, to)?;
        ids.sort_by_cached_key(|id| self.job.lot("access", month, *id));
        let checks = self.job.checks(from)?;
        let mut five = vec![];
        for id in ids.into_iter().take(FIVE) {
            let act = self.job.act(id)?.ok_or(Error::NotFound)?;
            five.push(Drawn {
                who: self.seat_in_words(act.member)?,
                kind: act.kind,
                at: act.at,
                can_ask: self.behind(actor, &act)?.is_some(),
                checked: checks.get(&act.event).cloned(),
                event: act.event,
            });
        }
        Ok(five)
    }
}

/// One of the month's five was checked: there was a reason, or the organisation is asked. Where nobody there could answer,
/// it stands as to be asked about.
///
/// # Errors
/// [`Error::NotFound`] for an access that was not drawn; [`Error::Conflict`] once it was asked about.
pub fn check(desk: &mut Desk, actor: &Actor, event: EventId, fine: bool) -> Result<(), Error> {
    let (member, place, watch) = desk.post(actor)?;
    let may = desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
    let (month, from, to) = last_month(desk.now.at)?;
    let drawn = desk.five(actor, &watch, &month, from, to)?;
    if !drawn.iter().any(|d| d.event == event) {
        return Err(Error::NotFound);
    }
    if desk.job.query_about(event)?.is_some() {
        return Err(Error::Conflict);
    }
    let decision = match desk.whom_to_ask(event)?.filter(|_| !fine) {
        Some(org) => decide_query::asked(desk.now, event, member.id, org),
        None => decide::checked(desk.now, event, member.id, fine),
    };
    desk.write(&may, &decision)?;
    Ok(())
}

/// One of the month's five, with what the rules were asked then and what they say to it now, to be decided again. It names
/// nobody who is helped; that person reads that it was looked at.
///
/// # Errors
/// [`Error::NotFound`] for an access that was not drawn, and where [`Drawn::can_ask`] is false: everybody on a list can ask
/// for their own row.
pub fn why_drawn(
    desk: &mut Desk,
    actor: &Actor,
    event: EventId,
) -> Result<(Sentence, Option<RulesAsked>), Error> {
    let (_, place, watch) = desk.post(actor)?;
    desk.may::<act::Oversee>(actor, &place, Categories::NONE)?;
    let (month, from, to) = last_month(desk.now.at)?;
    let drawn = desk.five(actor, &watch, &month, from, to)?;
    if !drawn.iter().any(|d| d.event == event) {
        return Err(Error::NotFound);
    }
    let looked = desk.job.act(event)?.ok_or(Error::NotFound)?;
    let (person, about) = desk.behind(actor, &looked)?.ok_or(Error::NotFound)?;
    let may = desk.may::<act::ReadAccessEvents>(actor, &about, Categories::NONE)?;
    let decision = decide::read(desk.now, person);
    desk.write(&may, &decision)?;
    let (told, asked) = desk.rules_asked(person, event)?;
    Ok((desk.sentence_without_content(&told)?, asked))
}

/// Who looked at one person, newest first, without what they saw.
pub(super) fn without_content(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
) -> Result<Vec<Sentence>, Error> {
    let (_, _, watch) = desk.post(actor)?;
    let mut kinds = looks();
    kinds.push(EventKind::NotAllowed);
    let told = desk.job.history_watched(&watch, person, &kinds, 200)?;
    told.iter().map(|t| desk.sentence_without_content(t)).collect()
}
