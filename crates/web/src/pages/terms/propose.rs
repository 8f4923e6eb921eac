//! Proposing: the newest terms as a text to edit, with every problem told at once. A draft changes nothing.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::terms::{self, Editable, Outcome};
use sayso_app::{Error, Lane};
use sayso_core::id::{SchemeId, TermsDraftId};
use sayso_core::terms::draft::NOTICE_DAYS;

use super::{over, standing};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Input, Textarea, button, input, problems, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/proposals",
        Who::Commissioner,
        "propose_terms",
        "place_opened",
        list,
    );
    r.get(
        "/proposals/{scheme}",
        Who::Commissioner,
        "propose_terms",
        "place_opened",
        edit,
    );
    r.post(
        "/proposals/{scheme}",
        Who::Commissioner,
        "propose_terms",
        "terms_proposed",
        propose,
    );
    r.post(
        "/proposals/{draft}/take-back",
        Who::Commissioner,
        "propose_terms",
        "terms_withdrawn",
        take_back,
    );
}

async fn list(mut ctx: Ctx) -> Answer {
    let (drafts, editable) = ctx
        .act(Lane::Normal, |desk, visit| terms::proposals(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "What should the terms say?" }
        p { "You can propose a change. It takes two others to sign it: the guardian, and a user-led organisation’s nominee." }
        p { "Then it is published, with at least 14 days of notice. Until its date it changes nothing." }
        @for seen in drafts.iter().filter(|s| s.draft.ended.is_none()) {
            section {
                h2 { "A draft for " (seen.scheme) }
                (standing(seen))
                @if seen.may_withdraw {
                    form method="post" action={ "/proposals/" (seen.draft.id) "/take-back" } novalidate {
                        (ctx.csrf())
                        (button(&Button::secondary("Take this draft back")))
                    }
                }
            }
        }
        h2 { "Propose a change" }
        ul {
            @for e in &editable {
                @if drafts.iter().any(|s| s.draft.scheme == e.scheme && s.draft.ended.is_none()) {
                    li { (e.name) ": a draft waits for signatures" }
                } @else {
                    li { a href={ "/proposals/" (e.scheme) } { "Change the terms of " (e.name) } }
                }
            }
        }
        @if drafts.iter().any(|s| s.draft.ended.is_some()) {
            h2 { "Drafts that are over" }
            (over(&drafts))
        }
    };
    Ok(ctx.page("Change terms", None, &body))
}

async fn edit(Path(scheme): Path<String>, ctx: Ctx) -> Answer {
    show(ctx, &scheme, &Form::default(), &[]).await
}

async fn show(mut ctx: Ctx, scheme: &str, form: &Form, errors: &[(&str, String)]) -> Answer {
    let (_, editable) = ctx
        .act(Lane::Normal, |desk, visit| terms::proposals(desk, &visit.actor))
        .await?;
    let found = editable.into_iter().find(|e| e.scheme.to_string() == scheme);
    let editable = found.ok_or_else(|| ctx.failure(Error::NotFound))?;
    let body = page(&ctx, &editable, form, errors);
    let back = Some("/proposals");
    Ok(if errors.is_empty() {
        ctx.page("Change terms", back, &body)
    } else {
        ctx.page_with_errors("Change terms", back, &body)
    })
}

fn page(ctx: &Ctx, e: &Editable, form: &Form, errors: &[(&str, String)]) -> Markup {
    let told: Vec<(&str, &str)> = errors.iter().map(|(f, e)| (*f, e.as_str())).collect();
    let first = |field: &str| {
        let found = told.iter().find(|(f, _)| *f == field);
        found.map(|(_, e)| (*e).into())
    };
    let given = form.some("text");
    let days = form.some("notice").unwrap_or_else(|| NOTICE_DAYS.to_string());
    html! {
        (problems(&told))
        h1 { "Change the terms of " (e.name) }
        p { "This is version " (e.version) ". Change the text. The two who sign read what changes in plain sentences." }
        form method="post" action={ "/proposals/" (e.scheme) } novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "text",
                label: "The terms".into(),
                hint: "The format is that of the set-up file. A line that begins with # explains.".into(),
                error: first("text"),
                value: given.as_deref().unwrap_or(&e.text),
                rows: Some(30),
                spellcheck: Some(false),
                classes: "app-code",
                ..Textarea::default()
            }))
            (textarea(&Textarea {
                name: "why",
                label: "Why should this change?".into(),
                hint: "The two who sign read this. Name nobody who is helped.".into(),
                error: first("why"),
                value: form.get("why"),
                rows: Some(3),
                ..Textarea::default()
            }))
            (input(&Input {
                name: "notice",
                label: "How many days of notice?".into(),
                hint: "28 is usual. No setting allows less than 14.".into(),
                error: first("notice"),
                value: Some(&days),
                inputmode: Some("numeric"),
                width: Some(3),
                ..Input::default()
            }))
            (button(&Button::primary("Propose it")))
        }
    }
}

async fn propose(Path(scheme): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut errors: Vec<(&str, String)> = vec![];
    if form.get("why").is_empty() {
        errors.push(("why", "Say why".into()));
    }
    let days: Option<u16> = form.get("notice").parse().ok();
    if days.is_none() {
        errors.push(("notice", "Give a number of days".into()));
    }
    if let (Some(days), true) = (days, errors.is_empty()) {
        let (text, why) = (form.get("text").to_owned(), form.get("why").to_owned());
        let id: SchemeId = scheme.parse().map_err(|_| ctx.failure(Error::NotFound))?;
        let tried = ctx
            .act_freshly(Lane::Normal, move |desk, visit, fresh| {
                terms::propose(desk, &visit.actor, fresh, id, &text, &why, days)
            })
            .await;
        match tried {
            Ok(Outcome::Proposed) => return Ok(ctx.see("/proposals")),
            Ok(Outcome::Problems(found)) => errors.extend(found.into_iter().map(|p| ("text", p))),
            Err(failure) => match &failure.error {
                Error::NotNow(why @ sayso_core::decide::NotNow::ShortNotice) => {
                    errors.push(("notice", why.to_string()));
                }
                Error::NotNow(why) => errors.push(("text", why.to_string())),
                _ => return Err(failure),
            },
        }
    }
    show(ctx, &scheme, &form, &errors).await
}

async fn take_back(Path(draft): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act_freshly(Lane::Normal, move |desk, visit, fresh| {
        let id: TermsDraftId = draft.parse().map_err(|_| Error::NotFound)?;
        terms::withdraw(desk, &visit.actor, fresh, id)
    })
    .await?;
    Ok(ctx.see("/proposals"))
}
