use jiff::{Timestamp, ToSpan as _, civil::date};

use super::agree::{Agreement, agree, ran_out, send, send_now, undo};
use super::leave::{Standing, leave, pause, resume, safeguard, stop_one};
use super::{Moment, NotNow, proposal, provider, support};
use crate::category::{Categories, Category};
use crate::decision::{Change, Decision, MessageKind};
use crate::entry::{Author, Entry, EntryKind, EntryState, Proposal, ProposalState};
use crate::id::{Id, MemberId, MessageId, Source, TermsId};
use crate::org::OrgKind;
use crate::parcel::{Line, Parcel};
use crate::person::{Details, Person};
use crate::referral::{Referral, State};
use crate::sayso::rule::{Ask, Permit, permit};
use crate::sayso::{Channel, How, KeyedBy, Ledger, Purpose};
use crate::terms::{Flow, Promise, Terms};

struct Seeded(std::sync::atomic::AtomicU8);
impl Source for Seeded {
    fn now(&self) -> Timestamp {
        at(0)
    }
    fn fill(&self, buf: &mut [u8]) {
        let n = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        buf.fill(n);
    }
}
static SOURCE: Seeded = Seeded(std::sync::atomic::AtomicU8::new(1));

fn at(hour: i64) -> Timestamp {
    date(2026, 11, 22)
        .at(9, 0, 0, 0)
        .to_zoned(jiff::tz::TimeZone::UTC)
        .unwrap()
        .timestamp()
        + hour.hours()
}
fn moment(hour: i64) -> Moment<'static> {
    Moment {
        at: at(hour),
        source: &SOURCE,
    }
}
fn id<T>(n: u8) -> Id<T> {
    Id::new(at(-9000), [n; 10])
}
fn terms() -> Terms {
    Terms {
        id: TermsId::NIL,
        scheme: id(60),
        version: 1,
        published_at: at(-100),
        in_effect_at: at(-100),
        promise: Promise {
            scheme_name: "Working Better".into(),
            what: "Help with work.".into(),
            paid_by: "The council.".into(),
            ends_on: date(2027, 9, 30),
            say_so_days: 183,
            erased_after_months: None,
            hold_hours: 24,
            witnesses: 0,
            no_effect_on_benefits: None,
            advice: "Citizens Advice".into(),
            flows: vec![Flow {
                recipient: id(30),
                recipient_name: "Northway".into(),
                recipient_kind: OrgKind::Provider,
                purpose: Purpose::Refer,
                categories: Categories::of(&[
                    Category::Identity,
                    Category::Contact,
                    Category::OwnWords,
                    Category::CoachNotes,
                    Category::Plan,
                    Category::Appointments,
                ]),
                basis: "public task".into(),
                kept: "two years".into(),
            }],
        },
    }
}
fn parcel(extra: &[Category]) -> Parcel {
    let line = |category: Category| Line {
        category,
        label: category.to_string(),
        value: "x".into(),
    };
    let lines = [Category::Identity, Category::Contact]
        .iter()
        .chain(extra)
        .copied()
        .map(line)
        .collect();
    Parcel { salt: [3; 32], lines }
}
fn said_yes(how: How, referrals: &[Referral], extra: &[Category]) -> Result<Decision, NotNow> {
    let terms = terms();
    agree(
        moment(0),
        &Agreement {
            person: Person {
                id: id(2),
                practice: id(20),
                details: Details::default(),
            },
            terms: &terms,
            recipient: id(30),
            parcel: parcel(extra),
            how,
            happened_at: at(0),
            card: "river-lamp-seven".into(),
            card_was_handed_out: true,
            from_home: false,
            referrals,
            off: &[],
        },
    )
}
/// What the decision leaves in the ledger and in the referral, as the store would.
fn after(d: &Decision, mut ledger: Ledger) -> (Ledger, Option<Referral>) {
    let mut referral = None;
    for c in d.changes() {
        match c {
            Change::Given(s) => ledger.given.push(s.clone()),
            Change::Ended(e) => ledger.ended.push(e.clone()),
            Change::ReferralMade(r) => referral = Some(r.clone()),
            _ => {}
        }
    }
    (ledger, referral)
}
fn standing(ledger: Ledger, r: Referral) -> Standing {
    Standing {
        person: id(2),
        practice: id(20),
        ledger,
        referrals: vec![r],
        drafts: vec![],
        proposals: vec![],
        words_gone: vec![],
        others_go_on: false,
        service: None,
    }
}
fn may(ledger: &Ledger, hour: i64) -> Result<Permit, crate::sayso::rule::WhyNot> {
    let ask = Ask {
        person: id(2),
        recipient: id(30),
        purpose: Purpose::Refer,
        categories: Categories::of(&[Category::Identity, Category::Contact]),
        parcel: Some(parcel(&[]).hash()),
    };
    permit(ledger, &ask, at(hour))
}

#[test]
fn a_yes_makes_a_say_so_and_a_held_referral_that_rests_on_it() {
    let d = said_yes(How::online(), &[], &[]).unwrap();
    let (ledger, referral) = after(&d, Ledger::default());
    let r = referral.unwrap();
    assert_eq!(
        (r.state, r.said, r.held_until),
        (State::Held, ledger.given[0].id, at(24))
    );
    assert_eq!(
        d.messages().iter().map(|x| x.kind).collect::<Vec<_>>(),
        [MessageKind::Referral]
    );
    assert_eq!(d.messages()[0].due_at, at(24));
    // What support writes is covered, because the register has it and the page said so.
    assert!(ledger.given[0].categories.has(Category::CoachNotes));
    assert!(!ledger.given[0].categories.has(Category::OwnWords));
}

#[test]
fn a_yes_typed_by_staff_is_told_to_the_person_before_it_leaves() {
    let how = How {
        keyed_by: KeyedBy::Member(id(40)),
        channel: Channel::Phone,
        ..How::online()
    };
    let d = said_yes(how, &[], &[]).unwrap();
    let told = d
        .messages()
        .iter()
        .find(|x| x.kind == MessageKind::ToPerson)
        .unwrap();
    let sent = d
        .messages()
        .iter()
        .find(|x| x.kind == MessageKind::Referral)
        .unwrap();
    assert!(told.due_at < sent.due_at && told.to.is_none());
}

#[test]
fn nothing_beyond_the_register_can_be_agreed_to() {
    assert!(matches!(
        said_yes(How::online(), &[], &[Category::Wellbeing]),
        Err(NotNow::TooMuch(_))
    ));
    assert!(said_yes(How::online(), &[], &[Category::OwnWords]).is_ok());
}

#[test]
fn a_second_referral_to_the_same_scheme_waits_for_the_first_to_end() {
    let (_, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let mut r = r.unwrap();
    assert_eq!(
        said_yes(How::online(), std::slice::from_ref(&r), &[]),
        Err(NotNow::AlreadyOpen)
    );
    r.state = State::Left;
    assert!(said_yes(How::online(), &[r], &[]).is_ok());
}

#[test]
fn it_is_sent_only_with_a_permit_for_this_very_parcel() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let mut r = r.unwrap();
    let ok = may(&ledger, 24).unwrap();
    let sent = send(moment(24), &ok, &r, MessageId::NIL).unwrap();
    assert!(matches!(
        sent.changes()[0],
        Change::ReferralMoved { to: State::Sent, .. }
    ));
    r.parcel = parcel(&[Category::OwnWords]).hash();
    assert_eq!(
        send(moment(24), &ok, &r, MessageId::NIL),
        Err(NotNow::OtherPermit)
    );
}

#[test]
fn undo_takes_the_referral_and_its_yes_away() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = r.unwrap();
    let (ledger, _) = after(&undo(moment(1), &r, &ledger, &How::online()).unwrap(), ledger);
    assert!(may(&ledger, 1).is_err());
    let sent = Referral {
        state: State::Sent,
        ..r
    };
    assert!(undo(moment(1), &sent, &ledger, &How::online()).is_err());
    assert!(send_now(moment(1), &sent).is_err());
}

#[test]
fn leaving_works_from_every_state_and_tells_only_that_the_person_has_left() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = Referral {
        coach: Some(id(50)),
        ..r.unwrap()
    };
    for &state in State::ALL {
        let s = standing(ledger.clone(), Referral { state, ..r.clone() });
        let d = leave(moment(5), &s, &How::online(), at(5));
        let (after, _) = after(&d, ledger.clone());
        assert!(may(&after, 5).is_err(), "{state}");
        assert!(d.messages().iter().all(|m| m.text == "has left"));
        // Who was assigned stays known: that coach keeps the notice, and can still report a danger for 30 days.
        assert!(!d.changes().iter().any(|c| matches!(c, Change::Assigned(..))));
        let provider_told = d.messages().iter().any(|m| m.to == Some(id(30)));
        assert_eq!(provider_told, state.is_open() && state != State::Held, "{state}");
    }
}

#[test]
fn leaving_by_phone_counts_from_when_it_was_said_and_the_person_is_told() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let how = How {
        keyed_by: KeyedBy::Member(id(40)),
        channel: Channel::Phone,
        ..How::online()
    };
    let d = leave(moment(30), &standing(ledger, r.unwrap()), &how, at(26));
    assert_eq!((d.event().happened_at, d.event().recorded_at), (at(26), at(30)));
    assert!(d.messages().iter().any(|m| m.kind == MessageKind::LeftForYou));
}

#[test]
fn leaving_holds_what_is_unfinished_for_the_person() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = r.unwrap();
    let mut s = standing(
        ledger,
        Referral {
            state: State::Active,
            ..r.clone()
        },
    );
    s.drafts.push(Entry {
        id: id(70),
        person: r.person,
        referral: Some(r.id),
        kind: EntryKind::Note,
        state: EntryState::Draft,
        author: Author::Member(id(50)),
        text: "x".into(),
        at: None,
        written_at: at(1),
    });
    s.proposals.push(Proposal {
        id: id(71),
        person: r.person,
        practice: r.practice,
        referral: r.id,
        author: id(50),
        state: ProposalState::Accepted,
        text: "x".into(),
        code: None,
        drafted_at: at(1),
    });
    let d = leave(moment(5), &s, &How::online(), at(5));
    assert!(
        d.changes()
            .contains(&Change::EntryMoved(id(70), EntryState::HeldForPerson))
    );
    let held = |c: &Change| {
        matches!(
            c,
            Change::ProposalMoved {
                to: ProposalState::HeldForPerson,
                ..
            }
        )
    };
    assert!(d.changes().iter().any(held));
}

#[test]
fn stopping_one_thing_keeps_support_and_stopping_support_is_leaving() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let s = standing(
        ledger.clone(),
        Referral {
            state: State::Active,
            ..r.unwrap()
        },
    );
    let one = stop_one(moment(5), &s, Purpose::Employers, &How::online(), at(5));
    assert!(may(&after(&one, ledger.clone()).0, 5).is_ok());
    let all = stop_one(moment(5), &s, Purpose::Refer, &How::online(), at(5));
    assert!(may(&after(&all, ledger).0, 5).is_err());
}

#[test]
fn a_pause_goes_back_to_where_it_was() {
    let (_, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = Referral {
        state: State::Active,
        ..r.unwrap()
    };
    let d = pause(moment(1), &r, &How::online(), at(1)).unwrap();
    let Change::ReferralMoved { to, before_pause, .. } = &d.changes()[0] else {
        panic!()
    };
    let paused = Referral {
        state: *to,
        before_pause: *before_pause,
        ..r
    };
    let d = resume(moment(2), &paused, &How::online(), at(2)).unwrap();
    assert!(matches!(
        d.changes()[0],
        Change::ReferralMoved {
            to: State::Active,
            before_pause: None,
            ..
        }
    ));
}

#[test]
fn words_reach_the_record_by_two_keys_in_order_and_by_no_other_way() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = r.unwrap();
    let d = proposal::draft(
        moment(1),
        &may(&ledger, 1).unwrap(),
        &r,
        id(50),
        " Started a course. ",
    )
    .unwrap();
    let Change::ProposalKept(p) = d.changes()[0].clone() else {
        panic!()
    };
    assert_eq!(p.text, "Started a course.");
    for (state, person, clinician, file) in [
        (ProposalState::Drafted, true, false, false),
        (ProposalState::Agreed, false, true, false),
        (ProposalState::Accepted, false, false, true),
        (ProposalState::Filed, false, false, false),
        (ProposalState::Dropped, false, false, false),
        (ProposalState::NotTaken, false, false, false),
        (ProposalState::HeldForPerson, false, false, false),
    ] {
        let p = Proposal { state, ..p.clone() };
        assert_eq!(
            proposal::person_agrees(moment(1), &p, Channel::Online, None).is_ok(),
            person,
            "{state}"
        );
        assert_eq!(proposal::accept(moment(1), &p).is_ok(), clinician, "{state}");
        assert_eq!(proposal::amend(moment(1), &p, "y").is_ok(), clinician, "{state}");
        assert_eq!(proposal::filed(moment(1), &p).is_ok(), file, "{state}");
    }
}

#[test]
fn a_provider_decides_only_on_a_permit_for_this_referral() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = Referral {
        state: State::Sent,
        ..r.unwrap()
    };
    let ok = may(&ledger, 1).unwrap();
    assert!(provider::accept(moment(1), &ok, &r).is_ok());
    assert_eq!(provider::decline(moment(1), &ok, &r, " "), Err(NotNow::Empty));
    let other = Referral { person: id(3), ..r };
    assert_eq!(provider::accept(moment(1), &ok, &other), Err(NotNow::OtherPermit));
}

#[test]
fn a_coach_writes_only_what_the_yes_covers() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = r.unwrap();
    let ask = Ask {
        person: id(2),
        recipient: id(30),
        purpose: Purpose::Refer,
        categories: Categories::of(&[Category::CoachNotes]),
        parcel: None,
    };
    let ok = permit(&ledger, &ask, at(1)).unwrap();
    let note = |kind| support::Writing {
        kind,
        text: "met".into(),
        at: None,
        draft: false,
        finishes: None,
    };
    let coach: MemberId = id(50);
    assert!(support::write(moment(1), &ok, &r, coach, &note(EntryKind::Note)).is_ok());
    assert_eq!(
        support::write(moment(1), &ok, &r, coach, &note(EntryKind::Step)),
        Err(NotNow::OtherPermit)
    );
}

#[test]
fn when_time_runs_out_the_referral_closes_in_neutral_words() {
    let (ledger, r) = after(&said_yes(How::online(), &[], &[]).unwrap(), Ledger::default());
    let r = Referral {
        state: State::Active,
        ..r.unwrap()
    };
    let said = ledger.given[0].clone();
    let d = ran_out(moment(9000), &said, &standing(ledger, r));
    assert!(d.changes().iter().any(|c| matches!(
        c,
        Change::ReferralMoved {
            to: State::Closed,
            ..
        }
    )));
    assert!(d.messages().is_empty());
}

#[test]
fn a_danger_can_be_reported_after_leaving_and_reopens_nothing() {
    let d = safeguard(moment(1), id(2), id(9), id(20), "I am worried", false).unwrap();
    // Kept for its review alone: no referral, no say-so, no entry changes.
    assert!(d.changes().iter().all(|c| matches!(c, Change::Guarded(_))));
    assert_eq!(d.messages()[0].kind, MessageKind::Safeguarding);
    assert!(safeguard(moment(1), id(2), id(9), id(20), "", false).is_err());
}
