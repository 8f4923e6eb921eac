//! What a yes means, for the person who gave it or might. Owns: which terms are explained. Every word is generated
//! from them.

use sayso_core::org::Interests;
use sayso_core::seat::Actor;
use sayso_core::terms::Terms;

use super::opened;
use crate::{Desk, Error};

/// What a yes means, in words that are generated from the terms.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The terms: those that the person said yes to, else those in effect.
    pub terms: Terms,
    /// The person said yes to these very words.
    pub agreed: bool,
    /// Who owns and pays each organisation that gets something.
    pub interests: Vec<(String, Interests)>,
}

/// The explanation, for the person: of each service that they said yes to, newest first; else of the first that there
/// is. Empty where no scheme has terms for their practice.
///
/// # Errors
/// As [`open`].
pub fn explained(desk: &mut Desk, actor: &Actor) -> Result<Vec<Explained>, Error> {
    let person = opened(desk, actor, "the page that explains what you said yes to")?;
    let practice = desk.job.practice_of(person)?.ok_or(Error::NotFound)?;
    let mut agreed: Vec<Terms> = vec![];
    for said in desk.job.ledger(person)?.given.iter().rev() {
        if let Some(terms) = desk.job.terms(said.terms)?
            && agreed.iter().all(|t| t.scheme != terms.scheme)
        {
            agreed.push(terms);
        }
    }
    if !agreed.is_empty() {
        let each = agreed.into_iter().map(|terms| desk.explain(terms, true));
        return each.collect();
    }
    match desk.question(practice, None) {
        Ok(question) => Ok(vec![desk.explain(question.terms, false)?]),
        Err(Error::NotFound) => Ok(vec![]),
        Err(error) => Err(error),
    }
}

impl Desk<'_> {
    fn explain(&mut self, terms: Terms, agreed: bool) -> Result<Explained, Error> {
        let mut seen = vec![];
        let mut interests = vec![];
        for flow in &terms.promise.flows {
            if !seen.contains(&flow.recipient) {
                seen.push(flow.recipient);
                let org = self.org(flow.recipient)?;
                interests.push((org.name, org.interests));
            }
        }
        Ok(Explained {
            terms,
            agreed,
            interests,
        })
    }
}
