//! Who takes part in each kind of programme, and how many of them make a good sample.

use super::Numbers;
use crate::diagnostic::Sink;
use crate::keys::Document;
use crate::program::{PRESETS, Preset, Program, read_program};
use crate::units::Side;

/// Who takes part in a programme.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The mentors.
    mentors: Who,
    /// The mentees.
    mentees: Who,
    /// How many mentors and mentees go well together.
    sizes: (usize, usize),
    /// How many of the times of the week are used; fewer where many people must find one in common.
    pub(super) slots: usize,
    /// Whether those who come know no English as often as not.
    pub(super) newcomers: bool,
    /// The name of the built-in program, whose words differ from those of others; empty for a program of one's own.
    pub(super) name: &'static str,
}

/// Who the people of a side are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Students of these grades, kindergarten being 0.
    Students(i64, i64),
    /// Adults.
    Adults,
    /// Events, each at its time.
    Events,
    /// Cases, whose oldest party is of one of these grades.
    Cases(i64, i64),
}

impl Setting {
    /// The setting of a program that is named so on the command line: a built-in one, or a copy of one that still has its title.
    #[must_use]
    pub fn of_program(name: &str, program: &Program) -> Setting {
        let title = |preset: &&Preset| {
            let document = Document::new(preset.name, preset.text);
            let preset = read_program(document, &mut Sink::default()).and_then(|preset| preset.name);
            preset.is_some() && preset == program.name
        };
        let copied = || PRESETS.iter().find(title).map_or("", |preset| preset.name);
        Setting::of(if PRESETS.iter().any(|preset| preset.name == name) { name } else { copied() })
    }

    /// The setting of a built-in program, or one for any school, by name.
    #[must_use]
    pub fn of(name: &str) -> Setting {
        use Who::{Adults, Cases, Events, Students};
        let of =
            |name, mentors, mentees, sizes, slots| Setting { mentors, mentees, sizes, slots, newcomers: false, name };
        match name {
            "pal" => of("pal", Students(10, 12), Students(6, 9), (17, 32), 16),
            "ambassador" => of("ambassador", Students(9, 12), Events, (28, 18), 14),
            "buddy" => Setting { newcomers: true, ..of("buddy", Students(9, 12), Students(6, 10), (34, 34), 14) },
            "tutoring" => of("tutoring", Students(10, 12), Students(7, 11), (20, 26), 14),
            "leadership" => of("leadership", Students(11, 12), Students(8, 10), (9, 26), 14),
            "mediation" => of("mediation", Students(10, 12), Cases(8, 11), (24, 8), 7),
            "career" => of("career", Adults, Students(9, 12), (18, 32), 16),
            "support-group" => of("support-group", Students(11, 12), Students(7, 10), (12, 26), 6),
            "technology" => of("technology", Students(9, 12), Students(6, 9), (17, 30), 16),
            "cultural-exchange" => of("cultural-exchange", Students(9, 12), Students(9, 12), (30, 30), 16),
            "community-service" => of("community-service", Adults, Students(9, 12), (13, 30), 16),
            "entrepreneur" => of("entrepreneur", Adults, Students(10, 12), (16, 18), 14),
            "stem" => of("stem", Adults, Students(7, 12), (17, 30), 16),
            "environment" => of("environment", Adults, Students(7, 12), (9, 30), 6),
            "arts" => of("arts", Adults, Students(7, 12), (16, 28), 16),
            "cross-age" => of("cross-age", Students(9, 12), Students(0, 5), (34, 32), 14),
            "mixed-backgrounds" => of("mixed-backgrounds", Students(10, 12), Students(8, 11), (18, 32), 16),
            _ => of("", Students(10, 12), Students(7, 10), (24, 32), 16),
        }
    }

    /// Who the people of a side are.
    #[must_use]
    pub fn who(&self, side: Side) -> Who {
        match side {
            Side::Mentor => self.mentors,
            Side::Mentee => self.mentees,
        }
    }

    /// How many mentors and mentees there are to be; one number alone keeps the proportion.
    #[must_use]
    pub(super) fn sizes(&self, numbers: Numbers) -> [usize; 2] {
        let given = |number: Option<u32>| number.map(|number| usize::try_from(number).unwrap_or(usize::MAX));
        let (mentors, mentees) = self.sizes;
        match (given(numbers.mentors), given(numbers.mentees)) {
            (Some(mentors), Some(mentees)) => [mentors, mentees],
            (Some(given), None) => [given, (given * mentees).div_ceil(mentors)],
            (None, Some(given)) => [(given * mentors).div_ceil(mentees), given],
            (None, None) => [mentors, mentees],
        }
    }
}

impl Who {
    /// The first letter of their ids.
    pub(super) fn letter(self, side: Side) -> char {
        match (self, side) {
            (Who::Cases(..), _) => 'C',
            (Who::Events, _) => 'V',
            (_, Side::Mentor) => 'M',
            (_, Side::Mentee) => 'E',
        }
    }

    /// Whether they are people with names and addresses.
    pub(super) fn are_people(self) -> bool {
        matches!(self, Who::Students(..) | Who::Adults)
    }
}
