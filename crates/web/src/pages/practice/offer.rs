//! The offer: the line to read aloud and three equal answers. About nobody until an answer is kept.

use axum::extract::Path;
use jiff::{ToSpan as _, tz::TimeZone};
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::agree::Question;
use sayso_app::practice::offer::{self, Offer, Opening};
use sayso_app::practice::{Listed, Sought};
use sayso_app::telling::moment_in_words;
use sayso_core::id::{OrgId, PersonId};
use sayso_core::person::{Answer as Said, Remembered};
use sayso_core::words;

use super::super::which;
use super::front::not_taking_part;
use super::{about, basket, find, keep_again, list, sentence, wrong};
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Card, Choice, Choices, Choose, Details, Item, Legend, Select, Size, button, card, checkboxes,
    details, inset_text, problems, radios, say_aloud, select,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/offer/{basket}", Who::Practice, "offer", "offer_opened", show);
    r.post(
        "/offer/{basket}",
        Who::Practice,
        "record_answer",
        "answer_counted",
        answer,
    );
    r.get(
        "/offer/{basket}/service",
        Who::Practice,
        "offer",
        "offer_opened",
        show_services,
    );
    r.post(
        "/offer/{basket}/service",
        Who::Practice,
        "offer",
        "-",
        choose_service,
    );
    r.get("/practice/thanks", Who::Practice, "offer", "-", thanks);
    r.get(
        "/practice/thanks/remembered",
        Who::Practice,
        "offer",
        "-",
        thanks_remembered,
    );
}

/// Who the basket is for, as shown at the top of each of its pages.
pub(super) fn whose(basket: &Basket) -> Listed {
    Listed {
        also: None,
        person: basket.person.unwrap_or(PersonId::NIL),
        name: basket.details.name.clone(),
        birth_date: basket.details.birth_date,
        nhs_number: basket.details.nhs_number,
    }
}

/// The practice at whose desk the basket is; a basket from home has none and opens nothing here.
pub(super) fn practice_of(ctx: &Ctx, basket: &Basket) -> Result<OrgId, Failure> {
    basket
        .practice
        .ok_or_else(|| ctx.failure(sayso_app::Error::NotFound))
}

async fn open(ctx: &mut Ctx, token: &str) -> Result<(Basket, Opening), Failure> {
    let mut kept = basket(ctx, token).await?;
    let practice = practice_of(ctx, &kept)?;
    let (person, which) = (kept.person, kept.scheme);
    let launched = kept.launched.then(|| Sought {
        nhs_number: kept.details.nhs_number,
        name: kept.details.name.clone(),
        birth_date: kept.details.birth_date,
    });
    let Offer { matched, opening } = ctx
        .act(Lane::Normal, move |desk, visit| {
            offer::open_offer(desk, &visit.actor, practice, person, launched.as_ref(), which)
        })
        .await?;
    if let Some(who) = matched {
        kept.person = Some(who.person);
        kept.launched = false;
        kept.details.name = who.name;
        kept.details.birth_date = who.birth_date;
        keep_again(ctx, token, kept.clone());
    }
    Ok((kept, opening))
}

async fn show(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let (basket, opening) = open(&mut ctx, &token).await?;
    if unchosen(&basket, &opening) {
        return Ok(ctx.see(&format!("/offer/{token}/service")));
    }
    let body = body(&ctx, &token, &basket, &opening, &Form::default(), &[]);
    Ok(ctx.page("Offer", Some("/practice"), &body))
}

/// Which service it is about is asked first, where there are several.
fn unchosen(basket: &Basket, opening: &Opening) -> bool {
    matches!(opening, Opening::Ask(question) if which::must_choose(question, basket.scheme))
}

const WHICH: &str = "Which service is it about?";

async fn show_services(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let (basket, opening) = open(&mut ctx, &token).await?;
    let action = format!("/offer/{token}/service");
    let Opening::Ask(question) = &opening else {
        let body = body(&ctx, &token, &basket, &opening, &Form::default(), &[]);
        return Ok(ctx.page("Offer", Some("/practice"), &body));
    };
    let body = which::page(&ctx, WHICH, &action, &question.services, None);
    Ok(ctx.page("Offer", Some("/practice"), &body))
}

async fn choose_service(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let (mut kept, opening) = open(&mut ctx, &token).await?;
    let Opening::Ask(question) = &opening else {
        return Ok(ctx.see(&format!("/offer/{token}")));
    };
    let Some(chosen) = which::chosen(&question.services, &form) else {
        let action = format!("/offer/{token}/service");
        let error = Some("Choose one of these");
        let body = which::page(&ctx, WHICH, &action, &question.services, error);
        return Ok(ctx.page_with_errors("Offer", Some("/practice"), &body));
    };
    kept.scheme = Some(chosen);
    keep_again(&ctx, &token, kept);
    Ok(ctx.see(&format!("/offer/{token}")))
}

fn body(
    ctx: &Ctx,
    token: &str,
    basket: &Basket,
    opening: &Opening,
    form: &Form,
    errors: &[(&str, &str)],
) -> Markup {
    match opening {
        Opening::Ask(question) => ask(ctx, token, basket, question, form, errors),
        Opening::Asked(asked) => already(ctx, basket, *asked),
        Opening::NotTakingPart(taking) => html! {
            h1 { "Support is not offered here" }
            (not_taking_part(*taking))
        },
        Opening::Choose(found) => find::found_page(ctx, "offer", &basket.details.name, found),
    }
}

fn ask(
    ctx: &Ctx,
    token: &str,
    basket: &Basket,
    question: &Question,
    form: &Form,
    errors: &[(&str, &str)],
) -> Markup {
    html! {
        (problems(errors))
        (about(&whose(basket)))
        h1 { "What do they say?" }
        @if question.services.len() > 1 {
            p { "About " strong { (question.terms.promise.scheme_name) } ". "
                a href={ "/offer/" (token) "/service" } { "Choose another service" } }
        }
        div class="nhsuk-grid-row" {
            div class="nhsuk-grid-column-two-thirds" {
                p { "Read this aloud:" }
                (say_aloud(&words::aloud(&question.terms.promise).into()))
                form method="post" action={ "/offer/" (token) } novalidate {
                    (ctx.csrf())
                    input type="hidden" name="terms" value=(question.terms.id);
                    input type="hidden" name="interests" value=[question.interests_since];
                    (radios(&Choices {
                        name: "answer",
                        legend: Some(Legend { content: "Their answer, in their words".into(), size: Some(Size::M), ..Legend::default() }),
                        error: wrong(errors, "answer"),
                        items: vec![
                            Choice::new("yes", "Yes, I would like this"),
                            Choice::new("not_yet", "Not yet"),
                            Choice::new("no", "No thank you"),
                        ],
                        selected: vec![form.get("answer")],
                        ..Choices::default()
                    }))
                    @if basket.person.is_some() { (remember(form)) }
                    (button(&Button::primary("Continue")))
                }
                h2 class="nhsuk-heading-m" { "If they say no" }
                (list(&words::IF_I_SAY_NO))
            }
            div class="nhsuk-grid-column-one-third" {
                (never_sent(question))
                (who_stands_behind(question))
            }
        }
    }
}

/// Only at the person's own wish, and never with a yes.
fn remember(form: &Form) -> Markup {
    let until = select(&Select {
        name: "months",
        label: "If “not yet”: until when?".into(),
        items: [("3", "in 3 months"), ("6", "in 6 months"), ("12", "in 12 months")]
            .map(|(value, text)| Choose::Item {
                value,
                text,
                disabled: false,
            })
            .into(),
        value: Some(form.get("months")).filter(|v| !v.is_empty()).or(Some("6")),
        ..Select::default()
    });
    checkboxes(&Choices {
        name: "remember",
        items: vec![
            Item {
                value: "yes",
                text: "They ask the practice to remember this answer".into(),
                hint: "Only if they say so themselves. Otherwise nothing about them is kept.".into(),
                conditional: until.into(),
                ..Item::default()
            }
            .into(),
        ],
        selected: if form.ticked("remember", "yes") {
            vec!["yes"]
        } else {
            vec![]
        },
        ..Choices::default()
    })
}

fn never_sent(question: &Question) -> Markup {
    let items: Vec<String> = question.never_sent.iter().map(|n| sentence(n)).collect();
    card(&Card::titled("What is never sent", list(&items)))
}

/// Who gets it, who owns and pays them, and about the benefits system: shown before a yes.
pub(super) fn who_stands_behind(question: &Question) -> Markup {
    html! {
        @for wait in &question.waits { p { (wait) } }
        @for (_, name, interests) in &question.providers {
            (details(&Details {
                summary: format!("Who is {name}?").into(),
                content: list(interests).into(),
                ..Details::default()
            }))
        }
        (details(&Details {
            summary: "About benefits".into(),
            content: list(&question.about_benefits).into(),
            ..Details::default()
        }))
        (details(&Details {
            summary: "Who gets what".into(),
            content: list(&question.flows).into(),
            ..Details::default()
        }))
    }
}

/// The person asked for this. The page protects whoever would ask as well.
fn already(ctx: &Ctx, basket: &Basket, asked: Remembered) -> Markup {
    let words = match asked {
        Remembered::DoNotAsk => "They asked the practice: please do not ask me.".to_owned(),
        Remembered::NotYet(until) => {
            format!(
                "They said: not yet. Please do not ask before {}.",
                moment_in_words(until)
            )
        }
    };
    let inset = html! { p { (words) } p { "Unless they bring it up themselves." } };
    html! {
        (about(&whose(basket)))
        h1 { "Please do not ask now" }
        (inset_text(&inset.into()))
        p { "If they bring it up, a card lets them answer at home." }
        form method="post" action="/practice/card" novalidate {
            (ctx.csrf())
            (button(&Button::primary("Give a card")))
        }
    }
}

async fn answer(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut kept = basket(&mut ctx, &token).await?;
    let practice = practice_of(&ctx, &kept)?;
    let Some(said) = Said::parse(form.get("answer")) else {
        let (kept, opening) = open(&mut ctx, &token).await?;
        let body = body(
            &ctx,
            &token,
            &kept,
            &opening,
            &form,
            &[("answer", "Choose what they say")],
        );
        return Ok(ctx.page_with_errors("Offer", Some("/practice"), &body));
    };
    if said == Said::Yes {
        ctx.act(Lane::Normal, move |desk, visit| {
            offer::at_desk_of(desk, &visit.actor, practice)
        })
        .await?;
        // Their yes is to the words that were read aloud on this very page.
        kept.terms = form.get("terms").parse().ok();
        kept.interests_since = form.get("interests").parse().ok();
        keep_again(&ctx, &token, kept);
        return Ok(ctx.see(&format!("/offer/{token}/share")));
    }
    let remember = kept
        .person
        .filter(|_| form.ticked("remember", "yes"))
        .map(|person| {
            let months = form
                .get("months")
                .parse()
                .ok()
                .filter(|m| [3, 6, 12].contains(m))
                .unwrap_or(6);
            let what = match said {
                Said::NotYet => Remembered::NotYet(in_months(&ctx, months)),
                Said::Yes | Said::No => Remembered::DoNotAsk,
            };
            (person, what)
        });
    let remembered = remember.is_some();
    let person = kept.person;
    ctx.act(Lane::Normal, move |desk, visit| {
        offer::say_no_to(desk, &visit.actor, practice, said, person, remember)
    })
    .await?;
    ctx.site.baskets.forget(&token);
    Ok(ctx.see(if remembered {
        "/practice/thanks/remembered"
    } else {
        "/practice/thanks"
    }))
}

fn in_months(ctx: &Ctx, months: i32) -> jiff::Timestamp {
    let now = ctx.site.house.source().now();
    let then = now.to_zoned(TimeZone::UTC).checked_add(months.months());
    then.map_or(now, |z| z.timestamp())
}

async fn thanks(mut ctx: Ctx) -> Answer {
    super::at_a_practice(&mut ctx).await?;
    let body = html! {
        h1 { "Thank them for telling you" }
        p class="nhsuk-body-l" { "One answer was counted. Nothing about the patient was kept, and nobody is told." }
        p { "Their care stays the same. They can ask about it again whenever they like." }
        p { "There is nothing more for you to do." }
        p { a href="/practice" { "Back to the first page" } }
    };
    Ok(ctx.page("Thank you", None, &body))
}

async fn thanks_remembered(mut ctx: Ctx) -> Answer {
    super::at_a_practice(&mut ctx).await?;
    let body = html! {
        h1 { "Thank them for telling you" }
        p class="nhsuk-body-l" { "One answer was counted. The practice remembers what they asked for, and only the practice sees it." }
        p { "Their care stays the same. They can have it forgotten at any time: ask at reception." }
        p { "There is nothing more for you to do." }
        p { a href="/practice" { "Back to the first page" } }
    };
    Ok(ctx.page("Thank you", None, &body))
}
