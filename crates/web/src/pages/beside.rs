//! What somebody wrote and the person's own words about it, side by side. Owns: that neither stands beneath the other.

use maud::{Markup, html};
use sayso_core::entry::Beside;

use crate::reading::Words;

/// `written` as it was written; the person's words beside it where there are some, under `whose` (`Your words`).
pub(super) fn side_by_side(written: &Markup, words: Option<&Beside>, whose: &str, w: Words) -> Markup {
    let Some(words) = words else {
        return written.clone();
    };
    html! {
        div class="app-side-by-side" {
            div { (written) }
            div {
                p { strong { (whose) } }
                blockquote class="app-wrap" { (words.text) }
                p class="app-quiet" { (w.t(&sayso_words::sayings::plan::written_on(words.written_at))) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_beside_and_are_escaped() {
        let words = Beside {
            person: sayso_core::id::PersonId::NIL,
            subject: sayso_core::entry::Subject::Entry(sayso_core::id::EntryId::NIL),
            text: "<not so>".into(),
            written_at: jiff::Timestamp::UNIX_EPOCH,
        };
        let written = html! { p { "It went well." } };
        let both = side_by_side(&written, Some(&words), "Your words", Words::default()).0;
        assert!(both.starts_with("<div class=\"app-side-by-side\">") && both.contains("&lt;not so&gt;"));
        assert_eq!(
            side_by_side(&written, None, "Your words", Words::default()).0,
            written.0
        );
    }
}
