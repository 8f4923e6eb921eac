//! A supporter's first page: where things are and the next meetings, where that was chosen; what else they may do.

use maud::{Markup, html};
use sayso_app::Lane;
use sayso_app::supporter::{self, Home, Now};
use sayso_core::referral::State;
use sayso_core::supporter::Choice;

use super::{column, title};
use crate::ctx::{Answer, Ctx};
use crate::reading::Words;
use crate::routes::{Routes, Who};
use sayso_words::sayings::supporting as say;

pub(super) fn register(r: &mut Routes) {
    r.get(
        "/supporting",
        Who::Supporter,
        "read_supported",
        "supporter_looked",
        home,
    );
}

async fn home(mut ctx: Ctx) -> Answer {
    let home = ctx
        .act(Lane::Normal, |desk, visit| supporter::home(desk, &visit.actor))
        .await?;
    let w = ctx.words();
    Ok(ctx.page_said(&title(), None, &column(w, &page(w, &home))))
}

fn page(w: Words, home: &Home) -> Markup {
    let writes = home.scope.has(Choice::Write);
    let reads = home.scope.has(Choice::Plan);
    let heading = if !home.scope.has(Choice::Meetings) {
        say::what_heading()
    } else if home.now.is_empty() {
        say::none_open()
    } else {
        say::where_heading()
    };
    html! {
        h1 { (w.t(&heading)) }
        @for now in &home.now { (one(w, now)) }
        @if home.scope.has(Choice::Meetings) {
            h2 { (w.t(&say::meetings_heading())) }
            @if home.meetings.is_empty() { p { (w.t(&say::no_meeting())) } }
            ul { @for m in &home.meetings { li { (w.t(&say::meeting(m.at, m.with.as_str()))) } } }
            p { (w.t(&say::meeting_free())) }
        }
        @if reads || writes || home.scope.has(Choice::Stop) {
            h2 { (w.t(&say::may_heading())) }
            ul {
                @if reads || writes { li { a href="/supporting/plan" {
                    @if reads && writes { (w.t(&say::may_both())) }
                    @else if reads { (w.t(&say::may_read())) }
                    @else { (w.t(&say::may_write())) }
                } } }
                @if home.scope.has(Choice::Stop) {
                    li { a href="/supporting/stop" { (w.t(&say::may_stop())) } }
                }
            }
        }
        h2 { (w.t(&say::good_heading())) }
        p { (w.t(&say::sees())) }
        p { (w.t(&say::never_yes())) }
        p { (w.t(&say::until(home.until))) }
        p { (w.t(&say::something_wrong())) " " a href="/speak-up" { (w.t(&say::concern())) } ". " (w.t(&say::no_name())) }
    }
}

fn one(w: Words, now: &Now) -> Markup {
    let state = match now.state {
        State::Held => say::held(),
        State::Sent => say::sent(),
        State::Accepted => say::accepted(),
        State::Active => say::active(),
        State::Paused => say::paused(),
        State::Declined | State::Finished | State::Left | State::Closed | State::Void => say::over(),
    };
    html! { p { strong { (now.service) } ", " (w.t(&say::with_provider(now.provider.as_str(), state))) } }
}
