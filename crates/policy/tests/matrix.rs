//! Every seat × action × relation × say-so state × what is asked for: the real authoriser against a table written by
//! hand from `model.md` ("Who may do what"), and against `docs/policy.txt`, which people read.
//!
//! `UPDATE=1` rewrites `docs/policy.txt` after the two agree.

#[path = "matrix/document.rs"]
mod document;
#[path = "matrix/table.rs"]
mod table;
#[path = "matrix/world.rs"]
mod world;

use sayso_core::category::Categories;
use sayso_core::facts::About;
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;
use sayso_policy::{Action, On, Policy};
use world::{Probe, Relation, Seat, State};

fn about_actions() -> impl Iterator<Item = Action> {
    Action::ALL.iter().copied().filter(|a| a.is_about_a_person())
}
fn place_actions() -> impl Iterator<Item = Action> {
    Action::ALL.iter().copied().filter(|a| !a.is_about_a_person())
}

#[test]
fn the_authoriser_and_the_hand_written_table_agree_on_every_cell_about_a_person() {
    let policy = Policy::new().expect("proved");
    let seats = Seat::all();
    let (front, back) = seats.split_at(seats.len() / 2);
    let compare = |seats: &[Seat]| {
        let (mut cells, mut wrong) = (0_u32, Vec::new());
        for &seat in seats {
            for (relation, state, probe) in cells_of(seat) {
                let (actor, about) = (seat.actor(), world::about(relation, state));
                let asked = probe.categories(&about);
                for action in about_actions() {
                    cells += 1;
                    let said = policy.would_allow(action, &actor, &about, asked);
                    if said != table::expected(seat, relation, state, action, asked, &about) {
                        wrong.push(format!(
                            "{seat} {relation:?} {state:?} {action} {asked}: policy says {said}"
                        ));
                    }
                }
            }
        }
        (cells, wrong)
    };
    let ((a, mut wrong), (b, more)) = std::thread::scope(|s| {
        let other = s.spawn(|| compare(back));
        (compare(front), other.join().expect("the other half"))
    });
    wrong.extend(more);
    println!("{} cells about a person, {} wrong", a + b, wrong.len());
    assert!(
        wrong.is_empty(),
        "{} cells differ:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(40)].join("\n")
    );
}

/// Seats in their own kind of organisation: everything, but for what only a supporter could be allowed by itself. The others (wrong kind, ended) can do nothing about a
/// person: fewer states, and the two smallest questions, which are the likeliest to be allowed.
fn cells_of(seat: Seat) -> Vec<(Relation, State, Probe)> {
    let all = seat.is_ordinary();
    let supports = matches!(seat, Seat::Supporter { .. });
    let mut cells = Vec::new();
    for relation in seat.relations() {
        for state in State::ALL
            .iter()
            .filter(|s| all || matches!(s, State::Live | State::JustLeft))
        {
            for probe in Probe::ALL
                .iter()
                .filter(|p| all || matches!(p, Probe::Nothing | Probe::Name))
                .filter(|p| supports || !matches!(p, Probe::Dates | Probe::Plan))
            {
                cells.push((*relation, *state, *probe));
            }
        }
    }
    cells
}

#[test]
fn the_authoriser_and_the_hand_written_table_agree_on_every_cell_about_nobody() {
    let policy = Policy::new().expect("proved");
    let mut cells = 0;
    for seat in Seat::all() {
        for (own, overseen) in [(true, false), (false, false), (true, true), (false, true)] {
            for kind in sayso_core::org::OrgKind::ALL {
                let place = world::place(own, overseen, *kind);
                for action in place_actions() {
                    cells += 1;
                    let said = policy.would_allow(action, &seat.actor(), &place, Categories::NONE);
                    let expected = table::expected_at(seat, own, overseen, *kind, action);
                    assert_eq!(
                        said, expected,
                        "{seat} own={own} overseen={overseen} {kind} {action}"
                    );
                }
            }
        }
    }
    println!("{cells} cells about nobody");
}

/// A page about somebody who does not exist is refused as one about somebody who is nothing to the seat.
#[test]
fn no_seat_may_do_anything_about_somebody_who_does_not_exist() {
    let policy = Policy::new().expect("proved");
    let nobody = About::of_nobody_known(PersonId::NIL);
    for seat in Seat::all()
        .into_iter()
        .filter(|seat| matches!(seat.actor(), Actor::Member(_)))
    {
        for action in about_actions() {
            let said = policy.would_allow(action, &seat.actor(), &nobody, Categories::NONE);
            assert!(!said, "{seat} {action}");
        }
    }
}

#[test]
fn every_action_can_be_done_by_somebody() {
    for action in Action::ALL {
        assert!(table::somebody_may(*action), "{action}");
    }
}

#[test]
fn the_published_matrix_is_true() {
    let policy = Policy::new().expect("proved");
    let allow =
        |action: Action, seat: Seat, on: On<'_>, asked| policy.would_allow(action, &seat.actor(), on, asked);
    let text = document::write(&allow);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/policy.txt");
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(path, &text).expect("docs/policy.txt can be written");
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    for (line, (a, b)) in committed.lines().zip(text.lines()).enumerate() {
        assert_eq!(a, b, "docs/policy.txt line {} (UPDATE=1 rewrites it)", line + 1);
    }
    assert_eq!(
        committed.lines().count(),
        text.lines().count(),
        "docs/policy.txt (UPDATE=1 rewrites it)"
    );
}
