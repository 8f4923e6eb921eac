//! Words for the GP record: the person reads them, reads where such words can travel, and decides.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::own;
use sayso_app::{Error, Lane, proposal};
use sayso_core::code::RecordCode;
use sayso_core::entry::{Proposal, ProposalState};
use sayso_core::id::ProposalId;
use sayso_core::words::BEFORE_RECORD;

use super::super::job_form::capital;
use super::held::proposal_state;
use super::{as_written, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Choice, Choices, WarningCallout, button, inset_text, problems, radios, warning_callout,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/words/{id}", Who::Person, "open_own", "own_opened", ask);
    r.post(
        "/home/words/{id}",
        Who::Person,
        "agree_words",
        "proposal_agreed",
        decide,
    );
}

const TITLE: &str = "Words to read";

/// The words, and whether they have gone to the practice's own system.
async fn open(ctx: &mut Ctx, id: String) -> Result<(Proposal, bool), crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        let id: ProposalId = id.parse().map_err(|_| Error::NotFound)?;
        let held = own::open(desk, &visit.actor, "the words for your GP record", 0, None)?;
        // Only the person's own are looked through: somebody else's is not found.
        let mine = held.proposals.into_iter().find(|p| p.id == id);
        let gone = held
            .outgoing
            .iter()
            .any(|o| o.proposal == Some(id) && o.sent_at.is_some());
        Ok((mine.ok_or(Error::NotFound)?, gone))
    })
    .await
}

async fn ask(Path(id): Path<String>, mut ctx: Ctx) -> Answer {
    let (p, gone) = open(&mut ctx, id).await?;
    let body = page(&ctx, &p, gone, &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, p: &Proposal, gone: bool, errors: &[(&str, &str)]) -> Markup {
    let open = p.state == ProposalState::Drafted;
    let still_yours = !gone
        && matches!(
            p.state,
            ProposalState::Agreed | ProposalState::Accepted | ProposalState::HeldForPerson
        );
    html! {
        (problems(errors))
        h1 { @if open { "May these words go into your GP record?" } @else { "Words for your GP record" } }
        @if !open { p { strong { (proposal_state(p.state)) "." } } }
        @if gone && p.state != ProposalState::Filed {
            p { "These words have gone to your practice’s own system. Ask your practice if you want them taken out." }
        }
        (inset_text(&as_written(&p.text).into()))
        @if let Some(code) = p.code.filter(|_| !open) { p { "With the code: " (code.in_words()) "." } }
        @if open || still_yours {
            (warning_callout(&WarningCallout {
                heading: "Before you decide".into(),
                heading_level: Some(2),
                content: BEFORE_RECORD.into(),
            }))
        }
        @if open {
            p { "If you say no, nothing is written and nobody is told why. Your support stays the same." }
            form method="post" action={ "/home/words/" (p.id) } novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "answer",
                    legend: Some("Your answer".into()),
                    items: vec![
                        Choice::new("yes", "Yes, these words may go into my GP record"),
                        Choice::new("no", "No, do not put them there"),
                    ],
                    error: errors.first().map(|(_, words)| (*words).into()),
                    ..Choices::default()
                }))
                (radios(&Choices {
                    name: "code",
                    legend: Some("May they stand under a code as well?".into()),
                    hint: "A code lets computers find and count such words. You need not have one.".into(),
                    items: codes(),
                    selected: vec!["none"],
                    small: true,
                    ..Choices::default()
                }))
                (button(&Button::primary("Continue")))
            }
            p { "After a yes, a clinician of your practice decides too." }
        }
        @if still_yours {
            p { "You can take them back until they are in your record." }
            form method="post" action={ "/home/words/" (p.id) } novalidate {
                (ctx.csrf())
                input type="hidden" name="answer" value="no";
                (button(&Button::secondary("Take these words back")))
            }
        }
    }
}

/// No code first: the words alone are enough.
fn codes() -> Vec<Choice<'static>> {
    let mut all = vec![Choice::new("none", "No code, the words alone")];
    all.extend(
        RecordCode::ALL
            .iter()
            .map(|code| Choice::new(code.as_str(), capital(code.in_words()))),
    );
    all
}

async fn decide(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let yes = match form.get("answer") {
        "yes" => true,
        "no" => false,
        _ => {
            let (p, gone) = open(&mut ctx, id).await?;
            let body = page(&ctx, &p, gone, &[("answer", "Choose yes or no")]);
            return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)));
        }
    };
    let path = format!("/home/words/{id}");
    let code = RecordCode::parse(form.get("code"));
    // A no is a stop: it does not wait behind other work.
    let lane = if yes { Lane::Normal } else { Lane::Stop };
    let decided = ctx
        .act(lane, move |desk, visit| {
            let id: ProposalId = id.parse().map_err(|_| Error::NotFound)?;
            if yes {
                proposal::agrees_with_code(desk, &visit.actor, id, code)
            } else {
                proposal::person_drops(desk, &visit.actor, id)
            }
        })
        .await;
    match decided {
        Ok(()) => Ok(ctx.see(&path)),
        // Pressed twice, or the words have moved on: the page shows where they are.
        Err(f) if matches!(f.error, Error::NotNow(_)) => Ok(ctx.see(&path)),
        Err(f) => Err(f),
    }
}
