//! A quick assignment that nobody calls best: where a limit strikes before an engine has something better.

use super::residual::Residual;
use crate::problem::Pair;

/// Adds pairs to those that were chosen until no mentee can have one more without another losing one.
///
/// Mentees in lottery order, each its best mentors first, equal ones in lottery order. O(pairs), and sorting a row.
pub(super) fn fill(residual: &Residual<'_>, chosen: &mut Vec<Pair>) {
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
        let free = residual.choices(mentee).filter(|choice| places[choice.mentor] > 0 && !has.contains(&choice.mentor));
        let mut free: Vec<_> = free.collect();
        free.sort_unstable_by_key(|choice| (std::cmp::Reverse(choice.points), choice.mentor));
        for choice in free.iter().take(wants) {
            places[choice.mentor] -= 1;
            chosen.push(Pair { mentee, mentor: choice.mentor });
        }
    }
}
