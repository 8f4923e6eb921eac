//! Why one thing in the history was allowed: who asked, what the rules were told, and which rules decided. The same as
//! a file without names, which anybody can have decided again.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, RulesAsked, WhyAllowed};
use sayso_app::{Error, Lane};
use sayso_core::id::EventId;

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::download::{TEXT, saved};
use crate::error::Failure;
use crate::nhs::inset_text;
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Arg;
use sayso_words::sayings::receipt;
use sayso_words::sayings::why as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/history/{id}", Who::Person, "open_own", "own_opened", page);
    r.get(
        "/home/history/{id}/file",
        Who::Person,
        "open_own",
        "own_opened",
        file,
    );
}

async fn read(ctx: &mut Ctx, id: String) -> Result<WhyAllowed, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: EventId = id.parse().map_err(|_| Error::NotFound)?;
        own::why(desk, &visit.actor, id)
    })
    .await
}

async fn page(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let why = read(&mut ctx, id).await?;
    let w = ctx.words();
    let row = html! {
        p { (w.t(&why.sentence.said)) }
        p class="app-quiet" { (w.at(why.sentence.happened_at)) }
    };
    let body = html! {
        h1 { @if why.sentence.allowed { (w.t(&say::allowed())) } @else { (w.t(&say::not_allowed())) } }
        (inset_text(&row.into()))
        @match &why.asked {
            Some(asked) => {
                (question(asked, w))
                @if why.said.is_some() {
                    p { (w.t(&say::rests_on())) " " a href="/home/held" { (w.t(&say::what_you_said())) } "." }
                }
                (answer(asked, &format!("/home/history/{}/file", why.sentence.id), w))
            }
            None => p { (w.t(&say::not_kept())) },
        }
        p { a href="/home/history" { (w.t(&receipt::back())) } }
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

/// What the rules were asked, and what they were told.
pub(in crate::pages) fn question(asked: &RulesAsked, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::asked())) }
        p { (w.t(&say::may_they(Arg::published(&asked.who), sayso_words::known(asked.what)))) }
        @if !asked.facts.is_empty() {
            p { (w.t(&say::facts())) }
            ul { @for fact in &asked.facts { li { (w.published(fact)) } } }
        }
    }
}

/// What the rules say, and the file with which anybody can have it decided again.
pub(in crate::pages) fn answer(asked: &RulesAsked, file: &str, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::answer())) }
        @if !asked.same_rules {
            p { (w.t(&say::rules_changed())) }
        }
        @match (asked.allowed, asked.rules.is_empty()) {
            (true, _) => p { (w.t(&say::allowed_by())) },
            (false, true) => p { (w.t(&say::no_rule())) },
            (false, false) => p { (w.t(&say::because_of())) },
        }
        @if !asked.rules.is_empty() {
            ul { @for rule in &asked.rules { li { (w.published(&rule.words)) " (" code lang="en" { (rule.id) } ")" } } }
        }
        h2 { (w.t(&say::check())) }
        p { (w.t(&say::file_holds())) }
        p { a href=(file) download { (w.t(&say::take_file())) } }
        p { (w.t(&say::rules_proved())) " " a href="/policy" { (w.t(&say::policies())) } "." }
    }
}

async fn file(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let why = read(&mut ctx, id).await?;
    let asked = why.asked.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(saved("decision.txt", TEXT, asked.file))
}
