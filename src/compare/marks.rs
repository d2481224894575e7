//! Pairs that are marked one by one: avoided, past, never.

use crate::roster::{Column, Roster};

/// A sparse set of pairs, quick to ask: the marked mentors of each mentee, sorted.
#[derive(Debug)]
pub struct PairMarks {
    mentors_of: Vec<Vec<usize>>,
}

impl PairMarks {
    /// Marks the given pairs (mentor, mentee).
    #[must_use]
    pub fn new(mentees: usize, pairs: impl IntoIterator<Item = (usize, usize)>) -> PairMarks {
        let mut mentors_of = vec![Vec::new(); mentees];
        for (mentor, mentee) in pairs {
            mentors_of[mentee].push(mentor);
        }
        for mentors in &mut mentors_of {
            mentors.sort_unstable();
            mentors.dedup();
        }
        PairMarks { mentors_of }
    }

    /// Whether a pair is marked.
    #[must_use]
    pub fn contains(&self, mentor: usize, mentee: usize) -> bool {
        let mentors = &self.mentors_of[mentee];
        !mentors.is_empty() && mentors.binary_search(&mentor).is_ok()
    }

    /// The marked pairs (mentor, mentee), by mentee, then mentor.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        let marked = self.mentors_of.iter().enumerate();
        marked.flat_map(|(mentee, mentors)| mentors.iter().map(move |&mentor| (mentor, mentee)))
    }

    /// The pairs of earlier terms: those of the file of previous pairs, and of `previous_partners` of either.
    #[must_use]
    pub fn previous(roster: &Roster) -> PairMarks {
        let mut past = PairMarks::named_by_either("previous_partners", roster);
        past.extend(roster.previous.iter());
        PairMarks::new(roster.mentees.len(), past)
    }

    /// The pairs that either person names in a field of ids, if the files have it.
    #[must_use]
    pub fn named_by_either(field: &str, roster: &Roster) -> Vec<(usize, usize)> {
        let (mentors, mentees) = (&roster.mentors, &roster.mentees);
        let mut pairs = Vec::new();
        if let Some(Column::Ids(cells)) = mentors.column(field) {
            for (mentor, ids) in cells.iter().enumerate() {
                pairs.extend(ids.iter().filter_map(|id| mentees.find(id)).map(|mentee| (mentor, mentee)));
            }
        }
        if let Some(Column::Ids(cells)) = mentees.column(field) {
            for (mentee, ids) in cells.iter().enumerate() {
                pairs.extend(ids.iter().filter_map(|id| mentors.find(id)).map(|mentor| (mentor, mentee)));
            }
        }
        pairs
    }
}
