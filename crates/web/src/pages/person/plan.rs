//! The plan: hopes in the person's own words, steps of their own, and what was agreed with a coach.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own::{self, Plan, Written};
use sayso_app::{Error, Lane};
use sayso_core::entry::{Author, EntryKind};
use sayso_core::id::EntryId;

use super::home::nothing_there;
use super::screened::{Screened, offer_to_mask, screened};
use super::{as_written, names, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Card, Choice, Choices, Label, Textarea, button, card, radios, textarea};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::plan as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/plan", Who::Person, "open_own", "own_opened", plan);
    r.post(
        "/home/plan/new",
        Who::Person,
        "write_own",
        "own_words_written",
        write,
    );
    r.post(
        "/home/plan/{id}",
        Who::Person,
        "write_own",
        "plan_changed",
        change,
    );
}

async fn open(ctx: &mut Ctx) -> Result<Plan, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| own::plan(desk, &visit.actor))
        .await
}

async fn plan(mut ctx: Ctx) -> Answer {
    let plan = open(&mut ctx).await?;
    let w = ctx.words();
    let body = page(&ctx, &plan, "", "", &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, plan: &Plan, kind: &str, text: &str, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        p {
            @if plan.read_by.is_empty() { (w.t(&say::only_you())) }
            @else { (w.t(&say::shared_with(names(&plan.read_by)))) }
        }
        h2 { (w.t(&say::yours())) }
        p { (w.t(&say::yours_alone())) }
        @if plan.own.is_empty() { p { (w.t(&say::nothing_yet())) } }
        @for item in &plan.own { (mine(ctx, item)) }
        h2 { (w.t(&say::agreed())) }
        @if plan.agreed.is_empty() { p { (w.t(&say::no_step())) } }
        @for item in &plan.agreed { (agreed(item, w)) }
        (new(ctx, kind, text, errors))
        @if !plan.closed.is_empty() {
            h2 { (w.t(&say::closed())) }
            ul { @for item in &plan.closed { li class="app-wrap" { (item.entry.text) } } }
        }
    }
}

fn mine(ctx: &Ctx, item: &Written) -> Markup {
    let w = ctx.words();
    let field = format!("instead-{}", item.entry.id);
    let what = if item.entry.kind == EntryKind::Hope {
        w.s(&say::a_hope())
    } else {
        w.s(&say::own_step())
    };
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            what,
            html! {
                (as_written(&item.entry.text))
                p class="app-quiet" {
                    (w.t(&say::written_on(item.entry.written_at)))
                    @if item.entry.author != Author::Person { " " (w.t(&say::typed_by(item.author.as_str()))) }
                }
                form method="post" action={ "/home/plan/" (item.entry.id) } novalidate {
                    (ctx.csrf())
                    (textarea(&Textarea {
                        id: Some(&field),
                        name: "instead",
                        label: Label::from(w.t(&say::instead())),
                        rows: Some(2),
                        ..Textarea::default()
                    }))
                    (button(&Button { name: Some("do"), value: Some("replace"), ..Button::secondary(w.t(&say::replace())) }))
                    " "
                    (button(&Button { name: Some("do"), value: Some("close"), ..Button::secondary(w.t(&say::close())) }))
                }
            },
        )
    })
}

fn agreed(item: &Written, w: Words) -> Markup {
    let heading = item
        .entry
        .at
        .map_or_else(|| w.s(&say::a_step()), |at| w.s(&say::by(at)));
    card(&Card {
        heading_level: Some(3),
        ..Card::titled(
            heading.clone(),
            html! {
                (as_written(&item.entry.text))
                p class="app-quiet" { (w.t(&say::written_by(sayso_words::author(&item.author)))) }
                p { a href={ "/home/entry/" (item.entry.id) } {
                    (w.t(&say::something_wrong()))
                    span class="nhsuk-u-visually-hidden" { " (" (heading) ")" }
                } }
            },
        )
    })
}

fn new(ctx: &Ctx, kind: &str, text: &str, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let error = |field| w.wrong(errors, field);
    html! {
        h2 { (w.t(&say::write_new())) }
        form method="post" action="/home/plan/new" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "kind",
                legend: Some(w.t(&say::what_is_it()).into()),
                items: vec![
                    Choice::new("hope", w.t(&say::hope())),
                    Choice::hinted("step", w.t(&say::step()), w.t(&say::step_hint())),
                ],
                selected: vec![kind],
                error: error("kind"),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "text",
                label: Label::from(w.t(&say::your_words())),
                value: text,
                error: error("text"),
                ..Textarea::default()
            }))
            (button(&Button::primary(w.t(&say::save()))))
        }
    }
}

async fn write(Posted { mut ctx, form }: Posted) -> Answer {
    let hope = match form.get("kind") {
        "hope" => Some(true),
        "step" => Some(false),
        _ => None,
    };
    let mut errors = vec![];
    if hope.is_none() {
        errors.push(("kind", say::choose_what()));
    }
    if form.get("text").is_empty() {
        errors.push(("text", say::write_first()));
    }
    let (Some(hope), true) = (hope, errors.is_empty()) else {
        let plan = open(&mut ctx).await?;
        let w = ctx.words();
        let body = page(&ctx, &plan, form.get("kind"), form.get("text"), &errors);
        return Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)));
    };
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let text = match screened(&form, "text") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let fields = [("kind", form.get("kind")), ("text", text.as_str())];
            let w = ctx.words();
            let body = offer_to_mask(&ctx, "/home/plan/new", &fields, &text);
            return Ok(ctx.page_said_with_errors(&say::title(), Some("/home/plan"), &with_way_out(w, &body)));
        }
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        if hope {
            own::write(desk, &visit.actor, EntryKind::Hope, &text)
        } else {
            own::write_step(desk, &visit.actor, &text)
        }
    })
    .await?;
    Ok(ctx.see("/home/plan"))
}

async fn change(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    let instead = match (form.get("do"), screened(&form, "instead")) {
        ("close", _) => None,
        (_, Screened::Keep(text)) if text.is_empty() => return Ok(ctx.see("/home/plan")),
        (_, Screened::Keep(text)) => Some(text),
        (_, Screened::Ask(text)) => {
            let fields = [("do", "replace"), ("instead", text.as_str())];
            let w = ctx.words();
            let body = offer_to_mask(&ctx, &format!("/home/plan/{id}"), &fields, &text);
            return Ok(ctx.page_said_with_errors(&say::title(), Some("/home/plan"), &with_way_out(w, &body)));
        }
    };
    let changed = ctx
        .act(Lane::Normal, move |desk, visit| {
            let id: EntryId = id.parse().map_err(|_| Error::NotFound)?;
            own::change_plan(desk, &visit.actor, id, instead.as_deref())
        })
        .await;
    match changed {
        Ok(()) => Ok(ctx.see("/home/plan")),
        // Pressed twice: it is closed, and the page shows it.
        Err(f) if matches!(f.error, Error::NotNow(_)) && nothing_there(&f.error) => Ok(ctx.see("/home/plan")),
        Err(f) => Err(f),
    }
}
