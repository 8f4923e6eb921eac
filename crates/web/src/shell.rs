//! The whole document around every page: head, skip link, demo band, exit, header, main, footer. Our own
//! wordmark and our own footer, never the NHS's. Never chooses a title: the caller gives a neutral one.

use maud::{DOCTYPE, Markup, html};

use crate::{
    assets::asset,
    nhs::{BackLink, Button, Header, back_link, button, footer, header, skip_link},
};

pub use crate::nhs::header::{CSRF_FIELD, NavItem, SIGN_OUT_PATH, csrf_field};

/// Where the session ends and a neutral page opens. A plain link: it works without scripts.
pub const EXIT_PATH: &str = "/exit";
/// What the red band of a demo says.
#[derive(Clone, Debug)]
pub struct DemoBand<'a> {
    /// The demo's clock, in words.
    pub clock: &'a str,
    /// The seat taken, in words.
    pub seat: &'a str,
}

/// How long a session lasts without a sign of life.
#[derive(Clone, Copy, Debug)]
pub struct Timeout<'a> {
    /// Minutes until the session is locked or ended.
    pub minutes: u32,
    /// Minutes before that when the warning shows (WCAG 2.2.1: at least two here).
    pub warn_minutes: u32,
    /// It is locked, and what was written is kept; otherwise it ends.
    pub locks: bool,
    /// Where "Stay signed in" is sent, with the anti-forgery token.
    pub extend_path: &'a str,
}

/// What the document needs to know about a page. Everything but the title may be left out.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    /// The title: neutral, never a name and never the subject of the service.
    pub title: &'a str,
    /// Who is signed in, and as what; shown in the header.
    pub user: Option<&'a str>,
    /// The header's menu; a person's pages have none.
    pub nav: &'a [NavItem<'a>],
    /// Shows "Exit this page" (a person's pages).
    pub exit_button: bool,
    /// Where "Back" leads.
    pub back: Option<&'a str>,
    /// The red band of a demo.
    pub demo: Option<DemoBand<'a>>,
    /// The session's limit.
    pub timeout: Option<Timeout<'a>>,
    /// The anti-forgery token; with it the header can sign out.
    pub csrf: Option<&'a str>,
    /// The page shows errors: the title says so first.
    pub errors: bool,
    /// The language of the page, as in BCP 47; English when empty.
    pub lang: &'a str,
}

/// The whole document. `body` has one `h1`, and an error summary first when `errors` is set.
#[must_use]
pub fn page(page: &Page<'_>, body: &Markup) -> Markup {
    let inside = html! {
        (skip_link("#maincontent", "Skip to main content"))
        @if let Some(demo) = &page.demo { (demo_band(demo)) }
        @if page.exit_button { (exit_this_page()) }
        (header(&Header { user: page.user, csrf: page.csrf, nav: page.nav }))
        div class="nhsuk-width-container" {
            @if let Some(href) = page.back {
                nav aria-label="Back" { (back_link(&BackLink { href: Some(href), ..BackLink::default() })) }
            }
            main class="nhsuk-main-wrapper" id="maincontent" {
                @if let Some(timeout) = &page.timeout { (timeout_note(timeout)) }
                (body)
            }
        }
        (footer())
        @if let Some(timeout) = &page.timeout { (timeout_dialog(timeout, page.csrf)) }
    };
    document(page.title, page.errors, page.lang, &inside)
}

/// A letter: its own document, for paper, with a way back on the screen only.
#[must_use]
pub fn letter(title: &str, lang: &str, large: bool, back: Option<&str>, body: &Markup) -> Markup {
    let inside = html! {
        (skip_link("#maincontent", "Skip to main content"))
        @if let Some(href) = back {
            nav class="nhsuk-width-container app-screen-only" aria-label="Back" {
                (back_link(&BackLink { href: Some(href), ..BackLink::default() }))
            }
        }
        main id="maincontent" class=(if large { "app-letter app-letter--large" } else { "app-letter" }) { (body) }
    };
    document(title, false, lang, &inside)
}

/// A button that prints the page, where scripts run; elsewhere the browser's own menu does.
#[must_use]
pub fn print_button(words: &str) -> Markup {
    html! { button class="nhsuk-button nhsuk-button--secondary" type="button" data-module="nhsuk-button" data-print { (words) } }
}

fn document(title: &str, errors: bool, lang: &str, inside: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(if lang.is_empty() { "en" } else { lang }) class="nhsuk-template" {
            head {
                meta charset="utf-8";
                title { @if errors { "Error: " } (title) }
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="theme-color" content="#005eb8";
                meta name="robots" content="noindex, nofollow";
                link rel="icon" href=(asset("favicon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(asset("nhsuk.css"));
                link rel="stylesheet" href=(asset("app.css"));
            }
            body class="nhsuk-template__body" {
                script src=(asset("boot.js")) {}
                (inside)
                script type="module" src=(asset("app.js")) {}
            }
        }
    }
}

fn demo_band(demo: &DemoBand<'_>) -> Markup {
    html! {
        div class="app-demo" role="region" aria-label="Demo" {
            div class="nhsuk-width-container" {
                p {
                    strong { "Demo. " } "Invented people. Nothing leaves this machine. "
                    span class="app-demo__fact" { "Seat: " (demo.seat) ". " }
                    span class="app-demo__fact" { "Clock: " (demo.clock) ". " }
                    a class="app-demo__fact" href="/demo" { "Change seat or clock" }
                }
            }
        }
    }
}

fn exit_this_page() -> Markup {
    html! {
        div class="app-exit" role="region" aria-label="Leave this page quickly" {
            div class="nhsuk-width-container app-exit__row" {
                a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small app-exit__link" href=(EXIT_PATH)
                    role="button" draggable="false" data-module="nhsuk-button" rel="nofollow noreferrer" data-exit {
                    "Exit this page"
                }
            }
        }
    }
}

fn in_words(minutes: u32) -> String {
    match minutes {
        1 => "1 minute".to_owned(),
        _ if minutes >= 120 && minutes.is_multiple_of(60) => format!("{} hours", minutes / 60),
        _ => format!("{minutes} minutes"),
    }
}

/// For those without scripts, who get no warning later.
fn timeout_note(timeout: &Timeout<'_>) -> Markup {
    html! {
        p class="app-timeout-note nhsuk-body-s" {
            "For your security, this page " (if timeout.locks { "locks" } else { "closes" }) " after "
            (in_words(timeout.minutes)) " without activity."
            @if timeout.locks { " What you send after that is kept for a day." }
        }
    }
}

fn timeout_dialog(timeout: &Timeout<'_>, csrf: Option<&str>) -> Markup {
    let stay = Button {
        text: "Stay signed in".into(),
        ..Button::default()
    };
    html! {
        dialog class="app-timeout" data-timeout data-minutes=(timeout.minutes)
            data-warn-minutes=(timeout.warn_minutes) data-locks[timeout.locks] aria-labelledby="app-timeout-title"
            aria-describedby="app-timeout-text" {
            h2 class="nhsuk-heading-m" id="app-timeout-title" { "Are you still there?" }
            p id="app-timeout-text" role="status" {
                "For your security, this page will " (if timeout.locks { "lock" } else { "close" }) " in "
                span data-left { (in_words(timeout.warn_minutes)) } "."
            }
            form action=(timeout.extend_path) method="post" novalidate {
                @if let Some(token) = csrf { (csrf_field(token)) }
                (button(&stay))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAV: [NavItem<'_>; 2] = [
        NavItem {
            href: "/today",
            text: "Today",
            current: true,
        },
        NavItem {
            href: "/people",
            text: "People",
            current: false,
        },
    ];

    fn full() -> String {
        let all = Page {
            title: "Your page",
            user: Some("Sam, coach"),
            nav: &NAV,
            exit_button: true,
            back: Some("/today"),
            demo: Some(DemoBand {
                clock: "Monday 18 May at 2pm",
                seat: "Sam, coach",
            }),
            timeout: Some(Timeout {
                minutes: 15,
                warn_minutes: 2,
                locks: true,
                extend_path: "/session/extend",
            }),
            csrf: Some("token"),
            errors: true,
            lang: "",
        };
        page(&all, &html! { h1 { "Good morning" } }).0
    }

    fn count(text: &str, part: &str) -> usize {
        text.matches(part).count()
    }

    #[test]
    fn a_page_has_no_inline_style_script_or_handler() {
        let text = full();
        assert!(!text.contains("style=") && !text.contains("<style") && !text.contains(" onclick"));
        for script in text.split("<script").skip(1) {
            assert!(
                script.contains("src=") && script.contains("></script>"),
                "{script}"
            );
        }
    }

    #[test]
    fn a_page_has_one_language_one_main_one_skip_link_first() {
        let text = full();
        assert!(text.contains("<html lang=\"en\""));
        assert_eq!(
            (count(&text, "<main"), count(&text, "class=\"nhsuk-skip-link\"")),
            (1, 1)
        );
        let (skip, header) = (text.find("nhsuk-skip-link"), text.find("<header"));
        assert!(
            skip < header && text.contains("href=\"#maincontent\"") && text.contains("id=\"maincontent\"")
        );
    }

    #[test]
    fn a_menu_has_its_hidden_more_item_and_a_page_without_a_menu_has_none() {
        assert!(full().contains("<li class=\"nhsuk-header__menu\" hidden>"));
        assert!(!page(&Page::default(), &html! {}).0.contains("nhsuk-header__menu"));
    }

    #[test]
    fn exit_is_a_plain_link_before_the_header() {
        let text = full();
        assert!(text.contains("href=\"/exit\"") && text.find("app-exit") < text.find("<header"));
        assert!(!page(&Page::default(), &html! {}).0.contains("/exit"));
    }

    #[test]
    fn the_title_says_error_first_and_nothing_of_ours() {
        assert!(full().contains("<title>Error: Your page</title>"));
    }

    #[test]
    fn a_page_carries_neither_the_nhs_logo_nor_its_footer() {
        let text = full();
        assert!(
            !text.contains("nhsuk-header__logo") && !text.contains("NHS England") && !text.contains(">NHS<")
        );
    }

    #[test]
    fn signing_out_is_a_form_with_a_token() {
        assert!(full().contains("action=\"/sign-out\" method=\"post\" novalidate><input type=\"hidden\" name=\"csrf\" value=\"token\">"));
    }

    #[test]
    fn a_letter_has_no_header_no_footer_and_a_way_back() {
        let text = letter("A letter", "en", true, Some("/home"), &html! { h1 { "Hello" } }).0;
        assert!(!text.contains("<header") && !text.contains("<footer") && text.contains("app-letter--large"));
        assert!(text.contains("href=\"/home\""));
    }
}
