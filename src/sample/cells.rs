//! The cells of a column: what everybody of a side answers or the office keeps of them.

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use super::chance::Chance;
use super::named::Named;
use super::people::{People, half};
use super::{Setting, address, caseload, languages, partners, pools, times, yes_no};
use crate::program::Program;
use crate::roster::FieldType;
use crate::units::Side;

/// What is known of the people when their columns are filled.
pub(super) struct Invented<'p> {
    pub program: &'p Program,
    pub setting: &'p Setting,
    /// The people of both sides.
    pub people: &'p [People; 2],
    /// What the program says of the values of its fields.
    pub named: Named,
    pub seed: u64,
}

impl Invented<'_> {
    /// The cells of a column, one for everybody of the side; `wanted` is the number of places that the mentees want together.
    pub fn column(&self, side: Side, field: &str, wanted: usize) -> Vec<String> {
        let people = &self.people[side.index()];
        match field {
            "id" => people.ids.clone(),
            "name" => people.names.clone(),
            "grade" => people.grades.clone(),
            "email" => people.names.iter().map(|name| address(name)).collect(),
            "capacity" => caseload::capacities(self, wanted),
            "mentors_wanted" => caseload::mentors_wanted(self),
            "languages" => languages::spoken(self, side, field),
            "learning_languages" => languages::learned(self, side, field),
            "gender" => people.genders.iter().map(|gender| (*gender).to_owned()).collect(),
            "gender_wish" => self.gender_wishes(side),
            "household" => partners::households(self, side),
            "minimum" => vec![String::new(); people.len()],
            _ => self.by_type(side, field),
        }
    }

    fn by_type(&self, side: Side, field: &str) -> Vec<String> {
        let count = self.people[side.index()].len();
        match self.program.reading.schema.field(field) {
            Some((_, FieldType::YesNo)) => yes_no::cells(self, side, field),
            Some((_, FieldType::Slots)) => times::cells(self, side, field),
            Some((_, FieldType::Date)) => self.dates(side, field),
            Some((_, FieldType::Number)) => self.numbers(side, field),
            Some((_, FieldType::Ladder(ladder))) => {
                let steps = half(ladder, side);
                let mut chance = Chance::new(self.seed, side, field);
                chance.each_popular(count, steps.len()).into_iter().map(|at| steps[at].to_owned()).collect()
            }
            Some((_, FieldType::Ids | FieldType::Ranking)) => partners::cells(self, side, field),
            Some((_, FieldType::Choice | FieldType::Tags)) => pools::cells(self, side, field),
            Some((_, FieldType::Text)) | None => vec![String::new(); count],
        }
    }

    /// Days from the end of the term on; a few come before it, and a few are not known.
    fn dates(&self, side: Side, field: &str) -> Vec<String> {
        let end = self.program.term_end.as_ref().map_or(date(2027, 6, 30), |end| end.date);
        let mut chance = Chance::new(self.seed, side, field);
        let later = |days: usize| i64::try_from(days).expect("a few hundred days");
        let day = |end: Date, days: i64| end.checked_add(days.days()).unwrap_or(end).to_string();
        let kinds = chance.in_shares(self.people[side.index()].len(), &[93, 5, 2]);
        kinds
            .into_iter()
            .map(|kind| match kind {
                0 => day(end, later(chance.between(20, 700))),
                1 => day(end, -later(chance.between(10, 120))),
                _ => String::new(),
            })
            .collect()
    }

    /// Numbers about the one that a rule asks for, mostly above it.
    fn numbers(&self, side: Side, field: &str) -> Vec<String> {
        let count = self.people[side.index()].len();
        let mut chance = Chance::new(self.seed, side, field);
        if field == "priority" {
            let tiers = chance.in_shares(count, &[3, 5, 8, 84]);
            return tiers.into_iter().map(|at| ["1", "2", "3", ""][at].to_owned()).collect();
        }
        let least = self.named.at_least.get(field).and_then(|least| least.parse::<usize>().ok()).unwrap_or(3);
        let kinds = chance.in_shares(count, &[90, 7, 3]);
        kinds
            .into_iter()
            .map(|kind| match kind {
                0 => chance.between(least, 2 * least).to_string(),
                1 => chance.below(least.max(1)).to_string(),
                _ => String::new(),
            })
            .collect()
    }

    /// Most wish for nothing; who does wishes mostly for the own gender.
    fn gender_wishes(&self, side: Side) -> Vec<String> {
        let genders = &self.people[side.index()].genders;
        let mut chance = Chance::new(self.seed, side, "gender_wish");
        let kinds = chance.in_shares(genders.len(), &[88, 9, 3]);
        let mut wish = |(gender, kind): (&&'static str, usize)| match (*gender, kind) {
            (_, 0) => "",
            ("female" | "male", 1) => *gender,
            _ => ["female", "male"][chance.below(2)],
        };
        genders.iter().zip(kinds).map(|person| wish(person).to_owned()).collect()
    }
}
