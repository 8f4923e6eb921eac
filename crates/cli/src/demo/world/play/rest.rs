//! What else happens in six months: how meetings went, what people write beside a note or keep to themselves, standing
//! in, and the guardian's desk. Each through the use case of its page.

use jiff::{SignedDuration, Timestamp};
use sayso_app::guard::{concern, danger, demand, looked, query, question, switch};
use sayso_app::own::{beside_entry, seal};
use sayso_app::{
    Desk, Error, Visit, coaching, come_back, cover, file, forgotten, own, practice, session, team,
};
use sayso_core::coaching::Outcome;
use sayso_core::decide::guard::concern::Raised;
use sayso_core::entry::EntryKind;
use sayso_core::guard::{
    ConcernKind, DemandAnswer, Demander, Handler, Outcome as Review, QueryOutcome, Reason, Target,
};
use sayso_core::id::{EntryId, PersonId};
use sayso_core::sayso::{Channel, Purpose};
use sayso_core::seat::{Actor, Role};

use super::Play;
use crate::demo::world::acts::More;
use crate::demo::world::places::{Borough, EASTGATE, GRACE, SEATS, TOMASZ};
use crate::demo::world::texts;

/// How long a colleague stands in.
const AWAY: SignedDuration = SignedDuration::from_hours(24 * 7);

impl Play<'_> {
    /// What is about nobody, or about nobody yet.
    pub(super) fn beside(&mut self, desk: &mut Desk, nth: usize, more: More) -> Result<(), Error> {
        let (grace, tomasz) = (self.borough.actor(GRACE), self.borough.actor(TOMASZ));
        match more {
            More::Places(lead) => {
                let lead = self.borough.actor(lead);
                let coaches = team::open(desk, &lead)?.coaches;
                for (n, coach) in coaches.iter().enumerate() {
                    team::set_places(
                        desk,
                        &lead,
                        coach.coach.id,
                        texts::PLACES[n % texts::PLACES.len()],
                    )?;
                }
                Ok(())
            }
            More::Ask => question::ask(desk, texts::QUESTIONS[nth % texts::QUESTIONS.len()].0),
            More::SpeakUp => {
                let about = self.borough.orgs[EASTGATE];
                let raised = Raised {
                    kind: ConcernKind::Pressed,
                    about: Some(about),
                    to: Handler::Guardian,
                    text: texts::PRESSED.into(),
                };
                concern::raise_without_a_name(desk, raised).map(drop)
            }
            More::SwitchOff => {
                let target = self.employers();
                switch::off(desk, &grace, target, Reason::LookingInto, texts::SWITCHED).map(drop)
            }
            // One asks for it, the other agrees.
            More::SwitchOn => {
                let all = switch::list(desk, &grace)?.all;
                let off = all
                    .iter()
                    .find(|s| s.switch.on.is_none())
                    .ok_or(Error::NotFound)?;
                switch::on(desk, &grace, off.switch.id)?;
                switch::on(desk, &tomasz, off.switch.id).map(drop)
            }
            More::Demand => asked_by_the_dwp(desk, &[grace, tomasz]),
            More::Watch(about) => watch(desk, &[grace, tomasz], about),
            More::Answer => self.answer(desk, &grace),
            _ => Err(Error::NotFound),
        }
    }

    /// Who is asked longest of all answers: a seat of that organisation, or the guardian's own side for itself.
    fn answer(&self, desk: &mut Desk, grace: &Actor) -> Result<(), Error> {
        let asked = looked::checks(desk, grace)?.asked;
        let waits = asked
            .iter()
            .filter(|a| a.query.answered.is_none() && a.query.closed.is_none());
        let said = texts::ANSWERED[asked.len() % texts::ANSWERED.len()];
        let Some(oldest) = waits.min_by_key(|a| a.query.asked_at) else {
            return Ok(());
        };
        for (nth, plan) in SEATS.iter().enumerate() {
            let here = self.borough.orgs[plan.org] == oldest.query.org;
            let may = match plan.role {
                Role::PracticeAdmin | Role::Clinician | Role::ProviderLead => here,
                role => matches!(role, Role::Guardian | Role::Deputy),
            };
            if !may {
                continue;
            }
            // Whoever is not asked is told that there is nothing.
            match query::answer(desk, &self.borough.actor(nth), oldest.query.event, said) {
                Err(Error::NotFound) => {}
                answered => return answered,
            }
        }
        Err(Error::NotFound)
    }

    /// What the guardian switches off for three days: one flow, to one provider.
    fn employers(&self) -> Target {
        Target {
            org: self.borough.orgs[EASTGATE],
            purpose: Some(Purpose::Employers),
        }
    }

    /// What happens to one person.
    pub(super) fn rest(
        &mut self,
        desk: &mut Desk,
        nth: usize,
        person: PersonId,
        more: More,
    ) -> Result<(), Error> {
        let own_seat = Actor::Person(person);
        match more {
            More::Went(coach) => {
                let coach = self.borough.actor(coach);
                for meeting in over(desk, &coach, person)? {
                    let outcome = match self.dice.below(10) {
                        0 => Outcome::DidNotSpeak,
                        1 => Outcome::CalledOff,
                        _ => Outcome::Met,
                    };
                    coaching::note_meeting(desk, &coach, person, meeting, outcome, None)?;
                }
                Ok(())
            }
            More::Beside => {
                let note = newest(desk, person, EntryKind::Note)?;
                beside_entry(desk, &own_seat, note, texts::BESIDE)
            }
            More::Seal => {
                let note = newest(desk, person, EntryKind::Note)?;
                seal(desk, &own_seat, note, &[])
            }
            More::Cover(coach, colleague) => {
                let starts = desk.now() + SignedDuration::from_hours(24 * 3);
                let (coach, colleague) = (self.borough.actor(coach), self.borough.seats[colleague]);
                cover::ask(desk, &coach, person, colleague, starts, Some(starts + AWAY))
            }
            More::CoverYes => {
                let held = own::open(desk, &own_seat, "your page", 0, None)?;
                let asked = held
                    .covers
                    .iter()
                    .find(|c| cover::waits(c))
                    .ok_or(Error::NotFound)?;
                let id = asked.cover.id;
                cover::answer(desk, &own_seat, person, id, true, Channel::Online)
            }
            More::ComeBack => come_back::come_back(desk, &own_seat),
            More::Forget(seat) => {
                let seat = self.borough.actor(seat);
                let step = practice::reception::open(desk, &seat, person)?.forgotten.step;
                forgotten::heard(desk, &seat, person, step)
            }
            More::Curious => {
                let desk_seat = Borough::first(self.people[nth].practice, Role::PracticeAdmin);
                practice::reception::open(desk, &self.borough.actor(desk_seat), person).map(drop)
            }
            _ => Err(Error::NotFound),
        }
    }
}

/// The guardian looks at what was answered, and at last month's five: some are asked about, the others had a reason.
fn watch(desk: &mut Desk, [grace, tomasz]: &[Actor; 2], ask: usize) -> Result<(), Error> {
    let checks = looked::checks(desk, grace)?;
    for asked in &checks.asked {
        if asked.query.closed.is_none() && asked.query.answered.is_some() {
            // Nobody closes what is about their own act.
            let closes = if asked.can_close { grace } else { tomasz };
            query::close(desk, closes, asked.query.event, QueryOutcome::Reason)?;
        }
    }
    for (n, drawn) in checks.five.iter().enumerate() {
        if drawn.checked.is_none() {
            looked::check(desk, grace, drawn.event, n >= ask)?;
        }
    }
    for line in danger::list(desk, grace)? {
        if line.danger.reviewed.is_none() {
            danger::review(desk, grace, line.danger.id, Review::Right, true)?;
        }
    }
    for waits in question::waiting(desk, grace)? {
        let answer = texts::QUESTIONS.iter().find(|(asked, _)| *asked == waits.text);
        question::answer(desk, grace, waits.id, answer.map(|(_, answer)| *answer))?;
    }
    Ok(())
}

/// The benefits department asks who of its people uses the service. It is given nothing.
fn asked_by_the_dwp(desk: &mut Desk, seats: &[Actor; 2]) -> Result<(), Error> {
    let notice = demand::Notice {
        reference: None,
        demander: Demander::Benefits,
        notice: texts::DEMAND.into(),
        advice: texts::ADVICE.into(),
        outside: String::new(),
        scope: sayso_core::category::Categories::NONE,
        bar_until: None,
    };
    let shown = fresh(desk, &seats[0])?;
    demand::record(desk, &seats[0], &shown, &notice)?;
    let open = demand::list(desk, &seats[0])?;
    let id = open.first().map(|d| d.id).ok_or(Error::NotFound)?;
    let shown = fresh(desk, &seats[1])?;
    demand::answer(desk, &seats[1], &shown, id, DemandAnswer::Nothing)
}

/// The seat has just shown who it is.
fn fresh(desk: &mut Desk, seat: &Actor) -> Result<session::Recent, Error> {
    let visit = Visit {
        actor: *seat,
        checked_at: Some(desk.now()),
        ..Visit::nobody()
    };
    session::recent(desk, &visit)
}

/// Meetings that are over and have no word yet, as their coach finds them.
fn over(desk: &mut Desk, coach: &Actor, person: PersonId) -> Result<Vec<EntryId>, Error> {
    let now: Timestamp = desk.now();
    // Whoever left or rests has no page to open here, and nothing is noted about them.
    let file::Opened::File(file) = file::open(desk, coach, person)? else {
        return Ok(vec![]);
    };
    let all = file.entries.iter().map(|w| &w.entry);
    let meetings = all.filter(|e| e.kind == EntryKind::Appointment && !file.meetings.contains_key(&e.id));
    Ok(meetings
        .filter(|e| e.at.is_some_and(|at| at < now))
        .map(|e| e.id)
        .collect())
}

fn newest(desk: &mut Desk, person: PersonId, kind: EntryKind) -> Result<EntryId, Error> {
    let held = own::open(desk, &Actor::Person(person), "your page", 0, None)?;
    let found = held
        .entries
        .iter()
        .filter(|w| w.entry.kind == kind)
        .max_by_key(|w| w.entry.written_at);
    found.map(|w| w.entry.id).ok_or(Error::NotFound)
}
