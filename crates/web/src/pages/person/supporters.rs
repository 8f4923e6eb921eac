//! Who supports the person: whom they named, for what and until when; naming one, a new card, taking it back. The card
//! is shown in answer to the form and nowhere else: it is kept as a fingerprint alone.

use axum::extract::Path;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use sayso_app::supporter::{self, Given, Named};
use sayso_app::{Error, Lane};
use sayso_core::decide::supporter::Naming;
use sayso_core::id::SupporterId;
use sayso_core::supporter::{Choice as May, Scope, SupporterKind};

use super::super::job_form::capital;
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{Button, Card, Choice, Choices, Input, Label, button, card, checkboxes, input, radios};
use crate::routes::{Routes, Who};
use sayso_words::sayings::{common, supporters as say};
use sayso_words::{Say, known};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/supporters", Who::Person, "open_own", "own_opened", list);
    r.post(
        "/home/supporters",
        Who::Person,
        "name_supporter",
        "supporter_named",
        name,
    );
    r.post(
        "/home/supporters/{id}/card",
        Who::Person,
        "name_supporter",
        "supporter_card_made",
        new_card,
    );
    r.post(
        "/home/supporters/{id}/take-back",
        Who::Person,
        "name_supporter",
        "supporter_taken_back",
        take_back,
    );
}

const HERE: &str = "/home/supporters";

type Length = (&'static str, i64, fn() -> Say);
/// For how long, in days: the value in the form, and the words.
const LENGTHS: [Length; 4] = [
    ("30", 30, say::one_month),
    ("91", 91, say::three_months),
    ("182", 182, say::six_months),
    ("365", 365, say::a_year),
];

/// What stands in the form. Nothing is chosen but the usual time.
struct Filled {
    name: String,
    kind: String,
    may: Vec<String>,
    days: String,
}

impl Default for Filled {
    fn default() -> Self {
        Self {
            name: String::new(),
            kind: String::new(),
            may: vec![],
            days: "91".into(),
        }
    }
}

async fn open(ctx: &mut Ctx) -> Result<Vec<Named>, Failure> {
    ctx.act(Lane::Normal, |desk, visit| supporter::named(desk, &visit.actor))
        .await
}

async fn list(mut ctx: Ctx) -> Answer {
    let all = open(&mut ctx).await?;
    let body = page(&ctx, &all, &Filled::default(), &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(ctx.words(), &body)))
}

fn page(ctx: &Ctx, all: &[Named], filled: &Filled, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let (now, over): (Vec<&Named>, Vec<&Named>) = all.iter().partition(|n| n.live);
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::can_name())) }
        p { (w.t(&say::only_chosen())) }
        @if now.is_empty() { p { (w.t(&say::nobody())) } }
        @for n in now { (one(ctx, n)) }
        (new(ctx, filled, errors))
        @if !over.is_empty() {
            h2 { (w.t(&say::before())) }
            ul {
                @for n in over {
                    li class="app-wrap" {
                        (w.t(&say::was(
                            n.supporter.name.as_str(),
                            known(n.supporter.kind.in_words()),
                            n.supporter.ended.unwrap_or(n.supporter.until),
                        )))
                    }
                }
            }
        }
    }
}

fn one(ctx: &Ctx, n: &Named) -> Markup {
    let w = ctx.words();
    let s = &n.supporter;
    let hidden = html! { span class="nhsuk-u-visually-hidden" { " (" (s.name) ")" } };
    let may = s.scope.iter().map(|m| common::same(known(m.in_words())));
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            s.name.clone(),
            html! {
                p { (w.t(&say::may_until(known(s.kind.in_words()), s.until))) }
                (w.list(may))
                p class="app-quiet" {
                    @if n.has_come { (w.t(&say::has_come())) }
                    @else { (w.t(&say::not_yet())) }
                }
                form method="post" action={ (HERE) "/" (s.id) "/take-back" } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary(html! { (w.t(&say::take_back())) (hidden) })))
                }
                p { (w.t(&say::at_once())) }
                form method="post" action={ (HERE) "/" (s.id) "/card" } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary(html! { (w.t(&say::new_card())) (hidden) })))
                }
            },
        )
    })
}

fn new(ctx: &Ctx, filled: &Filled, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let error = |field| w.wrong(errors, field);
    let kinds: Vec<(&str, String)> = SupporterKind::NAMED
        .iter()
        .map(|k| (k.as_str(), capital(&w.s(&common::same(known(k.in_words()))))))
        .collect();
    html! {
        h2 { (w.t(&say::name_one())) }
        p { (w.t(&say::think())) }
        form method="post" action=(HERE) novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "name",
                label: Label::from(w.t(&say::what_call())),
                hint: w.t(&say::only_you()),
                value: Some(&filled.name),
                autocomplete: Some("off"),
                width: Some(20),
                error: error("name"),
                ..Input::default()
            }))
            (radios(&Choices {
                name: "kind",
                legend: Some(w.t(&say::what_to_you()).into()),
                items: kinds.iter().map(|(value, words)| Choice::new(value, words.as_str())).collect(),
                selected: vec![&filled.kind],
                error: error("kind"),
                ..Choices::default()
            }))
            (checkboxes(&Choices {
                name: "may",
                legend: Some(w.t(&say::they_may()).into()),
                hint: w.t(&say::nothing_chosen()),
                items: May::ALL.iter().map(|m| Choice::new(m.as_str(), w.k(m.in_words()))).collect(),
                selected: filled.may.iter().map(String::as_str).collect(),
                error: error("may"),
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "days",
                legend: Some(w.t(&say::how_long()).into()),
                items: LENGTHS.iter().map(|(value, _, words)| Choice::new(value, w.t(&words()))).collect(),
                selected: vec![&filled.days],
                error: error("days"),
                ..Choices::default()
            }))
            (button(&Button::primary(w.t(&say::name_them()))))
        }
    }
}

/// What was typed, once it is right.
struct Typed {
    name: String,
    kind: SupporterKind,
    scope: Scope,
    days: i64,
}

/// What is not right yet, field by field.
type Wrong = Vec<(&'static str, Say)>;

fn read(form: &Form) -> Result<Typed, Wrong> {
    let mut errors = vec![];
    let name = form.get("name").to_owned();
    if name.is_empty() {
        errors.push(("name", say::enter_name()));
    } else if name.chars().count() > 100 {
        errors.push(("name", say::too_long()));
    }
    let kind = SupporterKind::parse(form.get("kind")).filter(|k| SupporterKind::NAMED.contains(k));
    if kind.is_none() {
        errors.push(("kind", say::choose_kind()));
    }
    let scope: Scope = form.all("may").filter_map(May::parse).collect();
    if scope.is_empty() {
        errors.push(("may", say::choose_may()));
    }
    let days = LENGTHS.iter().find(|(value, ..)| *value == form.get("days"));
    if days.is_none() {
        errors.push(("days", say::choose_days()));
    }
    match (kind, days) {
        (Some(kind), Some((_, days, _))) if errors.is_empty() => Ok(Typed {
            name,
            kind,
            scope,
            days: *days,
        }),
        _ => Err(errors),
    }
}

async fn name(Posted { mut ctx, form }: Posted) -> Answer {
    let typed = match read(&form) {
        Ok(typed) => typed,
        Err(errors) => {
            let all = open(&mut ctx).await?;
            let filled = Filled {
                name: form.get("name").into(),
                kind: form.get("kind").into(),
                may: form.all("may").map(str::to_owned).collect(),
                days: form.get("days").into(),
            };
            let body = page(&ctx, &all, &filled, &errors);
            return Ok(ctx.page_said_with_errors(
                &say::title(),
                Some("/home"),
                &with_way_out(ctx.words(), &body),
            ));
        }
    };
    let given = ctx
        .act(Lane::Normal, move |desk, visit| {
            let until = desk.now() + SignedDuration::from_hours(24 * typed.days);
            let naming = Naming {
                name: typed.name,
                kind: typed.kind,
                scope: typed.scope,
                until,
            };
            supporter::name(desk, &visit.actor, &naming)
        })
        .await?;
    Ok(hand_over(&ctx, &given))
}

fn hand_over(ctx: &Ctx, given: &Given) -> Response {
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::hand_over())) }
        p { (w.t(&say::give_both(given.name.as_str()))) }
        h2 { (w.t(&say::three_words())) }
        p class="app-code" { (given.words) }
        h2 { (w.t(&say::first_code())) }
        p class="app-code" { (given.code) }
        p { (w.t(&say::code_until(given.expires))) }
        p { (w.t(&say::they_sign_in())) }
        p { a href=(HERE) { (w.t(&say::who_supports())) } }
    };
    ctx.page_said(&say::title(), Some(HERE), &with_way_out(ctx.words(), &body))
}

fn id(text: &str) -> Result<SupporterId, Error> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn new_card(Path(which): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let given = ctx
        .act(Lane::Normal, move |desk, visit| {
            supporter::new_card(desk, &visit.actor, id(&which)?)
        })
        .await?;
    Ok(hand_over(&ctx, &given))
}

/// Pressed twice: it is over, and the page shows it.
async fn take_back(Path(which): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Stop, move |desk, visit| {
        supporter::take_back(desk, &visit.actor, id(&which)?)
    })
    .await?;
    Ok(ctx.see(HERE))
}
