//! How a supporter signs in. An absent, a wrong and a taken-back card give one and the same answer.

use maud::{Markup, html};
use sayso_app::{Error, supporter};

use super::column;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::frame::start_page;
use crate::nhs::{Button, Input, Label, button, input, problems};
use crate::rate::Door;
use crate::routes::{Routes, Who};

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

const TITLE: &str = "Sign in";
const WRONG: &str = "That does not fit. Check it, or ask the person who gave you the card";

async fn ask(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = page(&ctx, &[]);
    Ok(ctx.page(TITLE, Some("/sign-in"), &body))
}

fn page(ctx: &Ctx, errors: &[(&str, &str)]) -> Markup {
    let error = |field| {
        let found = errors.iter().find(|(f, _)| *f == field);
        found.map(|(_, words)| (*words).into())
    };
    let line = |name, label: &'static str, hint: &'static str| {
        input(&Input {
            name,
            label: Label::from(label),
            hint: hint.into(),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            width: Some(20),
            error: error(name),
            ..Input::default()
        })
    };
    column(&html! {
        (problems(errors))
        h1 { "Sign in as a supporter" }
        p { "For an advocate, a carer or an interpreter who was given a card by the person they support." }
        p { "For an attorney or a deputy too, with the words and the code from the practice." }
        form method="post" action="/sign-in/supporter" novalidate {
            (ctx.csrf())
            (line("words", "The three words of the card you were given", "Capitals and spaces do not matter."))
            (line("secret", "Your own word, or the code that came with the card", "The code works once, the first time."))
            (line("word", "Only the first time: choose a word of your own", "At least 4 letters. You need it to sign in again."))
            (button(&Button::primary("Sign in")))
        }
        p { "You are signed out after 15 minutes without a click, and after an hour at the latest." }
    })
}

async fn sign_in(Posted { mut ctx, form }: Posted) -> Answer {
    let field = |name| form.get(name).to_owned();
    let (words, secret, word) = (field("words"), field("secret"), field("word"));
    let mut errors = vec![];
    if words.is_empty() {
        errors.push(("words", "Enter the three words of the card"));
    }
    if secret.is_empty() {
        errors.push(("secret", "Enter your own word, or the code"));
    }
    if !errors.is_empty() {
        ctx.open(|_, _| Ok(())).await?;
        let body = page(&ctx, &errors);
        return Ok(ctx.page_with_errors(TITLE, Some("/sign-in"), &body));
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
        Ok(None) => ("words", WRONG),
        Err(why) => ("word", why),
    };
    let body = page(&ctx, &[error]);
    Ok(ctx.page_with_errors(TITLE, Some("/sign-in"), &body))
}
