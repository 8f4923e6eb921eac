//! What changes, in words, and what it ends.

use jiff::civil::date;

use super::*;
use crate::org::OrgKind;
use crate::terms::NoEffectOnBenefits;

const BASE: [Category; 3] = [Category::Identity, Category::Contact, Category::Plan];

fn org(n: u8) -> OrgId {
    OrgId::new(jiff::Timestamp::UNIX_EPOCH, [n; 10])
}

fn flow(n: u8, name: &str, purpose: Purpose, categories: &[Category]) -> Flow {
    Flow {
        recipient: org(n),
        recipient_name: name.into(),
        recipient_kind: OrgKind::Provider,
        purpose,
        categories: Categories::of(categories),
        basis: "public task".into(),
        kept: "for two years".into(),
    }
}

fn promise() -> Promise {
    Promise {
        witnesses: 0,
        scheme_name: "Working Better".into(),
        what: "Help with work.".into(),
        paid_by: "The council pays.".into(),
        ends_on: date(2027, 9, 30),
        say_so_days: 183,
        erased_after_months: None,
        hold_hours: 24,
        no_effect_on_benefits: Some(NoEffectOnBenefits {
            organisation: "The council".into(),
            signed_by: "A. Leader".into(),
            signed_on: date(2026, 5, 1),
        }),
        advice: "Citizens Advice".into(),
        flows: vec![
            flow(1, "Northway", Purpose::Refer, &BASE),
            flow(1, "Northway", Purpose::Employers, &[Category::Work]),
            flow(2, "Eastgate", Purpose::Refer, &BASE),
        ],
    }
}

fn said(old: &Promise, new: &Promise) -> Vec<Sentence> {
    let version = |promise| Version {
        promise,
        interests: &[],
    };
    diff(version(old), version(new))
}

fn only(old: &Promise, new: &Promise) -> Sentence {
    let mut all = said(old, new);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn flow_of(recipient: u8, purpose: Purpose, category: Option<Category>) -> Ends {
    Ends {
        recipient: org(recipient),
        purpose,
        category,
    }
}

#[test]
fn the_same_terms_change_nothing_and_end_nothing() {
    assert!(said(&promise(), &promise()).is_empty() && ends(&promise(), &promise()).is_empty());
}

#[test]
fn a_new_recipient_is_said_and_no_older_yes_reaches_it() {
    let mut new = promise();
    new.flows.push(flow(3, "Southside", Purpose::Refer, &BASE));
    let behind = [(
        org(3),
        Interests {
            owners: vec!["a charity".into()],
            benefits_contracts: vec!["assessments".into()],
            ..Interests::default()
        },
    )];
    let old = promise();
    let all = diff(
        Version {
            promise: &old,
            interests: &[],
        },
        Version {
            promise: &new,
            interests: &behind,
        },
    );
    let text: Vec<&str> = all.iter().map(|s| s.text.as_str()).collect();
    assert!(text[0].starts_with("A new recipient: Southside gets your name, how to reach you"));
    assert!(text[0].ends_with("It needs a new yes from each person."));
    assert!(text.contains(&"Southside is owned by a charity."));
    assert!(text.contains(&"Southside also works for the benefits system: assessments."));
    assert!(
        ends(&old, &new).is_empty(),
        "nobody has said anything about it yet"
    );
}

#[test]
fn a_new_purpose_needs_its_own_yes_and_takes_nothing_from_the_others() {
    let mut new = promise();
    new.flows
        .push(flow(1, "Northway", Purpose::Evaluation, &[Category::Wellbeing]));
    assert!(
        only(&promise(), &new)
            .text
            .starts_with("A new purpose: Northway also gets how you feel, to learn")
    );
    assert!(ends(&promise(), &new).is_empty());
}

#[test]
fn a_new_category_ends_what_was_said_there_and_nowhere_else() {
    let mut new = promise();
    new.flows[0].categories = new.flows[0].categories.with(Category::Wellbeing);
    let sentence = only(&promise(), &new);
    assert_eq!(sentence.text, "Northway gets more, to support you: how you feel.");
    assert!(sentence.asks_afresh);
    assert_eq!(ends(&promise(), &new), [flow_of(1, Purpose::Refer, None)]);
}

#[test]
fn a_category_less_ends_only_what_covers_it() {
    let mut new = promise();
    new.flows[2].categories = Categories::of(&[Category::Identity, Category::Contact]);
    assert!(
        only(&promise(), &new)
            .text
            .contains("Eastgate no longer gets this")
    );
    let less = flow_of(2, Purpose::Refer, Some(Category::Plan));
    assert_eq!(ends(&promise(), &new), [less]);
}

#[test]
fn what_is_kept_longer_or_on_another_basis_is_asked_afresh() {
    for change in [
        (|f: &mut Flow| f.kept = "for ten years".into()) as fn(&mut Flow),
        |f| f.basis = "legitimate interests".into(),
    ] {
        let mut new = promise();
        change(&mut new.flows[1]);
        let sentence = only(&promise(), &new);
        assert!(
            sentence.asks_afresh && sentence.text.contains("Until now"),
            "{sentence:?}"
        );
        assert_eq!(ends(&promise(), &new), [flow_of(1, Purpose::Employers, None)]);
    }
}

#[test]
fn a_recipient_that_is_gone_gets_nothing_more() {
    let mut new = promise();
    new.flows.remove(2);
    assert_eq!(
        only(&promise(), &new).text,
        "Eastgate no longer gets anything to support you."
    );
    assert_eq!(ends(&promise(), &new), [flow_of(2, Purpose::Refer, None)]);
}

#[test]
fn another_payer_another_offer_or_a_promise_that_is_gone_concerns_everybody() {
    for change in [
        (|p: &mut Promise| p.paid_by = "A fund pays.".into()) as fn(&mut Promise),
        |p| p.what = "You have to come every week.".into(),
        |p| p.no_effect_on_benefits = None,
    ] {
        let mut new = promise();
        change(&mut new);
        assert!(only(&promise(), &new).asks_afresh);
        assert_eq!(ends(&promise(), &new).len(), promise().flows.len());
    }
}

#[test]
fn a_date_or_an_address_for_advice_ends_nothing() {
    for change in [
        (|p: &mut Promise| p.ends_on = date(2028, 9, 30)) as fn(&mut Promise),
        |p| p.say_so_days = 90,
        |p| p.hold_hours = 48,
        |p| p.erased_after_months = Some(24),
        |p| p.advice = "Another".into(),
        |p| p.scheme_name = "Working Best".into(),
    ] {
        let mut new = promise();
        change(&mut new);
        assert!(!only(&promise(), &new).asks_afresh);
        assert!(ends(&promise(), &new).is_empty());
    }
}

#[test]
fn another_owner_contract_or_payer_is_said_beside_the_register() {
    let was = Interests {
        owners: vec!["a charity".into()],
        ..Interests::default()
    };
    let now = Interests {
        owners: vec!["Holdings plc".into()],
        benefits_contracts: vec!["assessments".into()],
        paid_by: Some("A fund".into()),
        payment_by_result: Some("£300 for a job".into()),
    };
    let p = promise();
    let all = diff(
        Version {
            promise: &p,
            interests: &[(org(1), was)],
        },
        Version {
            promise: &p,
            interests: &[(org(1), now)],
        },
    );
    let text: Vec<&str> = all.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(
        text,
        [
            "Owners of Northway: Holdings plc. In the version before: a charity.",
            "Contracts with the benefits system of Northway: assessments. In the version before: none.",
            "Who pays Northway: A fund. In the version before: none.",
            "Pay that depends on results, of Northway: £300 for a job. In the version before: none.",
        ]
    );
}

#[test]
fn a_sentence_asks_afresh_exactly_where_something_ends() {
    let changes: [fn(&mut Promise); 8] = [
        |p| p.flows[0].categories = Categories::of(&BASE[..2]),
        |p| p.flows[0].categories = p.flows[0].categories.with(Category::Jobs),
        |p| p.flows[1].kept = "longer".into(),
        |p| drop(p.flows.remove(1)),
        |p| p.paid_by = "Somebody".into(),
        |p| p.ends_on = date(2028, 1, 1),
        |p| p.flows[0].recipient_name = "Northway CIC".into(),
        |p| p.no_effect_on_benefits = None,
    ];
    for change in changes {
        let mut new = promise();
        change(&mut new);
        let asks = said(&promise(), &new).iter().any(|s| s.asks_afresh);
        assert_eq!(
            asks,
            !ends(&promise(), &new).is_empty(),
            "{:?}",
            said(&promise(), &new)
        );
    }
}
