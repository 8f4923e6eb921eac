//! The published table of the say-so rule, read row by row and asked of the rule.

use jiff::{SignedDuration, Timestamp};
use sayso_core::category::Categories;
use sayso_core::id::{Id, OrgId, TermsId};
use sayso_core::parcel::ParcelHash;
use sayso_core::sayso::rule::{Ask, permit};
use sayso_core::sayso::{Ended, Ending, How, Ledger, Off, Purpose, SaySo};

fn day(n: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * n)
}
fn id<T>(n: u8) -> Id<T> {
    Id::new(day(0), [n; 10])
}
fn org(name: &str) -> OrgId {
    id(match name {
        "Northway" => 30,
        "Eastgate" => 31,
        other => panic!("the table names an unknown organisation: {other}"),
    })
}

fn ledger(text: &str) -> Ledger {
    let mut ledger = Ledger::default();
    for (n, fact) in text.split(", ").enumerate() {
        let n = u8::try_from(n).expect("the published table is well formed") + 1;
        let on = |fact: &str| {
            day(fact
                .rsplit(' ')
                .next()
                .and_then(|n| n.parse().ok())
                .expect("a day"))
        };
        let mut end = |ending, at| {
            let said = ledger.given.last().expect("an ending needs a yes before it").id;
            ledger.ended.push(Ended {
                id: id(n),
                said,
                ending,
                happened_at: at,
                recorded_at: at,
                how: Some(How::online()),
            });
        };
        match fact {
            "nothing" => {}
            f if f.starts_with("yes") => ledger.given.push(SaySo {
                id: id(n),
                person: id(2),
                terms: TermsId::NIL,
                recipient: org("Northway"),
                purpose: Purpose::Refer,
                categories: "identity contact"
                    .parse()
                    .expect("the published table is well formed"),
                parcel: Some(ParcelHash([9; 32])),
                from: if f == "yes" { day(1) } else { on(f) },
                until: day(100),
                happened_at: day(1),
                recorded_at: day(1),
                how: How::online(),
            }),
            "the terms are others now" => ledger.outdated.extend(ledger.given.last().map(|s| s.id)),
            "Northway switched off" => ledger.off.push(Off::Recipient {
                org: org("Northway"),
                purpose: None,
            }),
            "the practice switched off" => ledger.off.push(Off::Sending { purpose: None }),
            f if f.starts_with("stop on") => end(Ending::Stopped, on(f)),
            f if f.starts_with("superseded on") => end(Ending::Superseded, on(f)),
            f if f.starts_with("expired on") => end(Ending::Expired, on(f)),
            other => panic!("the table has a fact that no test knows: {other}"),
        }
    }
    ledger
}

#[test]
fn every_published_row_holds() {
    let page = include_str!("../../../docs/say-so.md");
    let mut rows = 0;
    for line in page
        .lines()
        .filter(|l| l.starts_with("| ") && l.as_bytes()[2].is_ascii_digit())
    {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [_, facts, asked, who, purpose, categories, parcel, answer] = cells[..] else {
            panic!("eight cells are expected: {line}")
        };
        let ask = Ask {
            person: id(2),
            recipient: org(who),
            purpose: Purpose::parse(purpose).expect("the published table is well formed"),
            categories: categories
                .parse::<Categories>()
                .expect("the published table is well formed"),
            parcel: match parcel {
                "–" => None,
                "same" => Some(ParcelHash([9; 32])),
                "changed" => Some(ParcelHash([8; 32])),
                other => panic!("unknown parcel: {other}"),
            },
        };
        let got = match permit(
            &ledger(facts),
            &ask,
            day(asked.parse().expect("the published table is well formed")),
        ) {
            Ok(_) => "allowed".to_owned(),
            Err(why) => why.to_string(),
        };
        assert_eq!(got, answer, "{line}");
        rows += 1;
    }
    assert!(rows >= 22, "only {rows} rows were read");
}
