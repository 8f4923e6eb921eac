//! The hypotheses of the proofs, each broken on purpose and each seen to deny; names that must agree; what a proof
//! carries.

use cedar_policy::{Authorizer, Decision, Entities, PolicySet, Request, Schema};
use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::id::Id;
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Member, Role};
use sayso_core::supporter::{ActingSupporter, Choice};

use crate::slice::{Case, Vocabulary};
use crate::{Action, Authorised, BadPolicy, DeniedBy, On, Policy, act, published};

pub(crate) fn id<T>(n: u8) -> Id<T> {
    format!("0190f3c2-0000-7000-8000-0000000000{n:02x}")
        .parse()
        .unwrap()
}
pub(crate) fn seat(role: Role, kind: OrgKind, org: u8) -> Actor {
    Actor::Member(Member {
        id: id(7),
        role,
        org: id(org),
        kind,
        active: true,
    })
}
/// A supporter who may do everything that one can choose.
pub(crate) fn kim(person: u8, live: bool) -> Actor {
    Actor::Supporter(ActingSupporter {
        id: id(6),
        person: id(person),
        scope: Choice::ALL.iter().copied().collect(),
        live,
    })
}
pub(crate) fn coach() -> Actor {
    seat(Role::Coach, OrgKind::Provider, 2)
}
pub(crate) fn alex() -> About {
    About {
        person: id(9),
        practice: id(1),
        provider: Some(id(2)),
        coach: Some(id(7)),
        overseer: None,
        live: true,
        shared: Categories::of(&[Category::Identity, Category::OwnWords]),
        paused: false,
        just_left: false,
        to_benefits: false,
        to_practice: Categories::of(&[Category::Identity]),
    }
}
const NONE: Categories = Categories::NONE;

/// The good policies and one more.
fn with(policy: &str) -> Policy {
    Policy::of(published::SCHEMA, &format!("{}\n{policy}", published::policies())).unwrap()
}
fn reason<A: crate::Act>(policy: &Policy, actor: &Actor, on: On<'_>) -> Option<DeniedBy> {
    policy
        .authorise::<A>(actor, on, NONE)
        .err()
        .map(|denied| denied.reason())
}
/// What Cedar says by itself, with no schema and no look at its errors.
fn bare_cedar(policies: &PolicySet, action: Action, case: Case) -> Decision {
    let entities = Entities::from_entities(case.entities, None).unwrap();
    let action = Vocabulary::new().unwrap().action(action).clone();
    let request = Request::new(case.principal, action, case.resource, case.context, None).unwrap();
    Authorizer::new()
        .is_authorized(&request, policies, &entities)
        .decision()
}

#[test]
fn the_proof_says_exactly_what_was_asked() {
    let policy = Policy::new().unwrap();
    let name = Categories::of(&[Category::Identity]);
    let may: Authorised<act::ReadShared> = policy.authorise(&coach(), &alex(), name).unwrap();
    assert_eq!(
        (may.actor(), may.about(), may.place()),
        (&coach(), Some(&alex()), None)
    );
    assert_eq!((may.action(), may.categories()), (Action::ReadShared, name));
}

#[test]
fn a_denial_says_what_was_tried_and_its_text_names_nobody() {
    let policy = Policy::new().unwrap();
    let denied = policy
        .authorise::<act::WriteRecord>(&coach(), &alex(), NONE)
        .unwrap_err();
    assert_eq!(
        (denied.actor(), denied.about(), denied.place()),
        (&coach(), Some(&alex()), None)
    );
    assert_eq!(
        (denied.action(), denied.reason()),
        (Action::WriteRecord, DeniedBy::Rule)
    );
    assert_eq!(denied.to_string(), "not allowed: write_record");
}

#[test]
fn more_than_is_shared_is_not_shown_and_nothing_is_trimmed_silently() {
    let policy = Policy::new().unwrap();
    let asked = alex().shared.with(Category::Wellbeing);
    assert!(
        policy
            .authorise::<act::ReadShared>(&coach(), &alex(), asked)
            .is_err()
    );
    assert!(
        policy
            .authorise::<act::ReadShared>(&coach(), &alex(), alex().shared)
            .is_ok()
    );
}

// Pitfall 1: Cedar is fail-open on errors in `forbid`.

/// Strictly valid, and fails whenever it is evaluated.
const FAILS: &str = "9223372036854775807 + (if resource.live then 1 else 2) > 0";

#[test]
fn a_prohibition_that_fails_denies_where_cedar_alone_would_allow() {
    let failing = format!("forbid (principal, action, resource is Sayso::About) when {{ {FAILS} }};");
    let policy = with(&failing);
    assert_eq!(
        reason::<act::ReadShared>(&policy, &coach(), On::About(&alex())),
        Some(DeniedBy::Error)
    );
    let case = policy_words().case(&coach(), On::About(&alex()), NONE).unwrap();
    let all = format!("{}\n{failing}", published::policies()).parse().unwrap();
    assert_eq!(bare_cedar(&all, Action::ReadShared, case), Decision::Allow);
}

#[test]
fn a_permission_that_fails_denies_even_beside_one_that_allows() {
    let policy = with(&format!(
        "permit (principal, action, resource is Sayso::About) when {{ {FAILS} }};"
    ));
    assert_eq!(
        reason::<act::ReadShared>(&policy, &coach(), On::About(&alex())),
        Some(DeniedBy::Error)
    );
}

const BY_ROLE: &str = r#"
    permit (principal, action == Sayso::Action::"read_shared", resource);
    forbid (principal, action == Sayso::Action::"read_shared", resource is Sayso::About) when { resource.paused };"#;

fn policy_words() -> Vocabulary {
    Vocabulary::new().unwrap()
}
fn case_without(lost: &str) -> Case {
    let paused = About {
        paused: true,
        ..alex()
    };
    let mut case = policy_words().case(&coach(), On::About(&paused), NONE).unwrap();
    let before = case.entities.len();
    case.entities.retain(|e| e.uid().type_name().basename() != lost);
    assert!(case.entities.len() < before, "there was a {lost}");
    case
}

#[test]
fn a_missing_resource_denies_where_cedar_alone_would_allow() {
    let policy = Policy::of(published::SCHEMA, BY_ROLE).unwrap();
    assert_eq!(
        bare_cedar(
            &BY_ROLE.parse().unwrap(),
            Action::ReadShared,
            case_without("About")
        ),
        Decision::Allow
    );
    assert_eq!(
        policy.judge(Action::ReadShared, case_without("About")),
        Err(DeniedBy::Error)
    );
}

#[test]
fn anything_missing_that_is_referred_to_denies() {
    let policy = Policy::of(published::SCHEMA, r"permit (principal, action, resource);").unwrap();
    let whole = policy_words().case(&coach(), On::About(&alex()), NONE).unwrap();
    assert_eq!(policy.judge(Action::ReadShared, whole), Ok(()));
    for lost in ["Member", "Org", "Seat", "Person", "About"] {
        assert_eq!(
            policy.judge(Action::ReadShared, case_without(lost)),
            Err(DeniedBy::Error),
            "{lost}"
        );
    }
}

#[test]
fn entities_outside_the_schema_deny() {
    let policy = Policy::new().unwrap();
    let mut case = policy_words().case(&coach(), On::About(&alex()), NONE).unwrap();
    let bare = cedar_policy::Entity::with_uid(case.resource.clone());
    case.entities.retain(|e| e.uid() != case.resource);
    case.entities.push(bare);
    assert_eq!(policy.judge(Action::Stop, case), Err(DeniedBy::Error));
}

#[test]
fn a_request_outside_the_schema_denies() {
    let policy = Policy::new().unwrap();
    let practice = Place::of(id(1), OrgKind::Practice);
    let doctor = seat(Role::Clinician, OrgKind::Practice, 1);
    assert_eq!(
        reason::<act::Stop>(&policy, &doctor, On::Place(&practice)),
        Some(DeniedBy::Error)
    );
    assert_eq!(
        reason::<act::Offer>(&policy, &doctor, On::About(&alex())),
        Some(DeniedBy::Error)
    );
    assert_eq!(reason::<act::Offer>(&policy, &doctor, On::Place(&practice)), None);
    let about_somebody = Categories::of(&[Category::Identity]);
    let denied = policy
        .authorise::<act::Offer>(&doctor, &practice, about_somebody)
        .unwrap_err();
    assert_eq!(
        denied.reason(),
        DeniedBy::Error,
        "a page about nobody shows nothing about anybody"
    );
}

#[test]
fn policies_that_do_not_fit_the_schema_do_not_load() {
    for bad in [
        "permit (principal, action, resource) when { principal.sanction };",
        r#"permit (principal, action == Sayso::Action::"override", resource);"#,
        "permit (principal",
        // Valid, but can never apply: a slip of the pen.
        "permit (principal is Sayso::Visitor, action, resource is Sayso::Person);",
    ] {
        assert!(
            matches!(Policy::of(published::SCHEMA, bad), Err(BadPolicy::Invalid(_))),
            "{bad}"
        );
    }
}

// Pitfall 3: the proof is about the text.

#[test]
fn the_texts_compiled_in_are_the_texts_that_were_proved() {
    assert!(
        published::is_proved(),
        "run UPDATE=1 cargo test --workspace --locked --test proofs"
    );
    assert_eq!(published::fingerprint().len(), 64);
}

#[test]
fn slicing_by_action_changes_no_answer() {
    let sliced = Policy::new().unwrap();
    let (all, words) = (published::policies().parse().unwrap(), policy_words());
    let place = Place::of(id(1), OrgKind::Practice);
    let actors = Role::ALL.iter().flat_map(|role| {
        [
            (OrgKind::Practice, 1),
            (OrgKind::Provider, 2),
            (OrgKind::Council, 3),
        ]
        .map(|(kind, org)| seat(*role, kind, org))
    });
    let others = [Actor::Person(id(9)), kim(9, true), Actor::Visitor, Actor::Sayso];
    for actor in actors.chain(others) {
        for action in Action::ALL {
            let on = if action.is_about_a_person() {
                On::About(&alex())
            } else {
                On::Place(&place)
            };
            let about: &[Categories] = &[
                NONE,
                Categories::of(&[Category::Identity]),
                Categories::of(Category::ALL),
            ];
            let shown = if action.is_about_a_person() {
                about
            } else {
                &[NONE]
            };
            for shown in shown {
                let whole = bare_cedar(&all, *action, words.case(&actor, on, *shown).unwrap());
                let part = sliced.would_allow(*action, &actor, on, *shown);
                assert_eq!(part, whole == Decision::Allow, "{actor:?} {action} {shown:?}");
            }
        }
    }
}

#[test]
fn the_schema_lists_what_the_core_lists_and_every_action() {
    let quoted = |names: Vec<&str>| format!("[\"{}\"]", names.join("\", \""));
    for (name, list) in [
        (
            "OrgKind",
            quoted(OrgKind::ALL.iter().map(|v| v.as_str()).collect()),
        ),
        ("Role", quoted(Role::ALL.iter().map(|v| v.as_str()).collect())),
        (
            "Category",
            quoted(Category::ALL.iter().map(|v| v.as_str()).collect()),
        ),
        ("Choice", quoted(Choice::ALL.iter().map(|v| v.as_str()).collect())),
    ] {
        assert!(
            published::SCHEMA.contains(&format!("entity {name} enum {list};")),
            "{name} {list}"
        );
    }
    let (schema, warnings) = Schema::from_cedarschema_str(published::SCHEMA).unwrap();
    assert_eq!(warnings.count(), 0);
    let mut in_schema: Vec<&str> = schema.actions().map(|a| a.id().as_ref()).collect();
    let mut in_code: Vec<&str> = Action::ALL.iter().map(|a| a.as_str()).collect();
    in_schema.sort_unstable();
    in_code.sort_unstable();
    assert_eq!(in_schema, in_code);
    for action in Action::ALL {
        assert_eq!(Action::parse(action.as_str()), Some(*action));
        assert_eq!(Action::ALL[*action as usize], *action);
        assert!(!action.in_words().is_empty());
    }
}

#[test]
fn every_policy_has_a_name_and_a_sentence_and_no_permission_names_the_benefits_system() {
    let set: PolicySet = published::policies().parse().unwrap();
    let mut names: Vec<_> = set.policies().map(|p| p.annotation("id").expect("@id")).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "names are unique");
    for policy in set.policies() {
        let name = policy.annotation("id").unwrap();
        assert!(
            policy.annotation("words").is_some_and(|w| w.ends_with('.')),
            "{name}"
        );
        let code = policy.to_cedar().unwrap();
        let rule = code.split("permit").nth(1);
        assert!(rule.is_none_or(|rule| !rule.contains("benefits")), "{name}");
    }
}

#[test]
fn one_policy_serves_every_thread() {
    fn shared<T: Send + Sync>() {}
    shared::<Policy>();
    shared::<Authorised<act::Stop>>();
}

#[test]
#[ignore = "prints a figure and asserts nothing: cargo test -p sayso-policy --release -- --ignored --nocapture"]
fn microseconds_for_one_decision() {
    let started = std::time::Instant::now();
    let policy = Policy::new().unwrap();
    println!("ready after {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    let all = alex().shared;
    for n in [2_000_u32, 20_000] {
        let started = std::time::Instant::now();
        let yes = (0..n)
            .filter(|_| {
                policy
                    .authorise::<act::ReadShared>(&coach(), &alex(), all)
                    .is_ok()
            })
            .count();
        assert_eq!(yes, n as usize);
        println!(
            "{n} decisions: {:.1} µs each",
            started.elapsed().as_secs_f64() * 1e6 / f64::from(n)
        );
    }
}

#[test]
fn a_certificate_with_any_line_changed_or_missing_is_none() {
    assert!(published::is_record_of_these(published::PROVED));
    let hashes = published::hashes();
    assert!(
        hashes.len() > published::POLICIES.len() + 10,
        "files and theorems"
    );
    for line in &hashes {
        let flipped = format!("{}{}", if line.starts_with('0') { '1' } else { '0' }, &line[1..]);
        for other in [flipped.as_str(), ""] {
            let record = published::PROVED.replace(line.as_str(), other);
            assert!(!published::is_record_of_these(&record), "{line}");
        }
    }
    let added = format!("{}{}  more.cedar\n", published::PROVED, "0".repeat(64));
    assert!(!published::is_record_of_these(&added));
    for start in ["with ", "by cedar-policy ", "by cedar-policy-symcc "] {
        let line = published::PROVED.lines().find(|l| l.starts_with(start));
        let line = line.expect("who proved it, and with what");
        for other in [String::new(), start.to_owned(), format!("{line}\n{line}")] {
            let record = published::PROVED.replace(line, &other);
            assert!(!published::is_record_of_these(&record), "{other}");
        }
    }
    let theorems = published::theorems();
    let theorems = theorems.iter().map(|(id, _)| *id);
    for id in theorems.chain([published::NEVER_ERRS]) {
        let line = format!("{id:4} proved.");
        assert!(published::PROVED.contains(&line), "{line}");
        for other in [
            format!("{id:4} BROKEN."),
            format!("{line}\n{id:4} UNKNOWN."),
            String::new(),
        ] {
            let record = published::PROVED.replace(&line, &other);
            assert!(!published::is_record_of_these(&record), "{other}");
        }
    }
}

#[test]
fn without_the_certificate_of_these_very_texts_there_are_no_policies_and_so_no_server() {
    assert!(Policy::certified_by(published::PROVED).is_ok());
    let one_word = published::PROVED.replace("proved.", "proved?");
    for record in ["", &published::PROVED[1..], &one_word] {
        assert!(matches!(Policy::certified_by(record), Err(BadPolicy::NotProved)));
    }
}

#[test]
fn nobody_in_a_benefits_organisation_may_do_anything() {
    let (policy, about) = (Policy::new().unwrap(), alex());
    let place = Place::of(id(2), OrgKind::Provider);
    for role in Role::ALL {
        for (n, org) in [1, 2, 5].into_iter().enumerate() {
            let actor = seat(*role, OrgKind::Benefits, org);
            assert_eq!(
                reason::<act::ReadShared>(&policy, &actor, On::About(&about)),
                Some(DeniedBy::Rule)
            );
            assert_eq!(
                reason::<act::Stop>(&policy, &actor, On::About(&about)),
                Some(DeniedBy::Rule)
            );
            assert_eq!(
                reason::<act::ReadAccessEvents>(&policy, &actor, On::About(&about)),
                Some(DeniedBy::Rule)
            );
            assert_eq!(
                reason::<act::AgreeTerms>(&policy, &actor, On::Place(&place)),
                Some(DeniedBy::Rule)
            );
            assert_eq!(
                reason::<act::SignIn>(&policy, &actor, On::Place(&place)),
                Some(DeniedBy::Rule),
                "{role} {n}"
            );
        }
    }
}
