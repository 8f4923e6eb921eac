//! One document in ten shapes: the same promises in each, and nothing in a shape that does not belong there.

use jiff::Timestamp;
use jiff::civil::date;
use sayso_core::category::{Categories, Category};
use sayso_core::decision::MessageKind;
use sayso_core::event::EventKind;
use sayso_core::id::OrgId;
use sayso_core::org::{Interests, OrgKind};
use sayso_core::parcel::{Line, Parcel};
use sayso_core::reads::{Language, Reads};
use sayso_core::sayso::{Channel, Format, How, Purpose};
use sayso_core::terms::{Flow, NoEffectOnBenefits, Promise};
use sayso_core::words;
use sayso_words::{Document, LONGEST, Said, aloud, plain, plain_text, sentences};

fn promise(kind: OrgKind, signed: bool) -> Promise {
    let flow = |purpose, categories: &[Category]| Flow {
        recipient: OrgId::NIL,
        recipient_name: "Northway Work".into(),
        recipient_kind: kind,
        purpose,
        categories: Categories::of(categories),
        basis: "public task".into(),
        kept: "for two years".into(),
    };
    Promise {
        witnesses: 0,
        scheme_name: "Working Better".into(),
        what: "A coach helps you with work.".into(),
        paid_by: "The council pays.".into(),
        ends_on: date(2027, 9, 30),
        say_so_days: 183,
        erased_after_months: signed.then_some(24),
        hold_hours: 24,
        no_effect_on_benefits: signed.then(|| NoEffectOnBenefits {
            organisation: "Islington Council".into(),
            signed_by: "A. Leader".into(),
            signed_on: date(2026, 5, 1),
        }),
        advice: "Citizens Advice, 0800 144 8848".into(),
        flows: vec![
            flow(
                Purpose::Refer,
                &[Category::Identity, Category::Contact, Category::AccessNeeds],
            ),
            flow(Purpose::FeedbackToGp, &[Category::FeedbackToGp]),
        ],
    }
}

fn every_promise() -> Vec<Promise> {
    let kinds = [OrgKind::Provider, OrgKind::Benefits];
    kinds
        .into_iter()
        .flat_map(|k| [promise(k, false), promise(k, true)])
        .collect()
}

fn every_interests() -> Vec<Interests> {
    let some = |t: &str| Some(t.to_owned());
    vec![
        Interests::default(),
        Interests {
            owners: vec!["its members".into(), "a trust".into()],
            benefits_contracts: vec!["assessments in the north".into()],
            paid_by: some("The council"),
            payment_by_result: some("a bonus for each job kept"),
        },
    ]
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn documents() -> Vec<Document> {
    let providers: Vec<(String, Interests)> = every_interests()
        .into_iter()
        .map(|i| ("Northway Work".to_owned(), i))
        .collect();
    let parcel = Parcel {
        salt: [0; 32],
        lines: [
            (Category::Identity, "Name", "Alex Morgan"),
            (Category::Contact, "Phone", "020 7946 0111"),
            (Category::OwnWords, "Would like help with", "Plants"),
        ]
        .map(|(category, label, value)| Line {
            category,
            label: label.into(),
            value: value.into(),
        })
        .into(),
    };
    let how = How {
        channel: Channel::Phone,
        wording: Some(sayso_words::version().into()),
        ..How::online()
    };
    let (said, typed) = (at("2026-05-18T13:05:00Z"), at("2026-05-18T14:00:00Z"));
    let mut all: Vec<Document> = every_promise()
        .iter()
        .map(|p| sayso_words::explanation(p, &providers))
        .collect();
    all.push(sayso_words::parcel(&parcel, Some("Northway Work"), typed));
    all.push(sayso_words::parcel(&parcel, None, typed));
    for gone in [false, true] {
        all.push(sayso_words::said_yes(&Said {
            name: "Alex Morgan",
            recipient: "Northway Work",
            parcel: Some(&parcel),
            shares: vec![],
            how: &how,
            happened_at: said,
            recorded_at: typed,
            until: typed,
            goes_at: Some(typed),
            gone,
            reference: None,
            keep: Some(("river-lamp-seven", "K7M-4QX")),
        }));
    }
    for kind in [
        EventKind::Left,
        EventKind::PurposeStopped,
        EventKind::Undone,
        EventKind::AnswerRemembered,
    ] {
        for gone in [vec![], vec!["Northway Work".to_owned()]] {
            all.push(sayso_words::stopped(kind, "Alex Morgan", said, typed, &gone));
        }
    }
    all.push(sayso_words::slip(None));
    for kind in [MessageKind::LeftForYou, MessageKind::WordForgotten] {
        for shared in [false, true] {
            all.push(sayso_words::message(kind, words::NEW_MESSAGE, shared));
        }
    }
    all
}

#[test]
fn every_shape_in_every_language_says_the_same_texts_in_the_same_order() {
    for document in documents() {
        let keys = |reads| {
            let mut keys: Vec<String> = document.lines(reads).into_iter().map(|l| l.key).collect();
            keys.retain(|k| !k.ends_with("_item"));
            keys.dedup();
            keys
        };
        let standard = keys(Reads::default());
        assert!(standard.len() >= 3);
        for reads in Reads::all() {
            assert_eq!(keys(reads), standard, "{reads}");
        }
    }
}

#[test]
fn every_promise_is_made_in_every_shape_and_language_or_in_none() {
    for p in every_promise() {
        let benefits = p.flows[0].recipient_kind == OrgKind::Benefits;
        let document = sayso_words::explanation(&p, &[]);
        for reads in Reads::all() {
            let text = match reads.format {
                Format::PlainText => plain_text(&document, reads.language),
                Format::Audio => aloud(&document, reads.language),
                _ => document
                    .lines(reads)
                    .iter()
                    .map(|l| plain(&l.words) + "\n")
                    .collect(),
            };
            let not_sent = match reads.language {
                Language::English => "We do not send your information to the DWP or Jobcentre.",
                Language::Welsh => "Nid ydym yn anfon eich gwybodaeth at y DWP na’r Ganolfan Waith.",
            };
            assert_eq!(text.contains(not_sent), !benefits, "{reads}");
            assert_eq!(
                text.contains("Islington Council"),
                p.no_effect_on_benefits.is_some(),
                "{reads}"
            );
            assert!(
                text.contains("Citizens Advice") && text.contains("Sayso"),
                "{reads}"
            );
        }
    }
}

#[test]
fn the_english_words_are_those_that_staff_and_public_pages_say() {
    let say = |all: Vec<sayso_words::Say>| -> Vec<String> {
        all.iter().map(|s| s.words(Language::English)).collect()
    };
    for p in every_promise() {
        assert_eq!(say(sayso_words::about_benefits(&p)), words::about_benefits(&p));
        let flows = sayso_words::flows(&p)
            .into_iter()
            .map(|(whole, _)| whole)
            .collect();
        assert_eq!(say(flows), words::flows(&p));
        assert_eq!(say(sayso_words::never_sent(&p)), words::never_sent(&p));
    }
    for i in every_interests() {
        assert_eq!(
            say(sayso_words::interests("Northway", &i)),
            words::interests("Northway", &i)
        );
    }
    assert_eq!(say(sayso_words::if_no().into()), words::IF_I_SAY_NO);
    for purpose in Purpose::ALL {
        assert_eq!(
            sayso_words::purpose(*purpose).words(Language::English),
            purpose.in_words()
        );
    }
    let message = sayso_words::message(MessageKind::LeftForYou, sayso_core::words::NEW_MESSAGE, false);
    let lines = message.lines(Reads::default());
    let said: Vec<String> = lines[1..4].iter().map(|l| plain(&l.words)).collect();
    assert_eq!(said, words::LEFT_FOR_YOU);
    let hidden = sayso_words::message(MessageKind::LeftForYou, sayso_core::words::NEW_MESSAGE, true);
    assert_eq!(
        plain(&hidden.lines(Reads::default())[1].words),
        words::NEW_MESSAGE
    );
}

#[test]
fn easy_read_is_short_sentences_each_with_a_picture() {
    for document in documents() {
        for language in Language::ALL {
            let reads = Reads {
                language: *language,
                format: Format::EasyRead,
            };
            for line in document.lines(reads) {
                let words = plain(&line.words);
                for (sentence, count) in sentences(&words) {
                    assert!(count <= LONGEST, "{} ({count}): {sentence}", line.key);
                }
                assert!(
                    line.picture.is_some() || line.key.starts_with("common") || line.key.contains("label"),
                    "{} has no picture",
                    line.key
                );
            }
        }
    }
}

#[test]
fn plain_text_has_no_markup_and_a_script_spells_its_codes() {
    for document in documents() {
        for language in Language::ALL {
            for text in [plain_text(&document, *language), aloud(&document, *language)] {
                let odd = text
                    .chars()
                    .find(|c| "<>{}*#_|\\\u{e000}\u{e001}\u{2068}\u{2069}".contains(*c));
                assert_eq!(odd, None, "{text}");
            }
        }
    }
    let text: String = documents().iter().map(|d| aloud(d, Language::English)).collect();
    assert!(text.contains("river, lamp, seven") && text.contains("K, 7, M, 4, Q, X"));
    assert!(!text.contains("river-lamp-seven"));
}

#[test]
fn a_letter_to_a_shared_address_says_no_more_than_a_text() {
    for reads in Reads::all() {
        for (kind, key) in [
            (MessageKind::LeftForYou, "letter.left_for_you"),
            (MessageKind::WordForgotten, "letter.word_forgotten"),
        ] {
            let said = |shared| {
                let doc = sayso_words::message(kind, words::NEW_MESSAGE, shared);
                let keys: Vec<String> = doc.lines(reads).into_iter().map(|l| l.key).collect();
                keys.iter().any(|k| k.starts_with(key))
            };
            assert!(said(false) && !said(true), "{kind} {reads}");
        }
    }
}

#[test]
fn words_that_nobody_checked_say_so_in_every_shape() {
    let document = &documents()[0];
    assert!(plain_text(document, Language::Welsh).contains("Nid oes neb wedi eu gwirio eto"));
    assert!(!plain_text(document, Language::English).contains("checked"));
    assert_eq!(
        sayso_words::not_checked(Reads::parse("cy.easy_read").unwrap()).len(),
        2
    );
    assert!(sayso_words::not_checked(Reads::default()).is_empty());
}

#[test]
fn what_a_deployment_published_in_english_is_marked_as_english_in_a_welsh_text() {
    let document = sayso_words::explanation(&promise(OrgKind::Provider, false), &[]);
    let welsh = Reads::parse("cy.standard").unwrap();
    let english: Vec<String> = document
        .lines(welsh)
        .into_iter()
        .flat_map(|l| l.words)
        .filter(|p| p.english)
        .map(|p| p.words)
        .collect();
    assert!(english.contains(&"A coach helps you with work.".to_owned()));
    assert!(english.contains(&"for two years".to_owned()));
    assert!(
        document
            .lines(Reads::default())
            .iter()
            .all(|l| l.words.iter().all(|p| !p.english))
    );
}

#[test]
fn a_text_message_leaves_in_the_language_of_the_person_and_still_fits_into_one() {
    let sent = "Alex, you have a new message about your support. Sign in the usual way when it suits you. To stop texts reply STOP.";
    assert_eq!(sayso_words::outgoing(sent, Language::English), sent);
    let welsh = sayso_words::outgoing(sent, Language::Welsh);
    assert!(
        welsh.starts_with("Alex, mae gennych neges newydd am eich cymorth."),
        "{welsh}"
    );
    assert!(
        welsh.ends_with("atebwch STOP.") && welsh.chars().count() <= 160,
        "{welsh}"
    );
    assert_eq!(
        sayso_words::outgoing("Your code is 123456.", Language::Welsh),
        "Your code is 123456."
    );
}
