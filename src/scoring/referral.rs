//! `[referral]` bound to a roster.

use std::collections::HashSet;

use super::reads::{Optional, Reads};
use crate::compare::{Binder, FieldRef};
use crate::program::ReferralSpec;
use crate::roster::{Column, Roster, Tag, Word};
use crate::rules::{BoundRule, IfBlank, referral};
use crate::units::Side;

/// Who has a need that only an adult may meet. People are given by their index in the roster.
#[derive(Debug)]
pub struct BoundReferral {
    needs: Vec<Vec<String>>,
    is_adult: Option<Vec<bool>>,
}

impl BoundReferral {
    /// Binds the table; `None` where all fields of needs are missing. Each that is missing is reported.
    pub(super) fn bind(spec: &ReferralSpec, binder: &mut Binder<'_, '_>) -> Option<BoundReferral> {
        let optional = Optional::from(spec.optional);
        let mut there: Vec<&FieldRef> = Vec::new();
        for field in &spec.fields {
            let part = match spec.fields.as_slice() {
                [_] => "`[referral]`".to_owned(),
                _ => format!("`[referral]` by `{}`", field.name),
            };
            let columns = vec![(Side::Mentee, field.clone())];
            if (Reads { optional, ..Reads::required(part, columns) }).are_there(binder) {
                there.push(field);
            }
        }
        // Of a table that is left out it does not matter who is an adult.
        let is_adult = if !there.is_empty() || !spec.optional { adults(spec, binder) } else { None };
        (!there.is_empty()).then(|| BoundReferral { needs: needs(&there, &spec.tags, binder.roster), is_adult })
    }

    /// The needs of a mentee that only an adult may meet, as its cell spells them, in the cell's order; of most people none.
    #[must_use]
    pub fn needs(&self, mentee: usize) -> &[String] {
        &self.needs[mentee]
    }

    /// The mentees who have such a need, whether or not they take part.
    pub fn listed(&self) -> impl Iterator<Item = usize> {
        (0..self.needs.len()).filter(|&mentee| !self.needs[mentee].is_empty())
    }

    pub(super) fn rule<'r>(&self) -> BoundRule<'r> {
        let is_referred = self.needs.iter().map(|needs| !needs.is_empty()).collect();
        referral(is_referred, self.is_adult.clone())
    }
}

/// Which mentors are adults; `None` where none can be. A mentor of whom that is not known is a peer.
fn adults(spec: &ReferralSpec, binder: &mut Binder<'_, '_>) -> Option<Vec<bool>> {
    let adults = spec.adults.as_ref()?;
    let part = if spec.optional {
        "every mentor counts as a peer, for `adults` of `[referral]`"
    } else {
        "`adults` of `[referral]`"
    };
    let reads = Reads { optional: spec.optional.into(), ..Reads::required(part.to_owned(), adults.kind.columns()) };
    if !reads.are_there(binder) {
        return None;
    }
    match adults.kind.bind(IfBlank::Forbid, binder) {
        Some(BoundRule::Person(Side::Mentor, qualifies)) => Some(qualifies),
        _ => None,
    }
}

/// The needs of each mentee that are for an adult alone: field by field, each need once.
fn needs(fields: &[&FieldRef], tags: &[String], roster: &Roster) -> Vec<Vec<String>> {
    let lexicon = &roster.lexicon;
    let for_adults: HashSet<Tag> = tags.iter().filter_map(|tag| lexicon.find(tag)).collect();
    let mut found: Vec<Vec<Word>> = vec![Vec::new(); roster.mentees.len()];
    for (mentee, found) in found.iter_mut().enumerate() {
        for word in fields.iter().flat_map(|field| words(roster.mentees.column(&field.name), mentee)) {
            if for_adults.contains(&word.tag) && !found.iter().any(|earlier| earlier.tag == word.tag) {
                found.push(*word);
            }
        }
    }
    found.iter().map(|words| words.iter().map(|word| lexicon.spelled(*word).to_owned()).collect()).collect()
}

/// The words of a person's cell; a choice is one.
fn words(column: Option<&Column>, person: usize) -> &[Word] {
    match column {
        Some(Column::Tags(cells)) => &cells[person],
        Some(Column::Words(cells)) => cells[person].as_slice(),
        _ => &[],
    }
}
