//! Where data goes: the flow register of each published version, in words and as JSON. Changes stand here before they
//! take effect.

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sayso_app::places::{self, Published, PublishedTerms};
use sayso_app::terms::{self, Changed};
use sayso_core::id::{SchemeId, TermsId};
use sayso_core::org::OrgKind;
use sayso_core::terms::Promise;
use sayso_words::Say;
use sayso_words::sayings::{claims as say_claims, common, goes as say};
use serde::Serialize;

use super::{as_written, cell, public, seat};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Details, Look, Row, SummaryList, Table, details, summary_list, table};
use crate::reading::Words;

pub(super) async fn page(mut ctx: Ctx) -> Answer {
    let published = ctx
        .open(|desk, _| Ok((places::published(desk)?, terms::changes(desk)?, desk.now())))
        .await?;
    let (Published { terms, .. }, changed, now) = published;
    let is_coming = |t: &&PublishedTerms| t.terms.in_effect_at > now;
    let coming: Vec<_> = terms.iter().rev().filter(is_coming).collect();
    let current: Vec<_> = terms.iter().filter(|t| t.in_effect).collect();
    let past: Vec<_> = terms
        .iter()
        .rev()
        .filter(|t| !t.in_effect && !is_coming(t))
        .collect();
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::whole())) }
        p { strong { (w.t(&to_benefits(&current))) } " " (w.t(&say::no_such_list())) }
        p { a href="/where-data-goes.json" { (w.t(&say::json())) } }
        p { a href="/changes.atom" { (w.t(&say::atom())) } ". " (w.t(&say::atom_soon())) }
        (refused_three_times(w))
        @if terms.is_empty() { p { (w.t(&say::nothing_sent())) } } @else { (as_written(w)) }
        @if !coming.is_empty() { h2 { (w.t(&say::coming())) } }
        @for t in &coming { (version(t, &changed, &say::not_yet(), w)) }
        @if !current.is_empty() { h2 { (w.t(&say::now())) } }
        @for t in &current { (version(t, &changed, &say::now(), w)) }
        @if !past.is_empty() { h2 { (w.t(&say::earlier())) } }
        @for t in &past {
            (details(&Details {
                summary: w.t(&title(t)),
                content: version(t, &changed, &say::no_longer(), w).into(),
                ..Details::default()
            }))
        }
    };
    Ok(public(&ctx, &common::footer_flows(), &body))
}

fn to_benefits(terms: &[&PublishedTerms]) -> Say {
    let all = terms.iter().flat_map(|t| &t.terms.promise.flows);
    match all.filter(|f| f.recipient_kind == OrgKind::Benefits).count() {
        0 => say::to_none(),
        count => say::to_some(count.to_string()),
    }
}

/// What refuses, in words; the file and the name of the test that shows it.
type Refuses = (fn() -> Say, &'static str, &'static str);

/// Which three refuse a recipient in the benefits system, each with the test that shows it. A test here looks them up.
const REFUSE: [Refuses; 3] = [
    (
        say::refuse_database,
        "tests/journeys/terms.rs",
        "the_database_takes_nothing_that_names_an_organisation_of_the_benefits_system",
    ),
    (
        say::refuse_policies,
        "crates/policy/src/tests.rs",
        "nobody_in_a_benefits_organisation_may_do_anything",
    ),
    (
        say::refuse_register,
        "crates/core/src/words.rs",
        "with_a_benefits_recipient_the_promise_cannot_be_made_and_the_terms_cannot_be_published",
    ),
];

fn refused_three_times(w: Words) -> Markup {
    html! {
        (details(&Details {
            summary: w.t(&say::what_refuses()),
            content: html! {
                p { (w.t(&say::three())) }
                ol {
                    @for (what, file, test) in REFUSE {
                        li {
                            (w.t(&what())) " " (w.t(&say::test())) " “" (w.published(&test.replace('_', " "))) "”, "
                            (w.t(&say_claims::in_file())) " " code class="app-wrap" { (file) } "."
                        }
                    }
                }
                p { a href="/rules#who" { (w.t(&say::policies_link())) } }
            }.into(),
            ..Details::default()
        }))
    }
}

/// What a version changed, and who signed it.
fn changed(t: &PublishedTerms, all: &[Changed], w: Words) -> Markup {
    let Some(c) = all.iter().find(|c| c.terms.id == t.terms.id) else {
        return html! {};
    };
    html! {
        h3 { (w.t(&say::changed())) }
        @if t.terms.version == 1 {
            p { (w.t(&say::first())) }
        } @else if c.changes.is_empty() {
            p { (w.t(&say::compare())) }
        } @else {
            (crate::pages::terms::changes(&c.changes, w))
        }
        @if !c.signed.is_empty() {
            p { (w.t(&say::signed_by())) }
            ul { @for (who, at) in &c.signed { li { (w.t(&seat(who))) ", " (w.at(*at)) } } }
        }
    }
}

fn title(t: &PublishedTerms) -> Say {
    say::version_of(t.terms.promise.scheme_name.as_str(), t.terms.version)
}

fn version(t: &PublishedTerms, all: &[Changed], state: &Say, w: Words) -> Markup {
    let promise = &t.terms.promise;
    let head = [
        say::who(),
        say::what(),
        say::what_for(),
        say::basis(),
        say::kept(),
    ];
    let rows = promise.flows.iter().map(|f| {
        let what: Vec<Say> = f.categories.iter().map(sayso_words::category).collect();
        vec![
            Cell::from(f.recipient_name.as_str()),
            cell(w.t(&common::same(what))),
            cell(w.t(&sayso_words::purpose(f.purpose))),
            cell(w.published(&f.basis)),
            cell(w.published(&f.kept)),
        ]
    });
    html! {
        div id={ "version-" (t.terms.id) } {
        (table(&Table {
            caption: w.t(&title(t)),
            head: head.iter().map(|words| cell(w.t(words))).collect(),
            rows: rows.collect(),
            first_cell_is_header: true,
            look: Look::responsive(),
            ..Table::default()
        }))
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact(w.t(&say::state()), w.t(state)),
                Row::fact(w.t(&say::published()), w.at(t.terms.published_at)),
                Row::fact(w.t(&say::from()), w.at(t.terms.in_effect_at)),
                Row::fact(w.t(&say::never()), w.t(&common::same(sayso_words::never_sent(promise)))),
                Row::fact(w.t(&say::lasts()), w.t(&say::lasts_days(promise.say_so_days.to_string(), promise.ends_on))),
                Row::fact(w.t(&say::erased()), match promise.erased_after_months {
                    Some(months) => w.t(&say::erased_after(months.to_string())),
                    None => w.t(&say::erased_by_them()),
                }),
                Row::fact(w.t(&say::held()), w.t(&say::hours(promise.hold_hours.to_string()))),
                Row::fact(w.t(&say::fingerprint()), html! { span class="app-wrap" { (t.hash) } }),
            ],
            ..SummaryList::default()
        }))
        (changed(t, all, w))
        }
    }
}

/// One version for machines.
#[derive(Serialize)]
struct One<'a> {
    terms: TermsId,
    scheme: SchemeId,
    version: u32,
    in_effect: bool,
    published_at: String,
    in_effect_at: String,
    sha256: &'a str,
    about_benefits: &'a [String],
    promise: &'a Promise,
}

#[derive(Serialize)]
struct Everything<'a> {
    versions: Vec<One<'a>>,
}

pub(super) async fn json(mut ctx: Ctx) -> Answer {
    let published = ctx.open(|desk, _| places::published(desk)).await?;
    let versions = published.terms.iter().map(|t| One {
        terms: t.terms.id,
        scheme: t.terms.scheme,
        version: t.terms.version,
        in_effect: t.in_effect,
        published_at: t.terms.published_at.to_string(),
        in_effect_at: t.terms.in_effect_at.to_string(),
        sha256: &t.hash,
        about_benefits: &t.about_benefits,
        promise: &t.terms.promise,
    });
    let everything = Everything {
        versions: versions.collect(),
    };
    let text = serde_json::to_string_pretty(&everything).expect("words, numbers and lists are always JSON");
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, super::A_MINUTE);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::REFUSE;

    #[test]
    fn each_of_the_three_that_refuse_has_its_test() {
        for (_, file, test) in REFUSE {
            let path = format!("{}/../../{file}", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).expect(file);
            assert!(text.contains(&format!("fn {test}(")), "{test}");
        }
    }
}
