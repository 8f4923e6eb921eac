//! One more yes: the optional purposes on one page, each by itself, off until asked for, each with what it means
//! and exactly which lines it covers. Stopping one leaves the rest.

use maud::{Markup, html};
use sayso_app::own::{self, Held, Said, Sent};
use sayso_app::{Error, Lane, change_mind};
use sayso_core::category::{Categories, Category};
use sayso_core::decide::NotNow;
use sayso_core::id::OrgId;
use sayso_core::org::OrgKind;
use sayso_core::sayso::Purpose;
use sayso_core::terms::Flow;

use super::preview::{Today, would_read};
use super::{kinds, listed, me, quiet_tag, sentence, service_field, service_of, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::Content;
use crate::nhs::{Button, Card, Choice, Choices, Colour, Tag, button, card, checkboxes, tag};
use crate::routes::{Routes, Who};
use sayso_words::Arg;
use sayso_words::Say;
use sayso_words::sayings::more as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/more", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/more", Who::Person, "key_agreement", "purpose_given", give);
}

async fn open(ctx: &mut Ctx) -> Result<(Held, Today), crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        let held = own::open(desk, &visit.actor, "the page for saying yes to more", 0, None)?;
        let all: Vec<_> = Purpose::OPTIONAL
            .into_iter()
            .flat_map(|p| flows(&held, p))
            .collect();
        let today = Today::read(desk, &visit.actor, &all)?;
        Ok((held, today))
    })
    .await
}

async fn ask(mut ctx: Ctx) -> Answer {
    let (held, today) = open(&mut ctx).await?;
    let w = ctx.words();
    let body = page(&ctx, &held, &today, &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, held: &Held, today: &Today, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::own_yes())) }
        p { (w.t(&say::same())) }
        @for purpose in Purpose::OPTIONAL { (one(ctx, held, today, purpose)) }
    }
}

/// The flows of each service's terms that concern this person. Another practice or provider has nothing to do with them.
fn flows(held: &Held, purpose: Purpose) -> Vec<(&Sent, &Flow)> {
    let mut all = vec![];
    for open in held.all_open() {
        let Some(terms) = &open.terms else { continue };
        let concerns = |f: &&Flow| match f.recipient_kind {
            OrgKind::Practice => f.recipient == held.practice.id,
            OrgKind::Provider => f.recipient == open.referral.recipient,
            _ => true,
        };
        let flows = terms.promise.flows.iter().filter(|f| f.purpose == purpose);
        all.extend(flows.filter(concerns).map(|f| (open, f)));
    }
    all
}

fn one(ctx: &Ctx, held: &Held, today: &Today, purpose: Purpose) -> Markup {
    let w = ctx.words();
    let several = held.all_open().count() > 1;
    let on: Vec<&Said> = held
        .said
        .iter()
        .filter(|s| s.live && s.said.purpose == purpose)
        .collect();
    let has = |sent: &Sent, f: &Flow| {
        on.iter()
            .any(|s| s.said.recipient == f.recipient && s.scheme == Some(sent.referral.scheme))
    };
    let offered: Vec<(&Sent, &Flow)> = flows(held, purpose)
        .into_iter()
        .filter(|(sent, f)| !has(sent, f))
        .collect();
    card(&Card::titled(
        sentence(&w.s(&sayso_words::purpose(purpose))),
        html! {
            p { @if on.is_empty() { (quiet_tag(&w.s(&say::off()))) } @else { (tag(&Tag::new(w.s(&say::on()), Colour::Blue))) } }
            p { (w.k(purpose.meaning())) }
            @if on.is_empty() && offered.is_empty() {
                p { (w.t(&say::nothing())) }
            }
            @for s in &on { (stop(ctx, s)) }
            @for s in waiting(held, purpose) { (stop(ctx, s)) }
            @for (sent, flow) in offered {
                @if several { h3 { (sent.service) } }
                (offer(ctx, today, sent, flow))
            }
        },
    ))
}

/// A yes that others typed and that does not count yet: it can be stopped before it does.
fn waiting(held: &Held, purpose: Purpose) -> impl Iterator<Item = &Said> {
    let of = move |s: &&Said| s.said.purpose == purpose && !s.live && s.ended.is_none();
    held.said.iter().filter(of).filter(|s| held.now < s.said.from)
}

fn stop(ctx: &Ctx, s: &Said) -> Markup {
    let w = ctx.words();
    html! {
        p {
            @if s.live { (w.t(&say::may_have(s.recipient.as_str(), s.said.until))) }
            @else { (w.t(&say::typed_waits(s.recipient.as_str(), s.said.from))) }
        }
        (listed(&kinds(w, s.said.categories)))
        form method="post" action="/home/change/some" novalidate {
            (ctx.csrf())
            input type="hidden" name="purpose" value=(s.said.purpose);
            @if let Some(scheme) = s.scheme { (service_field(scheme)) }
            (button(&Button::secondary(html! {
                (w.t(&say::stop()))
                span class="nhsuk-u-visually-hidden" { " (" (w.t(&sayso_words::purpose(s.said.purpose))) ")" }
            })))
        }
    }
}

/// Two doors of the same size. Where there are several lines, each is ticked by itself, and none is ticked before.
fn offer(ctx: &Ctx, today: &Today, sent: &Sent, flow: &Flow) -> Markup {
    let w = ctx.words();
    let lines: Vec<Category> = flow.categories.iter().collect();
    let door = |value: &'static str, words: Content<'static>| {
        button(&Button {
            name: Some("answer"),
            value: Some(value),
            ..Button::secondary(html! {
                (words)
                span class="nhsuk-u-visually-hidden" { " (" (w.t(&sayso_words::purpose(flow.purpose))) ", " (flow.recipient_name) ")" }
            })
        })
    };
    let id = format!(
        "lines-{}-{}-{}",
        flow.purpose, flow.recipient, sent.referral.scheme
    );
    html! {
        form method="post" action="/home/more" novalidate {
            (ctx.csrf())
            input type="hidden" name="purpose" value=(flow.purpose);
            input type="hidden" name="recipient" value=(flow.recipient);
            (service_field(sent.referral.scheme))
            @if lines.len() > 1 {
                (checkboxes(&Choices {
                    id_prefix: Some(&id),
                    name: "line",
                    legend: Some(w.t(&say::what()).into()),
                    items: lines.iter().map(|c| Choice::new(c.as_str(), w.t(&sayso_words::category(*c)))).collect(),
                    ..Choices::default()
                }))
            } @else {
                p { (w.t(&say::would_get(flow.recipient_name.as_str()))) }
                (listed(&kinds(w, flow.categories)))
            }
            (would_read(w, today, sent, flow))
            p { (w.t(&say::goes_too())) }
            p { (w.t(&say::kept(Arg::published(&flow.kept)))) }
            div class="app-doors" { (door("yes", w.t(&say::yes()))) (door("no", w.t(&say::no()))) }
        }
    }
}

async fn give(Posted { mut ctx, form }: Posted) -> Answer {
    let purpose = Purpose::parse(form.get("purpose")).filter(|p| *p != Purpose::Refer);
    let recipient: Option<OrgId> = form.get("recipient").parse().ok();
    if form.get("answer") == "no" {
        // A no needs nothing, and nothing of it is kept.
        ctx.act(Lane::Normal, |_, visit| me(visit).map(drop)).await?;
        return Ok(ctx.see("/home/more"));
    }
    let which = service_of(&form);
    let lines: Categories = form.all("line").filter_map(Category::parse).collect();
    let given = ctx
        .act(Lane::Normal, move |desk, visit| {
            let (Some(purpose), Some(recipient)) = (purpose, recipient) else {
                return Err(Error::NotFound);
            };
            let person = me(visit)?;
            let held = own::open(desk, &visit.actor, "the page for saying yes to more", 0, None)?;
            let these = flows(&held, purpose);
            let mut these = these.iter().filter(|(sent, f)| {
                f.recipient == recipient && which.is_none_or(|s| s == sent.referral.scheme)
            });
            let (sent, flow) = these.next().ok_or(Error::NotFound)?;
            let chosen = (flow.categories.iter().count() > 1).then_some(lines);
            let (scheme, asked) = (sent.referral.scheme, (recipient, purpose));
            change_mind::give_within(desk, &visit.actor, person, scheme, asked, chosen)
        })
        .await;
    match given {
        Ok(()) => Ok(ctx.see("/home/changed")),
        Err(f) if matches!(f.error, Error::NotNow(NotNow::Empty)) => {
            let (held, today) = open(&mut ctx).await?;
            let w = ctx.words();
            let body = page(&ctx, &held, &today, &[("maincontent", say::tick())]);
            Ok(ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(w, &body)))
        }
        Err(f) => Err(f),
    }
}
