//! A programme's words for its people.

use super::Side;

/// The words for a mentor and a mentee in a programme.
#[derive(Clone, Debug)]
pub struct Words {
    /// The word for a mentor; default `mentor`.
    pub mentor: String,
    /// The word for a mentee; default `mentee`.
    pub mentee: String,
}

impl Words {
    /// The word for one person of a side.
    #[must_use]
    pub fn of(&self, side: Side) -> &str {
        match side {
            Side::Mentor => &self.mentor,
            Side::Mentee => &self.mentee,
        }
    }
}

impl Default for Words {
    fn default() -> Words {
        Words { mentor: Side::Mentor.name().to_owned(), mentee: Side::Mentee.name().to_owned() }
    }
}
