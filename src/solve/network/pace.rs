//! What is quickest next, by what the last searches came to: a search from one node, a round from all of them, or scaling.

use super::Flow;

/// With less than so much to be sent, searches from one node are quickest.
const MANY: u64 = if cfg!(test) { 2 } else { 256 };

/// So many searches from one node are looked back upon.
const FEW: u64 = if cfg!(test) { 2 } else { 16 };

/// What a round costs, in the nodes that it reaches: a search, and the ways.
const PER_NODE: u64 = 3;

/// A phase of scaling costs as much as to reach a node for every so many arcs.
const ARCS: u64 = 10;

/// With fewer nodes to reach, scaling never pays.
const LEAST: u64 = if cfg!(test) { 1 } else { 50_000 };

/// What comes next.
pub(super) enum Next {
    Search,
    Round,
    Scaling,
}

/// Tells what is quickest next.
pub(super) struct Pace {
    arcs: u64,
    phases: u64,
    /// What is left to be sent.
    left: u64,
    /// What the last round cost, and that for each unit that it sent; before the first, a look at every arc, and nothing.
    round: u64,
    of_round: u64,
    /// Whether a round comes next in any case.
    begins: bool,
    /// What all of it cost so far.
    spent: u64,
    /// The nodes that the last searches reached, and their number.
    reached: u64,
    searches: u64,
    /// Whether there was scaling.
    is_scaled: bool,
}

impl Pace {
    /// Begins with what is too much anywhere, in a network with so many arcs where scaling takes so many phases.
    pub(super) fn of(excess: &[Flow], arcs: usize, phases: u32) -> Pace {
        Pace {
            arcs: arcs as u64,
            phases: phases.into(),
            left: too_much(excess),
            round: arcs as u64,
            of_round: 0,
            begins: too_much(excess) >= MANY,
            reached: 0,
            searches: 0,
            spent: 0,
            is_scaled: false,
        }
    }

    /// What is quickest next.
    pub(super) fn next(&mut self) -> Next {
        if self.begins {
            return Next::Round;
        }
        if self.searches < FEW {
            return Next::Search;
        }
        // What all the searches would cost that are left, times their number so far.
        let all = self.reached * self.left;
        let scaling = (self.arcs * self.phases / ARCS).max(LEAST);
        if !self.is_scaled && (all > scaling * FEW || self.spent > scaling) {
            self.is_scaled = true;
            return Next::Scaling;
        }
        let is_quicker = self.reached > self.of_round * FEW && all > self.round * FEW;
        if is_quicker { Next::Round } else { Next::Search }
    }

    /// Notes what a search from one node reached and sent.
    pub(super) fn note_search(&mut self, reached: usize, sent: Flow) {
        if self.searches == FEW {
            (self.reached, self.searches) = (0, 0);
        }
        self.reached += reached as u64;
        self.searches += 1;
        self.spent += reached as u64;
        self.left -= u64::from(sent.unsigned_abs());
    }

    /// Notes what scaling left.
    pub(super) fn note_scaling(&mut self, excess: &[Flow]) {
        self.left = too_much(excess);
        (self.reached, self.searches) = (0, 0);
    }

    /// Notes what a round reached and left.
    pub(super) fn note_round(&mut self, reached: usize, excess: &[Flow]) {
        let before = std::mem::replace(&mut self.left, too_much(excess));
        self.round = PER_NODE * reached as u64;
        self.of_round = self.round / (before - self.left).max(1);
        self.spent += self.round;
        self.begins = false;
        (self.reached, self.searches) = (0, 0);
    }
}

/// What is too much anywhere.
fn too_much(excess: &[Flow]) -> u64 {
    excess.iter().filter(|&&excess| excess > 0).map(|&excess| u64::from(excess.unsigned_abs())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn potentials_come_first_where_searches_would_cost_more_and_once() {
        let mut pace = Pace::of(&[1000, -1000], 500, 10);
        assert!(matches!(pace.next(), Next::Round));
        pace.note_round(10, &[900, -900]);
        for _ in 0..FEW {
            assert!(matches!(pace.next(), Next::Search));
            pace.note_search(300, 1);
        }
        assert!(matches!(pace.next(), Next::Scaling));
        pace.note_scaling(&[100, -100]);
        for _ in 0..FEW {
            assert!(matches!(pace.next(), Next::Search));
            pace.note_search(300, 1);
        }
        // A round cost 30 for all that is left, and the searches cost 300 each.
        assert!(matches!(pace.next(), Next::Round));
    }

    #[test]
    fn short_searches_go_on() {
        let mut pace = Pace::of(&[10_000, -10_000], 10_000_000, 10);
        pace.note_round(1000, &[9_000, -9_000]);
        for _ in 0..3 * FEW {
            assert!(matches!(pace.next(), Next::Search));
            pace.note_search(2, 1);
        }
    }
}
