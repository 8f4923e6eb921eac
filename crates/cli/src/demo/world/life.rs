//! How each invented life goes: what happens, and when. Owns: the dates, all from the seed. It plans;
//! [`super::play`] lives it through the product's own use cases.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use sayso_core::sayso::{Channel, Purpose};

use super::acts::{Act, Fate, More, Planned, Route};
use super::places::{Borough, SAM};
use super::places::{EASTGATE, NORTHWAY};
use super::texts;
use crate::demo::people::Dice;

/// Days of history: a little over six months, so that the first say-sos have run out.
pub(crate) const DAYS: i64 = 190;

const DAY: SignedDuration = SignedDuration::from_hours(24);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// The next moment in working hours after `from`.
pub(super) fn office(from: Timestamp, dice: &mut Dice) -> Timestamp {
    let mut day = from.to_zoned(TimeZone::UTC).date();
    loop {
        let works = !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let minutes = i64::try_from(dice.below(8 * 60)).unwrap_or(0);
        let at = day
            .at(9, 0, 0, 0)
            .to_zoned(TimeZone::UTC)
            .map(|z| z.timestamp() + SignedDuration::from_mins(minutes));
        match at {
            Ok(at) if works && at > from => return at,
            _ => day = day.tomorrow().unwrap_or(day),
        }
    }
}

/// A Saturday morning, more than a week ago.
pub(super) fn a_saturday(now: Timestamp) -> Timestamp {
    let mut day = now.to_zoned(TimeZone::UTC).date();
    for back in 8..15 {
        let then = now.to_zoned(TimeZone::UTC).date().checked_sub(back.days());
        day = then.unwrap_or(day);
        if day.weekday() == Weekday::Saturday {
            break;
        }
    }
    let at = day.at(11, 20, 0, 0).to_zoned(TimeZone::UTC);
    at.map_or(now, |z| z.timestamp())
}

/// One person's plan as it grows.
pub(super) struct Plan<'a> {
    pub(super) whom: usize,
    pub(super) at: Timestamp,
    pub(super) now: Timestamp,
    pub(super) dice: &'a mut Dice,
    pub(super) acts: &'a mut Vec<Planned>,
}

impl Plan<'_> {
    /// This happens then; what lies ahead of now has not happened.
    pub(super) fn put(&mut self, at: Timestamp, act: Act) {
        self.at = at;
        if at <= self.now {
            let order = self.acts.len();
            self.acts.push(Planned {
                at,
                order,
                whom: self.whom,
                act,
            });
        }
    }
    /// So many minutes after the last.
    pub(super) fn soon(&mut self, minutes: i64, act: Act) {
        self.put(self.at + MINUTE * i32::try_from(minutes).unwrap_or(1), act);
    }
    /// In working hours, after that moment.
    fn in_office(&mut self, from: Timestamp, act: Act) {
        let at = office(from, self.dice);
        self.put(at, act);
    }
    /// In working hours, after that many days or a few more.
    pub(super) fn later(&mut self, days: i64, more: usize, act: Act) {
        let days = days + i64::try_from(self.dice.below(more + 1)).unwrap_or(0);
        let at = office(self.at + DAY * i32::try_from(days).unwrap_or(1), self.dice);
        self.put(at, act);
    }
    /// In the evening of the same day or one of the next.
    pub(super) fn evening(&mut self, days: usize, act: Act) {
        let hours = 24 * self.dice.below(days + 1) + 3 + self.dice.below(4);
        let hours = SignedDuration::from_hours(i64::try_from(hours).unwrap_or(3));
        let minutes = i64::try_from(self.dice.below(60)).unwrap_or(0);
        self.put(self.at + hours + SignedDuration::from_mins(minutes), act);
    }
    fn days(&mut self, from: usize, more: usize) -> i64 {
        i64::try_from(from + self.dice.below(more + 1)).unwrap_or(1)
    }

    /// Yes, told, enrolled, and sent a day later.
    fn yes_and_sent(&mut self, route: Route, provider: usize) {
        self.soon(1, Act::Yes(route, provider));
        self.soon(1, Act::Deliver);
        if route == Route::Card || self.dice.percent(70) {
            self.soon(4, Act::Enrol);
        }
        let rest = self.at;
        if self.dice.percent(35) {
            self.evening(0, Act::OpenOwn);
        }
        self.put(rest + DAY + MINUTE * 2, Act::Deliver);
    }

    /// The provider reads, acknowledges and accepts.
    fn accepted(&mut self) {
        self.later(0, 1, Act::Read);
        self.soon(2, Act::Acknowledge);
        self.later(0, 1, Act::Accept);
    }

    /// Meetings, notes and steps until `until`. Gives when they first met.
    fn support(&mut self, coach: usize, until: Timestamp) -> Timestamp {
        let now = std::mem::replace(&mut self.now, until);
        self.later(0, 1, Act::OpenFile(coach));
        self.later(1, 4, Act::Meet(coach));
        let met = self.at;
        let first = self.dice.one_of(texts::FIRST_NOTES);
        self.soon(25, Act::Note(coach, first));
        let step = self.dice.one_of(texts::STEPS);
        self.soon(3, Act::Step(coach, step));
        if self.dice.percent(50) {
            self.evening(3, Act::OpenOwn);
            if self.dice.percent(50) {
                self.soon(2, Act::Hope);
            }
        }
        loop {
            let days = self.days(12, 14);
            let words = self.dice.one_of(texts::MEETINGS);
            self.soon(2, Act::Book(coach, words, days));
            let next = self.at + DAY * i32::try_from(days).unwrap_or(1);
            if next > until {
                break;
            }
            if self.dice.percent(60) {
                self.later(days, 0, Act::OpenFile(coach));
            } else {
                self.at = office(next - DAY, self.dice);
            }
            let note = self.dice.one_of(texts::NOTES);
            self.soon(30, Act::Note(coach, note));
            self.soon(1, Act::More(More::Went(coach)));
            if self.dice.percent(50) {
                let step = self.dice.one_of(texts::STEPS);
                self.soon(4, Act::Step(coach, step));
            }
            if self.dice.percent(30) {
                self.evening(2, Act::OpenOwn);
            }
        }
        self.now = now;
        met
    }

    /// Words for the GP record, each time another way.
    fn record(&mut self, coach: usize, how: usize, at: Timestamp) {
        let words = self.dice.one_of(texts::RECORDS);
        self.in_office(at, Act::Draft(coach, words));
        if how == 0 {
            return;
        }
        if how == 4 {
            return self.evening(2, Act::Drop);
        }
        self.evening(1, Act::Agree);
        match how {
            2 => self.later(1, 2, Act::Take),
            3 => self.later(1, 2, Act::NotTake),
            5 => {
                self.later(1, 2, Act::Amend);
                self.evening(1, Act::Agree);
                self.later(1, 2, Act::Take);
            }
            _ => {}
        }
    }
}

/// What happens to one person.
///
/// `turn` counts people with a coach at the same practice, so that each practice has some of everything.
pub(super) fn life(plan: &mut Plan, fate: Fate, turn: usize, start: Timestamp) {
    let ago = |days: i64| plan.now - SignedDuration::from_hours(24 * days);
    let provider = if plan.dice.percent(62) { NORTHWAY } else { EASTGATE };
    let coaches = Borough::coaches(provider);
    let coach = coaches[plan.dice.below(coaches.len())];
    let route = match plan.dice.below(10) {
        0..=3 => Route::Card,
        4..=7 => Route::Desk,
        _ => Route::Phone,
    };
    let long_ago = ago(i64::try_from(45 + plan.dice.below(120)).unwrap_or(60));
    let begun = match fate {
        Fate::Alex | Fate::Listed => plan.now,
        Fate::Held => {
            plan.now - SignedDuration::from_mins(i64::try_from(40 + plan.dice.below(18 * 60)).unwrap_or(60))
        }
        Fate::Waiting => ago(i64::try_from(2 + plan.dice.below(2)).unwrap_or(2)),
        Fate::Seen => ago(i64::try_from(4 + plan.dice.below(3)).unwrap_or(4)),
        Fate::Accepted => ago(i64::try_from(7 + plan.dice.below(4)).unwrap_or(7)),
        Fate::Assigned => ago(i64::try_from(9 + plan.dice.below(3)).unwrap_or(9)),
        Fate::RanOut => {
            start + SignedDuration::from_hours(i64::try_from(8 + plan.dice.below(96)).unwrap_or(8))
        }
        _ => long_ago,
    };
    plan.at = if fate == Fate::Held {
        begun
    } else if route == Route::Card {
        // At home, at any time of that day.
        begun - MINUTE * i32::try_from(plan.dice.below(600)).unwrap_or(1)
    } else {
        office(begun, plan.dice).min(plan.now - MINUTE * 30)
    };
    // Whoever comes to a desk is on the practice's list; a card needs no list.
    let on_list = fate == Fate::Listed || fate == Fate::Alex || route != Route::Card;
    if on_list {
        let at = plan.at;
        plan.put(
            start + MINUTE * i32::try_from(5 + plan.whom / 4).unwrap_or(5),
            Act::Load,
        );
        plan.at = at;
    }
    match fate {
        Fate::Alex => super::alex::alex(plan),
        Fate::Listed => {}
        Fate::Undone => {
            plan.soon(1, Act::Yes(route, provider));
            plan.soon(1, Act::Deliver);
            plan.evening(0, Act::Undo);
        }
        Fate::Held => {
            plan.soon(1, Act::Yes(route, provider));
            plan.soon(1, Act::Deliver);
            plan.soon(5, Act::Enrol);
        }
        Fate::Waiting => plan.yes_and_sent(route, provider),
        Fate::Seen => {
            plan.yes_and_sent(route, provider);
            plan.later(0, 0, Act::Read);
            plan.soon(2, Act::Acknowledge);
        }
        Fate::Declined => {
            plan.yes_and_sent(route, provider);
            plan.later(0, 1, Act::Read);
            plan.soon(2, Act::Acknowledge);
            plan.later(0, 2, Act::Decline);
            plan.evening(4, Act::OpenOwn);
        }
        Fate::Accepted => {
            plan.yes_and_sent(route, provider);
            plan.accepted();
        }
        Fate::Assigned => {
            plan.yes_and_sent(route, provider);
            plan.accepted();
            plan.soon(6, Act::Assign(coach));
            plan.later(0, 1, Act::OpenFile(coach));
        }
        Fate::Active | Fate::Paused | Fate::Left | Fate::Finished | Fate::RanOut => {
            plan.yes_and_sent(route, provider);
            plan.accepted();
            plan.soon(6, Act::Assign(coach));
            with_a_coach(plan, fate, route, (provider, coach), turn);
        }
    }
}

/// What happens to some of those who are with a coach, by turns.
fn extras(plan: &mut Plan, turn: usize, coach: usize, met: Timestamp) {
    let between = (plan.now.duration_since(met)) / 2;
    let week = SignedDuration::from_hours(24 * 6);
    match turn % 9 {
        how @ (0 | 1) => plan.record(coach, how, plan.now - week.min(between)),
        how @ 2..=5 => plan.record(coach, how, met + between),
        6 => {
            let (pause, me) = (met + between, plan.whom);
            plan.put(pause, Act::Pause);
            plan.evening(12, Act::Resume);
            // No clock runs meanwhile, and nobody works.
            let resume = plan.at;
            let rests = |p: &Planned| p.whom == me && p.at > pause && p.at < resume;
            plan.acts.retain(|p| !rests(p));
        }
        7 => {
            plan.put(met + between, Act::Give(Purpose::InWork));
            plan.put(met + between + MINUTE * 5, Act::Give(Purpose::Evaluation));
            plan.put(met + between + MINUTE * 9, Act::Job(true));
        }
        _ => {
            let other = if coach == SAM { 8 } else { SAM };
            plan.in_office(met + between, Act::Pry(other));
        }
    }
    // Some find a note wrong, some keep one to themselves, some are asked whether a colleague may stand in.
    match turn % 7 {
        1 => plan.put(met + between + MINUTE * 40, Act::More(More::Beside)),
        2 => plan.put(met + between + MINUTE * 50, Act::More(More::Seal)),
        3 => plan.put(met + between, Act::Job(false)),
        4 => {
            let other = if coach == SAM { 8 } else { SAM };
            let same_team = Borough::coaches(NORTHWAY).contains(&coach);
            let other = if same_team { other } else { 23 - coach };
            plan.in_office(plan.now - week, Act::More(More::Cover(coach, other)));
            plan.evening(0, Act::More(More::CoverYes));
        }
        _ => {}
    }
    if turn == 4 {
        plan.put(met + between, Act::Speak);
        plan.in_office(met + between + MINUTE * 120, Act::Oversee);
    }
    if turn == 5 {
        plan.in_office(met + between, Act::Danger(coach));
        plan.soon(1, Act::Deliver);
    }
}

fn with_a_coach(plan: &mut Plan, fate: Fate, route: Route, with: (usize, usize), turn: usize) {
    let (provider, coach) = with;
    let length = i64::try_from(14 + plan.dice.below(60)).unwrap_or(30);
    let last_days = |days: i64| plan.now - SignedDuration::from_hours(24 * days);
    let until = match fate {
        Fate::Left | Fate::Finished => {
            (plan.at + DAY * i32::try_from(length).unwrap_or(30)).min(last_days(2))
        }
        // The first say-sos run out in the last week.
        Fate::RanOut => last_days(7),
        Fate::Paused => last_days(i64::try_from(3 + plan.whom % 20).unwrap_or(3)),
        _ => plan.now,
    };
    let met = plan.support(coach, until);
    match fate {
        Fate::Active => extras(plan, turn, coach, met),
        Fate::Paused => plan.put(until, Act::Pause),
        Fate::Finished => {
            let at = office(until, plan.dice).min(plan.now - MINUTE * 60);
            plan.put(at, Act::Finish(coach));
            if plan.whom.is_multiple_of(2) {
                plan.put(at + MINUTE * 30, Act::Job(!plan.whom.is_multiple_of(4)));
                plan.at = at;
            }
            if plan.dice.percent(60) {
                plan.evening(1, Act::OpenOwn);
            }
        }
        Fate::Left => {
            if plan.dice.percent(25) {
                plan.put(
                    until - MINUTE * 50,
                    Act::BeginNote(coach, "We began to write down"),
                );
            }
            let (channel, ago) = match route {
                Route::Phone => (Channel::Phone, 26),
                Route::Desk if plan.whom.is_multiple_of(3) => (Channel::Paper, 70),
                Route::Desk | Route::Card => (Channel::Online, 0),
            };
            let at = if channel == Channel::Online {
                until
            } else {
                office(until, plan.dice)
            };
            plan.put(at.min(plan.now - MINUTE * 60), Act::Leave(channel, ago));
            plan.soon(1, Act::Deliver);
            // Now and then somebody at a desk heard it wrong, and the person takes it back in one step.
            if channel != Channel::Online && plan.whom % 5 == 2 {
                plan.evening(0, Act::More(More::ComeBack));
                plan.soon(1, Act::Deliver);
            } else if !plan.whom.is_multiple_of(4) {
                plan.later(0, 0, Act::LeavingSeen(coach));
                let lead = Borough::lead(provider);
                plan.soon(20, Act::LeavingSeen(lead));
            }
        }
        _ => {}
    }
}
