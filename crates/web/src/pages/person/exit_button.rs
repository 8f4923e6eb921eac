//! The button that leaves the page quickly, told on the page for how to reach somebody: what it does, what it cannot do,
//! and the switch. The button itself is the shell's.

use maud::{Markup, html};
use sayso_app::{Lane, own};
use sayso_words::sayings::contact as say;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post(
        "/home/exit-button",
        Who::Person,
        "write_own",
        "setting_changed",
        switch,
    );
}

/// What it does and what it cannot; with the switch, for whoever has a private word.
pub(super) fn part(ctx: &Ctx, switches: bool) -> Markup {
    let w = ctx.words();
    let off = ctx.visit.exit_off;
    html! {
        h2 id="exit-button" { (w.t(&say::exit_heading())) }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { (w.t(&say::exit_does())) }
            li { (w.t(&say::exit_history())) }
            li { (w.t(&say::exit_seen())) }
        }
        @if off { p { (w.t(&say::exit_is_off())) } }
        @if switches {
            form method="post" action="/home/exit-button" novalidate {
                (ctx.csrf())
                input type="hidden" name="button" value=(if off { "on" } else { "off" });
                (button(&Button::secondary(w.t(&if off { say::exit_switch_on() } else { say::exit_switch_off() }))))
            }
        }
    }
}

async fn switch(Posted { mut ctx, form }: Posted) -> Answer {
    let off = match form.get("button") {
        "off" => true,
        "on" => false,
        _ => return Err(ctx.failure(sayso_app::Error::NotFound)),
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        own::set_exit_off(desk, &visit.actor, off)
    })
    .await?;
    Ok(ctx.see("/home/contact"))
}
