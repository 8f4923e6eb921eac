//! The cells: who asks, how they stand to the person, what the person has said, what is asked for.

use std::fmt;

use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::id::Id;
use sayso_core::org::OrgKind;
use sayso_core::power::ActingAttorney;
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::supporter::{ActingSupporter, Choice, Scope};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    Themself,
    SomebodyElse,
    /// Named by the person (`own`) or by somebody else, for what they chose.
    Supporter {
        scope: Scope,
        own: bool,
        live: bool,
    },
    /// Holds a power for the person (`own`) or for somebody else; whether it counts, and a record for the decision.
    Attorney {
        own: bool,
        power: bool,
        decision: bool,
    },
    Visitor,
    Server,
    Member {
        role: Role,
        kind: OrgKind,
        active: bool,
    },
}

/// How a member's organisation and seat stand to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Theirs is the person's practice.
    OwnPractice,
    /// Theirs is the provider; this seat is assigned.
    Assigned,
    /// Theirs is the provider; another seat is assigned.
    Colleague,
    /// Theirs is the provider; nobody is assigned.
    Unassigned,
    /// Theirs oversees a scheme of the person's.
    Overseen,
    /// Another practice, another provider, another scheme, or none of these.
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing was said.
    Nothing,
    /// Agreed, not sent.
    Held,
    Live,
    Paused,
    /// Left not more than 30 days ago.
    JustLeft,
    /// Left longer ago, or it ran out.
    Ended,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Probe {
    Nothing,
    Name,
    Meetings,
    Dates,
    Plan,
    ToPractice,
    Parcel,
    Shared,
    Everything,
}

impl State {
    pub(crate) const ALL: &[Self] = &[
        Self::Nothing,
        Self::Held,
        Self::Live,
        Self::Paused,
        Self::JustLeft,
        Self::Ended,
    ];
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "no answer",
            Self::Held => "held",
            Self::Live => "live",
            Self::Paused => "paused",
            Self::JustLeft => "left ≤30 d",
            Self::Ended => "ended",
        }
    }
}

pub(crate) const PARCEL: &[Category] = &[
    Category::Identity,
    Category::Contact,
    Category::AccessNeeds,
    Category::OwnWords,
    Category::Work,
    Category::HealthForWork,
];

impl Probe {
    /// From the widest.
    pub(crate) const ALL: &[Self] = &[
        Self::Everything,
        Self::Shared,
        Self::Parcel,
        Self::ToPractice,
        Self::Meetings,
        Self::Name,
        Self::Plan,
        Self::Dates,
        Self::Nothing,
    ];
    pub(crate) fn categories(self, about: &About) -> Categories {
        match self {
            Self::Nothing => Categories::NONE,
            Self::Name => Categories::of(&[Category::Identity]),
            Self::Meetings => Categories::of(&[Category::Identity, Category::Appointments]),
            Self::Dates => Categories::of(&[Category::Appointments]),
            Self::Plan => Categories::of(&[Category::Plan, Category::OwnWords]),
            Self::ToPractice => about.to_practice,
            Self::Parcel => Categories::of(PARCEL),
            Self::Shared => about.shared,
            Self::Everything => Category::ALL.iter().copied().collect(),
        }
    }
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Nothing => "✔",
            Self::Name => "✔ name",
            Self::Meetings => "✔ meetings",
            Self::Dates => "✔ dates",
            Self::Plan => "✔ plan",
            Self::ToPractice => "✔ told",
            Self::Parcel => "✔ parcel",
            Self::Shared => "✔ shared",
            Self::Everything => "✔ all",
        }
    }
}

/// The kinds of organisation in which a role sits.
pub(crate) const fn kinds_of(role: Role) -> &'static [OrgKind] {
    match role {
        Role::Clinician | Role::PracticeAdmin => &[OrgKind::Practice],
        Role::Coach | Role::ProviderLead => &[OrgKind::Provider],
        Role::Guardian | Role::Deputy => &[OrgKind::Council, OrgKind::Commissioner, OrgKind::UserLed],
        Role::Nominee => &[OrgKind::UserLed],
        Role::Commissioner => &[OrgKind::Commissioner, OrgKind::Council],
        Role::Evaluator => &[OrgKind::Evaluator],
        Role::Operator => &[OrgKind::Council],
    }
}

impl Seat {
    /// Nobody, people, the server; every role in every kind of organisation, benefits included; every role after its
    /// seat ended.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Self::Themself, Self::SomebodyElse, Self::Visitor, Self::Server];
        let every: Scope = Choice::ALL.iter().copied().collect();
        let one = Choice::ALL.iter().map(|c| Scope::of(&[*c]));
        for scope in one.chain([Scope::NONE, every]) {
            for (own, live) in [(true, true), (true, false), (false, true)] {
                all.push(Self::Supporter { scope, own, live });
            }
        }
        for own in [true, false] {
            for (power, decision) in [(true, true), (true, false), (false, true), (false, false)] {
                all.push(Self::Attorney { own, power, decision });
            }
        }
        for role in Role::ALL {
            for kind in OrgKind::ALL {
                all.push(Self::Member {
                    role: *role,
                    kind: *kind,
                    active: true,
                });
            }
            all.push(Self::Member {
                role: *role,
                kind: kinds_of(*role)[0],
                active: false,
            });
        }
        all
    }
    pub(crate) fn is_ordinary(self) -> bool {
        match self {
            Self::Member { role, kind, active } => active && kinds_of(role).contains(&kind),
            _ => true,
        }
    }
    pub(crate) const fn relations(self) -> &'static [Relation] {
        match self {
            Self::Member { .. } => &[
                Relation::OwnPractice,
                Relation::Assigned,
                Relation::Colleague,
                Relation::Unassigned,
                Relation::Overseen,
                Relation::None,
            ],
            _ => &[Relation::None],
        }
    }
    pub(crate) fn actor(self) -> Actor {
        match self {
            Self::Themself => Actor::Person(id(PERSON)),
            Self::SomebodyElse => Actor::Person(id(PERSON + 1)),
            Self::Supporter { scope, own, live } => Actor::Supporter(ActingSupporter {
                id: id(ME),
                person: id(if own { PERSON } else { PERSON + 1 }),
                scope,
                live,
            }),
            Self::Attorney { own, power, decision } => Actor::Attorney(ActingAttorney {
                id: id(ME),
                person: id(if own { PERSON } else { PERSON + 1 }),
                power,
                decision,
            }),
            Self::Visitor => Actor::Visitor,
            Self::Server => Actor::Sayso,
            Self::Member { role, kind, active } => Actor::Member(Member {
                id: id(ME),
                role,
                org: id(MY_ORG),
                kind,
                active,
            }),
        }
    }
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Themself => f.write_str("the person"),
            Self::SomebodyElse => f.write_str("another person"),
            Self::Supporter { scope, own, live } => {
                write!(f, "supporter for [{scope}] own={own} live={live}")
            }
            Self::Attorney { own, power, decision } => {
                write!(f, "attorney own={own} power={power} decision={decision}")
            }
            Self::Visitor => f.write_str("visitor"),
            Self::Server => f.write_str("the server"),
            Self::Member { role, kind, active } => {
                write!(f, "{role} at {kind}{}", if *active { "" } else { ", seat ended" })
            }
        }
    }
}

const PERSON: u8 = 1;
const ME: u8 = 10;
const ANOTHER_SEAT: u8 = 11;
const MY_ORG: u8 = 20;
const A_PRACTICE: u8 = 21;
const A_PROVIDER: u8 = 22;

fn id<T>(n: u8) -> Id<T> {
    format!("0190f3c2-0000-7000-8000-0000000000{n:02x}")
        .parse()
        .expect("an id")
}

/// The facts of one cell. `shared` stays filled in every state, so that nothing but `live` and `paused` can end an
/// access here.
pub(crate) fn about(relation: Relation, state: State) -> About {
    use Category as C;
    let sent = !matches!(state, State::Nothing | State::Held);
    let at_mine = matches!(
        relation,
        Relation::Assigned | Relation::Colleague | Relation::Unassigned
    );
    About {
        person: id(PERSON),
        practice: id(if relation == Relation::OwnPractice {
            MY_ORG
        } else {
            A_PRACTICE
        }),
        provider: sent.then(|| id(if at_mine { MY_ORG } else { A_PROVIDER })),
        coach: match relation {
            _ if !sent => None,
            Relation::Assigned => Some(id(ME)),
            Relation::Unassigned => None,
            _ => Some(id(ANOTHER_SEAT)),
        },
        overseer: (relation == Relation::Overseen).then(|| id(MY_ORG)),
        live: matches!(state, State::Live | State::Paused),
        shared: Categories::of(&[
            C::Identity,
            C::Contact,
            C::OwnWords,
            C::Plan,
            C::Appointments,
            C::CoachNotes,
        ]),
        paused: state == State::Paused,
        just_left: state == State::JustLeft,
        to_benefits: false,
        to_practice: if state == State::Nothing {
            Categories::NONE
        } else {
            Categories::of(&[
                C::Identity,
                C::Contact,
                C::OwnWords,
                C::Appointments,
                C::FeedbackToGp,
            ])
        },
    }
}

pub(crate) fn place(own: bool, overseen: bool, kind: OrgKind) -> Place {
    Place {
        org: id(if own { MY_ORG } else { A_PRACTICE }),
        kind,
        overseer: overseen.then(|| id(MY_ORG)),
    }
}
