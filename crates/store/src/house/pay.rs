//! Evidence of pay: written and read back. That it goes with the yes that it rests on is the schema's own doing.

use sayso_core::id::{JobId, PersonId, SaidId};
use sayso_core::job::pay::{Exact, Pay};

use super::apply::exactly_one;
use super::{Job, service};
use crate::{Cell, Encrypted, StoreError, params};

/// The row's name for what is bound to its words: both halves of its key.
fn row(pay: &Pay) -> String {
    format!("{}/{}", pay.job, pay.said)
}

impl Job<'_> {
    pub(super) fn keep_pay(&mut self, pay: &Pay) -> Result<(), StoreError> {
        let cell = Cell::new("job_pay", row(pay), "body", 1);
        let body = self.lock(service(pay.person), &cell, &pay.exact)?;
        let sql = "INSERT INTO job_pay (job_id, said_id, person_id, body, written_at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (job_id, said_id) DO UPDATE SET body = $4, written_at = $5 WHERE person_id = $3";
        let values = params![pay.job, pay.said, pay.person, body, pay.written_at];
        exactly_one(self.tx.execute(sql, values)?)
    }

    pub(super) fn take_pay_out(&mut self, job: JobId, said: SaidId) -> Result<(), StoreError> {
        let sql = "DELETE FROM job_pay WHERE job_id = $1 AND said_id = $2";
        exactly_one(self.tx.execute(sql, params![job, said])?)
    }

    /// Evidence of pay that a person wrote down and that its yes still keeps, oldest first.
    ///
    /// # Errors
    /// What the store gave.
    pub fn pay(&mut self, person: PersonId) -> Result<Vec<Pay>, StoreError> {
        let sql = "SELECT job_id, said_id, person_id, written_at, body FROM job_pay WHERE person_id = $1 \
                   ORDER BY written_at, job_id";
        let rows: Vec<(Pay, Encrypted)> = self.tx.all(sql, params![person], |row| {
            let pay = Pay {
                job: row.parsed(0)?,
                said: row.parsed(1)?,
                person: row.parsed(2)?,
                exact: Exact::default(),
                written_at: row.parsed(3)?,
            };
            Ok((pay, row.encrypted(4)?))
        })?;
        rows.into_iter()
            .map(|(mut pay, body)| {
                let cell = Cell::new("job_pay", row(&pay), "body", 1);
                pay.exact = self.unlock(service(pay.person), &cell, &body)?;
                Ok(pay)
            })
            .collect()
    }
}
