//! Figures: is it voluntary, and does it help? The numbers that everybody may read, drawn and as a file to send on. Shows no
//! number that is not public, and nothing about one person, practice or coach.

use maud::{Markup, html};
use sayso_app::places::{Numbers, Periods};
use sayso_app::{Lane, commission};
use sayso_core::job::quality;
use sayso_words::sayings::counted as say;

use crate::ctx::{Answer, Ctx};
use crate::download::saved;
use crate::error::Failure;
use crate::nhs::{Details, details};
use crate::pages::counted::{ANSWERS, Column, JOBS, bars, in_words, periods};
use crate::reading::Words;
use crate::routes::{Routes, Who};

/// A table for a spreadsheet (RFC 4180).
const CSV: &str = "text/csv; charset=utf-8";

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/figures",
        Who::Commission,
        "read_figures",
        "place_opened",
        figures,
    );
    r.get(
        "/figures/file",
        Who::Commission,
        "read_figures",
        "place_opened",
        file,
    );
}

async fn read(ctx: &mut Ctx) -> Result<Numbers, Failure> {
    ctx.act(Lane::Normal, |desk, visit| {
        commission::figures(desk, &visit.actor)
    })
    .await
}

/// One sentence from the newest month: what people answered.
fn in_short(w: Words, months: &Periods) -> String {
    let Some((month, counts)) = months.first() else {
        return "No month is over yet, so there is no number.".into();
    };
    let n = |what: &str| match counts.get(what).map(String::as_str) {
        Some(number) if number != "*" => format!("about {number}"),
        _ => "under 10".to_owned(),
    };
    format!(
        "In {}, {} said yes, {} said not yet, {} said no, and {} stopped.",
        in_words(month, w),
        n("yes"),
        n("not_yet"),
        n("no"),
        n("stopped")
    )
}

/// The newest period drawn, and all of them one tap away as `table`.
fn drawn(w: Words, columns: &[Column], all: &Periods, table: impl Fn() -> Markup) -> Markup {
    html! {
        @if let Some(newest) = all.first() {
            (bars(w, newest, columns))
            (details(&Details {
                summary: "All of them as a table".into(),
                content: table().into(),
                ..Details::default()
            }))
        }
    }
}

async fn figures(mut ctx: Ctx) -> Answer {
    let numbers = read(&mut ctx).await?;
    let w = ctx.words();
    let body = html! {
        h1 { "Is it voluntary, and does it help?" }
        p class="nhsuk-lede-text" { (in_short(w, &numbers.months)) }
        h2 { "Are people free to say no?" }
        // Cards are many, and would make every answer beside them look small: they stand in the table alone.
        (drawn(w, &ANSWERS[..4], &numbers.months, || {
            periods(w, &say::caption(), &say::month(), &ANSWERS, &numbers.months)
        }))
        p {
            "Nobody can count who was asked again after a no: a no leaves no trace of who said it. "
            "Whoever felt pressed can " a href="/speak-up" { "tell the guardian, without a name" } "."
        }
        h2 { "Does it help?" }
        p { "These count the jobs of people who agreed to be counted. Being counted is a choice of its own." }
        @if numbers.quarters.is_empty() {
            p { strong { "No quarter is counted yet." } " A quarter is counted once, three months after it ended." }
        } @else {
            (drawn(w, &JOBS, &numbers.quarters, || {
                periods(w, &say::jobs_caption(), &say::quarter(), &JOBS, &numbers.quarters)
            }))
        }
        (details(&Details {
            summary: "How a job is counted".into(),
            content: html! { p { (quality::DEFINITION) } }.into(),
            ..Details::default()
        }))
        p {
            "More people in work is not yet a proof that the service did it. For that, see "
            a href="/evaluation" { "the plans of evaluation and their results" } "."
        }
        h2 { "Is it fair, and was anybody harmed?" }
        p {
            "There is no number for each group, practice or provider. In a small group a number points at somebody. "
            "A plan of evaluation says beforehand how it finds that out. Harm is told to the guardian."
        }
        h2 { "For your return" }
        p { "Every number of this page, in one file for a spreadsheet. Nothing in it is about one person:" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { "a number under 10 is a star, zero included, and every other is rounded to the nearest 5" }
            li { "no name, no row for one person, no split by practice, provider or coach" }
            li { "each was counted once, and stands in " a href="/public-log" { "the public log" } ", signed" }
            li { "anybody can read the same on " a href="/numbers" { "the page of numbers" } }
        }
        p { a href="/figures/file" download { "Download the file (CSV)" } }
        h2 { "What you will never see here" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { "anything about one person" }
            li { "how many people a clinician offered support to, or how many of them said yes" }
            li { "a ranking of practices, providers or coaches" }
        }
    };
    Ok(ctx.page("Figures", None, &body))
}

/// Every number, one on each line: period, what, number, and for jobs the version of what is counted, as the page says it.
async fn file(mut ctx: Ctx) -> Answer {
    let numbers = read(&mut ctx).await?;
    let mut lines = vec!["period,what,number,definition".to_owned()];
    let jobs = format!("version {}", quality::VERSION);
    for (all, columns, definition) in [
        (&numbers.months, &ANSWERS[..], ""),
        (&numbers.quarters, &JOBS[..], jobs.as_str()),
    ] {
        for (period, counts) in all {
            let number = |what: &str| counts.get(what).map_or("", String::as_str);
            lines.extend(
                columns
                    .iter()
                    .map(|(what, _)| format!("{period},{what},{},{definition}", number(what))),
            );
        }
    }
    lines.push(String::new());
    Ok(saved("figures.csv", CSV, lines.join("\r\n")))
}
