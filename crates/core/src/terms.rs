//! Schemes, their terms and the flow register. Owns: what makes terms fit to publish; the refusal of any recipient
//! that is part of the benefits system. Never words a promise ([`crate::words`] does, from this).

pub mod diff;
pub mod draft;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::category::Categories;
use crate::id::{OrgId, SchemeId, TermsId};
use crate::org::OrgKind;
use crate::sayso::Purpose;

/// One row of the flow register: who receives what, what for, on which basis, for how long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// Who receives it.
    pub recipient: OrgId,
    /// Their name, as people read it.
    pub recipient_name: String,
    /// What kind of organisation that is.
    pub recipient_kind: OrgKind,
    /// What for.
    pub purpose: Purpose,
    /// Which categories.
    pub categories: Categories,
    /// The lawful basis, in words. Not the say-so: "consent" has three meanings, and this is the UK GDPR one.
    pub basis: String,
    /// How long it is kept, in words.
    pub kept: String,
}

/// A commissioner's signed promise about benefits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoEffectOnBenefits {
    /// Which organisation promised.
    pub organisation: String,
    /// Who signed.
    pub signed_by: String,
    /// On which day.
    pub signed_on: Date,
}

/// What a scheme promises, in one version that never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// What the scheme is called.
    pub scheme_name: String,
    /// What it offers, in one or two plain sentences.
    pub what: String,
    /// Who pays for it and why.
    pub paid_by: String,
    /// The day it ends.
    pub ends_on: Date,
    /// How many days a say-so lasts unless asked for again.
    pub say_so_days: u16,
    /// How many hours a referral is held before it leaves.
    pub hold_hours: u16,
    /// How many months after support ended everything here about a person is erased by itself, unless they keep it.
    /// `None`: nothing is erased but what they erase themself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_after_months: Option<u8>,
    /// How many outside witnesses are asked to countersign the public log.
    #[serde(default, skip_serializing_if = "none_asked")]
    pub witnesses: u8,
    /// Signed promise about benefits, where there is one.
    pub no_effect_on_benefits: Option<NoEffectOnBenefits>,
    /// Where to get free independent advice on benefits.
    pub advice: String,
    /// Who receives what.
    pub flows: Vec<Flow>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn none_asked(witnesses: &u8) -> bool {
    *witnesses == 0
}

/// One published version of a scheme's terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Its id.
    pub id: TermsId,
    /// The scheme.
    pub scheme: SchemeId,
    /// 1, 2, …
    pub version: u32,
    /// What it says.
    pub promise: Promise,
    /// When it was published.
    pub published_at: Timestamp,
    /// From when it counts. Version 1: when published.
    pub in_effect_at: Timestamp,
}

/// Why terms cannot be published or loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A recipient is part of the benefits system. No setting changes this.
    #[error(
        "“{0}” is an organisation of kind “benefits”. Nothing about a person can be sent to it: remove the flow. \
         There is no setting that allows it."
    )]
    BenefitsRecipient(String),
    /// The register says nothing.
    #[error("the flow register is empty: name at least the provider that gets the referral")]
    NoFlows,
    /// A flow shares no category.
    #[error("the flow to “{0}” names no data category: say what is shared, or remove it")]
    EmptyFlow(String),
    /// The end date is missing its point.
    #[error("the scheme ends on {0}, which is not after the day it is published: give it a later end date")]
    AlreadyOver(Date),
    /// A period that cannot be kept.
    #[error("{0}")]
    Period(&'static str),
}

impl Promise {
    /// Are these terms fit to publish on `today`?
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, today: Date) -> Result<(), Unfit> {
        if let Some(flow) = self.flows.iter().find(|f| f.recipient_kind == OrgKind::Benefits) {
            return Err(Unfit::BenefitsRecipient(flow.recipient_name.clone()));
        }
        if self.flows.is_empty() {
            return Err(Unfit::NoFlows);
        }
        if let Some(flow) = self.flows.iter().find(|f| f.categories.is_empty()) {
            return Err(Unfit::EmptyFlow(flow.recipient_name.clone()));
        }
        if self.ends_on <= today {
            return Err(Unfit::AlreadyOver(self.ends_on));
        }
        if !(1..=366).contains(&self.say_so_days) {
            return Err(Unfit::Period(
                "say_so_days must be between 1 and 366: people are asked again at least once a year",
            ));
        }
        if !(1..=168).contains(&self.hold_hours) {
            return Err(Unfit::Period(
                "hold_hours must be between 1 and 168: people need time to undo",
            ));
        }
        if self.erased_after_months.is_some_and(|m| !(6..=120).contains(&m)) {
            return Err(Unfit::Period(
                "erased_after_months must be between 6 and 120: people are told 60 days before, and nothing is kept for ever",
            ));
        }
        Ok(())
    }

    /// What this recipient may get for this purpose, by the register.
    #[must_use]
    pub fn flow(&self, recipient: OrgId, purpose: Purpose) -> Option<&Flow> {
        self.flows
            .iter()
            .find(|f| f.recipient == recipient && f.purpose == purpose)
    }

    /// SHA-256 over the words, as kept with each say-so and published.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        let mut text = Sha256::new();
        let mut part = |s: &str| {
            text.update((s.len() as u64).to_be_bytes());
            text.update(s);
        };
        part("sayso-terms-v1");
        for s in [&self.scheme_name, &self.what, &self.paid_by, &self.advice] {
            part(s);
        }
        part(&format!(
            "{} {} {}",
            self.ends_on, self.say_so_days, self.hold_hours
        ));
        // Terms from before there were witnesses keep the hash that they had.
        if self.witnesses > 0 {
            part(&format!("witnesses {}", self.witnesses));
        }
        // The same of terms from before anything was erased by itself.
        if let Some(months) = self.erased_after_months {
            part(&format!("erased after {months} months"));
        }
        if let Some(p) = &self.no_effect_on_benefits {
            part(&p.organisation);
            part(&p.signed_by);
            part(&p.signed_on.to_string());
        }
        for f in &self.flows {
            let head = format!(
                "{} {} {} {}",
                f.recipient, f.recipient_kind, f.purpose, f.categories
            );
            for s in [&head, &f.recipient_name, &f.basis, &f.kept] {
                part(s);
            }
        }
        text.finalize().into()
    }
}
