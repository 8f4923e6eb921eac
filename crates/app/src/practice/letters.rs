//! Letters and other messages that no wire carries: printed together, and gone from the tray only once somebody says how
//! they reached the person. Owns: those two. Reading one message out is reception's.

use sayso_core::category::Categories;
use sayso_core::decide::carry::{self as decide, Handed};
use sayso_core::decide::look::{self, Why};
use sayso_core::event::{Detail, EventKind};
use sayso_core::id::{MessageId, PersonId};
use sayso_core::person::Way;
use sayso_core::seat::Actor;
use sayso_policy::{Action, act};

use super::reception::Opened;
use super::{Listed, identity};
use crate::{Desk, Error};

/// Every letter that waits to be posted, to print them together, the oldest first. One event names everybody whose
/// letter it is: each sees that it was opened.
///
/// # Errors
/// [`Error::Denied`] for anybody but the practice's own seats.
pub fn to_print(desk: &mut Desk, actor: &Actor) -> Result<Vec<Opened>, Error> {
    let (_, place) = Desk::own_place(actor)?;
    let may = desk.may::<act::ListPractice>(actor, &place, Categories::NONE)?;
    let mut letters = vec![];
    for waiting in desk.job.to_hand_at(place.org)? {
        let message = waiting.message;
        let about = desk.about(message.person, actor)?;
        let found = desk.job.person(message.person)?.ok_or(Error::NotFound)?;
        let contact = found.contact.as_ref();
        let way = contact.map(|c| c.way);
        let Some(sent_at) = waiting.sent_at.filter(|_| way == Some(Way::Post)) else {
            continue;
        };
        if desk.would(Action::ReadOutCode, actor, &about, identity()) {
            letters.push(Opened {
                shared: contact.is_none_or(|c| c.limits.shared),
                reading: found.person.details.reading,
                way,
                who: Listed::of(message.person, found.person.details),
                to_hand: waiting.to_hand,
                message,
                sent_at,
            });
        }
    }
    let mut people: Vec<PersonId> = letters.iter().map(|l| l.message.person).collect();
    people.sort_unstable();
    people.dedup();
    let detail = Detail {
        what: Some("a message".into()),
        categories: identity(),
        ..Detail::default()
    };
    let decision = look::opened(desk.now, EventKind::MessageRead, &people, Why::default(), detail);
    desk.write(&may, &decision)?;
    Ok(letters)
}

/// Somebody at the practice says how these reached their people: only then has a letter told anybody anything. One that
/// somebody else has said it of stays as they said, and one about a word that this seat recorded as forgotten stays for a
/// colleague.
///
/// # Errors
/// [`Error::Denied`] at another practice; [`Error::Input`] where all of them are for a colleague. One that is not there any
/// more holds up no other.
pub fn handed(desk: &mut Desk, actor: &Actor, ids: &[MessageId], how: Handed) -> Result<(), Error> {
    let (member, _) = Desk::own_place(actor)?;
    let (mut kept_back, mut done) = (0, 0);
    for id in ids {
        let Some(waiting) = desk.job.message(*id)? else {
            continue;
        };
        let message = waiting.message;
        let about = desk.about(message.person, actor)?;
        let may = desk.may::<act::ReadOutCode>(actor, &about, identity())?;
        // Whoever recorded that somebody forgot their word does not also say that they were told of it.
        if waiting.to_hand && desk.tells_of_a_word_recorded_by(member.id, message.person, message.id)? {
            kept_back += 1;
            continue;
        }
        if waiting.to_hand {
            done += 1;
            let decision = decide::handed(desk.now, &message, member.id, how);
            desk.write(&may, &decision)?;
        }
    }
    if kept_back > 0 && done == 0 {
        return Err(Error::Input(
            "You recorded that they forgot their private word. A colleague says how this reached them.",
        ));
    }
    Ok(())
}
