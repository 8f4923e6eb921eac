//! The demonstration's pages in words. Owns: the cast's cards, the tour, the outbox. Never a fact about anybody real.

use maud::{Markup, html};
use sayso_app::telling::moment_in_words;
use sayso_web::nhs::{Button, Card, Details, button, card, details};

use super::world::{Chair, Guide, Leaving};

/// The cast, in the order of the page: key, what they are there for.
const CAST: [(&str, &str, &str); 16] = [
    (
        "person-alex",
        "Alex Morgan",
        "The person. See what is held, who looked, and how to stop it.",
    ),
    (
        "supporter-kim",
        "Kim",
        "Supports Alex. Sees what Alex chose, until Alex takes it back. Never says yes.",
    ),
    (
        "attorney-robin",
        "Robin Vale",
        "Holds a legal power for somebody. May say one yes, while two records count, and nothing else.",
    ),
    (
        "clinician-patel",
        "Dr Patel",
        "A GP. Offer support in a minute, from a page about nobody.",
    ),
    (
        "practice-jo",
        "Jo Reyes",
        "Reception. Hear “I have changed my mind” by phone.",
    ),
    (
        "coach-sam",
        "Sam Okoro",
        "A coach. Reads what Alex shares, and nothing else.",
    ),
    ("lead-lena", "Lena Fox", "Leads Sam’s team. Answers what came in."),
    (
        "person-both",
        "Somebody with two services",
        "Has support with work and a therapist. Neither can learn of the other.",
    ),
    (
        "therapist-noor",
        "Noor Haddad",
        "A therapist in the second service. Sees what was said to it alone.",
    ),
    (
        "guardian-grace",
        "Grace Adeyemi",
        "The scheme’s guardian. Sees who looked, never what.",
    ),
    ("guardian-tomasz", "Tomasz Wilk", "The guardian’s deputy."),
    (
        "guardian-ines",
        "Ines Calder",
        "The guardian of the second service. Finds nothing of the first.",
    ),
    (
        "commissioner-priya",
        "Priya Shah",
        "Pays for the scheme. Asks whether it works, never who.",
    ),
    (
        "nominee-nia",
        "Nia Roberts",
        "Of a user-led organisation. Signs changed terms, or says no.",
    ),
    (
        "evaluator-ezra",
        "Ezra Quaye",
        "An independent evaluator. Says beforehand what is measured, and publishes what came of it.",
    ),
    (
        "operator-kit",
        "Kit Moss",
        "Keeps the server running. Sees nobody.",
    ),
];

fn seat_form(key: &str, words: &str, then: Option<&str>, csrf: &Markup) -> Markup {
    html! {
        form method="post" action="/demo/sit" {
            (csrf)
            input type="hidden" name="seat" value=(key);
            @if let Some(then) = then { input type="hidden" name="then" value=(then); }
            (button(&Button { small: true, ..Button::secondary(words) }))
        }
    }
}

/// The role switcher, the clock and the tour.
pub(super) fn home(guide: &Guide, (gp, second): (&str, &str), clock: &str, csrf: &Markup) -> Markup {
    let more: Vec<&Chair> = guide
        .chairs
        .iter()
        .filter(|c| CAST.iter().all(|(key, ..)| *key != c.key))
        .collect();
    let others = html! {
        @for chair in more {
            (seat_form(&chair.key, &format!("Sit as {}", chair.name), None, csrf))
        }
    };
    html! {
        h1 { "Try Sayso" }
        p class="nhsuk-lede-text" {
            "Everybody here is invented, and nothing leaves this machine. Take a seat, move the clock, and try to break a promise."
        }
        h2 { "Take a seat" }
        ul class="app-grid" {
            @for (key, name, words) in CAST {
                li {
                    (card(&Card {
                        heading: name.into(),
                        heading_level: Some(3),
                        description: html! {
                            p class="nhsuk-card__description" { (words) }
                            (seat_form(key, &format!("Sit as {name}"), None, csrf))
                        }.into(),
                        ..Card::default()
                    }))
                }
            }
        }
        (details(&Details {
            summary: "More seats".into(),
            content: others.into(),
            ..Details::default()
        }))
        p {
            "One browser sits in one seat at each address. For two seats side by side, sit in the other one "
            a href=(second) target="_blank" rel="noopener" { "in a second window" } "."
        }
        h2 { "Move the clock" }
        p { "It is " (clock) " in this world. What is due then happens at once." }
        form method="post" action="/demo/clock" {
            (csrf)
            @for (hours, words) in [("1", "One hour later"), ("25", "Tomorrow, an hour later"), ("168", "One week later")] {
                (button(&Button { name: Some("hours"), value: Some(hours), small: true, ..Button::secondary(words) })) " "
            }
        }
        h2 { "Look around" }
        ul class="nhsuk-list nhsuk-list--bullet" {
            li { a href="/demo/outbox" { "The outbox" } ": every message that left, and sign-in codes" }
            li { a href=(gp) { "The stand-in GP system" } ": a process of its own, not a real one" }
            li { a href="/where-data-goes" { "Where data goes" } ", " a href="/who-pays" { "who pays whom" } " and "
                 a href="/what-we-cannot-stop" { "what we cannot stop" } ": for everybody" }
        }
        h2 { "Answer at home, with a card" }
        p { "Reception handed out a card with these three words. Nobody has used it. It holds no name." }
        p class="app-code" { (guide.card) }
        p { a href="/card" { "Use the card" } }
        p {
            "Alex signs in the same way as anybody: the words " strong { (guide.alex[0]) }
            ", the private word " strong { (guide.alex[1]) } ", then a code from the outbox. "
            a href="/sign-in" { "Sign in as Alex does" }
        }
        (tour(guide, (gp, second), csrf))
    }
}

fn tour(guide: &Guide, (gp, second): (&str, &str), csrf: &Markup) -> Markup {
    let alex = guide.chair("person-alex").and_then(|c| c.person);
    let file = alex.map(|id| format!("/person/{id}")).unwrap_or_default();
    html! {
        h2 { "Try to make it break a promise" }
        h3 { "Leave while Sam’s page is open" }
        p {
            "Open Alex’s page as Sam. " a href=(second) target="_blank" rel="noopener" { "In a second window" }
            ", sit as Alex and leave. Go back to Sam and click anything."
        }
        (seat_form("coach-sam", "Open Alex’s page as Sam", Some(&file), csrf))
        (seat_form("person-alex", "Change your mind as Alex", Some("/home/change"), csrf))
        h3 { "Send something to the DWP" }
        p { "Add it to the list of who receives what, as the operator. This uses the same code as publishing real terms." }
        form method="post" action="/demo/try-benefits" {
            (csrf)
            (button(&Button { small: true, ..Button::secondary("Add the DWP as a recipient") }))
        }
        h3 { "Write in the GP record as Sam" }
        p { "Sam can suggest words. Only Alex and then a clinician can let them in." }
        form method="post" action="/demo/try-record" {
            (csrf)
            (button(&Button { small: true, ..Button::secondary("Write in Alex’s record as Sam") }))
        }
        h3 { "Look at somebody as the commissioner" }
        p { "Priya has the address of Alex’s page. It does not help." }
        (seat_form("commissioner-priya", "Open Alex’s page as Priya", Some(&file), csrf))
        h3 { "Offer support from the GP’s own system" }
        p {
            "Sit as Dr Patel, then choose a patient in " a href=(gp) { "the stand-in GP system" } ". "
            "Say no, and look for what was kept: one count."
        }
        (seat_form("clinician-patel", "Sit as Dr Patel and offer support", None, csrf))
    }
}

/// What left.
pub(super) fn outbox(gone: &[Leaving], gp: &str) -> Markup {
    html! {
        h1 { "What left" }
        p { "In a real deployment these go to people and organisations. Here they stay in memory, newest first." }
        p { "Words that a practice files also stand in " a href=(gp) { "the stand-in GP system" } "." }
        @if gone.is_empty() { p { "Nothing has left yet." } }
        @for one in gone {
            (card(&Card {
                heading: format!("{} to {}", one.what, one.to).into(),
                heading_level: Some(2),
                description: html! {
                    p class="nhsuk-card__description" { (one.text) }
                    p class="app-quiet" { (moment_in_words(one.at)) }
                }.into(),
                ..Card::default()
            }))
        }
    }
}

/// What the real use case said to a benefits recipient.
pub(super) fn benefits(words: &str) -> Markup {
    html! {
        h1 { "Sayso did not publish it" }
        p { "Kit tried to publish terms that send a referral to the Department for Work and Pensions. Sayso answered:" }
        div class="nhsuk-inset-text" {
            span class="nhsuk-u-visually-hidden" { "Information: " }
            p { (words) }
        }
        p { "There is no switch for this. A server that finds such terms in its data does not show them either." }
        p { a href="/where-data-goes" { "See where data goes" } }
    }
}

/// What happened when Sam tried to write in the record.
pub(super) fn record(allowed: bool, csrf: &Markup) -> Markup {
    html! {
        @if allowed {
            h1 { "Sam could write" }
            p { "This must never happen. Please report it." }
        } @else {
            h1 { "Sayso did not allow it" }
            p { "Sam tried to write in Alex’s GP record. For Sam, there is nothing there." }
            p { "The try itself is written down, and Alex can read it." }
            (seat_form("person-alex", "See it as Alex", Some("/home/history"), csrf))
        }
    }
}
