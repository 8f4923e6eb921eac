//! What a patient chose to tell the practice: the lines that they ticked, as they stand now. And, for the practice team,
//! their meetings alone.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::practice::sent::Sent;
use sayso_app::practice::told::{self, Shown};
use sayso_app::telling::moment_in_words;
use sayso_core::category::Category;
use sayso_core::id::PersonId;

use super::super::person::as_written;
use super::id;
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Row, SummaryList, summary_list};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/practice/person/{id}/meetings",
        Who::PracticeAdmin,
        "read_appointments",
        "told_opened identity_opened",
        meetings,
    );
}

/// The same words for "not told" and for "nobody to tell of".
const NOT_SHARED: &str = "The patient has not chosen to share this.";

pub(super) const fn label(category: Category) -> &'static str {
    match category {
        Category::Identity => "Their name",
        Category::Contact => "How to reach them",
        Category::AccessNeeds => "What helps them to communicate",
        Category::OwnWords => "What they want help with, in their words",
        Category::Work => "Their work so far",
        Category::HealthForWork => "What they need at work",
        Category::Plan => "Their hopes and next steps",
        Category::Appointments => "Their meetings",
        Category::CoachNotes => "Notes of their coach",
        Category::Jobs => "Jobs that they told of",
        Category::Wellbeing => "How they feel",
        Category::FeedbackToGp => "Words that they agreed to",
    }
}

/// One line of it: a meeting by its day and time, anything else as it was written.
fn line(shown: &Shown) -> String {
    shown.at.map_or_else(|| shown.text.clone(), moment_in_words)
}

/// What came of it, as far as they chose to tell: each ticked line with what stands under it, and no other.
pub(super) fn page(sent: &Sent) -> Markup {
    let rows = sent.ticked.iter().map(|category| {
        let under: Vec<String> = sent
            .told
            .iter()
            .filter(|s| s.category == category)
            .map(line)
            .collect();
        let value = html! {
            @if under.is_empty() { "Nothing yet" }
            @else { ul class="nhsuk-list" { @for text in &under { li { (as_written(text)) } } } }
        };
        Row::fact(label(category), value)
    });
    html! {
        @if sent.ticked.is_empty() {
            p { (NOT_SHARED) }
        } @else {
            p { "They chose to tell the practice this. They can stop it at any time, and then it is gone from here." }
            (summary_list(&SummaryList { rows: rows.collect(), ..SummaryList::default() }))
        }
        @if sent.words_wait {
            p { a href="/practice/words" { "There are words for the record" } "." }
        }
    }
}

async fn meetings(Path(person): Path<String>, mut ctx: Ctx) -> Answer {
    let person: PersonId = id(&mut ctx, &person).await?;
    let told = ctx
        .act(Lane::Normal, move |desk, visit| {
            told::meetings(desk, &visit.actor, person)
        })
        .await?;
    let body = html! {
        h1 { "When does " (told.name) " have a meeting?" }
        @match &told.all {
            None => p { (NOT_SHARED) },
            Some(all) if all.is_empty() => p { "No meeting is written down." },
            Some(all) => {
                p { "They chose to tell the practice this. Where they meet is theirs to say." }
                ul class="nhsuk-list" {
                    @for (at, service) in all { li { (moment_in_words(*at)) ", with " (service) } }
                }
            }
        }
    };
    Ok(ctx.page("Meetings", Some("/practice"), &body))
}
