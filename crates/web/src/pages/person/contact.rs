//! How to reach the person safely, and a private word of their own. After this, the card's words alone open nothing.

use axum::response::Response;
use maud::{Markup, html};
use sayso_app::own::{self, Held};
use sayso_app::{Error, Lane};
use sayso_core::person::{Details, SafeContact, Way};

use super::contact_limits;
use super::exit_button;
use super::held::way_in_words;
use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Choice, Choices, Input, Label, Textarea, button, input, radios, textarea};
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::common;
use sayso_words::sayings::contact as say;

pub(super) fn register(r: &mut Routes) {
    r.get("/home/contact", Who::Person, "open_own", "own_opened", ask);
    r.post("/home/contact", Who::Person, "enrol", "enrolled", enrol);
    r.post("/home/card", Who::Person, "write_own", "card_replaced", new_card);
}

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
    let w = ctx.words();
    let body = page(&ctx, &held, &filled, &[]);
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

fn page(ctx: &Ctx, held: &Held, filled: &Filled, errors: &[(&str, Say)]) -> Markup {
    let w = ctx.words();
    let error = |field| w.wrong(errors, field);
    let word = |name, label: &Say, hint: &Say| {
        input(&Input {
            name,
            label: Label::from(w.t(label)),
            hint: w.s(hint).into(),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            width: Some(20),
            error: error(name),
            ..Input::default()
        })
    };
    if in_place_of_a_forgotten_one(held) {
        return html! {
            (w.problems(errors))
            h1 { (w.t(&say::new_word_heading())) }
            p { (w.t(&say::reach_stays())) }
            form method="post" action="/home/contact" novalidate {
                (ctx.csrf())
                (word("private", &say::private(), &say::choose_word()))
                (button(&Button::primary(w.t(&say::save()))))
            }
            (exit_button::part(ctx, false))
        };
    }
    html! {
        (w.problems(errors))
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::who_else())) }
        form method="post" action="/home/contact" novalidate {
            (ctx.csrf())
            (radios(&Choices {
                name: "way",
                legend: Some(w.t(&say::reach_me()).into()),
                items: Way::ALL.iter().map(|way| Choice::new(way.as_str(), w.t(&way_in_words(*way)))).collect(),
                selected: vec![&filled.way],
                error: error("way"),
                ..Choices::default()
            }))
            (textarea(&Textarea {
                name: "when",
                label: Label::from(w.t(&say::when())),
                hint: w.t(&say::when_hint()),
                value: &filled.when,
                rows: Some(2),
                error: error("when"),
                ..Textarea::default()
            }))
            (contact_limits::fields(&filled.limits, errors, w))
            (radios(&Choices {
                name: "name_it",
                legend: Some(w.t(&say::may_name()).into()),
                hint: w.t(&say::may_name_hint()),
                items: vec![Choice::new("no", w.t(&say::no())), Choice::new("yes", w.t(&say::yes()))],
                selected: vec![&filled.name_it],
                error: error("name_it"),
                ..Choices::default()
            }))
            @if held.enrolled {
                (word("another", &say::another(), &say::another_hint()))
                (word("private", &say::private(), &say::have_word()))
            } @else {
                (word("private", &say::private(), &say::choose_word()))
            }
            (button(&Button::primary(w.t(&say::save()))))
        }
        (exit_button::part(ctx, held.enrolled))
        h2 { (w.t(&say::lost_card())) }
        p { (w.t(&say::lost_card_new())) }
        form method="post" action="/home/card" novalidate {
            (ctx.csrf())
            (button(&Button::secondary(w.t(&say::make_card()))))
        }
    }
}

/// There was a word, and it ended because its person forgot it: they choose a new one, and nothing else.
const fn in_place_of_a_forgotten_one(held: &Held) -> bool {
    !held.enrolled && held.contact.is_some()
}

/// A new word in place of a forgotten one.
async fn new_word(mut ctx: Ctx, held: &Held, contact: SafeContact, form: &Form) -> Answer {
    let word = form.get("private").to_owned();
    if sayso_core::spoken::tidy(&word).chars().count() < 4 {
        return Ok(not_right(&ctx, held, form, &[("private", say::four_letters())]));
    }
    ctx.act(Lane::Normal, move |desk, visit| {
        own::enrol(desk, &visit.actor, contact, &word)
    })
    .await?;
    Ok(ctx.see("/home"))
}

/// Shown in answer to the form and nowhere else: the words are kept as a fingerprint alone.
async fn new_card(Posted { mut ctx, .. }: Posted) -> Answer {
    let words = ctx
        .act(Lane::Normal, |desk, visit| {
            sayso_app::card::replace(desk, &visit.actor, super::me(visit)?)
        })
        .await?;
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::new_card())) }
        p { (w.t(&say::write_down())) }
        p class="app-code" { (words) }
        p { (w.t(&say::also_private())) }
        p { a href="/home" { (w.t(&common::your_page())) } }
    };
    Ok(ctx.page_said(&say::your_card(), Some("/home"), &with_way_out(w, &body)))
}

/// What is not right yet, field by field.
fn check(form: &Form, details: &Details, enrolled: bool) -> (Option<Way>, Vec<(&'static str, Say)>) {
    let way = Way::parse(form.get("way"));
    let mut errors = vec![];
    match way {
        None => errors.push(("way", say::choose_way())),
        Some(Way::Text | Way::Phone) if details.phone.is_none() => {
            errors.push(("way", say::no_phone()));
        }
        Some(Way::Email) if details.email.is_none() => {
            errors.push(("way", say::no_email()));
        }
        Some(_) => {}
    }
    if !matches!(form.get("name_it"), "yes" | "no") {
        errors.push(("name_it", say::choose_name()));
    }
    let chosen = if enrolled { "another" } else { "private" };
    let kept_as_it_is = enrolled && form.get(chosen).is_empty();
    if !kept_as_it_is && sayso_core::spoken::tidy(form.get(chosen)).chars().count() < 4 {
        errors.push((chosen, say::four_letters()));
    }
    (way, errors)
}

async fn enrol(Posted { mut ctx, form }: Posted) -> Answer {
    let held = open(&mut ctx).await?;
    if let Some(contact) = held
        .contact
        .clone()
        .filter(|_| in_place_of_a_forgotten_one(&held))
    {
        return new_word(ctx, &held, contact, &form).await;
    }
    let (way, mut errors) = check(&form, &held.person.details, held.enrolled);
    let limits = contact_limits::read(&form, &mut errors);
    let (Some(way), true) = (way, errors.is_empty()) else {
        return Ok(not_right(&ctx, &held, &form, &errors));
    };
    let when = match screened(&form, "when") {
        Screened::Keep(when) => when,
        Screened::Ask(when) => {
            let names = ["way", "when", "name_it", "private", "another"]
                .into_iter()
                .chain(contact_limits::FIELDS);
            let kept: Vec<_> = names.map(|name| (name, form.get(name))).collect();
            let w = ctx.words();
            let body = offer_to_mask(&ctx, "/home/contact", &kept, &when);
            return Ok(ctx.page_said_with_errors(
                &say::title(),
                Some("/home/contact"),
                &with_way_out(w, &body),
            ));
        }
    };
    let contact = SafeContact {
        way,
        when,
        may_name_service: form.get("name_it") == "yes",
        limits,
    };
    let (word, another) = (form.get("private").to_owned(), form.get("another").to_owned());
    let enrolled = held.enrolled;
    if enrolled && !super::first::may_try(&ctx) {
        return Err(ctx.failure(Error::Busy));
    }
    let right = ctx
        .act(Lane::Normal, move |desk, visit| {
            if enrolled {
                return own::change_contact(desk, &visit.actor, contact, &word, &another);
            }
            own::enrol(desk, &visit.actor, contact, &word).map(|()| true)
        })
        .await?;
    if right {
        return Ok(ctx.see("/home"));
    }
    let wrong = [("private", sayso_words::sayings::first::not_your_word())];
    Ok(not_right(&ctx, &held, &form, &wrong))
}

/// The form again, as it was filled in.
fn not_right(ctx: &Ctx, held: &Held, form: &Form, errors: &[(&str, Say)]) -> Response {
    let filled = Filled {
        way: form.get("way").into(),
        when: form.get("when").into(),
        name_it: form.get("name_it").into(),
        limits: contact_limits::Filled::from(form),
    };
    let body = page(ctx, held, &filled, errors);
    ctx.page_said_with_errors(&say::title(), Some("/home"), &with_way_out(ctx.words(), &body))
}
