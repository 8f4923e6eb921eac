//! Who looked: acts in words without content, what was not allowed first. Names staff, never anybody they looked at.

use axum::response::Response;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::awkward::AskedBack;
use sayso_app::guard::looked::{self, Checks};
use sayso_app::oversee::{self, Looked, Oversight};
use sayso_app::telling::moment_in_words;
use sayso_core::decision::RecallWhy;

use super::asked::Wrong;
use super::{checks, needs};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Content, Details, Look, Table, details, inset_text, problems, table};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/oversight", Who::Guardian, "oversee", "place_opened", oversight);
}

async fn oversight(ctx: Ctx) -> Answer {
    show(ctx, None).await
}

/// The whole page; with what is to be put right in an answer of the guardian's own side.
pub(super) async fn show(mut ctx: Ctx, wrong: Option<&Wrong>) -> Answer {
    let (seen, checks) = ctx
        .act(Lane::Normal, |desk, visit| {
            Ok((
                oversee::open(desk, &visit.actor)?,
                looked::checks(desk, &visit.actor)?,
            ))
        })
        .await?;
    Ok(page(&ctx, &seen, &checks, wrong))
}

fn page(ctx: &Ctx, seen: &Oversight, checks: &Checks, wrong: Option<&Wrong>) -> Response {
    let summary = wrong.map(Wrong::summary);
    let errors: Vec<(&str, &str)> = summary.iter().map(|(f, e)| (f.as_str(), *e)).collect();
    let body = html! {
        (problems(&errors))
        h1 { "Has anyone looked who should not have?" }
        (needs::now(seen, checks))
        (inset_text(&Content::from(answer(&seen.denied, &seen.looked))))
        (details(&Details {
            summary: "What this page shows, and what it never shows".into(),
            content: html! {
                p { "This page says who acted, when, and on how many people. It never says who the people are or what was seen." }
                p { "Each person sees the same acts on their own page, with what was seen." }
                p { "It shows the newest 100 of what was tried and not allowed, and the newest 100 looks." }
            }.into(),
            ..Details::default()
        }))
        (checks::parts(ctx, checks, wrong))
        h2 id="tried" { "Tried and not allowed" }
        @if seen.denied.is_empty() {
            p { "Nobody has tried anything that the rules do not allow." }
        } @else {
            p { "Sayso did not do these things. One may be a slip; several by one seat are worth a question." }
            (acts("Tried and not allowed, newest first", &seen.denied))
        }
        (asked_back(&seen.asked_back))
        h2 { "Who looked" }
        @if seen.looked.is_empty() {
            p { "Nobody has opened anybody’s information." }
        } @else {
            (acts("Who looked, newest first", &seen.looked))
        }
    };
    if wrong.is_some() {
        ctx.page_with_errors("Who looked", None, &body)
    } else {
        ctx.page("Who looked", None, &body)
    }
}

/// What left and should not have: to whom and when, and whether they have seen that they are to delete it.
fn asked_back(rows: &[AskedBack]) -> Markup {
    html! {
        h2 id="left" { "What left and should not have" }
        @if rows.is_empty() {
            p { "Nothing. No stop was learnt too late, and nothing was sent about the wrong person." }
        } @else {
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for one in rows {
                    li {
                        (moment_in_words(one.recall.left_at)) ", to " (one.org) ": "
                        @match one.recall.why {
                            RecallWhy::LateStop => { "somebody had stopped before that, and we learnt it later. " }
                            RecallWhy::Mistake => { "it was about the wrong person. " }
                        }
                        @match one.recall.seen_at {
                            Some(at) => { "Seen there on " (moment_in_words(at)) "." }
                            None => { "Not seen there yet." }
                        }
                    }
                }
            }
        }
    }
}

/// What the headings ask, answered in a sentence.
fn answer(denied: &[Looked], looked: &[Looked]) -> String {
    let tried = match denied.len() {
        0 => "Nothing was tried that the rules do not allow.".to_owned(),
        1 => "One thing was tried that the rules do not allow. It was not done.".to_owned(),
        n => format!("{n} things were tried that the rules do not allow. None was done."),
    };
    let seats: std::collections::BTreeSet<(&str, &str)> =
        looked.iter().map(|l| (l.who.as_str(), l.org.as_str())).collect();
    let looks = match (looked.len(), seats.len()) {
        (0, _) => "Nobody looked.".to_owned(),
        (1, _) => "There was one look.".to_owned(),
        (n, 1) => format!("This page shows the newest {n} looks, all by one seat."),
        (n, seats) => format!("This page shows the newest {n} looks, by {seats} seats."),
    };
    format!("{tried} {looks}")
}

/// How many acts stand open; the rest is one press away, without scripts.
const OPEN: usize = 2;
/// How many one press shows: a page that a phone can still scroll.
const MORE: usize = 20;

/// The newest few, and the others in parts that open.
fn acts(caption: &str, rows: &[Looked]) -> Markup {
    let (first, rest) = rows.split_at(rows.len().min(OPEN));
    html! {
        (rows_of(caption, first))
        @for (nth, part) in rest.chunks(MORE).enumerate() {
            @let from = OPEN + nth * MORE + 1;
            @let which = if part.len() == 1 { format!("number {from}") } else { format!("{from} to {}", from + part.len() - 1) };
            (details(&Details {
                summary: html! {
                    "Show more: " (which)
                    span class="nhsuk-u-visually-hidden" { " (" (caption) ")" }
                }.into(),
                content: rows_of(&format!("{caption}: {which}"), part).into(),
                ..Details::default()
            }))
        }
    }
}

fn rows_of(caption: &str, rows: &[Looked]) -> Markup {
    table(&Table {
        caption: caption.into(),
        caption_classes: "nhsuk-u-visually-hidden",
        head: vec![
            "Who".into(),
            "Role".into(),
            "Organisation".into(),
            "What kind of act".into(),
            "When".into(),
            Cell::number("People"),
        ],
        rows: rows
            .iter()
            .map(|l| {
                vec![
                    l.who.as_str().into(),
                    or_dash(&l.role).into(),
                    or_dash(&l.org).into(),
                    l.did.as_str().into(),
                    moment_in_words(l.at).into(),
                    Cell::number(l.people.map_or_else(|| "not shown".to_owned(), |n| n.to_string())),
                ]
            })
            .collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

const fn or_dash(text: &str) -> &str {
    if text.is_empty() { "none" } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looks(n: usize) -> Vec<Looked> {
        let one = |nth: usize| Looked {
            seq: 1,
            who: format!("Coach {nth}."),
            role: "coach".into(),
            org: "Northway Work".into(),
            did: "opened somebody’s page".into(),
            at: jiff::Timestamp::UNIX_EPOCH,
            people: Some(1),
        };
        (1..=n).map(one).collect()
    }

    #[test]
    fn the_newest_few_stand_open_and_every_other_is_one_press_away() {
        let page = acts("Who looked", &looks(43)).0;
        let (open, closed) = page.split_once("<details").unwrap();
        assert_eq!(open.matches("Coach ").count(), OPEN);
        assert_eq!(closed.matches("Coach ").count(), 41, "none is left out");
        assert_eq!(page.matches("<details").count(), 3);
        for which in [
            "Show more: 3 to 22",
            "Show more: 23 to 42",
            "Show more: number 43",
        ] {
            assert!(page.contains(which), "{which}");
        }
        assert!(!acts("Who looked", &looks(OPEN)).0.contains("<details"));
    }
}
