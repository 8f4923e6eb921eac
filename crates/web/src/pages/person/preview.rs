//! Before a yes to something more: what each recipient would read of it today, from the very rows that it reads afterwards.

use maud::{Markup, html};
use sayso_app::file::{self, WouldRead};
use sayso_app::own::Sent;
use sayso_app::practice::told::{self, Shown};
use sayso_app::{Desk, Error};
use sayso_core::category::{Categories, Category};
use sayso_core::id::ReferralId;
use sayso_core::org::OrgKind;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;
use sayso_core::terms::Flow;
use sayso_words::sayings::more as say;

use super::as_written;
use crate::pages::job_form;
use crate::reading::Words;

/// What the recipients of one page's flows would read today.
#[derive(Default)]
pub(super) struct Today {
    practice: Vec<(ReferralId, Vec<Shown>)>,
    provider: Vec<(ReferralId, WouldRead)>,
}

impl Today {
    /// Reads, once for each referral, what the recipients of these flows would read.
    pub(super) fn read(desk: &mut Desk, actor: &Actor, flows: &[(&Sent, &Flow)]) -> Result<Self, Error> {
        let mut today = Self::default();
        for (sent, flow) in flows {
            let r = &sent.referral;
            if flow.recipient_kind == OrgKind::Practice {
                let shown = told::would_read(desk, actor, r, flow.categories)?;
                today.practice.push((r.id, shown));
            } else if flow.recipient_kind == OrgKind::Provider
                && !today.provider.iter().any(|(id, _)| *id == r.id)
            {
                let theirs = flows
                    .iter()
                    .filter(|(s, f)| s.referral.id == r.id && f.recipient_kind == OrgKind::Provider);
                let all = theirs.fold(Categories::NONE, |all, (_, f)| all.union(f.categories));
                today
                    .provider
                    .push((r.id, file::would_read(desk, actor, r, all)?));
            }
        }
        Ok(today)
    }
}

/// What the recipient would read today, under each line.
pub(super) fn would_read(w: Words, today: &Today, sent: &Sent, flow: &Flow) -> Markup {
    let who = flow.recipient_name.as_str();
    let r = sent.referral.id;
    let practice = today.practice.iter().find(|(of, _)| *of == r);
    let provider = today.provider.iter().find(|(of, _)| *of == r);
    match (flow.recipient_kind, practice, provider) {
        (OrgKind::Practice, Some((_, shown)), _) => html! {
            p { strong { (w.t(&say::today(who))) } }
            (lines(w, flow, |line| told_to_practice(w, shown, line)))
        },
        (OrgKind::Provider, _, Some((_, would))) => html! {
            p { strong {
                @if flow.purpose.opens() { (w.t(&say::today(who))) } @else { (w.t(&say::counted_today(who))) }
            } }
            (lines(w, flow, |line| read_by_provider(w, would, line)))
            @if flow.purpose.opens() && would.already.has_all(flow.categories) { p { (w.t(&say::already(who))) } }
            @if flow.purpose == Purpose::PayEvidence { p { (w.t(&say::exact_later())) } }
            p { (w.t(&say::not_sealed())) }
        },
        _ => html! {},
    }
}

fn lines(w: Words, flow: &Flow, of: impl Fn(Category) -> Vec<Markup>) -> Markup {
    html! {
        ul class="nhsuk-list nhsuk-list--bullet" {
            @for line in flow.categories.iter() {
                @let rows = of(line);
                li {
                    (w.t(&sayso_words::category(line))) ": "
                    @if rows.is_empty() { (w.t(&say::nothing_yet())) }
                    @else { ul class="nhsuk-list nhsuk-list--bullet" { @for row in rows { li { (row) } } } }
                }
            }
        }
    }
}

fn told_to_practice(w: Words, shown: &[Shown], line: Category) -> Vec<Markup> {
    let rows = shown.iter().filter(|s| s.category == line);
    rows.map(|row| match row.at {
        Some(at) => html! { (w.t(&say::on_day(at))) },
        None if line == Category::Jobs => html! { (w.k(&row.text)) },
        None => as_written(&row.text),
    })
    .collect()
}

fn read_by_provider(w: Words, would: &WouldRead, line: Category) -> Vec<Markup> {
    let sent = would.lines.iter().filter(|l| l.category == line);
    let sent =
        sent.map(|l| html! { (w.t(&sayso_words::label(&l.label))) ": " span class="app-wrap" { (l.value) } });
    let written = would.entries.iter().filter(|e| e.kind.category() == line);
    let written = written.map(|e| {
        html! {
            @if let Some(at) = e.at { p { (w.t(&say::on_day(at))) } }
            (as_written(&e.text))
        }
    });
    let jobs = would.jobs.iter().filter(|_| line == Category::Jobs);
    let reach =
        (line == Category::Contact).then(|| html! { a href="/home/contact" { (w.t(&say::how_to_reach())) } });
    sent.chain(written)
        .chain(jobs.map(|j| job_form::told(&j.told, w)))
        .chain(reach)
        .collect()
}
