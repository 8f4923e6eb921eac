//! Messages that could not be sent: counts by kind, way and reason, with two buttons each. No names, no words, and no
//! row of its own for anybody's message.

use maud::{Markup, html};
use sayso_app::stuck::{self, Stuck};
use sayso_app::{Error, Lane};
use sayso_core::decide::carry::{Tend, Trouble};
use sayso_core::decision::MessageKind;
use sayso_core::person::Way;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Cell, Look, Table, button, table};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/health/messages",
        Who::Operator,
        "tend_messages",
        "place_opened",
        page,
    );
    r.post(
        "/health/messages",
        Who::Operator,
        "tend_messages",
        "messages_tended",
        tend,
    );
}

const fn kind_in_words(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Code => "Sign-in code",
        _ => "Message",
    }
}

const fn way_in_words(way: Way) -> &'static str {
    match way {
        Way::Text => "Text",
        Way::Email => "Email",
        Way::Phone | Way::Post | Way::AskAtPractice => "By hand",
    }
}

fn age(now: jiff::Timestamp, since: jiff::Timestamp) -> String {
    let hours = now.duration_since(since).as_hours();
    match hours {
        ..1 => "under an hour".into(),
        1 => "1 hour".into(),
        2..48 => format!("{hours} hours"),
        _ => format!("{} days", hours / 24),
    }
}

fn choice(ctx: &Ctx, s: &Stuck, what: &'static str, words: &'static str) -> Markup {
    let group = format!("{}, {}", way_in_words(s.way), s.trouble.in_words());
    html! {
        form method="post" action="/health/messages" novalidate {
            (ctx.csrf())
            input type="hidden" name="kind" value=(s.kind);
            input type="hidden" name="way" value=(s.way);
            input type="hidden" name="trouble" value=(s.trouble);
            input type="hidden" name="what" value=(what);
            (button(&Button {
                text: html! { (words) span class="nhsuk-u-visually-hidden" { ": " (group) } }.into(),
                ..Button::secondary("")
            }))
        }
    }
}

async fn page(mut ctx: Ctx) -> Answer {
    let (stuck, now) = ctx
        .act(Lane::Normal, |desk, visit| stuck::list(desk, &visit.actor))
        .await?;
    let rows = stuck.iter().map(|s| {
        vec![
            Cell::from(kind_in_words(s.kind)),
            Cell::from(way_in_words(s.way)),
            Cell::from(s.trouble.in_words()),
            Cell::from(s.count.to_string()),
            Cell::from(age(now, s.since)),
            Cell::from(html! {
                (choice(&ctx, s, "again", "Try again"))
                (choice(&ctx, s, "by_hand", "Give to reception"))
            }),
        ]
    });
    let body = html! {
        h1 { "Which messages could not be sent?" }
        @if stuck.is_empty() {
            p { "None. Everything that was due has left, or is tried again by itself." }
        } @else {
            p { "You see how many there are, and why. You do not see whose they are or what they say." }
            (table(&Table {
                caption: "Not sent".into(),
                head: ["What", "How", "Why", "How many", "Oldest", "Decide"].map(Cell::from).into(),
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
            p { "Reception at each practice can then read them out or print them. The people concerned see your decision." }
        }
    };
    Ok(ctx.page("Messages", Some("/health"), &body))
}

async fn tend(Posted { mut ctx, form }: Posted) -> Answer {
    let group = (
        MessageKind::parse(form.get("kind")),
        Way::parse(form.get("way")),
        Trouble::parse(form.get("trouble")),
    );
    let what = match form.get("what") {
        "again" => Some(Tend::Again),
        "by_hand" => Some(Tend::ByHand),
        _ => None,
    };
    let ((Some(kind), Some(way), Some(trouble)), Some(what)) = (group, what) else {
        return Err(ctx.failure(Error::Input("Choose one of the buttons.")));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        stuck::tend(desk, &visit.actor, (kind, way, trouble), what)
    })
    .await?;
    Ok(ctx.see("/health/messages"))
}
