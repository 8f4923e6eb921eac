//! Two records of one person, as the person meets them: what the practice thinks, showing that both are theirs, going
//! from one to the other, and taking them apart. Shows nothing of the other record.

use maud::{Markup, html};
use sayso_app::own::{self, Two};
use sayso_app::{Error, Lane};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Input, NotificationBanner, button, input, inset_text, notification_banner, problems,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(PATH, Who::Person, "open_own", "own_opened", show);
    r.post(
        "/home/two-records/ask",
        Who::Person,
        "agree_pair",
        "code_made sign_in_tried",
        ask,
    );
    r.post(
        "/home/two-records/join",
        Who::Person,
        "agree_pair",
        "pair_joined sign_in_tried",
        join,
    );
    r.post(
        "/home/two-records/open",
        Who::Person,
        "sign_in",
        "signed_in",
        cross,
    );
    r.post(
        "/home/two-records/apart",
        Who::Person,
        "part_pair",
        "pair_parted pair_not_wanted",
        apart,
    );
}

const PATH: &str = "/home/two-records";
const TITLE: &str = "Two records";

/// On the first page, as long as there is a link.
pub(super) fn banner(two: Two) -> Markup {
    match two {
        Two::Joined => html! { p { a href=(PATH) { "Your other record" } } },
        Two::Proposed | Two::Listed => notification_banner(&NotificationBanner {
            title: "About your record".into(),
            content: html! {
                p class="nhsuk-notification-banner__heading" { "Your practice thinks that it has two records of you." }
                p { "Nothing has moved, and nobody sees more than before. You can say that it is wrong." }
                p { a class="nhsuk-notification-banner__link" href=(PATH) { "Look at this" } }
            }
            .into(),
            ..NotificationBanner::default()
        }),
    }
}

async fn show(mut ctx: Ctx) -> Answer {
    let two = ctx
        .act(Lane::Normal, |desk, visit| {
            own::open_two_records(desk, &visit.actor)
        })
        .await?;
    let body = page(&ctx, two, &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(Words::default(), &body)))
}

fn page(ctx: &Ctx, two: Option<Two>, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        @match two {
            None => {
                h1 { "There is one record of you here" }
                p { "If you think that there are two, ask at your practice." }
            }
            Some(Two::Joined) => {
                h1 { "You have two records here" }
                p { "You gave the private word of each. Each goes on by itself, with what you said yes to on it." }
                p { "What you write next is kept on the record that you have open. A stop on one counts on both." }
                form method="post" action="/home/two-records/open" novalidate {
                    (ctx.csrf())
                    (button(&Button::primary("Open the other record")))
                }
                (apart_form(ctx, "Take them apart", "You are signed out, and each card opens its own record again."))
            }
            Some(Two::Proposed | Two::Listed) => {
                h1 { "Does your practice have two records of you?" }
                p { "It thinks so. That changes nothing about what you said yes to, and no service is told." }
                (inset_text(&html! {
                    p { "Nobody can open the other one with this card. The practice cannot do that for you." }
                    p { "If both are yours, show it with the card and the private word of the other one." }
                }.into()))
                form method="post" action="/home/two-records/ask" novalidate {
                    (ctx.csrf())
                    (input(&Input {
                        name: "words",
                        label: "The three words of the other card".into(),
                        error: error(errors, "words"),
                        autocomplete: Some("off"),
                        ..Input::default()
                    }))
                    (input(&Input {
                        name: "private",
                        label: "The private word of the other record".into(),
                        hint: "A birth date is not enough here.".into(),
                        autocomplete: Some("off"),
                        ..Input::default()
                    }))
                    (button(&Button::primary("Both are mine")))
                }
                p { "If the other one has no private word yet, sign in with its card first and choose one." }
                (apart_form(ctx, "This is not right", "Your practice is told that you said no. Nothing else happens."))
            }
        }
    }
}

fn error<'a>(errors: &[(&str, &'a str)], field: &str) -> Option<crate::nhs::Content<'a>> {
    let found = errors.iter().find(|(f, _)| *f == field);
    found.map(|(_, words)| (*words).into())
}

fn apart_form(ctx: &Ctx, press: &'static str, then: &'static str) -> Markup {
    html! {
        form method="post" action="/home/two-records/apart" novalidate {
            (ctx.csrf())
            (button(&Button::secondary(press)))
        }
        p { (then) }
    }
}

fn code_page(ctx: &Ctx, form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        h1 { "Enter the code of the other record" }
        p { "If the words fit, a code is on its way, as that record says how you are reached. It works for 10 minutes." }
        form method="post" action="/home/two-records/join" novalidate {
            (ctx.csrf())
            input type="hidden" name="words" value=(form.get("words"));
            input type="hidden" name="private" value=(form.get("private"));
            (input(&Input {
                name: "code",
                label: "Code".into(),
                error: error(errors, "code"),
                inputmode: Some("numeric"),
                autocomplete: Some("one-time-code"),
                ..Input::default()
            }))
            (button(&Button::primary("Join the two")))
        }
        p { a href=(PATH) { "Leave it as it is" } }
    }
}

/// The rate at which cards are tried is the door's own.
fn may_try(ctx: &Ctx, words: &str) -> Result<(), crate::error::Failure> {
    let now = ctx.site.house.source().now();
    if ctx.site.rates.may_try_card(ctx.visitor(), words, now) {
        return Ok(());
    }
    Err(ctx.failure(Error::Busy))
}

async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    // What was typed opens something: it is never kept as a draft.
    ctx.forget();
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    if words.is_empty() || private.is_empty() {
        let two = ctx
            .act(Lane::Normal, |desk, visit| {
                own::open_two_records(desk, &visit.actor)
            })
            .await?;
        let body = page(
            &ctx,
            two,
            &[("words", "Enter the three words and the private word")],
        );
        return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(Words::default(), &body)));
    }
    may_try(&ctx, &words)?;
    ctx.act(Lane::Normal, move |desk, visit| {
        own::ask_to_join(desk, &visit.actor, &words, &private)
    })
    .await?;
    let body = code_page(&ctx, &form, &[]);
    Ok(ctx.page(TITLE, Some(PATH), &with_way_out(Words::default(), &body)))
}

async fn join(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.forget();
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    may_try(&ctx, &words)?;
    let code = form.get("code").to_owned();
    let joined = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::join(desk, &visit.actor, &words, &private, &code)
        })
        .await?;
    if joined {
        return Ok(ctx.see(PATH));
    }
    let wrong = [("code", "That does not work. Check the code, or begin again")];
    let body = code_page(&ctx, &form, &wrong);
    Ok(ctx.page_with_errors(TITLE, Some(PATH), &with_way_out(Words::default(), &body)))
}

async fn cross(Posted { mut ctx, .. }: Posted) -> Answer {
    let cookie = ctx.act(Lane::Normal, own::cross).await?;
    Ok(ctx.see_signed_in("/home", &cookie))
}

async fn apart(Posted { mut ctx, .. }: Posted) -> Answer {
    let signed_out = ctx
        .act(Lane::Stop, |desk, visit| own::part(desk, &visit.actor))
        .await?;
    if signed_out {
        Ok(ctx.see_signed_out("/sign-in"))
    } else {
        Ok(ctx.see("/home"))
    }
}
