//! The question "may they?" and the proof that the answer was yes. Owns: [`Authorised`], which only
//! [`Policy::authorise`] can make. Never asks what the person allows, never records anything.

use std::marker::PhantomData;
use std::str::FromStr;

use cedar_policy::{
    ActionConstraint, Authorizer, Decision, Entities, PolicyId, PolicySet, Request, Response, Schema,
    ValidationMode, Validator,
};
use sayso_core::category::Categories;
use sayso_core::facts::{About, Place};
use sayso_core::id::PersonId;
use sayso_core::seat::Actor;

use crate::slice::{Case, Inexpressible, Vocabulary};
use crate::{Act, Action, Question, published};

/// What an act is on.
#[derive(Debug, Clone, Copy)]
pub enum On<'a> {
    /// An organisation's page, list or setting: about nobody.
    Place(&'a Place),
    /// A person and what they have said.
    About(&'a About),
}
impl<'a> From<&'a Place> for On<'a> {
    fn from(place: &'a Place) -> Self {
        Self::Place(place)
    }
}
impl<'a> From<&'a About> for On<'a> {
    fn from(about: &'a About) -> Self {
        Self::About(about)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Place(Place),
    About(About),
}
impl Subject {
    fn question(&self, action: Action, actor: &Actor, shown: Categories) -> Question {
        let on = match self {
            Self::Place(place) => On::Place(place),
            Self::About(about) => On::About(about),
        };
        Question::of(action, actor, on, shown)
    }
    const fn about(&self) -> Option<&About> {
        match self {
            Self::About(about) => Some(about),
            Self::Place(_) => None,
        }
    }
    const fn place(&self) -> Option<&Place> {
        match self {
            Self::Place(place) => Some(place),
            Self::About(_) => None,
        }
    }
}

/// Proof that `actor` may do `A`, on this, showing or writing these categories. Only [`Policy::authorise`] makes
/// one; it cannot be copied.
///
/// ```compile_fail,E0451
/// use sayso_policy::{Authorised, act};
/// use std::marker::PhantomData;
/// fn forge(actor: sayso_core::seat::Actor) -> Authorised<act::Stop> {
///     Authorised { actor, subject: panic!(), categories: Default::default(), act: PhantomData }
/// }
/// ```
///
/// A proof for one act is no proof for another:
/// ```compile_fail,E0308
/// use sayso_policy::{Authorised, act};
/// fn reuse(may_stop: Authorised<act::Stop>) -> Authorised<act::WriteRecord> {
///     may_stop
/// }
/// ```
#[derive(Debug)]
pub struct Authorised<A: Act> {
    actor: Actor,
    subject: Subject,
    categories: Categories,
    act: PhantomData<fn() -> A>,
}

impl<A: Act> Authorised<A> {
    /// Who may.
    #[must_use]
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }
    /// The person it is about; `None` for an act about nobody.
    #[must_use]
    pub const fn about(&self) -> Option<&About> {
        self.subject.about()
    }
    /// The place it is on; `None` for an act about a person.
    #[must_use]
    pub const fn place(&self) -> Option<&Place> {
        self.subject.place()
    }
    /// What of the person may be shown or written: exactly what was asked for, never more.
    #[must_use]
    pub const fn categories(&self) -> Categories {
        self.categories
    }
    /// Which act.
    #[must_use]
    pub const fn action(&self) -> Action {
        A::ACTION
    }
    /// The question that was answered, without names: to keep beside the event, and to decide again.
    #[must_use]
    pub fn question(&self) -> Question {
        self.subject.question(A::ACTION, &self.actor, self.categories)
    }
}

/// Why it was not allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeniedBy {
    /// No rule allows it, or one forbids it.
    Rule,
    /// The question could not be asked properly, or a rule could not be evaluated: denied to be safe. An operator
    /// should hear of it.
    Error,
}

/// The answer was no. An outcome to record, then to show as "not found"; its text names nobody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not allowed: {action}")]
pub struct Denied {
    // Boxed so that the common answer, yes, is not carried in a result four times its size.
    tried: Box<(Actor, Subject)>,
    action: Action,
    categories: Categories,
    reason: DeniedBy,
}

impl Denied {
    /// Who tried.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.tried.0
    }
    /// What they tried.
    #[must_use]
    pub const fn action(&self) -> Action {
        self.action
    }
    /// The person it would have been about, who will see that it was tried.
    #[must_use]
    pub fn about(&self) -> Option<&About> {
        self.tried.1.about()
    }
    /// The same by their id; `None` where it was about nobody who exists.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        self.about().map(|a| a.person).filter(|p| *p != PersonId::NIL)
    }
    /// The place it would have been on.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.tried.1.place()
    }
    /// What it would have shown or written.
    #[must_use]
    pub const fn categories(&self) -> Categories {
        self.categories
    }
    /// The question that was answered with no, without names.
    #[must_use]
    pub fn question(&self) -> Question {
        self.tried.1.question(self.action, &self.tried.0, self.categories)
    }
    /// A rule, or an error.
    #[must_use]
    pub const fn reason(&self) -> DeniedBy {
        self.reason
    }
}

/// The compiled-in policies cannot be used. The server does not start.
#[derive(Debug, thiserror::Error)]
pub enum BadPolicy {
    /// The texts differ from those that the solver proved.
    #[error(
        "these policies are not the ones that were proved: run the proofs again (UPDATE=1 cargo test --workspace --locked --test proofs)"
    )]
    NotProved,
    /// A text does not parse, or does not fit the schema. Holds Cedar's message.
    #[error("policies do not fit their schema: {0}")]
    Invalid(String),
}

/// The policies, ready to answer. Make one at start and share it.
pub struct Policy {
    schema: Schema,
    authorizer: Authorizer,
    words: Vocabulary,
    /// For each action the policies that can apply to it. Sound: a policy whose scope names other actions never fires.
    slices: Vec<PolicySet>,
}

impl std::fmt::Debug for Policy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Policy")
    }
}

impl Policy {
    /// Loads the compiled-in policies.
    ///
    /// # Errors
    /// When they are not the texts that were proved, or do not validate strictly against the schema.
    pub fn new() -> Result<Self, BadPolicy> {
        Self::certified_by(published::PROVED)
    }

    /// The same with a certificate that may be another's.
    pub(crate) fn certified_by(record: &str) -> Result<Self, BadPolicy> {
        if !published::is_record_of_these(record) {
            return Err(BadPolicy::NotProved);
        }
        Self::of(published::SCHEMA, &published::policies())
    }

    pub(crate) fn of(schema: &str, policies: &str) -> Result<Self, BadPolicy> {
        let invalid = |e: &dyn std::fmt::Display| BadPolicy::Invalid(e.to_string());
        let (schema, _) = Schema::from_cedarschema_str(schema).map_err(|e| invalid(&e))?;
        let set = PolicySet::from_str(policies).map_err(|e| invalid(&e))?;
        let checked = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        if !checked.validation_passed_without_warnings() {
            return Err(invalid(&checked));
        }
        let words = Vocabulary::new().map_err(|Inexpressible| BadPolicy::Invalid("names".into()))?;
        let mut slices = Vec::with_capacity(Action::ALL.len());
        for action in Action::ALL {
            let uid = words.action(*action);
            let fits = set.policies().filter(|p| match p.action_constraint() {
                ActionConstraint::Any => true,
                ActionConstraint::Eq(one) => one == *uid,
                ActionConstraint::In(list) => list.contains(uid),
            });
            let named = fits.map(|p| match p.annotation("id") {
                Some(id) => p.new_id(PolicyId::new(id)),
                None => p.clone(),
            });
            slices.push(PolicySet::from_policies(named).map_err(|e| invalid(&e))?);
        }
        Ok(Self {
            schema,
            authorizer: Authorizer::new(),
            words,
            slices,
        })
    }

    /// May `actor` do `A` here, showing or writing `categories` of the person ([`Categories::NONE`] about nobody)?
    ///
    /// The facts must have been read in the transaction that acts on the answer.
    ///
    /// # Errors
    /// [`Denied`] when no rule allows it, one forbids it, or anything at all goes wrong. Record it.
    pub fn authorise<'a, A: Act>(
        &self,
        actor: &Actor,
        on: impl Into<On<'a>>,
        categories: Categories,
    ) -> Result<Authorised<A>, Denied> {
        let on = on.into();
        let subject = match on {
            On::Place(place) => Subject::Place(*place),
            On::About(about) => Subject::About(*about),
        };
        match self.decide(A::ACTION, actor, on, categories) {
            Ok(()) => Ok(Authorised {
                actor: *actor,
                subject,
                categories,
                act: PhantomData,
            }),
            Err(reason) => Err(Denied {
                tried: Box::new((*actor, subject)),
                action: A::ACTION,
                categories,
                reason,
            }),
        }
    }

    /// Would it be allowed? To choose the rows of a list and the buttons of a page; proves nothing, records nothing.
    #[must_use]
    pub fn would_allow<'a>(
        &self,
        action: Action,
        actor: &Actor,
        on: impl Into<On<'a>>,
        categories: Categories,
    ) -> bool {
        self.decide(action, actor, on.into(), categories).is_ok()
    }

    fn decide(&self, action: Action, actor: &Actor, on: On<'_>, shown: Categories) -> Result<(), DeniedBy> {
        let case = self
            .words
            .case(actor, on, shown)
            .map_err(|Inexpressible| DeniedBy::Error)?;
        self.judge(action, case)
    }

    pub(crate) fn judge(&self, action: Action, case: Case) -> Result<(), DeniedBy> {
        match self.respond(action, case)?.decision() {
            Decision::Allow => Ok(()),
            Decision::Deny => Err(DeniedBy::Rule),
        }
    }

    /// The three hypotheses of the proofs, checked each time: the entities and the request fit the schema, nothing
    /// that is referred to is missing, and no policy failed. Cedar alone would skip a `forbid` that failed.
    fn respond(&self, action: Action, case: Case) -> Result<Response, DeniedBy> {
        let Case {
            principal,
            resource,
            entities,
            context,
        } = case;
        let entities = Entities::empty()
            .add_entities(entities, Some(&self.schema))
            .map_err(|_| DeniedBy::Error)?;
        if !self.words.is_whole(&principal, &resource, &entities) {
            return Err(DeniedBy::Error);
        }
        let action_uid = self.words.action(action).clone();
        let request = Request::new(principal, action_uid, resource, context, Some(&self.schema))
            .map_err(|_| DeniedBy::Error)?;
        let answer = self
            .authorizer
            .is_authorized(&request, &self.slices[action as usize], &entities);
        if answer.diagnostics().errors().next().is_some() {
            return Err(DeniedBy::Error);
        }
        Ok(answer)
    }

    /// Decides a question again, and says which rules decided it. Proves nothing, records nothing.
    #[must_use]
    pub fn explain(&self, question: &Question) -> Answer {
        let case = self.words.case(question.actor(), question.on(), question.shown());
        let answer = case
            .map_err(|Inexpressible| DeniedBy::Error)
            .and_then(|case| self.respond(question.action(), case));
        let Ok(answer) = answer else {
            return Answer {
                allowed: false,
                by: Vec::new(),
            };
        };
        let slice = &self.slices[question.action() as usize];
        let mut by: Vec<_> = answer
            .diagnostics()
            .reason()
            .map(|id| Rule {
                id: id.to_string(),
                words: slice
                    .policy(id)
                    .and_then(|p| p.annotation("words"))
                    .unwrap_or_default()
                    .into(),
            })
            .collect();
        by.sort();
        Answer {
            allowed: answer.decision() == Decision::Allow,
            by,
        }
    }
}

/// What a question comes to when it is decided again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Would it be allowed?
    pub allowed: bool,
    /// The rules that decided: those that allow, or those that forbid. Empty where no rule allows it.
    pub by: Vec<Rule>,
}

/// One rule of the policies.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Its `@id`.
    pub id: String,
    /// Its sentence.
    pub words: String,
}

/// Decides a question under other policies, to show what a bad rule would do. Gives an answer, never an [`Authorised`].
///
/// # Errors
/// When the policies do not fit the schema.
pub fn decide_under(policies: &str, question: &Question) -> Result<Answer, BadPolicy> {
    Ok(Policy::of(published::SCHEMA, policies)?.explain(question))
}
