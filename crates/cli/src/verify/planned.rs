//! Plans of evaluation and their results in a log. Owns: that a plan stands there once, and that no figure stands there
//! without its plan in an earlier line.

use std::collections::BTreeSet;

/// What was seen so far.
#[derive(Default)]
pub(super) struct Planned {
    plans: BTreeSet<String>,
    tables: BTreeSet<String>,
}

impl Planned {
    /// A plan: what is wrong with it.
    pub(super) fn plan(&mut self, index: u64, name: &str) -> Option<String> {
        let first = self.plans.insert(name.to_owned());
        (!first).then(|| {
            format!("Line {index} files the evaluation plan {name} a second time. A plan never changes.")
        })
    }

    /// A table, or the words beside one: what is wrong with it.
    pub(super) fn table(&mut self, index: u64, name: &str) -> Option<String> {
        let of = name.split_once('-').map(|(_, of)| format!("plan-{of}"));
        if !of.is_some_and(|plan| self.plans.contains(&plan)) {
            return Some(format!(
                "Line {index} publishes {name}, and no earlier line has its plan."
            ));
        }
        let first = self.tables.insert(name.to_owned());
        (!first).then(|| format!("Line {index} publishes {name} a second time. A result never changes."))
    }

    /// What was found, where there is anything.
    pub(super) fn said(&self) -> Option<String> {
        let results = self.tables.iter().filter(|t| t.starts_with("table-")).count();
        (!self.plans.is_empty()).then(|| {
            format!(
                "It has {} evaluation plans, {results} of them with a result. Each plan stands before its result.",
                self.plans.len()
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_without_its_plan_before_it_and_a_second_version_are_both_told() {
        let mut seen = Planned::default();
        assert!(
            seen.table(3, "table-1-phase-1")
                .is_some_and(|w| w.contains("no earlier line"))
        );
        assert_eq!(seen.plan(4, "plan-1-phase-1"), None);
        assert!(
            seen.plan(5, "plan-1-phase-1")
                .is_some_and(|w| w.contains("a second time"))
        );
        assert_eq!(seen.table(6, "table-1-phase-1"), None);
        assert_eq!(seen.table(7, "departures-1-phase-1"), None);
        assert!(
            seen.table(8, "table-1-phase-1")
                .is_some_and(|w| w.contains("a second time"))
        );
        assert!(seen.table(9, "table").is_some());
        assert!(
            seen.said()
                .is_some_and(|s| s.contains("1 evaluation plans, 1 of them"))
        );
    }
}
