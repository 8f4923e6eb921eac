//! Asking for a service by oneself, another one or one that has ended: what there is, what it means, the letter as its
//! reader will see it, and a yes of its own. The practice has no hand in it and is told nothing; no service is told of
//! another. Until the last button nothing is kept.

use axum::extract::Path;
use maud::{Markup, html};
use sayso_app::agree::{self, Lines, Yes, preview};
use sayso_app::more_services::{self, Asking};
use sayso_app::{Error, Lane};
use sayso_core::decide::agree::{lasts_until, leaves_at};
use sayso_core::id::{OrgId, SchemeId, SourceExt as _};
use sayso_core::parcel::{Line, ParcelHash};
use sayso_core::sayso::Channel;

use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Card, Choice, Choices, Legend, Size, Textarea, button, card, checkboxes, parcel_letter, radios,
    textarea,
};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Arg;
use sayso_words::Say;
use sayso_words::sayings::services as say;

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

/// Where the question stands: on the person's own page, or on that of somebody with a recorded power. The words are the
/// same.
pub(in crate::pages) struct Stands {
    /// Where its forms go.
    pub action: String,
    /// Where "no thank you" leads.
    pub no: &'static str,
    /// Where "change it" leads.
    pub change: String,
    /// A wrong line can be corrected by whoever reads.
    pub own: bool,
    /// What comes before the question.
    pub lead: Markup,
}

impl Stands {
    fn own(scheme: SchemeId) -> Self {
        let here = format!("/home/services/{scheme}");
        Self {
            action: here.clone(),
            no: "/home",
            change: here,
            own: true,
            lead: html! {},
        }
    }
}

async fn list(mut ctx: Ctx) -> Answer {
    let services = ctx
        .act(Lane::Normal, |desk, visit| {
            more_services::list(desk, &visit.actor)
        })
        .await?;
    let w = ctx.words();
    let body = html! {
        h1 { @if services.is_empty() { (w.t(&say::none())) } @else { (w.t(&say::which())) } }
        p { (w.t(&say::own_yes())) }
        p { (w.t(&say::not_told())) }
        @for s in &services {
            (card(&Card::titled(s.name.clone(), html! {
                p { (w.published(&s.what)) }
                p { a href={ "/home/services/" (s.scheme) } { (w.t(&say::read_it())) span class="nhsuk-u-visually-hidden" { " (" (s.name) ")" } } }
            })))
        }
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
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
    let w = ctx.words();
    let stands = Stands::own(asking.question.scheme);
    let body = page(&ctx, &stands, &asking, &Form::default(), &[]);
    Ok(ctx.page_said(&say::title(), Some("/home/services"), &with_way_out(w, &body)))
}

/// The question in the words of its terms, and the lines that can be left in.
pub(in crate::pages) fn page(
    ctx: &Ctx,
    stands: &Stands,
    a: &Asking,
    form: &Form,
    wrong: &[(&str, Say)],
) -> Markup {
    let w = ctx.words();
    let q = &a.question;
    let promise = &q.terms.promise;
    let now = ctx.site.house.source().now();
    html! {
        (w.problems(wrong))
        h1 { (promise.scheme_name) }
        (stands.lead)
        p class="nhsuk-lede-text" { (w.published(&promise.what)) }
        p { (w.t(&say::ends_on(Arg::published(&promise.paid_by), promise.ends_on))) }
        h2 { (w.t(&say::who_gets())) }
        (w.list(sayso_words::flows(promise).into_iter().map(|(whole, _)| whole)))
        h2 { (w.t(&say::never_sent())) }
        (w.list(sayso_words::never_sent(promise)))
        h2 { (w.t(&say::benefits())) }
        @for line in sayso_words::about_benefits(promise) { p { (w.t(&line)) } }
        @for ((name, interests), wait) in q.interests.iter().zip(&q.waits) {
            h2 { (w.t(&say::who_is(name.as_str()))) }
            p { (w.k(wait)) }
            (w.list(sayso_words::interests(name, interests)))
        }
        form method="post" action=(stands.action) novalidate {
            (ctx.csrf())
            input type="hidden" name="interests" value=[q.interests_since];
            @if q.providers.len() > 1 { (providers(a, form, wrong, w)) }
            (lines(stands, a, form, wrong, w))
            h2 { (w.t(&say::what_then())) }
            p { (w.t(&say::waits_until(leaves_at(&q.terms, now)))) }
            p { (w.t(&say::counts_until(lasts_until(&q.terms, now)))) }
            p { (w.t(&say::any_time())) }
            (button(&Button::primary(w.t(&say::see_letter()))))
        }
        p { a href=(stands.no) { (w.t(&say::no())) } }
    }
}

fn providers(a: &Asking, form: &Form, wrong: &[(&str, Say)], w: Words) -> Markup {
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
            ..Legend::from(w.t(&say::who_to()))
        }),
        error: w.wrong(wrong, "provider"),
        items: items
            .map(|((_, name, _), id)| Choice::new(id, name.as_str()))
            .collect(),
        selected: vec![form.get("provider")],
        ..Choices::default()
    })
}

/// Each line as its reader will see it; none is ticked before.
fn lines(stands: &Stands, a: &Asking, form: &Form, wrong: &[(&str, Say)], w: Words) -> Markup {
    let mut items: Vec<Choice<'_>> = a
        .lines()
        .into_iter()
        .map(|(value, said)| Choice::new(value, in_words(&said, w)))
        .collect();
    items.push(Choice::new("own_words", w.t(&say::own_line())));
    let ticked = ["phone", "email", "access_needs", "own_words"];
    html! {
        p { (w.t(&say::your_name(a.details.name.as_str()))) }
        (checkboxes(&Choices {
            name: "lines",
            legend: Some(Legend { size: Some(Size::M), ..Legend::from(w.t(&say::may_read())) }),
            hint: w.t(&say::one_way()),
            error: w.wrong(wrong, "lines"),
            items,
            selected: ticked.into_iter().filter(|v| form.ticked("lines", v)).collect(),
            ..Choices::default()
        }))
        (textarea(&Textarea {
            name: "words",
            label: w.t(&say::own_words()).into(),
            value: form.get("words"),
            rows: Some(3),
            error: w.wrong(wrong, "words"),
            ..Textarea::default()
        }))
        @if stands.own { p { (w.t(&say::line_wrong())) " " a href="/home/details" { (w.t(&say::correct())) } "." } }
    }
}

/// What would stand in the letter for one tick: each label in the reader's language, each value as it is kept.
fn in_words(said: &[Line], w: Words) -> Markup {
    html! {
        @for (nth, line) in said.iter().enumerate() {
            @if nth > 0 { ". " }
            (w.t(&sayso_words::label(&line.label))) ": " (line.value)
        }
    }
}

fn read(
    a: &Asking,
    form: &Form,
    own_words: String,
    salt: [u8; 32],
    w: Words,
) -> Result<Yes, Vec<(&'static str, Say)>> {
    let mut wrong = vec![];
    let provider = match a.question.providers.as_slice() {
        [(only, _, _)] => Some(*only),
        several => {
            let chosen: Option<OrgId> = form.get("provider").parse().ok();
            chosen.filter(|id| several.iter().any(|(known, _, _)| known == id))
        }
    };
    if provider.is_none() {
        wrong.push(("provider", say::choose_who()));
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
        wrong.push(("lines", say::tick_way()));
    }
    if !own_words.is_empty() && !lines.own_words {
        wrong.push(("words", say::tick_words()));
    }
    match provider {
        Some(provider) if wrong.is_empty() => Ok(Yes {
            scheme: a.question.scheme,
            provider,
            details: a.details.clone(),
            lines,
            own_words,
            channel: Channel::Online,
            format: w.0.format,
            language: w.0.language.to_string(),
            said_at: None,
            interpreted: None,
            salt,
        }),
        _ => Err(wrong),
    }
}

/// The next page: where "back" leads, whether something has to be put right, and what it says.
pub(in crate::pages) struct Next {
    /// Where "back" leads.
    pub back: String,
    /// Something has to be put right.
    pub errors: bool,
    /// What it says.
    pub body: Markup,
}

/// A yes, with what stood on the page.
pub(in crate::pages) type Said = (Box<Yes>, agree::Shown);

/// What was typed leads to a yes, or to the next page: the number to mask, what to put right, or the letter.
pub(in crate::pages) fn step(ctx: &Ctx, stands: &Stands, asking: &Asking, form: &Form) -> Result<Said, Next> {
    let w = ctx.words();
    let then = |errors, body| Next {
        back: stands.change.clone(),
        errors,
        body,
    };
    let own_words = match screened(form, "words") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let carried = form.without(&[]);
            let fields: Vec<(&str, &str)> = carried.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            return Err(then(false, offer_to_mask(ctx, &stands.action, &fields, &text)));
        }
    };
    // The parcel's salt travels with the form of the person whose parcel it is, so that what is kept is what was shown.
    let carried: Option<ParcelHash> = form.get("salt").parse().ok();
    let salt = carried.map_or_else(|| ctx.site.house.source().bytes(), |s| s.0);
    let yes = match read(asking, form, own_words, salt, w) {
        Ok(yes) => yes,
        Err(wrong) => {
            let body = page(ctx, stands, asking, form, &wrong);
            return Err(then(true, body));
        }
    };
    // Others stand behind it than when they read it: that is on the page before the letter.
    let interests_since = form.get("interests").parse().ok();
    if interests_since != asking.question.interests_since {
        return Err(then(true, page(ctx, stands, asking, form, &[])));
    }
    let (terms, shown) = (form.get("terms").parse().ok(), form.get("shown").parse().ok());
    match (terms, shown, form.get("step")) {
        (Some(terms), Some(parcel), "yes") => {
            let shown = agree::Shown {
                terms,
                interests_since,
                parcel,
            };
            Ok((Box::new(yes), shown))
        }
        _ => Err(then(false, letter(ctx, stands, asking, form, &yes))),
    }
}

async fn say_yes(Path(service): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let asking = open(&mut ctx, &service).await?;
    let w = ctx.words();
    let stands = Stands::own(asking.question.scheme);
    let (yes, shown) = match step(&ctx, &stands, &asking, &form) {
        Ok(said) => said,
        Err(next) if next.errors => {
            return Ok(ctx.page_said_with_errors(
                &say::title(),
                Some("/home/services"),
                &with_way_out(w, &next.body),
            ));
        }
        Err(next) => {
            return Ok(ctx.page_said(&say::title(), Some(&next.back), &with_way_out(w, &next.body)));
        }
    };
    let again = yes.clone();
    let kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            agree::from_home(desk, &visit.actor, &yes, shown)
        })
        .await;
    match kept {
        Ok(_) => Ok(ctx.see("/home")),
        // The terms changed, or the form is another than the letter: read it again.
        Err(failure) if failure.error == Error::Conflict => {
            let body = letter(&ctx, &stands, &asking, &form, &again);
            Ok(ctx.page_said_with_errors(&say::title(), Some(&stands.change), &with_way_out(w, &body)))
        }
        Err(failure) => Err(failure),
    }
}

/// The letter as its reader will see it, and the last button.
pub(in crate::pages) fn letter(ctx: &Ctx, stands: &Stands, a: &Asking, form: &Form, yes: &Yes) -> Markup {
    let w = ctx.words();
    let parcel = preview(&yes.details, yes.lines, &yes.own_words, yes.salt);
    let to = a.question.providers.iter().find(|(id, ..)| *id == yes.provider);
    let to = to.map_or_else(String::new, |(_, name, _)| w.s(&say::to(name.as_str())));
    let lines = html! {
        @for line in &parcel.lines { p class="app-wrap" { strong { (w.t(&sayso_words::label(&line.label))) ": " } (line.value) } }
    };
    let salt = ParcelHash(yes.salt);
    html! {
        h1 { (w.t(&say::is_right())) }
        (stands.lead)
        p { strong { (w.t(&say::not_sent())) } }
        (parcel_letter(&w.s(&say::would_send()), &to.into(), &lines, &crate::nhs::Content::None))
        p { (w.t(&say::writes(written(a)))) }
        p { (w.t(&say::waits(a.question.terms.promise.hold_hours))) }
        form method="post" action=(stands.action) novalidate {
            (ctx.csrf())
            input type="hidden" name="provider" value=(yes.provider);
            @for line in form.all("lines") { input type="hidden" name="lines" value=(line); }
            input type="hidden" name="words" value=(yes.own_words);
            // Asked once: what was decided about a number stays decided.
            input type="hidden" name="keep_number" value="yes";
            input type="hidden" name="terms" value=(a.question.terms.id);
            input type="hidden" name="interests" value=[a.question.interests_since];
            input type="hidden" name="salt" value=(salt);
            input type="hidden" name="shown" value=(parcel.hash());
            (button(&Button { name: Some("step"), value: Some("yes"), ..Button::primary(w.t(&say::yes())) }))
        }
        p { a href=(stands.change) { (w.t(&say::change())) } " " a href=(stands.no) { (w.t(&say::not_now())) } }
    }
}

/// What whoever helps writes down, as the person reads it.
fn written(a: &Asking) -> Arg {
    let all = &a.question.written;
    Arg::List(all.iter().map(|what| sayso_words::known(what)).collect())
}
