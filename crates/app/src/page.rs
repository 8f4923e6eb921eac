//! Lists that are read page by page: how much a page holds, and where the next one begins.

use sayso_core::referral::Referral;

use crate::Bookmark;

/// Rows of one page: each is asked of the policies and opened with a key of its own.
pub const ROWS: u32 = 30;

/// Cuts what was read, one more than a page, to a page. Gives where the next one begins, where there is one.
pub(crate) fn cut(all: &mut Vec<Referral>) -> Option<Bookmark> {
    let more = all.len() > ROWS as usize;
    all.truncate(ROWS as usize);
    all.last().filter(|_| more).map(|r| (r.made_at, r.id))
}
