//! A copy of everything: a page to print, and one file to take away with the page, PDF, JSON and FHIR R4 in it.

use maud::{DOCTYPE, Markup, html};
use sayso_app::own::{self, Held};
use sayso_app::{Error, Lane};
use serde_json::{Value, json};

use super::first::may_try;
use super::{held, history, jobs, notes, with_way_out};
use crate::archive::archive;
use crate::ctx::{Answer, Ctx};
use crate::download::{ZIP, saved};
use crate::form::Posted;
use crate::nhs::{Button, Input, Label, button, input};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use crate::shell::print_button;
use sayso_words::Say;
use sayso_words::sayings::copy as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/copy", Who::Person, "open_own", "own_opened", page);
    r.post("/home/copy", Who::Person, "open_own", "copy_taken", take);
}

/// More than a person can have happen to them here; a bound, so that no page is without one.
const MOST: u32 = 20_000;

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        own::open(desk, &visit.actor, "a copy of everything", MOST, None)
    })
    .await
}

async fn page(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let w = ctx.words();
    let body = whole(&ctx, &held, &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn whole(ctx: &Ctx, held: &Held, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        div class="app-screen-only" {
            (print_button(&w.s(&say::print())))
            @if held.enrolled { (form(ctx, errors)) } @else {
                p { (w.t(&say::one_file())) " " a href="/home/contact" { (w.t(&say::word_first())) } "." }
            }
        }
        (content(held, w))
    }
}

fn form(ctx: &Ctx, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        form method="post" action="/home/copy" novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "private",
                label: Label::from(w.t(&say::take())),
                hint: w.t(&say::take_hint()),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                width: Some(20),
                error: errors.first().map(|(_, say)| w.t(say)),
                ..Input::default()
            }))
            (button(&Button::secondary(w.t(&say::save()))))
        }
    }
}

/// What the page and the file both say.
fn content(held: &Held, w: Words) -> Markup {
    html! {
        p { (w.t(&say::made_on(held.now))) }
        (held::everything(held, w))
        (notes::written(held, w))
        (jobs::written(held, w))
        h2 { (w.t(&say::everything())) }
        (history::rows(&held.history, w))
    }
}

async fn take(Posted { mut ctx, form }: Posted) -> Answer {
    ctx.act(Lane::Normal, |_, visit| super::me(visit).map(drop))
        .await?;
    if !may_try(&ctx) {
        return Err(ctx.failure(Error::Busy));
    }
    let word = form.get("private").to_owned();
    let taken = ctx
        .act(Lane::Normal, move |desk, visit| {
            own::take_copy(desk, &visit.actor, &word)
        })
        .await?;
    let Some(held) = taken else {
        let held = open(&mut ctx).await?;
        let w = ctx.words();
        let body = whole(&ctx, &held, &[("private", say::not_your_word())]);
        return Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)));
    };
    let not_made = |what: &str| ctx.failure(Error::Fault(format!("{what} was not made")));
    let mut files = vec![
        ("copy.html", alone(&held, ctx.words()).into_string().into_bytes()),
        ("copy.json", format!("{:#}", in_json(&held)).into_bytes()),
        ("fhir.json", format!("{:#}", own::bundle(&held)).into_bytes()),
    ];
    let pdf = |doc: &_| sayso_paper::letter(doc, ctx.reads()).map_err(|_| not_made("a PDF"));
    files.push(("copy.pdf", pdf(&super::copy_paper::everything(&held))?));
    if let Some(letter) = super::letter::letter_of(&held) {
        files.push(("letter.pdf", pdf(&letter)?));
    }
    let bytes = archive(&files).map_err(|_| not_made("an archive"))?;
    Ok(saved("copy.zip", ZIP, bytes))
}

/// A document that needs nothing else: readable without a network.
fn alone(held: &Held, w: Words) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(w.0.language) {
            head {
                meta charset="utf-8";
                title { (w.t(&say::title())) }
                style { "body{font:1rem/1.5 Arial,sans-serif;max-width:45rem;margin:1rem auto;padding:0 1rem}.app-screen-only{display:none}" }
            }
            body { h1 { (w.t(&say::heading())) } (content(held, w)) }
        }
    }
}

fn in_json(held: &Held) -> Value {
    let said = held.said.iter().map(|s| {
        json!({ "say_so": s.said, "recipient": s.recipient, "terms_version": s.version, "live": s.live,
            "ended": s.ended.map(|(ending, at)| json!({ "how": ending, "at": at })),
            "your_words_beside_it": s.beside.as_ref().map(|b| &b.text) })
    });
    let referrals = held.referrals.iter().map(|s| {
        json!({ "reference": s.referral.reference, "provider": s.provider, "coach": s.coach,
            "state": s.referral.state, "made_at": s.referral.made_at, "held_until": s.referral.held_until,
            "ended_at": s.referral.ended_at, "provider_said": s.decline_reason,
            "lines": s.parcel.as_ref().map(|p| &p.lines) })
    });
    let outgoing = held
        .outgoing
        .iter()
        .map(|o| json!({ "kind": o.kind, "to": o.to, "due_at": o.due_at, "sent_at": o.sent_at }));
    let entries = held.entries.iter().map(|w| {
        json!({ "kind": w.entry.kind, "state": w.entry.state, "author": w.author, "text": w.entry.text,
            "at": w.entry.at, "written_at": w.entry.written_at, "noted": held.meetings.get(&w.entry.id),
            "sealed_but_for": w.sealed_for, "your_words_beside_it": w.beside.as_ref().map(|b| &b.text) })
    });
    let jobs = held.jobs.iter().map(|j| {
        json!({ "state": j.job.state, "author": j.author, "told": j.job.told, "written_at": j.job.written_at })
    });
    let pay = held
        .pay
        .iter()
        .map(|p| json!({ "exact": p.exact, "written_at": p.written_at }));
    let covers = held.covers.iter().map(|n| {
        json!({ "from": n.from, "to": n.to, "starts": n.cover.starts, "ends": n.cover.ends, "beside": n.cover.beside, "state": n.cover.state })
    });
    let proposals = held
        .proposals
        .iter()
        .map(|p| json!({ "state": p.state, "text": p.text, "code": p.code, "drafted_at": p.drafted_at }));
    let history = held.history.iter().map(|s| {
        json!({ "id": s.id, "what": s.kind, "happened_at": s.happened_at, "recorded_at": s.recorded_at,
            "sentence": s.text, "allowed": s.allowed })
    });
    json!({
        "made_at": held.now,
        "details": held.person.details,
        "practice": held.practice.name,
        "safe_contact": held.contact,
        "said": said.collect::<Vec<_>>(),
        "referrals": referrals.collect::<Vec<_>>(),
        "left_for_organisations": outgoing.collect::<Vec<_>>(),
        "written": entries.collect::<Vec<_>>(),
        "jobs": jobs.collect::<Vec<_>>(),
        "evidence_of_pay": pay.collect::<Vec<_>>(),
        "changes_of_coach": covers.collect::<Vec<_>>(),
        "words_for_the_gp_record": proposals.collect::<Vec<_>>(),
        "history": history.collect::<Vec<_>>(),
    })
}
