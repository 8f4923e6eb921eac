//! Raising a concern without a name, and reading its answer by three words. Never held up: no field must be filled in,
//! nothing is screened, and it has the lane of stops. Who is signed in here is not written down.

use axum::response::Response;
use maud::{Markup, html};
use sayso_app::guard::concern;
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::decide::guard::concern::Raised;
use sayso_core::guard::{Concern, ConcernKind, Handler};
use sayso_core::id::OrgId;
use sayso_core::seat::Actor;

use super::narrow;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Input, Legend, Panel, Size, Textarea, button, input, panel, problems, radios,
    textarea,
};

fn legend(text: &str) -> Legend<'_> {
    Legend {
        content: text.into(),
        size: Some(Size::M),
        ..Legend::default()
    }
}

/// The questions of the form. All may be left as they are.
pub(in crate::pages) fn concern_fields(orgs: &[(OrgId, String)]) -> Markup {
    let ids: Vec<String> = orgs.iter().map(|(id, _)| id.to_string()).collect();
    let mut about: Vec<Choice<'_>> = ids
        .iter()
        .zip(orgs)
        .map(|(id, (_, name))| Choice::new(id, name.as_str()))
        .collect();
    about.push(Choice::new("none", "Something else, or I would rather not say"));
    html! {
        (radios(&Choices {
            name: "kind",
            legend: Some(legend("What is it about?")),
            items: ConcernKind::ALL.iter().map(|k| Choice::new(k.as_str(), k.in_words())).collect(),
            ..Choices::default()
        }))
        (radios(&Choices {
            name: "about",
            legend: Some(legend("Who is it about?")),
            hint: "The guardian stands back from a concern about their own organisation.".into(),
            items: about,
            ..Choices::default()
        }))
        (radios(&Choices {
            name: "to",
            legend: Some(legend("Who should read it?")),
            hint: "Nobody else reads it: no practice and no provider.".into(),
            items: vec![
                Choice::new("guardian", "The guardian"),
                Choice::new("deputy", "The guardian’s deputy"),
            ],
            selected: vec!["guardian"],
            ..Choices::default()
        }))
        (textarea(&Textarea {
            name: "text",
            label: "What happened?".into(),
            hint: "Your words go to them as you write them. You can also leave this empty.".into(),
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
pub(in crate::pages) fn standing(c: &Concern) -> Markup {
    html! {
        p { "It is with " (c.handler.in_words()) "." }
        @if let Some(at) = c.passed_on_at { p { "It went on to them on " (moment_in_words(at)) "." } }
        @match (&c.answered, c.acknowledged) {
            (Some((at, answer)), _) => {
                p { strong { "Answered on " (moment_in_words(*at)) "." } }
                @for line in answer.lines() { p class="app-wrap" { (line) } }
            }
            (None, Some((_, at))) => {
                p { "They said on " (moment_in_words(at)) " that they have it." }
                p { strong { "You get an answer by " (moment_in_words(c.answer_by)) "." } }
            }
            (None, None) => {
                p { "They say that they have it by " (moment_in_words(c.acknowledge_by)) "." }
                p { strong { "You get an answer by " (moment_in_words(c.answer_by)) "." } }
            }
        }
    }
}

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let orgs = ctx.open(|desk, _| concern::organisations(desk)).await?;
    let body = html! {
        h1 { "Has something gone wrong?" }
        p { "Tell somebody who does not work for the practice or the service. You need no name." }
        p { "If somebody is in danger now, call 999." }
        form method="post" action="/speak-up" novalidate {
            (ctx.csrf())
            (concern_fields(&orgs))
            (button(&Button::primary("Send it")))
        }
        @if !matches!(ctx.visit.actor, Actor::Member(_)) {
            p { "If you have a page here, " a href="/home/concerns" { "raise it from your page" }
                ". Then you are told by your safe channel when there is an answer." }
        }
        p { a href="/speak-up/answer" { "Read the answer to something you raised" } }
    };
    Ok(ctx.page("Speak up", Some("/"), &narrow(&body)))
}

pub(super) async fn post(Posted { mut ctx, form }: Posted) -> Answer {
    let raised = raised(&form);
    let words = ctx
        // Not the lane of stops: anybody at all can post here, and nobody's leaving waits for them.
        .open_on(Lane::Normal, move |desk, _| {
            concern::raise_without_a_name(desk, raised)
        })
        .await?;
    let body = html! {
        (panel(&Panel {
            heading: "We have it".into(),
            content: "Thank you for telling us.".into(),
            ..Panel::default()
        }))
        p { "Keep these three words. They are shown once, and open the answer:" }
        p class="app-code" { (words) }
        p { "Within two working days somebody says that they have it. You get an answer within 20." }
        p { a href="/speak-up/answer" { "Read the answer here later" } }
    };
    Ok(ctx.page("Speak up", Some("/"), &narrow(&body)))
}

fn words_form(ctx: &Ctx, error: Option<&str>) -> Markup {
    html! {
        h1 { "What became of it?" }
        form method="post" action="/speak-up/answer" novalidate {
            (ctx.csrf())
            (input(&Input {
                id: Some("words"),
                name: "words",
                label: "Your three words".into(),
                error: error.map(Into::into),
                autocomplete: Some("off"),
                autocapitalize: Some("none"),
                spellcheck: Some(false),
                code: true,
                width: Some(30),
                ..Input::default()
            }))
            (button(&Button::primary("Show me")))
        }
    }
}

pub(super) async fn ask(mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = words_form(&ctx, None);
    Ok(ctx.page("Speak up", Some("/speak-up"), &narrow(&body)))
}

pub(super) async fn show(Posted { mut ctx, form }: Posted) -> Answer {
    let words = form.get("words").to_owned();
    let now = ctx.site.house.source().now();
    if !ctx.site.rates.may_try_card(ctx.visitor(), &words, now) {
        return Err(ctx.failure(Error::Busy));
    }
    match ctx.open(move |desk, _| concern::by_words(desk, &words)).await {
        Ok(found) => {
            let body = html! {
                h1 { "What became of it?" }
                p { "You raised it on " (moment_in_words(found.raised_at)) "." }
                (standing(&found))
            };
            Ok(ctx.page("Speak up", Some("/speak-up"), &narrow(&body)))
        }
        Err(failure) if failure.error == Error::NotFound => Ok(nothing(&ctx)),
        Err(failure) => Err(failure),
    }
}

fn nothing(ctx: &Ctx) -> Response {
    let error = "These words open nothing. Check each word";
    let body = html! {
        (problems(&[("words", error)]))
        (words_form(ctx, Some(error)))
    };
    ctx.page_with_errors("Speak up", Some("/speak-up"), &narrow(&body))
}
