//! Publishing the result of a plan: the figures as a table, and where the plan was departed from. Every problem of the
//! table is told at once, with its line; what was typed is not told again.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::evaluation::{self, Outcome, Shown};
use sayso_app::{Error, Lane};
use sayso_core::id::PlanId;

use super::{Problems, is_sure, public_words, sure, words_box};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Textarea, button, problems, textarea};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/plans/{id}/result",
        Who::Evaluator,
        "file_plan",
        "place_opened",
        page,
    );
    r.post(
        "/plans/{id}/result",
        Who::Evaluator,
        "publish_result",
        "result_published",
        post,
    );
}

async fn page(Path(id): Path<String>, ctx: Ctx) -> Answer {
    show(ctx, &id, &Form::default(), &vec![]).await
}

async fn show(mut ctx: Ctx, id: &str, form: &Form, wrong: &Problems) -> Answer {
    let (filed, _) = ctx
        .act(Lane::Normal, |desk, visit| evaluation::own(desk, &visit.actor))
        .await?;
    let found = filed
        .into_iter()
        .find(|s| s.plan.id.to_string() == id && s.result.is_none());
    let shown = found.ok_or_else(|| ctx.failure(Error::NotFound))?;
    let body = the_form(&ctx, &shown, form, wrong);
    let back = Some("/plans");
    Ok(if wrong.is_empty() {
        ctx.page("Publish a result", back, &body)
    } else {
        ctx.page_with_errors("Publish a result", back, &body)
    })
}

fn the_form(ctx: &Ctx, shown: &Shown, form: &Form, wrong: &Problems) -> Markup {
    let told: Vec<(&str, &str)> = wrong.iter().map(|(f, e)| (*f, e.as_str())).collect();
    let of_table: Vec<&str> = told
        .iter()
        .filter(|(f, _)| *f == "table")
        .map(|(_, e)| *e)
        .collect();
    let plan = &shown.plan;
    html! {
        (problems(&told))
        h1 { "What came of plan " (plan.number) "?" }
        p { (plan.title) ". " (shown.scheme) ", phase " (plan.phase) "." }
        p { "Publish it whatever it says. There is one result for each plan, and it is not taken back." }
        form method="post" action={ "/plans/" (plan.id) "/result" } novalidate {
            (ctx.csrf())
            (textarea(&Textarea {
                name: "table",
                label: "The figures, as comma-separated lines".into(),
                hint: html! {
                    "The first line names the columns, the first column the rows. Every other cell counts people: a star under 10, otherwise rounded to the nearest 5. "
                    "A column whose name begins with “rate: ” counts nobody. There is no total."
                }.into(),
                error: (!of_table.is_empty()).then(|| of_table.join(" ").into()),
                value: form.get("table"),
                rows: Some(12),
                spellcheck: Some(false),
                classes: "app-code",
                ..Textarea::default()
            }))
            (words_box("departed", "Where was the plan departed from?", "If in nothing, say so.", form, wrong))
            (sure(wrong))
            (button(&Button::primary("Publish it")))
        }
    }
}

async fn post(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut wrong = vec![];
    let table = form.get("table").to_owned();
    if table.is_empty() {
        wrong.push(("table", "Give the figures".into()));
    }
    let departed = public_words(
        &form,
        "departed",
        "Say where the plan was departed from, or that it was not",
        &mut wrong,
    );
    is_sure(&form, &mut wrong);
    if wrong.is_empty() {
        let plan: PlanId = id.parse().map_err(|_| ctx.failure(Error::NotFound))?;
        let tried = ctx
            .act_freshly(Lane::Normal, move |desk, visit, fresh| {
                evaluation::publish(desk, &visit.actor, fresh, plan, &table, &departed)
            })
            .await;
        match tried {
            Ok(Outcome::Published) => return Ok(ctx.see("/evaluation")),
            Ok(Outcome::NoTable(found)) => wrong.extend(found.into_iter().map(|p| ("table", p))),
            Err(failure) => match &failure.error {
                Error::NotNow(why) => wrong.push(("departed", why.to_string())),
                _ => return Err(failure),
            },
        }
    }
    show(ctx, &id, &form, &wrong).await
}
