//! What cannot hold together where nothing is possible: a set of named parts, as small as can be, and what each would have to give way.
//!
//! Where no assignment keeps the must-pairs and limits, most of these have no part in it. [`find_conflict`] asks the engine again and again
//! what would be possible with some of them left out, until none of those that remain can be spared. Imports `roster`, `program` (for its
//! words), `scoring`, `problem`, `formulate` and `solve`.

mod every_pair;
mod loosest;
mod needs;
mod part;
mod search;
mod team_rules;
mod words;

pub use needs::Change;
pub use part::Part;

use std::collections::BTreeSet;

use crate::formulate::Formulated;
use crate::program::Words;
use crate::roster::Roster;
use crate::scoring::Scoring;
use crate::solve::SolveOptions;
use loosest::Loosest;
use needs::change_of;
use part::parts_of;
use search::Search;
use words::{Naming, change_in_words};

/// Parts that cannot hold together.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The parts: must-pairs and what a program says first, what people are like last.
    pub members: Vec<Member>,
    /// Whether it is proved that all the others can hold where any one of them is left out; otherwise a question was too hard for the time.
    pub is_minimal: bool,
}

/// A part of a conflict.
#[derive(Clone, Debug)]
pub struct Member {
    /// Which.
    pub part: Part,
    /// The nearest amount with which the others can hold; `None`: it has no amount, or is to be left out.
    pub change: Option<Change>,
    /// The name that the program gives it, where it has one that may be told.
    pub name: Option<String>,
    /// It in words: `the capacity of M3 (1)`.
    pub words: String,
    /// What would do in its place, in words: `at least 2`; `None` where the conflict is not proved minimal, so that nothing may do.
    pub needs: Option<String>,
    /// Whether with that everything can hold, not the others of the conflict alone; `None` where that is not known.
    pub is_enough: Option<bool>,
}

/// Finds parts that cannot hold together, for a problem that has no assignment.
///
/// None of them can be spared: without any one of them the others can hold, together with what always does (see `Loosest::with`). There may
/// be further conflicts beside this one. Which one is found depends on ids and the program, not on rows or threads. `None` where memory
/// does not hold the pairs.
#[must_use]
pub fn find_conflict(
    scoring: &Scoring<'_>,
    roster: &Roster,
    formulated: &Formulated,
    words: &Words,
    options: &SolveOptions,
) -> Option<Conflict> {
    let loosest = Loosest::new(scoring, formulated)?;
    let mut search = Search::new(&loosest, options);
    let parts = parts_of(scoring, roster, formulated);
    let (needed, is_minimal) = search.needed_of(&parts);
    let mut search = search.renewed();
    let (all, conflict): (BTreeSet<Part>, BTreeSet<Part>) =
        (parts.into_iter().collect(), needed.iter().copied().collect());
    let naming = Naming { scoring, roster, words, beside_people: needed.iter().any(|part| part.is_personal()) };
    let members = needed.into_iter().map(|part| {
        let (name, words) = (naming.name(part), naming.part(part));
        if !is_minimal {
            return Member { part, change: None, name, words, needs: None, is_enough: None };
        }
        let change = change_of(part, &conflict, &mut search, scoring);
        let is_enough = search.is_possible_with(&all, part, change.map(Change::amount));
        Member { part, change, name, words, needs: Some(change_in_words(part, change)), is_enough }
    });
    Some(Conflict { members: members.collect(), is_minimal })
}
