//! Raising a concern without a name, and reading its answer by three words. Never held up: no field must be filled in,
//! nothing is screened, and it has the lane of stops. Who is signed in here is not written down.

use axum::response::Response;
use maud::{Markup, html};
use sayso_app::guard::concern;
use sayso_app::{Error, Lane};
use sayso_core::decide::guard::concern::Raised;
use sayso_core::guard::{Concern, ConcernKind, Handler};
use sayso_core::id::OrgId;
use sayso_core::seat::Actor;
use sayso_words::Say;
use sayso_words::sayings::{concern as say, speak as say_speak};

use super::narrow;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Input, Legend, Panel, Size, Textarea, button, input, panel, radios, textarea,
};
use crate::rate::Door;
use crate::reading::Words;

fn legend(w: Words, text: &Say) -> Legend<'static> {
    Legend {
        content: w.t(text),
        size: Some(Size::M),
        ..Legend::default()
    }
}

/// The questions of the form. All may be left as they are.
pub(in crate::pages) fn concern_fields(orgs: &[(OrgId, String)], text: &str, w: Words) -> Markup {
    let ids: Vec<String> = orgs.iter().map(|(id, _)| id.to_string()).collect();
    let mut about: Vec<Choice<'_>> = ids
        .iter()
        .zip(orgs)
        .map(|(id, (_, name))| Choice::new(id, name.as_str()))
        .collect();
    about.push(Choice::new("none", w.t(&say::something_else())));
    html! {
        (radios(&Choices {
            name: "kind",
            legend: Some(legend(w, &say::about_what())),
            items: ConcernKind::ALL.iter().map(|k| Choice::new(k.as_str(), w.k(k.in_words()))).collect(),
            ..Choices::default()
        }))
        (radios(&Choices {
            name: "about",
            legend: Some(legend(w, &say::about_whom())),
            hint: w.t(&say::stands_back()),
            items: about,
            ..Choices::default()
        }))
        (radios(&Choices {
            name: "to",
            legend: Some(legend(w, &say::who_reads_it())),
            hint: w.t(&say::nobody_else_reads()),
            items: vec![
                Choice::new("guardian", w.t(&say::the_guardian())),
                Choice::new("deputy", w.t(&say::the_deputy())),
            ],
            selected: vec!["guardian"],
            ..Choices::default()
        }))
        (textarea(&Textarea {
            name: "text",
            label: w.s(&say::what_happened()).into(),
            hint: w.t(&say::your_words_go()),
            value: text,
            ..Textarea::default()
        }))
    }
}

/// What was posted. Whatever was left out has its quiet default.
pub(in crate::pages) fn raised(form: &Form) -> Raised {
    Raised {
        kind: ConcernKind::parse(form.get("kind")).unwrap_or(ConcernKind::Other),
        about: form.get("about").parse().ok(),
        to: Handler::parse(form.get("to")).unwrap_or(Handler::Guardian),
        text: form.get("text").to_owned(),
    }
}

/// Where a concern stands, for whoever raised it.
pub(in crate::pages) fn standing(c: &Concern, w: Words) -> Markup {
    html! {
        p { (w.t(&say::it_is_with(sayso_words::known(c.handler.in_words())))) }
        @if let Some(at) = c.passed_on_at { p { (w.t(&say::went_on(at))) } }
        @match (&c.answered, c.acknowledged) {
            (Some((at, answer)), _) => {
                p { strong { (w.t(&say::answered_on(*at))) } }
                @for line in answer.lines() { p class="app-wrap" { (line) } }
            }
            (None, Some((_, at))) => {
                p { (w.t(&say::they_said(at))) }
                p { strong { (w.t(&say::answer_by(c.answer_by))) } }
            }
            (None, None) => {
                p { (w.t(&say::they_say_by(c.acknowledge_by))) }
                p { strong { (w.t(&say::answer_by(c.answer_by))) } }
            }
        }
    }
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let orgs = ctx.open(|desk, _| concern::organisations(desk)).await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::title())) }
        p { (w.t(&say_speak::who_reads())) }
        p { (w.t(&say::danger())) }
        form method="post" action="/speak-up" novalidate {
            (ctx.csrf())
            (concern_fields(&orgs, "", w))
            (button(&Button::primary(w.t(&say::send()))))
        }
        @if matches!(ctx.visit.actor, Actor::Person(_) | Actor::Visitor) {
            p { (w.t(&say_speak::if_page())) " " a href="/home/concerns" { (w.t(&say_speak::from_page())) }
                ". " (w.t(&say_speak::then_told())) }
        }
        p { a href="/speak-up/answer" { (w.t(&say_speak::read_answer())) } }
    };
    Ok(shown(&ctx, "/", false, &body))
}

/// One of these pages, all under the same quiet title.
fn shown(ctx: &Ctx, back: &str, errors: bool, body: &Markup) -> Response {
    super::page(ctx, &say_speak::title(), Some(back), errors, &narrow(body))
}

pub(super) async fn post(Posted { mut ctx, form }: Posted) -> Answer {
    let raised = raised(&form);
    let words = ctx
        // Not the lane of stops: anybody at all can post here, and nobody's leaving waits for them.
        .open_on(Lane::Normal, move |desk, _| {
            concern::raise_without_a_name(desk, raised)
        })
        .await?;
    let w = ctx.words();
    let body = html! {
        (panel(&Panel {
            heading: w.t(&say_speak::we_have_it()),
            content: w.t(&say_speak::thank_you()),
            ..Panel::default()
        }))
        p { (w.t(&say_speak::keep_words())) }
        p class="app-code" { (words) }
        p { (w.t(&say_speak::when())) }
        p { a href="/speak-up/answer" { (w.t(&say_speak::read_later())) } }
    };
    Ok(shown(&ctx, "/", false, &body))
}

fn words_form(ctx: &Ctx, error: Option<&Say>) -> Markup {
    let w = ctx.words();
    html! {
        h1 { (w.t(&say_speak::became())) }
        form method="post" action="/speak-up/answer" novalidate {
            (ctx.csrf())
            (input(&Input {
                id: Some("words"),
                name: "words",
                label: w.s(&say_speak::your_words()).into(),
                error: error.map(|error| w.t(error)),
                autocomplete: Some("off"),
                autocapitalize: Some("none"),
                spellcheck: Some(false),
                code: true,
                width: Some(30),
                ..Input::default()
            }))
            (button(&Button::primary(w.t(&say_speak::show_me()))))
        }
    }
}

pub(super) async fn ask(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = words_form(&ctx, None);
    Ok(shown(&ctx, "/speak-up", false, &body))
}

pub(super) async fn show(Posted { mut ctx, form }: Posted) -> Answer {
    let words = form.get("words").to_owned();
    ctx.may_try(Door::Concern, &words)?;
    let asking = words.clone();
    match ctx.open(move |desk, _| concern::by_words(desk, &asking)).await {
        Ok(found) => {
            ctx.opened(Door::Concern, &words);
            let w = ctx.words();
            let body = html! {
                h1 { (w.t(&say_speak::became())) }
                p { (w.t(&say::raised_on(found.raised_at))) }
                (standing(&found, w))
            };
            Ok(shown(&ctx, "/speak-up", false, &body))
        }
        Err(failure) if failure.error == Error::NotFound => Ok(nothing(&ctx)),
        Err(failure) => Err(failure),
    }
}

fn nothing(ctx: &Ctx) -> Response {
    let error = say_speak::opens_nothing();
    let body = html! {
        (ctx.words().problems(&[("words", error.clone())]))
        (words_form(ctx, Some(&error)))
    };
    shown(ctx, "/speak-up", true, &body)
}
