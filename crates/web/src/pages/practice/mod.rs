//! The practice: offering, sharing at the desk, reception, cards, words for the record.

use crate::routes::Routes;

pub(super) fn register(_routes: &mut Routes) {}
