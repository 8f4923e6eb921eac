//! Two public registers: what is switched off, by whom, when and why; and how many legal demands came, zero included.

use maud::html;
use sayso_app::guard::demand;
use sayso_app::guard::switch;
use sayso_app::telling::moment_in_words;

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Look, Table, table};

pub(super) async fn switched_off(mut ctx: Ctx) -> Answer {
    let all = ctx.open(|desk, _| switch::public(desk)).await?;
    let now = all.iter().filter(|t| t.switch.on.is_none()).count();
    let body = html! {
        h1 { "What is switched off?" }
        p { "One seat can switch off a practice, a service or one flow, at once. Two switch it on again." }
        p { "While it is off nothing new is offered or sent there. Every way out still works." }
        @if now == 0 { p { strong { "Nothing is switched off." } } }
        @for t in &all {
            h2 { (t.name) }
            p { "Switched off by " (t.by) " on " (moment_in_words(t.switch.off_at)) "." }
            p { (t.switch.reason.in_words()) }
            @match (t.switch.on, t.switch.on_asked) {
                (Some((_, at)), _) => p { "Two seats switched it on again on " (moment_in_words(at)) "." },
                (None, Some((_, at))) => p { strong { "Off." } " One seat asked on " (moment_in_words(at)) " to switch it on. A second has not agreed." },
                (None, None) => p { strong { "Off." } },
            }
        }
    };
    Ok(public(&ctx, "Switched off", &narrow(&body)))
}

pub(super) async fn legal_demands(mut ctx: Ctx) -> Answer {
    let years = ctx.open(|desk, _| demand::public(desk)).await?;
    let rows = years.iter().flat_map(|y| {
        y.counts.iter().map(|(who, came, over)| {
            vec![
                Cell::from(y.year.to_string()),
                Cell::from(who.in_words()),
                Cell::number(came.to_string()),
                Cell::number(over.to_string()),
            ]
        })
    });
    let body = html! {
        h1 { "What did the law make us hand over?" }
        p { "Sayso sends nothing because of a legal demand. Two people must agree before anybody hands anything over, and then only a name and a way to make contact." }
        p { "To the DWP, a Jobcentre or another part of the benefits system they cannot agree to anything here." }
        p { "A court can still compel the organisations that hold information. This page then counts it." }
        (table(&Table {
            caption: "Legal demands by year".into(),
            head: vec!["Year".into(), "Who demanded".into(), Cell::number("Demands"), Cell::number("Something was handed over")],
            rows: rows.collect(),
            first_cell_is_header: true,
            look: Look::responsive(),
            ..Table::default()
        }))
    };
    Ok(public(&ctx, "Legal demands", &narrow(&body)))
}
