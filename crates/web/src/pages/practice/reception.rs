//! A patient at reception: what can be done for them, receipts, notices. The name is all that is shown of them.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::practice::reception::{self, HasLeft, Patient};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, agree, card, change_mind};
use sayso_core::event::EventKind;
use sayso_core::id::PersonId;
use sayso_core::person::Remembered;
use sayso_core::reads::ReadingNeed;
use sayso_core::seat::{Actor, Role};

use super::{about, flag, forgotten, id, keep, messages, mind};
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{document, slip};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Row, SummaryList, button, inset_text, problems, summary_list};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/person/{id}",
        Who::Practice,
        "open_patient",
        "identity_opened",
        show,
    );
    r.post(
        "/practice/person/{id}/undo",
        Who::Practice,
        "undo",
        "undone",
        undo,
    );
    r.post(
        "/practice/person/{id}/forget",
        Who::Practice,
        "remember_answer",
        "answer_remembered",
        forget,
    );
    r.post(
        "/practice/person/{id}/card",
        Who::Practice,
        "read_out_code",
        "card_replaced",
        new_card,
    );
    r.get(
        "/practice/person/{id}/receipt",
        Who::Practice,
        "open_patient",
        "identity_opened",
        receipt,
    );
    r.get(
        "/practice/notices",
        Who::Practice,
        "list_practice",
        "list_opened",
        notices,
    );
    r.post(
        "/practice/notices/{id}",
        Who::Practice,
        "acknowledge_leaving",
        "leaving_seen",
        acknowledge,
    );
}

async fn show(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let patient = ctx
        .act(Lane::Normal, move |desk, visit| {
            reception::open(desk, &visit.actor, person)
        })
        .await?;
    let body = page(&ctx, &patient, &Form::default(), &[]);
    Ok(ctx.page("Patient", Some("/practice"), &body))
}

/// The whole page; also with what to put right in the form about a changed mind.
pub(super) fn page(ctx: &Ctx, patient: &Patient, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let person = patient.who.person;
    let team = matches!(ctx.visit.actor, Actor::Member(m) if m.role == Role::PracticeAdmin);
    html! {
        (problems(errors))
        (about(&patient.who))
        (flag(patient.reading, ctx.site.house.source().now()))
        h1 { "What do they want to tell us?" }
        @if let Some(until) = patient.held_until { (held(ctx, person, until)) }
        (mind::form(ctx, person, &patient.services, form, errors))
        h2 class="nhsuk-heading-l" { "They would like something more" }
        p { a href={ "/practice/person/" (person) "/more" } { "Hear their yes to one more thing, and type it" } }
        h2 class="nhsuk-heading-l" { "They have lost their code" }
        @if patient.messages.is_empty() {
            p { "No code or message is waiting. Ask them to choose “Sign in” and type their three words. Then open this page again." }
        } @else {
            p { "Check first that you are speaking to them. Then read it out. They see that you did." }
            (messages::list(&patient.messages))
        }
        h2 class="nhsuk-heading-l" { "They have lost their card" }
        p { "Check first that you are speaking to them. The old words then open nothing. They see that you did this." }
        form method="post" action={ "/practice/person/" (person) "/card" } novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Give a new card")))
        }
        (forgotten::part(ctx, person, patient.forgotten))
        h2 class="nhsuk-heading-l" { "They want to see their record" }
        p { "Everything that Sayso holds is on their own page, with everybody who looked." }
        p { "They can open it here, at home or on a library computer. You cannot open it for them." }
        @if team {
            p { a href={ "/practice/person/" (person) "/meetings" } { "Their meetings, if they chose to tell the practice" } }
        }
        @if let Some(asked) = patient.asked { (remembered(ctx, person, asked)) }
        h2 class="nhsuk-heading-l" { "Is something wrong with this record?" }
        p { a href={ "/practice/person/" (person) "/wrong" } { "It is about somebody else, or they have died" } }
        h2 class="nhsuk-heading-l" { "Does somebody hold a legal power?" }
        p { a href={ "/practice/person/" (person) "/power" } { "An attorney or a deputy who may decide for them" } }
        h2 class="nhsuk-heading-l" { "Is somebody in danger?" }
        p { a href={ "/practice/person/" (person) "/danger" } { "Call 999 first, then report the danger" } }
    }
}

fn held(ctx: &Ctx, person: PersonId, until: jiff::Timestamp) -> Markup {
    let inside = html! {
        p { "They said yes. Nothing has been sent: it waits until " (moment_in_words(until)) "." }
        form method="post" action={ "/practice/person/" (person) "/undo" } novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Undo their yes")))
        }
    };
    inset_text(&inside.into())
}

fn remembered(ctx: &Ctx, person: PersonId, asked: Remembered) -> Markup {
    let words = match asked {
        Remembered::DoNotAsk => "They asked: please do not ask me.".to_owned(),
        Remembered::NotYet(until) => format!("They said: not yet, until {}.", moment_in_words(until)),
    };
    html! {
        h2 class="nhsuk-heading-l" { "What they asked the practice to remember" }
        p { (words) }
        form method="post" action={ "/practice/person/" (person) "/forget" } novalidate {
            (ctx.csrf())
            (button(&Button::secondary("They want it forgotten")))
        }
    }
}

async fn undo(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        agree::undo(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}

async fn new_card(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let words = ctx
        .act(Lane::Normal, move |desk, visit| {
            card::replace(desk, &visit.actor, person)
        })
        .await?;
    let Actor::Member(member) = ctx.visit.actor else {
        return Err(ctx.failure(sayso_app::Error::NotFound));
    };
    let basket = Basket {
        practice: Some(member.org),
        person: Some(person),
        card: Some(words),
        ..Basket::default()
    };
    let token = keep(&ctx, basket);
    Ok(ctx.see(&format!("/practice/cards/{token}")))
}

async fn forget(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        reception::forget_what_they_asked(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}/receipt")))
}

/// The receipt in the patient's own language and shape; around it, for staff, what to do.
fn theirs(receipt: &reception::Receipt, need: ReadingNeed, now: jiff::Timestamp) -> Markup {
    let said = &receipt.said;
    let doc = sayso_words::stopped(
        said.kind,
        &receipt.name,
        said.happened_at,
        said.recorded_at,
        &receipt.had_gone_to,
    );
    html! {
        h1 class="app-screen-only" { "It is done" }
        div class="app-screen-only" { (flag(Some(need), now)) }
        div class="app-letter" { (document(&doc, need.reads, 2)) }
        div class="app-screen-only" {
            (print_button("Print the receipt"))
            p { a href="/practice" { "Back to the first page" } }
        }
    }
}

/// What was typed, told as the patient reads it.
async fn receipt(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let receipt = ctx
        .act(Lane::Normal, move |desk, visit| {
            reception::receipt(desk, &visit.actor, person)
        })
        .await?;
    let said = &receipt.said;
    let typed_as_said = matches!(
        said.kind,
        EventKind::Left | EventKind::PurposeStopped | EventKind::Undone
    );
    if let Some(need) = receipt.reading.filter(|_| typed_as_said) {
        let body = theirs(&receipt, need, ctx.site.house.source().now());
        return Ok(ctx.page("Receipt", None, &body));
    }
    let rows = vec![
        Row::fact("From when it counts", moment_in_words(said.happened_at)),
        Row::fact("When it was typed", moment_in_words(said.recorded_at)),
        Row::fact("Who typed it", said.who.as_str()),
        Row::fact("Who decided", receipt.name.as_str()),
    ];
    let body = html! {
        h1 { "It is done" }
        p class="nhsuk-body-l" { (said.text) }
        (summary_list(&SummaryList { rows, ..SummaryList::default() }))
        @if said.kind == EventKind::Left {
            @if receipt.had_gone_to.is_empty() {
                p { "Nothing had left the practice." }
            } @else {
                p { "What was sent before had gone to " (sayso_core::words::and(&receipt.had_gone_to)) ". They are told “has left”, and nothing else." }
            }
        }
        @if said.kind == EventKind::ContactOver {
            p { "Services learn that it has ended, and not why. If this is a mistake, take it back on the same page." }
        } @else {
            p { "Their care stays the same. There is nothing more for you to do." }
        }
        p { "Nobody may require you to show this." }
        @if said.kind == EventKind::PurposeStopped { (slip(None)) }
        div class="app-screen-only" {
            (print_button("Print the receipt"))
            p { a href="/practice" { "Back to the first page" } }
        }
    };
    Ok(ctx.page("Receipt", None, &body))
}

async fn notices(mut ctx: Ctx) -> Answer {
    let rows = ctx
        .act(Lane::Normal, |desk, visit| reception::notices(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Who has left?" }
        @if rows.is_empty() {
            p { "Nobody. Nothing is waiting for you." }
        } @else {
            p { "They have stopped sharing. There is nothing to ask them." }
            ul class="nhsuk-list" { @for row in &rows { li { (notice(&ctx, row)) } } }
        }
    };
    Ok(ctx.page("Notices", Some("/practice"), &body))
}

fn notice(ctx: &Ctx, row: &HasLeft) -> Markup {
    html! {
        @if row.left {
            p { strong { (row.name) } " has left. " (moment_in_words(row.at)) "." }
        } @else {
            p { strong { (row.name) } " stopped letting the practice know. " (moment_in_words(row.at)) "." }
        }
        @if row.asked_back {
            p { "Something reached the practice after they had said so. Please take it out, then say that you have seen this." }
        }
        @if row.may_acknowledge {
            form method="post" action={ "/practice/notices/" (row.person) } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("We have seen this")))
            }
        }
    }
}

async fn acknowledge(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Normal, move |desk, visit| {
        change_mind::notice_seen(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see("/practice/notices"))
}
