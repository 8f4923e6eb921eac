//! From a fixture's parameters to ours: links, buttons, messages and ways about.

use maud::Markup;
use sayso_web::nhs::{
    ActionLink, BackLink, Button, ButtonKind, Details, ErrorMessage, ErrorSummary, Fieldset, Icon, Label,
    NotificationBanner, PageNumber, Pagination, Panel, Problem, Turn, action_link, back_link, breadcrumb,
    button, details, error_message, error_summary, fieldset, hint, inset_text, label, legend,
    notification_banner, pagination, panel, skip_link,
};
use serde_json::Value;

use crate::params::{self, Params, Unsaid};

pub(crate) fn action_link_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let link = ActionLink {
        text: p.own_content(),
        href: p.str("href"),
        button_type: button_type(p)?,
        reverse: reverse(p)?,
    };
    Ok(action_link(&link))
}

pub(crate) fn back_link_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let link = BackLink {
        text: p.own_content(),
        href: p.str("href"),
        button_type: button_type(p)?,
        reverse: reverse(p)?,
        ..BackLink::default()
    };
    Ok(back_link(&link))
}

pub(crate) fn button_type(p: &Params<'_>) -> Result<Option<&'static str>, Unsaid> {
    match p.str("type") {
        None => Ok(None),
        Some("button") => Ok(Some("button")),
        Some("submit") => Ok(Some("submit")),
        Some(other) => Err(format!("button type {other}")),
    }
}

pub(crate) fn reverse(p: &Params<'_>) -> Result<bool, Unsaid> {
    match p.str("variant") {
        None => Ok(false),
        Some("reverse") => Ok(true),
        Some(other) => Err(format!("variant {other}")),
    }
}

pub(crate) fn button_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let kind = match p.str("variant") {
        None => ButtonKind::Primary,
        Some("secondary") => ButtonKind::Secondary,
        Some("secondary-solid") => ButtonKind::SecondarySolid,
        Some("warning") => ButtonKind::Warning,
        Some("reverse") => ButtonKind::Reverse,
        Some("login") => ButtonKind::Login,
        Some(other) => return Err(format!("variant {other}")),
    };
    let mut icons = (None, None);
    if let Some(icon) = p.inner("icon")? {
        let drawing = match icon.str("name") {
            Some("arrow-left") => Icon::ArrowLeft,
            Some("arrow-right") => Icon::ArrowRight,
            other => return Err(format!("icon {other:?}")),
        };
        icons = match icon.str("placement") {
            Some("end") => (None, Some(drawing)),
            _ => (Some(drawing), None),
        };
        icon.done()?;
    }
    Ok(button(&Button {
        text: p.own_content(),
        kind,
        href: p.str("href"),
        icon_start: icons.0,
        icon_end: icons.1,
        disabled: p.flag("disabled"),
        small: p.flag("small"),
        prevent_double_click: p.maybe("preventDoubleClick"),
        ..Button::default()
    }))
}

pub(crate) fn breadcrumb_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut items = Vec::new();
    for item in p.list("items") {
        let item = Params::new(item)?;
        items.push((
            item.str("text").unwrap_or_default(),
            item.str("href").unwrap_or_default(),
        ));
        item.done()?;
    }
    Ok(breadcrumb(&items, reverse(p)?))
}

pub(crate) fn details_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let expander = match p.str("classes") {
        None => false,
        Some("nhsuk-expander") => true,
        Some(other) => return Err(format!("classes {other}")),
    };
    let summary = p.content("summary")?;
    Ok(details(&Details {
        summary,
        content: p.own_content(),
        open: p.flag("open"),
        expander,
        ..Details::default()
    }))
}

pub(crate) fn error_message_of(p: &Params<'_>) -> Markup {
    let default = ErrorMessage::default();
    let prefix = p.str("visuallyHiddenText").unwrap_or(default.prefix);
    error_message(&ErrorMessage {
        content: p.own_content(),
        prefix,
        ..default
    })
}

pub(crate) fn error_summary_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut summary = ErrorSummary {
        heading: p.content("heading")?,
        description: p.content("description")?,
        disable_auto_focus: p.maybe("disableAutoFocus"),
        ..ErrorSummary::default()
    };
    for item in p.list("errorList").into_iter().filter(|item| item.is_object()) {
        let item = Params::new(item)?;
        summary.problems.push(Problem {
            text: item.own_content(),
            href: item.str("href"),
        });
        item.done()?;
    }
    Ok(error_summary(&summary))
}

pub(crate) fn fieldset_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let legend = p
        .get("legend")
        .map(params::label)
        .transpose()?
        .unwrap_or_default();
    let inner = maud::PreEscaped(p.str("html").unwrap_or_default().to_owned());
    Ok(fieldset(
        &Fieldset {
            legend,
            ..Fieldset::default()
        },
        &inner,
    ))
}

pub(crate) fn hint_of(p: &Params<'_>) -> Markup {
    hint(&p.own_content(), p.str("id"), "")
}

pub(crate) fn inset_text_of(p: &Params<'_>) -> Markup {
    inset_text(&p.own_content())
}

fn own_label<'a>(p: &Params<'_>, whole: &'a Value) -> Result<Label<'a>, Unsaid> {
    for name in [
        "text",
        "html",
        "size",
        "caption",
        "id",
        "classes",
        "heading",
        "isPageHeading",
    ] {
        p.get(name);
    }
    params::label(whole)
}

pub(crate) fn label_of(p: &Params<'_>, whole: &Value) -> Result<Markup, Unsaid> {
    Ok(label(&own_label(p, whole)?, None))
}

pub(crate) fn legend_of(p: &Params<'_>, whole: &Value) -> Result<Markup, Unsaid> {
    Ok(legend(&own_label(p, whole)?))
}

pub(crate) fn banner_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let success = match p.str("variant") {
        None => false,
        Some("success") => true,
        Some(other) => return Err(format!("variant {other}")),
    };
    let role = match p.str("role") {
        None => None,
        Some("region") => Some("region"),
        Some(other) => return Err(format!("role {other}")),
    };
    Ok(notification_banner(&NotificationBanner {
        title: p.content("title")?,
        heading: p.content("heading")?,
        content: p.own_content(),
        success,
        role,
        disable_auto_focus: p.maybe("disableAutoFocus"),
        ..NotificationBanner::default()
    }))
}

fn turn<'a>(p: &Params<'a>, name: &str) -> Result<Option<Turn<'a>>, Unsaid> {
    let old = (p.str(&format!("{name}Url")), p.str(&format!("{name}Page")));
    if let (Some(href), label) = old {
        return Ok(Some(Turn {
            href,
            label,
            ..Turn::default()
        }));
    }
    let Some(inner) = p.inner(name)? else {
        return Ok(None);
    };
    let turn = Turn {
        href: inner.str("href").unwrap_or_default(),
        text: inner.own_content(),
        label: inner.str("label"),
    };
    inner.done()?;
    Ok(Some(turn))
}

pub(crate) fn pagination_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut items = Vec::new();
    for item in p.list("items").into_iter().filter(|item| item.is_object()) {
        let item = Params::new(item)?;
        let number = item
            .get("number")
            .and_then(Value::as_u64)
            .map(|n| u32::try_from(n).expect("a page number"));
        items.push(match number {
            Some(number) if !item.flag("ellipsis") => {
                let href = item.str("href").unwrap_or_default();
                PageNumber::Page {
                    number,
                    href,
                    current: item.flag("current"),
                }
            }
            _ => PageNumber::Gap,
        });
        item.get("ellipsis");
        item.done()?;
    }
    Ok(pagination(&Pagination {
        previous: turn(p, "previous")?,
        next: turn(p, "next")?,
        items,
    }))
}

pub(crate) fn panel_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let interruption = match p.str("variant") {
        None => false,
        Some("interruption") => true,
        Some(other) => return Err(format!("variant {other}")),
    };
    let mut shown = Panel {
        content: p.own_content(),
        interruption,
        ..Panel::default()
    };
    match p.get("heading") {
        Some(value @ Value::Object(_)) => {
            let heading = Params::new(value)?;
            shown.heading = heading.own_content();
            shown.heading_level = heading.small("level");
            shown.heading_size = heading.size("size")?;
            shown.heading_id = heading.str("id");
            shown.heading_classes = heading.str("classes").unwrap_or_default();
            heading.done()?;
        }
        _ => shown.heading = p.content("heading")?,
    }
    Ok(panel(&shown))
}

pub(crate) fn skip_link_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let href = p.str("href").ok_or("no address")?;
    Ok(skip_link(href, p.str("text").unwrap_or("Skip to main content")))
}
