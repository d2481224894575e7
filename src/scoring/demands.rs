//! `[demands]` bound to a roster: the tags that each mentee demands, and who offers them.

use super::reads::Reads;
use crate::compare::{Binder, FieldRef, Sides, TagPair};
use crate::diagnostic::Diagnostic;
use crate::program::{DemandsSpec, Program};
use crate::roster::{Roster, Schema};
use crate::text::count;

/// Places as demands. People are given by their index in the roster.
#[derive(Debug)]
pub struct BoundDemands<'r> {
    sides: Sides,
    pair: TagPair<'r>,
    tags: Vec<Vec<String>>,
    most_mentors: Vec<Option<u32>>,
}

impl<'r> BoundDemands<'r> {
    /// Binds the table; `None` where a column is missing, which is reported.
    pub(super) fn bind(spec: &DemandsSpec, program: &Program, binder: &mut Binder<'r, '_>) -> Option<BoundDemands<'r>> {
        let roster = binder.roster;
        let reads = Reads::required("`[demands]`".to_owned(), spec.sides.columns());
        if !reads.are_there(binder) {
            return None;
        }
        let pair = TagPair::new(&spec.sides, roster);
        let most_mentors: Vec<Option<u32>> = most_mentors(program, roster);
        let tags = (0..roster.mentees.len()).map(|mentee| match most_mentors[mentee] {
            Some(0) => Vec::new(),
            _ => pair.spelled(mentee).map(str::to_owned).collect(),
        });
        let demands = BoundDemands { sides: spec.sides.clone(), tags: tags.collect(), most_mentors, pair };
        demands.report_blanks(binder);
        Some(demands)
    }

    /// Says how many mentees have no places for want of a tag.
    fn report_blanks(&self, binder: &mut Binder<'_, '_>) {
        let blank =
            self.tags.iter().zip(&self.most_mentors).filter(|(tags, most)| tags.is_empty() && **most != Some(0));
        let blank = blank.count();
        if blank > 0 {
            let has = if blank == 1 { "has" } else { "have" };
            let message = format!(
                "{} {has} a blank `{}`, and so no places: a demanded tag is a place",
                count(blank, "mentee"),
                self.sides.mentee.name
            );
            binder.sink.push(Diagnostic::notice("program::no-demands", message));
        }
    }

    /// The tags that a mentee demands, each a place: as its cell spells them, in the cell's order, each once. None of a mentee who wants
    /// no mentor.
    #[must_use]
    pub fn tags(&self, mentee: usize) -> &[String] {
        &self.tags[mentee]
    }

    /// The number of tags that the mentee's cell has, also of a mentee who wants no mentor.
    #[must_use]
    pub fn tags_in_cell(&self, mentee: usize) -> usize {
        self.pair.spelled(mentee).count()
    }

    /// Whether a mentor offers the mentee's tag of that number, allowed or not.
    #[must_use]
    pub fn offers(&self, mentor: usize, mentee: usize, tag: usize) -> bool {
        self.pair.has_nth(mentor, mentee, tag)
    }

    /// The most different mentors that a mentee may have; `None`: no bound.
    #[must_use]
    pub fn most_mentors(&self, mentee: usize) -> Option<u32> {
        self.most_mentors[mentee]
    }

    /// The mentee's field whose tags are demanded.
    #[must_use]
    pub fn field(&self) -> &FieldRef {
        &self.sides.mentee
    }

    /// The mentor's field that offers the tags.
    #[must_use]
    pub fn offer(&self) -> &FieldRef {
        &self.sides.mentor
    }

    /// Whether values of the field may be named in explanations.
    #[must_use]
    pub fn is_open(&self) -> bool {
        Schema::is_open(&self.sides.mentee.name)
    }

    pub(super) fn wanted(&self, mentee: usize) -> u32 {
        u32::try_from(self.tags[mentee].len()).expect("a cell has fewer tags")
    }
}

/// The bound of each mentee, by the roster or else the program.
fn most_mentors(program: &Program, roster: &Roster) -> Vec<Option<u32>> {
    let mentees = &roster.mentees;
    let most = |mentee| mentees.whole("mentors_wanted", mentee).or(program.mentors_wanted);
    (0..mentees.len()).map(most).collect()
}
