//! The way from home: three words, the question, an answer, what may leave, check, sent.

use crate::routes::Routes;

pub(super) fn register(_routes: &mut Routes) {}
