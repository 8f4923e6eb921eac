//! The copy of everything as a document, for PDF: details, what was said and sent, what was written, everything that
//! happened, in the language of the person. What others wrote stands as they wrote it.

use sayso_app::own::Held;
use sayso_core::entry::EntryState;
use sayso_words::sayings::common::same;
use sayso_words::sayings::{copy as say, letter, told};
use sayso_words::{Arg, Block, Document, Say};

use super::held::{state_of, way_in_words};

/// How somebody reads.
fn reading(reads: sayso_core::reads::Reads) -> Arg {
    use sayso_core::reads::Language;
    let language = match reads.language {
        Language::English => letter::language_en(),
        Language::Welsh => letter::language_cy(),
    };
    vec![language, crate::reading::shape(reads.format)].into()
}

/// Whoever wrote something, by itself.
fn author(name: &str) -> Arg {
    if name == "You" {
        told::who_you().into()
    } else {
        name.into()
    }
}

/// Everything that is held about the person, in the order of their page.
pub(super) fn everything(held: &Held) -> Document {
    let d = &held.person.details;
    let mut doc = Document::default()
        .with(Block::Title(say::heading()))
        .with(Block::Para(say::made_on(held.now)))
        .with(Block::Heading(say::about_you()))
        .with(Block::Fact(say::name(), d.name.as_str().into()))
        .with(Block::Fact(say::practice(), held.practice.name.as_str().into()));
    let text = |t: &Option<String>| t.as_deref().map(Arg::from);
    let some: [(Say, Option<Arg>); 7] = [
        (say::born(), d.birth_date.map(Arg::from)),
        (say::nhs_number(), d.nhs_number.map(|n| n.to_string().into())),
        (say::phone(), text(&d.phone)),
        (say::email(), text(&d.email)),
        (say::helps(), text(&d.access_needs)),
        (say::reads(), d.reading.map(|n| reading(n.reads))),
        (
            say::reach(),
            held.contact.as_ref().map(|c| way_in_words(c.way).into()),
        ),
    ];
    for (label, value) in some {
        doc.blocks.extend(value.map(|v| Block::Fact(label, v)));
    }
    doc = doc.with(Block::Heading(say::you_said()));
    for s in &held.said {
        let (who, what_for) = (s.recipient.as_str(), sayso_words::purpose(s.said.purpose));
        let text = match s.ended {
            None => say::yes_to(who, what_for, s.said.until),
            Some((_, at)) => say::yes_ended(who, what_for, s.said.until, at),
        };
        doc = doc.with(Block::Fact(same(s.said.happened_at), text.into()));
        if let Some(by) = &s.said.how.interpreted {
            let said = Arg::from(sayso_words::interpreted(by));
            doc = doc.with(Block::Fact(letter::interpreter(), said));
            if !by.who.is_empty() {
                doc = doc.with(Block::Fact(letter::interpreter_name(), by.who.as_str().into()));
            }
        }
        doc.blocks
            .extend(s.beside.as_ref().map(|b| Block::Own(b.text.clone())));
    }
    doc = doc.with(Block::Heading(say::was_sent()));
    for r in &held.referrals {
        doc = doc.with(Block::Fact(
            same(r.provider.as_str()),
            state_of(r.referral.state).into(),
        ));
        let lines = r.parcel.iter().flat_map(|p| &p.lines);
        doc.blocks
            .extend(lines.map(|l| Block::Fact(sayso_words::label(&l.label), l.value.as_str().into())));
    }
    doc = doc.with(Block::Heading(say::was_written()));
    for written in held.entries.iter().filter(|e| e.entry.state != EntryState::Draft) {
        let label = say::by_at(author(&written.author), written.entry.written_at);
        doc = doc.with(Block::Fact(label, written.entry.text.as_str().into()));
        doc.blocks
            .extend(written.beside.as_ref().map(|b| Block::Own(b.text.clone())));
    }
    for p in &held.proposals {
        doc = doc.with(Block::Fact(say::gp_words(), p.text.as_str().into()));
    }
    doc = doc.with(Block::Heading(say::everything()));
    for s in &held.history {
        doc = doc.with(Block::Fact(same(s.happened_at), s.said.clone().into()));
    }
    doc
}
