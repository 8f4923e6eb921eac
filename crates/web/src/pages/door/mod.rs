//! The door: public pages, signing in and out, leaving quickly, where everybody begins.

mod public;
mod signing;

pub(in crate::pages) use public::{concern_fields, raised, standing};

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    public::register(routes);
    signing::register(routes);
}
