//! Ladders: ordered steps such as school grades.

use std::collections::BTreeMap;

use super::source::is_blank_word;
use crate::text::fold;

/// Ordered steps, compared after folding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    steps: BTreeMap<String, i64>,
    /// How each step is written.
    names: BTreeMap<i64, String>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// School grades of the United States, and exports that count them otherwise.
    Grades,
    /// School years of England and Wales.
    Years,
    /// Steps of one's own.
    Own,
}

/// A cell that is not on a ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotOnLadder;

/// Makes a ladder that has a name of its own.
pub type MakeLadder = fn() -> Ladder;

/// What school grades are called beside their codes: common speech, and the descriptors of the Ed-Fi standard.
const GRADE_WORDS: [(&str, i64); 40] = [
    ("infant", -4),
    ("infant/toddler", -4),
    ("preschool", -3),
    ("pre-school", -3),
    ("prekindergarten", -2),
    ("pre-kindergarten", -2),
    ("pre kindergarten", -2),
    ("pre-k", -2),
    ("prek", -2),
    ("pre k", -2),
    ("transitional kindergarten", -1),
    ("kindergarten", 0),
    ("kinder", 0),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("freshman", 9),
    ("freshmen", 9),
    ("freshman year", 9),
    ("sophomore", 10),
    ("sophomores", 10),
    ("sophomore year", 10),
    ("junior", 11),
    ("juniors", 11),
    ("junior year", 11),
    ("senior", 12),
    ("seniors", 12),
    ("senior year", 12),
    ("postsecondary", 14),
    ("post-secondary", 14),
    ("grade 13", 13),
];

impl Ladder {
    /// The ladders that a program file can name with a word.
    pub const NAMED: [(&'static str, MakeLadder); 4] = [
        ("us", Ladder::grades),
        ("england", Ladder::years),
        ("powerschool", Ladder::powerschool),
        ("nwea", Ladder::nwea),
    ];

    /// School grades: `IT` −4, `PR` −3, `PK` −2, `TK` −1, `K`/`KG` 0, `1`…`13`, `PS` 14 (Common Education Data Standards).
    #[must_use]
    pub fn grades() -> Ladder {
        let codes = [("IT", -4), ("PR", -3), ("PK", -2), ("TK", -1), ("K", 0), ("PS", 14)];
        let numbers = || (1..=13).map(|grade: i64| (grade.to_string(), grade));
        let words = codes.into_iter().chain(GRADE_WORDS).chain([("KG", 0)]).map(|(word, step)| (fold(word), step));
        let names = codes.into_iter().map(|(code, step)| (step, code.to_owned()));
        Ladder {
            steps: words.chain(numbers()).collect(),
            names: names.chain(numbers().map(|(name, step)| (step, name))).collect(),
            kind: Kind::Grades,
        }
    }

    /// School years of England and Wales: `Nursery` −1, `Reception` 0, `Year 1` to `Year 13`; also `Y7`, `Yr 7` and `7`.
    #[must_use]
    pub fn years() -> Ladder {
        let mut ladder = Ladder { steps: BTreeMap::new(), names: BTreeMap::new(), kind: Kind::Years };
        for (word, step) in [("Nursery", -1), ("Reception", 0), ("R", 0), ("YR", 0)] {
            ladder.steps.insert(fold(word), step);
            ladder.names.entry(step).or_insert_with(|| word.to_owned());
        }
        for year in 1..=13 {
            for word in [
                format!("year {year}"),
                format!("year{year}"),
                format!("y{year}"),
                format!("yr {year}"),
                format!("yr{year}"),
                year.to_string(),
            ] {
                ladder.steps.insert(word, year);
            }
            if year < 10 {
                ladder.steps.extend([(format!("0{year}"), year), (format!("year 0{year}"), year)]);
            }
            ladder.names.insert(year, format!("Year {year}"));
        }
        ladder
    }

    /// School grades as `PowerSchool` exports them: `0` is kindergarten, `-1` the year before it, `-2` the one before that.
    #[must_use]
    pub fn powerschool() -> Ladder {
        let mut ladder = Ladder::grades();
        ladder.steps.extend([("0".to_owned(), 0), ("-1".to_owned(), -2), ("-2".to_owned(), -3)]);
        ladder
    }

    /// School grades as NWEA reports them: `13` is kindergarten as well.
    #[must_use]
    pub fn nwea() -> Ladder {
        let mut ladder = Ladder::grades();
        ladder.steps.insert("13".to_owned(), 0);
        ladder
    }

    /// A ladder of one's own: steps 0, 1, 2, … from the lowest. `Err` names a step that stands twice.
    ///
    /// # Errors
    /// A step that is empty or equals an earlier one after folding, by its index.
    pub fn of_steps<T: AsRef<str>>(steps: &[T]) -> Result<Ladder, usize> {
        let mut ladder = Ladder { steps: BTreeMap::new(), names: BTreeMap::new(), kind: Kind::Own };
        for (index, step) in steps.iter().enumerate() {
            let folded = fold(step.as_ref());
            let number = i64::try_from(index).expect("a ladder in a file has fewer steps");
            if folded.is_empty() || ladder.steps.insert(folded, number).is_some() {
                return Err(index);
            }
            ladder.names.insert(number, step.as_ref().trim().to_owned());
        }
        Ok(ladder)
    }

    /// The step of a cell; `None` where it is blank.
    ///
    /// Grades also go with leading zeros, an ending `st`, `nd`, `rd` or `th`, `Grade` before and `grade` or `grader` after, and in words:
    /// `Kindergarten`, `Freshman`, `First grade`.
    ///
    /// # Errors
    /// A text that is neither a step nor blank: never a guess.
    pub fn step(&self, cell: &str) -> Result<Option<i64>, NotOnLadder> {
        // Most cells are digits, and folded as they stand.
        if let Some(&step) = self.steps.get(cell) {
            return Ok(Some(step));
        }
        let folded = fold(cell);
        if let Some(&step) = self.steps.get(&folded) {
            return Ok(Some(step));
        }
        let is_grades = self.kind == Kind::Grades;
        if folded.is_empty()
            || is_blank_word(&folded)
            || is_grades && ["ug", "other", "ungraded"].contains(&folded.as_str())
        {
            return Ok(None);
        }
        if is_grades {
            let bare = folded
                .strip_prefix("grade")
                .or_else(|| folded.strip_suffix("grader"))
                .or_else(|| folded.strip_suffix("grade"));
            let bare = bare.unwrap_or(&folded).trim_start_matches([':', '.']).trim();
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
        self.kind != Kind::Own
    }

    /// How a step is written.
    #[must_use]
    pub fn name(&self, step: i64) -> &str {
        self.names.get(&step).map_or("", String::as_str)
    }

    /// What belongs on the ladder, in words.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.kind {
            Kind::Grades => "IT, PR, PK, TK, K, 1 to 13, PS, or UG for none".to_owned(),
            Kind::Years => "Nursery, Reception, or Year 1 to Year 13".to_owned(),
            Kind::Own => self.names.values().map(String::as_str).collect::<Vec<_>>().join(", "),
        }
    }

    /// What to do about a cell that is not on the ladder.
    #[must_use]
    pub fn advice(&self, cell: &str) -> &'static str {
        match self.kind {
            Kind::Grades
                if matches!(Ladder::years().step(cell), Ok(Some(_)))
                    && !cell.trim().starts_with(|c: char| c.is_ascii_digit()) =>
            {
                "for school years of England say so in the program file: `[fields]` and below it `grade = { ladder = \"england\" }`"
            }
            Kind::Grades if ["0", "-1", "-2"].contains(&cell.trim()) => {
                "write `K` or `PK`, or say in the program file that grades are counted so: `[fields]` and below it `grade = { ladder = \"powerschool\" }`"
            }
            Kind::Grades => "write the grade as a number, for example `11`, or leave the cell empty",
            Kind::Years => "write the year, for example `Year 10`, or leave the cell empty",
            Kind::Own => "write one of the ladder's steps, or leave the cell empty",
        }
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
            ("Kindergarten", 0),
            ("Pre-K", -2),
            ("Freshman", 9),
            ("SENIOR", 12),
            ("First grade", 1),
            ("Twelfth Grade", 12),
            ("10th grader", 10),
            ("Grade: 4", 4),
        ] {
            assert_eq!(ladder.step(cell), Ok(Some(step)), "{cell}");
        }
        for cell in ["", " ", "UG", "other", "Ungraded", "N/A", "none", "-", "No preference"] {
            assert_eq!(ladder.step(cell), Ok(None), "{cell}");
        }
        for cell in ["0", "14", "eleven", "Y10", "9-12", "-1", "1.5", "grade", "th", "Year 10"] {
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

    #[test]
    fn a_named_ladder_counts_as_its_country_or_exporter_does() {
        assert_eq!(Ladder::years().step("Year 10"), Ok(Some(10)));
        assert_eq!(Ladder::years().step("Year 07"), Ok(Some(7)));
        assert_eq!(Ladder::years().step("Reception"), Ok(Some(0)));
        assert_eq!(Ladder::years().step("Freshman"), Err(NotOnLadder));
        assert_eq!(Ladder::powerschool().step("0"), Ok(Some(0)));
        assert_eq!(Ladder::powerschool().step("-1"), Ok(Some(-2)));
        assert_eq!(Ladder::nwea().step("13"), Ok(Some(0)));
        assert_eq!((Ladder::grades().name(0), Ladder::grades().name(9), Ladder::years().name(9)), ("K", "9", "Year 9"));
    }
}
