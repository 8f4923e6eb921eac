//! A copy of everything: a page to print, and the same as JSON to keep.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use maud::html;
use sayso_app::Lane;
use sayso_app::own::{self, Held};
use sayso_app::telling::moment_in_words;
use serde_json::{Value, json};

use super::{held, history, jobs, notes, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::routes::{Routes, Who};
use crate::shell::print_button;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/copy", Who::Person, "open_own", "own_opened", page);
    r.get("/home/copy.json", Who::Person, "open_own", "own_opened", as_json);
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
    let body = html! {
        h1 { "A copy of everything" }
        p { "Made on " (moment_in_words(held.now)) ". Nobody may require you to show this." }
        div class="app-screen-only" {
            (print_button("Print"))
            p { a href="/home/copy.json" { "Save it as a file for a computer (JSON)" } }
        }
        (held::everything(&held))
        (notes::written(&held))
        (jobs::written(&held))
        h2 { "Everything that happened" }
        (history::rows(&held.history))
    };
    Ok(ctx.page("A copy", Some("/home"), &with_way_out(&body)))
}

async fn as_json(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let mut response = in_json(&held).to_string().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // A neutral name: it stands in a list of downloads that others may see.
    headers.insert(
        CONTENT_DISPOSITION,
        HeaderValue::from_static("attachment; filename=\"copy.json\""),
    );
    Ok(response)
}

fn in_json(held: &Held) -> Value {
    let said = held.said.iter().map(|s| {
        json!({ "say_so": s.said, "recipient": s.recipient, "terms_version": s.version, "live": s.live,
            "ended": s.ended.map(|(ending, at)| json!({ "how": ending, "at": at })) })
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
            "at": w.entry.at, "written_at": w.entry.written_at, "noted": held.meetings.get(&w.entry.id) })
    });
    let jobs = held.jobs.iter().map(|j| {
        json!({ "state": j.job.state, "author": j.author, "told": j.job.told, "written_at": j.job.written_at })
    });
    let covers = held.covers.iter().map(|n| {
        json!({ "from": n.from, "to": n.to, "starts": n.cover.starts, "ends": n.cover.ends, "state": n.cover.state })
    });
    let proposals = held
        .proposals
        .iter()
        .map(|p| json!({ "state": p.state, "text": p.text, "drafted_at": p.drafted_at }));
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
        "changes_of_coach": covers.collect::<Vec<_>>(),
        "words_for_the_gp_record": proposals.collect::<Vec<_>>(),
        "history": history.collect::<Vec<_>>(),
    })
}
