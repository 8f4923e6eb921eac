//! Two records of one patient: proposed by the team, agreed to by a clinician, taken apart by either. Shows names, birth
//! dates and numbers of the practice's own list, and nothing that either record holds.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::practice::pair::{self, Shown};
use sayso_app::practice::{Listed, Sought};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::PersonId;
use sayso_core::pair::PairWhy;

use super::find::{fields, sought};
use super::{about, id, sentence, wrong};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Legend, button, inset_text, problems, radios};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/two-records",
        Who::Practice,
        "list_practice",
        "list_opened",
        waiting,
    );
    r.get(
        "/practice/person/{id}/two-records",
        Who::Practice,
        "open_patient",
        "identity_opened",
        show,
    );
    r.post(
        "/practice/person/{id}/two-records/find",
        Who::PracticeAdmin,
        "find_patient",
        "patient_looked_for",
        find,
    );
    r.post(
        "/practice/person/{id}/two-records/propose",
        Who::PracticeAdmin,
        "propose_pair",
        "pair_proposed",
        propose,
    );
    r.post(
        "/practice/person/{id}/two-records/agree",
        Who::Clinician,
        "agree_pair",
        "pair_listed",
        agree,
    );
    r.post(
        "/practice/person/{id}/two-records/apart",
        Who::Practice,
        "part_pair",
        "pair_parted",
        apart,
    );
}

const TITLE: &str = "Two records";

fn path(person: PersonId, rest: &str) -> String {
    format!("/practice/person/{person}/two-records{rest}")
}

async fn waiting(mut ctx: Ctx) -> Answer {
    let rows = ctx
        .act(Lane::Normal, |desk, visit| pair::waiting(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Which records wait for a second look?" }
        @if rows.is_empty() {
            p { "None. Nothing is waiting for you." }
        } @else {
            p { "The practice team thinks that each two are one patient. A clinician looks, and agrees or not." }
            ul class="nhsuk-list" {
                @for row in &rows {
                    li {
                        p { strong { (row.kept.name) } " and " strong { (row.other.name) } ", because "
                            (row.why.in_words()) ". " (moment_in_words(row.proposed_at)) "." }
                        p { a href=(path(row.kept.person, "")) { "Look at the two" } }
                    }
                }
            }
        }
    };
    Ok(ctx.page(TITLE, Some("/practice"), &body))
}

async fn open(ctx: &mut Ctx, person: PersonId) -> Result<Shown, Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        pair::open(desk, &visit.actor, person)
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
    let person = shown.who.person;
    html! {
        (problems(errors))
        (about(&shown.who))
        @match &shown.link {
            Some((link, other)) => {
                h1 { @if link.listed_at.is_some() { "Two records, listed as one" } @else { "Are these two one patient?" } }
                (about(other))
                p { (sentence(link.why.in_words())) ". It was proposed on " (moment_in_words(link.proposed_at)) "." }
                (what_it_does())
                @if shown.may_agree {
                    form method="post" action=(path(person, "/agree")) novalidate {
                        (ctx.csrf())
                        (button(&Button::primary("I have compared them. They are one patient")))
                    }
                } @else if link.listed_at.is_none() {
                    p { "A clinician of this practice has to agree, or the patient themself." }
                }
                form method="post" action=(path(person, "/apart")) novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary("They are two. Take them apart")))
                }
                p class="app-quiet" { "Nothing is lost by that. Each record stands as it was." }
            }
            None => {
                h1 { "Has this patient a second record?" }
                (what_it_does())
                @if shown.may_propose {
                    h2 class="nhsuk-heading-m" { "Find the other record" }
                    form method="post" action=(path(person, "/find")) novalidate {
                        (ctx.csrf())
                        (fields(form, errors))
                        (button(&Button::primary("Find")))
                    }
                } @else {
                    p { "The practice team can propose it. A clinician then looks." }
                }
            }
        }
    }
}

fn what_it_does() -> Markup {
    inset_text(
        &html! {
            p { "Both records are told. Nothing that one holds moves to the other, or is shown to anybody new." }
            p { "Only the patient can open both, and only with the private word of each." }
        }
        .into(),
    )
}

async fn find(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let wanted: Sought = match sought(&form) {
        Ok(wanted) => wanted,
        Err(errors) => {
            let shown = open(&mut ctx, person).await?;
            let body = page(&ctx, &shown, &form, &errors);
            return Ok(ctx.page_with_errors(TITLE, Some(&path(person, "")), &body));
        }
    };
    let (shown, found) = ctx
        .act(Lane::Normal, move |desk, visit| {
            let shown = pair::open(desk, &visit.actor, person)?;
            Ok((shown, pair::candidates(desk, &visit.actor, person, &wanted)?))
        })
        .await?;
    let body = found_page(&ctx, &shown, &found, &[]);
    Ok(ctx.page(TITLE, Some(&path(person, "")), &body))
}

fn found_page(ctx: &Ctx, shown: &Shown, found: &[Listed], errors: &[(&str, &str)]) -> Markup {
    let person = shown.who.person;
    html! {
        (problems(errors))
        (about(&shown.who))
        @if found.is_empty() {
            h1 { "Nobody else on the list fits" }
            p { a href=(path(person, "")) { "Search again" } }
        } @else {
            h1 { "Is this the same patient?" }
            @for who in found {
                (about(who))
                form method="post" action=(path(person, "/propose")) novalidate {
                    (ctx.csrf())
                    input type="hidden" name="other" value=(who.person);
                    (radios(&Choices {
                        name: "why",
                        legend: Some(Legend { content: "Why do you think so?".into(), ..Legend::default() }),
                        error: wrong(errors, "why"),
                        items: PairWhy::ALL.iter().map(|w| Choice::new(w.as_str(), sentence(w.in_words()))).collect(),
                        ..Choices::default()
                    }))
                    (button(&Button::primary("Propose that they are one")))
                }
            }
            p { a href=(path(person, "")) { "No, search again" } }
        }
    }
}

async fn propose(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let other: PersonId = id(&mut ctx, form.get("other")).await?;
    let Some(why) = PairWhy::parse(form.get("why")) else {
        let (shown, who) = ctx
            .act(Lane::Normal, move |desk, visit| {
                let shown = pair::open(desk, &visit.actor, person)?;
                Ok((shown, sayso_app::practice::choose(desk, &visit.actor, other)?))
            })
            .await?;
        let body = found_page(&ctx, &shown, &[who], &[("why", "Choose why you think so")]);
        return Ok(ctx.page_with_errors(TITLE, Some(&path(person, "")), &body));
    };
    let done = ctx
        .act(Lane::Normal, move |desk, visit| {
            pair::propose(desk, &visit.actor, (person, other), why)
        })
        .await;
    seen(ctx, person, done).await
}

async fn agree(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let done = ctx
        .act(Lane::Normal, move |desk, visit| {
            pair::agree(desk, &visit.actor, person)
        })
        .await;
    seen(ctx, person, done).await
}

async fn apart(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let done = ctx
        .act(Lane::Stop, move |desk, visit| {
            pair::part(desk, &visit.actor, person).map(drop)
        })
        .await;
    seen(ctx, person, done).await
}

/// The page as it is now, or with what stands in the way.
async fn seen(mut ctx: Ctx, person: PersonId, done: Result<(), Failure>) -> Answer {
    match done {
        Ok(()) => Ok(ctx.see(&path(person, ""))),
        Err(failure) => match failure.error {
            Error::Input(words) => {
                let shown = open(&mut ctx, person).await?;
                let body = page(&ctx, &shown, &Form::default(), &[("number", words)]);
                Ok(ctx.page_with_errors(TITLE, Some(&format!("/practice/person/{person}")), &body))
            }
            _ => Err(failure),
        },
    }
}
