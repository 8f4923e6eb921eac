//! The shape of a set-up file. Owns: which keys there are and how values are spelled. Checks nothing else.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    #[serde(default)]
    pub(super) organisation: Vec<Spanned<Organisation>>,
    #[serde(default)]
    pub(super) scheme: Vec<Spanned<Scheme>>,
    #[serde(default)]
    pub(super) member: Vec<Spanned<Member>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Organisation {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) ods: Option<String>,
    #[serde(default)]
    pub(super) owners: Vec<String>,
    #[serde(default)]
    pub(super) benefits_contracts: Vec<String>,
    pub(super) paid_by: Option<String>,
    pub(super) payment_by_result: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scheme {
    pub(super) name: String,
    pub(super) organisations: Vec<String>,
    pub(super) what: String,
    pub(super) paid_by: String,
    #[serde(deserialize_with = "day")]
    pub(super) ends_on: Date,
    pub(super) say_so_days: u16,
    pub(super) hold_hours: u16,
    pub(super) erased_after_months: Option<u8>,
    #[serde(default)]
    pub(super) witnesses: u8,
    pub(super) advice: String,
    pub(super) no_effect_on_benefits: Option<Signed>,
    #[serde(default)]
    pub(super) flow: Vec<Spanned<Flow>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signed {
    pub(super) organisation: String,
    #[serde(rename = "signed_by")]
    pub(super) by: String,
    #[serde(rename = "signed_on", deserialize_with = "day")]
    pub(super) on: Date,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flow {
    pub(super) to: String,
    pub(super) purpose: String,
    pub(super) categories: Vec<String>,
    pub(super) basis: String,
    pub(super) kept: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) role: String,
    pub(super) organisation: String,
}

/// A date, with or without quotes.
fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
    let text = match toml::Value::deserialize(from)? {
        toml::Value::Datetime(date) => date.to_string(),
        toml::Value::String(text) => text,
        _ => String::new(),
    };
    text.parse()
        .map_err(|_| de::Error::custom("give a date like 2027-09-30"))
}
