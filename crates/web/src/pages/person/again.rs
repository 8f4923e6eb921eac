//! Saying yes afresh after something has ended: who, which lines, then the letter, then yes. Nothing is ticked for
//! anybody, and until the last button nothing is kept.

use maud::{Markup, html};
use sayso_app::again::{self, Again};
use sayso_app::agree::{Lines, Yes, preview};
use sayso_app::contract::Ends;
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::id::{OrgId, SourceExt as _};
use sayso_core::parcel::ParcelHash;
use sayso_core::sayso::{Channel, Format};
use sayso_core::words;

use super::screened::{Screened, offer_to_mask, screened};
use super::with_way_out;
use crate::ctx::{Answer, Ctx};
use crate::form::{Form, Posted};
use crate::nhs::{
    Button, Choice, Choices, Legend, NotificationBanner, Size, Textarea, button, checkboxes,
    notification_banner, parcel_letter, problems, radios, textarea,
};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/again", Who::Person, "open_own", "own_opened", page);
    r.post("/home/again", Who::Person, "key_agreement", "agreed", post);
}

const TITLE: &str = "Your page";

/// On the first page: a contract that ends or has ended.
pub(super) fn banner(ends: &Ends) -> Markup {
    notification_banner(&NotificationBanner {
        title: "About your support".into(),
        content: html! {
            @if ends.over {
                p class="nhsuk-notification-banner__heading" { "The contract of " (ends.name) " has ended." }
                p { "Nobody there can open your page. What they wrote with you is still here, and in your copy." }
                p { "It has gone to nobody else. If you would like support again, you choose from whom." }
                p { "If you do nothing, nothing is shared." }
                p { a class="nhsuk-notification-banner__link" href="/home/again" { "Say yes afresh, or look who there is" } }
            } @else {
                p class="nhsuk-notification-banner__heading" {
                    "The contract of " (ends.name) " ends on " (moment_in_words(ends.at)) "." }
                p { "Until then nothing changes. You can meet, stop or leave as before." }
                p { "What you said to them goes to nobody else. Afterwards you choose afresh, if you want to." }
            }
        }
        .into(),
        ..NotificationBanner::default()
    })
}

async fn open(ctx: &mut Ctx) -> Result<Option<Again>, crate::error::Failure> {
    ctx.act(Lane::Normal, |desk, visit| again::open(desk, &visit.actor))
        .await
}

async fn page(mut ctx: Ctx) -> Answer {
    let Some(a) = open(&mut ctx).await? else {
        return Ok(ctx.see("/home"));
    };
    let body = ask(&ctx, &a, &Form::default(), &[]);
    Ok(ctx.page(TITLE, Some("/home"), &with_way_out(&body)))
}

fn ask(ctx: &Ctx, a: &Again, form: &Form, wrong: &[(&str, &str)]) -> Markup {
    let q = &a.question;
    let why = |field: &str| wrong.iter().find(|(f, _)| *f == field).map(|(_, w)| (*w).into());
    let ids: Vec<String> = q.providers.iter().map(|(id, ..)| id.to_string()).collect();
    let providers = q.providers.iter().zip(&ids).zip(&q.waits);
    let items = providers.map(|(((_, name, interests), id), wait)| {
        Choice::hinted(
            id,
            name.as_str(),
            html! { (wait) " " @for said in interests { (said) " " } },
        )
    });
    let d = &a.details;
    let helps = d.access_needs.is_some() || d.language.is_some() || d.interpreter;
    let lines = [
        ("phone", "Phone number", d.phone.is_some()),
        ("email", "Email address", d.email.is_some()),
        ("access_needs", "What helps me to communicate", helps),
        ("own_words", "What I would like help with", true),
    ];
    html! {
        (problems(wrong))
        h1 { "Would you like support again?" }
        p { "This is a new question. Nothing is carried over, and no answer is needed." }
        @if q.providers.is_empty() { p { "There is nobody to choose at the moment." } } @else {
            ul { @for line in &q.about_benefits { li { (line) } } }
            form method="post" action="/home/again" novalidate {
                (ctx.csrf())
                (radios(&Choices {
                    name: "provider",
                    legend: Some(Legend { content: "From whom?".into(), size: Some(Size::M), ..Legend::default() }),
                    error: why("provider"),
                    items: items.collect(),
                    selected: vec![form.get("provider")],
                    ..Choices::default()
                }))
                (checkboxes(&Choices {
                    name: "lines",
                    legend: Some(Legend { content: "What may be sent, besides your name?".into(), size: Some(Size::M), ..Legend::default() }),
                    error: why("lines"),
                    items: lines.iter().filter(|l| l.2).map(|(value, text, _)| Choice::new(value, *text)).collect(),
                    selected: form.all("lines").collect(),
                    ..Choices::default()
                }))
                (textarea(&Textarea {
                    name: "own_words",
                    label: "What would you like help with?".into(),
                    hint: "In your own words, if you like. It is sent only if you tick it above.".into(),
                    value: form.get("own_words"),
                    rows: Some(3),
                    ..Textarea::default()
                }))
                (button(&Button::primary("See the letter")))
            }
        }
        p { a href="/home" { "Not now" } }
    }
}

/// The yes that this form would be, with this salt.
fn yes_of(a: &Again, form: &Form, own_words: &str, salt: [u8; 32]) -> Option<Yes> {
    let provider: OrgId = form.get("provider").parse().ok()?;
    a.question.providers.iter().find(|(id, ..)| *id == provider)?;
    let ticked = |line| form.ticked("lines", line);
    Some(Yes {
        scheme: a.question.scheme,
        provider,
        details: a.details.clone(),
        lines: Lines {
            phone: ticked("phone"),
            email: ticked("email"),
            access_needs: ticked("access_needs"),
            own_words: ticked("own_words"),
        },
        own_words: own_words.into(),
        channel: Channel::Online,
        format: Format::Standard,
        language: "en".into(),
        said_at: None,
        salt,
    })
}

async fn post(Posted { mut ctx, form }: Posted) -> Answer {
    let Some(a) = open(&mut ctx).await? else {
        return Ok(ctx.see("/home"));
    };
    let own_words = match screened(&form, "own_words") {
        Screened::Keep(text) => text,
        Screened::Ask(text) => {
            let carried = form.without(&[]);
            let fields: Vec<(&str, &str)> = carried.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
            let body = offer_to_mask(&ctx, "/home/again", &fields, &text);
            return Ok(ctx.page(TITLE, Some("/home/again"), &with_way_out(&body)));
        }
    };
    // The parcel's salt travels with the form of the person whose parcel it is, so that what is kept is what was shown.
    let carried: Option<ParcelHash> = form.get("salt").parse().ok();
    let salt = carried.map_or_else(|| ctx.site.house.source().bytes(), |s| s.0);
    let yes = yes_of(&a, &form, &own_words, salt);
    let Some(yes) = yes else {
        let body = ask(&ctx, &a, &form, &[("provider", "Choose from whom")]);
        return Ok(ctx.page_with_errors(TITLE, Some("/home/again"), &with_way_out(&body)));
    };
    let parcel = preview(&yes.details, yes.lines, &yes.own_words, salt);
    if !parcel.can_reach() {
        let wrong = [(
            "lines",
            "Tick a phone number or an email address, so that they can reach you",
        )];
        let body = ask(&ctx, &a, &form, &wrong);
        return Ok(ctx.page_with_errors(TITLE, Some("/home/again"), &with_way_out(&body)));
    }
    let (terms, shown) = (form.get("terms").parse().ok(), form.get("shown").parse().ok());
    let (Some(terms), Some(shown), "yes") = (terms, shown, form.get("step")) else {
        let body = letter(&ctx, &a, &form, &yes);
        return Ok(ctx.page(TITLE, Some("/home/again"), &with_way_out(&body)));
    };
    let again = yes.clone();
    let kept = ctx
        .act(Lane::Normal, move |desk, visit| {
            again::say_yes(desk, &visit.actor, &yes, terms, shown)
        })
        .await;
    match kept {
        Ok(_) => Ok(ctx.see("/home")),
        // The terms changed, or the form is another than the letter: read it again.
        Err(failure) if failure.error == Error::Conflict => {
            let body = letter(&ctx, &a, &form, &again);
            Ok(ctx.page_with_errors(TITLE, Some("/home/again"), &with_way_out(&body)))
        }
        Err(failure) => Err(failure),
    }
}

fn letter(ctx: &Ctx, a: &Again, form: &Form, yes: &Yes) -> Markup {
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
        p { "If you meet a coach, they write down "
            (words::and(&a.question.written.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()))
            ". You can read all of it." }
        p { "It waits for " (a.question.terms.promise.hold_hours) " hours, so that you can change your mind." }
        form method="post" action="/home/again" novalidate {
            (ctx.csrf())
            input type="hidden" name="provider" value=(yes.provider);
            @for line in form.all("lines") { input type="hidden" name="lines" value=(line); }
            input type="hidden" name="own_words" value=(yes.own_words);
            // Asked once: what was decided about a number stays decided.
            input type="hidden" name="keep_number" value="yes";
            input type="hidden" name="terms" value=(a.question.terms.id);
            input type="hidden" name="salt" value=(salt);
            input type="hidden" name="shown" value=(parcel.hash());
            (button(&Button { name: Some("step"), value: Some("yes"), ..Button::primary("Yes, I would like this") }))
        }
        p { a href="/home/again" { "Change it" } " " a href="/home" { "Not now" } }
    }
}
