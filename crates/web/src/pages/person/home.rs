//! Home: where things stand, what you said yes to and the way out beneath it, what waits for you, who looked.

use maud::{Markup, html};
use sayso_app::come_back as app_come_back;
use sayso_app::own::{self, Held, Home, Sent};
use sayso_app::telling::{Sentence, moment_in_words};
use sayso_app::terms::{self, Ahead};
use sayso_app::{Error, Lane, agree, change_mind, contract, cover};
use sayso_core::category::{Categories, Category};
use sayso_core::entry::ProposalState;
use sayso_core::job::JobState;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;
use sayso_core::words;

use super::{
    again, column, come_back, first, kinds, listed, me, service_field, service_of, standing, with_way_out,
};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Card, NotificationBanner, Row, SummaryList, button, card, notification_banner, summary_list,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home", Who::Person, "open_own", "own_opened", home);
    r.post("/home/undo", Who::Person, "undo", "undone", undo);
    r.post("/home/send-now", Who::Person, "send_now", "send_now", send_now);
    r.post("/home/resume", Who::Person, "resume", "resumed", resume);
}

async fn home(mut ctx: Ctx) -> Answer {
    let (home, left_for_you, ends, ahead) = ctx
        .act(Lane::Normal, |desk, visit| {
            Ok((
                own::home(desk, &visit.actor)?,
                app_come_back::offered(desk, &visit.actor)?,
                contract::for_person(desk, &visit.actor)?,
                terms::ahead(desk, &visit.actor)?,
            ))
        })
        .await?;
    let (held, looks) = match home {
        Home::Full(held, looks) => (held, looks),
        Home::Simple(next) => return Ok(first::simple(&ctx, next.as_deref())),
        Home::Limited(held, set) => return Ok(first::limited(&ctx, &held, set)),
    };
    let shares = held.said.iter().any(|s| s.live);
    let services = held.services();
    let body = html! {
        @if let Some(left) = &left_for_you { (come_back::banner(&ctx, left)) }
        @if let Some(ends) = &ends { (again::banner(ends)) }
        @if !held.enrolled { (not_enrolled()) }
        @for a in &ahead { (ends_ahead(a)) }
        @for (name, since, reason) in &held.off { (switched_off(name, *since, *reason)) }
        @if held.is_asked { p { a href="/home/your-yes" { "Was your yes your own choice? A question to you" } } }
        h1 { (standing::heading(&held)) }
        @match services.as_slice() {
            [] => (standing::nothing_yet()),
            [sent] => (now_with(&ctx, sent)),
            several => @for sent in several { (one_of(&ctx, sent)) },
        }
        (waiting(&held))
        @if shares {
            (said_yes(&held))
            // Directly beneath, in the main column: the way out is never below everything else.
            p { a class="nhsuk-button nhsuk-button--secondary" href="/home/change" role="button" draggable="false"
                data-module="nhsuk-button" { "Change your mind" } }
        }
        @for sent in &services {
            h2 { "Where things stand" @if services.len() > 1 { " with " (sent.service) } }
            (standing::steps(&held, sent))
        }
        (meeting(&held))
        (who_looked(&looks))
        (everything_else(&held))
    };
    let body = if shares {
        column(&body)
    } else {
        with_way_out(&body)
    };
    Ok(ctx.page("Your page", None, &body))
}

/// What comes next with one service, and what the person can do about it at once.
fn now_with(ctx: &Ctx, sent: &Sent) -> Markup {
    html! {
        (standing::next(sent))
        @if sent.referral.state == State::Held { (still_held(ctx, sent)) }
        @if sent.referral.state == State::Paused { (start_again(ctx, sent)) }
    }
}

/// One of several. Neither knows of the other, and the page says so.
fn one_of(ctx: &Ctx, sent: &Sent) -> Markup {
    html! {
        h2 { (sent.service) }
        p { strong { (standing::of_one(sent)) "." } }
        (now_with(ctx, sent))
        p class="app-quiet" { "The others are not told that you have this one." }
    }
}

/// What the guardian has switched off of what concerns them, and that nothing of theirs is lost.
fn switched_off(name: &str, since: jiff::Timestamp, reason: sayso_core::guard::Reason) -> Markup {
    notification_banner(&NotificationBanner {
        title: "Switched off".into(),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (name) " is switched off since " (moment_in_words(since)) "." }
            p { (reason.in_words()) " Nothing new is sent there. What was not sent stays here." }
            p { "Your meetings stay booked. You can stop, leave or raise a concern as before." }
            p { a class="nhsuk-notification-banner__link" href="/switched-off" { "Who switched it off, when and why" } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

/// A published change of terms will end one of their yeses.
fn ends_ahead(a: &Ahead) -> Markup {
    notification_banner(&NotificationBanner {
        title: "The terms change".into(),
        content: html! {
            p class="nhsuk-notification-banner__heading" {
                "Your yes to " (a.recipient) " holds until " (moment_in_words(a.from)) "."
            }
            p { "It is the one " (a.purpose.in_words()) ". From then on other terms count. Nobody is carried over." }
            p { "You need do nothing. If you would like to go on, you can say yes afresh from that day." }
            p { a class="nhsuk-notification-banner__link" href={ "/where-data-goes#version-" (a.terms) } { "What changes" } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

pub(super) fn not_enrolled() -> Markup {
    notification_banner(&NotificationBanner {
        title: "One thing to set".into(),
        content: html! {
            p class="nhsuk-notification-banner__heading" { "Tell us how to reach you safely." }
            p { "Choose a private word too. After that, your card alone opens nothing." }
            p { a class="nhsuk-notification-banner__link" href="/home/contact" { "Set how to reach you" } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

fn still_held(ctx: &Ctx, sent: &Sent) -> Markup {
    let goes = moment_in_words(sent.referral.held_until);
    let inside = html! {
        p { "It goes to " (sent.provider) " on " strong { (goes) } "." }
        p { "Until then it stays here. You can undo it, and nothing leaves." }
        form method="post" action="/home/undo" novalidate {
            (ctx.csrf())
            (service_field(sent.referral.scheme))
            (button(&Button::secondary("Undo")))
        }
        form method="post" action="/home/send-now" novalidate {
            (ctx.csrf())
            (service_field(sent.referral.scheme))
            (button(&Button::secondary("Send it now")))
        }
        p { a href="/home/held" { "Read exactly what will be sent" } }
    };
    card(&Card::titled("When it goes", inside))
}

fn start_again(ctx: &Ctx, sent: &Sent) -> Markup {
    html! {
        form method="post" action="/home/resume" novalidate {
            (ctx.csrf())
            (service_field(sent.referral.scheme))
            (button(&Button::primary("Start again")))
        }
    }
}

/// What waits for the person: words for the GP record, and what was not finished when they left.
fn waiting(held: &Held) -> Markup {
    let words: Vec<_> = held
        .proposals
        .iter()
        .filter(|p| matches!(p.state, ProposalState::Drafted | ProposalState::HeldForPerson))
        .collect();
    let drafts = held.waiting().count();
    let jobs = held.jobs.iter().any(|j| j.job.state == JobState::Suggested);
    let covers = held.covers.iter().any(cover::waits);
    html! {
        @if !words.is_empty() || drafts > 0 || jobs || covers {
            h2 { "Waiting for you" }
            p { "Take the time you need. Nothing happens until you decide." }
            ul {
                @for p in words {
                    li { a href={ "/home/words/" (p.id) } { "Words for your GP record" }
                        " suggested on " (moment_in_words(p.drafted_at)) }
                }
                @if covers { li { a href="/home/coach" { "Somebody else may help you for a time" } ": say yes or no" } }
                @if jobs { li { a href="/home/jobs#waiting" { "What your coach wrote about a job" } ": is it right?" } }
                @if drafts > 0 {
                    li { a href="/home/notes#not-finished" { "Notes that were not finished when you left" } ": " (drafts) }
                }
            }
        }
    }
}

/// What the live say-sos let others have, and what they do not.
pub(super) fn said_yes(held: &Held) -> Markup {
    let shared = held.shared();
    let mut rows = vec![];
    for s in held.said.iter().filter(|s| s.live) {
        rows.push(Row::fact(
            if s.said.purpose == Purpose::Refer {
                "We can share"
            } else {
                "And also"
            },
            html! {
                p { "With " (s.recipient) ", " (s.said.purpose.in_words()) ":" }
                (listed(&kinds(s.said.categories)))
            },
        ));
    }
    rows.push(Row::fact("We do not share", listed(&not_shared(held, shared))));
    if let Some(until) = held.said.iter().filter(|s| s.live).map(|s| s.said.until).max() {
        rows.push(Row::fact(
            "Lasts until",
            html! {
                (moment_in_words(until)) ". "
                "Then we ask again. If you do not answer, sharing stops."
            },
        ));
    }
    summary_list(&SummaryList {
        rows,
        card: Some(Card::titled("You said yes", "")),
        ..SummaryList::default()
    })
}

/// What no register sends, then what this person did not say yes to.
fn not_shared(held: &Held, shared: Categories) -> Vec<&'static str> {
    let services = held.services();
    let promises = services.iter().filter_map(|s| s.terms.as_ref());
    // With several services, only what none of them is ever sent.
    let mut never = promises.map(|t| words::never_sent(&t.promise));
    let mut not = never.next().unwrap_or_default();
    for other in never {
        not.retain(|n| other.contains(n));
    }
    for c in Category::ALL {
        if !shared.has(*c) && !not.contains(&c.in_words()) {
            not.push(c.in_words());
        }
    }
    not
}

fn meeting(held: &Held) -> Markup {
    html! {
        @if held.open().is_some() {
            h2 { "Your next meeting" }
            @match held.next_meeting() {
                Some(w) => {
                    p { strong { (w.entry.at.map(moment_in_words).unwrap_or_default()) } " with " (w.author) "." }
                    p class="app-wrap" { (w.entry.text) }
                    (super::venue::where_it_is(held, w))
                    p { "You can change it or leave it. Nothing happens to you if you do." }
                }
                None => p { "No meeting is booked." },
            }
        }
    }
}

fn who_looked(looks: &[Sentence]) -> Markup {
    html! {
        h2 { "Who looked in the last 30 days" }
        @match looks.iter().find(|s| s.allowed) {
            None => p { "Nobody looked at your information." },
            Some(last) => p {
                strong { "Last looked at by " (last.who) " on " (moment_in_words(last.happened_at)) "." }
            },
        }
        @if !looks.is_empty() {
            ul {
                @for s in looks.iter().take(5) { li { (moment_in_words(s.happened_at)) ": " (s.text) } }
            }
            p { a href="/home/history?show=looks" { "Everybody who looked or tried to: " (looks.len()) " times" } }
        }
    }
}

fn everything_else(held: &Held) -> Markup {
    html! {
        h2 { "Everything on your page" }
        ul {
            li { a href="/home/history" { "Everything that happened" } }
            li { a href="/home/plan" { "Your plan: hopes and steps" } }
            li { a href="/home/notes" { "Notes and meetings" } }
            li { a href="/home/jobs" { "Work: jobs you tell us about" } }
            li { a href="/home/coach" { "Who helps you, and what comes if you leave" } }
            li { a href="/home/held" { "What is held about you" } }
            li { a href="/home/explained#benefits" { "Work and your benefits" } }
            li { a href="/home/explained" { "What you said yes to, who gets it and who pays them" } }
            li { a href="/home/details" { "Correct your name or how to reach you" } }
            @if held.enrolled { li { a href="/home/contact" { "How to reach you" } } }
            li { a href="/home/services" { "Ask for another service" } }
            li { a href="/home/more" { "Say yes to something more, or stop it" } }
            li { a href="/home/concerns" { "Has something gone wrong?" } }
            li { a href="/home/demands" { "Legal demands about you" } }
            li { a href="/home/copy" { "A copy of everything" } }
            li { a href="/home/erase" { "Erase everything" } }
            li { a href="/home/sessions" { "Where you are signed in" } }
            @if held.enrolled { li { a href="/home/first" { "What your first page shows" } } }
        }
    }
}

/// Undoing is a way out: where it was sent already, the page for leaving opens instead of an error.
async fn undo(Posted { mut ctx, form }: Posted) -> Answer {
    let which = service_of(&form);
    let undone = ctx
        .act(Lane::Stop, move |desk, visit| {
            agree::undo_one(desk, &visit.actor, me(visit)?, which)
        })
        .await;
    match undone {
        Ok(()) => Ok(ctx.see("/home/changed")),
        Err(f) if me(&ctx.visit).is_ok() && nothing_there(&f.error) => Ok(ctx.see("/home/change")),
        Err(f) => Err(f),
    }
}

async fn send_now(Posted { mut ctx, form }: Posted) -> Answer {
    let which = service_of(&form);
    let sent = ctx
        .act(Lane::Normal, move |desk, visit| {
            agree::send_one_now(desk, &visit.actor, me(visit)?, which)
        })
        .await;
    see_home(&ctx, sent)
}

async fn resume(Posted { mut ctx, form }: Posted) -> Answer {
    let which = service_of(&form);
    let resumed = ctx
        .act(Lane::Normal, move |desk, visit| {
            change_mind::resume_one(desk, &visit.actor, me(visit)?, which, change_mind::Heard::ONLINE)
        })
        .await;
    see_home(&ctx, resumed)
}

/// A second press, or a state that has moved on: the first page shows how things are.
fn see_home(ctx: &Ctx, did: Result<(), crate::error::Failure>) -> Answer {
    match did {
        Ok(()) => Ok(ctx.see("/home")),
        Err(f) if me(&ctx.visit).is_ok() && nothing_there(&f.error) => Ok(ctx.see("/home")),
        Err(f) => Err(f),
    }
}

/// The thing to change is not there any more, or has moved on.
pub(super) fn nothing_there(error: &Error) -> bool {
    matches!(error, Error::NotFound | Error::NotNow(_) | Error::Conflict)
}
