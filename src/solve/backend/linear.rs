//! The master problem of the cutting planes: where the known bounds, all planes, meet at the highest.

use good_lp::{Expression, ProblemVariables, Solution, SolverModel, microlp, variable};

/// A plane above a concave function: at multipliers `at` it has the value, and it rises by the slopes.
pub(in crate::solve) struct Plane {
    pub(in crate::solve) at: Vec<f64>,
    pub(in crate::solve) value: f64,
    pub(in crate::solve) slopes: Vec<f64>,
}

/// The multipliers, each within its range, at which the lowest of the planes is highest; none where the backend fails.
///
/// Wherever they are, the bound that is computed there in whole numbers is a bound: nothing depends on their being right.
pub(in crate::solve) fn best_multipliers(planes: &[Plane], ranges: &[(f64, f64)]) -> Option<Vec<f64>> {
    let mut variables = ProblemVariables::new();
    let height = variables.add(variable());
    let multipliers: Vec<_> = ranges.iter().map(|&(low, high)| variables.add(variable().min(low).max(high))).collect();
    let mut model = variables.maximise(height).using(microlp);
    for plane in planes {
        let mut rise = Expression::from(plane.value);
        for ((&multiplier, &slope), &at) in multipliers.iter().zip(&plane.slopes).zip(&plane.at) {
            rise += slope * (multiplier - at);
        }
        model.add_constraint((height - rise).leq(0.0));
    }
    let solution = model.solve().ok()?;
    Some(multipliers.iter().map(|&multiplier| solution.value(multiplier)).collect())
}
