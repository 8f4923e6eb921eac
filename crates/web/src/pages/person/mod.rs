//! The person's own pages.

mod home;

use crate::routes::Routes;

pub(super) fn register(routes: &mut Routes) {
    home::register(routes);
}
