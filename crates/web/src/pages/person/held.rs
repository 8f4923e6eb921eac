//! What is held: details, what was sent line by line, every yes with what it covered, and what somebody else recorded.

use jiff::Timestamp;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::awkward::{self, AskedBack};
use sayso_app::own::{self, Held, Outgoing, Said, Sent};
use sayso_app::telling::moment_in_words;
use sayso_core::decision::MessageKind;
use sayso_core::entry::{EntryKind, ProposalState};
use sayso_core::person::Way;
use sayso_core::referral::State;
use sayso_core::sayso::{Ending, KeyedBy};
use sayso_core::words;

use super::{as_written, both_times, kinds, listed, quiet_tag, sentence, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Action, Card, Colour, Row, SummaryList, Tag, card, parcel_letter, summary_list, tag};
use crate::routes::{Routes, Who};

pub(super) fn register(r: &mut Routes) {
    r.get("/home/held", Who::Person, "open_own", "own_opened", held);
}

async fn held(mut ctx: Ctx) -> Answer {
    let (held, back) = ctx
        .act(Lane::Normal, |desk, visit| {
            let held = own::open(desk, &visit.actor, "the list of what is held", 0, None)?;
            Ok((held, awkward::own_asked_back(desk, &visit.actor)?))
        })
        .await?;
    let body = html! {
        h1 { "What is held about you" }
        p { "This is all of it. There is no medical record here and no number for benefits." }
        (everything(&held))
        (asked_back(&back))
        p { a href="/home/around" { "Staff you know, and your practice" } }
        p { a href="/home/copy" { "Print or save a copy of everything" } }
    };
    Ok(ctx.page("What is held", Some("/home"), &with_way_out(&body)))
}

/// What left and should not have, and who said that they deleted it.
fn asked_back(back: &[AskedBack]) -> Markup {
    html! {
        @if !back.is_empty() {
            h2 { "What should not have left" }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for one in back {
                    li {
                        "Something went to " (one.org) " on " (moment_in_words(one.recall.left_at)) ". "
                        @match one.recall.seen_at {
                            Some(at) => { "They said on " (moment_in_words(at)) " that they have seen this." }
                            None => { "We asked them to delete it. They have not answered yet." }
                        }
                    }
                }
            }
        }
    }
}

/// Every part, for this page and for the copy of everything.
pub(super) fn everything(held: &Held) -> Markup {
    html! {
        h2 { "You" }
        (details(held))
        h2 { "What you said" }
        @if held.said.is_empty() { p { "You have not said yes to anything." } }
        @for s in &held.said { (said(s)) }
        h2 { "What was sent, exactly" }
        @if held.referrals.is_empty() { p { "Nothing was sent." } }
        @for sent in &held.referrals { (parcel(sent)) }
        (outgoing(held))
        (for_the_record(held))
        (outside(held))
    }
}

pub(super) const fn way_in_words(way: Way) -> &'static str {
    match way {
        Way::Text => "By text message",
        Way::Email => "By email",
        Way::Phone => "By phone, to me alone",
        Way::Post => "By post",
        Way::AskAtPractice => "Not at all. I will come to my practice",
    }
}

fn details(held: &Held) -> Markup {
    let d = &held.person.details;
    let or = |text: Option<String>| text.unwrap_or_else(|| "Not held".into());
    let mut rows = vec![
        Row::fact("Name", d.name.clone()),
        Row::fact("Birth date", or(d.birth_date.map(words::day))),
        Row::fact("NHS number", or(d.nhs_number.map(|n| n.to_string()))),
        Row::fact("Phone", or(d.phone.clone())),
        Row::fact("Email", or(d.email.clone())),
        Row::fact("Language", or(d.language.clone())),
        Row::fact(
            "Interpreter",
            if d.interpreter { "Needed" } else { "Not asked for" },
        ),
        Row::fact("What helps you to communicate", or(d.access_needs.clone())),
        Row::fact("Your practice", held.practice.name.clone()),
    ];
    let reach = match &held.contact {
        None => html! { "You have not said how to reach you safely." },
        Some(c) => html! {
            (way_in_words(c.way)) "."
            @if !c.when.is_empty() { br; "When: " (c.when) }
            br;
            @if c.may_name_service { "A message may name the service." } @else { "A message never names the service." }
        },
    };
    rows.push(Row::fact("How to reach you", reach).with(Action::change("/home/contact", "how to reach you")));
    summary_list(&SummaryList {
        rows,
        ..SummaryList::default()
    })
}

fn said(s: &Said) -> Markup {
    let said = &s.said;
    let path = format!("/home/said/{}", said.id);
    let state = match s.ended {
        _ if s.live => tag(&Tag::new("Counts now", Colour::Blue)),
        Some((Ending::Stopped, _)) => quiet_tag("You stopped this"),
        Some((Ending::Expired | Ending::Superseded, _)) | None => quiet_tag("Over"),
    };
    let keyed = match said.how.keyed_by {
        KeyedBy::Person => "You typed it yourself",
        KeyedBy::Member(_) => "Staff typed it for you",
        KeyedBy::Supporter(_) => "A supporter whom you named typed it",
    };
    let version = s.version.map_or("Not known".into(), |v| format!("Version {v}"));
    let mut rows = vec![
        Row::fact("Now", state),
        Row::fact("Who", s.recipient.clone()),
        Row::fact("What for", sentence(said.purpose.in_words())),
        Row::fact("What they may have", listed(&kinds(said.categories))),
        Row::fact("You said it", both_times(said.happened_at, said.recorded_at)),
        Row::fact("Lasts until", moment_in_words(said.until)),
        Row::fact(
            "How",
            format!(
                "{}. {keyed}.",
                sentence(said.how.channel.in_words()).trim_end_matches('.')
            ),
        ),
        Row::fact("The terms", version),
        Row::fact(
            "Receipt",
            html! { a class="app-screen-only" href={ "/home/receipt-of/" (said.id) } { "Get a receipt" } },
        ),
    ];
    if let Some((ending, at)) = s.ended {
        let what = match ending {
            Ending::Stopped => "You stopped it",
            Ending::Expired => "It ran out",
            Ending::Superseded => "The terms changed",
        };
        rows.push(Row::fact(what, moment_in_words(at)));
    }
    if let KeyedBy::Member(_) = said.how.keyed_by {
        let words = html! {
            @match &s.beside {
                Some(b) => blockquote class="app-wrap" { (b.text) },
                None => { "You have not written anything beside it." }
            }
        };
        rows.push(
            Row::fact("Your words beside it", words).with(Action::change(&path, "your words beside it")),
        );
    }
    summary_list(&SummaryList {
        rows,
        card: Some(Card {
            heading_level: Some(3),
            ..Card::titled(format!("Your yes to {}", s.recipient), "")
        }),
        ..SummaryList::default()
    })
}

fn parcel(sent: &Sent) -> Markup {
    let end = match sent.referral.state {
        State::Held => format!(
            "Not sent yet. It goes {}.",
            moment_in_words(sent.referral.held_until)
        ),
        State::Void => "Undone. It was not sent.".into(),
        state => format!("{}. Reference {}.", state.to_person(), sent.referral.reference),
    };
    let lines = match &sent.parcel {
        None => html! { p { "The lines are no longer held." } },
        Some(parcel) => summary_list(&SummaryList {
            rows: parcel
                .lines
                .iter()
                .map(|l| Row::fact(l.label.clone(), as_written(&l.value)))
                .collect(),
            ..SummaryList::default()
        }),
    };
    let to = format!("To {}", sent.provider);
    parcel_letter(&to, &to.as_str().into(), &lines, &end.as_str().into())
}

/// What left and when, one line for each message to an organisation.
fn outgoing(held: &Held) -> Markup {
    html! {
        @if !held.outgoing.is_empty() {
            h2 { "What left, and when" }
            ul { @for o in &held.outgoing { li { (outgoing_line(o, held.now)) } } }
        }
    }
}

/// One message in a sentence.
pub(super) fn outgoing_line(o: &Outgoing, now: Timestamp) -> String {
    let what = match o.kind {
        MessageKind::Referral => "your referral",
        MessageKind::HasLeft => "“has left”, and nothing else",
        MessageKind::File => "the words you agreed to, for your GP record",
        MessageKind::Reminder => "that somebody waits for an answer, and no name",
        MessageKind::Safeguarding => "a report of a danger",
        MessageKind::ToPerson | MessageKind::LeftForYou | MessageKind::Code => "a message",
    };
    match o.sent_at {
        Some(at) => format!("{} got {what} on {}.", o.to, moment_in_words(at)),
        None if o.due_at <= now => format!("{} will get {what}, as soon as it can be delivered.", o.to),
        None => format!(
            "{} will get {what}. Not before {}.",
            o.to,
            moment_in_words(o.due_at)
        ),
    }
}

/// Where words for the GP record are, as the person reads it.
pub(super) const fn proposal_state(state: ProposalState) -> &'static str {
    match state {
        ProposalState::Drafted => "Waiting for you",
        ProposalState::Agreed => "You agreed. Your practice has not answered",
        ProposalState::Accepted => "Your practice will put them in your record",
        ProposalState::NotTaken => "Your practice will not put them in your record",
        ProposalState::Filed => "In your GP record",
        ProposalState::Dropped => "You said no. They are gone",
        ProposalState::HeldForPerson => "Not finished. Waiting for you",
    }
}

fn for_the_record(held: &Held) -> Markup {
    html! {
        @if !held.proposals.is_empty() {
            h2 { "Words for your GP record" }
            @for p in &held.proposals {
                (card(&Card { heading_level: Some(3), ..Card::titled(proposal_state(p.state), html! {
                    (as_written(&p.text))
                    p class="app-quiet" { "Suggested on " (moment_in_words(p.drafted_at)) "." }
                    p class="app-screen-only" { a href={ "/home/words/" (p.id) } { "Read and decide" } }
                }) }))
            }
        }
    }
}

fn outside(held: &Held) -> Markup {
    let kept = || held.entries.iter().filter(|w| w.entry.kind == EntryKind::Outside);
    html! {
        @if kept().next().is_some() {
            h2 { "What somebody else recorded" }
            p { "This came from another system. It is not a yes to our terms, and shares nothing." }
            @for w in kept() {
                (card(&Card { heading_level: Some(3), ..Card::titled(moment_in_words(w.entry.written_at), as_written(&w.entry.text)) }))
            }
        }
    }
}
