//! What is compared, in words for a person who knows the columns.

use super::{FieldRef, Sides};
use crate::units::{Side, Words};

impl FieldRef {
    /// The mentor's value minus the mentee's: `grade of the buddy minus that of the newcomer`.
    #[must_use]
    pub fn minus_in_words(&self, words: &Words) -> String {
        format!("{} of the {} minus that of the {}", self.name, words.mentor, words.mentee)
    }
}

impl Sides {
    /// The two fields: `languages`, or `knows of the mediator and parties of the case`.
    #[must_use]
    pub fn both_in_words(&self, words: &Words) -> String {
        if self.is_one() {
            return self.mentor.name.clone();
        }
        let of = |side: Side, field: &FieldRef| format!("{} of the {}", field.name, words.of(side));
        format!("{} and {}", of(Side::Mentor, &self.mentor), of(Side::Mentee, &self.mentee))
    }

    /// What both have: `interests that both have, of all that either has`.
    #[must_use]
    pub fn shared_in_words(&self, words: &Words) -> String {
        let both = self.both_in_words(words);
        if self.is_one() {
            format!("{both} that both have, of all that either has")
        } else {
            format!("what is in both of {both}, of all that is in either")
        }
    }

    /// Two values that are equal, or are not: `the same site`, `not the same site`.
    #[must_use]
    pub fn equal_in_words(&self, equal: bool, words: &Words) -> String {
        let both = self.both_in_words(words);
        match (self.is_one(), equal) {
            (true, true) => format!("the same {both}"),
            (true, false) => format!("not the same {both}"),
            (false, true) => format!("{both} are the same"),
            (false, false) => format!("{both} are not the same"),
        }
    }

    /// What the mentee needs and the mentor offers: `subject_needs of the tutee covered by subject_strengths of the tutor`.
    #[must_use]
    pub fn covered_in_words(&self, words: &Words) -> String {
        let Words { mentor, mentee } = words;
        format!("{} of the {mentee} covered by {} of the {mentor}", self.mentee.name, self.mentor.name)
    }

    fn is_one(&self) -> bool {
        self.mentor.name == self.mentee.name
    }
}
