//! Notification banner and panel: what just happened, said once at the top. Never an error.

use maud::{Markup, Render, html};

use super::{
    heading::{Caption, Titled},
    parts::{Attrs, Content, Size, classes, element, heading_tag, sized},
};

/// A banner at the top of a page.
#[derive(Clone, Debug, Default)]
pub struct NotificationBanner<'a> {
    /// Its title; "Success" or "Important" when empty.
    pub title: Content<'a>,
    /// The title's id, when a page has two banners.
    pub title_id: Option<&'a str>,
    /// A heading inside.
    pub heading: Content<'a>,
    /// What it says. Plain text becomes a paragraph.
    pub content: Content<'a>,
    /// Something was done.
    pub success: bool,
    /// The role, when neither `alert` nor `region` by kind is right.
    pub role: Option<&'static str>,
    /// Whether scripts leave the focus alone.
    pub disable_auto_focus: Option<bool>,
}

/// Renders the banner.
#[must_use]
pub fn notification_banner(banner: &NotificationBanner<'_>) -> Markup {
    let role = banner
        .role
        .unwrap_or(if banner.success { "alert" } else { "region" });
    let title_id = banner.title_id.unwrap_or("nhsuk-notification-banner-title");
    let auto_focus = banner
        .disable_auto_focus
        .map(|off| if off { "true" } else { "false" });
    let default_title = if banner.success { "Success" } else { "Important" };
    let class = classes(
        "nhsuk-notification-banner",
        &[(banner.success, "nhsuk-notification-banner--success")],
        "",
    );
    html! {
        div class=(class) data-module="nhsuk-notification-banner" data-disable-auto-focus=[auto_focus]
            role=(role) aria-labelledby=(title_id) {
            div class="nhsuk-notification-banner__header" {
                h2 class="nhsuk-notification-banner__title" id=(title_id) {
                    @if banner.title.is_empty() { (default_title) } @else { (banner.title) }
                }
            }
            div class="nhsuk-notification-banner__content" {
                @if !banner.heading.is_empty() {
                    h3 class="nhsuk-notification-banner__heading" { (banner.heading) }
                }
                @match &banner.content {
                    Content::None => {}
                    Content::Html(markup) => { (markup) }
                    Content::Text(text) => {
                        @if banner.heading.is_empty() {
                            p class="nhsuk-notification-banner__heading" { (text) }
                        } @else {
                            p class="nhsuk-body" { (text) }
                        }
                    }
                }
            }
        }
    }
}

/// The green panel of a page that says something is done, or the blue one that asks to stop and read.
#[derive(Clone, Debug, Default)]
pub struct Panel<'a> {
    /// Its heading.
    pub heading: Content<'a>,
    /// The heading's level; 1 when absent.
    pub heading_level: Option<u8>,
    /// The heading's size.
    pub heading_size: Option<Size>,
    /// The heading's id.
    pub heading_id: Option<&'a str>,
    /// More classes on the heading.
    pub heading_classes: &'a str,
    /// A caption of the heading.
    pub caption: Option<Caption<'a>>,
    /// What it says.
    pub content: Content<'a>,
    /// Blue: stop and read. Only for the rare and irreversible, never for stopping.
    pub interruption: bool,
}

/// Renders the panel.
#[must_use]
pub fn panel(panel: &Panel<'_>) -> Markup {
    let class = sized("nhsuk-panel__heading", panel.heading_size, panel.heading_classes);
    let heading = Titled {
        element: heading_tag(panel.heading_level.unwrap_or(1)),
        attrs: Attrs::default().class(&class).opt("id", panel.heading_id),
        content: &panel.heading,
        hidden: None,
        caption: panel.caption.as_ref(),
        size: panel.heading_size,
    }
    .markup();
    let attrs = Attrs::default().class(&classes(
        "nhsuk-panel",
        &[(panel.interruption, "nhsuk-panel--interruption")],
        "",
    ));
    let inner = html! {
        (heading)
        @if !panel.content.is_empty() { div class="nhsuk-panel__body" { (panel.content.render()) } }
    };
    element("div", &attrs, &inner)
}
