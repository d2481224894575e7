//! stub
use super::market::Market;
use super::paths::Paths;
use super::*;
use crate::problem::*;
pub(super) fn solve(residual: &Residual<'_>, goals: Goals, limits: &Limits, _progress: &dyn Progress) -> Outcome {
    let t = Instant::now();
    let classes = residual.problem.place_classes();
    let mut market;
    let covered;
    if goals.coverage {
        covered = coverage::cover(residual, &classes);
        eprintln!("  coverage {:?} {} pairs unfilled {:?}", t.elapsed(), covered.chosen.len(), covered.unfilled);
        market = Market::with_vacancies(residual, &classes, &covered.unfilled, covered.loose.clone());
        eprintln!("  loose {} keeper {}", covered.loose.len(), market.kept.iter().sum::<u32>());
    } else {
        market = Market::with_pass(residual);
    }
    eprintln!("  market {:?}", t.elapsed());
    let mut paths = Paths::new(&market);
    let most = residual.wants.iter().copied().max().unwrap_or(0);
    for round in 0..most {
        for mentee in 0..residual.mentees() {
            if residual.wants[mentee] > round && paths.settle(&mut market, mentee, limits).is_err() {
                panic!();
            }
        }
    }
    eprintln!("  paths {:?}", t.elapsed());
    market.lower_prices();
    let dual = dual::of(&market, classes.len());
    let assignment = residual.with_must(market.chosen());
    let total = residual.problem.total(&assignment);
    eprintln!("  dual {:?} total {} bound {} pairs {}", t.elapsed(), total, dual.total, assignment.pairs().len());
    eprintln!("  {}", paths.report());
    Outcome { assignment, levels: vec![], ending: Ending::Optimal, prices: None }
}
