//! What is held: details, what was sent line by line, every yes with what it covered, and what somebody else recorded.

use jiff::Timestamp;
use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::awkward::{self, AskedBack};
use sayso_app::own::{self, Held, Outgoing, Said, Sent};
use sayso_core::decision::MessageKind;
use sayso_core::entry::{EntryKind, ProposalState};
use sayso_core::person::Way;
use sayso_core::referral::State;
use sayso_core::sayso::{Channel, Ending, KeyedBy};
use sayso_core::words;

use super::{as_written, both_times, kinds, listed, quiet_tag, sentence, with_way_out};
use crate::ctx::{Answer, Ctx};
use crate::nhs::{Action, Card, Colour, Row, SummaryList, Tag, card, parcel_letter, summary_list, tag};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::Say;
use sayso_words::sayings::{held as say, letter};

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
    let w = ctx.words();
    let body = html! {
        h1 { (w.t(&say::heading())) }
        p { (w.t(&say::all_of_it())) }
        (everything(&held, w))
        (asked_back(&back, w))
        p { a href="/home/around" { (w.t(&say::staff_you_know())) } }
        p { a href="/home/copy" { (w.t(&say::copy())) } }
    };
    Ok(ctx.page_said(&say::title(), Some("/home"), &with_way_out(w, &body)))
}

/// What left and should not have, and who said that they deleted it.
fn asked_back(back: &[AskedBack], w: Words) -> Markup {
    html! {
        @if !back.is_empty() {
            h2 { (w.t(&say::should_not())) }
            ul class="nhsuk-list nhsuk-list--bullet" {
                @for one in back {
                    li {
                        (w.t(&say::went_to(one.org.as_str(), one.recall.left_at))) " "
                        @match one.recall.seen_at {
                            Some(at) => { (w.t(&say::seen_it(at))) }
                            None => { (w.t(&say::asked_to_delete())) }
                        }
                    }
                }
            }
        }
    }
}

/// Every part, for this page and for the copy of everything.
pub(super) fn everything(held: &Held, w: Words) -> Markup {
    html! {
        h2 { (w.t(&say::you())) }
        (details(held, w))
        h2 { (w.t(&say::you_said())) }
        @if held.said.is_empty() { p { (w.t(&say::no_yes())) } }
        @for s in &held.said { (said(s, w)) }
        h2 { (w.t(&say::sent_exactly())) }
        @if held.referrals.is_empty() { p { (w.t(&say::nothing_sent())) } }
        @for sent in &held.referrals { (parcel(sent, w)) }
        (outgoing(held, w))
        (for_the_record(held, w))
        (outside(held, w))
    }
}

pub(super) fn way_in_words(way: Way) -> Say {
    match way {
        Way::Text => say::by_text(),
        Way::Email => say::by_email(),
        Way::Phone => say::by_phone(),
        Way::Post => say::by_post(),
        Way::AskAtPractice => say::at_practice(),
    }
}

fn details(held: &Held, w: Words) -> Markup {
    let d = &held.person.details;
    let or = |text: Option<String>| text.unwrap_or_else(|| w.s(&say::not_held()));
    let mut rows = vec![
        Row::fact(w.t(&say::name()), d.name.clone()),
        Row::fact(w.t(&say::birth_date()), or(d.birth_date.map(words::day))),
        Row::fact(w.t(&say::nhs_number()), or(d.nhs_number.map(|n| n.to_string()))),
        Row::fact(w.t(&say::phone()), or(d.phone.clone())),
        Row::fact(w.t(&say::email()), or(d.email.clone())),
        Row::fact(w.t(&say::language()), or(d.language.clone())),
        Row::fact(
            w.t(&say::interpreter()),
            if d.interpreter {
                w.s(&say::needed())
            } else {
                w.s(&say::not_asked())
            },
        ),
        Row::fact(w.t(&say::helps()), or(d.access_needs.clone())),
        Row::fact(w.t(&say::practice()), held.practice.name.clone()),
    ];
    let reach = match &held.contact {
        None => html! { (w.t(&say::not_said_reach())) },
        Some(c) => html! {
            (w.t(&way_in_words(c.way))) "."
            @if !c.when.is_empty() { br; (w.t(&say::when(c.when.as_str()))) }
            br;
            @if c.may_name_service { (w.t(&say::may_name())) } @else { (w.t(&say::never_names())) }
        },
    };
    let what = w.s(&say::change_reach());
    rows.push(Row::fact(w.t(&say::reach_you()), reach).with(change("/home/contact", &what, w)));
    summary_list(&SummaryList {
        rows,
        ..SummaryList::default()
    })
}

fn said(s: &Said, w: Words) -> Markup {
    let said = &s.said;
    let path = format!("/home/said/{}", said.id);
    let state = match s.ended {
        _ if s.live => tag(&Tag::new(w.s(&say::counts_now()), Colour::Blue)),
        Some((Ending::Stopped, _)) => quiet_tag(&w.s(&say::you_stopped())),
        Some((Ending::Expired | Ending::Superseded, _)) | None => quiet_tag(&w.s(&say::over())),
    };
    let keyed = match said.how.keyed_by {
        KeyedBy::Person => say::typed_yourself(),
        KeyedBy::Member(_) => say::typed_for_you(),
        KeyedBy::Supporter(_) => say::typed_by_supporter(),
        KeyedBy::Attorney(_) => say::typed_by_attorney(),
    };
    let version = s
        .version
        .map_or_else(|| w.s(&say::not_known()), |v| w.s(&say::version(v)));
    let mut rows = vec![
        Row::fact(w.t(&say::now()), state),
        Row::fact(w.t(&say::who()), s.recipient.clone()),
        Row::fact(
            w.t(&say::what_for()),
            sentence(&w.s(&sayso_words::purpose(said.purpose))),
        ),
        Row::fact(w.t(&say::may_have()), listed(&kinds(w, said.categories))),
        Row::fact(
            w.t(&say::said_it()),
            both_times(w, said.happened_at, said.recorded_at),
        ),
        Row::fact(w.t(&say::lasts_until()), w.at(said.until)),
        Row::fact(
            w.t(&say::how()),
            w.t(&say::heard(channel(said.how.channel), keyed)),
        ),
        Row::fact(w.t(&say::terms()), version),
        Row::fact(
            w.t(&say::receipt()),
            html! { a class="app-screen-only" href={ "/home/receipt-of/" (said.id) } { (w.t(&say::get_receipt())) } },
        ),
    ];
    if let Some(by) = &said.how.interpreted {
        let who = html! {
            (w.t(&sayso_words::interpreted(by)))
            @if !by.who.is_empty() { br; (w.t(&letter::interpreter_name())) ": " (by.who) }
        };
        rows.push(Row::fact(w.t(&letter::interpreter()), who));
    }
    if let Some((ending, at)) = s.ended {
        let what = match ending {
            Ending::Stopped => say::stopped_it(),
            Ending::Expired => say::ran_out(),
            Ending::Superseded => say::terms_changed(),
        };
        rows.push(Row::fact(w.t(&what), w.at(at)));
    }
    let beside = w.s(&say::change_beside());
    if let KeyedBy::Member(_) = said.how.keyed_by {
        let words = html! {
            @match &s.beside {
                Some(b) => blockquote class="app-wrap" { (b.text) },
                None => { (w.t(&say::nothing_beside())) }
            }
        };
        rows.push(Row::fact(w.t(&say::words_beside()), words).with(change(&path, &beside, w)));
    }
    summary_list(&SummaryList {
        rows,
        card: Some(Card {
            heading_level: Some(3),
            ..Card::titled(w.t(&say::your_yes_to(s.recipient.as_str())), "")
        }),
        ..SummaryList::default()
    })
}

fn parcel(sent: &Sent, w: Words) -> Markup {
    let end = match sent.referral.state {
        State::Held => w.s(&say::goes(sent.referral.held_until)),
        State::Void => w.s(&say::undone()),
        state => w.s(&say::stands(state_of(state), sent.referral.reference.as_str())),
    };
    let lines = match &sent.parcel {
        None => html! { p { (w.t(&say::lines_gone())) } },
        Some(parcel) => summary_list(&SummaryList {
            rows: parcel
                .lines
                .iter()
                .map(|l| Row::fact(w.t(&sayso_words::label(&l.label)), as_written(&l.value)))
                .collect(),
            ..SummaryList::default()
        }),
    };
    let to = w.s(&say::to(sent.provider.as_str()));
    parcel_letter(&to, &to.as_str().into(), &lines, &end.as_str().into())
}

/// What left and when, one line for each message to an organisation.
fn outgoing(held: &Held, w: Words) -> Markup {
    html! {
        @if !held.outgoing.is_empty() {
            h2 { (w.t(&say::what_left())) }
            ul { @for o in &held.outgoing { li { (outgoing_line(o, held.now, w)) } } }
        }
    }
}

/// One message in a sentence.
pub(super) fn outgoing_line(o: &Outgoing, now: Timestamp, w: Words) -> String {
    let what = match o.kind {
        MessageKind::Referral => say::m_referral(),
        MessageKind::HasLeft => say::m_left(),
        MessageKind::File => say::m_file(),
        MessageKind::Reminder => say::m_reminder(),
        MessageKind::Safeguarding => say::m_danger(),
        MessageKind::ToPerson | MessageKind::LeftForYou | MessageKind::WordForgotten | MessageKind::Code => {
            say::m_message()
        }
    };
    match o.sent_at {
        Some(at) => w.s(&say::got(o.to.as_str(), what, at)),
        None if o.due_at <= now => w.s(&say::will_get(o.to.as_str(), what)),
        None => w.s(&say::will_get_not_before(o.to.as_str(), what, o.due_at)),
    }
}

/// Where words for the GP record are, as the person reads it.
pub(super) fn proposal_state(state: ProposalState) -> Say {
    match state {
        ProposalState::Drafted => say::p_drafted(),
        ProposalState::Agreed => say::p_agreed(),
        ProposalState::Accepted => say::p_accepted(),
        ProposalState::NotTaken => say::p_not_taken(),
        ProposalState::Filed => say::p_filed(),
        ProposalState::Dropped => say::p_dropped(),
        ProposalState::HeldForPerson => say::p_held(),
    }
}

fn for_the_record(held: &Held, w: Words) -> Markup {
    html! {
        @if !held.proposals.is_empty() {
            h2 { (w.t(&say::for_record())) }
            @for p in &held.proposals {
                (card(&Card { heading_level: Some(3), ..Card::titled(w.t(&proposal_state(p.state)), html! {
                    (as_written(&p.text))
                    p class="app-quiet" { (w.t(&say::suggested(p.drafted_at))) }
                    p class="app-screen-only" { a href={ "/home/words/" (p.id) } { (w.t(&say::read_decide())) } }
                }) }))
            }
        }
    }
}

fn outside(held: &Held, w: Words) -> Markup {
    let kept = || {
        held.entries
            .iter()
            .filter(|item| item.entry.kind == EntryKind::Outside)
    };
    html! {
        @if kept().next().is_some() {
            h2 { (w.t(&say::recorded_elsewhere())) }
            p { (w.t(&say::not_a_yes())) }
            @for item in kept() {
                (card(&Card { heading_level: Some(3), ..Card::titled(w.at(item.entry.written_at), as_written(&item.entry.text)) }))
            }
        }
    }
}

/// Where a referral is, as the person reads it.
pub(super) fn state_of(state: State) -> Say {
    match state {
        State::Held => say::s_held(),
        State::Sent => say::s_sent(),
        State::Accepted => say::s_accepted(),
        State::Declined => say::s_declined(),
        State::Active => say::s_active(),
        State::Paused => say::s_paused(),
        State::Finished => say::s_finished(),
        State::Left => say::s_left(),
        State::Closed => say::s_closed(),
        State::Void => say::s_void(),
    }
}

/// How a yes was given, at the beginning of a sentence.
fn channel(channel: Channel) -> Say {
    match channel {
        Channel::InPerson => say::in_person(),
        Channel::Phone => say::on_phone(),
        Channel::Online => say::online(),
        Channel::Paper => say::on_paper(),
    }
}

/// The link that changes a row; `what` is heard after it.
fn change<'a>(href: &'a str, what: &'a str, w: Words) -> Action<'a> {
    Action {
        text: w.t(&sayso_words::sayings::card::change()),
        ..Action::change(href, what)
    }
}
