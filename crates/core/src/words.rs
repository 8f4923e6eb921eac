//! Promises in plain words, generated from the flow register and nothing else. A sentence appears here only because
//! the register bears it out: with a benefits recipient the first promise cannot be written at all.

use crate::category::{Categories, Category};
use crate::org::{Interests, OrgKind};
use crate::terms::{Flow, Promise};

/// What a message says that gives nothing away (`ux.md` §4.4).
pub const NEW_MESSAGE: &str = "You have a new message. Sign in the usual way when it suits you.";

/// What everybody reads beside a yes that the person did not say themself.
pub const BY_A_POWER: &str = "This yes was said for them under a recorded legal power.";

/// What somebody is told who did not type their leaving themself: on their page, and in a letter.
pub const LEFT_FOR_YOU: [&str; 3] = [
    "Somebody else typed that you have left.",
    "If that is right, there is nothing to do. Your care stays the same.",
    "If you did not leave, you can take it back on your page within 30 days, or tell your practice.",
];

/// What the page says about the benefits system (`ux.md` §4.1). First the promise or the warning, then what the law
/// can do, then what is always true.
#[must_use]
pub fn about_benefits(promise: &Promise) -> Vec<String> {
    let to_benefits: Vec<&Flow> = promise
        .flows
        .iter()
        .filter(|f| f.recipient_kind == OrgKind::Benefits)
        .collect();
    let mut said = Vec::new();
    if to_benefits.is_empty() {
        said.push("We do not send your information to the DWP or Jobcentre.".into());
        said.push(
            "The law can sometimes force organisations to give information. If that happened we would tell you \
             unless the law stopped us."
                .into(),
        );
    } else {
        for flow in to_benefits {
            said.push(format!(
                "This service sends {} to {}. You can get advice from {} before you answer.",
                list(flow.categories),
                flow.recipient_name,
                promise.advice
            ));
        }
    }
    if let Some(p) = &promise.no_effect_on_benefits {
        said.push(format!(
            "{} has promised that saying yes, no or stopping will not change your benefits. Signed {}, {}.",
            p.organisation,
            p.signed_by,
            day(p.signed_on)
        ));
    }
    said.push("Starting work or changing your hours can change your benefits.".into());
    said.push(
        "Telling the DWP about work is up to you, and may be required. Sayso never does it for you.".into(),
    );
    said.push(format!("Free, independent advice: {}.", promise.advice));
    said
}

/// One sentence for each flow: who gets what, what for, how long. Last, when all of it is erased by itself.
#[must_use]
pub fn flows(promise: &Promise) -> Vec<String> {
    let erased = promise.erased_after_months.map(|months| {
        format!(
            "Everything here about you is erased {months} months after support ended. We tell you before, and you can keep it."
        )
    });
    let flows = promise.flows.iter();
    flows
        .map(|f| {
            format!(
                "{} gets {}, {}. Kept {}.",
                f.recipient_name,
                list(f.categories),
                f.purpose.in_words(),
                f.kept
            )
        })
        .chain(erased)
        .collect()
}

/// What no flow of the register sends to anybody.
#[must_use]
pub fn never_sent(promise: &Promise) -> Vec<&'static str> {
    let sent = promise
        .flows
        .iter()
        .fold(Categories::NONE, |all, f| all.union(f.categories));
    let mut never = vec!["your medical record", "your National Insurance number"];
    for c in crate::category::Category::ALL {
        if !sent.has(*c) {
            never.push(c.in_words());
        }
    }
    never
}

/// Who owns and pays an organisation, and its contracts with the benefits system, one sentence each.
#[must_use]
pub fn interests(name: &str, i: &Interests) -> Vec<String> {
    let mut said = vec![if i.owners.is_empty() {
        format!("{name} has not said who owns it.")
    } else {
        format!("{name} is owned by {}.", and(&i.owners))
    }];
    said.push(if i.benefits_contracts.is_empty() {
        format!("{name} has declared no contract with the benefits system.")
    } else {
        format!(
            "{name} also works for the benefits system: {}.",
            and(&i.benefits_contracts)
        )
    });
    if let Some(payer) = &i.paid_by {
        said.push(format!("{payer} pays {name} for this service."));
    }
    said.push(match &i.payment_by_result {
        Some(rule) => format!("Part of the pay depends on results: {rule}."),
        None => "No pay depends on what you do or decide.".into(),
    });
    said
}

/// What happens when a person says no: the same three lines wherever a yes is possible.
pub const IF_I_SAY_NO: [&str; 3] = [
    "Your care stays the same.",
    "Nothing is written about you, and nobody is told.",
    "You can ask about it again whenever you like.",
];

/// The line a clinician reads aloud (`ux.md` §4.2).
pub const ALOUD: &str = "There is a free service that can help with work, if you would like it. It is your choice, \
    and your care stays the same either way.";

/// Does this service help with work? One to which nobody tells of jobs does not.
#[must_use]
pub fn is_about_work(promise: &Promise) -> bool {
    promise.flows.iter().any(|f| f.categories.has(Category::Jobs))
}

/// The same line for any service: one that does not help with work is called by its name.
#[must_use]
pub fn aloud(promise: &Promise) -> String {
    if is_about_work(promise) {
        return ALOUD.into();
    }
    format!(
        "There is a free service called {}, if you would like it. It is your choice, and your care stays the same \
         either way.",
        promise.scheme_name
    )
}

/// What a person reads before agreeing to words for the GP record (model, "Record proposal").
pub const BEFORE_RECORD: &str = "Words in your GP record can be read by people who look after you. They may also be \
    included in a report that a GP sends to the DWP. Sayso cannot prevent that.";

/// `your name, how to reach you and your meetings`
#[must_use]
pub fn list(categories: Categories) -> String {
    and(&categories
        .iter()
        .map(|c| c.in_words().to_owned())
        .collect::<Vec<_>>())
}

/// `a, b and c`
#[must_use]
pub fn and(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `18 May 2026`
#[must_use]
pub fn day(date: jiff::civil::Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Category;
    use crate::id::OrgId;
    use crate::sayso::Purpose;
    use crate::terms::Unfit;
    use jiff::civil::date;

    fn promise(kind: OrgKind, name: &str) -> Promise {
        Promise {
            scheme_name: "Working Better".into(),
            what: "Help with work.".into(),
            paid_by: "The council.".into(),
            ends_on: date(2027, 9, 30),
            say_so_days: 183,
            erased_after_months: None,
            hold_hours: 24,
            witnesses: 0,
            no_effect_on_benefits: None,
            advice: "Citizens Advice, 0800 144 8848".into(),
            flows: vec![Flow {
                recipient: OrgId::NIL,
                recipient_name: name.into(),
                recipient_kind: kind,
                purpose: Purpose::Refer,
                categories: Categories::of(&[Category::Identity, Category::Contact]),
                basis: "public task".into(),
                kept: "for two years".into(),
            }],
        }
    }

    #[test]
    fn without_a_benefits_recipient_the_promise_is_made() {
        let said = about_benefits(&promise(OrgKind::Provider, "Northway")).join(" ");
        assert!(said.contains("We do not send your information to the DWP or Jobcentre."));
        assert!(said.contains("Telling the DWP about work is up to you"));
    }

    #[test]
    fn with_a_benefits_recipient_the_promise_cannot_be_made_and_the_terms_cannot_be_published() {
        let bad = promise(OrgKind::Benefits, "the DWP");
        let said = about_benefits(&bad).join(" ");
        assert!(said.contains("This service sends your name and how to reach you to the DWP."));
        assert!(!said.contains("We do not send"));
        assert_eq!(
            bad.check(date(2026, 11, 22)),
            Err(Unfit::BenefitsRecipient("the DWP".into()))
        );
    }

    #[test]
    fn an_unsigned_promise_leaves_no_sentence_behind() {
        let mut p = promise(OrgKind::Provider, "Northway");
        assert!(!about_benefits(&p).join(" ").contains("has promised"));
        p.no_effect_on_benefits = Some(crate::terms::NoEffectOnBenefits {
            organisation: "Islington Council".into(),
            signed_by: "A. Leader".into(),
            signed_on: date(2026, 5, 1),
        });
        assert!(
            about_benefits(&p)
                .join(" ")
                .contains("Signed A. Leader, 1 May 2026.")
        );
    }

    #[test]
    fn a_changed_word_changes_the_hash() {
        let p = promise(OrgKind::Provider, "Northway");
        let mut q = p.clone();
        q.flows[0].kept.push('s');
        assert_ne!(p.hash(), q.hash());
    }
}
