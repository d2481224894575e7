//! What carried a pair.

use crate::scoring::Contribution;
use crate::text::printable;

/// As many criteria are named, the weightiest contributions first.
const NAMED: usize = 3;

/// Says in plain words what carried a pair: `Subjects: maths (1 of 2); Grade distance: 3 above`.
///
/// Only what is known and earned points is named; values of restricted fields are not.
#[must_use]
pub fn why_pair(contributions: &[Contribution<'_>], must: bool) -> String {
    let mut carried: Vec<(u64, &Contribution<'_>)> = contributions
        .iter()
        .filter(|part| !part.blank)
        .map(|part| (u64::from(part.weight.thousandths()) * u64::from(part.points.get()), part))
        .filter(|(worth, _)| *worth > 0)
        .collect();
    // A stable sort: equal contributions stay in the order of the program.
    carried.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    let named = carried.iter().take(NAMED).map(|(_, part)| format!("{}: {}", part.name, part.reason));
    let required = must.then(|| "required by the must-pairs".to_owned());
    let mut reasons: Vec<String> = required.into_iter().chain(named).collect();
    if reasons.is_empty() {
        let blank = contributions.iter().filter(|part| part.blank).count();
        reasons.push(
            match blank {
                0 => "allowed; nothing in common was found",
                some if some < contributions.len() => "allowed; nothing in common was found in what is known",
                _ => "allowed; too little is known to say more",
            }
            .to_owned(),
        );
    }
    printable(&reasons.join("; "))
}
