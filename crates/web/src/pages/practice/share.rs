//! What may leave: the screen is turned to the patient. Each line stands as its reader will see it; none is ticked.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::{self, Lines, Question, Shown, Yes};
use sayso_app::practice::offer;
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::category::Category;
use sayso_core::decide::agree::{lasts_until, leaves_at};
use sayso_core::id::OrgId;
use sayso_core::parcel::Parcel;
use sayso_core::person::Details;
use sayso_core::reads::{ReadingNeed, Reads};
use sayso_core::sayso::{How, KeyedBy};
use sayso_core::screen;
use sayso_core::seat::Actor;

use super::super::which::must_choose;
use super::offer::{practice_of, who_stands_behind, whose};
use super::{basket, heard, interpreted, keep_again, list, wrong};
use crate::baskets::{Basket, Given};
use crate::ctx::{Answer, Ctx};
use crate::drawing::document;
use crate::error::Failure;
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Input, Item, Legend, Size, Textarea, button, checkboxes, input, inset_text,
    problems, radios, textarea,
};
use crate::reading::{self, chooser};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/offer/{basket}/share", Who::Practice, "key_agreement", "-", show);
    r.post(
        "/offer/{basket}/share",
        Who::Practice,
        "key_agreement",
        "agreed",
        confirm,
    );
    r.post(
        "/offer/{basket}/words",
        Who::Practice,
        "key_agreement",
        "-",
        show_words,
    );
    r.get(
        "/offer/{basket}/details",
        Who::Practice,
        "key_agreement",
        "-",
        show_details,
    );
    r.post(
        "/offer/{basket}/details",
        Who::Practice,
        "key_agreement",
        "-",
        change_details,
    );
}

/// The basket with what the practice's list has of the patient, once they have said yes.
async fn open(ctx: &mut Ctx, token: &str) -> Result<(Basket, Question), Failure> {
    let mut kept = basket(ctx, token).await?;
    let practice = practice_of(ctx, &kept)?;
    let (person, which) = (kept.person, kept.scheme);
    let (question, details) = ctx
        .act(Lane::Normal, move |desk, visit| {
            offer::open_share(desk, &visit.actor, practice, person, which)
        })
        .await?;
    if let Some(details) = details.filter(|_| !kept.opened) {
        kept.details = details;
        kept.opened = true;
        keep_again(ctx, token, kept.clone());
    }
    Ok((kept, question))
}

async fn show(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let (basket, question) = open(&mut ctx, &token).await?;
    if basket.kept.is_some() {
        return Ok(ctx.see(&format!("/offer/{token}/done")));
    }
    if must_choose(&question, basket.scheme) {
        return Ok(ctx.see(&format!("/offer/{token}/service")));
    }
    let body = page(&ctx, &token, &basket, &question, &Form::default(), &[]);
    Ok(ctx.page("What may be shared", Some(&format!("/offer/{token}")), &body))
}

/// Every line that could leave, as the recipient would read it.
fn everything(basket: &Basket) -> Parcel {
    let all = Lines {
        phone: true,
        email: true,
        access_needs: true,
        own_words: false,
    };
    agree::preview(&basket.details, all, "", basket.salt)
}

fn line(parcel: &Parcel, category: Category, label: Option<&str>) -> Option<String> {
    let lines = parcel
        .lines
        .iter()
        .filter(|l| l.category == category && label.is_none_or(|wanted| wanted == l.label));
    let said: Vec<String> = lines.map(|l| format!("{}: {}", l.label, l.value)).collect();
    (!said.is_empty()).then(|| said.join(". "))
}

fn page(
    ctx: &Ctx,
    token: &str,
    basket: &Basket,
    question: &Question,
    form: &Form,
    errors: &[(&str, &str)],
) -> Markup {
    let now = ctx.site.house.source().now();
    let numbers = |field: &str| !screen::ni_numbers(form.get(field)).is_empty();
    let number_found = numbers("words") || numbers(interpreted::WHO);
    let reads = shown_in(basket);
    html! {
        (problems(errors))
        h1 { "Turn the screen to " (basket.details.name) }
        p class="nhsuk-body-l" { "This is exactly what would be sent. Nothing has been sent yet." }
        (chooser(reads, &format!("/offer/{token}/words"), &ctx.csrf(), None))
        @if reads != Reads::default() {
            (explained(basket, question))
            hr class="nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible";
        }
        form method="post" action={ "/offer/" (token) "/share" } novalidate {
            (ctx.csrf())
            input type="hidden" name="reads" value=(reads);
            @if question.providers.len() > 1 { (providers(question, form, errors)) }
            (lines(basket, form, errors))
            p { a href={ "/offer/" (token) "/details" } { "Something is missing or wrong" } }
            (heard::fields(form, errors))
            (interpreted::fields(form, errors))
            h2 class="nhsuk-heading-m" { "What happens then" }
            @if let [(_, name, _)] = question.providers.as_slice() { p { "It goes to " strong { (name) } "." } }
            p { "It is kept here until " (moment_in_words(leaves_at(&question.terms, now))) ". Until then it can be undone." }
            p { "It counts until " (moment_in_words(lasts_until(&question.terms, now))) ". Then you are asked again, and silence means stop." }
            p { "You can stop at any time: one step, no reason. Your care stays the same." }
            @if number_found {
                div class="nhsuk-button-group" {
                    (button(&Button { name: Some("number"), value: Some("mask"), ..Button::primary("Save with the number masked and send") }))
                    (button(&Button { name: Some("keep_number"), value: Some("yes"), ..Button::secondary("Keep as written and send") }))
                }
            } @else {
                (button(&Button::primary("Confirm and send")))
            }
        }
        (who_stands_behind(question))
        h2 class="nhsuk-heading-m" { "If you would rather not" }
        (list(&sayso_core::words::IF_I_SAY_NO))
        p { a href={ "/offer/" (token) } { "Go back and answer differently" } }
    }
}

/// All that a yes is to, as the patient reads.
fn explained(basket: &Basket, question: &Question) -> Markup {
    let words = sayso_words::explanation(&question.terms.promise, &question.interests);
    document(&words, shown_in(basket), 2)
}

/// The language and the shape in which the words stand before the patient: as chosen here, else as they told us.
fn shown_in(basket: &Basket) -> Reads {
    let told = basket.details.reading.map(|n| n.reads);
    basket.reads.or(told).unwrap_or_default()
}

async fn show_words(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let (mut basket, _) = open(&mut ctx, &token).await?;
    if let Some(reads) = reading::read(&form) {
        basket.reads = Some(reads);
        keep_again(&ctx, &token, basket);
    }
    Ok(ctx.see(&format!("/offer/{token}/share")))
}

fn providers(question: &Question, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let ids: Vec<String> = question
        .providers
        .iter()
        .map(|(id, _, _)| id.to_string())
        .collect();
    let items = question.providers.iter().zip(&ids);
    radios(&Choices {
        name: "provider",
        legend: Some(Legend {
            content: "Who would you like it to go to?".into(),
            size: Some(Size::M),
            ..Legend::default()
        }),
        error: wrong(errors, "provider"),
        items: items
            .map(|((_, name, interests), id)| Choice::hinted(id, name.as_str(), interests.join(" ")))
            .collect(),
        selected: vec![form.get("provider")],
        ..Choices::default()
    })
}

fn lines(basket: &Basket, form: &Form, errors: &[(&str, &str)]) -> Markup {
    let parcel = everything(basket);
    let ticks = [
        ("phone", line(&parcel, Category::Contact, Some("Phone"))),
        ("email", line(&parcel, Category::Contact, Some("Email"))),
        ("access_needs", line(&parcel, Category::AccessNeeds, None)),
    ];
    let words = textarea(&Textarea {
        name: "words",
        label: "Your own words".into(),
        value: form.get("words"),
        rows: Some(3),
        error: wrong(errors, "words"),
        ..Textarea::default()
    });
    let mut items: Vec<Choice<'_>> = ticks
        .into_iter()
        .filter_map(|(value, text)| Some(Choice::new(value, text?)))
        .collect();
    let selected: Vec<&str> = ["phone", "email", "access_needs", "own_words"]
        .into_iter()
        .filter(|v| form.ticked("lines", v))
        .collect();
    items.push(
        Item {
            value: "own_words",
            text: "What I would like help with".into(),
            conditional: words.into(),
            ..Item::default()
        }
        .into(),
    );
    let name = html! { p { strong { "Name: " (basket.details.name) } " (always, so that they know whom to ask for)" } };
    html! {
        (inset_text(&name.into()))
        (checkboxes(&Choices {
            name: "lines",
            legend: Some(Legend { content: "What may they read? Tick what you agree to".into(), size: Some(Size::M), ..Legend::default() }),
            hint: "They need one way to reach you. Everything else is up to you.".into(),
            error: wrong(errors, "lines"),
            items,
            selected,
            ..Choices::default()
        }))
    }
}

/// What was answered on the page, or what is wrong with it.
fn read(
    form: &Form,
    basket: &Basket,
    question: &Question,
    now: jiff::Timestamp,
) -> Result<Yes, heard::Problems> {
    let mut problems = vec![];
    let provider = match question.providers.as_slice() {
        [(only, _, _)] => Some(*only),
        several => several
            .iter()
            .map(|(id, _, _)| *id)
            .find(|id: &OrgId| id.to_string() == form.get("provider")),
    };
    if provider.is_none() {
        problems.push(("provider", "Choose who it goes to"));
    }
    let has = |category, label| line(&everything(basket), category, label).is_some();
    let lines = Lines {
        phone: form.ticked("lines", "phone") && has(Category::Contact, Some("Phone")),
        email: form.ticked("lines", "email") && has(Category::Contact, Some("Email")),
        access_needs: form.ticked("lines", "access_needs"),
        own_words: form.ticked("lines", "own_words"),
    };
    if !lines.phone && !lines.email {
        problems.push(("lines", "Tick one way to reach you"));
    }
    let mut own_words = form.get("words").to_owned();
    if !own_words.is_empty() && !lines.own_words {
        problems.push(("words", "Tick the box if these words may be read, or clear them"));
    }
    if !screen::ni_numbers(&own_words).is_empty() {
        if form.get("number") == "mask" {
            own_words = screen::masked(&own_words);
        } else if form.get("keep_number") != "yes" {
            problems.push((
                "words",
                "This looks like a National Insurance number. It is not needed here",
            ));
        }
    }
    let reads = Reads::parse(form.get("reads")).filter(|r| *r == shown_in(basket));
    if reads.is_none() {
        problems.push((
            "lines",
            "The words are shown another way now. Let them read it again, then confirm",
        ));
    }
    let mut details = basket.details.clone();
    if let Some(reads) = basket
        .reads
        .filter(|r| details.reading.is_none_or(|n| n.reads != *r))
    {
        details.reading = Some(ReadingNeed { reads, asked_at: now });
    }
    let heard = heard::read(form, now).map_err(|more| problems.extend(more)).ok();
    let interpreted = interpreted::read(form, form.get("number") == "mask")
        .map_err(|more| problems.extend(more))
        .unwrap_or_default();
    match (provider, heard, reads) {
        (Some(provider), Some(heard), Some(reads)) if problems.is_empty() => Ok(Yes {
            scheme: question.scheme,
            provider,
            details,
            lines,
            own_words,
            channel: heard.channel,
            format: reads.format,
            language: reads.language.to_string(),
            said_at: heard.said_at,
            interpreted,
            salt: basket.salt,
        }),
        _ => Err(problems),
    }
}

/// How this yes is given, for its receipt: the same as what is kept.
fn given(ctx: &Ctx, yes: &Yes, until: jiff::Timestamp, now: jiff::Timestamp) -> Option<Given> {
    let Actor::Member(member) = ctx.visit.actor else {
        return None;
    };
    Some(Given {
        how: How {
            channel: yes.channel,
            language: yes.language.clone(),
            format: yes.format,
            wording: Some(sayso_words::version().into()),
            explained_by: Some(member.id),
            keyed_by: KeyedBy::Member(member.id),
            interpreted: yes.interpreted.clone(),
        },
        happened_at: yes.said_at.unwrap_or(now),
        recorded_at: now,
        until,
    })
}

/// What the patient heard or read before their answer, with what stands on the turned screen now.
fn shown_to(basket: &Basket, yes: &Yes) -> Option<Shown> {
    Some(Shown {
        terms: basket.terms?,
        interests_since: basket.interests_since,
        parcel: agree::preview(&yes.details, yes.lines, &yes.own_words, yes.salt).hash(),
    })
}

/// Why what they heard is not what they would say yes to now.
fn what_changed(basket: &Basket, question: &Question) -> &'static str {
    match basket.terms {
        Some(terms) if terms == question.terms.id => {
            "Who stands behind this service has changed. Let them read it again, then confirm"
        }
        Some(_) => "The terms have changed. Let them read them again, then confirm",
        None => "Let them read the words first, then confirm",
    }
}

async fn confirm(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let (mut basket, question) = open(&mut ctx, &token).await?;
    if basket.kept.is_some() {
        return Ok(ctx.see(&format!("/offer/{token}/done")));
    }
    if must_choose(&question, basket.scheme) {
        return Ok(ctx.see(&format!("/offer/{token}/service")));
    }
    let now = ctx.site.house.source().now();
    let yes = match read(&form, &basket, &question, now) {
        Ok(yes) => yes,
        Err(errors) => {
            let body = page(&ctx, &token, &basket, &question, &form, &errors);
            let back = format!("/offer/{token}");
            return Ok(ctx.page_with_errors("What may be shared", Some(&back), &body));
        }
    };
    let shown = shown_to(&basket, &yes);
    let (practice, person) = (practice_of(&ctx, &basket)?, basket.person);
    let mut before = basket.clone();
    basket.lines = yes.lines;
    basket.details.reading = yes.details.reading;
    basket.given = given(&ctx, &yes, lasts_until(&question.terms, now), now);
    basket.own_words.clone_from(&yes.own_words);
    let kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            offer::say_yes(
                desk,
                &visit.actor,
                practice,
                person,
                &yes,
                shown.ok_or(Error::Conflict)?,
            )
        })
        .await;
    let kept = match kept {
        Ok(kept) => kept,
        Err(failure) if failure.error == Error::Conflict => {
            let (_, question) = open(&mut ctx, &token).await?;
            let errors = [("lines", what_changed(&before, &question))];
            let body = html! {
                (page(&ctx, &token, &before, &question, &form, &errors))
                @if shown_in(&before) == Reads::default() { (explained(&before, &question)) }
            };
            // The words as they are now stand on that page.
            before.terms = Some(question.terms.id);
            before.interests_since = question.interests_since;
            keep_again(&ctx, &token, before);
            return Ok(ctx.page_with_errors("What may be shared", Some(&format!("/offer/{token}")), &body));
        }
        Err(failure) => return Err(failure),
    };
    basket.person = Some(kept.person);
    basket.kept = Some(kept);
    keep_again(&ctx, &token, basket);
    Ok(ctx.see(&format!("/offer/{token}/done")))
}

async fn show_details(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let (basket, _) = open(&mut ctx, &token).await?;
    let body = details_page(&ctx, &token, &basket, &basket.details, &[]);
    Ok(ctx.page("Details", Some(&format!("/offer/{token}/share")), &body))
}

fn details_page(
    ctx: &Ctx,
    token: &str,
    basket: &Basket,
    details: &Details,
    errors: &[(&str, &str)],
) -> Markup {
    let field = |name: &'static str, label: &'static str, value: Option<&str>, kind, complete| {
        input(&Input {
            name,
            label: label.into(),
            value: value.filter(|v| !v.is_empty()),
            error: wrong(errors, name),
            input_type: kind,
            autocomplete: complete,
            ..Input::default()
        })
    };
    html! {
        (problems(errors))
        (super::about(&whose(basket)))
        h1 { "What should it say?" }
        p { "Nothing is kept or sent before they confirm." }
        p { "What you type here goes into this referral. Once somebody has told us how to reach them, only they change that." }
        form method="post" action={ "/offer/" (token) "/details" } novalidate {
            (ctx.csrf())
            (field("name", "The name they use", Some(&details.name), None, Some("off")))
            (field("phone", "Phone", details.phone.as_deref(), Some("tel"), Some("off")))
            (field("email", "Email", details.email.as_deref(), Some("email"), Some("off")))
            (field("access_needs", "What helps them to communicate", details.access_needs.as_deref(), None, Some("off")))
            (button(&Button::primary("Continue")))
        }
    }
}

async fn change_details(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let (mut basket, _) = open(&mut ctx, &token).await?;
    let given = Details {
        name: form.get("name").to_owned(),
        phone: form.some("phone"),
        email: form.some("email"),
        access_needs: form.some("access_needs"),
        ..basket.details.clone()
    };
    if given.name.is_empty() {
        let body = details_page(
            &ctx,
            &token,
            &basket,
            &given,
            &[("name", "Enter the name they use")],
        );
        return Ok(ctx.page_with_errors("Details", Some(&format!("/offer/{token}/share")), &body));
    }
    // "Large print, please" picks large print, and the words stand before them that way at once; they can choose another.
    basket.details = given.with_shape_they_need(ctx.site.house.source().now());
    keep_again(&ctx, &token, basket);
    Ok(ctx.see(&format!("/offer/{token}/share")))
}
