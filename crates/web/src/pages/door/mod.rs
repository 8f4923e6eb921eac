//! The door: public pages, signing in and out, leaving quickly, where everybody begins, a reply to a text.

mod openid;
mod passkeys;
mod public;
mod reply;
mod session;
mod signing;
mod staff;
mod unfinished;

pub(in crate::pages) use public::{concern_fields, raised, standing};

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    public::register(routes);
    reply::register(routes);
    signing::register(routes);
    staff::register(routes);
    openid::register(routes);
    passkeys::register(routes);
    session::register(routes);
    unfinished::register(routes);
}
