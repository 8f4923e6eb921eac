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
    /// Every theorem of the text compiled in, in its order.
    ///
    /// # Panics
    /// When that is not well formed; a test reads it.
    #[must_use]
    pub fn all() -> Vec<Self> {
        Self::of(published::THEOREMS).expect("the theorems compiled in are well formed")
    }

    /// Every theorem of another text.
    ///
    /// # Errors
    /// What is not well formed, in words.
    pub fn of(text: &str) -> Result<Vec<Self>, String> {
        let set: PolicySet = text
            .parse()
            .map_err(|e: cedar_policy::ParseErrors| e.to_string())?;
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
            let id = say("theorem").ok_or("a reference policy names no theorem")?;
            if all.last().is_none_or(|t| t.id != id) {
                if all.iter().any(|t| t.id == id) {
                    return Err(format!("{id} is in two places"));
                }
                all.push(Self {
                    words: say("words").ok_or_else(|| format!("{id} has no sentence"))?,
                    how: match say("how").as_deref() {
                        Some("disjoint") => How::Disjoint,
                        Some("within") => How::Within,
                        Some("contains") => How::Contains,
                        _ => return Err(format!("{id} does not say how it is compared")),
                    },
                    without: say("without"),
                    says: PolicySet::new(),
                    text: String::new(),
                    id,
                });
            }
            if let Some(theorem) = all.last_mut() {
                theorem.text.push_str(&policy.to_string());
                theorem.says.add(policy.clone()).map_err(|e| e.to_string())?;
            }
        }
        Ok(all)
    }
}

/// The set without the policy annotated `@id(id)`.
///
/// # Errors
/// When there is not exactly one such policy.
pub fn without(policies: &PolicySet, id: &str) -> Result<PolicySet, String> {
    let kept = policies
        .policies()
        .filter(|p| p.annotation("id") != Some(id))
        .cloned();
    let set = PolicySet::from_policies(kept).map_err(|e| e.to_string())?;
    if set.policies().count() + 1 == policies.policies().count() {
        Ok(set)
    } else {
        Err(format!("{id} is not one policy"))
    }
}
