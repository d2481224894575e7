//! The built-in programs: program files that can be named in place of a path.
//!
//! Each is a file of `presets/`, commented for the coordinator who copies it. The first sentence of its first comment says in a line what
//! it is for.

use super::{DEFAULT_NAME, DEFAULT_TEXT};

/// A built-in program.
#[derive(Clone, Copy, Debug)]
pub struct Preset {
    /// The name that stands for it: `buddy`.
    pub name: &'static str,
    /// Its program file.
    pub text: &'static str,
}

/// Every program for a kind of programme, in the order in which they are listed.
pub const PRESETS: &[Preset] = &[
    Preset { name: "pal", text: include_str!("presets/pal.toml") },
    Preset { name: "ambassador", text: include_str!("presets/ambassador.toml") },
    Preset { name: "buddy", text: include_str!("presets/buddy.toml") },
    Preset { name: "tutoring", text: include_str!("presets/tutoring.toml") },
    Preset { name: "leadership", text: include_str!("presets/leadership.toml") },
    Preset { name: "mediation", text: include_str!("presets/mediation.toml") },
    Preset { name: "career", text: include_str!("presets/career.toml") },
    Preset { name: "support-group", text: include_str!("presets/support-group.toml") },
    Preset { name: "technology", text: include_str!("presets/technology.toml") },
    Preset { name: "cultural-exchange", text: include_str!("presets/cultural-exchange.toml") },
    Preset { name: "community-service", text: include_str!("presets/community-service.toml") },
    Preset { name: "entrepreneur", text: include_str!("presets/entrepreneur.toml") },
    Preset { name: "stem", text: include_str!("presets/stem.toml") },
    Preset { name: "environment", text: include_str!("presets/environment.toml") },
    Preset { name: "arts", text: include_str!("presets/arts.toml") },
    Preset { name: "cross-age", text: include_str!("presets/cross-age.toml") },
    Preset { name: "mixed-backgrounds", text: include_str!("presets/mixed-backgrounds.toml") },
];

/// The built-in program of a name; also the default one, which is for no kind of programme in particular.
#[must_use]
pub fn preset(name: &str) -> Option<Preset> {
    let default = Preset { name: DEFAULT_NAME, text: DEFAULT_TEXT };
    PRESETS.iter().chain([&default]).find(|preset| preset.name == name).copied()
}
