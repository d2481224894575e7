//! The rules that always hold: nobody is paired with themself, with one they avoid, against a file's word, or while not active.

use std::collections::HashMap;

use super::new_partner::NotMarked;
use super::{BoundRule, PairRule};
use crate::compare::PairMarks;
use crate::roster::{Roster, Verdict};
use crate::text::fold;
use crate::units::Side;

/// The names of the rules that always hold, as reports use them; no rule of a program file may have one of these.
pub const ALWAYS: [&str; 6] = ["self", "active", "avoids", "never", "rated-never", "minimum_score"];

/// Binds the rules that always hold, but `minimum_score`, which needs the points of pairs.
///
/// A rule that no pair of the roster can break is left out, as it would only cost time.
#[must_use]
pub fn always<'r>(roster: &Roster) -> Vec<(&'static str, BoundRule<'r>)> {
    let (mentors, mentees) = (&roster.mentors, &roster.mentees);
    // Where either side's ids are e-mail addresses, case tells nobody apart.
    let loosely: HashMap<String, usize> = if mentors.ids_fold() || mentees.ids_fold() {
        (0..mentors.len()).map(|mentor| (fold(mentors.id(mentor)), mentor)).collect()
    } else {
        HashMap::new()
    };
    let twin = |id: &str| mentors.find(id).or_else(|| loosely.get(&fold(id)).copied());
    let twins = (0..mentees.len()).map(|mentee| twin(mentees.id(mentee))).collect();
    let mut rules = vec![("self", BoundRule::Pair(Box::new(NotOneself { twins }) as Box<dyn PairRule>))];
    for side in Side::BOTH {
        let people = roster.side(side);
        let active: Vec<bool> = (0..people.len()).map(|person| !people.says_no("active", person)).collect();
        rules.push(("active", BoundRule::Person(side, active)));
    }
    let rated_never = roster.ratings.iter().flat_map(|ratings| ratings.pairs());
    let rated_never = rated_never.filter(|(_, verdict)| *verdict == Verdict::Never).map(|(pair, _)| pair);
    let marked = [
        ("avoids", PairMarks::named_by_either("avoids", roster)),
        ("never", roster.never.iter().collect()),
        ("rated-never", rated_never.collect()),
    ];
    for (name, pairs) in marked {
        if !pairs.is_empty() {
            let marks = PairMarks::new(mentees.len(), pairs);
            rules.push((name, BoundRule::Pair(Box::new(NotMarked { marks }))));
        }
    }
    rules
}

/// The same id in both roles is the same person.
struct NotOneself {
    twins: Vec<Option<usize>>,
}

impl PairRule for NotOneself {
    fn allows(&self, mentor: usize, mentee: usize) -> bool {
        self.twins[mentee] != Some(mentor)
    }
}
