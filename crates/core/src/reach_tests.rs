use super::*;
use crate::words::NEW_MESSAGE;

fn alex() -> Details {
    Details {
        name: "Alex Morgan".into(),
        phone: Some("020 7946 0111".into()),
        email: Some("alex@example.org".into()),
        ..Details::default()
    }
}

fn contact(way: Way) -> SafeContact {
    SafeContact {
        way,
        when: String::new(),
        may_name_service: false,
        limits: Limits::default(),
    }
}

const ALL: Ways = Ways {
    text: true,
    replies: true,
    email: true,
};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-05-18T11:00:00Z")
}

fn sent(contact: &SafeContact, text: &str) -> Outgoing {
    match plan(MessageKind::ToPerson, text, &alex(), Some(contact), ALL, now()) {
        Plan::Now(out) => out,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_text_says_that_there_is_a_message_and_nothing_else() {
    let out = sent(&contact(Way::Text), NEW_MESSAGE);
    assert_eq!(out.address, "+442079460111");
    assert_eq!(
        out.body,
        "Alex, you have a new message. Sign in the usual way when it suits you. To stop texts reply STOP."
    );
}

#[test]
fn on_a_shared_phone_not_even_the_name_is_said() {
    let mut shared = contact(Way::Text);
    shared.limits.shared = true;
    shared.may_name_service = true;
    let out = sent(&shared, NEW_MESSAGE);
    assert!(
        out.body.starts_with("You have a new message. ") && !out.body.contains("Alex"),
        "{}",
        out.body
    );
    assert!(!out.body.contains("support"));
}

#[test]
fn a_message_says_what_it_is_about_only_where_the_person_said_so() {
    let mut open = contact(Way::Email);
    assert!(!sent(&open, NEW_MESSAGE).body.contains("support"));
    open.may_name_service = true;
    assert!(
        sent(&open, NEW_MESSAGE)
            .body
            .contains("a new message about your support.")
    );
}

#[test]
fn no_text_is_longer_than_one_text() {
    let mut long = alex();
    long.name = "A".repeat(300);
    let texts = ["You have a call tomorrow.".repeat(20), NEW_MESSAGE.to_owned()];
    for text in &texts {
        let planned = plan(
            MessageKind::ToPerson,
            text,
            &long,
            Some(&contact(Way::Text)),
            ALL,
            now(),
        );
        let Plan::Now(out) = planned else {
            panic!("{planned:?}")
        };
        assert!(out.body.chars().count() <= TEXT, "{}", out.body);
        assert!(out.body.ends_with("reply STOP."));
    }
}

#[test]
fn stop_is_offered_only_where_a_reply_arrives() {
    let mut named = contact(Way::Text);
    named.limits.sender = "Garden club".into();
    assert!(
        !sent(&named, NEW_MESSAGE).body.contains("STOP"),
        "a named sender takes no reply"
    );
    assert!(!sent(&contact(Way::Email), NEW_MESSAGE).body.contains("STOP"));
}

#[test]
fn nothing_leaves_without_a_safe_way_that_the_person_chose() {
    let by_hand = |contact: Option<&SafeContact>, details: &Details, ways| {
        plan(MessageKind::ToPerson, NEW_MESSAGE, details, contact, ways, now()) == Plan::ByHand
    };
    assert!(by_hand(None, &alex(), ALL));
    for way in [Way::Phone, Way::Post, Way::AskAtPractice] {
        assert!(by_hand(Some(&contact(way)), &alex(), ALL), "{way}");
    }
    assert!(by_hand(
        Some(&contact(Way::Text)),
        &alex(),
        Ways { text: false, ..ALL }
    ));
    assert!(by_hand(
        Some(&contact(Way::Email)),
        &alex(),
        Ways { email: false, ..ALL }
    ));
    assert!(by_hand(Some(&contact(Way::Text)), &Details::default(), ALL));
    let mut stopped = contact(Way::Text);
    stopped.limits.no_texts = true;
    assert!(by_hand(Some(&stopped), &alex(), ALL));
    let two = Details {
        email: Some("a@example.org,b@example.org".into()),
        ..alex()
    };
    assert!(by_hand(Some(&contact(Way::Email)), &two, ALL));
}

#[test]
fn quiet_hours_are_london_hours_summer_and_winter() {
    let hours = Hours {
        from: 9,
        until: 18,
        ..Hours::default()
    };
    for (asked, allowed) in [
        // Winter: 9am in London is 9am UTC.
        ("2026-01-12T08:59:00Z", "2026-01-12T09:00:00Z"),
        ("2026-01-12T17:59:59Z", "2026-01-12T17:59:59Z"),
        ("2026-01-12T18:00:00Z", "2026-01-13T09:00:00Z"),
        // Summer: 9am in London is 8am UTC.
        ("2026-07-13T07:59:00Z", "2026-07-13T08:00:00Z"),
        ("2026-07-13T17:00:00Z", "2026-07-14T08:00:00Z"),
        // Over the change in March and the one in October.
        ("2026-03-28T18:30:00Z", "2026-03-29T08:00:00Z"),
        ("2026-10-24T17:30:00Z", "2026-10-25T09:00:00Z"),
    ] {
        assert_eq!(hours.next(at(asked)), Some(at(allowed)), "{asked}");
    }
}

#[test]
fn an_hour_that_the_clocks_leave_out_comes_a_week_later() {
    // On 29 March 2026 there is no time from 1am to 2am in London.
    let mut hours = Hours {
        days: [false; 7],
        from: 1,
        until: 2,
    };
    hours.days[6] = true;
    assert_eq!(
        hours.next(at("2026-03-28T12:00:00Z")),
        Some(at("2026-04-05T00:00:00Z"))
    );
    // On 25 October the hour comes twice, and both count.
    assert_eq!(
        hours.next(at("2026-10-25T01:30:00Z")),
        Some(at("2026-10-25T01:30:00Z"))
    );
}

#[test]
fn weekdays_are_kept_and_an_empty_week_means_by_hand() {
    let mut hours = Hours {
        from: 0,
        until: 24,
        ..Hours::default()
    };
    hours.days[5] = false;
    hours.days[6] = false;
    assert_eq!(
        hours.next(at("2026-05-16T10:00:00Z")),
        Some(at("2026-05-17T23:00:00Z")),
        "Monday in London"
    );
    hours.days = [false; 7];
    assert_eq!(hours.next(at("2026-05-16T10:00:00Z")), None);
    let mut never = contact(Way::Text);
    never.limits.hours = hours;
    let planned = plan(
        MessageKind::ToPerson,
        NEW_MESSAGE,
        &alex(),
        Some(&never),
        ALL,
        now(),
    );
    assert_eq!(planned, Plan::ByHand);
}

#[test]
fn a_code_that_was_just_asked_for_does_not_wait_for_morning() {
    let night = at("2026-05-18T02:00:00Z");
    let text = contact(Way::Text);
    let code = plan(
        MessageKind::Code,
        "Your code is 123456.",
        &alex(),
        Some(&text),
        ALL,
        night,
    );
    assert!(
        matches!(code, Plan::Now(ref out) if out.body.starts_with("Your code is 123456.")),
        "{code:?}"
    );
    let other = plan(
        MessageKind::ToPerson,
        NEW_MESSAGE,
        &alex(),
        Some(&text),
        ALL,
        night,
    );
    assert_eq!(other, Plan::Later(at("2026-05-18T07:00:00Z")));
}

#[test]
fn numbers_are_dialled_in_one_way() {
    for (typed, dialled_as) in [
        ("020 7946 0111", Some("+442079460111")),
        ("+44 (0)20", None),
        ("+44 20 7946 0111", Some("+442079460111")),
        ("0033 1 23 45 67 89", Some("+33123456789")),
        ("ring the bell", None),
        ("7946 0111", None),
    ] {
        assert_eq!(dialled(typed).as_deref(), dialled_as, "{typed}");
    }
    assert!(is_sender("Garden club") && !is_sender("12345") && !is_sender("A sender too long"));
}
