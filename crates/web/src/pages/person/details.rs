//! Correct what is held: the name the person uses, how they are reached, what helps them to communicate.

use maud::{Markup, html};
use sayso_app::own::{self, Corrected};
use sayso_app::{Error, Lane};

use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Input, Label, Textarea, button, input, textarea};
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::common;
use sayso_words::sayings::details as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/details", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/details", Who::Person, "write_own", "corrected", correct);
}

async fn ask(mut ctx: Ctx) -> Answer {
    let held = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open(
                desk,
                &visit.actor,
                "the page for correcting your details",
                0,
                None,
            )
        })
        .await?;
    let w = ctx.words();
    let body = page(&ctx, &Corrected::from(&held.person.details), &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, c: &Corrected, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let error = |field| w.wrong(errors, field);
    let line = |name, label: &str, value, complete| {
        input(&Input {
            name,
            label: Label::from(label.to_owned()),
            value,
            autocomplete: Some(complete),
            error: error(name),
            ..Input::default()
        })
    };
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::at_once())) }
        form method="post" action="/home/details" novalidate {
            (ctx.csrf())
            (line("name", &w.s(&say::name()), Some(c.name.as_str()), "name"))
            (line("phone", &w.s(&say::phone()), Some(c.phone.as_str()), "tel"))
            (line("email", &w.s(&say::email()), Some(c.email.as_str()), "email"))
            (textarea(&Textarea {
                name: "access_needs",
                label: Label::from(w.t(&say::helps())),
                hint: w.t(&say::helps_hint()),
                value: &c.access_needs,
                rows: Some(3),
                error: error("access_needs"),
                ..Textarea::default()
            }))
            (button(&Button::primary(w.t(&say::save()))))
        }
        p { (w.t(&say::practice_can())) }
    }
}

async fn correct(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let mut c = Corrected {
        name: form.get("name").into(),
        phone: form.get("phone").into(),
        email: form.get("email").into(),
        access_needs: form.get("access_needs").into(),
    };
    if c.name.is_empty() {
        let w = ctx.words();
        let body = page(&ctx, &c, &[("name", say::enter_name())]);
        return Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)));
    }
    c.access_needs = match screened(&form, "access_needs") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let kept = ["name", "phone", "email", "access_needs"].map(|n| (n, form.get(n)));
            let w = ctx.words();
            let body = offer_to_mask(&ctx, "/home/details", &kept, &text);
            return Ok(ctx.page_said_with_errors(
                &say::title(),
                Some("/home/details"),
                &with_way_out(w, &body),
            ));
        }
    };
    let typed = c.clone();
    let done = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::correct(desk, &visit.actor, &c)
        })
        .await;
    match done {
        Ok(()) => Ok(ctx.see("/home/held")),
        Err(f) => match f.error {
            Error::Input(words) => {
                let field = if typed.phone.is_empty() { "phone" } else { "email" };
                let w = ctx.words();
                let body = page(&ctx, &typed, &[(field, common::same(sayso_words::known(words)))]);
                Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)))
            }
            _ => Err(f),
        },
    }
}
