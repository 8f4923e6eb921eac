//! What the page about a legal power shows: the law in brief, what is recorded, and the forms. Asks and writes nothing.

use maud::{Markup, html};
use sayso_app::power::{Row, Shown};
use sayso_app::telling::moment_in_words;
use sayso_core::id::PersonId;
use sayso_core::power::PowerKind;

use super::path;
use crate::ctx::Ctx;
use crate::form::Form;
use crate::nhs::{
    Button, Card, Choice, Choices, Input, Label, Textarea, button, card, checkboxes, input, inset_text,
    problems, radios, textarea,
};
use crate::pages::practice::{about, sentence, wrong};

pub(super) fn page(ctx: &Ctx, shown: &Shown, form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        (about(&shown.who))
        h1 { "Does somebody hold a legal power to decide for them?" }
        (the_law())
        @for row in &shown.powers { (one(ctx, shown, row, form, errors)) }
        (record(ctx, shown, form, errors))
    }
}

/// What staff must know before they type anything.
fn the_law() -> Markup {
    inset_text(
        &html! {
            p { "Start from this: the patient decides. Give every help to decide first. An unwise choice is still theirs." }
            p { "The practice never decides for them. Whoever holds the power does, for one decision, in their best interests." }
            p { "The patient is told of each step and can object at any time." }
        }
        .into(),
    )
}

fn hidden(row: &Row) -> Markup {
    html! { input type="hidden" name="power" value=(row.power.id); }
}

fn one(ctx: &Ctx, shown: &Shown, row: &Row, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let p = &row.power;
    let person = shown.who.person;
    card(&Card {
        heading_level: Some(2),
        ..Card::titled(
            p.name.clone(),
            html! {
                p class="app-wrap" { (sentence(p.kind.in_words())) ", number " (p.number) "." }
                p { "Seen by " (row.seen_by) " on " (moment_in_words(p.seen_at)) "." }
                @match &row.confirmed_by {
                    _ if p.ended_at.is_some() => p { strong { "It is over. The patient’s objection still stands." } },
                    Some(who) => p { "Seen by " (who) " too. It counts until " (moment_in_words(p.until)) " at the latest." },
                    None => p { strong { "It does nothing yet. A second person here has to see the document too." } },
                }
                @if let Some(at) = p.objected_at {
                    p { strong { "The patient objected on " (moment_in_words(at)) ". It does nothing until a clinician has looked at it again." } }
                    @if shown.may_judge { (look_again_form(ctx, person, row, form, errors)) }
                }
                @if row.may_confirm {
                    form method="post" action=(path(person, "/confirm")) novalidate {
                        (ctx.csrf())
                        (hidden(row))
                        (button(&Button::primary("I have the document in front of me. It says this")))
                    }
                }
                @if let Some((service, until, used)) = &row.record {
                    p { "Recorded: they cannot decide about " (service) " now. It counts until " (moment_in_words(*until)) "." }
                    @if *used { p { "Whoever holds the power has said yes. For another decision, record again." } }
                    @if shown.may_judge {
                        form method="post" action=(path(person, "/can-decide")) novalidate {
                            (ctx.csrf())
                            (button(&Button::secondary("They can decide. End this record")))
                        }
                    }
                } @else if row.live && shown.may_judge {
                    (cannot_form(ctx, shown, row, form, errors))
                } @else if row.live {
                    p { "A clinician can record that they cannot make one decision now." }
                }
                @if p.ended_at.is_none() {
                    form method="post" action=(path(person, "/end")) novalidate {
                        (ctx.csrf())
                        (hidden(row))
                        (button(&Button::secondary("It is over, or was wrong")))
                    }
                }
            },
        )
    })
}

fn look_again_form(ctx: &Ctx, person: PersonId, row: &Row, form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        form method="post" action=(path(person, "/look-again")) novalidate {
            (ctx.csrf())
            (hidden(row))
            (textarea(&Textarea {
                name: "found",
                label: Label::from("You looked again: what did the patient say, and what did you find?"),
                value: form.get("found"),
                rows: Some(3),
                error: wrong(errors, "found"),
                ..Textarea::default()
            }))
            (button(&Button::secondary("It may count again")))
        }
    }
}

fn cannot_form(ctx: &Ctx, shown: &Shown, row: &Row, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let services: Vec<(String, &str)> = shown
        .services
        .iter()
        .map(|s| (s.scheme.to_string(), s.name.as_str()))
        .collect();
    html! {
        h3 { "Can they make this decision now?" }
        p { "Record only that they cannot, about one service, after all help. If they can, or may soon: wait." }
        form method="post" action=(path(shown.who.person, "/cannot-decide")) novalidate {
            (ctx.csrf())
            (hidden(row))
            (radios(&Choices {
                name: "service",
                legend: Some("Which decision: a yes to".into()),
                error: wrong(errors, "service"),
                items: services.iter().map(|(value, name)| Choice::new(value, *name)).collect(),
                selected: vec![form.get("service")],
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "help",
                label: Label::from("What help were they given to decide?"),
                hint: "Plain words, pictures, time, somebody they trust, another day. The patient reads this.".into(),
                value: form.get("help"),
                rows: Some(4),
                error: wrong(errors, "help"),
                ..Textarea::default()
            }))
            (radios(&Choices {
                name: "look_again",
                legend: Some("When is it looked at again?".into()),
                hint: "After that day nothing can be done by this record.".into(),
                error: wrong(errors, "look_again"),
                items: vec![Choice::new("7", "In a week"), Choice::new("28", "In four weeks"), Choice::new("90", "In 90 days")],
                selected: vec![form.get("look_again")],
                ..Choices::default()
            }))
            (button(&Button::primary("They cannot make this decision now")))
        }
    }
}

fn record(ctx: &Ctx, shown: &Shown, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let field = |name, label: &'static str, hint: &'static str| {
        input(&Input {
            name,
            label: Label::from(label),
            hint: hint.into(),
            value: Some(form.get(name)),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            error: wrong(errors, name),
            ..Input::default()
        })
    };
    html! {
        h2 class="nhsuk-heading-l" { "You have a document in front of you" }
        p { "Two of you look at it, one after the other. Each gives its holder one half of what opens their page." }
        form method="post" action=(path(shown.who.person, "/seen")) novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "kind",
                legend: Some("What is it?".into()),
                error: wrong(errors, "kind"),
                items: vec![
                    Choice::new(PowerKind::HealthAndWelfare.as_str(), "A lasting power of attorney for health and welfare"),
                    Choice::new(PowerKind::WelfareDeputy.as_str(), "A court order as a deputy for personal welfare"),
                    Choice::new(PowerKind::PropertyAndMoney.as_str(), "A power for property and money alone"),
                ],
                selected: vec![form.get("kind")],
                ..Choices::default()
            }))
            (field("name", "Whom does it name?", "They must be 18 or older. Check who is in front of you."))
            (field("number", "Registration or order number", "As it stands on the document."))
            (checkboxes(&Choices {
                name: "in_force",
                legend: Some("Is it in force?".into()),
                error: wrong(errors, "in_force"),
                items: vec![Choice::new("yes", "It is registered with the Office of the Public Guardian; or the court’s order is sealed and covers this decision")],
                selected: if form.ticked("in_force", "yes") { vec!["yes"] } else { vec![] },
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "alone",
                legend: Some("May the person it names decide alone?".into()),
                hint: "If it names several, it says whether each may decide alone or all must together.".into(),
                error: wrong(errors, "alone"),
                items: vec![Choice::new("yes", "Yes, alone"), Choice::new("no", "No, only together with others")],
                selected: vec![form.get("alone")],
                ..Choices::default()
            }))
            (radios(&Choices {
                name: "days",
                legend: Some("For how long does it count here?".into()),
                hint: "Not longer than the document itself. Then two of you look again.".into(),
                error: wrong(errors, "days"),
                items: vec![Choice::new("91", "3 months"), Choice::new("182", "6 months"), Choice::new("365", "12 months")],
                selected: vec![form.get("days")],
                ..Choices::default()
            }))
            (button(&Button::primary("I have seen this document")))
        }
    }
}
