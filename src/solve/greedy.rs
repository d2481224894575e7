//! A quick assignment that nobody calls best: where a limit strikes before an engine has something better.

use super::residual::Residual;
use crate::problem::Pair;

/// Adds pairs of at least some points until no mentee can have one more without another losing one.
///
/// Mentees in lottery order, each its best mentors first, equal ones in lottery order. O(pairs), and sorting a row.
pub(super) fn fill(residual: &Residual<'_>, chosen: &mut Vec<Pair>, least: u16) {
    let mut places = residual.places.clone();
    let mut mentors_of = vec![Vec::new(); residual.mentees()];
    for pair in chosen.iter() {
        places[pair.mentor] -= 1;
        mentors_of[pair.mentee].push(pair.mentor);
    }
    for (mentee, has) in mentors_of.iter().enumerate() {
        let wants = usize::try_from(residual.wants[mentee]).unwrap_or(usize::MAX).saturating_sub(has.len());
        if wants == 0 {
            continue;
        }
        let is_free = |mentor: usize| places[mentor] > 0 && !has.contains(&mentor);
        let choices = residual.choices(mentee).filter(|choice| choice.points >= least && is_free(choice.mentor));
        let mut free: Vec<_> = choices.collect();
        free.sort_unstable_by_key(|choice| (std::cmp::Reverse(choice.points), choice.mentor));
        for choice in free.iter().take(wants) {
            places[choice.mentor] -= 1;
            chosen.push(Pair { mentee, mentor: choice.mentor });
        }
    }
}
