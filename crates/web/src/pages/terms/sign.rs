//! Signing: what would change, in words; sign it with a fresh proof of who you are, or refuse with a reason.

use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::terms::{self, Seen};
use sayso_app::{Error, Lane};
use sayso_core::id::TermsDraftId;

use super::{over, standing};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Textarea, button, problems, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/terms", Who::Signer, "agree_terms", "place_opened", list);
    r.post(
        "/terms/sign",
        Who::Signer,
        "agree_terms",
        "terms_signed terms_agreed",
        sign,
    );
    r.post(
        "/terms/refuse",
        Who::Signer,
        "agree_terms",
        "terms_refused",
        refuse,
    );
    r.post(
        "/terms/stand-back",
        Who::Signer,
        "agree_terms",
        "terms_stood_back",
        stand_back,
    );
}

async fn list(ctx: Ctx) -> Answer {
    show(ctx, None).await
}

/// The page; with the draft whose refusal lacks a reason, where there is one.
async fn show(mut ctx: Ctx, without_reason: Option<&str>) -> Answer {
    let drafts = ctx
        .act(Lane::Normal, |desk, visit| terms::drafts(desk, &visit.actor))
        .await?;
    let field = without_reason.map(|id| format!("reason-{id}"));
    let errors: Vec<(&str, &str)> = field
        .iter()
        .map(|f| (f.as_str(), "Give a reason. The proposer reads it"))
        .collect();
    let body = html! {
        (problems(&errors))
        h1 { "Should the terms change?" }
        p { "A change takes two signatures: the guardian’s, or the deputy’s in their place, and a user-led organisation’s nominee’s." }
        p { "Before both have signed it is no more than a draft. After that it is public at once, and counts from its date." }
        @if drafts.iter().all(|s| s.draft.ended.is_some()) { p { strong { "No draft waits for a signature." } } }
        @for seen in drafts.iter().filter(|s| s.draft.ended.is_none()) {
            section {
                h2 { "A draft for " (seen.scheme) }
                (standing(seen))
                (forms(&ctx, seen, without_reason))
            }
        }
        @if drafts.iter().any(|s| s.draft.ended.is_some()) {
            h2 { "Drafts that are over" }
            (over(&drafts))
        }
        p { a href="/where-data-goes" { "Every version that was published" } }
    };
    Ok(if errors.is_empty() {
        ctx.page("Terms", None, &body)
    } else {
        ctx.page_with_errors("Terms", None, &body)
    })
}

fn forms(ctx: &Ctx, seen: &Seen, without_reason: Option<&str>) -> Markup {
    let id = seen.draft.id.to_string();
    let field = format!("reason-{id}");
    let missing = without_reason == Some(id.as_str());
    let draft = html! { (ctx.csrf()) input type="hidden" name="draft" value=(id); };
    html! {
        @match &seen.why_not {
            Some(why) => p { strong { "You cannot sign now. " } (why) },
            None => {
                form method="post" action="/terms/sign" novalidate {
                    (draft)
                    (button(&Button::primary("Sign this draft")))
                }
                form method="post" action="/terms/refuse" novalidate {
                    (draft)
                    (textarea(&Textarea {
                        name: "reason",
                        id: Some(&field),
                        label: "Or say no, and say why".into(),
                        hint: "The proposer and the others who sign read this. Name nobody who is helped.".into(),
                        error: missing.then(|| "Give a reason. The proposer reads it".into()),
                        rows: Some(3),
                        ..Textarea::default()
                    }))
                    (button(&Button::secondary("Say no to this draft")))
                }
            }
        }
        @if seen.may_stand_back {
            form method="post" action="/terms/stand-back" novalidate {
                (draft)
                p { "Are you involved in this yourself? Then stand back. The deputy decides in your place." }
                (button(&Button::secondary("Stand back")))
            }
        }
    }
}

fn draft_of(form: &Form) -> Option<TermsDraftId> {
    form.get("draft").parse().ok()
}

async fn sign(Posted { mut ctx, form }: Posted) -> Answer {
    let id = draft_of(&form);
    let from = ctx
        .act_freshly(Lane::Normal, move |desk, visit, fresh| {
            terms::sign(desk, &visit.actor, fresh, id.ok_or(Error::NotFound)?)
        })
        .await?;
    let body = html! {
        @if let Some(from) = from {
            h1 { "Signed by both, and published" }
            p { "It counts from " strong { (moment_in_words(from)) } ". Until then nothing changes." }
            p { a href="/where-data-goes" { "What everybody reads now" } }
        } @else {
            h1 { "You have signed" }
            p { "It waits for the other signature. Nothing has changed yet." }
            p { a href="/terms" { "All drafts" } }
        }
    };
    Ok(ctx.page("Signed", Some("/terms"), &body))
}

async fn refuse(Posted { mut ctx, form }: Posted) -> Answer {
    let id = draft_of(&form);
    let reason = form.get("reason").to_owned();
    if reason.is_empty() {
        return show(ctx, Some(form.get("draft"))).await;
    }
    ctx.act_freshly(Lane::Normal, move |desk, visit, fresh| {
        terms::refuse(desk, &visit.actor, fresh, id.ok_or(Error::NotFound)?, &reason)
    })
    .await?;
    Ok(ctx.see("/terms"))
}

async fn stand_back(Posted { mut ctx, form }: Posted) -> Answer {
    let id = draft_of(&form);
    ctx.act_freshly(Lane::Normal, move |desk, visit, fresh| {
        terms::stand_back(desk, &visit.actor, fresh, id.ok_or(Error::NotFound)?)
    })
    .await?;
    Ok(ctx.see("/terms"))
}
