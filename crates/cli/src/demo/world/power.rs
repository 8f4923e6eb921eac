//! Robin, who holds a power for Iris: the practice team and a GP saw the document, and the GP recorded that Iris cannot
//! decide now about the service. Nothing has been said.

use jiff::SignedDuration;
use jiff::civil::date;
use sayso_app::{Desk, Error, power, practice};
use sayso_core::decide::power::Document;
use sayso_core::id::{PersonId, SupporterId};
use sayso_core::person::Details;
use sayso_core::power::PowerKind;
use sayso_core::seat::Role;

use super::places::Borough;

/// Whom Robin decides for.
pub(super) const IRIS: &str = "Iris Vale";

pub(super) fn robin(desk: &mut Desk, borough: &Borough) -> Result<(PersonId, SupporterId), Error> {
    let jo = borough.actor(Borough::first(0, Role::PracticeAdmin));
    let patel = borough.actor(Borough::first(0, Role::Clinician));
    let details = Details {
        name: IRIS.into(),
        birth_date: Some(date(1961, 2, 4)),
        phone: Some("020 7946 0188".into()),
        ..Details::default()
    };
    let iris = practice::load(desk, &jo, details)?;
    let document = Document {
        kind: PowerKind::HealthAndWelfare,
        name: "Robin Vale".into(),
        number: "7000 1234 5678".into(),
        in_force: true,
        alone: true,
        until: desk.now() + SignedDuration::from_hours(182 * 24),
    };
    power::saw(desk, &jo, iris, &document)?;
    let seen = power::show(desk, &patel, iris)?.powers.into_iter().next();
    let seen = seen.ok_or(Error::NotFound)?.power.id;
    power::confirm(desk, &patel, iris, seen)?;
    let help = "Pictures, short words, two visits on good days, and her sister beside her.";
    power::cannot_decide(desk, &patel, iris, (seen, borough.scheme), help, 28)?;
    Ok((iris, seen))
}
