//! What is best, in words.

use serde::Serialize;

use crate::program::{Method, Program};
use crate::text::{one, plural};
use crate::units::{Level, Words};

/// A goal; each is settled before the next.
#[derive(Clone, Debug, Serialize)]
pub struct Goal {
    /// Its name in the program file.
    pub level: &'static str,
    /// What it asks for.
    pub says: String,
}

/// The goals of a program, the first first.
pub(super) fn goals(program: &Program) -> Vec<Goal> {
    let words = &program.words;
    match &program.objective.method {
        Method::Levels(levels) => {
            levels.iter().map(|level| Goal { level: level.name(), says: in_words(*level, program) }).collect()
        }
        Method::Stable { proposing } => {
            let (one, proposing) = (&words.mentor, plural(words.of(*proposing)));
            let says = format!(
                "no {one} and {} who would both rather have each other; of all such pairings the best for the {proposing}",
                words.mentee
            );
            vec![Goal { level: "stable", says }]
        }
    }
}

fn in_words(level: Level, program: &Program) -> String {
    let Words { mentor, mentee } = &program.words;
    let (mentors, mentees) = (plural(mentor), plural(mentee));
    let what = if program.groups.is_some() { "member" } else { "pair" };
    match level {
        Level::Coverage if program.groups.is_some() => {
            format!("as many {mentees} in a group as possible, urgent ones first")
        }
        Level::Coverage => format!(
            "as many {mentees} with {} as possible, urgent ones first; then second places in the same order, and so on",
            one(mentor)
        ),
        Level::Worst => format!("the weakest {what} as strong as possible"),
        Level::Fair => format!("as few weak {what}s as possible, from the weakest upwards"),
        Level::Continuity => "as many pairs of earlier terms together as possible".to_owned(),
        Level::Balance => format!("the load spread over the {mentors}"),
        Level::Total => "the highest total of all points".to_owned(),
    }
}
