//! Promises as sayings, generated from the flow register and nothing else. A sentence is here only because the register
//! bears it out: with a benefits recipient the first promise cannot be made in any language or shape.

use sayso_core::category::{Categories, Category};
use sayso_core::org::{Interests, OrgKind};
use sayso_core::sayso::Purpose;
use sayso_core::terms::{Flow, Promise};

use crate::say::{Arg, Say};
use crate::sayings::offer;

/// What is said about the benefits system: the promise or the warning, what the law can do, what is always true.
#[must_use]
pub fn about_benefits(promise: &Promise) -> Vec<Say> {
    let advice = || Arg::published(&promise.advice);
    let to_benefits: Vec<&Flow> = promise
        .flows
        .iter()
        .filter(|f| f.recipient_kind == OrgKind::Benefits)
        .collect();
    let mut said = vec![];
    if to_benefits.is_empty() {
        said.push(offer::nothing_to_benefits());
        said.push(offer::law_can_force());
    } else {
        for flow in to_benefits {
            let what = categories(flow.categories);
            said.push(offer::sends_to_benefits(
                what,
                flow.recipient_name.as_str(),
                advice(),
            ));
        }
    }
    if let Some(p) = &promise.no_effect_on_benefits {
        said.push(offer::no_effect(
            p.organisation.as_str(),
            p.signed_by.as_str(),
            p.signed_on,
        ));
    }
    said.push(offer::work_changes_benefits());
    said.push(offer::telling_dwp());
    said.push(offer::advice(advice()));
    said
}

/// One saying for each flow, with what it carries one by one for those who read one thing at a time. Last, when all of it
/// is erased by itself.
#[must_use]
pub fn flows(promise: &Promise) -> Vec<(Say, Vec<Say>)> {
    let all = promise.flows.iter().map(|f| {
        let kept = Arg::published(&f.kept);
        let whole = offer::flow(
            f.recipient_name.as_str(),
            categories(f.categories),
            purpose(f.purpose),
            kept,
        );
        (
            whole,
            f.categories
                .iter()
                .map(|c| offer::flow_item(category(c)))
                .collect(),
        )
    });
    let erased = promise.erased_after_months.map(|months| {
        let months = months.to_string();
        (offer::erased_after(months), vec![])
    });
    all.chain(erased).collect()
}

/// What no flow of the register sends to anybody.
#[must_use]
pub fn never_sent(promise: &Promise) -> Vec<Say> {
    let sent = promise
        .flows
        .iter()
        .fold(Categories::NONE, |all, f| all.union(f.categories));
    let mut never = vec![offer::medical_record(), offer::ni_number()];
    never.extend(
        Category::ALL
            .iter()
            .filter(|c| !sent.has(**c))
            .map(|c| category(*c)),
    );
    never
}

/// Who owns and pays an organisation, and its contracts with the benefits system.
#[must_use]
pub fn interests(name: &str, i: &Interests) -> Vec<Say> {
    let texts = |all: &[String]| Arg::List(all.iter().map(|t| Arg::published(t)).collect());
    let mut said = vec![if i.owners.is_empty() {
        offer::owner_not_said(name)
    } else {
        offer::owned(name, texts(&i.owners))
    }];
    said.push(if i.benefits_contracts.is_empty() {
        offer::no_contract(name)
    } else {
        offer::also_for_benefits(name, texts(&i.benefits_contracts))
    });
    if let Some(payer) = &i.paid_by {
        said.push(offer::pays(Arg::published(payer), name));
    }
    said.push(match &i.payment_by_result {
        Some(rule) => offer::depends(Arg::published(rule)),
        None => offer::depends_on_nothing(),
    });
    said
}

/// What happens when a person says no: the same three wherever a yes is possible.
#[must_use]
pub fn if_no() -> [Say; 3] {
    [offer::no_care(), offer::no_trace(), offer::no_again()]
}

/// A kind of information, as a person reads it.
#[must_use]
pub fn category(category: Category) -> Say {
    match category {
        Category::Identity => offer::category_identity(),
        Category::Contact => offer::category_contact(),
        Category::AccessNeeds => offer::category_access_needs(),
        Category::OwnWords => offer::category_own_words(),
        Category::Work => offer::category_work(),
        Category::HealthForWork => offer::category_health_for_work(),
        Category::Plan => offer::category_plan(),
        Category::Appointments => offer::category_appointments(),
        Category::CoachNotes => offer::category_coach_notes(),
        Category::Jobs => offer::category_jobs(),
        Category::Wellbeing => offer::category_wellbeing(),
        Category::FeedbackToGp => offer::category_feedback_to_gp(),
    }
}

pub(crate) fn categories(all: Categories) -> Vec<Say> {
    all.iter().map(category).collect()
}

/// What a say-so is for, as a person reads it.
#[must_use]
pub fn purpose(purpose: Purpose) -> Say {
    match purpose {
        Purpose::Refer => offer::purpose_refer(),
        Purpose::FeedbackToGp => offer::purpose_feedback_to_gp(),
        Purpose::Employers => offer::purpose_employers(),
        Purpose::InWork => offer::purpose_in_work(),
        Purpose::NeedsAtWork => offer::purpose_needs_at_work(),
        Purpose::PayEvidence => offer::purpose_pay_evidence(),
        Purpose::Evaluation => offer::purpose_evaluation(),
    }
}
