//! The operator’s work: seats, links, health.
