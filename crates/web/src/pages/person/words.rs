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
use crate::nhs::{Button, Choice, Choices, WarningCallout, button, inset_text, radios, warning_callout};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::common;
use sayso_words::sayings::gp_words as say;

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
    let w = ctx.words();
    let body = page(&ctx, &p, gone, &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, p: &Proposal, gone: bool, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let open = p.state == ProposalState::Drafted;
    let still_yours = !gone
        && matches!(
            p.state,
            ProposalState::Agreed | ProposalState::Accepted | ProposalState::HeldForPerson
        );
    html! {
        (w.problems(errors))
        h1 { @if open { (w.t(&say::may_these())) } @else { (w.t(&say::heading())) } }
        @if !open { p { strong { (w.t(&proposal_state(p.state))) "." } } }
        @if gone && p.state != ProposalState::Filed {
            p { (w.t(&say::have_gone())) }
        }
        (inset_text(&as_written(&p.text).into()))
        @if let Some(code) = p.code.filter(|_| !open) { p { (w.t(&say::with_code(sayso_words::known(code.in_words())))) } }
        @if open || still_yours {
            (warning_callout(&WarningCallout {
                heading: w.t(&say::before()),
                heading_level: Some(2),
                content: w.k(BEFORE_RECORD),
            }))
        }
        @if open {
            p { (w.t(&say::if_no())) }
            form method="post" action={ "/home/words/" (p.id) } novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "answer",
                    legend: Some(w.t(&say::answer()).into()),
                    items: vec![
                        Choice::new("yes", w.t(&say::yes())),
                        Choice::new("no", w.t(&say::no())),
                    ],
                    error: errors.first().map(|(_, say)| w.t(say)),
                    ..Choices::default()
                }))
                (radios(&Choices {
                    name: "code",
                    legend: Some(w.t(&say::code()).into()),
                    hint: w.t(&say::code_hint()),
                    items: codes(w),
                    selected: vec!["none"],
                    small: true,
                    ..Choices::default()
                }))
                (button(&Button::primary(w.t(&common::continue_()))))
            }
            p { (w.t(&say::clinician())) }
        }
        @if still_yours {
            p { (w.t(&say::take_back())) }
            form method="post" action={ "/home/words/" (p.id) } novalidate {
                (ctx.csrf())
                input type="hidden" name="answer" value="no";
                (button(&Button::secondary(w.t(&say::take()))))
            }
        }
    }
}

/// No code first: the words alone are enough.
fn codes(w: Words) -> Vec<Choice<'static>> {
    let mut all = vec![Choice::new("none", w.t(&say::no_code()))];
    all.extend(RecordCode::ALL.iter().map(|code| {
        Choice::new(
            code.as_str(),
            capital(&w.s(&common::same(sayso_words::known(code.in_words())))),
        )
    }));
    all
}

async fn decide(Path(id): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let yes = match form.get("answer") {
        "yes" => true,
        "no" => false,
        _ => {
            let (p, gone) = open(&mut ctx, id).await?;
            let w = ctx.words();
            let body = page(&ctx, &p, gone, &[("answer", say::choose())]);
            return Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)));
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
