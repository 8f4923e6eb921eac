//! Who looks after somebody while their coach is away, or after them: the coach asks, the person answers. And the
//! answer as the coach heard it, for people who are not online.

use axum::extract::Path;
use jiff::Timestamp;
use jiff::civil::Time;
use maud::{Markup, html};
use sayso_app::cover::{self, Asking, Named};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, awkward};
use sayso_core::coaching::CoverState;
use sayso_core::id::MemberId;
use sayso_core::time::when_in_london;

use super::words::{channel, how_heard, id};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, DateInput, DatePart, Label, Size, button, checkboxes, date_input, identity_bar,
    problems, radios,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let coach = Who::Coach;
    r.get(
        "/person/{person}/cover",
        coach,
        "read_shared",
        "file_opened",
        open,
    );
    r.post("/person/{person}/cover", coach, "ask_cover", "cover_asked", ask);
    r.post(
        "/person/{person}/cover/{cover}",
        coach,
        "answer_cover",
        "cover_agreed cover_not_wanted",
        answer,
    );
    r.post(
        "/person/{person}/keep-me-away",
        coach,
        "read_shared",
        "kept_themselves_away",
        keep_me_away,
    );
}

const TITLE: &str = "Who stands in";
/// What is wrong with a form: field and sentence.
pub(super) type Wrong = Vec<(&'static str, &'static str)>;

fn why(wrong: &Wrong, field: &str) -> Option<&'static str> {
    wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| *w)
}

async fn asking(ctx: &mut Ctx, person: String) -> Result<Asking, crate::error::Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        cover::asking(desk, &visit.actor, id(&person)?)
    })
    .await
}

async fn open(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let asking = asking(&mut ctx, person).await?;
    let body = page(&ctx, &at, &asking, &Form::default(), &vec![]);
    Ok(ctx.page(TITLE, Some(&at), &body))
}

pub(super) fn a_day(
    id: &'static str,
    question: &'static str,
    hint: &'static str,
    form: &Form,
    wrong: &Wrong,
) -> Markup {
    let names: [&'static str; 3] = if id == "from" {
        ["from_day", "from_month", "from_year"]
    } else {
        ["until_day", "until_month", "until_year"]
    };
    let parts = names
        .iter()
        .zip(["Day", "Month", "Year"])
        .map(|(name, label)| DatePart {
            name,
            label: Some(label),
            value: Some(form.get(name)).filter(|v| !v.is_empty()),
            width: Some(if label == "Year" { 4 } else { 2 }),
            ..DatePart::default()
        });
    let first = if id == "from" {
        "from-from_day"
    } else {
        "until-until_day"
    };
    date_input(&DateInput {
        id,
        legend: Some(Label {
            content: question.into(),
            size: Some(Size::S),
            ..Label::default()
        }),
        hint: hint.into(),
        error: why(wrong, first).map(Into::into),
        items: parts.collect(),
        ..DateInput::default()
    })
}

fn page(ctx: &Ctx, at: &str, a: &Asking, form: &Form, wrong: &Wrong) -> Markup {
    let ids: Vec<String> = a.colleagues.iter().map(|c| c.id.to_string()).collect();
    let items = a.colleagues.iter().zip(&ids);
    let items = items.map(|(c, value)| Choice::new(value, c.name.clone()));
    html! {
        (problems(wrong))
        h1 { "Who looks after them while you are away?" }
        (identity_bar(&a.name, &[]))
        p { "They see this before it happens and can say no. Without their yes your colleague sees nothing." }
        @for named in &a.asked { (asked(ctx, at, named)) }
        @if a.colleagues.is_empty() { p { "There is no colleague in your team. Your lead looks after it." } } @else {
            form method="post" action={ (at) "/cover" } novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "colleague",
                    legend: Some(Label { content: "Which colleague?".into(), size: Some(Size::S), ..Label::default() }),
                    error: why(wrong, "colleague").map(Into::into),
                    items: items.collect(),
                    selected: vec![form.get("colleague")],
                    ..Choices::default()
                }))
                (checkboxes(&Choices {
                    name: "beside",
                    hint: "They would help beside you from now on, with no last day. Leave the days empty then.".into(),
                    items: vec![Choice::new("yes", "We share this job")],
                    selected: vec![form.get("beside")],
                    error: why(wrong, "beside").map(Into::into),
                    ..Choices::default()
                }))
                (a_day("from", "From the beginning of which day?", "For example, 27 3 2026", form, wrong))
                (a_day("until", "Until the end of which day?", "Leave it empty if they take over for good.", form, wrong))
                (button(&Button::primary("Ask them")))
            }
        }
        (mine(ctx, at))
    }
}

/// A coach may be a patient's neighbour, or a patient.
fn mine(ctx: &Ctx, at: &str) -> Markup {
    html! {
        h2 { "Is this you, or somebody you know?" }
        p { "You can be kept away from everything about them. Your lead finds them another coach. They can see that you chose this, and only they can let you back." }
        form method="post" action={ (at) "/keep-me-away" } novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Keep me away")))
        }
    }
}

async fn keep_me_away(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        awkward::keep_me_away(desk, &visit.actor, id(&person)?)
    })
    .await?;
    Ok(ctx.see("/caseload"))
}

fn asked(ctx: &Ctx, at: &str, n: &Named) -> Markup {
    let until = n.cover.ends.map(moment_in_words);
    let said = match n.cover.state {
        CoverState::Asked => "They have not answered.",
        CoverState::Agreed => "They said yes.",
        CoverState::NotWanted => "They said no. Your lead looks after it.",
        CoverState::Over => "It is over.",
    };
    let choice = |words: &'static str, yes: &'static str| {
        button(&Button {
            name: Some("yes"),
            value: Some(yes),
            ..Button::secondary(words)
        })
    };
    html! {
        div class="nhsuk-inset-text" {
            p { strong { (n.to) } ", from " (moment_in_words(n.cover.starts))
                @if n.cover.beside { ", beside the coach" }
                @else { @match &until { Some(until) => { " until " (until) } None => { ", for good" } } }
                ". " (said) }
            form method="post" action={ (at) "/cover/" (n.cover.id) } novalidate {
                (ctx.csrf())
                (how_heard("Did they tell you? How?"))
                (choice("They said yes", "yes")) " " (choice("They said no", "no"))
            }
        }
    }
}

/// The moment at which a day of the form begins; `Ok(None)` where none is named.
pub(super) fn day(form: &Form, names: [&str; 3], after: i64) -> Result<Option<jiff::Timestamp>, ()> {
    let parts = names.map(|n| form.get(n));
    if parts.iter().all(|p| p.is_empty()) {
        return Ok(None);
    }
    let number = |t: &str| t.parse::<i16>().map_err(drop);
    let small = |t: &str| t.parse::<i8>().map_err(drop);
    let date = jiff::civil::Date::new(number(parts[2])?, small(parts[1])?, small(parts[0])?).map_err(drop)?;
    let date = date.checked_add(jiff::Span::new().days(after)).map_err(drop)?;
    when_in_london(date, Time::midnight()).map(Some).ok_or(())
}

/// From the beginning of one day until the end of another; open where they take over for good. What is wrong with it is
/// added to the list.
pub(super) fn period(
    form: &Form,
    now: Timestamp,
    wrong: &mut Wrong,
) -> Option<(Timestamp, Option<Timestamp>)> {
    let starts = day(form, ["from_day", "from_month", "from_year"], 0);
    // Until the end of a day is the beginning of the next.
    let ends = day(form, ["until_day", "until_month", "until_year"], 1);
    match starts {
        Ok(None) => wrong.push(("from-from_day", "Give the first day")),
        Err(()) => wrong.push(("from-from_day", NO_DAY)),
        Ok(Some(_)) => {}
    }
    match (starts, ends) {
        (_, Err(())) => wrong.push(("until-until_day", NO_DAY)),
        (Ok(Some(first)), Ok(Some(last))) if last <= first || last <= now => {
            wrong.push((
                "until-until_day",
                "The last day must come after the first, and lie ahead",
            ));
        }
        _ => {}
    }
    Some((starts.ok()??, ends.ok()?))
}

const NO_DAY: &str = "There is no such day. Check day, month and year";

async fn ask(Path(person): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}");
    let colleague: Option<MemberId> = form.get("colleague").parse().ok();
    let now = ctx.site.house.source().now();
    let mut wrong: Wrong = vec![];
    if colleague.is_none() {
        wrong.push(("colleague", "Choose a colleague"));
    }
    let beside = form.get("beside") == "yes";
    let none_named = [
        "from_day",
        "from_month",
        "from_year",
        "until_day",
        "until_month",
        "until_year",
    ]
    .iter()
    .all(|day| form.get(day).is_empty());
    if beside && !none_named {
        wrong.push((
            "beside",
            "Leave the days empty, or untick that you share this job",
        ));
    }
    let period = if beside {
        Some((now, None))
    } else {
        period(&form, now, &mut wrong)
    };
    let (Some(colleague), Some((starts, ends)), true) = (colleague, period, wrong.is_empty()) else {
        let asking = asking(&mut ctx, person).await?;
        let body = page(&ctx, &at, &asking, &form, &wrong);
        return Ok(ctx.page_with_errors(TITLE, Some(&at), &body));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        if beside {
            return cover::ask_beside(desk, &visit.actor, id(&person)?, colleague);
        }
        // A day that has begun begins now.
        let starts = starts.max(desk.now());
        cover::ask(desk, &visit.actor, id(&person)?, colleague, starts, ends)
    })
    .await?;
    Ok(ctx.see(&format!("{at}/cover")))
}

async fn answer(Path((person, named)): Path<(String, String)>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/person/{person}/cover");
    let yes = form.get("yes") == "yes";
    let how = channel(&form);
    ctx.act(Lane::Normal, move |desk, visit| {
        cover::answer(desk, &visit.actor, id(&person)?, id(&named)?, yes, how)
    })
    .await?;
    Ok(ctx.see(&at))
}
