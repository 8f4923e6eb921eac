//! What stands on the certificate of a provider whose contract has ended: for its lead and for the guardian, in the
//! same words. Never says whether a rule keeps something about anybody: that there is a complaint is the person's.

use maud::{Markup, html};
use sayso_app::contract::Contract;
use sayso_app::telling::moment_in_words;

use crate::shell::print_button;

/// What stays after the contract, why, and under whose key.
pub(super) fn remains() -> Markup {
    html! {
        ul {
            li { "What was written with a person is theirs. It stands on their own page and in their own copy, and nobody at the provider can open it." }
            li { "A report of a danger, a complaint and a legal demand stay as long as their own rule says. Each is under a key of its own, which the provider has never had." }
            li { "Who did what and when stays in each person’s history." }
            li { "Nothing stays with another service. A yes never moves: each person says it afresh, or not at all." }
        }
    }
}

/// The certificate itself.
pub(super) fn certificate(c: &Contract) -> Markup {
    let Some((end, signed)) = c.end.as_ref().and_then(|e| Some((e, e.certified.as_ref()?))) else {
        return html! {};
    };
    html! {
        h1 { "Nothing is left at " (c.name) }
        p { "The contract ended on " strong { (moment_in_words(end.ends_at)) } ". From that minute nobody there could open anything." }
        p { "Signed by " (c.signed_by) " on " (moment_in_words(signed.at)) ":" }
        ul {
            li { "We have deleted every copy, download, print and message that we held outside Sayso." }
            li { "Backups of ours that still hold some are overwritten, and are not read until then." }
            li { "Calendar addresses were ended and half-written forms deleted by Sayso when the contract ended." }
        }
        h2 { "What they must keep outside Sayso" }
        @if signed.kept_outside.is_empty() { p { "Nothing." } } @else { p class="app-wrap" { (signed.kept_outside) } }
        h2 { "What stays in Sayso" }
        (remains())
        p { "The event that signs this: " span class="app-wrap" { (signed.event) } ". It stands in the log that everybody can check." }
        p { a href="/public-log" { "The public log" } }
        div class="app-screen-only" { (print_button("Print")) }
    }
}
