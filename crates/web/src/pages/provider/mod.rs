//! The provider: what came in, the team, a coach’s day, the person’s page.

use crate::routes::Routes;

pub(super) fn register(_routes: &mut Routes) {}
