//! "Who may do what", by hand, seat by seat from `model.md`. Written apart from the policies and in another shape:
//! if both have the same mistake, two people had to make it.

use sayso_core::category::{Categories, Category};
use sayso_core::facts::About;
use sayso_core::org::OrgKind;
use sayso_core::seat::Role;
use sayso_core::supporter::Choice;
use sayso_policy::Action;

use crate::world::{PARCEL, Relation, Seat, State, kinds_of};

/// The most that may be shown or written.
#[derive(Clone, Copy)]
enum Most {
    All,
    Parcel,
    ToPractice,
    Meetings,
    Shared,
    SharedName,
    Name,
    /// Meetings alone, without a name.
    Dates,
    /// The plan, own words and what a coach writes.
    Writings,
    /// Both of these.
    DatesAndWritings,
    /// The plan and own words.
    OwnWords,
    Nothing,
}

impl Most {
    fn of(self, about: &About) -> Categories {
        let name = Categories::of(&[Category::Identity]);
        match self {
            Self::All => Category::ALL.iter().copied().collect(),
            Self::Parcel => PARCEL.iter().copied().collect(),
            Self::ToPractice => about.to_practice,
            Self::Meetings => name.union(about.to_practice.both(Categories::of(&[Category::Appointments]))),
            Self::Shared => about.shared,
            Self::SharedName => about.shared.both(name),
            Self::Name => name,
            Self::Dates => Categories::of(&[Category::Appointments]),
            Self::Writings => Categories::of(&[Category::Plan, Category::OwnWords, Category::CoachNotes]),
            Self::DatesAndWritings => Self::Dates.of(about).union(Self::Writings.of(about)),
            Self::OwnWords => Categories::of(&[Category::Plan, Category::OwnWords]),
            Self::Nothing => Categories::NONE,
        }
    }
}

type Who = fn(Seat, Relation) -> bool;

fn themself(seat: Seat, _: Relation) -> bool {
    seat == Seat::Themself
}
/// Named by this person and counting now, with these choices at least.
fn supports(seat: Seat, wanted: &[Choice]) -> bool {
    matches!(seat, Seat::Supporter { scope, own: true, live: true } if wanted.iter().all(|c| scope.has(*c)))
}
fn supporter(seat: Seat, _: Relation) -> bool {
    supports(seat, &[])
}
fn sees_meetings(seat: Seat, _: Relation) -> bool {
    supports(seat, &[Choice::Meetings])
}
fn reads_the_plan(seat: Seat, _: Relation) -> bool {
    supports(seat, &[Choice::Plan])
}
fn sees_meetings_and_reads_the_plan(seat: Seat, _: Relation) -> bool {
    supports(seat, &[Choice::Meetings, Choice::Plan])
}
fn writes_for_them(seat: Seat, _: Relation) -> bool {
    supports(seat, &[Choice::Write])
}
fn stops_for_them(seat: Seat, _: Relation) -> bool {
    supports(seat, &[Choice::Stop])
}
/// Holds a power for this person, and both the power and a record for the decision count now.
fn decides_for_them(seat: Seat, _: Relation) -> bool {
    matches!(
        seat,
        Seat::Attorney {
            own: true,
            power: true,
            decision: true
        }
    )
}
fn server(seat: Seat, _: Relation) -> bool {
    seat == Seat::Server
}
fn sits(seat: Seat, wanted: Role) -> bool {
    matches!(seat, Seat::Member { role, kind, active: true } if role == wanted && kinds_of(wanted).contains(&kind))
}
fn own_clinician(seat: Seat, relation: Relation) -> bool {
    sits(seat, Role::Clinician) && relation == Relation::OwnPractice
}
fn own_admin(seat: Seat, relation: Relation) -> bool {
    sits(seat, Role::PracticeAdmin) && relation == Relation::OwnPractice
}
fn own_practice(seat: Seat, relation: Relation) -> bool {
    own_clinician(seat, relation) || own_admin(seat, relation)
}
/// Of a scheme of the person's; of another scheme they are nobody.
fn guardian(seat: Seat, relation: Relation) -> bool {
    (sits(seat, Role::Guardian) || sits(seat, Role::Deputy)) && relation == Relation::Overseen
}
fn at_provider(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Assigned | Relation::Colleague | Relation::Unassigned
    )
}
fn my_coach(seat: Seat, relation: Relation) -> bool {
    sits(seat, Role::Coach) && relation == Relation::Assigned
}
fn any_coach(seat: Seat, relation: Relation) -> bool {
    sits(seat, Role::Coach) && at_provider(relation)
}
fn lead(seat: Seat, relation: Relation) -> bool {
    sits(seat, Role::ProviderLead) && at_provider(relation)
}
fn lead_before_assignment(seat: Seat, relation: Relation) -> bool {
    sits(seat, Role::ProviderLead) && relation == Relation::Unassigned
}

/// Who, which acts, in which states, how much. States: `-` nothing said, `h` held, `l` live, `p` paused, `r` left
/// not more than 30 days ago, `e` ended.
#[rustfmt::skip]
const TABLE: &[(Who, &[&str], &str, Most)] = &[
    // Who knows what about me, and how do I stop it?
    (themself, &["open_own", "read_access_events"], "-hlpre", Most::All),
    (themself, &["key_agreement", "send_now", "undo", "remember_answer", "enrol", "agree_words"], "-hlpre", Most::All),
    (themself, &["stop", "pause", "resume", "finish"], "-hlpre", Most::All),
    (themself, &["write_own", "write_job", "contest", "seal", "erase", "answer_cover"], "-hlpre", Most::All),
    (themself, &["raise_concern", "answer_guardian", "name_supporter"], "-hlpre", Most::All),

    // Whom do I help, and with what they chose? A supporter never says yes: no such act is in these rows.
    (supporter, &["read_supported"], "-hlpre", Most::Nothing),
    (sees_meetings, &["read_supported"], "-hlpre", Most::Dates),
    (reads_the_plan, &["read_supported"], "-hlpre", Most::Writings),
    (sees_meetings_and_reads_the_plan, &["read_supported"], "-hlpre", Most::DatesAndWritings),
    (writes_for_them, &["write_supported"], "-hlpre", Most::OwnWords),
    (stops_for_them, &["stop"], "-hlpre", Most::Nothing),

    // Can I decide this one thing for them? Only under a power and a record that both count.
    (decides_for_them, &["read_by_power", "key_agreement", "undo"], "-hlpre", Most::Parcel),
    (decides_for_them, &["stop"], "-hlpre", Most::Nothing),
    (themself, &["object_to_power"], "-hlpre", Most::All),
    (own_practice, &["record_power"], "-hlpre", Most::Name),
    (own_clinician, &["record_capacity"], "-hlpre", Most::Name),
    (themself, &["agree_pair", "part_pair"], "-hlpre", Most::All),
    (themself, &["raise_concern", "answer_guardian"], "-hlpre", Most::All),

    // Can I offer this safely, now, and hear what came of it?
    (own_practice, &["key_agreement"], "-hlpre", Most::Parcel),
    (own_practice, &["open_patient", "read_out_code", "receive_import", "remember_answer"], "-hlpre", Most::Name),
    (own_practice, &["undo", "stop", "void", "safeguard", "acknowledge_leaving"], "-hlpre", Most::Name),
    (own_practice, &["file_record"], "-hlpre", Most::ToPractice),
    (own_clinician, &["read_referral", "answer_proposal", "write_record"], "-hlpre", Most::ToPractice),
    (own_admin, &["propose_pair"], "-hlpre", Most::Nothing),
    (own_clinician, &["agree_pair"], "-hlpre", Most::Nothing),
    (own_practice, &["part_pair"], "-hlpre", Most::Nothing),
    (own_admin, &["read_appointments"], "-hlpre", Most::Meetings),

    // Has anyone looked who should not have?
    (guardian, &["read_access_events", "stop"], "-hlpre", Most::Nothing),
    (guardian, &["handle_concern", "ask_about_yes", "review_danger"], "-hlpre", Most::Nothing),
    (guardian, &["handle_demand", "agree_withholding"], "-hlpre", Most::Nothing),
    (own_clinician, &["propose_withholding"], "-hlpre", Most::ToPractice),
    (my_coach, &["propose_withholding"], "l", Most::Shared),

    // Who needs me today, and what did we agree?
    (my_coach, &["read_shared", "read_parcel"], "l", Most::Shared),
    (my_coach, &["read_shared", "read_parcel"], "p", Most::SharedName),
    (my_coach, &["meet", "write_note", "write_step", "book", "write_job", "draft_proposal"], "l", Most::Shared),
    (my_coach, &["pause", "resume", "finish", "ask_cover", "answer_cover"], "lp", Most::SharedName),
    (my_coach, &["safeguard"], "lpr", Most::Name),
    (my_coach, &["acknowledge_leaving"], "lpre", Most::Name),
    (any_coach, &["stop"], "lpr", Most::Name),
    (any_coach, &["stop"], "e", Most::Nothing),

    // The provider's lead: until a coach is assigned, then the name.
    (lead_before_assignment, &["read_parcel", "acknowledge", "accept", "decline", "assign"], "l", Most::Shared),
    (lead, &["read_identity", "acknowledge", "accept", "decline", "assign"], "lp", Most::SharedName),
    (lead, &["safeguard"], "lpr", Most::Name),
    (lead, &["acknowledge_leaving"], "lpre", Most::Name),
    (lead, &["stop"], "lpr", Most::Name),
    (lead, &["stop"], "e", Most::Nothing),

    (server, &["deliver", "expire"], "-hlpre", Most::All),
];

const fn letter(state: State) -> char {
    match state {
        State::Nothing => '-',
        State::Held => 'h',
        State::Live => 'l',
        State::Paused => 'p',
        State::JustLeft => 'r',
        State::Ended => 'e',
    }
}

pub(crate) fn expected(
    seat: Seat,
    relation: Relation,
    state: State,
    action: Action,
    asked: Categories,
    about: &About,
) -> bool {
    TABLE.iter().any(|(who, acts, states, most)| {
        who(seat, relation)
            && acts.contains(&action.as_str())
            && states.contains(letter(state))
            && most.of(about).has_all(asked)
    })
}

type Line = (fn(Seat) -> bool, &'static [&'static str], &'static [&'static str]);

/// What seats may do about nobody: anywhere, and at their own organisation.
#[rustfmt::skip]
const PLACES: &[Line] = &[
    (|s| s == Seat::Visitor, &["use_card", "sign_in", "read_public", "speak_up"], &[]),
    (|s| s == Seat::Server, &["set_up", "manage_members", "publish_terms", "escalate", "clear_away"], &[]),
    (|s| matches!(s, Seat::Themself | Seat::SomebodyElse), &["sign_in", "sign_out", "read_public", "speak_up"], &[]),
    (|s| matches!(s, Seat::Supporter { live: true, .. }), &["sign_in", "sign_out", "read_public", "speak_up"], &[]),
    (|s| matches!(s, Seat::Attorney { power: true, .. }), &["sign_in", "sign_out", "read_public", "speak_up"], &[]),
    (|s| matches!(s, Seat::Member { kind, active: true, .. } if kind != OrgKind::Benefits),
        &["sign_in", "sign_out", "read_public", "speak_up"], &[]),
    (|s| sits(s, Role::Clinician), &[], &["offer", "issue_card", "record_answer", "find_patient", "load_list",
        "list_practice", "change_settings", "read_figures", "dont_take_part"]),
    (|s| sits(s, Role::PracticeAdmin), &[], &["offer", "issue_card", "record_answer", "find_patient", "load_list",
        "list_practice", "change_settings", "read_figures", "practice_dont_take_part"]),
    (|s| sits(s, Role::Coach), &[], &["list_caseload"]),
    (|s| sits(s, Role::ProviderLead), &[], &["list_intake", "read_team", "run_team", "read_figures", "certify_deletion"]),
    (|s| sits(s, Role::Commissioner), &["read_promises", "read_figures", "propose_terms"], &[]),
    (|s| sits(s, Role::Evaluator), &["read_figures"], &["file_plan", "publish_result"]),
    (|s| matches!(s, Seat::Member { role: Role::Operator, kind, active: true } if kind != OrgKind::Benefits),
        &["set_up", "manage_members", "read_health", "tend_messages", "publish_terms", "recover_member"], &[]),
];

type Oversees = (fn(Seat) -> bool, &'static [&'static str]);

/// What seats may do about nobody only where their organisation oversees a scheme that the place has a part in, and
/// nowhere else, their own organisation included.
#[rustfmt::skip]
const OVERSEEN: &[Oversees] = &[
    (|s| sits(s, Role::Guardian) || sits(s, Role::Deputy), &["oversee", "read_figures", "agree_terms", "handle_concerns",
        "switch_off", "switch_on", "keep_demands", "end_contract"]),
    (|s| sits(s, Role::Guardian), &["recover_member"]),
    (|s| sits(s, Role::Nominee), &["agree_terms"]),
];

pub(crate) fn expected_at(seat: Seat, own: bool, overseen: bool, kind: OrgKind, action: Action) -> bool {
    let name = action.as_str();
    let no_such_members = matches!(name, "manage_members" | "recover_member") && kind == OrgKind::Benefits;
    !no_such_members
        && (PLACES.iter().any(|(who, anywhere, at_home)| {
            who(seat) && (anywhere.contains(&name) || own && at_home.contains(&name))
        }) || overseen
            && OVERSEEN
                .iter()
                .any(|(who, acts)| who(seat) && acts.contains(&name)))
}

pub(crate) fn somebody_may(action: Action) -> bool {
    let name = &action.as_str();
    TABLE.iter().any(|(_, acts, ..)| acts.contains(name))
        || PLACES
            .iter()
            .any(|(_, anywhere, at_home)| anywhere.contains(name) || at_home.contains(name))
        || OVERSEEN.iter().any(|(_, acts)| acts.contains(name))
}
