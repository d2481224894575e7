//! Ladders: ordered steps such as school grades.

use std::collections::BTreeMap;

use super::cell::is_blank_word;
use crate::text::fold;

/// Ordered steps, compared after folding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    steps: BTreeMap<String, i64>,
    grades: bool,
}

/// A cell that is not on a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOnLadder;

impl Ladder {
    /// School grades: `IT` −4, `PR` −3, `PK` −2, `TK` −1, `K`/`KG` 0, `1`…`13`, `PS` 14 (Common Education Data Standards).
    #[must_use]
    pub fn grades() -> Ladder {
        let words = [("it", -4), ("pr", -3), ("pk", -2), ("tk", -1), ("k", 0), ("kg", 0), ("ps", 14)];
        let numbers = (1..=13).map(|grade| (grade.to_string(), grade));
        Ladder {
            steps: words.into_iter().map(|(word, step)| (word.to_owned(), step)).chain(numbers).collect(),
            grades: true,
        }
    }

    /// A ladder of one's own: steps 0, 1, 2, … from the lowest. `Err` names a step that stands twice.
    ///
    /// # Errors
    /// A step that is empty or equals an earlier one after folding, by its index.
    pub fn of_steps<T: AsRef<str>>(steps: &[T]) -> Result<Ladder, usize> {
        let mut known = BTreeMap::new();
        for (index, step) in steps.iter().enumerate() {
            let folded = fold(step.as_ref());
            let number = i64::try_from(index).expect("a ladder in a file has fewer steps");
            if folded.is_empty() || known.insert(folded, number).is_some() {
                return Err(index);
            }
        }
        Ok(Ladder { steps: known, grades: false })
    }

    /// The step of a cell; `None` where it is blank.
    ///
    /// Grades also go with leading zeros, an ending `st`, `nd`, `rd` or `th`, `Grade` before and `grade` after.
    ///
    /// # Errors
    /// A text that is neither a step nor blank: never a guess.
    pub fn step(&self, cell: &str) -> Result<Option<i64>, NotOnLadder> {
        let folded = fold(cell);
        if let Some(&step) = self.steps.get(&folded) {
            return Ok(Some(step));
        }
        if folded.is_empty() || is_blank_word(&folded) || self.grades && ["ug", "other"].contains(&folded.as_str()) {
            return Ok(None);
        }
        if self.grades {
            let bare = folded.strip_prefix("grade").or_else(|| folded.strip_suffix("grade")).unwrap_or(&folded).trim();
            if let Some(&step) = self.steps.get(bare) {
                return Ok(Some(step));
            }
            let number = ["st", "nd", "rd", "th"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
            if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
                return self.steps.get(number.trim_start_matches('0')).map(|&step| Some(step)).ok_or(NotOnLadder);
            }
        }
        Err(NotOnLadder)
    }

    /// Whether these are school grades, and not steps of one's own.
    #[must_use]
    pub fn is_grades(&self) -> bool {
        self.grades
    }

    /// What belongs on the ladder, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        if self.grades {
            return "IT, PR, PK, TK, K, 1 to 13, PS, or UG for none".to_owned();
        }
        let mut steps: Vec<_> = self.steps.iter().collect();
        steps.sort_by_key(|(_, step)| **step);
        steps.into_iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_schools_write_them() {
        let ladder = Ladder::grades();
        for (cell, step) in [
            ("IT", -4),
            ("pk", -2),
            ("TK", -1),
            ("K", 0),
            ("kg", 0),
            ("1", 1),
            ("09", 9),
            ("11th", 11),
            ("1st", 1),
            ("Grade 7", 7),
            ("Grade7", 7),
            ("Grade K", 0),
            ("9th grade", 9),
            ("Grade 03", 3),
            ("１０", 10),
            ("13", 13),
            ("PS", 14),
        ] {
            assert_eq!(ladder.step(cell), Ok(Some(step)), "{cell}");
        }
        for cell in ["", " ", "UG", "other", "N/A", "none", "-", "No preference"] {
            assert_eq!(ladder.step(cell), Ok(None), "{cell}");
        }
        for cell in ["0", "14", "eleven", "9-12", "-1", "1.5", "grade", "th", "Year 10"] {
            assert_eq!(ladder.step(cell), Err(NotOnLadder), "{cell}");
        }
    }

    #[test]
    fn a_ladder_of_ones_own_counts_from_zero_and_keeps_words_that_elsewhere_are_blank() {
        let ladder = Ladder::of_steps(&["None", "Some", "Advanced"]).expect("a ladder");
        assert_eq!(ladder.step("none"), Ok(Some(0)));
        assert_eq!(ladder.step(" ADVANCED "), Ok(Some(2)));
        assert_eq!(ladder.step("n/a"), Ok(None));
        assert_eq!(ladder.step("expert"), Err(NotOnLadder));
        assert_eq!(Ladder::of_steps(&["a", "b", "A"]), Err(2));
    }
}
