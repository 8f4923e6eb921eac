//! How to reach the person safely, and a private word of their own. After this, the card's words alone open nothing.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::own::{self, Held};
use sayso_core::person::{Details, SafeContact, Way};

use super::contact_limits;
use super::held::way_in_words;
use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Input, Label, Textarea, button, input, problems, radios, textarea,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/contact", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/contact", Who::Person, "enrol", "enrolled", enrol);
    r.post("/home/card", Who::Person, "enrol", "card_replaced", new_card);
}

const TITLE: &str = "How to reach you";

/// What stands in the form.
#[derive(Default)]
struct Filled {
    way: String,
    when: String,
    name_it: String,
    limits: contact_limits::Filled,
}

async fn open(ctx: &mut Ctx) -> Result<Held, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| own::open_to_enrol(desk, &visit.actor))
        .await
}

async fn ask(mut ctx: Ctx) -> Answer {
    let held = open(&mut ctx).await?;
    let filled = held.contact.as_ref().map_or_else(Filled::default, |c| Filled {
        way: c.way.to_string(),
        when: c.when.clone(),
        name_it: if c.may_name_service { "yes" } else { "no" }.into(),
        limits: contact_limits::Filled::of(&c.limits),
    });
    let body = page(&ctx, &held, &filled, &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, held: &Held, filled: &Filled, errors: &[(&str, &str)]) -> Markup {
    let error = |field| {
        errors
            .iter()
            .find(|(f, _)| *f == field)
            .map(|(_, words)| (*words).into())
    };
    let hint = if held.enrolled {
        "Give the word you have, or choose a new one. We cannot show it to you."
    } else {
        "At least 4 letters. Choose one that only you would think of. You need it to sign in."
    };
    html! {
        (problems(errors))
        h1 { "How can we reach you safely?" }
        p { "Think of who else may see your phone, post or email." }
        form method="post" action="/home/contact" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "way",
                legend: Some("Reach me".into()),
                items: Way::ALL.iter().map(|w| Choice::new(w.as_str(), way_in_words(*w))).collect(),
                selected: vec![&filled.way],
                error: error("way"),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "when",
                label: Label::from("When is it safe, and when not? (optional)"),
                hint: "For example: mornings only, never at weekends.".into(),
                value: &filled.when,
                rows: Some(2),
                error: error("when"),
                ..Textarea::default()
            }))
            (contact_limits::fields(&filled.limits, errors))
            (radios(&Choices {
                name: "name_it",
                legend: Some("May a message say what it is about?".into()),
                hint: "If you choose no, it only says that you have a message.".into(),
                items: vec![Choice::new("no", "No"), Choice::new("yes", "Yes")],
                selected: vec![&filled.name_it],
                error: error("name_it"),
                ..Choices::default()
            }))
            (input(&Input {
                name: "private",
                label: Label::from("Your private word"),
                hint: hint.into(),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                width: Some(20),
                error: error("private"),
                ..Input::default()
            }))
            (button(&Button::primary("Save")))
        }
        h2 { "Have you lost your card?" }
        p { "Make a new one here. The words of the old card then open nothing." }
        form method="post" action="/home/card" novalidate {
            (ctx.csrf())
            (button(&Button::secondary("Make a new card")))
        }
    }
}

/// Shown in answer to the form and nowhere else: the words are kept as a fingerprint alone.
async fn new_card(Posted { mut ctx, .. }: Posted) -> Answer {
    let words = ctx
        .act(Lane::Normal, |desk, visit| {
            sayso_app::card::replace(desk, &visit.actor, super::me(visit)?)
        })
        .await?;
    let body = html! {
        h1 { "Your new card" }
        p { "Write these three words down. They are shown this once." }
        p class="app-code" { (words) }
        p { "To sign in you also need your private word, or your birth date. The words of your old card open nothing." }
        p { a href="/home" { "Your page" } }
    };
    Ok(ctx.page("Your card", Some("/home"), &with_way_out(&body)))
}

/// What is not right yet, field by field.
fn check(form: &Form, details: &Details) -> (Option<Way>, Vec<(&'static str, &'static str)>) {
    let way = Way::parse(form.get("way"));
    let mut errors = vec![];
    match way {
        None => errors.push(("way", "Choose how we can reach you")),
        Some(Way::Text | Way::Phone) if details.phone.is_none() => {
            errors.push((
                "way",
                "We hold no phone number for you. Choose another way, or tell your practice",
            ));
        }
        Some(Way::Email) if details.email.is_none() => {
            errors.push((
                "way",
                "We hold no email address for you. Choose another way, or tell your practice",
            ));
        }
        Some(_) => {}
    }
    if !matches!(form.get("name_it"), "yes" | "no") {
        errors.push(("name_it", "Choose whether a message may say what it is about"));
    }
    if sayso_core::spoken::tidy(form.get("private")).chars().count() < 4 {
        errors.push(("private", "Choose a private word of at least 4 letters"));
    }
    (way, errors)
}

async fn enrol(Posted { mut ctx, form }: Posted) -> Answer {
    let held = open(&mut ctx).await?;
    let (way, mut errors) = check(&form, &held.person.details);
    let limits = contact_limits::read(&form, &mut errors);
    let (Some(way), true) = (way, errors.is_empty()) else {
        let filled = Filled {
            way: form.get("way").into(),
            when: form.get("when").into(),
            name_it: form.get("name_it").into(),
            limits: contact_limits::Filled::from(&form),
        };
        let body = page(&ctx, &held, &filled, &errors);
        return Ok(ctx.page_with_errors(TITLE, Some("/home"), &with_way_out(&body)));
    };
    let when = match screened(&form, "when") {
        Screened::Keep(when) => when,
        Screened::Ask(when) => {
            let names = ["way", "when", "name_it", "private"]
                .into_iter()
                .chain(contact_limits::FIELDS);
            let kept: Vec<_> = names.map(|name| (name, form.get(name))).collect();
            let body = offer_to_mask(&ctx, "/home/contact", &kept, &when);
            return Ok(ctx.page_with_errors(TITLE, Some("/home/contact"), &with_way_out(&body)));
        }
    };
    let contact = SafeContact {
        way,
        when,
        may_name_service: form.get("name_it") == "yes",
        limits,
    };
    let word = form.get("private").to_owned();
    ctx.act(Lane::Normal, move |desk, visit| {
        own::enrol(desk, &visit.actor, contact, &word)
    })
    .await?;
    Ok(ctx.see("/home"))
}
