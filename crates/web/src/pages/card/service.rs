//! Which service the card's holder would like to read about: one card can be for any that the practice takes part in.

use axum::extract::Path;

use crate::ctx::{Answer, Ctx};
use crate::form::Posted;
use crate::pages::which;

const TITLE: &str = "Your card";
const HEADING: &str = "Which would you like to read about?";

pub(super) async fn page(Path(token): Path<String>, mut ctx: Ctx) -> Answer {
    let way = match super::begin_anywhere(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    let body = which::page(
        &ctx,
        HEADING,
        &way.path("service"),
        &way.asked.question.services,
        None,
    );
    Ok(ctx.page(TITLE, Some("/card"), &body))
}

pub(super) async fn post(Path(token): Path<String>, Posted { mut ctx, form }: Posted) -> Answer {
    let mut way = match super::begin_anywhere(&mut ctx, token).await {
        Ok(way) => way,
        Err(instead) => return *instead,
    };
    let services = &way.asked.question.services;
    let Some(chosen) = which::chosen(services, &form) else {
        let error = Some("Choose one of these");
        let body = which::page(&ctx, HEADING, &way.path("service"), services, error);
        return Ok(ctx.page_with_errors(TITLE, Some("/card"), &body));
    };
    way.basket.scheme = Some(chosen);
    way.basket.provider = None;
    way.keep(&ctx);
    Ok(ctx.see(&format!("/card/{}", way.token)))
}
