//! Where the person is signed in, and signing out everywhere with one press.

use maud::html;
use sayso_app::Lane;
use sayso_app::own;

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};
use sayso_words::sayings::sessions as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/sessions", Who::Person, "open_own", "own_opened", list);
    r.post(
        "/home/sessions",
        Who::Person,
        "sign_out",
        "signed_out_everywhere",
        end_all,
    );
}

async fn list(mut ctx: Ctx) -> Answer {
    let sessions = ctx
        .act(Lane::Normal, |desk, visit| own::sessions(desk, &visit.actor))
        .await?;
    let here = ctx.visit.session;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::title())) }
        ul {
            @for s in &sessions {
                li {
                    @if s.idle_minutes <= 15 { (w.t(&say::on_shared(s.opened_at, s.ends_at))) }
                    @else { (w.t(&say::on_own(s.opened_at, s.ends_at))) }
                    @if Some(s.id) == here { " " strong { (w.t(&say::this_one())) } }
                }
            }
        }
        p { (w.t(&say::not_known())) }
        form method="post" action="/home/sessions" novalidate {
            (ctx.csrf())
            (button(&Button::primary(w.t(&say::everywhere()))))
        }
    };
    Ok(ctx.page_said(&say::signed_in(), Some("/home"), &with_way_out(w, &body)))
}

async fn end_all(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| {
        own::sign_out_everywhere(desk, &visit.actor)
    })
    .await?;
    Ok(ctx.see_signed_out("/sign-in"))
}
