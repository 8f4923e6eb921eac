//! The whole document around every page: head, skip link, demo band, exit, header, main, footer. Our own
//! wordmark and our own footer, never the NHS's. Never chooses a title: the caller gives a neutral one.

use maud::{DOCTYPE, Markup, html};
use sayso_core::reads::{Language, Reads};
use sayso_core::sayso::Format;
use sayso_words::sayings::common;

use crate::{
    assets::asset,
    nhs::{BackLink, Button, Header, back_link, button, footer, header, inset_text, skip_link},
    reading::Words,
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
    /// The language and the shape in which the person reads, on a page that is in it.
    pub reads: Reads,
    /// The person reads Welsh, and this page is English alone: it says so, in Welsh.
    pub not_translated: bool,
    /// The same page in the other language, one press away.
    pub switch: Option<&'a Markup>,
}

/// The whole document. `body` has one `h1`, and an error summary first when `errors` is set.
#[must_use]
pub fn page(page: &Page<'_>, body: &Markup) -> Markup {
    let w = Words(page.reads);
    let inside = html! {
        (skip_link("#maincontent", &w.s(&common::skip_to_content())))
        @if let Some(demo) = &page.demo { (demo_band(demo)) }
        @if page.exit_button { (exit_this_page(w)) }
        (header(&Header { user: page.user, csrf: page.csrf, nav: page.nav, words: w }))
        div class="nhsuk-width-container" {
            @if let Some(href) = page.back {
                nav aria-label=(w.s(&common::back())) {
                    (back_link(&BackLink { href: Some(href), text: w.t(&common::back()), ..BackLink::default() }))
                }
            }
            main class="nhsuk-main-wrapper" id="maincontent" {
                @if let Some(switch) = page.switch { (switch) }
                @if let Some(timeout) = &page.timeout { (timeout_note(timeout, w)) }
                @if page.not_translated {
                    div lang="cy" { (inset_text(&common::not_translated().words(Language::Welsh).into())) }
                }
                (body)
            }
        }
        (footer(w))
        @if let Some(timeout) = &page.timeout { (timeout_dialog(timeout, page.csrf, w)) }
    };
    let error = w.s(&common::error_title());
    let error = page.errors.then_some(error.as_str());
    document(page.title, error, page.reads, &inside)
}

/// A letter: its own document, for paper, with a way back on the screen only.
#[must_use]
pub fn letter(title: &str, reads: Reads, back: Option<&str>, body: &Markup) -> Markup {
    let w = Words(reads);
    let large = reads.format == Format::LargePrint;
    let inside = html! {
        (skip_link("#maincontent", &w.s(&common::skip_to_content())))
        @if let Some(href) = back {
            nav class="nhsuk-width-container app-screen-only" aria-label=(w.s(&common::back())) {
                (back_link(&BackLink { href: Some(href), text: w.t(&common::back()), ..BackLink::default() }))
            }
        }
        main id="maincontent" class=(if large { "app-letter app-letter--large" } else { "app-letter" }) { (body) }
    };
    document(title, None, reads, &inside)
}

/// A button that prints the page, where scripts run; elsewhere the browser's own menu does.
#[must_use]
pub fn print_button(words: &str) -> Markup {
    html! { button class="nhsuk-button nhsuk-button--secondary" type="button" data-module="nhsuk-button" data-print { (words) } }
}

fn document(title: &str, error: Option<&str>, reads: Reads, inside: &Markup) -> Markup {
    let large = reads.format == Format::LargePrint;
    html! {
        (DOCTYPE)
        html lang=(reads.language) class=(if large { "nhsuk-template app-large" } else { "nhsuk-template" }) {
            head {
                meta charset="utf-8";
                title { @if let Some(error) = error { (error) " " } (title) }
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
        div class="app-demo" role="region" aria-label="Demo" lang="en" {
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

fn exit_this_page(w: Words) -> Markup {
    html! {
        div class="app-exit" role="region" aria-label=(w.s(&common::exit_label())) {
            div class="nhsuk-width-container app-exit__row" {
                a class="nhsuk-button nhsuk-button--secondary nhsuk-button--small app-exit__link" href=(EXIT_PATH)
                    role="button" draggable="false" data-module="nhsuk-button" rel="nofollow noreferrer" data-exit {
                    (w.t(&common::exit_page()))
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

/// For those without scripts, who get no warning later. Locking is for staff, whose pages are in English.
fn timeout_note(timeout: &Timeout<'_>, w: Words) -> Markup {
    let minutes = timeout.minutes;
    html! {
        p class="app-timeout-note nhsuk-body-s" {
            @if timeout.locks {
                "For your security, this page locks after " (in_words(minutes))
                " without activity. What you send after that is kept for a day."
            } @else if minutes >= 120 && minutes.is_multiple_of(60) {
                (w.t(&common::timeout_note_hours(minutes / 60)))
            } @else { (w.t(&common::timeout_note(minutes))) }
        }
    }
}

fn timeout_dialog(timeout: &Timeout<'_>, csrf: Option<&str>, w: Words) -> Markup {
    let stay = Button {
        text: w.t(&common::stay_signed_in()),
        ..Button::default()
    };
    html! {
        dialog class="app-timeout" data-timeout data-minutes=(timeout.minutes)
            data-warn-minutes=(timeout.warn_minutes) data-locks[timeout.locks] aria-labelledby="app-timeout-title"
            aria-describedby="app-timeout-text" {
            h2 class="nhsuk-heading-m" id="app-timeout-title" { (w.t(&common::still_there())) }
            p id="app-timeout-text" role="status" {
                @if w.0.language == Language::English {
                    "For your security, this page will " (if timeout.locks { "lock" } else { "close" }) " in "
                    span data-left { (in_words(timeout.warn_minutes)) } "."
                } @else { (w.t(&common::closes_in(timeout.warn_minutes))) }
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
            reads: Reads::default(),
            not_translated: false,
            switch: None,
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
        let text = letter(
            "A letter",
            Reads::parse("cy.large_print").unwrap(),
            Some("/home"),
            &html! { h1 { "Hello" } },
        )
        .0;
        assert!(!text.contains("<header") && !text.contains("<footer") && text.contains("app-letter--large"));
        assert!(text.contains("href=\"/home\"") && text.contains("<html lang=\"cy\""));
    }

    #[test]
    fn a_welsh_page_is_welsh_all_around_and_an_english_one_says_so_in_welsh() {
        let welsh = Page {
            exit_button: true,
            back: Some("/home"),
            reads: Reads::parse("cy.standard").unwrap(),
            ..Page::default()
        };
        let text = page(&welsh, &html! {}).0;
        assert!(
            text.contains("<html lang=\"cy\"")
                && text.contains("Yn ôl")
                && text.contains("Gadael y dudalen hon")
        );
        assert!(!text.contains("Exit this page") && !text.contains("Skip to"));
        let english = Page {
            not_translated: true,
            ..Page::default()
        };
        let text = page(&english, &html! {}).0;
        assert!(text.contains("<html lang=\"en\"") && text.contains("<div lang=\"cy\">"));
    }
}
