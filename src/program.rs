//! The program file: what earns points, what is forbidden, and which goal comes first.
//!
//! TOML → a typed [`Program`]; faults point into the file. Imports `units`, `keys`, `roster` (for field types), `compare`, `criteria` and `rules`.

mod beyond;
mod columns;
mod demands;
mod form;
mod groups;
mod meetings;
mod objective;
mod parts;
mod person;
mod presets;
mod priority;
mod quotas;
mod read;
mod referral;
mod tables;
mod team;
mod together;

pub use demands::DemandsSpec;
pub use groups::GroupsSpec;
pub use meetings::MeetingsSpec;
pub use objective::{Method, Objective};
pub use parts::{CriterionSpec, RuleSpec, View};
pub use presets::{PRESETS, Preset, preset};
pub use priority::PrioritySpec;
pub use quotas::{ConditionSpec, QuotaSpec, bound_in_words};
pub use read::read_program;
pub use referral::ReferralSpec;
pub use team::TeamSpec;
pub use together::TogetherSpec;

use crate::compare::TermEnd;
use crate::keys::Document;
use crate::roster::Reading;
pub use crate::units::Words;

/// A JSON Schema (draft-07) of program files, by which editors complete and check them.
pub const SCHEMA: &str = include_str!("program/schema.json");
/// The text of the built-in default program.
pub const DEFAULT_TEXT: &str = include_str!("program/default.toml");
/// The name of the built-in default program.
pub const DEFAULT_NAME: &str = "default";

/// A programme's rules and wishes, read and checked as far as that goes without rosters.
#[derive(Debug)]
pub struct Program {
    /// The file that it was read from.
    pub document: Document,
    /// The programme's name, where it has one.
    pub name: Option<String>,
    /// The words for a mentor and a mentee in output.
    pub words: Words,
    /// When the term ends, where that is said.
    pub term_end: Option<TermEnd>,
    /// The capacity where the roster's cell is blank; default 1.
    pub capacity: u32,
    /// The minimum caseload where the roster's cell is blank; default 0.
    pub minimum: u32,
    /// The number of mentors wanted where the roster's cell is blank, if the program gives it; else it is 1, or with demands no bound.
    pub mentors_wanted: Option<u32>,
    /// How rosters are read: the fields and their types, and what is said of columns and cells.
    pub reading: Reading,
    /// What earns points.
    pub criteria: Vec<CriterionSpec>,
    /// What is forbidden.
    pub rules: Vec<RuleSpec>,
    /// Who is served first, beside the roster's column `priority`.
    pub priority: Vec<PrioritySpec>,
    /// Needs that only an adult may meet.
    pub referral: Option<ReferralSpec>,
    /// Places as demands, where there are any.
    pub demands: Option<DemandsSpec>,
    /// What holds for the mentors of a mentee.
    pub team: Option<TeamSpec>,
    /// When rows meet, and in how many rooms.
    pub meetings: Option<MeetingsSpec>,
    /// Groups in place of pairs.
    pub groups: Option<GroupsSpec>,
    /// Bounds on the rows of a kind.
    pub quotas: Vec<QuotaSpec>,
    /// Which goal comes first.
    pub objective: Objective,
}
