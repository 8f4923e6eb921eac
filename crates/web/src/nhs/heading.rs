//! Captions, labels and legends: the words that name a page, a field or a group of fields. Never decides which
//! words; never adds a second `h1` unless asked.

use maud::{Markup, Render, html};

use super::parts::{Attrs, Content, Size, classes, element, heading_tag, sized};

/// Where a caption stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placement {
    /// Inside the heading, before its words.
    #[default]
    Start,
    /// Inside the heading, after its words.
    End,
    /// A paragraph before the heading. Inside a legend it means [`Placement::Start`].
    Before,
    /// A paragraph after the heading.
    After,
}

/// A smaller line that goes with a heading, such as the section it belongs to.
#[derive(Clone, Debug, Default)]
pub struct Caption<'a> {
    /// The words.
    pub content: Content<'a>,
    /// Where it stands.
    pub placement: Placement,
    /// Its size; the heading's size when absent.
    pub size: Option<Size>,
}

impl<'a> From<&'a str> for Caption<'a> {
    fn from(text: &'a str) -> Self {
        Self {
            content: text.into(),
            ..Self::default()
        }
    }
}

/// The caption of a page's heading, to stand inside an `h1`.
#[must_use]
pub fn caption(caption: &Caption<'_>) -> Markup {
    let base = match caption.size {
        Some(size @ (Size::M | Size::L | Size::Xl)) => format!("nhsuk-caption-{}", size.as_str()),
        _ => "nhsuk-caption".to_owned(),
    };
    let bottom = matches!(caption.placement, Placement::End | Placement::After);
    let apart = matches!(caption.placement, Placement::Before | Placement::After);
    let attrs = Attrs::default().class(&classes(&base, &[(bottom, "nhsuk-caption--bottom")], ""));
    element(
        if apart { "p" } else { "span" },
        &attrs,
        &caption.content.render(),
    )
}

/// The element inside every heading, label and legend, with its caption where it belongs.
pub(crate) struct Titled<'a> {
    pub(crate) element: &'static str,
    pub(crate) attrs: Attrs,
    pub(crate) content: &'a Content<'a>,
    pub(crate) hidden: Option<&'a str>,
    pub(crate) caption: Option<&'a Caption<'a>>,
    pub(crate) size: Option<Size>,
}

impl Titled<'_> {
    fn caption_at(&self, placement: Placement) -> Option<Markup> {
        let found = self.caption.filter(|c| c.placement == placement)?;
        Some(caption(&Caption {
            size: found.size.or(self.size),
            ..found.clone()
        }))
    }

    /// The inside: caption, words, words for those who listen.
    pub(crate) fn inner(&self) -> Markup {
        html! {
            @if let Some(caption) = self.caption_at(Placement::Start) { (caption) " " }
            (self.content)
            @if let Some(hidden) = self.hidden { span class="nhsuk-u-visually-hidden" { " " (hidden) } }
            @if let Some(caption) = self.caption_at(Placement::End) { " " (caption) }
        }
    }

    pub(crate) fn markup(&self) -> Markup {
        if self.content.is_empty() {
            html! {}
        } else {
            element(self.element, &self.attrs, &self.inner())
        }
    }
}

/// The words that name one field, or (as [`Legend`]) a group of fields.
#[derive(Clone, Debug, Default)]
pub struct Label<'a> {
    /// The words.
    pub content: Content<'a>,
    /// Their size.
    pub size: Option<Size>,
    /// `Some(1)` makes the label the page's `h1`; `None` leaves it a plain label.
    pub heading: Option<u8>,
    /// The id of that heading.
    pub heading_id: Option<&'a str>,
    /// A caption.
    pub caption: Option<Caption<'a>>,
    /// More words, only for those who listen.
    pub visually_hidden: Option<&'a str>,
    /// The id of the label.
    pub id: Option<&'a str>,
    /// More classes.
    pub classes: &'a str,
}

/// The words that name a group of fields.
pub type Legend<'a> = Label<'a>;

impl<'a> Label<'a> {
    /// The question of a page with one question: the label is its `h1`.
    #[must_use]
    pub fn page_heading(content: impl Into<Content<'a>>) -> Self {
        Self {
            content: content.into(),
            size: Some(Size::L),
            heading: Some(1),
            ..Self::default()
        }
    }
}

impl<'a> From<Content<'a>> for Label<'a> {
    fn from(content: Content<'a>) -> Self {
        Self {
            content,
            ..Self::default()
        }
    }
}

impl From<String> for Label<'_> {
    fn from(text: String) -> Self {
        Self {
            content: text.into(),
            ..Self::default()
        }
    }
}

impl<'a> From<&'a str> for Label<'a> {
    fn from(text: &'a str) -> Self {
        Self {
            content: text.into(),
            ..Self::default()
        }
    }
}

/// A label for the field whose id is `field`.
#[must_use]
pub fn label(label: &Label<'_>, field: Option<&str>) -> Markup {
    let class = sized("nhsuk-label", label.size, label.classes);
    let titled = Titled {
        element: "label",
        attrs: Attrs::default()
            .class(&class)
            .opt("id", label.id)
            .opt("for", field),
        content: &label.content,
        hidden: label.visually_hidden,
        caption: label.caption.as_ref(),
        size: label.size,
    };
    let inner = titled.markup();
    let wrapped = match label.heading {
        Some(level) if !label.content.is_empty() => {
            let attrs = Attrs::default()
                .class("nhsuk-label-wrapper")
                .opt("id", label.heading_id);
            element(heading_tag(level), &attrs, &inner)
        }
        _ => inner,
    };
    html! {
        @if let Some(caption) = titled.caption_at(Placement::Before) { (caption) }
        (wrapped)
        @if let Some(caption) = titled.caption_at(Placement::After) { (caption) }
    }
}

/// A legend, to stand first in a `fieldset`.
#[must_use]
pub fn legend(legend: &Legend<'_>) -> Markup {
    let caption = legend.caption.clone().map(|caption| match caption.placement {
        Placement::Before => Caption {
            placement: Placement::Start,
            ..caption
        },
        _ => caption,
    });
    let class = sized("nhsuk-fieldset__legend", legend.size, legend.classes);
    let attrs = Attrs::default().class(&class).opt("id", legend.id);
    let mut titled = Titled {
        element: "legend",
        attrs,
        content: &legend.content,
        hidden: legend.visually_hidden,
        caption: caption.as_ref(),
        size: legend.size,
    };
    let inner = match legend.heading {
        Some(level) if !legend.content.is_empty() => {
            let attrs = Attrs::default()
                .class("nhsuk-fieldset__heading")
                .opt("id", legend.heading_id);
            let heading = Titled {
                element: heading_tag(level),
                attrs,
                ..titled
            };
            let inner = heading.markup();
            titled = Titled {
                attrs: Attrs::default().class(&class).opt("id", legend.id),
                ..heading
            };
            element("legend", &titled.attrs, &inner)
        }
        _ => titled.markup(),
    };
    html! {
        (inner)
        @if let Some(caption) = titled.caption_at(Placement::After) { (caption) }
    }
}
