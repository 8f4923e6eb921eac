//! The caseload in columns. A card moves by a form, never by dragging, and only where the states of a referral have
//! such a move; a move at the person's word is confirmed on the page that says so.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::caseload::{self, Row};
use sayso_core::coaching::Stage;
use sayso_core::id::PersonId;
use sayso_core::referral::{self, Command, State};

use super::lists::{in_words, next_in_words};
use super::words::{id, shared};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Label, Size, button, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/board", Who::Coach, "list_caseload", "list_opened", board);
    r.post("/board/{person}", Who::Coach, "read_shared", "file_opened", to);
}

/// The moves that a coach makes, with the page on which each is confirmed, and its words.
const MOVES: [(Command, &str, &str); 4] = [
    (Command::Meet, "meet", "Met: explain the terms"),
    (Command::Pause, "pause", "Resting: they asked for a pause"),
    (Command::Resume, "resume", "Back: they are ready again"),
    (Command::Finish, "finish", "Finished together"),
];

/// The moves that this state has.
fn moves(state: State) -> Vec<(&'static str, &'static str)> {
    let there = MOVES
        .iter()
        .filter(|(by, ..)| referral::next(state, *by, Some(State::Active)).is_ok());
    there.map(|(_, page, words)| (*page, *words)).collect()
}

async fn board(mut ctx: Ctx) -> Answer {
    let list = ctx
        .act(Lane::Normal, |desk, visit| caseload::board(desk, &visit.actor))
        .await?;
    let shown = u32::try_from(list.rows.len()).unwrap_or(u32::MAX);
    let body = html! {
        h1 { (in_words(&list)) }
        p { "Moving a card changes nothing by itself. You confirm it on the next page, at their word." }
        @if shown < list.total { p { "This board shows the " (shown) " whose next step comes first. The list has everybody." } }
        @for stage in Stage::ALL {
            @let rows: Vec<&Row> = list.rows.iter().filter(|r| r.step == Some(*stage)).collect();
            section {
                h2 { (stage.in_words()) ": " (rows.len()) }
                @if rows.is_empty() { p { "Nobody." } } @else {
                    ul class="app-grid" { @for row in rows { (one(&ctx, row)) } }
                }
            }
        }
        p { a href="/caseload" { "The same people as a list" } }
    };
    Ok(ctx.page("Board", Some("/caseload"), &body))
}

fn one(ctx: &Ctx, row: &Row) -> Markup {
    let prefix = format!("move-{}", row.person);
    let items = moves(row.stage)
        .into_iter()
        .map(|(page, words)| Choice::new(page, words));
    html! {
        li class="nhsuk-card" {
            div class="nhsuk-card__content" {
                h3 class="nhsuk-card__heading" { a href={ "/person/" (row.person) } { (row.name) } }
                p class="app-wrap" { @match &row.next { Some(next) => { (next_in_words(next)) } None => { "Nothing agreed yet" } } }
                p class="app-quiet" { "May share: " @if row.shares.is_empty() { "name only" } @else { (shared(row.shares)) } }
                form method="post" action={ "/board/" (row.person) } novalidate {
                    (ctx.csrf())
                    (radios(&Choices {
                        name: "move",
                        id_prefix: Some(&prefix),
                        legend: Some(Label {
                            content: html! { "Move to" span class="nhsuk-u-visually-hidden" { ": " (row.name) } }.into(),
                            size: Some(Size::S),
                            ..Label::default()
                        }),
                        items: items.collect(),
                        small: true,
                        ..Choices::default()
                    }))
                    (button(&Button { small: true, ..Button::secondary("Go on") }))
                }
            }
        }
    }
}

async fn to(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let wanted = form.get("move").to_owned();
    let at = format!("/person/{person}");
    // The page that confirms it asks again whether this state has such a move.
    let known = MOVES.iter().find(|(_, page, _)| *page == wanted);
    let to = known.map_or_else(|| at.clone(), |(_, page, _)| format!("{at}/{page}"));
    ctx.act(Lane::Normal, move |desk, visit| {
        let person: PersonId = id(&person)?;
        sayso_app::file::name(desk, &visit.actor, person).map(drop)
    })
    .await?;
    Ok(ctx.see(&to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_has_only_the_moves_that_its_state_has() {
        let pages = |state| moves(state).into_iter().map(|(p, _)| p).collect::<Vec<_>>();
        assert_eq!(pages(State::Accepted), ["meet", "pause", "finish"]);
        assert_eq!(pages(State::Active), ["pause", "finish"]);
        assert_eq!(pages(State::Paused), ["resume", "finish"]);
        assert!(pages(State::Left).is_empty());
    }
}
