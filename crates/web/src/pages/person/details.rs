//! Correct what is held: the name the person uses, how they are reached, what helps them to communicate.

use maud::{Markup, html};
use sayso_app::own::{self, Corrected};
use sayso_app::{Error, Lane};

use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Input, Label, Textarea, button, input, problems, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/details", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/details", Who::Person, "write_own", "corrected", correct);
}

const TITLE: &str = "Your details";

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
    let body = page(&ctx, &Corrected::from(&held.person.details), &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, c: &Corrected, errors: &[(&str, &str)]) -> Markup {
    let error = |field| {
        let found = errors.iter().find(|(f, _)| *f == field);
        found.map(|(_, words)| (*words).into())
    };
    let line = |name, label: &'static str, value, complete| {
        input(&Input {
            name,
            label: Label::from(label),
            value,
            autocomplete: Some(complete),
            error: error(name),
            ..Input::default()
        })
    };
    html! {
        (problems(errors))
        h1 { "What should be different?" }
        p { "Others see the new words at once, and the old ones no more. Nobody is sent more than you agreed to." }
        form method="post" action="/home/details" novalidate {
            (ctx.csrf())
            (line("name", "The name you use", Some(c.name.as_str()), "name"))
            (line("phone", "Phone (optional)", Some(c.phone.as_str()), "tel"))
            (line("email", "Email (optional)", Some(c.email.as_str()), "email"))
            (textarea(&Textarea {
                name: "access_needs",
                label: Label::from("What helps you to communicate (optional)"),
                hint: "For example: large print, or somebody who signs.".into(),
                value: &c.access_needs,
                rows: Some(3),
                error: error("access_needs"),
                ..Textarea::default()
            }))
            (button(&Button::primary("Save")))
        }
        p { "Your birth date and NHS number say who you are. If they are wrong, your practice can put them right." }
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
        let body = page(&ctx, &c, &[("name", "Give the name you use")]);
        return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)));
    }
    c.access_needs = match screened(&form, "access_needs") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let kept = ["name", "phone", "email", "access_needs"].map(|n| (n, form.get(n)));
            let body = offer_to_mask(&ctx, "/home/details", &kept, &text);
            return Ok(ctx.page_with_errors(TITLE, Some("/home/details"), &with_way_out(&body)));
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
                let body = page(&ctx, &typed, &[(field, words)]);
                Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)))
            }
            _ => Err(f),
        },
    }
}
