//! What a pair loses against 10000 points, from below: whole points, each sum of parts rounded down.

use super::classing::Classing;
use super::exact::{Scorer, Value};
use super::prices::SHUT;

/// The loss of a pair with no points.
pub(super) const ALL: u16 = 10_000;

/// A part of a pair's loss that a table gives.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Which lookup.
    pub lookup: usize,
    /// The weight of a criterion; `None`: a rule, which forbids where the value is 0.
    pub weight: Option<u64>,
}

/// The parts of all criteria and rules, by how a scan bounds them.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// By classes alone.
    pub classes: Vec<Part>,
    /// By shared tags, to be added.
    pub shared: Vec<Part>,
    /// Two by shared tags, of which the greater loss counts.
    pub least: Vec<[Part; 2]>,
}

impl Parts {
    /// What a scorer's terms come to.
    pub fn of(scorer: &Scorer) -> Parts {
        let mut parts = Parts::default();
        for (index, term) in scorer.terms.iter().enumerate() {
            let part = |lookup| Part { lookup, weight: (index < scorer.criteria).then_some(term.weight) };
            match &term.value {
                Value::One(at) if scorer.lookups[*at].group.is_some() => parts.shared.push(part(*at)),
                Value::One(at) | Value::Marked(at, _) => parts.classes.push(part(*at)),
                Value::Least(one, other) if index < scorer.criteria => parts.least.push([part(*one), part(*other)]),
                Value::Least(one, other) => parts.shared.extend([part(*one), part(*other)]),
                Value::Asked(_) => {}
            }
        }
        parts
    }

    /// Whether a scorer has nothing but parts of which the losses are told, and so many are.
    pub fn are_all(&self, scorer: &Scorer, told: usize) -> bool {
        let by_tables = |value: &Value| matches!(value, Value::One(_) | Value::Least(..));
        told == self.classes.len() + self.shared.len()
            && self.least.is_empty()
            && scorer.terms.iter().all(|term| by_tables(&term.value))
    }
}

/// The loss of a row with a column by some parts, at a number of shared tags. Columns are those before [`Scorer::arrange`].
pub(super) fn loss(scorer: &Scorer, parts: &[Part], [row, column]: [u32; 2], shared: usize) -> u16 {
    let mut sum = 0;
    for part in parts {
        let begin = scorer.offset(true, row as usize, part.lookup) + scorer.offset(false, column as usize, part.lookup);
        let value = scorer.values(part.lookup)[begin as usize + shared.min(scorer.lookups[part.lookup].most)];
        match part.weight {
            None if value == 0 => return SHUT,
            None => {}
            Some(weight) => sum += weight * u64::from(ALL.saturating_sub(value)),
        }
    }
    u16::try_from(sum.checked_div(scorer.weights).unwrap_or(0)).map_or(ALL, |loss| loss.min(ALL))
}

/// Rows, or columns, that are alike to some parts.
pub(super) fn alike(scorer: &Scorer, parts: &[Part], rows: bool, people: usize) -> Classing {
    parts.iter().fold(Classing::alike(people), |classes, part| {
        classes.divided(|person| scorer.offset(rows, person, part.lookup))
    })
}
