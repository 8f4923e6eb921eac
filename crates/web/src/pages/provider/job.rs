//! A coach writes a job down as they heard it. It counts for nothing until the person says that it is right.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::{Lane, file, job};
use sayso_core::job::wage;

use super::super::job_form::{Wrong, fields, read};
use super::words::id;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, button, identity_bar};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/person/{person}/job",
        Who::Coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post(
        "/person/{person}/job",
        Who::Coach,
        "write_job",
        "job_written",
        write,
    );
}

const TITLE: &str = "A job";

async fn name(ctx: &mut Ctx, person: String) -> Result<String, crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        file::name(desk, &visit.actor, id(&person)?)
    })
    .await
}

fn page(ctx: &Ctx, at: &str, name: &str, form: &Form, wrong: &Wrong) -> Markup {
    html! {
        (Words::default().problems(wrong))
        h1 { "What did they tell you about the job?" }
        (identity_bar(name, &[]))
        p { "They read this first. It counts only once they say that it is right. They can change it or take it out." }
        p { "Work can change their benefits. You need not know how, and nothing about it is written here: "
            "free, independent advice is on their page." }
        form method="post" action={ (at) "/job" } novalidate {
            (ctx.csrf())
            (fields(form, wrong, wage::rate_on(ctx.today()), false, Words::default()))
            (button(&Button::primary("Ask them whether it is right")))
        }
    }
}

async fn open(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let name = name(&mut ctx, person).await?;
    let body = page(&ctx, &at, &name, &Form::default(), &vec![]);
    Ok(ctx.page(TITLE, Some(&at), &body))
}

async fn write(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let told = match read(&form, ctx.today()) {
        Ok(told) => told,
        Err(wrong) => {
            let name = name(&mut ctx, person).await?;
            let body = page(&ctx, &at, &name, &form, &wrong);
            return Ok(ctx.page_with_errors(TITLE, Some(&at), &body));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        job::suggest(desk, &visit.actor, id(&person)?, told)
    })
    .await?;
    Ok(ctx.see(&at))
}
