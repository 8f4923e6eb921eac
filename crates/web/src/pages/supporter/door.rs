//! How a supporter signs in. An absent, a wrong and a taken-back card give one and the same answer.

use maud::{Markup, html};
use sayso_app::{Error, supporter};

use super::column;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::frame::start_page;
use crate::nhs::{Button, Input, Label, button, input};
use crate::rate::Door;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::{common, door as say_door, supporting as say};

pub(super) fn register(r: &mut Routes) {
    r.get("/sign-in/supporter", Who::Anybody, "-", "-", ask);
    r.post(
        "/sign-in/supporter",
        Who::Anybody,
        "sign_in",
        "signed_in sign_in_tried supporter_tried",
        sign_in,
    );
}

async fn ask(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = page(&ctx, &[]);
    Ok(ctx.page_said(&say_door::title(), Some("/sign-in"), &body))
}

fn page(ctx: &Ctx, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let line = |name, label: Say, hint: Say| {
        input(&Input {
            name,
            label: Label::from(w.t(&label)),
            hint: w.t(&hint),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            width: Some(20),
            error: w.wrong(errors, name),
            ..Input::default()
        })
    };
    let body = html! {
        (w.problems(errors))
        h1 { (w.t(&say::door_heading())) }
        p { (w.t(&say::door_who())) }
        p { (w.t(&say::door_power())) }
        form method="post" action="/sign-in/supporter" novalidate {
            (ctx.csrf())
            (line("words", say::words(), say::words_hint()))
            (line("secret", say::secret(), say::secret_hint()))
            (line("word", say::own_word(), say::own_word_hint()))
            (button(&Button::primary(w.t(&say_door::title()))))
        }
        p { (w.t(&say::door_out())) }
    };
    column(w, &body)
}

async fn sign_in(Posted { mut ctx, form }: Posted) -> Answer {
    let field = |name| form.get(name).to_owned();
    let (words, secret, word) = (field("words"), field("secret"), field("word"));
    let mut errors = vec![];
    if words.is_empty() {
        errors.push(("words", say::enter_words()));
    }
    if secret.is_empty() {
        errors.push(("secret", say::enter_secret()));
    }
    if !errors.is_empty() {
        ctx.open(|_, _| Ok(())).await?;
        let body = page(&ctx, &errors);
        return Ok(ctx.page_said_with_errors(&say_door::title(), Some("/sign-in"), &body));
    }
    ctx.may_try(Door::SignIn, &words)?;
    let asking = words.clone();
    let tried = ctx
        .open(
            move |desk, _| match supporter::sign_in(desk, &asking, &secret, &word) {
                // What is missing in the form is said beside its field.
                Err(Error::Input(why)) => Ok(Err(why)),
                Err(error) => Err(error),
                Ok(who) => Ok(Ok(who)),
            },
        )
        .await?;
    let error = match tried {
        Ok(Some((cookie, who))) => {
            ctx.opened(Door::SignIn, &words);
            return Ok(ctx.see_signed_in(start_page(&who), &cookie));
        }
        Ok(None) => ("words", say::wrong()),
        Err(why) => ("word", common::same(sayso_words::known(why))),
    };
    let body = page(&ctx, &[error]);
    Ok(ctx.page_said_with_errors(&say_door::title(), Some("/sign-in"), &body))
}
