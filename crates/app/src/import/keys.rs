//! By what an item of a file is found again. Owns: which identifiers count, and whose they are: what one practice
//! calls its people is found by that practice alone, so that an import tells nobody who is on another list.

use sayso_core::decision::Change;
use sayso_core::id::Id;
use sayso_interop::{Identifier, Origin};

use crate::{Desk, Error};

/// FHIR's system for identifiers that are addresses by themselves.
const ADDRESS: &str = "urn:ietf:rfc:3986";

/// Which of our things, and whose names for them.
#[derive(Debug, Clone)]
pub(super) struct Names {
    kind: &'static str,
    scope: String,
}

/// What is known of some identifiers.
pub(super) struct Looked<T> {
    /// Everything that they name; more than one is a contradiction.
    pub found: Vec<Id<T>>,
    /// Those that name nothing yet.
    pub unnamed: Vec<Identifier>,
}

/// The identifiers of an item; where it has none, its own id if that is a UUID. Any other id is unique only where
/// it was made, and could be somebody else's tomorrow.
pub(super) fn of(identifiers: &[Identifier], origin: &Origin) -> Vec<Identifier> {
    if !identifiers.is_empty() {
        return identifiers.to_vec();
    }
    let uuid = origin.id.as_deref().filter(|id| is_uuid(id));
    uuid.map(|id| Identifier {
        system: ADDRESS.into(),
        value: format!("urn:uuid:{}", id.to_ascii_lowercase()),
    })
    .into_iter()
    .collect()
}

fn is_uuid(id: &str) -> bool {
    id.len() == 36
        && id.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_hexdigit(),
        })
}

impl Names {
    /// Names that everybody in the deployment shares: organisations, seats.
    pub(super) const fn shared(kind: &'static str) -> Self {
        Self {
            kind,
            scope: String::new(),
        }
    }

    /// One practice's names, or names within one person's things.
    pub(super) fn within<T>(kind: &'static str, scope: Id<T>) -> Self {
        Self {
            kind,
            scope: scope.to_string(),
        }
    }

    fn value(&self, identifier: &Identifier) -> String {
        if self.scope.is_empty() {
            identifier.value.clone()
        } else {
            format!("{} {}", identifier.value, self.scope)
        }
    }

    /// What these identifiers name, added to what was `found` in another way.
    pub(super) fn look<T>(
        &self,
        desk: &mut Desk,
        keys: &[Identifier],
        mut found: Vec<Id<T>>,
    ) -> Result<Looked<T>, Error> {
        let mut unnamed = vec![];
        for key in keys {
            let Some(id) = desk.job.named(self.kind, &key.system, &self.value(key))? else {
                unnamed.push(key.clone());
                continue;
            };
            let id = id
                .parse()
                .map_err(|_| Error::Fault("an outside identifier names no id of ours".into()))?;
            if !found.contains(&id) {
                found.push(id);
            }
        }
        Ok(Looked { found, unnamed })
    }

    /// These identifiers name `id` from now on.
    pub(super) fn name<T>(&self, keys: &[Identifier], id: Id<T>) -> Vec<Change> {
        let name = |key: &Identifier| Change::Named {
            kind: self.kind,
            system: key.system.clone(),
            value: self.value(key),
            id: id.to_string(),
        };
        keys.iter().map(name).collect()
    }
}
