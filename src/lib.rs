//! Pairs mentors with mentees.

pub mod cli;
pub mod compare;
pub mod criteria;
pub mod diagnostic;
pub mod explain;
pub mod formulate;
pub mod keys;
pub mod problem;
pub mod program;
pub mod progress;
pub mod report;
pub mod roster;
pub mod rules;
pub mod scoring;
pub mod solve;
pub mod table;
pub mod text;
pub mod units;
pub mod verify;
