//! Before a yes to something more: what each recipient would read of it today, from the very rows that it reads afterwards.

use maud::{Markup, html};
use sayso_app::file::{self, WouldRead};
use sayso_app::own::Sent;
use sayso_app::practice::told::{self, Shown};
use sayso_app::{Desk, Error};
use sayso_core::category::Category;
use sayso_core::id::{OrgId, ReferralId};
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
    practice: Vec<((ReferralId, OrgId), Vec<Shown>)>,
    provider: Vec<((ReferralId, Purpose), WouldRead)>,
}

impl Today {
    /// Reads what the recipient of `flow` would read.
    pub(super) fn read(
        &mut self,
        desk: &mut Desk,
        actor: &Actor,
        sent: &Sent,
        flow: &Flow,
    ) -> Result<(), Error> {
        let r = &sent.referral;
        match flow.recipient_kind {
            OrgKind::Practice => {
                let shown = told::would_read(desk, actor, r, flow.categories)?;
                self.practice.push(((r.id, flow.recipient), shown));
            }
            OrgKind::Provider => {
                let would = file::would_read(desk, actor, r, flow.categories)?;
                self.provider.push(((r.id, flow.purpose), would));
            }
            _ => {}
        }
        Ok(())
    }
}

/// What the recipient would read today, under each line.
pub(super) fn would_read(w: Words, today: &Today, sent: &Sent, flow: &Flow) -> Markup {
    let who = flow.recipient_name.as_str();
    let practice = today
        .practice
        .iter()
        .find(|(of, _)| *of == (sent.referral.id, flow.recipient));
    let provider = today
        .provider
        .iter()
        .find(|(of, _)| *of == (sent.referral.id, flow.purpose));
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
