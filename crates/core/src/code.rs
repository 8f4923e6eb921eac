//! Codes for the GP record. Owns: which ones may be suggested, and whether an identifier has the form that SNOMED CT
//! gives it. Whether a code is still in use is for the practice's own system to say: no release is shipped here.

use crate::org::spelled;

spelled! {
    /// A code that the person may add to words for their GP record: none is added without them.
    RecordCode {
        /// That there is support.
        EmploymentSupport = "1098051000000103",
        /// That the person was sent there.
        ReferralToEmploymentSupport = "1098041000000101",
    }
}

impl RecordCode {
    /// What it says, in our own words.
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::EmploymentSupport => "employment support",
            Self::ReferralToEmploymentSupport => "referral to employment support",
        }
    }

    /// As it stands beneath the words: `SNOMED CT 1098051000000103 (employment support)`.
    #[must_use]
    pub fn line(self) -> String {
        format!("SNOMED CT {self} ({})", self.in_words())
    }
}

/// Does this text have the form of a SNOMED CT concept identifier: 6 to 18 digits, no leading zero, a partition that
/// means "concept", and the right check digit (SNOMED CT technical implementation guide, "SCTID")?
#[must_use]
pub fn is_concept_id(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().map(|b| b.wrapping_sub(b'0')).collect();
    let shaped = (6..=18).contains(&digits.len()) && digits[0] != 0 && digits.iter().all(|d| *d < 10);
    // The two digits before the last: 00 an international concept, 10 one of an extension.
    shaped && matches!(digits[digits.len() - 3..digits.len() - 1], [0 | 1, 0]) && verhoeff(&digits)
}

/// The check of Verhoeff (1969) over digits with their check digit last: multiplication in the dihedral group of order
/// ten, and a permutation that depends on the place.
fn verhoeff(digits: &[u8]) -> bool {
    const PERMUTED: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let times = |a: u8, b: u8| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a - 5 + 5 - b) % 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let mut check = 0;
    for (place, digit) in digits.iter().rev().enumerate() {
        let moved = (0..place % 8).fold(*digit, |d, _| PERMUTED[usize::from(d)]);
        check = times(check, moved);
    }
    check == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_that_may_be_suggested_has_the_form_of_a_concept() {
        for code in RecordCode::ALL {
            assert!(is_concept_id(code.as_str()), "{code}");
        }
        for published in [
            "335891000000102",
            "18781004",
            "443390004",
            "871711000000103",
            "225835008",
        ] {
            assert!(is_concept_id(published), "{published}");
        }
    }

    #[test]
    fn one_wrong_digit_or_two_changed_places_show() {
        // Published with a wrong check digit.
        assert!(!is_concept_id("1097201000000100") && is_concept_id("1097201000000108"));
        let right = RecordCode::EmploymentSupport.as_str();
        for place in 0..right.len() {
            for digit in b'0'..=b'9' {
                let mut wrong = right.as_bytes().to_vec();
                wrong[place] = digit;
                let wrong = String::from_utf8(wrong).expect("digits");
                assert_eq!(is_concept_id(&wrong), wrong == right, "{wrong}");
            }
        }
        for place in 1..right.len() {
            let mut turned = right.as_bytes().to_vec();
            turned.swap(place - 1, place);
            let turned = String::from_utf8(turned).expect("digits");
            assert_eq!(is_concept_id(&turned), turned == right, "{turned}");
        }
    }

    #[test]
    fn what_is_no_concept_is_refused() {
        // A description and a relationship have other partitions; the rest has no form at all.
        for text in [
            "",
            "12345",
            "0098051000000103",
            "10980510000001O3",
            "751689013",
            "3187444026",
            "1 8781004",
        ] {
            assert!(!is_concept_id(text), "{text}");
        }
    }
}
