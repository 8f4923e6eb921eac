//! The practice: offering, sharing at the desk, reception, cards, words for the record. Owns: these pages and the
//! little that they share. Until an answer is kept, what is typed here stands in memory alone.

mod cards;
mod danger;
mod dangers;
mod done;
mod find;
mod forgotten;
mod front;
mod heard;
mod interpreted;
mod launch;
mod messages;
mod mind;
mod mistake;
mod more;
mod offer;
mod pair;
mod power;
mod reception;
mod record;
mod returned;
mod sent;
mod share;
mod told;
mod waiting;
mod words;

use maud::{Markup, html};
use sayso_app::practice::{self, Front, Listed};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::{Id, SourceExt as _};
use sayso_core::reads::ReadingNeed;

use crate::baskets::Basket;
use crate::ctx::Ctx;
use crate::error::Failure;
use crate::nhs::{Content, identity_bar, inset_text};
use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    front::register(routes);
    find::register(routes);
    offer::register(routes);
    share::register(routes);
    done::register(routes);
    cards::register(routes);
    launch::register(routes);
    reception::register(routes);
    forgotten::register(routes);
    mind::register(routes);
    mistake::register(routes);
    more::register(routes);
    pair::register(routes);
    power::register(routes);
    danger::register(routes);
    dangers::register(routes);
    messages::register(routes);
    words::register(routes);
    record::register(routes);
    sent::register(routes);
    told::register(routes);
    returned::register(routes);
    waiting::register(routes);
}

/// Whoever asks sits at a practice; anybody else finds nothing here, and that is written down.
async fn at_a_practice(ctx: &mut Ctx) -> Result<Front, Failure> {
    ctx.act(Lane::Normal, |desk, visit| practice::front(desk, &visit.actor))
        .await
}

/// An id from an address. Whatever is none leads nowhere, for those who are signed in.
async fn id<T>(ctx: &mut Ctx, text: &str) -> Result<Id<T>, Failure> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    at_a_practice(ctx).await?;
    Err(ctx.failure(Error::NotFound))
}

/// What stands in memory under this token.
async fn basket(ctx: &mut Ctx, token: &str) -> Result<Basket, Failure> {
    let now = ctx.site.house.source().now();
    if let Some(basket) = ctx.site.baskets.get(token, now) {
        return Ok(basket);
    }
    at_a_practice(ctx).await?;
    Err(ctx.failure(Error::NotFound))
}

/// Puts a basket down under a token of its own; gives the token.
fn keep(ctx: &Ctx, mut basket: Basket) -> String {
    let source = ctx.site.house.source();
    basket.salt = source.bytes();
    let token = ctx.site.baskets.new_token(source.bytes::<16>());
    ctx.site.baskets.put(&token, basket, source.now());
    token
}

/// Puts a basket back under its token.
fn keep_again(ctx: &Ctx, token: &str, basket: Basket) {
    ctx.site.baskets.put(token, basket, ctx.site.house.source().now());
}

/// Birth date and number, in words.
fn facts(who: &Listed) -> Vec<String> {
    let born = who
        .birth_date
        .map(|d| format!("Born {}", sayso_core::words::day(d)));
    let number = who.nhs_number.map(|n| format!("NHS number {n}"));
    let also = who.also.as_ref().map(|a| format!("Also on the list as {a}"));
    born.into_iter().chain(number).chain(also).collect()
}

/// Who this page is about.
fn about(who: &Listed) -> Markup {
    let facts = facts(who);
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    identity_bar(&who.name, &facts)
}

/// How somebody reads, where staff cannot miss it; and that they are to be asked again, once it is time.
fn flag(reading: Option<ReadingNeed>, now: jiff::Timestamp) -> Markup {
    let Some(need) = reading else { return html! {} };
    let again = moment_in_words(need.review_at());
    html! {
        (inset_text(&html! {
            p { strong { "Reads: " (need.reads.in_words()) "." } " Letters and receipts print that way by themselves." }
            @if need.review_at() <= now {
                p { "Please ask whether this is still right. They told us on " (moment_in_words(need.asked_at)) "." }
            } @else { p { "They told us on " (moment_in_words(need.asked_at)) ". They are asked again from " (again) "." } }
        }.into()))
    }
}

/// The words beside one field, if something is wrong with it.
fn wrong<'a>(errors: &[(&str, &'a str)], field: &str) -> Option<Content<'a>> {
    errors
        .iter()
        .find(|(f, _)| *f == field)
        .map(|(_, words)| Content::from(*words))
}

/// A plain list.
fn list(items: &[impl AsRef<str>]) -> Markup {
    html! { ul class="nhsuk-list nhsuk-list--bullet" { @for item in items { li { (item.as_ref()) } } } }
}

/// A capital for a word that begins a line.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
