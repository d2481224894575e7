//! What a program makes, in a few words.

use crate::program::Program;

/// What a program makes: `pairs`, `teams that meet`, `groups`, `pairs by demand that meet`.
#[must_use]
pub fn shape(program: &Program) -> String {
    let is_team = program.team.is_some() || program.mentors_wanted.is_some_and(|wanted| wanted > 1);
    let what = match program {
        _ if program.objective.method.is_stable() => "stable pairs",
        Program { groups: Some(_), .. } => "groups",
        Program { demands: Some(_), .. } => "pairs by demand",
        _ if is_team => "teams",
        _ => "pairs",
    };
    let meets = program.meetings.is_some() || program.groups.as_ref().is_some_and(|groups| groups.field.is_some());
    let meets = if meets { " that meet" } else { "" };
    format!("{what}{meets}")
}
