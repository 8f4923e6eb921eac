//! The door: public pages, signing in and out, leaving quickly, where everybody begins.

mod openid;
mod passkeys;
mod public;
mod session;
mod signing;
mod staff;
mod unfinished;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    public::register(routes);
    signing::register(routes);
    staff::register(routes);
    openid::register(routes);
    passkeys::register(routes);
    session::register(routes);
    unfinished::register(routes);
}
