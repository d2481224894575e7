//! Words and their comparison: folding, natural order, counts and lists in words, aligned columns, the nearest known word, words within a text.
//!
//! Knows no mentoring. Imports nothing.

mod columns;
mod fold;
mod mask;
mod natural;
mod nearest;
mod within;
mod words;

pub use columns::Columns;
pub use fold::{fold, fold_header};
pub use mask::masked;
pub use natural::natural_order;
pub use nearest::nearest;
pub use within::{bare_words, stand_among};
pub use words::{Count, all, count, either, listed, number, one, plural, printable};
