//! The header and footer of every page, in the published markup so that the menu's script works. Ours on
//! purpose: a plain wordmark and our own links, never the NHS logo, never "© NHS England".

use maud::{Markup, html};
use sayso_words::Say;
use sayso_words::sayings::common;

use super::icon::{Icon, icon};
use crate::reading::Words;

/// Where the form in the header signs out.
pub const SIGN_OUT_PATH: &str = "/sign-out";
/// The name of the field that holds the anti-forgery token.
pub const CSRF_FIELD: &str = "csrf";

/// The footer's links, on every page.
fn footer_links() -> [(&'static str, Say); 5] {
    [
        ("/promises", common::footer_promises()),
        ("/where-data-goes", common::footer_flows()),
        ("/who-pays", common::footer_payers()),
        ("/what-we-cannot-stop", common::footer_limits()),
        ("/accessibility", common::footer_accessibility()),
    ]
}

/// One item of the header's menu.
#[derive(Clone, Debug)]
pub struct NavItem<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Its words.
    pub text: &'a str,
    /// The page being read belongs to it.
    pub current: bool,
}

/// What the header shows.
#[derive(Clone, Debug, Default)]
pub struct Header<'a> {
    /// Who is signed in, and as what.
    pub user: Option<&'a str>,
    /// The anti-forgery token; with it the header can sign out.
    pub csrf: Option<&'a str>,
    /// The menu.
    pub nav: &'a [NavItem<'a>],
    /// The language of its words.
    pub words: Words,
}

/// The hidden field each form carries.
#[must_use]
pub fn csrf_field(token: &str) -> Markup {
    html! { input type="hidden" name=(CSRF_FIELD) value=(token); }
}

/// Our own header: a plain wordmark, in the published markup so that its menu script works.
#[must_use]
pub fn header(page: &Header<'_>) -> Markup {
    html! {
        header class="nhsuk-header" data-module="nhsuk-header" role="banner" {
            div class="nhsuk-header__container nhsuk-width-container" {
                div class="nhsuk-header__service" {
                    a class="nhsuk-header__service-name app-wordmark" href="/" { "Sayso" }
                }
                @if page.user.is_some() || page.csrf.is_some() { (account(page)) }
            }
            @if !page.nav.is_empty() { (menu(page.nav)) }
        }
    }
}

fn account(page: &Header<'_>) -> Markup {
    html! {
        nav class="nhsuk-header__account" aria-label=(page.words.s(&common::account())) {
            ul class="nhsuk-header__account-list" {
                @if let Some(user) = page.user {
                    li class="nhsuk-header__account-item" { (icon(Icon::User)) (user) }
                }
                @if let Some(token) = page.csrf {
                    li class="nhsuk-header__account-item" {
                        form class="nhsuk-header__account-form" action=(SIGN_OUT_PATH) method="post" novalidate {
                            (csrf_field(token))
                            button class="nhsuk-header__account-button" { (page.words.t(&common::sign_out())) }
                        }
                    }
                }
            }
        }
    }
}

fn menu(items: &[NavItem<'_>]) -> Markup {
    html! {
        nav class="nhsuk-header__navigation" aria-label="Menu" {
            div class="nhsuk-header__navigation-container nhsuk-width-container" {
                ul class="nhsuk-header__navigation-list" {
                    @for item in items {
                        @if item.current {
                            li class="nhsuk-header__navigation-item nhsuk-header__navigation-item--current" {
                                a class="nhsuk-header__navigation-link" href=(item.href) aria-current="page" {
                                    strong class="nhsuk-header__navigation-item-current-fallback" { (item.text) }
                                }
                            }
                        } @else {
                            li class="nhsuk-header__navigation-item" {
                                a class="nhsuk-header__navigation-link" href=(item.href) { (item.text) }
                            }
                        }
                    }
                    // Without this hidden item the menu's script throws and the page overflows at 320 px.
                    li class="nhsuk-header__menu" hidden {
                        button class="nhsuk-header__menu-toggle nhsuk-header__navigation-link" id="toggle-menu"
                            aria-expanded="false" {
                            span class="nhsuk-u-visually-hidden" { "Browse " } "More"
                        }
                    }
                }
            }
        }
    }
}

/// Our own footer.
#[must_use]
pub fn footer(w: Words) -> Markup {
    html! {
        footer class="nhsuk-footer" role="contentinfo" {
            div class="nhsuk-width-container" {
                div class="nhsuk-footer__meta" {
                    h2 class="nhsuk-u-visually-hidden" { (w.t(&common::about_service())) }
                    ul class="nhsuk-footer__list" {
                        @for (href, text) in &footer_links() {
                            li class="nhsuk-footer__list-item" {
                                a class="nhsuk-footer__list-item-link" href=(href) { (w.t(text)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
