//! Why this pair, and why a place is empty: reasons as data, and in plain words.
//!
//! Imports `text`, `program` (for its words), `scoring`, `formulate` and `problem`.

mod empty;
mod pair;

pub use empty::{EmptyPlace, EmptyReason, Exclusion, empty_places, nobody_allowed};
pub use pair::why_pair;
