//! What came in: who waits for this provider, and one referral with what was sent.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use sayso_app::file::HasLeft;
use sayso_app::intake::{self, Arrived, Intake, OpenedReferral};
use sayso_app::telling::moment_in_words;
use sayso_app::{Bookmark, Desk, Error, Lane, awkward};
use sayso_core::event::EventKind;
use sayso_core::id::ReferralId;
use sayso_core::referral::State;
use sayso_core::seat::Actor;

use super::words::{ask_about_number, id, screened, shared, words_box};
use crate::bookmark::{self, Begins, turns};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{
    Button, Cell, Choice, Choices, Colour, Details, Label, Look, Row, Size, SummaryList, Table, Tag, button,
    details, identity_bar, inset_text, parcel_letter, problems, radios, summary_list, table, tag,
};
use crate::pages::guardian::asked_line;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let lead = Who::ProviderLead;
    r.get("/intake", lead, "list_intake", "list_opened", list);
    r.get(
        "/intake/{referral}",
        lead,
        "read_parcel read_identity",
        "parcel_opened file_opened",
        open,
    );
    r.post(
        "/intake/keep-me-away",
        lead,
        "read_identity",
        "kept_themselves_away",
        keep_me_away,
    );
    r.post(
        "/intake/{referral}/acknowledge",
        lead,
        "acknowledge",
        "acknowledged",
        acknowledge,
    );
    r.post("/intake/{referral}/accept", lead, "accept", "accepted", accept);
    let kind = EventKind::Declined.as_str();
    r.post("/intake/{referral}/decline", lead, "decline", kind, decline);
    r.post("/intake/{referral}/assign", lead, "assign", "assigned", assign);
}

/// The state of a referral as a tag: no, paused and stopped are all grey.
pub(super) fn stage(state: State) -> Markup {
    let colour = match state {
        State::Sent => Colour::Blue,
        State::Accepted | State::Active => Colour::AquaGreen,
        State::Held => Colour::Yellow,
        State::Finished => Colour::Green,
        State::Paused | State::Left | State::Closed | State::Declined | State::Void => Colour::Grey,
    };
    tag(&Tag::new(state.to_staff(), colour))
}

/// Who left: one line each, with the one thing there is to do about it.
pub(super) fn notices(ctx: &Ctx, left: &[HasLeft]) -> Markup {
    html! {
        @if !left.is_empty() {
            h2 id="changed" { "Say-so changed" }
            @for one in left {
                div class="nhsuk-inset-text" {
                    @if one.not_reached {
                        p { "We did not manage to reach " strong { (one.name) } ". It ended on " (moment_in_words(one.at)) ". Nothing further to do." }
                    } @else if one.goes_on {
                        p { "An older referral of " strong { (one.name) } " was taken back on " (moment_in_words(one.at)) ". What they have with you now goes on." }
                    } @else if one.ended {
                        p { "What " strong { (one.name) } " shared ended on " (moment_in_words(one.at)) ". Please do not contact them." }
                    } @else {
                        p { strong { (one.name) } " stopped sharing on " (moment_in_words(one.at)) ". Nothing further to do." }
                    }
                    @if one.asked_back { (asked_back()) }
                    form method="post" action={ "/person/" (one.person) "/seen" } novalidate {
                        (ctx.csrf())
                        (button(&Button { small: true, ..Button::secondary("I have seen this") }))
                    }
                }
            }
        }
    }
}

/// Something left that should not have.
pub(super) fn asked_back() -> Markup {
    html! { p { "Something was sent to you that should not have been. Please delete what you printed or copied, then say that you have seen this." } }
}

async fn list(Query(begins): Query<Begins>, ctx: Ctx) -> Answer {
    show(ctx, begins.at(), None).await
}

async fn show(mut ctx: Ctx, after: Option<Bookmark>, nobody_chosen: Option<&'static str>) -> Answer {
    let came_in = ctx
        .act(Lane::Normal, move |desk, visit| {
            intake::list(desk, &visit.actor, after)
        })
        .await?;
    let body = list_page(&ctx, after, &came_in, nobody_chosen);
    Ok(if nobody_chosen.is_none() {
        ctx.page("What came in", None, &body)
    } else {
        ctx.page_with_errors("What came in", None, &body)
    })
}

fn heading(came_in: &Intake, all: bool) -> String {
    match came_in.waiting.len() {
        0 if all => "Nobody is waiting for us".to_owned(),
        1 if all => "1 person is waiting for us".to_owned(),
        n if all => format!("{n} people are waiting for us"),
        _ => "People are waiting for us, the longest waiting first".to_owned(),
    }
}

fn list_page(
    ctx: &Ctx,
    after: Option<Bookmark>,
    came_in: &Intake,
    nobody_chosen: Option<&'static str>,
) -> Markup {
    let all = after.is_none() && came_in.next.is_none();
    html! {
        @if let Some(wrong) = nobody_chosen { (problems(&[("person", wrong)])) }
        h1 { (heading(came_in, all)) }
        (asked_line(came_in.asked, "/intake/asked"))
        (notices(ctx, &came_in.left))
        @for one in &came_in.waiting {
            @if let Some(ends) = one.ends_at {
                (inset_text(&html! {
                    p { strong { (one.name) } " still waits for your answer, and Sayso has asked you again. Without an answer it ends on " (moment_in_words(ends)) "." }
                }.into()))
            }
        }
        @for coach in &came_in.resting { (super::pause::you_answer(coach)) }
        @if !came_in.waiting.is_empty() {
            (waiting(&came_in.waiting))
        } @else if all {
            p { "When somebody says yes and their referral is sent, it appears here." }
        } @else {
            p { "Nobody on this page waits for us any more." }
        }
        (turns("/intake", "The first ones", "More of them", after, came_in.next))
        @if !came_in.waiting.is_empty() { (one_of_mine(ctx, after, &came_in.waiting, nobody_chosen)) }
        p { a href="/team" { "The team, and who helps whom" } }
    }
}

fn waiting(rows: &[Arrived]) -> Markup {
    let hrefs: Vec<String> = rows
        .iter()
        .map(|a| format!("/intake/{}", a.referral.id))
        .collect();
    let rows = rows.iter().zip(&hrefs).map(|(a, href)| {
        let next = match (a.referral.state, a.referral.acknowledged) {
            (State::Sent, false) => "Say that it arrived",
            (State::Sent, true) => "Decide whether you can help",
            (State::Paused, _) => "Nothing: they asked for a pause",
            _ => "Choose a coach",
        };
        vec![
            Cell::link(a.name.clone(), href),
            stage(a.referral.state).into(),
            moment_in_words(a.referral.made_at).into(),
            next.into(),
        ]
    });
    table(&Table {
        caption: "Longest waiting first".into(),
        head: vec![
            "Person".into(),
            "Status".into(),
            "Said yes".into(),
            "What is next".into(),
        ],
        rows: rows.collect(),
        first_cell_is_header: true,
        look: Look::responsive(),
        ..Table::default()
    })
}

/// A lead who is one of them, or knows one, leaves it to another lead, before anything is opened.
fn one_of_mine(ctx: &Ctx, after: Option<Bookmark>, rows: &[Arrived], wrong: Option<&'static str>) -> Markup {
    let people: Vec<String> = rows.iter().map(|a| a.referral.person.to_string()).collect();
    let items = rows.iter().zip(&people);
    let form = html! {
        p { "You are kept away from their record from now on, and another lead sees to it. They are told, and only they let you back." }
        form method="post" action="/intake/keep-me-away" novalidate {
            (ctx.csrf())
            @if let Some(place) = after { input type="hidden" name="page" value=(bookmark::text(place)); }
            (radios(&Choices {
                name: "person",
                legend: Some(Label { content: "Who?".into(), size: Some(Size::S), ..Label::default() }),
                error: wrong.map(Into::into),
                items: items.map(|(a, value)| Choice::new(value, a.name.clone())).collect(),
                ..Choices::default()
            }))
            (button(&Button::secondary("Keep me away")))
        }
    };
    details(&Details {
        summary: "One of them is me, or somebody I know".into(),
        content: form.into(),
        open: wrong.is_some(),
        ..Details::default()
    })
}

async fn keep_me_away(Posted { mut ctx, form }: Posted) -> Answer {
    let person = form.get("person").to_owned();
    if person.is_empty() {
        return show(ctx, bookmark::read(form.get("page")), Some("Choose who it is")).await;
    }
    ctx.act(Lane::Normal, move |desk, visit| {
        awkward::keep_me_away(desk, &visit.actor, id(&person)?)
    })
    .await?;
    Ok(ctx.see("/intake"))
}

async fn open(Path(referral): Path<String>, mut ctx: Ctx) -> Answer {
    let opened = ctx
        .act(Lane::Normal, move |desk, visit| {
            intake::open(desk, &visit.actor, id(&referral)?)
        })
        .await?;
    let body = match &opened {
        intake::Opened::Referral(r) => referral_page(&ctx, r),
        intake::Opened::Left(left) => super::file::left_page(&ctx, left),
    };
    Ok(ctx.page("One referral", Some("/intake"), &body))
}

fn referral_page(ctx: &Ctx, r: &OpenedReferral) -> Markup {
    let at = format!("/intake/{}", r.referral.id);
    let title = match (r.referral.state, &r.coach) {
        (State::Paused, _) => "They asked for a pause",
        (State::Sent, _) => "Can we help?",
        (_, None) => "Who will help?",
        (_, Some(_)) => "Who helps",
    };
    html! {
        h1 { (title) }
        (identity_bar(&r.name, &[&r.referral.reference, &r.practice, r.referral.state.to_staff()]))
        (by_a_power(r.by_power))
        @match &r.parcel {
            Some(parcel) => {
                (parcel_letter(
                    "What was sent",
                    &"What was sent to us, and nothing else".into(),
                    &lines(&parcel.lines),
                    &format!("They share {}.", shared(parcel.categories())).into(),
                ))
            }
            None if r.coach.is_some() => {
                p { "A coach has been chosen, so you see the name alone." }
            }
            None => { p { "Until they are ready again, you see the name alone. No clock runs." } }
        }
        @if r.referral.state == State::Sent { (answer(ctx, r, &at)) }
        @else if r.referral.state != State::Paused { (choose(ctx, r, &at)) }
        h2 { "If they say something to you" }
        ul {
            li { a href={ "/person/" (r.referral.person) "/stop" } { "They want to stop sharing" } }
            li { a href={ "/person/" (r.referral.person) "/danger" } { "Somebody is in danger" } }
        }
    }
}

/// For a yes that somebody said under a recorded power: whose word it was, and whose it can become at any time.
pub(super) fn by_a_power(is: bool) -> Markup {
    html! {
        @if is {
            p { strong { (sayso_core::words::BY_A_POWER) } " Ask the person what they want all the same: their own word counts at once." }
        }
    }
}

/// What was sent, line by line.
pub(super) fn lines(lines: &[sayso_core::parcel::Line]) -> Markup {
    summary_list(&SummaryList {
        rows: lines.iter().map(|l| Row::fact(&l.label, &l.value)).collect(),
        no_last_row_border: true,
        ..SummaryList::default()
    })
}

fn answer(ctx: &Ctx, r: &OpenedReferral, at: &str) -> Markup {
    html! {
        @if !r.referral.acknowledged {
            form method="post" action={ (at) "/acknowledge" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("Say that it arrived")))
            }
        }
        form method="post" action={ (at) "/accept" } novalidate {
            (ctx.csrf())
            (button(&Button::primary("Yes, we will help")))
        }
        (details(&Details {
            summary: "We cannot help at the moment".into(),
            content: no_form(ctx, at, "", None).into(),
            ..Details::default()
        }))
    }
}

fn no_form(ctx: &Ctx, at: &str, value: &str, error: Option<&str>) -> Markup {
    html! {
        form method="post" action={ (at) "/decline" } novalidate {
            (ctx.csrf())
            (words_box(
                "reason",
                "Why can you not help?",
                "The person reads this exactly as you write it. Say what you can: a full list, another town.",
                value,
                error,
            ))
            (button(&Button::secondary("Tell them that we cannot help")))
        }
    }
}

fn choose(ctx: &Ctx, r: &OpenedReferral, at: &str) -> Markup {
    let ids: Vec<String> = r.coaches.iter().map(|c| c.id.to_string()).collect();
    let coaches = r
        .coaches
        .iter()
        .zip(&ids)
        .filter(|(c, _)| Some(c.id) != r.referral.coach);
    let mut items: Vec<Choice> = coaches
        .map(|(c, value)| Choice::hinted(value, c.name.clone(), people(c.people)))
        .collect();
    if r.coach.is_some() {
        items.push(Choice::hinted(
            "nobody",
            "Nobody for now",
            "The coach’s access ends at once.",
        ));
    }
    html! {
        @if let Some(coach) = &r.coach { p { strong { (coach) } " helps them now." } }
        @if items.is_empty() { p { "There is nobody in the team to choose." } } @else {
            form method="post" action={ (at) "/assign" } novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "coach",
                    legend: Some(Label {
                        content: (if r.coach.is_some() { "Who takes over?" } else { "Choose a coach" }).into(),
                        size: Some(Size::M),
                        ..Label::default()
                    }),
                    items,
                    ..Choices::default()
                }))
                (button(&Button::primary("Save")))
            }
        }
    }
}

/// `helps 3 people`
pub(super) fn people(n: i64) -> String {
    match n {
        0 => "helps nobody yet".into(),
        1 => "helps 1 person".into(),
        n => format!("helps {n} people"),
    }
}

async fn acknowledge(path: Path<String>, posted: Posted) -> Answer {
    decided(path, posted, intake::acknowledge).await
}

async fn accept(path: Path<String>, posted: Posted) -> Answer {
    decided(path, posted, intake::accept).await
}

type Decide = fn(&mut Desk, &Actor, ReferralId) -> Result<(), Error>;

async fn decided(Path(referral): Path<String>, Posted { mut ctx, .. }: Posted, decide: Decide) -> Answer {
    let back = format!("/intake/{referral}");
    ctx.act(Lane::Normal, move |desk, visit| {
        decide(desk, &visit.actor, id(&referral)?)
    })
    .await?;
    Ok(ctx.see(&back))
}

/// Asked before any answer that is not the deciding itself.
async fn may_answer(ctx: &mut Ctx, referral: String) -> Result<(), Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        intake::open(desk, &visit.actor, id(&referral)?).map(drop)
    })
    .await
}

async fn decline(Path(referral): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let at = format!("/intake/{referral}");
    if form.get("reason").is_empty() {
        may_answer(&mut ctx, referral).await?;
        let body = html! {
            (problems(&[("reason", "Write why you cannot help, in a few words")]))
            h1 { "Why can we not help?" }
            (no_form(&ctx, &at, "", Some("Write why you cannot help, in a few words")))
        };
        return Ok(ctx.page_with_errors("One referral", Some(&at), &body));
    }
    let Some(reason) = screened(&form, "reason") else {
        may_answer(&mut ctx, referral).await?;
        let field = ("reason", "Why can you not help?");
        return Ok(ask_about_number(
            &ctx,
            &format!("{at}/decline"),
            &at,
            field,
            &form,
            &[],
        ));
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        intake::decline(desk, &visit.actor, id(&referral)?, &reason)
    })
    .await?;
    Ok(ctx.see("/intake"))
}

async fn assign(Path(referral): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let back = format!("/intake/{referral}");
    let coach = form.get("coach").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        let coach = match coach.as_str() {
            "" => return Err(Error::Input("Choose a coach, or nobody for now.")),
            "nobody" => None,
            chosen => Some(id(chosen)?),
        };
        intake::assign(desk, &visit.actor, id(&referral)?, coach)
    })
    .await?;
    Ok(ctx.see(&back))
}
