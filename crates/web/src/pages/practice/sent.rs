//! What the practice sent. What came of it is there only if the person chose to tell.

use axum::extract::{Path, Query};
use maud::html;
use sayso_app::Lane;
use sayso_app::practice::sent::{self, Known};
use sayso_app::telling::moment_in_words;
use sayso_core::id::ReferralId;
use sayso_core::referral::State;

use super::{id, told};
use crate::bookmark::{Begins, turns};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Colour, Look, Row, SummaryList, Table, Tag, summary_list, table, tag};
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

async fn all(Query(begins): Query<Begins>, mut ctx: Ctx) -> Answer {
    let before = begins.at();
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
        (turns("/practice/sent", "The newest", "Older ones", before, older))
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
