//! A legal power to decide for a patient: one seat saw the document, a second saw it too, a clinician records that the
//! patient cannot make one decision now. Never a way to say yes: whoever holds the power does that, by a card of their own.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use sayso_app::power::{self, Row, Shown};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::decide::NotNow;
use sayso_core::decide::power::Document;
use sayso_core::id::{PersonId, SchemeId, SupporterId};
use sayso_core::power::PowerKind;

use super::{about, id, sentence, wrong};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Card, Choice, Choices, Input, Label, Textarea, button, card, checkboxes, input, inset_text,
    problems, radios, textarea,
};
use crate::pages::person::{Screened, offer_to_mask, screened};
use crate::routes::{Routes, Who};

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

fn page(ctx: &Ctx, shown: &Shown, form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        (about(&shown.who))
        h1 { "Does somebody hold a legal power to decide for them?" }
        (the_law())
        @for row in &shown.powers { (one(ctx, shown, row, form, errors)) }
        (record(ctx, shown, form, errors))
    }
}

/// What staff must know before they type anything.
fn the_law() -> Markup {
    inset_text(
        &html! {
            p { "Start from this: the patient decides. Give every help to decide first. An unwise choice is still theirs." }
            p { "The practice never decides for them. Whoever holds the power does, for one decision, in their best interests." }
            p { "The patient is told of each step and can object at any time." }
        }
        .into(),
    )
}

fn hidden(row: &Row) -> Markup {
    html! { input type="hidden" name="power" value=(row.power.id); }
}

fn one(ctx: &Ctx, shown: &Shown, row: &Row, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let p = &row.power;
    let person = shown.who.person;
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            p.name.clone(),
            html! {
                p class="app-wrap" { (sentence(p.kind.in_words())) ", number " (p.number) "." }
                p { "Seen by " (row.seen_by) " on " (moment_in_words(p.seen_at)) "." }
                @match &row.confirmed_by {
                    Some(who) => p { "Seen by " (who) " too. It counts until " (moment_in_words(p.until)) " at the latest." },
                    None => p { strong { "It does nothing yet. A second person here has to see the document too." } },
                }
                @if let Some(at) = p.objected_at {
                    p { strong { "The patient objected on " (moment_in_words(at)) ". It does nothing until a clinician has looked at it again." } }
                    @if shown.may_judge && p.confirmed.is_some() { (look_again_form(ctx, person, row, form, errors)) }
                }
                @if row.may_confirm {
                    form method="post" action=(path(person, "/confirm")) novalidate {
                        (ctx.csrf())
                        (hidden(row))
                        (button(&Button::primary("I have the document in front of me. It says this")))
                    }
                }
                @if let Some((service, until, used)) = &row.record {
                    p { "Recorded: they cannot decide about " (service) " now. It counts until " (moment_in_words(*until)) "." }
                    @if *used { p { "Whoever holds the power has said yes. For another decision, record again." } }
                    @if shown.may_judge {
                        form method="post" action=(path(person, "/can-decide")) novalidate {
                            (ctx.csrf())
                            (button(&Button::secondary("They can decide. End this record")))
                        }
                    }
                } @else if row.live && shown.may_judge {
                    (cannot_form(ctx, shown, row, form, errors))
                } @else if row.live {
                    p { "A clinician can record that they cannot make one decision now." }
                }
                form method="post" action=(path(person, "/end")) novalidate {
                    (ctx.csrf())
                    (hidden(row))
                    (button(&Button::secondary("It is over, or was wrong")))
                }
            },
        )
    })
}

fn look_again_form(ctx: &Ctx, person: PersonId, row: &Row, form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        form method="post" action=(path(person, "/look-again")) novalidate {
            (ctx.csrf())
            (hidden(row))
            (textarea(&Textarea {
                name: "found",
                label: Label::from("You looked again: what did the patient say, and what did you find?"),
                value: form.get("found"),
                rows: Some(3),
                error: wrong(errors, "found"),
                ..Textarea::default()
            }))
            (button(&Button::secondary("It may count again")))
        }
    }
}

fn cannot_form(ctx: &Ctx, shown: &Shown, row: &Row, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let services: Vec<(String, &str)> = shown
        .services
        .iter()
        .map(|s| (s.scheme.to_string(), s.name.as_str()))
        .collect();
    html! {
        h3 { "Can they make this decision now?" }
        p { "Record only that they cannot, about one service, after all help. If they can, or may soon: wait." }
        form method="post" action=(path(shown.who.person, "/cannot-decide")) novalidate {
            (ctx.csrf())
            (hidden(row))
            (radios(&Choices {
                name: "service",
                legend: Some("Which decision: a yes to".into()),
                error: wrong(errors, "service"),
                items: services.iter().map(|(value, name)| Choice::new(value, *name)).collect(),
                selected: vec![form.get("service")],
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "help",
                label: Label::from("What help were they given to decide?"),
                hint: "Plain words, pictures, time, somebody they trust, another day. The patient reads this.".into(),
                value: form.get("help"),
                rows: Some(4),
                error: wrong(errors, "help"),
                ..Textarea::default()
            }))
            (radios(&Choices {
                name: "look_again",
                legend: Some("When is it looked at again?".into()),
                hint: "After that day nothing can be done by this record.".into(),
                error: wrong(errors, "look_again"),
                items: vec![Choice::new("7", "In a week"), Choice::new("28", "In four weeks"), Choice::new("90", "In 90 days")],
                selected: vec![form.get("look_again")],
                ..Choices::default()
            }))
            (button(&Button::primary("They cannot make this decision now")))
        }
    }
}

fn record(ctx: &Ctx, shown: &Shown, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let field = |name, label: &'static str, hint: &'static str| {
        input(&Input {
            name,
            label: Label::from(label),
            hint: hint.into(),
            value: Some(form.get(name)),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            error: wrong(errors, name),
            ..Input::default()
        })
    };
    html! {
        h2 class="nhsuk-heading-l" { "You have a document in front of you" }
        p { "Two of you look at it, one after the other. Each gives its holder one half of what opens their page." }
        form method="post" action=(path(shown.who.person, "/seen")) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "kind",
                legend: Some("What is it?".into()),
                error: wrong(errors, "kind"),
                items: vec![
                    Choice::new(PowerKind::HealthAndWelfare.as_str(), "A lasting power of attorney for health and welfare"),
                    Choice::new(PowerKind::WelfareDeputy.as_str(), "A court order as a deputy for personal welfare"),
                    Choice::new(PowerKind::PropertyAndMoney.as_str(), "A power for property and money alone"),
                ],
                selected: vec![form.get("kind")],
                ..Choices::default()
            }))
            (field("name", "Whom does it name?", "They must be 18 or older. Check who is in front of you."))
            (field("number", "Registration or order number", "As it stands on the document."))
            (checkboxes(&Choices {
                name: "in_force",
                legend: Some("Is it in force?".into()),
                error: wrong(errors, "in_force"),
                items: vec![Choice::new("yes", "It is registered with the Office of the Public Guardian; or the court’s order is sealed and covers this decision")],
                selected: if form.ticked("in_force", "yes") { vec!["yes"] } else { vec![] },
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "alone",
                legend: Some("May the person it names decide alone?".into()),
                hint: "If it names several, it says whether each may decide alone or all must together.".into(),
                error: wrong(errors, "alone"),
                items: vec![Choice::new("yes", "Yes, alone"), Choice::new("no", "No, only together with others")],
                selected: vec![form.get("alone")],
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "days",
                legend: Some("For how long does it count here?".into()),
                hint: "Not longer than the document itself. Then two of you look again.".into(),
                error: wrong(errors, "days"),
                items: vec![Choice::new("91", "3 months"), Choice::new("182", "6 months"), Choice::new("365", "12 months")],
                selected: vec![form.get("days")],
                ..Choices::default()
            }))
            (button(&Button::primary("I have seen this document")))
        }
    }
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
