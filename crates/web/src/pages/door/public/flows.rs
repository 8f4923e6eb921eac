//! Where data goes: the flow register of each published version, in words and as JSON. Changes stand here before they
//! take effect.

use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use maud::{Markup, html};
use sayso_app::places::{self, Published, PublishedTerms};
use sayso_app::telling::moment_in_words;
use sayso_app::terms::{self, Changed};
use sayso_core::id::{SchemeId, TermsId};
use sayso_core::org::OrgKind;
use sayso_core::terms::Promise;
use sayso_core::words;
use serde::Serialize;

use super::public;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Cell, Details, Look, Row, SummaryList, Table, details, summary_list, table};

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
    let body = html! {
        h1 { "Where does information go?" }
        p { "This is the whole list. What is not on it is not sent. The promise that people read is made from it." }
        p { "Information goes to the benefits system in " strong { (to_benefits(&current)) } " of these lines. The server loads no list in which it does." }
        p { a href="/where-data-goes.json" { "The same list for machines (JSON)" } }
        p { a href="/changes.atom" { "Follow every change with a news reader (Atom)" } ". A change stands there as soon as it is published." }
        (refused_three_times())
        @if terms.is_empty() { p { "No terms have been published yet, so nothing is sent to anybody." } }
        @if !coming.is_empty() { h2 { "Changes that are coming" } }
        @for t in &coming { (version(t, &changed, "Not in effect yet")) }
        @if !current.is_empty() { h2 { "In effect now" } }
        @for t in &current { (version(t, &changed, "In effect now")) }
        @if !past.is_empty() { h2 { "Earlier versions" } }
        @for t in &past {
            (details(&Details {
                summary: title(t).into(),
                content: version(t, &changed, "No longer in effect").into(),
                ..Details::default()
            }))
        }
    };
    Ok(public(&ctx, "Where data goes", &body))
}

fn to_benefits(terms: &[&PublishedTerms]) -> String {
    let all = terms.iter().flat_map(|t| &t.terms.promise.flows);
    let count = all.filter(|f| f.recipient_kind == OrgKind::Benefits).count();
    if count == 0 {
        "none".into()
    } else {
        count.to_string()
    }
}

/// Which three refuse a recipient in the benefits system, each with the test that shows it. A test here looks them up.
const REFUSE: [(&str, &str, &str); 3] = [
    (
        "The database: no yes, no referral, no message and no flow of the terms can name it.",
        "tests/journeys/terms.rs",
        "the_database_takes_nothing_that_names_an_organisation_of_the_benefits_system",
    ),
    (
        "The policies: nobody there is permitted anything. This one is proved, as theorem T1, and tested.",
        "crates/policy/src/tests.rs",
        "nobody_in_a_benefits_organisation_may_do_anything",
    ),
    (
        "The register: terms with such a recipient can be neither proposed, nor signed, nor loaded.",
        "crates/core/src/words.rs",
        "with_a_benefits_recipient_the_promise_cannot_be_made_and_the_terms_cannot_be_published",
    ),
];

fn refused_three_times() -> Markup {
    html! {
        (details(&Details {
            summary: "What refuses a recipient in the benefits system".into(),
            content: html! {
                p { "Three things, each on its own:" }
                ol {
                    @for (what, file, test) in REFUSE {
                        li { (what) " Test: “" (test.replace('_', " ")) "”, in " code class="app-wrap" { (file) } "." }
                    }
                }
                p { a href="/rules#who" { "The policies and the theorem" } }
            }.into(),
            ..Details::default()
        }))
    }
}

/// What a version changed, and who signed it.
fn changed(t: &PublishedTerms, all: &[Changed]) -> Markup {
    let Some(c) = all.iter().find(|c| c.terms.id == t.terms.id) else {
        return html! {};
    };
    html! {
        h3 { "What this version changed" }
        @if t.terms.version == 1 {
            p { "It was the first." }
        } @else if c.changes.is_empty() {
            p { "Nothing that can be said in a sentence. Compare the two tables." }
        } @else {
            (crate::pages::terms::changes(&c.changes))
        }
        @if !c.signed.is_empty() {
            p { "Signed by:" }
            ul { @for (who, at) in &c.signed { li { (who) ", " (moment_in_words(*at)) } } }
        }
    }
}

fn title(t: &PublishedTerms) -> String {
    format!("{}, version {}", t.terms.promise.scheme_name, t.terms.version)
}

fn version(t: &PublishedTerms, all: &[Changed], state: &str) -> Markup {
    let promise = &t.terms.promise;
    let head = ["Who", "What", "What for", "On which basis", "Kept"];
    let rows = promise.flows.iter().map(|f| {
        vec![
            Cell::from(f.recipient_name.as_str()),
            words::list(f.categories).into(),
            f.purpose.in_words().into(),
            f.basis.as_str().into(),
            f.kept.as_str().into(),
        ]
    });
    let never: Vec<String> = t.never_sent.iter().map(|w| (*w).to_owned()).collect();
    html! {
        div id={ "version-" (t.terms.id) } {
        (table(&Table {
            caption: title(t).into(),
            head: head.into_iter().map(Cell::from).collect(),
            rows: rows.collect(),
            first_cell_is_header: true,
            look: Look::responsive(),
            ..Table::default()
        }))
        (summary_list(&SummaryList {
            rows: vec![
                Row::fact("State", state),
                Row::fact("Published", moment_in_words(t.terms.published_at)),
                Row::fact("In effect from", moment_in_words(t.terms.in_effect_at)),
                Row::fact("Never sent", words::and(&never)),
                Row::fact("A yes lasts", html! { (promise.say_so_days) " days, and not after " (words::day(promise.ends_on)) }),
                Row::fact("Held before it is sent", html! { (promise.hold_hours) " hours" }),
                Row::fact("Fingerprint of the words", html! { span class="app-wrap" { (t.hash) } }),
            ],
            ..SummaryList::default()
        }))
        (changed(t, all))
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
