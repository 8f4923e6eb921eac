//! The register of legal demands: record one, answer one. Two seats must agree; to a benefits organisation nothing is
//! agreed to. Nothing leaves Sayso by this page.

use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_app::guard::demand::{self, Notice};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::category::{Categories, Category};
use sayso_core::guard::{Demand, DemandAnswer, Demander};
use sayso_core::id::DemandId;
use sayso_core::spoken;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Card, Choice, Choices, Content, Input, Legend, Size, Textarea, button, card, checkboxes, input,
    problems, radios, textarea,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/demands", Who::Guardian, "keep_demands", "place_opened", list);
    r.post(
        "/demands",
        Who::Guardian,
        "keep_demands handle_demand",
        "demand_recorded",
        record,
    );
    r.post(
        "/demands/answer",
        Who::Guardian,
        "keep_demands handle_demand",
        "demand_answered",
        answer,
    );
}

async fn list(ctx: Ctx) -> Answer {
    show(ctx, &[], &Form::default()).await
}

async fn show(mut ctx: Ctx, errors: &[(&str, &str)], form: &Form) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| demand::list(desk, &visit.actor))
        .await?;
    let body = html! {
        (problems(errors))
        h1 { "What did we have to give?" }
        p { "Sayso hands nothing over. This register says what was demanded, what two seats answered, and who was told." }
        @if all.is_empty() { p { "No legal demand is on the register. That counts as zero, in public." } }
        @for d in &all { (one(&ctx, d)) }
        h2 { "Record a demand" }
        (record_form(&ctx, errors, form))
        p { a href="/legal-demands" { "The public count" } }
    };
    Ok(if errors.is_empty() {
        ctx.page("Legal demands", None, &body)
    } else {
        ctx.page_with_errors("Legal demands", None, &body)
    })
}

fn wrong<'a>(errors: &[(&str, &'a str)], field: &str) -> Option<Content<'a>> {
    errors.iter().find(|(f, _)| *f == field).map(|(_, e)| (*e).into())
}

fn record_form(ctx: &Ctx, errors: &[(&str, &str)], form: &Form) -> Markup {
    let area = |name, label: &'static str, hint: &'static str| {
        textarea(&Textarea {
            name,
            label: label.into(),
            hint: hint.into(),
            value: form.get(name),
            error: wrong(errors, name),
            ..Textarea::default()
        })
    };
    html! {
        form method="post" action="/demands" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "demander",
                legend: Some(Legend { content: "Who demands?".into(), size: Some(Size::M), ..Legend::default() }),
                error: wrong(errors, "demander"),
                items: Demander::ALL.iter().map(|d| Choice::new(d.as_str(), d.in_words())).collect(),
                selected: vec![form.get("demander")],
                ..Choices::default()
            }))
            (area("notice", "What does the notice say, in short?", "The power it names, its date, and what it asks for."))
            (area("advice", "What advice did you take?", "From whom, and what it was. Without advice nothing can be agreed to."))
            (area("outside", "What did an organisation hand over outside Sayso?", "Leave it empty if nothing."))
            (checkboxes(&Choices {
                name: "scope",
                legend: Some(Legend { content: "The least that it names".into(), size: Some(Size::M), ..Legend::default() }),
                items: vec![Choice::new("identity", "A name"), Choice::new("contact", "A way to make contact")],
                ..Choices::default()
            }))
            (input(&Input {
                name: "reference",
                id: Some("reference"),
                label: "The reference of the person’s referral, if it is about somebody here".into(),
                hint: "Like K7M-4QX. Their practice sees it under “What the practice sent”. Leave it empty if nobody here is meant.".into(),
                value: Some(form.get("reference")),
                error: wrong(errors, "reference"),
                autocomplete: Some("off"),
                width: Some(10),
                ..Input::default()
            }))
            (input(&Input {
                name: "bar",
                id: Some("bar"),
                label: "Does the law bar telling them? Until which day?".into(),
                hint: "Like 2027-03-31. Leave it empty if not: then they are told at once.".into(),
                value: Some(form.get("bar")),
                error: wrong(errors, "bar"),
                autocomplete: Some("off"),
                width: Some(10),
                ..Input::default()
            }))
            (button(&Button::primary("Record it")))
        }
    }
}

fn one(ctx: &Ctx, d: &Demand) -> Markup {
    let inside = html! {
        p { "Recorded on " (moment_in_words(d.recorded_at)) "." }
        p class="app-wrap" { (d.notice) }
        @if !d.advice.is_empty() { p class="app-wrap" { "Advice: " (d.advice) } }
        @if !d.outside.is_empty() { p class="app-wrap" { "Handed over outside Sayso: " (d.outside) } }
        p { "The least that it names: " @if d.scope.is_empty() { "nothing of ours" } @else { (sayso_core::words::list(d.scope)) } "." }
        @match (d.person, d.told_at, d.bar_until) {
            (None, ..) => p { "Nobody here is meant." },
            (Some(_), Some(at), _) => p { "The person was told on " (moment_in_words(at)) "." },
            (Some(_), None, Some(until)) => p { "The law bars telling the person until " (moment_in_words(until)) ". Then they are told." },
            (Some(_), None, None) => p { "The person has not been told." },
        }
        @match (d.decided, d.first) {
            (Some((_, at, DemandAnswer::Nothing)), _) => p { strong { "Nothing is handed over." } " Decided on " (moment_in_words(at)) "." },
            (Some((_, at, DemandAnswer::Least)), _) => p { strong { "Two seats agreed to the least." } " Decided on " (moment_in_words(at)) ". The organisation that holds it hands it over, outside Sayso." },
            (None, first) => {
                @if first.is_some() { p { "One seat agrees to the least. A second must say the same." } }
                form method="post" action="/demands/answer" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="demand" value=(d.id);
                    (button(&Button { name: Some("answer"), value: Some("nothing"), ..Button::secondary("Hand over nothing") }))
                    @if d.demander != Demander::Benefits {
                        " "
                        (button(&Button { name: Some("answer"), value: Some("least"), ..Button::secondary("Agree to the least") }))
                    }
                }
            }
        }
    };
    card(&Card::titled(format!("By {}", d.demander.in_words()), inside))
}

/// The end of a day in London's calendar; the border is midnight UTC.
fn until(text: &str) -> Option<Timestamp> {
    let day: Date = text.parse().ok()?;
    let next = day.tomorrow().ok()?;
    Some(next.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

async fn record(Posted { mut ctx, form }: Posted) -> Answer {
    let mut errors = vec![];
    let demander = Demander::parse(form.get("demander"));
    if demander.is_none() {
        errors.push(("demander", "Choose who demands"));
    }
    if form.get("notice").is_empty() {
        errors.push(("notice", "Write what the notice says"));
    }
    let reference = form.some("reference").map(|r| spoken::tidy_reference(&r));
    if reference == Some(None) {
        errors.push(("reference", "Check the reference: it looks like K7M-4QX"));
    }
    let bar = form.some("bar").map(|b| until(&b));
    if bar == Some(None) {
        errors.push(("bar", "Give the day like 2027-03-31, or leave it empty"));
    }
    let (true, Some(demander)) = (errors.is_empty(), demander) else {
        return show(ctx, &errors, &form).await;
    };
    let mut scope = Categories::NONE;
    for category in [Category::Identity, Category::Contact] {
        if form.ticked("scope", category.as_str()) {
            scope = scope.with(category);
        }
    }
    let notice = Notice {
        reference: reference.flatten(),
        demander,
        notice: form.get("notice").to_owned(),
        advice: form.get("advice").to_owned(),
        outside: form.get("outside").to_owned(),
        scope,
        bar_until: bar.flatten(),
    };
    let kept = ctx
        .act_freshly(Lane::Normal, move |desk, visit, fresh| {
            demand::record(desk, &visit.actor, fresh, &notice)
        })
        .await;
    match kept {
        Ok(()) => Ok(ctx.see("/demands")),
        // The only thing that is looked up is the person: nobody, or nobody of theirs, reads the same. Whoever may not keep
        // the register is turned away by the page itself.
        Err(failure) if matches!(failure.error, Error::NotFound | Error::Denied) => {
            show(
                ctx,
                &[("reference", "Nobody here has a referral with that reference")],
                &form,
            )
            .await
        }
        Err(failure) => Err(failure),
    }
}

async fn answer(Posted { mut ctx, form }: Posted) -> Answer {
    let demand = form.get("demand").to_owned();
    let answer = DemandAnswer::parse(form.get("answer"));
    ctx.act_freshly(Lane::Normal, move |desk, visit, fresh| {
        let answer = answer.ok_or(Error::NotFound)?;
        demand::answer(desk, &visit.actor, fresh, id::<DemandId>(&demand)?, answer)
    })
    .await?;
    Ok(ctx.see("/demands"))
}
