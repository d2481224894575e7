//! Why this pair, and why a place is empty: reasons as data, and in plain words.
//!
//! Imports `text`, `program` (for its words), `scoring`, `formulate` and `problem`.

mod empty;
mod excluded;
mod limits;
mod obstacle;
mod pair;
mod standing;
mod unoffered;

pub use empty::{EmptyPlace, EmptyReason, Place, empty_places};
pub use excluded::{Exclusion, nobody_allowed};
pub use pair::why_pair;
