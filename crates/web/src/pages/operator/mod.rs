//! The operator: health, people and access, probes. Nothing personal.

mod health;
mod limits;
mod members;
mod probe;
mod recovery;
mod seat;
mod stuck;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    probe::register(routes);
    health::register(routes);
    limits::register(routes);
    stuck::register(routes);
    members::register(routes);
    seat::register(routes);
    recovery::register(routes);
}
