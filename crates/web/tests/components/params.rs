//! A fixture's parameters, read so that none can be overlooked: what is not read by the time of [`Params::done`]
//! makes the fixture one we do not cover.

use std::cell::RefCell;

use maud::PreEscaped;
use sayso_web::nhs::{Caption, Content, Label, Placement, Size};
use serde_json::{Map, Value};

/// Why a fixture cannot be said with our parameters.
pub(crate) type Unsaid = String;

/// One object of parameters.
pub(crate) struct Params<'a> {
    map: &'a Map<String, Value>,
    read: RefCell<Vec<&'a str>>,
}

impl<'a> Params<'a> {
    pub(crate) fn new(value: &'a Value) -> Result<Self, Unsaid> {
        match value {
            Value::Object(map) => Ok(Self {
                map,
                read: RefCell::default(),
            }),
            other => Err(format!("not an object: {other}")),
        }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a Value> {
        let (name, value) = self.map.get_key_value(name)?;
        self.read.borrow_mut().push(name);
        Some(value).filter(|value| !value.is_null())
    }

    pub(crate) fn str(&self, name: &str) -> Option<&'a str> {
        self.get(name).and_then(Value::as_str)
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(crate) fn maybe(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(Value::as_bool)
    }

    pub(crate) fn small(&self, name: &str) -> Option<u8> {
        self.get(name)
            .and_then(Value::as_u64)
            .map(|n| u8::try_from(n).expect("a small number"))
    }

    pub(crate) fn list(&self, name: &str) -> Vec<&'a Value> {
        self.get(name)
            .and_then(Value::as_array)
            .map(|list| list.iter().collect())
            .unwrap_or_default()
    }

    pub(crate) fn is_false(&self, name: &str) -> bool {
        self.get(name) == Some(&Value::Bool(false))
    }

    pub(crate) fn inner(&self, name: &str) -> Result<Option<Params<'a>>, Unsaid> {
        self.get(name).map(Params::new).transpose()
    }

    /// `text` or `html` of this very object.
    pub(crate) fn own_content(&self) -> Content<'a> {
        let text = self.str("text").map(Content::from);
        self.str("html").map(html).or(text).unwrap_or_default()
    }

    /// A parameter that is a string or an object with `text` or `html`.
    pub(crate) fn content(&self, name: &str) -> Result<Content<'a>, Unsaid> {
        match self.get(name) {
            None => Ok(Content::None),
            Some(Value::String(text)) => Ok(text.as_str().into()),
            Some(value) => {
                let inner = Params::new(value)?;
                let content = inner.own_content();
                inner.done()?;
                Ok(content)
            }
        }
    }

    /// An error message: words, or `true` for a field marked without words.
    pub(crate) fn error(&self) -> Result<Option<Content<'a>>, Unsaid> {
        match self.get("errorMessage") {
            None | Some(Value::Bool(false)) => Ok(None),
            Some(Value::Bool(true)) => Ok(Some(Content::None)),
            Some(_) => self.content("errorMessage").map(Some),
        }
    }

    pub(crate) fn size(&self, name: &str) -> Result<Option<Size>, Unsaid> {
        self.str(name).map(size).transpose()
    }

    pub(crate) fn done(&self) -> Result<(), Unsaid> {
        let read = self.read.borrow();
        match self.map.keys().find(|name| !read.contains(&name.as_str())) {
            Some(name) => Err(format!("parameter `{name}`")),
            None => Ok(()),
        }
    }
}

pub(crate) fn html(markup: &str) -> Content<'static> {
    Content::Html(PreEscaped(markup.to_owned()))
}

pub(crate) fn size(name: &str) -> Result<Size, Unsaid> {
    match name {
        "xs" => Ok(Size::Xs),
        "s" => Ok(Size::S),
        "m" => Ok(Size::M),
        "l" => Ok(Size::L),
        "xl" => Ok(Size::Xl),
        other => Err(format!("size {other}")),
    }
}

pub(crate) fn caption(value: Option<&Value>) -> Result<Option<Caption<'_>>, Unsaid> {
    match value {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str().into())),
        Some(value) => {
            let params = Params::new(value)?;
            let placement = match params.str("placement") {
                None | Some("start") => Placement::Start,
                Some("end") => Placement::End,
                Some("before") => Placement::Before,
                Some("after") => Placement::After,
                Some(other) => return Err(format!("placement {other}")),
            };
            let apart = matches!(placement, Placement::Before | Placement::After);
            if params
                .str("element")
                .is_some_and(|element| (element == "p") != apart)
            {
                return Err("caption element".to_owned());
            }
            let caption = Caption {
                content: params.own_content(),
                placement,
                size: params.size("size")?,
            };
            params.done()?;
            Ok(Some(caption))
        }
    }
}

/// A label or a legend.
pub(crate) fn label(value: &Value) -> Result<Label<'_>, Unsaid> {
    let params = match value {
        Value::String(text) => return Ok(text.as_str().into()),
        other => Params::new(other)?,
    };
    let mut label = Label {
        content: params.own_content(),
        size: params.size("size")?,
        caption: caption(params.get("caption"))?,
        id: params.str("id"),
        classes: params.str("classes").unwrap_or_default(),
        ..Label::default()
    };
    let page = params.maybe("isPageHeading");
    let mut heading = None;
    match params.get("heading") {
        None | Some(Value::Bool(true)) => {}
        Some(Value::Bool(false)) => heading = Some(None),
        Some(Value::String(text)) => {
            label.content = text.as_str().into();
            heading = Some(Some(1));
        }
        Some(value) => {
            let inner = Params::new(value)?;
            let words = inner.own_content();
            if !words.is_empty() {
                label.content = words;
            }
            label.heading_id = inner.str("id");
            let own_size = inner.size("size")?;
            if page != Some(false) {
                label.size = own_size.or(label.size);
            }
            heading = Some(Some(inner.small("level").unwrap_or(1)));
            inner.done()?;
        }
    }
    label.heading = match (page, heading) {
        (Some(false), _) | (_, Some(None)) | (None, None) => {
            if params.get("heading") == Some(&Value::Bool(true)) {
                Some(1)
            } else {
                None
            }
        }
        (_, Some(level)) => level,
        (Some(true), None) => Some(1),
    };
    params.done()?;
    Ok(label)
}

/// The legend of a `fieldset` parameter.
pub(crate) fn legend<'a>(params: &Params<'a>) -> Result<Option<Label<'a>>, Unsaid> {
    let Some(fieldset) = params.inner("fieldset")? else {
        return Ok(None);
    };
    let legend = fieldset.get("legend").map(label).transpose()?;
    fieldset.done()?;
    Ok(legend)
}
