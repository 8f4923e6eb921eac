use super::*;
use crate::category::Category;
use crate::id::{Id, TermsId};
use jiff::ToSpan as _;

fn at(hour: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + hour.hours()
}
fn id<T>(n: u8) -> Id<T> {
    Id::new(at(0), [n; 10])
}
fn yes() -> SaySo {
    SaySo {
        id: id(1),
        person: id(2),
        terms: TermsId::NIL,
        recipient: id(3),
        purpose: Purpose::Refer,
        categories: Categories::of(&[Category::Identity, Category::Contact]),
        parcel: Some(ParcelHash([9; 32])),
        from: at(10),
        until: at(20),
        happened_at: at(10),
        recorded_at: at(10),
        how: How::online(),
    }
}
fn ask() -> Ask {
    Ask {
        person: id(2),
        recipient: id(3),
        purpose: Purpose::Refer,
        categories: Categories::of(&[Category::Identity]),
        parcel: None,
    }
}
fn said(given: Vec<SaySo>) -> Ledger {
    Ledger {
        given,
        ..Ledger::default()
    }
}

#[test]
fn silence_is_no() {
    assert_eq!(
        permit(&Ledger::default(), &ask(), at(11)),
        Err(WhyNot::NothingSaid)
    );
    assert_eq!(shared(&Ledger::default(), id(3), at(11)), Categories::NONE);
}

#[test]
fn yes_is_yes_to_what_was_asked_and_no_more() {
    let permit = permit(&said(vec![yes()]), &ask(), at(11)).unwrap();
    assert_eq!(permit.said(), id(1));
    assert_eq!(permit.categories(), ask().categories);
}

#[test]
fn a_change_of_mind_wins() {
    let mut ledger = said(vec![yes()]);
    ledger.ended = stop(&ledger, Stop::Everything, at(12), at(13), &How::online(), || {
        id(5)
    });
    assert_eq!(ledger.ended.len(), 1);
    assert_eq!(permit(&ledger, &ask(), at(13)), Err(WhyNot::Stopped));
    assert_eq!(
        stop(&ledger, Stop::Everything, at(14), at(14), &How::online(), || id(
            6
        )),
        vec![]
    );
}

#[test]
fn a_new_yes_after_a_stop_is_a_yes() {
    let mut ledger = said(vec![yes()]);
    ledger.ended = stop(&ledger, Stop::Everything, at(12), at(12), &How::online(), || {
        id(5)
    });
    ledger.given.push(SaySo {
        id: id(7),
        happened_at: at(13),
        ..yes()
    });
    assert_eq!(permit(&ledger, &ask(), at(14)).unwrap().said(), id(7));
}

#[test]
fn a_stop_with_a_mistyped_date_still_stops() {
    let ledger = said(vec![yes()]);
    for typed in [at(-1000), at(1000)] {
        let ended = stop(&ledger, Stop::Everything, typed, at(12), &How::online(), || id(5));
        assert!(ended[0].happened_at >= at(10) && ended[0].happened_at <= at(12));
        let after = Ledger {
            ended,
            ..ledger.clone()
        };
        assert_eq!(permit(&after, &ask(), at(12)), Err(WhyNot::Stopped));
    }
}

#[test]
fn a_yes_to_what_is_another_thing_now_allows_nothing_and_can_still_be_stopped() {
    let ledger = Ledger {
        outdated: vec![yes().id],
        ..said(vec![yes()])
    };
    assert_eq!(permit(&ledger, &ask(), at(11)), Err(WhyNot::Ended));
    assert_eq!(shared(&ledger, ask().recipient, at(11)), Categories::NONE);
    let stopped = stop(&ledger, Stop::Everything, at(11), at(11), &How::online(), || {
        id(5)
    });
    assert_eq!(stopped.len(), 1);
}

#[test]
fn yes_to_one_thing_is_not_yes_to_another() {
    let ledger = said(vec![yes()]);
    for (other, why) in [
        (
            Ask {
                purpose: Purpose::Employers,
                ..ask()
            },
            WhyNot::NothingSaid,
        ),
        (
            Ask {
                recipient: id(4),
                ..ask()
            },
            WhyNot::NothingSaid,
        ),
        (
            Ask {
                person: id(4),
                ..ask()
            },
            WhyNot::NothingSaid,
        ),
        (
            Ask {
                categories: Categories::of(&[Category::Identity, Category::CoachNotes]),
                ..ask()
            },
            WhyNot::NotThese,
        ),
        (
            Ask {
                parcel: Some(ParcelHash([8; 32])),
                ..ask()
            },
            WhyNot::OtherParcel,
        ),
    ] {
        assert_eq!(permit(&ledger, &other, at(11)), Err(why), "{other:?}");
    }
    assert!(
        permit(
            &ledger,
            &Ask {
                parcel: Some(ParcelHash([9; 32])),
                ..ask()
            },
            at(11)
        )
        .is_ok()
    );
}

#[test]
fn two_halves_do_not_make_a_yes() {
    let half = |n, c| SaySo {
        id: id(n),
        categories: Categories::of(&[c]),
        ..yes()
    };
    let ledger = said(vec![half(1, Category::Identity), half(8, Category::Plan)]);
    let both = Ask {
        categories: Categories::of(&[Category::Identity, Category::Plan]),
        ..ask()
    };
    assert_eq!(permit(&ledger, &both, at(11)), Err(WhyNot::NotThese));
}

#[test]
fn time_runs_out() {
    let ledger = said(vec![yes()]);
    assert_eq!(permit(&ledger, &ask(), at(9)), Err(WhyNot::NotYet));
    assert!(permit(&ledger, &ask(), at(10)).is_ok());
    assert_eq!(permit(&ledger, &ask(), at(20)), Err(WhyNot::Ended));
    assert_eq!(shared(&ledger, id(3), at(20)), Categories::NONE);
}

#[test]
fn stopping_one_thing_leaves_the_rest() {
    let mut ledger = said(vec![
        yes(),
        SaySo {
            id: id(8),
            purpose: Purpose::Employers,
            ..yes()
        },
    ]);
    let one = Stop::Purpose(Purpose::Employers);
    ledger.ended = stop(&ledger, one, at(12), at(12), &How::online(), || id(5));
    assert!(permit(&ledger, &ask(), at(13)).is_ok());
    let employers = Ask {
        purpose: Purpose::Employers,
        ..ask()
    };
    assert_eq!(permit(&ledger, &employers, at(13)), Err(WhyNot::Stopped));
}

#[test]
fn a_yes_to_be_counted_lets_nobody_read() {
    let counted = SaySo {
        id: id(8),
        purpose: Purpose::Evaluation,
        ..yes()
    };
    let ledger = said(vec![counted]);
    let evaluation = Ask {
        purpose: Purpose::Evaluation,
        ..ask()
    };
    assert!(permit(&ledger, &evaluation, at(12)).is_ok());
    assert_eq!(shared(&ledger, id(3), at(12)), Categories::NONE);
}
