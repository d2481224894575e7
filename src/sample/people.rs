//! Who is there: ids, names, grades.

use std::collections::HashSet;

use super::Who;
use super::chance::Chance;
use super::names::{EVENTS, FIRST, LAST, OCCASIONS};
use crate::program::Program;
use crate::roster::{FieldType, Ladder};
use crate::units::Side;

/// The people of one side, or its events or cases.
pub(super) struct People {
    /// Who they are.
    pub who: Who,
    /// What they are called in lists: M1, M2 …
    pub ids: Vec<String>,
    /// Their names; those of events are titles, those of cases the ids.
    pub names: Vec<String>,
    /// What they say of their gender; blank where they say nothing.
    pub genders: Vec<&'static str>,
    /// Their grades as the program writes them; blank where they have none.
    pub grades: Vec<String>,
}

impl People {
    /// Invents them.
    pub fn invent(program: &Program, who: Who, side: Side, count: usize, seed: u64) -> People {
        let ids: Vec<String> = (1..=count).map(|number| format!("{}{number}", who.letter(side))).collect();
        let (names, genders) = match who {
            Who::Events => (titles(count, seed), vec![""; count]),
            Who::Cases(..) => (ids.clone(), vec![""; count]),
            Who::Students(..) | Who::Adults => names(side, count, seed),
        };
        let grades = grades(program, who, side, count, seed);
        People { who, ids, names, genders, grades }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}

/// Names of which no two are alike, and genders; two people may share a first name or a family name.
fn names(side: Side, count: usize, seed: u64) -> (Vec<String>, Vec<&'static str>) {
    let mut chance = Chance::new(seed, side, "name");
    let kinds = Chance::new(seed, side, "gender").in_shares(count, &[47, 46, 3, 4]);
    let mut taken = HashSet::new();
    // No mentor has the name of a mentee: the one side takes family names from even places, the other from odd ones.
    let last = |at: usize| LAST[(2 * at + side.index()) % LAST.len()];
    let lasts = LAST.len() / 2;
    let all = FIRST.len() * lasts;
    let mut name = |number: usize, kind: usize| loop {
        let (girl, boy) = FIRST[chance.popular(FIRST.len())];
        let is_girl = if kind < 2 { kind == 0 } else { chance.happens(50) };
        let first = if is_girl { girl } else { boy };
        // A middle initial, and then a number, where the roster is so large that names run out.
        let middle = match number / (all / 8) {
            0 => String::new(),
            _ => format!("{}. ", char::from(b'A' + u8::try_from(chance.below(26)).expect("a letter"))),
        };
        let number = if number / all < 2 { String::new() } else { format!(" {}", number / all) };
        let name = format!("{first} {middle}{}{number}", last(chance.below(lasts)));
        if taken.insert(name.clone()) {
            break name;
        }
    };
    let names = kinds.iter().enumerate().map(|(number, kind)| name(number, *kind)).collect();
    (names, kinds.iter().map(|kind| ["female", "male", "non-binary", ""][*kind]).collect())
}

/// Titles of events, of which no two are alike.
fn titles(count: usize, seed: u64) -> Vec<String> {
    let mut chance = Chance::new(seed, Side::Mentee, "title");
    let all = EVENTS.len() * OCCASIONS.len();
    let mut titles = Vec::new();
    for round in 0..count.div_ceil(all) {
        let number = if round == 0 { String::new() } else { format!(" {}", round + 1) };
        // Each event once before any comes a second time.
        for occasion in OCCASIONS {
            titles.extend(
                chance.shuffled(EVENTS.len()).into_iter().map(|at| format!("{}{occasion}{number}", EVENTS[at])),
            );
        }
    }
    titles.truncate(count);
    titles
}

/// A grade for everybody, all grades about equally often; on a ladder of the program's own the mentors are on the upper half.
fn grades(program: &Program, who: Who, side: Side, count: usize, seed: u64) -> Vec<String> {
    let Some((_, FieldType::Ladder(ladder))) = program.reading.schema.field("grade") else {
        return vec![String::new(); count];
    };
    let steps: Vec<&str> = match who {
        Who::Students(low, high) | Who::Cases(low, high) if ladder.is_grades() => {
            (low..=high).map(|step| ladder.name(step)).collect()
        }
        Who::Adults | Who::Events => return vec![String::new(); count],
        Who::Students(..) | Who::Cases(..) => half(ladder, side),
    };
    let mut chance = Chance::new(seed, side, "grade");
    chance.in_shares(count, &vec![1; steps.len()]).into_iter().map(|at| steps[at].to_owned()).collect()
}

/// The upper half of a ladder for mentors, and the lower one for mentees.
pub(super) fn half(ladder: &Ladder, side: Side) -> Vec<&str> {
    let mut steps: Vec<&str> =
        (0..).map_while(|step| Some(ladder.name(step)).filter(|name| !name.is_empty())).collect();
    let middle = steps.len() / 2;
    match side {
        Side::Mentor => steps.split_off(middle),
        Side::Mentee => {
            steps.truncate(middle.max(1));
            steps
        }
    }
}
