//! A legal power to decide for a patient: one seat saw the document, a second saw it too, a clinician records that the
//! patient cannot make one decision now. Never a way to say yes: whoever holds the power does that, by a card of their own.

use axum::extract::Path;
use axum::response::Response;
use maud::html;
use sayso_app::power::{self, Shown};
use sayso_app::{Error, Lane};
use sayso_core::decide::NotNow;
use sayso_core::decide::power::Document;
use sayso_core::id::{PersonId, SchemeId, SupporterId};
use sayso_core::power::PowerKind;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::pages::person::{Screened, offer_to_mask, screened};
use crate::routes::{Routes, Who};

mod shown;

use shown::page;

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/person/{id}/power",
        Who::Practice,
        "record_power",
        "identity_opened",
        show,
    );
    r.post(
        "/practice/person/{id}/power/seen",
        Who::Practice,
        "record_power",
        "power_seen",
        seen,
    );
    r.post(
        "/practice/person/{id}/power/confirm",
        Who::Practice,
        "record_power",
        "power_recorded",
        confirm,
    );
    r.post(
        "/practice/person/{id}/power/end",
        Who::Practice,
        "record_power",
        "power_ended",
        end,
    );
    r.post(
        "/practice/person/{id}/power/cannot-decide",
        Who::Clinician,
        "record_capacity",
        "cannot_decide",
        cannot_decide,
    );
    r.post(
        "/practice/person/{id}/power/can-decide",
        Who::Clinician,
        "record_capacity",
        "can_decide",
        can_decide,
    );
    r.post(
        "/practice/person/{id}/power/look-again",
        Who::Clinician,
        "record_capacity",
        "power_looked_again",
        look_again,
    );
}

const TITLE: &str = "Legal power";

fn path(person: PersonId, rest: &str) -> String {
    format!("/practice/person/{person}/power{rest}")
}

async fn open(ctx: &mut Ctx, person: PersonId) -> Result<Shown, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        power::show(desk, &visit.actor, person)
    })
    .await
}

async fn show(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let shown = open(&mut ctx, person).await?;
    let body = page(&ctx, &shown, &Form::default(), &[]);
    Ok(ctx.page(TITLE, Some(&format!("/practice/person/{person}")), &body))
}

/// The page again with what stands in the way.
async fn again(mut ctx: Ctx, person: PersonId, form: &Form, errors: &[(&str, &str)]) -> Answer {
    let shown = open(&mut ctx, person).await?;
    let body = page(&ctx, &shown, form, errors);
    Ok(ctx.page_with_errors(TITLE, Some(&format!("/practice/person/{person}")), &body))
}

/// One half of what opens the door, shown in answer to the form and nowhere else.
fn one_half(ctx: &Ctx, person: PersonId, what: &str, half: &str, other: &str) -> Response {
    let body = html! {
        h1 { "Give this to the person whom the document names" }
        p { (what) }
        p class="app-code" { (half) }
        p { (other) }
        p { "It is shown once. Do not keep it, and do not use it yourself: no practice decides for a patient." }
        p { "They choose “Sign in as a supporter”." }
        p { a href=(path(person, "")) { "Back to what is recorded" } }
    };
    ctx.page(TITLE, Some(&path(person, "")), &body)
}

async fn seen(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let kind = PowerKind::parse(form.get("kind"));
    let days: Option<i64> = form
        .get("days")
        .parse()
        .ok()
        .filter(|d| [91, 182, 365].contains(d));
    // Said before anything else is asked: nothing further can make it fit.
    let property = kind == Some(PowerKind::PropertyAndMoney);
    let mut errors = vec![];
    if kind.is_none() {
        errors.push(("kind", "Choose what it is"));
    }
    if !property {
        if form.get("name").is_empty() {
            errors.push(("name", "Enter whom it names"));
        }
        if form.get("number").is_empty() {
            errors.push(("number", "Enter its number"));
        }
        if form.get("alone").is_empty() {
            errors.push(("alone", "Say whether they may decide alone"));
        }
        if days.is_none() {
            errors.push(("days", "Choose for how long it counts here"));
        }
    }
    let (Some(kind), true) = (kind, errors.is_empty()) else {
        return again(ctx, person, &form, &errors).await;
    };
    let (name, number) = (form.get("name").to_owned(), form.get("number").to_owned());
    let (in_force, alone) = (form.ticked("in_force", "yes"), form.get("alone") == "yes");
    let saw = ctx
        .act(Lane::Normal, move |desk, visit| {
            let until = desk.now() + jiff::SignedDuration::from_hours(24 * days.unwrap_or(365));
            let document = Document {
                kind,
                name,
                number,
                in_force,
                alone,
                until,
            };
            power::saw(desk, &visit.actor, person, &document)
        })
        .await;
    match saw {
        Ok(code) => {
            let other = "A second person here looks at the document too, and gives them three words.";
            Ok(one_half(
                &ctx,
                person,
                "The code for the first time:",
                &code,
                other,
            ))
        }
        Err(failure) => {
            let Error::NotNow(why) = &failure.error else {
                return Err(failure);
            };
            let field = match why {
                NotNow::PropertyPower => "kind",
                NotNow::NotInForce => "in_force",
                NotNow::NotAlone => "alone",
                _ => return Err(failure),
            };
            let words = why.to_string();
            again(ctx, person, &form, &[(field, &words)]).await
        }
    }
}

/// Which power a form is about.
async fn which(ctx: &mut Ctx, form: &Form) -> Result<SupporterId, Failure> {
    id(ctx, form.get("power")).await
}

async fn confirm(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let this = which(&mut ctx, &form).await?;
    let words = ctx
        .act(Lane::Normal, move |desk, visit| {
            power::confirm(desk, &visit.actor, person, this)
        })
        .await?;
    let other = "The code for the first time came from whoever saw the document before you.";
    Ok(one_half(&ctx, person, "Their three words:", &words, other))
}

async fn end(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let this = which(&mut ctx, &form).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        power::end(desk, &visit.actor, person, this)
    })
    .await?;
    Ok(ctx.see(&path(person, "")))
}

/// Free text of a clinician, screened for a number that does not belong there; else the page that offers to mask it.
async fn words_of(
    ctx: &mut Ctx,
    person: PersonId,
    rest: &str,
    form: &Form,
    field: &str,
) -> Result<Result<String, Response>, Failure> {
    match screened(form, field) {
        Screened::Keep(text) => Ok(Ok(text)),
        Screened::Ask(text) => {
            // Whoever may not write here is asked nothing.
            open(ctx, person).await?;
            let mut carried: Vec<(&str, &str)> = ["power", "service", "look_again"]
                .into_iter()
                .map(|name| (name, form.get(name)))
                .collect();
            carried.push((if field == "help" { "help" } else { "found" }, text.as_str()));
            let body = offer_to_mask(ctx, &path(person, rest), &carried, &text);
            Ok(Err(ctx.page_with_errors(TITLE, Some(&path(person, "")), &body)))
        }
    }
}

async fn cannot_decide(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let this = which(&mut ctx, &form).await?;
    let service: Option<SchemeId> = form.get("service").parse().ok();
    let days: Option<i64> = form
        .get("look_again")
        .parse()
        .ok()
        .filter(|d| [7, 28, 90].contains(d));
    let mut errors = vec![];
    if service.is_none() {
        errors.push(("service", "Choose which decision it is"));
    }
    if form.get("help").is_empty() {
        errors.push(("help", "Write what help they were given to decide"));
    }
    if days.is_none() {
        errors.push(("look_again", "Choose when it is looked at again"));
    }
    let (Some(service), Some(days), true) = (service, days, errors.is_empty()) else {
        return again(ctx, person, &form, &errors).await;
    };
    let help = match words_of(&mut ctx, person, "/cannot-decide", &form, "help").await? {
        Ok(help) => help,
        Err(page) => return Ok(page),
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        power::cannot_decide(desk, &visit.actor, person, (this, service), &help, days)
    })
    .await?;
    Ok(ctx.see(&path(person, "")))
}

async fn can_decide(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        power::can_decide(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&path(person, "")))
}

async fn look_again(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let this = which(&mut ctx, &form).await?;
    if form.get("found").is_empty() {
        return again(ctx, person, &form, &[("found", "Write what you found")]).await;
    }
    let found = match words_of(&mut ctx, person, "/look-again", &form, "found").await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        power::look_again(desk, &visit.actor, person, this, &found)
    })
    .await?;
    Ok(ctx.see(&path(person, "")))
}
