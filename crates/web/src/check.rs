//! Asking somebody to show again who they are: a locked session, or an act for which an open one is not enough. Owns the
//! page and the parts that every passkey form has. Never says whether somebody has a passkey.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use sayso_app::Error;
use sayso_app::passkey::{ALGORITHMS, Relying, Signed, challenge_of};
use sayso_core::id::SourceExt as _;

use crate::assets::asset;
use crate::ctx::Ctx;
use crate::form::Form;
use crate::frame::{Frame, Tongue};
use crate::nhs::{Button, ButtonKind, button};
use crate::reading::Words;
use sayso_words::sayings::staff as say;

/// Where what was half written waits.
pub const UNFINISHED: &str = "/unfinished";
/// The hidden field of a form that takes a draft up again.
pub const RESUMED_FIELD: &str = "unfinished";

/// What the page needs.
#[derive(Debug, Clone)]
pub struct Check {
    locked: bool,
    minutes: i64,
    kept: bool,
    to: String,
    ask: Option<Ask>,
    demo: bool,
    /// What staff call the service that vouched for them.
    service: Option<String>,
}

impl Check {
    /// For this request, which ended in `error`.
    #[must_use]
    pub fn new(ctx: &Ctx, error: &Error, kept: bool) -> Self {
        Self {
            locked: *error == Error::Locked,
            minutes: ctx.visit.idle_minutes,
            kept,
            service: ctx
                .site
                .openid
                .as_ref()
                .filter(|_| ctx.visit.vouched)
                .map(|s| s.name().to_owned()),
            to: ctx.path().to_owned(),
            ask: Ask::new(ctx),
            demo: ctx.site.demo.is_some(),
        }
    }
}

/// A question to an authenticator.
#[derive(Debug, Clone)]
pub struct Ask {
    challenge: String,
    site: std::sync::Arc<Relying>,
}

impl Ask {
    /// A new question for this browser, where this site can have passkeys.
    #[must_use]
    pub fn new(ctx: &Ctx) -> Option<Self> {
        let site = ctx.site.relying.clone()?;
        let source = ctx.site.house.source();
        let challenge = ctx
            .site
            .challenges
            .make(&ctx.form_token(), source.bytes::<32>(), source.now());
        Some(Self { challenge, site })
    }

    /// A form whose button asks the authenticator to sign. Without scripts it is not shown: then a link is the way.
    #[must_use]
    pub fn to_sign(&self, w: Words, action: &str, csrf: &Markup, words: &str, more: &Markup) -> Markup {
        html! {
            form method="post" action=(action) novalidate hidden data-passkey="get"
                data-challenge=(self.challenge) data-site=(self.site.id) data-origin=(self.site.origin)
                data-none=(w.s(&say::js_none())) data-elsewhere=(w.s(&say::js_elsewhere(self.site.origin.as_str())))
                data-waiting=(w.s(&say::js_waiting())) data-failed=(w.s(&say::js_did_not())) {
                (csrf)
                (more)
                @for name in ["credential", "client", "data", "signature", "user"] {
                    input type="hidden" name=(name) value="";
                }
                (button(&Button::primary(words)))
                p role="status" data-passkey-said {}
            }
            (script())
        }
    }

    /// A form whose button asks the authenticator to make a passkey for `user`, called `name`; `known` are left alone.
    #[must_use]
    pub fn to_make(
        &self,
        csrf: &Markup,
        (user, name): (&str, &str),
        known: &[String],
        more: &Markup,
    ) -> Markup {
        let w = Words::default();
        let algorithms = ALGORITHMS.map(|a| a.to_string()).join(" ");
        html! {
            form method="post" action="/passkeys/add" novalidate hidden data-passkey="create"
                data-challenge=(self.challenge) data-site=(self.site.id) data-origin=(self.site.origin)
                data-user=(user) data-name=(name) data-algorithms=(algorithms) data-known=(known.join(" "))
                data-none=(w.s(&say::js_none())) data-elsewhere=(w.s(&say::js_elsewhere(self.site.origin.as_str())))
                data-waiting=(w.s(&say::js_waiting())) data-failed=(w.s(&say::js_did_not())) {
                (csrf)
                (more)
                @for name in ["client", "attestation"] { input type="hidden" name=(name) value=""; }
                (button(&Button::primary("Add a passkey on this device")))
                p role="status" data-passkey-said {}
            }
            (script())
        }
    }
}

fn script() -> Markup {
    html! { script type="module" src=(asset("passkey.js")) {} }
}

/// What an authenticator signed, as the form brought it, and the challenge that it answers, now used up. `None`: the
/// question was not ours, was asked of another browser, or too long ago.
#[must_use]
pub fn answered(ctx: &Ctx, form: &Form) -> Option<(std::sync::Arc<Relying>, String, Signed)> {
    let site = ctx.site.relying.clone()?;
    let challenge = used(ctx, form)?;
    let text = |name: &str| form.get(name).to_owned();
    let signed = Signed {
        credential: text("credential"),
        client: text("client"),
        data: text("data"),
        signature: text("signature"),
        user: text("user"),
    };
    Some((site, challenge, signed))
}

/// The challenge that a form answers, used up.
#[must_use]
pub fn used(ctx: &Ctx, form: &Form) -> Option<String> {
    let challenge = challenge_of(form.get("client"))?;
    let now = ctx.site.house.source().now();
    let ours = ctx.site.challenges.take(&challenge, &ctx.form_token(), now);
    ours.then_some(challenge)
}

/// The page that asks: 403, at the address that was asked for.
pub(crate) fn page(frame: &Frame) -> Response {
    let Some(check) = &frame.check else {
        // Without its question the page could not be answered: sign in instead.
        return crate::error::sign_in();
    };
    let to = html! { input type="hidden" name="to" value=(check.to); };
    let body = html! {
        @if check.locked {
            h1 { "Your session is locked" }
            p { "For your security, Sayso locks after " (check.minutes) " minutes without activity." }
        } @else {
            h1 { "Please show again that it is you" }
            p { "For what you asked, Sayso needs to see that within the last five minutes." }
        }
        @if check.kept { p { "What you sent is kept for 24 hours. Nothing was lost, and nothing was sent yet." } }
        @if let Some(service) = &check.service {
            p { a href={ "/sign-in/organisation?to=" (check.to) } { "Sign in with " (service) " again" } ". You go on where you stopped." }
        } @else if let Some(ask) = &check.ask { (ask.to_sign(Words::default(), "/session/check", &frame.csrf(), "Go on with a passkey", &to)) }
        h2 { "Without a passkey here" }
        p { "Ask your operator for a new one-time link and open it in this browser. You go on where you stopped." }
        @if check.demo { p { "In this demonstration you can also " a href="/demo" { "take your seat again" } "." } }
        form method="post" action="/sign-out" novalidate {
            (frame.csrf())
            (button(&Button { text: "Sign out".into(), kind: ButtonKind::Secondary, ..Button::default() }))
        }
    };
    frame.page(
        Tongue::English,
        StatusCode::FORBIDDEN,
        "Sign in for staff",
        None,
        false,
        &body,
    )
}
