//! Terms as an annotated text, in the format of the set-up file: written for editing, and read back with every problem
//! at once. Owns: both directions. A text names organisations that are registered; it registers none and changes none.

use std::fmt::Write as _;

use sayso_core::category::Category;
use sayso_core::decision::{Org, Scheme};
use sayso_core::id::{OrgId, SchemeId};
use sayso_core::terms::Promise;

use crate::setup::{self, folded};
use crate::{Desk, Error};

const HEAD: &str = "\
# A draft of terms, in the format of the set-up file. Change what should change, under [[scheme]].
# Organisations are listed so that flows can name them. They are registered apart from terms: change nothing in them.
# A new recipient is registered by the operator first. Then add it here, and to the scheme’s organisations.
";

const FLOWS: &str = "
# Who gets what, what for. Nothing else is ever sent. Each purpose but the first is its own yes.
# purpose     refer, feedback_to_gp, employers, in_work, pay_evidence, evaluation
# categories  identity, contact, access_needs, own_words, work, health_for_work, plan, appointments, coach_notes, jobs,
#             wellbeing, feedback_to_gp
# kept        how long, in words that follow “Kept”
";

/// A quoted value, as TOML spells it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<String> = items.into_iter().map(quoted).collect();
    format!("[{}]", all.join(", "))
}

fn key(org: &Org) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '-'
        }
    };
    match &org.ods {
        Some(ods) => ods.clone(),
        None => org.name.chars().map(plain).collect(),
    }
}

/// The newest version as a text to edit.
pub(super) fn of(desk: &mut Desk, scheme: &Scheme, promise: &Promise) -> Result<String, Error> {
    let mut ids: Vec<OrgId> = scheme.orgs.clone();
    for flow in &promise.flows {
        if !ids.contains(&flow.recipient) {
            ids.push(flow.recipient);
        }
    }
    let mut orgs = vec![];
    for id in ids {
        orgs.push(desk.org(id)?);
    }
    Ok(written(&orgs, promise))
}

fn written(orgs: &[Org], p: &Promise) -> String {
    let mut text = String::from(HEAD);
    let mut say = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    for org in orgs {
        let i = &org.interests;
        say(format!("\n[[organisation]]\nkey = {}", quoted(&key(org))));
        say(format!(
            "name = {}\nkind = {}",
            quoted(&org.name),
            quoted(org.kind.as_str())
        ));
        if let Some(ods) = &org.ods {
            say(format!("ods = {}", quoted(ods)));
        }
        say(format!("owners = {}", list(i.owners.iter().map(String::as_str))));
        if !i.benefits_contracts.is_empty() {
            let contracts = i.benefits_contracts.iter().map(String::as_str);
            say(format!("benefits_contracts = {}", list(contracts)));
        }
        for (name, value) in [
            ("paid_by", &i.paid_by),
            ("payment_by_result", &i.payment_by_result),
        ] {
            if let Some(value) = value {
                say(format!("{name} = {}", quoted(value)));
            }
        }
    }
    let keys: Vec<String> = orgs.iter().map(key).collect();
    say(format!(
        "\n[[scheme]]\nname = {}\norganisations = {}",
        quoted(&p.scheme_name),
        list(keys.iter().map(String::as_str))
    ));
    say(format!(
        "# What it offers, in one or two plain sentences.\nwhat = {}",
        quoted(&p.what)
    ));
    say(format!(
        "# Who pays for it, and why.\npaid_by = {}",
        quoted(&p.paid_by)
    ));
    say(format!(
        "# The day on which nothing new can begin.\nends_on = {}",
        p.ends_on
    ));
    say(format!("# 1 to 366.\nsay_so_days = {}", p.say_so_days));
    say(format!("# 1 to 168.\nhold_hours = {}", p.hold_hours));
    let months = p.erased_after_months;
    say(format!(
        "# 6 to 120: how many months after support ended everything is erased by itself. Left out: nothing is.\n{}",
        months.map_or_else(
            || "# erased_after_months = 24".into(),
            |m| format!("erased_after_months = {m}")
        )
    ));
    say(format!(
        "# How many outside witnesses are asked to countersign the public log.\nwitnesses = {}",
        p.witnesses
    ));
    say(format!(
        "# Free and independent advice on benefits.\nadvice = {}",
        quoted(&p.advice)
    ));
    if let Some(promised) = &p.no_effect_on_benefits {
        say(format!(
            "\n[scheme.no_effect_on_benefits]\norganisation = {}\nsigned_by = {}\nsigned_on = {}",
            quoted(&promised.organisation),
            quoted(&promised.signed_by),
            promised.signed_on
        ));
    }
    text.push_str(FLOWS);
    for flow in &p.flows {
        let to = orgs.iter().find(|o| o.id == flow.recipient).map(key);
        let categories: Vec<&str> = flow.categories.iter().map(Category::as_str).collect();
        write!(
            text,
            "\n[[scheme.flow]]\nto = {}\npurpose = {}\ncategories = {}\nbasis = {}\nkept = {}\n",
            quoted(&to.unwrap_or_default()),
            quoted(flow.purpose.as_str()),
            list(categories),
            quoted(&flow.basis),
            quoted(&flow.kept)
        )
        .expect("a String takes every character");
    }
    text
}

/// What the text promises, or every problem with it.
pub(super) fn read(
    desk: &mut Desk,
    scheme: SchemeId,
    text: &str,
) -> Result<Result<Promise, Vec<String>>, Error> {
    let today = desk.now.at.to_zoned(jiff::tz::TimeZone::UTC).date();
    let plan = match setup::draft(text, today) {
        Ok(plan) => plan,
        Err(problems) => return Ok(Err(problems)),
    };
    let mut problems = vec![];
    let known = setup::known_orgs(desk, &plan, &mut problems)?;
    for (new, _) in plan.orgs.iter().zip(&known).filter(|(_, id)| id.is_none()) {
        problems.push(format!(
            "the organisation “{}” is not registered: the operator registers it first, with who owns and pays it",
            new.name
        ));
    }
    if !plan.members.is_empty() {
        problems.push("a draft gives nobody a seat: take every [[member]] out".into());
    }
    let schemes = desk.job.schemes()?;
    let meant = schemes.iter().find(|s| s.id == scheme).ok_or(Error::NotFound)?;
    let [new] = plan.schemes.as_slice() else {
        problems.push("a draft is of one service: give one [[scheme]]".into());
        return Ok(Err(problems));
    };
    if folded(&new.promise.scheme_name) != folded(&meant.name) {
        problems.push(format!(
            "name: the service is called “{}”, and keeps its name",
            meant.name
        ));
    }
    let ids: Vec<OrgId> = known.into_iter().flatten().collect();
    if !problems.is_empty() || ids.len() != plan.orgs.len() {
        return Ok(Err(problems));
    }
    Ok(Ok(new.promise_to(&ids)))
}
