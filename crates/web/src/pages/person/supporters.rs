//! Who supports the person: whom they named, for what and until when; naming one, a new card, taking it back. The card
//! is shown in answer to the form and nowhere else: it is kept as a fingerprint alone.

use axum::extract::Path;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use sayso_app::supporter::{self, Given, Named};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::decide::supporter::Naming;
use sayso_core::id::SupporterId;
use sayso_core::supporter::{Choice as May, Scope, SupporterKind};

use super::{listed, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Card, Choice, Choices, Input, Label, button, card, checkboxes, input, problems, radios,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};

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

const TITLE: &str = "Your page";
const HERE: &str = "/home/supporters";

/// For how long, in days: the value in the form, and the words.
const LENGTHS: [(&str, i64, &str); 4] = [
    ("30", 30, "One month"),
    ("91", 91, "Three months"),
    ("182", 182, "Six months"),
    ("365", 365, "A year"),
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
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(Words::default(), &body)))
}

fn page(ctx: &Ctx, all: &[Named], filled: &Filled, errors: &[(&str, &str)]) -> Markup {
    let (now, over): (Vec<&Named>, Vec<&Named>) = all.iter().partition(|n| n.live);
    html! {
        (problems(errors))
        h1 { "Who supports you?" }
        p { "You can name an advocate, somebody close to you, or an interpreter. You need not name anybody." }
        p { "They can do only what you choose, and never say yes for you. You see everything they look at." }
        @if now.is_empty() { p { "You have named nobody." } }
        @for n in now { (one(ctx, n)) }
        (new(ctx, filled, errors))
        @if !over.is_empty() {
            h2 { "Before" }
            ul {
                @for n in over {
                    li class="app-wrap" {
                        (n.supporter.name) ", your " (n.supporter.kind.in_words()) ", until "
                        (moment_in_words(n.supporter.ended.unwrap_or(n.supporter.until))) "."
                    }
                }
            }
        }
    }
}

fn one(ctx: &Ctx, n: &Named) -> Markup {
    let s = &n.supporter;
    let hidden = html! { span class="nhsuk-u-visually-hidden" { " (" (s.name) ")" } };
    let may: Vec<&str> = s.scope.iter().map(May::in_words).collect();
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            s.name.clone(),
            html! {
                p { "Your " (s.kind.in_words()) ", until " (moment_in_words(s.until)) " at the latest. They may:" }
                (listed(&may))
                p class="app-quiet" {
                    @if n.has_come { "They have signed in and chosen a word of their own." }
                    @else { "They have not signed in yet." }
                }
                form method="post" action={ (HERE) "/" (s.id) "/take-back" } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary(html! { "Take it back" (hidden) })))
                }
                p { "It ends at once. They are not told, and their card opens nothing." }
                form method="post" action={ (HERE) "/" (s.id) "/card" } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary(html! { "Make a new card" (hidden) })))
                }
            },
        )
    })
}

fn new(ctx: &Ctx, filled: &Filled, errors: &[(&str, &str)]) -> Markup {
    let error = |field| {
        let found = errors.iter().find(|(f, _)| *f == field);
        found.map(|(_, words)| (*words).into())
    };
    let kinds: Vec<(&str, String)> = SupporterKind::ALL
        .iter()
        .map(|k| (k.as_str(), super::sentence(k.in_words())))
        .collect();
    html! {
        h2 { "Name somebody" }
        p { "Think of who might press you to do this. You can take it back at any time, and nobody is told." }
        form method="post" action=(HERE) novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "name",
                label: Label::from("What do you call them?"),
                hint: "Only you see this name. They must be 16 or older.".into(),
                value: Some(&filled.name),
                autocomplete: Some("off"),
                width: Some(20),
                error: error("name"),
                ..Input::default()
            }))
            (radios(&Choices {
                name: "kind",
                legend: Some("What are they to you?".into()),
                items: kinds.iter().map(|(value, words)| Choice::new(value, words.trim_end_matches('.'))).collect(),
                selected: vec![&filled.kind],
                error: error("kind"),
                ..Choices::default()
            }))
            (checkboxes(&Choices {
                name: "may",
                legend: Some("They may".into()),
                hint: "Nothing is chosen for you. What you have sealed, they never see.".into(),
                items: May::ALL.iter().map(|m| Choice::new(m.as_str(), m.in_words())).collect(),
                selected: filled.may.iter().map(String::as_str).collect(),
                error: error("may"),
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "days",
                legend: Some("For how long, at the latest?".into()),
                items: LENGTHS.iter().map(|(value, _, words)| Choice::new(value, *words)).collect(),
                selected: vec![&filled.days],
                error: error("days"),
                ..Choices::default()
            }))
            (button(&Button::primary("Name them")))
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
type Wrong = Vec<(&'static str, &'static str)>;

fn read(form: &Form) -> Result<Typed, Wrong> {
    let mut errors = vec![];
    let name = form.get("name").to_owned();
    if name.is_empty() {
        errors.push(("name", "Enter what you call them"));
    } else if name.chars().count() > 100 {
        errors.push(("name", "Use 100 letters or fewer"));
    }
    let kind = SupporterKind::parse(form.get("kind"));
    if kind.is_none() {
        errors.push(("kind", "Choose what they are to you"));
    }
    let scope: Scope = form.all("may").filter_map(May::parse).collect();
    if scope.is_empty() {
        errors.push(("may", "Choose at least one thing they may do"));
    }
    let days = LENGTHS.iter().find(|(value, ..)| *value == form.get("days"));
    if days.is_none() {
        errors.push(("days", "Choose for how long"));
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
            return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(Words::default(), &body)));
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
    let body = html! {
        h1 { "Hand these over" }
        p { "Give both to " (given.name) ". They are shown this once. We send nothing to anybody." }
        h2 { "Three words" }
        p class="app-code" { (given.words) }
        h2 { "A code for the first time" }
        p class="app-code" { (given.code) }
        p { "The code works until " (moment_in_words(given.expires)) ", once. They then choose a word of their own." }
        p { "They sign in under “Sign in”, then “Sign in as a supporter”. Never give them your own card or word." }
        p { a href=(HERE) { "Who supports you" } }
    };
    ctx.page(TITLE, Some(HERE), &with_way_out(Words::default(), &body))
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
