//! Receipts: what was recorded about one person, with all that is needed to check it offline (docs/receipts.md).
//! Owns: what a receipt holds, and how the commitment to an event is recomputed. [`text`] is its shape, [`check`]
//! the verdict.

pub mod check;
pub mod text;

pub use check::{Altered, Genuine, Outcome, Trust, Waiting, verify_receipt};
pub use text::NoReceipt;

use sha2::{Digest as _, Sha256};

use crate::Hash;
use crate::tlog_proof::TlogProof;

/// What a form of event is called in its hash, and its fields in order. Only the values are hashed; the names are
/// bound because each form has one list of them. A changed list is a new form with a new name.
const FORMS: &[(&str, &[&str])] = &[(
    "sayso-event-v1",
    &[
        "event",
        "kind",
        "person",
        "actor",
        "outcome",
        "happened",
        "recorded",
        "purpose",
        "said",
        "organisation",
        "categories",
        "when",
        "channel",
        "what",
    ],
)];

/// What was recorded, field by field, with its salt: all that the commitment is made of.
#[derive(Clone, PartialEq, Eq)]
pub struct Recorded {
    form: usize,
    values: Vec<String>,
    salt: [u8; 32],
}

impl Recorded {
    /// An event of the form `sayso-event-v1`: its fields in the order in which they are hashed, empty where there
    /// is nothing to say. `None` if their number is wrong.
    #[must_use]
    pub fn event(values: Vec<String>, salt: [u8; 32]) -> Option<Self> {
        (values.len() == FORMS[0].1.len()).then_some(Self {
            form: 0,
            values,
            salt,
        })
    }

    /// Names and values, in order.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let names = FORMS[self.form].1.iter().copied();
        names.zip(self.values.iter().map(String::as_str))
    }

    /// The value of one field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields().find(|(n, _)| *n == name).map(|(_, v)| v)
    }

    /// The commitment: SHA-256 over the form's name, the salt, and each value after its length.
    #[must_use]
    pub fn commitment(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(FORMS[self.form].0);
        hash.update(b"\n");
        hash.update(self.salt);
        for value in &self.values {
            hash.update((value.len() as u64).to_be_bytes());
            hash.update(value);
        }
        hash.finalize().into()
    }

    /// The short code that ties a sheet of paper to its file: the first 100 bits of the commitment, in five groups of
    /// four of Crockford's base 32, which has no letter that looks like another.
    ///
    /// # Panics
    /// Never: five bits are a small number.
    #[must_use]
    pub fn code(&self) -> String {
        let commitment = self.commitment();
        let bits = commitment[..16]
            .iter()
            .fold(0_u128, |all, b| all << 8 | u128::from(*b));
        let digit = |at: u32| {
            let five = usize::try_from(bits >> (123 - 5 * at) & 31).expect("five bits");
            char::from(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"[five])
        };
        let groups = (0..5).map(|g| (0..4).map(|i| digit(4 * g + i)).collect::<String>());
        groups.collect::<Vec<_>>().join("-")
    }
}

impl std::fmt::Debug for Recorded {
    /// Shows the form only: what was recorded is about a person.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recorded({})", FORMS[self.form].0)
    }
}

/// The way from the commitment to the published checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamped {
    /// The number of the commitment in the private tree.
    pub index: u64,
    /// The size of the private tree at the published root.
    pub size: u64,
    /// The random bytes under the seal of that root.
    pub nonce: [u8; 32],
    /// The proof in the private tree.
    pub path: Vec<Hash>,
    /// The entry of the public log that seals the private root.
    pub line: String,
    /// The proof of that entry, with the checkpoint.
    pub public: TlogProof,
}

/// A receipt. Without a stamp it proves nothing yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// What was recorded.
    pub recorded: Recorded,
    /// How to check it, once a published checkpoint covers it.
    pub stamped: Option<Stamped>,
}
