//! Our components against the published fixtures of NHS.UK frontend: the same parameters give the same markup,
//! or the fixture stands in `NOT_COVERED` with the reason. Header and footer have no fixtures here: ours carry
//! neither the NHS logo nor the NHS footer, on purpose (`src/shell.rs`).

#[path = "components/cards.rs"]
mod cards;
#[path = "components/fields.rs"]
mod fields;
#[path = "components/html.rs"]
mod html;
#[path = "components/not_covered.rs"]
mod not_covered;
#[path = "components/params.rs"]
mod params;
#[path = "components/words.rs"]
mod words;

use std::{collections::BTreeMap, fs, path::Path};

use maud::Markup;
use serde_json::Value;

use not_covered::NOT_COVERED;
use params::{Params, Unsaid};

/// How many fixtures are equal today. It only goes up.
const EQUAL: usize = 673;

const COMPONENTS: [&str; 29] = [
    "action-link",
    "back-link",
    "breadcrumb",
    "button",
    "card",
    "checkboxes",
    "date-input",
    "details",
    "do-dont-list",
    "error-message",
    "error-summary",
    "fieldset",
    "hint",
    "input",
    "inset-text",
    "label",
    "legend",
    "notification-banner",
    "pagination",
    "panel",
    "radios",
    "select",
    "skip-link",
    "summary-list",
    "tables",
    "tag",
    "task-list",
    "textarea",
    "warning-callout",
];

fn render(component: &str, context: &Value) -> Result<Markup, Unsaid> {
    let p = Params::new(context)?;
    let markup = match component {
        "action-link" => words::action_link_of(&p),
        "back-link" => words::back_link_of(&p),
        "breadcrumb" => words::breadcrumb_of(&p),
        "button" => words::button_of(&p),
        "card" => cards::card_of(&p),
        "checkboxes" => fields::checkboxes_of(&p),
        "date-input" => fields::date_input_of(&p),
        "details" => words::details_of(&p),
        "do-dont-list" => cards::do_dont_of(&p),
        "error-message" => Ok(words::error_message_of(&p)),
        "error-summary" => words::error_summary_of(&p),
        "fieldset" => words::fieldset_of(&p),
        "hint" => Ok(words::hint_of(&p)),
        "input" => fields::input_of(&p),
        "inset-text" => Ok(words::inset_text_of(&p)),
        "label" => words::label_of(&p, context),
        "legend" => words::legend_of(&p, context),
        "notification-banner" => words::banner_of(&p),
        "pagination" => words::pagination_of(&p),
        "panel" => words::panel_of(&p),
        "radios" => fields::radios_of(&p),
        "select" => fields::select_of(&p),
        "skip-link" => words::skip_link_of(&p),
        "summary-list" => cards::summary_list_of(&p),
        "tables" => fields::table_of(&p),
        "tag" => cards::tag_of(&p),
        "task-list" => cards::task_list_of(&p),
        "textarea" => fields::textarea_of(&p),
        "warning-callout" => cards::warning_callout_of(&p),
        other => Err(format!("no component {other}")),
    }?;
    p.done()?;
    Ok(markup)
}

/// Stands for the body of a fixture that was made with a call block: its parameters do not hold the body.
const BODY: &str = "⟦body⟧";

/// The same parameters with [`BODY`] where the call block's words go.
fn with_body(component: &str, context: &Value) -> Option<Value> {
    let mut context = context.clone();
    let (name, value) = match component {
        "card" | "error-summary" => ("description", serde_json::json!({ "html": BODY })),
        _ => ("html", Value::String(BODY.to_owned())),
    };
    let map = context.as_object_mut()?;
    if map.contains_key(name) || map.contains_key("text") {
        return None;
    }
    map.insert(name.to_owned(), value);
    Some(context)
}

/// Equal when everything before and after the body is.
fn equal_around_body(ours: &str, theirs: &str) -> bool {
    let (ours, theirs) = (html::tokens(ours), html::tokens(theirs));
    let body = html::Token::Text(BODY.to_owned());
    let Some(at) = ours.iter().position(|token| *token == body) else {
        return false;
    };
    theirs.len() > ours.len() - 1 && theirs.starts_with(&ours[..at]) && theirs.ends_with(&ours[at + 1..])
}

/// The first place where two pages differ, for a person to read.
fn difference(ours: &str, theirs: &str) -> Option<String> {
    let (ours, theirs) = (html::tokens(ours), html::tokens(theirs));
    if ours == theirs {
        return None;
    }
    let at = ours
        .iter()
        .zip(&theirs)
        .position(|(a, b)| a != b)
        .unwrap_or(ours.len().min(theirs.len()));
    Some(format!("ours {:?}, published {:?}", ours.get(at), theirs.get(at)))
}

#[test]
fn every_published_fixture_is_equal_or_listed_with_a_reason() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let (mut equal, mut bodies, mut all) = (0, 0, 0);
    let mut unequal: BTreeMap<(&str, String), (usize, String)> = BTreeMap::new();
    for component in COMPONENTS {
        let text =
            fs::read_to_string(folder.join(format!("{component}.json"))).expect("the fixtures are there");
        let file: Value = serde_json::from_str(&text).expect("the fixtures are JSON");
        for fixture in file["fixtures"].as_array().expect("a list of fixtures") {
            all += 1;
            let published = fixture["html"].as_str().expect("markup");
            let why = match render(component, &fixture["context"]) {
                Ok(markup) => difference(&markup.0, published),
                Err(unsaid) => Some(unsaid),
            };
            let why = why.filter(|_| {
                let around =
                    with_body(component, &fixture["context"]).and_then(|it| render(component, &it).ok());
                let same = around.is_some_and(|markup| equal_around_body(&markup.0, published));
                bodies += usize::from(same);
                !same
            });
            match why {
                None => equal += 1,
                Some(why) => {
                    let name = fixture["name"].as_str().expect("a name").to_owned();
                    unequal.entry((component, name)).or_insert((0, why)).0 += 1;
                }
            }
        }
    }
    println!(
        "{equal} of {all} published fixtures equal ({bodies} around a call block's body), {} not",
        all - equal
    );

    let mut complaints = Vec::new();
    for ((component, name), (count, why)) in &unequal {
        let listed = NOT_COVERED
            .iter()
            .find(|entry| (entry.0, entry.1) == (*component, name.as_str()));
        match listed {
            Some(entry) if entry.2 == *count => {}
            Some(entry) => complaints.push(format!(
                "{component}: {name}: {count} differ, {} listed: {why}",
                entry.2
            )),
            None => complaints.push(format!("{component}: {name}: {count} not listed: {why}")),
        }
    }
    for (component, name, _, reason) in NOT_COVERED {
        assert!(!reason.is_empty(), "{component}: {name}: a reason is needed");
        if !unequal.contains_key(&(*component, (*name).to_owned())) {
            complaints.push(format!("{component}: {name}: listed, but equal"));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(equal >= EQUAL, "{equal} equal, {EQUAL} before");
}

#[test]
fn the_comparison_sees_a_changed_attribute_a_lost_word_and_a_lost_space_between_heard_words() {
    let page = "<a class=\"b\" href=\"/x\">Back<span class=\"nhsuk-u-visually-hidden\"> page</span></a>";
    assert_eq!(
        difference(
            page,
            "<a href='/x'  class=\"b\">\n Back<span class=\"nhsuk-u-visually-hidden\"> page</span></a>"
        ),
        None
    );
    assert!(difference(page, &page.replace("/x", "/y")).is_some());
    assert!(difference(page, &page.replace("Back", "")).is_some());
    assert!(difference(page, &page.replace(" page", "page")).is_some());
}
