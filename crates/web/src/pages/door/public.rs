//! Public pages: what this is and refuses to do, where data goes, who pays whom, what we cannot stop.

use crate::routes::Routes;

pub(super) fn register(_routes: &mut Routes) {}
