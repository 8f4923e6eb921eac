//! Why not, as a page. The only place that knows status codes. Absent, forbidden and wrong look the same.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use sayso_app::Error;
use sayso_core::seat::Actor;
use sayso_words::Say;
use sayso_words::sayings::error as say;

use crate::ctx::{Ctx, see_other};
use crate::drawing::{checked_by_nobody, print_of};
use crate::frame::{Frame, Tongue};
use crate::reading::Words;

/// An outcome that is not the page asked for.
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The frame of the page that says so.
    pub page: Box<Frame>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let w = Words(self.page.reads);
        let page = |status, title: &Say, words: Markup| said(&self.page, status, title, "/start", &words);
        match &self.error {
            Error::SignIn => sign_in(),
            // The person left while the page was open: the next click says so, where this seat keeps the notice.
            Error::HasLeft(person) => {
                let lead = sayso_app::file::is_lead(&self.page.visit.actor);
                see_other(&if lead {
                    "/intake".to_owned()
                } else {
                    format!("/person/{person}")
                })
            }
            Error::PrivateWord => see_other("/home/open"),
            Error::Denied | Error::NotFound | Error::Refused => {
                // Nobody signed in, asking for what only somebody signed in could have: the same as signing in first.
                not_found(&self.page)
            }
            Error::Locked | Error::CheckAgain => crate::check::page(&self.page),
            Error::WhyNot(why) => page(
                StatusCode::UNPROCESSABLE_ENTITY,
                &say::not_possible_title(),
                html! { h1 { (w.t(&say::not_possible())) } p { (w.k(why.in_words())) } },
            ),
            Error::NotNow(_) | Error::CannotRegister(_) | Error::NoRecovery(_) | Error::Input(_) => page(
                StatusCode::UNPROCESSABLE_ENTITY,
                &say::not_now_title(),
                html! { h1 { (w.t(&say::not_now())) } p { (w.k(&self.error.to_string())) } p { (w.t(&say::nothing_changed())) } },
            ),
            Error::Conflict => page(
                StatusCode::CONFLICT,
                &say::look_again_title(),
                html! { h1 { (w.t(&say::just_changed())) } p { (w.t(&say::not_by_you())) } },
            ),
            Error::Busy => {
                let mut response = page(
                    StatusCode::SERVICE_UNAVAILABLE,
                    &say::try_again_title(),
                    html! { h1 { (w.t(&say::try_again())) } p { (w.t(&say::nothing_lost())) } },
                );
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
                response
            }
            Error::Unavailable => page(
                StatusCode::SERVICE_UNAVAILABLE,
                &say::not_available_title(),
                html! { h1 { (w.t(&say::not_available())) } p { (w.t(&say::or_phone())) } },
            ),
            Error::Fault(words) => {
                tracing::error!(fault = %words, "a request ended with a fault");
                page(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    &say::went_wrong(),
                    html! { h1 { (w.t(&say::went_wrong())) } p { (w.t(&say::our_mistake())) } },
                )
            }
        }
    }
}

/// A page that says why not, in the reader's language.
fn said(frame: &Frame, status: StatusCode, title: &Say, back: &str, words: &Markup) -> Response {
    let w = Words(frame.reads);
    let body = html! { (checked_by_nobody(print_of(w.0))) (words) };
    frame.page(Tongue::Theirs, status, &w.s(title), Some(back), false, &body)
}

/// To the door.
pub(crate) fn sign_in() -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_static("/sign-in"));
    response
}

fn not_found(page: &Frame) -> Response {
    let back = if page.visit.actor == Actor::Visitor {
        "/"
    } else {
        "/start"
    };
    let w = Words(page.reads);
    let body = html! {
        h1 { (w.t(&say::not_found())) }
        p { (w.t(&say::nothing_here())) }
    };
    said(page, StatusCode::NOT_FOUND, &say::not_found(), back, &body)
}

/// Anything that is no route of ours: the same page as for what somebody may not see, in their language.
pub(crate) async fn nothing_here(mut ctx: Ctx) -> Failure {
    match ctx.meet().await {
        Ok(()) => ctx.failure(Error::NotFound),
        Err(failure) => failure,
    }
}

/// A form that is longer than any of ours.
pub(crate) fn too_much(frame: &Frame) -> Response {
    let w = Words(frame.reads);
    let body = html! {
        h1 { (w.t(&say::too_much())) }
        p { (w.t(&say::nothing_changed())) }
    };
    let status = StatusCode::PAYLOAD_TOO_LARGE;
    said(frame, status, &say::too_much(), "/start", &body)
}

/// A form that does not come from a page of ours.
pub(crate) fn not_from_here(frame: &Frame) -> Response {
    let w = Words(frame.reads);
    let body = html! {
        h1 { (w.t(&say::open_again())) }
        p { (w.t(&say::open_too_long())) }
    };
    said(frame, StatusCode::FORBIDDEN, &say::open_again(), "/start", &body)
}
