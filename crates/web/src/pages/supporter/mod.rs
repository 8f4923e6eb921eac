//! A supporter's own pages: what the person chose, and nothing else. Titles and headings name nobody: the phone may be
//! anybody's. Owns: these pages and the door to them. Never a yes, and never a page of the person's own.

mod door;
mod home;
mod plan;
mod stop;

use maud::{Markup, html};
use sayso_words::Say;
use sayso_words::sayings::common;

use crate::drawing::{checked_by_nobody, print_of};
use crate::reading::Words;
use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    door::register(routes);
    home::register(routes);
    plan::register(routes);
    stop::register(routes);
}

/// One column of words that is not too wide to read. It says first where nobody qualified has checked the words.
pub(super) fn column(w: Words, body: &Markup) -> Markup {
    html! {
        div class="nhsuk-grid-row" {
            div class="nhsuk-grid-column-two-thirds" { (checked_by_nobody(print_of(w.0))) (body) }
        }
    }
}

/// The title of every one of these pages.
fn title() -> Say {
    common::your_page()
}
