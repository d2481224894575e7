//! Decimal numbers as they are written.

use std::fmt;

/// A decimal number with up to six places, exact; between −1,000,000,000,000 and 1,000,000,000,000.
///
/// ```
/// use pairwright::units::Decimal;
/// let tenth: Decimal = "0.1".parse().unwrap();
/// assert_eq!(tenth.micros(), 100_000);
/// assert_eq!(tenth.to_string(), "0.1");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    micros: i64,
}

/// Why a text is not a [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Something other than digits, a point and a leading sign.
    #[error("not a number written with digits and a point")]
    NotANumber,
    /// More than six places behind the point.
    #[error("more than six places behind the point")]
    TooFine,
    /// Beyond a million millions.
    #[error("beyond 1,000,000,000,000")]
    TooLarge,
}

impl Decimal {
    const PLACES: usize = 6;
    const ONE: i64 = 1_000_000;
    const LARGEST: i64 = 1_000_000_000_000;
    /// Zero.
    pub const ZERO: Decimal = Decimal { micros: 0 };

    /// The decimal for a whole number, clamped to the range.
    #[must_use]
    pub fn whole(number: i64) -> Decimal {
        Decimal { micros: number.clamp(-Decimal::LARGEST, Decimal::LARGEST) * Decimal::ONE }
    }

    /// The decimal for a number of millionths, clamped to the range.
    #[must_use]
    pub fn from_micros(micros: i64) -> Decimal {
        let largest = Decimal::LARGEST * Decimal::ONE;
        Decimal { micros: micros.clamp(-largest, largest) }
    }

    /// The number in millionths.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.micros
    }

    /// The number in units of 10^−`places`, or `None` where it is written finer than that.
    #[must_use]
    pub fn scaled(self, places: u32) -> Option<i64> {
        let unit = 10_i64.pow(6_u32.checked_sub(places)?);
        (self.micros % unit == 0).then_some(self.micros / unit)
    }
}

impl std::str::FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Decimal, DecimalError> {
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && places.is_empty() || !all_digits(whole) || !all_digits(places) || digits.ends_with('.') {
            return Err(DecimalError::NotANumber);
        }
        let places = places.trim_end_matches('0');
        if places.len() > Decimal::PLACES {
            return Err(DecimalError::TooFine);
        }
        let parse = |part: &str| if part.is_empty() { Ok(0) } else { part.parse::<i64>() };
        let whole = parse(whole).ok().filter(|&whole| whole <= Decimal::LARGEST).ok_or(DecimalError::TooLarge)?;
        let fraction = parse(&format!("{places:0<6}")).map_err(|_| DecimalError::NotANumber)?;
        if whole == Decimal::LARGEST && fraction > 0 {
            return Err(DecimalError::TooLarge);
        }
        let micros = whole * Decimal::ONE + fraction;
        Ok(Decimal { micros: if negative { -micros } else { micros } })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.micros.unsigned_abs();
        let (whole, fraction) = (size / 1_000_000, size % 1_000_000);
        let sign = if self.micros < 0 { "-" } else { "" };
        if fraction == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let places = format!("{fraction:06}");
            write!(f, "{sign}{whole}.{}", places.trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_as_written() {
        for (text, micros) in [
            ("0", 0),
            ("-0", 0),
            ("12.375", 12_375_000),
            ("-1.5", -1_500_000),
            ("+2", 2_000_000),
            (".5", 500_000),
            ("0.000001", 1),
            ("1.1000000000", 1_100_000),
            ("1000000000000", 1_000_000_000_000_000_000),
        ] {
            assert_eq!(text.parse::<Decimal>().map(Decimal::micros), Ok(micros), "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_is_told_apart() {
        for text in ["", "-", ".", "1.", "1,5", "1e3", "two", "1 000", "--1", "٣", "0x10", "inf", "NaN"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotANumber), "{text}");
        }
        assert_eq!("0.0000001".parse::<Decimal>(), Err(DecimalError::TooFine));
        assert_eq!("1000000000000.1".parse::<Decimal>(), Err(DecimalError::TooLarge));
        assert_eq!("99999999999999999999999".parse::<Decimal>(), Err(DecimalError::TooLarge));
    }

    #[test]
    fn decimals_show_no_needless_zeros() {
        for text in ["0", "-1.5", "12.375", "0.000001"] {
            assert_eq!(text.parse::<Decimal>().map(|d| d.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn scaling_refuses_what_is_finer() {
        let decimal: Decimal = "12.375".parse().expect("a decimal");
        assert_eq!(decimal.scaled(3), Some(12_375));
        assert_eq!(decimal.scaled(2), None);
    }
}
