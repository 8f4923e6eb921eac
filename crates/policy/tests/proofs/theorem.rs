//! Reads `theorems.cedar`: policies that share an `@theorem` are one theorem.

use cedar_policy::{Policy, PolicySet};
use sayso_policy::published;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// Nothing allowed by the policies is allowed by the reference.
    Disjoint,
    /// All that the policies allow is allowed by the reference.
    Within,
    /// All that the reference allows is allowed by the policies.
    Contains,
}

pub(crate) struct Theorem {
    pub(crate) id: String,
    pub(crate) words: String,
    pub(crate) how: How,
    /// A policy to take out first.
    pub(crate) without: Option<String>,
    pub(crate) says: PolicySet,
    pub(crate) text: String,
}

impl Theorem {
    pub(crate) fn all() -> Vec<Self> {
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
pub(crate) fn without(policies: &PolicySet, id: &str) -> PolicySet {
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
