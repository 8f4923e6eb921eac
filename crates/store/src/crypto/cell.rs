//! The place of an encrypted value and its bytes. Owns: what is bound to the value so that it cannot be moved.
//! Never holds a key.

use std::fmt::{self, Display};

use sayso_core::id::PersonId;

/// How long a thing is kept, and so which key it is under: erasing one class leaves the others readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// The ordinary record of the service.
    Service,
    /// Safeguarding concerns.
    Safeguarding,
    /// Complaints.
    Complaint,
    /// What the law makes us keep.
    Legal,
    /// Staff: names and ways to reach them.
    Staff,
    /// The system's own: nothing about anybody.
    System,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 6] = [
        Self::Service,
        Self::Safeguarding,
        Self::Complaint,
        Self::Legal,
        Self::Staff,
        Self::System,
    ];

    /// The code in the `data_key` table. Part of what is authenticated: never change one.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Safeguarding => "safeguarding",
            Self::Complaint => "complaint",
            Self::Legal => "legal",
            Self::Staff => "staff",
            Self::System => "system",
        }
    }
}

/// Whose key a value is under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner {
    pub(crate) person: Option<PersonId>,
    pub(crate) class: Class,
}

impl Owner {
    /// This person's key of this class.
    #[must_use]
    pub const fn person(person: PersonId, class: Class) -> Self {
        Self {
            person: Some(person),
            class,
        }
    }
    /// The one shared key of this class, for what belongs to no person (staff, system).
    #[must_use]
    pub const fn shared(class: Class) -> Self {
        Self { person: None, class }
    }
    /// The `owner` column: the person's id, or `-`.
    pub(crate) fn code(&self) -> String {
        self.person
            .map_or_else(|| "-".to_owned(), |person| person.to_string())
    }
}

/// The place of one value: table, row, column and version. A value read from any other place does not decrypt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell(Vec<u8>);

impl Cell {
    /// `row` is the row's id as stored. `version` is the row's version when the column can be changed, else 1.
    #[must_use]
    pub fn new(table: &'static str, row: impl Display, column: &'static str, version: i64) -> Self {
        let mut bytes = Vec::with_capacity(96);
        for part in [table, &row.to_string(), column] {
            push(&mut bytes, part);
        }
        bytes.extend(version.to_be_bytes());
        Self(bytes)
    }

    /// What is authenticated beside the value.
    pub(crate) fn bound_to(&self, owner: &Owner) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() + 64);
        for part in ["sayso cell 1", &owner.code(), owner.class.code()] {
            push(&mut bytes, part);
        }
        bytes.extend(&self.0);
        bytes
    }
}

/// With its length in front, so that no two lists of parts give the same bytes.
fn push(bytes: &mut Vec<u8>, part: &str) {
    bytes.extend((part.len() as u64).to_be_bytes());
    bytes.extend(part.as_bytes());
}

/// An encrypted value as stored: a format byte (1), a 12-byte nonce, AES-256-GCM-SIV ciphertext with its tag
/// (RFC 8452). Only [`KeyRing`](crate::KeyRing) makes one from plain text.
#[derive(Clone, PartialEq, Eq)]
pub struct Encrypted(Vec<u8>);

impl Encrypted {
    /// Bytes that came out of the database.
    #[must_use]
    pub const fn stored(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
    /// The bytes as stored.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
    /// The bytes as stored.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl fmt::Debug for Encrypted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encrypted({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_places_look_alike() {
        assert_ne!(Cell::new("a", "bc", "d", 1), Cell::new("ab", "c", "d", 1));
        assert_ne!(Cell::new("a", "b", "c", 1), Cell::new("a", "b", "c", 2));
        let cell = Cell::new("a", "b", "c", 1);
        let shared = |class| cell.bound_to(&Owner::shared(class));
        assert_ne!(shared(Class::Staff), shared(Class::System));
    }
}
