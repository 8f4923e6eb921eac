//! The numbers: how many said yes, not yet, no or stopped each month, and how jobs are each quarter, with disclosure control.

use maud::html;
use sayso_app::places;
use sayso_words::sayings::{counted as say, public as say_public};

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::pages::counted::{ANSWERS, JOBS, periods};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let numbers = ctx.open(|desk, _| places::numbers(desk)).await?;
    let w = ctx.words();
    let speak_up = html! { a href="/speak-up" { (w.t(&say_public::speak_up())) } };
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::about())) }
        @if numbers.months.is_empty() {
            p { strong { (w.t(&say::none())) } }
        } @else {
            (periods(w, &say::caption(), &say::month(), &ANSWERS, &numbers.months))
        }
        h2 { (w.t(&say::jobs_heading())) }
        p { (w.t(&say::jobs_about())) }
        @if numbers.quarters.is_empty() {
            p { strong { (w.t(&say::jobs_none())) } }
        } @else {
            (periods(w, &say::jobs_caption(), &say::quarter(), &JOBS, &numbers.quarters))
        }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { (w.t(&say::jobs_wait())) }
            li { (w.t(&say::jobs_floor())) }
            li { (w.t(&say::jobs_few())) }
            li { (w.t(&say::jobs_wanted())) }
        }
        h2 { (w.t(&say::how())) }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { (w.t(&say::star())) }
            li { (w.t(&say::once())) }
            li { (w.t(&say::alone())) }
            li { (w.t(&say::together())) }
            li { (w.t(&say::not_counted())) }
            li { (w.t(&say::stands_in())) " " a href="/public-log" { (w.t(&say_public::the_log())) } (w.t(&say::signed())) }
        }
        p { (w.t(&say::cannot_free())) " " (speak_up) "." }
        p { (w.t(&say::demands())) " " a href="/legal-demands" { (w.t(&say::demands_link())) } "." }
        p { (w.t(&say::cannot_help())) " " a href="/evaluation" { (w.t(&say::plans_link())) } "." }
    };
    Ok(public(&ctx, &say::title(), &narrow(&body)))
}
