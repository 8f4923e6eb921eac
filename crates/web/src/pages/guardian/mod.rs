//! The guardian: who looked, never what they saw.

mod oversight;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    oversight::register(routes);
}
