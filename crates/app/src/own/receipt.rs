//! A receipt of one row of the person's own history, on their request. Nobody else can ask for one, and there is none of
//! what could pass for a record of duty (`sayso_core::event::may_have_receipt`).

use sayso_core::category::Categories;
use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind as E, may_have_receipt};
use sayso_core::id::{EventId, PersonId, SaidId};
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::desk::Reach;
use crate::own::me;
use crate::public_log::{Made, receipt as make};
use crate::telling::Sentence;
use crate::{Desk, Error};

/// A receipt of one row.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// The row.
    pub sentence: Sentence,
    /// The receipt; `None` where the row was changed outside the service, so that there is nothing to give.
    pub made: Option<Made>,
}

/// A stop is the way out: its receipt is never behind a private word.
const fn is_way_out(kind: E) -> bool {
    matches!(
        kind,
        E::Left | E::Paused | E::PurposeStopped | E::Undone | E::TextsStopped
    )
}

/// The receipt of one row, after the event of asking for it is written.
///
/// # Errors
/// [`Error::NotFound`] where the row is not about this person, or has no receipt; [`Error::PrivateWord`] as for the
/// history.
pub fn receipt(desk: &mut Desk, actor: &Actor, event: EventId) -> Result<Receipt, Error> {
    let person = me(actor)?;
    let recorded = desk.job.recorded(person, event)?.ok_or(Error::NotFound)?;
    let kind = recorded.told.kind;
    if desk.reach != Reach::Full && !is_way_out(kind) {
        return Err(Error::PrivateWord);
    }
    if kind != E::Unreadable && !may_have_receipt(kind) {
        return Err(Error::NotFound);
    }
    asked(desk, actor, person)?;
    let sentence = desk
        .sentences(std::slice::from_ref(&recorded.told))?
        .pop()
        .ok_or(Error::NotFound)?;
    let changed = sentence.stands == crate::public_log::Stands::Changed;
    let made = if changed {
        None
    } else {
        Some(make::of(&mut desk.job, &recorded)?)
    };
    Ok(Receipt { sentence, made })
}

/// The row with which the person gave this say-so.
///
/// # Errors
/// [`Error::NotFound`] where it is not theirs.
pub fn given_with(desk: &mut Desk, actor: &Actor, said: SaidId) -> Result<EventId, Error> {
    let person = me(actor)?;
    // The way to a receipt is a look of its own: authorised and written down like the receipt behind it. Where there is no
    // such say-so, nothing was looked at, and the event goes with the rest.
    asked(desk, actor, person)?;
    desk.job.given_with(person, said)?.ok_or(Error::NotFound)
}

fn asked(desk: &mut Desk, actor: &Actor, person: PersonId) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::OpenOwn>(actor, &about, Categories::NONE)?;
    let decision = look::opened(
        desk.now,
        E::ReceiptAsked,
        &[person],
        Why::default(),
        Detail::default(),
    );
    desk.write(&may, &decision)?;
    Ok(())
}
