//! Why was this allowed? For one row of the person's own history: what the rules were asked then, what they say to it
//! now, and both as a text that anybody can have decided again. Never says more of others than the row itself.

use sayso_core::id::{EventId, PersonId, SaidId};
use sayso_core::seat::Actor;
use sayso_policy::{Question, Rule, published};
use sayso_store::Told;

use super::opened;
use crate::telling::Sentence;
use crate::{Desk, Error};

/// Why one act was, or was not, allowed.
#[derive(Debug, Clone)]
pub struct WhyAllowed {
    /// The row.
    pub sentence: Sentence,
    /// The say-so that it rests on, if it rests on one.
    pub said: Option<SaidId>,
    /// What the rules were asked; `None` for a row from before that was kept.
    pub asked: Option<RulesAsked>,
}

/// What the rules were asked, and say.
#[derive(Debug, Clone)]
pub struct RulesAsked {
    /// Who asked, as the rules see it: `a coach at the provider that was named`.
    pub who: String,
    /// What they asked to do.
    pub what: &'static str,
    /// What the rules were told, each a sentence.
    pub facts: Vec<String>,
    /// The rules that decide it.
    pub rules: Vec<Rule>,
    /// What the rules of today answer.
    pub allowed: bool,
    /// The rules are the ones of that moment.
    pub same_rules: bool,
    /// The text to keep. Holds no name and no id.
    pub file: String,
}

/// Why one row of the person's history was allowed, after the event of reading it is written.
///
/// # Errors
/// As [`super::open`]; [`Error::NotFound`] where the row is not about this person.
pub fn why(desk: &mut Desk, actor: &Actor, event: EventId) -> Result<WhyAllowed, Error> {
    let person = opened(desk, actor, "why something was allowed")?;
    let (told, asked) = desk.rules_asked(person, event)?;
    let sentence = desk.sentences(std::slice::from_ref(&told))?.pop();
    Ok(WhyAllowed {
        sentence: sentence.ok_or(Error::NotFound)?,
        said: told.said,
        asked,
    })
}

/// One row of the person's own history in words, to ask about it, after the event of reading it is written.
///
/// # Errors
/// As [`why`].
pub fn row(desk: &mut Desk, actor: &Actor, event: EventId) -> Result<Sentence, Error> {
    Ok(why(desk, actor, event)?.sentence)
}

impl Desk<'_> {
    /// A row of somebody's history, and what the rules were asked about it. The caller has authorised and written that it
    /// is read.
    pub(crate) fn rules_asked(
        &mut self,
        person: PersonId,
        event: EventId,
    ) -> Result<(Told, Option<RulesAsked>), Error> {
        let (told, kept) = self.job.why(person, event)?.ok_or(Error::NotFound)?;
        let asked = kept.map(|text| {
            let unreadable = |_| Error::Fault("a question that was kept cannot be read".into());
            text.parse()
                .map_err(unreadable)
                .map(|question| self.asked(&question, text))
        });
        Ok((told, asked.transpose()?))
    }

    fn asked(&self, question: &Question, file: String) -> RulesAsked {
        let answer = self.policy.explain(question);
        RulesAsked {
            who: question.who_in_words(),
            what: question.action().in_words(),
            facts: question.facts_in_words(),
            rules: answer.by,
            allowed: answer.allowed,
            same_rules: question.rules() == published::fingerprint(),
            file,
        }
    }
}
