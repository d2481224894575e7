//! Pairs mentors with mentees.

pub mod problem;
pub mod progress;
pub mod units;
