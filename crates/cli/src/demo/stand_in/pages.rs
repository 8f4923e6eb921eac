//! The stand-in's three pages: the list, one record, and "nothing here". Plain HTML, no script.

use maud::{DOCTYPE, Markup, html};

use super::{Handover, Patient};

fn document(given: &Handover, title: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/style.css";
            }
            body {
                header {
                    p { strong { "Stand-in GP system (not a real one)" } }
                    p { (given.practice) ". Invented patients. A process of its own, on this machine alone." }
                    nav aria-label="Places" {
                        a href="/" { "Patients" } " "
                        a href={ (given.sayso) "/demo" } { "Back to the Sayso demo" }
                    }
                }
                main { (body) }
            }
        }
    }
}

/// Everybody on the practice's own list.
pub(super) fn list(given: &Handover) -> Markup {
    let body = html! {
        h1 { "Patients" }
        p { "Open a patient to offer work support, or to read what was filed." }
        table {
            caption { "The practice’s list" }
            thead { tr {
                th scope="col" { "Name" }
                th scope="col" { "Born" }
                th scope="col" { "NHS number" }
            } }
            tbody {
                @for (nth, patient) in given.patients.iter().enumerate() {
                    tr {
                        th scope="row" { a href={ "/patients/" (nth) } { (patient.name) } }
                        td { (patient.born) }
                        td { (spaced(&patient.nhs_number)) }
                    }
                }
            }
        }
    };
    document(given, "Patients", &body)
}

/// One patient's record.
pub(super) fn record(given: &Handover, nth: usize, patient: &Patient, words: &[String]) -> Markup {
    let body = html! {
        h1 { (patient.name) }
        p { "Born " (patient.born) ". NHS number " (spaced(&patient.nhs_number)) "." }
        form method="post" action={ "/patients/" (nth) "/offer" } {
            button type="submit" { "Offer work support" }
        }
        p {
            "This opens Sayso’s offer page. Sit as Dr Patel or Jo first. "
            "Sayso is told the number alone, and keeps nothing until the person says yes."
        }
        h2 { "Record" }
        @if words.is_empty() {
            p { "Nothing was filed from Sayso." }
        } @else {
            ul { @for text in words { li { (text) } } }
        }
    };
    document(given, "Patient record", &body)
}

/// No such patient.
pub(super) fn nothing(given: &Handover) -> Markup {
    document(
        given,
        "Nothing here",
        &html! { h1 { "Nothing here" } p { a href="/" { "All patients" } } },
    )
}

/// Sayso did not answer as expected.
pub(super) fn no_answer(given: &Handover, why: &str) -> Markup {
    let body = html! {
        h1 { "Sayso did not open the offer page" }
        p { "It said: " (why) "." }
        p { a href="/" { "All patients" } }
    };
    document(given, "No answer", &body)
}

fn spaced(digits: &str) -> String {
    match (digits.get(..3), digits.get(3..6), digits.get(6..)) {
        (Some(a), Some(b), Some(c)) => format!("{a} {b} {c}"),
        _ => digits.to_owned(),
    }
}
