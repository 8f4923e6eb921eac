//! A patient forgot their private word: what a seat of the practice can record, as the first or the second of two. Never
//! asks for a word, and says nothing of whether there is one.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::forgotten::{self, Drawn, Standing};
use sayso_app::telling::moment_in_words;
use sayso_core::id::PersonId;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, button};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.post(
        "/practice/person/{id}/forgotten",
        Who::Practice,
        "read_out_code",
        "word_forgotten word_ends",
        heard,
    );
    r.post(
        "/practice/person/{id}/not-forgotten",
        Who::Practice,
        "read_out_code",
        "word_kept",
        not_them,
    );
}

/// The part of the patient's page about it.
pub(super) fn part(ctx: &Ctx, person: PersonId, drawn: Drawn) -> Markup {
    let record = |words: &'static str| {
        html! {
            form method="post" action={ "/practice/person/" (person) "/forgotten" } novalidate {
                (ctx.csrf())
                input type="hidden" name="step" value=(drawn.step);
                (button(&Button::secondary(words)))
            }
        }
    };
    html! {
        h2 class="nhsuk-heading-l" { "They have forgotten their private word" }
        @match drawn.standing {
            Standing::Word => {
                p { "They must be here with you. Check first who they are. Never by phone." }
                p { "Two of you record it, within a day. They are told each time. A week after they were told of the second, the word ends, and they choose a new one." }
                p { "Nobody here sees or sets a word. Until then they can do everything by voice." }
                (record("Record that they forgot it"))
            }
            Standing::One { until, this_seat: true } => {
                p { "You recorded it. A colleague who has them in front of them can be the second, until " (moment_in_words(until)) "." }
                (not_theirs(ctx, person))
            }
            Standing::One { until, this_seat: false } => {
                p { "A colleague recorded it. You can be the second, until " (moment_in_words(until)) "." }
                p { "They must be here with you. Ask them yourself, and check who they are." }
                (record("Record it too, as the second"))
                (not_theirs(ctx, person))
            }
            Standing::NotTold => {
                p { "Two of you recorded it. The week begins once our message has reached them. If it lies here, a third colleague says how it did." }
                (not_theirs(ctx, person))
            }
            Standing::Ends(at) => {
                p { "Two of you recorded it, and they were told. The word ends on " (moment_in_words(at)) ". Then they sign in with their three words and birth date." }
                p { "Neither of the two is given their code to read out. Another colleague can." }
                (not_theirs(ctx, person))
            }
        }
    }
}

fn not_theirs(ctx: &Ctx, person: PersonId) -> Markup {
    html! {
        form method="post" action={ "/practice/person/" (person) "/not-forgotten" } novalidate {
            (ctx.csrf())
            (button(&Button::secondary("They say it was not them: keep the word")))
        }
    }
}

async fn heard(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let Ok(step) = form.get("step").parse() else {
        return Err(ctx.failure(sayso_app::Error::NotFound));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        forgotten::heard(desk, &visit.actor, person, step)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}")))
}

async fn not_them(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    ctx.act(Lane::Stop, move |desk, visit| {
        forgotten::told_not_them(desk, &visit.actor, person)
    })
    .await?;
    Ok(ctx.see(&format!("/practice/person/{person}")))
}
