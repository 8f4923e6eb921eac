//! One proposes, two others sign, and nothing counts before its date.

use jiff::civil::date;
use jiff::{SignedDuration, ToSpan as _};

use super::*;
use crate::category::{Categories, Category};
use crate::id::{Id, MemberId, SchemeId, Still};
use crate::org::OrgKind;
use crate::sayso::Purpose;
use crate::terms::Flow;

fn id<T>(n: u8) -> Id<T> {
    Id::new(Timestamp::UNIX_EPOCH, [n; 10])
}

const PROVIDER: u8 = 1;
const BOARD: u8 = 2;
const VOICE: u8 = 3;
const FORUM: u8 = 4;
const COUNCIL: u8 = 5;

fn at() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn seat(n: u8, role: Role, org: u8, kind: OrgKind) -> Member {
    Member {
        id: id::<crate::id::MemberKind>(n) as MemberId,
        role,
        org: id(org),
        kind,
        active: true,
    }
}
fn commissioner() -> Member {
    seat(20, Role::Commissioner, BOARD, OrgKind::Commissioner)
}
fn guardian() -> Member {
    seat(21, Role::Guardian, VOICE, OrgKind::UserLed)
}
fn deputy() -> Member {
    seat(22, Role::Deputy, COUNCIL, OrgKind::Council)
}
fn nominee() -> Member {
    seat(23, Role::Nominee, FORUM, OrgKind::UserLed)
}
fn as_signing(member: Member) -> Signing {
    Signing {
        member,
        guardian_orgs: vec![id(VOICE)],
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
        no_effect_on_benefits: None,
        advice: "Citizens Advice".into(),
        flows: vec![Flow {
            recipient: id(PROVIDER),
            recipient_name: "Northway".into(),
            recipient_kind: OrgKind::Provider,
            purpose: Purpose::Refer,
            categories: Categories::of(&[Category::Identity, Category::Contact]),
            basis: "public task".into(),
            kept: "for two years".into(),
        }],
    }
}

fn before() -> Before {
    let first = Terms {
        id: id(50),
        scheme: id::<crate::id::SchemeKind>(40) as SchemeId,
        version: 1,
        promise: promise(),
        published_at: at() - 90.hours(),
        in_effect_at: at() - 90.hours(),
    };
    Before {
        versions: vec![(first, vec![])],
    }
}

fn wider() -> Proposed {
    let mut promise = promise();
    promise.flows[0].categories = promise.flows[0].categories.with(Category::Plan);
    Proposed {
        promise,
        interests: vec![],
        why: "So that the coach can see the plan".into(),
        notice_days: 28,
    }
}

fn draft() -> Draft {
    let source = Still(at());
    let made = propose(Moment::now(&source), &commissioner(), &before(), None, wider()).unwrap();
    let Some(Change::Terms(TermsChange::Proposed(draft))) = made.changes().first() else {
        panic!("no draft");
    };
    Draft::clone(draft)
}

fn signed_by(m: Member) -> Signature {
    Signature {
        by: m.id,
        org: m.org,
        at: at(),
    }
}

fn signs(draft: &Draft, who: Member, when: Timestamp) -> Result<Decision, NotNow> {
    let source = Still(when);
    sign(Moment::now(&source), draft, &before(), &as_signing(who), &[])
}

fn published(decision: &Decision) -> Option<&Terms> {
    decision.changes().iter().find_map(|c| match c {
        Change::TermsKept(terms) => Some(terms),
        _ => None,
    })
}

#[test]
fn a_draft_and_one_signature_publish_nothing() {
    let source = Still(at());
    let made = propose(Moment::now(&source), &commissioner(), &before(), None, wider()).unwrap();
    assert!(published(&made).is_none());
    for one in [guardian(), nominee()] {
        assert!(published(&signs(&draft(), one, at()).unwrap()).is_none());
    }
}

#[test]
fn two_signatures_publish_it_with_its_notice_and_with_what_it_ends() {
    for (first, second) in [(guardian(), nominee()), (nominee(), guardian())] {
        let mut draft = draft();
        match first.role {
            Role::Nominee => draft.nominee = Some(signed_by(first)),
            _ => draft.guardian = Some(signed_by(first)),
        }
        let decision = signs(&draft, second, at()).unwrap();
        let terms = published(&decision).expect("published");
        assert_eq!((terms.version, terms.published_at), (2, at()));
        assert!(terms.in_effect_at.duration_since(at()) >= SignedDuration::from_hours(24 * 28));
        let ends = decision.changes().iter().filter_map(|c| match c {
            Change::Terms(TermsChange::Ends { old, new, ends }) => Some((*old, *new, *ends)),
            _ => None,
        });
        let ends: Vec<_> = ends.collect();
        assert_eq!(ends.len(), 1);
        assert_eq!((ends[0].0, ends[0].1), (id(50), terms.id));
        assert_eq!(ends[0].2.purpose, Purpose::Refer);
    }
}

#[test]
fn whoever_proposed_it_is_never_one_of_the_two() {
    let mut own = draft();
    own.proposed_by = guardian().id;
    assert_eq!(signs(&own, guardian(), at()).unwrap_err(), NotNow::ProposedIt);
    // Nor is another seat at the proposer's organisation, or at one that receives something before or after.
    for org in [BOARD, PROVIDER] {
        let near = seat(30, Role::Nominee, org, OrgKind::UserLed);
        assert_eq!(signs(&draft(), near, at()).unwrap_err(), NotNow::StandsBack);
    }
    assert_eq!(
        signs(&draft(), commissioner(), at()).unwrap_err(),
        NotNow::NotYours
    );
}

#[test]
fn one_of_the_two_is_always_a_user_led_organisations_nominee() {
    let mut draft = draft();
    draft.guardian = Some(signed_by(guardian()));
    for another in [guardian(), deputy()] {
        assert_eq!(signs(&draft, another, at()).unwrap_err(), NotNow::Done);
    }
    let same = seat(31, Role::Nominee, VOICE, OrgKind::UserLed);
    assert_eq!(signs(&draft, same, at()).unwrap_err(), NotNow::SameOrganisation);
    assert!(crate::decide::register::sits_at(Role::Nominee, OrgKind::UserLed));
    let elsewhere = OrgKind::ALL.iter().filter(|k| **k != OrgKind::UserLed);
    for kind in elsewhere {
        assert!(!crate::decide::register::sits_at(Role::Nominee, *kind));
    }
}

#[test]
fn the_deputy_signs_when_the_guardian_stands_back_is_part_of_it_or_stays_silent() {
    let plain = draft();
    assert_eq!(signs(&plain, deputy(), at()).unwrap_err(), NotNow::GuardianFirst);
    // Monday to Wednesday: two working days.
    assert!(signs(&plain, deputy(), at() + 48.hours()).is_ok());
    let mut back = plain.clone();
    back.stood_back_at = Some(at());
    assert!(signs(&back, deputy(), at()).is_ok());
    assert_eq!(signs(&back, guardian(), at()).unwrap_err(), NotNow::StandsBack);
    let mut part = plain;
    part.promise.flows[0].recipient = id(VOICE);
    assert!(signs(&part, deputy(), at()).is_ok());
    assert_eq!(signs(&part, guardian(), at()).unwrap_err(), NotNow::StandsBack);
}

#[test]
fn no_setting_gives_less_than_fourteen_days() {
    let source = Still(at());
    for (days, fine) in [(0, false), (13, false), (14, true), (366, true), (367, false)] {
        let given = Proposed {
            notice_days: days,
            ..wider()
        };
        let made = propose(Moment::now(&source), &commissioner(), &before(), None, given);
        assert_eq!(made.is_ok(), fine, "{days}");
    }
}

#[test]
fn what_cannot_be_proposed_is_refused_with_its_reason() {
    let source = Still(at());
    let m = Moment::now(&source);
    let tried = |p: Proposed, open| propose(m, &commissioner(), &before(), open, p).unwrap_err();
    assert_eq!(tried(wider(), Some(id(60))), NotNow::OneDraft);
    let same = Proposed {
        promise: promise(),
        ..wider()
    };
    assert_eq!(tried(same, None), NotNow::NothingChanges);
    let mut dwp = wider();
    dwp.promise.flows[0].recipient_kind = OrgKind::Benefits;
    assert_eq!(tried(dwp, None), NotNow::NothingToBenefits);
    let mut over = wider();
    over.promise.ends_on = date(2020, 1, 1);
    assert_eq!(tried(over, None), NotNow::UnfitTerms);
    let silent = Proposed {
        why: "  ".into(),
        ..wider()
    };
    assert_eq!(tried(silent, None), NotNow::Empty);
}

#[test]
fn what_is_over_is_over() {
    let source = Still(at());
    let m = Moment::now(&source);
    let mut over = draft();
    over.ended = Some(draft::Ended::Withdrawn(at()));
    assert_eq!(signs(&over, guardian(), at()).unwrap_err(), NotNow::Done);
    assert_eq!(
        refuse(m, &over, &before(), &as_signing(nominee()), "no").unwrap_err(),
        NotNow::Done
    );
    assert_eq!(withdraw(m, &over, &commissioner()).unwrap_err(), NotNow::Done);
    assert_eq!(stand_back(m, &over, &guardian()).unwrap_err(), NotNow::Done);
    assert_eq!(
        refuse(m, &draft(), &before(), &as_signing(nominee()), " ").unwrap_err(),
        NotNow::Empty
    );
    assert_eq!(withdraw(m, &draft(), &guardian()).unwrap_err(), NotNow::NotYours);
}

#[test]
fn what_is_signed_is_what_was_proposed() {
    let source = Still(at());
    let other = [(id(PROVIDER), Interests::default())];
    let tried = sign(
        Moment::now(&source),
        &draft(),
        &before(),
        &as_signing(nominee()),
        &other,
    );
    assert_eq!(tried.unwrap_err(), NotNow::InterestsMoved);
}

#[test]
fn versions_take_effect_in_their_order() {
    let mut before = before();
    before.versions[0].0.in_effect_at = at() + (24 * 300).hours();
    let from = would_count_from(&draft(), &before, at());
    assert!(from > before.versions[0].0.in_effect_at);
}
