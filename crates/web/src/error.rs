//! Why not, as a page. The only place that knows status codes. Absent, forbidden and wrong look the same.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use sayso_app::Error;
use sayso_core::seat::Actor;

use crate::ctx::{Ctx, see_other};
use crate::frame::Frame;

/// An outcome that is not the page asked for.
pub struct Failure {
    /// Why.
    pub error: Error,
    /// The frame of the page that says so.
    pub page: Box<Frame>,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let say =
            |status, title: &str, words: Markup| self.page.page(status, title, Some("/start"), false, &words);
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
            Error::WhyNot(why) => say(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Not possible",
                html! { h1 { "This is not possible" } p { (why.in_words()) } },
            ),
            Error::NotNow(_) | Error::CannotRegister(_) | Error::NoRecovery(_) | Error::Input(_) => say(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Not possible now",
                html! { h1 { "This is not possible now" } p { (self.error) } p { "Nothing was changed." } },
            ),
            Error::Conflict => say(
                StatusCode::CONFLICT,
                "Please look again",
                html! { h1 { "Somebody just changed this" } p { "Nothing was changed by you. Please look again." } },
            ),
            Error::Busy => {
                let mut response = say(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "Please try again",
                    html! { h1 { "Please try again in a moment" } p { "Nothing was lost." } },
                );
                response
                    .headers_mut()
                    .insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
                response
            }
            Error::Unavailable => say(
                StatusCode::SERVICE_UNAVAILABLE,
                "Not available",
                html! { h1 { "The service is not available" } p { "Nothing was changed. Please try again later, or phone." } },
            ),
            Error::Fault(words) => {
                tracing::error!(fault = %words, "a request ended with a fault");
                say(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong",
                    html! { h1 { "Something went wrong" } p { "It is our mistake. Nothing was changed." } },
                )
            }
        }
    }
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
    let body = html! {
        h1 { "Page not found" }
        p { "There is nothing here, or it is not for you to see. If somebody gave you a link, it may have been used." }
    };
    page.page(StatusCode::NOT_FOUND, "Page not found", Some(back), false, &body)
}

/// Anything that is no route of ours.
pub(crate) async fn nothing_here(ctx: Ctx) -> Failure {
    ctx.failure(Error::NotFound)
}

/// A form that does not come from a page of ours.
pub(crate) fn not_from_here(frame: &Frame) -> Response {
    let body = html! {
        h1 { "Please open the page again" }
        p { "This form was open for too long, or did not come from this site. Nothing was changed." }
    };
    frame.page(
        StatusCode::FORBIDDEN,
        "Please open the page again",
        Some("/start"),
        false,
        &body,
    )
}
