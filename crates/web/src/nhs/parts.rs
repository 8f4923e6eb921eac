//! What every component shares: words that may be plain or marked up, sizes, class lists, and elements whose
//! name or attributes are known only at run time. Never takes an attribute name from outside this crate, and
//! never writes a value unescaped.

use std::borrow::Cow;

use maud::{Markup, PreEscaped, Render, html};

/// Words on a page: plain text, which is escaped, or markup that already is.
#[derive(Clone, Debug, Default)]
pub enum Content<'a> {
    /// Nothing to show.
    #[default]
    None,
    /// Plain text.
    Text(Cow<'a, str>),
    /// Markup made by another component.
    Html(Markup),
}

impl Content<'_> {
    /// True when there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::Text(text) => text.is_empty(),
            Self::Html(markup) => markup.0.is_empty(),
        }
    }

    pub(crate) fn is_html(&self) -> bool {
        matches!(self, Self::Html(_))
    }
}

impl Render for Content<'_> {
    fn render_to(&self, buffer: &mut String) {
        match self {
            Self::None => {}
            Self::Text(text) => text.as_ref().render_to(buffer),
            Self::Html(markup) => buffer.push_str(&markup.0),
        }
    }
}

impl<'a> From<&'a str> for Content<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Content<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<&'a String> for Content<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<Markup> for Content<'_> {
    fn from(markup: Markup) -> Self {
        Self::Html(markup)
    }
}

/// Sizes of headings, labels and legends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Very small.
    Xs,
    /// Small.
    S,
    /// Medium.
    M,
    /// Large.
    L,
    /// Very large.
    Xl,
}

impl Size {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Xs => "xs",
            Self::S => "s",
            Self::M => "m",
            Self::L => "l",
            Self::Xl => "xl",
        }
    }
}

/// `base`, then each class whose condition holds, then `extra`.
pub(crate) fn classes(base: &str, conditional: &[(bool, &str)], extra: &str) -> String {
    let mut list = base.to_owned();
    for class in conditional
        .iter()
        .filter_map(|(on, class)| on.then_some(*class))
        .chain([extra])
    {
        if !class.is_empty() {
            if !list.is_empty() {
                list.push(' ');
            }
            list.push_str(class);
        }
    }
    list
}

/// `base base--size`, then `extra`; Why: labels, legends, captions and panels all size themselves this way.
pub(crate) fn sized(base: &str, size: Option<Size>, extra: &str) -> String {
    let modifier = size
        .map(|size| format!("{base}--{}", size.as_str()))
        .unwrap_or_default();
    classes(base, &[(size.is_some(), &modifier)], extra)
}

/// The attributes of one element, in order. Names are fixed in the source; values are escaped.
#[derive(Default)]
pub(crate) struct Attrs(String);

impl Attrs {
    pub(crate) fn set(mut self, name: &'static str, value: &str) -> Self {
        self.0.push(' ');
        self.0.push_str(name);
        self.0.push_str("=\"");
        value.render_to(&mut self.0);
        self.0.push('"');
        self
    }

    pub(crate) fn opt(self, name: &'static str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.set(name, value),
            None => self,
        }
    }

    pub(crate) fn class(self, value: &str) -> Self {
        self.opt("class", (!value.is_empty()).then_some(value))
    }

    pub(crate) fn flag(mut self, name: &'static str, on: bool) -> Self {
        if on {
            self.0.push(' ');
            self.0.push_str(name);
        }
        self
    }
}

/// One element whose name is chosen at run time among names in the source.
pub(crate) fn element(name: &'static str, attrs: &Attrs, inner: &Markup) -> Markup {
    PreEscaped(format!("<{name}{}>{}</{name}>", attrs.0, inner.0))
}

/// `h1` to `h6`; anything else is `h2`.
pub(crate) fn heading_tag(level: u8) -> &'static str {
    match level {
        1 => "h1",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        6 => "h6",
        _ => "h2",
    }
}

/// Words for people who hear the page and do not see it.
#[must_use]
pub fn visually_hidden(text: &str) -> Markup {
    html! { span class="nhsuk-u-visually-hidden" { (text) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_markup_is_not() {
        let text: Content<'_> = "<b>&".into();
        assert_eq!(text.render().0, "&lt;b&gt;&amp;");
        assert_eq!(Content::from(html! { b { "x" } }).render().0, "<b>x</b>");
    }

    #[test]
    fn an_attribute_value_cannot_leave_its_quotes() {
        let attrs = Attrs::default().set("href", "\"><script>");
        assert_eq!(
            element("a", &attrs, &html! {}).0,
            "<a href=\"&quot;&gt;&lt;script&gt;\"></a>"
        );
    }
}
