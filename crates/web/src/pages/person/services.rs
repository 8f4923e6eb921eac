//! Asking for a service by oneself, another one or one that has ended: what there is, what it means, the letter as its
//! reader will see it, and a yes of its own. The practice has no hand in it and is told nothing; no service is told of
//! another. Until the last button nothing is kept.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::{Lines, Yes, preview};
use sayso_app::more_services::{self, Asking};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::decide::agree::{lasts_until, leaves_at};
use sayso_core::id::{OrgId, SchemeId, SourceExt as _};
use sayso_core::parcel::ParcelHash;
use sayso_core::sayso::{Channel, Format};
use sayso_core::words;

use super::screened::{Screened, offer_to_mask, screened};
use super::{listed, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Card, Choice, Choices, Legend, Size, Textarea, button, card, checkboxes, parcel_letter, problems,
    radios, textarea,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/services", Who::Person, "open_own", "own_opened", list);
    r.get(
        "/home/services/{service}",
        Who::Person,
        "open_own",
        "own_opened",
        ask,
    );
    r.post(
        "/home/services/{service}",
        Who::Person,
        "key_agreement",
        "agreed",
        say_yes,
    );
}

const TITLE: &str = "Another service";

async fn list(mut ctx: Ctx) -> Answer {
    let services = ctx
        .act(Lane::Normal, |desk, visit| {
            more_services::list(desk, &visit.actor)
        })
        .await?;
    let body = html! {
        h1 { @if services.is_empty() { "There is no other service" } @else { "Which service would you like?" } }
        p { "Each one is its own yes, and you can leave it by itself." }
        p { "Your practice is not told that you ask. No service is told of another." }
        @for s in &services {
            (card(&Card::titled(s.name.clone(), html! {
                p { (s.what) }
                p { a href={ "/home/services/" (s.scheme) } { "Read what it means" span class="nhsuk-u-visually-hidden" { " (" (s.name) ")" } } }
            })))
        }
    };
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

async fn open(ctx: &mut Ctx, service: &str) -> Result<Asking, crate::error::Failure> {
    let service: Option<SchemeId> = service.parse().ok();
    ctx.act(Lane::Normal, move |desk, visit| {
        more_services::ask(desk, &visit.actor, service.ok_or(Error::NotFound)?)
    })
    .await
}

async fn ask(Path(service): Path<String>, mut ctx: Ctx) -> Answer {
    let asking = open(&mut ctx, &service).await?;
    let body = page(&ctx, &asking, &Form::default(), &[]);
    Ok(ctx.page(TITLE, Some("/home/services"), &with_way_out(&body)))
}

fn page(ctx: &Ctx, a: &Asking, form: &Form, wrong: &[(&str, &str)]) -> Markup {
    let q = &a.question;
    let promise = &q.terms.promise;
    let now = ctx.site.house.source().now();
    html! {
        (problems(wrong))
        h1 { (promise.scheme_name) }
        p class="nhsuk-lede-text" { (promise.what) }
        p { (promise.paid_by) " It ends on " (words::day(promise.ends_on)) "." }
        h2 { "Who gets what" }
        (listed(&q.flows))
        h2 { "What is never sent" }
        (listed(&q.never_sent))
        h2 { "Your benefits" }
        @for line in &q.about_benefits { p { (line) } }
        @for ((_, name, interests), wait) in q.providers.iter().zip(&q.waits) {
            h2 { "Who is " (name) "?" }
            p { (wait) }
            (listed(interests))
        }
        form method="post" action={ "/home/services/" (q.scheme) } novalidate {
            (ctx.csrf())
            @if q.providers.len() > 1 { (providers(a, form, wrong)) }
            (lines(a, form, wrong))
            h2 { "What happens then" }
            p { "It waits here until " (moment_in_words(leaves_at(&q.terms, now))) ". Until then you can undo it." }
            p { "It counts until " (moment_in_words(lasts_until(&q.terms, now))) ". Then we ask again, and silence means stop." }
            p { "You can stop at any time: one step, no reason. Your care stays the same." }
            (button(&Button::primary("See the letter")))
        }
        p { a href="/home" { "No thank you" } }
    }
}

fn error<'a>(wrong: &[(&str, &'a str)], field: &str) -> Option<crate::nhs::Content<'a>> {
    wrong
        .iter()
        .find(|(f, _)| *f == field)
        .map(|(_, words)| (*words).into())
}

fn providers(a: &Asking, form: &Form, wrong: &[(&str, &str)]) -> Markup {
    let ids: Vec<String> = a
        .question
        .providers
        .iter()
        .map(|(id, _, _)| id.to_string())
        .collect();
    let items = a.question.providers.iter().zip(&ids);
    radios(&Choices {
        name: "provider",
        legend: Some(Legend {
            size: Some(Size::M),
            ..Legend::from("Who would you like it to go to?")
        }),
        error: error(wrong, "provider"),
        items: items
            .map(|((_, name, _), id)| Choice::new(id, name.as_str()))
            .collect(),
        selected: vec![form.get("provider")],
        ..Choices::default()
    })
}

/// Each line as its reader will see it; none is ticked before.
fn lines(a: &Asking, form: &Form, wrong: &[(&str, &str)]) -> Markup {
    let shown: Vec<(&str, String)> = a.lines();
    let mut items: Vec<Choice<'_>> = shown
        .iter()
        .map(|(value, text)| Choice::new(value, text.as_str()))
        .collect();
    items.push(Choice::new(
        "own_words",
        "What I would like help with, as I write it below",
    ));
    let ticked = ["phone", "email", "access_needs", "own_words"];
    html! {
        p { "Your name, " strong { (a.details.name) } ", is always part of it." }
        (checkboxes(&Choices {
            name: "lines",
            legend: Some(Legend { size: Some(Size::M), ..Legend::from("What may they read?") }),
            hint: "They need one way to reach you. Everything else is up to you.".into(),
            error: error(wrong, "lines"),
            items,
            selected: ticked.into_iter().filter(|v| form.ticked("lines", v)).collect(),
            ..Choices::default()
        }))
        (textarea(&Textarea {
            name: "words",
            label: "Your own words".into(),
            value: form.get("words"),
            rows: Some(3),
            error: error(wrong, "words"),
            ..Textarea::default()
        }))
        p { "Is a line missing or wrong? " a href="/home/details" { "Correct it first" } "." }
    }
}

fn read(
    a: &Asking,
    form: &Form,
    own_words: String,
    salt: [u8; 32],
) -> Result<Yes, Vec<(&'static str, &'static str)>> {
    let mut wrong = vec![];
    let provider = match a.question.providers.as_slice() {
        [(only, _, _)] => Some(*only),
        several => {
            let chosen: Option<OrgId> = form.get("provider").parse().ok();
            chosen.filter(|id| several.iter().any(|(known, _, _)| known == id))
        }
    };
    if provider.is_none() {
        wrong.push(("provider", "Choose who it goes to"));
    }
    let shown = a.lines();
    let ticked = |value: &str| form.ticked("lines", value) && shown.iter().any(|(v, _)| *v == value);
    let lines = Lines {
        phone: ticked("phone"),
        email: ticked("email"),
        access_needs: ticked("access_needs"),
        own_words: form.ticked("lines", "own_words"),
    };
    if !lines.phone && !lines.email {
        wrong.push(("lines", "Tick one way to reach you"));
    }
    if !own_words.is_empty() && !lines.own_words {
        wrong.push(("words", "Tick the box if these words may be read, or clear them"));
    }
    match provider {
        Some(provider) if wrong.is_empty() => Ok(Yes {
            scheme: a.question.scheme,
            provider,
            details: a.details.clone(),
            lines,
            own_words,
            channel: Channel::Online,
            format: Format::Standard,
            language: "en".into(),
            said_at: None,
            salt,
        }),
        _ => Err(wrong),
    }
}

async fn say_yes(Path(service): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let asking = open(&mut ctx, &service).await?;
    let at = format!("/home/services/{}", asking.question.scheme);
    let own_words = match screened(&form, "words") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let carried = form.without(&[]);
            let fields: Vec<(&str, &str)> = carried.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let body = offer_to_mask(&ctx, &at, &fields, &text);
            return Ok(ctx.page(TITLE, Some(&at), &with_way_out(&body)));
        }
    };
    // The parcel's salt travels with the form of the person whose parcel it is, so that what is kept is what was shown.
    let carried: Option<ParcelHash> = form.get("salt").parse().ok();
    let salt = carried.map_or_else(|| ctx.site.house.source().bytes(), |s| s.0);
    let yes = match read(&asking, &form, own_words, salt) {
        Ok(yes) => yes,
        Err(wrong) => {
            let body = page(&ctx, &asking, &form, &wrong);
            return Ok(ctx.page_with_errors(TITLE, Some("/home/services"), &with_way_out(&body)));
        }
    };
    let (terms, shown) = (form.get("terms").parse().ok(), form.get("shown").parse().ok());
    let (Some(terms), Some(shown), "yes") = (terms, shown, form.get("step")) else {
        let body = letter(&ctx, &asking, &form, &yes);
        return Ok(ctx.page(TITLE, Some(&at), &with_way_out(&body)));
    };
    let again = yes.clone();
    let kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            sayso_app::agree::from_home(desk, &visit.actor, &yes, terms, shown)
        })
        .await;
    match kept {
        Ok(_) => Ok(ctx.see("/home")),
        // The terms changed, or the form is another than the letter: read it again.
        Err(failure) if failure.error == Error::Conflict => {
            let body = letter(&ctx, &asking, &form, &again);
            Ok(ctx.page_with_errors(TITLE, Some(&at), &with_way_out(&body)))
        }
        Err(failure) => Err(failure),
    }
}

fn letter(ctx: &Ctx, a: &Asking, form: &Form, yes: &Yes) -> Markup {
    let parcel = preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    let to = a.question.providers.iter().find(|(id, ..)| *id == yes.provider);
    let to = to.map_or_else(String::new, |(_, name, _)| format!("To {name}"));
    let lines = html! {
        @for line in &parcel.lines { p class="app-wrap" { strong { (line.label) ": " } (line.value) } }
    };
    let salt = ParcelHash(yes.salt);
    html! {
        h1 { "Is this right?" }
        p { strong { "This is not sent yet." } }
        (parcel_letter("What would be sent", &to.into(), &lines, &crate::nhs::Content::None))
        p { "Whoever helps you writes down "
            (words::and(&a.question.written.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()))
            ". You can read all of it." }
        p { "It waits for " (a.question.terms.promise.hold_hours) " hours, so that you can change your mind." }
        form method="post" action={ "/home/services/" (a.question.scheme) } novalidate {
            (ctx.csrf())
            input type="hidden" name="provider" value=(yes.provider);
            @for line in form.all("lines") { input type="hidden" name="lines" value=(line); }
            input type="hidden" name="words" value=(yes.own_words);
            // Asked once: what was decided about a number stays decided.
            input type="hidden" name="keep_number" value="yes";
            input type="hidden" name="terms" value=(a.question.terms.id);
            input type="hidden" name="salt" value=(salt);
            input type="hidden" name="shown" value=(parcel.hash());
            (button(&Button { name: Some("step"), value: Some("yes"), ..Button::primary("Yes, I would like this") }))
        }
        p { a href={ "/home/services/" (a.question.scheme) } { "Change it" } " " a href="/home" { "Not now" } }
    }
}
