//! Plans of evaluation and their results as entries of the public log. Owns: their short names, and which texts stand for
//! them: the plan as it was filed, the table as it was read, the words on where the plan was departed from.

use sayso_core::evaluation::text_of_departures;
use sayso_log::leaf::Leaf;

use super::gather::{Pending, document, slug, stamp};
use crate::{Desk, Error};

impl Desk<'_> {
    /// Every plan that was filed and every result that was published.
    pub(super) fn evaluation(&mut self, pending: &mut Vec<Pending>) -> Result<(), Error> {
        for (plan, result) in self.job.evaluation_plans()? {
            let name = |what: &str| slug(&format!("{what}-{}-phase-{}", plan.number, plan.phase));
            let text = plan.text.clone().into_bytes();
            let leaf = Leaf::EvaluationProtocol {
                at: stamp(self.now.at),
                name: name("plan"),
                hash: document(&text),
            };
            self.add(&format!("plan {}", plan.id), &leaf, vec![text], pending)?;
            let Some(result) = result else { continue };
            let words = text_of_departures(&plan, &result.departed);
            for (what, text) in [("table", result.table), ("departures", words)] {
                let text = text.into_bytes();
                let leaf = Leaf::PublishedTable {
                    at: stamp(self.now.at),
                    name: name(what),
                    hash: document(&text),
                };
                self.add(&format!("{what} {}", plan.id), &leaf, vec![text], pending)?;
            }
        }
        Ok(())
    }
}
