//! The demonstration's own pages: the role switcher, the clock, the outbox, and the places to try to break a promise.
//! Owns: their handlers. A seat is taken through the real session code, and everything else through real use cases.

use std::sync::Arc;

use axum::routing::{get, post};
use axum::{Extension, Router};
use sayso_app::session::Cookie;
use sayso_app::{Desk, Error, proposal, register, session, supporter};
use sayso_core::id::{Source as _, TermsId};
use sayso_core::org::OrgKind;
use sayso_core::seat::Actor;
use sayso_core::terms::{Flow, Terms};
use sayso_web::ctx::{Answer, Ctx};
use sayso_web::form::Posted;
use sayso_web::{DemoHooks, Site};

use super::pages;
use super::running::Running;
use super::world::Chair;

/// What the site asks of a demonstration.
pub(super) struct Hooks(pub(super) Arc<Running>);

type Demo = Extension<Arc<Running>>;

impl DemoHooks for Hooks {
    fn routes(&self) -> Router<Site> {
        Router::new()
            .route("/demo", get(home))
            .route("/demo/sit", post(sit))
            .route("/demo/clock", post(clock))
            .route("/demo/outbox", get(outbox))
            .route("/demo/try-benefits", post(try_benefits))
            .route("/demo/try-record", post(try_record))
            .layer(Extension(Arc::clone(&self.0)))
    }

    fn clock(&self) -> String {
        sayso_app::telling::moment_in_words(self.0.clock.now())
    }
}

async fn home(Extension(demo): Demo, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let clock = sayso_app::telling::moment_in_words(demo.clock.now());
    let body = pages::home(&demo.guide, (&demo.gp.url, &demo.second), &clock, &ctx.csrf());
    Ok(ctx.page("Demo", None, &body))
}

async fn outbox(Extension(demo): Demo, mut ctx: Ctx) -> Answer {
    ctx.open(|_, _| Ok(())).await?;
    let body = pages::outbox(&demo.outbox(), &demo.gp.url);
    Ok(ctx.page("Outbox", Some("/demo"), &body))
}

/// Takes a seat through the real session code.
fn take(desk: &mut Desk, chair: &Chair) -> Result<Cookie, Error> {
    match (chair.member, chair.person, chair.supporter) {
        (Some(member), ..) => session::sit(desk, Ok(member)),
        (None, Some(person), _) => session::sit(desk, Err(person)),
        (None, None, Some(supporter)) => supporter::sit(desk, supporter),
        (None, None, None) => Err(Error::NotFound),
    }
}

/// Takes a seat, and goes where it begins or, on the tour, to a page of this site.
async fn sit(Extension(demo): Demo, Posted { mut ctx, form }: Posted) -> Answer {
    let Some(chair) = demo.guide.chair(form.get("seat")).cloned() else {
        return Err(ctx.failure(Error::NotFound));
    };
    let then = form.get("then").to_owned();
    let cookie = ctx.open(move |desk, _| take(desk, &chair)).await?;
    let own_page = then.starts_with('/') && !then.starts_with("//") && !then.contains('\\');
    Ok(ctx.see_signed_in(if own_page { &then } else { "/start" }, &cookie))
}

/// Moves the clock forward. Whoever sits somewhere keeps the seat: their session is opened again, because a session
/// that has rested for a day is over.
async fn clock(Extension(demo): Demo, Posted { mut ctx, form }: Posted) -> Answer {
    let hours = match form.get("hours") {
        "1" => 1,
        "25" => 25,
        "168" => 168,
        _ => return Err(ctx.failure(Error::Input("Choose one of the buttons."))),
    };
    let actor = ctx.open(|_, visit| Ok(visit.actor)).await?;
    let running = Arc::clone(&demo);
    match tokio::task::spawn_blocking(move || running.forward(hours)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Err(ctx.failure(error)),
        Err(_) => return Err(ctx.failure(Error::Unavailable)),
    }
    let seat = match actor {
        Actor::Member(member) => Ok(member.id),
        Actor::Person(person) => Err(person),
        // A supporter signs in again: their sessions are short on purpose.
        Actor::Supporter(_) | Actor::Attorney(_) | Actor::Visitor | Actor::Sayso => {
            return Ok(ctx.see("/demo"));
        }
    };
    let cookie = ctx.open(move |desk, _| session::sit(desk, seat)).await?;
    Ok(ctx.see_signed_in("/demo", &cookie))
}

/// Tries, as the operator and through the real use case, to publish terms that send something to the benefits system.
async fn try_benefits(Extension(demo): Demo, Posted { mut ctx, .. }: Posted) -> Answer {
    let Some(kit) = demo.guide.chair("operator-kit").and_then(|c| c.member) else {
        return Err(ctx.failure(Error::NotFound));
    };
    let tried = ctx
        .open(move |desk, _| {
            let operator = session::actor(desk, kit)?;
            let published = sayso_app::places::published(desk)?;
            let newest = published.terms.last().ok_or(Error::NotFound)?.terms.clone();
            let mut orgs = published.orgs.iter().map(|(org, _)| org);
            let benefits = orgs.find(|o| o.kind == OrgKind::Benefits);
            let benefits = benefits.ok_or(Error::NotFound)?;
            let mut promise = newest.promise.clone();
            let like = promise.flows.first().cloned().ok_or(Error::NotFound)?;
            promise.flows.push(Flow {
                recipient: benefits.id,
                recipient_name: benefits.name.clone(),
                recipient_kind: benefits.kind,
                ..like
            });
            let id: TermsId = register::fresh_id(desk);
            let terms = Terms {
                id,
                version: newest.version + 1,
                promise,
                published_at: desk.now(),
                in_effect_at: desk.now(),
                ..newest
            };
            // An error undoes the whole job; the page needs the words, so they come back as a value.
            match register::terms(desk, &operator, terms) {
                Err(Error::CannotRegister(why)) => Ok(why.to_string()),
                Err(error) => Err(error),
                Ok(()) => Err(Error::Fault(
                    "terms with a benefits recipient were published".into(),
                )),
            }
        })
        .await?;
    let body = pages::benefits(&tried);
    Ok(ctx.page("What happened", Some("/demo"), &body))
}

/// Tries, as Sam, to write in Alex's GP record.
async fn try_record(Extension(demo): Demo, Posted { mut ctx, .. }: Posted) -> Answer {
    let sam = demo.guide.chair("coach-sam").and_then(|c| c.member);
    let alex = demo.guide.chair("person-alex").and_then(|c| c.person);
    let (Some(sam), Some(alex)) = (sam, alex) else {
        return Err(ctx.failure(Error::NotFound));
    };
    let allowed = ctx
        .open(move |desk, _| {
            let sam = session::actor(desk, sam)?;
            match proposal::try_write_record(desk, &sam, alex) {
                // The denial is in the log, and stays.
                Err(Error::Denied) => Ok(false),
                Err(error) => Err(error),
                Ok(()) => Ok(true),
            }
        })
        .await?;
    let body = pages::record(allowed, &ctx.csrf());
    Ok(ctx.page("What happened", Some("/demo"), &body))
}
