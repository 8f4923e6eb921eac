//! The public log as a page in plain words: what it is, who watches it, how to check it. About nobody: served by the
//! reader, beside the writer.

use std::sync::Arc;

use maud::html;
use sayso_app::public_log::{self, Shown, Witnessed};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, House};

use super::{narrow, public};
use crate::ctx::{Answer, Ctx};
use crate::error::Failure;
use crate::nhs::{Row, SummaryList, WarningCallout, summary_list, warning_callout};

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let (now, asked_for) = ctx
        .open(|desk, _| Ok((desk.now(), public_log::asked_for(desk)?)))
        .await?;
    let log = read(&ctx, public_log::shown).await?;
    let witnesses = Arc::clone(&ctx.site.witnesses);
    let seen = read(&ctx, move |house| public_log::witnessed(house, &witnesses, now)).await?;
    let ended = read(&ctx, public_log::ended).await?;
    let stale = log
        .sealed_at
        .is_some_and(|at| now.duration_since(at).as_mins() >= 30);
    let body = html! {
        h1 { "How can anybody check what was published?" }
        p { "What we promise and publish is written into a public log. Nobody can change a line of it later without it showing." }
        p { "It holds terms, where data goes, who owns and pays whom, the rules, and what is switched off." }
        p { "It holds nothing about any person. Every ten minutes it takes one sealed number that stands for all records." }
        (outside(&seen, asked_for))
        @if let Some(why) = &log.refusal {
            (warning_callout(&WarningCallout {
                heading: "Nothing is being signed".into(),
                heading_level: Some(2),
                content: html! { p { (why) } p { "Records are still kept, and every way out works. They are not stamped." } }.into(),
                }))
        }
        @if stale && log.refusal.is_none() {
            p { strong { "The last sealed number is more than 30 minutes old." } " The service may have stood still." }
        }
        (standing(&log))
        @if !ended.is_empty() {
            h2 { "Logs that ended" }
            p { "Now and then a log ends and the next one begins. Nothing is added to these any more. They can be checked like the others." }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for old in &ended {
                    li {
                        (old.size) " lines, ended " (moment_in_words(old.at)) ", because " (because(&old.because)) ". "
                        a href={ "/log/old/" (old.nth) "/checkpoint" } { "The last checkpoint of log " (old.nth) }
                    }
                }
            }
        }
        h2 { "Check it yourself" }
        p { "With a copy of this program on another machine:" }
        p { code { "sayso verify log ADDRESS/log" } }
        p { "Ask for the key by another way too, on paper say. A key that comes from us alone proves little." }
        @if log.checkpoint.is_some() {
            ul class="nhsuk-list nhsuk-list--bullet" {
                li { a href="/log/checkpoint" { "The last checkpoint, as a file" } }
                li { a href="/log/key" { "The key to check with" } }
            }
        }
        p { "The files have the form that other transparency logs have (C2SP tlog-tiles). Other tools can read them." }
    };
    Ok(public(&ctx, "The public log", &narrow(&body)))
}

fn because(word: &str) -> &'static str {
    match word {
        "year" => "a new year began",
        "key" => "the key was changed",
        _ => "the key, or lines that were signed, were lost",
    }
}

fn countersigned(w: &Witnessed) -> maud::Markup {
    let Some((lines, at)) = &w.last else {
        return html! { strong { "Nothing yet." } };
    };
    html! {
        (lines) " lines, " (moment_in_words(*at)) ". "
        @if w.late { strong { "Nothing since, for more than a day." } " " }
        a href={ "/log/witness/" (w.id) } { "What it countersigned" span class="nhsuk-u-visually-hidden" { ": " (w.name) } }
    }
}

/// Who countersigned, and who did not.
fn outside(seen: &[Witnessed], asked_for: u8) -> maud::Markup {
    let good = seen.iter().filter(|w| !w.late).count();
    let short = good < usize::from(asked_for);
    html! {
        @if good == 0 {
            (warning_callout(&WarningCallout {
                heading: "No outside witness yet".into(),
                heading_level: Some(2),
                content: html! {
                    @if seen.iter().any(|w| w.last.is_some()) {
                        p { "For more than a day nobody outside has countersigned this log." }
                    } @else {
                        p { "Nobody outside has countersigned this log." }
                    }
                    p { "We could still show two people two different logs. Keep a copy of the last checkpoint to find out." }
                }.into(),
            }))
        }
        h2 { "Who watches from outside?" }
        p { "An outside witness countersigns only while the log grows and nothing in it changes. It is not run by us." }
        @if asked_for > 0 {
            p {
                "The terms ask for " (asked_for) @if asked_for == 1 { " witness." } @else { " witnesses." }
                @if short { " " strong { "Fewer than that have countersigned within a day." } }
            }
        }
        @for w in seen {
            (summary_list(&SummaryList {
                rows: vec![
                    Row::fact("Witness", w.name.clone()),
                    Row::fact("Countersigned", countersigned(w)),
                    Row::fact("Its key", html! { span class="app-wrap" { (w.key) } }),
                ],
                ..SummaryList::default()
            }))
        }
        @if seen.is_empty() {
            p { "You could: " a href="/speak-up" { "tell us" } " if your group, union or paper would like to." }
        }
    }
}

fn standing(log: &Shown) -> maud::Markup {
    let Some(sealed) = log.sealed_at.filter(|_| log.checkpoint.is_some()) else {
        return html! { p { strong { "Nothing has been signed yet." } } };
    };
    summary_list(&SummaryList {
        rows: vec![
            Row::fact("Name", html! { span class="app-wrap" { (log.origin) } }),
            Row::fact("Lines signed", log.size.to_string()),
            Row::fact("Last sealed number", moment_in_words(sealed)),
            Row::fact(
                "Key",
                html! { span class="app-wrap" { (log.key.as_deref().unwrap_or_default()) } },
            ),
        ],
        ..SummaryList::default()
    })
}

/// Reads beside the writer, on a thread that may wait.
pub(super) async fn read<T: Send + 'static>(
    ctx: &Ctx,
    work: impl FnOnce(&House) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let house = ctx.site.house.clone();
    tokio::task::spawn_blocking(move || work(&house))
        .await
        .unwrap_or_else(|_| Err(Error::Fault("a read of the public log broke off".into())))
        .map_err(|error| ctx.failure(error))
}
