//! The number formats of spreadsheets, as far as they change what a person reads: `00000`, `0%`, `d/m/yyyy h:mm`, `[h]:mm`.

/// What a number format makes of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// The number as it is.
    Plain,
    /// Its digits in the places of the zeros, with the marks between them: `00000`, `000-00-0000`.
    Mask(Vec<MaskPart>),
    /// A part of a hundred.
    Percent,
    /// A day, a time of day, or both.
    Date { has_day: bool, has_time: bool },
    /// Hours, minutes and seconds that may be more than a day.
    Elapsed,
}

/// A character of a mask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MaskPart {
    /// The place of a digit.
    Digit,
    /// Itself.
    Mark(char),
}

impl NumberFormat {
    /// Reads a format code; of several sections, that for positive numbers counts.
    pub fn of(code: &str) -> NumberFormat {
        let Some(section) = Section::of(code) else { return NumberFormat::Plain };
        section
            .elapsed()
            .or_else(|| section.date())
            .or_else(|| section.percent())
            .or_else(|| section.mask())
            .unwrap_or(NumberFormat::Plain)
    }

    /// The format with one of the numbers that every program knows, as far as they matter.
    pub fn built_in(number: u16) -> NumberFormat {
        let date = |has_day, has_time| NumberFormat::Date { has_day, has_time };
        match number {
            9 | 10 => NumberFormat::Percent,
            14..=17 | 27..=31 | 36 | 50..=54 | 57 | 58 => date(true, false),
            18..=21 | 32..=35 | 45 | 47 | 55 | 56 => date(false, true),
            22 => date(true, true),
            46 => NumberFormat::Elapsed,
            _ => NumberFormat::Plain,
        }
    }
}

/// The first section of a format code: letters that mean something, and marks that stand for themselves.
struct Section {
    parts: Vec<(char, bool)>,
    brackets: Vec<String>,
}

impl Section {
    /// `None` for a section with a condition: for which numbers it stands cannot be said.
    fn of(code: &str) -> Option<Section> {
        let mut section = Section { parts: Vec::new(), brackets: Vec::new() };
        let mut letters = code.chars().take(255);
        while let Some(letter) = letters.next() {
            match letter {
                ';' => break,
                '"' => {
                    section.parts.extend(letters.by_ref().take_while(|letter| *letter != '"').map(|mark| (mark, true)))
                }
                '\\' => section.parts.extend(letters.next().map(|mark| (mark, true))),
                // The width of the next letter, or filling with it: no letter of the number.
                '_' | '*' => drop(letters.next()),
                '[' => section.brackets.push(letters.by_ref().take_while(|letter| *letter != ']').collect()),
                letter => section.parts.push((letter.to_ascii_lowercase(), false)),
            }
        }
        let has_condition = section.brackets.iter().any(|inside| inside.starts_with(['<', '>', '=']));
        (!has_condition).then_some(section)
    }

    fn has(&self, letters: &[char]) -> bool {
        self.parts.iter().any(|(letter, is_mark)| !is_mark && letters.contains(letter))
    }

    fn is_general(&self) -> bool {
        let word: String = self.parts.iter().map(|(letter, _)| *letter).collect();
        word.starts_with("general") || word == "@"
    }

    fn elapsed(&self) -> Option<NumberFormat> {
        let counts_up = |inside: &String| {
            let inside = inside.to_ascii_lowercase();
            !inside.is_empty() && ["h", "m", "s"].iter().any(|unit| inside.chars().all(|letter| unit.contains(letter)))
        };
        self.brackets.iter().any(counts_up).then_some(NumberFormat::Elapsed)
    }

    fn date(&self) -> Option<NumberFormat> {
        if self.is_general() {
            return None;
        }
        let has_time = self.has(&['h', 's']);
        // `m` is the minute next to hours or seconds, else the month.
        let has_day = self.has(&['y', 'd']) || self.has(&['m']) && !has_time;
        (has_day || has_time).then_some(NumberFormat::Date { has_day, has_time })
    }

    fn percent(&self) -> Option<NumberFormat> {
        self.has(&['%']).then_some(NumberFormat::Percent)
    }

    /// A mask has two or more zeros and nothing else that takes digits.
    fn mask(&self) -> Option<NumberFormat> {
        let zeros = self.parts.iter().filter(|(letter, is_mark)| *letter == '0' && !is_mark).count();
        let plain = |(letter, is_mark): &(char, bool)| {
            *is_mark || matches!(letter, '0' | '-' | ' ' | '(' | ')' | '/' | ':' | '+')
        };
        if zeros < 2 || !self.parts.iter().all(plain) {
            return None;
        }
        let part = |&(letter, is_mark): &(char, bool)| {
            if letter == '0' && !is_mark { MaskPart::Digit } else { MaskPart::Mark(letter) }
        };
        Some(NumberFormat::Mask(self.parts.iter().map(part).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn means(code: &str, format: NumberFormat) {
        assert_eq!(NumberFormat::of(code), format, "{code}");
    }

    const fn date(has_day: bool, has_time: bool) -> NumberFormat {
        NumberFormat::Date { has_day, has_time }
    }

    #[test]
    fn dates_times_and_durations_are_told_apart() {
        for code in ["yyyy-mm-dd", "d/m/yy", "mmm-yy", "[$-409]d-mmm;@", "dd\\.mm\\.yyyy", "m\"M\"d\"D\""] {
            means(code, date(true, false));
        }
        for code in ["h:mm", "h:mm:ss AM/PM", "mm:ss", "[$-409]h:mm AM/PM;@"] {
            means(code, date(false, true));
        }
        means("m/d/yy h:mm:ss", date(true, true));
        for code in ["[h]:mm", "[hh]:mm:ss", "[mm]:ss"] {
            means(code, NumberFormat::Elapsed);
        }
    }

    #[test]
    fn masks_are_zeros_and_marks() {
        use MaskPart::{Digit, Mark};
        means("00000", NumberFormat::Mask(vec![Digit; 5]));
        means("00\\-00", NumberFormat::Mask(vec![Digit, Digit, Mark('-'), Digit, Digit]));
        means("\"M\"00;@", NumberFormat::Mask(vec![Mark('M'), Digit, Digit]));
        for code in [
            "General",
            "0",
            "#,##0",
            "0.00",
            "#,##0.00 €",
            "0.00E+00",
            "@",
            "# ?/?",
            "[<=9999999]000-0000;000",
            "",
            "\"d\"#",
        ] {
            means(code, NumberFormat::Plain);
        }
        means("0.0%", NumberFormat::Percent);
        means("[Red]0%", NumberFormat::Percent);
    }
}
