//! Lifelike rosters of people who do not exist, for trying out a program before there are real ones.
//!
//! A function of the program, who takes part, how many, and a seed: the same of these give the same bytes on every machine and in every
//! release. Whole numbers and a named generator alone; no clock, no order of a hash. Imports `units`, `text`,
//! `diagnostic`, `keys`, `roster`, `program` and
//! `outline`.

mod caseload;
mod cells;
mod chance;
mod columns;
mod languages;
mod named;
mod names;
mod partners;
mod people;
mod pools;
mod setting;
mod times;
mod yes_no;

pub use setting::{Setting, Who};

use crate::program::Program;
use crate::text::fold_header;
use crate::units::Side;
use people::People;

/// How many people are wanted; what is left out follows the other, or is as many as fit the programme.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers {
    /// The number of mentors.
    pub mentors: Option<u32>,
    /// The number of mentees.
    pub mentees: Option<u32>,
}

/// A roster of one side: headers and cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster {
    /// The headers, which are the fields' names.
    pub headers: Vec<String>,
    /// The people, a row each.
    pub rows: Vec<Vec<String>>,
}

/// Invents the rosters of both sides.
#[must_use]
pub fn sample(program: &Program, setting: &Setting, numbers: Numbers, seed: u64) -> [Roster; 2] {
    let sizes = setting.sizes(numbers);
    // Other people in every programme.
    let seed = setting.name.bytes().fold(seed, |seed, byte| seed.wrapping_mul(31).wrapping_add(byte.into()));
    let people = Side::BOTH.map(|side| People::invent(program, setting.who(side), side, sizes[side.index()], seed));
    let invented = cells::Invented { program, setting, people: &people, named: named::named(program), seed };
    let mut columns = Side::BOTH.map(|side| columns::columns(program, setting.who(side), side));
    // How much the mentors can take follows from what the mentees want.
    let mentees: Vec<Vec<String>> = columns[1].iter().map(|field| invented.column(Side::Mentee, field, 0)).collect();
    let wanted = caseload::wanted(program, &columns[1], &mentees, sizes[1]);
    let mentors = columns[0].iter().map(|field| invented.column(Side::Mentor, field, wanted)).collect();
    let [of_mentors, of_mentees] = &mut columns;
    [roster(std::mem::take(of_mentors), mentors, sizes[0]), roster(std::mem::take(of_mentees), mentees, sizes[1])]
}

/// Turns columns into rows.
fn roster(headers: Vec<String>, columns: Vec<Vec<String>>, size: usize) -> Roster {
    let rows = (0..size).map(|row| columns.iter().map(|column| column[row].clone()).collect()).collect();
    Roster { headers, rows }
}

/// A name as the part of an e-mail address before the @.
fn address(name: &str) -> String {
    format!("{}@example.org", fold_header(name).replace('_', "."))
}
