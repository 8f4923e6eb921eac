//! What a yes means: what the terms say, work and benefits, who owns and pays whom, what the law can do. Every
//! sentence about sharing is generated from the published terms.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Explained};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Arg;
use sayso_words::sayings::explained as say;

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/home/explained",
        Who::Person,
        "open_own",
        "own_opened",
        explained,
    );
}

async fn explained(mut ctx: Ctx) -> Answer {
    let told = ctx
        .act(Lane::Normal, |desk, visit| own::explained(desk, &visit.actor))
        .await?;
    let w = ctx.words();
    let body = html! {
        @if let [told] = told.as_slice() {
            h1 { @if told.agreed { (w.t(&say::said_yes_to())) } @else { (w.t(&say::would_mean())) } }
            (page(told, w))
        } @else if !told.is_empty() {
            h1 { (w.t(&say::said_yes_to())) }
            p { (w.t(&say::separate())) }
            @for one in &told {
                h2 { (one.terms.promise.scheme_name) }
                (page(one, w))
            }
        } @else {
            h1 { (w.t(&say::nothing())) }
            p { (w.t(&say::no_terms())) }
        }
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(e: &Explained, w: Words) -> Markup {
    let promise = &e.terms.promise;
    html! {
        p { (w.published(&promise.what)) }
        p { (w.t(&say::your_choice())) }
        h2 { (w.t(&say::who_gets())) }
        (w.list(sayso_words::flows(promise).into_iter().map(|(whole, _)| whole)))
        h2 { (w.t(&say::never_sent())) }
        (w.list(sayso_words::never_sent(promise)))
        h2 id="benefits" { (w.t(&say::benefits())) }
        @for line in sayso_words::about_benefits(promise) { p { (w.t(&line)) } }
        h2 { (w.t(&say::who_owns())) }
        p { (w.published(&promise.paid_by)) }
        @for (name, interests) in &e.interests { (w.list(sayso_words::interests(name, interests))) }
        h2 { (w.t(&say::law())) }
        p { (w.t(&say::court())) }
        p { (w.t(&say::gp_words())) }
        p { (w.t(&say::unread())) }
        p { a href="/what-we-cannot-stop" { (w.t(&say::cannot_stop())) } }
        h2 { (w.t(&say::how_long())) }
        p { (w.t(&say::lasts(promise.say_so_days))) }
        p { (w.t(&say::ends_on(promise.ends_on))) }
        h2 { (w.t(&say::way_out())) }
        p { (w.t(&say::pause_stop())) }
        h2 { (w.t(&say::advice())) }
        p { (w.t(&say::free(Arg::published(&promise.advice)))) }
        p class="app-quiet" {
            (w.t(&say::terms_of(promise.scheme_name.as_str(), e.terms.version, e.terms.in_effect_at)))
        }
    }
}
