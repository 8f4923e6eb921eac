//! A supporter's own pages: what the person chose, and nothing else. Titles and headings name nobody: the phone may be
//! anybody's. Owns: these pages and the door to them. Never a yes, and never a page of the person's own.

mod door;
mod home;
mod plan;
mod stop;

use maud::{Markup, html};

use crate::routes::Routes;

/// The title of every one of these pages.
const TITLE: &str = "Your page";

pub(super) fn register(routes: &mut Routes) {
    door::register(routes);
    home::register(routes);
    plan::register(routes);
    stop::register(routes);
}

/// One column of words that is not too wide to read.
fn column(body: &Markup) -> Markup {
    html! { div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" { (body) } } }
}
