//! What can happen in an invented life, and how the lives are shared out. Owns: the fates, the acts, the plan's shape.

use jiff::Timestamp;
use sayso_core::sayso::{Channel, Purpose};

use crate::demo::people::{Dice, Invented};

/// How a life goes in these months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// The tour's own person: with Sam, a meeting next week, words that wait for an answer.
    Alex,
    /// On the practice's list, and not asked or not said.
    Listed,
    /// Said yes, and undid it.
    Undone,
    /// Said yes in the last hours.
    Held,
    /// Sent; nobody has looked yet.
    Waiting,
    /// Sent and acknowledged.
    Seen,
    /// The provider could not help.
    Declined,
    /// Accepted; no coach yet.
    Accepted,
    /// With a coach, not met.
    Assigned,
    /// With a coach.
    Active,
    /// Rests.
    Paused,
    /// Left.
    Left,
    /// Finished together.
    Finished,
    /// Said yes first of all, and was not asked again in time.
    RanOut,
}

/// How many of each there are, Alex aside.
const FATES: [(Fate, usize); 13] = [
    (Fate::Listed, 55),
    (Fate::Undone, 5),
    (Fate::Held, 5),
    (Fate::Waiting, 8),
    (Fate::Seen, 5),
    (Fate::Declined, 8),
    (Fate::Accepted, 6),
    (Fate::Assigned, 8),
    (Fate::Active, 54),
    (Fate::Paused, 6),
    (Fate::Left, 18),
    (Fate::Finished, 15),
    (Fate::RanOut, 6),
];

/// The fate of each person, by number.
pub(crate) fn fates(seed: u64) -> Vec<Fate> {
    let mut rest: Vec<Fate> = FATES
        .iter()
        .flat_map(|(fate, n)| std::iter::repeat_n(*fate, *n))
        .collect();
    let mut dice = Dice::new(seed, 2);
    for i in (1..rest.len()).rev() {
        rest.swap(i, dice.below(i + 1));
    }
    std::iter::once(Fate::Alex).chain(rest).collect()
}

/// How a yes came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Route {
    /// At home, with a card.
    Card,
    /// At a clinician's desk.
    Desk,
    /// By phone, keyed by the practice team.
    Phone,
}

/// One step with the second service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Talk {
    /// A yes: by themself, or at a clinician's desk.
    Ask(bool),
    /// It is taken on.
    Take,
    /// They meet, and book again.
    Meet,
    /// The person chooses where.
    Choose(usize),
}

/// One thing that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// The practice loads its list.
    Load,
    /// A clinician opens the offer page and hears a no, or a not yet.
    OfferAndNo(bool),
    Yes(Route, usize),
    Enrol,
    Undo,
    OpenOwn,
    Hope,
    /// They write what they need at work.
    Need,
    Read,
    Acknowledge,
    Accept,
    Decline,
    Assign(usize),
    Meet(usize),
    Note(usize, &'static str),
    BeginNote(usize, &'static str),
    Step(usize, &'static str),
    /// With the coach, the words, and the days until then.
    Book(usize, &'static str, i64),
    OpenFile(usize),
    Give(Purpose),
    /// The person tells of a job that has begun: a good one, or a bad one that they left.
    Job(bool),
    Draft(usize, &'static str),
    Agree,
    Drop,
    Take,
    Amend,
    NotTake,
    Pause,
    Resume,
    /// How it was heard, and how many hours after it was said.
    Leave(Channel, i64),
    LeavingSeen(usize),
    Danger(usize),
    /// The person raises a concern with the guardian.
    Speak,
    Finish(usize),
    /// Somebody who has no business with this person tries to open their page.
    Pry(usize),
    /// Something with the second service.
    Talk(Talk),
    /// The practice team prints cards.
    Cards,
    /// A coach opens their list.
    Caseload(usize),
    /// A lead opens what came in.
    Intake(usize),
    /// The guardian looks at who looked.
    Oversee,
    /// Messages whose time has come leave.
    Deliver,
    /// What else happens.
    More(More),
}

/// What else happens: to somebody, or (from `Places` on) to nobody in particular.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum More {
    /// The coach says of each meeting that is over how it went.
    Went(usize),
    /// The person writes beside a note that is not right.
    Beside,
    /// The person keeps a note to themselves.
    Seal,
    /// The coach asks whether a colleague may stand in for a week.
    Cover(usize, usize),
    CoverYes,
    /// The person had not left: somebody typed it who had not heard them right.
    ComeBack,
    /// A seat of their practice hears that they forgot their private word.
    Forget(usize),
    /// Somebody at the practice opens a page for which there is no reason that anybody can see.
    Curious,
    /// The lead says how many people each coach has time for.
    Places(usize),
    /// Somebody asks a public question.
    Ask,
    /// Somebody raises a concern without a name.
    SpeakUp,
    /// The guardian switches one flow off; days later two seats switch it on.
    SwitchOff,
    SwitchOn,
    /// The benefits system demands something.
    Demand,
    /// The guardian checks last month's five, dangers and questions, and closes what was answered. Asks about so many.
    Watch(usize),
    /// The oldest question that waits for an organisation is answered there.
    Answer,
}

/// One thing at its time: who it is about (a number; of a practice for acts about nobody), and in which order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Planned {
    pub(crate) at: Timestamp,
    pub(crate) order: usize,
    pub(crate) whom: usize,
    pub(crate) act: Act,
}

/// The people whose seats the role switcher offers beside Alex: the first of each of these fates.
pub(crate) fn others(people: &[Invented], fates: &[Fate]) -> Vec<(&'static str, usize, &'static str)> {
    [
        ("person-held", Fate::Held, "who said yes today"),
        ("person-paused", Fate::Paused, "who has paused"),
        ("person-left", Fate::Left, "who has left"),
    ]
    .into_iter()
    .filter_map(|(key, fate, words)| {
        let found = people.iter().find(|p| fates[p.nth] == fate);
        found.map(|p| (key, p.nth, words))
    })
    .collect()
}
