//! Home: where things stand, what you said yes to and the way out beneath it, what waits for you, who looked.

use maud::{Markup, html};
use sayso_app::come_back as app_come_back;
use sayso_app::own::{self, Held, Home, Sent};
use sayso_app::telling::{Sentence, moment_in_words};
use sayso_app::{Error, Lane, agree, change_mind, cover};
use sayso_core::category::{Categories, Category};
use sayso_core::entry::ProposalState;
use sayso_core::job::JobState;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;
use sayso_core::words;

use super::{column, come_back, first, kinds, listed, me, standing, with_way_out};
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
    let (home, left_for_you) = ctx
        .act(Lane::Normal, |desk, visit| {
            Ok((
                own::home(desk, &visit.actor)?,
                app_come_back::offered(desk, &visit.actor)?,
            ))
        })
        .await?;
    let (held, looks) = match home {
        Home::Full(held, looks) => (held, looks),
        Home::Simple(next) => return Ok(first::simple(&ctx, next.as_deref())),
        Home::Limited(held, set) => return Ok(first::limited(&ctx, &held, set)),
    };
    let shares = held.said.iter().any(|s| s.live);
    let body = html! {
        @if let Some(left) = &left_for_you { (come_back::banner(&ctx, left)) }
        @if !held.enrolled { (not_enrolled()) }
        @for (name, since, reason) in &held.off { (switched_off(name, *since, *reason)) }
        @if held.is_asked { p { a href="/home/your-yes" { "Was your yes your own choice? A question to you" } } }
        h1 { (standing::heading(&held)) }
        (standing::next(&held))
        @if let Some(sent) = held.open() {
            @if sent.referral.state == State::Held { (still_held(&ctx, sent)) }
            @if sent.referral.state == State::Paused { (start_again(&ctx)) }
        }
        (waiting(&held))
        @if shares {
            (said_yes(&held))
            // Directly beneath, in the main column: the way out is never below everything else.
            p { a class="nhsuk-button nhsuk-button--secondary" href="/home/change" role="button" draggable="false"
                data-module="nhsuk-button" { "Change your mind" } }
        }
        @if let Some(sent) = held.referrals.first() {
            h2 { "Where things stand" }
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
            (button(&Button::secondary("Undo")))
        }
        form method="post" action="/home/send-now" novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Send it now")))
        }
        p { a href="/home/held" { "Read exactly what will be sent" } }
    };
    card(&Card::titled("When it goes", inside))
}

fn start_again(ctx: &Ctx) -> Markup {
    html! {
        form method="post" action="/home/resume" novalidate {
            (ctx.csrf())
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
    let promise = held.terms.as_ref().map(|t| &t.promise);
    let mut not = promise.map(words::never_sent).unwrap_or_default();
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
            li { a href="/home/more" { "Say yes to something more, or stop it" } }
            li { a href="/home/concerns" { "Has something gone wrong?" } }
            li { a href="/home/demands" { "Legal demands about you" } }
            li { a href="/home/letter" { "Your letter, in the way you read" } }
            li { a href="/home/reading" { "How you read: language, large print, Easy Read · " span lang="cy" { "Cymraeg" } } }
            li { a href="/home/copy" { "A copy of everything" } }
            li { a href="/home/erase" { "Erase everything" } }
            li { a href="/home/sessions" { "Where you are signed in" } }
            @if held.enrolled { li { a href="/home/first" { "What your first page shows" } } }
        }
    }
}

/// Undoing is a way out: where it was sent already, the page for leaving opens instead of an error.
async fn undo(Posted { mut ctx, .. }: Posted) -> Answer {
    let undone = ctx
        .act(Lane::Stop, |desk, visit| {
            agree::undo(desk, &visit.actor, me(visit)?)
        })
        .await;
    match undone {
        Ok(()) => Ok(ctx.see("/home/changed")),
        Err(f) if me(&ctx.visit).is_ok() && nothing_there(&f.error) => Ok(ctx.see("/home/change")),
        Err(f) => Err(f),
    }
}

async fn send_now(Posted { mut ctx, .. }: Posted) -> Answer {
    let sent = ctx
        .act(Lane::Normal, |desk, visit| {
            agree::send_now(desk, &visit.actor, me(visit)?)
        })
        .await;
    see_home(&ctx, sent)
}

async fn resume(Posted { mut ctx, .. }: Posted) -> Answer {
    let resumed = ctx
        .act(Lane::Normal, |desk, visit| {
            change_mind::resume(desk, &visit.actor, me(visit)?, change_mind::Heard::ONLINE)
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
