//! A person who is signed in asks for another service: what their practice takes part in and they do not have. Owns: what
//! the page shows before a yes. The yes itself is [`crate::agree::from_home`]'s.

use sayso_core::category::{Categories, Category};
use sayso_core::id::{OrgId, PersonId, SchemeId};
use sayso_core::parcel::Line;
use sayso_core::person::Details;
use sayso_core::sayso::Purpose;
use sayso_core::seat::Actor;

use crate::agree::{Lines, Question, Service, preview};
use crate::own;
use crate::{Desk, Error};

/// The question of one service, with what the person could leave in.
#[derive(Debug, Clone)]
pub struct Asking {
    /// The question, from its terms in effect.
    pub question: Question,
    /// Their details as held.
    pub details: Details,
}

impl Asking {
    /// Each line that could be sent, as its reader would see it, with its name in a form. Only what a provider of this
    /// service may have by the register.
    #[must_use]
    pub fn lines(&self) -> Vec<(&'static str, Vec<Line>)> {
        let promise = &self.question.terms.promise;
        let may = self
            .question
            .providers
            .iter()
            .filter_map(|(id, _, _)| promise.flow(*id, Purpose::Refer));
        let may = may.fold(Categories::NONE, |all, f| all.union(f.categories));
        let one = |phone, email, access_needs| Lines {
            phone,
            email,
            access_needs,
            own_words: false,
        };
        let each = [
            ("phone", Category::Contact, one(true, false, false)),
            ("email", Category::Contact, one(false, true, false)),
            ("access_needs", Category::AccessNeeds, one(false, false, true)),
        ];
        let mut shown = vec![];
        for (value, category, lines) in each {
            let parcel = preview(&self.details, lines, "", [0; 32]);
            let said = parcel.lines.into_iter().filter(|l| l.category == category);
            let said: Vec<Line> = said.collect();
            if may.has(category) && !said.is_empty() {
                shown.push((value, said));
            }
        }
        shown
    }
}

impl Desk<'_> {
    fn not_had(&mut self, person: PersonId, practice: OrgId) -> Result<Vec<Service>, Error> {
        let has = self.job.referrals(person)?;
        let mut services = self.services(practice)?;
        services.retain(|s| !has.iter().any(|r| r.scheme == s.scheme && r.state.is_open()));
        Ok(services)
    }
}

/// The services that the person could ask for.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person.
pub fn list(desk: &mut Desk, actor: &Actor) -> Result<Vec<Service>, Error> {
    let person = own::opened(desk, actor, "the page for asking for another service")?;
    let practice = desk.job.practice_of(person)?.ok_or(Error::NotFound)?;
    desk.not_had(person, practice)
}

/// The question of one of them.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the person, and for a service that they have or that is none.
pub fn ask(desk: &mut Desk, actor: &Actor, service: SchemeId) -> Result<Asking, Error> {
    let person = own::opened(desk, actor, "the page about another service")?;
    let found = desk.job.person(person)?.ok_or(Error::NotFound)?;
    let practice = found.person.practice;
    let open = desk.not_had(person, practice)?;
    if open.iter().all(|s| s.scheme != service) {
        return Err(Error::NotFound);
    }
    Ok(Asking {
        question: desk.question(practice, Some(service))?,
        details: found.person.details,
    })
}
