//! The practice's own system opens the offer page: machine to machine, so no form and no cookie. What it says about
//! the patient stays in memory until somebody at that practice's desk, signed in, opens the page.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Json, body::Bytes};
use jiff::civil::Date;
use sayso_app::{Lane, places};
use sayso_core::id::SourceExt as _;
use sayso_core::org::OrgKind;
use sayso_core::person::Details;
use serde::{Deserialize, Serialize};

use crate::baskets::Basket;
use crate::routes::{Routes, Who};
use crate::site::{Site, proves};

pub(super) fn register(r: &mut Routes) {
    r.post("/launch", Who::Anybody, "-", "-", launch);
}

/// What the practice's own system says. An NHS number is enough; else a name and a birth date.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Launch {
    /// The practice's ODS code.
    practice: String,
    #[serde(default)]
    nhs_number: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    birth_date: Option<Date>,
}

#[derive(Serialize)]
struct Launched {
    path: String,
}

async fn launch(State(site): State<Site>, headers: HeaderMap, body: Bytes) -> Response {
    if !proves(site.launch_secret.as_deref(), &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let Ok(said) = serde_json::from_slice::<Launch>(&body) else {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "This is not a launch as documented.",
        )
            .into_response();
    };
    let Ok(nhs_number) = said.nhs_number.as_deref().map(str::parse).transpose() else {
        return (StatusCode::UNPROCESSABLE_ENTITY, "The NHS number is not valid.").into_response();
    };
    if nhs_number.is_none() && (said.name.is_none() || said.birth_date.is_none()) {
        return (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Give an NHS number, or a name and a birth date.",
        )
            .into_response();
    }
    let (tell, told) = tokio::sync::oneshot::channel();
    site.house.submit(
        Lane::Normal,
        None,
        |desk, _| places::published(desk),
        move |result| {
            // The caller may have gone away; nothing is left behind.
            drop(tell.send(result));
        },
    );
    let Ok(Ok(published)) = told.await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let practice = published
        .orgs
        .into_iter()
        .map(|(org, _)| org)
        .find(|o| o.kind == OrgKind::Practice && o.ods.as_deref() == Some(said.practice.as_str()));
    let Some(practice) = practice else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let source = site.house.source();
    let basket = Basket {
        practice: Some(practice.id),
        launched: true,
        details: Details {
            name: said.name.unwrap_or_default(),
            birth_date: said.birth_date,
            nhs_number,
            ..Details::default()
        },
        salt: source.bytes(),
        ..Basket::default()
    };
    let token = site.baskets.new_token(source.bytes::<16>());
    site.baskets.put(&token, basket, source.now());
    Json(Launched {
        path: format!("/offer/{token}"),
    })
    .into_response()
}
