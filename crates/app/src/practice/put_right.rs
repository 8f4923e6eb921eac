//! A birth date or an NHS number that is wrong, put right by the person's practice. Owns: that one number is one record there,
//! and that the person is told. Never changes what the person says of themself: name, phone, email.

use jiff::civil::Date;
use sayso_core::category::Categories;
use sayso_core::decide::awkward as decide;
use sayso_core::id::PersonId;
use sayso_core::nhs_number::NhsNumber;
use sayso_core::person::Details;
use sayso_core::seat::Actor;
use sayso_policy::act;

use crate::{Desk, Error, awkward};

/// Who somebody is, as a form of the practice says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Identity {
    /// Their birth date.
    pub birth_date: Option<Date>,
    /// Their NHS number.
    pub nhs_number: Option<NhsNumber>,
}

impl Identity {
    /// What is held.
    #[must_use]
    pub const fn of(details: &Details) -> Self {
        Self {
            birth_date: details.birth_date,
            nhs_number: details.nhs_number,
        }
    }
}

/// A seat of the practice puts a birth date or an NHS number right. `drawn` is what the form was drawn with. The person is
/// told by their safe channel. Words for the record go by the number that stands then.
///
/// # Errors
/// [`Error::Denied`] for anybody but the person's practice; [`Error::Conflict`] where somebody changed it since;
/// [`Error::Input`] where another record here has the number, or the birth date would be lost; [`Error::NotNow`] where
/// nothing would change.
pub fn correct(
    desk: &mut Desk,
    actor: &Actor,
    person: PersonId,
    drawn: Identity,
    right: Identity,
) -> Result<(), Error> {
    let about = desk.about(person, actor)?;
    let may = desk.may::<act::Void>(actor, &about, Categories::NONE)?;
    awkward::still_here(desk, person)?;
    let mut found = desk.job.person(person)?.ok_or(Error::NotFound)?.person;
    let before = found.details.clone();
    if Identity::of(&before) != drawn {
        return Err(Error::Conflict);
    }
    if right.birth_date.is_none() && before.birth_date.is_some() {
        return Err(Error::Input("Enter a birth date, for example 15 3 1984"));
    }
    if let Some(number) = right.nhs_number
        && let Some(other) = desk.job.by_nhs_number(about.practice, number)?
        && other != person
    {
        return Err(Error::Input(
            "Another record here has this NHS number. If both are this patient, look at “They have a second record”.",
        ));
    }
    found.details.birth_date = right.birth_date;
    found.details.nhs_number = right.nhs_number;
    let decision = decide::identity_corrected(desk.now, &before, found)?;
    desk.write(&may, &decision)?;
    Ok(())
}
