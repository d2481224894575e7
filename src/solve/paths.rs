//! Shortest augmenting paths: settles one place after the other at the least loss of points.
//!
//! Jonker and Volgenant (1987) on columns with several places and mentees who want several: Dijkstra's search over columns
//! from one mentee, where the way from a column through one of its holders to another column is as long as what the
//! holder loses. By the market's invariant no way has a negative length, so no potentials are needed. Columns nearer than
//! the end of the path rise in price by the difference, which keeps the invariant.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::candidates::{Candidates, NOBODY};
use super::market::{Market, Price};
use super::work::Work;

/// Where a search stands at a column.
#[derive(Clone, Copy, Default)]
struct Reached {
    search: u32,
    distance: Price,
    worth: Price,
    by: usize,
}

/// Where a search stands at a mentee, or the keeper.
#[derive(Clone, Copy, Default)]
struct Asked {
    search: u32,
    /// The distance of the column that it would leave, plus the value of that column to it.
    base: Price,
    leaves: Option<usize>,
}

/// What comes next in a search.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A full column is reached.
    Column(usize),
    /// A mentor who is not on this mentee's list could be reached.
    Unlisted(usize),
}

/// The nearest column with room that a search knows.
#[derive(Clone, Copy)]
struct End {
    distance: Price,
    column: Option<usize>,
}

/// Searches in a market, with the lists and the memory they share.
pub(super) struct Paths {
    lists: Vec<Candidates>,
    reached: Vec<Reached>,
    asked: Vec<Asked>,
    events: BinaryHeap<Reverse<(Price, Event)>>,
    passed: Vec<usize>,
    search: u32,
    /// Mentors looked at since the work was last counted.
    looked: usize,
    end: End,
}

/// The time limit struck within a search, which then leaves the market as it was.
pub(super) struct Struck;

impl Paths {
    pub(super) fn new(market: &Market<'_>) -> Paths {
        Paths {
            lists: market.residual.wants.iter().map(|&wants| Candidates::unread(wants)).collect(),
            reached: vec![Reached::default(); market.prices.len()],
            asked: vec![Asked::default(); market.keeper() + 1],
            events: BinaryHeap::new(),
            passed: Vec::new(),
            search: 0,
            looked: 0,
            end: End { distance: Price::MAX, column: None },
        }
    }

    /// Settles one more place of a mentee.
    ///
    /// O(listed pairs × log columns) at worst; a few columns where places are plenty.
    pub(super) fn settle(&mut self, market: &mut Market<'_>, mentee: usize, work: &mut Work) -> Result<(), Struck> {
        self.search += 1;
        self.events.clear();
        self.passed.clear();
        self.end = End { distance: Price::MAX, column: None };
        self.ask(market, mentee, 0, None);
        while let Some(Reverse((distance, event))) = self.events.pop() {
            if distance >= self.end.distance {
                break;
            }
            work.spend(std::mem::take(&mut self.looked) + 1);
            if work.is_over() {
                return Err(Struck);
            }
            match event {
                Event::Column(column) => self.go_through(market, column, distance),
                Event::Unlisted(mentee) => self.lengthen(market, mentee, distance),
            }
        }
        let end = self.end.column.expect("every mentee can take as many columns as it wants");
        for &column in &self.passed {
            market.prices[column] += self.end.distance - self.reached[column].distance;
        }
        self.hand_on(market, end);
        Ok(())
    }

    /// Asks all who hold a full column what else they would take.
    fn go_through(&mut self, market: &Market<'_>, column: usize, distance: Price) {
        if distance > self.reached[column].distance {
            return; // A shorter way came first.
        }
        self.passed.push(column);
        let base = distance - market.prices[column];
        for holder in &market.holders[column] {
            self.ask(market, holder.mentee, base + holder.worth, Some(column));
        }
        if market.kept[column] > 0 {
            self.ask(market, market.keeper(), base, Some(column));
        }
    }

    /// Asks a mentee, or the keeper, unless it was asked on a way as short.
    fn ask(&mut self, market: &Market<'_>, mentee: usize, base: Price, leaves: Option<usize>) {
        let asked = &mut self.asked[mentee];
        if asked.search == self.search && asked.base <= base {
            return;
        }
        *asked = Asked { search: self.search, base, leaves };
        if mentee == market.keeper() {
            for &column in &market.loose {
                self.reach(market, column, 0, mentee, base);
            }
        } else {
            for column in market.vacancies_of(mentee).chain(market.pass) {
                self.reach(market, column, 0, mentee, base);
            }
            self.go_down_list(market, mentee, base);
        }
    }

    /// Notes the mentors on a mentee's list that can be reached, and when one that is not listed could be.
    fn go_down_list(&mut self, market: &Market<'_>, mentee: usize, base: Price) {
        // Before, not after: what is noted of the unlisted must be true of the list as it then stays.
        self.lists[mentee].refresh(market, mentee);
        let mut looks = 0;
        while let Some(&candidate) = self.lists[mentee].list.get(looks) {
            if base - candidate.value >= self.end.distance {
                break;
            }
            self.reach(market, candidate.mentor, candidate.worth, mentee, base);
            looks += 1;
        }
        let list = &mut self.lists[mentee];
        list.looked += looks;
        self.looked += looks;
        if list.rest > NOBODY && base - list.rest < self.end.distance {
            self.events.push(Reverse((base - list.rest, Event::Unlisted(mentee))));
        }
    }

    /// Notes that a column can be reached, if that is news.
    fn reach(&mut self, market: &Market<'_>, column: usize, worth: Price, by: usize, base: Price) {
        let distance = base - (worth - market.prices[column]);
        let known = &mut self.reached[column];
        if distance >= self.end.distance
            || known.search == self.search && known.distance <= distance
            || market.is_sated(by, column)
        {
            return;
        }
        *known = Reached { search: self.search, distance, worth, by };
        if market.room[column] > 0 {
            self.end = End { distance, column: Some(column) };
        } else {
            self.events.push(Reverse((distance, Event::Column(column))));
        }
    }

    /// Makes a longer list for a mentee, unless that happened already.
    fn lengthen(&mut self, market: &Market<'_>, mentee: usize, distance: Price) {
        let base = self.asked[mentee].base;
        if base - self.lists[mentee].rest == distance {
            self.lists[mentee].lengthen(market, mentee);
            self.go_down_list(market, mentee, base);
        }
    }

    /// Hands the columns of the path on, from its end to its start.
    fn hand_on(&self, market: &mut Market<'_>, end: usize) {
        let mut next = Some(end);
        while let Some(column) = next {
            let Reached { by, worth, .. } = self.reached[column];
            next = self.asked[by].leaves;
            market.take(by, column, worth);
            if let Some(left) = next {
                market.leave(by, left);
            }
        }
    }
}
