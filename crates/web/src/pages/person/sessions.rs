//! Where the person is signed in, and signing out everywhere with one press.

use maud::html;
use sayso_app::Lane;
use sayso_app::own;
use sayso_app::telling::moment_in_words;

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};

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
    let body = html! {
        h1 { "Where are you signed in?" }
        ul {
            @for s in &sessions {
                li {
                    "Since " (moment_in_words(s.opened_at)) ", "
                    @if s.idle_minutes <= 15 { "on a shared computer" } @else { "on a device of your own" }
                    ", until " (moment_in_words(s.ends_at)) " at the latest"
                    @if Some(s.id) == here { ". " strong { "This is the one you are using" } }
                    "."
                }
            }
        }
        p { "If you do not know one of these, sign out everywhere. Then choose a new private word." }
        form method="post" action="/home/sessions" novalidate {
            (ctx.csrf())
            (button(&Button::primary("Sign out everywhere")))
        }
    };
    Ok(ctx.page("Signed in", Some("/home"), &with_way_out(&body)))
}

async fn end_all(Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, |desk, visit| {
        own::sign_out_everywhere(desk, &visit.actor)
    })
    .await?;
    Ok(ctx.see_signed_out("/sign-in"))
}
