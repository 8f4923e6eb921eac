//! One person, as their coach may see them: how to reach them safely first, then what they may not do, then what
//! matters next.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::file::{self, File, HasLeft, Opened};
use sayso_app::telling::moment_in_words;
use sayso_app::{Lane, change_mind, proposal};
use sayso_core::category::Category;
use sayso_core::entry::{Author, EntryKind, Proposal, ProposalState};
use sayso_core::job::JobState;
use sayso_core::referral::State;

use super::super::beside::side_by_side;
use super::super::job_form::told;
use super::intake::{lines, stage};
use super::lists::next_in_words;
use super::words::{id, may_not, safe_contact, shared};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{
    Button, Details, DoDontList, Stage, Step, button, details, do_dont_list, identity_bar, inset_text,
    parcel_letter, timeline,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/person/{person}", Who::Coach, "read_shared", "file_opened", open);
    r.post(
        "/person/{person}/seen",
        Who::Provider,
        "acknowledge_leaving",
        "leaving_seen",
        seen,
    );
    r.post(
        "/person/{person}/record",
        Who::Coach,
        "write_record",
        "not_allowed",
        record,
    );
}

async fn open(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let at = format!("/person/{person}");
    let opened = ctx
        .act(Lane::Normal, move |desk, visit| {
            file::open(desk, &visit.actor, id(&person)?)
        })
        .await?;
    let body = match &opened {
        Opened::File(file) => page(&ctx, file),
        Opened::Paused(name) => paused_page(name, &at),
        Opened::Left(left) => left_page(&ctx, left),
        Opened::Ended => contract_over(&at),
    };
    Ok(ctx.page("One person", Some("/caseload"), &body))
}

/// The whole page locks: what happened, and that there is nothing to do.
pub(super) fn left_page(ctx: &Ctx, left: &HasLeft) -> Markup {
    let when = moment_in_words(left.at);
    let (day, time) = when.rsplit_once(" at ").unwrap_or((&when, ""));
    if left.not_reached {
        return html! {
            h1 { "We did not manage to reach " (left.name) ". Nothing further to do" }
            p { "It ended on " (when) ", in neutral words. They can come back whenever they like. Please do not try again." }
            form method="post" action={ "/person/" (left.person) "/seen" } novalidate {
                (ctx.csrf())
                (button(&Button::primary("I have seen this")))
            }
        };
    }
    if left.ended {
        return html! {
            h1 { "What " (left.name) " shared has ended. Nothing further to do" }
            p { "It ended on " (when) ". Nothing counts against anybody. Please do not contact them." }
            @if left.asked_back { (super::intake::asked_back()) }
            form method="post" action={ "/person/" (left.person) "/seen" } novalidate {
                (ctx.csrf())
                (button(&Button::primary("I have seen this")))
            }
        };
    }
    html! {
        h1 { (left.name) " stopped sharing at " (time) ". Nothing further to do" }
        p class="nhsuk-lede-text" { "That was on " (day) ". You do not need to ask why, and nothing counts against anybody." }
        ul {
            li { "You can no longer see what they shared." }
            li { "What you had not finished is theirs now. They decide about it." }
            li { "If they chose a short goodbye beforehand, Sayso sends it. You write nothing." }
            li { "What you had planned with them in Sayso has ended. Please do not contact them about it." }
        }
        @if left.asked_back { (super::intake::asked_back()) }
        form method="post" action={ "/person/" (left.person) "/seen" } novalidate {
            (ctx.csrf())
            (button(&Button::primary("I have seen this")))
        }
        p { a href={ "/person/" (left.person) "/danger" } { "Somebody is in danger" } " – this works for 30 days." }
    }
}

/// Nothing opens, and no name stands here.
fn contract_over(at: &str) -> Markup {
    html! {
        h1 { "Your contract has ended. Nothing further to do" }
        p { "You can no longer see what anybody shared. It goes to nobody else unless they say so." }
        p { a href={ (at) "/danger" } { "Somebody is in danger" } " – this works for 30 days." }
    }
}

fn paused_page(name: &str, at: &str) -> Markup {
    html! {
        h1 { (name) " asked for a pause" }
        p { "Until they are ready, you see their name and nothing else. No clock runs." }
        h2 { "If they say something to you" }
        ul {
            li { a href={ (at) "/resume" } { "They are ready again" } }
            li { a href={ (at) "/finish" } { "You have finished together" } }
            li { a href={ (at) "/stop" } { "They want to stop sharing" } }
            li { a href={ (at) "/danger" } { "Somebody is in danger" } }
        }
    }
}

fn page(ctx: &Ctx, f: &File) -> Markup {
    let at = format!("/person/{}", f.referral.person);
    html! {
        h1 { (heading(f)) }
        (reach(f))
        (what_next(ctx, f, &at))
        (changes_of_coach(f, &at))
        (limits(f))
        @if !f.hopes.is_empty() {
            h2 { "What they hope for, in their words" }
            ul {
                @for hope in &f.hopes {
                    li class="app-wrap" {
                        (hope.entry.text)
                        @if hope.entry.author != Author::Person { " (" (hope.author) ")" }
                    }
                }
            }
        }
        (parcel_letter(
            "What was sent",
            &"What they agreed to send you".into(),
            &lines(&f.lines),
            &format!("Lasts until {} unless they stop before.", day(f)).into(),
        ))
        (jobs(f, &at))
        (story(f, &at))
        (drafts(f, &at))
        (proposals(&f.proposals))
        h2 { "If they tell you that they want something else" }
        ul {
            li { a href={ (at) "/pause" } { "They want a pause" } }
            li { a href={ (at) "/finish" } { "You have finished together" } }
            li { a href={ (at) "/stop" } { "They want to stop sharing" } }
            li { a href={ (at) "/danger" } { "Somebody is in danger" } }
        }
        @if ctx.site.demo.is_some() { (try_it(ctx, &at)) }
    }
}

fn heading(f: &File) -> String {
    match (&f.next, f.referral.state) {
        (_, State::Accepted) => format!("{} is waiting to meet you", f.name),
        (Some(_), _) => format!("What is next for {}", f.name),
        (None, _) => format!("Nothing is agreed with {} yet", f.name),
    }
}

fn day(f: &File) -> String {
    let when = moment_in_words(f.until);
    when.split(" at ").next().unwrap_or_default().to_owned()
}

/// Always the first lines: how to reach them safely, and how they like to communicate.
fn reach(f: &File) -> Markup {
    let of = |category| f.lines.iter().filter(move |l| l.category == category);
    html! {
        (inset_text(&html! {
            p { strong { "Reaching them safely: " }
                @match &f.safe {
                    Some(safe) => { (safe_contact(safe)) }
                    None if f.shares.has(Category::Contact) => {
                        "They have not said yet. Ask first, leave no messages, and do not name the service."
                    }
                    None => { "They have not shared a way to reach them." }
                }
            }
            @for line in of(Category::AccessNeeds) { p { strong { (line.label) ": " } (line.value) } }
        }.into()))
        (identity_bar(&f.name, &[&f.referral.reference, &f.practice]))
        p { (stage(f.referral.state)) }
        (super::intake::by_a_power(f.by_power))
    }
}

/// They told of a job that has begun, and support in work has no yes.
fn stops_here(f: &File) -> Markup {
    html! {
        h2 { "Next step" }
        p { strong { (f.name) " has started work." } " They have not said yes to support in work, so you write nothing more here." }
        p { "If they want you to go on, they say so on their page, under “Would you like anything more?”. Please do not press them." }
    }
}

fn changes_of_coach(f: &File, at: &str) -> Markup {
    html! {
        @for n in &f.covers {
            p { strong { (n.to) } @if n.cover.beside { " may help beside " (n.from) } @else if n.cover.ends.is_some() { " may stand in for " (n.from) } @else { " may take over from " (n.from) }
                " from " (moment_in_words(n.cover.starts)) "." }
        }
        p { a href={ (at) "/cover" } { "While you are away, or if you hand over" } " "
            a href="/away" { "Ask several people at once" } }
    }
}

fn jobs(f: &File, at: &str) -> Markup {
    html! {
        @if f.shares.has(Category::Jobs) {
            h2 { "Jobs" }
            @if f.jobs.is_empty() { p { "They have not told of a job. They need not." } }
            @for job in &f.jobs {
                @if job.state == JobState::Suggested { p { strong { "Waiting for them to say whether it is right." } } }
                (told(&job.told, Words::default()))
                @if let Some(exact) = f.pay.get(&job.id) {
                    p class="app-wrap" { "Evidence of pay, as they wrote it: " (exact.amount) ", from " (exact.employer) "." }
                }
            }
            p { a href={ (at) "/job" } { "Write a job down, as they told you" } }
        }
    }
}

fn what_next(ctx: &Ctx, f: &File, at: &str) -> Markup {
    if f.stops_here {
        return stops_here(f);
    }
    html! {
        h2 { "Next step" }
        @match (&f.next, f.referral.state) {
            (Some(next), State::Active) => {
                p class="app-wrap" { (next_in_words(next)) }
                @if let Some(venue) = f.venues.get(&next.id) {
                    p { "They chose to meet: " (venue.name) ", " (venue.meeting.in_words()) "." }
                }
            }
            (_, State::Active) => { p { "Agree one together when it suits them." } }
            _ => { p { "Meet them, and explain the terms again." } }
        }
        @if f.referral.state == State::Active {
            (button(&Button::link("Write up a meeting", &format!("{at}/write-up"))))
            ul {
                li { a href={ (at) "/note" } { "Write a note" } }
                li { a href={ (at) "/step" } { "Agree a next step" } }
                li { a href={ (at) "/book" } { "Book a meeting" } }
                li { a href={ (at) "/propose" } { "Suggest words for the GP record" } }
            }
        } @else {
            (button(&Button::link("Record the first meeting", &format!("{at}/meet"))))
            p { a href={ (at) "/book" } { "Book a meeting" } }
            (super::outcome::try_form(ctx, at, f.tries))
        }
    }
}

fn limits(f: &File) -> Markup {
    let mut items: Vec<_> = f.not_said.iter().map(|p| may_not(*p).into()).collect();
    items.push("write in their GP record: suggest words, and they and a clinician decide".into());
    html! {
        p { strong { "They share: " } (shared(f.shares)) "." }
        (do_dont_list(&DoDontList {
            heading: "They have not said yes to this".into(),
            heading_level: Some(2),
            dont: true,
            items,
            ..DoDontList::default()
        }))
    }
}

fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Note => "Note",
        EntryKind::Step => "Next step",
        EntryKind::Appointment => "Meeting",
        EntryKind::Hope => "Hope",
        EntryKind::OwnStep => "A step of their own",
        EntryKind::Need => "What they need at work",
        EntryKind::OwnWords => "In their words",
        EntryKind::Outside => "From elsewhere",
    }
}

fn story(f: &File, at: &str) -> Markup {
    let steps = f.entries.iter().map(|w| {
        let text = match w.entry.kind {
            EntryKind::Step | EntryKind::Appointment => next_in_words(&w.entry),
            _ => w.entry.text.clone(),
        };
        let noted = f.meetings.get(&w.entry.id);
        let asks = w.entry.kind == EntryKind::Appointment && noted.is_none();
        Step {
            what: side_by_side(
                &html! {
                    strong { (kind(w.entry.kind)) ". " } span class="app-wrap" { (text) }
                    @if let Some(outcome) = noted { " Noted: " (outcome.in_words()) "." }
                    @if asks { " " a href={ (at) "/meeting/" (w.entry.id) } { "How did it go, or does it move?" } }
                    @if w.entry.kind == EntryKind::Note && w.entry.author != Author::Person {
                        " " a href={ (at) "/withhold/" (w.entry.id) } { "Should they not read this?" }
                    }
                },
                w.beside.as_ref(),
                "In their own words",
                Words::default(),
            )
            .into(),
            when: format!("{}, {}", w.author, moment_in_words(w.entry.written_at)).into(),
            // A step or a meeting that was agreed is not one that happened.
            stage: match w.entry.kind {
                EntryKind::Appointment if noted.is_some() => Stage::Done,
                EntryKind::Step | EntryKind::Appointment => Stage::Ahead,
                _ => Stage::Done,
            },
        }
    });
    let steps: Vec<Step> = steps.collect();
    html! {
        h2 { "What was written" }
        @if steps.is_empty() { p { "Nothing yet. They can read everything that is written here." } }
        @else { (timeline(&steps)) }
    }
}

fn drafts(f: &File, at: &str) -> Markup {
    html! {
        @if !f.drafts.is_empty() {
            h2 { "Notes that you have not finished" }
            p { "They see that you are writing, not the words. If they leave, the words are theirs." }
            ul {
                @for draft in &f.drafts {
                    li { a href={ (at) "/note?finish=" (draft.id) } { "Finish the note of " (moment_in_words(draft.written_at)) } }
                }
            }
        }
    }
}

const fn where_words_are(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Drafted => "Waiting for the person to read them.",
        ProposalState::Agreed => "The person agreed. Waiting for a clinician.",
        ProposalState::Accepted => "A clinician accepted them.",
        ProposalState::NotTaken => "A clinician decided not to use them.",
        ProposalState::Filed => "In the GP record.",
        ProposalState::Dropped => "The person does not want them there. Nothing was sent.",
        ProposalState::HeldForPerson => "With the person.",
    }
}

fn proposals(all: &[Proposal]) -> Markup {
    html! {
        @if !all.is_empty() {
            h2 { "Words for the GP record" }
            @for p in all {
                p { "Suggested on " (moment_in_words(p.drafted_at)) ". " (where_words_are(p.state)) }
            }
        }
    }
}

/// Only in a demonstration: the promise, and a way to try to break it.
fn try_it(ctx: &Ctx, at: &str) -> Markup {
    details(&Details {
        summary: "Try to break a promise (demo)".into(),
        content: html! {
            p { "A coach can never write in a GP record. Try it: Sayso will not allow it, and the person will see that you tried." }
            form method="post" action={ (at) "/record" } novalidate {
                (ctx.csrf())
                (button(&Button::secondary("Write to the GP record")))
            }
        }
        .into(),
        ..Details::default()
    })
}

async fn seen(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let lead = ctx
        .act(Lane::Normal, move |desk, visit| {
            change_mind::notice_seen(desk, &visit.actor, id(&person)?)?;
            Ok(file::is_lead(&visit.actor))
        })
        .await?;
    Ok(ctx.see(if lead { "/intake" } else { "/today" }))
}

async fn record(Path(person): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let back = format!("/person/{person}");
    ctx.act(Lane::Normal, move |desk, visit| {
        proposal::try_write_record(desk, &visit.actor, id(&person)?)
    })
    .await?;
    Ok(ctx.see(&back))
}
