//! The copy of everything as a document, for PDF: details, what was said and sent, what was written, everything that
//! happened. What others wrote stands as they wrote it; its labels are in English, as on the page.

use sayso_app::own::Held;
use sayso_app::telling::moment_in_words;
use sayso_core::entry::EntryState;
use sayso_words::sayings::common::same;
use sayso_words::{Arg, Block, Document, Say};

use super::held::way_in_words;

fn english(words: &str) -> Say {
    same(Arg::published(words))
}

fn fact(label: &str, value: &str) -> Block {
    Block::Fact(english(label), value.into())
}

/// Everything that is held about the person, in the order of their page.
pub(super) fn everything(held: &Held) -> Document {
    let d = &held.person.details;
    let mut doc = Document::default()
        .with(Block::Title(english("A copy of everything")))
        .with(Block::Para(english(&format!(
            "Made on {}. Nobody may require you to show this.",
            moment_in_words(held.now)
        ))))
        .with(Block::Heading(english("About you")))
        .with(fact("Name", &d.name))
        .with(fact("Practice", &held.practice.name));
    let some = [
        ("Date of birth", d.birth_date.map(sayso_core::words::day)),
        ("NHS number", d.nhs_number.map(|n| n.to_string())),
        ("Phone", d.phone.clone()),
        ("Email", d.email.clone()),
        ("What helps you to communicate", d.access_needs.clone()),
        ("How you read", d.reading.map(|n| n.reads.in_words())),
        (
            "How we reach you",
            held.contact.as_ref().map(|c| way_in_words(c.way).to_owned()),
        ),
    ];
    for (label, value) in some {
        doc.blocks.extend(value.map(|v| fact(label, &v)));
    }
    doc = doc.with(Block::Heading(english("What you said")));
    for s in &held.said {
        let ended = s
            .ended
            .map_or_else(String::new, |(_, at)| format!(" Ended {}.", moment_in_words(at)));
        let text = format!(
            "Yes to {}, {}. Until {}.{ended}",
            s.recipient,
            s.said.purpose.in_words(),
            moment_in_words(s.said.until)
        );
        doc = doc.with(fact(&moment_in_words(s.said.happened_at), &text));
        doc.blocks
            .extend(s.beside.as_ref().map(|b| Block::Own(b.text.clone())));
    }
    doc = doc.with(Block::Heading(english("What was sent, or waits to be")));
    for r in &held.referrals {
        doc = doc.with(fact(&r.provider, r.referral.state.to_person()));
        let lines = r.parcel.iter().flat_map(|p| &p.lines);
        doc.blocks.extend(lines.map(|l| fact(&l.label, &l.value)));
    }
    doc = doc.with(Block::Heading(english("What was written")));
    for written in held.entries.iter().filter(|e| e.entry.state != EntryState::Draft) {
        let label = format!(
            "{}, {}",
            written.author,
            moment_in_words(written.entry.written_at)
        );
        doc = doc.with(fact(&label, &written.entry.text));
        doc.blocks
            .extend(written.beside.as_ref().map(|b| Block::Own(b.text.clone())));
    }
    for p in &held.proposals {
        doc = doc.with(fact("Words for your GP record", &p.text));
    }
    doc = doc.with(Block::Heading(english("Everything that happened")));
    for s in &held.history {
        doc = doc.with(fact(&moment_in_words(s.happened_at), &s.text));
    }
    doc
}
