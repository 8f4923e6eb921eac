//! The plan, the person's own words and the notes, for a supporter who may read or write there.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::supporter::{self, Plan, Words as Written};
use sayso_core::entry::EntryKind;
use sayso_core::supporter::Choice as May;

use super::{column, title};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Textarea, button, card, radios, textarea};
use crate::pages::person::{Screened, as_written, offer_to_mask, screened};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::{plan as say_plan, supporting as say};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/supporting/plan",
        Who::Supporter,
        "read_supported",
        "supporter_looked",
        plan,
    );
    r.post(
        "/supporting/plan",
        Who::Supporter,
        "write_supported",
        "supporter_wrote",
        write,
    );
}

const HERE: &str = "/supporting/plan";

async fn open(ctx: &mut Ctx) -> Result<Plan, Failure> {
    ctx.act(Lane::Normal, |desk, visit| supporter::plan(desk, &visit.actor))
        .await
}

async fn plan(mut ctx: Ctx) -> Answer {
    let plan = open(&mut ctx).await?;
    let body = page(&ctx, &plan, "", "", &[]);
    Ok(ctx.page_said(&title(), Some("/supporting"), &column(ctx.words(), &body)))
}

fn page(ctx: &Ctx, plan: &Plan, kind: &str, text: &str, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::plan_heading())) }
        @if plan.scope.has(May::Plan) {
            @if plan.written.is_empty() { p { (w.t(&say::nothing_written())) } }
            @for words in &plan.written { (one(w, words)) }
        }
        @if plan.scope.has(May::Write) { (new(ctx, kind, text, errors)) }
    }
}

fn one(w: Words, words: &Written) -> Markup {
    let what = match words.kind {
        EntryKind::Hope => say_plan::a_hope(),
        EntryKind::OwnStep => say::their_step(),
        EntryKind::Step => say::agreed_step(),
        EntryKind::Note => say::a_note(),
        EntryKind::OwnWords | EntryKind::Need | EntryKind::Appointment | EntryKind::Outside => {
            say::some_words()
        }
    };
    let author = match words.author.as_str() {
        "You" => say::you().into(),
        other => sayso_words::known_or_name(other),
    };
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            w.t(&what),
            html! {
                (as_written(&words.text))
                @if let Some(at) = words.at { p { (w.t(&say_plan::by(at))) "." } }
                p class="app-quiet" { (w.t(&say::written_by(author, words.written_at))) }
            },
        )
    })
}

fn new(ctx: &Ctx, kind: &str, text: &str, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let kinds = [say::a_hope(), say::their_step(), say::other_words()].map(|words| w.s(&words));
    html! {
        h2 { (w.t(&say::write_heading())) }
        p { (w.t(&say::write_note())) }
        form method="post" action=(HERE) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "kind",
                legend: Some(w.t(&say_plan::what_is_it()).into()),
                items: vec![
                    Choice::new("hope", kinds[0].as_str()),
                    Choice::new("own_step", kinds[1].as_str()),
                    Choice::new("own_words", kinds[2].as_str()),
                ],
                selected: vec![kind],
                error: w.wrong(errors, "kind"),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "text",
                label: w.t(&say::their_words()).into(),
                value: text,
                error: w.wrong(errors, "text"),
                ..Textarea::default()
            }))
            (button(&Button::primary(w.t(&say::save()))))
        }
    }
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    let kind = match form.get("kind") {
        "hope" => Some(EntryKind::Hope),
        "own_step" => Some(EntryKind::OwnStep),
        "own_words" => Some(EntryKind::OwnWords),
        _ => None,
    };
    let mut errors = vec![];
    if kind.is_none() {
        errors.push(("kind", say_plan::choose_what()));
    }
    if form.get("text").is_empty() {
        errors.push(("text", say_plan::write_first()));
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        let plan = open(&mut ctx).await?;
        let body = page(&ctx, &plan, form.get("kind"), form.get("text"), &errors);
        return Ok(ctx.page_said_with_errors(&title(), Some("/supporting"), &column(ctx.words(), &body)));
    };
    let text = match screened(&form, "text") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            // Whoever may not write here is asked nothing.
            open(&mut ctx).await?;
            let fields = [("kind", form.get("kind")), ("text", text.as_str())];
            let body = offer_to_mask(&ctx, HERE, &fields, &text);
            return Ok(ctx.page_said_with_errors(&title(), Some(HERE), &column(ctx.words(), &body)));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        supporter::write(desk, &visit.actor, kind, &text)
    })
    .await?;
    Ok(ctx.see(HERE))
}
