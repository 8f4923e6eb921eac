//! Two public registers: what is switched off, by whom, when and why; and how many legal demands came, zero included.

use maud::html;
use sayso_app::guard::demand;
use sayso_app::guard::switch::{self, Told};
use sayso_words::Arg;
use sayso_words::sayings::{common, concern as say_concern, home as say_home, registers as say};

use super::{cell, narrow, public, seat};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Table, table};

pub(super) async fn switched_off(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| switch::public(desk)).await?;
    let now = all.iter().filter(|t| t.switch.on.is_none()).count();
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::off_heading())) }
        p { (w.t(&say::off_how())) }
        p { (w.t(&say::off_while())) }
        @if now == 0 { p { strong { (w.t(&say::off_none())) } } }
        @for t in &all {
            h2 { @for part in name(t) { (w.t(&common::same(part))) } }
            p { (w.t(&say::off_by(seat(&t.by), t.switch.off_at))) }
            p { (w.k(t.switch.reason.in_words())) }
            @match (t.switch.on, t.switch.on_asked) {
                (Some((_, at)), _) => p { (w.t(&say::on_again(at))) },
                (None, Some((_, at))) => p { strong { (w.t(&say::off_now())) } " " (w.t(&say::on_asked(at))) },
                (None, None) => p { strong { (w.t(&say::off_now())) } },
            }
        }
    };
    Ok(public(&ctx, &say_home::switched_off_title(), &narrow(&body)))
}

/// The organisation's name, and what for, where it is one flow that is off.
fn name(t: &Told) -> Vec<Arg> {
    let purpose = t.switch.target.purpose;
    let org = purpose.and_then(|p| t.name.strip_suffix(p.in_words())?.strip_suffix(", "));
    match (org, purpose) {
        (Some(org), Some(purpose)) => vec![org.into(), ", ".into(), sayso_words::purpose(purpose).into()],
        _ => vec![t.name.as_str().into()],
    }
}

pub(super) async fn legal_demands(mut ctx: Ctx) -> Answer {
    let years = ctx.open(|desk, _| demand::public(desk)).await?;
    let w = ctx.words();
    let rows = years.iter().flat_map(|y| {
        y.counts.iter().map(move |(who, came, over)| {
            vec![
                Cell::from(y.year.to_string()),
                cell(w.k(who.in_words())),
                Cell::number(came.to_string()),
                Cell::number(over.to_string()),
            ]
        })
    });
    let body = html! {
        h1 { (w.t(&say::law_heading())) }
        p { (w.t(&say::law_nothing())) }
        p { (w.t(&say::law_dwp())) }
        p { (w.t(&say::law_court())) }
        (table(&Table {
            caption: w.t(&say::law_caption()),
            head: vec![
                cell(w.t(&say::year())),
                cell(w.t(&say::who())),
                Cell::number(w.t(&say::came())),
                Cell::number(w.t(&say::handed())),
            ],
            rows: rows.collect(),
            first_cell_is_header: true,
            look: Look::responsive(),
            ..Table::default()
        }))
    };
    Ok(public(&ctx, &say_concern::demands(), &narrow(&body)))
}
