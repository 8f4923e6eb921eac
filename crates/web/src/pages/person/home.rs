//! Home: where things stand, what you said yes to and the way out beneath it, what waits for you, who looked.

use maud::{Markup, html};
use sayso_app::come_back as app_come_back;
use sayso_app::contract::Ends;
use sayso_app::own::{self, Held, Home, Sent, Written};
use sayso_app::power as app_power;
use sayso_app::telling::Sentence;
use sayso_app::terms::{self, Ahead};
use sayso_app::{Error, Lane, agree, change_mind, closing, contract, cover, forgotten};
use sayso_core::category::{Categories, Category};
use sayso_core::entry::ProposalState;
use sayso_core::job::JobState;
use sayso_core::referral::State;
use sayso_core::sayso::Purpose;
use sayso_words::Say;
use sayso_words::sayings::{common, erase, home as say};

use super::{
    around, column, come_back, first, listed, me, pair, power, service_field, service_of, standing,
    with_way_out, word_ends,
};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Card, NotificationBanner, Row, SummaryList, button, card, notification_banner, summary_list,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home", Who::Person, "open_own", "own_opened", home);
    r.post("/home/undo", Who::Person, "undo", "undone", undo);
    r.post("/home/send-now", Who::Person, "send_now", "send_now", send_now);
    r.post("/home/resume", Who::Person, "resume", "resumed", resume);
}

async fn home(mut ctx: Ctx) -> Answer {
    let (home, left_for_you, stopped, ends, ahead, two, closes, powers, word, goes) = ctx
        .act(Lane::Normal, |desk, visit| {
            Ok((
                own::home(desk, &visit.actor)?,
                app_come_back::offered(desk, &visit.actor)?,
                app_come_back::stopped(desk, &visit.actor)?,
                contract::for_person(desk, &visit.actor)?,
                terms::ahead(desk, &visit.actor)?,
                own::two_records(desk, &visit.actor)?,
                closing::for_person(desk, &visit.actor)?,
                app_power::mine(desk, &visit.actor)?,
                forgotten::mine(desk, &visit.actor)?,
                own::goes_by_itself(desk, &visit.actor)?,
            ))
        })
        .await?;
    let (held, looks) = match home {
        Home::Full(held, looks) => (held, looks),
        Home::Simple(next) => return Ok(first::simple(&ctx, next.as_deref(), word)),
        Home::Limited(held, set) => return Ok(first::limited(&ctx, &held, set, &powers, word)),
    };
    let shares = held.said.iter().any(|s| s.live);
    let services = held.services();
    let w = ctx.words();
    let body = html! {
        @if let Some(left) = &left_for_you { (come_back::banner(&ctx, left)) }
        @for one in &stopped { (come_back::stopped_banner(&ctx, one)) }
        @if let Some(ends) = &ends { (contract_ends(ends, w)) }
        @if !held.enrolled { (not_enrolled(w)) }
        (word_ends::banner(&ctx, word))
        @if let Some(at) = goes { (goes_by_itself(at, w)) }
        @if let Some(closes) = &closes { (around::practice_closes(closes, w)) }
        @if let Some(two) = two { (pair::banner(two, w)) }
        (power::banner(&ctx, &powers, true))
        @for a in &ahead { (ends_ahead(a, w)) }
        @for (name, since, reason) in &held.off { (switched_off(w, name, *since, *reason)) }
        @if held.is_asked { p { a href="/home/your-yes" { (w.t(&say::was_it_yours())) } } }
        h1 { (w.t(&standing::heading(&held))) }
        @match services.as_slice() {
            [] => (standing::nothing_yet(w)),
            [sent] => (now_with(&ctx, sent)),
            several => @for sent in several { (one_of(&ctx, sent)) },
        }
        (waiting(&held, w))
        @if shares {
            (said_yes(&held, w))
            // Directly beneath, in the main column: the way out is never below everything else.
            p { a class="nhsuk-button nhsuk-button--secondary" href="/home/change" role="button" draggable="false"
                data-module="nhsuk-button" { (w.t(&say::change_mind())) } }
        }
        @for sent in &services {
            h2 {
                @if services.len() > 1 { (w.t(&say::where_with(sent.service.as_str()))) }
                @else { (w.t(&say::where_heading())) }
            }
            (standing::steps(&held, sent, w))
        }
        (meeting(&held, w))
        (who_looked(&looks, w))
        (everything_else(&held, w))
        (ctx.chooser())
    };
    let body = if shares {
        column(w, &body)
    } else {
        with_way_out(w, &body)
    };
    Ok(ctx.page_said(&common::your_page(), None, &body))
}

/// What comes next with one service, and what the person can do about it at once.
fn now_with(ctx: &Ctx, sent: &Sent) -> Markup {
    html! {
        (standing::next(sent, ctx.words()))
        @if sent.referral.state == State::Held { (still_held(ctx, sent)) }
        @if sent.referral.state == State::Paused { (start_again(ctx, sent)) }
    }
}

/// One of several. Neither knows of the other, and the page says so.
fn one_of(ctx: &Ctx, sent: &Sent) -> Markup {
    let w = ctx.words();
    html! {
        h2 { (sent.service) }
        p { strong { (w.t(&standing::of_one(sent))) "." } }
        (now_with(ctx, sent))
        p class="app-quiet" { (w.t(&say::others_not_told())) }
    }
}

/// What the guardian has switched off of what concerns them, and that nothing of theirs is lost.
fn switched_off(w: Words, name: &str, since: jiff::Timestamp, reason: sayso_core::guard::Reason) -> Markup {
    notification_banner(&NotificationBanner {
        title: w.t(&say::switched_off_title()),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (w.t(&say::switched_off(name, since))) }
            p { (w.k(reason.in_words())) " " (w.t(&say::switched_off_stays())) }
            p { (w.t(&say::switched_off_ways())) }
            p { a class="nhsuk-notification-banner__link" href="/switched-off" { (w.t(&say::switched_off_who())) } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

/// On the first page: a contract that ends or has ended.
fn contract_ends(ends: &Ends, w: Words) -> Markup {
    notification_banner(&NotificationBanner {
        title: w.t(&say::about_support()),
        content: html! {
            @if ends.over {
                p class="nhsuk-notification-banner__heading" { (w.t(&say::contract_ended(ends.name.as_str()))) }
                p { (w.t(&say::contract_nobody())) }
                p { (w.t(&say::contract_nobody_else())) }
                p { (w.t(&say::contract_nothing())) }
                p { a class="nhsuk-notification-banner__link" href="/home/services" { (w.t(&say::contract_afresh())) } }
            } @else {
                p class="nhsuk-notification-banner__heading" {
                    (w.t(&say::contract_ends(ends.name.as_str(), ends.at))) }
                p { (w.t(&say::contract_until())) }
                p { (w.t(&say::contract_afterwards())) }
            }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

/// By the terms that they agreed to, everything is erased soon.
fn goes_by_itself(at: jiff::Timestamp, w: Words) -> Markup {
    notification_banner(&NotificationBanner {
        title: w.t(&say::about_support()),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (w.t(&erase::by_itself(at))) }
            p { a class="nhsuk-notification-banner__link" href="/home/erase" { (w.t(&say::keep_or_let_go())) } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

/// A published change of terms will end one of their yeses.
fn ends_ahead(a: &Ahead, w: Words) -> Markup {
    notification_banner(&NotificationBanner {
        title: w.t(&say::terms_change()),
        content: html! {
            p class="nhsuk-notification-banner__heading" {
                (w.t(&say::yes_holds(a.recipient.as_str(), a.from)))
            }
            p { (w.t(&say::terms_one(sayso_words::purpose(a.purpose)))) }
            p { (w.t(&say::terms_need())) }
            p { a class="nhsuk-notification-banner__link" href={ "/where-data-goes#version-" (a.terms) } { (w.t(&say::what_changes())) } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

pub(super) fn not_enrolled(w: Words) -> Markup {
    notification_banner(&NotificationBanner {
        title: w.t(&say::one_thing_title()),
        content: html! {
            p class="nhsuk-notification-banner__heading" { (w.t(&say::set_safely())) }
            p { (w.t(&say::set_word())) }
            p { a class="nhsuk-notification-banner__link" href="/home/contact" { (w.t(&say::set_link())) } }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

fn still_held(ctx: &Ctx, sent: &Sent) -> Markup {
    let w = ctx.words();
    let inside = html! {
        p { strong { (w.t(&say::goes(sent.provider.as_str(), sent.referral.held_until))) } }
        p { (w.t(&say::stays_until())) }
        form method="post" action="/home/undo" novalidate {
            (ctx.csrf())
            (service_field(sent.referral.scheme))
            (button(&Button::secondary(w.t(&say::undo()))))
        }
        form method="post" action="/home/send-now" novalidate {
            (ctx.csrf())
            (service_field(sent.referral.scheme))
            (button(&Button::secondary(w.t(&say::send_now()))))
        }
        p { a href="/home/held" { (w.t(&say::read_exactly())) } }
    };
    card(&Card::titled(w.t(&say::when_heading()), inside))
}

fn start_again(ctx: &Ctx, sent: &Sent) -> Markup {
    html! {
        form method="post" action="/home/resume" novalidate {
            (ctx.csrf())
            (service_field(sent.referral.scheme))
            (button(&Button::primary(ctx.words().t(&say::start_again()))))
        }
    }
}

/// What waits for the person: words for the GP record, and what was not finished when they left.
fn waiting(held: &Held, w: Words) -> Markup {
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
            h2 { (w.t(&say::waiting_heading())) }
            p { (w.t(&say::waiting_time())) }
            ul {
                @for p in words {
                    li { a href={ "/home/words/" (p.id) } { (w.t(&say::waiting_words(p.drafted_at))) } }
                }
                @if covers { li { a href="/home/coach" { (w.t(&say::waiting_cover())) } } }
                @if jobs { li { a href="/home/jobs#waiting" { (w.t(&say::waiting_job())) } } }
                @if drafts > 0 {
                    li { a href="/home/notes#not-finished" { (w.t(&say::waiting_notes(u32::try_from(drafts).unwrap_or(u32::MAX)))) } }
                }
            }
        }
    }
}

/// What the live say-sos let others have, and what they do not.
pub(super) fn said_yes(held: &Held, w: Words) -> Markup {
    let shared = held.shared();
    let mut rows = vec![];
    for s in held.said.iter().filter(|s| s.live) {
        rows.push(Row::fact(
            if s.said.purpose == Purpose::Refer {
                w.t(&say::we_can_share())
            } else {
                w.t(&say::and_also())
            },
            html! {
                p { (w.t(&say::with_for(s.recipient.as_str(), sayso_words::purpose(s.said.purpose)))) }
                (said_list(w, s.said.categories.iter().map(sayso_words::category)))
            },
        ));
    }
    rows.push(Row::fact(
        w.t(&say::we_do_not()),
        said_list(w, not_shared(held, shared)),
    ));
    if let Some(until) = held.said.iter().filter(|s| s.live).map(|s| s.said.until).max() {
        rows.push(Row::fact(w.t(&say::lasts_until()), w.t(&say::then_we_ask(until))));
    }
    summary_list(&SummaryList {
        rows,
        card: Some(Card::titled(w.t(&say::yes_title()), "")),
        ..SummaryList::default()
    })
}

/// What no register sends, then what this person did not say yes to.
fn not_shared(held: &Held, shared: Categories) -> Vec<Say> {
    let services = held.services();
    let promises = services.iter().filter_map(|s| s.terms.as_ref());
    // With several services, only what none of them is ever sent.
    let mut never = promises.map(|t| sayso_words::never_sent(&t.promise));
    let mut not = never.next().unwrap_or_default();
    for other in never {
        not.retain(|n| other.contains(n));
    }
    for c in Category::ALL.iter().filter(|c| !shared.has(**c)) {
        let said = sayso_words::category(*c);
        if !not.contains(&said) {
            not.push(said);
        }
    }
    not
}

fn said_list(w: Words, all: impl IntoIterator<Item = Say>) -> Markup {
    let all: Vec<String> = all.into_iter().map(|s| w.s(&s)).collect();
    listed(&all)
}

fn meeting(held: &Held, w: Words) -> Markup {
    html! {
        @if held.open().is_some() {
            h2 { (w.t(&say::meeting_heading())) }
            @match held.next_meeting() {
                Some(next) => {
                    p { strong { (w.t(&meets(next, w))) } }
                    p class="app-wrap" { (next.entry.text) }
                    (super::venue::where_it_is(held, next, w))
                    p { (w.t(&say::meeting_free())) }
                }
                None => p { (w.t(&say::no_meeting())) },
            }
        }
    }
}

/// When and with whom.
pub(super) fn meets(next: &Written, w: Words) -> Say {
    let at = next.entry.at.map(|at| sayso_words::moment(at, w.0.language));
    say::meeting(at.unwrap_or_default(), next.author.as_str())
}

/// The sentences of the log are in English: marked so where the page is not.
fn who_looked(looks: &[Sentence], w: Words) -> Markup {
    let moment = |at| sayso_words::moment(at, w.0.language);
    html! {
        h2 { (w.t(&say::looked_heading())) }
        @match looks.iter().find(|s| s.allowed) {
            None => p { (w.t(&say::nobody_looked())) },
            Some(last) => p {
                strong { (w.t(&say::last_looked(last.by.say(), last.happened_at))) }
            },
        }
        @if !looks.is_empty() {
            ul {
                @for s in looks.iter().take(5) { li { (moment(s.happened_at)) ": " (w.t(&s.said)) } }
            }
            p { a href="/home/history?show=looks" { (w.t(&say::all_looks(u32::try_from(looks.len()).unwrap_or(u32::MAX)))) } }
        }
    }
}

fn everything_else(held: &Held, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::everything_heading())) }
        ul {
            li { a href="/home/history" { (w.t(&say::to_history())) } }
            li { a href="/home/plan" { (w.t(&say::to_plan())) } }
            li { a href="/home/notes" { (w.t(&say::to_notes())) } }
            li { a href="/home/jobs" { (w.t(&say::to_jobs())) } }
            li { a href="/home/coach" { (w.t(&say::to_coach())) } }
            li { a href="/home/held" { (w.t(&say::to_held())) } }
            li { a href="/home/explained#benefits" { (w.t(&say::to_benefits())) } }
            li { a href="/home/explained" { (w.t(&say::to_explained())) } }
            li { a href="/home/details" { (w.t(&say::to_details())) } }
            @if held.enrolled { li { a href="/home/contact" { (w.t(&say::to_contact())) } } }
            li { a href="/home/services" { (w.t(&say::to_services())) } }
            li { a href="/home/more" { (w.t(&say::to_more())) } }
            li { a href="/home/concerns" { (w.t(&say::to_concerns())) } }
            li { a href="/home/demands" { (w.t(&say::to_demands())) } }
            li { a href="/home/letter" { (w.t(&say::to_letter())) } }
            li { a href="/home/reading" { (w.t(&say::to_reading())) } }
            li { a href="/home/copy" { (w.t(&say::to_copy())) } }
            li { a href="/home/erase" { (w.t(&say::to_erase())) } }
            li { a href="/home/sessions" { (w.t(&say::to_sessions())) } }
            li { a href="/home/supporters" { (w.t(&say::to_supporters())) } }
            @if held.enrolled { li { a href="/home/first" { (w.t(&say::to_first())) } } }
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
pub(super) fn see_home(ctx: &Ctx, did: Result<(), crate::error::Failure>) -> Answer {
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
