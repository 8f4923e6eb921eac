//! The parcel: exactly what one sending contains, line by line, and the salted hash that binds a say-so to it.
//! Never decides what goes in: the person does, by leaving a line or taking it out.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::category::{Categories, Category};

/// SHA-256 of a parcel's salt and lines.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct ParcelHash(pub [u8; 32]);

impl std::fmt::Display for ParcelHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl std::str::FromStr for ParcelHash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Self, BadHash> {
        let mut hash = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(BadHash);
        }
        for (i, byte) in hash.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).map_err(|_| BadHash)?;
        }
        Ok(Self(hash))
    }
}

/// Not 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a parcel hash")]
pub struct BadHash;

/// One line, as the recipient will read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What kind of information it is.
    pub category: Category,
    /// What it is called: `Phone`.
    pub label: String,
    /// What it says: `020 7946 0000`.
    pub value: String,
}

/// Exactly what one sending contains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// 32 random bytes, so that nobody can find the content by trying.
    pub salt: [u8; 32],
    /// What it says, in order.
    pub lines: Vec<Line>,
}

impl Parcel {
    /// The hash that the say-so binds: any changed, added, removed or reordered line gives another.
    #[must_use]
    pub fn hash(&self) -> ParcelHash {
        let mut text = Sha256::new();
        text.update(b"sayso-parcel-v1\n");
        text.update(self.salt);
        for line in &self.lines {
            for part in [line.category.as_str(), &line.label, &line.value] {
                text.update((part.len() as u64).to_be_bytes());
                text.update(part);
            }
        }
        ParcelHash(text.finalize().into())
    }
    /// The categories that appear in it.
    #[must_use]
    pub fn categories(&self) -> Categories {
        self.lines.iter().map(|l| l.category).collect()
    }
    /// Does it hold a way to reach the person? Nothing else is required of a parcel.
    #[must_use]
    pub fn can_reach(&self) -> bool {
        let says = |c| {
            self.lines
                .iter()
                .any(|l| l.category == c && !l.value.trim().is_empty())
        };
        says(Category::Identity) && says(Category::Contact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parcel() -> Parcel {
        let line = |category, label: &str, value: &str| Line {
            category,
            label: label.into(),
            value: value.into(),
        };
        Parcel {
            salt: [1; 32],
            lines: vec![
                line(Category::Identity, "Name", "A"),
                line(Category::Contact, "Phone", "1"),
            ],
        }
    }

    #[test]
    fn any_change_is_another_parcel() {
        let base = parcel().hash();
        let mut changed = vec![parcel(), parcel(), parcel(), parcel(), parcel()];
        changed[0].salt[0] = 2;
        changed[1].lines[0].value.push('B');
        changed[2].lines.swap(0, 1);
        changed[3].lines.pop();
        // A value that moves across the border between label and value is a change too.
        changed[4].lines[0] = Line {
            category: Category::Identity,
            label: "NameA".into(),
            value: String::new(),
        };
        for other in changed {
            assert_ne!(other.hash(), base, "{other:?}");
        }
        assert_eq!(parcel().hash().to_string().parse(), Ok(base));
    }

    #[test]
    fn a_parcel_without_a_way_to_reach_the_person_reaches_nobody() {
        let mut unreachable = parcel();
        unreachable.lines[1].value = " ".into();
        assert!(parcel().can_reach() && !unreachable.can_reach());
    }
}
