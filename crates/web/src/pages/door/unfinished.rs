//! What somebody had half written when their session was locked. Shown to its writer alone, for a day. Nothing is sent
//! until they press the button again; then it goes the way that it would have gone.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane, draft};
use sayso_core::decision::Draft;
use sayso_core::id::DraftId;

use crate::check::RESUMED_FIELD;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, ButtonKind, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/unfinished", Who::SignedIn, "sign_in", "place_opened", page);
    r.post(
        "/unfinished/{draft}/drop",
        Who::SignedIn,
        "sign_in",
        "draft_gone",
        drop_it,
    );
}

async fn page(mut ctx: Ctx) -> Answer {
    let drafts = ctx.act(Lane::Normal, draft::own).await?;
    let body = html! {
        h1 { "Go on where you stopped" }
        @if drafts.is_empty() {
            p { "Nothing is waiting." }
        } @else {
            p { "This was not sent, because you had to show who you are first. Look at it, then send it or throw it away." }
        }
        @for d in &drafts { (one(&ctx, d)) }
        p { a href="/start" { "Go to your start page" } }
    };
    Ok(ctx.page("Go on where you stopped", None, &body))
}

/// The form as it was posted. What was written at length can be changed; the rest goes as it was.
fn one(ctx: &Ctx, d: &Draft) -> Markup {
    let title = format!("From {}", moment_in_words(d.kept_at));
    html! {
        section aria-labelledby={ "draft-" (d.id) } {
            h2 id={ "draft-" (d.id) } { (title) }
            form method="post" action=(d.path) novalidate {
                (ctx.csrf())
                input type="hidden" name=(RESUMED_FIELD) value=(d.id);
                @for (i, (name, value)) in d.fields.iter().enumerate() {
                    @if value.contains(' ') || value.len() > 40 {
                        @let id = format!("{}-{i}", d.id);
                        div class="nhsuk-form-group" {
                            label class="nhsuk-label" for=(id) { "What you had written" }
                            textarea class="nhsuk-textarea" id=(id) name=(name) rows="5" { "\n" (value) }
                        }
                    } @else {
                        input type="hidden" name=(name) value=(value);
                    }
                }
                (button(&Button::primary("Send it now")))
            }
            form method="post" action={ "/unfinished/" (d.id) "/drop" } novalidate {
                (ctx.csrf())
                (button(&Button { text: "Throw it away".into(), kind: ButtonKind::Secondary, ..Button::default() }))
            }
            p class="nhsuk-body-s" { "It is deleted by itself " (moment_in_words(d.expires)) "." }
        }
    }
}

async fn drop_it(Path(id): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: DraftId = id.parse().map_err(|_| Error::NotFound)?;
        draft::drop_one(desk, visit, id)
    })
    .await?;
    Ok(ctx.see("/unfinished"))
}
