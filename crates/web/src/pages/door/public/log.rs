//! The public log as a page in plain words: what it is, who watches it, how to check it. About nobody: served by the
//! reader, beside the writer.

use std::sync::Arc;

use maud::{Markup, html};
use sayso_app::public_log::{self, Reservation, Reserving, Shown, Witnessed};
use sayso_app::{Error, House};
use sayso_words::Say;
use sayso_words::sayings::openlog as say;

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::nhs::{Row, SummaryList, WarningCallout, summary_list, warning_callout};
use crate::reading::Words;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let (now, asked_for) = ctx
        .open(|desk, _| Ok((desk.now(), public_log::asked_for(desk)?)))
        .await?;
    let log = read(&ctx, public_log::shown).await?;
    let witnesses = Arc::clone(&ctx.site.witnesses);
    let seen = read(&ctx, move |house| public_log::witnessed(house, &witnesses, now)).await?;
    let ended = read(&ctx, public_log::ended).await?;
    let stale = log
        .sealed_at
        .is_some_and(|at| now.duration_since(at).as_mins() >= 30);
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::written_into())) }
        p { (w.t(&say::holds())) }
        p { (w.t(&say::no_person())) }
        (outside(&seen, asked_for, ctx.site.witnesses.reservation(), w))
        @if let Some(why) = &log.refusal {
            (warning_callout(&WarningCallout {
                heading: w.t(&say::not_signed()),
                heading_level: Some(2),
                content: html! { p { (w.published(why)) } p { (w.t(&say::still_kept())) } }.into(),
                }))
        }
        @if stale && log.refusal.is_none() {
            p { strong { (w.t(&say::stale())) } " " (w.t(&say::stood_still())) }
        }
        (standing(&log, w))
        @if !ended.is_empty() {
            h2 { (w.t(&say::ended())) }
            p { (w.t(&say::ended_why())) }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for old in &ended {
                    li {
                        (w.t(&say::ended_line(old.size.to_string(), old.at, because(&old.because)))) " "
                        a href={ "/log/old/" (old.nth) "/checkpoint" } { (w.t(&say::old_checkpoint(old.nth.to_string()))) }
                    }
                }
            }
        }
        h2 { (w.t(&say::yourself())) }
        p { (w.t(&say::with_copy())) }
        p { code { "sayso verify log ADDRESS/log" } }
        p { (w.t(&say::ask_key())) }
        @if log.checkpoint.is_some() {
            ul class="nhsuk-list nhsuk-list--bullet" {
                li { a href="/log/checkpoint" { (w.t(&say::as_file())) } }
                li { a href="/log/key" { (w.t(&say::the_key())) } }
            }
        }
        p { (w.t(&say::form())) }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}

fn because(word: &str) -> Say {
    match word {
        "year" => say::because_year(),
        "key" => say::because_key(),
        _ => say::because_lost(),
    }
}

fn countersigned(seen: &Witnessed, w: Words) -> Markup {
    let Some((lines, at)) = &seen.last else {
        return html! { strong { (w.t(&say::nothing_yet())) } };
    };
    html! {
        (w.t(&say::countersigned(lines.to_string(), *at))) " "
        @if seen.late { strong { (w.t(&say::nothing_since())) } " " }
        a href={ "/log/witness/" (seen.id) } {
            (w.t(&say::what_it())) span class="nhsuk-u-visually-hidden" { ": " (seen.name) }
        }
    }
}

/// Whether somebody outside reserves what is signed next, or why nobody does.
fn reserved(reservation: Reservation, w: Words) -> Markup {
    match reservation {
        Reservation::Nobody => html! {},
        Reservation::On(Reserving { can, all }) => html! {
            p { (w.t(&say::reserved(all.to_string(), can.to_string()))) }
        },
        Reservation::SwitchedOff(_) => html! {
            p { strong { (w.t(&say::not_reserved())) } " " (w.t(&say::reserve_off())) " " (w.t(&say::copy_could())) }
        },
        Reservation::TooFew(Reserving { can, all }) => warning_callout(&WarningCallout {
            heading: w.t(&say::not_reserved()),
            heading_level: Some(3),
            content: html! {
                p { (w.t(&say::reserve_few(all.to_string(), can.to_string()))) " " (w.t(&say::copy_could())) }
            }
            .into(),
        }),
    }
}

/// Who countersigned, and who did not.
fn outside(seen: &[Witnessed], asked_for: u8, reservation: Reservation, w: Words) -> Markup {
    let good = seen.iter().filter(|one| !one.late).count();
    let short = good < usize::from(asked_for);
    html! {
        @if good == 0 {
            (warning_callout(&WarningCallout {
                heading: w.t(&say::no_witness()),
                heading_level: Some(2),
                content: html! {
                    @if seen.iter().any(|one| one.last.is_some()) {
                        p { (w.t(&say::nobody_today())) }
                    } @else {
                        p { (w.t(&say::nobody_ever())) }
                    }
                    p { (w.t(&say::two_logs())) }
                }.into(),
            }))
        }
        h2 { (w.t(&say::who_watches())) }
        p { (w.t(&say::witness_is())) }
        @if asked_for > 0 {
            p {
                @if asked_for == 1 { (w.t(&say::asks_one())) } @else { (w.t(&say::asks_several(u32::from(asked_for)))) }
                @if short { " " strong { (w.t(&say::too_few())) } }
            }
        }
        (reserved(reservation, w))
        @for one in seen {
            (summary_list(&SummaryList {
                rows: vec![
                    Row::fact(w.t(&say::witness()), one.name.clone()),
                    Row::fact(w.t(&say::row_countersigned()), countersigned(one, w)),
                    Row::fact(w.t(&say::its_key()), html! { span class="app-wrap" { (one.key) } }),
                ],
                ..SummaryList::default()
            }))
        }
        @if seen.is_empty() {
            p { (w.t(&say::you_could())) " " a href="/speak-up" { (w.t(&say::tell_us())) } " " (w.t(&say::would_like())) }
        }
    }
}

fn standing(log: &Shown, w: Words) -> Markup {
    let Some(sealed) = log.sealed_at.filter(|_| log.checkpoint.is_some()) else {
        return html! { p { strong { (w.t(&say::nothing_signed())) } } };
    };
    summary_list(&SummaryList {
        rows: vec![
            Row::fact(
                w.t(&say::name()),
                html! { span class="app-wrap" { (log.origin) } },
            ),
            Row::fact(w.t(&say::lines()), log.size.to_string()),
            Row::fact(w.t(&say::last_sealed()), w.at(sealed)),
            Row::fact(
                w.t(&say::key()),
                html! { span class="app-wrap" { (log.key.as_deref().unwrap_or_default()) } },
            ),
        ],
        ..SummaryList::default()
    })
}

/// Reads beside the writer, on a thread that may wait.
pub(super) async fn read<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce(&House) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let house = ctx.site.house.clone();
    tokio::task::spawn_blocking(move || work(&house))
        .await
        .unwrap_or_else(|_| Err(Error::Fault("a read of the public log broke off".into())))
        .map_err(|error| ctx.failure(error))
}
