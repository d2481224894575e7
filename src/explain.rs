//! Why this pair, and why a place is empty: reasons as data, and in plain words.
//!
//! Imports `text`, `roster`, `scoring`, `formulate` and `problem`.

mod empty;
mod pair;

pub use empty::{EmptyPlace, EmptyReason, Exclusion, empty_places};
pub use pair::why_pair;

/// The words for a mentor and a mentee in a programme.
#[derive(Clone, Debug)]
pub struct Words {
    /// The word for a mentor.
    pub mentor: String,
    /// The word for a mentee.
    pub mentee: String,
}
