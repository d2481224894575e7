//! Pairs mentors with mentees.

pub mod diagnostic;
pub mod keys;
pub mod problem;
pub mod progress;
pub mod roster;
pub mod table;
pub mod text;
pub mod units;
