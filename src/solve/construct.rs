//! A pairing put together step by step, each step keeping every limit: never called best, and there before any search.
//!
//! Mentors with a minimum caseload are opened with as many mentees at once; then mentees take what they can, urgent ones first, whole
//! teams at once, and again until nobody can take more, because a row that a share forbids now may be allowed after another.

use std::collections::BTreeSet;

use super::model::{Model, keeps_limits, unit_of};
use super::relaxed::{Choice, Chooser, Item, Set};
use crate::problem::{Assignment, Per, Row};
use crate::units::Side;

/// What a filled place counts beside its points: more than any row earns.
const PLACE: i64 = 20_001;

/// How many times mentees are asked.
const PASSES: usize = 4;

/// No more than so many teams of a mentee are tried.
const MOST_SETS: usize = 300;

/// Adds rows to an assignment that keeps all limits, each step keeping them. O(passes × candidates × log candidates), and the search for
/// teams.
pub(super) fn extend(model: &Model<'_>, start: &Assignment) -> Assignment {
    let mut state = State::of(model, start);
    let mut mentees: Vec<usize> = (0..model.problem.mentees.len()).collect();
    mentees.sort_by_key(|&mentee| (model.problem.mentees[mentee].tier, mentee));
    for pass in 0..PASSES {
        let before = state.rows.len();
        if pass == 0 {
            state.open_mentors();
        }
        mentees.iter().for_each(|&mentee| state.serve(mentee));
        if state.rows.len() == before {
            break;
        }
    }
    let extended = Assignment::new(state.rows.clone());
    state.move_aside(&mentees);
    let moved = Assignment::new(state.rows);
    let is_more = moved.rows().len() > extended.rows().len() && keeps_limits(model.problem, &moved);
    if is_more { moved } else { extended }
}

/// How many rows may be looked at to have others move aside.
const MOST_STEPS: usize = 200_000;

/// How many people move aside for one.
const DEEPEST: usize = 3;

struct State<'m, 'p> {
    model: &'m Model<'p>,
    rows: Vec<Row>,
    loads: Vec<u32>,
    /// For each mentee, its rows.
    held: Vec<Vec<Row>>,
    /// For each slot, its rows.
    in_slot: Vec<Vec<Row>>,
    /// For each quota, the rows that count and all rows: of the result, or of each mentor.
    counts: Vec<Vec<(u64, u64)>>,
}

impl<'m, 'p> State<'m, 'p> {
    fn of(model: &'m Model<'p>, start: &Assignment) -> State<'m, 'p> {
        let problem = model.problem;
        let mentors = problem.mentors.len();
        let slots = problem.meetings.as_ref().map_or(1, |meetings| meetings.rooms.len());
        let places = |per: Per| match per {
            Per::Result => 1,
            Per::Mentor => mentors,
            Per::Slot => slots,
        };
        let mut state = State {
            model,
            rows: Vec::new(),
            loads: vec![0; mentors],
            held: vec![Vec::new(); problem.mentees.len()],
            in_slot: vec![Vec::new(); slots],
            counts: problem.quotas.iter().map(|quota| vec![(0, 0); places(quota.per)]).collect(),
        };
        state.take(start.rows());
        state
    }

    fn take(&mut self, rows: &[Row]) {
        for row in rows {
            self.rows.push(*row);
            self.loads[row.pair.mentor] += 1;
            self.held[row.pair.mentee].push(*row);
            if let Some(slot) = row.slot {
                self.in_slot[slot as usize].push(*row);
            }
            self.count(*row, true);
        }
    }

    fn count(&mut self, row: Row, is_added: bool) {
        for (quota, counts) in self.model.problem.quotas.iter().zip(&mut self.counts) {
            let (counted, rows) = &mut counts[unit_of(quota.per, row)];
            let counts = u64::from(quota.counts(row.pair));
            if is_added {
                (*counted, *rows) = (*counted + counts, *rows + 1);
            } else {
                (*counted, *rows) = (*counted - counts, *rows - 1);
            }
        }
    }

    /// Whether capacities, minima and quotas hold with further rows; teams and demands are the caller's.
    fn holds_with(&mut self, rows: &[Row]) -> bool {
        let problem = self.model.problem;
        let of_mentor = |mentor: usize| rows.iter().filter(|row| row.pair.mentor == mentor).count();
        let has_places = rows.iter().all(|row| {
            let places = problem.mentors[row.pair.mentor];
            let load = self.loads[row.pair.mentor] as usize + of_mentor(row.pair.mentor);
            places.minimum as usize <= load && load <= places.capacity as usize
        });
        if !has_places || !self.can_meet(rows) {
            return false;
        }
        rows.iter().for_each(|&row| self.count(row, true));
        let holds = problem.quotas.iter().zip(&self.counts).all(|(quota, counts)| {
            let units = rows.iter().map(|row| counts[unit_of(quota.per, *row)]);
            units.into_iter().all(|(counted, rows)| quota.holds(counted, rows))
        });
        rows.iter().for_each(|&row| self.count(row, false));
        holds
    }

    /// Whether everybody is free in the slots of further rows, and each has a room.
    fn can_meet(&self, rows: &[Row]) -> bool {
        let Some(meetings) = &self.model.problem.meetings else { return true };
        let is_free = |at: usize| {
            let row = rows[at];
            let slot = row.slot.expect("with meetings every row has a slot") as usize;
            let before = &rows[..at];
            let others = || before.iter().chain(&self.in_slot[slot]);
            let are_beside = others().chain(&self.held[row.pair.mentee]).all(|&other| meetings.are_beside(row, other));
            let then = others().filter(|other| other.slot == row.slot);
            let held: Vec<usize> = then.map(|other| other.pair.mentee).collect();
            let is_held = meetings.together && held.contains(&row.pair.mentee);
            let number = if meetings.together { held.iter().collect::<BTreeSet<_>>().len() } else { held.len() };
            are_beside && (is_held || meetings.rooms[slot].is_none_or(|rooms| number < rooms as usize))
        };
        (0..rows.len()).all(is_free)
    }

    /// Opens mentors with a minimum above 1, where they have nobody, with the best mentees for them who have nobody yet.
    fn open_mentors(&mut self) {
        let problem = self.model.problem;
        if problem.teams.is_some() {
            return;
        }
        let mut of_mentor = vec![Vec::new(); problem.mentors.len()];
        for (number, candidate) in self.model.candidates.iter().enumerate() {
            of_mentor[candidate.row.pair.mentor].push(number);
        }
        for (mentor, numbers) in of_mentor.iter_mut().enumerate() {
            let minimum = problem.mentors[mentor].minimum as usize;
            if minimum < 2 || self.loads[mentor] > 0 {
                continue;
            }
            numbers.sort_by_key(|&number| std::cmp::Reverse(self.model.candidates[number].points));
            let mut rows: Vec<Row> = Vec::new();
            for &number in numbers.iter() {
                let row = self.model.candidates[number].row;
                let is_beside = |other: &Row| {
                    other.pair.mentee != row.pair.mentee && (row.slot.is_none() || other.slot != row.slot)
                };
                let is_free = self.held[row.pair.mentee].is_empty() && rows.iter().all(is_beside);
                if is_free && rows.len() < minimum {
                    rows.push(row);
                }
            }
            if rows.len() == minimum && self.holds_with(&rows) {
                self.take(&rows);
            }
        }
    }

    /// Places those who are left by having others move aside: to another mentor or slot, who again have others move aside.
    ///
    /// Not where teams or demands tie rows together. Limits from below are not looked at on the way: the caller checks what comes of it.
    fn move_aside(&mut self, mentees: &[usize]) {
        let problem = self.model.problem;
        if problem.teams.is_some() || problem.demands.is_some() {
            return;
        }
        let mut steps = 0;
        for &mentee in mentees {
            while self.held[mentee].len() < problem.mentees[mentee].wanted as usize {
                if !self.insert(mentee, DEEPEST, &mut vec![mentee], &mut steps) {
                    break;
                }
            }
        }
    }

    /// Gives a mentee one more row, with others moving aside; whether that worked.
    fn insert(&mut self, mentee: usize, depth: usize, moving: &mut Vec<usize>, steps: &mut usize) -> bool {
        let mut rows: Vec<(Row, u16)> = self.model.candidates[self.model.candidates_of_mentee(mentee)]
            .iter()
            .map(|candidate| (candidate.row, candidate.points.get()))
            .collect();
        let is_together = self.model.problem.meets_together();
        let is_beside = |row: Row, held: Row| held.pair != row.pair && (!is_together || held.slot == row.slot);
        rows.retain(|&(row, _)| self.held[mentee].iter().all(|&held| is_beside(row, held)));
        rows.sort_by_key(|&(row, points)| (std::cmp::Reverse(points), row));
        *steps += rows.len();
        if let Some(&(row, _)) = rows.iter().find(|(row, _)| self.holds_with(&[*row])) {
            self.take(&[row]);
            return true;
        }
        for (row, _) in rows {
            for other in self.in_the_way(row) {
                *steps += 1;
                if depth == 0 || *steps > MOST_STEPS {
                    return false;
                }
                if moving.contains(&other.pair.mentee) {
                    continue;
                }
                self.give_up(other);
                if self.holds_with(&[row]) {
                    self.take(&[row]);
                    moving.push(other.pair.mentee);
                    if self.insert(other.pair.mentee, depth - 1, moving, steps) {
                        return true;
                    }
                    moving.pop();
                    self.give_up(row);
                }
                self.take(&[other]);
            }
        }
        false
    }

    /// Rows of which one may have to go for another: those of its mentor, and those in its slot.
    fn in_the_way(&self, row: Row) -> Vec<Row> {
        let is_full = self.loads[row.pair.mentor] >= self.model.problem.mentors[row.pair.mentor].capacity;
        let of_mentor = |other: &&Row| other.pair.mentor == row.pair.mentor && (is_full || other.slot == row.slot);
        let in_slot = row.slot.map_or(&[][..], |slot| &self.in_slot[slot as usize]);
        let mut rows: Vec<Row> = self.rows.iter().filter(of_mentor).chain(in_slot).copied().collect();
        rows.retain(|other| self.model.problem.must.binary_search(&other.pair).is_err());
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// Takes a row back.
    fn give_up(&mut self, row: Row) {
        self.rows.retain(|other| *other != row);
        self.loads[row.pair.mentor] -= 1;
        self.held[row.pair.mentee].retain(|other| *other != row);
        if let Some(slot) = row.slot {
            self.in_slot[slot as usize].retain(|other| *other != row);
        }
        self.count(row, false);
    }

    /// Gives a mentee what it can take.
    fn serve(&mut self, mentee: usize) {
        let problem = self.model.problem;
        let held = self.held[mentee].len();
        if held >= problem.mentees[mentee].wanted as usize {
            return;
        }
        let is_single = problem.teams.is_none() && problem.demands.is_none();
        let is_one_meeting = problem.meets_together() && problem.mentees[mentee].wanted > 1;
        let mut numbers: Vec<usize> = self.model.candidates_of_mentee(mentee).collect();
        numbers.retain(|&number| {
            let row = self.model.candidates[number].row;
            let is_open = self.loads[row.pair.mentor] < problem.mentors[row.pair.mentor].capacity;
            is_open && !self.held[mentee].iter().any(|held| (held.pair, held.demand) == (row.pair, row.demand))
        });
        if !is_single || is_one_meeting {
            // Of a slot that suits one of the mentors best, not all need have it.
            self.serve_a_set(mentee, &numbers);
        }
        if is_single {
            numbers.sort_by_key(|&number| std::cmp::Reverse(self.model.candidates[number].points));
            for number in numbers {
                let row = self.model.candidates[number].row;
                let has_room = self.held[mentee].len() < problem.mentees[mentee].wanted as usize;
                let is_new = self.held[mentee].iter().all(|held| held.pair != row.pair);
                if has_room && is_new && self.holds_with(&[row]) {
                    self.take(&[row]);
                }
            }
        }
    }

    /// Gives a mentee a whole team, or rows for several demands, beside what it has.
    fn serve_a_set(&mut self, mentee: usize, numbers: &[usize]) {
        let problem = self.model.problem;
        let chooser = Chooser { problem, side: Side::Mentee, person: mentee };
        let item = |number: usize, cost: i64| Item { number, row: self.model.candidates[number].row, cost };
        let worth = |number: usize| -PLACE - i64::from(self.model.candidates[number].points.get());
        let forced = self
            .model
            .candidates_of_mentee(mentee)
            .filter(|&number| self.held[mentee].contains(&self.model.candidates[number].row));
        let forced: Vec<Item> = forced.map(|number| item(number, 0)).collect();
        let items: Vec<Item> = numbers.iter().map(|&number| item(number, worth(number))).collect();
        let by_size = (0..=forced.len() + items.len()).map(|rows| chooser.may_have(rows).then_some(0)).collect();
        let had = forced.len();
        let mut choice = Choice::new(chooser, forced, items, by_size, &[]);
        let Some(cheapest) = choice.cheapest() else { return };
        let near = |choice: &mut Choice<'_>, reach: i64| choice.within(cheapest.cost + reach, MOST_SETS);
        let mut sets: Vec<Set> = [PLACE, 4_000, 1_000, 100]
            .into_iter()
            .find_map(|reach| near(&mut choice, reach))
            .unwrap_or_else(|| vec![cheapest.clone()]);
        sets.sort_by_key(|set| set.cost);
        for set in sets {
            let rows: Vec<Row> = set.numbers[had..].iter().map(|&number| self.model.candidates[number].row).collect();
            if !rows.is_empty() && self.holds_with(&rows) {
                self.take(&rows);
                return;
            }
        }
    }
}
