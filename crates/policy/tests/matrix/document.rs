//! Writes the matrix as people read it, from the decisions of the real authoriser.

use std::fmt::Write as _;

use sayso_core::category::Categories;
use sayso_core::org::OrgKind;
use sayso_core::seat::Role;
use sayso_core::supporter::{Choice, Scope};
use sayso_policy::{Action, On, published};

use crate::world::{Probe, Relation, Seat, State, about, kinds_of, place};

type Allow<'a> = &'a dyn Fn(Action, Seat, On<'_>, Categories) -> bool;

const HEAD: &str = "\
Who may do what
===============

Generated from the decisions of the real authoriser; a test compares every cell with a table written by hand, and
this file with the decisions. Rules: crates/policy/policies. What a solver proved of them for every request there
can be: at the end.

A row is a seat and how it stands to the person. A column is what the person has said:
  no answer   nothing was said, or nothing is remembered
  held        agreed at the practice and not sent: no provider has it
  live        a say-so that names the provider is live
  paused      live, and the person asked for a rest
  left ≤30 d  they left not more than 30 days ago
  ended       they left longer ago, or it ran out
A cell is the most that may be shown or written:
  ✔ all  everything          ✔ shared  what the live say-so names    ✔ parcel    what a referral can hold
  ✔ name the name alone      ✔ told    what the practice sent, and   ✔ meetings  the name, and meetings if the
  ✔      nothing is shown              what it was told                          practice was told of them
  ✔ dates meetings without the name  ✔ plan      the plan, own words (and notes, to read)
  ✘      no
Whoever has no row may not. Never, in any row of any act: a seat at an organisation of the benefits system; a seat
that has ended; a seat in the wrong kind of organisation (a coach employed by a practice, say).
";

/// A supporter for one choice; for every choice where none is named.
fn supporter(one: Option<Choice>, live: bool) -> Seat {
    Seat::Supporter {
        scope: one.map_or_else(|| Choice::ALL.iter().copied().collect(), |c| Scope::of(&[c])),
        own: true,
        live,
    }
}

/// Somebody with a power for this person.
fn attorney(power: bool, decision: bool) -> Seat {
    Seat::Attorney {
        own: true,
        power,
        decision,
    }
}

fn rows() -> Vec<(&'static str, Seat, Relation)> {
    let seat = |role: Role| Seat::Member {
        role,
        kind: kinds_of(role)[0],
        active: true,
    };
    vec![
        ("the person", Seat::Themself, Relation::None),
        ("another person", Seat::SomebodyElse, Relation::None),
        (
            "supporter: meetings",
            supporter(Some(Choice::Meetings), true),
            Relation::None,
        ),
        (
            "supporter: plan",
            supporter(Some(Choice::Plan), true),
            Relation::None,
        ),
        (
            "supporter: write",
            supporter(Some(Choice::Write), true),
            Relation::None,
        ),
        (
            "supporter: stop",
            supporter(Some(Choice::Stop), true),
            Relation::None,
        ),
        ("supporter, taken back", supporter(None, false), Relation::None),
        ("attorney: power and record", attorney(true, true), Relation::None),
        ("attorney: power alone", attorney(true, false), Relation::None),
        ("attorney: record alone", attorney(false, true), Relation::None),
        (
            "clinician, own practice",
            seat(Role::Clinician),
            Relation::OwnPractice,
        ),
        ("clinician, other practice", seat(Role::Clinician), Relation::None),
        (
            "practice team, own practice",
            seat(Role::PracticeAdmin),
            Relation::OwnPractice,
        ),
        (
            "practice team, other practice",
            seat(Role::PracticeAdmin),
            Relation::None,
        ),
        ("guardian", seat(Role::Guardian), Relation::Overseen),
        ("guardian, other scheme", seat(Role::Guardian), Relation::None),
        ("deputy", seat(Role::Deputy), Relation::Overseen),
        ("deputy, other scheme", seat(Role::Deputy), Relation::None),
        ("nominee", seat(Role::Nominee), Relation::Overseen),
        ("coach, assigned", seat(Role::Coach), Relation::Assigned),
        (
            "coach, colleague’s person",
            seat(Role::Coach),
            Relation::Colleague,
        ),
        ("coach, nobody assigned", seat(Role::Coach), Relation::Unassigned),
        ("coach, other provider", seat(Role::Coach), Relation::None),
        (
            "lead, nobody assigned",
            seat(Role::ProviderLead),
            Relation::Unassigned,
        ),
        (
            "lead, a coach assigned",
            seat(Role::ProviderLead),
            Relation::Colleague,
        ),
        ("lead, other provider", seat(Role::ProviderLead), Relation::None),
        ("commissioner", seat(Role::Commissioner), Relation::None),
        ("evaluator", seat(Role::Evaluator), Relation::None),
        ("operator", seat(Role::Operator), Relation::None),
        ("visitor", Seat::Visitor, Relation::None),
        ("the server", Seat::Server, Relation::None),
    ]
}

pub(crate) fn write(allow: Allow<'_>) -> String {
    let mut out = HEAD.to_owned();
    out.push_str("\n\nAbout a person\n--------------\n");
    for action in Action::ALL.iter().filter(|a| a.is_about_a_person()) {
        one(&mut out, allow, *action);
    }
    out.push_str("\n\nAbout nobody\n------------\n✔ own: at their own organisation. ✔ scheme: where a scheme that they oversee has a part. ✔ any: anywhere.\n\n");
    for action in Action::ALL.iter().filter(|a| !a.is_about_a_person()) {
        writeln!(
            out,
            "{action}: {}\n  {}",
            action.in_words(),
            at_places(allow, *action)
        )
        .expect("a String");
    }
    out.push_str("\n\nSeats and relations that were asked\n-----------------------------------\n");
    for (label, ..) in rows() {
        writeln!(out, "  {label}").expect("a String");
    }
    out.push_str("  every role in every kind of organisation, benefits included, and every role after its seat ended\n");
    out.push_str("\n\nProved by a solver\n------------------\n");
    for line in published::PROVED.lines().filter(|l| l.contains(" proved. ")) {
        writeln!(out, "  {line}").expect("a String");
    }
    out
}

fn one(out: &mut String, allow: Allow<'_>, action: Action) {
    writeln!(out, "\n{action}: {}", action.in_words()).expect("a String");
    let heads: Vec<String> = State::ALL.iter().map(|s| format!("{:<10}", s.words())).collect();
    writeln!(out, "  {:29} {}", "", heads.join("  ").trim_end()).expect("a String");
    for (label, seat, relation) in rows() {
        let cells: Vec<&str> = State::ALL
            .iter()
            .map(|s| cell(allow, action, seat, relation, *s))
            .collect();
        if cells.iter().any(|c| *c != "✘") {
            let cells: Vec<String> = cells.iter().map(|c| format!("{c:<10}")).collect();
            writeln!(out, "  {label:29} {}", cells.join("  ").trim_end()).expect("a String");
        }
    }
}

/// The widest question that is allowed. If a wider question is allowed, so is each narrower one.
fn cell(allow: Allow<'_>, action: Action, seat: Seat, relation: Relation, state: State) -> &'static str {
    let facts = about(relation, state);
    let asks = |probe: &&Probe| {
        let asked = probe.categories(&facts);
        // Where nothing is shared or told, asking for that is asking for nothing.
        (**probe == Probe::Nothing || !asked.is_empty()) && allow(action, seat, On::About(&facts), asked)
    };
    Probe::ALL.iter().find(asks).map_or("✘", |p| p.words())
}

fn at_places(allow: Allow<'_>, action: Action) -> String {
    let mut who: Vec<String> = Vec::new();
    for (label, seat, _) in rows() {
        let name = label.split([',', ':']).next().expect("never empty");
        let may = |own, overseen| {
            allow(
                action,
                seat,
                On::Place(&place(own, overseen, OrgKind::Practice)),
                Categories::NONE,
            )
        };
        let said = match (may(true, false), may(false, false), may(false, true)) {
            (true, true, _) => format!("{name} ✔ any"),
            (true, false, _) => format!("{name} ✔ own"),
            (false, false, true) => format!("{name} ✔ scheme"),
            _ => continue,
        };
        if !who.contains(&said) {
            who.push(said);
        }
    }
    who.join("; ")
}
