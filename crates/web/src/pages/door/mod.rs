//! The door: public pages, signing in and out, leaving quickly, where everybody begins, a reply to a text.

mod public;
mod reply;
mod signing;

pub(in crate::pages) use public::{concern_fields, raised, standing};

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    public::register(routes);
    reply::register(routes);
    signing::register(routes);
}
