//! Instants as text. Owns: the one spelling of a UTC instant in rows and commitments.

use jiff::Timestamp;

/// Fixed-width UTC to the millisecond, so that text sorts as time: `2026-11-22T09:05:00.000Z`.
#[must_use]
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// Reads [`stamp`] back.
#[must_use]
pub fn unstamp(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_fixed_width_and_reads_back() {
        for ms in [0, 1, 999, 1_700_000_000_123] {
            let at = Timestamp::from_millisecond(ms).unwrap();
            assert_eq!(stamp(at).len(), 24);
            assert_eq!(unstamp(&stamp(at)), Some(at));
        }
    }
}
