//! Finding a patient of the practice. What is typed here goes into no address and is kept nowhere.

use std::collections::BTreeMap;

use axum::extract::Query;
use maud::{Markup, html};
use sayso_app::practice::{self, Listed, Sought};
use sayso_app::{Lane, awkward};
use sayso_core::id::PersonId;
use sayso_core::person::Details;
use sayso_core::seat::Actor;

use super::{about, at_a_practice, heard, id, keep, wrong};
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Button, Details as Folded, Input, button, details, input, problems};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/practice/find", Who::Practice, "offer", "-", ask);
    r.post(
        "/practice/find",
        Who::Practice,
        "find_patient",
        "patient_looked_for",
        find,
    );
    r.post(
        "/practice/find/choose",
        Who::Practice,
        "open_patient",
        "-",
        choose,
    );
    r.post(
        "/practice/find/keep-me-away",
        Who::Practice,
        "open_patient",
        "kept_themselves_away",
        keep_me_away,
    );
    r.post("/practice/find/add", Who::Practice, "offer", "-", add);
}

/// What they came for. Only an offer begins without their page.
fn wish(text: &str) -> &'static str {
    match text {
        "offer" => "offer",
        "code" => "code",
        "record" => "record",
        _ => "mind",
    }
}

async fn ask(Query(query): Query<BTreeMap<String, String>>, mut ctx: Ctx) -> Answer {
    at_a_practice(&mut ctx).await?;
    let wish = wish(query.get("for").map_or("", String::as_str));
    let body = ask_page(&ctx, wish, &Form::default(), &[]);
    Ok(ctx.page("Find a patient", Some("/practice"), &body))
}

fn ask_page(ctx: &Ctx, wish: &str, form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        (problems(errors))
        h1 { "Who is it?" }
        p { "Your own practice’s list. Nothing is kept of a search but that you made one." }
        form method="post" action="/practice/find" novalidate {
            (ctx.csrf())
            input type="hidden" name="for" value=(wish);
            (fields(form, errors))
            p { "Or, from a slip without a name:" }
            (input(&Input {
                name: "slip",
                label: "The reference on the slip, or three words".into(),
                hint: "Like K7M-4QX".into(),
                value: form.some("slip").as_deref(),
                error: wrong(errors, "slip"),
                autocomplete: Some("off"),
                spellcheck: Some(false),
                width: Some(20),
                ..Input::default()
            }))
            (button(&Button::primary("Find")))
        }
        @if wish == "offer" {
            h2 class="nhsuk-heading-m" { "Not on the list?" }
            p { "Nobody is turned away for lack of a number." }
            (add_form(ctx, form.get("name")))
        }
    }
}

/// What somebody is found by: a number, or a name and a birth date.
pub(super) fn fields(form: &Form, errors: &[(&str, &str)]) -> Markup {
    html! {
        (input(&Input {
            name: "number",
            label: "NHS number".into(),
            hint: "10 digits. Spaces do not matter.".into(),
            value: form.some("number").as_deref(),
            error: wrong(errors, "number"),
            inputmode: Some("numeric"),
            autocomplete: Some("off"),
            width: Some(20),
            ..Input::default()
        }))
        p { "Or, without a number:" }
        (input(&Input {
            name: "name",
            label: "Full name".into(),
            value: form.some("name").as_deref(),
            error: wrong(errors, "name"),
            autocomplete: Some("off"),
            spellcheck: Some(false),
            ..Input::default()
        }))
        (heard::day_fields(form, "born", "Birth date", "For example, 15 3 1984", errors))
    }
}

fn add_form(ctx: &Ctx, name: &str) -> Markup {
    html! {
        form method="post" action="/practice/find/add" novalidate {
            (ctx.csrf())
            (input(&Input {
                name: "new_name",
                label: "The name they use".into(),
                value: Some(name).filter(|n| !n.is_empty()),
                autocomplete: Some("off"),
                ..Input::default()
            }))
            (button(&Button::secondary("Go on with a name only")))
        }
    }
}

pub(super) fn sought(form: &Form) -> Result<Sought, heard::Problems> {
    let number = form.get("number");
    if !number.is_empty() {
        return match number.parse() {
            Ok(number) => Ok(Sought {
                nhs_number: Some(number),
                ..Sought::default()
            }),
            Err(_) => Err(vec![(
                "number",
                "Check the NHS number: these digits do not fit together",
            )]),
        };
    }
    let mut problems = vec![];
    let name = form.get("name").to_owned();
    if name.is_empty() {
        problems.push(("name", "Enter an NHS number, or a full name"));
    }
    let birth_date = heard::day(form, "born");
    match birth_date {
        Ok(Some(birth_date)) if problems.is_empty() => Ok(Sought {
            nhs_number: None,
            name,
            birth_date: Some(birth_date),
        }),
        _ => {
            if !matches!(birth_date, Ok(Some(_))) {
                problems.push(("born", "Enter a birth date, for example 15 3 1984"));
            }
            Err(problems)
        }
    }
}

async fn find(Posted { mut ctx, form }: Posted) -> Answer {
    let wish = wish(form.get("for"));
    if let Some(written) = form.some("slip") {
        return by_slip(ctx, &form, wish, written).await;
    }
    let sought = match sought(&form) {
        Ok(sought) => sought,
        Err(errors) => {
            at_a_practice(&mut ctx).await?;
            let body = ask_page(&ctx, wish, &form, &errors);
            return Ok(ctx.page_with_errors("Find a patient", Some("/practice"), &body));
        }
    };
    let found = ctx
        .act(Lane::Normal, move |desk, visit| {
            practice::find(desk, &visit.actor, &sought)
        })
        .await?;
    let body = found_page(&ctx, wish, form.get("name"), &found);
    Ok(ctx.page("Find a patient", Some("/practice"), &body))
}

/// Somebody handed a slip in: what stands on it is enough.
async fn by_slip(mut ctx: Ctx, form: &Form, wish: &str, written: String) -> Answer {
    let found = ctx
        .act(Lane::Normal, move |desk, visit| {
            practice::find_by_slip(desk, &visit.actor, &written)
        })
        .await;
    match found {
        Ok(found) => {
            let body = found_page(&ctx, wish, "", &found);
            Ok(ctx.page("Find a patient", Some("/practice"), &body))
        }
        Err(f) => match f.error {
            sayso_app::Error::Input(words) => {
                let body = ask_page(&ctx, wish, form, &[("slip", words)]);
                Ok(ctx.page_with_errors("Find a patient", Some("/practice"), &body))
            }
            _ => Err(f),
        },
    }
}

/// Who was found, each with a button; also where a launch from the practice's own system needs a choice.
pub(super) fn found_page(ctx: &Ctx, wish: &str, name: &str, found: &[Listed]) -> Markup {
    html! {
        @if found.is_empty() {
            h1 { "Nobody on the list fits" }
            p { "Check the number, or the name and birth date. Nothing was kept." }
            p { a href={ "/practice/find?for=" (wish) } { "Search again" } }
            @if wish == "offer" { (add_form(ctx, name)) }
        } @else {
            h1 { "Is this the right person?" }
            @for who in found {
                (about(who))
                form method="post" action="/practice/find/choose" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="for" value=(wish);
                    input type="hidden" name="person" value=(who.person);
                    (button(&Button::primary("Yes, this is the patient")))
                }
                (details(&Folded {
                    summary: "This is me, or somebody I know".into(),
                    content: mine(ctx, who.person).into(),
                    ..Folded::default()
                }))
            }
            p { a href={ "/practice/find?for=" (wish) } { "No, search again" } }
        }
    }
}

/// Staff are patients too, and so are their families.
fn mine(ctx: &Ctx, person: PersonId) -> Markup {
    html! {
        p { "You can be kept away from this record. From then on you find and see nothing of it here, and a colleague does it." }
        p { "They can see that you chose this. Only they can let you back. Your own pages, if this is you, stay as they are." }
        form method="post" action="/practice/find/keep-me-away" novalidate {
            (ctx.csrf())
            input type="hidden" name="person" value=(person);
            (button(&Button::secondary("Keep me away from this record")))
        }
    }
}

async fn keep_me_away(Posted { mut ctx, form }: Posted) -> Answer {
    let person = id(&mut ctx, form.get("person")).await?;
    ctx.act(Lane::Normal, move |desk, visit| {
        awkward::keep_me_away(desk, &visit.actor, person)
    })
    .await?;
    let body = html! {
        h1 { "You are kept away from this record" }
        p { "Ask a colleague to do what is needed. You did not open it." }
        p { a href="/practice" { "Back to your first page" } }
    };
    Ok(ctx.page("Kept away", Some("/practice"), &body))
}

async fn choose(Posted { mut ctx, form }: Posted) -> Answer {
    let person = id(&mut ctx, form.get("person")).await?;
    let who = ctx
        .act(Lane::Normal, move |desk, visit| {
            practice::choose(desk, &visit.actor, person)
        })
        .await?;
    if wish(form.get("for")) != "offer" {
        return Ok(ctx.see(&format!("/practice/person/{person}")));
    }
    let details = Details {
        name: who.name,
        birth_date: who.birth_date,
        nhs_number: who.nhs_number,
        ..Details::default()
    };
    offer_to(&ctx, Some(who.person), details)
}

async fn add(Posted { mut ctx, form }: Posted) -> Answer {
    at_a_practice(&mut ctx).await?;
    let Some(name) = form.some("new_name") else {
        let errors = [("new_name", "Enter the name they use")];
        let body = ask_page(&ctx, "offer", &form, &errors);
        return Ok(ctx.page_with_errors("Find a patient", Some("/practice"), &body));
    };
    let details = Details {
        name,
        ..Details::default()
    };
    offer_to(&ctx, None, details)
}

/// Begins an answer in memory and opens its page.
fn offer_to(ctx: &Ctx, person: Option<PersonId>, details: Details) -> Answer {
    let Actor::Member(member) = ctx.visit.actor else {
        return Err(ctx.failure(sayso_app::Error::NotFound));
    };
    let basket = Basket {
        practice: Some(member.org),
        person,
        details,
        ..Basket::default()
    };
    let token = keep(ctx, basket);
    Ok(ctx.see(&format!("/offer/{token}")))
}
