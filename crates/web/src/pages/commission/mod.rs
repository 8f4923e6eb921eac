//! The commissioner and the evaluator: promises and figures, never who.

mod figures;
mod promises;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    promises::register(routes);
    figures::register(routes);
}
