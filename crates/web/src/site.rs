//! The running site: the house, what is kept in memory between two requests, and the server itself.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::middleware::{self, Next};
use axum::response::Response;
use sayso_app::House;
use sayso_app::passkey::Relying;
use sayso_app::public_log::Witnesses;
use sha2::{Digest as _, Sha256};

use crate::baskets::Baskets;
use crate::challenges::Challenges;
use crate::headers::security_headers;
use crate::openid::Openid;
use crate::rate::Rates;

/// What a demonstration adds to the site: nothing of it exists elsewhere.
pub trait DemoHooks: Send + Sync {
    /// The demonstration's own pages (`/demo…`).
    fn routes(&self) -> Router<Site>;
    /// The demonstration's clock, in words, for the band.
    fn clock(&self) -> String;
}

/// Shared by every handler. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The house.
    pub house: Arc<House>,
    /// Answers that are being given, in memory alone.
    pub baskets: Arc<Baskets>,
    /// How often somebody tried.
    pub rates: Arc<Rates>,
    /// What authenticators are asked to sign, in memory alone.
    pub challenges: Arc<Challenges>,
    /// This site as authenticators know it; `None`: no passkeys, links alone.
    pub relying: Option<Arc<Relying>>,
    /// An organisation's own sign-in service; `None`: passkeys and links alone.
    pub openid: Option<Arc<Openid>>,
    /// Cookies are sent over https alone.
    pub secure: bool,
    /// Where a practice's own system proves itself when it launches the offer page; `None`: no launch.
    pub launch_secret: Option<Arc<str>>,
    /// Where a text service proves itself when it hands over a reply; `None`: no reply is taken.
    pub replies_secret: Option<Arc<str>>,
    /// Outside witnesses of the public log.
    pub witnesses: Arc<Witnesses>,
    /// The neutral page that “Exit this page” opens. In a demonstration it is one of our own: nothing leaves the machine.
    pub exit_to: Arc<str>,
    /// A demonstration, if it is one.
    pub demo: Option<Arc<dyn DemoHooks>>,
}

/// Where “Exit this page” leads when nobody says otherwise: a page that anybody may have open.
pub const EXIT_TO: &str = "https://www.bbc.co.uk/weather";

impl Site {
    /// A site on this house, without a demonstration.
    #[must_use]
    pub fn new(house: Arc<House>, secure: bool) -> Self {
        Self {
            house,
            baskets: Arc::default(),
            rates: Arc::default(),
            challenges: Arc::default(),
            relying: None,
            openid: None,
            secure,
            launch_secret: None,
            replies_secret: None,
            witnesses: Arc::default(),
            exit_to: EXIT_TO.into(),
            demo: None,
        }
    }

    /// Every page with its headers.
    pub fn router(self) -> Router {
        let mut router = crate::routes::router().merge(crate::assets::routes());
        if let Some(demo) = &self.demo {
            router = router.merge(demo.routes());
        }
        router
            .fallback(crate::error::nothing_here)
            .layer(middleware::from_fn(add_headers))
            .with_state(self)
    }
}

/// Does a machine prove itself with this secret? Compares digests, so that the time it takes tells nothing about it.
pub(crate) fn proves(secret: Option<&str>, headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "));
    match (secret, given) {
        (Some(secret), Some(given)) => Sha256::digest(secret.as_bytes()) == Sha256::digest(given.as_bytes()),
        _ => false,
    }
}

async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in security_headers() {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    // What is not said to be public is personal: no browser and no proxy keeps it.
    let (name, value) = crate::headers::PERSONAL;
    headers
        .entry(HeaderName::from_static(name))
        .or_insert(HeaderValue::from_static(value));
    response
}

/// Serves until `stop` is done, then lets running requests finish.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    listener: tokio::net::TcpListener,
    site: Site,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, site.router())
        .with_graceful_shutdown(stop)
        .await
}
