//! From a fixture's parameters to ours: cards and what is built on them, tags and task lists.

use maud::Markup;
use sayso_web::nhs::{
    Action, Card, CardKind, Colour, DoDontList, Row, Status, SummaryList, Tag, Task, WarningCallout, card,
    do_dont_list, summary_list, tag, task_list, warning_callout,
};
use serde_json::Value;

use crate::{
    params::{Params, Unsaid, caption},
    words::button_type,
};

pub(crate) fn card_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    Ok(card(&card_params(p)?))
}

pub(crate) fn card_params<'a>(p: &Params<'a>) -> Result<Card<'a>, Unsaid> {
    let kind = match p.str("variant") {
        None => CardKind::Basic,
        Some("feature") => CardKind::Feature,
        Some("primary") => CardKind::Primary,
        Some("secondary") => CardKind::Secondary,
        Some("warning") => CardKind::Warning,
        Some(other) => return Err(format!("variant {other}")),
    };
    let mut card = Card {
        kind,
        href: p.str("href"),
        clickable: p.flag("clickable"),
        description: p.content("description")?,
        actions: actions(p)?,
        ..Card::default()
    };
    match p.get("heading") {
        None => {}
        Some(Value::String(text)) => card.heading = text.as_str().into(),
        Some(value) => {
            let heading = Params::new(value)?;
            card.heading = heading.str("text").unwrap_or_default().into();
            card.heading_level = heading.small("level");
            card.heading_size = heading.size("size")?;
            card.heading_id = heading.str("id");
            card.heading_classes = heading.str("classes").unwrap_or_default();
            card.caption = caption(heading.get("caption"))?;
            heading.done()?;
        }
    }
    Ok(card)
}

fn actions<'a>(p: &Params<'a>) -> Result<Vec<Action<'a>>, Unsaid> {
    let list = match p.get("actions") {
        None => return Ok(Vec::new()),
        Some(Value::Array(list)) => list,
        Some(value) => {
            let inner = Params::new(value)?;
            let items = inner
                .get("items")
                .and_then(Value::as_array)
                .ok_or("actions without items")?;
            inner.done()?;
            items
        }
    };
    list.iter().filter(|item| item.is_object()).map(action).collect()
}

fn action(value: &Value) -> Result<Action<'_>, Unsaid> {
    let p = Params::new(value)?;
    let action = Action {
        text: p.own_content(),
        href: p.str("href"),
        button_type: button_type(&p)?,
        visually_hidden: p.str("visuallyHiddenText"),
        ..Action::default()
    };
    p.done()?;
    Ok(action)
}

pub(crate) fn summary_list_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut list = SummaryList {
        no_border: p.is_false("border"),
        no_last_row_border: p.is_false("lastRowBorder"),
        ..SummaryList::default()
    };
    for row in p.list("rows") {
        let row = Params::new(row)?;
        list.rows.push(Row {
            key: row.content("key")?,
            value: row.content("value")?,
            actions: actions(&row)?,
            no_border: row.is_false("border"),
        });
        row.done()?;
    }
    if let Some(card) = p.inner("card")? {
        list.card = Some(card_params(&card)?);
        card.done()?;
    }
    Ok(summary_list(&list))
}

pub(crate) fn tag_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    Ok(tag(&tag_params(p)?))
}

fn tag_params<'a>(p: &Params<'a>) -> Result<Tag<'a>, Unsaid> {
    let no_colour = p.is_false("colour");
    let colour = match p.str("colour") {
        None if no_colour => Colour::NoColour,
        None => Colour::Plain,
        Some("white") => Colour::White,
        Some("grey") => Colour::Grey,
        Some("green") => Colour::Green,
        Some("aqua-green") => Colour::AquaGreen,
        Some("blue") => Colour::Blue,
        Some("purple") => Colour::Purple,
        Some("pink") => Colour::Pink,
        Some("red") => Colour::Red,
        Some("orange") => Colour::Orange,
        Some("yellow") => Colour::Yellow,
        Some(other) => return Err(format!("colour {other}")),
    };
    let classes = p.str("classes").unwrap_or_default();
    Ok(Tag {
        text: p.own_content(),
        colour,
        no_border: p.is_false("border"),
        classes,
    })
}

fn status<'a>(p: &Params<'a>) -> Result<Status<'a>, Unsaid> {
    let status = match p.get("status") {
        Some(value @ Value::Object(_)) => Params::new(value)?,
        _ => return Ok(Status::Words(p.content("status")?)),
    };
    let shown = match (status.inner("tag")?, status.str("classes")) {
        (Some(inner), None) => {
            let tag = tag_params(&inner)?;
            inner.done()?;
            Status::Tag(tag)
        }
        (None, None) => Status::Words(status.own_content()),
        (None, Some("nhsuk-task-list__status--cannot-start-yet")) => {
            Status::CannotStart(status.own_content())
        }
        (_, Some(other)) => return Err(format!("status classes {other}")),
    };
    status.done()?;
    Ok(shown)
}

pub(crate) fn task_list_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut tasks = Vec::new();
    for item in p.list("items") {
        let item = Params::new(item)?;
        let old = item.content("title")?;
        let heading = item.content("heading")?;
        tasks.push(Task {
            heading: if heading.is_empty() { old } else { heading },
            href: item.str("href"),
            hint: item.content("hint")?,
            status: status(&item)?,
        });
        item.done()?;
    }
    Ok(task_list(p.str("idPrefix").unwrap_or("task-list"), &tasks))
}

pub(crate) fn do_dont_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let dont = p.str("icon") == Some("cross");
    let mut list = DoDontList {
        dont,
        prefix: if p.flag("hidePrefix") {
            Some("")
        } else {
            p.str("prefixText")
        },
        ..DoDontList::default()
    };
    let title = p.str("title");
    match p.get("heading") {
        Some(value @ Value::Object(_)) => {
            let heading = Params::new(value)?;
            list.heading_level = heading.small("level");
            list.heading = heading.own_content();
            heading.done()?;
        }
        Some(Value::String(text)) => list.heading = text.as_str().into(),
        _ => list.heading = title.unwrap_or_default().into(),
    }
    for item in p.list("items").into_iter().filter(|item| item.is_object()) {
        let item = Params::new(item)?;
        let old = item.str("item").map(Into::into);
        list.items.push(old.unwrap_or_else(|| item.own_content()));
        item.done()?;
    }
    Ok(do_dont_list(&list))
}

pub(crate) fn warning_callout_of(p: &Params<'_>) -> Result<Markup, Unsaid> {
    let mut callout = WarningCallout {
        content: p.own_content(),
        ..WarningCallout::default()
    };
    match p.get("heading") {
        Some(value @ Value::Object(_)) => {
            let heading = Params::new(value)?;
            callout.heading = heading.own_content();
            callout.heading_level = heading.small("level");
            heading.done()?;
        }
        _ => callout.heading = p.content("heading")?,
    }
    Ok(warning_callout(&callout))
}
