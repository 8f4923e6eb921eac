//! The second service of the borough: Talking Space, whose therapist sits in a jobcentre on some days. Owns: its terms, its
//! places to meet, and how a person who has a coach as well goes through it. Neither service knows of the other.

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use sayso_app::agree::{Lines, Yes};
use sayso_app::{Desk, Error, agree, intake, more_services, own, register, support, venue};
use sayso_core::category::Category;
use sayso_core::decide::support::Writing;
use sayso_core::decision::Scheme;
use sayso_core::entry::EntryKind;
use sayso_core::id::{OrgId, ReferralId, SchemeId, SourceExt as _};
use sayso_core::sayso::{Channel, Format, Purpose};
use sayso_core::seat::{Actor, Role};
use sayso_core::terms::{Promise, Terms};
use sayso_core::venue::{Meeting, What};

use super::acts::{Act, Planned, Talk};
use super::places::{self, Borough, COAST, COMMISSIONER, LISTENERS, NOOR, TALKING, TALKS, TESS};
use super::play::Play;
use crate::demo::people::Invented;

/// How many people have both services.
const BOTH: usize = 10;
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Registers the scheme and its terms.
pub(super) fn found(desk: &mut Desk, orgs: &[OrgId], now: Timestamp) -> Result<SchemeId, Error> {
    let console = &Actor::Sayso;
    let id = register::fresh_id(desk);
    let mut part: Vec<OrgId> = TALKS.iter().map(|practice| orgs[*practice]).collect();
    part.extend([orgs[TALKING], orgs[LISTENERS], orgs[COAST]]);
    let scheme = Scheme {
        id,
        name: "Talking Therapies".into(),
        orgs: part,
    };
    register::scheme(desk, console, scheme)?;
    let terms = Terms {
        id: register::fresh_id(desk),
        scheme: id,
        version: 1,
        promise: promise(orgs, now),
        published_at: desk.now(),
        in_effect_at: desk.now(),
    };
    register::terms(desk, console, terms)?;
    Ok(id)
}

fn promise(orgs: &[OrgId], now: Timestamp) -> Promise {
    let shared = [
        Category::Identity,
        Category::Contact,
        Category::AccessNeeds,
        Category::OwnWords,
        Category::Appointments,
        Category::CoachNotes,
    ];
    let mut flows = vec![places::flow(orgs, TALKING, Purpose::Refer, &shared)];
    for practice in TALKS {
        let told = &[Category::FeedbackToGp];
        flows.push(places::flow(orgs, practice, Purpose::FeedbackToGp, told));
    }
    let today = places::day(now);
    Promise {
        witnesses: 1,
        scheme_name: "Talking Therapies".into(),
        what: "Somebody listens, and you work out together what helps. You choose where you meet.".into(),
        paid_by: format!("{COMMISSIONER} pays for it, as part of the NHS."),
        ends_on: today
            .checked_add(10.months())
            .map_or(today, jiff::civil::Date::last_of_month),
        say_so_days: 183,
        erased_after_months: Some(24),
        hold_hours: 24,
        no_effect_on_benefits: None,
        advice: "Harrowmere Advice, 020 7946 0222".into(),
        flows,
    }
}

/// Who has both: people of its practices who have met a coach some time ago and still have one.
pub(super) fn both(
    people: &[Invented],
    acts: &[Planned],
    active: impl Fn(usize) -> bool,
    now: Timestamp,
) -> Vec<usize> {
    let met = |nth: usize| {
        let mut theirs = acts.iter().filter(|a| a.whom == nth && a.at < now - DAY * 16);
        theirs.any(|a| matches!(a.act, Act::Meet(_)))
    };
    let all = people.iter().map(|p| (p.nth, p.practice));
    let all = all.filter(|(nth, practice)| TALKS.contains(practice) && active(*nth) && met(*nth));
    all.map(|(nth, _)| nth).take(BOTH).collect()
}

/// What happens to them, in the last two weeks.
pub(super) fn plan(people: &[usize], acts: &mut Vec<Planned>, now: Timestamp) {
    for (turn, nth) in people.iter().enumerate() {
        let later = SignedDuration::from_mins(37 * i64::try_from(turn).unwrap_or(0));
        let from = now - DAY * 14 + later;
        let steps = [
            (SignedDuration::ZERO, Act::Talk(Talk::Ask(turn % 2 == 0))),
            (DAY + SignedDuration::from_mins(3), Act::Deliver),
            (DAY * 3, Act::Talk(Talk::Take)),
            (DAY * 6, Act::Talk(Talk::Meet)),
            (DAY * 7, Act::Talk(Talk::Choose(turn % 3))),
        ];
        for (after, act) in steps {
            let order = acts.len();
            acts.push(Planned {
                at: from + after,
                order,
                whom: *nth,
                act,
            });
        }
    }
}

impl Play<'_> {
    /// The lead lists where people can meet, once.
    pub(super) fn places_to_meet(&mut self, desk: &mut Desk) -> Result<(), Error> {
        let tess = self.borough.actor(TESS);
        let jobcentre = "Department for Work and Pensions";
        let all = [
            (
                Meeting::InPerson,
                "The quiet room at the library",
                Some("Harrowmere Council"),
            ),
            (Meeting::InPerson, "Room 4, Harbour Street", Some(jobcentre)),
            (Meeting::Phone, "A call", None),
            (Meeting::Video, "A video call", None),
        ];
        for (meeting, name, owner) in all {
            let what = What {
                meeting,
                name: name.into(),
                owner: owner.map(str::to_owned),
            };
            venue::offer(desk, &tess, &what)?;
        }
        Ok(())
    }

    /// One step of somebody's way through the second service.
    pub(super) fn talk(&mut self, desk: &mut Desk, nth: usize, step: Talk) -> Result<(), Error> {
        let person = self.person(nth).ok_or(Error::NotFound)?;
        let own = Actor::Person(person);
        let (tess, noor) = (self.borough.actor(TESS), self.borough.actor(NOOR));
        match step {
            Talk::Ask(by_themself) => {
                if self.talks.is_empty() {
                    self.places_to_meet(desk)?;
                }
                let details = self.people[nth].details.clone().with_shape_they_need(desk.now());
                let phone = details.phone.is_some();
                let yes = Yes {
                    scheme: self.borough.talking,
                    provider: self.borough.orgs[TALKING],
                    details,
                    lines: Lines {
                        phone,
                        email: !phone,
                        access_needs: true,
                        own_words: true,
                    },
                    own_words: "I would like to sleep better and to worry less".into(),
                    channel: if by_themself {
                        Channel::Online
                    } else {
                        Channel::InPerson
                    },
                    format: Format::Standard,
                    language: "en".into(),
                    said_at: None,
                    interpreted: None,
                    salt: self.clock.bytes(),
                };
                let kept = if by_themself {
                    let question = more_services::ask(desk, &own, yes.scheme)?.question;
                    let parcel = agree::preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
                    agree::from_home(desk, &own, &yes, question.with(parcel.hash()))?
                } else {
                    let practice = self.people[nth].practice;
                    let clinician = self.borough.actor(Borough::first(practice, Role::Clinician));
                    agree::at_the_desk(desk, &clinician, Some(person), &yes)?
                };
                self.talks.insert(nth, kept.referral);
                Ok(())
            }
            Talk::Take => {
                let referral: ReferralId = *self.talks.get(&nth).ok_or(Error::NotFound)?;
                intake::open(desk, &tess, referral)?;
                intake::acknowledge(desk, &tess, referral)?;
                intake::accept(desk, &tess, referral)?;
                intake::assign(desk, &tess, referral, Some(self.borough.seats[NOOR]))
            }
            Talk::Meet => {
                support::meet(desk, &noor, person, Channel::InPerson)?;
                let next = desk.now() + DAY * 12;
                let note = (
                    EntryKind::Note,
                    "We spoke about sleep. You will try the breathing before bed.",
                    None,
                );
                let meeting = (EntryKind::Appointment, "An hour, where you choose", Some(next));
                for (kind, text, at) in [note, meeting] {
                    let writing = Writing {
                        kind,
                        text: text.into(),
                        at,
                        draft: false,
                        finishes: None,
                    };
                    support::write(desk, &noor, person, &writing)?;
                }
                Ok(())
            }
            Talk::Choose(which) => {
                let held = own::open(desk, &own, "your page", 0, None)?;
                let here = |w: &&own::Written| {
                    w.entry.kind == EntryKind::Appointment
                        && w.entry.referral.is_some_and(|r| held.chooses.contains(&r))
                };
                let meeting = held.entries.iter().find(here).ok_or(Error::NotFound)?.entry.id;
                let offered = venue::choosing(desk, &own, meeting)?.venues;
                let venue = offered.get(which).ok_or(Error::NotFound)?.id;
                venue::choose(desk, &own, meeting, venue)
            }
        }
    }
}
