//! Style sheets, scripts and icons, all inside the program. Owns their addresses; never reads a file at run
//! time and never fetches anything.

use std::{fmt::Write as _, sync::LazyLock};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use sha2::{Digest, Sha256};

const FOREVER: &str = "public, max-age=31536000, immutable";
const A_DAY: &str = "public, max-age=86400";

const NHSUK_JS: &str = include_str!("../../../assets/nhsuk/nhsuk-frontend.min.js");
const RECEIPT_JS: &str = include_str!("../../../assets/receipt.js");
const CHECK_JS: &str = include_str!("../../../assets/check.js");
/// What `check.js` says where the hashed address of the verifier goes.
const RECEIPT_JS_MARK: &str = "./receipt.js";
const APP_JS: &str = include_str!("../../../assets/app.js");
/// What `app.js` says where the hashed address of the vendored script goes.
const NHSUK_JS_MARK: &str = "./nhsuk-frontend.min.js";

/// One file as it is served.
struct Asset {
    name: &'static str,
    path: String,
    kind: &'static str,
    cache: &'static str,
    tag: String,
    body: Vec<u8>,
}

fn digest(body: &[u8], bytes: usize) -> String {
    Sha256::digest(body)
        .iter()
        .take(bytes)
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("writing to a String cannot fail");
            text
        })
}

fn entity_tag(body: &[u8]) -> String {
    format!("\"{}\"", digest(body, 8))
}

fn hashed(name: &'static str, kind: &'static str, body: &[u8]) -> Asset {
    let (stem, extension) = name.rsplit_once('.').expect("an asset's name has an extension");
    let path = format!("/assets/{stem}-{}.{extension}", digest(body, 4));
    Asset {
        name,
        path,
        kind,
        cache: FOREVER,
        tag: entity_tag(body),
        body: body.to_vec(),
    }
}

/// The vendored style sheet names these by a fixed path, so they carry no hash and are kept for a day only.
fn icon(name: &'static str, body: &[u8]) -> Asset {
    Asset {
        name,
        path: format!("/assets/images/{name}"),
        kind: "image/svg+xml",
        cache: A_DAY,
        tag: entity_tag(body),
        body: body.to_vec(),
    }
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let css = "text/css; charset=utf-8";
    let js = "text/javascript; charset=utf-8";
    let nhsuk_js = hashed("nhsuk-frontend.min.js", js, NHSUK_JS.as_bytes());
    let app_js = APP_JS.replace(NHSUK_JS_MARK, &nhsuk_js.path);
    let receipt_js = hashed("receipt.js", js, RECEIPT_JS.as_bytes());
    let check_js = CHECK_JS.replace(RECEIPT_JS_MARK, &receipt_js.path);
    vec![
        hashed("check.js", js, check_js.as_bytes()),
        receipt_js,
        hashed(
            "nhsuk.css",
            css,
            include_bytes!("../../../assets/nhsuk/nhsuk-frontend.min.css"),
        ),
        hashed("app.css", css, include_bytes!("../../../assets/app.css")),
        hashed("boot.js", js, include_bytes!("../../../assets/boot.js")),
        hashed("app.js", js, app_js.as_bytes()),
        hashed("passkey.js", js, include_bytes!("../../../assets/passkey.js")),
        nhsuk_js,
        hashed(
            "favicon.svg",
            "image/svg+xml",
            include_bytes!("../../../assets/favicon.svg"),
        ),
        // A browser asks for this by itself where it shows what is no page of ours: a line of the log, a feed, a file.
        Asset {
            path: "/favicon.ico".into(),
            ..icon("favicon.ico", include_bytes!("../../../assets/favicon.svg"))
        },
        icon(
            "nhsuk-icon-arrow-down.svg",
            include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-arrow-down.svg"),
        ),
        icon(
            "nhsuk-icon-arrow-up.svg",
            include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-arrow-up.svg"),
        ),
        icon(
            "nhsuk-icon-arrow-up-down.svg",
            include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-arrow-up-down.svg"),
        ),
        icon(
            "nhsuk-icon-cross.svg",
            include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-cross.svg"),
        ),
    ]
});

/// The address of the file of that name, for a page to point at.
///
/// # Panics
/// When there is no such file: a page that names one is wrong, and every page is rendered by a test.
#[must_use]
pub fn asset(name: &str) -> &'static str {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    &found.unwrap_or_else(|| panic!("no asset is called {name}")).path
}

fn serve(asset: &'static Asset, request: &HeaderMap) -> Response {
    let headers = [
        (header::CACHE_CONTROL, asset.cache),
        (header::ETAG, asset.tag.as_str()),
    ];
    if request
        .get(header::IF_NONE_MATCH)
        .is_some_and(|held| held.as_bytes() == asset.tag.as_bytes())
    {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (
        headers,
        [(header::CONTENT_TYPE, asset.kind)],
        asset.body.as_slice(),
    )
        .into_response()
}

/// Serves every file at its one address.
pub fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    ASSETS.iter().fold(Router::new(), |router, asset| {
        router.route(
            &asset.path,
            get(move |headers: HeaderMap| async move { serve(asset, &headers) }),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_address_changes_with_the_content() {
        let (one, two) = (hashed("a.css", "", b"one"), hashed("a.css", "", b"two"));
        assert_ne!(one.path, two.path);
        assert!(one.path.starts_with("/assets/a-") && one.path.len() == "/assets/a-12345678.css".len());
    }

    #[test]
    fn our_script_imports_the_vendored_one_by_its_hashed_address() {
        let app = ASSETS
            .iter()
            .find(|asset| asset.name == "app.js")
            .expect("served");
        let text = String::from_utf8(app.body.clone()).expect("text");
        assert!(text.contains(asset("nhsuk-frontend.min.js")) && !text.contains(NHSUK_JS_MARK));
    }

    #[test]
    fn every_image_the_style_sheets_name_is_served() {
        for sheet in ASSETS.iter().filter(|asset| asset.kind.starts_with("text/css")) {
            let text = String::from_utf8(sheet.body.clone()).expect("text");
            for part in text.split("url(").skip(1) {
                let path = part.split(')').next().expect("closed").trim_matches(['"', '\'']);
                assert!(ASSETS.iter().any(|asset| asset.path == path), "{path}");
            }
        }
    }

    #[test]
    fn nothing_served_names_another_site() {
        for asset in ASSETS.iter().filter(|asset| asset.kind.starts_with("text/")) {
            let text = String::from_utf8(asset.body.clone()).expect("text");
            assert!(
                !text.contains("http") && !text.contains("//# source"),
                "{}",
                asset.name
            );
        }
    }

    #[test]
    fn the_vendored_files_are_those_of_vendor_md() {
        let list = include_str!("../../../assets/VENDOR.md");
        let files: [(&str, &[u8]); 6] = [
            (
                "nhsuk-frontend.min.css",
                include_bytes!("../../../assets/nhsuk/nhsuk-frontend.min.css"),
            ),
            ("nhsuk-frontend.min.js", NHSUK_JS.as_bytes()),
            (
                "images/nhsuk-icon-arrow-down.svg",
                include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-arrow-down.svg"),
            ),
            (
                "images/nhsuk-icon-arrow-up.svg",
                include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-arrow-up.svg"),
            ),
            (
                "images/nhsuk-icon-arrow-up-down.svg",
                include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-arrow-up-down.svg"),
            ),
            (
                "images/nhsuk-icon-cross.svg",
                include_bytes!("../../../assets/nhsuk/images/nhsuk-icon-cross.svg"),
            ),
        ];
        for (name, body) in files {
            let digest = digest(body, 32);
            let row = list
                .lines()
                .find(|line| line.contains(&format!("`nhsuk/{name}`")))
                .expect("listed");
            assert!(
                row.ends_with(&format!("| `{digest}` |")),
                "{name} is not the file in VENDOR.md"
            );
        }
    }
}
