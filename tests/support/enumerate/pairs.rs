//! The best pairs: of every mentee all sets of rows that it may have by itself, and of these all choices, one for each mentee.

use pairwright::problem::{Assignment, PlaceClass, Problem, Row};

use super::ledger::Ledger;
use super::merit::{Filled, Merit, Scale, Sum, merit};
use super::timetable::timetable;
use crate::judge::{Event, fault_of_mentee, points};

/// The best pairs by the levels of the problem, or `None` where none keep all limits.
pub fn best(problem: &Problem) -> Option<Assignment> {
    let mut search = Search::new(problem);
    search.go(0, &Sum::default());
    search.best.map(|(_, rows)| Assignment::new(rows))
}

/// The number of choices that [`best`] has before it looks at the mentors' places.
pub fn choices(problem: &Problem) -> usize {
    (0..problem.mentees.len()).map(|mentee| sets_of(problem, mentee).len()).fold(1, usize::saturating_mul)
}

/// The sets of rows that a mentee may have as far as other mentees have no part in it, without slots.
fn sets_of(problem: &Problem, mentee: usize) -> Vec<Vec<Row>> {
    let mut sets = vec![Vec::new()];
    for row in problem.rows_of(mentee).into_iter().map(|(row, _)| row) {
        for at in 0..sets.len() {
            let with_row: Vec<Row> = sets[at].iter().copied().chain([row]).collect();
            let is_for_itself = |other: &Row| other.demand.is_none() || other.demand != row.demand;
            if with_row.len() <= problem.mentees[mentee].wanted as usize && sets[at].iter().all(is_for_itself) {
                sets.push(with_row);
            }
        }
    }
    sets.retain(|set| fault_of_mentee(problem, mentee, set).is_none());
    sets
}

/// One way to serve a mentee.
struct Choice {
    rows: Vec<Row>,
    sum: Sum,
}

struct Search<'p> {
    problem: &'p Problem,
    options: Vec<Vec<Choice>>,
    chosen: Vec<usize>,
    ledger: Ledger<'p>,
    best: Option<(Merit, Vec<Row>)>,
}

impl<'p> Search<'p> {
    fn new(problem: &'p Problem) -> Search<'p> {
        let rows = (0..problem.mentees.len()).flat_map(|mentee| problem.rows_of(mentee)).map(|(row, _)| row);
        let scale = Scale::new(problem, rows.map(|row| points(problem, row).expect("an allowed row")));
        let choice = |rows: Vec<Row>| Choice { sum: scale.sum(&places(problem, &rows)), rows };
        let options = |mentee: usize| sets_of(problem, mentee).into_iter().map(choice).collect();
        Search {
            problem,
            options: (0..problem.mentees.len()).map(options).collect(),
            chosen: vec![0; problem.mentees.len()],
            ledger: Ledger::new(problem),
            best: None,
        }
    }

    /// Tries all choices of the mentees from this one on, the earlier ones having chosen what comes to `sum`.
    fn go(&mut self, mentee: usize, sum: &Sum) {
        let Some(options) = self.options.get(mentee) else { return self.weigh(sum) };
        for at in 0..options.len() {
            self.chosen[mentee] = at;
            let sum = sum.plus(&self.options[mentee][at].sum);
            if self.make(mentee, at) {
                self.go(mentee + 1, &sum);
            }
            self.unmake(mentee, at);
        }
    }

    /// Makes the rows of a choice; whether all mentors have places for them.
    fn make(&mut self, mentee: usize, at: usize) -> bool {
        let mut fits = true;
        for row in &self.options[mentee][at].rows {
            fits &= self.ledger.load(row.pair.mentor);
            self.ledger.add_row(row.pair);
        }
        fits
    }

    fn unmake(&mut self, mentee: usize, at: usize) {
        for row in &self.options[mentee][at].rows {
            self.ledger.unload(row.pair.mentor);
            self.ledger.remove_row(row.pair);
        }
    }

    /// Keeps what is chosen if it is better than all before and keeps the limits of all together.
    fn weigh(&mut self, sum: &Sum) {
        let merit = merit(self.problem, sum, &self.ledger.loads);
        let is_better = self.best.as_ref().is_none_or(|(best, _)| merit > *best);
        if is_better && self.ledger.keeps_limits() {
            self.best = self.rows().map(|rows| (merit, rows)).or(self.best.take());
        }
    }

    /// The rows that are chosen, with slots where they meet; `None` where they cannot.
    fn rows(&self) -> Option<Vec<Row>> {
        let chosen = self.options.iter().zip(&self.chosen);
        let rows: Vec<Row> = chosen.flat_map(|(options, &at)| options[at].rows.iter().copied()).collect();
        let Some(meetings) = &self.problem.meetings else { return Some(rows) };
        let events: Vec<Event> = Event::of_rows(&rows, meetings.together).into_iter().map(|(_, event)| event).collect();
        let slots = timetable(self.problem, &meetings.slots, &meetings.rooms, &events)?;
        // The rows of a mentee stand together, as those of its meetings do.
        let each = events.iter().zip(slots).flat_map(|(event, slot)| event.mentors.iter().map(move |_| slot));
        Some(rows.into_iter().zip(each).map(|(row, slot)| Row { slot: Some(slot), ..row }).collect())
    }
}

/// The places that the rows of one mentee fill.
fn places(problem: &Problem, rows: &[Row]) -> Vec<Filled> {
    let place = |(place, &row): (u32, &Row)| Filled {
        class: PlaceClass { place, tier: problem.mentees[row.pair.mentee].tier },
        points: points(problem, row).expect("an allowed row"),
        rows: 1,
        previous: u32::from(problem.previous.contains(&row.pair)),
    };
    (1..).zip(rows).map(place).collect()
}
