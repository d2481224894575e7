//! `rated`: the number that a ratings file gives the pair.
//!
//! ```toml
//! rated = { scale = [1, 5] }   # [5, 1] where 1 is best
//! ```
//!
//! The rating is (number − low) ÷ (high − low). A pair that is not in the file, or has no number there, is blank.

use std::collections::HashMap;

use super::{Criterion, CriterionKind, Rated, Reason};
use crate::compare::{Binder, FieldRef};
use crate::diagnostic::Sink;
use crate::keys::Keys;
use crate::roster::{Schema, Verdict};
use crate::units::{Decimal, Ratio, Side, Words};

#[derive(Debug)]
struct RatedBy {
    low: Decimal,
    high: Decimal,
}

pub(super) fn read(keys: &mut Keys<'_>, _: &Schema, sink: &mut Sink) -> Option<Box<dyn CriterionKind>> {
    let item = keys.required("scale", sink)?;
    let (low, high) = item.range(sink)?;
    if low == high {
        item.reject(
            sink,
            format!("the scale goes from {low} to {high}"),
            "give two different ends, for example `scale = [1, 5]`",
        );
        return None;
    }
    Some(Box::new(RatedBy { low, high }))
}

impl CriterionKind for RatedBy {
    fn in_words(&self, _: &Words) -> String {
        format!("the number of the pair in the ratings file, from {} (worst) to {} (best)", self.low, self.high)
    }

    fn columns(&self) -> Vec<(Side, FieldRef)> {
        Vec::new()
    }

    fn needs_ratings(&self) -> bool {
        true
    }

    fn bind<'r>(&self, binder: &mut Binder<'r, '_>) -> Option<Box<dyn Criterion + 'r>> {
        let ratings = binder.roster.ratings.as_ref()?;
        ratings.report_off_scale(self.low, self.high, binder.sink);
        let numbers = ratings.pairs().filter_map(|(pair, verdict)| match verdict {
            Verdict::Number(number) => Some((pair, number)),
            Verdict::Blank | Verdict::Never => None,
        });
        Some(Box::new(BoundRated { low: self.low.micros(), high: self.high.micros(), numbers: numbers.collect() }))
    }
}

struct BoundRated {
    low: i64,
    high: i64,
    numbers: HashMap<(usize, usize), Decimal>,
}

impl Criterion for BoundRated {
    fn rate(&self, mentor: usize, mentee: usize) -> Rated<'_> {
        let Some(&number) = self.numbers.get(&(mentor, mentee)) else { return Rated::BLANK };
        let ratio = Ratio::new(number.micros().abs_diff(self.low), self.high.abs_diff(self.low));
        Rated::of(ratio, Reason::RatedAs(number))
    }
}
