//! The way from home: three words, the question, an answer, what may leave, check, sent. Owns: what is carried from
//! page to page, in memory alone. Until the yes at its end nothing is stored, not even an id.

mod answer;
mod check;
mod letter;
mod sent;
mod service;
mod share;
mod words;
mod you;

use axum::response::Response;
use maud::{Markup, html};
use sayso_app::card::{self, Asked};
use sayso_app::{Error, agree::Lines};
use sayso_core::category::{Categories, Category};
use sayso_core::id::OrgId;
use sayso_core::parcel::Parcel;
use sayso_core::sayso::Purpose;
use sayso_words::sayings::card as say;
use sayso_words::sayings::common;

use super::which::must_choose;
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::frame::Tongue;
use crate::nhs::problems_in;
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(in crate::pages) use words::words_field;

pub(super) fn register(r: &mut Routes) {
    r.get("/card", Who::Anybody, "-", "-", words::page);
    r.post("/card", Who::Anybody, "use_card", "-", words::post);
    r.get("/card/thank-you", Who::Anybody, "-", "-", answer::thank_you);
    r.get("/card/{basket}", Who::Anybody, "use_card", "-", answer::page);
    r.post(
        "/card/{basket}",
        Who::Anybody,
        "use_card",
        "answer_counted",
        answer::post,
    );
    r.get(
        "/card/{basket}/service",
        Who::Anybody,
        "use_card",
        "-",
        service::page,
    );
    r.post(
        "/card/{basket}/service",
        Who::Anybody,
        "use_card",
        "-",
        service::post,
    );
    r.get("/card/{basket}/you", Who::Anybody, "use_card", "-", you::page);
    r.post("/card/{basket}/you", Who::Anybody, "use_card", "-", you::post);
    r.get("/card/{basket}/share", Who::Anybody, "use_card", "-", share::page);
    r.post("/card/{basket}/share", Who::Anybody, "use_card", "-", share::post);
    r.get("/card/{basket}/check", Who::Anybody, "use_card", "-", check::page);
    r.post(
        "/card/{basket}/check",
        Who::Anybody,
        "key_agreement",
        "agreed",
        check::post,
    );
    r.get("/card/{basket}/sent", Who::Anybody, "-", "-", sent::page);
}

/// One person's way, as far as it has come.
struct Way {
    token: String,
    words: String,
    basket: Basket,
    asked: Asked,
}

/// A basket opens with its address and the browser that filled it: an address that is left behind on a shared
/// computer, after *exit* took the browser's mark away, opens nothing.
fn key(ctx: &Ctx, token: &str) -> String {
    format!("{token} {}", ctx.visitor())
}

fn find(ctx: &Ctx, token: &str) -> Option<Basket> {
    ctx.site
        .baskets
        .get(&key(ctx, token), ctx.site.house.source().now())
}

fn put(ctx: &Ctx, token: &str, basket: Basket) {
    ctx.site
        .baskets
        .put(&key(ctx, token), basket, ctx.site.house.source().now());
}

fn path(token: &str, page: &str) -> String {
    format!("/card/{token}/{page}")
}

/// The way and the question as the terms put it now; or the answer to give instead. Which service it is about is asked
/// first, where there are several.
async fn begin(ctx: &mut Ctx, token: String) -> Result<Way, Box<Answer>> {
    let way = begin_anywhere(ctx, token).await?;
    if must_choose(&way.asked.question, way.basket.scheme) {
        return Err(Box::new(Ok(ctx.see(&way.path("service")))));
    }
    Ok(way)
}

async fn begin_anywhere(ctx: &mut Ctx, token: String) -> Result<Way, Box<Answer>> {
    let Some(basket) = find(ctx, &token) else {
        return Err(Box::new(Ok(start_again(ctx))));
    };
    if basket.kept.is_some() {
        return Err(Box::new(Ok(ctx.see(&path(&token, "sent")))));
    }
    let words = basket.card.clone().unwrap_or_default();
    let (asking, which) = (words.clone(), basket.scheme);
    match ctx.open(move |desk, _| card::ask(desk, &asking, which)).await {
        Ok(asked) => Ok(Way {
            token,
            words,
            basket,
            asked,
        }),
        Err(failure) if failure.error == Error::NotFound => Err(Box::new(Ok(start_again(ctx)))),
        Err(failure) => Err(Box::new(Err(failure))),
    }
}

/// The basket is too old, was never there, is another browser's, or its card opens nothing any more: one page.
fn start_again(ctx: &Ctx) -> Response {
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::again_title())) }
        p { (w.t(&say::again_why())) }
        p { (w.t(&say::again_nothing())) }
        p { a href="/card" { (w.t(&say::again_words())) } }
        p { a href="/sign-in" { (w.t(&say::again_yes())) } }
    };
    let status = axum::http::StatusCode::NOT_FOUND;
    let title = w.s(&say::again_title());
    ctx.frame()
        .page(Tongue::Theirs, status, &title, Some("/"), false, &body)
}

/// What is wrong, at the top of a page in the reader's language.
fn wrong_in(w: Words, list: &[(&str, &str)]) -> Markup {
    problems_in(&w.s(&common::there_is_a_problem()), list)
}

impl Way {
    fn path(&self, page: &str) -> String {
        path(&self.token, page)
    }
    fn keep(&self, ctx: &Ctx) {
        put(ctx, &self.token, self.basket.clone());
    }
    /// The provider that was chosen, or the only one there is.
    fn provider(&self) -> Option<(OrgId, &str)> {
        let all = &self.asked.question.providers;
        let chosen = match (self.basket.provider, all.as_slice()) {
            (Some(id), _) => all.iter().find(|(known, _, _)| *known == id),
            (None, [only]) => Some(only),
            (None, _) => None,
        };
        chosen.map(|(id, name, _)| (*id, name.as_str()))
    }
    /// What the register lets this provider have; before one is chosen, what any of them may have.
    fn allowed(&self) -> Categories {
        let promise = &self.asked.question.terms.promise;
        let flow = |id| {
            promise
                .flow(id, Purpose::Refer)
                .map_or(Categories::NONE, |f| f.categories)
        };
        match self.provider() {
            Some((id, _)) => flow(id),
            None => self
                .asked
                .question
                .providers
                .iter()
                .fold(Categories::NONE, |all, (id, _, _)| all.union(flow(*id))),
        }
    }
    /// The lines that are ticked and that the register allows.
    fn lines(&self) -> Lines {
        let (ticked, allowed) = (self.basket.lines, self.allowed());
        Lines {
            phone: ticked.phone && allowed.has(Category::Contact),
            email: ticked.email && allowed.has(Category::Contact),
            access_needs: ticked.access_needs && allowed.has(Category::AccessNeeds),
            own_words: ticked.own_words && allowed.has(Category::OwnWords),
        }
    }
    /// Exactly what would be sent.
    fn parcel(&self) -> Parcel {
        let b = &self.basket;
        sayso_app::agree::preview(&b.details, self.lines(), &b.own_words, b.salt)
    }
    /// A name, and somebody who could be reached.
    fn is_filled_in(&self) -> bool {
        let d = &self.basket.details;
        !d.name.is_empty() && (d.phone.is_some() || d.email.is_some())
    }
}
