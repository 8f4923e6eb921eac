//! The person's concerns: raise one, see where it stands, read the answer. Never held up and never screened. And the two
//! things that the guardian's side may ask or tell: whether a typed yes was their own, and legal demands about them.

use maud::html;
use sayso_app::guard::{concern, demand, looked};
use sayso_app::telling::moment_in_words;
use sayso_app::{Error, Lane};
use sayso_core::guard::{DemandAnswer, YesAnswer};
use sayso_core::id::EventId;

use super::{as_written, sentence, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::nhs::{Button, Choice, Choices, Legend, Size, button, problems, radios};
use crate::pages::door::{concern_fields, raised, standing};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/concerns", Who::Person, "open_own", "own_opened", page);
    r.post(
        "/home/concerns",
        Who::Person,
        "raise_concern",
        "concern_raised",
        raise,
    );
    r.get("/home/your-yes", Who::Person, "open_own", "own_opened", yes);
    r.post(
        "/home/your-yes",
        Who::Person,
        "answer_guardian",
        "yes_confirmed",
        answer,
    );
    r.get("/home/demands", Who::Person, "open_own", "own_opened", demands);
}

async fn page(mut ctx: Ctx) -> Answer {
    let (mine, orgs) = ctx
        .act(Lane::Stop, |desk, visit| {
            Ok((concern::own(desk, &visit.actor)?, concern::organisations(desk)?))
        })
        .await?;
    let body = html! {
        h1 { "Has something gone wrong?" }
        p { "Tell somebody who does not work for your practice or the service. Only they can read it." }
        p { "We do not give them your name. Write it if you want them to know." }
        p { "If somebody is in danger now, call 999." }
        @for c in &mine {
            h2 { (sentence(c.kind.in_words())) }
            p { "You raised it on " (moment_in_words(c.raised_at)) "." }
            (as_written(&c.text))
            (standing(c))
        }
        h2 { "Raise a concern" }
        form method="post" action="/home/concerns" novalidate {
            (ctx.csrf())
            (concern_fields(&orgs))
            (button(&Button::primary("Send it")))
        }
    };
    Ok(ctx.page("Your concerns", Some("/home"), &with_way_out(&body)))
}

async fn raise(Posted { mut ctx, form }: Posted) -> Answer {
    let raised = raised(&form);
    ctx.act(Lane::Stop, move |desk, visit| {
        concern::raise(desk, &visit.actor, raised)
    })
    .await?;
    Ok(ctx.see("/home/concerns"))
}

async fn yes(ctx: Ctx) -> Answer {
    show_yes(ctx, false).await
}

async fn show_yes(mut ctx: Ctx, wrong: bool) -> Answer {
    let asked = ctx
        .act(Lane::Normal, |desk, visit| {
            looked::asked_of_me(desk, &visit.actor)
        })
        .await?;
    let error = "Choose an answer, or close this page: you need not answer";
    let body = html! {
        @if wrong { (problems(&[("answer", error)])) }
        @match asked.first() {
            None => {
                h1 { "Nothing is asked of you" }
                p { "Thank you." }
            }
            Some(called) => {
                h1 { "Was your yes your own choice?" }
                p { "Somebody typed your yes for you. The scheme’s guardian asks a few people each month whether it was right." }
                p { "They do not see your name. You need not answer, and nothing changes for you." }
                form method="post" action="/home/your-yes" novalidate {
                    (ctx.csrf())
                    input type="hidden" name="event" value=(called.event);
                    (radios(&Choices {
                        name: "answer",
                        legend: Some(Legend { content: "What would you say?".into(), size: Some(Size::M), ..Legend::default() }),
                        error: wrong.then(|| error.into()),
                        items: YesAnswer::ALL.iter().map(|a| Choice::new(a.as_str(), a.in_words())).collect(),
                        ..Choices::default()
                    }))
                    (button(&Button::primary("Send my answer")))
                }
                p { "If you did not want this, " a href="/home/change" { "change your mind" } " in two clicks." }
            }
        }
    };
    let body = with_way_out(&body);
    Ok(if wrong {
        ctx.page_with_errors("A question", Some("/home"), &body)
    } else {
        ctx.page("A question", Some("/home"), &body)
    })
}

async fn answer(Posted { mut ctx, form }: Posted) -> Answer {
    let Some(answer) = YesAnswer::parse(form.get("answer")) else {
        return show_yes(ctx, true).await;
    };
    let event: Option<EventId> = form.get("event").parse().ok();
    ctx.act(Lane::Normal, move |desk, visit| {
        let event = event.ok_or(Error::NotFound)?;
        looked::answer_about_yes(desk, &visit.actor, event, answer)
    })
    .await?;
    Ok(ctx.see("/home/your-yes"))
}

async fn demands(mut ctx: Ctx) -> Answer {
    let all = ctx
        .act(Lane::Normal, |desk, visit| demand::own(desk, &visit.actor))
        .await?;
    let body = html! {
        h1 { "Has the law asked about you?" }
        @if all.is_empty() { p { "No legal demand about you is on the register that we may tell you of." } }
        @for d in &all {
            h2 { "A demand by " (d.demander.in_words()) }
            p { "Recorded on " (moment_in_words(d.recorded_at)) "." }
            @match d.decided {
                None => p { "It is not decided. Nothing is handed over before two people agree." },
                Some((_, at, DemandAnswer::Nothing)) => p { "On " (moment_in_words(at)) " the answer was: nothing is handed over." },
                Some((_, at, DemandAnswer::Least)) => p { "On " (moment_in_words(at)) " two people agreed to hand over: "
                    (sayso_core::words::list(d.scope)) "." },
            }
            @if !d.outside.is_empty() {
                p { "Handed over outside this service, by the organisation that holds it:" }
                (as_written(&d.outside))
            }
        }
        p { a href="/legal-demands" { "How many demands there were, for everybody" } }
        p { "If you think this is wrong, " a href="/home/concerns" { "raise a concern" } "." }
    };
    Ok(ctx.page("Legal demands", Some("/home"), &with_way_out(&body)))
}
