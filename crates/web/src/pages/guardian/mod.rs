//! The guardian and the deputy: who looked, never what they saw; concerns, dangers, switches, legal demands.

mod asked;
mod checks;
mod closing;
mod concerns;
mod contracts;
mod dangers;
mod demands;
mod last_day;
mod needs;
mod oversight;
mod questions;
mod switches;
mod withholdings;

pub(super) use asked::line as asked_line;

use std::str::FromStr;

use sayso_app::Error;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    oversight::register(routes);
    checks::register(routes);
    asked::register(routes);
    concerns::register(routes);
    questions::register(routes);
    dangers::register(routes);
    switches::register(routes);
    contracts::register(routes);
    closing::register(routes);
    demands::register(routes);
    withholdings::register(routes);
}

/// An id from an address or a form; anything else is nothing that is there.
fn id<T: FromStr>(text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::NotFound)
}
