//! The doctor: looks into a data directory from beside and says what does not hold. Owns: which questions are asked, and
//! their sentences. Reads only, mends nothing, and says nothing about anybody: numbers of rows, never their words.

use std::path::Path;
use std::sync::Arc;

use sayso_core::holidays::KNOWN_UNTIL;
use sayso_core::id::Source;
use sayso_core::job::wage::{SOURCE, out_of_date};
use sayso_core::seat::Role;
use sayso_store::engine::look;
use sayso_store::{Job, MIGRATIONS, OpenError, backup};

use crate::Error;
use crate::public_log::examine;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// What holds.
    pub said: Vec<String>,
    /// What does not hold.
    pub wrong: Vec<String>,
}

/// Examines the data directory `dir`. `log_dir` is where the log's signing key and its last checkpoint are.
///
/// # Errors
/// When it cannot be examined at all.
pub fn examine_house(
    dir: &Path,
    key_file: Option<&Path>,
    log_dir: &Path,
    source: Arc<dyn Source>,
) -> Result<Found, OpenError> {
    let mut found = Found::default();
    match backup::check(&dir.join("sayso.db")) {
        Ok(checked) => found.said.push(format!(
            "Every page of the database is whole, and no row refers to nothing ({} pages).",
            checked.pages
        )),
        Err(why) => found
            .wrong
            .push(format!("The database file is not whole: {why}.")),
    }
    let clock = Arc::clone(&source);
    holidays(clock.now(), &mut found);
    wages(clock.now(), &mut found);
    look(dir, key_file, MIGRATIONS, source, |tx, keys| {
        let mut job = Job::new(tx, keys, clock.as_ref());
        rows(&mut job, &mut found)?;
        guardians(&mut job, &mut found)?;
        match examine::log(&mut job, log_dir, &mut found) {
            Ok(()) => Ok(()),
            Err(Error::Unavailable) => Err(sayso_store::StoreError::unavailable("the log’s rows")),
            Err(why) => {
                found
                    .wrong
                    .push(format!("The log cannot be read to its end: {why}."));
                Ok(())
            }
        }
    })?;
    Ok(found)
}

/// Until when the table of bank holidays goes. After it, what is due in working days may be due a day early.
fn holidays(now: jiff::Timestamp, found: &mut Found) {
    let until = sayso_core::words::day(KNOWN_UNTIL);
    if now.to_zoned(jiff::tz::TimeZone::UTC).date() <= KNOWN_UNTIL {
        found
            .said
            .push(format!("The table of bank holidays goes until {until}."));
    } else {
        found.wrong.push(format!(
            "The table of bank holidays ended on {until}. What is due in working days may be due a day early."
        ));
    }
}

/// The rates that pay is compared with. An old table is no fault of what is stored, and is said all the same.
fn wages(now: jiff::Timestamp, found: &mut Found) {
    if let Some(last) = out_of_date(now.to_zoned(jiff::tz::TimeZone::UTC).date()) {
        found.said.push(format!(
            "To know: the newest Real Living Wage in this program is of {}. {} announces new rates each October: update Sayso.",
            sayso_core::words::day(last),
            SOURCE
        ));
    }
}

/// Each scheme has a guardian and a deputy at organisations of its own; else another scheme's handle what is raised.
fn guardians(job: &mut Job, found: &mut Found) -> Result<(), sayso_store::StoreError> {
    for role in [Role::Guardian, Role::Deputy] {
        for scheme in job.schemes_without(role)? {
            let what = if role == Role::Guardian {
                "guardian"
            } else {
                "deputy"
            };
            found.wrong.push(format!(
                "The scheme “{scheme}” has no {what} at an organisation of its own. Until it has one, those of other \
                 schemes see to it."
            ));
        }
    }
    Ok(())
}

/// How many of these numbers are named before “and so on”.
const NAMED: usize = 10;

fn rows(job: &mut Job, found: &mut Found) -> Result<(), sayso_store::StoreError> {
    let rows = job.examine()?;
    found.said.push(match rows.fit {
        1 => "1 row of the history says what was first written.".into(),
        n => format!("{n} rows of the history say what was first written."),
    });
    if rows.erased > 0 {
        found.said.push(format!(
            "{} rows are about people whose data was erased. Only their commitments are left to check.",
            rows.erased
        ));
    }
    if !rows.changed.is_empty() {
        let (count, rest) = (rows.changed.len(), rows.changed.len().saturating_sub(NAMED));
        let named: Vec<String> = rows.changed.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if rest > 0 {
            format!(" and {rest} more")
        } else {
            String::new()
        };
        found.wrong.push(format!(
            "{count} {} not as first written: number {}{more}.",
            if count == 1 {
                "row of the history is"
            } else {
                "rows of the history are"
            },
            named.join(", ")
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_when_the_table_of_bank_holidays_ends_and_that_it_has_ended() {
        let mut found = Found::default();
        holidays("2028-12-31T12:00:00Z".parse().expect("a time"), &mut found);
        assert_eq!((found.said.len(), found.wrong.len()), (1, 0));
        assert!(found.said[0].contains("31 December 2028"), "{}", found.said[0]);
        holidays("2029-01-01T12:00:00Z".parse().expect("a time"), &mut found);
        assert_eq!(found.wrong.len(), 1);
    }

    #[test]
    fn it_says_when_the_rates_that_pay_is_compared_with_are_old() {
        let mut found = Found::default();
        wages("2025-11-01T12:00:00Z".parse().expect("a time"), &mut found);
        assert_eq!(found, Found::default());
        wages("2099-01-01T12:00:00Z".parse().expect("a time"), &mut found);
        assert_eq!((found.said.len(), found.wrong.len()), (1, 0));
        assert!(found.said[0].contains("Real Living Wage"), "{}", found.said[0]);
    }
}
