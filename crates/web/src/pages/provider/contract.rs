//! The end of the own contract, for the lead: when it is, what happens then, and signing that nothing is left. About
//! nobody.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::contract::{self, Contract};
use sayso_app::telling::moment_in_words;
use sayso_core::contract::ContractEnd;

use super::words::{ask_about_number, screened, words_box};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, button, checkboxes, problems};
use crate::pages::ended_contract::{certificate, remains};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let lead = Who::ProviderLead;
    r.get("/contract", lead, "certify_deletion", "place_opened", open);
    r.post(
        "/contract",
        lead,
        "certify_deletion",
        "deletion_certified",
        certify,
    );
}

const TITLE: &str = "Your contract";

async fn open(ctx: Ctx) -> Answer {
    show(ctx, "", &[]).await
}

async fn show(mut ctx: Ctx, kept: &str, wrong: &[(&str, &str)]) -> Answer {
    let own = ctx
        .act(Lane::Normal, |desk, visit| contract::own(desk, &visit.actor))
        .await?;
    let body = page(&ctx, &own, kept, wrong);
    Ok(if wrong.is_empty() {
        ctx.page(TITLE, Some("/team"), &body)
    } else {
        ctx.page_with_errors(TITLE, Some("/team"), &body)
    })
}

fn page(ctx: &Ctx, own: &Contract, kept: &str, wrong: &[(&str, &str)]) -> Markup {
    let now = ctx.site.house.source().now();
    match &own.end {
        None => html! {
            h1 { "No day is set on which your contract ends" }
            p { "The scheme’s guardian sets it. You and everybody you help read it here first." }
        },
        Some(end) if !end.is_over(now) => before(end),
        Some(end) if end.certified.is_some() => certificate(own),
        Some(end) => sign(ctx, end, kept, wrong),
    }
}

fn before(end: &ContractEnd) -> Markup {
    html! {
        h1 { "Your contract ends on " (moment_in_words(end.ends_at)) }
        p { "Until then nothing changes. Everybody you help has been told." }
        h2 { "What to do until then" }
        ul {
            li { "Finish what you are writing. What is not finished then goes to the person, and they decide." }
            li { "Meet people once more if they want to. Tell nobody that another service gets their page: none does." }
            li { "Delete what you hold outside Sayso. Afterwards you sign that you have." }
        }
        h2 { "What happens at that minute" }
        ul {
            li { "Nobody here can open or write anything about anybody." }
            li { "Calendar addresses stop. Half-written forms are deleted." }
            li { "Each person is told, and can say yes to another service afresh. If they do nothing, nothing is shared." }
        }
        h2 { "What stays, and with whom" }
        (remains())
    }
}

fn sign(ctx: &Ctx, end: &ContractEnd, kept: &str, wrong: &[(&str, &str)]) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| (*w).into());
    html! {
        (problems(wrong))
        h1 { "Is anything left with you?" }
        p { "Your contract ended on " (moment_in_words(end.ends_at)) ". Nobody here can open anything any more." }
        h2 { "What stays, and with whom" }
        (remains())
        form method="post" action="/contract" novalidate {
            (ctx.csrf())
            (checkboxes(&Choices {
                name: "deleted",
                error: why("deleted"),
                items: vec![Choice::new(
                    "yes",
                    "We have deleted every copy, download, print and message that we held outside Sayso. Backups of ours are overwritten and not read until then.",
                )],
                ..Choices::default()
            }))
            (words_box(
                "kept",
                "What does a rule make you keep outside Sayso, under which rule, until when?",
                "Leave it empty if nothing. Name nobody who was helped.",
                kept,
                None,
            ))
            (button(&Button::primary("Sign")))
        }
    }
}

async fn certify(Posted { mut ctx, form }: Posted) -> Answer {
    if !form.ticked("deleted", "yes") {
        let wrong = [("deleted", "Sign only once it is deleted")];
        return show(ctx, form.get("kept"), &wrong).await;
    }
    let Some(kept) = screened(&form, "kept") else {
        ctx.act(Lane::Normal, |desk, visit| contract::own(desk, &visit.actor))
            .await?;
        let field = ("kept", "What you must keep");
        return Ok(ask_about_number(
            &ctx,
            "/contract",
            "/contract",
            field,
            &form,
            &["deleted"],
        ));
    };
    ctx.act_freshly(Lane::Normal, move |desk, visit, recent| {
        contract::certify(desk, &visit.actor, recent, &kept)
    })
    .await?;
    Ok(ctx.see("/contract"))
}
