//! Organisations, schemes, terms, seats and counts, read back.

use jiff::Timestamp;
use sayso_core::decision::{Org, Scheme, Seat};
use sayso_core::id::{MemberId, OrgId, SchemeId, TermsId};
use sayso_core::org::OrgKind;
use sayso_core::seat::{Member, Role};
use sayso_core::terms::Terms;

use super::Job;
use super::closing::CLOSED;
use super::seat_pause::PAUSED;
use crate::engine::Row;
use crate::{Cell, Class, Encrypted, Owner, StoreError, params};

/// Counts of one practice in one month, by what was counted. About nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// Whose.
    pub practice: OrgId,
    /// `2026-11`.
    pub month: String,
    /// What was counted.
    pub what: String,
    /// How many.
    pub n: i64,
}

const ORG: &str = "SELECT id, kind, name, ods, interests, takes_part FROM organisation";
const TERMS: &str = "SELECT id, scheme_id, version, promise, published_at, in_effect_at FROM terms";

fn code<T>(found: Option<T>) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::corrupt("a code that the model does not have"))
}

pub(super) fn json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::corrupt("JSON of another shape"))
}

fn org(row: &Row) -> Result<Org, StoreError> {
    Ok(Org {
        id: row.parsed(0)?,
        kind: code(OrgKind::parse(&row.text(1)?))?,
        name: row.text(2)?,
        ods: row.text_opt(3)?,
        interests: json(&row.text(4)?)?,
        takes_part: row.flag(5)?,
    })
}

fn terms(row: &Row) -> Result<Terms, StoreError> {
    Ok(Terms {
        id: row.parsed(0)?,
        scheme: row.parsed(1)?,
        version: u32::try_from(row.int(2)?).map_err(|_| StoreError::corrupt("a version below zero"))?,
        promise: json(&row.text(3)?)?,
        published_at: row.parsed(4)?,
        in_effect_at: row.parsed(5)?,
    })
}

impl Job<'_> {
    /// One organisation.
    ///
    /// # Errors
    /// What the store gave.
    pub fn org(&mut self, id: OrgId) -> Result<Option<Org>, StoreError> {
        self.tx.one(&format!("{ORG} WHERE id = $1"), params![id], org)
    }

    /// Every organisation, by kind and name.
    ///
    /// # Errors
    /// What the store gave.
    pub fn orgs(&mut self) -> Result<Vec<Org>, StoreError> {
        self.tx.all(&format!("{ORG} ORDER BY kind, name"), params![], org)
    }

    /// Every scheme with its organisations.
    ///
    /// # Errors
    /// What the store gave.
    pub fn schemes(&mut self) -> Result<Vec<Scheme>, StoreError> {
        let sql = "SELECT id, name FROM scheme ORDER BY id";
        let mut all: Vec<Scheme> = self.tx.all(sql, params![], |row| {
            Ok(Scheme {
                id: row.parsed(0)?,
                name: row.text(1)?,
                orgs: vec![],
            })
        })?;
        for scheme in &mut all {
            let sql = "SELECT org_id FROM scheme_org WHERE scheme_id = $1 ORDER BY org_id";
            scheme.orgs = self.tx.all(sql, params![scheme.id], |row| row.parsed(0))?;
        }
        Ok(all)
    }

    /// The version of a scheme's terms that counts now.
    ///
    /// # Errors
    /// What the store gave.
    pub fn terms_in_effect(&mut self, scheme: SchemeId, now: Timestamp) -> Result<Option<Terms>, StoreError> {
        let sql =
            format!("{TERMS} WHERE scheme_id = $1 AND in_effect_at <= $2 ORDER BY version DESC LIMIT 1");
        self.tx.one(&sql, params![scheme, now], terms)
    }

    /// One version of terms.
    ///
    /// # Errors
    /// What the store gave.
    pub fn terms(&mut self, id: TermsId) -> Result<Option<Terms>, StoreError> {
        self.tx.one(&format!("{TERMS} WHERE id = $1"), params![id], terms)
    }

    /// Every published version, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn all_terms(&mut self) -> Result<Vec<Terms>, StoreError> {
        self.tx
            .all(&format!("{TERMS} ORDER BY scheme_id, version"), params![], terms)
    }

    /// A seat, as the actor that it makes now: whether the membership runs is asked of the clock, not of the session.
    ///
    /// # Errors
    /// What the store gave.
    pub fn member(&mut self, id: MemberId) -> Result<Option<Member>, StoreError> {
        let sql = format!(
            "SELECT m.role, m.org_id, o.kind, m.from_at, m.until_at, {CLOSED} OR {PAUSED} FROM member m \
             JOIN organisation o ON o.id = m.org_id WHERE m.id = $1"
        );
        let now = self.source.now();
        self.tx.one(&sql, params![id, now], |row| {
            let from: Timestamp = row.parsed(3)?;
            let until: Option<Timestamp> = row.parsed_opt(4)?;
            Ok(Member {
                id,
                role: code(Role::parse(&row.text(0)?))?,
                org: row.parsed(1)?,
                kind: code(OrgKind::parse(&row.text(2)?))?,
                active: from <= now && until.is_none_or(|end| now < end) && !row.flag(5)?,
            })
        })
    }

    /// A seat with its name, from this job's memory where it was read before.
    ///
    /// # Errors
    /// What the store gave.
    pub fn seat(&mut self, id: MemberId) -> Result<Option<Seat>, StoreError> {
        if let Some(seat) = self.seats.get(&id) {
            return Ok(Some(seat.clone()));
        }
        let sql = "SELECT id, org_id, role, name, from_at, until_at, takes_part FROM member WHERE id = $1";
        let Some(row) = self.tx.one(sql, params![id], seat)? else {
            return Ok(None);
        };
        let seat = self.with_name(row)?;
        self.seats.insert(id, seat.clone());
        Ok(Some(seat))
    }

    /// Everybody with a seat, or at one organisation.
    ///
    /// # Errors
    /// What the store gave.
    pub fn seats(&mut self, org: Option<OrgId>) -> Result<Vec<Seat>, StoreError> {
        let sql = "SELECT id, org_id, role, name, from_at, until_at, takes_part FROM member \
                   WHERE $1 IS NULL OR org_id = $1 ORDER BY org_id, role, id";
        let rows = self.tx.all(sql, params![org], seat)?;
        rows.into_iter().map(|row| self.with_name(row)).collect()
    }

    fn with_name(&mut self, (mut seat, name): (Seat, Encrypted)) -> Result<Seat, StoreError> {
        seat.name = self.unlock(
            Owner::shared(Class::Staff),
            &Cell::new("member", seat.id, "name", 1),
            &name,
        )?;
        Ok(seat)
    }

    /// The counts of one practice, or of all.
    ///
    /// # Errors
    /// What the store gave.
    pub fn figures(&mut self, practice: Option<OrgId>) -> Result<Vec<Figures>, StoreError> {
        let sql = "SELECT practice_id, month, what, n FROM counter WHERE $1 IS NULL OR practice_id = $1 \
                   ORDER BY month DESC, practice_id, what";
        self.tx.all(sql, params![practice], |row| {
            Ok(Figures {
                practice: row.parsed(0)?,
                month: row.text(1)?,
                what: row.text(2)?,
                n: row.int(3)?,
            })
        })
    }
}

fn seat(row: &Row) -> Result<(Seat, Encrypted), StoreError> {
    let seat = Seat {
        id: row.parsed(0)?,
        org: row.parsed(1)?,
        role: code(Role::parse(&row.text(2)?))?,
        name: String::new(),
        from: row.parsed(4)?,
        until: row.parsed_opt(5)?,
        takes_part: row.flag(6)?,
    };
    Ok((seat, row.encrypted(3)?))
}
