//! A legal power in the town: Jo and Dr Patel see Kim's document, and Dr Patel records that one decision cannot be made.

use jiff::SignedDuration;
use sayso_app::power;
use sayso_app::supporter::Given;
use sayso_core::decide::power::Document;
use sayso_core::id::PersonId;
use sayso_core::power::PowerKind;

use crate::Town;

impl Town {
    /// Kim's registered power for health and welfare, for this many days.
    #[must_use]
    pub fn kims_document(&self, days: i64) -> Document {
        Document {
            kind: PowerKind::HealthAndWelfare,
            name: "Kim Morgan".into(),
            number: "7000-8000-9000".into(),
            in_force: true,
            alone: true,
            until: self.house.source().now() + SignedDuration::from_hours(24 * days),
        }
    }

    /// Jo saw Kim's document and Dr Patel saw it too: what the two hand over, Jo the code and Dr Patel the words.
    ///
    /// # Panics
    /// When it cannot be recorded.
    #[must_use]
    pub fn records_kims_power(&self, person: PersonId) -> Given {
        let (jo, patel) = (self.actor(self.cast.jo), self.actor(self.cast.patel));
        let document = self.kims_document(365);
        let expires = document.until;
        let code = self.act(move |desk, _| power::saw(desk, &jo, person, &document));
        let words = self.act(move |desk, _| {
            let seen = power::show(desk, &patel, person)?.powers.remove(0).power.id;
            power::confirm(desk, &patel, person, seen)
        });
        Given {
            name: "Kim Morgan".into(),
            words: words.expect("a second seat saw it"),
            code: code.expect("a first seat saw it"),
            expires,
        }
    }

    /// Dr Patel records that somebody cannot decide about the scheme now, for a week.
    ///
    /// # Errors
    /// What the use case gave.
    pub fn records_cannot_decide(&self, person: PersonId) -> Result<(), sayso_app::Error> {
        let (patel, scheme) = (self.actor(self.cast.patel), self.cast.scheme);
        self.act(move |desk, _| {
            let power = power::show(desk, &patel, person)?.powers.remove(0).power.id;
            let help = "Pictures, a quiet room, her sister, and two visits";
            power::cannot_decide(desk, &patel, person, (power, scheme), help, 7)
        })
    }
}
