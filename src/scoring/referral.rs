//! `[referral]` bound to a roster.

use std::collections::HashSet;

use super::reads::{Optional, Reads};
use crate::compare::Binder;
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
    /// Binds the table; `None` where the field of needs is missing, which is reported.
    pub(super) fn bind(spec: &ReferralSpec, binder: &mut Binder<'_, '_>) -> Option<BoundReferral> {
        let columns = vec![(Side::Mentee, spec.field.clone())];
        let optional = Optional::from(spec.optional);
        let has_needs = Reads { optional, ..Reads::required("`[referral]`".to_owned(), columns) }.are_there(binder);
        // Of a table that is left out it does not matter who is an adult.
        let is_adult = if has_needs || !spec.optional { adults(spec, binder) } else { None };
        has_needs.then(|| BoundReferral { needs: needs(spec, binder.roster), is_adult })
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

fn needs(spec: &ReferralSpec, roster: &Roster) -> Vec<Vec<String>> {
    let lexicon = &roster.lexicon;
    let for_adults: HashSet<Tag> = spec.tags.iter().filter_map(|tag| lexicon.find(tag)).collect();
    let spelled = |words: &[Word]| {
        let words = words.iter().filter(|word| for_adults.contains(&word.tag));
        words.map(|word| lexicon.spelled(*word).to_owned()).collect()
    };
    match roster.mentees.column(&spec.field.name) {
        Some(Column::Tags(cells)) => cells.iter().map(|words| spelled(words)).collect(),
        Some(Column::Words(cells)) => cells.iter().map(|word| spelled(word.as_slice())).collect(),
        _ => vec![Vec::new(); roster.mentees.len()],
    }
}
