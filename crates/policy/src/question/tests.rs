//! A question as a text: the same answer, no id in it, and nothing else can be read as one.

use sayso_core::category::{Categories, Category};
use sayso_core::facts::{About, Place};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Actor, Role};

use crate::tests::{alex, coach, id, kim, seat};
use crate::{Action, On, Policy, Question, act, decide_under};

const NONE: Categories = Categories::NONE;

#[test]
fn a_question_without_names_is_decided_as_the_question_with_them() {
    let policy = Policy::new().unwrap();
    let place = Place::of(id(1), OrgKind::Practice);
    let (left, paused, unsent) = (
        About {
            live: false,
            shared: NONE,
            just_left: true,
            to_benefits: false,
            ..alex()
        },
        About {
            paused: true,
            ..alex()
        },
        About {
            provider: None,
            coach: None,
            live: false,
            shared: NONE,
            ..alex()
        },
    );
    let mut asked = [0, 0];
    for role in Role::ALL {
        for (kind, org) in [
            (OrgKind::Practice, 1),
            (OrgKind::Provider, 2),
            (OrgKind::Provider, 3),
            (OrgKind::Council, 4),
            (OrgKind::Benefits, 5),
        ] {
            for actor in [
                seat(*role, kind, org),
                Actor::Person(id(9)),
                Actor::Person(id(8)),
                Actor::Visitor,
                Actor::Sayso,
            ] {
                for action in Action::ALL {
                    for about in [alex(), left, paused, unsent] {
                        let on = if action.is_about_a_person() {
                            On::About(&about)
                        } else {
                            On::Place(&place)
                        };
                        let shown = if action.is_about_a_person() {
                            Categories::of(&[Category::Identity])
                        } else {
                            NONE
                        };
                        let question = Question::of(*action, &actor, on, shown);
                        let text = question.to_string();
                        assert_eq!(text.parse::<Question>().as_ref(), Ok(&question), "{text}");
                        assert!(!text.contains("0190f3c2"), "no id is in it: {text}");
                        let allowed = policy.explain(&question).allowed;
                        assert_eq!(allowed, policy.would_allow(*action, &actor, on, shown), "{text}");
                        asked[usize::from(allowed)] += 1;
                    }
                }
            }
        }
    }
    assert!(asked[0] > 1000 && asked[1] > 100, "{asked:?}");
}

#[test]
fn who_oversees_it_is_kept_in_the_text_and_decides_it_again() {
    let policy = Policy::new().unwrap();
    let mut allowed = 0;
    for overseer in [None, Some(id(1)), Some(id(2)), Some(id(4))] {
        let (about, mut place) = (About { overseer, ..alex() }, Place::of(id(1), OrgKind::Practice));
        place.overseer = overseer;
        for role in [Role::Guardian, Role::Deputy, Role::Nominee, Role::Operator] {
            for org in [3, 4] {
                let actor = seat(role, OrgKind::UserLed, org);
                for action in Action::ALL {
                    let on = if action.is_about_a_person() {
                        On::About(&about)
                    } else {
                        On::Place(&place)
                    };
                    let question = Question::of(*action, &actor, on, NONE);
                    let text = question.to_string();
                    assert_eq!(text.parse::<Question>().as_ref(), Ok(&question), "{text}");
                    assert_eq!(text.contains("overseer"), overseer.is_some(), "{text}");
                    let said = policy.explain(&question).allowed;
                    assert_eq!(said, policy.would_allow(*action, &actor, on, NONE), "{text}");
                    let theirs = overseer == Some(id(org));
                    let told = question.who_in_words();
                    assert!(
                        role == Role::Operator || told.contains("of another scheme") != theirs,
                        "{told}"
                    );
                    allowed += usize::from(said && theirs && role != Role::Operator);
                }
            }
        }
    }
    assert!(allowed > 20, "{allowed}");
}

#[test]
fn a_supporters_question_is_kept_and_decided_without_names_too() {
    let policy = Policy::new().unwrap();
    let mut allowed = 0;
    for actor in [kim(9, true), kim(8, true), kim(9, false)] {
        for action in Action::ALL.iter().filter(|a| a.is_about_a_person()) {
            let on = On::About(&alex());
            let question = Question::of(*action, &actor, on, NONE);
            let text = question.to_string();
            assert_eq!(text.parse::<Question>().as_ref(), Ok(&question), "{text}");
            assert!(!text.contains("0190f3c2"), "no id is in it: {text}");
            let said = policy.explain(&question).allowed;
            assert_eq!(said, policy.would_allow(*action, &actor, on, NONE), "{text}");
            allowed += usize::from(said);
        }
    }
    assert_eq!(
        allowed, 3,
        "to read, to write and to stop, for their own person, while it counts"
    );
}

#[test]
fn an_answer_names_its_rules_and_a_bad_rule_is_seen() {
    let policy = Policy::new().unwrap();
    let name = Categories::of(&[Category::Identity]);
    let question = policy
        .authorise::<act::ReadShared>(&coach(), &alex(), name)
        .unwrap()
        .question();
    let answer = policy.explain(&question);
    assert!(answer.allowed);
    assert_eq!(
        answer.by.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(),
        ["coach_reads"]
    );
    let denied = policy
        .authorise::<act::WriteRecord>(&coach(), &alex(), NONE)
        .unwrap_err()
        .question();
    assert_eq!(policy.explain(&denied).by, []);
    let bad = r#"@id("bad") permit (principal, action == Sayso::Action::"write_record", resource);"#;
    let answer = decide_under(bad, &denied).unwrap();
    assert!(answer.allowed && answer.by[0].id == "bad");
}

#[test]
fn a_text_that_is_no_question_is_refused() {
    let policy = Policy::new().unwrap();
    let good = policy
        .authorise::<act::ReadShared>(&coach(), &alex(), NONE)
        .unwrap()
        .question()
        .to_string();
    assert!(good.parse::<Question>().is_ok());
    for (from, to) in [
        ("sayso-decision 1", "sayso-decision 2"),
        ("act read_shared", "act do_anything"),
        ("live yes", "live perhaps"),
        ("live yes\n", ""),
        ("live yes\n", "live yes\nlive no\n"),
        ("shared identity", "shared sanctions"),
        ("on person", "on place"),
        ("paused no", "paused no\nname Alex"),
    ] {
        assert!(good.contains(from), "{good}");
        assert!(
            good.replace(from, to).parse::<Question>().is_err(),
            "{from} → {to}"
        );
    }
}
