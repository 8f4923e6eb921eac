//! The operator: health, people and access. Nothing personal.

use crate::routes::Routes;

pub(super) fn register(_routes: &mut Routes) {}
