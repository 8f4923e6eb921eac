//! Reads the theorems: reference policies that share an `@theorem` are one theorem. Never decides anything.

use cedar_policy::{Policy, PolicySet};
use sayso_policy::published;

/// How the policies and the reference are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// Nothing allowed by the policies is allowed by the reference.
    Disjoint,
    /// All that the policies allow is allowed by the reference.
    Within,
    /// All that the reference allows is allowed by the policies.
    Contains,
}

/// One theorem.
#[derive(Debug)]
pub struct Theorem {
    /// Its short name: `T1`.
    pub id: String,
    /// What it says, in a sentence.
    pub words: String,
    /// How it is compared.
    pub how: How,
    /// A policy to take out first.
    pub without: Option<String>,
    /// The reference policies.
    pub says: PolicySet,
    /// The same as text.
    pub text: String,
}

impl Theorem {
    /// Every theorem, in the order of the file.
    ///
    /// # Panics
    /// When the text compiled in is not well formed; a test reads it.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let set: PolicySet = published::THEOREMS.parse().expect("the theorems parse");
        let mut policies: Vec<&Policy> = set.policies().collect();
        policies.sort_by_key(|p| {
            p.id()
                .to_string()
                .trim_start_matches("policy")
                .parse::<u32>()
                .unwrap_or(0)
        });
        let mut all: Vec<Self> = Vec::new();
        for policy in policies {
            let say = |key| policy.annotation(key).map(str::to_owned);
            let id = say("theorem").expect("each reference policy names its theorem");
            if all.last().is_none_or(|t| t.id != id) {
                assert!(all.iter().all(|t| t.id != id), "{id} is in two places");
                all.push(Self {
                    id,
                    words: say("words").expect("each theorem has its sentence"),
                    how: match say("how").as_deref() {
                        Some("disjoint") => How::Disjoint,
                        Some("within") => How::Within,
                        Some("contains") => How::Contains,
                        other => panic!("how to compare? {other:?}"),
                    },
                    without: say("without"),
                    says: PolicySet::new(),
                    text: String::new(),
                });
            }
            let theorem = all.last_mut().expect("just pushed");
            theorem.text.push_str(&policy.to_string());
            theorem
                .says
                .add(policy.clone())
                .expect("ids are unique within the file");
        }
        all
    }
}

/// The set without the policy annotated `@id(id)`.
///
/// # Panics
/// When there is no such policy.
#[must_use]
pub fn without(policies: &PolicySet, id: &str) -> PolicySet {
    let kept = policies
        .policies()
        .filter(|p| p.annotation("id") != Some(id))
        .cloned();
    let set = PolicySet::from_policies(kept).expect("ids stay unique");
    assert_eq!(
        set.policies().count() + 1,
        policies.policies().count(),
        "{id} is a policy"
    );
    set
}
