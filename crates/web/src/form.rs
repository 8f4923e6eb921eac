//! Forms: reading what was posted, once it is certain that the form came from a page of ours.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;

use crate::ctx::Ctx;
use crate::error::{not_from_here, too_much};
use crate::shell::CSRF_FIELD;
use crate::site::Site;

/// The largest form: free text of a few pages.
const LARGEST: usize = 64 * 1024;

/// What was posted, in order. Comes together with the request it was posted by.
#[derive(Debug, Default)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The first value of a field, trimmed; empty when it is absent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(n, _)| n == name)
            .map_or("", |(_, v)| v.trim())
    }
    /// The value, unless it is empty.
    #[must_use]
    pub fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|v| !v.is_empty()).map(str::to_owned)
    }
    /// Is this one of the values of a field (ticked)?
    #[must_use]
    pub fn ticked(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(n, v)| n == name && v == value)
    }
    /// Every value of a field, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let these = self.0.iter().filter(move |(n, _)| n == name);
        these.map(|(_, v)| v.trim())
    }
    /// Every field but the anti-forgery token and these, in order.
    #[must_use]
    pub fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        let others = self.0.iter();
        others
            .filter(|(n, _)| n != CSRF_FIELD && !names.contains(&n.as_str()))
            .cloned()
            .collect()
    }
    /// A form that nobody posted: what stands in a page before anybody types, or a test.
    #[must_use]
    pub fn of(fields: &[(&str, &str)]) -> Self {
        Self(
            fields
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
                .collect(),
        )
    }
}

/// A request and the form that it posted, both from a page of ours.
pub struct Posted {
    /// The request.
    pub ctx: Ctx,
    /// What was posted.
    pub form: Form,
}

impl FromRequest<Site> for Posted {
    type Rejection = Response;

    // Boxed, so that the program holds it once and not once for each form.
    async fn from_request(request: Request, site: &Site) -> Result<Self, Response> {
        Box::pin(Self::read(request, site)).await
    }
}

impl Posted {
    async fn read(request: Request, site: &Site) -> Result<Self, Response> {
        let (parts, body) = request.into_parts();
        let mut ctx = Ctx::of(&parts, site);
        // A browser says where a request comes from; another site's form is not ours whatever it carries.
        let site_of = parts.headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
        if site_of.is_some_and(|s| s != "same-origin" && s != "none") {
            return Err(not_from_here(&ctx.frame()));
        }
        let bytes = to_bytes(body, LARGEST)
            .await
            .map_err(|_| too_much(&ctx.frame()))?;
        let fields: Vec<(String, String)> =
            serde_urlencoded::from_bytes(&bytes).map_err(|_| not_from_here(&ctx.frame()))?;
        let form = Form(fields);
        if !same(form.get(CSRF_FIELD).as_bytes(), ctx.form_token().as_bytes()) {
            return Err(not_from_here(&ctx.frame()));
        }
        ctx.remember(&form.0);
        Ok(Self { ctx, form })
    }
}

/// Compares without stopping at the first difference.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}
