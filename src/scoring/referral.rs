//! `[referral]` bound to a roster.

use super::needs::needs;
use super::reads::{Optional, Reads};
use crate::compare::{Binder, FieldRef, PairMarks};
use crate::program::ReferralSpec;
use crate::roster::{Reading, Roster};
use crate::rules::{BoundRule, IfBlank, referral, referred_mentors};
use crate::units::Side;

/// Who has a need that only an adult may meet. People are given by their index in the roster.
#[derive(Debug)]
pub struct BoundReferral {
    needs: Vec<Vec<String>>,
    is_adult: Option<Vec<bool>>,
}

impl BoundReferral {
    /// Binds the table; `None` where all fields of needs are missing. Each that is missing is reported.
    pub(super) fn bind(spec: &ReferralSpec, reading: &Reading, binder: &mut Binder<'_, '_>) -> Option<BoundReferral> {
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
        let needs = || needs(&there, &spec.tags, reading, binder.roster);
        (!there.is_empty()).then(|| BoundReferral { needs: needs(), is_adult })
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

    /// What the table forbids: mentees to peers, and mentors who are on the list themselves to everybody.
    pub(super) fn rules<'r>(&self, roster: &Roster) -> impl Iterator<Item = BoundRule<'r>> {
        let is_referred: Vec<bool> = self.needs.iter().map(|needs| !needs.is_empty()).collect();
        let mut mentors = vec![false; roster.mentors.len()];
        for (mentor, mentee) in PairMarks::same_person(roster) {
            mentors[mentor] |= is_referred[mentee];
        }
        let mentors = referred_mentors(&mentors, self.is_adult.as_deref());
        mentors.into_iter().chain([referral(is_referred, self.is_adult.clone())])
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
