//! Check, then confirm and send. What is kept is what stood on this page: its terms, its provider, its parcel. Yes and
//! signing in are one transaction.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::agree::Yes;
use sayso_app::card::{self, Shown};
use sayso_app::telling::moment_in_words;
use sayso_core::sayso::{Channel, Format};
use sayso_core::words;

use super::Way;
use super::letter::letter;
use super::share::missing;
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{Action, Button, Row, SummaryList, button, inset_text, problems, summary_list};

const TITLE: &str = "Check";
const CHANGED: &str = "Something here has changed since you read it. Please read it again before you confirm";

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if let Some(earlier) = not_ready(&way) {
        return Ok(ctx.see(&earlier));
    }
    Ok(ctx.page(TITLE, Some(&way.path("share")), &summary(&ctx, &way, false)))
}

/// The earlier page that still wants an answer.
fn not_ready(way: &Way) -> Option<String> {
    if !way.is_filled_in() {
        Some(way.path("you"))
    } else if missing(way).is_empty() {
        None
    } else {
        Some(way.path("share"))
    }
}

fn summary(ctx: &Ctx, way: &Way, changed: bool) -> Markup {
    let (share, you) = (way.path("share"), way.path("you"));
    let (id, name) = way
        .provider()
        .map_or((String::new(), ""), |(id, n)| (id.to_string(), n));
    let d = &way.basket.details;
    let hours = way.asked.question.terms.promise.hold_hours;
    let (lines, born) = (way.lines(), d.birth_date.map(words::day).unwrap_or_default());
    let mut kept: Vec<&str> = vec![];
    kept.extend(d.phone.as_deref().filter(|_| !lines.phone));
    kept.extend(d.email.as_deref().filter(|_| !lines.email));
    kept.extend(d.birth_date.map(|_| born.as_str()));
    kept.extend(d.access_needs.as_deref().filter(|_| !lines.access_needs));
    let mut rows = vec![
        Row::fact("Who gets it", name).with(Action::change(&share, "who gets it")),
        Row::fact("What is sent", "The letter below").with(Action::change(&share, "what is sent")),
        Row::fact("About you", d.name.as_str()).with(Action::change(&you, "what you told us")),
    ];
    if !kept.is_empty() {
        let list = html! { @for one in &kept { p { (one) } } };
        rows.push(
            Row::fact("On your own page, not sent", list).with(Action::change(&you, "what is not sent")),
        );
    }
    rows.push(Row::fact("Until when", moment_in_words(way.asked.lasts_until)));
    html! {
        @if changed { (problems(&[("letter", CHANGED)])) }
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            h1 { "Check before you send" }
            (inset_text(&html! { p { strong { "This is not sent yet." } } }.into()))
            (summary_list(&SummaryList { rows, ..SummaryList::default() }))
            div id="letter" {
                h2 { "The letter" }
                (letter(way))
            }
            (super::answer::benefits(&way.asked.question.about_benefits))
            h2 { "When you confirm" }
            p { "It waits for " (hours) " hours, so that you can change your mind. One click on your page undoes it." }
            p { "It would go on " (moment_in_words(way.asked.leaves_at)) "." }
            form method="post" action=(way.path("check")) novalidate {
                (ctx.csrf())
                input type="hidden" name="terms" value=(way.asked.question.terms.id);
                input type="hidden" name="provider" value=(id);
                input type="hidden" name="shown" value=(way.parcel().hash());
                (button(&Button::primary("Confirm and send")))
            }
            p { a href="/" { "Leave without sending" } }
        } }
    }
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if let Some(earlier) = not_ready(&way) {
        return Ok(ctx.see(&earlier));
    }
    let Some((yes, shown)) = confirmed(&way, &form) else {
        return Ok(look_again(&ctx, &way));
    };
    let words = way.words.clone();
    match ctx
        .open(move |desk, _| card::confirm(desk, &words, &yes, shown))
        .await
    {
        Ok((kept, cookie)) => {
            // What was typed is in the store now, under the person's own key: memory forgets it.
            let done = Basket {
                kept: Some(kept),
                ..Basket::default()
            };
            super::put(&ctx, &way.token, done);
            Ok(ctx.see_signed_in(&way.path("sent"), &cookie))
        }
        Err(failure) if failure.error == Error::Conflict => Ok(look_again(&ctx, &way)),
        Err(failure) => Err(failure),
    }
}

fn look_again(ctx: &Ctx, way: &Way) -> axum::response::Response {
    ctx.page_with_errors(TITLE, Some(&way.path("share")), &summary(ctx, way, true))
}

/// The yes to what stood on the page, or nothing when the basket has become another since.
fn confirmed(way: &Way, form: &Form) -> Option<(Yes, Shown)> {
    let (provider, _) = way.provider()?;
    if form.get("provider") != provider.to_string() {
        return None;
    }
    let shown = Shown {
        terms: form.get("terms").parse().ok()?,
        parcel: form.get("shown").parse().ok()?,
    };
    let b = &way.basket;
    let yes = Yes {
        scheme: way.asked.question.scheme,
        provider,
        details: b.details.clone(),
        lines: way.lines(),
        own_words: b.own_words.clone(),
        channel: Channel::Online,
        format: Format::Standard,
        language: "en".into(),
        said_at: None,
        salt: b.salt,
    };
    Some((yes, shown))
}
