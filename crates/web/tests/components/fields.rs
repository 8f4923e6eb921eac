//! From a fixture's parameters to ours: form fields and tables.

use maud::Markup;
use sayso_web::nhs::{
    Align, Behaviour, Cell, Choice, Choices, Choose, Content, DateInput, DatePart, Input, Item, Label, Look,
    Select, Sort, Table, Textarea, checkboxes, date_input, input, radios, select, table, textarea,
};
use serde_json::Value;

use crate::{
    cards::card_params,
    params::{Params, Unsaid, html, label, legend},
    words::reverse,
};

fn own_label<'a>(p: &Params<'a>) -> Result<Label<'a>, Unsaid> {
    p.get("label")
        .map(label)
        .transpose()
        .map(Option::unwrap_or_default)
}

fn after<'a>(p: &Params<'a>) -> Result<Content<'a>, Unsaid> {
    let Some(group) = p.inner("formGroup")? else {
        return Ok(Content::None);
    };
    let content = group.content("afterInput")?;
    group.done()?;
    Ok(content)
}

fn one_of(found: Option<&str>, known: &[&'static str]) -> Result<Option<&'static str>, Unsaid> {
    let Some(found) = found else { return Ok(None) };
    known
        .iter()
        .find(|name| **name == found)
        .copied()
        .map(Some)
        .ok_or_else(|| format!("value {found}"))
}

const AUTOCOMPLETE: &[&str] = &[
    "name",
    "email",
    "tel",
    "one-time-code",
    "street-address",
    "postal-code",
    "bday-day",
    "bday-month",
    "bday-year",
    "given-name",
    "address-line1",
    "address-line2",
    "address-level2",
    "off",
    "cc-exp-month",
    "cc-exp-year",
];

pub(crate) fn input_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    Ok(input(&Input {
        name: p.str("name").unwrap_or_default(),
        id: p.str("id"),
        label: own_label(p)?,
        hint: p.content("hint")?,
        error: p.error()?,
        value: p.str("value"),
        input_type: one_of(p.str("type"), &["text", "tel", "email", "number"])?,
        inputmode: one_of(p.str("inputmode"), &["numeric", "decimal", "tel"])?,
        autocomplete: one_of(p.str("autocomplete"), AUTOCOMPLETE)?,
        spellcheck: p.maybe("spellcheck"),
        width: p.small("width"),
        code: p.flag("code"),
        disabled: p.flag("disabled"),
        prefix: p.content("prefix")?,
        suffix: p.content("suffix")?,
        after: after(p)?,
        classes: p.str("classes").unwrap_or_default(),
        ..Input::default()
    }))
}

pub(crate) fn textarea_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    Ok(textarea(&Textarea {
        name: p.str("name").unwrap_or_default(),
        id: p.str("id"),
        label: own_label(p)?,
        hint: p.content("hint")?,
        error: p.error()?,
        autocomplete: one_of(p.str("autocomplete"), AUTOCOMPLETE)?,
        disabled: p.flag("disabled"),
        ..Textarea::default()
    }))
}

pub(crate) fn select_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut items = Vec::new();
    for item in p.list("items") {
        let item = Params::new(item)?;
        items.push(if item.flag("divider") {
            Choose::Divider
        } else {
            let value = item.str("value").unwrap_or_default();
            let text = item.str("text").unwrap_or_default();
            Choose::Item {
                value,
                text,
                disabled: item.flag("disabled"),
            }
        });
        item.done()?;
    }
    Ok(select(&Select {
        name: p.str("name").unwrap_or_default(),
        id: p.str("id"),
        label: own_label(p)?,
        hint: p.content("hint")?,
        error: p.error()?,
        items,
        value: p.str("value"),
        disabled: p.flag("disabled"),
        after: after(p)?,
        ..Select::default()
    }))
}

fn choices<'a>(p: &Params<'a>) -> Result<Choices<'a>, Unsaid> {
    let mut items = Vec::new();
    for item in p.list("items") {
        items.push(choice(item)?);
    }
    let mut selected: Vec<&str> = p.list("values").into_iter().filter_map(Value::as_str).collect();
    selected.extend(p.str("value"));
    Ok(Choices {
        name: p.str("name").unwrap_or_default(),
        id_prefix: p.str("idPrefix"),
        legend: legend(p)?,
        hint: p.content("hint")?,
        error: p.error()?,
        items,
        selected,
        small: p.flag("small"),
        inline: p.flag("inline"),
        disabled: p.flag("disabled"),
        ..Choices::default()
    })
}

fn choice(value: &Value) -> Result<Choice<'_>, Unsaid> {
    let item = Params::new(value)?;
    let behaviour = match (item.str("behaviour"), item.flag("exclusive")) {
        (None, false) => None,
        (Some("exclusive"), _) | (None, true) => Some(Behaviour::Exclusive),
        (Some("inclusive"), _) => Some(Behaviour::Inclusive),
        (Some(other), _) => return Err(format!("behaviour {other}")),
    };
    if let Some(word) = item.str("divider") {
        item.done()?;
        return Ok(match behaviour {
            Some(Behaviour::Inclusive) => Choice::InclusiveDivider(word),
            _ => Choice::Divider(word),
        });
    }
    let conditional = match item.inner("conditional")? {
        Some(inner) => {
            let markup = inner.str("html").map(html).unwrap_or_default();
            inner.done()?;
            markup
        }
        None => Content::None,
    };
    let old_group = item.str("exclusiveGroup");
    let choice = Item {
        value: item.str("value").unwrap_or_default(),
        text: item.own_content(),
        hint: item.content("hint")?,
        name: item.str("name"),
        disabled: item.maybe("disabled"),
        conditional,
        behaviour,
        behaviour_group: item.str("behaviourGroup").or(old_group),
        ..Item::default()
    };
    item.done()?;
    Ok(choice.into())
}

pub(crate) fn radios_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    Ok(radios(&choices(p)?))
}

pub(crate) fn checkboxes_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    Ok(checkboxes(&choices(p)?))
}

fn part<'a>(
    name: &'a str,
    value: Option<&'a Value>,
    held: Option<&'a str>,
) -> Result<Option<DatePart<'a>>, Unsaid> {
    let mut part = DatePart {
        name,
        value: held,
        ..DatePart::default()
    };
    match value {
        None | Some(Value::Bool(true)) => {}
        Some(Value::Bool(false)) => return Ok(None),
        Some(value) => {
            let p = Params::new(value)?;
            part.name = p.str("name").unwrap_or(name);
            part.label = p.str("label");
            part.value = p.str("value").or(held);
            part.width = p.small("width");
            part.error = p.maybe("error");
            part.autocomplete = one_of(p.str("autocomplete"), AUTOCOMPLETE)?;
            part.disabled = p.maybe("disabled");
            p.done()?;
        }
    }
    Ok(Some(part))
}

pub(crate) fn date_input_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let held = p.get("values");
    let held = |name: &str| held.and_then(|values| values.get(name)).and_then(Value::as_str);
    let mut items = Vec::new();
    let listed = p.list("items");
    if listed.is_empty() {
        for name in ["day", "month", "year"] {
            items.extend(part(name, p.get(name), held(name))?);
        }
    } else {
        for item in listed.into_iter().filter(|item| item.is_object()) {
            let name = item
                .get("name")
                .and_then(Value::as_str)
                .ok_or("a part without a name")?;
            items.extend(part(name, Some(item), held(name))?);
        }
    }
    Ok(date_input(&DateInput {
        id: p.str("id").unwrap_or_default(),
        name_prefix: p.str("namePrefix"),
        legend: legend(p)?,
        hint: p.content("hint")?,
        error: p.error()?,
        items,
        disabled: p.flag("disabled"),
    }))
}

fn cell(value: &Value) -> Result<Cell<'_>, Unsaid> {
    let p = match value {
        Value::String(text) => return Ok(text.as_str().into()),
        other => Params::new(other)?,
    };
    let sort = match p.get("sort") {
        None | Some(Value::Bool(false)) => None,
        Some(Value::Bool(true)) => Some(Sort::None),
        Some(value) => Some(match value.as_str() {
            Some("ascending") => Sort::Ascending,
            Some("descending") => Sort::Descending,
            Some("none") => Sort::None,
            other => return Err(format!("sort {other:?}")),
        }),
    };
    // Beside an address, `sortNext` is not written out by the published component either.
    if p.get("href").is_some() {
        p.get("sortNext");
    }
    let width = p.str("width").map(|width| match width {
        "one-half" => Ok("nhsuk-u-width-one-half"),
        "one-third" => Ok("nhsuk-u-width-one-third"),
        "two-thirds" => Ok("nhsuk-u-width-two-thirds"),
        "one-quarter" => Ok("nhsuk-u-width-one-quarter"),
        "three-quarters" => Ok("nhsuk-u-width-three-quarters"),
        other => Err(format!("width {other}")),
    });
    let width = width.transpose()?.unwrap_or_default();
    let extra = p.str("classes").unwrap_or_default();
    let cell = Cell {
        content: p.own_content(),
        href: p.str("href"),
        visually_hidden: p.str("visuallyHiddenText"),
        numeric: p.str("format").map(|format| format == "numeric"),
        align: match p.str("align") {
            None => None,
            Some("left") => Some(Align::Left),
            Some("centre") => Some(Align::Centre),
            Some("right") => Some(Align::Right),
            Some(other) => return Err(format!("align {other}")),
        },
        sort,
        classes: format!("{width} {extra}").trim().to_owned().leak(),
    };
    p.done()?;
    Ok(cell)
}

fn cells(list: &Value) -> Result<Vec<Cell<'_>>, Unsaid> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .filter(|item| item.is_object() || item.is_string())
        .map(cell)
        .collect()
}

pub(crate) fn table_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut shown = Table {
        head: p.get("head").map(cells).transpose()?.unwrap_or_default(),
        first_cell_is_header: p.flag("firstCellIsHeader"),
        scroll: p.flag("scroll"),
        look: Look {
            responsive: p.flag("responsive"),
            compact: p.flag("compact"),
            striped: p.flag("striped"),
            reverse: reverse(p)?,
            no_border: p.is_false("border"),
            no_last_row_border: p.is_false("lastRowBorder"),
        },
        ..Table::default()
    };
    if shown.head.iter().any(|cell| cell.sort.is_some()) && shown.head.iter().all(|cell| cell.href.is_none())
    {
        return Err("sorting in the browser".to_owned());
    }
    for row in p.list("rows").into_iter().filter(|row| row.is_array()) {
        shown.rows.push(cells(row)?);
    }
    match p.get("caption") {
        Some(value @ Value::Object(_)) => {
            let caption = Params::new(value)?;
            shown.caption = caption.own_content();
            shown.caption_size = caption.size("size")?;
            shown.caption_id = caption.str("id");
            shown.caption_classes = caption.str("classes").unwrap_or_default();
            caption.done()?;
        }
        _ => shown.caption = p.content("caption")?,
    }
    match p.get("card") {
        None => {}
        Some(Value::Bool(true)) => shown.card = Some(sayso_web::nhs::Card::default()),
        Some(value) => {
            let card = Params::new(value)?;
            shown.card = Some(card_params(&card)?);
            card.done()?;
        }
    }
    Ok(table(&shown))
}
