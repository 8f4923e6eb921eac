//! The door: public pages, signing in and out, leaving quickly, where everybody begins.

mod public;
mod signing;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    public::register(routes);
    signing::register(routes);
}
