//! Why one thing in the history was allowed: who asked, what the rules were told, and which rules decided. The same as
//! a file without names, which anybody can have decided again.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, RulesAsked, WhyAllowed};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::EventId;

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::download::{TEXT, saved};
use crate::error::Failure;
use crate::nhs::inset_text;
use crate::routes::{Routes, Who};

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
    let row = html! {
        p { (why.sentence.text) }
        p class="app-quiet" { (moment_in_words(why.sentence.happened_at)) }
    };
    let body = html! {
        h1 { @if why.sentence.allowed { "Why was this allowed?" } @else { "Why was this not allowed?" } }
        (inset_text(&row.into()))
        @match &why.asked {
            Some(asked) => (explained(&why, asked)),
            None => p { "What the rules were asked was not kept when this happened." },
        }
        p { a href="/home/history" { "Back to everything that happened" } }
    };
    Ok(ctx.page("Why", Some("/home"), &with_way_out(&body)))
}

fn explained(why: &WhyAllowed, asked: &RulesAsked) -> Markup {
    html! {
        h2 { "What the rules were asked" }
        p { "May " (asked.who) " do this: " (asked.what) "?" }
        @if !asked.facts.is_empty() {
            p { "They were told these facts:" }
            ul { @for fact in &asked.facts { li { (fact) } } }
        }
        @if why.said.is_some() {
            p { "It rests on " a href="/home/held" { "what you said yes to" } "." }
        }
        h2 { "What the rules answer" }
        @if !asked.same_rules {
            p { "The rules have changed since then. This is what the rules of today say." }
        }
        @match (asked.allowed, asked.rules.is_empty()) {
            (true, _) => p { "Allowed, by:" },
            (false, true) => p { "Not allowed: no rule lets them." },
            (false, false) => p { "Not allowed, because of:" },
        }
        @if !asked.rules.is_empty() {
            ul { @for rule in &asked.rules { li { (rule.words) " (" code { (rule.id) } ")" } } }
        }
        h2 { "Check it yourself" }
        p { "This file holds the question without any name. Anybody with a copy of the software can have it decided again." }
        p { a href={ "/home/history/" (why.sentence.id) "/file" } download { "Take the file" } }
        p { "The rules and what was proved about them: " a href="/policy" { "the policies" } "." }
    }
}

async fn file(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let why = read(&mut ctx, id).await?;
    let asked = why.asked.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(saved("decision.txt", TEXT, asked.file))
}
