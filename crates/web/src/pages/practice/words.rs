//! Words for the record: the person has agreed to them, a clinician answers. Changed words go back to the person.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::proposal::{self, WaitingWords};
use sayso_app::telling::moment_in_words;
use sayso_app::{Desk, Error, Lane};
use sayso_core::entry::ProposalState;
use sayso_core::id::ProposalId;
use sayso_core::screen;
use sayso_core::seat::Actor;

use super::{id, record, wrong};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Cell, Look, Table, Textarea, button, inset_text, problems, table, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/words",
        Who::Practice,
        "list_practice",
        "list_opened",
        all,
    );
    r.get(
        "/practice/words/{id}",
        Who::Clinician,
        "answer_proposal",
        "file_opened",
        one,
    );
    r.post(
        "/practice/words/{id}/accept",
        Who::Clinician,
        "answer_proposal",
        "proposal_accepted",
        accept,
    );
    r.post(
        "/practice/words/{id}/amend",
        Who::Clinician,
        "answer_proposal",
        "proposal_amended",
        amend,
    );
    r.post(
        "/practice/words/{id}/not-take",
        Who::Clinician,
        "answer_proposal",
        "proposal_not_taken",
        not_take,
    );
}

async fn all(mut ctx: Ctx) -> Answer {
    let waiting = ctx
        .act(Lane::Normal, |desk, visit| proposal::waiting(desk, &visit.actor))
        .await?;
    let rows = waiting.iter().map(|w| {
        let link = html! {
            a class="nhsuk-link" href={ "/practice/words/" (w.proposal.id) } {
                "Read" span class="nhsuk-u-visually-hidden" { " the words about " (w.name) }
            }
        };
        vec![
            Cell::from(w.name.as_str()),
            Cell::from(w.author.as_str()),
            Cell::from(moment_in_words(w.proposal.drafted_at)),
            Cell::from(link),
        ]
    });
    let body = html! {
        h1 { "Are there words for the record?" }
        p { a href="/practice/record" { "To be put in the record" } ": words that a clinician has accepted." }
        @if waiting.is_empty() {
            p { "No words are waiting for a clinician. By default nothing is written back." }
        } @else {
            p { "The patient has agreed to these words. You decide whether they belong in the record." }
            (table(&Table {
                caption: "Words that wait".into(),
                head: ["Patient", "Suggested by", "When", "Open"].map(Cell::from).into(),
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
    };
    Ok(ctx.page("Words for the record", Some("/practice"), &body))
}

async fn one(Path(words): Path<String>, mut ctx: Ctx) -> Answer {
    let words: ProposalId = id(&mut ctx, &words).await?;
    show(&mut ctx, words, &Form::default(), &[]).await
}

async fn show(ctx: &mut Ctx, words: ProposalId, form: &Form, errors: &[(&str, &str)]) -> Answer {
    let waiting = ctx
        .act(Lane::Normal, move |desk, visit| {
            proposal::open_words(desk, &visit.actor, words)
        })
        .await?;
    let body = page(ctx, &waiting, form, errors);
    let (title, back) = ("Words for the record", Some("/practice/words"));
    Ok(if errors.is_empty() {
        ctx.page(title, back, &body)
    } else {
        ctx.page_with_errors(title, back, &body)
    })
}

fn post(ctx: &Ctx, words: ProposalId, what: &str, inside: &Markup) -> Markup {
    html! {
        form method="post" action={ "/practice/words/" (words) "/" (what) } novalidate { (ctx.csrf()) (inside) }
    }
}

fn page(ctx: &Ctx, waiting: &WaitingWords, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let (words, text) = (waiting.proposal.id, waiting.proposal.text.as_str());
    html! {
        (problems(errors))
        h1 { "Do these words belong in the record of " (waiting.name) "?" }
        p { "Suggested by " (waiting.author) ". " (waiting.name) " has agreed to exactly these words:" }
        (inset_text(&text.into()))
        @match waiting.proposal.code {
            Some(code) => {
                p { "They agreed to this code as well: " strong { (code.line()) } "." }
                p class="app-quiet" { "Only its form was checked here. Your system knows whether it is still in use." }
            }
            None => { p { "They agreed to no code: please file the words without one." } }
        }
        @if waiting.proposal.state == ProposalState::Accepted {
            p { "You have accepted them. They go to the practice’s own system." }
            p { "If no system is connected: type them in the record yourself, then say so here." }
            (record::answers(ctx, words, &waiting.name, &[]))
        } @else {
            (post(ctx, words, "accept", &button(&Button::primary("Accept the words"))))
            h2 class="nhsuk-heading-m" { "Or change them" }
            p { "Changed words go back to " (waiting.name) ", who decides again." }
            (post(ctx, words, "amend", &amend_fields(text, form, errors)))
            h2 class="nhsuk-heading-m" { "Or leave them out" }
            p { "Nobody asks you why. Nothing is written." }
            (post(ctx, words, "not-take", &button(&Button::secondary("I will not put them in the record"))))
        }
    }
}

fn amend_fields(text: &str, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let typed = form.get("text");
    let number_found = !screen::ni_numbers(typed).is_empty();
    html! {
        (textarea(&Textarea {
            name: "text",
            label: "The words".into(),
            value: if typed.is_empty() { text } else { typed },
            error: wrong(errors, "text"),
            ..Textarea::default()
        }))
        @if number_found {
            div class="nhsuk-button-group" {
                (button(&Button { name: Some("number"), value: Some("mask"), ..Button::primary("Save with the number masked") }))
                (button(&Button { name: Some("keep_number"), value: Some("yes"), ..Button::secondary("Keep as written") }))
            }
        } @else {
            (button(&Button::secondary("Send the changed words back")))
        }
    }
}

async fn decide(
    words: String,
    ctx: &mut Ctx,
    act: fn(&mut Desk, &Actor, ProposalId) -> Result<(), Error>,
) -> Result<ProposalId, crate::error::Failure> {
    let words: ProposalId = id(ctx, &words).await?;
    ctx.act(Lane::Normal, move |desk, visit| act(desk, &visit.actor, words))
        .await?;
    Ok(words)
}

async fn accept(Path(words): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let words = decide(words, &mut ctx, proposal::accept).await?;
    Ok(ctx.see(&format!("/practice/words/{words}")))
}

async fn not_take(Path(words): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    decide(words, &mut ctx, proposal::not_take).await?;
    Ok(ctx.see("/practice/words"))
}

async fn amend(Path(words): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let words: ProposalId = id(&mut ctx, &words).await?;
    let mut text = form.get("text").to_owned();
    if !screen::ni_numbers(&text).is_empty() {
        if form.get("number") == "mask" {
            text = screen::masked(&text);
        } else if form.get("keep_number") != "yes" {
            let errors = [(
                "text",
                "This looks like a National Insurance number. It is not needed here",
            )];
            return show(&mut ctx, words, &form, &errors).await;
        }
    }
    if text.is_empty() {
        return show(
            &mut ctx,
            words,
            &form,
            &[("text", "Write the words, or leave them out")],
        )
        .await;
    }
    ctx.act(Lane::Normal, move |desk, visit| {
        proposal::amend(desk, &visit.actor, words, &text)
    })
    .await?;
    Ok(ctx.see("/practice/words"))
}
