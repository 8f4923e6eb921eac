//! The stand-in GP system: a process of its own, labelled as what it is. Owns: its list of invented patients, the
//! button that launches Sayso's offer page, and what a practice filed. Never part of a deployment.

mod pages;

use std::collections::BTreeMap;
use std::io::{BufRead as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use maud::Markup;
use serde::{Deserialize, Serialize};

use super::StandIn;
use super::port::listen;
use crate::CliError;

/// One patient of the practice, as its own system has them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Patient {
    pub(super) name: String,
    pub(super) born: String,
    pub(super) nhs_number: String,
}

/// What the demonstration hands over at the start, as one line on standard input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Handover {
    /// Where Sayso is.
    pub(super) sayso: String,
    /// What both prove themselves with. Not on the command line: other users of a machine can read that.
    pub(super) secret: String,
    /// Whose system this pretends to be.
    pub(super) practice: String,
    /// The practice's code.
    pub(super) ods: String,
    pub(super) patients: Vec<Patient>,
    /// What was filed before it started.
    pub(super) filed: Vec<Filing>,
}

/// Words that the practice filed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Filing {
    pub(super) nhs_number: String,
    pub(super) text: String,
}

/// How the launch is asked for. Sayso is told a number, and learns nothing else.
#[derive(Debug, Serialize)]
struct Launch<'a> {
    practice: &'a str,
    nhs_number: &'a str,
}

struct Office {
    given: Handover,
    policy: HeaderValue,
    filed: Mutex<BTreeMap<String, Vec<String>>>,
}

impl Office {
    fn words(&self, nhs_number: &str) -> Vec<String> {
        let filed = self.filed.lock().unwrap_or_else(PoisonError::into_inner);
        filed.get(nhs_number).cloned().unwrap_or_default()
    }
}

/// Runs until standard input closes: whoever started it is gone then.
pub(super) fn run(args: &StandIn) -> Result<(), CliError> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let given: Handover = serde_json::from_str(&line)
        .map_err(|_| CliError::input("this is started by “sayso demo”, not by hand"))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let (listener, port) = listen(args.port).await?;
        println!("{port}");
        std::io::stdout().flush()?;
        let (gone, stop) = tokio::sync::oneshot::channel::<()>();
        std::thread::spawn(move || {
            // Ends when the other side closes, whatever it sends before.
            drop(std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink()));
            drop(gone);
        });
        tokio::select! {
            served = axum::serve(listener, router(given)?).into_future() => served?,
            _ = stop => {}
        }
        Ok(())
    })
}

fn router(given: Handover) -> Result<Router, CliError> {
    // A browser holds a form to `form-action` after a redirect too, and the offer page is on Sayso's own port.
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
        given.sayso
    );
    let mut filed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for filing in &given.filed {
        filed
            .entry(filing.nhs_number.clone())
            .or_default()
            .push(filing.text.clone());
    }
    let office = Arc::new(Office {
        policy: HeaderValue::from_str(&policy).map_err(|_| CliError::input("the address of the demo"))?,
        given,
        filed: Mutex::new(filed),
    });
    Ok(Router::new()
        .route("/", get(list))
        .route("/style.css", get(style))
        .route("/patients/{nth}", get(record))
        .route("/patients/{nth}/offer", post(offer))
        .route("/file", post(file))
        .layer(middleware::from_fn_with_state(Arc::clone(&office), guard))
        .with_state(office))
}

/// Only the loopback's own names are answered, so that no page elsewhere can reach in by a name of its own.
async fn guard(State(office): State<Arc<Office>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok());
    let name = host.and_then(|h| h.split(':').next()).unwrap_or_default();
    let site = request
        .headers()
        .get("sec-fetch-site")
        .and_then(|v| v.to_str().ok());
    let from_elsewhere = request.method() == axum::http::Method::POST
        && site.is_some_and(|s| s != "same-origin" && s != "none");
    if !matches!(name, "127.0.0.1" | "localhost") || from_elsewhere {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, office.policy.clone());
    for (name, value) in [
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn page(markup: Markup) -> Response {
    Html(markup.into_string()).into_response()
}

async fn style() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, include_str!("style.css")).into_response()
}

async fn list(State(office): State<Arc<Office>>) -> Response {
    page(pages::list(&office.given))
}

async fn record(State(office): State<Arc<Office>>, Path(nth): Path<usize>) -> Response {
    match office.given.patients.get(nth) {
        Some(patient) => {
            let words = office.words(&patient.nhs_number);
            page(pages::record(&office.given, nth, patient, &words))
        }
        None => (StatusCode::NOT_FOUND, page(pages::nothing(&office.given))).into_response(),
    }
}

/// Launches Sayso's offer page for one patient: server to server, so that no number stands in an address.
async fn offer(State(office): State<Arc<Office>>, Path(nth): Path<usize>) -> Response {
    let Some(patient) = office.given.patients.get(nth).cloned() else {
        return (StatusCode::NOT_FOUND, page(pages::nothing(&office.given))).into_response();
    };
    let asked = {
        let office = Arc::clone(&office);
        tokio::task::spawn_blocking(move || launch(&office.given, &patient.nhs_number)).await
    };
    match asked {
        Ok(Ok(path)) => Redirect::to(&format!("{}{path}", office.given.sayso)).into_response(),
        Ok(Err(why)) => (
            StatusCode::BAD_GATEWAY,
            page(pages::no_answer(&office.given, &why)),
        )
            .into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[derive(Deserialize)]
struct Launched {
    path: String,
}

fn launch(given: &Handover, nhs_number: &str) -> Result<String, String> {
    let body = serde_json::to_string(&Launch {
        practice: &given.ods,
        nhs_number,
    })
    .map_err(|e| e.to_string())?;
    let mut answer = super::port::agent()
        .post(format!("{}/launch", given.sayso))
        .header("authorization", format!("Bearer {}", given.secret))
        .header("content-type", "application/json")
        .send(body)
        .map_err(|e| e.to_string())?;
    if !answer.status().is_success() {
        return Err(format!("status {}", answer.status().as_u16()));
    }
    let text = answer.body_mut().read_to_string().map_err(|e| e.to_string())?;
    let launched: Launched =
        serde_json::from_str(&text).map_err(|_| "an answer of another shape".to_owned())?;
    // A path and nothing else: an answer cannot send the browser anywhere but to Sayso.
    if launched.path.starts_with('/') && !launched.path.starts_with("//") {
        Ok(launched.path)
    } else {
        Err("an address that is not a path".to_owned())
    }
}

/// What the practice files arrives here, with the secret.
async fn file(
    State(office): State<Arc<Office>>,
    headers: HeaderMap,
    Json(filing): Json<Filing>,
) -> StatusCode {
    let proof = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok());
    if proof.and_then(|p| p.strip_prefix("Bearer ")) != Some(office.given.secret.as_str()) {
        return StatusCode::UNAUTHORIZED;
    }
    let ours = |p: &Patient| p.nhs_number == filing.nhs_number;
    if !office.given.patients.iter().any(ours) {
        return StatusCode::NOT_FOUND;
    }
    let mut filed = office.filed.lock().unwrap_or_else(PoisonError::into_inner);
    let words = filed.entry(filing.nhs_number).or_default();
    // The same words may arrive twice after a restart; a record has them once.
    if !words.contains(&filing.text) {
        words.push(filing.text);
    }
    StatusCode::OK
}
