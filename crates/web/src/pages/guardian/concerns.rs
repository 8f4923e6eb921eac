//! Concerns, for the seat that handles them: what waits, one in full, and who looked at the person behind it. The
//! person's name is not shown: a concern says what they chose to say.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use sayso_app::guard::concern::{self, Read};
use sayso_app::own::RulesAsked;
use sayso_app::telling::{Sentence, moment_in_words};
use sayso_app::{Error, Lane};
use sayso_core::id::ConcernId;

use super::id;
use crate::ctx::{Answer, Ctx};
use crate::download::{TEXT, saved};
use crate::error::Failure;
use crate::form::Posted;
use crate::nhs::{
    Button, Cell, Colour, Look, Row, SummaryList, Table, Tag, Textarea, button, problems, summary_list,
    table, tag, textarea,
};
use crate::pages::person::why as rules;
use crate::reading::Words;
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/concerns", Who::Guardian, "handle_concerns", "list_opened", list);
    r.get(
        "/concerns/{id}",
        Who::Guardian,
        "handle_concern",
        "concern_opened",
        one,
    );
    r.get(
        "/concerns/{id}/looked",
        Who::Guardian,
        "read_access_events",
        "access_reviewed",
        looked,
    );
    r.get(
        "/concerns/{id}/looked/{event}",
        Who::Guardian,
        "read_access_events",
        "access_reviewed",
        why,
    );
    r.get(
        "/concerns/{id}/looked/{event}/file",
        Who::Guardian,
        "read_access_events",
        "access_reviewed",
        why_file,
    );
    r.post(
        "/concerns/{id}/acknowledge",
        Who::Guardian,
        "handle_concern",
        "concern_acknowledged",
        acknowledge,
    );
    r.post(
        "/concerns/{id}/stand-back",
        Who::Guardian,
        "handle_concern",
        "concern_passed_on",
        stand_back,
    );
    r.post(
        "/concerns/{id}/answer",
        Who::Guardian,
        "handle_concern",
        "concern_answered",
        answer,
    );
}

async fn list(mut ctx: Ctx) -> Answer {
    let lines = ctx
        .act(Lane::Normal, |desk, visit| concern::list(desk, &visit.actor))
        .await?;
    let rows = lines.iter().map(|l| {
        let c = &l.concern;
        let state = match (&c.answered, c.acknowledged, l.late) {
            (Some(_), ..) => tag(&Tag::new("Answered", Colour::Grey)),
            (None, Some(_), _) => tag(&Tag::new("Answer due", Colour::Blue)),
            (None, None, true) => tag(&Tag::new("Late", Colour::Red)),
            (None, None, false) => tag(&Tag::new("New", Colour::Yellow)),
        };
        vec![
            Cell::from(html! { a class="nhsuk-link" href={ "/concerns/" (c.id) } { (c.kind.in_words()) } }),
            Cell::from(l.about.as_deref().unwrap_or("Not said")),
            Cell::from(moment_in_words(c.raised_at)),
            Cell::from(moment_in_words(if c.acknowledged.is_some() {
                c.answer_by
            } else {
                c.acknowledge_by
            })),
            Cell::from(state),
        ]
    });
    let body = html! {
        h1 { "Has anyone been pressed?" }
        p { "Only you can read these. What is about you or your organisation goes to the other seat." }
        @if lines.is_empty() { p { "No concern waits for you." } } @else {
            (table(&Table {
                caption: "Concerns that are with you".into(),
                head: ["What", "About", "Raised", "Due", "State"].map(Cell::from).into(),
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
        p { a href="/concerns/questions" { "Public questions that wait for an answer" } }
        p { a href="/withholdings" { "What is withheld from somebody for a time" } }
    };
    Ok(ctx.page("Concerns", None, &body))
}

async fn one(Path(concern): Path<String>, ctx: Ctx) -> Answer {
    show(ctx, concern, None).await
}

async fn show(mut ctx: Ctx, concern: String, error: Option<&str>) -> Answer {
    let read = ctx
        .act(Lane::Normal, move |desk, visit| {
            concern::open(desk, &visit.actor, id::<ConcernId>(&concern)?)
        })
        .await?;
    let body = page(&ctx, &read, error);
    Ok(if error.is_some() {
        ctx.page_with_errors("A concern", Some("/concerns"), &body)
    } else {
        ctx.page("A concern", Some("/concerns"), &body)
    })
}

fn page(ctx: &Ctx, read: &Read, error: Option<&str>) -> Markup {
    let c = &read.concern;
    let at = format!("/concerns/{}", c.id);
    let facts = vec![
        Row::fact("About", read.about.as_deref().unwrap_or("Not said")),
        Row::fact("Raised", moment_in_words(c.raised_at)),
        Row::fact("Say that you have it by", moment_in_words(c.acknowledge_by)),
        Row::fact("Answer by", moment_in_words(c.answer_by)),
    ];
    html! {
        @if let Some(error) = error { (problems(&[("text", error)])) }
        h1 { (c.kind.in_words()) }
        (summary_list(&SummaryList { rows: facts, ..SummaryList::default() }))
        h2 { "In their words" }
        @if c.text.is_empty() { p { "They wrote nothing more." } }
        @for line in c.text.lines() { p class="app-wrap" { (line) } }
        @if c.person.is_some() {
            p { "They raised it from their own page. You do not see their name." }
            p { a href={ (at) "/looked" } { "Who looked at their information" } }
        } @else if c.erased {
            p { "They have had everything about them erased. Your answer is kept with their words. Nobody is left to read it." }
        } @else {
            p { "They gave no name. They read your answer with three words that only they have." }
        }
        @if let Some((when, answer)) = &c.answered {
            h2 { "Answered on " (moment_in_words(*when)) }
            @for line in answer.lines() { p class="app-wrap" { (line) } }
        } @else {
            @if c.acknowledged.is_none() {
                form method="post" action={ (at) "/acknowledge" } novalidate {
                    (ctx.csrf())
                    (button(&Button::primary("Tell them that you have it")))
                }
            }
            form method="post" action={ (at) "/answer" } novalidate {
                (ctx.csrf())
                (textarea(&Textarea {
                    name: "text",
                    label: "Your answer, as they will read it".into(),
                    error: error.map(Into::into),
                    ..Textarea::default()
                }))
                (button(&Button::secondary("Send the answer")))
            }
            @if read.may_stand_back {
                h2 { "Are you involved?" }
                p { "Then the deputy handles it, and you cannot open it any more. No reason is asked." }
                form method="post" action={ (at) "/stand-back" } novalidate {
                    (ctx.csrf())
                    (button(&Button::secondary("Stand back")))
                }
            }
        }
    }
}

async fn acknowledge(Path(concern): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    let at = format!("/concerns/{concern}");
    ctx.act(Lane::Normal, move |desk, visit| {
        concern::acknowledge(desk, &visit.actor, id::<ConcernId>(&concern)?)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn stand_back(Path(concern): Path<String>, Posted { mut ctx, .. }: Posted) -> Answer {
    ctx.act(Lane::Normal, move |desk, visit| {
        concern::stand_back(desk, &visit.actor, id::<ConcernId>(&concern)?)
    })
    .await?;
    Ok(ctx.see("/concerns"))
}

async fn answer(Path(concern): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let text = form.get("text").to_owned();
    if text.is_empty() {
        return show(ctx, concern, Some("Write your answer")).await;
    }
    let at = format!("/concerns/{concern}");
    ctx.act(Lane::Normal, move |desk, visit| {
        concern::answer(desk, &visit.actor, id::<ConcernId>(&concern)?, &text)
    })
    .await?;
    Ok(ctx.see(&at))
}

async fn looked(Path(concern): Path<String>, mut ctx: Ctx) -> Answer {
    let back = format!("/concerns/{concern}");
    let all = ctx
        .act(Lane::Normal, move |desk, visit| {
            concern::who_looked(desk, &visit.actor, id::<ConcernId>(&concern)?)
        })
        .await?;
    let body = html! {
        h1 { "Who looked at their information?" }
        p { "Who, when and what kind of act. What they saw is not shown to you." }
        @if all.is_empty() { p { "Nobody looked, and nothing was tried." } } @else {
            ul { @for s in &all {
                li {
                    (moment_in_words(s.happened_at)) ": " (s.who) ", " (kind(s.kind)) ". "
                    a href={ (back) "/looked/" (s.id) } {
                        "Why was this allowed?"
                        span class="nhsuk-u-visually-hidden" { " " (s.who) ", " (moment_in_words(s.happened_at)) }
                    }
                }
            } }
        }
    };
    Ok(ctx.page("Who looked", Some(&back), &body))
}

async fn read_why(
    ctx: &mut Ctx,
    (concern, event): (String, String),
) -> Result<(Sentence, Option<RulesAsked>), Failure> {
    ctx.act(Lane::Normal, move |desk, visit| {
        concern::why_looked(desk, &visit.actor, id::<ConcernId>(&concern)?, id(&event)?)
    })
    .await
}

/// The rules that allowed one of those looks, or did not. What was seen is not shown, nor at whom.
async fn why(Path(at): Path<(String, String)>, mut ctx: Ctx) -> Answer {
    let back = format!("/concerns/{}/looked", at.0);
    let file = format!("{back}/{}/file", at.1);
    let (row, asked) = read_why(&mut ctx, at).await?;
    Ok(why_page(&ctx, &row, asked.as_ref(), &back, &file))
}

/// One look, and the rules that decided it.
pub(super) fn why_page(
    ctx: &Ctx,
    row: &Sentence,
    asked: Option<&RulesAsked>,
    back: &str,
    file: &str,
) -> Response {
    let w = Words::default();
    let body = html! {
        h1 { @if row.allowed { "Why was this allowed?" } @else { "Why was this not allowed?" } }
        p { (moment_in_words(row.happened_at)) ": " (row.who) ", " (kind(row.kind)) "." }
        @match asked {
            Some(asked) => { (rules::question(asked, w)) (rules::answer(asked, file, w)) }
            None => p { "What the rules were asked was not kept for this row." },
        }
    };
    ctx.page("Why it was allowed", Some(back), &body)
}

async fn why_file(Path(at): Path<(String, String)>, mut ctx: Ctx) -> Answer {
    let (_, asked) = read_why(&mut ctx, at).await?;
    let asked = asked.ok_or_else(|| ctx.failure(Error::NotFound))?;
    Ok(saved("decision.txt", TEXT, asked.file))
}

/// The kind of act about one person, without its content.
pub(super) const fn kind(kind: sayso_core::event::EventKind) -> &'static str {
    use sayso_core::event::EventKind as E;
    match kind {
        E::ListOpened => "opened a list that they are on",
        E::ParcelOpened => "read what was sent about them",
        E::ToldOpened => "read what they chose to tell their practice",
        E::FileOpened => "opened their page",
        E::IdentityOpened => "saw their name and birth date",
        E::MessageRead => "opened a message to them, to read it out",
        E::AccessReviewed => "checked who looked at their information",
        E::ConcernOpened => "read their concern",
        E::DangerRead => "read the report of a danger",
        E::NotAllowed => "tried something that the rules do not allow",
        _ => "did something else",
    }
}
