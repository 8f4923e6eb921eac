//! Words that a clinician accepted and that are still to be put in the record: by hand, where no system is connected. The
//! practice says that they are there, or that they are not and why.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::proposal::{self, WaitingWords};
use sayso_app::telling::moment_in_words;
use sayso_core::entry::NotPut;
use sayso_core::id::ProposalId;

use super::{id, wrong};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Cell, Choice, Choices, Legend, Look, Table, button, inset_text, problems, radios, table,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/record",
        Who::Practice,
        "list_practice",
        "list_opened",
        all,
    );
    r.get(
        "/practice/record/{id}",
        Who::Practice,
        "file_record",
        "told_opened",
        one,
    );
    r.post(
        "/practice/record/{id}/there",
        Who::Practice,
        "file_record",
        "filed",
        there,
    );
    r.post(
        "/practice/record/{id}/not",
        Who::Practice,
        "file_record",
        "not_filed",
        not,
    );
}

async fn all(mut ctx: Ctx) -> Answer {
    let waiting = ctx
        .act(Lane::Normal, |desk, visit| proposal::to_file(desk, &visit.actor))
        .await?;
    let rows = waiting.iter().map(|w| {
        let link = html! {
            a class="nhsuk-link" href={ "/practice/record/" (w.proposal.id) } {
                "Open" span class="nhsuk-u-visually-hidden" { " the words about " (w.name) }
            }
        };
        vec![
            Cell::from(w.name.as_str()),
            Cell::from(moment_in_words(w.proposal.drafted_at)),
            Cell::from(link),
        ]
    });
    let body = html! {
        h1 { "What is to be put in the record?" }
        @if waiting.is_empty() {
            p { "Nothing. No words are waiting to be put in a record." }
        } @else {
            p { "The patient agreed to these words, and a clinician accepted them." }
            (table(&Table {
                caption: "To be put in the record".into(),
                head: ["Patient", "Suggested", "Open"].map(Cell::from).into(),
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
    };
    Ok(ctx.page("To be put in the record", Some("/practice"), &body))
}

async fn one(Path(words): Path<String>, mut ctx: Ctx) -> Answer {
    let words: ProposalId = id(&mut ctx, &words).await?;
    show(&mut ctx, words, &[]).await
}

async fn show(ctx: &mut Ctx, words: ProposalId, errors: &[(&str, &str)]) -> Answer {
    let waiting = ctx
        .act(Lane::Normal, move |desk, visit| {
            proposal::open_to_file(desk, &visit.actor, words)
        })
        .await?;
    let body = page(ctx, &waiting, errors);
    let (title, back) = ("To be put in the record", Some("/practice/record"));
    Ok(if errors.is_empty() {
        ctx.page(title, back, &body)
    } else {
        ctx.page_with_errors(title, back, &body)
    })
}

fn page(ctx: &Ctx, waiting: &WaitingWords, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        h1 { "Are these words in the record of " (waiting.name) "?" }
        p { "If a system is connected, they go there by themselves. If not, copy them exactly." }
        (inset_text(&waiting.proposal.text.as_str().into()))
        @match waiting.proposal.code {
            Some(code) => p { "With this code: " strong { (code.line()) } "." },
            None => p { "They agreed to no code: please file the words without one." },
        }
        (answers(ctx, waiting.proposal.id, &waiting.name, errors))
    }
}

/// The two answers. Either is told to the patient.
pub(super) fn answers(ctx: &Ctx, words: ProposalId, name: &str, errors: &[(&str, &str)]) -> Markup {
    let why = NotPut::ALL.iter().map(|why| {
        let words = match why {
            NotPut::NoWay => "Our system would not take them",
            NotPut::Already => "The record says it already",
            NotPut::Otherwise => "A clinician decided otherwise after all",
            NotPut::Asked => "The patient asked us not to",
        };
        Choice::new(why.as_str(), words)
    });
    html! {
        form method="post" action={ "/practice/record/" (words) "/there" } novalidate {
            (ctx.csrf())
            (button(&Button::primary("It is in the record")))
        }
        h2 class="nhsuk-heading-m" { "Or it is not there" }
        form method="post" action={ "/practice/record/" (words) "/not" } novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "why",
                legend: Some(Legend::from("Why not?")),
                error: wrong(errors, "why"),
                items: why.collect(),
                ..Choices::default()
            }))
            (button(&Button::secondary("We did not put it there")))
        }
        p class="app-quiet" { "Either way it stands in the history that " (name) " reads." }
    }
}

async fn there(Path(words): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let words: ProposalId = id(&mut ctx, &words).await?;
    ctx.act(Lane::Normal, move |desk, visit| {
        proposal::confirm_filed(desk, &visit.actor, words)
    })
    .await?;
    Ok(ctx.see("/practice/record"))
}

async fn not(Path(words): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let words: ProposalId = id(&mut ctx, &words).await?;
    let Some(why) = NotPut::parse(form.get("why")) else {
        return show(&mut ctx, words, &[("why", "Choose why it is not there")]).await;
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        proposal::not_filed(desk, &visit.actor, words, why)
    })
    .await?;
    Ok(ctx.see("/practice/record"))
}
