//! Health: what is fine, what to know, what to mend, each with why and what to do. Nothing about anybody.

use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::health::{self, Files, Standing};
use sayso_app::telling::moment_in_words;
use sayso_core::words;

use crate::ctx::{Answer, Ctx};
use crate::nhs::{Colour, Row, SummaryList, Tag, summary_list, tag};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/health", Who::Operator, "read_health", "place_opened", page);
}

/// How a thing is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Is {
    Fine,
    ToKnow,
    ToMend,
}

/// One thing that was looked at.
struct Line {
    what: &'static str,
    is: Is,
    found: String,
    /// Why it matters and what to do; empty when it is fine.
    advice: &'static str,
}

async fn page(mut ctx: Ctx) -> Answer {
    let standing = ctx
        .act(Lane::Normal, |desk, visit| health::standing(desk, &visit.actor))
        .await?;
    let lines = lines(&ctx, &standing);
    let count = |is| lines.iter().filter(|l| l.is == is).count();
    let (fine, know, mend) = (count(Is::Fine), count(Is::ToKnow), count(Is::ToMend));
    let body = html! {
        h1 {
            @match mend {
                0 => "Nothing is wrong",
                1 => "One thing to mend",
                n => { (n) " things to mend" }
            }
        }
        p { (fine) " fine, " (mend) " to mend, " (know) " to know. As of " (moment_in_words(standing.now)) "." }
        (summary_list(&SummaryList {
            rows: lines.iter().map(|l| Row::fact(l.what, told(l))).collect(),
            ..SummaryList::default()
        }))
        p { "Nothing on this page is about anybody. You can copy it into a ticket." }
        p { a href="/health/messages" { "Messages that could not be sent" } }
        p { a href="/health/limits" { "What I can and cannot see" } }
    };
    Ok(ctx.page("Health", None, &body))
}

fn told(line: &Line) -> Markup {
    let (words, colour) = match line.is {
        Is::Fine => ("Fine", Colour::Green),
        Is::ToKnow => ("To know", Colour::Yellow),
        Is::ToMend => ("To mend", Colour::Red),
    };
    html! {
        p { (tag(&Tag::new(words, colour))) " " span class="app-wrap" { (line.found) } }
        @if !line.advice.is_empty() { p { (line.advice) } }
    }
}

/// A line that is fine when `good`, and otherwise carries its advice.
fn line(what: &'static str, good: bool, otherwise: Is, found: String, advice: &'static str) -> Line {
    Line {
        what,
        is: if good { Is::Fine } else { otherwise },
        found,
        advice: if good { "" } else { advice },
    }
}

fn wages(old: Option<Date>) -> Line {
    line(
        "Real Living Wage",
        old.is_none(),
        Is::ToKnow,
        old.map_or_else(
            || "This program has this year’s rates".to_owned(),
            |last| format!("The newest rates here are of {}", words::day(last)),
        ),
        "New rates are announced each October. Against old ones a job can seem better paid than it is. Update Sayso.",
    )
}

fn lines(ctx: &Ctx, s: &Standing) -> Vec<Line> {
    let house = &ctx.site.house;
    let pulse = house.pulse();
    let files = Files::of(house);
    vec![
        line(
            "Store",
            pulse.can_write,
            Is::ToMend,
            format!(
                "{} waiting, {} acts in {} commits since {}",
                pulse.waiting,
                pulse.jobs,
                pulse.groups,
                moment_in_words(house.started())
            ),
            "The last commit did not work, so nothing about anybody is shown. Free the disk first.",
        ),
        line(
            "Version",
            true,
            Is::ToKnow,
            format!("Sayso {}", env!("CARGO_PKG_VERSION")),
            "",
        ),
        wages(s.old_wages),
        line(
            "Data directory",
            files.database.is_some() && files.directory_is_private(),
            Is::ToKnow,
            directory(&files, s.since, s.now),
            "Other accounts on this machine can enter it. What is personal in it is encrypted. Still: chmod 700.",
        ),
        line(
            "Key file",
            files.key_is_private(),
            Is::ToMend,
            files
                .modes
                .1
                .map_or_else(|| "present".into(), |bits| format!("mode {bits:03o}")),
            "Other accounts on this machine can read the key that opens everything. Run chmod 600 on it.",
        ),
        line(
            "Flows",
            s.flows.1 == 0,
            Is::ToMend,
            format!("{} registered, {} to the benefits system", s.flows.0, s.flows.1),
            "A flow to the benefits system cannot be registered here. Somebody has changed the database by hand.",
        ),
        line(
            "Schemes",
            s.schemes > 0,
            Is::ToKnow,
            format!(
                "{} with terms that have not ended, {} organisations",
                s.schemes, s.orgs
            ),
            "Nothing can be offered until terms are published. Use: sayso setup FILE",
        ),
        line(
            "Operators",
            s.operators > 1,
            Is::ToKnow,
            format!("{} of {} seats", s.operators, s.seats),
            "If this one person is away, nobody can end a membership from these pages.",
        ),
        line(
            "Messages",
            s.stuck == 0,
            Is::ToMend,
            format!("{} could not be sent", s.stuck),
            "Open “Messages that could not be sent” to see why. Try again, or give them to reception.",
        ),
        line(
            "Public address",
            ctx.site.secure,
            Is::ToKnow,
            if ctx.site.secure {
                "https".into()
            } else {
                "not https".into()
            },
            "Right for trying things on this machine alone. For anybody else, set public_url to an https address.",
        ),
        line(
            "Backup",
            false,
            Is::ToKnow,
            "not known to this page".into(),
            "Run sayso backup FILE every night, keep the copies elsewhere, and the key elsewhere again.",
        ),
    ]
}

fn directory(files: &Files, since: Option<Timestamp>, now: Timestamp) -> String {
    let size = files.database.map_or_else(
        || "no database seen".to_owned(),
        |bytes| format!("database of {} MB", bytes.div_ceil(1_000_000)),
    );
    let mode = files
        .modes
        .0
        .map_or(String::new(), |bits| format!(", mode {bits:03o}"));
    let age = since.map_or(String::new(), |at| {
        format!(", in use for {} days", now.duration_since(at).as_hours() / 24)
    });
    format!("{}{mode}, {size}{age}", files.dir.display())
}
