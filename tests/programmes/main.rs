//! Every built-in program, run as a coordinator runs it, and in words why its result is right for that programme.
//!
//! What must hold is worked out here from the cells of the rosters, without any code of the crate.

mod adults;
mod columns;
mod common;
mod groups;
mod pages;
mod pairs;
mod programme;
mod subjects;
mod teams;
