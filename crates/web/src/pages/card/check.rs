//! Check, then confirm and send. What is kept is what stood on this page: its terms, its provider, its parcel. Yes and
//! signing in are one transaction.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::agree::{Shown, Yes};
use sayso_app::card;
use sayso_core::reads::Reads;
use sayso_core::sayso::{Channel, Format};
use sayso_words::sayings::card as say;

use super::Way;
use super::letter::letter;
use super::share::missing;
use crate::baskets::Basket;
use crate::ctx::{Answer, Ctx};
use crate::drawing::{checked_by_nobody, document, print_of};
use crate::form::{Form, Posted};
use crate::nhs::{Action, Button, Row, SummaryList, button, inset_text, summary_list};
use crate::reading::{Words, shape};

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if let Some(earlier) = not_ready(&way) {
        return Ok(ctx.see(&earlier));
    }
    let body = summary(&ctx, &way, false);
    Ok(ctx.page_said(&say::check_title(), Some(&way.path("share")), &body))
}

/// The earlier page that still wants an answer.
fn not_ready(way: &Way) -> Option<String> {
    if way.basket.interests_since != way.asked.question.interests_since {
        // Others stand behind it than those that they said yes to: asked afresh.
        Some(format!("/card/{}", way.token))
    } else if !way.is_filled_in() {
        Some(way.path("you"))
    } else if missing(way).is_empty() {
        None
    } else {
        Some(way.path("share"))
    }
}

fn summary(ctx: &Ctx, way: &Way, changed: bool) -> Markup {
    let w = ctx.words();
    let (share, you) = (way.path("share"), way.path("you"));
    let (id, name) = way
        .provider()
        .map_or((String::new(), ""), |(id, n)| (id.to_string(), n));
    let hours = way.asked.question.terms.promise.hold_hours;
    let kept = not_sent(way, w);
    let change = [
        say::change_who(),
        say::change_what(),
        say::change_you(),
        say::change_kept(),
    ]
    .map(|c| w.s(&c));
    let action = |href, what| Action {
        text: w.t(&say::change()),
        ..Action::change(href, what)
    };
    let mut rows = vec![
        Row::fact(w.t(&say::row_who()), name).with(action(&share, &change[0])),
        Row::fact(w.t(&say::row_what()), w.t(&say::row_what_value())).with(action(&share, &change[1])),
        Row::fact(w.t(&say::row_you()), way.basket.details.name.as_str()).with(action(&you, &change[2])),
    ];
    if !kept.is_empty() {
        let list = html! { @for one in &kept { p { (one) } } };
        rows.push(Row::fact(w.t(&say::row_kept()), list).with(action(&you, &change[3])));
    }
    let until = sayso_words::moment(way.asked.lasts_until, w.0.language);
    rows.push(Row::fact(w.t(&say::row_until()), until));
    rows.push(Row::fact(
        w.t(&say::row_shown()),
        html! {
            (w.0.language.own_name()) ", " (w.t(&shape(w.0.format)))
        },
    ));
    let changed_words = w.s(&say::changed());
    html! {
        @if changed { (super::wrong_in(w, &[("letter", &changed_words)])) }
        (ctx.chooser())
        div class="nhsuk-grid-row" { div class="nhsuk-grid-column-two-thirds" {
            (checked_by_nobody(print_of(w.0)))
            h1 { (w.t(&say::check_title())) }
            (inset_text(&html! { p { strong { (w.t(&say::not_sent_yet())) } } }.into()))
            (summary_list(&SummaryList { rows, ..SummaryList::default() }))
            div id="letter" {
                h2 { (w.t(&say::the_letter())) }
                (letter(way, w))
            }
            // What was explained in a shape of its own stands here in it once more: this is what the yes is to.
            @match w.0.format {
                Format::Standard | Format::LargePrint => (super::answer::benefits(way, w)),
                Format::EasyRead | Format::PlainText | Format::Audio => {
                    (document(&sayso_words::benefits(&way.asked.question.terms.promise), w.0, 2))
                }
            }
            h2 { (w.t(&say::confirm_heading())) }
            p { (w.t(&say::waits(u32::from(hours)))) }
            p { (w.t(&say::would_go(way.asked.leaves_at))) }
            form method="post" action=(way.path("check")) novalidate {
                (ctx.csrf())
                input type="hidden" name="terms" value=(way.asked.question.terms.id);
                input type="hidden" name="provider" value=(id);
                input type="hidden" name="shown" value=(way.parcel().hash());
                input type="hidden" name="reads" value=(w.0);
                (button(&Button::primary(w.t(&say::confirm()))))
            }
            p { a href="/" { (w.t(&say::leave_without())) } }
        } }
    }
}

/// What the person told us and keeps for their own page.
fn not_sent(way: &Way, w: Words) -> Vec<String> {
    let (d, lines) = (&way.basket.details, way.lines());
    let mut kept = vec![];
    kept.extend(d.phone.clone().filter(|_| !lines.phone));
    kept.extend(d.email.clone().filter(|_| !lines.email));
    kept.extend(d.birth_date.map(|b| sayso_words::day(b, w.0.language)));
    kept.extend(d.access_needs.clone().filter(|_| !lines.access_needs));
    kept
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let way = match super::begin(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    if let Some(earlier) = not_ready(&way) {
        return Ok(ctx.see(&earlier));
    }
    let Some((yes, shown)) = confirmed(&ctx, &way, &form) else {
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
    let body = summary(ctx, way, true);
    ctx.page_said_with_errors(&say::check_title(), Some(&way.path("share")), &body)
}

/// The yes to what stood on the page, or nothing when the basket has become another since.
fn confirmed(ctx: &Ctx, way: &Way, form: &Form) -> Option<(Yes, Shown)> {
    let (provider, _) = way.provider()?;
    if form.get("provider") != provider.to_string() {
        return None;
    }
    let shown = Shown {
        terms: form.get("terms").parse().ok()?,
        interests_since: way.basket.interests_since,
        parcel: form.get("shown").parse().ok()?,
    };
    // The words that stood there are the words that are kept with the yes: shown another way since, it is read again.
    let reads = Reads::parse(form.get("reads")).filter(|r| *r == ctx.reads())?;
    let b = &way.basket;
    let yes = Yes {
        scheme: way.asked.question.scheme,
        provider,
        details: b.details.clone(),
        lines: way.lines(),
        own_words: b.own_words.clone(),
        channel: Channel::Online,
        format: reads.format,
        language: reads.language.to_string(),
        said_at: None,
        interpreted: None,
        salt: b.salt,
    };
    Some((yes, shown))
}
