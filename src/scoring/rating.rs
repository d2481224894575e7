//! The points of pairs and rows: what each criterion gives, and the weighted mean.

use super::Scoring;
use crate::criteria::{Criterion, Rated, Rating, Reason};
use crate::program::View;
use crate::units::{Points, Side, Weight};

pub(super) struct BoundCriterion<'r> {
    pub name: String,
    pub weight: Weight,
    pub blank: Points,
    pub view: View,
    /// With demands: whether it rates the tag of a row alone.
    pub rates_tags: bool,
    pub criterion: Box<dyn Criterion + 'r>,
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

/// A weighted mean in the making.
#[derive(Clone, Copy, Default)]
struct Mean {
    weighted: u64,
    weights: u64,
}

impl Mean {
    fn add(&mut self, weight: Weight, points: impl FnOnce() -> Points) {
        let weight = u64::from(weight.thousandths());
        if weight > 0 {
            self.weighted += weight * u64::from(points().get());
            self.weights += weight;
        }
    }

    /// `floor(Σ(w × v) ÷ Σ(w) + 1/2)`; 0 where nothing counts.
    fn points(self) -> Points {
        if self.weights == 0 {
            return Points::ZERO;
        }
        let points = (2 * self.weighted + self.weights) / (2 * self.weights);
        u16::try_from(points).ok().and_then(Points::new).expect("a mean of points is at most 10000")
    }
}

impl Scoring<'_> {
    /// The points of a pair, whether it is allowed or not: `floor(Σ(w × v) ÷ Σ(w) + 1/2)`.
    #[must_use]
    pub fn points(&self, mentor: usize, mentee: usize) -> Points {
        self.mean_of(|_| true, mentor, mentee).points()
    }

    /// The points of a row, whether it is allowed or not: those of the pair, or where the row is for a demanded tag, with every
    /// criterion about the demanded field rating that tag alone.
    #[must_use]
    pub fn row_points(&self, mentor: usize, mentee: usize, demand: Option<u32>) -> Points {
        match demand {
            None => self.points(mentor, mentee),
            Some(tag) => {
                self.with_tag(self.mean_of(|part| !part.rates_tags, mentor, mentee), mentor, mentee, tag as usize)
            }
        }
    }

    /// What [`Scoring::judge`] gives, where that is at least so much; criteria are rated one after the other until the rest cannot bring it.
    #[must_use]
    pub fn judge_from(&self, mentor: usize, mentee: usize, least: u16) -> Option<Points> {
        if self.demands.is_some() {
            return self.judge(mentor, mentee, |_| {}).filter(|points| points.get() >= least);
        }
        let least = least.max(self.minimum_score.get());
        let weights: u64 = self.criteria.iter().map(|part| u64::from(part.weight.thousandths())).sum();
        let (mut mean, mut rated) = (Mean::default(), 0);
        for part in &self.criteria {
            mean.add(part.weight, || part.rate(mentor, mentee).points);
            rated += u64::from(part.weight.thousandths());
            let most = mean.weighted + (weights - rated) * u64::from(Points::MAX.get());
            if 2 * most + weights < 2 * weights * u64::from(least) {
                return None;
            }
        }
        let points = mean.points();
        let is_allowed = points.get() >= least && self.rules.iter().all(|rule| rule.rule.allows(mentor, mentee));
        is_allowed.then_some(points)
    }

    /// The highest points of a row that the pair may have; `None` where the mentor offers none of the demanded tags.
    pub(super) fn best_row(&self, mentor: usize, mentee: usize) -> Option<Points> {
        let Some(demands) = &self.demands else { return Some(self.points(mentor, mentee)) };
        let mut offered = (0..demands.tags(mentee).len()).filter(|tag| demands.offers(mentor, mentee, *tag)).peekable();
        offered.peek()?;
        let rest = self.mean_of(|part| !part.rates_tags, mentor, mentee);
        offered.map(|tag| self.with_tag(rest, mentor, mentee, tag)).max()
    }

    /// The points by which `minimum_score` judges a pair, allowed or not: with demands those of its best row, where it could have one.
    #[must_use]
    pub fn best_points(&self, mentor: usize, mentee: usize) -> Points {
        self.best_row(mentor, mentee).unwrap_or_else(|| self.points(mentor, mentee))
    }

    /// The points of a pair in the view of one side: only the criteria in that view count.
    #[must_use]
    pub fn view_points(&self, side: Side, mentor: usize, mentee: usize) -> Points {
        self.mean_of(|part| part.view.is_of(side), mentor, mentee).points()
    }

    /// What each criterion adds to a pair, in the order of the program.
    #[must_use]
    pub fn contributions(&self, mentor: usize, mentee: usize) -> Vec<Contribution<'_>> {
        self.criteria.iter().map(|part| part.rate(mentor, mentee)).collect()
    }

    /// What each criterion adds to a row, in the order of the program.
    #[must_use]
    pub fn row_contributions(&self, mentor: usize, mentee: usize, demand: Option<u32>) -> Vec<Contribution<'_>> {
        let Some(tag) = demand else { return self.contributions(mentor, mentee) };
        self.criteria.iter().map(|part| part.rate_row(mentor, mentee, tag as usize)).collect()
    }

    fn mean_of(&self, counts: impl Fn(&BoundCriterion<'_>) -> bool, mentor: usize, mentee: usize) -> Mean {
        let mut mean = Mean::default();
        for part in self.criteria.iter().filter(|part| counts(part)) {
            mean.add(part.weight, || part.rate(mentor, mentee).points);
        }
        mean
    }

    /// The mean of everything else together with the criteria that rate the tag.
    fn with_tag(&self, mut mean: Mean, mentor: usize, mentee: usize, tag: usize) -> Points {
        for part in self.criteria.iter().filter(|part| part.rates_tags) {
            mean.add(part.weight, || part.rate_row(mentor, mentee, tag).points);
        }
        mean.points()
    }
}

impl BoundCriterion<'_> {
    fn rate(&self, mentor: usize, mentee: usize) -> Contribution<'_> {
        self.contribution(self.criterion.rate(mentor, mentee))
    }

    fn rate_row(&self, mentor: usize, mentee: usize, tag: usize) -> Contribution<'_> {
        if self.rates_tags {
            self.contribution(self.criterion.rate_tag(mentor, mentee, tag))
        } else {
            self.rate(mentor, mentee)
        }
    }

    fn contribution<'s>(&'s self, rated: Rated<'s>) -> Contribution<'s> {
        let (points, blank) = match rated.rating {
            Rating::Blank => (self.blank, true),
            Rating::Of(ratio) => (ratio.points(), false),
        };
        Contribution { name: &self.name, weight: self.weight, points, blank, reason: rated.reason }
    }
}
