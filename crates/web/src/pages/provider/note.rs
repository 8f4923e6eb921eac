//! Writing a note: one box, then the note as the person will see it, then saved. Nothing is kept before the writer
//! has seen it as the person will.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, file, support};
use sayso_core::decide::support::Writing;
use sayso_core::entry::EntryKind;

use super::words::{advice, ask_about_number, before_saving, id, screened, words_box};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{Button, Content, button, identity_bar, parcel_letter, problems};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/person/{person}/note",
        Who::Coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post(
        "/person/{person}/note",
        Who::Coach,
        "write_note",
        "note_written",
        write,
    );
}

/// A draft to go on with.
#[derive(Debug, serde::Deserialize)]
struct Draft {
    finish: Option<String>,
}

async fn open(Path(person): Path<String>, Query(draft): Query<Draft>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let finish = draft.finish.clone().unwrap_or_default();
    let (name, text) = ctx
        .act(Lane::Normal, move |desk, visit| match draft.finish {
            None => Ok((file::name(desk, &visit.actor, id(&person)?)?, String::new())),
            Some(entry) => support::unfinished(desk, &visit.actor, id(&person)?, id(&entry)?),
        })
        .await?;
    let body = html! {
        h1 { "What happened?" }
        (identity_bar(&name, &[]))
        (form_of(&ctx, &at, &name, &text, &finish, None))
    };
    Ok(ctx.page("Write a note", Some(&at), &body))
}

fn choice(text: &'static str, step: &'static str, primary: bool) -> Markup {
    let base = if primary {
        Button::primary(text)
    } else {
        Button::secondary(text)
    };
    button(&Button {
        name: Some("step"),
        value: Some(step),
        ..base
    })
}

fn form_of(ctx: &Ctx, at: &str, who: &str, text: &str, finish: &str, error: Option<&str>) -> Markup {
    html! {
        p { strong { (who) " will read this" } ", exactly as you write it. Write what you would say to them." }
        form method="post" action={ (at) "/note" } novalidate {
            (ctx.csrf())
            input type="hidden" name="finish" value=(finish);
            (words_box("text", "Your note", "No health details: ask them to write those themselves.", text, error))
            (choice("See it as they will", "preview", true))
            (choice("Keep it and finish later", "draft", false))
        }
    }
}

/// May the note be written, and what stands above it? Asked before any answer that is not the saving itself.
async fn signature(ctx: &mut Ctx, person: String) -> Result<String, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        let by = support::signature(desk, &visit.actor, id(&person)?)?;
        Ok(format!("{by}, {}", moment_in_words(desk.now())))
    })
    .await
}

async fn write(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    if form.get("text").is_empty() || form.get("step") == "change" {
        signature(&mut ctx, person).await?;
        return Ok(again(&ctx, &at, &form));
    }
    let Some(text) = screened(&form, "text") else {
        signature(&mut ctx, person).await?;
        let action = format!("{at}/note");
        let field = ("text", "Your note");
        return Ok(ask_about_number(
            &ctx,
            &action,
            &at,
            field,
            &form,
            &["finish", "step"],
        ));
    };
    if !matches!(form.get("step"), "save" | "draft") {
        let by = signature(&mut ctx, person).await?;
        let body = preview(&ctx, &at, &form, &text, &by);
        return Ok(ctx.page("Check your note", Some(&at), &body));
    }
    let draft = form.get("step") == "draft";
    let finish = form.some("finish");
    ctx.act(Lane::Normal, move |desk, visit| {
        let writing = Writing {
            kind: EntryKind::Note,
            text,
            at: None,
            draft,
            finishes: finish.map(|entry| id(&entry)).transpose()?,
        };
        support::write(desk, &visit.actor, id(&person)?, &writing)
    })
    .await?;
    Ok(ctx.see(&at))
}

fn again(ctx: &Ctx, at: &str, form: &Form) -> axum::response::Response {
    let empty = form.get("text").is_empty();
    let words = "Write something first";
    let error = empty.then_some(words);
    let body = html! {
        @if empty { (problems(&[("text", words)])) }
        h1 { "What happened?" }
        (form_of(ctx, at, "The person", form.get("text"), form.get("finish"), error))
    };
    if empty {
        ctx.page_with_errors("Write a note", Some(at), &body)
    } else {
        ctx.page("Write a note", Some(at), &body)
    }
}

fn preview(ctx: &Ctx, at: &str, form: &Form, text: &str, by: &str) -> Markup {
    html! {
        h1 { "This is how they will see it" }
        (parcel_letter("The note as they will see it", &Content::from(by), &before_saving(text), &Content::None))
        (advice(&[text]))
        p { "It is not saved yet. Once it is saved it cannot be taken back." }
        form method="post" action={ (at) "/note" } novalidate {
            (ctx.csrf())
            input type="hidden" name="finish" value=(form.get("finish"));
            input type="hidden" name="text" value=(text);
            // Asked once: what was decided about a number stays decided.
            input type="hidden" name="keep_number" value="yes";
            div class="nhsuk-button-group" {
                (choice("Save the note", "save", true))
                (choice("Change it", "change", false))
            }
        }
    }
}
