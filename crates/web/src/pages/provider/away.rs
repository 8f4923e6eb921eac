//! Before a coach is away: everybody they help, page by page, who has said yes to a colleague and who has not, and one
//! form that asks several of them.

use axum::extract::Query;
use maud::{Markup, html};
use sayso_app::away::{self, Away, Row};
use sayso_app::telling::moment_in_words;
use sayso_app::{Bookmark, Lane};
use sayso_core::coaching::CoverState;
use sayso_core::id::{MemberId, PersonId};

use super::cover::{Wrong, a_day, period};
use crate::bookmark::{self, Begins, turns};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Cell, Choice, Choices, Label, Look, Size, Table, button, checkboxes, problems, radios, table,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    let coach = Who::Coach;
    r.get("/away", coach, "list_caseload", "list_opened", open);
    r.post("/away", coach, "ask_cover", "cover_asked", ask);
}

const TITLE: &str = "While you are away";

async fn open(Query(begins): Query<Begins>, ctx: Ctx) -> Answer {
    show(ctx, begins.at(), &Form::default(), &vec![]).await
}

async fn show(mut ctx: Ctx, after: Option<Bookmark>, form: &Form, wrong: &Wrong) -> Answer {
    let away = ctx
        .act(Lane::Normal, move |desk, visit| {
            away::open(desk, &visit.actor, after)
        })
        .await?;
    let body = page(&ctx, after, &away, form, wrong);
    Ok(if wrong.is_empty() {
        ctx.page(TITLE, Some("/caseload"), &body)
    } else {
        ctx.page_with_errors(TITLE, Some("/caseload"), &body)
    })
}

/// Where one person's answer stands.
fn stands(row: &Row) -> String {
    let Some(n) = row.asked.last() else {
        return "Not asked. With your lead while you are away.".into();
    };
    let said = match n.cover.state {
        CoverState::Agreed => "They said yes.",
        CoverState::NotWanted => "They said no. With your lead.",
        CoverState::Asked | CoverState::Over => "They have not answered. Until they do, with your lead.",
    };
    let until = n.cover.ends.map(moment_in_words);
    let open = if n.cover.beside { "beside you" } else { "for good" };
    let until = until.map_or_else(|| open.to_owned(), |u| format!("until {u}"));
    format!(
        "{}, from {} {until}. {said}",
        n.to,
        moment_in_words(n.cover.starts)
    )
}

fn heading(a: &Away, all: bool) -> String {
    let yes = |r: &&Row| {
        r.asked
            .last()
            .is_some_and(|n| n.cover.state == CoverState::Agreed)
    };
    let agreed = a.rows.iter().filter(yes).count();
    match a.rows.len() {
        0 if all => "Nobody needs a colleague while you are away".into(),
        0 => "Nobody on this page needs a colleague while you are away".into(),
        n if all => format!("{agreed} of {n} people have said yes to a colleague"),
        n => format!("{agreed} of the {n} people on this page have said yes to a colleague"),
    }
}

fn page(ctx: &Ctx, after: Option<Bookmark>, a: &Away, form: &Form, wrong: &Wrong) -> Markup {
    let hrefs: Vec<String> = a
        .rows
        .iter()
        .map(|r| format!("/person/{}/cover", r.person))
        .collect();
    let rows = a
        .rows
        .iter()
        .zip(&hrefs)
        .map(|(row, href)| vec![Cell::link(row.name.clone(), href), stands(row).into()]);
    html! {
        (problems(wrong))
        h1 { (heading(a, after.is_none() && a.next.is_none())) }
        p { "Each of them sees it before it happens and answers for themself. Without their yes your colleague sees nothing." }
        @if !a.rows.is_empty() {
            (table(&Table {
                caption: "By name alone".into(),
                head: vec!["Person".into(), "A colleague".into()],
                rows: rows.collect(),
                first_cell_is_header: true,
                look: Look::responsive(),
                ..Table::default()
            }))
        }
        // Also where nobody of this page can be asked: whoever comes after them can.
        (turns("/away", "The first ones", "More of them", after, a.next))
        @if !a.rows.is_empty() {
            h2 { "Ask several" }
            @if a.colleagues.is_empty() { p { "There is no colleague in your team. Your lead looks after it." } }
            @else { (asking(ctx, after, a, form, wrong)) }
        }
    }
}

fn asking(ctx: &Ctx, after: Option<Bookmark>, a: &Away, form: &Form, wrong: &Wrong) -> Markup {
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| (*w).into());
    let people: Vec<String> = a.rows.iter().map(|r| r.person.to_string()).collect();
    let colleagues: Vec<String> = a.colleagues.iter().map(|c| c.id.to_string()).collect();
    let legend = |text: &'static str| {
        Some(Label {
            content: text.into(),
            size: Some(Size::S),
            ..Label::default()
        })
    };
    html! {
        form method="post" action="/away" novalidate {
            (ctx.csrf())
            @if let Some(place) = after { input type="hidden" name="page" value=(bookmark::text(place)); }
            (checkboxes(&Choices {
                name: "people",
                legend: legend("Whom do you ask?"),
                hint: "What somebody was asked before is overtaken.".into(),
                error: why("people"),
                items: people.iter().zip(&a.rows).map(|(id, r)| Choice::new(id, r.name.clone())).collect(),
                selected: form.all("people").collect(),
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "colleague",
                legend: legend("Which colleague?"),
                error: why("colleague"),
                items: colleagues.iter().zip(&a.colleagues).map(|(id, c)| Choice::new(id, c.name.clone())).collect(),
                selected: vec![form.get("colleague")],
                ..Choices::default()
            }))
            (a_day("from", "From the beginning of which day?", "For example, 27 3 2027", form, wrong))
            (a_day("until", "Until the end of which day?", "Leave it empty if they take over for good.", form, wrong))
            (button(&Button::primary("Ask them")))
        }
    }
}

async fn ask(Posted { mut ctx, form }: Posted) -> Answer {
    // In the form and not in its address: a form that waits for a locked session to open keeps its fields.
    let after = bookmark::read(form.get("page"));
    let now = ctx.site.house.source().now();
    let people: Vec<PersonId> = form.all("people").filter_map(|p| p.parse().ok()).collect();
    let colleague: Option<MemberId> = form.get("colleague").parse().ok();
    let mut wrong: Wrong = vec![];
    if people.is_empty() {
        wrong.push(("people", "Choose whom you ask"));
    }
    if colleague.is_none() {
        wrong.push(("colleague", "Choose a colleague"));
    }
    let period = period(&form, now, &mut wrong);
    let (Some(colleague), Some((starts, ends)), true) = (colleague, period, wrong.is_empty()) else {
        return show(ctx, after, &form, &wrong).await;
    };
    ctx.act(Lane::Normal, move |desk, visit| {
        // A day that has begun begins now.
        let starts = starts.max(desk.now());
        away::ask(desk, &visit.actor, &people, colleague, starts, ends)
    })
    .await?;
    Ok(ctx.see(&bookmark::page("/away", after)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_nobody_to_ask_does_not_speak_for_the_others() {
        let nobody = Away {
            rows: vec![],
            next: None,
            colleagues: vec![],
        };
        assert_eq!(
            heading(&nobody, true),
            "Nobody needs a colleague while you are away"
        );
        assert!(heading(&nobody, false).contains("on this page"));
    }
}
