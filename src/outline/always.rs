//! What holds in every program, whatever its file says.

use crate::program::Program;
use crate::text::plural;
use crate::units::Points;

/// What always holds, in a sentence each.
pub(super) fn always(program: &Program) -> Vec<String> {
    let mentors = plural(&program.words.mentor);
    let mut said = vec![
        "nobody is paired with themself, or with somebody whom either of the two avoids".to_owned(),
        "who is not active takes no part".to_owned(),
        "pairs of --never, and those rated `never`, are not made".to_owned(),
    ];
    if program.groups.is_some() {
        said.push("no two of whom one avoids the other are in one group".to_owned());
    } else if program.team.is_some() {
        said.push(format!("no two {mentors} of whom one avoids the other are on one team"));
    }
    let least = program.objective.minimum_score;
    if least > Points::ZERO {
        said.push(format!("no pair has a score below {least}"));
    }
    said
}
