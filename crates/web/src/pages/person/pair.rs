//! Two records of one person, as the person meets them: what the practice thinks, showing that both are theirs, going
//! from one to the other, and taking them apart. Shows nothing of the other record.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Two};

use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Input, NotificationBanner, button, input, inset_text, notification_banner};
use crate::rate::Door;
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::pair as say;

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

/// On the first page, as long as there is a link.
pub(super) fn banner(two: Two, w: Words) -> Markup {
    match two {
        Two::Joined => html! { p { a href=(PATH) { (w.t(&say::other())) } } },
        Two::Proposed | Two::Listed => notification_banner(&NotificationBanner {
            title: w.t(&say::about()),
            content: html! {
                p class="nhsuk-notification-banner__heading" { (w.t(&say::thinks())) }
                p { (w.t(&say::nothing_moved())) }
                p { a class="nhsuk-notification-banner__link" href=(PATH) { (w.t(&say::look())) } }
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
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(ctx.words(), &body)))
}

fn page(ctx: &Ctx, two: Option<Two>, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        @match two {
            None => {
                h1 { (w.t(&say::one())) }
                p { (w.t(&say::ask_practice())) }
            }
            Some(Two::Joined) => {
                h1 { (w.t(&say::two())) }
                p { (w.t(&say::each_by_itself())) }
                p { (w.t(&say::written_here())) }
                form method="post" action="/home/two-records/open" novalidate {
                    (ctx.csrf())
                    (button(&Button::primary(w.t(&say::open_other()))))
                }
                (apart_form(ctx, &say::take_apart(), &say::then_apart()))
            }
            Some(Two::Proposed | Two::Listed) => {
                h1 { (w.t(&say::does_it())) }
                p { (w.t(&say::it_thinks())) }
                (inset_text(&html! {
                    p { (w.t(&say::nobody_can())) }
                    p { (w.t(&say::if_both())) }
                }.into()))
                form method="post" action="/home/two-records/ask" novalidate {
                    (ctx.csrf())
                    (input(&Input {
                        name: "words",
                        label: w.t(&say::words_label()).into(),
                        error: w.wrong(errors, "words"),
                        autocomplete: Some("off"),
                        ..Input::default()
                    }))
                    (input(&Input {
                        name: "private",
                        label: w.t(&say::word_label()).into(),
                        hint: w.t(&say::not_a_date()),
                        autocomplete: Some("off"),
                        ..Input::default()
                    }))
                    (button(&Button::primary(w.t(&say::both_mine()))))
                }
                p { (w.t(&say::no_word())) }
                (apart_form(ctx, &say::not_right(), &say::then_no()))
            }
        }
    }
}

fn apart_form(ctx: &Ctx, press: &Say, then: &Say) -> Markup {
    let w = ctx.words();
    html! {
        form method="post" action="/home/two-records/apart" novalidate {
            (ctx.csrf())
            (button(&Button::secondary(w.t(press))))
        }
        p { (w.t(then)) }
    }
}

fn code_page(ctx: &Ctx, form: &Form, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::enter_code())) }
        p { (w.t(&say::code_comes())) }
        form method="post" action="/home/two-records/join" novalidate {
            (ctx.csrf())
            input type="hidden" name="words" value=(form.get("words"));
            input type="hidden" name="private" value=(form.get("private"));
            (input(&Input {
                name: "code",
                label: w.t(&say::code()).into(),
                error: w.wrong(errors, "code"),
                inputmode: Some("numeric"),
                autocomplete: Some("one-time-code"),
                ..Input::default()
            }))
            (button(&Button::primary(w.t(&say::join()))))
        }
        p { a href=(PATH) { (w.t(&say::leave_it())) } }
    }
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
        let body = page(&ctx, two, &[("words", say::enter_words())]);
        return Ok(ctx.page_said_with_errors(
            &say::title(),
            Some("/home"),
            &with_way_out(ctx.words(), &body),
        ));
    }
    // The rate at which cards are tried is the door's own.
    ctx.may_try(Door::SignIn, &words)?;
    ctx.act(Lane::Normal, move |desk, visit| {
        own::ask_to_join(desk, &visit.actor, &words, &private)
    })
    .await?;
    let body = code_page(&ctx, &form, &[]);
    Ok(ctx.page_said(&say::title(), Some(PATH), &with_way_out(ctx.words(), &body)))
}

async fn join(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.forget();
    let (words, private) = (form.get("words").to_owned(), form.get("private").to_owned());
    ctx.may_try(Door::SignIn, &words)?;
    let (code, asking) = (form.get("code").to_owned(), words.clone());
    let joined = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::join(desk, &visit.actor, &asking, &private, &code)
        })
        .await?;
    if joined {
        ctx.opened(Door::SignIn, &words);
        return Ok(ctx.see(PATH));
    }
    let wrong = [("code", say::does_not_work())];
    let body = code_page(&ctx, &form, &wrong);
    Ok(ctx.page_said_with_errors(&say::title(), Some(PATH), &with_way_out(ctx.words(), &body)))
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
