//! For any history: no permit after a stop, stopping always succeeds, and nothing is allowed that nobody said.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use sayso_core::category::{Categories, Category};
use sayso_core::id::{Id, TermsId};
use sayso_core::parcel::ParcelHash;
use sayso_core::sayso::rule::{Ask, Stop, WhyNot, live_ones, permit, shared, stop};
use sayso_core::sayso::{How, Ledger, Off, Purpose, SaySo};

fn hour(n: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(n)
}
fn id<T>(n: u8) -> Id<T> {
    Id::new(hour(0), [n; 10])
}

prop_compose! {
    fn yes()(n in 0..=255_u8, recipient in 0..3_u8, purpose in 0..Purpose::ALL.len(), bits in 1..4096_u16,
             from in 0..100_i64, lasts in 1..200_i64) -> SaySo {
        SaySo {
            id: id(n),
            person: id(1),
            terms: TermsId::NIL,
            recipient: id(recipient),
            purpose: Purpose::ALL[purpose],
            categories: Category::ALL.iter().copied().filter(|c| bits & (1 << *c as u16) != 0).collect(),
            parcel: None,
            from: hour(from),
            until: hour(from + lasts),
            happened_at: hour(from),
            recorded_at: hour(from),
            how: How::online(),
        }
    }
}

#[derive(Debug, Clone)]
enum Act {
    Yes(Box<SaySo>),
    Leave(i64),
    StopOne(usize, i64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        4 => yes().prop_map(|y| Act::Yes(Box::new(y))),
        1 => (-50..400_i64).prop_map(Act::Leave),
        1 => ((0..Purpose::ALL.len()), -50..400_i64).prop_map(|(p, t)| Act::StopOne(p, t)),
    ];
    proptest::collection::vec(act, 0..20)
}

fn asks() -> impl Iterator<Item = Ask> {
    (0..3_u8).flat_map(|recipient| {
        Purpose::ALL.iter().flat_map(move |&purpose| {
            Category::ALL.iter().map(move |&c| Ask {
                person: id(1),
                recipient: id(recipient),
                purpose,
                categories: Categories::of(&[c]),
                parcel: None,
            })
        })
    })
}

fn run(acts: &[Act]) -> Ledger {
    let mut ledger = Ledger::default();
    for (n, act) in acts.iter().enumerate() {
        let ended = match act {
            Act::Yes(yes) => {
                // The store gives each fact its own id.
                ledger.given.push(SaySo {
                    id: id(u8::try_from(n).expect("fewer than 20 acts")),
                    ..SaySo::clone(yes)
                });
                continue;
            }
            Act::Leave(at) => stop(
                &ledger,
                Stop::Everything,
                hour(*at),
                hour(300),
                &How::online(),
                || id(200),
            ),
            Act::StopOne(p, at) => stop(
                &ledger,
                Stop::Purpose(Purpose::ALL[*p]),
                hour(*at),
                hour(300),
                &How::online(),
                || id(201),
            ),
        };
        ledger.ended.extend(ended);
    }
    ledger
}

proptest! {
    #[test]
    fn after_leaving_nothing_is_allowed_at_any_time(acts in acts(), said in -50..400_i64, later in 0..400_i64) {
        let mut ledger = run(&acts);
        let ended = stop(&ledger, Stop::Everything, hour(said), hour(300), &How::online(), || id(202));
        ledger.ended.extend(ended);
        prop_assert_eq!(live_ones(&ledger, hour(later)).count(), 0);
        for ask in asks() {
            prop_assert!(permit(&ledger, &ask, hour(later)).is_err());
        }
    }

    #[test]
    fn nothing_is_allowed_that_no_single_live_yes_covers(acts in acts(), now in 0..400_i64) {
        let ledger = run(&acts);
        for ask in asks() {
            let covered = live_ones(&ledger, hour(now)).any(|s| {
                s.recipient == ask.recipient && s.purpose == ask.purpose && s.categories.has_all(ask.categories)
            });
            prop_assert_eq!(permit(&ledger, &ask, hour(now)).is_ok(), covered);
        }
    }

    #[test]
    fn while_it_is_switched_off_there_is_no_permit_and_afterwards_all_is_as_it_was(
        acts in acts(), now in 0..400_i64, off in 0..3_u8, purpose in proptest::option::of(0..Purpose::ALL.len()),
    ) {
        let before = run(&acts);
        let purpose = purpose.map(|p| Purpose::ALL[p]);
        let mut ledger = before.clone();
        ledger.off.push(Off::Recipient { org: id(off), purpose });
        for ask in asks() {
            let hit = ask.recipient == id(off) && purpose.is_none_or(|p| p == ask.purpose);
            if hit {
                prop_assert_eq!(permit(&ledger, &ask, hour(now)), Err(WhyNot::SwitchedOff));
            } else {
                prop_assert_eq!(permit(&ledger, &ask, hour(now)), permit(&before, &ask, hour(now)));
            }
            // A practice that is switched off sends nothing at all, and reading goes on as before.
            let mut ledger = before.clone();
            ledger.off.push(Off::Sending { purpose: None });
            let sending = Ask { parcel: Some(ParcelHash([9; 32])), ..ask };
            prop_assert_eq!(permit(&ledger, &sending, hour(now)), Err(WhyNot::SwitchedOff));
            prop_assert_eq!(permit(&ledger, &ask, hour(now)), permit(&before, &ask, hour(now)));
        }
    }

    #[test]
    fn what_is_shared_is_what_live_yeses_name_but_for_those_to_be_counted(acts in acts(), now in 0..400_i64, recipient in 0..3_u8) {
        let ledger = run(&acts);
        let sum = live_ones(&ledger, hour(now))
            .filter(|s| s.recipient == id(recipient) && s.purpose != Purpose::Evaluation)
            .fold(Categories::NONE, |all, s| all.union(s.categories));
        prop_assert_eq!(shared(&ledger, id(recipient), hour(now)), sum);
    }

    #[test]
    fn a_stop_of_one_purpose_leaves_every_other_purpose_as_it_was(acts in acts(), p in 0..Purpose::ALL.len(),
                                                                 now in 0..400_i64) {
        let before = run(&acts);
        let stopped = Purpose::ALL[p];
        let mut after = before.clone();
        after.ended.extend(stop(&before, Stop::Purpose(stopped), hour(300), hour(300), &How::online(), || id(203)));
        for ask in asks() {
            let allowed = permit(&after, &ask, hour(now)).is_ok();
            if ask.purpose == stopped {
                prop_assert!(!allowed);
            } else {
                prop_assert_eq!(allowed, permit(&before, &ask, hour(now)).is_ok());
            }
        }
    }
}
