//! The points of a pair, exactly: measures with everything looked up beforehand that a row or a column alone decides.

use std::sync::Arc;

use super::classing::number;
use super::layout::{GAP, Layout};
use super::measure::{Measure, Measures, Shared, TagSets};
use crate::units::Side;

/// Scores pairs of rows with positions.
#[derive(Clone, Debug)]
pub(super) struct Scorer {
    /// What criteria and rules come to.
    pub measures: Arc<Measures>,
    /// What of them is asked.
    pub scope: Scope,
    /// The lowest points that a pair may have.
    pub minimum: u16,
    /// Tables of values; those by shared tags come first.
    pub lookups: Vec<Lookup>,
    /// What criteria rate by, then what rules decide by.
    pub terms: Vec<Term>,
    /// The number of criteria among the terms.
    pub criteria: usize,
    /// The sum of the weights of all criteria.
    pub weights: u64,
    /// For each row, and in it each lookup, where the values of the row begin.
    pub row_offsets: Vec<u32>,
    /// For each position, and in it each lookup, where in those of a row the values of the column begin.
    pub column_offsets: Vec<u32>,
}

/// What a scorer is asked about pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// Their points, and whether they are allowed.
    All,
    /// Whether rules allow them; their points are 0.
    Rules,
}

impl Scope {
    /// The first of the measures that answer, counted over criteria and then rules.
    fn first(self, measures: &Measures) -> usize {
        match self {
            Scope::All => 0,
            Scope::Rules => measures.criteria.len(),
        }
    }
}

/// A table of values by two classes and perhaps a number of shared tags.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lookup {
    /// Of which measure, counted over criteria and then rules.
    measure: usize,
    /// Which of the two of [`Measure::Least`].
    which: usize,
    /// The group of tags that are counted, if any are.
    pub group: Option<usize>,
    /// The count from which on the value does not change.
    pub most: usize,
}

/// A criterion or rule.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// Of criteria, the weight.
    pub weight: u64,
    /// What its value is.
    pub value: Value,
}

/// How the value of a term is found.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// In a table.
    One(usize),
    /// The smaller of what stands in two tables.
    Least(usize, usize),
    /// In a table, but for pairs that are marked.
    Marked(usize, Marks),
    /// By asking the measure of this number.
    Asked(usize),
}

/// The marked positions of each row, ascending, with their values.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    starts: Vec<u32>,
    marks: Vec<(u32, u16)>,
}

/// Who stands for rows and columns.
#[derive(Clone, Debug)]
pub(super) struct People {
    /// The side of the rows.
    pub rows_are: Side,
    /// For each row a person of that side.
    pub rows: Vec<u32>,
    /// For each column a person of the other.
    pub columns: Vec<u32>,
}

impl People {
    /// The mentor and the mentee of two people, the first of whom is on the side of the rows.
    pub fn sides<T>(&self, row: T, column: T) -> [T; 2] {
        match self.rows_are {
            Side::Mentor => [row, column],
            Side::Mentee => [column, row],
        }
    }
}

impl Marks {
    /// The marks of a row.
    #[inline(always)]
    pub fn of(&self, row: usize) -> &[(u32, u16)] {
        &self.marks[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

impl FromIterator<Vec<(u32, u16)>> for Marks {
    fn from_iter<I: IntoIterator<Item = Vec<(u32, u16)>>>(rows: I) -> Marks {
        let mut marks = Marks { starts: vec![0], marks: Vec::new() };
        for row in rows {
            marks.marks.extend(row);
            marks.starts.push(number(marks.marks.len()));
        }
        marks
    }
}

impl Lookup {
    /// The values, as the measures keep them.
    fn values(self, measures: &Measures) -> &[u16] {
        match measure(measures, self.measure) {
            Measure::Classes(classes) => &classes.values,
            Measure::Marked(marked) => &marked.otherwise.values,
            Measure::Shared(shared) => &shared.values,
            Measure::Least(two) => &two[self.which].values,
            Measure::Asked(_) => &[],
        }
    }

    /// The classes of both sides with their numbers, as the measures keep them.
    fn classes(self, measures: &Measures) -> (&[Vec<u32>; 2], &[usize; 2]) {
        match measure(measures, self.measure) {
            Measure::Classes(by) | Measure::Marked(super::Marked { otherwise: by, .. }) => (&by.classes, &by.numbers),
            Measure::Shared(shared) => (&shared.classes, &shared.numbers),
            Measure::Least(two) => (&two[self.which].classes, &two[self.which].numbers),
            Measure::Asked(_) => unreachable!("nothing is looked up of what is asked"),
        }
    }

    /// For each person of a side, where in a table the values of the class begin.
    fn offsets<'o>(self, measures: &'o Measures, side: Side, people: &'o [u32]) -> impl Iterator<Item = u32> + 'o {
        let (classes, numbers) = self.classes(measures);
        let step = match side {
            Side::Mentor => self.most + 1,
            Side::Mentee => (self.most + 1) * numbers[Side::Mentor.index()],
        };
        people.iter().map(move |&person| number(classes[side.index()][person as usize] as usize * step))
    }

    /// The measure by shared tags behind it, if it is one.
    pub fn shared(self, measures: &Measures) -> Option<&Shared> {
        match measure(measures, self.measure) {
            Measure::Shared(shared) => Some(shared),
            Measure::Least(two) => Some(&two[self.which]),
            Measure::Classes(_) | Measure::Marked(_) | Measure::Asked(_) => None,
        }
    }
}

/// A measure by its number, counted over criteria and then rules.
pub(super) fn measure(measures: &Measures, index: usize) -> &Measure {
    let criteria = measures.criteria.len();
    if index < criteria { &measures.criteria[index].1 } else { &measures.rules[index - criteria] }
}

/// The lookups of what is asked: for each measure the first of its own, those by shared tags before all others.
fn lookups(measures: &Measures, scope: Scope) -> (Vec<Lookup>, Vec<usize>) {
    let number_of_all = measures.criteria.len() + measures.rules.len();
    let (mut lookups, mut first) = (Vec::new(), vec![0; number_of_all]);
    for shared in [true, false] {
        for (index, first) in first.iter_mut().enumerate().skip(scope.first(measures)) {
            let begin = lookups.len();
            let new = |which, most| Lookup { measure: index, which, group: None, most };
            match measure(measures, index) {
                Measure::Shared(by) if shared => lookups.push(new(0, by.most)),
                Measure::Least(two) if shared => lookups.extend([new(0, two[0].most), new(1, two[1].most)]),
                Measure::Classes(_) | Measure::Marked(_) if !shared => lookups.push(new(0, 0)),
                _ => continue,
            }
            *first = begin;
        }
    }
    (lookups, first)
}

/// Whether two measures count the same tags of these people.
fn same_tags(one: &Shared, other: &Shared, people: &People) -> bool {
    let [mentors, mentees] = people.sides(&people.rows, &people.columns);
    [(Side::Mentor, mentors), (Side::Mentee, mentees)].into_iter().all(|(side, people)| {
        let [one, other]: [&TagSets; 2] = [&one.tags[side.index()], &other.tags[side.index()]];
        std::ptr::eq(one, other) || people.iter().all(|&person| one.of(person as usize) == other.of(person as usize))
    })
}

/// For each row, the columns that are marked with their values.
fn marked_columns(marks: &[Vec<(u32, u16)>], people: &People) -> Vec<Vec<(u32, u16)>> {
    let [mentors, mentees] = people.sides(&people.rows, &people.columns);
    let mut known: Vec<(u32, u32)> = mentors.iter().copied().zip(0..).collect();
    known.sort_unstable();
    let mut found = vec![Vec::new(); people.rows.len()];
    for (mentee, &person) in mentees.iter().enumerate() {
        for &(mentor, value) in &marks[person as usize] {
            let from = known.partition_point(|known| known.0 < mentor);
            for &(_, mentor) in known[from..].iter().take_while(|known| known.0 == mentor) {
                let (row, column) = match people.rows_are {
                    Side::Mentee => (mentee, mentor),
                    Side::Mentor => (mentor as usize, number(mentee)),
                };
                found[row].push((column, value));
            }
        }
    }
    found
}

impl Scorer {
    /// Looks up all that rows and columns alone decide; columns stand in the order that they are given in until [`Scorer::arrange`].
    pub fn new(measures: &Arc<Measures>, people: &People, scope: Scope) -> Scorer {
        let (mut lookups, first) = lookups(measures, scope);
        let mut heads: Vec<usize> = Vec::new();
        for at in 0..lookups.len() {
            let Some(shared) = lookups[at].shared(measures) else { continue };
            let same =
                |&head: &usize| lookups[head].shared(measures).is_some_and(|other| same_tags(shared, other, people));
            let group = heads.iter().position(same);
            lookups[at].group = Some(group.unwrap_or(heads.len()));
            if group.is_none() {
                heads.push(at);
            }
        }
        let offsets = |side, people: &[u32]| {
            let mut all = vec![0; people.len() * lookups.len()];
            for (at, lookup) in lookups.iter().enumerate() {
                let slots = all.iter_mut().skip(at).step_by(lookups.len());
                slots.zip(lookup.offsets(measures, side, people)).for_each(|(slot, offset)| *slot = offset);
            }
            all
        };
        let weights = measures.criteria.iter().map(|criterion| criterion.0);
        let terms = weights.chain(measures.rules.iter().map(|_| 0)).zip(first).enumerate().skip(scope.first(measures));
        let value = |index, first| match measure(measures, index) {
            Measure::Classes(_) | Measure::Shared(_) => Value::One(first),
            Measure::Least(_) => Value::Least(first, first + 1),
            Measure::Marked(marked) => {
                Value::Marked(first, marked_columns(&marked.marks, people).into_iter().collect())
            }
            Measure::Asked(_) => Value::Asked(index),
        };
        let terms: Vec<Term> =
            terms.map(|(index, (weight, first))| Term { weight, value: value(index, first) }).collect();
        Scorer {
            weights: terms.iter().map(|term| term.weight).sum(),
            criteria: measures.criteria.len() - scope.first(measures),
            terms,
            minimum: if scope == Scope::All { measures.minimum } else { 0 },
            scope,
            row_offsets: offsets(people.rows_are, &people.rows),
            column_offsets: offsets(people.rows_are.other(), &people.columns),
            measures: Arc::clone(measures),
            lookups,
        }
    }

    /// The first lookup of each group of tags.
    pub fn groups(&self) -> Vec<&Shared> {
        let mut groups = Vec::new();
        for lookup in &self.lookups {
            if lookup.group == Some(groups.len()) {
                groups.extend(lookup.shared(&self.measures));
            }
        }
        groups
    }

    /// Where the values of a row, or those of a column before [`Scorer::arrange`], begin in a table.
    pub fn offset(&self, rows: bool, person: usize, lookup: usize) -> u32 {
        let offsets = if rows { &self.row_offsets } else { &self.column_offsets };
        offsets[person * self.lookups.len() + lookup]
    }

    /// All values of a table.
    pub fn values(&self, lookup: usize) -> &[u16] {
        self.lookups[lookup].values(&self.measures)
    }

    /// Puts columns where they stand in a layout.
    pub fn arrange(&mut self, layout: &Layout) {
        let width = self.lookups.len();
        let mut arranged = vec![0; layout.column_at.len() * width];
        for (position, &column) in layout.column_at.iter().enumerate().filter(|(_, column)| **column != GAP) {
            let from = column as usize * width;
            arranged[position * width..][..width].copy_from_slice(&self.column_offsets[from..from + width]);
        }
        self.column_offsets = arranged;
        for term in &mut self.terms {
            let Value::Marked(_, marks) = &mut term.value else { continue };
            marks.marks.iter_mut().for_each(|mark| mark.0 = layout.position_of[mark.0 as usize]);
            for row in marks.starts.windows(2) {
                marks.marks[row[0] as usize..row[1] as usize].sort_unstable();
            }
        }
    }

    /// Points that no pair is below.
    pub fn lowest(&self) -> u16 {
        let lowest = |lookup: usize| self.values(lookup).iter().copied().min().unwrap_or(0);
        let value = |value: &Value| match value {
            Value::One(at) => lowest(*at),
            Value::Least(one, other) => lowest(*one).min(lowest(*other)),
            Value::Marked(at, marks) => marks.marks.iter().map(|mark| mark.1).fold(lowest(*at), u16::min),
            Value::Asked(_) => 0,
        };
        let criteria = &self.terms[..self.criteria];
        let weighted: u64 = criteria.iter().map(|term| term.weight * u64::from(value(&term.value))).sum();
        let points = (2 * weighted + self.weights).checked_div(2 * self.weights).unwrap_or(0);
        u16::try_from(points).unwrap_or(0)
    }

    /// All tables, to be looked up in by [`super::pair::Pair::table`].
    pub fn tables(&self) -> Vec<&[u16]> {
        (0..self.lookups.len()).map(|lookup| self.values(lookup)).collect()
    }
}
