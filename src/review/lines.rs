//! What is said of a result in which everything holds.

use super::Against;
use crate::certificate::ReadCertificate;
use crate::problem::{Assignment, Level, LevelOutcome};
use crate::program::Method;
use crate::text::{count, number};
use crate::units::Points;
use crate::verify::Best;

/// Three lines: what was checked, the total, and what is proved.
pub(super) fn lines(
    assignment: &Assignment,
    levels: &[LevelOutcome],
    proof: Option<&ReadCertificate>,
    best: Option<&Best>,
    against: &Against<'_>,
) -> String {
    let problem = &against.formulated.problem;
    let what = match (assignment.groups().len(), problem.demands.is_some()) {
        (0, true) => count(assignment.rows().len(), "place"),
        (0, false) => count(assignment.rows().len(), "pair"),
        (groups, _) => count(groups, "group"),
    };
    let holds = if assignment.rows().len() == 1 { "holds for it" } else { "holds" };
    let scores = problem.scores(assignment);
    let total: u64 = scores.iter().map(|points| u64::from(points.get())).sum();
    let mut of_scores = String::new();
    if let (Some(lowest), Some(highest)) = (scores.iter().min(), scores.iter().max()) {
        of_scores = format!("; scores {lowest} to {highest}");
    }
    let (word, standing) = match (proof, best) {
        (Some(proof), Some(best)) => standing(levels, proof, best, against),
        _ => ("open", "no certificate: whether another pairing is better is not known".to_owned()),
    };
    format!(
        "checked  {what}: every rule and limit {holds}\ntotal    {}{of_scores}\n{word:<8} {standing}\n",
        in_scores(total)
    )
}

/// Points as scores: 3,912.20.
fn in_scores(points: u64) -> String {
    let places = points % u64::from(Points::MAX.get() / 100);
    format!("{}.{places:02}", number(points / 100))
}

/// What is proved, and what is claimed beyond that.
fn standing(
    levels: &[LevelOutcome],
    proof: &ReadCertificate,
    best: &Best,
    against: &Against<'_>,
) -> (&'static str, String) {
    let names = |levels: &[&str]| levels.join(", then ");
    if let Method::Stable { proposing } = against.scoring.method() {
        let words = &against.program.words;
        let line = format!(
            "stable: no {} and {} would both rather have each other; no stable pairing is better for any {}",
            words.mentor,
            words.mentee,
            words.of(*proposing)
        );
        return ("proved", line);
    }
    let all: Vec<&str> = levels.iter().map(|level| level.level.name()).collect();
    let proved: Vec<&str> = best.levels.iter().map(|level| level.name()).collect();
    if proved == all {
        return ("proved", format!("nobody can do better: {}", names(&all)));
    }
    let left: Vec<&str> = all.iter().copied().filter(|name| !proved.contains(name)).collect();
    let is_open = levels.iter().any(|level| level.bound.is_some());
    let rest = match (proof.has_prices(), is_open) {
        (_, true) => format!("the certificate itself says that {} may be better", names(&left)),
        (false, _) if against.formulated.problem.is_plain() && is_proved_by_prices(levels) => {
            format!(
                "that nobody can do better on {} is claimed, and the certificate has no prices to prove it",
                names(&left)
            )
        }
        _ => format!(
            "that nobody can do better on {} is claimed, and a certificate proves it only of programs with nothing but places and the levels coverage and total",
            names(&left)
        ),
    };
    match proved.is_empty() {
        true => ("open", rest),
        false => ("proved", format!("nobody can do better: {}; {rest}", names(&proved))),
    }
}

/// Whether prices can prove all of these levels.
fn is_proved_by_prices(levels: &[LevelOutcome]) -> bool {
    levels.iter().all(|level| matches!(level.level, Level::Coverage | Level::Total))
}
