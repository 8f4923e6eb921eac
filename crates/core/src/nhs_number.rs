//! The NHS number: reading it, checking it, writing it. Owns: the modulus 11 check and the ranges that are in use.
//! Never says that a number belongs to somebody: a good check digit is not a trace, so keep the verification
//! status beside it. Never a primary key and never required: nobody is refused for lack of one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Ten digits whose check digit is right and whose range is in use.
///
/// Kept as digits alone; [`fmt::Display`](std::fmt::Display) groups them 3-3-4 as people read them aloud.
/// `Debug` shows no digit, because a number in a log line is personal data.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NhsNumber([u8; 10]);

/// Who hands out numbers of a range, as the public list of NHS number ranges has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberRange {
    /// Scotland (Community Health Index).
    Scotland,
    /// Northern Ireland (Health and Care Number).
    NorthernIreland,
    /// England, Wales and the Isle of Man.
    EnglandWalesMan,
    /// Never given to a living person: national test systems use 900 000 0000–998 999 9999.
    Test,
    /// Never given to anybody: invented people, 999 000 0000–999 999 9999.
    Invented,
}

/// Why a text is not an NHS number. Carries no digit of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNhsNumber {
    /// Not ten digits once spaces and dashes are taken out.
    #[error("an NHS number has ten digits")]
    NotTenDigits,
    /// The check digit does not fit (modulus 11), or would have to be 10.
    #[error("the check digit of the NHS number does not fit")]
    Check,
    /// The same digit ten times.
    #[error("the NHS number is one digit repeated")]
    Repeated,
    /// The number lies in a range from which none is given out in the United Kingdom.
    #[error("no NHS number is given out in that range")]
    Range,
}

impl NhsNumber {
    /// The ten digits without spaces, as FHIR carries them.
    #[must_use]
    pub fn digits(&self) -> String {
        self.0.iter().map(|d| char::from(b'0' + d)).collect()
    }

    /// The invented number whose first nine digits are 999 and `nth` (six digits), if its check digit exists.
    /// For demos and tests: about one `nth` in eleven has none.
    #[must_use]
    pub fn invented(nth: u32) -> Option<Self> {
        if nth > 999_999 {
            return None;
        }
        let mut digits = [9; 10];
        for (place, digit) in digits[3..9].iter_mut().rev().enumerate() {
            let power = 10_u32.pow(u32::try_from(place).ok()?);
            *digit = u8::try_from(nth / power % 10).ok()?;
        }
        digits[9] = check_digit(&digits)?;
        // Reading it back applies every other rule: 999 999 9999 fits its check digit and is still no number.
        Self(digits).digits().parse().ok()
    }

    /// The range that the number lies in.
    #[must_use]
    pub fn range(&self) -> NumberRange {
        // Every way to make a number asks `in_use` first, so the fallback is never taken.
        self.in_use().unwrap_or(NumberRange::Test)
    }

    fn in_use(self) -> Option<NumberRange> {
        let number = self.0.iter().fold(0_u64, |n, d| n * 10 + u64::from(*d));
        match number {
            100_000_000..=3_112_999_999 => Some(NumberRange::Scotland),
            3_200_000_000..=3_999_999_999 => Some(NumberRange::NorthernIreland),
            4_000_000_000..=4_999_999_999 | 6_000_000_000..=7_999_999_999 => {
                Some(NumberRange::EnglandWalesMan)
            }
            // Published examples and the national test systems use these; a deployment may want to ask.
            9_000_000_000..=9_989_999_999 => Some(NumberRange::Test),
            9_990_000_000..=9_999_999_999 => Some(NumberRange::Invented),
            _ => None,
        }
    }
}

/// 11 less the weighted sum's remainder; 11 counts as 0, and 10 means that no such number exists.
fn check_digit(digits: &[u8; 10]) -> Option<u8> {
    let sum: u32 = digits[..9]
        .iter()
        .zip((2..=10).rev())
        .map(|(d, weight)| u32::from(*d) * weight)
        .sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => u8::try_from(digit).ok(),
    }
}

impl std::str::FromStr for NhsNumber {
    type Err = BadNhsNumber;
    /// Forgives spaces and dashes, because people read and type the number in groups.
    fn from_str(text: &str) -> Result<Self, BadNhsNumber> {
        let mut digits = [0; 10];
        let mut count = 0;
        let forgiven = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}');
        for c in text.chars().filter(forgiven) {
            let digit = c
                .to_digit(10)
                .and_then(|d| u8::try_from(d).ok())
                .ok_or(BadNhsNumber::NotTenDigits)?;
            *digits.get_mut(count).ok_or(BadNhsNumber::NotTenDigits)? = digit;
            count += 1;
        }
        if count != 10 {
            return Err(BadNhsNumber::NotTenDigits);
        }
        // 000 000 0000 and 999 999 9999 pass modulus 11, so repetition is looked at first.
        if digits.iter().all(|d| *d == digits[0]) {
            return Err(BadNhsNumber::Repeated);
        }
        if check_digit(&digits) != Some(digits[9]) {
            return Err(BadNhsNumber::Check);
        }
        let number = Self(digits);
        if number.in_use().is_none() {
            Err(BadNhsNumber::Range)
        } else {
            Ok(number)
        }
    }
}

impl std::fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = self.digits();
        write!(f, "{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }
}

impl std::fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NhsNumber(…)")
    }
}

impl Serialize for NhsNumber {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.digits())
    }
}
impl<'de> Deserialize<'de> for NhsNumber {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_dashes_are_forgiven_and_written_back_in_groups() {
        let number = NhsNumber::invented(1).unwrap();
        let shown = number.to_string();
        assert_eq!(shown.len(), 12);
        assert_eq!(shown.parse(), Ok(number));
        assert_eq!(shown.replace(' ', "-").parse(), Ok(number));
        assert_eq!(format!("  {} ", number.digits()).parse(), Ok(number));
    }

    #[test]
    fn every_single_wrong_digit_and_every_swap_of_neighbours_is_noticed() {
        for number in (0..500).filter_map(NhsNumber::invented) {
            let digits = number.digits();
            for at in 0..10 {
                for other in '0'..='9' {
                    let mut text: Vec<char> = digits.chars().collect();
                    if text[at] != other {
                        text[at] = other;
                        assert!(text.iter().collect::<String>().parse::<NhsNumber>().is_err());
                    }
                }
                if at < 9 && digits.as_bytes()[at] != digits.as_bytes()[at + 1] {
                    let mut text: Vec<char> = digits.chars().collect();
                    text.swap(at, at + 1);
                    assert!(text.iter().collect::<String>().parse::<NhsNumber>().is_err());
                }
            }
        }
    }

    #[test]
    fn an_invented_number_reads_back_and_lies_in_the_range_for_invented_people() {
        assert_eq!(NhsNumber::invented(999_999), None);
        assert_eq!(NhsNumber::invented(1_000_000), None);
        for number in (0..2_000).filter_map(NhsNumber::invented) {
            assert_eq!(number.digits().parse(), Ok(number));
            assert_eq!(number.range(), NumberRange::Invented);
        }
    }

    #[test]
    fn each_fault_has_its_own_name() {
        for (text, fault) in [
            ("", BadNhsNumber::NotTenDigits),
            ("999000000", BadNhsNumber::NotTenDigits),
            ("99900000001", BadNhsNumber::NotTenDigits),
            ("99900000a0", BadNhsNumber::NotTenDigits),
            ("0000000000", BadNhsNumber::Repeated),
            ("9999999999", BadNhsNumber::Repeated),
            ("9990000001", BadNhsNumber::Check),
        ] {
            assert_eq!(text.parse::<NhsNumber>(), Err(fault));
        }
    }

    #[test]
    fn a_check_digit_of_ten_means_that_the_number_does_not_exist() {
        let none = (0..1_000).find(|n| NhsNumber::invented(*n).is_none()).unwrap();
        for last in 0..10 {
            assert_eq!(
                format!("999{none:06}{last}").parse::<NhsNumber>(),
                Err(BadNhsNumber::Check)
            );
        }
    }

    #[test]
    fn ranges_that_nobody_hands_out_are_rejected_though_the_digits_fit() {
        for (first_nine, range) in [
            ([5, 0, 0, 0, 0, 0, 0, 0, 1], None),
            ([8, 1, 2, 3, 4, 5, 6, 7, 8], None),
            ([4, 0, 0, 0, 0, 0, 0, 0, 4], Some(NumberRange::EnglandWalesMan)),
            ([9, 9, 9, 0, 0, 0, 0, 0, 1], Some(NumberRange::Invented)),
        ] {
            let mut digits = [0; 10];
            digits[..9].copy_from_slice(&first_nine);
            digits[9] = check_digit(&digits).unwrap();
            let text: String = digits.iter().map(|d| char::from(b'0' + d)).collect();
            assert_eq!(text.parse::<NhsNumber>().ok().map(|n| n.range()), range, "{text}");
        }
    }

    #[test]
    fn debug_output_shows_no_digit() {
        let shown = format!("{:?}", NhsNumber::invented(1).unwrap());
        assert!(!shown.chars().any(|c| c.is_ascii_digit()));
    }
}
