//! The person's own pages: where things stand, what happened, what is held, and how to change one's mind. Every page
//! ends with the way out. Owns: what these pages share. Never shows anything before its event is written.

mod around;
mod change;
mod changed;
mod come_back;
mod concerns;
mod contact;
pub(in crate::pages) mod contact_limits;
mod copy;
mod copy_paper;
mod cover;
mod details;
mod entry;
mod erase;
mod exit_button;
mod explained;
mod first;
mod held;
mod history;
mod home;
mod jobs;
mod letter;
mod more;
mod notes;
mod pair;
mod passport;
mod pay;
mod plan;
mod power;
mod preview;
mod reading;
mod receipt;
mod screened;
pub(super) mod services;
mod sessions;
mod standing;
mod supporters;
mod venue;
pub(in crate::pages) mod why;
mod word_ends;
mod words;

pub(in crate::pages) use screened::{Screened, offer_to_mask, screened};

use jiff::Timestamp;
use maud::{Markup, html};
use sayso_app::{Error, Visit};
use sayso_core::category::Categories;
use sayso_core::id::{PersonId, SchemeId};
use sayso_core::seat::Actor;
use sayso_words::Arg;
use sayso_words::sayings::{history as say_history, home as say_home};

use crate::drawing::{checked_by_nobody, print_of};
use crate::form::Form;
use crate::nhs::{Colour, Tag, tag};
use crate::reading::Words;
use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    home::register(routes);
    history::register(routes);
    why::register(routes);
    receipt::register(routes);
    notes::register(routes);
    held::register(routes);
    change::register(routes);
    changed::register(routes);
    more::register(routes);
    come_back::register(routes);
    contact::register(routes);
    exit_button::register(routes);
    word_ends::register(routes);
    words::register(routes);
    explained::register(routes);
    copy::register(routes);
    entry::register(routes);
    details::register(routes);
    plan::register(routes);
    first::register(routes);
    services::register(routes);
    venue::register(routes);
    sessions::register(routes);
    supporters::register(routes);
    power::register(routes);
    jobs::register(routes);
    passport::register(routes);
    pay::register(routes);
    cover::register(routes);
    around::register(routes);
    pair::register(routes);
    concerns::register(routes);
    erase::register(routes);
    letter::register(routes);
    reading::register(routes);
}

/// The person whose pages these are; for anybody else there is nothing here.
fn me(visit: &Visit) -> Result<PersonId, Error> {
    match visit.actor {
        Actor::Person(person) => Ok(person),
        Actor::Supporter(_) | Actor::Attorney(_) | Actor::Member(_) | Actor::Visitor | Actor::Sayso => {
            Err(Error::NotFound)
        }
    }
}

/// Which service a form is about; a form of somebody who has one alone need not say.
fn service_of(form: &Form) -> Option<SchemeId> {
    form.get("service").parse().ok()
}

/// The field that says it.
fn service_field(scheme: SchemeId) -> Markup {
    html! { input type="hidden" name="service" value=(scheme); }
}

/// The way out, at the end of every page: one click from here to the page that stops everything.
fn way_out(w: Words) -> Markup {
    html! {
        hr class="nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible app-screen-only";
        p class="app-screen-only" { a href="/home/change" { (w.t(&say_home::change_mind())) } }
    }
}

/// One column of words that is not too wide to read. It says first where nobody qualified has checked the words.
fn column(w: Words, body: &Markup) -> Markup {
    html! {
        div class="nhsuk-grid-row" {
            div class="nhsuk-grid-column-two-thirds" { (checked_by_nobody(print_of(w.0))) (body) }
        }
    }
}

/// A page of a person: what it says, then the way out.
fn with_way_out(w: Words, body: &Markup) -> Markup {
    column(w, &html! { (body) (way_out(w)) })
}

/// What is shared, one line for each kind.
fn listed<T: AsRef<str>>(items: &[T]) -> Markup {
    html! { ul class="nhsuk-list nhsuk-list--bullet" { @for item in items { li { (item.as_ref()) } } } }
}

/// The kinds of information in a set, as a person reads them.
fn kinds(w: Words, categories: Categories) -> Vec<String> {
    categories
        .iter()
        .map(|c| w.s(&sayso_words::category(c)))
        .collect()
}

/// Names in a sentence.
fn names(all: &[String]) -> Arg {
    Arg::List(all.iter().map(|name| name.as_str().into()).collect())
}

/// When something happened, and when we learnt it where that is another minute.
fn both_times(w: Words, happened: Timestamp, recorded: Timestamp) -> String {
    let (said, written) = (w.at(happened), w.at(recorded));
    if said == written {
        said
    } else {
        w.s(&say_history::both_times(happened, recorded))
    }
}

/// A sentence as a person would write it: the words with a capital and a full stop.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}

/// What somebody typed, with its line breaks.
pub(in crate::pages) fn as_written(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n").filter(|p| !p.trim().is_empty()) {
            p class="app-wrap" {
                @for (at, line) in paragraph.lines().enumerate() {
                    @if at > 0 { br; }
                    (line)
                }
            }
        }
    }
}

/// Grey: stopped, paused and over look alike.
fn quiet_tag(words: &str) -> Markup {
    tag(&Tag::new(words, Colour::Grey))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_said_twice_only_when_they_differ() {
        let at = Timestamp::UNIX_EPOCH;
        assert!(!both_times(Words::default(), at, at).contains("written down"));
        let later = at + jiff::SignedDuration::from_hours(1);
        assert!(both_times(Words::default(), at, later).contains("(written down"));
    }

    #[test]
    fn words_somebody_typed_keep_their_lines_and_are_escaped() {
        assert_eq!(as_written("a\nb\n\n<c>").0.matches("<p").count(), 2);
        assert!(as_written("<c>").0.contains("&lt;c&gt;"));
    }

    #[test]
    fn every_page_ends_with_the_way_out() {
        let page = with_way_out(Words::default(), &html! { p { "x" } }).0;
        assert!(page.ends_with("Change your mind</a></p></div></div>"));
    }
}
