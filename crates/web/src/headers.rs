//! The headers every answer carries. Owns their exact text; never decides which pages are personal.

/// The content security policy. `require-trusted-types-for` makes writing markup from a script an error;
/// nothing is loaded from, sent to, or framed by any other site.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'none'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; \
    base-uri 'none'; require-trusted-types-for 'script'";

/// Name and value of each header that goes on every answer, assets and errors included.
pub const SECURITY_HEADERS: [(&str, &str); 8] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("referrer-policy", "no-referrer"),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ),
];

/// What a page that may name a person adds: no browser and no proxy keeps it.
pub const PERSONAL: (&str, &str) = ("cache-control", "no-store");

/// What the answer to `/exit` adds: the browser forgets this site (`Clear-Site-Data`, W3C).
pub const FORGET: (&str, &str) = ("clear-site-data", "\"cache\", \"cookies\", \"storage\"");

/// [`SECURITY_HEADERS`] as a slice, for a layer that sets them all.
#[must_use]
pub fn security_headers() -> &'static [(&'static str, &'static str)] {
    &SECURITY_HEADERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_nothing_inline_and_no_other_site() {
        assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; script-src 'self';"));
        for never in ["unsafe", "http", "*", "  ", "\n"] {
            assert!(!CONTENT_SECURITY_POLICY.contains(never), "{never:?}");
        }
    }
}
