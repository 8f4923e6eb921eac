//! That somebody interpreted a yes: who, between which languages. Owns: the kinds and what is kept of it. Never asked of
//! a stop or a no, which nothing may hold up, and never told to anybody but the person.

use serde::{Deserialize, Serialize};

use crate::org::spelled;

spelled! {
    /// Who interpreted. Family and friends are a kind of their own: they may leave something out, or press.
    Interpreter {
        /// From an agency, or registered for sign language.
        Professional = "professional",
        /// Family, a friend, a neighbour: whoever came along.
        Brought = "brought",
        /// A member of staff who speaks the language.
        Colleague = "colleague",
        /// Somebody whom the person has named to support them.
        Supporter = "supporter",
    }
}

impl Interpreter {
    /// The words that complete "It was interpreted by".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Professional => "a professional interpreter",
            Self::Brought => "somebody whom you brought",
            Self::Colleague => "a member of staff who speaks your language",
            Self::Supporter => "a supporter whom you named",
        }
    }
}

/// What is kept of it with the yes, under the person's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpreted {
    /// Who.
    pub by: Interpreter,
    /// The language other than the one of the page, as the list of languages names it: `British Sign Language`.
    pub language: String,
    /// A short name or the agency's reference; empty where nobody gave one. Never in an event.
    pub who: String,
}

/// The longest name or reference, in characters.
pub const LONGEST_NAME: usize = 80;

impl Interpreted {
    /// With spaces at the ends gone. `None` without a language, or for a name that is longer than [`LONGEST_NAME`].
    #[must_use]
    pub fn new(by: Interpreter, language: &str, who: &str) -> Option<Self> {
        let (language, who) = (language.trim(), who.trim());
        let fits = !language.is_empty() && who.chars().count() <= LONGEST_NAME;
        fits.then(|| Self {
            by,
            language: language.into(),
            who: who.into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_needed_and_a_name_is_not() {
        let by = Interpreter::Professional;
        assert_eq!(Interpreted::new(by, " ", "an agency"), None);
        assert_eq!(Interpreted::new(by, "Polish", &"x".repeat(81)), None);
        let kept = Interpreted::new(by, " Polish ", "").expect("it fits");
        assert_eq!((kept.language.as_str(), kept.who.as_str()), ("Polish", ""));
    }
}
