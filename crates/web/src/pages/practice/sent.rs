//! What the practice sent. What came of it is there only if the person chose to tell.

use axum::extract::{Path, Query};
use jiff::Timestamp;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::sent::{self, Bookmark, Known};
use sayso_app::telling::moment_in_words;
use sayso_core::id::ReferralId;
use sayso_core::referral::State;
use serde::Deserialize;

use super::{id, told};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{
    Cell, Colour, Look, Pagination, Row, SummaryList, Table, Tag, Turn, pagination, summary_list, table, tag,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/sent",
        Who::Practice,
        "list_practice",
        "list_opened",
        all,
    );
    r.get(
        "/practice/sent/{id}",
        Who::Clinician,
        "read_referral",
        "parcel_opened told_opened",
        one,
    );
}

fn state(known: &Known) -> (String, Colour) {
    match known.state {
        State::Held => (
            format!("Held until {}", moment_in_words(known.held_until)),
            Colour::Yellow,
        ),
        State::Sent => ("Sent".into(), Colour::Blue),
        State::Active | State::Accepted => (known.state.to_staff().into(), Colour::AquaGreen),
        other => (other.to_staff().into(), Colour::Grey),
    }
}

/// Where a page begins: a moment and a referral. What is neither begins at the newest.
#[derive(Deserialize)]
struct Begins {
    #[serde(default)]
    before: String,
}

impl Begins {
    fn turn(&self) -> Option<Bookmark> {
        let (at, id) = self.before.split_once('.')?;
        Some((
            Timestamp::from_millisecond(at.parse().ok()?).ok()?,
            id.parse().ok()?,
        ))
    }
}

/// Newer and older, where there are any.
fn turns(before: bool, older: Option<Bookmark>) -> Markup {
    let next = older.map(|(at, id)| format!("/practice/sent?before={}.{id}", at.as_millisecond()));
    html! {
        @if before || next.is_some() {
            (pagination(&Pagination {
                previous: before.then_some(Turn { href: "/practice/sent", text: "The newest".into(), ..Turn::default() }),
                next: next.as_deref().map(|href| Turn { href, text: "Older ones".into(), ..Turn::default() }),
                ..Pagination::default()
            }))
        }
    }
}

async fn all(Query(begins): Query<Begins>, mut ctx: Ctx) -> Answer {
    let before = begins.turn();
    let sent::Page { rows, older } = ctx
        .act(Lane::Normal, move |desk, visit| {
            sent::list(desk, &visit.actor, before)
        })
        .await?;
    let cells = rows.iter().map(|k| {
        let (words, colour) = state(k);
        let link = html! {
            a class="nhsuk-link" href={ "/practice/sent/" (k.id) } {
                "Open" span class="nhsuk-u-visually-hidden" { " what was sent for " (k.name) }
            }
        };
        vec![
            Cell::from(k.name.as_str()),
            Cell::from(k.provider.as_str()),
            Cell::from(tag(&Tag::new(words, colour))),
            Cell::from(moment_in_words(k.made_at)),
            Cell::from(link),
        ]
    });
    let body = html! {
        h1 { "What did the practice send?" }
        @if rows.is_empty() {
            p { "Nothing that you can see here. Clinicians of the practice see what it sent." }
        } @else {
            (table(&Table {
                caption: "The newest first".into(),
                head: ["Patient", "To", "Where it is", "Agreed", "Open"].map(Cell::from).into(),
                rows: cells.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
        (turns(before.is_some(), older))
    };
    Ok(ctx.page("What was sent", Some("/practice"), &body))
}

async fn one(Path(referral): Path<String>, mut ctx: Ctx) -> Answer {
    let referral: ReferralId = id(&mut ctx, &referral).await?;
    let sent = ctx
        .act(Lane::Normal, move |desk, visit| {
            sent::open(desk, &visit.actor, referral)
        })
        .await?;
    let (words, colour) = state(&sent.known);
    let mut rows = vec![
        Row::fact("Where it is", tag(&Tag::new(words, colour))),
        Row::fact("To", sent.known.provider.as_str()),
        Row::fact("Reference", sent.known.reference.as_str()),
    ];
    rows.extend(
        sent.lines
            .iter()
            .map(|l| Row::fact(l.label.as_str(), l.value.as_str())),
    );
    let body = html! {
        h1 { "What was sent for " (sent.known.name) "?" }
        @if sent.by_power { p { strong { (sayso_core::words::BY_A_POWER) } } }
        (summary_list(&SummaryList { rows, ..SummaryList::default() }))
        h2 class="nhsuk-heading-m" { "What came of it" }
        (told::page(&sent))
    };
    Ok(ctx.page("What was sent", Some("/practice/sent"), &body))
}
