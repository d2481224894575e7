//! A program bound to a roster: rates any pair, and names the rules that it breaks.
//!
//! The one place that puts criteria and rules together; building the problem, checking a result and explaining it all ask here.
//! Imports `units`, `roster`, `criteria`, `rules` and `program`.

mod bind;

pub use bind::bind;

use crate::criteria::{Criterion, Rating, Reason};
use crate::rules::PairRule;
use crate::units::{Points, Side, Weight};

/// A program bound to a roster. People are given by their index in the roster.
pub struct Scoring<'r> {
    criteria: Vec<BoundCriterion<'r>>,
    rules: Vec<NamedRule<'r>>,
    person_rules: Vec<PersonRule>,
    minimum_score: Points,
    eligible: [Vec<bool>; 2],
    capacity: Vec<u32>,
    wanted: Vec<u32>,
    tier: Vec<u8>,
    must: Vec<(usize, usize)>,
}

struct BoundCriterion<'r> {
    name: String,
    weight: Weight,
    blank: Points,
    criterion: Box<dyn Criterion + 'r>,
}

struct NamedRule<'r> {
    name: String,
    rule: Box<dyn PairRule + 'r>,
}

struct PersonRule {
    name: String,
    side: Side,
    qualifies: Vec<bool>,
}

/// What one criterion adds to a pair.
#[derive(Clone, Copy, Debug)]
pub struct Contribution<'s> {
    /// The criterion's name.
    pub name: &'s str,
    /// Its weight.
    pub weight: Weight,
    /// Its points for the pair.
    pub points: Points,
    /// Whether a needed cell was blank, so that the points are the criterion's own for blanks.
    pub blank: bool,
    /// Why.
    pub reason: Reason<'s>,
}

/// The name of the rule that forbids pairs below the program's lowest score.
pub const MINIMUM_SCORE: &str = "minimum_score";

impl Scoring<'_> {
    /// The number of mentors.
    #[must_use]
    pub fn mentors(&self) -> usize {
        self.capacity.len()
    }

    /// The number of mentees.
    #[must_use]
    pub fn mentees(&self) -> usize {
        self.wanted.len()
    }

    /// The capacity of a mentor, eligible or not.
    #[must_use]
    pub fn capacity(&self, mentor: usize) -> u32 {
        self.capacity[mentor]
    }

    /// The number of mentors that a mentee wants, eligible or not.
    #[must_use]
    pub fn wanted(&self, mentee: usize) -> u32 {
        self.wanted[mentee]
    }

    /// The tier of a mentee: 1 to 9, or 10 where the priority is blank.
    #[must_use]
    pub fn tier(&self, mentee: usize) -> u8 {
        self.tier[mentee]
    }

    /// The pairs (mentor, mentee) that must be made.
    #[must_use]
    pub fn must(&self) -> &[(usize, usize)] {
        &self.must
    }

    /// Whether a person takes part at all.
    #[must_use]
    pub fn is_eligible(&self, side: Side, person: usize) -> bool {
        self.eligible[side.index()][person]
    }

    /// The names of the criteria and rules of the program that are in force; optional ones without their columns are not.
    pub fn in_force(&self) -> impl Iterator<Item = &str> {
        let criteria = self.criteria.iter().map(|criterion| criterion.name.as_str());
        let rules = self.rules.iter().map(|rule| rule.name.as_str());
        criteria.chain(rules).chain(self.person_rules.iter().map(|rule| rule.name.as_str()))
    }

    /// The rules that keep a person from taking part.
    pub fn not_eligible_because(&self, side: Side, person: usize) -> impl Iterator<Item = &str> {
        let failing = self.person_rules.iter().filter(move |rule| rule.side == side && !rule.qualifies[person]);
        failing.map(|rule| rule.name.as_str())
    }

    /// The rules about one person, each with its side and the number of people who fail it.
    pub fn person_rules(&self) -> impl Iterator<Item = (&str, Side, usize)> {
        let failing = |rule: &PersonRule| rule.qualifies.iter().filter(|qualifies| !**qualifies).count();
        self.person_rules.iter().map(move |rule| (rule.name.as_str(), rule.side, failing(rule)))
    }

    /// The names of the rules about pairs, in the order of the numbers that [`Scoring::broken_rules`] gives.
    #[must_use]
    pub fn rule_names(&self) -> Vec<&str> {
        let minimum = (self.minimum_score > Points::ZERO).then_some(MINIMUM_SCORE);
        self.rules.iter().map(|rule| rule.name.as_str()).chain(minimum).collect()
    }

    /// Tells `broken` the number of every rule about pairs that forbids this one, `minimum_score` last.
    ///
    /// Returns the points where no rule does. People who are not eligible are not looked at here.
    pub fn judge(&self, mentor: usize, mentee: usize, mut broken: impl FnMut(usize)) -> Option<Points> {
        let mut allowed = true;
        for (number, rule) in self.rules.iter().enumerate() {
            if !rule.rule.allows(mentor, mentee) {
                broken(number);
                allowed = false;
            }
        }
        if !allowed && self.minimum_score == Points::ZERO {
            return None;
        }
        let points = self.points(mentor, mentee);
        if points < self.minimum_score {
            broken(self.rules.len());
            allowed = false;
        }
        allowed.then_some(points)
    }

    /// The numbers of the rules about pairs that forbid this one.
    #[must_use]
    pub fn broken_rules(&self, mentor: usize, mentee: usize) -> Vec<usize> {
        let mut broken = Vec::new();
        let _ = self.judge(mentor, mentee, |number| broken.push(number));
        broken
    }

    /// The points of a pair, whether it is allowed or not: `floor(Σ(w × v) ÷ Σ(w) + 1/2)`.
    #[must_use]
    pub fn points(&self, mentor: usize, mentee: usize) -> Points {
        let (mut weighted, mut weights) = (0_u64, 0_u64);
        for criterion in &self.criteria {
            let weight = u64::from(criterion.weight.thousandths());
            if weight > 0 {
                weighted += weight * u64::from(criterion.rate(mentor, mentee).points.get());
                weights += weight;
            }
        }
        if weights == 0 {
            return Points::ZERO;
        }
        let points = (2 * weighted + weights) / (2 * weights);
        u16::try_from(points).ok().and_then(Points::new).expect("a mean of points is at most 10000")
    }

    /// What each criterion adds to a pair, in the order of the program.
    #[must_use]
    pub fn contributions(&self, mentor: usize, mentee: usize) -> Vec<Contribution<'_>> {
        self.criteria.iter().map(|criterion| criterion.rate(mentor, mentee)).collect()
    }
}

impl BoundCriterion<'_> {
    fn rate(&self, mentor: usize, mentee: usize) -> Contribution<'_> {
        let rated = self.criterion.rate(mentor, mentee);
        let (points, blank) = match rated.rating {
            Rating::Blank => (self.blank, true),
            Rating::Of(ratio) => (ratio.points(), false),
        };
        Contribution { name: &self.name, weight: self.weight, points, blank, reason: rated.reason }
    }
}
