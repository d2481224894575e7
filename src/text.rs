//! Words and their comparison: folding, natural order, counts and lists in words, aligned columns, the nearest known word.
//!
//! Knows no mentoring. Imports nothing.

mod columns;
mod fold;
mod mask;
mod natural;
mod nearest;
mod words;

pub use columns::Columns;
pub use fold::{fold, fold_header};
pub use mask::masked;
pub use natural::natural_order;
pub use nearest::nearest;
pub use words::{Count, all, count, either, listed, number, one, plural, printable};
