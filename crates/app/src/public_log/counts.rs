//! Counts that enter the log: each month, quarter and year once it is over, counted once. Owns: when, and as which entry.
//! Never a number about one person, nor of one practice.

use std::collections::BTreeMap;

use sayso_core::counts::{months_over, years_over};
use sayso_log::leaf::{Leaf, Month, Quarter, Rounded, Slug};
use sayso_store::{Counts, Job, Period, StoreError};

use super::gather::{Pending, stamp};
use crate::{Desk, Error};

/// A value that this program made itself and the log has no room for.
fn fault<E>(_: E) -> Error {
    Error::Fault("a count that the log has no room for".into())
}

fn named<T>(counts: Counts, value: impl Fn(String) -> Result<T, Error>) -> Result<BTreeMap<Slug, T>, Error> {
    counts
        .into_iter()
        .map(|(what, n)| Ok((Slug::try_from(what).map_err(fault)?, value(n)?)))
        .collect()
}

impl Desk<'_> {
    /// The counts of a period as they were kept; counted and kept now where they were not.
    fn once(
        &mut self,
        period: Period,
        name: &str,
        count: impl FnOnce(&mut Job) -> Result<Counts, StoreError>,
    ) -> Result<Counts, Error> {
        if let Some(kept) = self.job.published_counts(period, name)? {
            return Ok(kept);
        }
        let counts = count(&mut self.job)?;
        self.job.keep_counts(period, name, &counts, self.now.at)?;
        Ok(counts)
    }

    /// Counts every month and year that is over and was not counted, then gives an entry for each that has none.
    pub(super) fn counts(&mut self, pending: &mut Vec<Pending>) -> Result<(), Error> {
        let now = self.now.at;
        let Some(first) = self.first_terms()? else {
            return Ok(());
        };
        for month in months_over(first, now) {
            let counts = self.once(Period::Month, &month, |job| job.count_month(&month))?;
            let leaf = Leaf::MonthlyCounts {
                at: stamp(now),
                month: Month::try_from(month.clone()).map_err(fault)?,
                counts: named(counts, |n| Rounded::try_from(n).map_err(fault))?,
            };
            self.add(&format!("month {month}"), &leaf, vec![], pending)?;
        }
        // The worker counts these, as it asks the rule about each person; here they enter the log, oldest first.
        let mut quarters = self.job.all_published_counts(Period::Quarter)?;
        quarters.reverse();
        for (name, counts) in quarters {
            let leaf = Leaf::QuarterlyCounts {
                at: stamp(now),
                quarter: Quarter::try_from(name.clone()).map_err(fault)?,
                counts: named(counts, |n| Rounded::try_from(n).map_err(fault))?,
            };
            self.add(&format!("quarter {name}"), &leaf, vec![], pending)?;
        }
        for year in years_over(first, now) {
            let name = format!("{year:04}");
            let counts = self.once(Period::Year, &name, |job| job.count_year(year))?;
            let leaf = Leaf::LegalDemands {
                at: stamp(now),
                year: u16::try_from(year).map_err(fault)?,
                counts: named(counts, |n| n.parse().map_err(fault))?,
            };
            self.add(&format!("year {name}"), &leaf, vec![], pending)?;
        }
        Ok(())
    }
}
