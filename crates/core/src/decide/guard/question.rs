//! Public questions: asked by anybody, read by the guardian's side, public with their answer.

use crate::decide::{Moment, NotNow};
use crate::decision::{Change, Decision};
use crate::event::EventKind;
use crate::guard::{Guarding, Question};
use crate::id::SourceExt as _;

/// Somebody asks.
///
/// # Errors
/// [`NotNow::Empty`] without words.
pub fn ask(m: Moment, text: &str) -> Result<Decision, NotNow> {
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let question = Question {
        id: m.source.id(),
        text: text.trim().into(),
        asked_at: m.at,
        answered: None,
        set_aside_at: None,
    };
    Ok(Decision::new(m.event(EventKind::QuestionAsked, &[]))
        .change(Change::Guarded(Guarding::QuestionAsked(question))))
}

fn waits(q: &Question) -> Result<(), NotNow> {
    if q.answered.is_some() || q.set_aside_at.is_some() {
        Err(NotNow::Done)
    } else {
        Ok(())
    }
}

/// The public answer.
///
/// # Errors
/// [`NotNow::Empty`] without words; [`NotNow::Done`] when it waits no more.
pub fn answer(m: Moment, q: &Question, text: &str) -> Result<Decision, NotNow> {
    waits(q)?;
    if text.trim().is_empty() {
        return Err(NotNow::Empty);
    }
    let mut event = m.event(EventKind::QuestionAnswered, &[]);
    event.detail.what = Some("answered".into());
    Ok(
        Decision::new(event).change(Change::Guarded(Guarding::QuestionAnswered(
            q.id,
            m.at,
            text.trim().into(),
        ))),
    )
}

/// It names somebody, or is no question: it is not shown. How many were set aside is public.
///
/// # Errors
/// [`NotNow::Done`] when it waits no more.
pub fn set_aside(m: Moment, q: &Question) -> Result<Decision, NotNow> {
    waits(q)?;
    let mut event = m.event(EventKind::QuestionAnswered, &[]);
    event.detail.what = Some("not shown".into());
    Ok(Decision::new(event).change(Change::Guarded(Guarding::QuestionSetAside(q.id, m.at))))
}
