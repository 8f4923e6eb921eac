//! The documents that a person gets: the explanation, the letter that would be sent, receipts, messages. Owns: what each
//! says and in which order. Every shape and language says all of it.

use jiff::Timestamp;
use sayso_core::decision::MessageKind;
use sayso_core::event::EventKind;
use sayso_core::org::Interests;
use sayso_core::parcel::Parcel;
use sayso_core::reads::Language;
use sayso_core::sayso::{Channel, Format, How, Interpreted, Interpreter, KeyedBy};
use sayso_core::terms::Promise;

use crate::document::{Block, Document};
use crate::known::known_or_name;
use crate::promises;
use crate::say::{Arg, Say};
use crate::sayings::{letter, offer};

/// What a person reads before any answer, whole.
#[must_use]
pub fn explanation(promise: &Promise, providers: &[(String, Interests)]) -> Document {
    let mut doc = Document::default()
        .with(Block::Title(offer::title()))
        .with(Block::Para(offer::what(Arg::published(&promise.what))))
        .with(Block::Para(offer::paid(
            Arg::published(&promise.paid_by),
            promise.ends_on,
        )))
        .with(Block::Heading(offer::benefits_heading()))
        .paragraphs(promises::about_benefits(promise))
        .with(Block::Heading(offer::who_heading()));
    for (name, interests) in providers {
        doc = doc
            .with(Block::Para(offer::who_name(name.as_str())))
            .items(promises::interests(name, interests));
    }
    doc = doc.with(Block::Heading(offer::flows_heading()));
    for (whole, each) in promises::flows(promise) {
        doc = doc.with(Block::Para(whole));
        doc.blocks.extend(each.into_iter().map(Block::EasyItem));
    }
    let never = promises::never_sent(promise);
    doc = doc.with(Block::Para(offer::never(never.clone())));
    doc.blocks
        .extend(never.into_iter().map(|n| Block::EasyItem(offer::never_item(n))));
    doc.with(Block::Heading(offer::no_heading()))
        .paragraphs(promises::if_no())
        .with(Block::Heading(offer::way_out_heading()))
        .paragraphs([offer::way_out(), offer::way_out_ends()])
}

/// What is said about benefits, by itself.
#[must_use]
pub fn benefits(promise: &Promise) -> Document {
    Document::default()
        .with(Block::Title(offer::benefits_heading()))
        .paragraphs(promises::about_benefits(promise))
}

/// What a line of a parcel is called, in the reader's language. The line itself leaves as it stands.
#[must_use]
pub fn label(of: &str) -> Say {
    crate::sayings::common::same(label_of(of))
}

fn label_of(of: &str) -> Arg {
    match of {
        "Name" => letter::label_name().into(),
        "Phone" => letter::label_phone().into(),
        "Email" => letter::label_email().into(),
        "Interpreter" => letter::label_interpreter().into(),
        "Language" => letter::label_language().into(),
        "What helps to communicate" => letter::label_helps().into(),
        "How to write" => letter::label_reading().into(),
        "Would like help with" => letter::label_own_words().into(),
        other => Arg::published(other),
    }
}

/// The letter that would be sent, line by line.
#[must_use]
pub fn parcel(parcel: &Parcel, recipient: Option<&str>, until: Timestamp) -> Document {
    let mut doc = Document::default().with(Block::Title(letter::parcel_title()));
    doc = doc.with(Block::Para(match recipient {
        Some(name) => letter::parcel_to(name),
        None => letter::parcel_to_chosen(),
    }));
    doc.blocks.extend(lines_of(parcel));
    doc.with(Block::Para(letter::parcel_until(until)))
}

fn lines_of(parcel: &Parcel) -> Vec<Block> {
    let lines = parcel.lines.iter();
    lines
        .map(|l| Block::Fact(label(&l.label), l.value.as_str().into()))
        .collect()
}

/// What a receipt of a yes is about.
#[derive(Debug, Clone)]
pub struct Said<'a> {
    /// Who said it.
    pub name: &'a str,
    /// Whom it names.
    pub recipient: &'a str,
    /// Exactly what may leave.
    pub parcel: Option<&'a Parcel>,
    /// What may be shared besides.
    pub shares: Vec<Say>,
    /// How it was given.
    pub how: &'a How,
    /// When it was said.
    pub happened_at: Timestamp,
    /// When it was typed.
    pub recorded_at: Timestamp,
    /// Until when it lasts.
    pub until: Timestamp,
    /// When it leaves, or left.
    pub goes_at: Option<Timestamp>,
    /// It has left.
    pub gone: bool,
    /// The reference, for the slip that is printed beneath.
    pub reference: Option<&'a str>,
    /// Three words and a reference, where the person is given them now.
    pub keep: Option<(&'a str, &'a str)>,
}

/// The receipt of a yes.
#[must_use]
pub fn said_yes(said: &Said<'_>) -> Document {
    let mut doc = Document::default()
        .with(Block::Title(letter::said_yes_title()))
        .with(Block::Para(letter::said_yes(said.name, said.recipient)));
    doc = match said.goes_at {
        Some(at) if said.gone => doc.with(Block::Para(letter::went(said.recipient, at))),
        Some(at) => doc.paragraphs([letter::goes(said.recipient, at), letter::undo()]),
        None => doc,
    };
    doc = doc.with(Block::Heading(letter::shares_heading()));
    if let Some(parcel) = said.parcel {
        doc.blocks.extend(lines_of(parcel));
    }
    doc = doc
        .items(said.shares.iter().cloned())
        .with(Block::Para(letter::until(said.until)));
    doc = doc
        .with(Block::Heading(offer::way_out_heading()))
        .paragraphs([offer::way_out(), offer::way_out_ends()]);
    if let Some((card, reference)) = said.keep {
        doc = doc
            .with(Block::Heading(letter::keep_heading()))
            .with(Block::Code(letter::card(), card.to_owned()))
            .with(Block::Para(letter::card_yours()))
            .with(Block::Code(letter::reference(), reference.to_owned()));
    }
    doc = doc.with(Block::Heading(letter::heard_heading()));
    doc.blocks
        .extend(how(said.how, said.happened_at, said.recorded_at));
    doc.paragraphs([letter::care_same(), letter::nobody_may_require()])
        .and(slip(said.reference.or(said.keep.map(|(_, reference)| reference))))
}

/// Who interpreted a yes, in a sentence without a name.
#[must_use]
pub fn interpreted(by: &Interpreted) -> Say {
    let language = known_or_name(&by.language);
    match by.by {
        Interpreter::Professional => letter::interpreted_professional(language),
        Interpreter::Brought => letter::interpreted_brought(language),
        Interpreter::Colleague => letter::interpreted_colleague(language),
        Interpreter::Supporter => letter::interpreted_supporter(language),
    }
}

fn how(how: &How, happened_at: Timestamp, recorded_at: Timestamp) -> Vec<Block> {
    let channel = match how.channel {
        Channel::InPerson => letter::heard_in_person(),
        Channel::Phone => letter::heard_phone(),
        Channel::Online => letter::heard_online(),
        Channel::Paper => letter::heard_paper(),
    };
    let typed = match how.keyed_by {
        KeyedBy::Person => letter::typed_by_you(),
        KeyedBy::Member(_) => letter::typed_by_staff(),
        KeyedBy::Supporter(_) => letter::typed_by_supporter(),
        KeyedBy::Attorney(_) => letter::typed_by_attorney(),
    };
    let format = match how.format {
        Format::Standard => letter::shown_standard(),
        Format::LargePrint => letter::shown_large_print(),
        Format::EasyRead => letter::shown_easy_read(),
        Format::PlainText => letter::shown_plain_text(),
        Format::Audio => letter::shown_audio(),
    };
    let language = match Language::parse(&how.language) {
        Some(Language::English) => letter::language_en(),
        Some(Language::Welsh) => letter::language_cy(),
        None => letter::language_other(),
    };
    let mut facts = vec![
        Block::Fact(letter::when_said(), happened_at.into()),
        Block::Fact(letter::heard(), channel.into()),
        Block::Fact(letter::typed(), typed.into()),
    ];
    if let Some(by) = &how.interpreted {
        facts.push(Block::Fact(letter::interpreter(), interpreted(by).into()));
        if !by.who.is_empty() {
            let who = Arg::from(by.who.as_str());
            facts.push(Block::Fact(letter::interpreter_name(), who));
        }
    }
    if happened_at != recorded_at {
        facts.push(Block::Fact(letter::when_typed(), recorded_at.into()));
    }
    facts.push(Block::Fact(
        letter::words_shown(),
        Arg::List(vec![language.into(), format.into()]),
    ));
    if let Some(version) = &how.wording {
        facts.push(Block::Code(
            letter::words_version(),
            version.chars().take(12).collect(),
        ));
    }
    facts
}

/// The receipt of something that staff typed as the person said it: leaving, stopping one thing, an undone yes.
#[must_use]
pub fn stopped(
    kind: EventKind,
    name: &str,
    happened_at: Timestamp,
    recorded_at: Timestamp,
    gone: &[String],
) -> Document {
    let (title, said) = match kind {
        EventKind::Left => (letter::left_title(), letter::left(name)),
        EventKind::PurposeStopped => (letter::stopped_one_title(), letter::stopped_one(name)),
        EventKind::Undone => (letter::undone_title(), letter::undone(name)),
        _ => (letter::done_title(), letter::done(name)),
    };
    let mut doc = Document::default()
        .with(Block::Title(title))
        .with(Block::Para(said))
        .with(Block::Fact(letter::counts_from(), happened_at.into()));
    if happened_at != recorded_at {
        doc = doc.with(Block::Fact(letter::when_typed(), recorded_at.into()));
    }
    if kind == EventKind::Left {
        doc = if gone.is_empty() {
            doc.with(Block::Para(letter::nothing_had_gone()))
        } else {
            let names = Arg::List(gone.iter().map(|g| g.as_str().into()).collect());
            doc.paragraphs([letter::had_gone(names), letter::told_has_left()])
        };
    }
    doc.paragraphs([letter::care_same(), letter::nothing_to_do()])
        .paragraphs((kind == EventKind::Left).then(letter::come_back))
        .paragraphs([letter::nobody_may_require()])
        // Support goes on: the next change of mind may come on paper.
        .and(match kind {
            EventKind::PurposeStopped => slip(None),
            _ => Document::default(),
        })
}

/// A slip to cut off and hand in or post: for whoever changes their mind and does not go online. Without a reference there
/// is a line for it. Never the three words of a card: whoever finds the slip must not be able to sign in with it.
#[must_use]
pub fn slip(reference: Option<&str>) -> Document {
    let doc = Document::default()
        .with(Block::Heading(letter::slip_heading()))
        .with(Block::Para(letter::slip_tick()))
        .paragraphs([letter::slip_all(), letter::slip_one(), letter::slip_pause()]);
    let doc = match reference {
        Some(reference) => doc.with(Block::Code(letter::slip_reference(), reference.to_owned())),
        None => doc.with(Block::Para(letter::slip_no_reference())),
    };
    doc.paragraphs([letter::slip_day(), letter::slip_where()])
}

/// A message as a letter. It says what it is about only where nobody else opens the person's post. `text` is what the
/// rule wrote: words of its own stand as they are, in English.
#[must_use]
pub fn message(kind: MessageKind, text: &str, shared: bool) -> Document {
    let doc = Document::default().with(Block::Title(letter::message_title()));
    let doc = if kind == MessageKind::LeftForYou && !shared {
        doc.paragraphs([
            letter::left_for_you(),
            letter::left_for_you_right(),
            letter::left_for_you_wrong(),
        ])
    } else if kind == MessageKind::WordForgotten && !shared {
        doc.paragraphs([
            letter::word_forgotten(),
            letter::word_forgotten_right(),
            letter::word_forgotten_wrong(),
        ])
    } else if text == sayso_core::words::NEW_MESSAGE {
        doc.with(Block::Para(letter::new_message()))
    } else {
        doc.with(Block::Para(crate::sayings::common::same(Arg::published(text))))
    };
    doc.with(Block::Para(letter::to_sign_in()))
}

/// A message that is about to leave, in the person's language: the sentences that are known, whether or not a name stands
/// before them. What is not known, and what would not fit into one text, stays as it is.
#[must_use]
pub fn outgoing(body: &str, language: Language) -> String {
    let mut said = body.to_owned();
    for known in [
        letter::new_message(),
        letter::new_message_support(),
        letter::stop_texts(),
    ] {
        let (from, to) = (known.words(Language::English), known.words(language));
        said = said.replace(&from, &to).replace(&small(&from), &small(&to));
    }
    if said.chars().count() <= sayso_core::reach::TEXT {
        said
    } else {
        body.to_owned()
    }
}

/// With a small first letter, as after a name.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
